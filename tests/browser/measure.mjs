// How the search holds up: index bytes, time until it is ready, and query times, in Chromium on file://.
//
// usage: node measure.mjs ARCHIVE [CPU-THROTTLE]
//
// Takes the archive's own pages and engine, and gives them an invented index of 1,500 and of 50,000 pupils.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const given = resolve(process.argv[2]), throttle = Number(process.argv[3] ?? 4);
const families = "Nguyễn Trần Lê Phạm Huỳnh Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split(" ");
const middles = "Văn Thị Minh Ngọc Gia Quốc Thanh Hoàng Khánh Phương Đình".split(" ");
const givens = "An Ân Ánh Bảo Châu Duy Đức Giang Hà Hòa Hưng Khang Linh Long Mai Nam Nhi Phúc Quân Quỳnh Sơn Tâm Thảo Trang Tú Vy Yến".split(" ");
let seed = 7;
const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
const column = (list) => "|" + list.join("|");

function index(count, volume) {
  const classes = [...Array(30).keys()].map((n) => `${(n % 5) + 1}${"ABCDEF"[Math.floor(n / 5)]}`);
  const of = (make) => column(Array.from({ length: count }, (_, n) => make(n)));
  const body = { f: 1, c: volume, y: "2025-2026", m: "82760123", K: [["hoc-ba", "Học bạ", "Report book"]], L: classes, n: [count, count],
    p: { n: of(() => [families, middles, givens].map((l) => l[random(l.length)]).join(" ")), b: of(() => (41640 + random(2200)).toString(36)),
      c: of((n) => "24" + String(n * 1009).padStart(8, "0")), l: of(() => (1 + random(30)).toString(36)), g: of((n) => n) },
    r: { k: of(() => "1"), p: of((n) => (n + 1).toString(36)), l: of(() => ""), s: of(() => ""), t: of(() => ""), d: of(() => "zmi"), w: of(() => "") } };
  return `NIEMPHONG.load(${JSON.stringify(JSON.stringify(body))});\n`;
}

const scratch = mkdtempSync(join(tmpdir(), "niemphong-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
cpSync(join(given, "browse"), join(scratch, "browse"), { recursive: true });
const volume = /data-volumes="([^" ]+)/.exec(readFileSync(join(given, "browse/tra-cuu.html"), "utf8"))[1];
mkdirSync(join(scratch, "volumes", volume, "data"), { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const count of [1500, 50000]) {
  const script = index(count, volume);
  writeFileSync(join(scratch, "volumes", volume, "data/tim.js"), script);
  for (const slow of [1, throttle]) {
    const page = await browser.newPage();
    const cdp = await page.context().newCDPSession(page);
    await page.goto(pathToFileURL(join(scratch, "browse/tra-cuu.html")).href);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: slow });
    const ready = await page.evaluate((src) => new Promise((done) => {
      const began = performance.now(), tag = document.createElement("script");
      tag.src = src;
      tag.onload = () => done(performance.now() - began);
      document.head.append(tag);
    }), `../volumes/${volume}/data/tim.js`);
    const times = await page.evaluate((queries) => queries.map((q) => {
      const began = performance.now();
      NIEMPHONG.search(q, 50);
      return performance.now() - began;
    }), ["nguyen van an", "an", "ân", "trần thị ánh", "02/03/2015", "5a", "hoc ba an 5a", "khang", "2400001009", "yen nguyen", "h", "linh 2016", "nguyenn vann an"]);
    times.sort((a, b) => a - b);
    console.log(`${count} pupils, CPU ÷${slow}: index ${script.length} chars, ${Buffer.byteLength(script)} bytes (${gzipSync(script).length} gz, ` +
      `${Math.round(Buffer.byteLength(script) / count)} a record); ready ${ready.toFixed(0)} ms; query median ${times[times.length >> 1].toFixed(1)} ms, worst ${times.at(-1).toFixed(1)} ms`);
    await page.close();
  }
}
await browser.close();
