// The shelf in a real browser, on file://, offline: several years and schools opened and searched from one page.
// Called by tests/judges/shelf.sh, never by `cargo test`.
//
// usage: node shelf.mjs FOLDER SHELF [--shots FOLDER]
//
// FOLDER holds the archives, and SHELF is the name of the shelf's folder in it. Prints a line per question and ends
// with "N passed, N failed".
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [given, name, , shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let passed = 0, failed = 0;
function ask(what, good, more = "") {
  if (good) passed++; else failed++;
  console.log(`${good ? "ok   " : "FAIL "} ${what}${good || !more ? "" : ": " + more}`);
}

// A stick of its own, whose name has blanks, diacritics and what an address would take for its own signs.
const scratch = mkdtempSync(join(tmpdir(), "niemphong-"));
const stick = join(scratch, "Ổ USB #1 (50%)");
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
cpSync(resolve(given), stick, { recursive: true });
const at = (query = "") => pathToFileURL(join(stick, name, "index.html")).href + query;

// What the shelf itself holds: no name, no code of any child of any index.
const own = readdirSync(join(stick, name), { recursive: true }).map((f) => join(stick, name, f)).filter((f) => statSync(f).isFile());
const text = own.map((f) => readFileSync(f, "utf8")).join("\n");
const archives = [];
(function walk(folder, deep) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.name === "seal") archives.push(folder);
    else if (entry.isDirectory() && deep < 4 && entry.name !== "volumes") walk(path, deep + 1);
  }
})(stick, 0);
const children = new Map();
for (const archive of archives) for (const volume of readdirSync(join(archive, "volumes"))) {
  const script = readFileSync(join(archive, "volumes", volume, "data", "tim.js"), "utf8");
  const index = JSON.parse(JSON.parse(script.slice("NIEMPHONG.load(".length, script.lastIndexOf(")"))));
  const names = index.p.n.split("|").slice(1);
  index.p.c.split("|").slice(1).forEach((code, n) => {
    if (!children.has(code)) children.set(code, { code, name: names[n], schools: new Set(), years: new Set() });
    children.get(code).years.add(index.y);
    children.get(code).schools.add(index.m);
  });
}
ask("the archives name children", children.size > 0);
const told = [...children.values()].filter((c) => text.includes(c.name) || text.includes(c.code));
ask(`none of their ${children.size} names or codes is in the shelf`, !told.length, told[0]?.name);
ask("the shelf says nothing of a verdict", !/ĐẠT|CHƯA KẾT LUẬN|hợp lệ|\bPASSED\b/.test(text));

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
const ready = (page) => page.waitForSelector("body[data-ready]", { state: "attached" });
const answered = (page) => page.waitForFunction(() => /\d|Không/.test(document.getElementById("st").textContent));

