// Every page we write: nothing for axe-core to find in light or dark, and nothing asked of anybody.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { drawn, open, read, samples, start } from "./browser.mjs";

const axe = read(createRequire(import.meta.url).resolve("axe-core/axe.min.js"));
let browser;
before(async () => (browser = await start()));
after(() => browser.close());

/** The violations of a page, one line each. */
async function violations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary}`));
}

for (const [name, file] of [
  ["the gallery", "gallery/index.html"],
  ["the page of a sample", "gallery/web-shop/index.html"],
  ["the page of a flawed sample", "gallery/flawed/voice-skill/index.html"],
  ["the interactive page", "gallery/web-shop/interactive.html"],
  ["the interactive page with findings", "gallery/flawed/voice-skill/interactive.html"],
  ["the review report", "review.html"],
]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${name} has no barrier, ${colorScheme}`, async () => {
      const { page, asked, wrong, close } = await open(browser, join(drawn, file), { colorScheme });
      const beside = asked.filter((url) => !url.startsWith(`file://${join(drawn, "gallery")}/`));
      assert.deepEqual(beside, [], "it asks for something");
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(wrong, []);
      await close();
    });
  }
}

test("axe-core would find a barrier", async () => {
  const { page, close } = await open(browser, join(drawn, "gallery/index.html"));
  await page.evaluate(() => document.querySelector("img").removeAttribute("alt"));
  assert.match((await violations(page)).join("\n"), /image-alt/);
  await close();
});

test("every link of the gallery leads somewhere", async () => {
  const { page, close } = await open(browser, join(drawn, "gallery/index.html"));
  const links = () => page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.href));
  const pages = (await links()).filter((href) => href.endsWith("index.html"));
  const shown = pages.map((url) => url.split("/gallery/")[1].replace("/index.html", ""));
  assert.deepEqual(shown.sort(), [...samples].sort());
  for (const url of pages) {
    await page.goto(url);
    for (const href of await links()) {
      const { protocol, pathname, hash } = new URL(href);
      assert.equal(protocol, "file:");
      assert.ok(read(pathname).length > 0, href);
      if (hash && pathname === new URL(url).pathname) assert.ok(await page.$(hash), href);
    }
    const broken = await page.evaluate(() => [...document.images].filter((image) => image.naturalWidth === 0).map((image) => image.src));
    assert.deepEqual(broken, []);
  }
  await close();
});

test("the gallery can be walked through by keyboard", async () => {
  const { page, close } = await open(browser, join(drawn, "gallery/web-shop/index.html"));
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Interactive page");
  await page.keyboard.press("Enter");
  await page.waitForURL(/interactive\.html/);
  await close();
});
