//! A register that nobody thought of is added by two folders and no Rust: checked, built, printed with its own form.

use std::path::Path;
use std::process::{Command, Output};

const KIND: &str = "
kinds:
  - kind: so_tiem_chung
    family: register
    title: {vi: Sổ theo dõi tiêm chủng, en: Register of vaccinations}
    owner: truong
    one_record_per: file
    id_from: [nam_hoc]
    retention: R16
    sensitivity: sensitive
    columns:
      - {key: \"#\", title: {vi: STT, en: No.}, width: 0.5, align: center}
      - {key: ngay, title: {vi: Ngày, en: Date}, width: 1, align: center}
      - {key: ma_hoc_sinh, title: {vi: Học sinh, en: Pupil}, width: 2, align: left}
      - {key: mui, title: {vi: Mũi tiêm, en: Dose}, width: 2, align: left}
    refs:
      - {key: muc.ma_hoc_sinh, to: pupil}
    files: [muc.phieu]
";

const SCHEMA: &str = r#"{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Sổ theo dõi tiêm chủng", "type": "object", "description": "Mỗi dòng một mũi tiêm.",
  "additionalProperties": false, "required": ["loai", "nam_hoc", "muc"],
  "properties": {
    "loai": {"const": "so_tiem_chung", "type": "string"},
    "nam_hoc": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{4}$"},
    "muc": {"type": "array", "items": {
      "type": "object", "additionalProperties": false, "required": ["ngay", "ma_hoc_sinh", "mui"],
      "properties": {
        "ngay": {"type": "string", "format": "niemphong-date"},
        "ma_hoc_sinh": {"type": "string", "pattern": "^[0-9]{10}$"},
        "mui": {"title": "Mũi tiêm", "type": "string", "enum": ["Mũi 1", "Mũi 2"]},
        "phieu": {"type": "array", "items": {"type": "string"}}
      }
    }}
  }
}"#;

/// What a line of the register keeps: enough of a PDF to be taken for one.
const SLIP: &[u8] = b"%PDF-1.4\n%%EOF\n";
/// A name that is wider than its column.
const SLIP_NAME: &str = "phieu-tiem-chung-nam-hoc-2025-2026-tram-y-te-xa-my-hiep-dot-1.pdf";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_niemphong")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn text_of(pdf: &Path, order: &str) -> String {
    let output = Command::new("pdftotext").args([order, pdf.to_str().unwrap(), "-"]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn register(folder: &Path, dose: &str) {
    let list = std::fs::read_to_string(folder.join("xuat/so/dang-bo.yaml")).unwrap();
    let pupil = list.lines().find_map(|l| l.trim().strip_prefix("ma_hoc_sinh: ")).unwrap().to_owned();
    let line = format!("  - {{ngay: \"2025-10-10\", ma_hoc_sinh: {pupil}, mui: {dose}, phieu: [{SLIP_NAME}]}}\n");
    let text = format!("loai: so_tiem_chung\nnam_hoc: \"2025-2026\"\nmuc:\n{line}");
    std::fs::write(folder.join("xuat/so/tiem-chung.yaml"), text).unwrap();
    std::fs::write(folder.join("xuat/so").join(SLIP_NAME), SLIP).unwrap();
}

fn files(folder: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|e| e.unwrap());
    walk.map(|e| e.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/")).collect()
}

#[test]
fn a_register_is_added_without_rust() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, text) in [("so_tiem_chung.catalogue.yaml", KIND), ("so_tiem_chung.schema.json", SCHEMA)] {
        std::fs::create_dir_all(folder.join("mau")).unwrap();
        std::fs::write(folder.join("mau").join(name), text).unwrap();
    }
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/pdf/table.typ");
    let own = std::fs::read_to_string(table).unwrap();
    std::fs::create_dir_all(folder.join("trang/pdf")).unwrap();
    let own = own.replacen("  title(form.caption", "  par[Mẫu riêng của trường]\n  title(form.caption", 1);
    std::fs::write(folder.join("trang/pdf/kind-so_tiem_chung.typ"), own).unwrap();

    assert!(run(folder, &["sample", "--pupils", "3", "--school-year", "2025-2026", "--out", "xuat"]).status.success());
    register(folder, "Mũi 1");
    let without = run(folder, &["check", "xuat"]);
    assert_eq!(without.status.code(), Some(1), "{}", said(&without));
    assert!(said(&without).contains("C009"), "{}", said(&without));

    register(folder, "Mũi 3");
    let wrong = run(folder, &["check", "xuat", "--schemas", "mau"]);
    assert!(wrong.status.code() == Some(1) && said(&wrong).contains("Mũi 1, Mũi 2"), "{}", said(&wrong));

    register(folder, "Mũi 1");
    let time = "2026-06-30T08:00:00+07:00";
    let asked = ["build", "xuat", "--schemas", "mau", "--templates", "trang", "--out", "kho", "--sealed-at", time];
    let built = run(folder, &asked);
    assert_eq!(built.status.code(), Some(0), "{}", said(&built));
    let found: Vec<_> =
        files(&folder.join("kho/volumes")).into_iter().filter(|f| f.contains("so-tiem-chung")).collect();
    for ending in [".html", ".pdf", ".json"] {
        assert!(found.iter().any(|f| f.starts_with("10-nam/") && f.ends_with(ending)), "no {ending} in {found:?}");
    }
    let pdf = found.iter().find(|f| f.ends_with(".pdf")).unwrap();
    let text = text_of(&folder.join("kho/volumes").join(pdf), "-raw");
    assert!(text.contains("Mũi 1") && text.contains("Mẫu riêng của trường"), "{text}");

    // What the lines keep is on the page and, after the signatures and before the mark of conversion, on the print. Copied from
    // there, its name is whole, though it takes more lines than one.
    let page = std::fs::read_to_string(folder.join("kho/volumes").join(pdf).with_extension("html")).unwrap();
    let digest = niemphong_archive::Digest::of(SLIP).to_string();
    let (name, groups) = (SLIP_NAME, digest.trim_start_matches("sha256:"));
    assert!(page.contains(name) && page.contains(&groups[..4]), "{page}");
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let text = squeezed(&text);
    let at = ["Sổnàycó1", "Tệpkèmtheo", name, groups, "BẢNGIẤYCHUYỂNĐỔI"].map(|part| text.find(part));
    assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{at:?} {text}");
    let laid_out = squeezed(&text_of(&folder.join("kho/volumes").join(pdf), "-layout"));
    assert!([&text, &laid_out].iter().all(|text| text.contains("so-tiem-chung.2025-2026Niêm")), "{text} {laid_out}");
}
