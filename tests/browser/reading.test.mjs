// What a screen reader is told of a picture: the right names, in the order in which people read.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { drawn, open, samples, start } from "./browser.mjs";

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

/** The tree as lines of roles, names and descriptions, in order. */
async function told(file) {
  const { page, close } = await open(browser, file);
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  const walk = (node) => {
    const [role, name, description] = [node.role, node.name, node.description].map((part) => part?.value ?? "");
    if (!node.ignored) lines.push({ role, name, description });
    for (const child of node.childIds ?? []) walk(byId.get(child));
  };
  walk(nodes[0]);
  await close();
  return lines;
}

test("a small picture is read in order", async () => {
  const lines = await told(join(drawn, "small.svg"));
  const parts = lines.filter(({ role, name }) => /graphics/i.test(role) && name);
  assert.deepEqual(
    parts.map(({ name }) => name),
    [
      "Small shop",
      "Compute",
      "Data",
      "Shopper, User",
      "Shopper to Place order: places an order",
      "Place order, Lambda",
      "Place order to Orders: writes",
      "Orders, DynamoDB",
    ],
  );
  assert.match(parts[0].description, /^3 elements and 2 flows\. Outside: Shopper\./);
});

for (const sample of samples) {
  test(`everything on ${sample} has its name`, async () => {
    const lines = await told(join(drawn, "auto", `${sample}.svg`));
    const symbols = lines.filter(({ role }) => /graphics/i.test(role));
    assert.ok(symbols.length > 10, `${symbols.length} parts`);
    assert.deepEqual(symbols.filter(({ name }) => name === ""), []);
  });
}
