"""Readers of every text of the format (FORMAT.md), for `second-verifier.py`: each gives values or raises Bad."""
import base64, datetime, hashlib, hmac, json, re
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MIB, KIB, PRINTS = 1 << 20, 1 << 10, "browse/ban-in.txt"
ROLES = ["hieu_truong", "van_thu", "thanh_tra", "so_gddt"]
ROLE, CLASS, HEX = "(" + "|".join(ROLES) + ")", "(vinh-vien|[1-9][0-9]?-nam)", "[0-9a-f]{64}"
HIDDEN = re.compile("[\x00-\x1f\x7f-\xa0\xad\u0300-\u036f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff"
                    "\u1dc0-\u1dff\u2000-\u200f\u2028-\u202f\u205f-\u206f\u20d0-\u20ff\u2800\u3000\u3164\ue000-\uf8ff"
                    "\ufdd0-\ufdef\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff]")
P = 2**255 - 19  # §8.4, and the y coordinates of points of small order
SMALL = {0, 1, P - 1, *(int.from_bytes(bytes.fromhex(h), "little") for h in (
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"))}

class Bad(Exception):
    """A text that breaks its grammar."""

def need(condition):
    if not condition:
        raise Bad

def sha(data):
    return hashlib.sha256(data).hexdigest()

def slurp(path, limit=None):
    with open(path, "rb") as f:
        return f.read(limit and limit + 1)

# --- §3, §4.1: words. Each reader gives a value or raises Bad. ---

def matching(pattern, value=str):
    return lambda s: value(s) if re.fullmatch(pattern, s) else need(False)

def path_ok(p):
    segment = r"(?!(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$))[a-z0-9][a-z0-9._-]*(?<!\.)"
    return len(p) <= 180 and p.count("/") < 12 and all(re.fullmatch(segment, s) for s in p.split("/"))

def record_id(s):
    return len(s) <= 100 and "/" not in s and path_ok(s)

def number(s, top=2**64 - 1, least=0):
    need(re.fullmatch("0|[1-9][0-9]{0,19}", s) and least <= int(s) <= top)
    return int(s)

def line_text(s):
    need(0 < len(s.encode()) <= 400 and not HIDDEN.search(s) and not s[0].isspace() and not s[-1].isspace())
    return s

def date(s):
    need(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", s) and s >= "1900")
    try:
        return datetime.date.fromisoformat(s)
    except ValueError:
        raise Bad

def moment(s):
    """The date as written, and seconds from some fixed moment."""
    m = re.fullmatch(r"(.{10})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(Z|([+-])(0\d|1[0-4]):([0-5]\d))", s, re.ASCII)
    need(m and m[5] != "-00:00")
    offset = 0 if m[5] == "Z" else (int(m[7]) * 60 + int(m[8])) * (-1 if m[6] == "-" else 1)
    return date(m[1]), ((date(m[1]).toordinal() * 24 + int(m[2])) * 60 + int(m[3]) - offset) * 60 + int(m[4])

def archive_id(s):
    m = re.fullmatch(r"vn/[0-9a-z][0-9a-z-]{0,7}/[0-9a-z][0-9a-z-]{0,31}/([0-9]{4})-([0-9]{4})", s)
    need(m and int(m[2]) == int(m[1]) + 1 and int(m[1]) >= 1900)
    return s

def roles(words):
    at = [ROLES.index(matching(ROLE)(x)) for x in words]
    need(at == sorted(set(at)))
    return words

def b64(s, length):
    try:
        raw = base64.b64decode(s, validate=True)
    except ValueError:
        raise Bad
    need(len(raw) == length and base64.b64encode(raw).decode() == s)
    return raw

def public_key(s):
    raw = b64(s, 42)
    y = int.from_bytes(raw[10:], "little") & (2**255 - 1)
    need(raw[:2] == b"Ed" and y < P and y not in SMALL)
    return raw

def paper_digest(s):  # §5.4
    return matching(HEX)(re.sub(r"[\s:.\u2013-]", "", s.lower()).removeprefix("sha256"))

KINDS = {
    "any": str, "number": number, "serial": lambda s: number(s, 2**32 - 1, 1), "steps": lambda s: number(s, 40),
    "salt": matching("[0-9a-f]{32}"), "text": line_text, "quoted": lambda s: matching(r'[^"\\]*')(line_text(s)),
    "pattern": lambda s: matching(r"[a-z0-9/-]*\*?")(line_text(s)), "ascii": matching("[ -~]+"), "time": moment,
    "digest": matching("sha256:" + HEX, lambda s: s[7:]), "hex": matching(HEX), "class": matching(CLASS), "date": date,
    "ref": lambda s: (KINDS["serial"](s.partition(" ")[0]), KINDS["digest"](s.partition(" ")[2])), "id": archive_id,
    "keep": lambda s: s if s == "permanent" else date(s), "key": public_key, "role": matching(ROLE),
    "until": lambda s: datetime.date.max if s == "open" else date(s), "roles": lambda s: roles(s.split(" ")),
    "list": lambda s: roles(s.split(", ")), "b64-74": lambda s: b64(s, 74), "b64-64": lambda s: b64(s, 64),
}

# --- The grammars of §5.2, §7.6, §8.2, §9.2, §10.1, §12.1. "|" ends a line; {name:kind} is a value in it, with "?" after
# the kind it may be `none`. "+rule" is one or more items of a rule, "*rule" any number, "?rule" one or none, "@rule" a
# YAML list, maybe []. ---

GRAMMAR = {name: rows.split("|") for name, rows in {
    "seal": "niemphong-seal/1|archive: {archive:id}|serial: {serial:serial}|school: {school:text}|"
            "sealed-at: {sealed:time}|previous: {previous:ref?}|supersedes: {supersedes:ref?}|reason: {reason:text?}|"
            "suite: sha256+minisign|input: {input:digest?}|builder: {builder:text}|+volume|"
            "root: files={files:number} bytes={bytes:number} {root:digest}|require: {require:roles}",
    "volume": "volume: {name:class} keep-until={keep:keep} files={files:number} bytes={bytes:number} "
              "tagmanifest={tags:digest} leaves={leaves:number} leaves-root={root:digest}",
    "signature": "untrusted comment: signature from minisign secret key|{main:b64-74}|trusted comment: {comment:ascii}|"
                 "{global:b64-64}",
    "trust": "niemphong-trust: 1|version: {version:serial}|issued: {issued:date}|expires: {expires:date}|roots:|"
             "  threshold: {threshold:number}|  keys:|+root|@keys|@policies|@holds|@paper-seals|@paper-disposals",
    "root": "    - {key:key}",
    "keys": '  - key: {key:key}|    holder: "{holder:quoted}"|    role: {role:role}|    school: "{school:quoted}"|'
            "    valid-from: {from:date}|    valid-to: {to:date}|?revoked|?successor",
    "revoked": '    revoked:|      on: {on:date}|      reason: "{reason:quoted}"|      compromised-since: {since:date}',
    "successor": "    successor: {key:key}",
    "policies": '  - archives: "{archives:pattern}"|    require: [{require:list}]|    threshold: {threshold:number}',
    "holds": '  - archive: "{archive:id}"|    volume: {volume:class}|    from: {from:date}|    until: {until:until}|'
             '    order: "{order:quoted}"',
    "paper-seals": '  - archive: "{archive:id}"|    serial: {serial:serial}|    received: {received:date}|'
                   '    seal: "{seal:digest}"',
    "paper-disposals": '  - archive: "{archive:id}"|    serial: {serial:serial}|    volume: {volume:class}|'
                       '    received: {received:date}|    statement: "{statement:digest}"',
    "disposal": "niemphong-disposal/1|archive: {archive:id}|serial: {serial:serial}|seal: {seal:digest}|"
                "volume: {volume:class}|keep-until: {keep:keep}|tagmanifest: {tags:digest}|disposed-on: {on:date}|"
                "decision: {decision:text}|decision-date: {decided:date}|authority: {authority:text}|"
                "minutes: {minutes:text}|basis: {basis:text}|method: {method:text}",
    "proof": "niemphong-proof/1|volume: {volume:class}|record: {record:any}|index: {index:number}|"
             "leaves: {leaves:number}|path: {steps:steps}",
    "prints": "niemphong-prints/1|*print-root", "print-root": "volume: {name:class} {root:hex}",
    "json": "json: {json:any}|seal: {lines:number}",
    "print-proof": "niemphong-print-proof/1|record: {record:any}|salt: {salt:salt}|path: {steps:steps}",
}.items()}

def text(data, limit):  # §3
    need(len(data) <= limit)
    try:
        s = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad
    need(not s.startswith("\ufeff") and not re.search("[\x00-\x09\x0b-\x1f\x7f]", s) and (not s or s.endswith("\n")))
    return s.split("\n")[:-1]

def fit(row, line):
    """The values of one line."""
    part = re.split(r"\{(\w+):([\w-]+\??)\}", row)  # literal, name, kind, literal, ...
    value = "(.*)" if len(part) == 4 else "([^ ]*)"
    m = re.fullmatch(value.join(map(re.escape, part[::3])), line)
    need(m)
    return {name: None if kind[-1] == "?" and s == "none" else KINDS[kind.rstrip("?")](s)
            for name, kind, s in zip(part[1::3], part[2::3], m.groups())}

def take(rule, lines):
    """What a rule reads from the end of `lines`, which stand in reverse."""
    begins = lambda name: lines and lines[-1].startswith(GRAMMAR[name][0].partition("{")[0])
    out = {}
    for row in GRAMMAR[rule]:
        mark, name = row[:1], row[1:]
        head = fit(name + ":{rest:any}", lines.pop() if lines else "")["rest"] if mark == "@" else ""
        if mark in tuple("+@"):
            need(head in ("", " []"))
            out[name] = [take(name, lines)] if head == "" else []
            while head == "" and begins(name):
                out[name].append(take(name, lines))
        elif mark == "*":
            out[name] = []
            while begins(name):
                out[name].append(take(name, lines))
        elif mark == "?":
            out[name] = take(name, lines) if begins(name) else None
        else:
            need(lines)
            out |= fit(row, lines.pop())
    return out

def parse(rule, data, limit):
    lines = text(data, limit)[::-1]
    out = take(rule, lines)
    need(not lines)
    return out

def parse_seal(data):  # §5.2
    s = parse("seal", data, 64 * KIB)
    s["id"], s["number"] = f"archive={s['archive']} serial={s['serial']}", s["serial"]
    s["others"] = [x for x in (s["previous"], s["supersedes"]) if x]
    need(all(n < s["serial"] for n, _ in s["others"]) and (s["previous"] is None) == (s["serial"] == 1))
    need((s["supersedes"] is None) == (s["reason"] is None))
    years = [1000 if v["name"] == "vinh-vien" else int(v["name"][:-4]) for v in s["volume"]]
    need(years == sorted(set(years), reverse=True))
    for v, n in zip(s["volume"], years):
        need((v["keep"] == "permanent") == (n == 1000))
        need(n == 1000 or v["keep"].year >= int(s["archive"][-9:-5]) + n)
    return s

def parse_trust(data):  # §9.2
    t = parse("trust", data, 8 * MIB)
    t["roots"] = [r["key"] for r in t["root"]]
    every, papers = t["roots"] + [k["key"] for k in t["keys"]], [(p["archive"], p["serial"]) for p in t["paper-seals"]]
    need(t["issued"] <= t["expires"] and 1 <= t["threshold"] <= len(t["roots"]) <= 9)
    need(len(set(every)) == len(every) and len(set(papers)) == len(papers))
    need(all(k["from"] <= k["to"] for k in t["keys"]))
    need(all(k["revoked"]["since"] <= k["revoked"]["on"] for k in t["keys"] if k["revoked"]))
    need(all(1 <= p["threshold"] <= len(p["require"]) for p in t["policies"]))
    return t

def parse_manifest(data):  # §6.1
    lines = text(data, 64 * MIB)
    need(len(lines) <= 500000 and all(re.fullmatch(HEX + "  .+", x) and path_ok(x[66:]) for x in lines))
    paths = [x[66:] for x in lines]
    files = set(paths)
    need(paths == sorted(files) and not any(p[:m.start()] in files for p in paths for m in re.finditer("/", p)))
    return {x[66:]: x[:64] for x in lines}

def parse_signature(data):  # §8.2
    s = parse("signature", data, KIB)
    need(s["main"][:2] == b"ED")
    return s

def is_record(p):  # §7.3
    return p.startswith("data/") and not p.startswith("data/tep/") and p.endswith(".json")

def parse_leaves(data):  # §7.1
    out = [line.split(" ") for line in text(data, 64 * MIB)]
    need(all(len(e) == 4 and e[0] == str(i) and record_id(e[1]) and KINDS["hex"](e[2]) and
             path_ok(e[3]) and is_record(e[3]) for i, e in enumerate(out)))
    ids = [e[1] for e in out]
    need(ids == sorted(set(ids)) and len({e[3] for e in out}) == len(out))
    return [e[1:] for e in out]

def parse_record(data, keys):  # §7.2, RFC 8785
    def pairs(items):
        need(len(dict(items)) == len(items))
        return dict(sorted(items, key=lambda kv: kv[0].encode("utf-16-be", "surrogatepass")))

    def strings(v, depth=0):
        need(depth <= 32 and isinstance(v, (str, list, dict)))
        for x in v.values() if isinstance(v, dict) else v if isinstance(v, list) else []:
            strings(x, depth + 1)
    try:
        need(len(data) <= 4 * MIB)
        value = json.loads(data.decode("utf-8"), object_pairs_hook=pairs)
        strings(value)
        need(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() == data)
    except (ValueError, RecursionError):
        raise Bad
    need(not keys or isinstance(value, dict) and all(isinstance(value.get(key), str) for key in keys))
    return value

def tree_root(leaves):  # §7.4
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree_root(leaves[:k]) + tree_root(leaves[k:])).digest()

def salt(seed, message):  # §7.2, §7.6
    return hmac.new(bytes.fromhex(seed), message.encode(), "sha256").hexdigest()[:32]

def print_leaf(salt, record, digest):  # §7.6
    return hashlib.sha256(f"\0niemphong-print/1 {salt} {record} {digest}".encode()).digest()

def prints_root(seed, leaves, manifest):
    return tree_root([print_leaf(salt(seed, "print " + e[0]), e[0], manifest.get(e[2][:-4] + "pdf", "none"))
                      for e in leaves]).hex()

def parse_prints(data):
    roots = parse("prints", data, 16 * KIB)["print-root"]
    years = [100 if r["name"] == "vinh-vien" else int(r["name"][:-4]) for r in roots]
    need(years == sorted(set(years), reverse=True))
    return {r["name"]: r["root"] for r in roots}

def signed(s, key, content):  # §8.4
    try:
        public = Ed25519PublicKey.from_public_bytes(key[10:])
        public.verify(s["main"][10:], hashlib.blake2b(content).digest())
        public.verify(s["global"], s["main"][10:] + s["comment"].encode())
        return True
    except (InvalidSignature, ValueError):
        return False
