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
