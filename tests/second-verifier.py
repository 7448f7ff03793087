#!/usr/bin/env python3
"""A second verifier of niemphong archives, written from src/archive/FORMAT.md; its clauses are the "§" here.

  second-verifier.py ARCHIVE [--trust F]... [--trust-root FP]... [--expect-seal D] [--as-of DATE] [--quick]
                     [--min-serial N] [--min-trust-version N]
  second-verifier.py --chain DIR... [options]
  second-verifier.py verify-proof FILE|FOLDER [options]     by second_verifier_parts.py

It gives the verdict of §13.1 and no report: what fails is a ValueError, and the first one ends the check."""
import argparse, datetime, hashlib, hmac, importlib, json, os, re, sys, traceback
from pathlib import Path
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from second_verifier_texts import expression, need, read, read_record, value

KIB, MIB, UNTOLD, NEVER, DAY = 2**10, 2**20, 2**64, datetime.date.max, datetime.date.fromisoformat
ROLES = ["hieu_truong", "van_thu", "thanh_tra", "so_gddt"]
SEAL, ROOT, MINUTES = "seal/seal.txt", "seal/root.sha256", "evidence/bien-ban.pdf"
TAGS, MANIFEST, PRINTS = "tagmanifest-sha256.txt", "manifest-sha256.txt", "browse/ban-in.txt"
SEED, LEAVES, CLASS = "data/seed.txt", "data/leaves.txt", expression("class")
LITTER = ("Thumbs.db", "desktop.ini", ".DS_Store")

def required(text):  # §3
    roles = [text.require, *(more.role for more in text.role)]
    need(roles == [role for role in ROLES if role in roles])
    return roles

def longest_first(volumes):  # §5.2
    terms = [100 if v.volume == "vinh-vien" else int(v.volume[:-4]) for v in volumes]
    need(terms == sorted(set(terms), reverse=True))
    return zip(volumes, terms)

def read_seal(data):  # §5.2
    s = read("seal", data)
    s.require, s.owner = required(s), s.archive.rsplit("/", 1)[0]
    s.others = [other for other in (s.previous, s.supersedes) if other]
    need((s.previous is None) == (s.serial == 1) and all(other.serial < s.serial for other in s.others))
    need((s.supersedes is None) == (s.reason is None))
    for v, term in longest_first(s.volume):
        need((v.keep_until == "permanent") == (term == 100))
        need(term == 100 or v.keep_until.year >= int(s.archive[-9:-5]) + term)
    return s

def read_trust(data):  # §9.2
    t = read("trust", data)
    keys, papers = [k.key for k in t.key + t.signer], [(p.archive, p.serial) for p in t.paper]
    need(0 < t.version < 2**32 and t.issued <= t.expires and 1 <= t.threshold <= len(t.key))
    need(len(set(keys)) == len(keys) and len(set(papers)) == len(papers))
    need(all(value("archive-id", named.archive) for named in t.hold + t.paper + t.paper_d))
    for k in t.signer:
        need(k.valid_from <= k.valid_to)
        need(not k.revoked or k.revoked.compromised_since <= k.revoked.on)
    for p in t.policy:
        p.require = required(p)
        need(value("archives", p.archives) and 1 <= p.threshold <= len(p.require))
    return t

def read_signature(data):  # §8.2
    s = read("signature", data)
    s.comment = data.split(b"\n")[2].removeprefix(b"trusted comment: ").decode()
    need(s.base64_74[:2] == b"ED")
    return s

def read_manifest(data):  # §6.1
    manifest = {line.path: line.hex64 for line in read("manifest", data).hex64}
    need([*manifest] == sorted(manifest) and len(manifest) == data.count(b"\n") <= 500000)
    need(not folders_of(manifest) & manifest.keys())
    return manifest

def folders_of(paths):
    return {path[:slash.start()] for path in paths for slash in re.finditer("/", path)}

def read_leaves(data):  # §7.1
    leaves = read("leaves", data).number
    ids = [leaf.record_id for leaf in leaves]
    need([leaf.number for leaf in leaves] == list(range(len(ids))) and ids == sorted(set(ids)))
    need(len({leaf.path for leaf in leaves}) == len(ids))
    return leaves

