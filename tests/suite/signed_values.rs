//! What a hostile file may hold: signatures that hold and say nothing of the card, that anybody can make, or that are
//! made of odd bytes. None of them may be said to fit, and none may stop the program.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use niemphong::check::{Rulebook, kept};
use niemphong::record::Signature;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature as Value, SigningKey};
use sha2::{Digest as _, Sha256};

use super::checking::rulebook;

const CERTIFICATE: &str = include_str!("../../src/sample/certificate.txt");
const NAMESPACE: &str = r#" xmlns="http://www.w3.org/2000/09/xmldsig#""#;
const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const ECDSA: &str = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
const RSA: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

static BOOK: LazyLock<Rulebook> = LazyLock::new(rulebook);

/// SHA-256 in an RSA block (RFC 8017 §9.2, note 1).
const DIGEST_INFO: &[u8] = b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\0\x04\x20";

fn state(text: &str) -> Signature {
    kept("a.xml", text.as_bytes(), &BOOK.catalogue.rules.digital_card).signature
}

/// The key behind the sample's certificate (`src/sample/signing.rs`).
fn value_over(info: &str) -> String {
    let secret = Sha256::digest("niemphong: khóa bịa của tệp mẫu, không có giá trị");
    let value: Value = SigningKey::from_slice(&secret).unwrap().sign(info.as_bytes());
    STANDARD.encode(value.to_bytes())
}

fn empty(name: &str, algorithm: &str) -> String {
    format!("<{name} Algorithm=\"{algorithm}\"></{name}>")
}

fn reference(uri: &str, transforms: &[&str], digest: &str, canonical: &str) -> String {
    let steps: String = transforms.iter().map(|name| empty("Transform", name)).collect();
    let (method, value) = (empty("DigestMethod", digest), STANDARD.encode(Sha256::digest(canonical)));
    format!(
        "<Reference URI=\"{uri}\"><Transforms>{steps}</Transforms>{method}<DigestValue>{value}</DigestValue></Reference>"
    )
}

/// `SignedInfo` with its namespace, as it is signed.
fn info(form: &str, method: &str, references: &str) -> String {
    let methods = empty("CanonicalizationMethod", form) + &empty("SignatureMethod", method);
    format!("<SignedInfo{NAMESPACE}>{methods}{references}</SignedInfo>")
}

fn certificate(text: &str) -> String {
    format!("<KeyInfo><X509Data><X509Certificate>{text}</X509Certificate></X509Data></KeyInfo>")
}

fn signature(info: &str, value: &str, rest: &str) -> String {
    format!("<Signature{NAMESPACE}>{info}<SignatureValue>{value}</SignatureValue>{rest}</Signature>")
}

/// A signature that holds over `references`, made with the sample's key.
fn holding(references: &str) -> String {
    let info = info(INCLUSIVE, ECDSA, references);
    signature(&info, &value_over(&info), &certificate(CERTIFICATE))
}

/// A card, a reference to all of it that fits, and the place of its signature.
fn whole(transforms: &[&str], digest: &str) -> String {
    reference("", transforms, digest, "<HOC_BA><A>9</A></HOC_BA>")
}

fn card(signature: &str) -> String {
    format!("<HOC_BA><A>9</A>{signature}</HOC_BA>")
}

fn good() -> String {
    whole(&[ENVELOPED, INCLUSIVE], SHA256)
}

/// A card with this value, this method and these keys.
fn with(method: &str, value: &str, keys: &str) -> Signature {
    state(&card(&signature(&info(INCLUSIVE, method, &good()), value, keys)))
}

#[test]
fn the_base_fits_and_a_comment_in_the_middle_of_a_number_changes_nothing() {
    let sound = card(&holding(&good()));
    assert_eq!(state(&sound), Signature::FitsCertificate);
    let parted = sound.replacen("<SignatureValue>", "<SignatureValue><!-- x -->\n ", 1);
    assert_eq!(state(&parted.replacen("<DigestValue>", "<DigestValue><!-- x -->", 1)), Signature::FitsCertificate);
}

#[test]
fn a_signature_that_holds_over_something_else_says_nothing_of_the_card() {
    let inner = "<A Id=\"a\">9</A>";
    let part = holding(&reference("#a", &[INCLUSIVE], SHA256, inner));
    let object = format!("<Object{NAMESPACE} Id=\"o\"></Object>");
    let own = holding(&reference("#o", &[INCLUSIVE], SHA256, &object)).replacen(
        "</Signature>",
        "<Object Id=\"o\"></Object></Signature>",
        1,
    );
    for (what, file) in [
        ("the signed card inside a new one", format!("<HOC_BA><A>10</A><X>{inner}</X>{part}</HOC_BA>")),
        ("two elements of one id", format!("<HOC_BA Id=\"a\"><A>10</A><X>{inner}</X>{part}</HOC_BA>")),
        ("only its own object", card(&own)),
        ("nothing at all", card(&holding(""))),
    ] {
        assert_eq!(state(&file), Signature::Unchecked, "{what}");
    }
}

