//! FORMAT.md, the table of findings and the vectors say the same.

use std::fs;

use niemphong_archive::finding::TABLE;
use niemphong_archive::leaf::{RecordId, VolumeSeed};
use niemphong_archive::tree::leaf_hash;
use niemphong_archive::{Digest, Language, PublicKey, Seal, TrustFile};

use crate::{golden, home};

fn format() -> String {
    fs::read_to_string(home().join("FORMAT.md")).unwrap()
}

#[test]
fn every_code_stands_in_its_clause_and_in_the_table() {
    let text = format();
    for code in TABLE {
        let heading = format!("\n### {} ", code.clause);
        let at = text.find(&heading).unwrap_or_else(|| panic!("{} cites §{}", code.id, code.clause));
        let clause = text[at + 1..].split("\n##").next().unwrap();
        assert!(clause.contains(code.id), "§{} does not name {}", code.clause, code.id);
        let row =
            format!("| {} | {} | {} | {} |", code.id, code.severity.as_str(), code.clause, code.title(Language::En));
        assert!(text.contains(&row), "{row}");
    }
    assert_eq!(text.lines().filter(|line| line.starts_with("| V")).count(), TABLE.len());
    // No code is named that there is not.
    for (at, _) in text.match_indices('V') {
        let code = text.get(at..at + 4).unwrap_or_default();
        if code[1..].bytes().all(|b| b.is_ascii_digit()) && code.len() == 4 {
            assert!(TABLE.iter().any(|row| row.id == code), "{code}");
        }
    }
}

#[test]
fn limits_are_those_of_the_code() {
    use niemphong_archive as a;
    let text = format();
    for (row, is) in [
        ("| path | 180 characters, 12 segments |", (a::path::MAX_PATH, a::path::MAX_DEPTH) == (180, 12)),
        ("| lines of a manifest | 500,000 |", a::manifest::MAX_FILES == 500_000),
        (
            "| manifest; list of leaves | 64 MiB |",
            a::manifest::MAX_MANIFEST == 64 << 20 && a::leaf::MAX_LEAVES_TEXT == 64 << 20,
        ),
        ("| seal | 64 KiB |", a::seal::MAX_SEAL == 64 << 10),
        ("| record | 4 MiB, nested 32 deep |", (a::jcs::MAX_RECORD, a::jcs::MAX_NESTING) == (4 << 20, 32)),
        ("| signature file | 1 KiB |", a::signature::MAX_SIGNATURE == 1 << 10),
        ("| sealing minutes | 32 MiB |", a::evidence::MAX_MINUTES == 32 << 20),
        ("| trust file | 8 MiB, 9 roots |", a::trust::MAX_TRUST == 8 << 20 && a::trust::MAX_ROOTS == 9),
        ("| proof | 4 MiB + 128 KiB, 40 steps |", a::proof::MAX_PROOF == (4 << 20) + (128 << 10)),
        ("| prints, proof of a print | 16 KiB, 40 steps |", a::prints::MAX_PRINTS == 16 << 10),
        ("`bag-info.txt`, disposal statement | 16 KiB |", a::disposal::MAX_DISPOSAL == 16 << 10),
    ] {
        assert!(text.contains(row) && is, "{row}");
    }
}

#[test]
fn the_page_that_opens_an_extract_is_the_one_in_the_code() {
    let indented: String = niemphong_archive::extract::OPENER.lines().map(|line| format!("    {line}\n")).collect();
    assert!(format().contains(&indented));
}

#[test]
fn the_worked_example_is_the_golden_archive() {
    let text = format();
    let example = &text[text.find("## 15. ").unwrap()..];
    let archive = golden::dir().join("archive");
    let read = |path: &str| fs::read_to_string(archive.join(path)).unwrap();
    let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let volume = "volumes/vinh-vien";
    for path in [
        "seal/seal.txt",
        "seal/root.sha256",
        &format!("{volume}/bag-info.txt"),
        &format!("{volume}/data/leaves.txt"),
        &format!("{volume}/tagmanifest-sha256.txt"),
    ] {
        assert!(example.contains(&indented(&read(path))), "{path}");
    }
    let seal = Digest::of(read("seal/seal.txt").as_bytes());
    let seed = VolumeSeed::parse(read(&format!("{volume}/data/seed.txt")).as_bytes()).unwrap();
    let id: RecordId = "hoc-ba.2412345678".parse().unwrap();
    let record = read(&format!("{volume}/data/ho-so/hoc-ba/2412345678.json"));
    let root = Seal::parse(read("seal/seal.txt").as_bytes()).unwrap().volumes[0].leaves_root;
    let trust = TrustFile::parse(&fs::read(golden::dir().join("trust.yaml")).unwrap()).unwrap();
    let key: PublicKey = trust.roots[0];
    let tags = Digest::of(read(&format!("{volume}/tagmanifest-sha256.txt")).as_bytes());
    for value in [
        seal.to_string(),
        seal.grouped(),
        seed.to_text().trim().to_owned(),
        seed.salt(&id),
        record.clone(),
        leaf_hash(record.as_bytes()).to_string(),
        root.to_string(),
        key.to_string(),
        key.fingerprint().to_string(),
        tags.to_string(),
    ] {
        assert!(example.contains(&value), "{value}");
    }
}

#[test]
fn the_word_of_passing_is_in_no_other_report() {
    use niemphong_archive::{Verdict, verify};
    let scratch = tempfile::tempdir().unwrap();
    let copied = scratch.path().join("v1");
    golden::copy(&golden::dir(), &copied);
    let mut request = golden::request();
    let bare = |text: &str| text.replace("KHÔNG ĐẠT", "").contains("ĐẠT");
    let report = verify(&copied.join("archive"), &request).unwrap();
    assert!(bare(&report.to_text(Language::Vi)) && bare(&report.to_text(Language::En)));
    request.trust_roots.clear();
    let open = verify(&copied.join("archive"), &request).unwrap();
    fs::write(copied.join("archive/ĐẠT.html"), "ĐẠT").unwrap();
    let failed = verify(&copied.join("archive"), &request).unwrap();
    for (report, verdict) in [(open, Verdict::Indeterminate), (failed, Verdict::Failed)] {
        assert_eq!(report.verdict, verdict);
        assert!(!bare(&report.to_text(Language::Vi)) && !bare(&report.to_text(Language::En)));
        assert!(report.to_json().is_ascii() && !report.to_json().contains("passed"));
    }
}
