//! What is copied from a print is what the record says: long ids and names of files whole, letters with two marks once.

use std::path::Path;
use std::process::Command;

use niemphong::assets::Assets;
use niemphong::render::pdf::{PdfOptions, Press, PrintDate, Standard};
use serde_json::{Value, json};

/// The example of a register, changed, as pdftotext reads its print: lines across the sheet, or cell by cell.
fn copied(order: &str, change: impl FnOnce(&mut Value)) -> String {
    copied_from("khen_thuong", "table", order, change)
}

fn copied_from(example: &str, form: &str, order: &str, change: impl FnOnce(&mut Value)) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms").join(example).with_extension("json");
    let mut view: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    change(&mut view);
    let options = PdfOptions {
        title: "Sổ".to_owned(),
        record: view["record"]["id"].as_str().unwrap().to_owned(),
        date: PrintDate { local: jiff::civil::date(2026, 6, 12).at(9, 30, 0, 0), offset_minutes: 420 },
        standard: Standard::A2a,
        attachment: None,
    };
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("so.pdf");
    std::fs::write(&pdf, Press::new(&Assets::embedded()).unwrap().pdf(form, &view, &options).unwrap()).unwrap();
    let output = Command::new("pdftotext").arg(order).arg(&pdf).arg("-").output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains(|letter| ('\u{200b}'..='\u{200f}').contains(&letter) || letter == '\u{ad}'), "{text}");
    text
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn letters_with_a_mark_of_their_own_and_a_loose_one() {
    // The letters of Ê Đê that no character of Unicode has in one: in capitals, and over a hat, the mark is raised.
    for name in ["H'Bơ̆m Kbơ̆r", "H'BƠ̆M KBƠ̆R", "Ê̆ê̆Ô̆ô̆Ơ̆ơ̆Ư̆ư̆", "Y Ơ̆"] {
        let text = copied("-layout", |view| view["form"]["rows"][0][3] = json!(name));
        assert_eq!(text.matches(name).count(), 1, "{name}: {text}");
        let marks = |text: &str| text.matches('\u{306}').count();
        assert_eq!(marks(&text), marks(name), "{name}: {text}");
    }
}

#[test]
fn ids_and_names_that_take_more_lines_than_one() {
    let name = "bien-ban-sinh-hoat-to-chuyen-mon-khoi-1-thang-10-nam-2025-ban-quet-mau-300dpi-da-ki.pdf";
    let id = "ke-hoach-bai-day.1a-tieng-viet-tuan-20-on-tap-giua-hoc-ki-2-tiet-1-2-va-3";
    let text = copied("-raw", |view| {
        view["form"]["rows"][0][3] = json!(name);
        view["record"]["id"] = json!(id);
        view["authenticity"]["record"] = json!(id);
    });
    let text = squeezed(&text);
    assert!(text.contains(name), "{text}");
    assert!(text.contains(&format!("Mãtracứu:{}·{id}", "vn/82/82760123/2025-2026")), "{text}");
}

#[test]
fn files_stand_on_the_print_of_every_form_before_the_mark_of_conversion() {
    let digest = "0123 4567 89ab cdef ".repeat(4);
    let groups: Vec<&str> = digest.split_whitespace().collect();
    let file =
        json!({"name": "phu-luc.pdf", "path": "", "media": "Văn bản PDF", "size": "15 B", "sha256_groups": groups});
    for (name, form) in
        [("hoc_ba", "hoc_ba"), ("bang_tong_hop", "table"), ("so_dang_bo", "table"), ("ke_hoach", "document")]
    {
        let text = squeezed(&copied_from(name, form, "-raw", |view| view["form"]["files"] = json!([file])));
        let mark = "BẢNGIẤYCHUYỂNĐỔITỪTÀILIỆULƯUTRỮSỐ";
        let at = ["(Ký", "Tệpkèmtheo", "phu-luc.pdf", &squeezed(&digest), mark].map(|part| text.find(part));
        assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{name}: {at:?} {text}");
    }
}
