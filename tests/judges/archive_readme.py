#!/usr/bin/env python3
"""The steps of src/archive/README.md, "Without us", are followed to the letter by one who has only public tools.

usage: archive_readme.py ARCHIVE KEY.pub TRUST ROOT.pub        (bagit.py is on the path)

KEY and ROOTKEY in the text stand for public keys; trust.yaml for the file that lies outside. Each block must end with
exit 0; the one that looks for what nobody sealed must print nothing.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

archive, key, trust, root = sys.argv[1:]
text = (pathlib.Path(__file__).parents[2] / "src" / "archive" / "README.md").read_text("utf-8")
section = re.search(r"^## Without us\n(.*?)^One record by hand", text, re.MULTILINE | re.DOTALL).group(1)
blocks = [re.sub(r"^        ", "", block, flags=re.MULTILINE) for block in re.findall(r"(?:^        .*\n)+", section, re.MULTILINE)]
passed = failed = 0


def public(path):
    return pathlib.Path(path).read_text("utf-8").splitlines()[1].strip()


with tempfile.TemporaryDirectory() as scratch:
    for number, block in enumerate(blocks, 1):
        commands = (
            block.replace("ROOTKEY", public(root))
            .replace(" KEY ", f" {public(key)} ")
            .replace("trust.yaml", str(pathlib.Path(trust).resolve()))
        )
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands], cwd=archive,
            env={**os.environ, "TMPDIR": scratch},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        said = done.stdout.decode("utf-8", "replace")
        good = done.returncode == 0 and not ("comm -13" in block and said.strip())
        print(f"{'ok   ' if good else 'FAIL '} step {number}: {block.splitlines()[0].strip()[:80]}")
        if not good:
            print("\n".join("      " + line for line in [f"exit {done.returncode}", *said.splitlines()[:10]]))
        passed, failed = passed + good, failed + (not good)

if len(blocks) != 6 or not any("comm -13" in block for block in blocks):
    print(f"FAIL  {len(blocks)} steps were found, 6 expected")
    failed += 1
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
