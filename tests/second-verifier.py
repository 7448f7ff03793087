#!/usr/bin/env python3
"""A second verifier of niemphong archives, written from src/archive/FORMAT.md: standard library and `cryptography`.

  second-verifier.py ARCHIVE [--trust F]... [--trust-root FP]... [--expect-seal D] [--as-of DATE] [--min-serial N]
                     [--min-trust-version N] [--quick]
  second-verifier.py --chain DIR... [options]
  second-verifier.py verify-proof FILE [options]
  second-verifier.py --compare VECTORS BINARY [NIEMPHONG]     runs both over every vector and many edits; they must agree,
                     and the other program, if given, must answer as BINARY does, byte for byte
"""
import datetime, hashlib, hmac, json, os, re, stat, sys
from second_verifier_judge import *
from second_verifier_texts import *


class Archive:
    def __init__(self, root, opt):
        self.root, self.opt, self.found = root, opt, set()
        self.files, self.folders, self.known, self.listed = {}, set(), set(), 0
        self.walk("")

    def add(self, code, path):
        shown = "".join(c if " " <= c <= "~" else f"\\u{{{ord(c):x}}}" for c in path)
        self.found.add((code, shown))

    def walk(self, folder):  # §4
        for entry in os.scandir(os.path.join(os.fsencode(self.root), folder.encode())):
            try:
                name = entry.name.decode("utf-8")
            except UnicodeDecodeError:
                name = '"' + "".join(chr(b) if b < 128 else f"\\x{b:02X}" for b in entry.name) + '"'
            path, st = (folder + "/" if folder else "") + name, entry.stat(follow_symlinks=False)
            is_dir, is_file = stat.S_ISDIR(st.st_mode), stat.S_ISREG(st.st_mode)
            if is_file and name in ("Thumbs.db", "desktop.ini", ".DS_Store") or is_dir and path == "System Volume Information":
                self.add("V006", path)
            elif not path_ok(path):
                self.add("V001", path)
            elif is_dir:
                self.folders.add(path)
                self.walk(path)
            elif not is_file:
                self.add("V002", path)
            else:
                self.files[path] = st.st_size
                if st.st_nlink > 1:
                    self.add("V010", path)

    def take(self, path, limit):
        self.known.add(path)
        if path not in self.files:
            return self.add("V004", path)
        if self.files[path] > limit:
            return self.add("V008", path)
        return slurp(os.path.join(self.root, path), limit)

    def same(self, path, due, data):
        if due is not None and sha(data) != due:
            self.add("V005", path)
        return due is None or sha(data) == due

    def manifest(self, path, due):
        data = self.take(path, 64 * MIB)
        if data is None:
            return None
        self.same(path, due, data)
        try:
            m = parse_manifest(data)
            self.listed += len(m)
            return m if self.listed <= 10**6 else self.add("V008", path)
        except Bad:
            return self.add("V110", path)

    def inside(self, folder):
        return [p for p in self.files if p.startswith(folder + "/")]

    def volume(self, seal, v):  # §6, §7
        base = "volumes/" + v["name"] + "/"
        tags = self.manifest(base + "tagmanifest-sha256.txt", v.get("tags"))
        if tags is not None and set(tags) != {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"}:
            self.add("V111", base + "tagmanifest-sha256.txt")
        tag = (tags or {}).get
        info = seal and ("Bag-Software-Agent: {}\nBagging-Date: {}\nExternal-Identifier: {}/{}\nPayload-Oxum: {}.{}\nSource-Organization: {}\n"
                         .format(seal["builder"], seal["sealed_at"][0], seal["archive"], v["name"], v["bytes"], v["files"], seal["school"]))
        for name, due in (("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"), ("bag-info.txt", info)):
            data = self.take(base + name, 16 * KIB)
            if data is not None and self.same(base + name, tag(name), data) and due and due.encode() != data:
                self.add("V113", base + name)
        mpath = base + "manifest-sha256.txt"
        m = self.manifest(mpath, tag("manifest-sha256.txt"))
        if m is None:
            self.known |= set(self.inside(base + "data"))
            return
        if seal and len(m) != v["files"]:
            self.add("V112", mpath)
        total, ok, lists = 0, True, {}
        for name, parse in (("data/seed.txt", lambda d: re.fullmatch(HEX, "\n".join(text(d, 65))) and bytes.fromhex(d.decode())),
                            ("data/leaves.txt", parse_leaves)):
            if name not in m:
                self.add("V201", base + name)
                continue
            data = self.take(base + name, 64 * MIB)
            if data is None or not self.same(base + name, m[name], data):
                ok = False
                continue
            total += len(data)
            try:
                lists[name] = parse(data)
                need(lists[name] is not None)
            except Bad:
                lists.pop(name, None)
                self.add("V201", base + name)
        seed, leaves = lists.get("data/seed.txt"), lists.get("data/leaves.txt")
        if leaves is not None:
            if seal and (len(leaves) != v["leaves"] or tree_root([bytes.fromhex(e[1]) for e in leaves]).hex() != v["root"]):
                self.add("V204", base + "data/leaves.txt")
            if {p for p in m if is_record(p)} != {e[2] for e in leaves}:
                self.add("V206", base + "data/leaves.txt")
        listed = {e[2]: e for e in leaves or []}
        for p, due in m.items():
            if not p.startswith("data/") or not path_ok(base + p):
                self.add("V111", mpath)
                ok = False
            elif p not in ("data/seed.txt", "data/leaves.txt"):
                size = self.content(base + p, due, v.get("bytes"), listed.get(p), seed, is_record(p))
                ok, total = ok and size is not None, total + (size or 0)
        if seal and ok and total != v["bytes"] and not self.opt["quick"]:
            self.add("V112", mpath)

    def content(self, path, due, most, leaf=None, seed=None, record=False):
        self.known.add(path)
        if path not in self.files:
            return self.add("V004", path)
        if most is not None and self.files[path] > most:
            return self.add("V008", path)
        if self.opt["quick"]:
            return 0
        if record and self.files[path] > 4 * MIB:
            return self.add("V008", path)
        data = slurp(os.path.join(self.root, path))
        if not self.same(path, due, data):
            return None
        if record:
            try:
                value = parse_record(data)
                need(isinstance(value.get("_salt"), str))
                if leaf and sha(b"\0" + data) != leaf[1]:
                    self.add("V203", path)
                salt = seed and hmac.new(seed, leaf[0].encode(), "sha256").hexdigest()[:32] if leaf else None
                if leaf and (value["_id"] != leaf[0] or salt and value["_salt"] != salt):
                    self.add("V205", path)
            except Bad:
                self.add("V202", path)
        return len(data)

    def verify(self):
        opt, data, seal = self.opt, None, None
        if "seal/seal.txt" not in self.files:
            self.add("V101", "seal/seal.txt")
        else:
            data = self.take("seal/seal.txt", 64 * KIB)
        if data is not None:
            if opt["expect-seal"] not in (None, sha(data)):
                self.add("V104", "seal/seal.txt")
            try:
                seal = parse_seal(data)
                if seal["serial"] < opt["min-serial"]:
                    self.add("V412", "seal/seal.txt")
            except Bad:
                m = re.match(rb"niemphong-seal/(0|[1-9][0-9]*)(\n|$)", data)
                self.add("V103" if m and m[1] != b"1" else "V102", "seal/seal.txt")
        loose = lambda p: p.split("/")[0] not in ("volumes", "evidence", "disposals", "seal")
        root = self.manifest("seal/root.sha256", seal and seal["root"][2])
        if root is None:
            self.known |= set(filter(loose, self.files))
        else:
            if seal and len(root) != seal["root"][0]:
                self.add("V112", "seal/root.sha256")
            sizes = [self.content(p, due, seal and seal["root"][1]) if loose(p) else self.add("V111", "seal/root.sha256") for p, due in root.items()]
            if seal and None not in sizes and sum(sizes) != seal["root"][1] and not opt["quick"]:
                self.add("V112", "seal/root.sha256")
        evidence, disposals = {}, {}
        for p in self.inside("evidence") + self.inside("disposals"):
            name = p.split("/", 1)[1]
            known = (rf"seal\.txt\.{ROLE}\.minisig|bien-ban\.pdf(\.{ROLE}\.minisig)?" if p.startswith("e") else
                     rf"{CLASS}\.txt(\.{ROLE}\.minisig)?")
            if not re.fullmatch(known, name):
                self.known.add(p)
                self.add("V301", p)
            else:
                limit = 32 * MIB if name.endswith("pdf") else 16 * KIB if name.endswith(".txt") else KIB
                got = self.take(p, limit)
                if got is not None:
                    (evidence if p.startswith("e") else disposals)[name] = got
                target = p.rsplit(".", 2)[0] if name.endswith(".minisig") else p
                if target != "evidence/seal.txt" and target not in self.files:
                    self.add("V004", target)
        volumes = seal["volumes"] if seal else [{"name": f[8:]} for f in self.folders if re.fullmatch("volumes/" + CLASS, f)]
        for v in volumes:
            if self.inside("volumes/" + v["name"]):
                self.volume(seal, v)
            elif v["name"] + ".txt" not in disposals:
                self.add("V120", "volumes/" + v["name"])
        if opt["quick"]:
            self.add("V801", "")
        trust = load_trust(opt, self.root, self.add)
        if seal:
            judge = Judge(seal, data, trust, opt, self.add)
            of = lambda files, stem: {n[len(stem) + 1:-8]: d for n, d in files.items() if n.startswith(stem + ".") and n.endswith(".minisig")}
            judge.judge_seal(of(evidence, "seal.txt"), evidence.get("bien-ban.pdf"), of(evidence, "bien-ban.pdf"))
            for name in [n for n in disposals if n.endswith(".txt")]:
                judge.judge_disposal(name[:-4], disposals[name], of(disposals, name), bool(self.inside("volumes/" + name[:-4])))
        for p in set(self.files) - self.known:
            self.add("V003", p)
        parents = {p[:i] for p in self.known | set(self.files) for i in range(len(p)) if p[i] == "/"} | {"evidence", "disposals"}
        for f in self.folders - parents:
            if "/" not in f or f.rsplit("/", 1)[0] in parents:
                self.add("V007", f)
        return seal, data, self.found


def verify_proof(path, opt):  # §12
    found, data = set(), slurp(path, 4 * MIB + 128 * KIB)
    add = lambda code, where: found.add((code, where))
    try:
        l = Lines(text(data, 4 * MIB + 128 * KIB))
        l.exact("niemphong-proof/1")
        volume, rid, index, leaves = l.get("volume: ", klass), l.get("record: "), l.get("index: ", number), l.get("leaves: ", number)
        need(segment(rid) and len(rid) <= 100)
        steps = [l.get("", lambda s: bytes.fromhex(tagged("sha256:" + s))) for _ in range(l.get("path: ", lambda s: number(s, 40)))]
        record = l.get("json: ").encode()
        seal_data = "".join(l.get("") + "\n" for _ in range(l.get("seal: ", lambda s: number(s, 10**6)))).encode()
        sigs = {}
        while l.peek() is not None:
            role = l.get("signature: ", one_of(ROLES))
            need(not sigs or ROLES.index(max(sigs, key=ROLES.index)) < ROLES.index(role))
            sigs[role] = "".join(l.get("") + "\n" for _ in range(4)).encode()
    except Bad:
        add("V701", "")
        load_trust(opt, None, add)
        return found
    trust, seal = load_trust(opt, None, add), None
    if opt["expect-seal"] not in (None, sha(seal_data)):
        add("V104", "seal/seal.txt")
    try:
        seal = parse_seal(seal_data)
    except Bad:
        add("V102", "seal/seal.txt")
        return found
    if seal["serial"] < opt["min-serial"]:
        add("V412", "seal/seal.txt")
    try:
        value, v = parse_record(record), next((v for v in seal["volumes"] if v["name"] == volume), None)
        h, fn, sn = hashlib.sha256(b"\0" + record).digest(), index, leaves - 1
        good = value["_id"] == rid and v and v["leaves"] == leaves and index < leaves
        for p in steps if good else []:
            good = good and sn > 0
            if fn & 1 or fn == sn:
                h = hashlib.sha256(b"\1" + p + h).digest()
                while fn and not fn & 1:
                    fn, sn = fn >> 1, sn >> 1
            else:
                h = hashlib.sha256(b"\1" + h + p).digest()
            fn, sn = fn >> 1, sn >> 1
        if not good or sn or h.hex() != v["root"]:
            add("V702", rid)
    except Bad:
        add("V202", rid)
    Judge(seal, seal_data, trust, opt, add).judge_seal(sigs)
    return found


def verify_chain(dirs, opt):  # §11
    links, found, known = [], set(), set()
    for d in dirs:
        try:
            known.add(parse_seal(slurp(os.path.join(d, "seal/seal.txt"), 64 * KIB))["serial"])
        except (Bad, OSError):
            pass
    opt = {**opt, "known": known}
    for d in dirs:
        seal, data, got = Archive(d, {**opt, "min-serial": 0, "expect-seal": None}).verify()
        links.append(((seal or {}).get("serial", 0), sha(data) if data is not None else "", d, seal, got))
    links.sort(key=lambda x: x[:3])
    for (_, da, _, a, _), (_, db, path, b, _) in zip(links, links[1:]):
        if not a or not b:
            continue
        if a["archive"].rsplit("/", 1)[0] != b["archive"].rsplit("/", 1)[0]:
            found.add(("V604", path))
        elif a["serial"] == b["serial"]:
            found |= {("V603", path)} if da != db else set()
        else:
            if b["previous"] and b["previous"][0] != a["serial"]:
                found.add(("V601", path))
            elif b["previous"] and b["previous"][1] != da:
                found.add(("V602", path))
            if b["sealed_at"][1] < a["sealed_at"][1] or not b["supersedes"] and b["archive"][-9:] < a["archive"][-9:]:
                found.add(("V605", path))
    if links and links[0][3] and links[0][3]["previous"]:
        found.add(("V606", links[0][2]))
    if links and (links[-1][0] < opt["min-serial"]):
        found.add(("V412", links[-1][2]))
    if links and opt["expect-seal"] not in (None, links[-1][1]):
        found.add(("V104", links[-1][2]))
    for n, digest, path, _, got in links:
        found |= {("V607", path)} if any(x[3] and x[3]["supersedes"] and x[3]["supersedes"][1] == digest for x in links) else set()
        found |= got
    return found


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
            read = {"as-of": date, "expect-seal": paper_digest}.get(a[2:], int)
            opt[a[2:]] = read(args.pop(0))
        else:
            places.append(a)
    if opt["chain"]:
        found = verify_chain(places, opt)
    elif places[0] == "verify-proof":
        found = verify_proof(places[1], opt)
    else:
        found = Archive(places[0], opt).verify()[2]
    codes = {c for c, _ in found} - NOTES
    return "failed" if codes - OPEN else "indeterminate" if codes else "passed", found


if __name__ == "__main__":
    if sys.argv[1:2] == ["--compare"]:
        from second_verifier_compare import compare
        sys.exit(compare(run, *sys.argv[2:5]))
    verdict, findings = run(sys.argv[1:])
    print(json.dumps({"verdict": verdict, "findings": [{"code": c, "path": p} for c, p in sorted(findings)]}))
    sys.exit({"passed": 0, "failed": 1, "indeterminate": 4}[verdict])
