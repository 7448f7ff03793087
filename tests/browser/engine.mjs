// The search engine outside a browser: the scripts of an archive's `browse/` run in a context of their own, with any indexes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

export function engine(browse, ...indexes) {
  const context = vm.createContext({});
  for (const file of [join(browse, "cau-hoi.js"), join(browse, "tim.js"), ...indexes]) vm.runInContext(readFileSync(file, "utf8"), context, { filename: file });
  return context.NIEMPHONG;
}
