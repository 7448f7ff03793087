"""Who sealed, who destroyed, and whether that counts (FORMAT.md §8 to §10), for `second-verifier.py`."""
import os, re
from second_verifier_texts import *

# §14: severities note and undetermined, all other codes fail; §9.6: what has its own finding already.
NOTES = set("V006 V010 V305 V413 V508 V606 V607".split())
OPEN = set("V103 V307 V311 V312 V313 V315 V320 V401 V402 V403 V404 V405 V406 V407 V408 V409 V509 V511 V801".split())
REJECTED = set("V302 V303 V304 V306 V310 V314".split())

class Judge:
    """What was found of one archive or proof, and what is known from outside."""
    def __init__(self, root, opt):
        self.root, self.opt, self.found, self.seal, self.trust = root, opt, set(), None, None
        self.files, self.folders, self.known, self.listed, self.roots, self.met = {}, set(), set(), 0, {}, 0

    def add(self, code, path):
        self.found.add((code, "".join(c if " " <= c <= "~" else f"\\u{{{ord(c):x}}}" for c in path)))

    def inside(self, folder):
        return [p for p in self.files if p.startswith(folder + "/")]

    def read(self, path, data, parser, code):
        """What a parser makes of a text that is there."""
        try:
            return None if data is None else parser(data)
        except Bad:
            return self.add(code, path)

    def read_seal(self):  # §5, §9.7
        if self.data is None:
            return
        other = re.match(rb"niemphong-seal/(0|[1-9][0-9]{0,19})(\n|$)", self.data)  # §5.3
        later = other and int(other[1]) < 2**64 and other[1] != b"1"
        self.seal = self.read("seal/seal.txt", self.data, parse_seal, "V103" if later else "V102")
        if self.opt["expect-seal"] not in (None, sha(self.data)):
            self.add("V104", "seal/seal.txt")
        if self.seal and self.seal["serial"] < self.opt["min-serial"]:
            self.add("V412", "seal/seal.txt")

    def load_trust(self):  # §9.1, §9.3, §9.4
        opt, before, good = self.opt, None, bool(self.opt["trust"]) or self.add("V401", "")
        for path in opt["trust"]:
            name = os.path.basename(path)
            if self.root and os.path.realpath(path).startswith(os.path.realpath(self.root) + os.sep):
                return self.add("V407", name)
            content, sigs = slurp(path, 8 * MIB), []
            t = self.read(name, content, parse_trust, "V402")
            if t is None:
                return
            for end in [".minisig"] + [f".{n}.minisig" for n in range(2, 10)]:
                if os.path.exists(path + end):
                    sigs.append(self.read(name + end, slurp(path + end, KIB), parse_signature, "V403"))
            by = lambda keys: {k for k in keys for s in sigs if s and s["main"][2:10] == k[2:10] and
                               s["comment"] == f"niemphong-trust version={t['version']}" and signed(s, k, content)}
            own, pins = by(t["roots"]), set(map(paper_digest, opt["trust-root"]))
            if len(own) < t["threshold"]:
                good = self.add("V403", name)
            if before is None and (not pins or not pins <= set(map(sha, own))):
                good = self.add("V404", name)
            if before and (t["version"] != before["version"] + 1 or len(by(before["roots"])) < before["threshold"]):
                good = self.add("V409", name)
            before = t
        if good:
            self.trust = t
            if not t["issued"] <= opt["as-of"] <= t["expires"]:
                self.add("V405", name)
            if t["version"] < opt["min-trust-version"]:
                self.add("V406", name)

    def standing(self, data, role, comment, content, on, seen):  # §8.2 to §8.5, §9.5
        """(code or None, key): what hinders a signature from counting, and whose it is."""
        try:
            s = parse_signature(data)
        except Bad:
            return "V302", None
        named = [k for k in (self.trust or {"keys": []})["keys"] if k["key"][2:10] == s["main"][2:10]]
        if s["comment"] != comment or not named:
            return "V303" if s["comment"] != comment else "V305" if self.trust else "none", None
        k = next((k for k in named if signed(s, k["key"], content)), None)
        if k is None:
            return "V304", None
        since, last = k["revoked"] and k["revoked"]["since"], k["to"]
        return next((code for code, broken in (
            ("V306", k["role"] != role), ("V310", k["school"] not in ("*", self.seal["archive"].split("/")[2])),
            ("V314", since and on >= since), ("V313", since and (seen is None or seen >= since)),
            ("V311", not k["from"] <= on <= last), ("V312", self.opt["as-of"] > last and (seen is None or seen > last)),
        ) if broken), None), k

    def judge(self, path, purpose, rest, content, on, seen):
        """{role: standing} of the signature files on a path; `report` adds what was found."""
        mine = {r: self.texts[f"{path}.{r}.minisig"] for r in ROLES if f"{path}.{r}.minisig" in self.texts}
        return {r: self.standing(data, r, f"{purpose} role={r} {self.seal['id']}{rest}", content, on, seen)
                for r, data in mine.items()}

    def report(self, path, found):
        for r, (code, _) in found.items():
            if code not in (None, "none"):
                self.add(code, f"{path}.{r}.minisig")

    def policies(self, found, announced, path, missing, unclear):  # §9.6
        id, lacking = self.seal["archive"], set()
        fits = [p for p in self.trust["policies"] if p["archives"] == id or
                p["archives"][-1] == "*" and id.startswith(p["archives"][:-1])]
        for p in fits + [{"require": announced, "threshold": len(announced)}]:
            counted = [r for r in p["require"] if found.get(r, ("V308",))[0] is None]
            if len(counted) < p["threshold"]:
                lacking |= set(p["require"]) - set(counted)
            elif len({found[r][1]["holder"] for r in counted}) < p["threshold"]:
                self.report(path, {r: ("V309", None) for r in counted})
        if not fits:
            self.add("V408", "")
        self.report(path, {r: (unclear if r in found else missing, None) for r in lacking
                           if found.get(r, ("",))[0] not in REJECTED})

    def judge_seal(self):
        seal, opt, t, name, seen = self.seal, self.opt, self.trust, "seal/seal.txt", None
        school, mine, old = lambda a: a.rsplit("/", 1)[0], sha(self.data), seal["supersedes"]
        for p in t["paper-seals"] if t else []:  # §9.7
            here, n = p["archive"] == seal["archive"], p["serial"]
            if school(p["archive"]) == school(seal["archive"]) and (
                    n == seal["serial"] and not here or any(n == m and d != p["seal"] for m, d in seal["others"])
                    or here and n < seal["serial"] and (not old or old[0] < n)):
                self.add("V414", name)
            elif here and n > seal["serial"] and n not in opt.get("known", ()):  # §11.4
                self.add("V411", name)
            elif here and n == seal["serial"] and p["seal"] != mine:
                self.add("V410", name)
            elif here and n == seal["serial"] and p["received"] <= opt["as-of"]:
                seen = p["received"]
        if t and seen is None and opt["expect-seal"] != mine:
            self.add("V413", name)
        on = seal["sealed"][0]
        if on.toordinal() > opt["as-of"].toordinal() + 1:
            self.add("V320", name)
        found = self.judge("evidence/seal.txt", "niemphong", "", self.data, on, seen)
        self.report("evidence/seal.txt", found)
        if t:
            self.policies(found, seal["require"], "evidence/seal.txt", "V308", "V307")
        name = "evidence/bien-ban.pdf"  # §8.6
        if name in self.texts:
            minutes = self.texts[name]
            if not (minutes.startswith(b"%PDF-") and minutes.endswith(b"%%EOF\n")):
                self.add("V316", name)
            keys = [k["key"] for code, k in found.values() if code is None]
            signs = self.judge(name, "niemphong-bien-ban", f" seal=sha256:{mine}", minutes, on, None)
            signs = {r: (None if code in ("V311", "V312", "V313") and k["key"] in keys else code, k)
                     for r, (code, k) in signs.items()}
            self.report(name, signs)
            good = lambda found: {r for r, (code, _) in found.items() if code is None}
            if t and (not good(signs) or good(found) - good(signs)):
                self.add("V315", name)

    def judge_disposal(self, volume, name, data):  # §10
        d = self.read(name, data, lambda d: parse("disposal", d, 16 * KIB), "V501")
        if d is None:
            return
        seal, t, today, on, outer = self.seal, self.trust or {}, self.opt["as-of"], d["on"], self.found
        self.found = set()
        v = next((v for v in seal["volume"] if v["name"] == volume), None)
        mine = [seal["archive"], seal["serial"], sha(self.data), volume]
        same = [d[key] for key in ("archive", "serial", "seal", "volume")] == mine
        papers = [p["received"] for p in t.get("paper-disposals", []) if p["statement"] == sha(data)]
        seen = min((day for day in papers if day <= today), default=None)
        holds = [h for h in t.get("holds", []) if (h["archive"], h["volume"]) == (seal["archive"], volume)]
        for code, broken in (
                ("V502", not same or not v or not d["decided"] <= on >= seal["sealed"][0] or (d["keep"], d["tags"]) != (v["keep"], v["tags"])),
                ("V507", self.inside("volumes/" + volume)), ("V510", on > today),
                ("V504", v and v["keep"] == "permanent"), ("V503", v and v["keep"] != "permanent" and on <= v["keep"]),
                ("V505", any(h["from"] <= on <= h["until"] for h in holds)),
                ("V511", any(on < h["from"] <= today and (seen is None or seen >= h["from"]) for h in holds))):
            if broken:
                self.add(code, name)
        found = self.judge(name, "niemphong-disposal", f" volume={volume}", data, on, seen)
        self.report(name, found)
        if not found or not t:
            self.add("V509" if found else "V506", name)
        else:
            self.policies(found, [], name, "V506", "V509")
        if t and not {code for code, _ in self.found} - NOTES:
            self.add("V508", "volumes/" + volume)
        self.found |= outer
