#!/usr/bin/env python3
"""Pictures of sheets for the page that compares them: one record of ARCHIVE, and one of OTHER, another archive.

usage: pictures.py ARCHIVE OTHER FOLDER

Writes clean.png (the last page at 150 dpi), first.png (a page with its pointer only), worn-300.jpg, worn-200.jpg,
worn-150.jpg, altered.png (ink over the marks, symbols untouched), blank.png (no symbol), other.png, and facts.json: what
the record says, and texts of symbols that somebody made anew for another mark, by PAPER.md alone.
"""
import hashlib
import json
import pathlib
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


def symbols(record):
    """The parts of a record (PAPER.md §4), as whoever knows the format can make them."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    leaf = hashlib.sha256(b"\0" + text.encode()).digest()
    dictionary = cbor(json.loads((root / "src/paper/dictionary-1.json").read_text("utf-8")))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=dictionary)
    packed = packer.compress(cbor(record)) + packer.flush()
    count = -(-len(packed) // 600)
    size = -(-len(packed) // count)
    pieces = [packed[at * size : (at + 1) * size].ljust(size, b"\0") for at in range(count)]
    return ["NP1:" + base45(cbor([1, leaf[:8], at, count, len(packed), piece])) for at, piece in enumerate(pieces)]


card = sorted(archive.glob("volumes/vinh-vien/data/ho-so/hoc-ba/*.pdf"))[0]
record = json.loads(card.with_suffix(".json").read_text("utf-8"))
sheet = pages(card, 150, "page")
cv2.imwrite(str(folder / "clean.png"), sheet[-1])
cv2.imwrite(str(folder / "first.png"), sheet[0])
altered = sheet[-1].copy()
cv2.rectangle(altered, (500, 120), (900, 260), 255, -1)
cv2.putText(altered, "10", (600, 240), cv2.FONT_HERSHEY_SIMPLEX, 4, 0, 8)
cv2.imwrite(str(folder / "altered.png"), altered)
cv2.imwrite(str(folder / "blank.png"), numpy.full_like(sheet[-1], 250))
large = pages(card, 300, "page")[-1]
for setting in ("300", "200", "150"):
    (folder / f"worn-{setting}.jpg").write_bytes(worn.worn(large, setting, 1))
strange = sorted(other.glob("volumes/vinh-vien/data/ho-so/hoc-ba/*.pdf"))[-1]
cv2.imwrite(str(folder / "other.png"), pages(strange, 150, "page")[-1])

better = json.loads(json.dumps(record))
better["qua_trinh"][-1]["mon"][0]["muc"] = "X"
true = symbols(record)
facts = {
    "id": record["_id"],
    "name": record["ho_ten"],
    "true": true,
    "anew": symbols(better),
    "wrong": [true[0][:-6] + "000000", *true[1:]],
}
(folder / "facts.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
print("1 passed, 0 failed")
