//! Extracts: one record of the golden archive in a folder of its own; every byte of it is bound (FORMAT.md §12.3).

use std::fs;
use std::path::{Path, PathBuf};

use niemphong_archive::extract::{INDEX_PATH, OPENER, OPENER_PATH, index, verify_extract};
use niemphong_archive::leaf::RecordId;
use niemphong_archive::{Verdict, prove};

use crate::golden;

/// The extract of one record, without a print: the golden archive has no list of prints.
fn lay(folder: &Path) -> Vec<PathBuf> {
    let archive = golden::dir().join("archive");
    let id: RecordId = "hoc-ba.2412345678".parse().unwrap();
    let proof = prove(&archive, &id).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = ["seal/seal.txt", "seal/root.sha256", "browse/style.css"]
        .iter()
        .map(|path| ((*path).to_owned(), fs::read(archive.join(path)).unwrap()))
        .collect();
    for entry in fs::read_dir(archive.join("evidence")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        files.push((format!("evidence/{name}"), fs::read(entry.path()).unwrap()));
    }
    files.push((OPENER_PATH.to_owned(), OPENER.as_bytes().to_vec()));
    files.push((format!("ho-so/{id}/chung-minh.txt"), proof.to_text().unwrap().into_bytes()));
    files.push((format!("ho-so/{id}/ho-so.json"), proof.json.clone().into_bytes()));
    let listed = [(id, vec!["chung-minh.txt".to_owned(), "ho-so.json".to_owned()])];
    files.push((INDEX_PATH.to_owned(), index(&listed).into_bytes()));
    for (path, bytes) in &files {
        let full = folder.join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, bytes).unwrap();
    }
    files.into_iter().map(|(path, _)| folder.join(path)).collect()
}

#[test]
fn an_extract_passes_and_no_changed_byte_of_it_does() {
    let scratch = tempfile::tempdir().unwrap();
    // The trust file lies outside of it.
    golden::copy(&golden::dir(), &scratch.path().join("v1"));
    let folder = scratch.path().join("extract");
    let files = lay(&folder);
    let request = golden::request();
    let report = verify_extract(&folder, &request).unwrap();
    assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
    assert_eq!(report.proved.len(), 1);
    assert_eq!(report.proved[0].files, ["ho-so.json"]);
    for file in &files {
        let bytes = fs::read(file).unwrap();
        for at in (0..bytes.len()).step_by(bytes.len() / 24 + 1).chain([bytes.len() - 1]) {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            fs::write(file, &changed).unwrap();
            let report = verify_extract(&folder, &request).unwrap();
            // The number of a key is only an index: of another number, the minutes are signed by nobody known.
            let minutes = file.to_string_lossy().contains("bien-ban.pdf.");
            let due = if minutes { report.verdict != Verdict::Passed } else { report.verdict == Verdict::Failed };
            assert!(due, "{} {at}: {:?}", file.display(), report.verdict);
            assert!(minutes || report.proved.is_empty());
        }
        fs::write(file, &bytes).unwrap();
    }
    assert_eq!(verify_extract(&folder, &request).unwrap().verdict, Verdict::Passed);
}

#[test]
fn what_is_missing_or_too_much_is_named() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("extract");
    lay(&folder);
    let at = |name: &str| folder.join("ho-so/hoc-ba.2412345678").join(name);
    let found = || {
        let report = verify_extract(&folder, &golden::request()).unwrap();
        let code = |f: &niemphong_archive::Finding| format!("{} {}", f.code.id, f.path);
        report
            .findings
            .iter()
            .map(code)
            .filter(|code| code.ends_with("pdf") || code.contains("ho-so"))
            .collect::<Vec<_>>()
    };
    assert_eq!(found(), Vec::<String>::new());
    // A print that nothing proves, with and without a proof of its own making.
    fs::write(at("ban-in.pdf"), "%PDF-").unwrap();
    assert_eq!(found(), ["V004 ho-so/hoc-ba.2412345678/chung-minh-ban-in.txt"]);
    let proof = "niemphong-print-proof/1\nrecord: hoc-ba.2412345678\nsalt: 00000000000000000000000000000000\npath: 0\n";
    fs::write(at("chung-minh-ban-in.txt"), proof).unwrap();
    assert_eq!(found(), ["V702 ho-so/hoc-ba.2412345678/ban-in.pdf"]);
    fs::write(at("chung-minh-ban-in.txt"), &proof[..proof.len() - 1]).unwrap();
    assert_eq!(found(), ["V701 ho-so/hoc-ba.2412345678/chung-minh-ban-in.txt"]);
    fs::remove_file(at("ban-in.pdf")).unwrap();
    fs::remove_file(at("chung-minh-ban-in.txt")).unwrap();
    fs::write(at("tep-1.pdf"), "x").unwrap();
    assert_eq!(found(), ["V003 ho-so/hoc-ba.2412345678/tep-1.pdf"]);
    fs::remove_file(at("tep-1.pdf")).unwrap();
    fs::rename(folder.join("ho-so/hoc-ba.2412345678"), folder.join("ho-so/hoc-ba.2412345679")).unwrap();
    assert!(found().contains(&"V702 ho-so/hoc-ba.2412345679/chung-minh.txt".to_owned()));
    fs::remove_dir_all(folder.join("ho-so")).unwrap();
    assert_eq!(found(), ["V004 ho-so"]);
}
