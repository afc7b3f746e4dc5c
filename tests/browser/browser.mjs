// Chromium without a network, what it paints, and how far two paintings are apart.
import { chromium } from "playwright-core";
import { PNG } from "pngjs";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** What `.ci/browser` has drawn for the tests. */
export const drawn = process.env.ARCHLENS_DRAWN ?? join(root, "target/browser");

/** The samples by their path below the folder, without the ending. */
export const samples = below(join(root, "samples"), ".arch");

function below(folder, ending, prefix = "") {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return below(path, ending, `${prefix}${name}/`);
      return name.endsWith(ending) ? [prefix + name.slice(0, -ending.length)] : [];
    });
}

const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Starts Chromium; `env` may name the only fonts that it has. */
export function start(env = {}) {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: QUIET, env: { ...process.env, ...env } });
}

/** Opens a file, and keeps account of every request that is not for the page itself, and of every mistake on it. */
export async function open(browser, what, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => {
    if (!request.isNavigationRequest() && !request.url().startsWith("data:")) asked.push(request.url());
  });
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  await page.goto(pathToFileURL(what).href);
  return { page, asked, wrong, close: () => context.close() };
}

export const read = (path) => readFileSync(path, "utf8");
export const picture = (bytes) => PNG.sync.read(bytes);

const BLOCK = 8;

/**
 * How far apart two pictures of one size are: both are averaged over blocks of 8 × 8 pixels, so that the engines' edges do
 * not count. The worst block tells of a missing word or sign, the mean of wrong colours.
 */
export function distance(one, other) {
  const blocks = (image) => {
    const [columns, rows] = [Math.floor(image.width / BLOCK), Math.floor(image.height / BLOCK)];
    const sums = new Float64Array(columns * rows * 3);
    for (let y = 0; y < rows * BLOCK; y++) {
      for (let x = 0; x < columns * BLOCK; x++) {
        const at = (y * image.width + x) * 4;
        const block = (Math.floor(y / BLOCK) * columns + Math.floor(x / BLOCK)) * 3;
        for (let channel = 0; channel < 3; channel++) sums[block + channel] += image.data[at + channel];
      }
    }
    return sums.map((sum) => sum / (BLOCK * BLOCK));
  };
  const size = (image) => `${image.width} × ${image.height}`;
  if (size(one) !== size(other)) throw new Error(`${size(one)} and ${size(other)} are no pictures of one thing`);
  const [first, second] = [blocks(one), blocks(other)];
  let worst = 0;
  let total = 0;
  for (let at = 0; at < first.length; at++) {
    const apart = Math.abs(first[at] - second[at]);
    worst = Math.max(worst, apart);
    total += apart;
  }
  return { worst, mean: total / first.length };
}
