#!/usr/bin/env python3
"""Sheets of paper prove themselves: worn prints are read by zxing-cpp, and each record's leaf is recomputed from the
symbols alone, as src/paper/PAPER.md says, and looked for under the seal. Forged sheets are not found there.

usage: sheets.py NIEMPHONG ARCHIVE [SHEETS-PER-SETTING [SETTING…]]

Shares no code with the program, and asks the program the same: `niemphong paper` reads each worn sheet, at the rates of
the table, and never takes one for another. Prints the rates. `tests/run` gives a few sheets; 200 a setting are
for an optimised program: `sheets.py target/release/niemphong ARCHIVE 200`. With a setting, only that one.
"""
import collections
import hashlib
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import zlib

import cv2
import numpy
import zxingcpp

sys.path.insert(0, str(pathlib.Path(__file__).parent / "sheets"))
import worn  # noqa: E402

program, archive = sys.argv[1], pathlib.Path(sys.argv[2])
per_setting = int(sys.argv[3]) if len(sys.argv) > 3 else 4
root = pathlib.Path(__file__).parents[2]
# The least share of sheets whose pointer, and whose whole record, the program reads (signing.md's table, less one in
# twenty); and the other reader, which does not look for ink alone.
LEAST = {"300": (0.95, 0.95), "200": (0.9, 0.85), "150": (0.95, 0.9), "stained": (0.9, 0.85)}
LEAST_OF_ZXING = {"300": (0.9, 0.9), "200": (0.9, 0.85), "150": (0.9, 0.9), "stained": (0.75, 0.75)}
UNSTAINED = [f"{name}-unstained" for name in ("300", "200", "150")]
LEAST |= dict.fromkeys(UNSTAINED, (0.99, 0.98))
LEAST_OF_ZXING |= dict.fromkeys(UNSTAINED, (0.97, 0.95))
asked_for = sys.argv[4:] or list(LEAST)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def unbase45(text):
    out = bytearray()
    for at in range(0, len(text), 3):
        group = [ALPHABET.index(letter) for letter in text[at : at + 3]]
        value = sum(digit * 45**place for place, digit in enumerate(group))
        out += value.to_bytes(len(group) - 1, "big")
    return bytes(out)


