// Makes an export hostile: node hostile.mjs EXPORT, in place. Names, remarks, titles, a school, a document and a kept
// file turn into what has ever broken a page. It stays a sound export: `check` must let it through, because a name is
// whatever the school wrote.
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What to look for → what an attacker writes there. All of it stands unquoted in YAML, or between double quotes. */
export const HOSTILE = {
  name: "<img src=x onerror=alert(1)>",
  script: "</script><script>alert(2)</script>",
  school: "Trường &quot;><svg onload=alert(3)>",
  attribute: "a' onmouseover='alert(4)' x='",
  remark: "--></title></textarea><style>body{display:none}</style><!--",
  title: "javascript:alert(5)//\\\");alert(6);//",
  template: "x{{ 7*7 }}{% raw %}${7*7}",
  document: "<script>alert(7)</script>",
  file: "QD-01'><img src=x onerror=alert(8)>.pdf",
};

export function attack(folder) {
  const read = (path) => readFileSync(join(folder, path), "utf8"), school = read("truong.yaml");
  // Two children without a digital card: what the ministry signed can't be renamed.
  const digital = read("hoc-ba-so/hoc-ba-so.yaml"), cards = readdirSync(join(folder, "hoc-ba")).sort().map((f) => read("hoc-ba/" + f));
  const children = cards.flatMap((text) => Array.from(text.matchAll(/^  - ma_hoc_sinh: "(\d+)"\n(?:    .*\n)*?    ho_ten: (.+)$/gm)));
  const names = children.filter(([, code]) => !digital.includes(code)).map(([, , name]) => name), register = cards[0];
  const first = (text, key) => new RegExp(`^ *${key}: (.+)$`, "m").exec(text)[1];
  const turned = [[names[0], HOSTILE.name], [names[1], HOSTILE.script], [first(school, "ten"), HOSTILE.school],
    [first(register, "ten_gvcn"), HOSTILE.attribute], [first(register, "nhan_xet_nang_luc_chung"), HOSTILE.remark],
    [first(school, "dia_chi"), HOSTILE.template]];
  (function walk(at) {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith(".")) walk(path);
      if (!/\.(yaml|md)$/.test(entry.name)) continue;
      /* Markdown with HTML in it is refused, so there the same words come escaped. */
      const written = (to) => (entry.name.endsWith(".md") ? to.replace(/[<&]/g, "\\$&") : to);
      const text = turned.reduce((now, [from, to]) => now.replaceAll(from, () => written(to)), readFileSync(path, "utf8"));
      writeFileSync(path, text);
    }
  })(folder);
  const edit = (path, from, to) => {
    const text = readFileSync(join(folder, path), "utf8");
    if (!from.test(text)) throw new Error(`${path}: nothing like ${from}`);
    writeFileSync(join(folder, path), text.replace(from, to));
  };
  edit("ke-hoach/ke-hoach-giao-duc.md", /^trich_yeu: .*$/m, () => `trich_yeu: ${HOSTILE.title}`);
  edit("ke-hoach/ke-hoach-giao-duc.md", /^## .*$/m, (line) => `${line}\n\n\\${HOSTILE.document.replace("</", "\\</")} và \`${HOSTILE.document}\`\n`);
  renameSync(join(folder, "quyet-dinh/QD-01.pdf"), join(folder, "quyet-dinh", HOSTILE.file));
  edit("quyet-dinh/quyet-dinh.yaml", /tep: "QD-01\.pdf"/, () => `tep: "${HOSTILE.file}"`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) attack(process.argv[2]);
