"""Readers of every text of the format (FORMAT.md), for `second-verifier.py`: each returns values or raises Bad."""
import base64, datetime, hashlib, json, re
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ROLES = ["hieu_truong", "van_thu", "thanh_tra", "so_gddt"]
ROLE = "(?:" + "|".join(ROLES) + ")"
HEX, NUM = "[0-9a-f]{64}", "(?:0|[1-9][0-9]{0,19})"
CLASS = "(?:vinh-vien|[1-9][0-9]?-nam)"
DEVICE = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)")
SEGMENT = re.compile(r"[a-z0-9][a-z0-9._-]*")
MIB, KIB = 1 << 20, 1 << 10
sha = lambda data: hashlib.sha256(data).hexdigest()


class Bad(Exception):
    """A text that breaks its grammar."""


def need(condition):
    if not condition:
        raise Bad


def segment(s):
    return bool(SEGMENT.fullmatch(s)) and not s.endswith(".") and not DEVICE.match(s)


def path_ok(p):
    return len(p) <= 180 and p.count("/") < 12 and all(map(segment, p.split("/")))


def text(data, limit):  # §3
    need(len(data) <= limit)
    try:
        s = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad
    need(not s.startswith("\ufeff") and not re.search("[\x00-\x09\x0b-\x1f\x7f]", s) and (not s or s.endswith("\n")))
    return s.split("\n")[:-1]


HIDDEN = re.compile("[\x00-\x1f\x7f-\xa0\xad\u0300-\u036f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff"
                    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u20d0-\u20ff\u2800\u3000\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f"
                    "\ufe20-\ufe2f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff]")


def line_text(s):
    need(0 < len(s.encode()) <= 400 and not HIDDEN.search(s) and not s[0].isspace() and not s[-1].isspace())
    return s