def cbor(value):
    def head(major, count):
        if count < 24:
            return bytes([major << 5 | count])
        width = 1 if count < 256 else 2 if count < 65536 else 4
        return bytes([major << 5 | {1: 24, 2: 25, 4: 26}[width]]) + count.to_bytes(width, "big")

    if isinstance(value, str):
        if len(value) in (32, 64) and set(value) <= set("0123456789abcdef"):
            return head(2, len(value) // 2) + bytes.fromhex(value)
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
    return head(5, len(keys)) + b"".join(head(3, len(key.encode())) + key.encode() + cbor(value[key]) for key in keys)


def uncbor(data, at=0):
    major, info = data[at] >> 5, data[at] & 31
    at += 1
    if info >= 24:
        width = {24: 1, 25: 2, 26: 4}[info]
        info, at = int.from_bytes(data[at : at + width], "big"), at + width
    if major == 0:
        return info, at
    if major in (2, 3):
        raw = data[at : at + info]
        return (raw if major == 2 else raw.decode()), at + info
    items = []
    for _ in range(info * (major - 3)):
        item, at = uncbor(data, at)
        items.append(item)
    return (items if major == 4 else dict(zip(items[::2], items[1::2]))), at


def texts(value):
    """Byte strings back to digits."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [texts(item) for item in value]
    return {key: texts(item) for key, item in value.items()} if isinstance(value, dict) else value


dictionary = cbor(json.loads((root / "src/paper/dictionary-1.json").read_text("utf-8")))
assert hashlib.sha256(dictionary).hexdigest() in (root / "src/paper/PAPER.md").read_text("utf-8")


def leaf_of(parts):
    """The leaf hash that some parts lead to, and the record; None if they are too few."""
    count, total, size = parts[0][3], parts[0][4], len(parts[0][5])
    pieces = {part[2]: part[5] for part in parts}
    if len(pieces) < count:
        return None
    lost = numpy.bitwise_xor.reduce([numpy.frombuffer(piece, numpy.uint8) for piece in pieces.values()]).tobytes()
    packed = b"".join(pieces.get(at, lost) for at in range(count))[:total]
    record = texts(uncbor(zlib.decompressobj(-15, zdict=dictionary).decompress(packed))[0])
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(b"\0" + text.encode()).digest(), record


def read(picture):
    """Pointers, and the leaves of whole records, that a picture shows."""
    pointers, sets = [], collections.defaultdict(list)
    for found in zxingcpp.read_barcodes(picture):
        if found.text.startswith("NP1:"):
            said, _ = uncbor(unbase45(found.text[4:]))
            if said[0] == 0:
                pointers.append(said)
            else:
                sets[said[1]].append(said)
    return pointers, [whole for whole in map(leaf_of, sets.values()) if whole]


leaves = {}
for listed in archive.glob("volumes/*/data/leaves.txt"):
    for line in listed.read_text("ascii").splitlines():
        index, record, leaf, path = line.split(" ")
        leaves[bytes.fromhex(leaf)] = (listed.parts[-3], int(index), record, listed.parent.parent / path)

passed = failed = 0


def judge(good, what):
    global passed, failed
    print(f"{'ok   ' if good else 'FAIL '} {what}")
    passed, failed = passed + bool(good), failed + (not good)


def last_page(pdf):
    pages = [line for line in said("pdfinfo", pdf).splitlines() if line.startswith("Pages")]
    number = pages[0].split()[1]
    with tempfile.TemporaryDirectory() as scratch:
        said("pdftoppm", "-gray", "-r", "300", "-f", number, "-l", number, "-singlefile", "-png", pdf, scratch + "/page")
        return cv2.imread(scratch + "/page.png", cv2.IMREAD_GRAYSCALE)


def said(*command):
    return subprocess.run(list(map(str, command)), check=True, capture_output=True).stdout.decode("utf-8", "replace")


chosen = []
for kind in ("hoc-ba", "quyet-dinh", "bang-tong-hop", "so-suc-khoe"):
    found = [leaf for leaf in leaves if leaves[leaf][2].startswith(kind + ".")]
    chosen += sorted(found, key=lambda leaf: leaves[leaf][2])[: 3 if kind == "hoc-ba" else 1]
assert len(chosen) > 3, "the archive has none of the kinds"
pages = [(leaf, last_page(leaves[leaf][3].with_suffix(".pdf"))) for leaf in chosen]

for leaf, page in pages:
    volume, index, record, path = leaves[leaf]
    pointers, wholes = read(page)
    fits = [said[3:] == [volume, index, leaf, record] for said in pointers]
    judge(fits == [True], f"{record}: one pointer, to its place among the leaves")
    judge([whole[0] for whole in wholes] == [leaf], f"{record}: its leaf recomputed from the sheet alone")
    judge(wholes and wholes[0][1] == json.loads(path.read_text("utf-8")), f"{record}: every sealed value is on the sheet")



def enough(count, least):
    return count >= math.floor(least * per_setting)


with tempfile.TemporaryDirectory() as scratch:
    made = []
    for name in asked_for:
        for seed in range(per_setting):
            leaf, page = pages[seed % len(pages)]
            picture = pathlib.Path(scratch, f"{name}-{seed}.jpg")
            picture.write_bytes(worn.worn(page, name, seed))
            made.append((name, seed, leaf, picture))
    # One process reads them all; sheets are told apart, so that none lends its symbols to another.
    asked = [program, "paper", "--archive", archive, "--format", "json", *(picture for *_, picture in made)]
    answer = json.loads(subprocess.run(list(map(str, asked)), capture_output=True).stdout)["sheets"]
    assert len(answer) == len(made)
    for name in asked_for:
        counts = collections.Counter()
        for (setting, seed, leaf, picture), sheet in zip(made, answer):
            if setting != name:
                continue
            pointers, wholes = read(cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE))
            assert all(said[5] == leaf for said in pointers) and all(whole[0] == leaf for whole in wholes), (name, seed)
            counts["zxing pointer"] += bool(pointers)
            counts["zxing record"] += bool(wholes)
            counts["pointer"] += sheet["pointers"] > 0
            counts["record"] += sheet["records"] > 0
            counts["answer"] += sheet["verdict"] == "matches"
            counts["wrong"] += sheet["verdict"] not in ("matches", "unreadable")
            if sheet["verdict"] == "matches":
                counts["wrong"] += sheet["sealed"]["record"] != leaves[leaf][2]
        rates = ", ".join(f"{what} {counts[what]}" for what in ("pointer", "record", "answer", "wrong"))
        good = all(enough(counts[what], least) for what, least in zip(("pointer", "record"), LEAST[name]))
        judge(good and not counts["wrong"], f"{name}: of {per_setting} sheets niemphong reads {rates}")
        good = all(enough(counts["zxing " + what], least) for what, least in zip(("pointer", "record"), LEAST_OF_ZXING[name]))
        judge(good, f"{name}: zxing-cpp reads pointer {counts['zxing pointer']}, record {counts['zxing record']}")

# A symbol made again over a better mark leads to a leaf that nobody sealed.
forged = json.loads(leaves[chosen[0]][3].read_text("utf-8"))
forged["ho_ten"] = forged.get("ho_ten", "") + " Khác"
text = json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
judge(hashlib.sha256(b"\0" + text.encode()).digest() not in leaves, "a symbol made over another name leads to no sealed leaf")

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
