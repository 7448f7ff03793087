#!/usr/bin/env python3
"""Derived print sets and booklets show the sealed pages as they are, each on the side of paper where it belongs.

usage: print.py NIEMPHONG ARCHIVE

Makes a set and booklets of one class's report cards, then reads both back with poppler: the text and the picture of
every page against the sealed print that it came from. The only thing that may differ is the line that says "derived",
above everything else. A page compared with its neighbour must differ, or the comparison proves nothing.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

niemphong, archive = sys.argv[1], pathlib.Path(sys.argv[2])
DPI = 72
MARK_MM = 9  # the line that says "derived" lies above this
passed = failed = 0


def judge(good, what, trouble=""):
    global passed, failed
    print(f"{'ok   ' if good else 'FAIL '} {what}")
    if not good and trouble:
        print(f"      {str(trouble)[:600]}")
    passed, failed = passed + bool(good), failed + (not good)


def run(*command):
    return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def texts(pdf):
    return run("pdftotext", "-raw", pdf, "-").stdout.decode("utf-8").split("\f")[:-1]


def unmarked(text):
    return re.sub(r"^Bản in dẫn xuất · .*\n", "", text, flags=re.M).strip()


def pictures(pdf, folder):
    """Each page as rows of grey bytes."""
    run("pdftoppm", "-gray", "-r", DPI, pdf, folder / "p")
    pages = []
    for path in sorted(folder.glob("p-*.pgm"), key=lambda p: int(p.stem.split("-")[1])):
        _, size, _, rest = path.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        pages.append([rest[y * width : (y + 1) * width] for y in range(height)])
        path.unlink()
    return pages


def ink(rows):
    """Mean grey of fields of a few millimetres: a page set half a pixel aside has the same ink in each."""
    skip, field = round(MARK_MM / 25.4 * DPI), 12
    rows = rows[skip:]
    return [
        [sum(sum(row[x : x + field]) for row in rows[y : y + field]) / field**2 for x in range(0, len(rows[0]) - field, field)]
        for y in range(0, len(rows) - field, field)
    ]


def same(a, b):
    """Equal below the mark, but for hairlines that are drawn darker or lighter."""
    if abs(len(a) - len(b)) > 1 or abs(len(a[0]) - len(b[0])) > 1:
        return False
    pairs = [(x, y) for m, n in zip(ink(a), ink(b)) for x, y in zip(m, n)]
    return sum(abs(x - y) > 40 for x, y in pairs) < len(pairs) * 0.01


cards = sorted(archive.glob("volumes/*/data/ho-so/hoc-ba/*.pdf"))
text_of = {path: texts(path) for path in cards}
with tempfile.TemporaryDirectory() as scratch:
    home = pathlib.Path(scratch)
    made = run(niemphong, "print", archive, "--out", home / "set", "--kind", "hoc_ba")
    judge(made.returncode == 0, "a set of every report card", made.stderr)
    again = run(niemphong, "print", archive, "--out", home / "set", "--kind", "hoc_ba")
    judge(again.returncode == 2, "an existing folder is not written into", again.stderr)
    inside = run(niemphong, "print", archive, "--out", archive / "in", "--kind", "hoc_ba")
    judge(inside.returncode == 2 and not (archive / "in").exists(), "nor the archive", inside.stderr)
    named = (home / "set/nguon.sha256").read_text("ascii")
    judge(
        subprocess.run(["sha256sum", "-c", "--quiet", home / "set/nguon.sha256"], cwd=archive).returncode == 0,
        "the set names its sources by digest",
    )
    order = [archive / line.split("  ", 1)[1] for line in named.splitlines()]
    judge(sorted(order) == cards, "every report card is in it once")

    pages = texts(home / "set/bo-in.pdf")
    judge("KHÔNG THAY HỒ SƠ ĐÃ NIÊM PHONG" in pages[0], "the cover says that it is derived", pages[0])
    at = next(n for n, text in enumerate(pages) if n > 1 and unmarked(text) == unmarked(text_of[order[0]][0]))
    index = "\n".join(pages[1:at])
    wrong = []
    for card in order:
        first = at + 1
        title = re.sub(r"\s+", " ", text_of[card][1])
        if first % 2 == 0:
            wrong.append(f"{card.stem} starts on page {first}")
        if not re.search(rf"hoc-ba\.{re.escape(card.stem)}\s+{len(text_of[card])}\s+{first}\b", index):
            wrong.append(f"the index does not say that {card.stem} starts on page {first}")
        for text in text_of[card]:
            if unmarked(pages[at]) != unmarked(text):
                wrong.append(f"page {at + 1} does not read as in {card.stem}")
            if not pages[at].lstrip().startswith("Bản in dẫn xuất") and "Bản in dẫn xuất" not in pages[at]:
                wrong.append(f"page {at + 1} does not say that it is derived")
            at += 1
        if at % 2 == 1:
            if "Trang này để trống" not in pages[at]:
                wrong.append(f"page {at + 1} is blank and does not say so")
            at += 1
    judge(not wrong and at == len(pages), f"{len(pages)} pages: text, odd starts, blank versos, index", wrong or len(pages))

    card = order[0]
    (home / "a").mkdir(), (home / "b").mkdir(), (home / "c").mkdir()
    sealed = pictures(card, home / "a")
    made = run(niemphong, "print", archive, "--out", home / "fold", "--record", f"hoc-ba.{card.stem}", "--booklet")
    judge(made.returncode == 0, "a booklet", made.stderr)
    sides = pictures(home / f"fold/tap-gap-a3/hoc-ba.{card.stem}.pdf", home / "b")
    single = run(niemphong, "print", archive, "--out", home / "one", "--record", f"hoc-ba.{card.stem}", "--one-sided")
    bound = pictures(home / "one/bo-in.pdf", home / "c")[2:]
    judge(single.returncode == 0 and len(bound) == len(sealed), "a set of one record, one-sided", single.stderr)
    judge(all(same(a, b) for a, b in zip(sealed, bound)), f"{len(sealed)} pages look as sealed")
    judge(not same(sealed[0], bound[1]), "and the comparison tells pages apart")
    count = len(sides) * 2
    wrong = []
    for at, side in enumerate(sides):
        half = len(side[0]) // 2
        low, high = at + 1, count - at
        left, right = (high, low) if at % 2 == 0 else (low, high)
        for number, part in ((left, [row[:half] for row in side]), (right, [row[half:] for row in side])):
            if number <= len(sealed) and not same(part, sealed[number - 1]):
                wrong.append(number)
    judge(count % 4 == 0 and not wrong, f"{len(sides)} sides of A3 in saddle order", wrong)
    wide = run(niemphong, "print", archive, "--out", home / "wide", "--kind", "so_dang_bo", "--booklet")
    judge(wide.returncode == 2 and not (home / "wide").exists(), "what is not A4 is not folded", wide.stderr)

    listed = run(niemphong, "print", archive, "--out", home / "lists", "--list")
    judge(listed.returncode == 0, "lists by retention class", listed.stderr)
    wrong = []
    for volume in sorted(archive.glob("volumes/*")):
        ids = {json.loads(f.read_bytes())["_id"] for f in volume.glob("data/ho-so/*/*.json")}
        # A word wider than its column may break, where no letter is printed.
        said = re.sub(r"[\s\u200b]", "", "".join(texts(home / f"lists/danh-muc-{volume.name}.pdf")))
        lost = [one for one in ids if one not in said]
        if lost or f"gồm{len(ids)}hồsơ" not in said or "Bảndẫnxuất" not in said:
            wrong.append((volume.name, len(ids), lost[:3]))
    judge(not wrong, "each names every record of its volume, how many there are, and that it is derived", wrong)

print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
