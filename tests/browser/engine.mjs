// The search engine outside a browser: tim.js run in a context of its own, with any indexes.
import { readFileSync } from "node:fs";
import vm from "node:vm";

export function engine(script, ...indexes) {
  const context = vm.createContext({});
  for (const file of [script, ...indexes]) vm.runInContext(readFileSync(file, "utf8"), context, { filename: file });
  return context.NIEMPHONG;
}
