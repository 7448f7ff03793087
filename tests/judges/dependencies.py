#!/usr/bin/env python3
"""The dependency tree is the one that .deny.toml allows, and the verifier's stays small.

usage: dependencies.py [ROOT]

Reads `cargo metadata` and .deny.toml; needs nothing that is not on a machine that builds the program.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tomllib

# A stranger must be able to read the verifier's whole tree in an afternoon. sha2 and minisign-verify bring nine more.
MOST_PACKAGES_OF_THE_VERIFIER = 12

root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
rules = tomllib.loads((root / ".deny.toml").read_text("utf-8"))
metadata = json.loads(
    subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked", "--quiet"], cwd=root, check=True, stdout=subprocess.PIPE
    ).stdout
)
packages = {package["id"]: package for package in metadata["packages"]}
passed = failed = 0


def judge(good, what, trouble=()):
    global passed, failed
    print(f"{'ok   ' if good else 'FAIL '} {what}")
    for line in trouble:
        print(f"      {line}")
    passed, failed = passed + good, failed + (not good)


def satisfied(expression, allowed):
    """Whether an SPDX expression can be satisfied by the allowed licences alone ("/" is the old spelling of OR)."""
    tokens = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))

    def either():
        value = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            value = both() or value
        return value

    def both():
        value = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            value = one() and value
        return value

    def one():
        token = tokens.pop(0)
        if token == "(":
            value = either()
            tokens.pop(0)
            return value
        if tokens and tokens[0] == "WITH":
            tokens.pop(0)
            token = f"{token} WITH {tokens.pop(0)}"
        return token in allowed

    return either()


# The check itself must be able to say no.
assert satisfied("(MIT OR Apache-2.0) AND Unicode-3.0", {"MIT", "Unicode-3.0"})
assert not satisfied("MIT AND GPL-3.0-only", {"MIT"}) and not satisfied("GPL-2.0 WITH x", {"GPL-2.0"})

allowed = set(rules["licenses"]["allow"])
bad = [
    f"{p['name']} {p['version']}: {p['license']}"
    for p in packages.values()
    if not p["license"] or not satisfied(p["license"], allowed)
]
judge(not bad, f"licences of {len(packages)} packages are on the list", bad)

banned = {ban["crate"]: ban for ban in rules["bans"]["deny"]}
bad = []
for package in packages.values():
    ban = banned.get(package["name"])
    if ban:
        users = {
            packages[node["id"]]["name"]
            for node in metadata["resolve"]["nodes"]
            if any(dep["pkg"] == package["id"] for dep in node["deps"])
        }
        if not users or users - set(ban.get("wrappers", [])):
            bad.append(f"{package['name']}: {ban['reason']} (used by {', '.join(sorted(users))})")
judge(not bad, "no banned package, save under the one that may have it", bad)

registries = {f"registry+{url}" for url in rules["sources"]["allow-registry"]}
bad = [f"{p['name']}: {p['source']}" for p in packages.values() if p["source"] and p["source"] not in registries]
judge(not bad, "every package comes from the one registry", bad)

versions = collections.Counter(p["name"] for p in packages.values())
judge(versions["comemo"] == 1, f"one comemo ({versions['comemo']} found): with two, evicting typst's cache does nothing")

# Asked of the verifier alone, as it is built for the schools: beside the program, packages get features for it too.
tree = subprocess.run(
    ["cargo", "tree", "--locked", "--quiet", "-p", "niemphong-archive", "-e", "normal", "--prefix", "none", "-f", "{p}"],
    cwd=root, check=True, stdout=subprocess.PIPE, text=True,
).stdout
tree = sorted({line.split()[0] for line in tree.splitlines() if line.strip()})
judge(len(tree) <= MOST_PACKAGES_OF_THE_VERIFIER, f"the verifier is {len(tree)} packages: {' '.join(tree)}")

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