#[test]
fn what_leaves_out_an_unknown_part_is_not_followed() {
    let base64 = "http://www.w3.org/2000/09/xmldsig#base64";
    let filter = "http://www.w3.org/2002/06/xmldsig-filter2";
    for steps in [&[base64][..], &[ENVELOPED, filter], &[INCLUSIVE, ENVELOPED], &[ENVELOPED, ENVELOPED, INCLUSIVE]] {
        assert_eq!(state(&card(&holding(&whole(steps, SHA256)))), Signature::Unchecked, "{steps:?}");
    }
    let path = "<XPath>not(ancestor::A)</XPath></Transform>";
    let parameters = good().replacen("</Transform>", path, 1);
    assert_eq!(state(&card(&holding(&parameters))), Signature::Unchecked);
    let listed = good().replace("<DigestMethod", "<Transforms></Transforms><DigestMethod");
    assert_eq!(state(&card(&holding(&listed))), Signature::Unchecked);
}

#[test]
fn two_where_one_belongs_are_not_chosen_from() {
    let sound = card(&holding(&good()));
    let info = info(INCLUSIVE, ECDSA, &good());
    assert_eq!(state(&sound.replacen("<SignatureValue>", &format!("{info}<SignatureValue>"), 1)), Signature::Unchecked);
    let second = format!("<SignatureValue>{}</SignatureValue><KeyInfo>", value_over(&info));
    assert_eq!(state(&sound.replacen("<KeyInfo>", &second, 1)), Signature::DigestsMatch);
    assert_eq!(state(&sound.replacen("<KeyInfo>", "<KeyInfo></KeyInfo><KeyInfo>", 1)), Signature::DigestsMatch);
}

#[test]
fn an_algorithm_or_key_that_is_not_read_leaves_the_value_unchecked() {
    let info = info(INCLUSIVE, ECDSA, &good());
    let value = value_over(&info);
    for (what, file) in [
        ("no key", signature(&info, &value, "")),
        ("a key's name", signature(&info, &value, "<KeyInfo><KeyName>x</KeyName></KeyInfo>")),
        ("no certificate", signature(&info, &value, &certificate("AAAA"))),
        ("no value", signature(&info, &value, &certificate(CERTIFICATE)).replace("SignatureValue", "Other")),
    ] {
        assert_eq!(state(&card(&file)), Signature::DigestsMatch, "{what}");
    }
    for method in [
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
        "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
        "",
    ] {
        assert_eq!(with(method, &value, &certificate(CERTIFICATE)), Signature::DigestsMatch, "{method}");
    }
    let newer = super::signed_values::info("http://www.w3.org/2006/12/xml-c14n11", ECDSA, &good());
    let other = signature(&newer, &value_over(&newer), &certificate(CERTIFICATE));
    assert_eq!(state(&card(&other)), Signature::DigestsMatch);
}

#[test]
fn a_value_of_odd_bytes_is_wrong_and_one_good_key_among_many_is_enough() {
    let info = info(INCLUSIVE, ECDSA, &good());
    let zeros = STANDARD.encode([0; 64]);
    let short = STANDARD.encode([1; 63]);
    for value in ["", "*", "AAAA", &zeros, &short] {
        assert_eq!(with(ECDSA, value, &certificate(CERTIFICATE)), Signature::ValueWrong, "{value}");
    }
    // A key of another kind can't have made it.
    assert_eq!(with(RSA, &value_over(&info), &certificate(CERTIFICATE)), Signature::ValueWrong);
    let chain = certificate("AAAA").replacen(
        "<X509Data>",
        &format!("<X509Data><X509Certificate>{CERTIFICATE}</X509Certificate>"),
        1,
    );
    assert_eq!(with(ECDSA, &value_over(&info), &chain), Signature::FitsCertificate);
    assert_eq!(with(ECDSA, &zeros, &chain), Signature::DigestsMatch);
}

#[test]
fn what_anybody_can_make_is_called_weak() {
    let old = whole(&[ENVELOPED, INCLUSIVE], "http://www.w3.org/2000/09/xmldsig#sha1");
    assert_eq!(state(&card(&holding(&old))), Signature::Weak);
    assert_eq!(with("http://www.w3.org/2000/09/xmldsig#rsa-sha1", "AAAA", &certificate(CERTIFICATE)), Signature::Weak);
    // With the exponent 1 the signature is the block itself.
    let digest = Sha256::digest(info(INCLUSIVE, RSA, &good()));
    let bare = |modulus: &[u8], exponent: &[u8]| {
        let (modulus, exponent) = (STANDARD.encode(modulus), STANDARD.encode(exponent));
        format!(
            "<KeyInfo><KeyValue><RSAKeyValue><Modulus>{modulus}</Modulus><Exponent>{exponent}</Exponent></RSAKeyValue></KeyValue></KeyInfo>"
        )
    };
    for width in [64_usize, 256] {
        let block = [&[0, 1][..], &vec![0xff; width - 54], &[0], DIGEST_INFO, &digest].concat();
        assert_eq!(with(RSA, &STANDARD.encode(&block), &bare(&vec![0xff; width], &[1])), Signature::Weak, "{width}");
        assert_eq!(with(RSA, &STANDARD.encode(&block), &bare(&vec![0xff; width], &[3])), Signature::ValueWrong);
    }
    let huge = vec![0xff; 3000];
    assert_eq!(with(RSA, &STANDARD.encode(&huge), &bare(&huge, &[3])), Signature::DigestsMatch);
}

#[test]
fn no_byte_of_a_signed_card_may_change_and_no_damage_stops_the_program() {
    let text = card(&holding(&good()));
    let body = text.find("<Signature").unwrap();
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let seen = kept("a.xml", &bytes, &BOOK.catalogue.rules.digital_card).signature;
        let holds = matches!(seen, Signature::FitsCertificate | Signature::FitsBareKey);
        assert!(!holds || at > body, "byte {at} of the card");
    }
}
