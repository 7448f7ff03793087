#!/usr/bin/env python3
"""Nothing that a redacted copy must lack is in any byte of it.

usage: redact.py ARCHIVE COPY inspector|public OTHER

The list of what must be lacking is written here by hand, not read from schemas/redaction.yaml: whoever weakens the
rules by mistake is told so. Every value under these keys, and every text of the kinds that are only counted, is looked
for in every file of the copy: as bytes, in the text of pages, scripts and JSON, in the PDFs with their streams
uncompressed and as pdftotext reads them, and in the names of files. A value that the archive also says where it may be
shown (a father with a teacher's name) is not looked for as bytes; that no masked key is there is asked of each record.
Files of browse/ that the archive OTHER, of another school, has byte for byte are the program's own and tell nothing.
"""
import hashlib
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

archive, copy, audience, other = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3], pathlib.Path(sys.argv[4])

HIDDEN = set(
    "cha me giam_ho nghe_cha nghe_me quan_he noi_o noi_sinh que_quan so_dinh_danh dan_toc ton_giao chieu_cao can_nang khuyet_tat"
    " dien_chinh_sach ke_hoach_ca_nhan dang_tat muc_do giay_xac_nhan mat rang tiem_chung ket_luan ngay_kham nhan_xet"
    " nhan_xet_pham_chat nhan_xet_nang_luc_chung nhan_xet_nang_luc_dac_thu nhan_xet_pham_chat_cu nhan_xet_nang_luc_cu"
    " ghi_chu li_do mau_giao chu_ho giay_to bien_phap muc_vi_pham ho_tro".split()
)
HIDDEN_OF = {"tra_hoc_ba": {"nguoi_nhan"}}
COUNTED = set(
    "hoc_ba_so ki_luat hoc_sinh_khuyet_tat ke_hoach_ca_nhan so_suc_khoe pho_cap so_quan_li_nhan_su ho_so_vien_chuc"
    " so_chu_nhiem ban_dai_dien_cmhs".split()
)
PUBLIC = {"ke_hoach_giao_duc", "quy_che", "cong_khai"}
# Of a pupil; never for the public.
OF_CHILDREN = set("ho_ten ma_hoc_sinh ngay_sinh diem so_dang_bo".split())
MAY_KEEP_FILES = {"ke_hoach_giao_duc", "quy_che", "cong_khai", "xay_dung_dat_dai"}
SEALED = {"_id", "_salt", "tep_kem_niem_phong"}

passed = failed = 0


def judge(good, what, trouble=()):
    global passed, failed
    print(f"{'ok   ' if good else 'FAIL '} {what}")
    for line in list(trouble)[:12] if not good else []:
        print(f"      {line}")
    passed, failed = passed + bool(good), failed + (not good)


def records(folder):
    for path in sorted(folder.glob("volumes/*/data/ho-so/*/*.json")):
        yield path, json.loads(path.read_text("utf-8"))


def texts(value, key=""):
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, key)
    else:
        for inner, item in value.items():
            yield from texts(item, inner)


def hidden(kind, key):
    if key in HIDDEN or key in HIDDEN_OF.get(kind, ()):
        return True
    return audience == "public" and key in OF_CHILDREN


def counted(kind):
    return kind in COUNTED or audience == "public" and kind not in PUBLIC


secret, shown = set(), []
for path, record in records(archive):
    kind = record["loai"]
    keeps = kind in MAY_KEEP_FILES
    for key, text in texts(record):
        if keeps and key in ("sha256", "ten", "tep", "tep_kem"):
            shown.append(text)
        elif key in ("sha256", "_salt"):
            secret.add(text)
        elif key in SEALED or key in ("so_byte", "loai", "loai_ho_so", "nam_hoc"):
            continue
        elif key in ("ten", "tep", "tep_kem", "tep_pdf", "tep_xml") and "tep_kem_niem_phong" in record:
            secret.add(text.rsplit("/", 1)[-1])
        elif hidden(kind, key):
            secret.add(text)
        elif counted(kind):
            # A whole page of wording is looked for line by line; a few letters of it (`20 năm`, `Toán 1`) may stand anywhere.
            lines = (line.strip("#-*| ") for line in text.split("\n"))
            secret.update(line for line in lines if len(line) >= 8)
        else:
            shown.append(text)
    secret.add(hashlib.sha256(b"\0" + path.read_bytes()).hexdigest())
