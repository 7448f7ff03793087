// The pages of a finished archive in Chromium, on file://, offline. Needs Node, Chromium, poppler, and the packages of
// package.json beside it; called by tests/run, never by `cargo test`.
//
// usage: node run.mjs ARCHIVE [--hostile ARCHIVE] [--shots FOLDER]
//
// Prints a line per question and ends with "N passed, N failed"; exit code 1 when something failed.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { filming, open, start } from "./chromium.mjs";
import { engine } from "./engine.mjs";
import * as asked from "./questions.mjs";
import { camera, sheets } from "./sheets.mjs";
import { golden, questions, scratch, site } from "./site.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const option = (name) => (process.argv.includes(name) ? resolve(process.argv[process.argv.indexOf(name) + 1]) : null);
const shots = option("--shots"), attacked = option("--hostile");
const archive = site(process.argv[2]), { given, pages, url, volumes } = archive;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ask = questions();

// ---- on disk ----
const broken = [], reached = new Set(["index.html"]);
for (const page of pages) {
  const text = archive.text(page);
  for (const [, target] of text.matchAll(/\s(?:href|src|action)="([^"]*)"/g)) {
    const [path, id] = target.replace(/\?[^#]*/, "").split("#");
    if (!path) { if (!text.includes(`id="${id}"`)) broken.push(`${page} → #${id}`); continue; }
    const file = relative(given, resolve(given, dirname(page), path));
    if (file.startsWith("..") || /^[a-z]+:/i.test(path) || !existsSync(join(given, file))) broken.push(`${page} → ${target}`);
    else reached.add(file);
  }
}
ask(`every link of ${pages.length} pages resolves`, !broken.length, broken.slice(0, 5).join(" · "));
ask("every page is linked from somewhere", pages.every((p) => reached.has(p)), pages.filter((p) => !reached.has(p)).slice(0, 5).join(" · "));
ask("there are volumes", volumes.length > 0);
const indexes = volumes.map((v) => join(given, "volumes", v, "data", "tim.js"));
ask("no 12-digit personal id in a search index", indexes.every((f) => !/\d{12}/.test(readFileSync(f, "utf8"))));

// ---- the search engine, on the fixture that `cargo test` keeps true ----
{
  const N = engine(join(given, "browse"), join(here, "tim-vinh-vien.js"), join(here, "tim-20-nam.js"));
  const table = JSON.parse(readFileSync(join(here, "queries.json"), "utf8"));
  for (const [query, people, records, first, near] of table) {
    const got = N.search(query, 1);
    const hit = got.people[0]?.code ?? got.records[0]?.href ?? null;
    ask(`·query “${query}”`, got.peopleTotal === people && got.recordTotal === records && hit === first && got.near === (near === "near"),
      `${got.peopleTotal} pupils, ${got.recordTotal} records, first ${hit}`);
  }
  console.log(`      ${table.length} queries, each with its counts and its first hit`);
}

// ---- in the browser ----
const browser = await start();
const page = await open(browser), raw = page.raw;
await asked.opens(ask, page, archive, 2);

// Every template: what axe-core finds, in both colours and both languages. Every type of page: whether it fits.
const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
for (const [template, path] of archive.templates()) {
  const violations = [];
  await raw.goto(url(path));
  await raw.evaluate(axe);
  for (const [scheme, en] of [["light", false], ["dark", true]]) {
    await raw.emulateMedia({ colorScheme: scheme });
    await raw.locator("#en").setChecked(en);
    const { violations: found } = await raw.evaluate((r) => globalThis.axe.run(document, r), rules);
    violations.push(...found.map((v) => `${v.id} (${scheme}): ${v.nodes[0].html.slice(0, 120)}`));
  }
  await raw.locator("#en").setChecked(false);
  ask(`${template}: axe-core, WCAG 2.2 AA and best practice, light and dark, both languages`, !violations.length, violations.join(" | "));
}
await raw.emulateMedia({ colorScheme: "light" });
await raw.setViewportSize({ width: 320, height: 700 });
const wide = [];
for (const some of archive.types(2).values()) for (const path of some) {
  await raw.goto(url(path));
  if (await raw.evaluate(() => document.documentElement.scrollWidth > 320)) wide.push(path);
}
ask("every type of page fits 320 px", !wide.length, wide.join(" "));
await raw.setViewportSize({ width: 1280, height: 900 });
if (shots) {
  mkdirSync(shots, { recursive: true });
  for (const [type, path] of archive.templates()) for (const [width, colorScheme] of [[360, "light"], [800, "light"], [1400, "light"], [1400, "dark"]]) {
    await raw.emulateMedia({ colorScheme });
    await raw.setViewportSize({ width, height: 900 });
    await raw.goto(url(path));
    await raw.waitForTimeout(150);
    await raw.screenshot({ path: join(shots, `${type.replaceAll("/", "_")}-${width}-${colorScheme}.png`), fullPage: true });
  }
  await raw.emulateMedia({ colorScheme: "light" });
  await raw.setViewportSize({ width: 1280, height: 900 });
}

// A child of the archive's own index, and from there everything that both browsers are asked.
const child = engine(join(given, "browse"), ...indexes).search("lớp 1a", 1).people[0] ?? engine(join(given, "browse"), ...indexes).search("nguyen", 1).people[0];
const unnamed = existsSync(join(given, "ban-luoc.txt")) && !pages.some((p) => p.includes("/hs/"));
ask(unnamed ? "a copy that names no pupil has none in its index" : "the archive's own index finds a pupil", Boolean(child) !== unnamed);
if (unnamed) await asked.nameless(ask, page, archive);
if (child) await asked.byKeyboard(ask, page, archive, child);
if (!unnamed) await asked.onPaper(ask, page, archive);
await asked.lostVolume(ask, page, archive);
if (!unnamed) await asked.scriptless(ask, await open(browser, { javaScriptEnabled: false }), archive);
if (!existsSync(join(given, "ban-luoc.txt"))) await asked.pictures(ask, page, archive);
if (attacked) await asked.hostile(ask, page, site(attacked, "Kho có \"chữ lạ\" & dấu"));

// ---- the quick check in the page: this archive, and the golden one, whose key and paper are known ----
async function quick(where, digest = "", key = "") {
  await raw.goto(url("browse/kiem-nhanh.html"));
  await raw.locator("#tm").setInputFiles(where);
  await raw.locator("#gt").fill(digest);
  await raw.locator("#kc").fill(key);
  await raw.locator("#kn button").click();
  await raw.waitForSelector("#st strong, #st .warn", { timeout: 600000 });
  return (await raw.locator("#st").innerText()) + "\n" + (await raw.locator("#kq").innerText());
}
const clean = await quick(given);
ask("quick check: the files of this archive agree", clean.includes("khớp với niêm phong trong thư mục này") && clean.includes("Chưa so với Biên bản"), clean.slice(0, 200));
ask("quick check: it never gives a verdict", !/ĐẠT|CHƯA KẾT LUẬN|hợp lệ/.test(clean));
const known = golden(here);
if (known) {
  const same = await quick(known.folder, known.digest, known.key);
  ask("quick check: paper's digest and the principal's key are found right", same.includes("đúng là niêm phong trên Biên bản") && same.includes("hieu_truong là của khóa đã gõ") && same.includes("van_thu không phải"), same);
  ask("quick check: a digest with a slip in it is not called another seal", (await quick(known.folder, known.digest.slice(0, -1))).includes("có 63 kí tự"));
  const stick = join(scratch, "USB");
  cpSync(known.folder, join(stick, "kho"), { recursive: true });
  ask("quick check: the stick is chosen in place of the folder on it", (await quick(stick)).includes("khớp với niêm phong"));
  const copy = join(stick, "kho");
  writeFileSync(join(copy, "volumes/vinh-vien/data/index.html"), "x");
  writeFileSync(join(copy, "volumes/vinh-vien/data/them.html"), "x");
  rmSync(join(copy, "browse/style.css"));
  const altered = await quick(copy, "00".repeat(32));
  ask("quick check: changed, added, missing and another digest are named", ["khác với niêm phong volumes/vinh-vien/data/index.html", "thừa volumes/vinh-vien/data/them.html", "thiếu browse/style.css", "Niêm phong khác"].every((w) => altered.includes(w)), altered);
  const seal = join(copy, "seal/seal.txt");
  writeFileSync(seal, readFileSync(seal, "utf8").replace(/^school: .*$/m, "school: Trường khác"));
  const forged = await quick(copy, known.digest, known.key);
  ask("quick check: a changed seal is neither the paper's nor the principal's", forged.includes("Niêm phong khác") && forged.includes("hieu_truong không phải") && !forged.includes("là của khóa đã gõ"), forged);
  writeFileSync(join(copy, "volumes/vinh-vien/manifest-sha256.txt"), "");
  ask("quick check: an emptied manifest is named", (await quick(copy)).includes("khác với niêm phong volumes/vinh-vien/manifest-sha256.txt"));
}

// A sheet of paper in front of the page.
const pictures = process.argv.includes("--sheets") ? process.argv[process.argv.indexOf("--sheets") + 1] : null;
if (pictures) await sheets(ask, page, archive, pictures);
await browser.close();
if (pictures) {
  const films = await start(filming(join(resolve(pictures), "film.y4m")));
  await camera(ask, await open(films), archive, JSON.parse(readFileSync(join(pictures, "facts.json"), "utf8")).name);
  await films.close();
}
ask.close();