const page = await open();
await page.goto(at());
await ready(page);
ask("no fault in the console, nothing asked from outside", !page.faults.length, page.faults[0]);
ask(`it lists ${archives.length} archives`, (await page.locator("tr[data-at]").count()) === archives.length);
ask("all of them are here", (await page.locator("tr.gone").count()) === 0 && await page.locator("#vang").isHidden());
for (const [scheme, en] of [["light", false], ["dark", true]]) {
  await page.emulateMedia({ colorScheme: scheme });
  await page.locator("#en").setChecked(en);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  ask(`axe-core, WCAG 2.2 AA and best practice, ${scheme}`, !violations.length, violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`).join(" | "));
}
ask("the language switch hides Vietnamese", !(await page.locator("h1 .vi").isVisible()) && await page.locator("h1 .en").isVisible());
await page.locator("#en").setChecked(false);
await page.emulateMedia({ colorScheme: "light" });
for (const link of await page.locator("#ds a").evaluateAll((all) => all.map((a) => a.href))) {
  const answer = await page.goto(link).catch((e) => e);
  if (answer instanceof Error) { ask("every archive and volume opens", false, link); break; }
}
ask("the last link of the list opens a volume", (await page.locator("main h1").count()) === 1);

// One child of several years, found by keyboard, without marks and backwards.
const child = [...children.values()].find((c) => c.years.size > 1 && c.schools.size > 1);
ask("a child is in archives of two years", child !== undefined);
await page.goto(at());
await ready(page);
await page.keyboard.press("Tab");
ask("the first Tab stop skips the head", (await page.evaluate(() => document.activeElement.className)) === "skip");
const plain = child.name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").split(" ").reverse().join(" ");
await page.locator("#q").focus();
await page.keyboard.type(plain);
await page.waitForSelector("#kq .hits a");
const entry = page.locator("#kq .hits li.stacked", { hasText: child.code }).first();
ask(`“${plain}” finds “${child.name}” once`, (await entry.locator("strong").innerText()) === child.name);
const years = [...child.years].sort().reverse();
const lines = await entry.locator(".line").allInnerTexts();
ask("with a line for each year, the newest first", lines[0].includes(years[0]) && lines.at(-1).includes(years.at(-1)), lines.join(" / "));
await page.waitForFunction(() => location.search.includes("q="));
ask("the address can be shared", page.url().includes("?q="));
for (const year of years) {
  await page.goto(at("?q=" + child.code));
  await page.waitForSelector("#kq .hits a");
  await page.locator("#kq li.stacked .line", { hasText: year }).locator("a").first().click();
  ask(`its page of the year ${year} opens`, (await page.locator("h1").innerText()) === child.name && (await page.content()).includes(year));
}
await page.goto(at("?q=" + encodeURIComponent("học bạ " + years[0])));
await page.waitForSelector("#kq .hits a");
ask("a kind and a year find that year's records alone", (await page.locator("#kq ol.hits li .facts-line").allInnerTexts()).every((t) => t.includes(years[0])));
ask("that child is in archives of several schools or codes", child.schools.size > 1);
for (const school of child.schools) {
  await page.goto(at("?q=" + encodeURIComponent(school + " " + child.code)));
  await answered(page);
  ask(`the school's code ${school} narrows to its archive`, (await page.locator("#kq li.stacked .line").count()) === 1);
}
await page.goto(at("?q=" + encodeURIComponent("<img src=x onerror=alert(1)>")));
await answered(page);
ask("a hostile query stays text", (await page.locator("#kq img, #st img").count()) === 0);
await page.goto(at("?q=" + encodeURIComponent("zzzz qqqq")));
await answered(page);
ask("finding nothing is said", (await page.locator("#st").innerText()).includes("Không tìm thấy"));
await page.setViewportSize({ width: 320, height: 700 });
await page.goto(at("?q=" + encodeURIComponent("a")));
await answered(page);
ask("it fits 320 px, with hits", !(await page.evaluate(() => document.documentElement.scrollWidth > 320)));
if (shots) for (const width of [1280, 320]) {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(at("?q=" + encodeURIComponent(plain)));
  await page.waitForSelector("#kq .hits a");
  await page.screenshot({ path: join(shots, `ke-${width}.png`), fullPage: true });
}

// Without script: plain lists.
const still = await open({ javaScriptEnabled: false });
await still.goto(at());
ask("without script the page says what is lost", await still.locator("noscript").first().isVisible());
await still.locator("#en").check();
ask("without script the language switch works", await still.locator("h1 .en").isVisible() && !(await still.locator("h1 .vi").isVisible()));
await still.locator("#ds th a").first().click();
ask("without script an archive opens", (await still.locator("tr[data-volume]").count()) > 0);

// A drive that is not there, and a volume that is gone.
renameSync(archives[0], join(scratch, "ổ khác"));
const gone = readdirSync(join(archives[1], "volumes"))[0];
rmSync(join(archives[1], "volumes", gone), { recursive: true });
const after = await open();
await after.goto(at());
await ready(after);
ask("an archive that is not there is said so", (await after.locator("tr.gone .presence").count()) === 1 && await after.locator("#vang").isVisible());
ask("a volume that is gone is said so", (await after.locator("tr:not(.gone) .presence span").count()) > 0);
await after.goto(at("?q=a"));
await answered(after);
ask("the search goes on in the others, and says what it left", (await after.locator("#kq .hits li").count()) > 0 && (await after.locator("#st").innerText()).includes("Chưa tìm trong"));

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
