//! What a fuzzer calls: bytes in, and a promise checked. What is accepted must write itself back, byte for byte.
#![doc(hidden)]
#![allow(clippy::panic)] // a broken promise is what a fuzzer looks for

use crate::disposal::Disposal;
use crate::jcs::Canonical;
use crate::leaf::{LeafList, VolumeSeed};
use crate::manifest::Manifest;
use crate::pack::Pack;
use crate::prints::{PrintProof, Prints};
use crate::proof::{Proof, verify_proof};
use crate::seal::Seal;
use crate::signature::SignatureFile;
use crate::trust::TrustFile;
use crate::verify::Request;

fn same(what: &str, bytes: &[u8], written: Option<String>) {
    if written.as_deref().map(str::as_bytes) != Some(bytes) {
        panic!("{what}: what was accepted is written in another way");
    }
}

/// `seal.txt`
pub fn seal(bytes: &[u8]) {
    if let Ok(seal) = Seal::parse(bytes) {
        same("seal", bytes, seal.to_text().ok());
    }
}

/// A manifest.
pub fn manifest(bytes: &[u8]) {
    if let Ok(manifest) = Manifest::parse(bytes) {
        same("manifest", bytes, Some(manifest.to_text()));
    }
}

/// A signature file.
pub fn signature(bytes: &[u8]) {
    if let Ok(signature) = SignatureFile::parse(bytes) {
        same("signature", bytes, Some(signature.text().to_owned()));
        let key = "RWQBAQEBAQEBASzhOj98KNHpLpU2/p5RDb9JDB5Ykcmpe52Z2oEtEpYK".parse();
        if let Ok(key) = key {
            let _ = signature.verifies(&key, b"text");
        }
    }
}

/// A trust file.
pub fn trust(bytes: &[u8]) {
    if let Ok(trust) = TrustFile::parse(bytes) {
        same("trust file", bytes, trust.to_text().ok());
    }
}

/// A disposal statement.
pub fn disposal(bytes: &[u8]) {
    if let Ok(disposal) = Disposal::parse(bytes) {
        same("disposal", bytes, disposal.to_text().ok());
    }
}

/// A proof, read and verified; roots of prints, and the proof of one.
pub fn proof(bytes: &[u8]) {
    if let Ok(prints) = Prints::parse(bytes) {
        same("prints", bytes, Some(prints.to_text()));
    }
    if let Ok(proof) = PrintProof::parse(bytes) {
        same("print proof", bytes, Some(proof.to_text()));
    }
    if let Ok(proof) = Proof::parse(bytes) {
        same("proof", bytes, proof.to_text().ok());
    }
    if let Ok(today) = "2026-11-23".parse()
        && let Ok(report) = verify_proof(bytes, &Request::new(today))
    {
        if report.exit_code() == 0 {
            panic!("a proof passed without a trust file");
        }
        let _ = report.to_text(crate::Language::Vi);
        if !report.to_json().is_ascii() {
            panic!("a report that is not ASCII");
        }
    }
}

/// A seal pack, read and judged.
pub fn pack(bytes: &[u8]) {
    let Ok(pack) = Pack::parse(bytes) else { return };
    same("pack", bytes, Some(pack.to_text()));
    if let Ok(today) = "2026-11-23".parse() {
        for packed in pack.archives() {
            if packed.judge(None, &Request::new(today)).is_ok_and(|report| report.exit_code() == 0) {
                panic!("a pack passed without a trust file");
            }
        }
    }
}

/// A record, a seed, a list of leaves.
pub fn record(bytes: &[u8]) {
    if let Ok(value) = Canonical::parse(bytes) {
        same("record", bytes, Some(value.to_jcs()));
    }
    if let Ok(list) = LeafList::parse(bytes) {
        same("leaves", bytes, Some(list.to_text()));
        let _ = list.tree().root();
    }
    if let Ok(seed) = VolumeSeed::parse(bytes) {
        same("seed", bytes, Some(seed.to_text()));
    }
}

/// All of them.
pub fn all(bytes: &[u8]) {
    for target in [seal, manifest, signature, trust, disposal, proof, pack, record] {
        target(bytes);
    }
}
