// The pages of a finished archive in a real browser, on file://, offline. Needs Node, Chromium, and the packages of
// package.json beside it; called by tests/run, never by `cargo test`.
//
// usage: node run.mjs ARCHIVE [--shots FOLDER]
//
// Prints a line per question and ends with "N passed, N failed"; exit code 1 when something failed.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { engine } from "./engine.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const given = resolve(process.argv[2]);
const shots = process.argv[3] === "--shots" ? resolve(process.argv[4]) : null;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let passed = 0, failed = 0;
function ask(what, good, more = "") {
  if (good) passed++; else failed++;
  if (!good || !what.startsWith("·")) console.log(`${good ? "ok   " : "FAIL "} ${what}${good || !more ? "" : ": " + more}`);
}

// A folder whose name has spaces and diacritics, as on a school's USB stick; nothing in it is copied but links.
const scratch = mkdtempSync(join(tmpdir(), "niemphong-"));
const archive = join(scratch, "Lưu trữ 2025 (bản sao)");
symlinkSync(given, archive, "dir");
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const url = (path) => pathToFileURL(archive).href + "/" + path.split("/").map(encodeURIComponent).join("/").replace("%3F", "?").replace("%3D", "=");

// ---- every page on disk ----
const all = [];
(function walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path);
    else if (entry.name.endsWith(".html")) all.push(relative(given, path));
  }
})(given);
const broken = [], reached = new Set(["index.html"]), personal = [];
for (const page of all) {
  const text = readFileSync(join(given, page), "utf8");
  for (const [, target] of text.matchAll(/\s(?:href|src|action)="([^"]*)"/g)) {
    const [path, id] = target.replace(/\?[^#]*/, "").split("#");
    if (!path) { if (!text.includes(`id="${id}"`)) broken.push(`${page} → #${id}`); continue; }
    const file = relative(given, resolve(given, dirname(page), path));
    if (file.startsWith("..") || /^[a-z]+:/i.test(path) || !existsSync(join(given, file))) broken.push(`${page} → ${target}`);
    else reached.add(file);
  }
  if (/\D\d{12}\D/.test(text.replace(/<[^>]*>/g, " "))) personal.push(page);
}
ask(`every link of ${all.length} pages resolves`, !broken.length, broken.slice(0, 5).join(" · "));
ask("every page is linked from somewhere", all.every((p) => reached.has(p)), all.filter((p) => !reached.has(p)).slice(0, 5).join(" · "));
const indexes = all.filter((p) => /^volumes\/[^/]+\/data\/index\.html$/.test(p)).map((p) => p.split("/")[1]);
ask("there are volumes", indexes.length > 0);
const scripts = indexes.map((v) => join(given, "volumes", v, "data", "tim.js"));
ask("no 12-digit personal id in a search index", scripts.every((f) => !/\d{12}/.test(readFileSync(f, "utf8"))));
if (personal.length) console.log(`      (${personal.length} record pages print a 12-digit number, for example ${personal[0]})`);

// ---- the search engine, on the fixture that `cargo test` keeps true ----
{
  const N = engine(join(given, "browse/tim.js"), join(here, "tim-vinh-vien.js"), join(here, "tim-20-nam.js"));
  const table = JSON.parse(readFileSync(join(here, "queries.json"), "utf8"));
  let wrong = 0;
  for (const [query, people, records, first, near] of table) {
    const got = N.search(query, 1);
    const hit = got.people[0]?.code ?? got.records[0]?.href ?? null;
    const good = got.peopleTotal === people && got.recordTotal === records && hit === first && got.near === (near === "near");
    if (!good) { wrong++; ask(`query “${query}”`, false, `${got.peopleTotal} pupils, ${got.recordTotal} records, first ${hit}`); }
  }
  ask(`${table.length} queries find what they should, best first`, !wrong);
}

// ---- in the browser ----
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.setOffline(true);
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (m) => m.type() === "error" && page.faults.push(m.text()));
  page.on("pageerror", (e) => page.faults.push(String(e)));
  page.on("request", (r) => { if (!/^(file|data|about):/.test(r.url())) page.faults.push("asked for " + r.url()); });
  return page;
}

