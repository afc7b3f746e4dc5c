// The interactive page by keyboard alone.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { drawn, open, start } from "./browser.mjs";

let browser;
let opened;
before(async () => (browser = await start()));
after(() => browser.close());

const at = () => opened.page.evaluate(() => document.activeElement.dataset.node ?? document.activeElement.id);
const text = (selector) => opened.page.textContent(selector);
const lit = () => opened.page.evaluate(() => document.querySelectorAll("svg .lit").length);
const press = async (...keys) => {
  for (const key of keys) await opened.page.keyboard.press(key);
};

/** Opens the page anew, does what is to be done with it, and looks whether anything went wrong or out. */
const steps = (name, act) =>
  test(name, async () => {
    opened = await open(browser, join(drawn, "gallery/web-shop/interactive.html"));
    await act();
    assert.deepEqual(opened.asked, []);
    assert.deepEqual(opened.wrong, []);
    await opened.close();
  });

/** Presses Tab until the focus is in the picture. */
async function intoPicture() {
  for (let count = 0; count < 20; count++) {
    await press("Tab");
    if (await opened.page.evaluate(() => document.activeElement.matches("svg [data-node]"))) return;
  }
  assert.fail("Tab does not lead into the picture");
}

steps("Tab leads into the picture, once", async () => {
  await intoPicture();
  await press("Tab");
  assert.equal(await opened.page.evaluate(() => document.activeElement.matches("svg [data-node]")), false);
});

steps("arrows lead to the nearest element that way, and back", async () => {
  await intoPicture();
  const place = async () => {
    const box = await opened.page.evaluate(() => document.activeElement.getBoundingClientRect().toJSON());
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const [x, y] = await place();
  await press("ArrowDown");
  const below = await place();
  assert.ok(below[1] > y, `${below} is not below ${[x, y]}`);
  await press("ArrowUp");
  assert.ok((await place())[1] < below[1]);
  const seen = new Set();
  for (const key of ["ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowDown", "ArrowRight"]) {
    await press(key);
    seen.add(await at());
  }
  assert.ok(seen.size >= 4, [...seen].join(", "));
});

steps("the focus is seen", async () => {
  await intoPicture();
  const ring = await opened.page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return [style.outlineStyle, parseFloat(style.outlineWidth)];
  });
  assert.deepEqual(ring, ["solid", 3]);
});

steps("Enter chooses an element, Escape lets go", async () => {
  await intoPicture();
  const name = await at();
  await press("Enter");
  assert.match(await text("#details"), /Source/);
  assert.match(opened.page.url(), new RegExp(`focus=${name}`));
  assert.ok((await lit()) > 1);
  await press("Escape");
  assert.equal(await lit(), 0);
  assert.match(await text("#details"), /Choose an element/);
});

steps("a search finds, and Escape ends it", async () => {
  await press("/");
  assert.equal(await at(), "search");
  await opened.page.keyboard.type("dynamo");
  assert.equal(await text("#hits"), "1 found");
  assert.equal(await lit(), 1);
  await press("Escape");
  assert.equal(await text("#hits"), "");
  assert.equal(await opened.page.inputValue("#search"), "");
});

steps("f walks through the scenario, F back", async () => {
  await press("f");
  assert.match(await text("#step"), /^1 of \d+: \S/);
  const first = await lit();
  await press("f");
  assert.match(await text("#step"), /^2 of /);
  assert.ok((await lit()) > first);
  await press("F");
  assert.match(await text("#step"), /^1 of /);
  await press("Escape");
  assert.equal(await text("#step"), "");
});

test("a finding has the number in the list that it has on the picture", async () => {
  const { page, close } = await open(browser, join(drawn, "gallery/flawed/voice-skill/interactive.html"));
  const rows = await page.$$eval("#findings .finding", (all) => all.map((row) => [row.querySelector(".mark").textContent, row.querySelector(".rule").textContent]));
  assert.ok(rows.length > 1);
  const titles = (await page.$$eval("main title", (all) => all.map((title) => title.textContent))).join("\n").split("\n");
  const told = rows.filter(([number, rule]) => titles.some((line) => line.startsWith(`${number} ${rule} `)));
  assert.ok(told.length > 0, titles.join("\n"));
  const others = titles.filter((line) => /^\d+ [A-Z]+-\d+ /.test(line)).filter((line) => !rows.some(([number, rule]) => line.startsWith(`${number} ${rule} `)));
  assert.deepEqual(others, []);
  await close();
});

steps("keys zoom, and the help tells them", async () => {
  const scale = () => opened.page.evaluate(() => new DOMMatrix(document.querySelector("main svg").style.transform).a);
  const fitted = await scale();
  await press("+", "+");
  assert.ok((await scale()) > 1.5 * fitted);
  await press("0");
  assert.equal(await scale(), fitted);
  await press("?");
  assert.equal(await opened.page.evaluate(() => document.querySelector("#help").open), true);
  await press("Escape");
  assert.equal(await opened.page.evaluate(() => document.querySelector("#help").open), false);
});

steps("an address opens the same picture", async () => {
  await press("f", "f");
  const [url, steps] = [opened.page.url(), await text("#step")];
  await opened.page.goto("about:blank");
  await opened.page.goto(url);
  assert.equal(await text("#step"), steps);
});
