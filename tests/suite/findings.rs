//! The words of findings: every code says what is wrong and how to mend it, in both languages and both documents.

use std::collections::BTreeSet;

use niemphong::assets::Assets;
use niemphong::check::{Code, Finding, Rulebook, codes};
use niemphong::cli::report;
use niemphong::read::{Shape, parse_bytes};
use niemphong::words::{Language, Words};
use regex::Regex;

pub(super) const BOTH: [Language; 2] = [Language::Vi, Language::En];

/// What the checker passes with each code. What a message uses must be here, and what the checker passes too.
const ARGUMENTS: &[(&str, &[&str])] = &[
    ("C001", &["said"]),
    ("C002", &["said"]),
    ("C003", &[]),
    ("C004", &["limit"]),
    ("C005", &[]),
    ("C006", &[]),
    ("C007", &["key", "line"]),
    ("C008", &[]),
    ("C009", &["value", "nearest"]),
    ("C010", &["kind", "title"]),
    ("C011", &["kind", "title", "file"]),
    ("C012", &[]),
    ("C013", &["limit"]),
    ("C014", &["said"]),
    ("C015", &["value", "wanted"]),
    ("C016", &["wanted"]),
    ("C101", &["key", "found", "wanted", "about"]),
    ("C102", &["key", "title", "about"]),
    ("C103", &["key", "nearest", "about"]),
    ("C104", &["key", "found", "wanted", "about"]),
    ("C105", &["key", "found", "wanted", "about"]),
    ("C106", &["key", "found", "wanted", "bound", "about"]),
    ("C107", &["key", "found", "wanted", "bound", "about"]),
    ("C108", &["key", "found", "wanted", "bound", "about"]),
    ("C109", &["key", "found", "wanted", "about"]),
    ("C110", &["key", "found", "wanted", "about"]),
    ("C111", &["key", "found", "wanted", "about"]),
    ("C201", &[]),
    ("C202", &["letter"]),
    ("C203", &["letter"]),
    ("C204", &["what"]),
    ("C205", &[]),
    ("C206", &["letter", "shown"]),
    ("C301", &["key", "value", "line", "file"]),
    ("C302", &["value"]),
    ("C303", &["value"]),
    ("C304", &["value", "list"]),
    ("C305", &["pupil"]),
    ("C306", &["pupil", "class"]),
    ("C307", &["pupil", "class", "other", "line"]),
    ("C308", &["key", "found", "registered", "line", "file"]),
    ("C309", &["pupil", "class"]),
    ("C310", &["pupil", "what", "class", "other", "date"]),
    ("C311", &["pupil", "what", "found", "class", "listed"]),
    ("C312", &["pupil", "side", "date"]),
    ("C313", &["pupil", "what", "found", "class", "line", "file"]),
    ("C314", &["pupil", "what", "class", "other", "date"]),
    ("C315", &["pupil", "year", "class"]),
    ("C316", &["found", "part", "due"]),
    ("C401", &["subject", "period", "year", "grade"]),
    ("C402", &["subject", "period", "year", "grade"]),
    ("C403", &["subject", "act", "year", "grade"]),
    ("C404", &["subjects", "year", "grade"]),
    ("C405", &["recorded", "derived", "words", "clause", "act", "year", "grade"]),
    ("C406", &["recorded", "result", "due", "year", "grade"]),
    ("C407", &["pupil", "what", "summary", "card"]),
    ("C408", &["key", "act", "year", "grade"]),
    ("C409", &["result", "year", "grade"]),
    ("C410", &["subject", "period", "year", "grade"]),
    ("C411", &["key", "period", "year", "grade"]),
    ("C412", &["subject", "period", "year", "grade"]),
    ("C413", &["grade", "before", "what", "year"]),
    ("C414", &["gap", "grade", "year"]),
    ("C415", &["what", "result", "date", "year", "grade"]),
    ("C416", &["result", "summer", "year", "grade"]),
    ("C417", &["said", "what", "year", "grade"]),
    ("C418", &["pupil", "what", "grade"]),
    ("C419", &["pupil", "card", "register"]),
    ("C501", &["path"]),
    ("C502", &[]),
    ("C503", &["path"]),
    ("C504", &["path", "found"]),
    ("C505", &["path", "line", "file"]),
    ("C506", &["path", "said"]),
    ("C507", &["path", "fields"]),
    ("C508", &["pupil", "what", "xml", "ours"]),
    ("C509", &["path", "what", "who", "first", "second"]),
    ("C510", &["pupil", "what", "state", "line"]),
    ("C511", &["path"]),
    ("C512", &["path", "what"]),
    ("C513", &["path", "what", "limit"]),
    ("C514", &["path"]),
    ("C515", &["path"]),
    ("C516", &["path"]),
    ("C601", &["authority", "date"]),
    ("C602", &["date", "first", "last"]),
    ("C603", &["first", "second"]),
    ("C604", &["date", "due", "kind"]),
    ("C605", &["list", "date", "file"]),
    ("C606", &["found", "name", "due", "date"]),
    ("C701", &["term", "floor", "act", "row", "kind", "sure"]),
    ("C702", &["kind", "title"]),
    ("C703", &["act"]),
    ("C801", &["kind", "title", "owner", "act", "clause", "sure"]),
    ("C802", &["kind", "title", "owner", "act", "clause", "sure", "units", "per"]),
];

