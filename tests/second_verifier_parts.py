"""Proofs, extracts and seal packs (FORMAT.md §12 and §16), for `second-verifier.py`, which does the rest."""
import importlib
import os
import re

from second_verifier_texts import expression, need, read, read_record, value

main = importlib.import_module("second-verifier")
KIB, MIB, PROOF, PACK = 2**10, 2**20, 2**22 + 2**17, 2**28
FIRST = "niemphong-pack/1\n"
COUNTED = rf"(?P<kind>seal|disposal|leaves): (?:(?P<volume>{expression('class')}) )?(?P<count>[0-9]+)\n"
SIGNED = rf"(?P<signed>signature|disposal-signature): (?P<role>{expression('role')})\n"
OPENER = """<!DOCTYPE html>
<html lang="vi">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=browse/ban-trich.html?trich=1">
<title>Bản trích / Extract</title>
<p><a href="browse/ban-trich.html?trich=1">Mở trang giải thích / Open the page that explains</a></p>
</html>
"""


def text(data, limit):  # §3
    s = data.decode("utf-8")
    need(len(data) <= limit and not re.search("[\x00-\x09\x0b-\x1f\x7f]", s) and s[-1:] in ("", "\n"))
    return s


def packed(lines):  # §12.1, §16.2
    """For each seal that is packed, {path: file} with the paths that the files have in an archive."""
    archives, at, place, statement = [], 0, (), None
    while at < len(lines):
        head = re.fullmatch(f"{COUNTED}|{SIGNED}", lines[at])
        need(head)
        volume, role, count = head["volume"], head["role"], value("number", head["count"] or "4")
        end = at + 1 + count
        need(end <= len(lines) and bool(volume) == (head["kind"] in ("disposal", "leaves")))
        term = volume and (-100 if volume == "vinh-vien" else -int(volume[:-4]))
        if head["kind"] == "seal":
            archives.append({})
            place, now, path = (), (0,), main.SEAL
        elif head["signed"] == "signature":
            now, path = (1, main.ROLES.index(role)), f"evidence/seal.txt.{role}.minisig"
        elif head["kind"] == "disposal":
            now, path = (2, term), f"disposals/{volume}.txt"
            statement = path
        elif head["kind"] == "leaves":
            now, path = (3, term), f"volumes/{volume}/data/leaves.txt"
        else:
            need(place[:1] == (2,))
            now, path = (*place[:2], main.ROLES.index(role)), f"{statement}.{role}.minisig"
        need(archives and now > place)
        archives[-1][path] = "".join(lines[at + 1:end]).encode()
        place, at = now, end
    return archives


def read_proof(data):  # §12.1
    s = text(data, PROOF)
    p = value("proof", s)
    (files,) = packed([f"seal: {p.seal}\n", *p.line])
    need(p.path == len(p.hex64) <= 40)
    need(all(path == main.SEAL or path.startswith("evidence/") for path in files))
    p.json, p.seal = s.split("\n")[6 + p.path].removeprefix("json: ").encode(), files.pop(main.SEAL)
    p.signatures, p.steps = files, [step.hex64 for step in p.hex64]
    return p


def led(leaf, index, leaves, steps):  # §12.2
    """The root to which hashes lead from a leaf at its place, down the tree as RFC 6962 §2.1 splits it."""
    need(index < leaves and (leaves > 1) == bool(steps))
    if not steps:
        return leaf
    *below, beside = steps
    half = 1 << (leaves - 1).bit_length() - 1
    if index < half:
        return main.node(led(leaf, index, half, below), beside)
    return main.node(beside, led(leaf, index - half, leaves - half, below))


def check(p, seal):  # §12.2
    """The record of a proof, which leads to the seal, and its volume."""
    (v,), record = [v for v in seal.volume if v.volume == p.volume], read_record(p.json)
    need(record["_id"] == p.record and v.leaves == p.leaves)
    need(led(main.sha(b"\0" + p.json), p.index, p.leaves, p.steps) == v.leaves_root)
    return record, v


def judge_proof(p, asked):  # §12.2
    c = main.Sealed(asked)
    c.read_seal(p.seal)
    c.as_asked()
    if c.seal:
        c.texts = p.signatures
        check(p, c.seal)
        c.judge()
    return c.doubts


