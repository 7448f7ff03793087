// What is asked of the pages in every browser alike. A page is { goto, where, evaluate, type, click, pdf, faults }:
// chromium.mjs and firefox.mjs each make one.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { HOSTILE } from "./hostile.mjs";
import { scratch, without } from "./site.mjs";

const json = JSON.stringify;

/** Waits until an expression holds in the page. */
export async function until(page, expression, most = 20000) {
  for (const began = Date.now(); Date.now() - began < most; await new Promise((r) => setTimeout(r, 30))) {
    try { if (await page.evaluate(expression)) return true; } catch { /* between two pages */ }
  }
  return false;
}
export const text = (page, selector) => page.evaluate(`(document.querySelector(${json(selector)}) ?? { innerText: "" }).innerText`);
export const shown = (page, selector) => page.evaluate(`Array.from(document.querySelectorAll(${json(selector)})).filter((e) => e.checkVisibility()).length`);
const ready = (page) => until(page, `document.body?.hasAttribute("data-ready")`);

const faultsOf = (page, path) => page.faults.map((fault) => `${path}: ${fault}`);

/** Up to `most` pages of each type open without a fault in the console and without asking for anything from outside. */
export async function opens(ask, page, site, most) {
  const faults = [];
  let count = 0;
  for (const pages of site.types(most).values()) for (const path of pages) {
    page.faults.length = 0;
    await page.goto(site.url(path));
    count++;
    faults.push(...faultsOf(page, path));
  }
  ask(`${count} pages of ${site.types(1).size} types open without a fault, and ask for nothing from outside`, !faults.length, faults.slice(0, 3).join(" | "));
}

/** By keyboard alone, from the start page to a child's record, and the other language. */
export async function byKeyboard(ask, page, site, child) {
  const focused = (expression) => page.evaluate(`((e) => ${expression})(document.activeElement)`);
  const dim = [];
  const tabTo = async (selector, most = 80) => {
    for (let n = 0; n < most; n++) {
      await page.type("<Tab>");
      if (await focused(`getComputedStyle(e).outlineStyle === "none" && e !== document.body`)) dim.push(await focused("e.outerHTML.slice(0, 80)"));
      if (await focused(`e.matches(${json(selector)})`)) return true;
    }
    return false;
  };
  await page.goto(site.url("index.html"));
  await page.type("<Tab>");
  ask("the first Tab stop skips the head", await focused(`e.className === "skip" && e.getBoundingClientRect().left >= 0`));
  await page.type("<Enter>");
  ask("Tab reaches the search box", await tabTo("#q"));
  const plain = child.name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐðÐ]/g, "d").split(" ").reverse().join(" ");
  await page.type(plain, "<Enter>");
  ask("the search form works on file://", await until(page, `location.href.includes("tra-cuu.html?q=") && document.querySelector("#kq .hits a") !== null`), await page.where());
  const names = await page.evaluate(`Array.from(document.querySelectorAll("#kq .hits strong"), (e) => e.textContent)`);
  ask(`“${plain}”, without marks and backwards, finds “${child.name}”`, names.includes(child.name), names.slice(0, 3).join(", "));
  ask("the number of hits is said aloud", /\d/.test(await text(page, "[role=status]")));
  ask("Tab reaches the first hit", await tabTo("#kq .hits a"));
  const target = await focused("e.href");
  await page.type("<Enter>");
  ask("Enter opens it", await until(page, `location.href === ${json(target)} && document.readyState === "complete"`), await page.where());
  ask("Tab reaches the child's record", await tabTo("main td a"));
  await page.type("<Enter>");
  ask("Enter opens the record", await until(page, `location.pathname.includes("/ho-so/") && document.readyState === "complete"`), await page.where());
  ask("every stop shows where it is", !dim.length, dim.slice(0, 2).join(" | "));
  await page.goto(site.url("browse/tra-cuu.html") + "?q=" + child.code);
  ask("an address with a question answers it", await until(page, `document.querySelector("#kq .hits a")?.href.includes(${json(child.code.toLowerCase())})`));

  await page.goto(site.url("browse/kiem-tra.html"));
  ask("Tab reaches the language switch", await tabTo("#en", 10));
  await page.type("<Space>");
  const headings = async () => page.evaluate(`Array.from(document.querySelectorAll("h1")).filter((e) => e.checkVisibility()).map((e) => e.innerText)`);
  ask("Space switches to English", json(await headings()) === json(["How to verify this archive"]), json(await headings()));
  await page.click(`a[href$="thuat-ngu.html"]`);
  await until(page, `location.pathname.endsWith("thuat-ngu.html") && document.readyState === "complete"`);
  ask("the next page remembers English", json(await headings()) === json(["Glossary"]), json(await headings()));
  await page.click("#en");
  ask("and a click switches back", json(await headings()) === json(["Thuật ngữ"]), json(await headings()));
}

