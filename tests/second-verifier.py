#!/usr/bin/env python3
"""A second verifier of niemphong archives, written from src/archive/FORMAT.md: standard library and `cryptography`.

  second-verifier.py ARCHIVE [--trust F]... [--trust-root FP]... [--expect-seal D] [--as-of DATE] [--min-serial N]
                     [--min-trust-version N] [--quick]
  second-verifier.py --chain DIR... [options]
  second-verifier.py verify-proof FILE|FOLDER [options]     a proof, a seal pack, or an extract

`second_verifier_compare.py` beside it runs it against `niemphong-verify` over every vector and many edits."""
import datetime, hashlib, json, os, re, stat, sys
from second_verifier_proofs import *

# --- §4 to §8: the archive ---

class Check(Judge):
    """The folder of one archive."""
    def walk(self, folder):  # §4.1, §4.2, §4.6, §4.7
        """Is there no more than an archive may hold?"""
        for entry in os.scandir(os.path.join(self.root, folder)):
            self.met += 1
            name = re.sub("[\udc80-\udcff]", lambda m: f"\\x{ord(m[0]) - 0xdc00:02X}", entry.name)
            path = (folder and folder + "/") + (name if name == entry.name else f'"{name}"')
            st = entry.stat(follow_symlinks=False)
            is_folder, is_file = stat.S_ISDIR(st.st_mode), stat.S_ISREG(st.st_mode)
            if is_file and name in ("Thumbs.db", "desktop.ini", ".DS_Store"):
                self.add("V006", path)
            elif not path_ok(path):
                self.add("V006" if is_folder and path == "System Volume Information" else "V001", path)
            elif is_folder:
                self.folders.add(path)
                self.walk(path)
            elif not is_file:
                self.add("V002", path)
            else:
                self.files[path] = st.st_size
                if st.st_nlink > 1:
                    self.add("V010", path)
        if self.met > 10**6:
            self.found = {("V008", "")}
        return self.met <= 10**6

    def take(self, path, limit, due=None):
        """The bytes of a file that must be there; None if they are not, or not to be read."""
        self.known.add(path)
        if path not in self.files or self.files[path] > limit:
            return self.add("V008" if path in self.files else "V004", path)
        data = slurp(os.path.join(self.root, path))
        if due is not None and sha(data) != due:
            self.add("V005", path)
        return data

    def manifest(self, path, due):
        m = self.read(path, self.take(path, 64 * MIB, due), parse_manifest, "V110")
        self.listed += len(m or {})
        return m if self.listed <= 10**6 else self.add("V008", path)

    def content(self, path, due, most, record=False, leaf=None, seed=None):
        """The size of a listed file, if it is as it was sealed."""
        quick, every = self.opt["quick"], 1 << 62
        kind = every if quick else 4 * MIB if record else 16 * KIB if path == PRINTS else every
        limit = min(every if most is None else most, kind)
        if quick and self.files.get(path, every) <= limit:
            return self.known.add(path)
        data = self.take(path, limit, due)
        if data is None or sha(data) != due:
            return None
        if path == PRINTS:
            self.roots[PRINTS] = data
        value = self.read(path, data, lambda d: parse_record(d, ("_id", "_salt")), "V202") if record else None
        if value is not None and leaf:  # §7.2, §7.3
            if sha(b"\0" + data) != leaf[1]:
                self.add("V203", path)
            if value["_id"] != leaf[0] or seed and value["_salt"] != salt(seed, leaf[0]):
                self.add("V205", path)
        return len(data)

    def volume(self, v):  # §6, §7
        seal, base = self.seal, "volumes/" + v["name"] + "/"
        tags = self.manifest(base + "tagmanifest-sha256.txt", v.get("tags"))
        if tags is not None and set(tags) != {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"}:
            self.add("V111", base + "tagmanifest-sha256.txt")
        tags, info, path = tags or {}, None, base + "manifest-sha256.txt"
        if seal:
            info = (f"Bag-Software-Agent: {seal['builder']}\nBagging-Date: {seal['sealed'][0]}\nExternal-Identifier: "
                    f"{seal['archive']}/{v['name']}\nPayload-Oxum: {v['bytes']}.{v['files']}\n"
                    f"Source-Organization: {seal['school']}\n")
        bagit = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        for name, due in ("bagit.txt", bagit), ("bag-info.txt", info):
            data = self.take(base + name, 16 * KIB, tags.get(name))
            if data is not None and tags.get(name) in (None, sha(data)) and due and due.encode() != data:
                self.add("V113", base + name)
        m = self.manifest(path, tags.get("manifest-sha256.txt"))
        if m is None:
            self.known |= set(self.inside(base + "data"))
            return
        lists, sizes = {}, []
        for name, parser in (("data/seed.txt", lambda d: KINDS["hex"]("\n".join(text(d, 65)))),
                             ("data/leaves.txt", parse_leaves)):
            data = self.take(base + name, min(64 * MIB, v.get("bytes", 1 << 62)), m[name]) if name in m else self.add("V201", base + name)
            good = data is not None and sha(data) == m[name]
            lists[name] = self.read(base + name, data, parser, "V201") if good else None
            sizes.append(len(data) if good else None if name in m else 0)
        seed, leaves = lists.values()
        if leaves is not None:
            root = tree_root([bytes.fromhex(e[1]) for e in leaves]).hex()
            if seal and (len(leaves), root) != (v["leaves"], v["root"]):
                self.add("V204", base + "data/leaves.txt")
            if {p for p in m if is_record(p)} != {e[2] for e in leaves}:
                self.add("V206", base + "data/leaves.txt")
            if seed:
                self.roots[v["name"]] = prints_root(seed, leaves, m)
        listed = {e[2]: e for e in leaves or []}
        for p, due in m.items():
            if not p.startswith("data/") or not path_ok(base + p):
                sizes.append(self.add("V111", path))
            elif p not in lists:
                sizes.append(self.content(base + p, due, v.get("bytes"), is_record(p), listed.get(p), seed))
        self.count(path, v if seal else None, len(m), sizes)

    def prints(self, volumes):  # §7.6
        text = self.read(PRINTS, self.roots[PRINTS], parse_prints, "V207")
        if text is None:
            return
        made_of = ("tagmanifest-sha256.txt", "manifest-sha256.txt", "data/seed.txt", "data/leaves.txt")
        broken = {p for code, p in self.found if code not in NOTES | OPEN}
        judged = [v for v in volumes if v in self.roots and not broken & {f"volumes/{v}/{name}" for name in made_of}]
        if list(text) != volumes or any(text[v] != self.roots[v] for v in judged):
            self.add("V207", PRINTS)

    def count(self, path, sealed, files, sizes):  # §6.3
        if sealed and (files != sealed["files"] or None not in sizes and sum(sizes) != sealed["bytes"]):
            self.add("V112", path)

    def verify(self):
        name, loose = "seal/seal.txt", lambda p: not re.match("(volumes|evidence|disposals|seal)(/|$)", p)
        if not self.walk(""):
            return self
        self.data = self.take(name, 64 * KIB) if name in self.files else self.add("V101", name)
        self.read_seal()
        seal = self.seal
        root = self.manifest("seal/root.sha256", seal and seal["root"])
        if root is None:
            self.known |= set(filter(loose, self.files))
        else:
            sizes = [self.content(p, due, seal and seal["bytes"]) if loose(p) else self.add("V111", "seal/root.sha256")
                     for p, due in root.items()]
            self.count("seal/root.sha256", seal, len(root), sizes)
        self.evidence(self.inside("evidence") + self.inside("disposals"))
        folders = [f[8:] for f in self.folders if re.fullmatch("volumes/" + CLASS, f)]
        for v in seal["volume"] if seal else [{"name": n} for n in folders]:
            if self.inside("volumes/" + v["name"]):
                self.volume(v)
            elif f"disposals/{v['name']}.txt" not in self.texts:  # §6.5
                self.add("V120", "volumes/" + v["name"])
        if seal and PRINTS in self.roots:
            self.prints([v["name"] for v in seal["volume"]])
        if self.opt["quick"]:
            self.add("V801", "")
        self.load_trust()
        if seal:
            self.judge_seal()
            for p in [p for p in self.texts if p.startswith("disposals/") and p.endswith(".txt")]:
                self.judge_disposal(p[10:-4], p, self.texts[p])
        return self.extras({"evidence", "disposals"})

    def evidence(self, files):  # §8.1
        self.texts = {}
        for p in files:
            signature = rf"\.{ROLE}\.minisig"
            if not re.fullmatch(rf"evidence/(seal\.txt{signature}|bien-ban\.pdf({signature})?)|"
                                rf"disposals/{CLASS}\.txt({signature})?", p):
                self.known.add(p)
                self.add("V301", p)
                continue
            self.texts[p] = self.take(p, 32 * MIB if p.endswith("pdf") else 16 * KIB if p.endswith(".txt") else KIB)
            signed = p.rsplit(".", 2)[0] if p.endswith(".minisig") else p
            if signed not in self.files and signed != "evidence/seal.txt":
                self.add("V004", signed)
        self.texts = {p: data for p, data in self.texts.items() if data is not None}

    def extras(self, above):  # §4.4
        for p in set(self.files) - self.known:
            self.add("V003", p)
        above |= {p[:m.start()] for p in self.known | set(self.files) for m in re.finditer("/", p)}
        for f in self.folders - above:
            if "/" not in f or f.rpartition("/")[0] in above:
                self.add("V007", f)
        return self

    # --- §12.3: extracts ---

    def constant(self, path, due):
        data = self.take(path, MIB)
        if data not in (None, due.encode()):
            self.add("V005", path)

    def extract(self):
        name, prints = "seal/seal.txt", None
        if not self.walk(""):
            return self.found
        self.data = self.take(name, 64 * KIB) if name in self.files else self.add("V101", name)
        self.read_seal()
        seal, root = self.seal, self.manifest("seal/root.sha256", self.seal and self.seal["root"])
        if root is None:
            self.known |= set(self.inside("browse"))
        for p, due in (root or {}).items():
            if p == PRINTS:
                data = self.take(p, 16 * KIB)
                if data is not None and sha(data) == due:
                    prints = self.read(p, data, parse_prints, "V701")
            if p.startswith("browse/") and p in self.files:
                self.sized(p, due, seal and seal["bytes"])
        self.constant("doc-truoc.html", OPENER)
        self.load_trust()
        self.evidence(self.inside("evidence"))
        if seal:
            self.judge_seal()
            self.records(prints)
        else:
            self.known |= {"muc-luc.js", *self.inside("ho-so")}
        return self.extras({"evidence"}).found

    def sized(self, p, due, most):
        return self.take(p, 1 << 62 if most is None else most, due)

    def records(self, prints):
        folders = {}
        for p in self.inside("ho-so"):
            rid, _, name = p[6:].partition("/")
            if name and record_id(rid):
                folders.setdefault(rid, []).extend([] if "/" in name else [name])
        if not folders:
            self.add("V004", "ho-so")
        for rid, names in folders.items():
            at = f"ho-so/{rid}/"
            p = self.read(at + "chung-minh.txt", self.take(at + "chung-minh.txt", PROOF), parse_proof, "V701")
            if p is None or not self.led(p, rid):
                if p is not None:
                    self.add("V702", at + "chung-minh.txt")
                self.known |= set(self.inside(at[:-1]))
                continue
            volume = next(v for v in self.seal["volume"] if v["name"] == p["volume"])
            source = self.take(at + "ho-so.json", 4 * MIB)
            if source not in (None, p["json"].encode()):
                self.add("V005", at + "ho-so.json")
            self.printed(at, p, volume, (prints or {}).get(p["volume"]))
            kept = json.loads(p["json"]).get("tep_kem_niem_phong")
            for n, item in enumerate(kept if isinstance(kept, list) else [], 1):
                due, file = item.get("sha256") if isinstance(item, dict) else None, f"tep-{n}"
                file = next((name for name in sorted(names) if name.startswith(file + ".")), None)
                if file is None:
                    self.add("V004", f"{at}tep-{n}")
                elif isinstance(due, str) and re.fullmatch(HEX, due):
                    self.sized(at + file, due, volume["bytes"])
        entry = lambda rid: "[" + ",".join(f'"{x}"' for x in [rid, *sorted(folders[rid])]) + "]"
        self.constant("muc-luc.js", "window.niemphongTrich = [\n" + ",\n".join(map(entry, sorted(folders))) + "\n];\n")

    def led(self, p, rid):
        mine = {f: data for f, data in self.texts.items() if f.startswith("evidence/seal.txt.")}
        try:
            value = parse_record(p["json"].encode(), ())
        except Bad:
            return False
        return p["record"] == rid and p["seal"] == self.data and p["signatures"] == mine and leads(p, value, self.seal)

    def printed(self, at, p, volume, root):
        pdf, proof = at + "ban-in.pdf", at + "chung-minh-ban-in.txt"
        if pdf not in self.files and proof not in self.files:
            return
        text, data = self.take(proof, 16 * KIB), self.sized(pdf, None, volume["bytes"])
        mine = self.read(proof, text, parse_print_proof, "V701") if data is not None else None
        if mine and (mine["record"] != p["record"] or root is None or
                     walk_up(print_leaf(mine["salt"], p["record"], sha(data)), p, mine["path"]) != root):
            self.add("V702", pdf)

# --- §11: chains ---

def verify_chain(dirs, opt):
    links, found, known = [], set(), set()
    for d in dirs:
        try:
            known.add(parse_seal(slurp(os.path.join(d, "seal/seal.txt"), 64 * KIB))["serial"])
        except (Bad, OSError):
            pass
    for d in dirs:
        c = Check(d, {**opt, "min-serial": 0, "expect-seal": None, "known": known}).verify()
        links.append(((c.seal or {"serial": 0})["serial"], sha(c.data) if c.data is not None else "", d, c.seal))
        found |= c.found
    links.sort(key=lambda x: x[:3])
    school = lambda seal: seal["archive"].rsplit("/", 1)[0]
    for (_, old, _, a), (_, new, path, b) in zip(links, links[1:]):
        if not a or not b:
            continue
        named = b["previous"] or (a["serial"], old)
        other, fork = school(a) != school(b), a["serial"] == b["serial"]
        back = b["sealed"][1] < a["sealed"][1] or not b["supersedes"] and b["archive"][-9:] < a["archive"][-9:]
        found |= {(code, path) for code, broken in (
            ("V604", other), ("V603", not other and fork and old != new), ("V605", not other and not fork and back),
            ("V601", not other and not fork and named[0] != a["serial"]),
            ("V602", not other and not fork and named[0] == a["serial"] and named[1] != old)) if broken}
    corrected = {seal["supersedes"][1] for *_, seal in links if seal and seal["supersedes"]}
    for *_, path, seal in links:  # §11.4
        n, digest = seal and seal["supersedes"] or (None, None)
        found |= {("V602", path) for other, mine, *_ in links if other == n and mine != digest}
    first, last = links[0], links[-1]
    found |= {("V607", path) for _, digest, path, _ in links if digest in corrected}
    return found | {(code, path) for code, path, broken in (
        ("V606", first[2], first[3] and first[3]["previous"]), ("V412", last[2], last[0] < opt["min-serial"]),
        ("V104", last[2], opt["expect-seal"] not in (None, last[1]))) if broken}

def run(args):
    opt = {"trust": [], "trust-root": [], "expect-seal": None, "as-of": datetime.date.today(), "min-serial": 0,
           "min-trust-version": 0, "quick": False, "chain": False}
    places, args = [], list(args)
    while args:
        a = args.pop(0)
        if a in ("--quick", "--chain"):
            opt[a[2:]] = True
        elif a in ("--trust", "--trust-root"):
            opt[a[2:]].append(args.pop(0))
        elif a.startswith("--"):
            opt[a[2:]] = {"as-of": date, "expect-seal": paper_digest}.get(a[2:], int)(args.pop(0))
        else:
            places.append(a)
    if places[0] == "verify-proof":
        found = Check(places[1], opt).extract() if os.path.isdir(places[1]) else verify_file(places[1], opt)
    else:
        found = verify_chain(places, opt) if opt["chain"] else Check(places[0], opt).verify().found
    codes = {c for c, _ in found} - NOTES
    return "failed" if codes - OPEN else "indeterminate" if codes else "passed", found

if __name__ == "__main__":
    verdict, findings = run(sys.argv[1:])
    print(json.dumps({"verdict": verdict, "findings": [{"code": c, "path": p} for c, p in sorted(findings)]}))
    sys.exit({"passed": 0, "failed": 1, "indeterminate": 4}[verdict])
