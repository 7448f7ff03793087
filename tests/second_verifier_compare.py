#!/usr/bin/env python3
"""Runs the second verifier and `niemphong-verify` over every vector and many edits of the golden archive: they must agree
on the verdict. The other program, if given, must answer as `niemphong-verify` does, byte for byte.

  second_verifier_compare.py VECTORS NIEMPHONG-VERIFY [NIEMPHONG]
"""
import importlib, json, os, re, shutil, subprocess, sys, tempfile


def slurp(path):
    with open(path, "rb") as f:
        return f.read()


def lay(case, folder, golden, work):
    """Does what a case says to a copy of the golden archive; gives its command line."""
    shutil.copytree(golden, work)
    default = "./archive --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23"
    args, due, verdict = default, set(), None
    name = lambda s: re.sub(rb"\\x(..)", lambda m: bytes.fromhex(m[1].decode()), os.fsencode(s))
    for line in case.splitlines():
        key, _, value = line.partition(": ")
        w = value.split(" ")
        at = lambda i: os.path.join(os.fsencode(work), name(w[i]))
        if key in ("run", "more"):
            args = value if key == "run" else default + " " + value
        elif key == "finding":
            due.add(tuple((value + " ").split(" ", 1)))
        elif key == "verdict":
            verdict = value
        elif key == "do" and w[0] in ("delete", "remove", "mkdir", "symlink", "link", "rename", "copy", "swap"):
            if w[0] == "swap":
                for a, b in ((at(1), b"spare"), (at(2), at(1)), (b"spare", at(2))):
                    os.rename(os.path.join(os.fsencode(work), a), os.path.join(os.fsencode(work), b))
            else:
                {"delete": lambda: os.remove(at(1)), "remove": lambda: shutil.rmtree(at(1)), "mkdir": lambda: os.makedirs(at(1)),
                 "symlink": lambda: os.symlink(w[1], at(2)), "link": lambda: os.link(at(1), at(2)),
                 "rename": lambda: os.rename(at(1), at(2)), "copy": lambda: shutil.copy(at(1), at(2))}[w[0]]()
        elif key == "do":
            os.makedirs(os.path.dirname(at(1)), exist_ok=True)
            old, rest = slurp(at(1)) if os.path.exists(at(1)) else b"", " ".join(w[2:])
            nl = lambda s: s.replace("~", " ").replace("\\n", "\n").encode()
            new = {"write": lambda: rest.encode(), "append": lambda: old + rest.replace("\\n", "\n").replace("\\r", "\r").encode(),
                   "grow": lambda: old.ljust(int(rest), b"x"), "replace": lambda: old.replace(nl(w[2]), nl(w[3]), 1),
                   "flip": lambda: old[:int(rest)] + bytes([old[int(rest)] ^ 1]) + old[int(rest) + 1:]}[w[0]]()
            with open(at(1), "wb") as f:
                f.write(new)
    if folder:
        shutil.copytree(folder, work, dirs_exist_ok=True, ignore=shutil.ignore_patterns("case.txt"))
    return args, verdict, {(c, p.strip()) for c, p in due}


def words_of(args, work):
    return [os.path.join(work, a[2:]) if a.startswith("./") else
            open(os.path.join(work, a[1:])).read().strip() if a.startswith("@") else a for a in args.split(" ")]


def one_answer(words, binary, program, *more):
    """Do `niemphong-verify` and `niemphong` give the same bytes and the same exit code? None if they do."""
    theirs = words if words[0] in ("verify-proof", "prove") else ["verify", *words]
    if words[0] == "--chain":
        dirs = words[1:next(i for i, w in enumerate(words + ["--"]) if i and w.startswith("--"))]
        theirs = ["verify", "--chain", *dirs, *words[1 + len(dirs):]]
    a = subprocess.run([binary, *words, *more], capture_output=True)
    b = subprocess.run([program, *theirs, *more], capture_output=True)
    same = (a.returncode, a.stdout, a.stderr) == (b.returncode, b.stdout, b.stderr)
    return None if same else f"{' '.join(words)}: {a.returncode} {a.stderr.decode()} against {b.returncode} {b.stderr.decode()}"


