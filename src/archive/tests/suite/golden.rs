//! The golden archive of version 1, which is never made again: every later verifier must accept it, and must see
//! whatever happens to any byte of it.

use std::fs;
use std::path::{Path, PathBuf};

use niemphong_archive::{Report, Request, Verdict, verify};

use crate::home;

pub fn dir() -> PathBuf {
    home().join("golden/v1")
}

pub fn request() -> Request<'static> {
    let mut request = Request::new("2026-11-23".parse().unwrap());
    request.trust = Some(dir().join("trust.yaml"));
    let root = fs::read_to_string(dir().join("root-fingerprint.txt")).unwrap();
    request.trust_roots = vec![root.trim().parse().unwrap()];
    request
}

pub fn files_under(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

pub fn copy(from: &Path, to: &Path) {
    for file in files_under(from) {
        let place = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::copy(&file, &place).unwrap();
    }
}

fn report(dir: &Path, request: &Request<'_>) -> Report {
    verify(dir, request).unwrap()
}

#[test]
fn the_golden_archive_is_accepted() {
    let report = report(&dir().join("archive"), &request());
    assert_eq!(report.verdict, Verdict::Passed, "{}", report.to_text(niemphong_archive::Language::En));
    let codes: Vec<_> = report.findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes, ["V413"]);
}

/// V413 is left out of the vectors: here it is seen to come and go.
#[test]
fn only_paper_takes_the_note_away_that_nothing_else_shows_the_day() {
    let archive = dir().join("archive");
    let seal = niemphong_archive::Digest::of(&fs::read(archive.join("seal/seal.txt")).unwrap());
    let noted =
        |request: &Request<'_>| report(&archive, request).findings.iter().any(|finding| finding.code.id == "V413");
    assert!(noted(&request()));
    let mut with_paper = request();
    with_paper.expect_seal = Some(seal);
    assert!(!noted(&with_paper));
    with_paper.expect_seal = Some(niemphong_archive::Digest::of(b"another"));
    assert!(noted(&with_paper));
    // Without a trust file something worse is said.
    let alone = Request::new("2026-11-23".parse().unwrap());
    assert!(!noted(&alone));
    let scratch = tempfile::tempdir().unwrap();
    for (day, due) in [("2026-11-23", false), ("2026-11-24", true)] {
        let mut file = crate::build::trust();
        file.paper_seals = vec![crate::make::paper(seal, 1, day)];
        crate::build::write(scratch.path(), &crate::build::trust_files(&file));
        let received = Request { trust: Some(scratch.path().join("trust.yaml")), ..request() };
        assert_eq!(noted(&received), due, "received {day}");
    }
}

/// "Could not check" never looks like "sound": what lies beside the trust file and can't be read is an error.
#[test]
fn a_signature_file_that_cannot_be_read_is_no_verdict() {
    let scratch = tempfile::tempdir().unwrap();
    crate::build::write(scratch.path(), &crate::build::trust_files(&crate::build::trust()));
    fs::create_dir(scratch.path().join("trust.yaml.2.minisig")).unwrap();
    let request = Request { trust: Some(scratch.path().join("trust.yaml")), ..request() };
    assert!(verify(&dir().join("archive"), &request).is_err());
}

#[test]
fn every_byte_every_file_every_name() {
    let scratch = tempfile::tempdir().unwrap();
    let copied = scratch.path().join("v1");
    copy(&dir(), &copied);
    let archive = copied.join("archive");
    let mut request = request();
    request.trust = Some(copied.join("trust.yaml"));
    let sound = |request: &Request<'_>| verify(&archive, request).is_ok_and(|report| report.verdict == Verdict::Passed);
    assert!(sound(&request));
    let (mut flips, mut files) = (0_u64, 0_u64);
    let watched: Vec<_> = files_under(&copied).into_iter().filter(|p| !p.ends_with("root-fingerprint.txt")).collect();
    for file in &watched {
        let bytes = fs::read(file).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            fs::write(file, &changed).unwrap();
            assert!(!sound(&request), "byte {at} of {}", file.display());
            flips += 1;
        }
        for changed in [&bytes[..bytes.len() - 1], &[&bytes[..], b"\n"].concat(), &[b"\n", &bytes[..]].concat(), b""] {
            fs::write(file, changed).unwrap();
            assert!(!sound(&request), "length of {}", file.display());
            flips += 1;
        }
        fs::remove_file(file).unwrap();
        assert!(
            !verify(&archive, &request).is_ok_and(|report| report.verdict == Verdict::Passed),
            "{}",
            file.display()
        );
        fs::write(file, &bytes).unwrap();
        files += 1;
        if file.starts_with(&archive) {
            let twin = file.with_file_name(format!("b-{}", file.file_name().unwrap().to_str().unwrap()));
            fs::copy(file, &twin).unwrap();
            assert!(!sound(&request), "copy of {}", file.display());
            fs::remove_file(twin).unwrap();
        }
    }
    assert!(sound(&request));
    eprintln!("golden archive: {flips} edits, {files} deletions, as many copies: all seen");
}

#[test]
fn threads_do_not_change_a_report() {
    let mut request = request();
    let one = report(&dir().join("archive"), &request);
    for jobs in [2, 3, 8, 64] {
        request.jobs = jobs;
        assert_eq!(report(&dir().join("archive"), &request), one);
    }
}
