//! The words of findings: every code says what is wrong and how to mend it, in both languages and both documents, and
//! the report shows the right bytes.

use std::collections::BTreeSet;

use niemphong::assets::Assets;
use niemphong::check::{Code, Finding, Rulebook, codes};
use niemphong::cli::report::{self, Styled, Verdict};
use niemphong::read::{Place, Shape, parse_bytes};
use niemphong::words::{Language, Words};
use regex::Regex;

const BOTH: [Language; 2] = [Language::Vi, Language::En];

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
    ("C310", &["pupil", "class"]),
    ("C311", &["pupil", "what", "found", "class"]),
    ("C312", &["pupil", "side", "date"]),
    ("C313", &["pupil", "what", "found", "line"]),
    ("C314", &["pupil", "class", "other"]),
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
    ("C314", &["other"]),
    ("C414", &["gap"]),
    ("C416", &["result"]),
    ("C419", &["card", "register"]),
    ("C504", &["found"]),
    ("C508", &["xml", "ours"]),
    ("C606", &["due"]),
    ("C506", &["said"]),
];

/// A document whose every line is wrong in its own way.
const WRONG: &str = "loai: danh_sach_lop
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

fn words() -> Words {
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

fn made_of(text: &str) -> Vec<Finding> {
    let book = Rulebook::load(&Assets::embedded()).unwrap();
    match parse_bytes("lop/danh-sach.yaml", Shape::Yaml, text.as_bytes().to_vec()) {
        Err(faults) => faults.into_iter().map(Finding::from).collect(),
        Ok((document, faults)) => {
            let found = book.schemas.findings("danh_sach_lop", &document);
            faults.into_iter().map(Finding::from).chain(found).collect()
        }
    }
}

fn shown(text: &str, findings: &[Finding], language: Language) -> String {
    report::text(findings, &words(), language, &mut |_| Some(text.to_owned()), Styled::Plain)
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

#[test]
fn a_caret_stands_under_vietnamese_letters() {
    let text = "ho_ten: Nguyễn Văn Ân\ngioi_tinh: nữ   # ghi sai\n";
    let start = text.find("nữ").unwrap();
    let place = Place { line: 2, column: 12, start, end: start + "nữ".len() };
    let passed = [("key", "gioi_tinh"), ("found", "nữ"), ("wanted", "Nam, Nữ"), ("about", "Nam hoặc Nữ.")];
    let passed = passed.map(|(name, value)| (name, value.to_owned())).to_vec();
    let finding = Finding::at(codes::NOT_IN_LIST, "hoc-ba/5A.yaml", place, passed).of("8701000123");
    let wanted = "\
== hoc-ba/5A.yaml: 1 lỗi, 0 cảnh báo

lỗi[C104]: gioi_tinh không nhận nữ
 --> hoc-ba/5A.yaml:2:12
  |
2 | gioi_tinh: nữ   # ghi sai
  |            ^^
  |
  = mã: 8701000123
  = cách sửa: ghi một trong các giá trị: Nam, Nữ – Nam hoặc Nữ

1 lỗi, 0 cảnh báo trong 1 tệp
sửa các chỗ nêu trên ở nơi đã nhập số liệu, xuất lại rồi chạy lại lệnh này; xem giải thích và ví dụ: niemphong explain C104
";
    assert_eq!(shown(text, &[finding], Language::Vi), wanted);
}

#[test]
fn a_fault_of_the_parser_is_shown_where_it_stopped() {
    let text = "loai: hoc_ba\nho_ten: \"Nguyễn Thị Ánh\nnam_hoc: 1\n";
    let report = shown(text, &made_of(text), Language::Vi);
    assert!(report.contains("dấu ngoặc kép hoặc ngoặc đơn mở ra mà không đóng lại"), "{report}");
    assert!(report.contains("2 | ho_ten: \"Nguyễn Thị Ánh\n  |         ^ bộ đọc dừng ở đây"), "{report}");
    let marked = "\u{feff}a: x\r\nb: \"y\r\n";
    let report = shown(marked, &made_of(marked), Language::En);
    assert!(report.contains("2 | b: \"y\n  |    ^ reading stopped here"), "{report}");
}

#[test]
fn a_fault_of_markdown_is_said_in_words() {
    let what = vec![("what", "markdown-raw-html".to_owned())];
    let said = report::say(&Finding::about(codes::BAD_MARKDOWN, "a.md", what), &words(), Language::En);
    assert!(said.message.ends_with("HTML tags can’t be used in the text; use Markdown only"), "{}", said.message);
}

#[test]
fn what_has_no_place_names_its_file() {
    let finding = Finding::about(codes::NO_FRONT_MATTER, "ke-hoach/nam-hoc.md", vec![]);
    let report = shown("", &[finding], Language::En);
    assert!(report.contains("error[C008]: the .md file has no front matter"), "{report}");
    assert!(report.contains("--> ke-hoach/nam-hoc.md\n"), "{report}");
}

#[test]
fn a_long_line_and_a_text_that_changed_do_no_harm() {
    let text = format!("nhan_xet: {}\n", "Em học tốt, chăm ngoan. ".repeat(300));
    let place = Place { line: 1, column: 11, start: 10, end: text.len() - 1 };
    let finding = Finding::at(codes::NOT_NFC, "a.yaml", place, vec![]);
    let report = shown(&text, std::slice::from_ref(&finding), Language::Vi);
    assert!(report.lines().all(|line| line.chars().count() < 220), "{report}");
    for other in ["", "ngắn", "nhan_xet:ễễễễ"] {
        assert!(shown(other, std::slice::from_ref(&finding), Language::Vi).contains("a.yaml:1"));
    }
}

#[test]
fn errors_come_before_warnings_and_the_whole_export_last() {
    let found = [
        Finding::about(codes::RECORD_MISSING, ".", vec![("kind", "so_dang_bo".into()), ("title", "Sổ đăng bộ".into())]),
        Finding::about(codes::MARK_ZERO, "a.yaml", vec![]),
        Finding::about(codes::UNREADABLE, "z.yaml", vec![("said", "permission denied".into())]),
    ];
    let report = shown("", &found, Language::En);
    let at = |word: &str| report.find(word).unwrap_or_else(|| panic!("no {word} in {report}"));
    assert!(at("z.yaml") < at("a.yaml") && at("a.yaml") < at("C801"), "{report}");
}

#[test]
fn many_of_one_code_are_counted_and_the_summary_counts_all() {
    let text = "a: 1\n".repeat(70);
    let at = |line: u32| {
        let start = (line as usize - 1) * 5;
        Place { line, column: 1, start, end: start + 1 }
    };
    let key = || vec![("key", "a".to_owned()), ("line", "1".to_owned())];
    let mut findings: Vec<_> = (1..=70).map(|n| Finding::at(codes::DUPLICATE_KEY, "a.yaml", at(n), key())).collect();
    findings.push(Finding::about(codes::RECORD_MISSING, ".", vec![("kind", "x".into()), ("title", "y".into())]));
    let report = shown(&text, &findings, Language::Vi);
    assert_eq!(report.matches("lỗi[C007]").count(), report::SHOWN, "{report}");
    assert!(report.contains("… và 20 chỗ nữa cùng mã C007 trong tệp này"), "{report}");
    assert!(report.contains("70 lỗi, 1 cảnh báo trong 2 tệp"), "{report}");
    assert!(report.contains("== cả bản xuất: 0 lỗi, 1 cảnh báo"), "{report}");
}

#[test]
fn warnings_alone_pass_and_nothing_at_all_says_so() {
    let missing = Finding::about(codes::RECORD_MISSING, ".", vec![("kind", "x".into()), ("title", "y".into())]);
    assert_eq!(Verdict::of(std::slice::from_ref(&missing)), Verdict::Passed);
    assert!(shown("", &[missing], Language::En).contains("the archive can be built"));
    assert_eq!(shown("", &[], Language::Vi), "không có lỗi, không có cảnh báo\n");
}

#[test]
fn a_file_cannot_steer_the_terminal() {
    let finding =
        Finding::about(codes::FILE_MISSING, "a\u{1b}[2J.yaml", vec![("path", "\u{1b}]0;x\u{7}\u{202e}".into())]);
    for language in BOTH {
        let report = shown("", std::slice::from_ref(&finding), language);
        assert!(!report.chars().any(|c| c.is_control() && c != '\n') && !report.contains('\u{202e}'), "{report:?}");
    }
}

#[test]
fn the_json_is_ascii_and_says_what_the_contract_says() {
    let findings = made_of(WRONG);
    let text = report::json(&findings, Verdict::of(&findings), 12, &words(), Language::Vi);
    assert!(text.is_ascii() && !text.contains('\n'), "{text}");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["verdict"], "failed");
    assert_eq!(value["records"], 12);
    assert_eq!(value["findings"].as_array().unwrap().len(), findings.len());
    let keys: Vec<_> = value["findings"][0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["code", "severity", "file", "line", "column", "record", "message", "help"]);
    assert_eq!(value["findings"][0]["message"], "khóa nam_hoc ghi hai lần; lần đầu ở dòng 2");
    let whole = Finding::about(codes::FILE_UNLISTED, "tệp 🏫.pdf", vec![]);
    let text = report::json(&[whole], Verdict::Failed, 0, &words(), Language::En);
    assert!(text.contains("t\\u1ec7p \\ud83c\\udfeb.pdf"), "{text}");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["findings"][0]["file"], "tệp 🏫.pdf");
    assert!(value["findings"][0]["line"].is_null() && value["findings"][0]["record"].is_null());
}
