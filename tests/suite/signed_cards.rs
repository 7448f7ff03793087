//! Signatures inside the sector's XML, made by signxml and lxml: whole files match, changed ones do not, and what is
//! not understood is never called whole. How they were made is said in `signed/README.md`.

use std::path::Path;

use niemphong::check::kept;
use niemphong::record::Signature;

use super::checking::rulebook;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/signed").join(name)).unwrap()
}

fn state(bytes: &[u8]) -> Signature {
    kept("a.xml", bytes, &rulebook().catalogue.rules.digital_card).signature
}

fn changed(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1).into_bytes()
}

const SIGNED: [&str; 4] = ["signed-inclusive.xml", "signed-exclusive.xml", "hard-inclusive.xml", "hard-exclusive.xml"];

#[test]
fn what_a_stranger_signed_still_fits() {
    for name in SIGNED {
        assert_eq!(state(&file(name)), Signature::FitsCertificate, "{name}");
    }
}

#[test]
fn a_changed_letter_a_space_or_an_added_element_is_seen() {
    for name in &SIGNED[..2] {
        let whole = file(name);
        for (from, to) in [
            ("<CAN_NANG>22.4<", "<CAN_NANG>22.5<"),
            ("<CAN_NANG>22.4<", "<CAN_NANG>22.4 <"),
            ("<CAN_NANG>22.4<", "<X/><CAN_NANG>22.4<"),
            ("DigestValue>", "DigestValue>AAAA"),
        ] {
            assert_eq!(state(&changed(&whole, from, to)), Signature::Broken, "{name}: {to}");
        }
        // What the canonical form leaves out may change.
        let same = changed(&whole, "<CAN_NANG>", "<!-- x --><CAN_NANG >");
        assert_eq!(state(&same), Signature::FitsCertificate, "{name}");
    }
    let hard = file("hard-exclusive.xml");
    assert_eq!(state(&changed(&hard, "Ánh", "Ảnh")), Signature::Broken);
}

#[test]
fn where_there_is_no_signature_or_an_empty_one_it_is_said() {
    let none = b"<HOC_BA><A/></HOC_BA>";
    assert_eq!(state(none), Signature::Absent);
    let empty = b"<a><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignedInfo/></Signature></a>";
    assert_eq!(state(empty), Signature::Unchecked);
}

#[test]
fn nothing_of_what_was_signed_may_be_said_otherwise() {
    for name in SIGNED {
        let whole = file(name);
        for (from, to) in [
            ("xmlenc#sha", "xmlenc#sho"),
            ("URI=\"\"", "URI=\"#nobody\""),
            ("URI=\"\"", "URI=\"https://example.org/\""),
            ("#enveloped-signature", "#base64"),
            ("#rsa-sha256", "#rsa-sha384"),
        ] {
            assert_eq!(state(&changed(&whole, from, to)), Signature::ValueWrong, "{name}: {to}");
        }
    }
}