// Three pages of every type.
const types = new Map();
for (const page of all.sort()) {
  const type = page.startsWith("volumes/") ? page.replace(/^volumes\/[^/]+\//, "").replace(/[^/]+$/, (f) => (page.split("/").length === 4 ? f : "")) : page;
  if (!types.has(type)) types.set(type, []);
  if (types.get(type).length < 3) types.get(type).push(page);
}
const page = await open();
const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
for (const [type, pages] of types) {
  const violations = [], wide = [], faults = [];
  for (const [n, path] of pages.entries()) {
    page.faults.length = 0;
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(url(path));
    if (!path.startsWith("volumes/")) await page.waitForTimeout(150);
    faults.push(...page.faults);
    if (n === 0) for (const [scheme, en] of [["light", false], ["dark", true]]) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.locator("#en").setChecked(en);
      await page.evaluate(axe);
      const { violations: found } = await page.evaluate((r) => globalThis.axe.run(document, r), rules);
      violations.push(...found.map((v) => `${v.id} (${scheme}): ${v.nodes[0].html.slice(0, 120)}`));
    }
    await page.locator("#en").setChecked(false);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 320, height: 700 });
    if (await page.evaluate(() => document.documentElement.scrollWidth > 320)) wide.push(path);
  }
  ask(`${type}: no fault in the console, nothing asked from outside`, !faults.length, faults[0]);
  ask(`${type}: axe-core, WCAG 2.2 AA and best practice, light and dark, both languages`, !violations.length, violations.join(" | "));
  ask(`${type}: fits 320 px`, !wide.length, wide[0]);
}

if (shots) {
  mkdirSync(shots, { recursive: true });
  for (const [type, pages] of types) for (const width of [1280, 768, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(url(pages[0]));
    await page.waitForTimeout(150);
    await page.screenshot({ path: join(shots, `${type.replaceAll("/", "_")}-${width}.png`), fullPage: true });
  }
}
await page.setViewportSize({ width: 1280, height: 900 });

// Start page → search by keyboard.
const sample = (() => {
  const N = engine(join(given, "browse/tim.js"), ...scripts);
  for (const start of ["nguyen", "tran", "le", "pham", "a", "1"]) {
    const hit = N.search(start, 1).people[0];
    if (hit) return hit;
  }
  return null;
})();
ask("the archive's own index finds a pupil", sample !== null);
await page.goto(url("index.html"));
await page.waitForSelector("body[data-ready]", { state: "attached" });
ask("the start page lists the classes of the volumes", (await page.locator(".classes li").count()) > 0);
await page.keyboard.press("Tab");
ask("the first Tab stop skips the head", (await page.evaluate(() => document.activeElement.className)) === "skip");
if (sample) {
  const plain = sample.name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐðÐ]/g, "d").split(" ").reverse().join(" ");
  await page.locator("#q").focus();
  await page.keyboard.type(plain);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#kq .hits a");
  ask("the search form works on file://", page.url().includes("tra-cuu.html?q="));
  const names = await page.locator("#kq .hits strong").allTextContents();
  ask(`“${plain}”, without marks and backwards, finds “${sample.name}”`, names.includes(sample.name), names.slice(0, 3).join(", "));
  await page.locator("#q").fill(sample.code);
  await page.waitForFunction((code) => document.querySelector("#kq .hits a")?.href.includes(code), sample.code);
  await page.waitForFunction((code) => location.search.includes(code), sample.code);
  ask("the address can be shared", page.url().endsWith("?q=" + sample.code));
  ask("the number of hits is said aloud", /\d/.test(await page.locator("[role=status]").innerText()));
  await page.locator("#kq .hits a").first().click();
  ask("the first hit opens the child's page", (await page.locator("h1").innerText()) === sample.name);
  await page.goto(url("browse/tra-cuu.html") + "?q=" + encodeURIComponent("<img src=x onerror=alert(1)>"));
  await page.waitForTimeout(300);
  ask("a hostile query stays text", (await page.locator("#kq img").count()) === 0);
}

// The language is remembered from page to page.
await page.goto(url("index.html"));
await page.locator("#en").setChecked(true);
await page.goto(url("browse/kiem-tra.html"));
ask("English is remembered", await page.getByRole("heading", { name: "How to verify this archive" }).isVisible());
ask("Vietnamese is then hidden", !(await page.getByText("Cách kiểm tra kho lưu trữ").isVisible()));
await page.locator("#en").setChecked(false);

// On paper: no navigation, the note that it is a print.
const record = all.find((p) => p.includes("/ho-so/"));
await page.goto(url(record));
await page.emulateMedia({ media: "print" });
ask("paper shows no navigation", !(await page.locator(".top nav").isVisible()) && !(await page.locator(".buttons").isVisible()));
ask("paper says that it is a print", await page.locator(".paper").isVisible());
const pdf = await page.pdf({ preferCSSPageSize: true });
ask("it prints", pdf.subarray(0, 5).toString() === "%PDF-");
await page.emulateMedia({ media: "screen" });

