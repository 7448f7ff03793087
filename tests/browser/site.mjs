// An archive on disk, as the browser's questions need it: its pages, their addresses, copies with something gone.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const scratch = mkdtempSync(join(tmpdir(), "niemphong-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
export { scratch };

/** Counts answers; a question whose text begins with “·” is only printed when it fails. */
export function questions() {
  let passed = 0, failed = 0;
  const ask = (what, good, more = "") => {
    if (good) passed++; else failed++;
    if (!good || !what.startsWith("·")) console.log(`${good ? "ok   " : "FAIL "} ${what}${good || !more ? "" : ": " + more}`);
  };
  ask.close = () => {
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed ? 1 : 0;
  };
  return ask;
}

/** The archive below `folder`, seen through a folder whose name has spaces and diacritics, as on a school's stick. */
export function site(folder, name = "Lưu trữ 2025 (bản sao)") {
  const given = resolve(folder), archive = join(scratch, name);
  symlinkSync(given, archive, "dir");
  const pages = [];
  (function walk(at) {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.name.endsWith(".html")) pages.push(relative(given, path));
    }
  })(given);
  pages.sort();
  return {
    given, pages, url: addresses(archive),
    text: (path) => readFileSync(join(given, path), "utf8"),
    volumes: pages.filter((p) => /^volumes\/[^/]+\/data\/index\.html$/.test(p)).map((p) => p.split("/")[1]),
    /** Template → one page of it: what the kinds differ in is their words, so records count by their form. */
    templates() {
      const templates = new Map();
      for (const page of pages) {
        const form = /<section class="form (\w+)"/.exec(this.text(page))?.[1];
        const template = form ? "forms/" + form : page.replace(/^volumes\/[^/]+\/data\/(?:(loai|lop|hs|chu)\/.*)?/, (_, list) => (list ? list + "/" : "data/"));
        if (!templates.has(template)) templates.set(template, page);
      }
      return templates;
    },
    /** Type → up to `most` pages of it. Every root page is a type of its own. */
    types(most) {
      const types = new Map();
      for (const page of pages) {
        const type = page.startsWith("volumes/") ? page.replace(/^volumes\/[^/]+\//, "").replace(/[^/]+$/, (f) => (page.split("/").length === 4 ? f : "")) : page;
        if (!types.has(type)) types.set(type, []);
        if (types.get(type).length < most) types.get(type).push(page);
      }
      return types;
    },
  };
}

function addresses(folder) {
  return (path) => {
    const [file, query] = path.split("?");
    return pathToFileURL(folder).href + "/" + file.split("/").map(encodeURIComponent).join("/") + (query ? "?" + query : "");
  };
}

/** A second tree of links, without one volume: it was lawfully destroyed. Gives its addresses. */
export function without(site, lost) {
  const less = join(scratch, "Sau khi hủy " + lost);
  mkdirSync(join(less, "volumes"), { recursive: true });
  for (const entry of readdirSync(site.given))
    if (["browse", "index.html"].includes(entry)) cpSync(join(site.given, entry), join(less, entry), { recursive: true });
    else if (entry !== "volumes") symlinkSync(join(site.given, entry), join(less, entry));
  for (const volume of site.volumes.filter((v) => v !== lost)) symlinkSync(join(site.given, "volumes", volume), join(less, "volumes", volume));
  return addresses(less);
}

/** The golden archive of src/archive, with the digest that its paper shows and its principal's key; null where the
    sources are not near. */
export function golden(here) {
  const folder = ["../..", "../../.."].map((up) => join(here, up, "src/archive/golden/v1/archive")).find((f) => existsSync(join(f, "seal/seal.txt")));
  if (!folder) return null;
  return {
    folder,
    digest: "e6ea 5776 f455 3cb9 59b9 3a7b cf1a 3d7e d615 8c66 dcd0 8304 d5a6 ffd7 225d c490",
    key: /key: (RW\S+)/.exec(readFileSync(join(dirname(folder), "trust.yaml"), "utf8"))[1],
  };
}
