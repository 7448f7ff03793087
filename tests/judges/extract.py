#!/usr/bin/env python3
"""An extract proves itself, every byte of it is bound, and none of them is about another child.

usage: extract.py WORK ARCHIVE

WORK holds the trust file and the fingerprint of the `job` step. Shares no code with the program: leaves, paths and
roots are computed here from src/archive/FORMAT.md §7 and §12, with hashlib.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile

work, archive = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
program = os.environ["NIEMPHONG"]
verifier = str(pathlib.Path(program).with_name("niemphong-verify"))
trust = ["--trust", str(work / "trust.yaml"), "--trust-root", (work / "fingerprint.txt").read_text().strip()]
trust += ["--as-of", os.environ.get("AS_OF", "2026-11-23")]
home = pathlib.Path(tempfile.mkdtemp())
passed = failed = 0


def judge(good, what, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(f"{'ok   ' if good else 'FAIL '} {what}{'' if good or not detail else ': ' + str(detail)[:600]}", flush=True)


def run(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def extract(target, *what):
    return run(program, "extract", archive, *what, "--out", target)


def verify(folder):
    return run(verifier, "verify-proof", folder, *trust)


records = {path: json.loads(path.read_text("utf-8")) for path in sorted(archive.glob("volumes/*/data/ho-so/*/*.json"))}
owned = {}
for path, record in records.items():
    if record.get("ma_hoc_sinh"):
        owned.setdefault(record["ma_hoc_sinh"], []).append(record["_id"])


# ---- what each child is known by
def children(value, found):
    if isinstance(value, list):
        for item in value:
            children(item, found)
    elif isinstance(value, dict):
        if isinstance(value.get("ma_hoc_sinh"), str):
            mine = found.setdefault(value["ma_hoc_sinh"], set())
            for key in ("ma_hoc_sinh", "ho_ten", "ngay_sinh", "so_dinh_danh", "so_dang_bo"):
                if isinstance(value.get(key), str) and len(value[key]) > 5:
                    mine.add(value[key])
        for item in value.values():
            children(item, found)
    return found


known = children(list(records.values()), {})


def bare(text):
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def spellings(value):
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD") for text in (value, value.upper(), value.lower())}
    if day := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        year, month, date = day.groups()
        forms |= {f"{date}/{month}/{year}", f"{int(date)}/{int(month)}/{year}", f"{date}-{month}-{year}"}
    elif not value.isdigit():
        forms |= {bare(value), bare(value).lower(), bare(value).lower().replace(" ", "-")}
    found = {form.encode() for form in forms} | {form.encode("utf-16-be") for form in forms}
    found |= {form.encode("utf-16-be").hex().upper().encode() for form in forms}
    return {form for form in found if len(form) > 5}


def bytes_of(folder):
    """Every byte of a folder: files, their names, PDFs opened and read."""
    out = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        out += [path.read_bytes(), str(path.relative_to(folder)).encode()]
        if path.suffix == ".pdf":
            opened = subprocess.run(
                ["qpdf", "--qdf", "--object-streams=disable", path, "-"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            text = subprocess.run(["pdftotext", "-q", path, "-"], stdout=subprocess.PIPE, check=False).stdout
            out += [opened.stdout, text, re.sub(rb"\s+", b" ", text)]
    return b"\n".join(out)


# ---- by FORMAT.md alone
def leaf(data):
    return hashlib.sha256(b"\0" + data).digest()


def lead(node, index, count, path):
    """RFC 9162 §2.1.3.2."""
    fn, sn = index, count - 1
    for step in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            node = hashlib.sha256(b"\1" + step + node).digest()
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = hashlib.sha256(b"\1" + node + step).digest()
        fn, sn = fn >> 1, sn >> 1
    return node if sn == 0 else None


def by_hand(folder):
    """What is wrong with an extract, by its format alone; signatures are minisign's to judge."""
    seal = (folder / "seal/seal.txt").read_text("utf-8")
    root = (folder / "seal/root.sha256").read_bytes()
    wrong = [] if hashlib.sha256(root).hexdigest() in seal else ["root.sha256"]
    listed = dict(line.split("  ")[::-1] for line in root.decode().splitlines())
    for path in (folder / "browse").iterdir():
        if hashlib.sha256(path.read_bytes()).hexdigest() != listed.get(f"browse/{path.name}"):
            wrong.append(path.name)
    prints = dict(line.split(" ")[1:] for line in (folder / "browse/ban-in.txt").read_text().splitlines()[1:])
    for one in (folder / "ho-so").iterdir():
        lines = (one / "chung-minh.txt").read_text("utf-8").splitlines()
        volume, _, index, count, steps = (line.split(": ", 1)[1] for line in lines[1:6])
        path = [bytes.fromhex(line) for line in lines[6 : 6 + int(steps)]]
        sealed = re.search(rf"^volume: {volume} .* leaves=(\d+) leaves-root=sha256:(\w+)$", seal, re.M)
        found = lead(leaf((one / "ho-so.json").read_bytes()), int(index), int(count), path)
        if sealed.groups() != (count, found and found.hex()):
            wrong.append(f"{one.name}/ho-so.json")
        lines = (one / "chung-minh-ban-in.txt").read_text().splitlines()
        digest = hashlib.sha256((one / "ban-in.pdf").read_bytes()).hexdigest()
        salt = lines[2].split(": ")[1]
        found = lead(
            leaf(f"niemphong-print/1 {salt} {one.name} {digest}".encode()),
            int(index), int(count), [bytes.fromhex(line) for line in lines[4:]],
        )
        if found is None or found.hex() != prints[volume]:
            wrong.append(f"{one.name}/ban-in.pdf")
        kept = json.loads((one / "ho-so.json").read_text("utf-8")).get("tep_kem_niem_phong", [])
        for number, file in enumerate(kept, 1):
            (there,) = one.glob(f"tep-{number}.*")
            if hashlib.sha256(there.read_bytes()).hexdigest() != file["sha256"]:
                wrong.append(there.name)
    return wrong


