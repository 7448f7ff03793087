//! Faults that no checkout carries: links, sockets, odd names, huge files. Each is made as the test runs, and raises
//! exactly its code.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

use niemphong::assets::Assets;
use niemphong::check::Rulebook;
use serde_json::{Value, json};

use super::checking::{check, rulebook};

/// The codes of a sound small export to which `spoil` did something.
fn codes(spoil: impl FnOnce(&Path)) -> BTreeSet<&'static str> {
    codes_by(&rulebook(), spoil)
}

fn codes_by(book: &Rulebook, spoil: impl FnOnce(&Path)) -> BTreeSet<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/rejected/C801_no_register");
    for entry in fs::read_dir(base).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    spoil(folder.path());
    let findings = check(folder.path(), book).findings;
    findings.iter().map(|f| f.code.name).filter(|name| *name != "C801").collect()
}

#[test]
fn the_base_has_no_other_fault() {
    assert_eq!(codes(|_| ()), BTreeSet::new());
}

#[test]
fn a_document_over_the_limit() {
    let huge = |root: &Path| {
        File::create(root.join("so.yaml")).unwrap().set_len(niemphong::read::LARGEST_DOCUMENT + 1).unwrap();
    };
    assert_eq!(codes(huge), BTreeSet::from(["C004"]));
}

#[test]
fn a_link_to_a_file_and_a_link_to_a_folder() {
    assert_eq!(codes(|root| symlink(root.join("lop.yaml"), root.join("so.yaml")).unwrap()), BTreeSet::from(["C005"]));
    assert_eq!(codes(|root| symlink("/", root.join("so")).unwrap()), BTreeSet::from(["C005"]));
}

#[test]
fn a_socket() {
    assert_eq!(codes(|root| drop(UnixListener::bind(root.join("so.yaml")).unwrap())), BTreeSet::from(["C006"]));
}

#[test]
fn names_that_no_page_can_show() {
    for name in [&b"s\xf3.yaml"[..], b"s\x07.yaml"] {
        let odd = |root: &Path| drop(File::create(root.join(OsStr::from_bytes(name))).unwrap());
        assert_eq!(codes(odd), BTreeSet::from(["C012"]));
    }
}

#[test]
fn a_rule_of_a_schema_of_one_s_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut assets = Assets::embedded();
    let mut schema: Value = serde_json::from_str(assets.text("schemas/danh_sach_lop.schema.json").unwrap()).unwrap();
    schema["definitions"]["khoi"]["multipleOf"] = json!(7);
    fs::write(folder.path().join("danh_sach_lop.schema.json"), schema.to_string()).unwrap();
    assets.overlay("schemas", folder.path()).unwrap();
    assert_eq!(codes_by(&Rulebook::load(&assets).unwrap(), |_| ()), BTreeSet::from(["C111"]));
}
