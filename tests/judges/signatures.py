#!/usr/bin/env python3
"""Signatures in the sector's XML: xmlsec1 signs and we look, we sign (the sample) and xmlsec1 looks.

usage: signatures.py NIEMPHONG

Keys and certificates are openssl's, made here and thrown away. What the program says is read where people read it, on the
record's page. Last, single bytes of a signed file are changed, and both must be of one mind.
"""
import base64
import pathlib
import random
import re
import subprocess
import sys
import tempfile

niemphong = pathlib.Path(sys.argv[1]).resolve()
root = pathlib.Path(__file__).parents[2]
passed = failed = 0

MORE = "http://www.w3.org/2001/04/xmldsig-more#"
OLD = "http://www.w3.org/2000/09/xmldsig#"
HASHES = {
    "sha1": OLD + "sha1", "sha256": "http://www.w3.org/2001/04/xmlenc#sha256",
    "sha384": MORE + "sha384", "sha512": "http://www.w3.org/2001/04/xmlenc#sha512",
}
INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
FITS = "khớp với nội dung tệp và với khóa của chứng thư nằm trong tệp; ai giữ chứng thư ấy"
BARE = "khóa ấy của ai thì không kiểm tra được"
WEAK = "coi như chưa được kiểm tra"
NOT_ASKED = "bản thân chữ kí (thuật toán hoặc khóa không đọc được)"


def judge(good, what, trouble=""):
    global passed, failed
    print(f"{'ok   ' if good else 'FAIL '} {what}")
    if not good and trouble:
        print(f"      {str(trouble)[:600]}")
    passed, failed = passed + bool(good), failed + (not good)


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8", errors="replace")


def key(home, name, *how):
    """A secret key and a certificate for it, by openssl."""
    secret, certificate = home / f"{name}.key", home / f"{name}.pem"
    made = run("openssl", "genpkey", *how, "-out", secret)
    asked = run("openssl", "req", "-x509", "-new", "-sha256", "-key", secret, "-out", certificate, "-days", "9", "-subj", "/CN=THU")
    if made.returncode or asked.returncode:
        raise SystemExit(f"openssl: {made.stderr}{asked.stderr}")
    return secret, certificate


def rsa(bits, exponent=65537):
    return "-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{bits}", "-pkeyopt", f"rsa_keygen_pubexp:{exponent}"


def curve(name):
    return "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{name}"


def template(method, digest, form, keys):
    enveloped = f'<Transform Algorithm="{OLD}enveloped-signature"/><Transform Algorithm="{form}"/>'
    reference = f'<Reference URI=""><Transforms>{enveloped}</Transforms><DigestMethod Algorithm="{HASHES[digest]}"/><DigestValue/></Reference>'
    methods = f'<CanonicalizationMethod Algorithm="{form}"/><SignatureMethod Algorithm="{method}"/>'
    info = f"<SignedInfo>{methods}{reference}</SignedInfo>"
    return f'<Signature xmlns="{OLD}">{info}<SignatureValue/><KeyInfo>{keys}</KeyInfo></Signature>'


def says(xml, scratch):
    """Exit code, codes of findings and the page's words for an export whose one report card is `xml`."""
    export, archive = scratch / "export", scratch / "archive"
    run("rm", "-rf", export, archive)
    run("cp", "-r", root / "sample-data/rejected/C516_other_signature", export)
    (export / "hbs.xml").write_bytes(xml)
    built = run(niemphong, "build", export, "--out", archive, "--sealed-at", "2026-06-12T09:30:00+07:00")
    pages = list(archive.glob("volumes/*/data/ho-so/hoc-ba-so/*.html"))
    words = re.sub(r"\s+", " ", pages[0].read_text("utf-8")) if pages else ""
    return built.returncode, set(re.findall(r"C5\d\d", built.stdout + built.stderr)), words


def accepts(path, certificate, kind="pem"):
    """Whether xmlsec1 finds the signature made by the key of this certificate, whatever keys lie in the file."""
    given = f"--pubkey-cert-{kind}", certificate
    return run("xmlsec1", "--verify", "--enabled-key-data", "key-name", *given, path).returncode == 0


