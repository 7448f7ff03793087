//! Signatures and keys that a careless verifier takes: RFC 8032's own vectors, changed encodings, points of small order.

use minisign_verify as public;
use niemphong_archive::{PublicKey, SignatureFile};

use crate::keys;

const COMMENT: &str = "niemphong role=van_thu archive=vn/82/82760123/2025-2026 serial=1";

pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let value = (0..3).fold(0, |value, at| value << 8 | u32::from(*chunk.get(at).unwrap_or(&0)));
        for at in 0..4 {
            let letter = char::from(LETTERS[(value >> (18 - 6 * at) & 63) as usize]);
            out.push(if at > chunk.len() { '=' } else { letter });
        }
    }
    out
}

fn unbase64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = 0_u32;
    let mut out = Vec::new();
    for (at, letter) in text.bytes().filter(|b| *b != b'=').enumerate() {
        bits = bits << 6 | LETTERS.iter().position(|known| *known == letter).unwrap() as u32;
        if at % 4 != 0 {
            out.push((bits >> (6 - 2 * (at % 4))) as u8);
        }
    }
    out
}

pub fn hex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()).collect()
}

fn file(algorithm: &[u8; 2], number: u8, signature: &[u8], comment: &str, global: &[u8]) -> String {
    let first = [&algorithm[..], &[number; 8], signature].concat();
    format!(
        "{}\n{}\ntrusted comment: {comment}\n{}\n",
        niemphong_archive::signature::UNTRUSTED_COMMENT,
        base64(&first),
        base64(global)
    )
}

/// The two signatures of a good file, to be changed.
fn good() -> (PublicKey, Vec<u8>, Vec<u8>) {
    let bytes = keys::sign(keys::CLERK, b"text", COMMENT);
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    (keys::public(keys::CLERK), unbase64(lines[1])[10..].to_vec(), unbase64(lines[3]))
}

fn accepts(key: &PublicKey, text: &str) -> bool {
    SignatureFile::parse(text.as_bytes()).is_ok_and(|file| file.verifies(key, b"text"))
}

#[test]
fn a_rebuilt_file_is_the_same_file() {
    let (key, signature, global) = good();
    assert!(accepts(&key, &file(b"ED", 2, &signature, COMMENT, &global)));
    assert!(!accepts(&key, &file(b"ED", 3, &signature, COMMENT, &global)), "another key number");
    assert!(!accepts(&key, &file(b"Ed", 2, &signature, COMMENT, &global)), "the legacy algorithm");
    assert!(!accepts(&key, &file(b"ED", 2, &global, COMMENT, &signature)), "exchanged signatures");
    let other = COMMENT.replace("serial=1", "serial=2");
    assert!(!accepts(&key, &file(b"ED", 2, &signature, &other, &global)), "another comment");
}

#[test]
fn a_scalar_has_one_form() {
    // S + L is the same scalar modulo the group order; RFC 8032 §5.1.7 demands that it be refused.
    let order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let (key, signature, global) = good();
    let add = |bytes: &[u8]| {
        let mut out = bytes.to_vec();
        let mut carry = 0_u16;
        for (slot, byte) in out[32..].iter_mut().zip(&order) {
            carry += u16::from(*slot) + u16::from(*byte);
            *slot = carry as u8;
            carry >>= 8;
        }
        out
    };
    assert!(!accepts(&key, &file(b"ED", 2, &add(&signature), COMMENT, &global)));
    assert!(!accepts(&key, &file(b"ED", 2, &signature, COMMENT, &add(&global))));
    let mut zero = signature.clone();
    zero[32..].fill(0);
    assert!(!accepts(&key, &file(b"ED", 2, &zero, COMMENT, &global)));
}

