// The shelf in real browsers, on file://, offline: several years and schools opened and searched from one page.
// Called by tests/judges/shelf.sh, never by `cargo test`.
//
// usage: node shelf.mjs FOLDER SHELF [--shots FOLDER]
//
// FOLDER holds the archives, and SHELF is the name of the shelf's folder in it. Prints a line per question and ends
// with "N passed, N failed". Chromium and Firefox are asked alike; what axe-core says and what fits is asked in Chromium.
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { open, start } from "./chromium.mjs";
import { firefox } from "./firefox.mjs";
import { shown, text as textOf, until } from "./questions.mjs";
import { questions, scratch } from "./site.mjs";

const [given, name, , shots] = process.argv.slice(2);
const json = JSON.stringify, ask = questions();

// A stick of its own, whose name has blanks, diacritics and what an address would take for its own signs.
const stick = join(scratch, "Ổ USB #1 (50%)");
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

// One child of several years and school codes: it is looked for by its name without marks, backwards.
const child = [...children.values()].find((c) => c.years.size > 1 && c.schools.size > 1);
ask("a child is in archives of two years, and of several schools or codes", child !== undefined);
const plain = child.name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").split(" ").reverse().join(" ");
const years = [...child.years].sort().reverse();
const ready = (page) => until(page, `document.body?.hasAttribute("data-ready")`);
const answered = (page) => until(page, `/\\d|Không/.test(document.getElementById("st").textContent)`);
const asking = async (page, query) => {
  await page.goto(at("?q=" + encodeURIComponent(query)));
  await answered(page);
};

/** What is asked in every browser alike. */
async function works(page) {
  await page.goto(at());
  ask("it is ready", await ready(page));
  ask("no fault in the console, nothing asked from outside", !page.faults.length, page.faults[0]);
  ask(`it lists ${archives.length} archives`, (await page.evaluate(`document.querySelectorAll("tr[data-at]").length`)) === archives.length);
  ask("all of them are here", (await shown(page, "tr.gone, #vang")) === 0);
  await page.click("#en");
  ask("the language switch hides Vietnamese", (await shown(page, "h1 .vi")) === 0 && (await shown(page, "h1 .en")) === 1);
  await page.click("#en");
  const dead = [];
  for (const link of await page.evaluate(`Array.from(document.querySelectorAll("#ds a"), (a) => a.href)`)) {
    await page.goto(link).catch(() => dead.push(link));
    if (!(await until(page, `document.querySelector("main h1") !== null`, 5000))) dead.push(link);
  }
  ask("every archive and volume opens", !dead.length, dead[0]);

  await page.goto(at());
  await ready(page);
  await page.type("<Tab>");
  ask("the first Tab stop skips the head", (await page.evaluate(`document.activeElement.className`)) === "skip");
  for (let n = 0; n < 20 && (await page.evaluate(`document.activeElement.id`)) !== "q"; n++) await page.type("<Tab>");
  await page.type(plain);
  await until(page, `document.querySelector("#kq .hits a") !== null && location.search.includes("q=")`);
  const entry = await page.evaluate(`((e) => e && { name: e.querySelector("strong").innerText, lines: Array.from(e.querySelectorAll(".line"), (l) => l.innerText) })(
    Array.from(document.querySelectorAll("#kq li.stacked")).find((e) => e.innerText.includes(${json(child.code)})))`);
  ask(`“${plain}”, typed, finds “${child.name}” once`, entry?.name === child.name);
  ask("with a line for each year, the newest first", entry?.lines[0].includes(years[0]) && entry.lines.at(-1).includes(years.at(-1)), json(entry));
  ask("the address can be shared", (await page.where()).includes("?q="));
  for (const year of years) {
    await asking(page, child.code);
    await page.goto(await page.evaluate(`Array.from(document.querySelectorAll("#kq li.stacked .line")).find((l) => l.innerText.includes(${json(year)})).querySelector("a").href`));
    ask(`its page of the year ${year} opens`, (await textOf(page, "h1")) === child.name && (await textOf(page, "body")).includes(year));
  }
  await asking(page, "học bạ " + years[0]);
  const facts = await page.evaluate(`Array.from(document.querySelectorAll("#kq ol.hits li .facts-line"), (e) => e.innerText)`);
  ask("a kind and a year find that year's records alone", facts.length > 0 && facts.every((t) => t.includes(years[0])));
  for (const school of child.schools) {
    await asking(page, school + " " + child.code);
    ask(`the school's code ${school} narrows to its archive`, (await shown(page, "#kq li.stacked .line")) === 1);
  }
  await asking(page, "<img src=x onerror=alert(1)>");
  ask("a hostile query stays text", await page.evaluate(`document.querySelector("#kq img, #st img") === null`));
  await asking(page, "zzzz qqqq");
  ask("finding nothing is said", (await textOf(page, "#st")).includes("Không tìm thấy"));
}

/** Without script: plain lists. */
async function scriptless(page) {
  await page.goto(at());
  ask("without script the page says what is lost", await page.has("noscript .box"));
  await page.click("#en");
  ask("without script the language switch works", await page.has(":root:has(#en:checked) h1 .en"));
  await page.click("#ds th a");
  for (const began = Date.now(); Date.now() - began < 10000 && !(await page.has("tr[data-volume]")); ) await new Promise((r) => setTimeout(r, 30));
  ask("without script an archive opens", await page.has("tr[data-volume]"));
}

/** A drive that is not there, and a volume that is gone. */
async function bereft(page) {
  await page.goto(at());
  await ready(page);
  ask("an archive that is not there is said so", (await shown(page, "tr.gone .presence")) === 1 && (await shown(page, "#vang")) === 1);
  ask("a volume that is gone is said so", (await shown(page, "tr:not(.gone) .presence span")) > 0);
  await asking(page, "a");
  ask("the search goes on in the others, and says what it left", (await shown(page, "#kq .hits li")) > 0 && (await textOf(page, "#st")).includes("Chưa tìm trong"));
}

const browser = await start(), chromium = await open(browser), raw = chromium.raw;
const fox = await firefox(), plainFox = await firefox({ "javascript.enabled": false });
await works(chromium);
await works(fox);
await scriptless(await open(browser, { javaScriptEnabled: false }));
await scriptless(plainFox);

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
await asking(chromium, plain);
for (const [scheme, en] of [["light", false], ["dark", true]]) {
  await raw.emulateMedia({ colorScheme: scheme });
  await raw.locator("#en").setChecked(en);
  await raw.evaluate(axe);
  const { violations } = await raw.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  ask(`axe-core, WCAG 2.2 AA and best practice, ${scheme}`, !violations.length, violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`).join(" | "));
}
await raw.emulateMedia({ colorScheme: "light" });
await raw.locator("#en").setChecked(false);
await raw.setViewportSize({ width: 320, height: 700 });
await asking(chromium, "a");
ask("it fits 320 px, with hits", !(await raw.evaluate(() => document.documentElement.scrollWidth > 320)));
if (shots) for (const width of [1400, 800, 360]) {
  await raw.setViewportSize({ width, height: 900 });
  await asking(chromium, plain);
  await raw.screenshot({ path: join(shots, `ke-${width}.png`), fullPage: true });
}
await raw.setViewportSize({ width: 1280, height: 900 });

renameSync(archives[0], join(scratch, "ổ khác"));
const gone = readdirSync(join(archives[1], "volumes"))[0];
rmSync(join(archives[1], "volumes", gone), { recursive: true });
await bereft(chromium);
await bereft(fox);

await browser.close();
await fox.close();
await plainFox.close();
ask.close();
