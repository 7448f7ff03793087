//! One fault each: every folder of `sample-data/rejected` raises exactly the code that it is named after.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use niemphong::check::codes;

use super::checking::{check, lines, rulebook};

/// Codes that no committed folder can show, and why: `rejected_as_made` makes them as it runs, `read::walk` the count of
/// files, and the judge `faults` the permission.
const NO_FOLDER: &[(&str, &str)] = &[
    ("C004", "32 MiB are too many to commit"),
    ("C005", "a link does not survive every checkout"),
    ("C006", "a pipe can't be committed"),
    ("C012", "a name that is not UTF-8 does not survive every checkout"),
    ("C013", "half a million files are too many to commit"),
    ("C014", "a permission can't be committed"),
    ("C111", "no schema of ours uses a keyword that leads to it; one of the school's own may"),
];

/// Folders whose code the check alone does not raise: `cli` brings in the font.
const NEEDS_RENDERER: &[&str] = &["C206"];

fn folders() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/rejected");
    let mut all: Vec<_> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| (entry.file_name().into_string().unwrap(), entry.path()))
        .collect();
    all.sort();
    all
}

fn code_of(name: &str) -> &str {
    name.split('_').next().unwrap()
}

#[test]
fn each_folder_raises_its_code_and_no_other() {
    let book = rulebook();
    let mut wrong = Vec::new();
    for (name, path) in folders() {
        let code = code_of(&name);
        // A tiny export lacks most of what a charter demands; that is another folder's fault.
        let mut findings = check(&path, &book).findings;
        findings.retain(|f| f.code.name == code || f.code.name != "C801");
        let found: BTreeSet<&str> = findings.iter().map(|f| f.code.name).collect();
        let silent = NEEDS_RENDERER.contains(&code);
        let wanted: BTreeSet<&str> = if silent { BTreeSet::new() } else { BTreeSet::from([code]) };
        if found != wanted {
            wrong.push(format!("{name}: wanted {wanted:?}, found\n    {}", lines(&findings).join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_folder() {
    let have: BTreeSet<String> = folders().iter().map(|(name, _)| code_of(name).to_owned()).collect();
    let lacking: Vec<_> = codes::TABLE
        .iter()
        .map(|code| code.name)
        .filter(|name| !have.contains(*name) && NO_FOLDER.iter().all(|(code, _)| code != name))
        .collect();
    assert!(lacking.is_empty(), "no folder under sample-data/rejected for {lacking:?}");
    for name in have {
        assert!(codes::by_name(&name).is_some(), "{name} is no code");
    }
}
