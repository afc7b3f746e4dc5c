'use strict';
// The page works on the picture's data-* attributes alone; what it shows beside them comes from the facts block.
const facts = JSON.parse(document.getElementById('facts').textContent);
const stage = document.querySelector('main');
const picture = stage.querySelector('svg');
const all = (selector, root = picture) => [...root.querySelectorAll(selector)];
const nodes = all('[data-node]');
const flows = all('[data-from]:not([data-label])');
const labels = all('[data-label]');
const nodeOf = new Map(nodes.map((node) => [node.dataset.node, node]));
const elementOf = new Map(facts.elements.map((element) => [element.id, element]));
const joins = (part, from, to) => (part.dataset.from === from && part.dataset.to === to) || (part.dataset.from === to && part.dataset.to === from);
const flowsOf = (step) => {
  const exact = flows.filter((flow) => flow.dataset.from === step.from && flow.dataset.to === step.to);
  return exact.length ? exact : flows.filter((flow) => joins(flow, step.from, step.to));
};
const labelsOf = (flow) => labels.filter((label) => ['from', 'to', 'kind'].every((key) => label.dataset[key] === flow.dataset[key]));
const byId = (id) => document.getElementById(id);
const state = { focus: null, scenario: null, step: 0, query: '', off: new Set() };

// ---- small helpers for the page's own elements; text is only ever set as text
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// ---- light and dark
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
function setDark(dark) {
  document.documentElement.classList.toggle('dark', dark);
  byId('theme').setAttribute('aria-pressed', String(dark));
}
setDark(prefersDark.matches);
prefersDark.addEventListener('change', (event) => setDark(event.matches));
byId('theme').addEventListener('click', () => setDark(!document.documentElement.classList.contains('dark')));

// ---- what is lit: the chosen element and its neighbours, the steps of a scenario, or what a search finds
function light(lit) {
  picture.classList.toggle('focused', lit !== null);
  for (const part of [...nodes, ...flows, ...labels]) part.classList.toggle('lit', lit !== null && lit.has(part));
}

function neighbourhood(id) {
  const lit = new Set([nodeOf.get(id)]);
  for (const flow of flows) {
    const { from, to } = flow.dataset;
    if (from !== id && to !== id) continue;
    lit.add(flow).add(nodeOf.get(from)).add(nodeOf.get(to));
    for (const label of labelsOf(flow)) lit.add(label);
  }
  return lit;
}

function story(scenario, upTo) {
  const lit = new Set();
  for (const step of scenario.steps.slice(0, upTo)) {
    lit.add(nodeOf.get(step.from)).add(nodeOf.get(step.to));
    for (const flow of flowsOf(step)) {
      lit.add(flow);
      for (const label of labelsOf(flow)) lit.add(label);
    }
  }
  return lit;
}