/** A copy that names no pupil: its empty list says why, and where the counts are; its records are still found. */
export async function nameless(ask, page, site) {
  await page.goto(site.url("browse/lop.html"));
  ask("a list of classes that is empty says why", /không nêu học sinh nào/.test(await text(page, "main")), await text(page, "main"));
  await page.click(`main a[href$="ban-luoc.html"]`);
  ask("and leads to what was left out", await until(page, `location.pathname.endsWith("ban-luoc.html") && document.querySelector("main table") !== null`));
  const stem = site.pages.find((p) => p.includes("/ho-so/")).split("/").at(-2).replaceAll("-", " ");
  await page.goto(site.url("browse/tra-cuu.html") + "?q=" + encodeURIComponent(stem));
  ask(`the search finds its records by “${stem}”`, await until(page, `document.querySelector("#kq .hits a") !== null`));
}

/** On paper: no navigation, and the note that this is a print. */
export async function onPaper(ask, page, site) {
  const printed = async (path) => {
    await page.goto(site.url(path));
    const file = join(scratch, "in.pdf");
    writeFileSync(file, await page.pdf());
    const said = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(execFileSync("pdfinfo", [file], { encoding: "utf8" }));
    return { said, turned: Number(width) > Number(height), a4: Math.abs(Number(width) * Number(height) - 595.3 * 841.9) < 3000 };
  };
  const record = await printed(site.pages.find((p) => p.includes("/ho-so/hoc-ba/")));
  ask("a record prints on A4", record.a4 && !record.turned);
  ask("paper says that it is a print, and shows no navigation", /không thay cho tệp PDF/.test(record.said) && !/Tra cứu|Mở bản PDF|English/.test(record.said));
  const annex = await printed(site.pages.find((p) => p.endsWith("/data/het-han.html")));
  ask("the annex to disposal papers prints across, and adds up", annex.a4 && annex.turned && /Danh mục này gồm \d+ hồ sơ, [1-9][\d.]* trang in/.test(annex.said), annex.said.slice(-300));
}

/** One volume lawfully destroyed: what is left says so, links nowhere that is gone, and goes on searching. */
export async function lostVolume(ask, page, site) {
  const lost = site.volumes.find((v) => v !== "vinh-vien") ?? site.volumes[0], url = without(site, lost);
  await page.goto(url("index.html"));
  await ready(page);
  ask(`without ${lost} the start page says so`, (await shown(page, `tr[data-volume="${lost}"].gone`)) > 0);
  const dead = [];
  for (const path of ["index.html", "browse/lop.html", "browse/loai.html", "browse/noi-lap.html", "browse/het-han.html", "browse/day-du.html"]) {
    await page.goto(url(path));
    await ready(page);
    if (await page.evaluate(`document.querySelector('a[href*="volumes/${lost}/"]') !== null`)) dead.push(path);
  }
  ask("no page links into what is gone", !dead.length, dead.join(" "));
  await page.goto(url("browse/tra-cuu.html") + "?q=" + /\d{4}-\d{4}/.exec(site.text("index.html"))[0]);
  ask("the search goes on without it", await until(page, `document.querySelector("#kq .hits a") !== null`));
  ask("and says what it could not search", /đã hủy/.test(await text(page, "#st")));
  ask("none of its hits lies in the volume that is gone", await page.evaluate(`document.querySelector('#kq a[href*="volumes/${lost}/"]') === null`));
}

