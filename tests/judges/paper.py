#!/usr/bin/env python3
"""Every PDF of an archive as a printer and a reader's program see it.

usage: paper.py ARCHIVE [MOST]

For each PDF that the program made: pdffonts (every font embedded, a subset, with Unicode), pdfinfo (A4 on every page
or the A3 that the catalogue asks for, tagged, titled, no script, not encrypted), pdftotext (the names in the record's own source are on the paper, letter by
letter, no letter that nobody sees, and the digests of the files that go with it), one line feed after %%EOF. qpdf --check reads an even spread of them. With MOST, that many of each kind.
"""
import collections
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

archive = pathlib.Path(sys.argv[1])
most = int(sys.argv[2]) if len(sys.argv) > 2 else 0
SPREAD_FOR_QPDF = 20
# Millimetres. A4; and A3 only where the catalogue says that the form may be that wide.
SHEETS = {"a4": (210, 297), "a3": (297, 420)}
catalogue = (pathlib.Path(__file__).parents[2] / "schemas" / "catalogue.yaml").read_text("utf-8")
sheet_of = {
    kind.replace("_", "-"): paper
    for kind, paper in re.findall(r"- kind: (\w+)\n(?:(?!\s*- kind:).*\n)*?\s+page: \{[^}]*paper: (\w+)", catalogue)
}
assert "a3" in sheet_of.values() and "a4" in sheet_of.values(), f"schemas/catalogue.yaml was not understood: {sheet_of}"


def said(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout.decode("utf-8")


def fonts(path):
    rows = said("pdffonts", path).splitlines()[2:]
    if not rows:
        yield "no font at all"
    for row in rows:
        emb, sub, uni = row.split()[-5:-2]
        if (emb, sub, uni) != ("yes", "yes", "yes"):
            yield f"font not embedded, subset and Unicode: {row.split()[0]} emb={emb} sub={sub} uni={uni}"


def paper(path):
    facts = collections.defaultdict(set)
    for line in said("pdfinfo", "-l", "-1", path).splitlines():
        key, _, value = line.partition(":")
        facts["size" if re.match(r"Page +\d+ size", key) else key].add(value.strip())
    allowed = {SHEETS["a4"], SHEETS[sheet_of.get(path.parent.name, "a4")]}
    points = [sorted(float(number) for number in re.findall(r"[\d.]+", size)[:2]) for size in facts["size"]]
    if not points or not {tuple(round(a / 72 * 25.4) for a in size) for size in points} <= allowed:
        yield f"not {allowed} mm: {facts['size']}"
    for key, wanted in {"Tagged": "yes", "JavaScript": "no", "Encrypted": "no", "Form": "none"}.items():
        if facts[key] != {wanted}:
            yield f"{key}: {facts[key]} instead of {wanted}"
    if not any(facts["Title"]):
        yield "no title"
    tail = path.read_bytes()[-8:]
    if not re.search(rb"[^\n\r]?\n?%%EOF\n$", tail):
        yield f"does not end with %%EOF and one line feed: {tail!r}"


def names(value):
    """Each ho_ten in a record's source."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "ho_ten" and isinstance(inner, str):
                yield inner
            else:
                yield from names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names(inner)


# No name, number or wording needs them on paper; places to break leave none behind.
HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def kept_files(source):
    """The digest of each file that a record lists and does not show."""
    return [file["sha256"] for file in source.get("tep_kem_niem_phong", []) if "hinh" not in file]


def letters(path):
    source = path.with_suffix(".json")
    if not source.exists():
        return
    squeeze = lambda text: "".join(unicodedata.normalize("NFC", text).split()).casefold()
    text = squeeze(said("pdftotext", "-raw", path, "-"))
    record = json.loads(source.read_text("utf-8"))
    for digest in kept_files(record):
        digests.append(digest)
        if digest not in text:
            yield f"a file goes with it, and the digest {digest} is not on the paper"
    for name in set(names(record)):
        named.append(name)
        if squeeze(name) not in text:
            yield f"the name “{name}” is not on the paper"
    if squeeze("NGƯỜI CHUYỂN ĐỔI") not in text:
        yield "lacks the mark of conversion"
    if "\ufffd" in text:
        yield "letters without a Unicode value"
    if hidden := {f"U+{ord(letter):04X}" for letter in text if letter in HIDDEN}:
        yield f"letters that nobody sees, and that are copied: {sorted(hidden)}"


named, digests = [], []
kinds = collections.defaultdict(list)
for path in sorted(archive.glob("volumes/*/data/**/*.pdf")):
    if "tep" not in path.relative_to(archive).parts:  # what the school handed in stays as it came
        kinds[path.parent.name].append(path)
for path in sorted(archive.glob("evidence/bien-ban.pdf")):
    kinds["bien-ban"].append(path)

passed = failed = 0
for kind, paths in sorted(kinds.items()):
    chosen = paths[:: max(1, -(-len(paths) // most))] if most else paths
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        troubles = pool.map(lambda path: [*fonts(path), *paper(path), *letters(path)], chosen)
        bad = [f"{path.relative_to(archive)}: {what}" for path, whats in zip(chosen, troubles) for what in whats]
    for path in chosen[:: max(1, len(chosen) // SPREAD_FOR_QPDF)]:
        check = subprocess.run(["qpdf", "--check", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if check.returncode:
            bad.append(f"{path.relative_to(archive)}: qpdf: {check.stdout.decode('utf-8', 'replace').strip()}")
    print(f"{'FAIL ' if bad else 'ok   '} {kind}: {len(chosen)} of {len(paths)} PDFs")
    for line in bad[:12]:
        print(f"      {line}")
    passed, failed = passed + (not bad), failed + bool(bad)

if not kinds or not named or not digests:
    print("FAIL  no PDF, or no record with a name in it or a file beside it, was found")
    failed += 1
print(f"{passed} passed, {failed} failed ({len(named)} names and {len(digests)} digests read back from paper)")
sys.exit(1 if failed else 0)