/// What the checker may pass empty, by code (its first letters) and argument.
const MAY_BE_EMPTY: &[(&str, &[&str])] = &[
    ("C009", &["value", "nearest"]),
    ("C101", &["key"]),
    ("C102", &["title"]),
    ("C103", &["nearest"]),
    ("C104", &["key"]),
    ("C105", &["key"]),
    ("C106", &["key"]),
    ("C107", &["key"]),
    ("C108", &["key"]),
    ("C109", &["key", "wanted"]),
    ("C110", &["key"]),
    ("C111", &["key"]),
    ("C10", &["about"]),
    ("C11", &["about"]),
    ("C101", &["found"]),
    ("C104", &["found"]),
    ("C105", &["found"]),
    ("C403", &["act", "year", "grade"]),
    ("C405", &["recorded"]),
    ("C406", &["recorded", "due"]),
    ("C407", &["summary", "card"]),
    ("C408", &["key", "act"]),
    ("C409", &["result"]),
    ("C414", &["gap"]),
    ("C416", &["result"]),
    ("C419", &["card", "register"]),
    ("C504", &["found"]),
    ("C508", &["xml", "ours"]),
    ("C606", &["due"]),
    ("C506", &["said"]),
];

/// A document whose every line is wrong in its own way.
pub(super) const WRONG: &str = "loai: danh_sach_lop
nam_hoc: 2025-2026
muc:
  - ma: 5A
    khoi: 7
    gvcn: \"GV 05\"
    hocsinh: []
    hoc_sinh:
      - ma_hoc_sinh: 0123456789
        ho_ten: Nguyễn Thị Ánh
        ngay_sinh: 30/02/2015
        gioi_tinh: nữ
      - {ma_hoc_sinh: \"123\", ho_ten: [Ân], ngay_sinh: 2/3/2015, khuyet_tat: có}
      - {ho_ten: A, ngay_sinh: 2/3/2015}
nam_hoc: x
";

pub(super) fn words() -> Words {
    Words::load(&Assets::embedded()).unwrap()
}

fn arguments(code: Code) -> &'static [&'static str] {
    let row = ARGUMENTS.iter().find(|(name, _)| *name == code.name);
    row.unwrap_or_else(|| panic!("{}: say in ARGUMENTS what the checker passes with it", code.name)).1
}

fn may_be_empty(code: Code) -> Vec<&'static str> {
    let rows = MAY_BE_EMPTY.iter().filter(|(start, _)| code.name.starts_with(start));
    rows.flat_map(|(_, names)| names.iter().copied()).collect()
}

pub(super) fn made_of(text: &str) -> Vec<Finding> {
    let book = Rulebook::load(&Assets::embedded()).unwrap();
    match parse_bytes("lop/danh-sach.yaml", Shape::Yaml, text.as_bytes().to_vec()) {
        Err(faults) => faults.into_iter().map(Finding::from).collect(),
        Ok((document, faults)) => {
            let found = book.schemas.findings("danh_sach_lop", &document);
            faults.into_iter().map(Finding::from).chain(found).collect()
        }
    }
}

#[test]
fn codes_are_sorted_and_stand_once() {
    let names: Vec<_> = codes::TABLE.iter().map(|code| code.name).collect();
    assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{names:?}");
    let told: Vec<_> = ARGUMENTS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, told, "ARGUMENTS and check::codes::TABLE");
}

