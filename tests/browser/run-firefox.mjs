// The pages of a finished archive in Firefox, on file://, offline, its file-origin rule as shipped. What axe-core and
// the links say is asked once, in Chromium (run.mjs).
//
// usage: node run-firefox.mjs ARCHIVE [--hostile ARCHIVE]
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { engine } from "./engine.mjs";
import { firefox } from "./firefox.mjs";
import * as asked from "./questions.mjs";
import { camera, sheets } from "./sheets.mjs";
import { golden, questions, site } from "./site.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const attacked = process.argv.includes("--hostile") ? process.argv[process.argv.indexOf("--hostile") + 1] : null;
const archive = site(process.argv[2]), { given, url } = archive;
const ask = questions();
const page = await firefox();

await page.goto(url("index.html"));
const sibling = (how) => page.evaluate(how.replaceAll("URL", `"browse/trang.css"`));
ask("control: Firefox keeps files apart, as it is shipped: no fetch", (await sibling(`fetch(URL).then(() => "read", () => "blocked")`)) === "blocked");
ask("control: and no module", (await sibling(`import(URL).then(() => "read", () => "blocked")`)) === "blocked");
page.faults.length = 0;

await asked.opens(ask, page, archive, 1);
const order = /data-volumes="([^"]+)"/.exec(archive.text("index.html"))[1].split(" ");
const indexes = order.map((v) => join(given, "volumes", v, "data", "tim.js"));
const child = engine(join(given, "browse"), ...indexes).search("lớp 1a", 1).people[0] ?? engine(join(given, "browse"), ...indexes).search("nguyen", 1).people[0];
if (child) await asked.byKeyboard(ask, page, archive, child);

// The same questions give the same answers in this engine as in node, where queries.json is asked.
const N = engine(join(given, "browse"), ...indexes);
const table = JSON.parse(readFileSync(join(here, "queries.json"), "utf8")).map(([query]) => query);
await page.goto(url("browse/tra-cuu.html") + "?q=a");
await asked.until(page, `NIEMPHONG.size().records > 0 && document.querySelector("#kq .hits") !== null`);
const there = await page.evaluate(`${JSON.stringify(table)}.map((q) => NIEMPHONG.search(q, 3))`);
const differing = table.filter((query, n) => JSON.stringify(N.search(query, 3)) !== JSON.stringify(there[n]));
ask(`${table.length} queries are answered as elsewhere`, !differing.length, differing.slice(0, 3).join(" | "));

await asked.onPaper(ask, page, archive);
await asked.lostVolume(ask, page, archive);
await asked.pictures(ask, page, archive);
if (attacked) await asked.hostile(ask, page, site(attacked, "Kho có \"chữ lạ\" & dấu"));

// The quick check. Firefox lets nobody choose a folder by program, so the files are chosen singly and given their paths.
const known = golden(here);
if (known) {
  const files = [];
  (function walk(at) {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      if (entry.isDirectory()) walk(join(at, entry.name)); else files.push(join(at, entry.name));
    }
  })(known.folder);
  await page.goto(url("browse/kiem-nhanh.html"));
  await page.evaluate(`document.getElementById("tm").webkitdirectory = false`);
  await page.choose("#tm", files);
  const said = JSON.stringify({ digest: known.digest, keys: known.key });
  const paths = JSON.stringify(files.map((f) => relative(known.folder, f)));
  const check = (change) => page.evaluate(`NIEMPHONG.check(${change}(new Map(${paths}.map((p, n) => [p, document.getElementById("tm").files[n]]))), ${said}, () => {})`);
  const good = await check("");
  ask("quick check: the golden archive agrees, with paper and key", good.bad.length === 0 && good.count === files.length &&
    ["paper-same", "sig-good", "sig-other"].every((what) => good.notes.some((note) => note[0] === what)), JSON.stringify(good).slice(0, 300));
  const altered = await check(`((m) => { m.set("volumes/vinh-vien/data/index.html", new Blob(["x"])); m.delete("browse/style.css"); return m; })`);
  ask("quick check: what was changed and what is missing are named", JSON.stringify(altered.bad.map((b) => b.join(" ")).sort()) === JSON.stringify(["changed volumes/vinh-vien/data/index.html", "missing browse/style.css"]), JSON.stringify(altered.bad));
}
// A sheet of paper in front of the page.
const pictures = process.argv.includes("--sheets") ? process.argv[process.argv.indexOf("--sheets") + 1] : null;
if (pictures) await sheets(ask, page, archive, pictures);

await page.close();

// Firefox's own film shows no sheet.
if (pictures) {
  const films = await firefox({ "media.navigator.streams.fake": true, "media.navigator.permission.disabled": true });
  await camera(ask, films, archive, "KHÔNG ĐỌC ĐƯỢC MÃ");
  await films.close();
}

const plain = await firefox({ "javascript.enabled": false });
await asked.scriptless(ask, plain, archive);
await plain.close();
ask.close();