# ---- extracts of children
chosen = sorted(owned, key=lambda pupil: (-len(owned[pupil]), pupil))[:3]
seeds = [path.read_text().strip() for path in archive.glob("volumes/*/data/seed.txt")]
for pupil in chosen:
    folder = home / pupil
    code, said = extract(folder, "--pupil", pupil)
    judge(code == 0, f"the records of {pupil}: {len(owned[pupil])}", said)
    code, said = verify(folder)
    judge(code == 0 and said.startswith("ĐẠT") and all(id in said for id in owned[pupil]), f"{pupil}: ĐẠT by itself", said)
    judge(not by_hand(folder), f"{pupil}: record, print and kept files lead to the seal, computed by hand", by_hand(folder))
    everything = bytes_of(folder)
    own = b"\n".join((folder / "ho-so" / id / "ho-so.json").read_bytes() for id in owned[pupil]).decode()
    mine = known[pupil]
    # A day of birth, or a name, that the child's own record says too is nobody else's there.
    others = {value for child, values in known.items() if child != pupil for value in values} - mine
    others = {value for value in others if value not in own}
    found = [value for value in sorted(others) if any(form in everything for form in spellings(value))]
    judge(not found and len(others) > 20, f"{pupil}: no byte of {len(everything):,} says any of {len(others)} names, codes, days of others", found)
    salts = [record["_salt"] for record in records.values() if record["_id"] not in owned[pupil]]
    found = [secret for secret in salts + seeds if secret.encode() in everything]
    judge(not found, f"{pupil}: no seed and none of {len(salts)} salts of other records", found)
lists = bytes_of(archive / "volumes/vinh-vien/data/ho-so/so-dang-bo")
values = {value for child, values in known.items() for value in values if re.fullmatch(r"\d{10}", value)}
judge(values and all(any(form in lists for form in spellings(value)) for value in values), "control: the same search finds every child's code in the register")

# ---- who signed, by a tool that is not ours
sound = home / chosen[0]
code, said = run("minisign", "-V", "-p", work / "hieu_truong.pub", "-m", sound / "seal/seal.txt", "-x", sound / "evidence/seal.txt.hieu_truong.minisig")
judge(code == 0, "minisign: the seal in the extract is signed", said)
code, said = run(verifier, "verify-proof", sound)
judge(code == 4 and "ĐẠT" not in said.replace("KHÔNG ĐẠT", ""), "without a trust file: CHƯA KẾT LUẬN", said)
mine = {run(*[tool, "verify-proof", sound, *trust, "--format", "json"])[1] for tool in (program, verifier)}
judge(len(mine) == 1, "niemphong and niemphong-verify answer the same")

# ---- every file is bound
bad = home / "bad"


def changed(change):
    shutil.rmtree(bad, ignore_errors=True)
    shutil.copytree(sound, bad)
    change(bad)
    return verify(bad)


