// Chromium paints every picture as we do: on its own, in a README, and with no font but DejaVu.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { distance, drawn, open, picture, read, samples, start } from "./browser.mjs";

// Two engines' edges make 16 at most, and a pair of signs that only one of them draws closer together 24; the smallest word
// left out makes 29.
const WORST = 26;
const MEAN = 0.8;

const folder = mkdtempSync(join(tmpdir(), "pictures-"));
let browser;
before(async () => (browser = await start()));
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const ours = (name) => picture(readFileSync(join(drawn, name)));
const embedded = (sample) => join(drawn, "auto", `${sample}.svg`);

/** What Chromium paints for an SVG that stands alone. */
async function painted(file, colorScheme, chromium = browser) {
  const { page, asked, close } = await open(chromium, file, { colorScheme });
  const [width, height] = await page.evaluate(() => ["width", "height"].map((side) => document.documentElement[side].baseVal.value));
  await page.setViewportSize({ width: Math.ceil(width), height: Math.ceil(height) });
  const image = picture(await page.screenshot());
  await close();
  assert.deepEqual(asked, [], `${file} asks for something`);
  return image;
}

function assertAlike(one, other, what, limits = {}) {
  const { worst, mean } = distance(one, other);
  const most = { worst: WORST, mean: MEAN, ...limits };
  assert.ok(worst < most.worst && mean < most.mean, `${what}: ${worst.toFixed(1)} at worst, ${mean.toFixed(2)} on average`);
}

for (const sample of samples) {
  test(`${sample} is painted as our PNG, in light and dark`, async () => {
    for (const look of ["light", "dark"]) {
      assertAlike(ours(`${look}/${sample}.png`), await painted(embedded(sample), look), look);
    }
  });
}

test("a missing word is seen, and so is the wrong look", async () => {
  const text = read(embedded("web-shop"));
  const words = text.match(/<text[^>]*>20 passed|<text.*?<\/text>/g);
  for (const gone of [words[0], words[Math.floor(words.length / 2)], words.at(-1)]) {
    const file = join(folder, "cut.svg");
    writeFileSync(file, text.replace(gone, ""));
    assert.ok(distance(ours("light/web-shop.png"), await painted(file, "light")).worst > WORST, gone);
  }
  assert.ok(distance(ours("light/web-shop.png"), await painted(embedded("web-shop"), "dark")).mean > 10);
});

test("every picture is right as an image of a README", async () => {
  const images = samples.map((sample) => `<p><img src="${pathToFileURL(embedded(sample))}" alt="${sample}"></p>`);
  const file = join(folder, "readme.html");
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><style>body{margin:0;width:800px}p{margin:0;height:4000px}img{max-width:100%;vertical-align:top}</style>${images.join("")}`);
  for (const colorScheme of ["light", "dark"]) {
    const { page, close } = await open(browser, file, { colorScheme });
    for (const sample of samples) {
      const image = picture(await page.getByAltText(sample, { exact: true }).screenshot());
      const ownSize = ours(`${colorScheme}-800/${sample}.png`);
      image.height = ownSize.height = Math.min(image.height, ownSize.height);
      assertAlike(ownSize, image, `${sample}, ${colorScheme}`);
    }
    await close();
  }
});

test("with DejaVu as the only font every text stays where it belongs", async () => {
  const fonts = join(folder, "fonts.conf");
  writeFileSync(fonts, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>${folder}</cachedir><selectfont><rejectfont>${["Math", "Serif", "Mono", "Condensed", "ExtraLight"].map((kind) => `<glob>*${kind}*</glob>`).join("")}</rejectfont></selectfont></fontconfig>`);
  const bare = await start({ FONTCONFIG_FILE: fonts });
  try {
    for (const sample of samples) {
      const file = join(drawn, "system", `${sample}.svg`);
      const { page, close } = await open(bare, file);
      assert.deepEqual(await families(page), ["DejaVu Sans"]);
      assert.deepEqual(await page.evaluate(sticking), [], sample);
      await close();
      assertAlike(ours(`light/${sample}.png`), await painted(file, "light", bare), sample, { worst: 90, mean: 1.5 });
    }
  } finally {
    await bare.close();
  }
});

/** The families of the fonts that the page's text is really painted with. */
async function families(page) {
  const client = await page.context().newCDPSession(page);
  await client.send("DOM.enable");
  await client.send("CSS.enable");
  const { root } = await client.send("DOM.getDocument");
  const { nodeIds } = await client.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "text" });
  const used = new Set();
  for (const nodeId of nodeIds.slice(0, 20)) {
    const { fonts } = await client.send("CSS.getPlatformFontsForNode", { nodeId });
    for (const font of fonts) used.add(font.familyName);
  }
  return [...used];
}

/** The texts of cards and labels that stick out of their boxes. */
function sticking() {
  const wrong = [];
  for (const group of document.querySelectorAll("[data-node], [data-label]")) {
    const box = group.querySelector("rect").getBBox();
    for (const text of group.querySelectorAll("text")) {
      const place = text.getBBox();
      if (place.x < box.x || place.x + place.width > box.x + box.width) wrong.push(text.textContent);
    }
  }
  return wrong;
}
