// Prints what a WebAssembly module comes to: node digest.mjs MODULE
import { readFile } from "node:fs/promises";

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]));
console.log(BigInt.asUintN(64, instance.exports.digest()).toString(16).padStart(16, "0"));
