//! Vectors of proofs, and of the quick check.

use niemphong_archive::leaf::RecordId;
use niemphong_archive::prove;

use crate::build::Files;
use crate::golden;
use crate::make::*;

pub fn all() {
    let run = "verify-proof ./proof.txt --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23";
    let record: RecordId = "hoc-ba.2412345678".parse().unwrap();
    let proof = prove(&golden::dir().join("archive"), &record).unwrap();
    let text = proof.to_text().unwrap();
    let with = |text: &str| Files::from([("proof.txt".to_owned(), text.as_bytes().to_vec())]);
    vector("accepted_proof", "One record, proved without the archive.")
        .run(run)
        .over("", with(&text))
        .expect("passed", &[]);
    vector("V401_proof", "One record, and no trust file.")
        .run("verify-proof ./proof.txt --as-of 2026-11-23")
        .over("", with(&text))
        .open(&["V401"]);
    vector("V701_truncated", "Half a proof.")
        .run(run)
        .over("", with(&text[..text.find("seal: ").unwrap()]))
        .failed(&["V701"]);
    vector("V702_marks", "A better mark.")
        .run(run)
        .over("", with(&text.replace("\"toan\":\"9\"", "\"toan\":\"10\"")))
        .failed(&[&at("V702", record.as_str())]);
    vector("V702_index", "Another place in the tree.")
        .run(run)
        .over("", with(&text.replace("index: 0", "index: 1")))
        .failed(&[&at("V702", record.as_str())]);
    vector("V202_proof", "A record with a number.")
        .run(run)
        .over("", with(&text.replace("\"toan\":\"9\"", "\"toan\":9")))
        .failed(&[&at("V202", record.as_str())]);
    vector("V102_proof", "A seal in another form.")
        .run(run)
        .over("", with(&text.replace("serial: 1", "serial: 01")))
        .failed(&[&at("V102", SEAL)]);
    vector("V308_proof", "A proof without the clerk's signature.")
        .run(run)
        .over("", with(&text[..text.find("signature: van_thu").unwrap()]))
        .failed(&[&at("V308", BY_CLERK)]);
    vector("V801_quick", "Contents are not read.").more("--quick").open(&["V801"]);
}
