//! What stands behind a finding is said in both languages: each sentence of the sources has its row, and each row its use.

use std::collections::BTreeSet;
use std::fs;

use niemphong_archive::sentences::{SENTENCES, in_vietnamese};
use niemphong_archive::{Language, Request, Seal, verify};

use crate::{golden, home};

/// The sources of this crate.
fn sources() -> String {
    let files = fs::read_dir(home()).unwrap().map(|entry| entry.unwrap().path());
    let of_code =
        files.filter(|path| path.extension().is_some_and(|end| end == "rs") && !path.ends_with("sentences.rs"));
    of_code.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The first text in quotes that follows each call, if it follows at once.
fn first_texts(sources: &str) -> BTreeSet<&str> {
    let calls = ["Fault::new(", ".fault(", "Detail::of("];
    let after = calls.iter().flat_map(|call| sources.match_indices(call).map(|(at, call)| &sources[at + call.len()..]));
    after.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"')).map(|(text, _)| text).collect()
}

#[test]
fn every_sentence_has_both_languages_and_every_row_a_use() {
    let sources = sources();
    let rows: BTreeSet<&str> = SENTENCES.iter().map(|[en, _]| *en).collect();
    assert_eq!(rows.len(), SENTENCES.len(), "a sentence has two rows");
    let said = first_texts(&sources);
    assert!(said.len() > 90, "the sources are read: {}", said.len());
    let lacking: Vec<_> = said.difference(&rows).collect();
    assert!(lacking.is_empty(), "no Vietnamese for {lacking:#?}");
    for [en, vi] in SENTENCES {
        assert!(en.is_empty() || sources.contains(&format!("\"{en}\"")), "nobody says {en:?}");
        assert_eq!(en.matches("{}").count(), vi.matches("{}").count(), "{en}");
        let words = en.replace("{}", "").chars().any(char::is_alphabetic);
        assert_eq!(words, en != vi, "{en:?} is {vi:?}");
    }
}

#[test]
fn faults_are_told_in_vietnamese_with_their_line() {
    let fault = Seal::parse(b"niemphong-seal/1\nserial: 1\n").unwrap_err();
    assert_eq!(fault.message(Language::Vi), "dòng 2: chỗ này phải là một mục khác");
    assert_eq!(fault.message(Language::En), fault.to_string());
    assert_eq!(in_vietnamese(&fault.to_string()), Some(fault.message(Language::Vi)));
    assert_eq!(in_vietnamese("sealed {}, found {}"), None);
    assert_eq!(in_vietnamese("something else"), None);
}

#[test]
fn facts_stand_in_the_sentence_and_beside_it() {
    let scratch = tempfile::tempdir().unwrap();
    let archive = scratch.path().join("archive");
    golden::copy(&golden::dir().join("archive"), &archive);
    fs::write(archive.join("index.html"), "another page").unwrap();
    fs::write(archive.join("volumes/5-nam/manifest-sha256.txt"), "x\n").unwrap();
    let report = verify(&archive, &Request::new("2026-11-23".parse().unwrap())).unwrap();
    let of = |code: &str, path: &str| {
        report.findings.iter().find(|f| f.code.id == code && f.path == path).unwrap_or_else(|| panic!("{code}"))
    };
    let changed = of("V005", "index.html");
    let [sealed, found] = changed.detail.facts() else { panic!("two facts") };
    assert_eq!(changed.detail.rule(), "sealed {}, found {}");
    assert_eq!(
        changed.message(Language::Vi),
        format!("Nội dung tệp đã bị thay đổi: khi niêm phong {sealed}, nay thấy {found}")
    );
    assert!(changed.message(Language::En).ends_with(&format!(": sealed {sealed}, found {found}")));
    let malformed = of("V110", "volumes/5-nam/manifest-sha256.txt");
    assert_eq!((malformed.detail.line(), malformed.detail.facts().len()), (1, 0));
    assert!(malformed.message(Language::Vi).ends_with(": dòng 1: mỗi dòng gồm mã băm, hai dấu cách và đường dẫn"));
    let json = report.to_json_in(Language::Vi);
    assert!(json.contains("\"rule\":\"sealed {}, found {}\",\"line\":0,\"facts\":["), "{json}");
    assert!(json.contains("\"rule\":\"a line is a digest, two blanks and a path\",\"line\":1,\"facts\":[]"), "{json}");
}
