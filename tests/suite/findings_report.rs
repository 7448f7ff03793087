//! The report of findings, for people and for programs: it shows the right bytes of the right line.

use niemphong::check::{Finding, codes};
use niemphong::cli::report::{self, Styled, Verdict};
use niemphong::read::Place;
use niemphong::words::Language;

use super::findings::{BOTH, WRONG, made_of, words};

fn shown(text: &str, findings: &[Finding], language: Language) -> String {
    report::text(findings, &words(), language, &mut |_| Some(text.to_owned()), Styled::Plain)
}

#[test]
fn a_caret_stands_under_vietnamese_letters() {
    let text = "ho_ten: Nguyễn Văn Ân\ngioi_tinh: nữ   # ghi sai\n";
    let start = u32::try_from(text.find("nữ").unwrap()).unwrap();
    let place = Place { line: 2, column: 12, start, end: start + 4 };
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
    let place = Place { line: 1, column: 11, start: 10, end: u32::try_from(text.len()).unwrap() - 1 };
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
        let start = (line - 1) * 5;
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