def date(s):
    need(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", s))
    try:
        d = datetime.date.fromisoformat(s)
    except ValueError:
        raise Bad
    need(d.year >= 1900)
    return d


def moment(s):
    m = re.fullmatch(r"(.{10})T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(Z|([+-])(0[0-9]|1[0-4]):([0-5][0-9]))", s)
    need(m and m[5] != "-00:00")
    off = 0 if m[5] == "Z" else (int(m[7]) * 60 + int(m[8])) * (-1 if m[6] == "-" else 1)
    d = date(m[1])
    return d, d.toordinal() * 86400 + int(m[2]) * 3600 + int(m[3]) * 60 + int(m[4]) - off * 60


def number(s, top=2**64 - 1):
    need(re.fullmatch(NUM, s) and int(s) <= top)
    return int(s)


def serial(s):
    n = number(s, 2**32 - 1)
    need(n)
    return n


def archive_id(s):
    m = re.fullmatch(r"vn/[0-9a-z][0-9a-z-]{0,7}/([0-9a-z][0-9a-z-]{0,31})/([0-9]{4})-([0-9]{4})", s)
    need(m and int(m[3]) == int(m[2]) + 1 and int(m[2]) >= 1900)
    return s


def keep_until(s):
    return s if s == "permanent" else date(s)


def roles(s, sep):
    r = s.split(sep)
    need(all(x in ROLES for x in r) and all(ROLES.index(a) < ROLES.index(b) for a, b in zip(r, r[1:])))
    return r


def tagged(s):
    need(re.fullmatch("sha256:" + HEX, s))
    return s[7:]


def one_of(values):
    def read(s):
        need(s in values)
        return s
    return read


def klass(s):
    need(re.fullmatch(CLASS, s))
    return s


def rank(c):
    return -1000 if c == "vinh-vien" else -int(c[:-4])


def optional(read):
    return lambda s: None if s == "none" else read(s)


class Lines:
    def __init__(self, lines):
        self.lines, self.at = lines, 0

    def peek(self):
        return self.lines[self.at] if self.at < len(self.lines) else None

    def get(self, prefix, read=str):
        line = self.peek()
        need(line is not None and line.startswith(prefix))
        self.at += 1
        return read(line[len(prefix):])

    def exact(self, line):
        need(self.get("") == line)

    def end(self):
        need(self.at == len(self.lines))


def parse_seal(data):  # §5.2
    l, s = Lines(text(data, 64 * KIB)), {}
    l.exact("niemphong-seal/1")
    s["archive"], s["serial"] = l.get("archive: ", archive_id), l.get("serial: ", serial)
    s["school"], s["sealed_at"] = l.get("school: ", line_text), l.get("sealed-at: ", moment)

    def ref(v):
        a, _, b = v.partition(" ")
        need(serial(a) < s["serial"])
        return serial(a), tagged(b)
    s["previous"], s["supersedes"] = l.get("previous: ", optional(ref)), l.get("supersedes: ", optional(ref))
    reason = l.get("reason: ", optional(line_text))
    need((s["previous"] is None) == (s["serial"] == 1) and (s["supersedes"] is None) == (reason is None))
    l.exact("suite: sha256+minisign")
    l.get("input: ", optional(tagged))
    s["builder"], s["volumes"] = l.get("builder: ", line_text), []
    while (l.peek() or "").startswith("volume: ") or not s["volumes"]:
        m = re.fullmatch(rf"({CLASS}) keep-until=(\S+) files=({NUM}) bytes=({NUM}) tagmanifest=(\S+) leaves=({NUM}) "
                         r"leaves-root=(\S+)", l.get("volume: "))
        need(m)
        v = dict(name=m[1], keep=keep_until(m[2]), files=number(m[3]), bytes=number(m[4]), tags=tagged(m[5]),
                 leaves=number(m[6]), root=tagged(m[7]))
        need((v["keep"] == "permanent") == (v["name"] == "vinh-vien"))
        need(v["keep"] == "permanent" or v["keep"].year >= int(s["archive"][-9:-5]) + int(v["name"][:-4]))
        need(not s["volumes"] or rank(s["volumes"][-1]["name"]) < rank(v["name"]))
        s["volumes"].append(v)
    m = re.fullmatch(rf"files=({NUM}) bytes=({NUM}) (\S+)", l.get("root: "))
    need(m)
    s["root"] = number(m[1]), number(m[2]), tagged(m[3])
    s["require"] = l.get("require: ", lambda v: roles(v, " "))
    l.end()
    return s


def parse_manifest(data):  # §6.1
    out, last = {}, ""
    lines = text(data, 64 * MIB)
    need(len(lines) <= 500000)
    for line in lines:
        need(re.fullmatch(HEX + "  .+", line) and path_ok(line[66:]) and line[66:] > last)
        last = line[66:]
        out[last] = line[:64]
    need(not any(p[:i] in out for p in out for i in range(len(p)) if p[i] == "/"))
    return out


def parse_leaves(data):  # §7.1
    out, last = [], ""
    for i, line in enumerate(text(data, 64 * MIB)):
        part = line.split(" ")
        need(len(part) == 4 and part[0] == str(i) and segment(part[1]) and len(part[1]) <= 100 and part[1] > last)
        need(re.fullmatch(HEX, part[2]) and path_ok(part[3]) and is_record(part[3]))
        last = part[1]
        out.append(part[1:])
    need(len({e[2] for e in out}) == len(out))
    return out


def is_record(p):
    return p.startswith("data/") and not p.startswith("data/tep/") and p.endswith(".json")


def parse_record(data):  # §7.2, RFC 8785
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
    need(isinstance(value, dict) and isinstance(value.get("_id"), str))
    return value


def tree_root(leaves):  # §7.4
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree_root(leaves[:k]) + tree_root(leaves[k:])).digest()


def b64(s, length):
    try:
        raw = base64.b64decode(s, validate=True)
    except ValueError:
        raise Bad
    need(len(raw) == length and base64.b64encode(raw).decode() == s)
    return raw


