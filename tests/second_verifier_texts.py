"""Reads the texts of FORMAT.md for `second-verifier.py`: by its ABNF, turned into regular expressions, and
by what the document says beside it. A text that breaks its grammar is a ValueError."""
import base64
import datetime
import functools
import json
import pathlib
import re
from types import SimpleNamespace

FORMAT = pathlib.Path(__file__).resolve().parent.parent / "src/archive/FORMAT.md"
RULE = re.compile(r"^    ([a-z0-9-]+) += (.*\n(?:     +.*\n)*)", re.M)
TOKEN = re.compile(r'([0-9]*\*?[0-9]*)(?:(?:%s)?"([^"]*)"|%x(..)-(..)|([A-Za-z][A-Za-z0-9-]*)|([][()/]))')
HOLE = re.compile(r"<([a-z0-9-]+):([a-z0-9#-]+)(\{[0-9,]+\})?>")
CORE = {"DIGIT": "[0-9]", "ALPHA": "[A-Za-z]", "OCTET": "[^\n]", "SP": " ", "LF": "\n", "DQUOTE": '"'}
HIDDEN = ("\x00-\x1f\x7f-\xa0\xad\u0300-\u036f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff"
          "\u1dc0-\u1dff\u2000-\u200f\u2028-\u202f\u205f-\u206f\u20d0-\u20ff\u2800\u3000\u3164\ue000-\uf8ff"
          "\ufdd0-\ufdef\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff")
RULES = {  # what goes before the document's ABNF: <name:rule> is a value, <name:rule{1,9}> a list of values
    "date": "(?:19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}",
    "zone": "Z|(?!-00:00)[+-](?:0[0-9]|1[0-4]):[0-5][0-9]",
    "class": "vinh-vien|[1-9][0-9]?-nam",
    "segment": r"(?!(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?![a-z0-9_-]))[a-z0-9][a-z0-9._-]*(?<!\.)",
    "line-text": f"(?! )[^{HIDDEN}]+(?<! )",
    "quoted": rf'"(?! )[^{HIDDEN}"\\]+(?<! )"',
    "archives": r"[a-z0-9/-]*\*|<id:archive-id>",
    "base64-74": "[A-Za-z0-9+/]{98}[AEIMQUYcgkosw048]=",
    "base64-64": "[A-Za-z0-9+/]{85}[AQgw]==",
    "seed": "<hex64:hex64>\n",
    "other-seal": "niemphong-seal/(?!1(?:\n|$))<version:number>(?:\n(?s:.*))?",
}


def need(condition):
    if not condition:
        raise ValueError


def limited(most, measure, meaning=str):
    return lambda s: need(measure(s) <= most) or meaning(s)


def octets(s):
    return len(s.encode())


def archive_id(s):  # §3
    need(1900 <= int(s[-9:-5]) == int(s[-4:]) - 1)
    return s


def public_key(s):  # §8.4: y is reduced, and not that of a point of small order
    raw, p = base64.b64decode(s), 2**255 - 19
    y, eighth = int.from_bytes(raw[10:], "little") % 2**255, int.from_bytes(EIGHTH, "little")
    need(raw[:2] == b"Ed" and y < p and y not in (0, 1, p - 1, eighth, p - eighth))
    return raw


EIGHTH = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
MEANING = {
    "number": limited(2**64 - 1, int, int),
    "serial": limited(2**32 - 1, int, lambda s: need(s != "0") or int(s)),
    "digest": lambda s: s[7:],
    "date": datetime.date.fromisoformat,
    "time": lambda s: datetime.datetime.fromisoformat(s.replace("Z", "+00:00")),
    "keep-until": lambda s: s if s == "permanent" else datetime.date.fromisoformat(s),
    "archive-id": archive_id,
    "code32": str,
    "path": limited(180, len, lambda s: need(s.count("/") < 12) or s),
    "record-id": limited(100, len),
    "line-text": limited(400, octets),
    "quoted": limited(402, octets, lambda s: s[1:-1]),
    "key": public_key,
    "base64-74": base64.b64decode,
    "base64-64": base64.b64decode,
    "seed": bytes.fromhex,
    "none": lambda s: None,
}


def expression_of(abnf):
    """The regular expression of a rule. A value in it has the name of the label before it in its line, as in
    "serial: " or "files=", and without one that of its rule."""
    stack, out, repeat, label = [], "", "", ""
    for times, literal, first, last, name, mark in TOKEN.findall(re.sub(r'("[^"]*")|;.*', r"\1", abnf)):
        times = times and "{" + re.sub(r"(\d*)\*(\d*)", r"0\1,\2", times) + "}"
        piece = "|" if mark else rf"[\x{first}-\x{last}]{times}" if first else re.escape(literal)
        if mark in ("(", "["):
            stack.append((out, repeat))
            out, repeat, piece = "", "?" if mark == "[" else times, ""
        elif mark in (")", "]"):
            piece, inner, part = f"(?:{out}){repeat}", HOLE.search(out), f"part#{len(RULES)}"
            if inner and repeat.startswith("{"):
                piece, RULES[part] = f"<{inner[1]}:{part}{repeat}>", out
            out, repeat = stack.pop()
        elif name:
            piece = CORE[name] + times if name in CORE else f"<{label or name}:{name}{times}>"
            label = "" if name in ("SP", "LF") else label
        elif literal:
            found = re.search("([a-z-]*[a-z])[:=][^a-z]*$", literal)
            label = found[1] if found else label if re.search("[a-z]", literal) else ""
        out += piece
    return out


for rule, abnf in RULE.findall(FORMAT.read_text("utf-8")):
    RULES.setdefault(rule, expression_of(abnf))


@functools.cache
def expression(rule, group="(?:"):
    """The regular expression of a rule, with a group for each value in it."""
    return HOLE.sub(lambda hole: f"{group}(?:{expression(hole[2])}){hole[3] or ''})", RULES[rule])


def value(rule, s):
    """What a string means by a rule: the values in it under their names, or what the word stands for."""
    match, values = re.fullmatch(expression(rule, "("), s), {}
    need(match)
    if rule in MEANING:
        return MEANING[rule](s)
    for (name, of, times), part in zip(HOLE.findall(RULES[rule]), match.groups()):
        name = name.replace("-", "_")
        if times:
            values[name] = [value(of, item[0]) for item in re.finditer(expression(of), part or "")]
        elif part is not None or name not in values:
            values[name] = None if part is None else value(of, part)
    return SimpleNamespace(**values) if values else s


def read(rule, data):
    return value(rule, data.decode("utf-8"))


def depth(v):  # §3
    """In how many lists and maps the deepest value lies; whatever is neither is a string."""
    need(isinstance(v, (str, list, dict)))
    inner = v.values() if isinstance(v, dict) else v if isinstance(v, list) else ()
    return max((1 + depth(x) for x in inner), default=0)


def members(items):  # RFC 8785
    return dict(sorted(items, key=lambda item: item[0].encode("utf-16-be", "surrogatepass")))


def read_record(data):  # §7.2
    record = json.loads(data.decode("utf-8"), object_pairs_hook=members)
    need(depth(record) <= 32 and isinstance(record, dict) and isinstance(record.get("_id"), str))
    need(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() == data)
    return record
