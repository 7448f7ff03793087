#!/usr/bin/env python3
"""No byte of a sealed archive moves unnoticed.

usage: tamper.py ARCHIVE TRUST FINGERPRINT        (NIEMPHONG is the program; the archive is changed and put back)

One file of each kind (folder and extension) gets one byte changed at its start, middle and end, is cut short, grows, is
removed; files, folders and links are added; volumes, files and signatures change places. Each must end in exit 1 and
KHÔNG ĐẠT, never in ĐẠT. Untouched: exit 0 with trust, 4 without.
"""
import collections
import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

archive, trust, fingerprint = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3]
program = os.environ["NIEMPHONG"]
passed = failed = 0


def verify(*more, trusted=True):
    command = [program, "verify", archive, "--as-of", os.environ.get("AS_OF", "2026-11-23"), *more]
    if trusted:
        command += ["--trust", trust, "--trust-root", fingerprint]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def says_passed(text):
    return re.search(r"(?<!KHÔNG )(?<!\w)ĐẠT", text) is not None


def judge(good, what, text=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(f"{'ok   ' if good else 'FAIL '} {what}", flush=True)
    if not good:
        for line in text.splitlines()[:12]:
            print(f"      {line}")


def refused(what):
    code, text = verify()
    judge(code == 1 and "KHÔNG ĐẠT" in text and not says_passed(text), f"{what}: exit {code}", text)


@contextlib.contextmanager
def restored(path):
    """Whatever is done to `path` inside is undone after, its times included."""
    bytes_before, stat = path.read_bytes(), path.stat()
    try:
        yield bytes_before
    finally:
        if path.is_symlink() or not path.is_file():
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        path.write_bytes(bytes_before)
        os.chmod(path, stat.st_mode)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@contextlib.contextmanager
def added(path):
    try:
        yield path
    finally:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def one_of_each_kind():
    kinds = collections.defaultdict(list)
    for path in sorted(archive.rglob("*")):
        if path.is_file():
            parts = path.relative_to(archive).parts
            if parts[0] == "volumes":
                key = ("volumes", *parts[2:-1][:3], path.suffix if "data" in parts else path.name)
            else:
                key = (*parts[:-1], re.sub(r"^(seal|bien-ban).*\.minisig$", r"\1.minisig", path.name)
                       if parts[0] in ("evidence", "seal") else path.suffix)
            kinds[key].append(path)
    return [paths[len(paths) // 2] for paths in kinds.values()]


code, text = verify()
judge(code == 0 and says_passed(text), f"untouched, with trust: exit {code}", text)
code, text = verify(trusted=False)
judge(code == 4 and "CHƯA KẾT LUẬN" in text and not says_passed(text), f"untouched, without trust: exit {code}", text)
code, text = verify("--format", "json")
judge(code == 0 and json.loads(text)["verdict"] == "passed", "untouched: the JSON says passed", text)
code, text = verify("--format", "json", trusted=False)
judge(code == 4 and json.loads(text)["verdict"] == "indeterminate", "without trust: the JSON says indeterminate", text)

kinds = one_of_each_kind()
print(f"{len(kinds)} kinds of files")
for path in kinds:
    name = path.relative_to(archive)
    with restored(path) as whole:
        for where, at in {"first": 0, "middle": len(whole) // 2, "last": len(whole) - 1}.items():
            if whole:
                changed = bytearray(whole)
                changed[at] ^= 1
                path.write_bytes(changed)
                refused(f"{name}: {where} byte changed")
        path.write_bytes(whole[:-1])
        refused(f"{name}: cut short by one byte")
        path.write_bytes(whole + b"\n")
        refused(f"{name}: a line feed added")
        path.unlink()
        # Without any signature of a role nothing is contradicted: that is "not established", not "false".
        code, text = verify()
        wanted = {1, 4} if name.parts[0] == "evidence" else {1}
        judge(code in wanted and not says_passed(text), f"{name}: removed: exit {code}", text)

volumes = sorted(path for path in (archive / "volumes").iterdir() if path.is_dir())
deep = next(path for path in kinds if "ho-so" in path.parts)
for folder in [archive, archive / "browse", archive / "seal", archive / "evidence", archive / "volumes", volumes[0],
               volumes[0] / "data", deep.parent]:
    for name in ("them.html", "autorun.inf", ".an"):
        with added(folder / name) as path:
            path.write_bytes(b"x")
            refused(f"added: {path.relative_to(archive)}")
with added(deep.parent / "Thumbs.db") as path:
    path.write_bytes(b"x")
    code, text = verify("--format", "json")
    named = [finding["code"] for finding in json.loads(text)["findings"]]
    judge(code == 0 and "V006" in named, f"what Windows leaves behind is named, and stops nobody: exit {code} {named}")
with added(volumes[0] / "data" / "rong") as path:
    path.mkdir()
    refused("added: an empty folder in a volume")
with added(archive / "volumes" / "99-nam") as path:
    path.mkdir()
    refused("added: an empty volume")
with added(deep.parent / "ong.html") as path:
    os.mkfifo(path)
    refused("added: a pipe")
with restored(deep) as whole:
    with added(archive.parent / "outside.tmp") as outside:
        outside.write_bytes(whole)
        deep.unlink()
        deep.symlink_to(outside)
        refused("a record is now a link to the same bytes")
other = next(path for path in deep.parent.iterdir() if path != deep and path.suffix == deep.suffix)
with restored(deep) as one, restored(other) as two:
    deep.write_bytes(two)
    other.write_bytes(one)
    refused("two records have changed places")
away = archive.parent / "away.tmp"
volumes[0].rename(away)
refused(f"the volume {volumes[0].name} is gone")
away.rename(volumes[0])

code, text = verify()
judge(code == 0, f"put back as it was: exit {code}", text)
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
