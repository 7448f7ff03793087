#!/usr/bin/env python3
"""Pictures of sheets for the page that compares them: one record of ARCHIVE, and one of OTHER, another archive.

usage: pictures.py ARCHIVE OTHER FOLDER

Writes clean.png (the last page at 150 dpi), first.png (a page with its pointer only), worn-300.jpg, worn-200.jpg,
worn-150.jpg, altered.png and renamed.png (ink over marks and over the name, symbols untouched), blank.png (no symbol),
other.png, print.pdf, older.pdf (its symbols as pictures), film.y4m (the sheet before a camera), scan.pdf (a scan in a
PDF), fax.pdf (one that the page can't open), and facts.json: what the record says; sheets forged by PAPER.md alone, as
texts, with what the program says of each; a record of each kind, with the lines in which the program shows it. The program must tell the forged ones.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import zlib

import cv2
import numpy

import worn

archive, other, folder = map(pathlib.Path, sys.argv[1:4])
folder.mkdir(parents=True, exist_ok=True)
root = pathlib.Path(__file__).parents[3]
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def pages(pdf, dpi, name):
    for old in folder.glob(f"{name}-*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", pdf, folder / name], check=True, stderr=subprocess.DEVNULL)
    made = sorted(folder.glob(f"{name}-*.png"))
    out = [cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) for path in made]
    for path in made:
        path.unlink()
    return out


def head(major, count):
    if count < 24:
        return bytes([major << 5 | count])
    width = 1 if count < 256 else 2 if count < 65536 else 4
    return bytes([major << 5 | {1: 24, 2: 25, 4: 26}[width]]) + count.to_bytes(width, "big")


def cbor(value):
    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        if len(value) in (32, 64) and set(value) <= set("0123456789abcdef"):
            return cbor(bytes.fromhex(value))
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
    return head(5, len(keys)) + b"".join(cbor(key) + cbor(value[key]) for key in keys)


def base45(data):
    out = ""
    for at in range(0, len(data), 2):
        value, size = int.from_bytes(data[at : at + 2], "big"), len(data[at : at + 2]) + 1
        out += "".join(ALPHABET[value // 45**place % 45] for place in range(size))
    return out


def leaf(record):
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(b"\0" + text.encode()).digest()


def pointer(archive, record, hash=None, at=None, called=None, under=None, serial=None):
    """The pointer to a record of an archive; or one that somebody made anew, to another leaf, place, name or seal."""
    seal = (archive / "seal/seal.txt").read_text("utf-8")
    fields = {name: value for name, _, value in (line.partition(": ") for line in seal.splitlines())}
    for listed in archive.glob("volumes/*/data/leaves.txt"):
        for line in listed.read_text("ascii").splitlines():
            index, id, digest, _ = line.split(" ")
            if id == record:
                said = [0, under or fields["archive"], serial or int(fields["serial"]), listed.parts[-3], int(index) if at is None else at]
                return "NP1:" + base45(cbor([*said, hash or bytes.fromhex(digest), called or id]))
    raise KeyError(record)


def symbols(record, named=None):
    """The parts of a record (PAPER.md §4), as whoever knows the format can make them; or named as those of another."""
    dictionary = cbor(json.loads((root / "src/paper/dictionary-1.json").read_text("utf-8")))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=dictionary)
    packed = packer.compress(cbor(record)) + packer.flush()
    count = -(-len(packed) // 600)
    size = -(-len(packed) // count)
    pieces = [packed[at * size : (at + 1) * size].ljust(size, b"\0") for at in range(count)]
    return ["NP1:" + base45(cbor([1, (named or leaf(record))[:8], at, count, len(packed), piece])) for at, piece in enumerate(pieces)]


cards = sorted(archive.glob("volumes/vinh-vien/data/ho-so/hoc-ba/*.json"))
card = cards[0].with_suffix(".pdf")
record = json.loads(card.with_suffix(".json").read_text("utf-8"))
sheet = pages(card, 150, "page")
cv2.imwrite(str(folder / "clean.png"), sheet[-1])
cv2.imwrite(str(folder / "first.png"), sheet[0])
altered = sheet[-1].copy()
cv2.rectangle(altered, (500, 120), (900, 260), 255, -1)
cv2.putText(altered, "10", (600, 240), cv2.FONT_HERSHEY_SIMPLEX, 4, 0, 8)
cv2.imwrite(str(folder / "altered.png"), altered)
renamed = sheet[-1].copy()
cv2.putText(renamed, "Nguyen Van Khac", (200, 320), cv2.FONT_HERSHEY_SIMPLEX, 2, 0, 5)
cv2.imwrite(str(folder / "renamed.png"), renamed)
cv2.imwrite(str(folder / "blank.png"), numpy.full_like(sheet[-1], 250))
# A camera that sees nothing but the sheet.
height, width = (side // 2 * 2 for side in sheet[-1].shape)
frame = sheet[-1][:height, :width].tobytes() + b"\x80" * (width * height // 2)
(folder / "film.y4m").write_bytes(b"YUV4MPEG2 W%d H%d F5:1 Ip A1:1 C420jpeg\n" % (width, height) + 5 * (b"FRAME\n" + frame))
large = pages(card, 300, "page")[-1]
for setting in ("300", "200", "150"):
    (folder / f"worn-{setting}.jpg").write_bytes(worn.worn(large, setting, 1))
jpeg = worn.worn(large, "200", 1)
height, width = cv2.imdecode(numpy.frombuffer(jpeg, numpy.uint8), cv2.IMREAD_GRAYSCALE).shape


def picture(number, filter, data, width, height):
    """A grey picture as an object of a PDF."""
    head = b"%d 0 obj\n<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/%s/Length %d>>\nstream\n"
    return head % (number, width, height, filter, len(data)) + data + b"\nendstream\nendobj\n"


def scan(filter, data):
    """A PDF of one page that is one picture, as scanners write it."""
    return b"%PDF-1.4\n" + picture(1, filter, data, width, height) + b"%%EOF\n"


def older(pdf):
    """The symbols of a print as prints held them at first: pictures of a pixel a module."""
    pictures = []
    for form in re.finditer(rb"/Subtype/Form/BBox\[0 0 (\d+) \1\][^\n]*/Length (\d+)>>\nstream\n", pdf):
        side, size = map(int, form.groups())
        pixels = numpy.full((side, side), 255, numpy.uint8)
        outlines = zlib.decompress(pdf[form.end() : form.end() + size])
        for left, bottom, wide, high in (map(int, found) for found in re.findall(rb"(\d+) (\d+) (\d+) (\d+) re", outlines)):
            pixels[side - bottom - high : side - bottom, left : left + wide] = 0
        pictures.append(picture(len(pictures) + 1, b"FlateDecode", zlib.compress(pixels.tobytes()), side, side))
    assert len(pictures) > 1, "a print has its symbols as outlines"
    return b"%PDF-1.7\n" + b"".join(pictures) + b"%%EOF\n"


(folder / "scan.pdf").write_bytes(scan(b"DCTDecode", jpeg))
(folder / "fax.pdf").write_bytes(scan(b"CCITTFaxDecode", b"\0" * 64))
(folder / "older.pdf").write_bytes(older(card.read_bytes()))
strange = sorted(other.glob("volumes/vinh-vien/data/ho-so/hoc-ba/*.pdf"))[-1]
cv2.imwrite(str(folder / "other.png"), pages(strange, 150, "page")[-1])

strange_record = json.loads(strange.with_suffix(".json").read_text("utf-8"))


def named(archive):
    return [line for line in (archive / "seal/seal.txt").read_text("utf-8").splitlines() if line.startswith(("archive: ", "serial: "))]


# An archive built again bears the same name and number.
another = "foreign" if named(other) == named(archive) else "elsewhere"


def cases():
    """What forgers and mishaps make of symbols: (what it is, texts, what the page finds, the program's verdict)."""
    better, renamed = changed(record, muc="X"), changed(record, name="Khác")
    kept = [json.loads(path.read_text("utf-8")) for path in cards]
    first, second = kept[1:3]
    broken = symbols(record)
    broken[0] = broken[0][:-6] + "000000"
    true, mine = symbols(record), pointer(archive, record["_id"])
    yield "true symbols", [mine, *true], "matches", "matches"
    yield "true parts alone", true, "matches", "matches"
    for other_child in (first, second):
        theirs = pointer(archive, other_child["_id"])
        yield "another child's sheet whole", [theirs, *symbols(other_child)], "matches", "matches"
        yield "another child's pointer on this sheet", [theirs, *true], "mixed", "mixed"
        yield "another child's parts on this sheet", [mine, *symbols(other_child)], "mixed", "mixed"
    for forged in (better, renamed):
        yield "parts made anew", symbols(forged), "foreign", "not-of-this-seal"
        yield "parts made anew under the true pointer", [mine, *symbols(forged)], "mixed", "mixed"
        yield "parts made anew under a pointer made anew", [pointer(archive, record["_id"], leaf(forged)), *symbols(forged)], "foreign", "not-of-this-seal"
        yield "parts made anew, named as the true ones", symbols(forged, leaf(record)), "broken", "malformed"
    yield "a pointer made anew to another place", [pointer(archive, record["_id"], at=4000), *true], "foreign", "not-of-this-seal"
    yield "a pointer made anew to another record", [pointer(archive, record["_id"], called="hoc-ba.x"), *true], "foreign", "not-of-this-seal"
    yield "a broken symbol", broken, "broken", "malformed"
    yield "the same letters in lower case after the prefix", [mine[:4] + mine[4:].lower(), *true], "broken", "malformed"
    yield "somebody else's symbol", ["https://example.edu.vn"], "unreadable", "unreadable"
    # Of a child whom no other case names: parts may come from several sheets.
    many = next(parts for parts in map(symbols, kept[3:]) if len(parts) > 1)
    yield "one part of several", many[:1], "few", "unreadable"
    for seal in ({"under": "vn/82/82760123/2024-2025"}, {"serial": 9}):
        yield "a pointer made anew to another seal", [pointer(archive, record["_id"], **seal), *true], "elsewhere", "not-of-this-seal"
    if other != archive:
        elsewhere = pointer(other, strange_record["_id"])
        yield "another archive's sheet", [elsewhere, *symbols(strange_record)], another, "not-of-this-seal"
        yield "another seal's parts alone", symbols(strange_record), "foreign", "not-of-this-seal"
        yield "another seal's pointer on this sheet", [elsewhere, *true], "mixed", "mixed"


def changed(given, muc=None, name=None):
    given = json.loads(json.dumps(given))
    if muc:
        given["qua_trinh"][-1]["mon"][0]["muc"] = muc
    if name:
        given["ho_ten"] += " " + name
    return given


def asked(sheets, *more):
    """What the program says of sheets of texts."""
    files = []
    for number, texts in enumerate(sheets):
        files.append(folder / f"sheet-{number}.txt")
        files[-1].write_text("\n".join(texts) + "\n", "utf-8")
    command = [os.environ["NIEMPHONG"], "paper", "--archive", archive, *more, *files]
    return subprocess.run(list(map(str, command)), capture_output=True, check=False).stdout.decode("utf-8")


listed = [case for case in cases() if any(text.startswith("NP1:") for text in case[1])]
verdicts = json.loads(asked([texts for _, texts, _, _ in listed], "--format", "json"))["sheets"]
sections = asked([texts for _, texts, _, _ in listed]).split("── ")[1:]
told = [
    {"what": what, "texts": texts, "page": page, "verdict": verdict, "program": found["verdict"], "says": section.splitlines()[1]}
    for (what, texts, page, verdict), found, section in zip(listed, verdicts, sections, strict=True)
]
# One record of each kind, as the program shows it.
kinds = {}
for path in sorted(archive.glob("volumes/*/data/ho-so/*/*.json")):
    kinds.setdefault(path.parent.name, path)
records = [json.loads(path.read_text("utf-8")) for path in kinds.values()]
sections = asked([[pointer(archive, one["_id"])] for one in records]).split("── ")[1:]
values = []
for one, section in zip(records, sections, strict=True):
    section = section.rsplit("\n\n", 1)[0] if one is records[-1] else section
    values.append({"record": one, "lines": section.split("GIẤY:\n\n", 1)[1].rstrip("\n")})

facts = {"id": record["_id"], "other": another, "name": record["ho_ten"], "cases": told, "values": values}
(folder / "facts.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
shutil.copy(card, folder / "print.pdf")
wrong = [one for one in told if one["verdict"] != one["program"]]
for one in wrong:
    print(f"FAIL  {one['what']}: the program says {one['program']}, not {one['verdict']}")
print(f"{len(told) - len(wrong)} passed, {len(wrong)} failed")
sys.exit(1 if wrong else 0)