for path in archive.glob("volumes/*/data/seed.txt"):
    secret.add(path.read_text().strip())
for path in [*archive.glob("volumes/*/*manifest-sha256.txt"), archive / "seal/root.sha256"]:
    secret.update(line[:64] for line in path.read_text().splitlines() if "  data/" in line)
school = json.loads(next(archive.glob("volumes/*/data/tep/boi-canh.json")).read_text("utf-8"))
shown += [text for _, text in texts(school["truong"])]
# Nor are the program's own words a secret: names of kinds, headings, `false` in a script.
root = pathlib.Path(__file__).parents[2]
for path in [root / "schemas/catalogue.yaml", *root.glob("templates/i18n/*/*.ftl"), *root.glob("templates/html/**/*.*")]:
    shown.append(path.read_text("utf-8"))
# What the copy's own lists have for files of its own, such as a page of rules alone, is no secret of another file.
same = {hashlib.sha256(path.read_bytes()).hexdigest() for path in copy.rglob("*") if path.is_file()}
secret -= same
corpus = "\n".join(shown).casefold()
secret = {" ".join(unicodedata.normalize("NFC", text).split()) for text in secret}
wanted = sorted(text for text in secret if len(text) >= 5 and text.casefold() not in corpus)
judge(len(wanted) > 200, f"{len(wanted)} values must be nowhere; {len(secret) - len(wanted)} are too short, or also said where they may be")


