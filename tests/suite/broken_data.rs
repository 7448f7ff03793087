//! A folder of `--schemas` or `--templates` with a fault: the program says in words of the school's language which file,
//! which line, what is wrong and how to mend it, and does nothing.

use std::path::Path;
use std::process::Command;

use niemphong::assets::{Assets, DataError, DataFault};
use niemphong::catalogue::{CyclePapers, DisposalPapers};
use niemphong::render::papers::{Occasion, PaperForms};
use serde_json::json;

/// One file of the program's own data with `from` made into `to`, laid into a folder for `option`; what is said then.
fn said(option: &str, name: &str, (from, to): (&str, &str), language: &str) -> String {
    let own = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(option).join(name)).unwrap();
    assert!(own.contains(from), "{name} no longer has {from}");
    said_of(option, name, own.replacen(from, to, 1).as_bytes(), language)
}

fn said_of(option: &str, name: &str, bytes: &[u8], language: &str) -> String {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("rieng").join(name);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, bytes).unwrap();
    let export = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/rejected/C801_no_register");
    let mut command = Command::new(env!("CARGO_BIN_EXE_niemphong"));
    let command = command.current_dir(home.path()).arg("check").arg(export);
    let done = command.args([&format!("--{option}"), "rieng", "--lang", language]).output().unwrap();
    assert_eq!(done.status.code(), Some(3), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(done.stdout.is_empty());
    String::from_utf8(done.stderr).unwrap()
}

#[test]
fn a_day_that_no_calendar_has() {
    let faults = [
        ("retention.yaml", "effective_from: \"2017-02-14\"", "effective_from: \"2017-02-31\""),
        ("redaction.yaml", "effective_from: \"2026-01-01\"", "effective_from: \"2017-02-31\""),
        ("rules.yaml", "Hà Nội, to: \"2025-06-30\"", "Hà Nội, to: \"2017-02-31\""),
        ("catalogue.yaml", "to: \"2026-05-09\"", "to: \"2017-02-31\""),
    ];
    for (name, from, to) in faults {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(name);
        let text = std::fs::read_to_string(file).unwrap();
        let line = 1 + text[..text.find(from).unwrap()].matches('\n').count();
        let vietnamese = said("schemas", name, (from, to), "vi");
        assert!(vietnamese.contains(&format!("rieng/{name}, dòng {line}, cột ")), "{vietnamese}");
        let wanted = "2017-02-31 không phải ngày có thật trong lịch\n  = viết năm-tháng-ngày";
        assert!(vietnamese.contains(wanted), "{vietnamese}");
        let english = said("schemas", name, (from, to), "en");
        assert!(english.contains("2017-02-31 is no day of the calendar\n  = write year-month-day"), "{english}");
    }
}

#[test]
fn a_day_that_does_not_come_each_year() {
    let change = ("files_closed: {value: \"06-30\"", "files_closed: {value: \"02-29\"");
    let vietnamese = said("schemas", "retention.yaml", change, "vi");
    assert!(vietnamese.contains("rieng/retention.yaml, dòng 32, cột "), "{vietnamese}");
    assert!(vietnamese.contains("02-29"), "{vietnamese}");
    assert!(vietnamese.contains("không phải tháng-ngày mà năm nào cũng có\n  = viết tháng-ngày"), "{vietnamese}");
    let english = said("schemas", "retention.yaml", change, "en");
    assert!(english.contains("is no month and day of every year\n  = write month-day"), "{english}");
}

#[test]
fn papers_with_such_a_day() {
    for (name, load) in [
        (
            "lap_ho_so/giay_to.yaml",
            (|assets| CyclePapers::load(assets).map(drop)) as fn(&Assets) -> Result<(), DataError>,
        ),
        ("huy/giay_to.yaml", |assets| DisposalPapers::load(assets).map(drop)),
    ] {
        let own = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(name)).unwrap();
        let line = own.lines().position(|line| line.contains("effective_from: \"")).unwrap();
        let day = own.split("effective_from: \"").nth(1).unwrap().split('"').next().unwrap();
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, own.replacen(day, "31/4/2020", 1)).unwrap();
        let mut assets = Assets::embedded();
        assets.overlay("templates", home.path()).unwrap();
        let error = load(&assets).unwrap_err();
        assert_eq!(
            (error.file.as_str(), error.fault),
            (format!("templates/{name}").as_str(), DataFault::Date("31/4/2020".to_owned()))
        );
        assert_eq!(error.place.map(|(line, _)| line), Some(line as u64 + 1));
    }
}