function found(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (element) => {
    const text = [element.id, element.title, element.service, element.layer, ...(element.tags || [])].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return new Set(facts.elements.filter(matches).map((element) => nodeOf.get(element.id)).filter(Boolean));
}

function refresh() {
  const scenario = facts.scenarios.find((one) => one.id === state.scenario);
  for (const flow of flows) flow.classList.remove('now');
  if (scenario) {
    const step = scenario.steps[state.step - 1];
    light(story(scenario, state.step || scenario.steps.length));
    if (step) for (const flow of flowsOf(step)) flow.classList.add('now');
    byId('step').textContent = step ? `${state.step} of ${scenario.steps.length}: ${step.text}` : `${scenario.steps.length} steps`;
  } else if (state.focus && nodeOf.has(state.focus)) {
    light(neighbourhood(state.focus));
  } else if (state.query) {
    const hits = found(state.query);
    light(hits);
    byId('hits').textContent = `${hits.size} found`;
  } else {
    light(null);
  }
  if (!scenario) byId('step').textContent = '';
  if (!state.query) byId('hits').textContent = '';
  for (const id of ['back', 'next']) byId(id).disabled = !scenario;
  byId('scenario').value = state.scenario || '';
  details();
  remember();
}

// ---- the panel
function details() {
  const panel = byId('details');
  const element = elementOf.get(state.focus);
  if (!element) {
    panel.replaceChildren(make('p', { class: 'muted' }, 'Choose an element to see its facts.'));
    return;
  }
  const list = make('dl');
  const fact = (name, value) => value && list.append(make('dt', {}, name), make('dd', {}, value));
  fact('Service', element.service);
  fact('Layer', element.layer);
  fact('Change', element.change);
  fact('Tags', (element.tags || []).map((tag) => `#${tag}`).join(' '));
  for (const [name, value] of element.attributes) fact(name, value);
  fact('Source', element.source);
  panel.replaceChildren(make('h3', {}, element.title));
  if (element.description) panel.append(make('p', {}, element.description));
  if (element.link) panel.append(make('p', {}, make('a', { href: element.link, rel: 'noreferrer' }, element.link)));
  panel.append(list);
  const mine = facts.findings.filter((finding) => finding.on === element.id);
  if (mine.length) panel.append(make('ul', {}, ...mine.map((finding) => findingRow(finding))));
}

// The mark that the picture has: a shape for how bad, a number for which.
const SHAPES = { high: ['M-4.6-11h9.2L11-4.6v9.2L4.6 11h-9.2L-11 4.6v-9.2z', 4.2], medium: ['M0-11.3 11.3 8.7h-22.6z', 6.4] };
function mark({ number, severity }) {
  const [shape, down] = SHAPES[severity] || ['M-9 0a9 9 0 1 1 18 0a9 9 0 1 1-18 0z', 4];
  const draw = (tag, attributes, ...children) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  return draw('svg', { class: 'mark', viewBox: '-13 -13 26 26', role: 'img', 'aria-label': `Finding ${number}` },
    draw('path', { d: shape }), draw('text', { y: down }, String(number)));
}

function findingRow(finding) {
  const button = make('button', { class: `row finding ${finding.severity}`, type: 'button' }, mark(finding),
    make('span', { class: 'rule' }, finding.rule), make('span', {}, `${finding.message} `, make('span', { class: 'muted' }, finding.fix)));
  button.addEventListener('click', () => choose(finding.on));
  return make('li', {}, button);
}

const SIGNS = { added: '+', removed: '−', changed: '~' };
function changeRow({ what, title, words, on }) {
  const button = make('button', { class: 'row finding', type: 'button' },
    make('span', { class: `change ${what}`, 'aria-hidden': 'true' }, SIGNS[what]), make('span', {}, make('b', {}, title), ` ${words}`));
  button.addEventListener('click', () => choose(on));
  return make('li', {}, button);
}

function choose(id) {
  Object.assign(state, { focus: id, scenario: null, step: 0 });
  const node = nodeOf.get(id);
  if (node) {
    rove(node);
    bring(node);
  }
  refresh();
}

// ---- the keyboard: one stop for the whole picture, arrows go to the nearest element that way
function rove(node) {
  for (const other of nodes) other.setAttribute('tabindex', other === node ? '0' : '-1');
}

function nearest(from, [dx, dy]) {
  const middle = (node) => {
    const box = node.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const node of nodes) {
    const [nx, ny] = middle(node);
    const ahead = (nx - x) * dx + (ny - y) * dy;
    const aside = Math.abs((nx - x) * dy) + Math.abs((ny - y) * dx);
    const distance = ahead + 2 * aside;
    if (node !== from && ahead > 1 && distance < least) [best, least] = [node, distance];
  }
  return best;
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
for (const node of nodes) {
  node.addEventListener('click', (event) => {
    event.stopPropagation();
    choose(state.focus === node.dataset.node ? null : node.dataset.node);
  });
  node.addEventListener('mouseenter', () => !state.focus && !state.scenario && !state.query && light(neighbourhood(node.dataset.node)));
  node.addEventListener('mouseleave', () => !state.focus && !state.scenario && !state.query && light(null));
  node.addEventListener('focus', () => bring(node));
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') choose(node.dataset.node);
    else if (ARROWS[event.key]) {
      const next = nearest(node, ARROWS[event.key]);
      if (next) {
        rove(next);
        next.focus();
      }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
if (nodes.length) rove(nodes[0]);

addEventListener('keydown', (event) => {
  // The dialog of the keys has its own Escape.
  if (event.ctrlKey || event.metaKey || event.altKey || byId('help').open) return;
  const typing = event.target.matches('input, select');
  if (event.key === 'Escape') clear();
  else if (typing) return;
  else if (event.key === '/') byId('search').focus();
  else if (event.key === 'f') walk(1);
  else if (event.key === 'F') walk(-1);
  else if (event.key === '+' || event.key === '=') zoom(1.25);
  else if (event.key === '-') zoom(0.8);
  else if (event.key === '0') fit();
  else if (event.key === '?') byId('help').showModal();
  else return;
  event.preventDefault();
});

function clear() {
  Object.assign(state, { focus: null, scenario: null, step: 0, query: '' });
  byId('search').value = '';
  refresh();
}

// ---- scenarios, step by step
function walk(by) {
  const scenario = facts.scenarios.find((one) => one.id === state.scenario) || facts.scenarios[0];
  if (!scenario) return;
  const count = scenario.steps.length;
  const step = state.scenario ? (state.step + by + count + 1) % (count + 1) : 1;
  Object.assign(state, { focus: null, scenario: scenario.id, step });
  refresh();
}
for (const scenario of facts.scenarios) byId('scenario').append(make('option', { value: scenario.id }, scenario.title));
byId('story').hidden = facts.scenarios.length === 0;
byId('scenario').addEventListener('change', (event) => {
  Object.assign(state, { focus: null, scenario: event.target.value || null, step: 0 });
  refresh();
});
byId('next').addEventListener('click', () => walk(1));
byId('back').addEventListener('click', () => walk(-1));

// ---- search and filters
byId('search').addEventListener('input', (event) => {
  Object.assign(state, { query: event.target.value.trim(), focus: null, scenario: null });
  refresh();
});

function filters() {
  const box = byId('filters');
  const add = (key, name) => {
    const input = make('input', { type: 'checkbox', ...(state.off.has(key) ? {} : { checked: '' }) });
    input.addEventListener('change', () => {
      if (input.checked) state.off.delete(key);
      else state.off.add(key);
      apply();
      remember();
    });
    box.append(make('li', {}, make('label', {}, input, name)));
  };
  for (const layer of facts.layers) if (nodes.some((node) => node.dataset.layer === layer.id)) add(`layer:${layer.id}`, layer.title);
  for (const kind of facts.kinds) if (flows.some((flow) => flow.dataset.kind === kind.id)) add(`kind:${kind.id}`, kind.title);
}

function apply() {
  const gone = new Set();
  for (const node of nodes) {
    const off = state.off.has(`layer:${node.dataset.layer}`);
    node.classList.toggle('hidden-by-filter', off);
    if (off) gone.add(node.dataset.node);
  }
  for (const part of [...flows, ...labels]) {
    const { kind, from, to } = part.dataset;
    part.classList.toggle('hidden-by-filter', state.off.has(`kind:${kind}`) || gone.has(from) || gone.has(to));
  }
}

// ---- pan and zoom: one transform on the picture
const size = { width: picture.viewBox.baseVal.width, height: picture.viewBox.baseVal.height };
const look = { x: 0, y: 0, scale: 1 };
function place() {
  picture.style.transform = `translate(${look.x}px, ${look.y}px) scale(${look.scale})`;
}
function zoom(by, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
  const scale = Math.min(8, Math.max(0.1, look.scale * by));
  look.x = x - ((x - look.x) * scale) / look.scale;
  look.y = y - ((y - look.y) * scale) / look.scale;
  look.scale = scale;
  place();
}
function fit() {
  look.scale = Math.min(stage.clientWidth / size.width, stage.clientHeight / size.height, 2) || 1;
  look.x = (stage.clientWidth - size.width * look.scale) / 2;
  look.y = Math.max(0, (stage.clientHeight - size.height * look.scale) / 2);
  place();
}
function bring(node) {
  const box = node.getBoundingClientRect();
  const view = stage.getBoundingClientRect();
  const short = (low, high, from, to) => (low < from ? from - low + 24 : high > to ? to - high - 24 : 0);
  look.x += short(box.left, box.right, view.left, view.right);
  look.y += short(box.top, box.bottom, view.top, view.bottom);
  place();
}
stage.addEventListener('wheel', (event) => {
  event.preventDefault();
  const box = stage.getBoundingClientRect();
  if (event.ctrlKey || event.metaKey) zoom(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
  else {
    look.x -= event.deltaX;
    look.y -= event.deltaY;
    place();
  }
}, { passive: false });
let drag = null;
stage.addEventListener('pointerdown', (event) => {
  if (event.button === 0) drag = { x: event.clientX - look.x, y: event.clientY - look.y, moved: false };
});
addEventListener('pointermove', (event) => {
  if (!drag) return;
  stage.classList.add('dragging');
  drag.moved = true;
  look.x = event.clientX - drag.x;
  look.y = event.clientY - drag.y;
  place();
});
addEventListener('pointerup', () => {
  stage.classList.remove('dragging');
  drag = null;
});
stage.addEventListener('click', () => state.focus && choose(null));
byId('in').addEventListener('click', () => zoom(1.25));
byId('out').addEventListener('click', () => zoom(0.8));
byId('fit').addEventListener('click', fit);
byId('keys').addEventListener('click', () => byId('help').showModal());
addEventListener('resize', fit);

// ---- the address keeps the state, so that a link opens the same picture
function remember() {
  const hash = new URLSearchParams();
  if (state.focus) hash.set('focus', state.focus);
  if (state.scenario) hash.set('scenario', state.scenario);
  if (state.step) hash.set('step', state.step);
  if (state.query) hash.set('find', state.query);
  if (state.off.size) hash.set('off', [...state.off].join(','));
  history.replaceState(null, '', hash.size ? `#${hash}` : location.pathname + location.search);
}
function recall() {
  const hash = new URLSearchParams(location.hash.slice(1));
  state.focus = hash.get('focus');
  state.scenario = hash.get('scenario');
  state.step = Number(hash.get('step')) || 0;
  state.query = hash.get('find') || '';
  state.off = new Set((hash.get('off') || '').split(',').filter(Boolean));
  byId('search').value = state.query;
}

recall();
filters();
apply();
byId('findings').append(...facts.findings.map(findingRow));
byId('changes').append(...facts.changes.map(changeRow));
byId('changed').hidden = facts.changes.length === 0;
byId('review').hidden = facts.findings.length === 0;
fit();
refresh();
