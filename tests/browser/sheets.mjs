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
  const press = async () => {
    await page.evaluate(`document.getElementById("st").replaceChildren()`);
    await page.click("#sg button:not([type=button])");
    return read();
  };
  const read = async () => {
    await until(page, `document.getElementById("tt").hidden && document.getElementById("st").innerText !== ""`, 60000);
    return page.evaluate(`document.getElementById("st").innerText + "\\n" + document.getElementById("kq").innerText`);
  };
  await page.choose("#an", [join(pictures, "clean.png")]);
  const text = await press();
  ask("sheet: what the paper carries is shown, and that it was compared with nothing yet", text.includes("chưa so với kho nào") && text.includes(facts.name) && text.includes("Hãy so từng dòng"), text.slice(0, 300));
  ask("sheet: sealed values stand in large text", (await page.evaluate(`parseFloat(getComputedStyle(document.querySelector(".sealed dd")).fontSize)`)) >= 20);
  ask("sheet: it gives no verdict, and says that it sees no ink", !/ĐẠT|KHỚP VỚI NIÊM PHONG|hợp lệ/.test(text) && text.includes("không nhìn thấy mực"));

  // The same against the archive's list, picture by picture.
  await page.evaluate(`document.getElementById("tm").webkitdirectory = false`);
  await page.choose("#tm", files.map((path) => join(site.given, path)));
  const against = `new Map(${json(files)}.map((p, n) => [p, document.getElementById("tm").files[n]]))`;
  // Files chosen singly have no folder.
  await page.evaluate(`(NIEMPHONG.inside = ((files) => () => files)(${against}), null)`);
  const held = (texts, change = "") => page.evaluate(`(async () => { const files = (${change || "(f) => f"})(${against}); return NIEMPHONG.compare(await NIEMPHONG.sheet(${texts}), await NIEMPHONG.leaves(files), files); })()`);
  const enough = `async (t) => { const s = await NIEMPHONG.sheet(t); return s.records.length > 0 && s.pointers.length > 0; }`;
  const times = [];
  for (const [name, what, values] of [
    ["clean.png", "matches", true], ["altered.png", "matches", true], ["renamed.png", "matches", true], ["worn-300.jpg", "matches", true],
    ["worn-200.jpg", "matches", true], ["worn-150.jpg", "matches", true], ["first.png", "matches", false], ["print.pdf", "matches", true], ["older.pdf", "matches", true],
    ["scan.pdf", "matches", true], ["other.png", facts.other, false], ["blank.png", "unreadable", false],
  ]) {
    await page.choose("#an", [join(pictures, name)]);
    const began = Date.now();
    const found = await held(`(await Promise.all((await NIEMPHONG.pictures(document.getElementById("an").files[0])).map((p) => NIEMPHONG.texts(p, ${enough})))).flat()`);
    times.push(`${name} ${Date.now() - began} ms`);
    const says = found.json === null ? null : JSON.parse(found.json).ho_ten;
    ask(`sheet: ${name}: ${what}${values ? ", with what was sealed" : ""}`, found.what === what && (what !== "matches" || found.record === facts.id) && (!values || says === facts.name), json(found).slice(0, 200));
  }
  console.log(`      ${times.join(", ")}`);
  await page.choose("#an", [join(pictures, "fax.pdf")]);
  const fax = await press();
  ask("sheet: a PDF whose pictures it can't open: it says what to do", fax.includes("Hãy in tệp ra rồi chụp"), fax);

  // Dropped and pasted.
  const given = `document.getElementById("an").files[0]`;
  for (const [way, event] of [
    ["dropped", `document.getElementById("tha").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }))`],
    ["pasted", `document.dispatchEvent(Object.defineProperty(new Event("paste", { bubbles: true, cancelable: true }), "clipboardData", { value: data }))`],
  ]) for (const name of ["clean.png", "print.pdf"]) {
    await page.choose("#an", [join(pictures, name)]);
    await page.evaluate(`(() => { document.getElementById("st").replaceChildren(); document.getElementById("kq").replaceChildren(); const data = new DataTransfer(); data.items.add(${given}); ${event}; })()`);
    const came = await read();
    ask(`sheet: ${name} ${way}: read and shown`, came.includes(facts.name), came.slice(0, 200));
  }

  // Forged sheets and mishaps, as texts: the page finds what is due, and says it in the program's words.
  const differing = [], finds = [];
  await page.choose("#an", [join(pictures, "blank.png")]);
  for (const one of facts.cases) {
    const found = await held(json(one.texts));
    if (found.what !== one.page || (one.page === "matches") !== (found.json !== null)) finds.push(`${one.what}: ${found.what}`);
    await page.evaluate(`(NIEMPHONG.texts = async () => ${json(one.texts)}, null)`);
    await press();
    const said = (await page.evaluate(`document.getElementById("st").innerText`)).replace(/^[△✕✓] /, "");
    if (said.trim() !== one.says.trim()) differing.push(`${one.what}: “${said}”, not “${one.says}”`);
  }
  ask(`sheet: ${facts.cases.length} sheets, most of them forged, each gets its right answer`, facts.cases.length > 15 && !finds.length, finds.join(" | "));
  ask("sheet: in the words of the program", !differing.length, differing.slice(0, 2).join(" | "));
  const gone = await held(json(facts.cases[1].texts), `(f) => { f.delete(${json(files.find((path) => path.includes("/vinh-vien/")))}); return f; }`);
  ask("sheet: a volume that is gone: it may be of that", gone.what === "absent" && gone.json === null, json(gone).slice(0, 200));
  const other = await held(json(facts.cases[0].texts), `(f) => { f.set(${json(files.find((path) => path.includes("/vinh-vien/")))}, new Blob(["0 x ${"0".repeat(64)} data/x.json\\n"])); return f; }`);
  ask("sheet: a list of records that is not the sealed one", other.what === "list" && other.json === null, json(other).slice(0, 200));
  const foreign = await held(json(["https://example.edu.vn"]));
  ask("sheet: somebody else's symbol", foreign.what === "unreadable", json(foreign));

  // Every kind, in the lines of the program.
  const lines = `(function flat(lines, deep) { return lines.flatMap((l) => { const head = "  ".repeat(deep) + (l.name === null ? "-" : l.name + ":"); return l.text === null ? [head, ...flat(l.inner, deep + 1)] : [head + " " + l.text]; }); })`;
  const unlike = [], nameless = [];
  for (const { record, lines: due } of facts.values) {
    const shown = await page.evaluate(`${lines}(NIEMPHONG.told(${json(record)}), 0).join("\\n")`);
    if (shown.trimEnd() !== due) unlike.push(`${record.loai}: ${shown.split("\n").find((line, n) => line !== due.split("\n")[n])}`);
    const bare = await page.evaluate(`(function names(lines) { return lines.flatMap((l) => [l.name, ...names(l.inner)]); })(NIEMPHONG.told(${json(record)})).filter((name) => name !== null && !/^\\p{Lu}/u.test(name))`);
    nameless.push(...bare.map((name) => `${record.loai}: ${name}`));
  }
  ask(`sheet: records of ${facts.values.length} kinds stand in the lines that the program prints`, facts.values.length > 30 && !unlike.length, unlike.slice(0, 3).join(" | "));
  ask("sheet: every value of every kind has a name", !nameless.length, nameless.slice(0, 5).join(", "));
  ask("sheet: none of it was a fault in the console", !page.faults.length, page.faults.slice(0, 3).join(" | "));
}

/** A sheet before the camera; `filmed` is what the camera's picture must lead to. */
export async function camera(ask, page, site, filmed) {
  page.faults.length = 0;
  await page.goto(site.url("browse/so-giay.html"));
  ask("sheet: the camera is offered", await page.evaluate(`!document.getElementById("mq").hidden`));
  await page.click("#mq");
  const runs = await until(page, `(() => { const v = document.getElementById("vd"); return !v.hidden && v.videoWidth > 0 && v.readyState >= 2 && /Chụp tờ giấy này/.test(document.getElementById("mq").innerText); })()`);
  ask("sheet: the camera runs", runs, await page.evaluate(`document.getElementById("st").innerText`));
  await page.click("#mq");
  await until(page, `document.getElementById("tt").hidden && document.querySelector("#st strong") !== null`, 60000);
  const said = await page.evaluate(`document.getElementById("st").innerText + "\\n" + document.getElementById("kq").innerText`);
  ask(`sheet: what it filmed is read: ${filmed}`, said.includes(filmed), said.slice(0, 200));
  ask("sheet: the camera is off again", await page.evaluate(`document.getElementById("vd").hidden`));
  ask("sheet: none of the camera was a fault in the console", !page.faults.length, page.faults.slice(0, 3).join(" | "));
}
