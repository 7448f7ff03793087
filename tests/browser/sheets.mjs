// A sheet of paper in front of the page: pictures chosen by hand, read by the page, held against the archive's own list.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { until } from "./questions.mjs";

const json = JSON.stringify;

/** Everything that a sheet may be, in this browser; `pictures` is what tests/judges/sheets/pictures.py made. */
export async function sheets(ask, page, site, pictures) {
  const facts = JSON.parse(readFileSync(join(pictures, "facts.json"), "utf8"));
  const address = site.url("browse/so-giay.html");
  // The files of the archive that the page needs; a folder can't be chosen by program in every browser.
  const seal = ["seal/seal.txt", ...readdirSync(join(site.given, "volumes")).map((v) => `volumes/${v}/data/leaves.txt`)];
  const files = seal.filter((path) => existsSync(join(site.given, path)));
  const loaded = (script) => page.evaluate(`document.querySelector("script[src='${script}']") !== null`);

  await page.goto(address);
  page.faults.length = 0;
  ask("sheet: the reader of symbols is not loaded before it is needed", !(await loaded("ma-qr.js")));
  ask("sheet: a camera is offered just where the browser gives one", await page.evaluate(`document.getElementById("mq").hidden === !(navigator.mediaDevices && navigator.mediaDevices.getUserMedia && isSecureContext)`));
  await page.click("#sg button:not([type=button])");
  ask("sheet: without a picture it asks for one", await until(page, `/Chưa chọn ảnh/.test(document.getElementById("st").innerText)`));

  // As a person does it: choose, press, read.
  await page.choose("#an", [join(pictures, "clean.png")]);
  await page.click("#sg button:not([type=button])");
  const done = await until(page, `document.querySelector("#st strong") !== null`, 60000);
  const text = await page.evaluate(`document.getElementById("st").innerText + "\\n" + document.getElementById("kq").innerText`);
  ask("sheet: what the paper carries is shown, and that it was compared with nothing yet", done && text.includes("chưa so với kho nào") && text.includes(facts.name) && text.includes("Hãy so từng dòng"), text.slice(0, 300));
  ask("sheet: sealed values stand in large text", (await page.evaluate(`parseFloat(getComputedStyle(document.querySelector(".sealed dd")).fontSize)`)) >= 20);
  ask("sheet: it gives no verdict, and says that it sees no ink", !/ĐẠT|CHƯA KẾT LUẬN|hợp lệ/.test(text) && text.includes("không nhìn thấy mực"));

  // The same against the archive's list, picture by picture.
  await page.evaluate(`document.getElementById("tm").webkitdirectory = false`);
  await page.choose("#tm", files.map((path) => join(site.given, path)));
  const against = `new Map(${json(files)}.map((p, n) => [p, document.getElementById("tm").files[n]]))`;
  const held = (texts, change = "") => page.evaluate(`(async () => { const files = (${change || "(f) => f"})(${against}); return NIEMPHONG.compare(await NIEMPHONG.sheet(${texts}), await NIEMPHONG.leaves(files), files); })()`);
  const enough = `async (t) => { const s = await NIEMPHONG.sheet(t); return s.records.length > 0 && s.pointers.length > 0; }`;
  const times = [];
  for (const [name, what, values] of [
    ["clean.png", "matches", true], ["altered.png", "matches", true], ["worn-300.jpg", "matches", true], ["worn-200.jpg", "matches", true],
    ["worn-150.jpg", "matches", true], ["first.png", "matches", false], ["other.png", "foreign", false], ["blank.png", "unreadable", false],
  ]) {
    await page.choose("#an", [join(pictures, name)]);
    const began = Date.now();
    const found = await held(`await NIEMPHONG.texts(document.getElementById("an").files[0], ${enough})`);
    times.push(`${name} ${Date.now() - began} ms`);
    const says = found.json === null ? null : JSON.parse(found.json).ho_ten;
    ask(`sheet: ${name}: ${what}${values ? ", with what was sealed" : ""}`, found.what === what && (what !== "matches" || found.record === facts.id) && (!values || says === facts.name), json(found).slice(0, 200));
  }
  console.log(`      ${times.join(", ")}`);

  // Symbols as texts: true ones, made anew for another mark, broken, of two records, too few, an altered list.
  const of = async (what, due, texts, change) => {
    const found = await held(json(texts), change);
    ask(`sheet: ${what}: ${due}`, found.what === due && (due === "matches" || found.json === null), json(found).slice(0, 200));
  };
  await of("true symbols as texts", "matches", facts.true);
  await of("symbols made anew for another mark", "foreign", facts.anew);
  await of("a broken symbol", "broken", facts.wrong);
  await of("true and made anew on one sheet", "mixed", [...facts.true, ...facts.anew]);
  await of("somebody else's symbol", "unreadable", ["https://example.edu.vn"]);
  if (facts.true.length > 1) await of("one symbol of several", "few", facts.true.slice(0, 1));
  const volume = files.find((path) => path.includes("/vinh-vien/"));
  await of("a list of records that is not the sealed one", "list", facts.true, `(f) => { f.set(${json(volume)}, new Blob(["0 x ${"0".repeat(64)} data/x.json\\n"])); return f; }`);
  await of("a volume that is gone", "foreign", facts.true, `(f) => { f.delete(${json(volume)}); return f; }`);
  ask("sheet: none of it was a fault in the console", !page.faults.length, page.faults.slice(0, 3).join(" | "));
}