/** With script switched off: every list by links, the language switch, and where the search leads. */
export async function scriptless(ask, page, site) {
  const arrives = async (what, pattern) => {
    for (const began = Date.now(); Date.now() - began < 10000; await new Promise((r) => setTimeout(r, 30))) if (pattern.test(await page.where())) return ask(what, true);
    ask(what, false, await page.where());
  };
  await page.goto(site.url("index.html"));
  await page.click(".classes a");
  await arrives("without script a class opens from the start page", /\/lop\//);
  await page.click("main th a");
  await arrives("a child opens from the class", /\/hs\//);
  await page.click("main td a");
  await arrives("a record opens from the child: three clicks", /\/ho-so\//);
  for (const [from, link, to] of [["browse/loai.html", ".places a", /\/loai\//], ["browse/noi-lap.html", ".places a", /\/chu\//],
    ["browse/day-du.html", ".places a", /\/loai\//], ["browse/het-han.html", `a[href$="het-han.html"][href*="volumes"]`, /\/data\/het-han/],
    ["browse/tra-cuu.html", "noscript a", /\/data\/index/]]) {
    await page.goto(site.url(from));
    await page.click(link);
    await arrives(`without script ${from} leads on`, to);
  }
  await page.goto(site.url("browse/kiem-tra.html"));
  await page.click("#en");
  ask("without script the language switch works", await page.speaksEnglish());
}

/** A picture of a document as the archive shows it: a file of its volume, a size, words, and nothing else. */
const isPicture = (e) =>
  e.localName === "img" && e.getAttributeNames().sort().join() === "alt,height,src,width" && /^\.\.\/\.\.\/tep\/[a-z0-9-]+\/[a-z0-9-]+\.(png|jpg)$/.test(e.getAttribute("src"));

/** Pictures of documents come from `file://` at the size that their page keeps room for. */
export async function pictures(ask, page, site) {
  const shown = site.pages.filter((path) => path.includes("/ho-so/") && site.text(path).includes("<figure><img")).slice(0, 4);
  let came = 0, wrong = [];
  for (const path of shown) {
    await page.goto(site.url(path));
    const sizes = await page.evaluate(`Array.from(document.querySelectorAll("figure img"), (e) => [e.naturalWidth === e.width || e.naturalWidth > e.width && e.width > 0, e.naturalWidth, e.getAttribute("width"), e.alt.length > 9])`);
    came += sizes.length;
    wrong.push(...sizes.filter(([fits, own, told, words]) => !fits || own !== Number(told) || !words).map((size) => `${path}: ${size}`));
  }
  ask(`${came} pictures of documents come, with their size and words`, came > 0 && !wrong.length, wrong.slice(0, 3).join(" | "));
}

/** An archive of a hostile export: nothing of it runs, all of it is read. */
export async function hostile(ask, page, site) {
  const said = [], made = [];
  let count = 0;
  const open = async (path) => {
    page.faults.length = 0;
    await page.goto(site.url(path));
    if (!path.startsWith("volumes/") && !path.includes("?")) await until(page, `document.querySelector("script[src$='dau.js']") === null || document.body.hasAttribute("data-ready")`);
    count++;
    said.push(...faultsOf(page, path));
    const strange = await page.evaluate(`Array.from(document.querySelectorAll("img, style, script:not([src]), iframe, object, svg:not(.bars svg), [onload], [onerror], [onmouseover], a[href^='javascript' i]")).filter((e) => !(${isPicture})(e)).map((e) => e.outerHTML.slice(0, 80))`);
    made.push(...strange.map((tag) => `${path}: ${tag}`));
  };
  for (const pages of site.types(2).values()) for (const path of pages) await open(path);
  for (const path of site.pages.filter((p) => /\/(hs|hoc-ba|lop)\/[^/]+$/.test(p) && site.text(p).includes("alert(")).slice(0, 12)) await open(path);
  for (const query of Object.values(HOSTILE)) {
    await open("browse/tra-cuu.html?q=" + encodeURIComponent(query));
    await until(page, `document.getElementById("st").innerText.length > 0 && !/…/.test(document.getElementById("st").innerText)`);
  }
  ask(`hostile text: nothing of it runs on ${count} pages`, !said.length, said.slice(0, 3).join(" | "));
  ask("hostile text: it makes no tag and no attribute", !made.length, made.slice(0, 3).join(" | "));
  const child = site.pages.find((p) => p.includes("/hs/") && site.text(p).includes("<h1>&lt;img"));
  await page.goto(site.url(child));
  ask("hostile text: a child so named is called so", (await text(page, "h1")) === HOSTILE.name, await text(page, "h1"));
  await page.goto(site.url("browse/tra-cuu.html") + "?q=" + encodeURIComponent("img onerror alert"));
  await until(page, `document.querySelector("#kq .hits strong") !== null`);
  ask("hostile text: the search finds the child and shows the name", (await text(page, "#kq .hits strong")) === HOSTILE.name, await text(page, "#kq .hits strong"));
  ask("hostile text: the address can't set a value", (await page.evaluate(`document.getElementById("q").value`)) === "img onerror alert");
  for (const [what, path, words] of [["the school", "index.html", HOSTILE.school], ["a title", site.pages.find((p) => p.includes("/ke-hoach-giao-duc/") && p.includes("/ho-so/")), HOSTILE.title],
    ["a document's words", site.pages.find((p) => p.includes("/ke-hoach-giao-duc/") && p.includes("/ho-so/")), HOSTILE.document],
    ["a file's name", site.pages.find((p) => p.includes("/quyet-dinh/qd-01")), HOSTILE.file], ["a remark", site.pages.find((p) => p.includes("/ho-so/hoc-ba/") && site.text(p).includes("/textarea")), HOSTILE.remark]]) {
    await page.goto(site.url(path));
    ask(`hostile text: ${what} is read as written`, await page.evaluate(`document.body.innerText.includes(${json(words)})`), path);
  }
}
