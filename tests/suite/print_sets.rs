//! Derived sets and booklets: every page of every print is there, in order, on the side where it belongs.

use std::path::Path;
use std::sync::LazyLock;

use niemphong::assets::Assets;
use niemphong::render::bound::{self, Origin, Print, Sides};
use niemphong::render::pdf::{PdfOptions, Press, PrintDate, Standard};
use niemphong::words::Words;
use serde_json::Value;

const DATE: PrintDate = PrintDate { local: jiff::civil::date(2026, 6, 12).at(9, 30, 0, 0), offset_minutes: 420 };

fn prints(press: &Press, names: &[&str]) -> Vec<Print> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let print = |name: &&str| {
        let file = folder.join(name).with_extension("json");
        let view: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        let options = PdfOptions {
            title: (*name).to_owned(),
            record: (*name).to_owned(),
            date: DATE,
            standard: Standard::A2a,
            attachment: None,
        };
        let pdf = press.pdf(view["form"]["type"].as_str().unwrap(), &view, &options).unwrap();
        Print::read(name, pdf).unwrap()
    };
    names.iter().map(print).collect()
}

fn origin() -> Origin<'static> {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::load(&Assets::embedded()).unwrap());
    Origin {
        words: &WORDS,
        superior: "UBND XÃ MỸ HIỆP",
        school: "Trường Tiểu học Kim Đồng",
        archive: "vn/82/82760123/2025-2026",
        seal: "c15d52e0f2a1c7b4c15d52e0f2a1c7b4c15d52e0f2a1c7b4c15d52e0f2a1c7b4",
        sealed_at: "12/06/2026 09:30:00 +07:00",
        date: DATE,
    }
}

#[test]
fn a_print_tells_its_pages_and_its_title() {
    let press = Press::new(&Assets::embedded()).unwrap();
    let [minutes, table] = &prints(&press, &["bien_ban_to", "bang_tong_hop_a3"])[..] else { panic!() };
    assert_eq!((minutes.title.as_str(), minutes.pages.len(), minutes.folds()), ("bien_ban_to", 2, true));
    assert!(!table.folds());
    assert!(table.pages.iter().all(|(width, height)| (width - 420.0).abs() < 0.1 && (height - 297.0).abs() < 0.1));
    assert_eq!(Print::read("x", b"%PDF-1.7 no".to_vec()), None);
}

#[test]
fn a_set_has_cover_index_and_each_record_on_an_odd_page() {
    let press = Press::new(&Assets::embedded()).unwrap();
    let prints = prints(&press, &["khen_thuong", "bien_ban_to", "bang_tong_hop_a3"]);
    let made = bound::set(&press, &prints, "Hồ sơ thử", Sides::Both, &origin()).unwrap();
    assert_eq!(made, bound::set(&press, &prints, "Hồ sơ thử", Sides::Both, &origin()).unwrap());
    let set = Print::read("bo-in", made).unwrap();
    // Cover, its verso, index, its verso; then each print, filled up to an even count.
    let even = |print: &Print| print.pages.len().next_multiple_of(2);
    assert_eq!(set.pages.len(), 4 + prints.iter().map(even).sum::<usize>());
    assert_eq!(set.title, "Bộ in: Hồ sơ thử");
    // Every page keeps its own size.
    let first_of_table = 4 + even(&prints[0]) + even(&prints[1]);
    assert!((set.pages[first_of_table].0 - 420.0).abs() < 0.1);
    let simplex = bound::set(&press, &prints, "Hồ sơ thử", Sides::One, &origin()).unwrap();
    let simplex = Print::read("bo-in", simplex).unwrap();
    assert_eq!(simplex.pages.len(), 2 + prints.iter().map(|p| p.pages.len()).sum::<usize>());
}

#[test]
fn a_booklet_is_two_pages_a_side_of_a3() {
    let press = Press::new(&Assets::embedded()).unwrap();
    let card = &prints(&press, &["hoc_ba_che_do_cu"])[0];
    let booklet = Print::read("tap", bound::booklet(&press, card, &origin()).unwrap()).unwrap();
    assert_eq!(booklet.pages.len(), card.pages.len().div_ceil(4) * 2);
    assert!(booklet.pages.iter().all(|(width, height)| (width - 420.0).abs() < 0.1 && (height - 297.0).abs() < 0.1));
}
