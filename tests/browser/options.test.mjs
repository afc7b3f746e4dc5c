// What options add to a picture: motion, changes, a font of the user's own.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { distance, drawn, open, picture, read, start } from "./browser.mjs";

const axe = read(createRequire(import.meta.url).resolve("axe-core/axe.min.js"));
let browser;
before(async () => (browser = await start()));
after(() => browser.close());

/** The animations of a page: what moves, and for how long. */
const moving = (page) =>
  page.evaluate(() => document.getAnimations().map((one) => [one.effect.target.parentNode.dataset.steps, one.effect.getComputedTiming().endTime]));

test("the numbered flows run for five seconds, each along its line, and come to rest as they are without", async () => {
  const { page, close } = await open(browser, join(drawn, "running.svg"));
  const running = await moving(page);
  const numbered = await page.evaluate(() => document.querySelectorAll("[data-steps]").length);
  assert.equal(running.length, numbered);
  assert.ok(running.every(([steps, end]) => steps && end === 5000), JSON.stringify(running));
  const shot = async () => picture(await page.screenshot());
  const at = (time) => page.evaluate((time) => document.getAnimations().forEach((one) => ((one.currentTime = time), one.pause())), time);
  await at(1000);
  const first = await shot();
  await at(1300);
  assert.ok(distance(first, await shot()).worst > 1, "nothing moves");
  await page.evaluate(() => document.getAnimations().forEach((one) => one.finish()));
  const rest = await shot();
  await page.goto(`file://${join(drawn, "still.svg")}`);
  // What was painted for motion differs by a shade at some edges.
  assert.ok(distance(rest, await shot()).worst < 3);
  await close();
});

test("who wants less motion sees none", async () => {
  const { page, close } = await open(browser, join(drawn, "running.svg"), { reducedMotion: "reduce" });
  assert.deepEqual(await moving(page), []);
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the page of what changed works and has no barrier, ${colorScheme}`, async () => {
    const { page, asked, wrong, close } = await open(browser, join(drawn, "changes.html"), { colorScheme });
    const facts = await page.evaluate(() => JSON.parse(document.getElementById("facts").textContent));
    const shown = await page.evaluate(() => [...document.querySelectorAll("main [data-node]")].map((node) => node.dataset.node));
    const known = new Set(facts.elements.map((element) => element.id));
    assert.deepEqual(shown.filter((id) => !known.has(id)), [], "what is drawn has facts, gone or not");
    assert.ok(facts.changes.some((one) => one.what === "removed") && facts.changes.some((one) => one.what === "changed"));
    assert.equal(await page.locator("#changes button").count(), facts.changes.length);
    const changed = facts.elements.find((element) => element.change);
    await page.focus(`main [data-node="${changed.id}"]`);
    await page.keyboard.press("Enter");
    assert.ok((await page.textContent("#details")).includes(`Change${changed.change}`));
    await page.keyboard.press("Escape");
    await page.locator("#changes button").last().press("Enter");
    assert.equal(await page.evaluate(() => location.hash), `#focus=${facts.changes.at(-1).on}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
    assert.deepEqual([asked, wrong], [[], []]);
    await close();
  });
}

test("a font of the user's own is loaded, and is as wide as measured", async () => {
  const { page, asked, close } = await open(browser, join(drawn, "own.svg"));
  const faces = await page.evaluate(async () => {
    await Promise.all([...document.fonts].map((face) => face.load()));
    return [...document.fonts].map((face) => `${face.family} ${face.weight} ${face.status}`);
  });
  assert.deepEqual(faces, [400, 500, 600].map((weight) => `Inter SemiBold ${weight} loaded`));
  const apart = await page.evaluate(() =>
    [...document.querySelectorAll("text")].map((text) => {
      const measured = Number(text.getAttribute("textLength"));
      text.removeAttribute("textLength");
      return [Math.abs(text.getComputedTextLength() - measured), text.textContent];
    }),
  );
  assert.deepEqual(apart.filter(([by]) => by > 0.05), []);
  assert.deepEqual(asked, []);
  await close();
});
