#!/usr/bin/env python3
"""The file cycle: each file's XML against its XSD, documents in order and byte for byte, totals that agree.

usage: files.py NIEMPHONG ARCHIVE

lxml judges the XML; pdftotext reads the lists back. A document without a title and one out of place must be refused.
"""
import hashlib
import pathlib
import re
import subprocess
import sys
import tempfile

from lxml import etree

niemphong, archive = sys.argv[1], pathlib.Path(sys.argv[2])
NS = "{urn:niemphong:ho-so-nd30:1}"
passed = failed = 0


def judge(good, what, trouble=""):
    global passed, failed
    print(f"{'ok   ' if good else 'FAIL '} {what}")
    if not good and trouble:
        print(f"      {str(trouble)[:600]}")
    passed, failed = passed + bool(good), failed + (not good)


def read(pdf):
    out = subprocess.run(["pdftotext", "-layout", pdf, "-"], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    return re.sub(r"\s+", " ", out)


with tempfile.TemporaryDirectory() as scratch:
    home = pathlib.Path(scratch) / "files"
    made = subprocess.run([niemphong, "files", archive, "--out", home], capture_output=True)
    judge(made.returncode == 0, "files", made.stderr)
    schema = etree.XMLSchema(etree.parse(home / "ho-so/ho_so_nd30.xsd"))
    trees = {path: etree.parse(path) for path in sorted(home.glob("ho-so/*/ho-so.xml"))}
    judge(trees and all(schema.validate(tree) for tree in trees.values()), f"{len(trees)} files are valid", schema.error_log)
    wrong, held = [], 0
    for path, tree in trees.items():
        documents = tree.findall(f"{NS}Document")
        held += len(documents)
        dates = [d.findtext(f"{NS}IssuedDate") for d in documents]
        order = [date[6:] + date[3:5] + date[:2] if date else "9" for date in dates]
        pages = sum(int(d.findtext(f"{NS}PageAmount")) for d in documents)
        file = tree.find(f"{NS}File")
        if order != sorted(order):
            wrong.append(f"{path.parent.name}: not in order of dates")
        if (int(file.findtext(f"{NS}DocTotal")), int(file.findtext(f"{NS}PageTotal"))) != (len(documents), pages):
            wrong.append(f"{path.parent.name}: totals")
        listed = read(path.with_name("muc-luc-van-ban.pdf"))
        if f"gồm {len(documents)} văn bản" not in listed or f"{pages} trang (bằng chữ" not in listed:
            wrong.append(f"{path.parent.name}: the list does not say {len(documents)} documents, {pages} pages")
        named = {c.findtext(f"{NS}Path"): c.findtext(f"{NS}Sha256") for c in tree.iter(f"{NS}Content")}
        found = {
            f"tai-lieu/{f.name}": hashlib.sha256(f.read_bytes()).hexdigest() for f in path.parent.glob("tai-lieu/*")
        }
        if named != found:
            wrong.append(f"{path.parent.name}: copies differ from what the XML names")
    records = len(list(archive.glob("volumes/*/data/ho-so/*/*.json")))
    judge(not wrong and held == records, f"{held} documents: order, totals, copies; every record once", wrong or records)
    counts = []
    for name in ("vinh-vien", "co-thoi-han"):
        said = re.search(r"Mục lục này gồm (\d+) hồ sơ \(bằng chữ: [^)\d]+ hồ sơ\)", read(home / f"muc-luc-ho-so-{name}.pdf"))
        counts.append(int(said.group(1)) if said else -1000)
    judge(sum(counts) == len(trees), "both inventories together hold every file once", counts)
    tree = next(iter(trees.values()))
    title = tree.find(f"{NS}File/{NS}Title")
    title.text = ""
    judge(not schema.validate(tree), "a file without a title is refused")
    title.text = "x"
    tree.find(f"{NS}Document/{NS}DocOrdinal").text = "một"
    judge(not schema.validate(tree), "an ordinal in words is refused")

    # Forms that are not in force yet: nothing is written, and it says where to look.
    later = pathlib.Path(scratch) / "templates/lap_ho_so/giay_to.yaml"
    later.parent.mkdir(parents=True)
    forms = pathlib.Path(__file__).parents[2] / "templates/lap_ho_so/giay_to.yaml"
    later.write_text(re.sub(r'effective_from: "\d+', 'effective_from: "2099', forms.read_text("utf-8")), "utf-8")
    given = ["--templates", pathlib.Path(scratch) / "templates", "--out", pathlib.Path(scratch) / "none"]
    for name, command in {"files": ["files", archive], "print --list": ["print", archive, "--all", "--list"]}.items():
        refused = subprocess.run([niemphong, *command, *given], capture_output=True)
        said = refused.stderr.decode("utf-8")
        judge(refused.returncode == 3 and "có hiệu lực vào ngày" in said and not given[-1].exists(), f"{name}: no form in force", said)

print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
