//! Vectors of proofs, and of the quick check.

use niemphong_archive::leaf::RecordId;
use niemphong_archive::{Canonical, prove};

use crate::build::{self, Files, golden_plan};
use crate::golden;
use crate::make::*;
use crate::make_edges::with_value;

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
    numbers(&|name, note, text| vector(name, note).run(run).over("", with(text)), &text);
}

type Laid<'a> = &'a dyn Fn(&'static str, &'static str, &str) -> Vector;

/// Numbers that say something else than the lines, and lines that no proof has.
fn numbers(laid: Laid<'_>, text: &str) {
    let (long, path) = (format!("path: 41\n{}json: ", format!("{}\n", "0".repeat(64)).repeat(41)), "path: 2\n");
    let (from, to) = (text.find(path).unwrap(), text.find("json: ").unwrap());
    let long = format!("{}{long}{}", &text[..from], &text[to + "json: ".len()..]);
    for (name, note, wrong) in [
        ("V701_steps_more", "A step more than the number says.", text.replace(path, "path: 1\n")),
        ("V701_steps_fewer", "A step fewer than the number says.", text.replace(path, "path: 3\n")),
        ("V701_steps_too_many", "More steps than any tree has.", long),
        ("V701_line_end", "The last line is not ended.", text.trim_end().to_owned()),
        ("V701_leaves", "Leaves, as a pack has them, behind the signatures.", format!("{text}leaves: 5-nam 0\n")),
        ("V701_control", "A record with a control character that its canonical form leaves as it is.", deleted()),
    ] {
        laid(name, note, &wrong).failed(&["V701"]);
    }
    let others = text.replace("record: hoc-ba.2412345678", "record: hoc-ba.2412345679");
    laid("V702_other_id", "A record under another's id.", &others).failed(&[&at("V702", "hoc-ba.2412345679")]);
    // Three leaves and four lead the same way from the first.
    laid("V702_leaves", "Another number of leaves.", &text.replace("leaves: 3", "leaves: 4"))
        .failed(&[&at("V702", "hoc-ba.2412345678")]);
    let last: RecordId = "so-dang-bo.2025-2026".parse().unwrap();
    let text = prove(&golden::dir().join("archive"), &last).unwrap().to_text().unwrap();
    laid("V702_index_behind", "The place behind the last leaf.", &text.replace("index: 2", "index: 3"))
        .failed(&[&at("V702", last.as_str())]);
}

/// A proof that leads to the seal, of a record with a DEL, which RFC 8785 does not escape.
fn deleted() -> String {
    let mut plan = golden_plan();
    with_value(&mut plan, Canonical::Text("\u{7f}".into()));
    let scratch = tempfile::tempdir().unwrap();
    build::write(scratch.path(), &plan.signed());
    let mut proof = prove(scratch.path(), &"ke-hoach.01".parse().unwrap()).unwrap();
    let json = std::mem::replace(&mut proof.json, "{}".into());
    proof.to_text().unwrap().replace("json: {}\n", &format!("json: {json}\n"))
}