#[test]
fn every_code_has_words_that_use_only_what_the_checker_passes() {
    let id = Regex::new(r"(?m)^(c\d{3}(?:-help|-label)?) =").unwrap();
    let variable = Regex::new(r"\$([a-z]+)").unwrap();
    let said = words();
    for language in BOTH {
        let file = format!("templates/i18n/{}/findings.ftl", language.code());
        let assets = Assets::embedded();
        let text = assets.text(&file).unwrap();
        let starts: Vec<_> = id.captures_iter(text).map(|c| (c.get(0).unwrap().start(), c[1].to_owned())).collect();
        for (at, (start, message)) in starts.iter().enumerate() {
            let code = codes::by_name(&message[..4]).unwrap_or_else(|| panic!("{file}: {message} is of no code"));
            let end = starts.get(at + 1).map_or(text.len(), |next| next.0);
            let used: BTreeSet<_> = variable.captures_iter(&text[*start..end]).map(|c| c[1].to_owned()).collect();
            let extra: Vec<_> = used.iter().filter(|name| !arguments(code).contains(&name.as_str())).collect();
            assert!(extra.is_empty(), "{file}: {message} uses {extra:?}, which the checker does not pass");
        }
        for code in codes::TABLE {
            for id in [code.name.to_lowercase(), format!("{}-help", code.name.to_lowercase())] {
                assert!(said.knows(language, &id), "{file}: no {id}");
            }
        }
    }
}

#[test]
fn messages_are_one_line_without_full_stop_whether_arguments_are_there_or_not() {
    let words = words();
    for language in BOTH {
        for code in codes::TABLE {
            let mut sets = vec![vec![]];
            sets.extend(may_be_empty(*code).into_iter().map(|name| vec![name]));
            // A title is either written or due.
            sets.extend((*code != codes::AWARD_CONTRADICTED).then(|| may_be_empty(*code)));
            for empty in sets {
                let value = |name: &str| if empty.contains(&name) { String::new() } else { "giá trị".to_owned() };
                let passed = arguments(*code).iter().map(|name| (*name, value(name))).collect();
                let said = report::say(&Finding::about(*code, "a.yaml", passed), &words, language);
                for text in [Some(said.message), Some(said.help), said.label].into_iter().flatten() {
                    let about = format!("{} {} without {empty:?}: {text:?}", code.name, language.code());
                    assert!(!text.contains('\n') && !text.ends_with('.') && !text.contains("  "), "{about}");
                    assert!(!text.contains('{') && !text.contains('$') && text.trim() == text, "{about}");
                    assert!(!text.chars().next().unwrap().is_uppercase(), "{about}");
                    assert!(!text.contains("not-given"), "{about}");
                }
            }
        }
    }
}

#[test]
fn what_the_checker_really_passes_is_in_the_table() {
    let mut seen = BTreeSet::new();
    for text in [WRONG, "a: \"x\n", "a: &x [1]\nb: *y\n"] {
        for finding in made_of(text) {
            let passed: Vec<_> = finding.arguments.iter().map(|(name, _)| *name).collect();
            let told = arguments(finding.code);
            assert!(told.iter().all(|name| passed.contains(name)), "{}: {passed:?}", finding.code.name);
            assert!(passed.iter().all(|name| told.contains(name)), "{}: {passed:?}", finding.code.name);
            seen.insert(finding.code.name);
        }
    }
    let wanted = ["C001", "C007", "C101", "C102", "C103", "C104", "C105", "C106", "C107", "C109", "C110"];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn both_documents_have_a_section_for_each_code_and_no_other() {
    let section = Regex::new(r"(?m)^## (\S+) – \S").unwrap();
    let names: Vec<_> = codes::TABLE.iter().map(|code| code.name.to_owned()).collect();
    let assets = Assets::embedded();
    for language in BOTH {
        let file = format!("schemas/findings.{}.md", language.code());
        let text = assets.text(&file).unwrap();
        let told: Vec<_> = section.captures_iter(text).map(|c| c[1].to_owned()).collect();
        assert_eq!(told, names, "{file}");
        for code in codes::TABLE {
            let said = report::explain(&code.name.to_lowercase(), &assets, language).unwrap();
            assert!(said.starts_with(&format!("{} – ", code.name)) && said.lines().count() > 5, "{file}: {said}");
            assert!(said.contains("    "), "{file}: {} has no example", code.name);
        }
        assert_eq!(report::titles(&assets, language).lines().count(), names.len());
        assert_eq!(report::explain("C999", &assets, language), None);
    }
}