trouble = []
files = sorted(path.relative_to(sound) for path in sound.rglob("*") if path.is_file())
for file in files:
    size = (sound / file).stat().st_size
    for at in sorted({0, size // 3, size // 2, size - 1}):

        def flip(folder):
            data = bytearray((folder / file).read_bytes())
            data[at] ^= 1
            (folder / file).write_bytes(data)

        code, said = changed(flip)
        if code != 1 or "ĐẠT" in said.replace("KHÔNG ĐẠT", ""):
            trouble.append((str(file), at, code))
judge(not trouble, f"one bit changed, at four places of each of {len(files)} files: KHÔNG ĐẠT", trouble)
# An extract need not have its page; all else must be there.
may_lack = {"doc-truoc.html", "muc-luc.js", *(f"browse/{name}" for name in ("ban-trich.html", "ban-trich.js", "trang.css", "trang.js"))}
may_lack |= {str(file) for file in files if file.parts[0] == "evidence" and "bien-ban" in file.name}
trouble = [str(file) for file in files if str(file) not in may_lack and changed(lambda folder: (folder / file).unlink())[0] != 1]
judge(not trouble, "any file of record, proof, seal or signature gone: KHÔNG ĐẠT", trouble)
mine, other = owned[chosen[0]][0], home / chosen[1] / "ho-so" / owned[chosen[1]][0]
for what, change in {
    "a file added": lambda folder: (folder / "ho-so" / mine / "them.txt").write_text("x"),
    "a file added beside": lambda folder: (folder / "autorun.inf").write_text("x"),
    "an empty folder added": lambda folder: (folder / "ho-so/moi").mkdir(),
    "another child's print": lambda folder: shutil.copy(other / "ban-in.pdf", folder / "ho-so" / mine / "ban-in.pdf"),
    "another child's print with its proof": lambda folder: [
        shutil.copy(other / name, folder / "ho-so" / mine / name) for name in ("ban-in.pdf", "chung-minh-ban-in.txt")
    ],
    "another child's source": lambda folder: shutil.copy(other / "ho-so.json", folder / "ho-so" / mine / "ho-so.json"),
    "another child's record under this one's name": lambda folder: [shutil.copy(path, folder / "ho-so" / mine) for path in other.iterdir()],
    "another child's record added, index and all but the list": lambda folder: shutil.copytree(other, folder / "ho-so" / other.name),
}.items():
    code, said = changed(change)
    judge(code == 1, f"{what}: KHÔNG ĐẠT", (code, said))

# ---- zip files
for name in ("a.zip", "b.zip"):
    judge(extract(home / name, "--pupil", chosen[0])[0] == 0, f"as a zip file: {name}")
judge((home / "a.zip").read_bytes() == (home / "b.zip").read_bytes(), "the same again gives the same bytes")
with zipfile.ZipFile(home / "a.zip") as packed:
    judge(packed.testzip() is None and len(packed.namelist()) == len(files), "zipfile reads all of it")
    packed.extractall(home / "unpacked")
judge(verify(home / "unpacked/ban-trich")[0] == 0, "unpacked: ĐẠT")
judge(run("unzip", "-tq", home / "a.zip")[0] == 0, "unzip reads it")

# ---- killed, refused
whole, trouble = 0, []
for number in range(12):
    target = home / f"cut-{number}.zip"
    process = subprocess.Popen([program, "extract", archive, "--pupil", chosen[0], "--out", target], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.05 + 0.06 * number)
    process.kill()
    process.wait()
    if target.exists():
        whole += 1
        # Killed when all was done but the clearing: the next run refuses what is there, and clears.
        refused = extract(target, "--pupil", chosen[0])[0] != 0
        if not refused or target.read_bytes() != (home / "a.zip").read_bytes():
            trouble.append(target.name)
    elif extract(target, "--pupil", chosen[0])[0] != 0:
        trouble.append(f"again after a kill: {target.name}")
judge(not trouble, f"killed at 12 instants: whole ({whole}) or not there, and the next run succeeds", trouble)
judge(not [path for path in home.iterdir() if path.name.startswith(".")], "the next run clears what a kill left")

first = next(record["_id"] for record in records.values() if record["loai"] == "so_dang_bo")
summary = next(record["_id"] for record in records.values() if record["loai"] == "bang_tong_hop")
nothing = home / "nothing"
for what, due, command in [
    ("the enrolment register", 2, [first]),
    ("a class table", 2, [summary]),
    ("records of two children", 2, [owned[chosen[0]][0], owned[chosen[1]][0]]),
    ("a record that is not there", 2, ["hoc-ba.9999999999"]),
    ("a child that is not there", 2, ["--pupil", "9999999999"]),
    ("neither record nor child", 2, []),
]:
    code, said = extract(nothing, *command)
    judge(code == due and not nothing.exists(), f"refused: {what}", (code, said))
code, said = run(program, "extract", archive, first, "--out", nothing, "--lang", "en")
judge("names other children" in said, "and says why", said)
code, said = extract(archive / "evidence/trich", "--pupil", chosen[0])
judge(code == 2 and not (archive / "evidence/trich").exists(), "refused: a place inside the archive", said)
code, said = extract(sound, "--pupil", chosen[0])
judge(code in (2, 3) and not by_hand(sound), "refused: a target that is there", (code, said))
broken = home / "broken"
shutil.copytree(archive, broken)
with next(broken.glob("volumes/*/data/ho-so/hoc-ba/*.json")).open("a") as file:
    file.write(" ")
code, said = run(program, "extract", broken, "--pupil", chosen[0], "--out", nothing)
judge(code == 1 and not nothing.exists(), "refused: an archive that was changed", (code, said))

shutil.rmtree(home)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
