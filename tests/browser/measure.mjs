// How the search holds up: index bytes, time until it is ready, and query times, in Chromium on file://.
//
// usage: node measure.mjs [ARCHIVE [CPU-THROTTLE [RUNS]]]
//
// Takes the pages and the engine of ARCHIVE (else of the small one that tests/run leaves), and gives them an invented
// index of 1,500 and of 50,000 pupils with a record each. Every run is a fresh page; of the runs (5) the quickest counts,
// because whatever else the machine does only adds to it. “Ready” is from asking for the index until it is loaded,
// parsed and can be searched; “first” is the first question after that, when nothing is warm.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const given = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "../work/small-archive"));
const throttle = Number(process.argv[3] ?? 4), runs = Number(process.argv[4] ?? 5);
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

const QUERIES = ["nguyen van an", "an", "ân", "trần thị ánh", "02/03/2015", "5a", "hoc ba an 5a", "khang", "2400001009", "yen nguyen", "h",
  "linh 2016", "nguyenn vann an"];

/** In the page: the index loaded once, each question asked three times. */
async function timed({ src, queries }) {
  const began = performance.now();
  await new Promise((done) => {
    const tag = document.createElement("script");
    tag.src = src;
    tag.onload = done;
    document.head.append(tag);
  });
  const ready = performance.now() - began;
  return { ready, times: queries.map((query) => [1, 2, 3].map(() => {
    const asked = performance.now();
    globalThis.NIEMPHONG.search(query, 50);
    return performance.now() - asked;
  })) };
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
    const took = { ready: Infinity, first: Infinity, query: QUERIES.map(() => Infinity) };
    for (let run = 0; run < runs; run++) {
      const page = await browser.newPage();
      const cdp = await page.context().newCDPSession(page);
      await page.goto(pathToFileURL(join(scratch, "browse/tra-cuu.html")).href);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: slow });
      const { ready, times } = await page.evaluate(timed, { src: `../volumes/${volume}/data/tim.js`, queries: QUERIES });
      took.ready = Math.min(took.ready, ready);
      took.first = Math.min(took.first, times[0][0]);
      took.query = took.query.map((best, n) => Math.min(best, ...times[n]));
      await page.close();
    }
    const sorted = took.query.toSorted((a, b) => a - b), bytes = Buffer.byteLength(script);
    console.log(`${count} pupils, CPU ÷${slow}: index ${bytes} bytes (${gzipSync(script).length} gz, ${Math.round(bytes / count)} a pupil); ` +
      `ready ${took.ready.toFixed(0)} ms; query first ${took.first.toFixed(1)}, median ${sorted[sorted.length >> 1].toFixed(1)}, ` +
      `worst ${sorted.at(-1).toFixed(1)} ms (“${QUERIES[took.query.indexOf(sorted.at(-1))]}”)`);
  }
}
await browser.close();
