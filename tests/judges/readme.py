#!/usr/bin/env python3
"""The commands of README.md are run as they are printed, one block after the other, in an empty folder.

usage: readme.py README EXPORT        (NIEMPHONG is the program, JUDGES the folder of the judges' tools)

A block is "```sh NAME". The block `demo` builds the release program and is left to the reader; every other one must
end with exit 0. $FINGERPRINT is what the block `keys` printed, as a reader would copy it from paper.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

readme, export = pathlib.Path(sys.argv[1]).read_text("utf-8"), pathlib.Path(sys.argv[2])
expected = ["demo", "commands", "keys", "principal", "copies", "encrypted", "redact", "inspector", "script", "by-hand"]
passed = failed = 0
blocks = re.findall(r"^```sh (\S+)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)

with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch)
    (folder / "bin").mkdir()
    (folder / "bin" / "niemphong").symlink_to(pathlib.Path(os.environ["NIEMPHONG"]).resolve())
    desk = folder / "desk"
    desk.mkdir()
    shutil.copytree(export, desk / "xuat-2025-2026")
    for name in ("mat-khau.txt", "mat-khau-so.txt"):
        (desk / name).write_text("một mật khẩu đủ dài\n", "utf-8")
    tools = pathlib.Path(os.environ["JUDGES"]).resolve() / "venv" / "bin"
    environment = dict(os.environ, PATH=f"{folder / 'bin'}:{tools}:{os.environ['PATH']}")
    for name, commands in blocks:
        if name == "demo":
            continue
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands], cwd=desk, env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        said = done.stdout.decode("utf-8", "replace")
        good = done.returncode == 0
        if name == "keys":
            # The last line that looks like one: the trust file's root. Each new key shows its own before.
            found = re.findall(r"(?:[0-9a-f]{4} ){15}[0-9a-f]{4}|\b[0-9a-f]{64}\b", said)
            good = good and bool(found)
            environment["FINGERPRINT"] = found[-1] if found else ""
        if name == "script":
            # The trial archive, which nobody signed, lacks a signature that the trust file demands.
            good = good and "luu-tru-2025-2026 0" in said and "luu-tru-thu 1" in said
        print(f"{'ok   ' if good else 'FAIL '} the block “{name}”: exit {done.returncode}")
        if not good:
            print("\n".join("      " + line for line in said.splitlines()[-15:]))
        passed, failed = passed + good, failed + (not good)

names = [name for name, _ in blocks]
if names != expected:
    print(f"FAIL  the blocks are {names}, expected {expected}")
    failed += 1
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