def sha(data):
    return hashlib.sha256(data).hexdigest()

def salt(seed, message):  # §7.2, §7.6
    return hmac.new(seed, message.encode(), "sha256").hexdigest()[:32]

def node(left, right):  # §7.4
    return sha(b"\1" + bytes.fromhex(left + right))

def tree_root(leaves):  # §7.4
    if len(leaves) < 2:
        return leaves[0] if leaves else sha(b"")
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node(tree_root(leaves[:half]), tree_root(leaves[half:]))

def print_leaf(salt, record, digest):  # §7.6
    return sha(f"\0niemphong-print/1 {salt} {record} {digest}".encode())

def signed(s, key, content):  # §8.4
    try:
        public = Ed25519PublicKey.from_public_bytes(key[10:])
        public.verify(s.base64_74[10:], hashlib.blake2b(content).digest())
        public.verify(s.base64_64, s.base64_74[10:] + s.comment.encode())
    except (InvalidSignature, ValueError):
        return False
    return s.base64_74[2:10] == key[2:10]

def slurp(path, limit):
    need(os.path.getsize(path) <= limit)
    return Path(path).read_bytes()

class Sealed:
    """A seal with what lies beside it, judged as asked; `doubts` are clauses that leave the verdict open."""
    def __init__(self, asked, root=None):
        self.asked, self.today, self.root, self.seal, self.digest = asked, asked.as_of, root, None, ""
        self.files, self.folders, self.known, self.met, self.lines = {}, set(), set(), 0, 0
        self.texts, self.prints, self.doubts, self.chain = {}, {}, set(), set()
        self.trust = self.load_trust()

    def load_trust(self):  # §9.1, §9.3, §9.4
        """The last trust file, if it may be used."""
        before, good = None, bool(self.asked.trust) or self.doubts.add("9.1")
        for path in self.asked.trust:
            try:
                need(not self.root or Path(self.root).resolve() not in Path(path).resolve().parents)
                content = slurp(path, 8 * MIB)
                t = read_trust(content)
            except ValueError:
                return self.doubts.add("9.1, 9.2")
            signatures = [self.trust_signature(path + end) for end in ("", *(f".{n}" for n in range(2, 10)))]
            ours = [s for s in signatures if s and s.comment == f"niemphong-trust version={t.version}"]
            own, old = ({root.key for root in roots.key for s in ours if signed(s, root.key, content)}
                        for roots in (t, before or t))
            pinned = self.asked.trust_root and {*self.asked.trust_root} <= {sha(key) for key in own}
            follows = before and t.version == before.version + 1 and len(old) >= before.threshold
            if len(own) < t.threshold or not (follows if before else pinned):
                good = self.doubts.add("9.3")
            before = t
        if good and not (t.issued <= self.today <= t.expires and t.version >= self.asked.min_trust_version):
            self.doubts.add("9.4")
        return good and before

    def trust_signature(self, path):  # §9.3
        try:
            return os.path.exists(path + ".minisig") and read_signature(slurp(path + ".minisig", KIB))
        except ValueError:
            return self.doubts.add("9.3")

    def read_seal(self, data):  # §5.3
        self.data, self.digest = data, sha(data)
        try:
            self.seal = value("other-seal", data.decode("utf-8", "replace")) and self.doubts.add("5.3")
        except ValueError:
            self.seal = read_seal(data)

    def as_asked(self):  # §5.4, §9.7
        need(self.asked.expect_seal in (None, self.digest))
        need(not self.seal or self.seal.serial >= self.asked.min_serial)

    def seen(self):  # §9.7
        """The day on which paper shows this seal, if any does. No paper may contradict it."""
        seal, seen, papers = self.seal, NEVER, self.trust.paper if self.trust else []
        for p in [p for p in papers if p.archive.rsplit("/", 1)[0] == seal.owner]:
            need(all(p.seal == other.digest for other in seal.others if other.serial == p.serial))
            if p.serial == seal.serial:
                need(p.archive == seal.archive and p.seal == self.digest)
                seen = p.received if p.received <= self.today else NEVER
            elif p.archive == seal.archive:
                corrected = seal.supersedes.serial if seal.supersedes else 0
                need(p.serial <= corrected or p.serial > seal.serial and p.serial in self.chain)
        return seen

    def signatures(self, path, purpose, rest, content, on, seen, proven=()):  # §8.2 to §8.5, §9.5
        """{role: key} of the signatures on a file, with None for the key of one that doesn't count."""
        found, seal = {}, self.seal
        for role in [role for role in ROLES if f"{path}.{role}.minisig" in self.texts]:
            s, found[role] = read_signature(self.texts[f"{path}.{role}.minisig"]), None
            need(s.comment == f"{purpose} role={role} archive={seal.archive} serial={seal.serial}{rest}")
            named = [k for k in self.trust.signer if k.key[2:10] == s.base64_74[2:10]] if self.trust else []
            if not named:
                continue
            key, *_ = [k for k in named if signed(s, k.key, content)]
            need(key.role == role and key.school in (None, seal.archive.split("/")[2]))
            since = key.revoked.compromised_since if key.revoked else NEVER
            need(not key.revoked or on < since)
            fresh = (not key.revoked or seen < since) and min(self.today, seen) <= key.valid_to
            if key in proven or fresh and key.valid_from <= on <= key.valid_to:
                found[role] = key
            else:
                self.doubts.add("9.5")
        return found

    def policies(self, found, announced, clause):  # §9.6
        fits = lambda p: re.fullmatch(p.archives.replace("*", ".*"), self.seal.archive)
        asked = [(p.require, p.threshold) for p in self.trust.policy if fits(p)] if self.trust else []
        if not asked:
            self.doubts.add("9.6")
        for roles, threshold in asked + [(announced, len(announced))] if self.trust else []:
            keys = [found[role] for role in roles if found.get(role)]
            if len(keys) < threshold:
                need(found.keys() >= {*roles})
                self.doubts.add(clause)
            else:
                need(len({key.holder for key in keys}) >= threshold)

    def judge(self):  # §8, §9
        on = self.seal.sealed_at.date()
        if on.toordinal() > self.today.toordinal() + 1:
            self.doubts.add("9.5")
        found = self.signatures("evidence/seal.txt", "niemphong", "", self.data, on, self.seen())
        self.policies(found, self.seal.require, "9.6")
        if MINUTES in self.texts:  # §8.6
            pdf, keys = self.texts[MINUTES], [key for key in found.values() if key]
            need(pdf.startswith(b"%PDF-") and pdf.endswith(b"%%EOF\n"))
            rest = f" seal=sha256:{self.digest}"
            own = self.signatures(MINUTES, "niemphong-bien-ban", rest, pdf, on, NEVER, keys)
            if self.trust and not (any(own.values()) and all(own.get(role) for role in found if found[role])):
                self.doubts.add("8.6")
        for path in [path for path in self.texts if path.startswith("disposals/") and path.endswith(".txt")]:
            self.judge_disposal(path, self.texts[path], path[10:-4])
        return self.doubts

    def judge_disposal(self, path, data, volume):  # §10
        d, seal, papers = read("disposal", data), self.seal, self.trust.paper_d if self.trust else []
        (v,), on = [v for v in seal.volume if v.volume == volume], d.disposed_on
        need((d.archive, d.serial, d.seal) == (seal.archive, seal.serial, self.digest))
        need((d.volume, d.keep_until, d.tagmanifest) == (v.volume, v.keep_until, v.tagmanifest))
        need(d.decision_date <= on >= seal.sealed_at.date() and not self.inside("volumes/" + volume))
        need(v.keep_until != "permanent" and v.keep_until < on <= self.today)
        papers = [p.received for p in papers if p.statement == sha(data) and p.received <= self.today]
        seen, holds = min(papers, default=NEVER), self.trust.hold if self.trust else []
        for hold in [hold for hold in holds if (hold.archive, hold.volume) == (seal.archive, volume)]:
            start = vars(hold)["from"]
            need(not start <= on <= (hold.until or NEVER))
            if on < start <= min(self.today, seen):
                self.doubts.add("10.3")
        found = self.signatures(path, "niemphong-disposal", f" volume={volume}", data, on, seen)
        need(found)
        self.policies(found, [], "10.4")

    def inside(self, folder):
        return [path for path in self.files if path.startswith(folder + "/")]