def both(run, binary, args, work):
    words = words_of(args, work)
    try:
        ours = run(words)
    except OSError:
        ours = "unreadable", []
    out = subprocess.run([binary, *words, "--format", "json"], capture_output=True)
    if out.returncode == 3 and not out.stdout:
        return ours, ("unreadable", set())
    report = json.loads(out.stdout)
    every = report["findings"] + [f for a in report.get("archives", []) for f in a["report"]["findings"]]
    cut = lambda found: {(c, p.removeprefix(work)) for c, p in found}
    assert out.returncode == {"passed": 0, "failed": 1, "indeterminate": 4}[report["verdict"]]
    return ours, (report["verdict"], cut({(f["code"], f["path"]) for f in every}))


def errors(golden, binary, program):
    """What can't be done is said in the same words too."""
    archive, trust = os.path.join(golden, "archive"), os.path.join(golden, "trust.yaml")
    asked = [["/nowhere/at/all"], [trust], [archive, "--trust", "/nowhere/trust.yaml", "--trust-root", "0" * 64],
             ["verify-proof", "/nowhere/proof.txt"], ["verify-proof", archive], ["prove", archive, "hoc-ba.0"],
             ["prove", "/nowhere", "hoc-ba.0"], ["prove", archive, "hoc-ba.2412345678"], ["prove", archive, "Học bạ"],
             [archive, "--quick"], [archive, "--min-serial", "2"],
             [archive, "--trust", trust, "--trust-root", "0" * 64, "--min-trust-version", "9"]]
    return [one_answer(words, binary, program, *more) for words in asked for more in ((), ("--lang", "en"))]


def compare(run, vectors, binary, program=None):
    golden, wrong, cases = os.path.join(os.path.dirname(os.path.abspath(vectors)), "golden/v1"), [], []
    for name in sorted(os.listdir(vectors)):
        folder = os.path.join(vectors, name)
        cases.append((name, folder, open(os.path.join(folder, "case.txt"), encoding="utf-8").read()))
    for base, _, names in os.walk(golden):
        for n in sorted(names):
            path, rel = os.path.join(base, n), os.path.relpath(os.path.join(base, n), golden)
            if n == "root-fingerprint.txt":
                continue
            size = os.path.getsize(path)
            steps = [f"flip {rel} {size * i // 7}" for i in range(7)] + [f"delete {rel}", f"append {rel} \\n", f"append {rel} \\r",
                     f"copy {rel} {os.path.dirname(rel) or '.'}/b-{n}", f"write {rel} "]
            cases += [(s, None, "do: " + s) for s in steps]
    differs, asked = [], 0
    for name, folder, case in cases:
        with tempfile.TemporaryDirectory() as scratch:
            work = os.path.join(scratch, "w")
            args, verdict, due = lay(case, folder, golden, work)
            second, first = both(run, binary, args, work)
            if folder and program:
                forms = [(), ("--format", "json"), ("--lang", "en"), ("--lang", "en", "--format", "json")]
                asked += 1  # each vector in one of the forms, in turn
                differs.append(one_answer(words_of(args, work), binary, program, *forms[asked % 4]))
            drop = lambda found: {f for f in found if f[0] != "V413"}
            harmless = folder is None and name.startswith("copy trust.yaml")
            if first[0] != second[0] or folder and (first[0] != verdict or drop(first[1]) != due) or \
                    folder is None and first[0] == "passed" and not harmless:
                wrong.append(f"{name}\n  first  {first[0]} {sorted(first[1])}\n  second {second[0]} {second[1]}")
    print("\n".join(wrong) or f"{len(cases)} cases ({sum(1 for c in cases if c[1])} vectors): both verifiers agree on the verdict")
    if program:
        differs += errors(golden, binary, program)
        told = [d for d in differs if d]
        print("\n".join(told) or f"{len(differs)} answers: niemphong and niemphong-verify give the same bytes")
        wrong += told
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(compare(importlib.import_module("second-verifier").run, *sys.argv[1:4]))