#[test]
fn other_faults_of_a_folder_of_schemas() {
    let faults = [
        ("retention.yaml", ("    rows:", "    hang:"), ["dòng 56", "thiếu khóa rows", "thêm khóa rows vào mục"]),
        (
            "retention.yaml",
            ("term: vinh_vien,", "term: 80,"),
            ["retention.yaml, dòng 57, cột 16: thời hạn của hàng R01", "2 đến 70", "viết số năm"],
        ),
        (
            "retention.yaml",
            ("trigger: year_end,", "trigger: cuoi_nam,"),
            ["cột ", "cuoi_nam không có trong danh sách", "year_end"],
        ),
        (
            "catalogue.yaml",
            ("  - kind: danh_sach_lop", "  - kind: Danh sách lớp"),
            ["dòng 46, cột 11: Danh sách lớp không dùng làm tên", "", "so_tiem_chung"],
        ),
        ("catalogue.yaml", ("    family: support", "\tfamily: support"), ["dòng ", "phím Tab", "so với tệp mẫu"]),
        ("catalogue.yaml", ("exactly_one: true", "exactly_one: 5"), ["dòng ", "không đúng kiểu", "so với tệp mẫu"]),
        ("hoc_ba.schema.json", ("{", "{,"), ["hoc_ba.schema.json, dòng 1, cột 2", "không đọc được", "so với tệp mẫu"]),
    ];
    for (name, change, wanted) in faults {
        let said = said("schemas", name, change, "vi");
        assert!(wanted.iter().all(|part| said.contains(part)), "{name} {change:?}: {said}");
        assert!(!said.contains("at line"), "{said}");
    }
    let said = said_of("schemas", "retention.yaml", b"tables: \xff", "vi");
    assert!(said.contains("retention.yaml: tệp không phải chữ UTF-8\n  = lưu lại tệp"), "{said}");
    let added =
        b"kinds:\n  - {kind: so_moi, family: register, title: {vi: a, en: b}, owner: truong, one_record_per: file, \
        id_from: [nam_hoc], retention: R01, sensitivity: basic}\n";
    let said = said_of("schemas", "so_moi.catalogue.yaml", added, "vi");
    assert!(said.contains("rieng/so_moi.schema.json: không có tệp này\n  = thêm tệp"), "{said}");
}

#[test]
fn other_faults_of_a_folder_of_templates() {
    let faults = [
        ("pdf/hoc_ba.typ", ("#let ", "#let ("), ["pdf/hoc_ba.typ, dòng ", "không đọc được", "so với tệp mẫu"]),
        ("i18n/vi/languages.ftl", ("=", "{"), ["i18n/vi/languages.ftl, dòng ", "không đọc được", "so với tệp mẫu"]),
    ];
    for (name, change, wanted) in faults {
        let said = said("templates", name, change, "vi");
        assert!(wanted.iter().all(|part| said.contains(part)), "{name} {change:?}: {said}");
    }
    let said = said_of("templates", "fonts/Tinos-Bold.ttf", b"no font", "vi");
    assert!(said.contains("fonts/Tinos-Bold.ttf: tệp không phải phông chữ"), "{said}");
}

#[test]
fn texts_of_papers() {
    let told = |text: &str| {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("lap_ho_so")).unwrap();
        std::fs::write(home.path().join("lap_ho_so/muc_luc_ho_so.md"), text).unwrap();
        let mut assets = Assets::embedded();
        assets.overlay("templates", home.path()).unwrap();
        let papers = CyclePapers::load(&assets).unwrap();
        let (_, paper) = papers.on("2026-06-12".parse().unwrap()).find(|(_, one)| one.name == "muc_luc_ho_so").unwrap();
        let forms = PaperForms::new(Occasion::FileCycle, &assets);
        let error = forms.and_then(|forms| forms.view(paper, &json!({"truong": {}}))).unwrap_err();
        assert_eq!(error.file, "templates/lap_ho_so/muc_luc_ho_so.md");
        (error.place, error.fault)
    };
    assert_eq!(told("<b>x</b>"), (None, DataFault::Markup("markdown-raw-html")));
    let (place, fault) = told("Một\n\n{{ khong_co }}\n");
    assert_eq!(place, Some((3, 4)));
    assert!(matches!(fault, DataFault::Shape(said) if said.starts_with("Variable `khong_co` is not defined")));
    assert_eq!(told("{% if %}").0, Some((1, 7)));
}

#[test]
fn a_folder_that_changes_nothing_is_not_taken() {
    for (option, wanted) in [("templates", "ví dụ pdf/hoc_ba.typ"), ("schemas", "ví dụ retention.yaml")] {
        let said = said_of(option, "templates/pdf/hoc_ba.typ", b"", "vi");
        let told = format!("rieng: không có tệp nào mà --{option} thay hay thêm được\n  = chỉ đúng thư mục");
        assert!(said.contains(&told) && said.contains(wanted), "{said}");
    }
}
