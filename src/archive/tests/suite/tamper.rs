//! The tamper matrix: every mutation × every file of the golden archive gives exactly the findings that the format names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use niemphong_archive::{Verdict, verify};

use crate::golden;

/// What a file is to the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Seal,
    List,
    Content,
    SealSignature,
    Minutes,
    MinutesSignature,
}

/// Files that a list binds are all alike: loose files, tag files, pages, records, kept files, seed, leaves.
fn kind(path: &str) -> Kind {
    match path {
        "seal/seal.txt" => Kind::Seal,
        "evidence/bien-ban.pdf" => Kind::Minutes,
        _ if path.starts_with("evidence/bien-ban.pdf.") => Kind::MinutesSignature,
        _ if path.starts_with("evidence/") => Kind::SealSignature,
        _ if path.ends_with("manifest-sha256.txt") || path == "seal/root.sha256" => Kind::List,
        _ => Kind::Content,
    }
}

type Found = BTreeSet<(&'static str, String)>;

const MINUTES: &str = "evidence/bien-ban.pdf";

fn at(path: &str, codes: &[&'static str]) -> Found {
    codes.iter().map(|code| (*code, path.to_owned())).collect()
}

/// The file holds other bytes that its form does not allow; `whole` minutes still begin and end as a PDF file does.
fn changed(path: &str, whole: bool) -> Found {
    match kind(path) {
        Kind::Seal => at(path, &["V102"]),
        Kind::List => at(path, &["V005", "V110"]),
        Kind::Content => at(path, &["V005"]),
        Kind::SealSignature => at(path, &["V302"]),
        Kind::MinutesSignature => at(path, &["V302"]).into_iter().chain(at(MINUTES, &["V315"])).collect(),
        Kind::Minutes => {
            let signatures = ["hieu_truong", "van_thu"].map(|role| format!("{MINUTES}.{role}.minisig"));
            let bad = signatures.iter().flat_map(|signature| at(signature, &["V304"]));
            bad.chain(at(path, if whole { &["V315"] } else { &["V315", "V316"] })).collect()
        }
    }
}

/// The file is not there.
fn gone(path: &str) -> Found {
    match kind(path) {
        Kind::Seal => at(path, &["V101"]),
        Kind::List | Kind::Content | Kind::Minutes => at(path, &["V004"]),
        Kind::SealSignature => at(path, &["V308"]),
        Kind::MinutesSignature => at(MINUTES, &["V315"]),
    }
}

fn beside(path: &str, name: &str) -> String {
    path.rsplit_once('/').map_or(name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

/// A strange file of an allowed name.
fn strange(path: &str) -> Found {
    at(path, if path.starts_with("evidence/") { &["V301"] } else { &["V003"] })
}

/// Other bytes: what is done, and to what.
fn edits(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let crlf = match bytes.iter().position(|byte| *byte == b'\n') {
        Some(at) => [&bytes[..at], b"\r", &bytes[at..]].concat(),
        None => [bytes, b"\r\n"].concat(),
    };
    vec![
        ("first byte", [b"Z", &bytes[1..]].concat()),
        ("one byte less", bytes[..bytes.len() - 1].to_vec()),
        ("half", bytes[..bytes.len() / 2].to_vec()),
        ("an empty line more", [bytes, b"\n"].concat()),
        ("CRLF", crlf),
        ("byte order mark", [b"\xef\xbb\xbf", bytes].concat()),
        ("a NUL more", [bytes, b"\0"].concat()),
    ]
}

fn judge(archive: &Path, what: &str, path: &str, due: &Found) {
    let report = verify(archive, &golden::request()).unwrap();
    let found: Found =
        report.findings.iter().filter(|f| f.code.id != "V413").map(|f| (f.code.id, f.path.clone())).collect();
    assert_eq!(&found, due, "{what}: {path}");
    let noted = due.iter().all(|(code, _)| ["V006", "V010"].contains(code));
    let undetermined = due.iter().all(|(code, _)| ["V006", "V010", "V315"].contains(code));
    let verdict = match (noted, undetermined) {
        (true, _) => Verdict::Passed,
        (_, true) => Verdict::Indeterminate,
        _ => Verdict::Failed,
    };
    assert_eq!(report.verdict, verdict, "{what}: {path}");
}

/// Names beside the file that no archive holds, and what the system litters.
fn neighbours(archive: &Path, path: &str) -> u32 {
    let name = path.rsplit('/').next().unwrap();
    let names =
        [name.to_uppercase(), format!(".{name}"), format!("{name}."), format!("{name} "), "ho\u{302}.html".to_owned()];
    for (code, name) in names.iter().map(|name| ("V001", name.as_str())).chain([("V006", "Thumbs.db")]) {
        let other = beside(path, name);
        fs::write(archive.join(&other), "x").unwrap();
        let shown = if other.is_ascii() { other.clone() } else { other.escape_default().to_string() };
        judge(archive, "a strange name", path, &at(&shown, &[code]));
        fs::remove_file(archive.join(&other)).unwrap();
    }
    6
}

#[test]
fn every_mutation_of_every_file_gives_its_findings() {
    let scratch = tempfile::tempdir().unwrap();
    let archive = scratch.path().join("archive");
    golden::copy(&golden::dir().join("archive"), &archive);
    judge(&archive, "nothing", "", &Found::new());
    let mut cases = 0;
    for place in golden::files_under(&archive) {
        let path = place.strip_prefix(&archive).unwrap().to_str().unwrap().replace('\\', "/");
        let bytes = fs::read(&place).unwrap();
        for (what, other) in edits(&bytes) {
            fs::write(&place, other).unwrap();
            judge(&archive, what, &path, &changed(&path, what == "CRLF"));
            cases += 1;
        }
        fs::write(&place, &bytes).unwrap();

        let twin = beside(&path, &format!("b-{}", path.rsplit('/').next().unwrap()));
        fs::copy(&place, archive.join(&twin)).unwrap();
        judge(&archive, "a copy", &path, &strange(&twin));
        fs::remove_file(&place).unwrap();
        let moved = gone(&path).into_iter().chain(strange(&twin)).collect();
        judge(&archive, "another name", &path, &moved);
        fs::rename(archive.join(&twin), scratch.path().join("aside")).unwrap();
        judge(&archive, "deleted", &path, &gone(&path));

        fs::create_dir(&place).unwrap();
        judge(&archive, "a folder", &path, &gone(&path).into_iter().chain(at(&path, &["V007"])).collect());
        fs::remove_dir(&place).unwrap();
        cases += 4;
        #[cfg(unix)]
        {
            let odd: Found = gone(&path).into_iter().chain(at(&path, &["V002"])).collect();
            std::os::unix::fs::symlink(scratch.path().join("aside"), &place).unwrap();
            judge(&archive, "a link to the same bytes", &path, &odd);
            fs::remove_file(&place).unwrap();
            assert!(std::process::Command::new("mkfifo").arg(&place).status().unwrap().success());
            judge(&archive, "a pipe", &path, &odd);
            fs::remove_file(&place).unwrap();
            fs::hard_link(scratch.path().join("aside"), &place).unwrap();
            judge(&archive, "a second name", &path, &at(&path, &["V010"]));
            fs::remove_file(&place).unwrap();
            cases += 3;
        }
        fs::rename(scratch.path().join("aside"), &place).unwrap();
        cases += neighbours(&archive, &path);
    }
    judge(&archive, "nothing", "", &Found::new());
    eprintln!("tamper matrix: {cases} cases, each with its findings");
}
