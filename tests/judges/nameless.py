#!/usr/bin/env python3
"""After a volume is destroyed, nothing of the archive names the people it named.

usage: nameless.py BEFORE AFTER VOLUME NAME…

BEFORE and AFTER are the archive with and without the volume. NAME… are people whom only that volume names. Every byte
of every file is searched, and the text of every PDF, for each name in every spelling that the program writes: composed,
decomposed, in capitals, without marks (search index), as a slug, as PDF's UTF-16. Besides, no name of a child that the
volume's files hold may stand anywhere outside the volumes: root pages, browse/, seal/, evidence/, disposals/, tools/.
The control: the same search finds every one of these names in BEFORE.
"""
import functools
import pathlib
import re
import subprocess
import sys
import unicodedata

before, after, volume, planted = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4:]
passed = failed = 0


def judge(good, what, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(f"{'ok   ' if good else 'FAIL '} {what}{'' if good or not detail else ': ' + str(detail)[:400]}", flush=True)


def bare(text):
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def spellings(name):
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD") for text in (name, name.upper(), name.lower())}
    plain = bare(name).lower()
    forms |= {plain, plain.replace(" ", "-"), plain.replace(" ", "_"), plain.replace(" ", ""), bare(name)}
    found = {form.encode() for form in forms}
    found |= {form.encode("utf-16-be") for form in forms} | {form.encode("utf-16-be").hex().upper().encode() for form in forms}
    return {form for form in found if len(form) > 6}


@functools.cache
def pdf_text(data):
    text = subprocess.run(["pdftotext", "-q", "-", "-"], input=data, stdout=subprocess.PIPE, check=False).stdout
    return b"\n" + text + b"\n" + re.sub(rb"\s+", b" ", text)


def bytes_of(path):
    data = path.read_bytes()
    return data + pdf_text(data) if path.suffix == ".pdf" else data


def where(root, names, skip=lambda path: False):
    found, wanted = {}, {name: spellings(name) for name in names}
    for path in sorted(p for p in root.rglob("*") if p.is_file() or p.is_symlink()):
        if skip(path.relative_to(root)):
            continue
        data = bytes_of(path) + str(path.relative_to(root)).encode()
        for name, forms in wanted.items():
            if any(form in data for form in forms):
                found.setdefault(name, []).append(str(path.relative_to(root)))
    return found


# Names that the volume's records hold: what its keys call so, and what its class books tell. Not the staff whom it lists
# beside them: the principal stands on the start page and on the minutes by right.
texts = "".join(path.read_text("utf-8") for path in (before / "volumes" / volume / "data/ho-so").rglob("*.json"))
records = "".join(path.read_text("utf-8") for path in (before / "volumes").glob("*/data/ho-so/*/*.json"))
children = set(re.findall(r'"ho_ten":"([^"]+)"', records))
children = {name for name in children if name in texts} | set(planted)

seen = where(before, planted, lambda path: path.parts[:2] != ("volumes", volume))
judge(all(seen.get(name) for name in planted), f"control: {volume} names {', '.join(planted)}", seen)
beside = where(before, planted, lambda path: path.parts[:2] == ("volumes", volume))
judge(not beside, "control: nothing else of the whole archive names them", beside)
judge(len(children) > len(planted), f"the volume names {len(children)} people in all")
judge(not (after / "volumes" / volume).exists(), f"{volume} is gone")
left = where(after, planted)
judge(not left, f"no byte of the archive that is left names them ({sum(1 for _ in after.rglob('*'))} files and folders)", left)
left = where(after, children, lambda path: path.parts[0] == "volumes")
judge(not left, "outside the volumes nobody of the volume is named", left)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