def judge_pack(archives, asked):  # §16.3
    doubts, places = set(), []
    for files in archives:
        c = main.Sealed(asked)
        c.seal = main.read_seal(files[main.SEAL])
        c.read_seal(files.pop(main.SEAL))
        c.as_asked()
        for v in c.seal.volume:
            path = f"volumes/{v.volume}/data/leaves.txt"
            leaves = text(files.pop(path), PACK) if path in files else None
            if leaves is not None:
                hashes = re.findall("([0-9a-f]{64})\n", leaves)
                need(len("".join(hashes)) + len(hashes) == len(leaves) and len(hashes) == v.leaves)
                need(main.tree_root(hashes) == v.leaves_root)
                c.files[path] = len(leaves)
        need(not any(path.startswith("volumes") for path in files))
        c.texts = files
        doubts |= c.judge()
        places.append((c.seal.archive.encode(), c.seal.serial))
    need(places and places == sorted(set(places)))
    return doubts


class Extract(main.Archive):  # §12.3
    """The folder of an extract."""
    def verify(self):
        self.walk()
        self.read_seal(self.take(main.SEAL, 64 * KIB))
        self.as_asked()
        most, prints = self.seal.bytes if self.seal else 2**64, {}
        for path, due in self.manifest(main.ROOT, self.seal and self.seal.digest).items():
            if path.startswith("browse/") and path in self.files or path == main.PRINTS:
                data = self.take(path, min(most, 16 * KIB) if path == main.PRINTS else most, due)
                if path == main.PRINTS:
                    roots = read("prints", data).volume
                    main.longest_first(roots)
                    prints = {root.volume: root.hex64 for root in roots}
        need(self.take("doc-truoc.html", MIB) == OPENER.encode())
        self.evidence("evidence")
        if self.seal:
            self.judge()
            self.records(prints)
        else:
            self.known |= {path for path in self.files if path == "muc-luc.js" or path.startswith("ho-so/")}
        self.closed("evidence")
        return self.doubts

    def records(self, prints):
        index = {}
        for path in self.inside("ho-so"):
            rid, _, name = path[6:].partition("/")
            if name:
                value("record-id", rid)
                index.setdefault(rid, []).extend([] if "/" in name else [name])
        need(index)
        for rid, names in index.items():
            self.record(rid, names, prints)
        lines = ["[" + ",".join(f'"{x}"' for x in (rid, *sorted(index[rid]))) + "]" for rid in sorted(index)]
        due = "window.niemphongTrich = [\n" + ",\n".join(lines) + "\n];\n"
        need(self.take("muc-luc.js", MIB) == due.encode())

    def record(self, rid, names, prints):
        at = f"ho-so/{rid}/"
        mine = {path: data for path, data in self.texts.items() if path.startswith("evidence/seal.txt.")}
        p = read_proof(self.take(at + "chung-minh.txt", PROOF))
        record, v = check(p, self.seal)
        need((p.record, p.seal, p.signatures) == (rid, self.data, mine))
        need(self.take(at + "ho-so.json", 4 * MIB) == p.json)
        if {"ban-in.pdf", "chung-minh-ban-in.txt"} & {*names}:
            self.printed(p, main.sha(self.take(at + "ban-in.pdf", v.bytes)),
                         self.take(at + "chung-minh-ban-in.txt", 16 * KIB), prints.get(p.volume))
        kept = record.get("tep_kem_niem_phong")
        for n, item in enumerate(kept if isinstance(kept, list) else [], 1):
            name = min(name for name in names if name.startswith(f"tep-{n}."))
            due = item.get("sha256") if isinstance(item, dict) else None
            if isinstance(due, str) and re.fullmatch("[0-9a-f]{64}", due):
                self.take(at + name, v.bytes, due)

    def printed(self, p, digest, proof, root):  # §7.6
        s = text(proof, 16 * KIB)
        q = value("print-proof", s)
        leaf = main.print_leaf(s.split("\n")[2].removeprefix("salt: "), p.record, digest)
        need(q.record == p.record and q.path == len(q.hex64) <= 40)
        need(led(leaf, p.index, p.leaves, [step.hex64 for step in q.hex64]) == root)


def verify_part(path, asked):
    """The clauses that leave the verdict on a proof, a pack or an extract open."""
    if os.path.isdir(path):
        return Extract(asked, path).verify()
    data = main.slurp(path, PACK)
    if data.startswith(FIRST.encode()):
        return judge_pack(packed(re.findall("[^\n]*\n", text(data, PACK)[len(FIRST):])), asked)
    return judge_proof(read_proof(data), asked)
