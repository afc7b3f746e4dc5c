// Colours every sample and every example of the reference page with the TextMate grammar as VS Code does: no character may stay without a scope, and the pieces named
// below must have theirs. `npm install vscode-textmate vscode-oniguruma` first, in a folder of its own; its path is the argument.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(process.argv[2] ?? here, "package.json"));
const textmate = require("vscode-textmate");
const oniguruma = require("vscode-oniguruma");
const wasm = readFileSync(require.resolve("vscode-oniguruma").replace(/main\.js$/, "onig.wasm"));
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));

const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () =>
    textmate.parseRawGrammar(readFileSync(join(here, "arch.tmLanguage.json"), "utf8"), "arch.tmLanguage.json"),
});
const grammar = await registry.loadGrammar("source.arch");

/** Every piece of a text with the innermost scope it has. */
function pieces(text) {
  let state = textmate.INITIAL;
  const found = [];
  text.split(/\r?\n/).forEach((line, number) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const token of result.tokens) {
      found.push({ text: line.slice(token.startIndex, token.endIndex), scope: token.scopes.at(-1), line: number + 1 });
    }
  });
  return found;
}

function samples(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return samples(path);
    return name.endsWith(".arch") ? [path] : [];
  });
}

let wrong = 0;
const complain = (message) => {
  console.error(message);
  wrong += 1;
};

/** The examples of the reference page, each with the lines before it empty, so that places are those of the page. */
function examples() {
  const page = readFileSync(join(here, "../site/reference/language.md"), "utf8");
  return [...page.matchAll(/^```arch\n(.*?)^```$/gms)].map((match) => {
    const before = page.slice(0, match.index).split("\n").length;
    return ["language.md", "\n".repeat(before) + match[1]];
  });
}

const texts = samples(join(here, "../samples"))
  .map((path) => [path, readFileSync(path, "utf8")])
  .concat(examples());
if (texts.length < 30) complain(`there are only ${texts.length} texts`);
for (const [path, text] of texts) {
  for (const piece of pieces(text)) {
    if (piece.text.trim() !== "" && piece.scope === "source.arch") {
      complain(`${path}:${piece.line}: nothing colours \`${piece.text.trim()}\``);
    }
    if (piece.scope.startsWith("invalid")) complain(`${path}:${piece.line}: ${piece.scope} on \`${piece.text}\``);
  }
}

const expected = [
  ['lambda place "Place order" { timeout: 10s; tracing }', { lambda: "storage.type", place: "entity.name.type", timeout: "variable.other.property", "10s": "constant.numeric" }],
  ["orders.stream => ship", { "orders.stream": "variable.other", "=>": "keyword.operator.arrow", ship: "variable.other" }],
  ["edge { waf }", { edge: "entity.name.section" }],
  ["/// what it is", { "/// what it is": "comment.line.documentation" }],
  ["until: 2027-06-30", { "2027-06-30": "constant.numeric.date" }],
  ['waive OPS-012 on api "reason"', { waive: "keyword.control", on: "keyword.control" }],
  ["include: [@data, #pci, $depth, none]", { "@data": "entity.name.tag", "#pci": "entity.name.tag", $depth: "variable.parameter", none: "constant.language" }],
];
for (const [text, scopes] of expected) {
  const found = pieces(text);
  for (const [piece, scope] of Object.entries(scopes)) {
    const match = found.find((one) => one.text.trim() === piece);
    if (!match?.scope.startsWith(scope)) complain(`\`${piece}\` in \`${text}\` is ${match?.scope ?? "no piece"}, not ${scope}`);
  }
}
console.log(`${texts.length} texts coloured, ${wrong} complaints`);
process.exit(wrong === 0 ? 0 : 1);