#[test]
fn weak_and_badly_written_keys_are_no_keys() {
    // The encodings of the eight points of small order, and of y coordinates that are not reduced (RFC 8032 §5.1.3).
    for point in [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ] {
        let text = base64(&[b"Ed", &[9; 8][..], &hex(point)].concat());
        assert!(text.parse::<PublicKey>().is_err(), "{point}");
    }
    // What is nearly too large, or large in one byte only, is reduced.
    for point in [
        "ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7e",
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe7f",
        "fe00000000000000000000000000000000000000000000000000000000000000",
    ] {
        let text = base64(&[b"Ed", &[9; 8][..], &hex(point)].concat());
        assert!(text.parse::<PublicKey>().is_ok(), "{point}");
    }
    let (key, ..) = good();
    let printed = key.fingerprint().to_string();
    assert_eq!((printed.len(), printed.parse()), (79, Ok(key.fingerprint())));
    let text = key.to_string();
    assert!(text.parse::<PublicKey>().is_ok());
    for wrong in
        [text.to_lowercase(), format!("{text}="), text[..55].to_owned(), format!(" {text}"), text.replace("RW", "RU")]
    {
        assert!(wrong.parse::<PublicKey>().is_err(), "{wrong}");
    }
}

#[test]
fn rfc_8032_vectors_pass_through_the_library_that_verifies() {
    // §7.1, tests 1 to 3: message, key, signature, and a signature of the same key over signature and comment. The
    // legacy form of minisign signs the message itself, so that the library's arithmetic can be tried on the RFC's own
    // values. This crate refuses that form, as is tried too.
    for [message, key, signature, global] in [
        [
            "",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            "53bcd1bb5ac7ca295ee29a7f5d73d040a08d2fc21c114426e6926e44bf8f0d0df981aded87aa19222883b31bfc8a2fd1336e54f25fe38203087745870e05350b",
        ],
        [
            "72",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            "0f64ff0b1038dd166f8e63a94c6f098dbbaa68011dcd439733a8ff7b2015e161947d2f7880990f4c34e8b02123ae9c9a17c874509ee838a5965c8c8a1ca6cc03",
        ],
        [
            "af82",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            "dc4f69db803aa98fd671d7243d434ff6a77f4c4b61bcd1e74c76a9bcce47d77915750582b2239eb226707632661682bdeb9d262ceb4aa3b03f313b6813f83c0f",
        ],
    ] {
        let text = file(b"Ed", 9, &hex(signature), COMMENT, &hex(global));
        let key = base64(&[b"Ed", &[9; 8][..], &hex(key)].concat());
        let ours: PublicKey = key.parse().unwrap();
        let library = public::PublicKey::from_base64(&key).unwrap();
        let parsed = public::Signature::decode(&text).unwrap();
        assert!(library.verify(&hex(message), &parsed, true).is_ok());
        assert!(library.verify(b"another message", &parsed, true).is_err());
        assert!(library.verify(&hex(message), &parsed, false).is_err());
        assert!(SignatureFile::parse(text.as_bytes()).is_err());
        // The same bytes under the prehashed name are a signature over something else.
        let renamed = file(b"ED", 9, &hex(signature), COMMENT, &hex(global));
        assert!(!SignatureFile::parse(renamed.as_bytes()).unwrap().verifies(&ours, &hex(message)));
    }
}

#[test]
fn every_edit_of_a_signature_file_is_seen() {
    let (key, ..) = good();
    let bytes = keys::sign(keys::CLERK, b"text", COMMENT);
    let sound = |bytes: &[u8]| {
        SignatureFile::parse(bytes).is_ok_and(|file| file.comment() == COMMENT && file.verifies(&key, b"text"))
    };
    assert!(sound(&bytes));
    for at in 0..bytes.len() {
        for value in (0..=255).filter(|value| *value != bytes[at]) {
            let mut changed = bytes.clone();
            changed[at] = value;
            if SignatureFile::parse(&changed).is_ok() {
                assert!(!sound(&changed), "byte {at} as {value}");
            }
        }
        assert!(!sound(&[&bytes[..at], &bytes[at + 1..]].concat()), "without byte {at}");
        assert!(!sound(&[&bytes[..at], &[bytes[at]], &bytes[at..]].concat()), "byte {at} twice");
    }
}
