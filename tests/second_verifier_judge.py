"""Trust, signatures, policies and disposals (FORMAT.md §8 to §10), for `second-verifier.py`."""
import datetime, os, re
from second_verifier_texts import *

NOTES = {"V006", "V010", "V305", "V413", "V508", "V606", "V607"}
OPEN = {"V103", "V307", "V311", "V312", "V313", "V315", "V320", "V401", "V402", "V403", "V404", "V405", "V406", "V407",
        "V408", "V409", "V509", "V511", "V801"}
REJECTED = {"V302", "V303", "V304", "V306", "V310", "V314"}


def paper_digest(s):
    s = re.sub(r"[\s:.\u2013-]", "", re.sub(r"^\s*sha256", "", s.lower()))
    need(re.fullmatch(HEX, s))
    return s


def load_trust(opt, archive, add):  # §9.1, §9.3, §9.4
    if not opt["trust"]:
        return add("V401", "")
    before, good = None, True
    for path in opt["trust"]:
        name = os.path.basename(path)
        if archive and os.path.realpath(path).startswith(os.path.realpath(archive) + os.sep):
            return add("V407", name)
        content = slurp(path, 8 * MIB)
        try:
            t = parse_trust(content)
        except Bad:
            return add("V402", name)
        sigs = []
        for n in [""] + [f".{i}" for i in range(2, 10)]:
            if os.path.exists(f"{path}{n}.minisig"):
                try:
                    sigs.append(parse_signature(slurp(f"{path}{n}.minisig", KIB)))
                except Bad:
                    add("V403", f"{name}{n}.minisig")
        by = lambda keys: {k for k in keys for s in sigs
                           if s[0] == k[2:10] and s[1] == f"niemphong-trust version={t['version']}" and signed(s, k, content)}
        own = by(t["roots"])
        if len(own) < t["threshold"]:
            good = add("V403", name)
        if before is None:
            pins = {paper_digest(p) for p in opt["trust-root"]}
            if not pins or not pins <= {sha(k) for k in own}:
                good = add("V404", name)
        elif t["version"] != before["version"] + 1 or len(by(before["roots"])) < before["threshold"]:
            good = add("V409", name)
        before = t
    if good is None:
        return None
    if not t["issued"] <= opt["as-of"] <= t["expires"]:
        add("V405", name)
    if t["version"] < opt["min-trust-version"]:
        add("V406", name)
    return t