P = 2**255 - 19
SMALL = {0, 1, P - 1, *(int.from_bytes(bytes.fromhex(h), "little") for h in (
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"))}


def public_key(s):
    raw = b64(s, 42)
    y = int.from_bytes(raw[10:], "little") & (2**255 - 1)
    need(raw[:2] == b"Ed" and y < P and y not in SMALL)
    return raw


def parse_signature(data):  # §8.2
    l = Lines(text(data, KIB))
    l.exact("untrusted comment: signature from minisign secret key")
    first = l.get("", lambda s: b64(s, 74))
    comment = l.get("trusted comment: ")
    need(first[:2] == b"ED" and re.fullmatch("[ -~]+", comment))
    last = l.get("", lambda s: b64(s, 64))
    l.end()
    return first[2:10], comment, first[10:], last


def signed(signature, key, content):  # §8.4
    _, comment, sig, last = signature
    try:
        pub = Ed25519PublicKey.from_public_bytes(key[10:])
        pub.verify(sig, hashlib.blake2b(content).digest())
        pub.verify(last, sig + comment.encode())
        return True
    except (InvalidSignature, ValueError):
        return False


def quoted(read=line_text):
    def inner(s):
        need(len(s) > 1 and s[0] == s[-1] == '"' and not set(s[1:-1]) & {'"', "\\"})
        return read(line_text(s[1:-1]))
    return inner


def parse_trust(data):  # §9.2
    l, t = Lines(text(data, 8 * MIB)), {}
    l.exact("niemphong-trust: 1")
    t["version"], t["issued"], t["expires"] = l.get("version: ", serial), l.get("issued: ", date), l.get("expires: ", date)
    l.exact("roots:")
    t["threshold"] = l.get("  threshold: ", number)
    l.exact("  keys:")
    t["roots"] = []
    while (l.peek() or "").startswith("    - "):
        t["roots"].append(l.get("    - ", public_key))

    def items(name, first, fields):
        out, rest = [], l.get(name + ":")
        need(rest in ("", " []"))
        while rest == "" and (not out or (l.peek() or "").startswith(first)):
            item = {}
            for prefix, read in fields:
                lead = ("    " if item else "  - ") + prefix
                if read is None:
                    if l.peek() == "    revoked:":
                        l.exact("    revoked:")
                        item["revoked"] = [l.get("      on: ", date), l.get("      reason: ", quoted()),
                                           l.get("      compromised-since: ", date)]
                elif prefix != "successor: " or (l.peek() or "").startswith(lead):
                    item[prefix[:-2]] = l.get(lead, read)
            out.append(item)
        return out

    def role_list(s):
        need(s[:1] == "[" and s[-1:] == "]")
        return roles(s[1:-1], ", ")
    aid = ("archive: ", quoted(archive_id))
    t["keys"] = items("keys", "  - key: ", [("key: ", public_key), ("holder: ", quoted()), ("role: ", one_of(ROLES)),
                      ("school: ", quoted()), ("valid-from: ", date), ("valid-to: ", date), ("revoked", None),
                      ("successor: ", public_key)])
    t["policies"] = items("policies", "  - archives: ", [("archives: ", quoted()), ("require: ", role_list), ("threshold: ", number)])
    t["holds"] = items("holds", "  - archive: ", [aid, ("volume: ", klass), ("from: ", date),
                       ("until: ", lambda s: datetime.date.max if s == "open" else date(s)), ("order: ", quoted())])
    t["papers"] = items("paper-seals", "  - archive: ", [aid, ("serial: ", serial), ("received: ", date), ("seal: ", quoted(tagged))])
    t["paper_d"] = items("paper-disposals", "  - archive: ", [aid, ("serial: ", serial), ("volume: ", klass), ("received: ", date),
                         ("statement: ", quoted(tagged))])
    l.end()
    every = t["roots"] + [k["key"] for k in t["keys"]]
    need(t["issued"] <= t["expires"] and 1 <= t["threshold"] <= len(t["roots"]) <= 9 and len(set(every)) == len(every))
    need(all(k["valid-from"] <= k["valid-to"] and ("revoked" not in k or k["revoked"][2] <= k["revoked"][0]) for k in t["keys"]))
    need(all(re.fullmatch(r"[a-z0-9/-]*\*?", p["archives"]) and 1 <= p["threshold"] <= len(p["require"]) for p in t["policies"]))
    need(len({(p["archive"], p["serial"]) for p in t["papers"]}) == len(t["papers"]))
    return t


def slurp(path, limit=None):
    with open(path, "rb") as f:
        return f.read(limit and limit + 1)