def readings(path):
    raw = path.read_bytes()
    yield raw.decode("utf-8", "replace")
    if path.suffix == ".pdf":
        yield subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(path), "-"], stdout=subprocess.PIPE, check=False).stdout.decode("latin-1")
        for how in ([], ["-raw"]):
            yield subprocess.run(["pdftotext", *how, str(path), "-"], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    elif path.suffix in (".html", ".svg", ".xml"):
        yield html.unescape(re.sub(r"<[^>]*>", " ", raw.decode("utf-8", "replace")))
    elif path.suffix == ".js" and (call := re.match(r'NIEMPHONG\.\w+\((".*")\);\s*$', raw.decode("utf-8"), re.S)):
        yield "\n".join(text for _, text in texts_of_any(json.loads(json.loads(call[1]))))


def texts_of_any(value):
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_of_any(item)
    else:
        yield "", str(value)


def is_programs(path, name):
    twin = other / name
    return name.startswith("browse/") and twin.is_file() and twin.read_bytes() == path.read_bytes()


def search(folder, values, every=1):
    """Where each value stands; of the PDFs every n-th is read. grep has the speed that a thousand patterns need."""
    with tempfile.TemporaryDirectory() as work:
        patterns, lines = pathlib.Path(work, "patterns"), pathlib.Path(work, "lines")
        patterns.write_text("\n".join(values) + "\n", "utf-8")
        names, prints = [], 0
        with lines.open("w", encoding="utf-8", errors="replace") as out:
            for path in sorted(folder.rglob("*")):
                name = str(path.relative_to(folder))
                prints += path.suffix == ".pdf"
                skipped = path.is_dir() or is_programs(path, name) or path.suffix == ".pdf" and prints % every
                for text in [name, *([] if skipped else readings(path))]:
                    names.append(name)
                    out.write(" ".join(unicodedata.normalize("NFC", text).split()) + "\n")
        said = subprocess.run(
            ["grep", "-anoFf", patterns, lines], stdout=subprocess.PIPE, check=False, env={**os.environ, "LC_ALL": "C"}
        ).stdout.decode("utf-8", "replace")
        found = {}
        for line in said.splitlines():
            number, hit = line.split(":", 1)
            found.setdefault(hit, names[int(number) - 1])
        return found


leaks = search(copy, wanted)
judge(not leaks, "none of them is in any byte of the copy", (f"{text!r} in {where}" for text, where in leaks.items()))
# Control: the search finds what is there. What a page breaks over lines or columns may escape it, so not all of it.
control = search(archive, wanted, every=8)
judge(len(control) > len(wanted) * 0.9, f"control: {len(control)} of them are found in the archive")

wrong, files, kinds = [], [], set()
for path, record in records(copy):
    kind = record["loai"]
    kinds.add(kind)
    if counted(kind):
        wrong.append(f"{path.name}: {kind} is only to be counted")
    wrong += [f"{path.name}: {key}" for key, text in texts(record) if hidden(kind, key) and text != "•••"]
    if kind not in MAY_KEEP_FILES and any(key in record for key in ("tep", "tep_kem", "tep_pdf", "tep_xml", "tep_kem_niem_phong")):
        wrong.append(f"{path.name}: names kept files")
judge(kinds, f"records of {len(kinds)} kinds are shown")
judge(not wrong, "no record carries a key that it must lack", wrong)
files = [str(path) for path in copy.glob("volumes/*/data/tep/*") if path.name.replace("-", "_") not in MAY_KEEP_FILES]
judge(not files, "no kept file of another kind was copied", files)

# What is not masked is just what was sealed, and what is gone is gone because a rule says so.
FILES = {"tep", "tep_kem", "tep_pdf", "tep_xml"}
STAFF = set(
    "giao_vien gvcn ten_gvcn chu_tri thu_ki co_mat nguoi nguoi_day nguoi_du nguoi_lap nguoi_kiem_tra nguoi_sao_luu"
    " tong_phu_trach ben_giao ben_nhan nhan_su".split()
)
same = masks = 0


def differs(kind, was, now, where):
    global same, masks
    if isinstance(now, dict) and isinstance(was, dict):
        for key in {**was, **now}:
            if key in SEALED:
                continue
            if key not in was:
                yield f"{where}.{key} is new"
            elif key in now:
                yield from differs(kind, was[key], now[key], f"{where}.{key}")
            elif not (hidden(kind, key) or key in FILES or audience == "public" and key in STAFF):
                yield f"{where}.{key} is gone"
    elif isinstance(now, list) and isinstance(was, list) and len(now) == len(was):
        for at, (one, other) in enumerate(zip(was, now)):
            yield from differs(kind, one, other, f"{where}[{at}]")
    elif now == was:
        same += 1
    elif isinstance(now, str) and isinstance(was, str) and re.fullmatch(".+?".join(map(re.escape, now.split("•••"))), was, re.S):
        masks += 1
    else:
        yield f"{where}: {was!r} became {now!r}"


sources = {path.relative_to(archive): record for path, record in records(archive)}
drift, kept = [], []
for path, record in records(copy):
    was = sources.get(path.relative_to(copy))
    drift += [f"{path.name} is not there in the archive"] if was is None else differs(record["loai"], was, record, path.stem)
    if record["loai"] in MAY_KEEP_FILES and was and was.get("tep_kem_niem_phong") != record.get("tep_kem_niem_phong"):
        kept.append(path.name)
shown_here = sum(1 for path, record in records(archive) if not counted(record["loai"]))
judge(not drift, f"{same} values are those that were sealed, {masks} are masked, nothing else is gone", drift)
judge(not kept, "kept files that are shown are the sealed ones", kept)
judge(sum(1 for _ in records(copy)) == shown_here, f"all {shown_here} records that may be shown are there")

seal = hashlib.sha256((archive / "seal/seal.txt").read_bytes()).hexdigest()
text = (copy / "seal/seal.txt").read_text("utf-8")
judge(f" redacted={audience} source=sha256:{seal}\n" in text, "its seal names the seal it was made from")
statement = (copy / "ban-luoc.txt").read_text("utf-8")
judge(f"source-seal: sha256:{seal}\n" in statement and f"for: {audience}\n" in statement, "so does ban-luoc.txt")
minutes = subprocess.run(["pdftotext", str(copy / "evidence/bien-ban.pdf"), "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
judge("BẢN SAO ĐÃ LƯỢC" in minutes and seal in re.sub(r"\s", "", minutes), "so do the sealing minutes, and that it is a copy")
groups = [seal[at : at + 4] for at in range(0, 64, 4)]
silent = [
    str(path.relative_to(copy))
    for path in copy.rglob("*.html")
    if "BẢN SAO ĐÃ LƯỢC" not in (page := path.read_text("utf-8")) or any(f"<span>{group}</span>" not in page for group in groups)
]
judge(not silent, "every page says that it is a redacted copy, and of which seal", silent)
mute = [
    path.name
    for path in sorted(copy.glob("volumes/*/data/ho-so/*/*.pdf"))[::7]
    if "BẢN ĐÃ LƯỢC" not in subprocess.run(["pdftotext", str(path), "-"], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
]
judge(not mute, "every print says so too", mute)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