class Judge:  # §8, §9.5, §9.6
    def __init__(self, seal, data, trust, opt, add):
        self.seal, self.data, self.trust, self.opt, self.add = seal, data, trust, opt, add
        self.id = f"archive={seal['archive']} serial={seal['serial']}"

    def standing(self, data, role, comment, content, on, seen):
        """(code or None, key): what hinders this signature, and whose it is."""
        try:
            s = parse_signature(data)
        except Bad:
            return "V302", None
        if s[1] != comment:
            return "V303", None
        if self.trust is None:
            return "none", None
        named = [k for k in self.trust["keys"] if k["key"][2:10] == s[0]]
        if not named:
            return "V305", None
        k = next((k for k in named if signed(s, k["key"], content)), None)
        if k is None:
            return "V304", None
        if k["role"] != role:
            return "V306", k
        if k["school"] not in ("*", self.seal["archive"].split("/")[2]):
            return "V310", k
        since = k["revoked"][2] if "revoked" in k else None
        if since and on >= since:
            return "V314", k
        if since and (seen is None or seen >= since):
            return "V313", k
        if not k["valid-from"] <= on <= k["valid-to"]:
            return "V311", k
        if self.opt["as-of"] > k["valid-to"] and (seen is None or seen > k["valid-to"]):
            return "V312", k
        return None, k

    def policies(self, standing, announced, path, missing, open_):
        fits = [p for p in self.trust["policies"] if self.seal["archive"].startswith(p["archives"][:-1])
                and p["archives"].endswith("*") or p["archives"] == self.seal["archive"]]
        good = lambda r: r in standing and standing[r][0] is None
        lacking = set()
        for p in fits + [{"require": announced, "threshold": len(announced)}]:
            counted = [r for r in p["require"] if good(r)]
            if len(counted) < p["threshold"]:
                lacking |= {r for r in p["require"] if not good(r)}
            elif len({standing[r][1]["holder"] for r in counted}) < p["threshold"]:
                for r in counted:
                    self.add("V309", path(r))
        if not fits:
            self.add("V408", "")
        for r in lacking:
            if r not in standing:
                self.add(missing, path(r))
            elif standing[r][0] not in REJECTED:
                self.add(open_, path(r))

    def report(self, code, path):
        if code not in (None, "none"):
            self.add(code, path)

    def judge_seal(self, sigs, minutes=None, minutes_sigs=()):
        seal, opt, digest, seen = self.seal, self.opt, sha(self.data), None
        school, named = lambda a: a.rsplit("/", 1)[0], [x for x in (seal["previous"], seal["supersedes"]) if x]
        for p in self.trust["papers"] if self.trust else []:
            here, s = p["archive"] == seal["archive"], seal["supersedes"]
            if school(p["archive"]) == school(seal["archive"]) and (
                    p["serial"] == seal["serial"] and not here or any(n == p["serial"] and d != p["seal"] for n, d in named)
                    or here and p["serial"] < seal["serial"] and (not s or s[0] < p["serial"])):
                self.add("V414", "seal/seal.txt")
            elif here and p["serial"] >= seal["serial"]:
                if p["serial"] > seal["serial"]:
                    if p["serial"] not in opt.get("known", ()):  # §11.4
                        self.add("V411", "seal/seal.txt")
                elif p["seal"] != digest:
                    self.add("V410", "seal/seal.txt")
                elif p["received"] <= opt["as-of"]:
                    seen = p["received"]
        if self.trust and seen is None and opt["expect-seal"] != digest:
            self.add("V413", "seal/seal.txt")
        on, path = seal["sealed_at"][0], lambda r: f"evidence/seal.txt.{r}.minisig"
        found = {r: self.standing(d, r, f"niemphong role={r} {self.id}", self.data, on, seen) for r, d in sigs.items()}
        for r, (code, _) in found.items():
            self.report(code, path(r))
        if on.toordinal() > opt["as-of"].toordinal() + 1:
            self.add("V320", "seal/seal.txt")
        if self.trust:
            self.policies(found, seal["require"], path, "V308", "V307")
        if minutes is None:
            return
        name, ok = "evidence/bien-ban.pdf", set()
        if not (minutes.startswith(b"%PDF-") and minutes.endswith(b"%%EOF\n")):
            self.add("V316", name)
        for r, d in dict(minutes_sigs).items():
            comment = f"niemphong-bien-ban role={r} {self.id} seal=sha256:{digest}"
            code, key = self.standing(d, r, comment, minutes, on, None)
            if code in ("V311", "V312", "V313") and any(c is None and k["key"] == key["key"] for c, k in found.values()):
                code = None
            ok |= {r} if code is None else set()
            self.report(code, f"{name}.{r}.minisig")
        counted = {r for r, (code, _) in found.items() if code is None}
        if self.trust and (not ok or counted - ok):
            self.add("V315", name)

    def judge_disposal(self, volume, data, sigs, present):  # §10
        name, path, got = f"disposals/{volume}.txt", lambda r: f"disposals/{volume}.txt.{r}.minisig", set()

        outer = self.add

        def add(code, where):
            got.add(code)
            outer(code, where)
        try:
            l = Lines(text(data, 16 * KIB))
            l.exact("niemphong-disposal/1")
            d = [l.get(p + ": ", read) for p, read in (
                ("archive", archive_id), ("serial", serial), ("seal", tagged), ("volume", klass), ("keep-until", keep_until),
                ("tagmanifest", tagged), ("disposed-on", date), ("decision", line_text), ("decision-date", date),
                ("authority", line_text), ("minutes", line_text), ("basis", line_text), ("method", line_text))]
            l.end()
        except Bad:
            return self.add("V501", name)
        v, on = next((v for v in self.seal["volumes"] if v["name"] == volume), None), d[6]
        fits = d[:4] == [self.seal["archive"], self.seal["serial"], sha(self.data), volume] and d[8] <= on and v
        if not fits or d[4] != v["keep"] or d[5] != v["tags"]:
            add("V502", name)
        if present:
            add("V507", name)
        if v and (v["keep"] == "permanent" or on <= v["keep"]):
            add("V504" if v["keep"] == "permanent" else "V503", name)
        if on > self.opt["as-of"]:
            add("V510", name)
        t = self.trust
        seen = min((p["received"] for p in (t["paper_d"] if t else []) if p["statement"] == sha(data) and p["received"] <= self.opt["as-of"]), default=None)
        for h in t["holds"] if t else []:
            if h["archive"] == self.seal["archive"] and h["volume"] == volume:
                if h["from"] <= on <= h["until"]:
                    add("V505", name)
                elif on < h["from"] <= self.opt["as-of"] and (seen is None or seen >= h["from"]):
                    add("V511", name)
        found = {r: self.standing(s, r, f"niemphong-disposal role={r} {self.id} volume={volume}", data, on, seen) for r, s in sigs.items()}
        self.add = add
        for r, (code, _) in found.items():
            self.report(code, path(r))
        if not sigs:
            add("V506", name)
        elif not t:
            add("V509", name)
        else:
            self.policies(found, [], path, "V506", "V509")
        self.add = outer
        if t and not got - NOTES:
            self.add("V508", f"volumes/{volume}")
