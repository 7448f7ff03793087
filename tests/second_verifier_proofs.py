"""Proofs of records and seal packs (FORMAT.md §12, §16), for `second-verifier.py`."""
from second_verifier_judge import *

PROOF, PACK = 4 * MIB + 128 * KIB, 256 * MIB
OPENER = """<!DOCTYPE html>
<html lang="vi">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=browse/ban-trich.html?trich=1">
<title>Bản trích / Extract</title>
<p><a href="browse/ban-trich.html?trich=1">Mở trang giải thích / Open the page that explains</a></p>
</html>
"""

def some(lines, n):
    """The next so many lines."""
    need(n <= len(lines))
    return [lines.pop() for _ in range(n)]

def block(lines, n):
    return "".join(x + "\n" for x in some(lines, n)).encode()

def signature_files(lines, head, path, form=bytes):
    """{path: file} of the signature files that stand next."""
    out, signed_by = {}, []
    while lines and lines[-1].startswith(head):
        signed_by = roles(signed_by + [lines.pop()[len(head):]])
        out[f"{path}.{signed_by[-1]}.minisig"] = block(lines, 4)
        form(out[f"{path}.{signed_by[-1]}.minisig"])
    return out

def parse_proof(data):  # §12.1
    lines = text(data, PROOF)[::-1]
    p = take("proof", lines)
    p["path"] = [bytes.fromhex(KINDS["hex"](x)) for x in some(lines, p["steps"])]
    p |= take("json", lines)
    p["seal"] = block(lines, p["lines"])
    p["signatures"] = signature_files(lines, "signature: ", "evidence/seal.txt")
    need(record_id(p["record"]) and not lines)
    return p

def parse_print_proof(data):  # §12.3
    lines = text(data, 16 * KIB)[::-1]
    p = take("print-proof", lines)
    p["path"] = [bytes.fromhex(KINDS["hex"](x)) for x in some(lines, p["steps"])]
    need(record_id(p["record"]) and not lines)
    return p

def walk_up(leaf, p, path):
    """The root that a leaf leads to, at the place that a proof has (RFC 9162 §2.1.3.2); None if it leads nowhere."""
    h, fn, sn = leaf, p["index"], p["leaves"] - 1
    if fn > sn:
        return None
    for step in path:
        if sn == 0:
            return None
        right = fn & 1 or fn == sn
        h = hashlib.sha256(b"\1" + step + h if right else b"\1" + h + step).digest()
        while right and fn and not fn & 1:
            fn, sn = fn >> 1, sn >> 1
        fn, sn = fn >> 1, sn >> 1
    return None if sn else h.hex()

def leads(p, value, seal):  # §12.2
    v = next((v for v in seal["volume"] if v["name"] == p["volume"]), None)
    root = walk_up(hashlib.sha256(b"\0" + p["json"].encode()).digest(), p, p["path"])
    return bool(isinstance(value, dict) and value.get("_id") == p["record"] and v and v["leaves"] == p["leaves"] and
                root == v["root"])

def verify_file(path, opt):
    data = slurp(path, PROOF)
    c = Judge(None, opt)
    if data.startswith(b"niemphong-pack/1\n"):
        packed = c.read("", slurp(path, PACK), parse_pack, "V703")
        return c.found.union(*(judge_packed(p, opt) for p in packed or []))
    p = c.read("", data, parse_proof, "V701")
    c.load_trust()
    if p is None:
        return c.found
    c.data, c.texts = p["seal"], p["signatures"]
    c.read_seal()
    if c.seal is None:
        return c.found
    value = c.read(p["record"], p["json"].encode(), lambda d: parse_record(d, ()), "V202")
    if value is not None and not leads(p, value, c.seal):
        c.add("V702", p["record"])
    c.judge_seal()
    return c.found

def parse_pack(data):  # §16.2
    lines = text(data, PACK)[::-1]
    need(lines.pop() == "niemphong-pack/1" and lines)
    out, places = [], []
    while lines:
        p = {"data": block(lines, fit("seal: {n:number}", lines.pop())["n"]), "leaves": {}}
        p["seal"] = parse_seal(p["data"])
        p["texts"] = signature_files(lines, "signature: ", "evidence/seal.txt", parse_signature)
        at, order = -1, [v["name"] for v in p["seal"]["volume"]]
        while lines and lines[-1].startswith("disposal: "):
            d = fit("disposal: {volume:class} {n:number}", lines.pop())
            need(d["volume"] in order and order.index(d["volume"]) > at)
            at, name = order.index(d["volume"]), f"disposals/{d['volume']}.txt"
            p["texts"][name] = block(lines, d["n"])
            parse("disposal", p["texts"][name], 16 * KIB)
            p["texts"] |= signature_files(lines, "disposal-signature: ", name, parse_signature)
        at = -1
        while lines and lines[-1].startswith("leaves: "):
            d = fit("leaves: {volume:class} {n:number}", lines.pop())
            need(d["volume"] in order and order.index(d["volume"]) > at)
            at = order.index(d["volume"])
            p["leaves"][d["volume"]] = [bytes.fromhex(KINDS["hex"](x)) for x in some(lines, d["n"])]
        places.append((p["seal"]["archive"].encode(), p["seal"]["serial"]))
        out.append(p)
    need(places == sorted(set(places)))
    return out

def judge_packed(p, opt):  # §16.3
    c = Judge(None, opt)
    c.load_trust()
    c.data, c.texts = p["data"], p["texts"]
    c.read_seal()
    for v in c.seal["volume"]:
        leaves = p["leaves"].get(v["name"])
        if leaves is not None:
            c.files[f"volumes/{v['name']}/data/leaves.txt"] = 0
            if (len(leaves), tree_root(leaves).hex()) != (v["leaves"], v["root"]):
                c.add("V204", f"volumes/{v['name']}/data/leaves.txt")
    c.judge_seal()
    for name in [n for n in c.texts if n.startswith("disposals/") and n.endswith(".txt")]:
        c.judge_disposal(name[10:-4], name, c.texts[name])
    return c.found