// The quick check in the page: the project's golden archive where the sources are near, with its key and digest.
const golden = [given, ...["..", "../../..", "../../../.."].map((up) => join(here, up, "src/archive/golden/v1/archive"))].filter((f, n) => existsSync(join(f, "seal/seal.txt")) && (n === 0 || existsSync(join(f, "../trust.yaml"))));
for (const folder of golden) {
  const quick = async (where, digest = "", key = "") => {
    await page.goto(url("browse/kiem-nhanh.html"));
    await page.locator("#tm").setInputFiles(where);
    await page.locator("#gt").fill(digest);
    await page.locator("#kc").fill(key);
    await page.locator("#kn button").click();
    await page.waitForSelector("#st strong, #st .warn", { timeout: 600000 });
    return (await page.locator("#st").innerText()) + "\n" + (await page.locator("#kq").innerText());
  };
  const name = folder === given ? "this archive" : "the golden archive";
  const clean = await quick(folder);
  ask(`quick check: the files of ${name} agree`, clean.includes("khớp với niêm phong trong thư mục này") && clean.includes("Chưa so với Biên bản"), clean.slice(0, 200));
  ask("quick check: it never gives a verdict", !/ĐẠT|CHƯA KẾT LUẬN|hợp lệ/.test(clean));
  if (folder === given) continue;
  const key = /key: (RW\S+)/.exec(readFileSync(join(folder, "../trust.yaml"), "utf8"))[1];
  const same = await quick(folder, "e6ea 5776 f455 3cb9 59b9 3a7b cf1a 3d7e d615 8c66 dcd0 8304 d5a6 ffd7 225d c490", key);
  ask("quick check: paper's digest and the principal's key are found right", same.includes("đúng là niêm phong trên Biên bản") && same.includes("hieu_truong là của khóa đã gõ") && same.includes("van_thu không phải"), same);
  const copy = join(scratch, "Bản đã sửa");
  cpSync(folder, copy, { recursive: true });
  writeFileSync(join(copy, "volumes/vinh-vien/data/index.html"), "x");
  writeFileSync(join(copy, "volumes/vinh-vien/data/them.html"), "x");
  rmSync(join(copy, "browse/style.css"));
  const altered = await quick(copy, "00".repeat(32));
  ask("quick check: changed, added, missing and another digest are named", ["khác với niêm phong volumes/vinh-vien/data/index.html", "thừa volumes/vinh-vien/data/them.html", "thiếu browse/style.css", "Niêm phong khác"].every((w) => altered.includes(w)), altered);
}

// Without script: lists, links and the language switch.
const still = await open({ javaScriptEnabled: false });
await still.goto(url("index.html"));
await still.locator("tr[data-volume] a").first().click();
ask("without script a volume opens from the start page", still.url().includes("/volumes/"));
await still.locator(".classes a, .kinds a").first().click();
await still.locator("main td a, main th a").first().click();
ask("without script a record or a child is three clicks away", /\/(hs|ho-so)\//.test(still.url()));
await still.goto(url("browse/kiem-tra.html"));
await still.locator("#en").check();
ask("without script the language switch works", await still.getByRole("heading", { name: "How to verify this archive" }).isVisible());
await still.goto(url("browse/tra-cuu.html"));
ask("without script the search page leads to the lists", await still.locator("noscript a").first().isVisible());

// One volume lawfully destroyed: a second tree of links without it.
if (indexes.length > 1) {
  const [lost, ...kept] = indexes;
  const less = join(scratch, "Sau khi hủy");
  mkdirSync(join(less, "volumes"), { recursive: true });
  for (const entry of readdirSync(given)) if (entry !== "volumes") symlinkSync(join(given, entry), join(less, entry));
  rmSync(join(less, "browse"));
  cpSync(join(given, "browse"), join(less, "browse"), { recursive: true });
  rmSync(join(less, "index.html"));
  cpSync(join(given, "index.html"), join(less, "index.html"));
  for (const v of kept) symlinkSync(join(given, "volumes", v), join(less, "volumes", v));
  const after = await open();
  after.faults = [];
  await after.goto(pathToFileURL(join(less, "index.html")).href);
  await after.waitForSelector("body[data-ready]", { state: "attached" });
  ask(`without ${lost} the start page says so`, await after.locator(`tr[data-volume="${lost}"].gone`).first().isVisible());
  ask("and links nowhere that is gone", (await after.locator(`a[href*="volumes/${lost}/"]`).count()) === 0);
  await after.goto(pathToFileURL(join(less, "browse/tra-cuu.html")).href + "?q=a");
  await after.waitForFunction(() => document.getElementById("st").textContent.length > 0 && !document.querySelector("#st .vi")?.textContent.includes("…"));
  ask("the search goes on without it", (await after.locator("#kq .hits li").count()) > 0 || /Không/.test(await after.locator("#st").innerText()));
  ask("and says what it could not search", await after.locator("#st").innerText().then((t) => t.includes("đã hủy")));
  ask("none of its hits lies in the volume that is gone", (await after.locator(`#kq a[href*="volumes/${lost}/"]`).count()) === 0);
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