def theirs(scratch, card):
    """What xmlsec1 signed."""
    plain = '<HOC_BA>', '<HOC_BA xml:lang="vi" xmlns:x="urn:x" xmlns="">'
    x509, value = "<X509Data/>", "<KeyValue/>"
    cases = [
        ("RSA 2048, SHA-256, inclusive", rsa(2048), MORE + "rsa-sha256", "sha256", INCLUSIVE, x509, FITS),
        ("RSA 3072, SHA-384, exclusive", rsa(3072), MORE + "rsa-sha384", "sha384", EXCLUSIVE, x509, FITS),
        ("RSA 4096, SHA-512, inclusive", rsa(4096), MORE + "rsa-sha512", "sha512", INCLUSIVE, x509, FITS),
        ("RSA 2048, exponent 3", rsa(2048, 3), MORE + "rsa-sha256", "sha256", EXCLUSIVE, x509, FITS),
        ("RSA 2055, of no whole bytes", rsa(2055), MORE + "rsa-sha256", "sha256", INCLUSIVE, x509, FITS),
        ("RSA 2048, its key bare", rsa(2048), MORE + "rsa-sha256", "sha256", INCLUSIVE, value, BARE),
        ("RSA 2048, key and certificate", rsa(2048), MORE + "rsa-sha256", "sha256", INCLUSIVE, value + x509, FITS),
        ("P-256, SHA-256, exclusive", curve("P-256"), MORE + "ecdsa-sha256", "sha256", EXCLUSIVE, x509, FITS),
        ("P-256, SHA-512, inclusive", curve("P-256"), MORE + "ecdsa-sha512", "sha512", INCLUSIVE, x509, FITS),
        ("P-384, SHA-384, inclusive", curve("P-384"), MORE + "ecdsa-sha384", "sha384", INCLUSIVE, x509, FITS),
        ("P-384, SHA-256, exclusive", curve("P-384"), MORE + "ecdsa-sha256", "sha256", EXCLUSIVE, x509, FITS),
        ("P-521", curve("P-521"), MORE + "ecdsa-sha512", "sha512", INCLUSIVE, x509, NOT_ASKED),
        ("RSA 1024", rsa(1024), MORE + "rsa-sha256", "sha256", INCLUSIVE, x509, WEAK),
        ("SHA-1", rsa(2048), OLD + "rsa-sha1", "sha1", INCLUSIVE, x509, WEAK),
    ]
    _, stranger = key(scratch, "stranger", *rsa(2048))
    for what, how, method, digest, form, keys, due in cases:
        secret, certificate = key(scratch, "key", *how)
        for start in plain:
            source, signed = scratch / "source.xml", scratch / "signed.xml"
            text = card.replace("<HOC_BA>", start, 1)
            source.write_text(text.replace("</HOC_BA>", template(method, digest, form, keys) + "\n</HOC_BA>"), "utf-8")
            made = run("xmlsec1", "--sign", "--privkey-pem", f"{secret},{certificate}", "--output", signed, source)
            code, codes, words = says(signed.read_bytes() if signed.exists() else b"", scratch)
            judge(not made.returncode and code == 0 and due in words, f"{what}, {start}", (made.stderr, code, codes))
            other = accepts(signed, certificate) and not accepts(signed, stranger)
            judge(other, f"{what}: xmlsec1 finds its key, and no stranger's")
            if due in (FITS, BARE):
                refused(scratch, what, signed.read_text("utf-8"), certificate)


def refused(scratch, what, text, certificate):
    """Marks or value changed: both say no, we by the code."""
    value = re.search(r"<SignatureValue>\s*(.{8})", text).group(1)
    swapped = "".join(reversed(value))
    for name, edited, due in [
        ("a mark", text.replace("<CHIEU_CAO>118", "<CHIEU_CAO>119", 1), "C511"),
        ("the value", text.replace(value, swapped if swapped != value else "AAAABBBB", 1), "C516"),
    ]:
        path = scratch / "edited.xml"
        path.write_text(edited, "utf-8")
        code, codes, _ = says(path.read_bytes(), scratch)
        judge(edited != text and code == 1 and due in codes and not accepts(path, certificate), f"{what}: {name} changed, {due}", (code, codes))


def ours(scratch):
    """What the sample holds."""
    certificate = scratch / "sample.der"
    certificate.write_bytes(base64.b64decode((root / "src/sample/certificate.txt").read_text("ascii")))
    made = run(niemphong, "sample", "--pupils", "100", "--seed", "7", "--out", scratch / "sample")
    paths = sorted([*(scratch / "sample").glob("hoc-ba-so/*.xml"), *root.glob("sample-data/kim-dong/*/hoc-ba-so/*.xml")])
    wrong = [path.name for path in paths if not accepts(path, certificate, "der")]
    judge(not made.returncode and len(paths) > 6 and not wrong, f"xmlsec1 accepts the {len(paths)} report cards of both samples", wrong)
    changed = scratch / "changed.xml"
    changed.write_text(paths[0].read_text("utf-8").replace("<CHIEU_CAO>1", "<CHIEU_CAO>2", 1), "utf-8")
    judge(not accepts(changed, certificate, "der"), "and refuses one of which a digit was changed")


def minds(scratch, card):
    """One byte changed anywhere but in the certificate, which xmlsec1 is given: we say that it fits where xmlsec1 does."""
    secret, certificate = key(scratch, "key", *curve("P-256"))
    source, signed, edited = scratch / "source.xml", scratch / "signed.xml", scratch / "edited.xml"
    source.write_text(card.replace("</HOC_BA>", template(MORE + "ecdsa-sha256", "sha256", INCLUSIVE, "<X509Data/>") + "</HOC_BA>"), "utf-8")
    run("xmlsec1", "--sign", "--privkey-pem", f"{secret},{certificate}", "--output", signed, source)
    whole = signed.read_bytes()
    signature, keys = whole.index(b"<Signature"), whole.index(b"<KeyInfo")
    chance, differ, fit = random.Random(7), [], 0
    places = [chance.randrange(len(whole)) for _ in range(30)] + [chance.randrange(signature, keys) for _ in range(60)]
    for place in [at for at in places if at < keys]:
        edit = whole[:place] + chance.choice([bytes([whole[place] ^ 1]), b" " + whole[place : place + 1], b""]) + whole[place + 1 :]
        edited.write_bytes(edit)
        code, codes, words = says(edit, scratch)
        they, we = accepts(edited, certificate), FITS in words
        fit += they
        # A name or mark that is no longer the export's is refused for that.
        if we and not they or they and not we and code == 0 or they and codes & {"C511", "C516"}:
            differ.append((place, edit[max(place - 20, 0) : place + 20], they, code, codes))
    judge(not differ, f"{len(places)} changed bytes, {fit} of which change nothing: both are of one mind", differ[:3])


with tempfile.TemporaryDirectory() as folder:
    scratch = pathlib.Path(folder)
    card = (root / "tests/suite/signed/signed-inclusive.xml").read_text("utf-8")
    card = re.sub(r"<ds:Signature .*</ds:Signature>", "", card, flags=re.S)
    ours(scratch)
    theirs(scratch, card)
    minds(scratch, card)

print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