class Archive(Sealed):  # §4, §6, §7
    def walk(self, folder=""):  # §4.1, §4.2, §4.6, §4.7
        for entry in os.scandir(os.path.join(self.root, folder)):
            path, is_folder = folder + entry.name, entry.is_dir(follow_symlinks=False)
            self.met += 1
            need(self.met <= 10**6 and (is_folder or entry.is_file(follow_symlinks=False)))
            if path == "System Volume Information" if is_folder else entry.name in LITTER:
                continue
            value("path", path)
            if is_folder:
                self.folders.add(path)
                self.walk(path + "/")
            else:
                self.files[path] = entry.stat().st_size

    def take(self, path, limit, due=None, quick=False):  # §4.4, §4.5, §4.7, §13.3
        """The bytes of a file, which must be there; none in a quick check."""
        need(path in self.files and self.files[path] <= limit)
        self.known.add(path)
        data = None if quick else slurp(os.path.join(self.root, path), limit)
        need(quick or due in (None, sha(data)))
        return data

    def manifest(self, path, due):  # §4.7, §6.1
        manifest = read_manifest(self.take(path, 64 * MIB, due))
        self.lines += len(manifest)
        need(self.lines <= 10**6)
        return manifest

    def count(self, manifest, base, sealed):  # §6.3
        size = sum(self.files[base + path] for path in manifest)
        need(not sealed or len(manifest) == sealed.files and (self.asked.quick or size == sealed.bytes))

    def volume(self, base, v):  # §6, §7
        """Judges a volume by what the seal says of it; by its own lists, if it says nothing."""
        most, tags = v.bytes if v else UNTOLD, self.manifest(base + TAGS, v and v.tagmanifest)
        need(tags.keys() == {"bagit.txt", "bag-info.txt", MANIFEST})
        bagit, info = (self.take(base + name, 16 * KIB, tags[name]) for name in ("bagit.txt", "bag-info.txt"))
        need(bagit == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        need(not v or info == self.bag_info(v).encode())
        manifest = self.manifest(base + MANIFEST, tags[MANIFEST])
        need(all(path.startswith("data/") for path in manifest) and {SEED, LEAVES} <= manifest.keys())
        seed = read("seed", self.take(base + SEED, min(KIB, most), manifest[SEED]))
        leaves = read_leaves(self.take(base + LEAVES, min(64 * MIB, most), manifest[LEAVES]))
        records = {path for path in manifest if path.endswith(".json") and not path.startswith("data/tep/")}
        need(records == {leaf.path for leaf in leaves})
        need(not v or (len(leaves), tree_root([leaf.hex64 for leaf in leaves])) == (v.leaves, v.leaves_root))
        for leaf in leaves:
            data = self.take(base + leaf.path, min(4 * MIB, most), manifest[leaf.path], self.asked.quick)
            if data is not None:
                record, rid = read_record(data), leaf.record_id
                need(sha(b"\0" + data) == leaf.hex64)
                need((record["_id"], record.get("_salt")) == (rid, salt(seed, rid)))
        for path in manifest.keys() - records:
            self.take(base + path, most, manifest[path], self.asked.quick)
        self.count(manifest, base, v)
        prints = [(leaf.record_id, manifest.get(leaf.path[:-4] + "pdf", "none")) for leaf in leaves]
        prints = [print_leaf(salt(seed, "print " + rid), rid, due) for rid, due in prints]
        self.prints[base[8:-1]] = tree_root(prints)

    def bag_info(self, v):  # §6.4
        return (f"Bag-Software-Agent: {self.seal.builder}\nBagging-Date: {self.seal.sealed_at.date()}\n"
                f"External-Identifier: {self.seal.archive}/{v.volume}\nPayload-Oxum: {v.bytes}.{v.files}\n"
                f"Source-Organization: {self.seal.school}\n")

    def loose(self):  # §6.2, §6.3, §7.6
        seal, most = self.seal, self.seal.bytes if self.seal else UNTOLD
        root = self.manifest(ROOT, seal and seal.digest)
        for path, due in root.items():
            need(not re.match("(volumes|evidence|disposals|seal)(/|$)", path))
            data = self.take(path, min(16 * KIB, most) if path == PRINTS else most, due, self.asked.quick)
            if path == PRINTS and data is not None and seal:
                roots = {line.volume: line.hex64 for line in read("prints", data).volume}
                need([*roots] == [v.volume for v in seal.volume] and self.prints.items() <= roots.items())
        self.count(root, "", seal)

    def evidence(self, *folders):  # §8.1
        limits = {"pdf": 32 * MIB, "txt": 16 * KIB, "minisig": KIB}
        for path in [path for folder in folders for path in self.inside(folder)]:
            value(*path.split("/", 1))
            self.texts[path] = self.take(path, limits[path.rsplit(".")[-1]])
            signed = path.rsplit(".", 2)[0] if path.endswith(".minisig") else path
            need(signed in self.files or signed == "evidence/seal.txt")

    def closed(self, *may_be_empty):  # §4.4
        need(self.files.keys() == self.known)
        need(self.folders <= folders_of(self.files) | {*may_be_empty})

    def verify(self):
        self.walk()
        self.read_seal(self.take(SEAL, 64 * KIB))
        self.evidence("evidence", "disposals")
        found = {path[8:]: None for path in self.folders if re.fullmatch(f"volumes/({CLASS})", path)}
        for name, v in {v.volume: v for v in self.seal.volume}.items() if self.seal else found.items():
            if self.inside("volumes/" + name):
                self.volume(f"volumes/{name}/", v)
            else:
                need(not v or f"disposals/{name}.txt" in self.texts)  # §6.5
        self.loose()
        self.closed("evidence", "disposals")
        if self.asked.quick:
            self.doubts.add("13.3")

def judge_chain(links):  # §11
    for link in links:
        link.verify()
    links.sort(key=lambda link: (link.seal.serial if link.seal else 0, link.digest, link.root))
    links[-1].as_asked()  # §11.3
    sealed = [link for link in links if link.seal]
    for link in sealed:
        link.chain = {other.seal.serial for other in sealed}
        link.judge()
    for before, link in zip(sealed, sealed[1:]):
        a, b = before.seal, link.seal
        need(a.owner == b.owner)
        if a.serial == b.serial:
            need(before.digest == link.digest)
        else:
            need((b.previous.serial, b.previous.digest) == (a.serial, before.digest))
            need(a.sealed_at <= b.sealed_at and (b.supersedes or a.archive[-9:] <= b.archive[-9:]))
    for old in [link.seal.supersedes for link in sealed if link.seal.supersedes]:  # §11.4
        need(all(link.digest == old.digest for link in sealed if link.seal.serial == old.serial))
    return set().union(*(link.doubts for link in links))

def paper_digest(s):  # §5.4
    return value("hex64", re.sub(r"[\s:.\u2013-]", "", s.lower()).removeprefix("sha256"))

def run(words):
    """The verdict, and what led to it: the line that failed, or the clauses that leave it open."""
    parser = argparse.ArgumentParser()
    parser.add_argument("places", nargs="+")
    parser.add_argument("--trust", action="append", default=[])
    parser.add_argument("--trust-root", action="append", default=[], type=paper_digest)
    parser.add_argument("--expect-seal", type=paper_digest)
    parser.add_argument("--as-of", type=DAY, default=datetime.date.today())
    for name in ("--min-serial", "--min-trust-version"):
        parser.add_argument(name, type=int, default=0)
    for name in ("--quick", "--chain"):
        parser.add_argument(name, action="store_true")
    asked = parser.parse_intermixed_args(words)
    try:
        if asked.places[0] != "verify-proof":
            doubts = judge_chain([Archive(asked, place) for place in asked.places])
        else:
            doubts = importlib.import_module("second_verifier_parts").verify_part(asked.places[1], asked)
    except (ValueError, RecursionError) as fault:
        return "failed", [traceback.extract_tb(fault.__traceback__)[-2].line]
    return "indeterminate" if doubts else "passed", sorted(doubts)

if __name__ == "__main__":
    try:
        verdict, why = run(sys.argv[1:])
    except OSError as error:
        print(error, file=sys.stderr)
        sys.exit(3)
    print(json.dumps({"verdict": verdict, "why": why}))
    sys.exit({"passed": 0, "failed": 1, "indeterminate": 4}[verdict])
