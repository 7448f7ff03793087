//! The symbols on a print: outlines in the file, where typst placed a picture of each.

use std::path::Path;

use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use niemphong::assets::Assets;
use niemphong::paper::{Pictures, Symbol, draw, parts, read};
use niemphong::render::pdf::{self, Attachment, Beside, PdfOptions, Press, PrintDate, Standard};
use serde_json::{Value, json};

use crate::paper::{FIRST, json as record, pointer_to};

fn options() -> PdfOptions {
    PdfOptions {
        title: "Học bạ".to_owned(),
        record: "hoc-ba".to_owned(),
        date: PrintDate { local: jiff::civil::date(2026, 6, 12).at(9, 30, 0, 0), offset_minutes: 420 },
        standard: Standard::A2a,
        attachment: None,
    }
}

/// The pointer of a card and its one part, with what a form is told of them.
fn drawn() -> (Vec<Symbol>, Value, Vec<pdf::Symbol>) {
    let json = record(FIRST);
    let pointer = Symbol::Pointer(pointer_to(&json, 0, "hoc-ba.2412345678"));
    let symbols = [vec![pointer], parts(&json)].concat();
    let (mut told, mut shown) = (Vec::new(), Vec::new());
    for (at, symbol) in symbols.iter().enumerate() {
        let (drawing, name) = (draw(symbol).unwrap(), format!("symbol-{at}.png"));
        told.push(json!({"file": format!("/{name}"), "mm": f64::from(drawing.tenths) / 10.0}));
        shown.push(pdf::Symbol { name, side: drawing.side, dark: drawing.dark });
    }
    let pointer = told.remove(0);
    (symbols, json!({"pointer": pointer, "parts": told}), shown)
}

/// The card of the example, with its symbols.
fn card() -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/hoc_ba_che_do_cu.json");
    let mut view: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let (_, told, symbols) = drawn();
    view["paper"] = told;
    let press = Press::new(&Assets::embedded()).unwrap();
    press.print("hoc_ba", &view, &options(), &Beside { files: Vec::new(), symbols }).unwrap().bytes
}

/// Dictionaries of the streams of a kind.
fn dictionaries<'a>(pdf: &'a str, kind: &str) -> Vec<&'a str> {
    pdf.split("\nendobj\n")
        .filter_map(|object| Some(object.split_once("\nstream\n")?.0))
        .filter(|d| d.contains(kind))
        .collect()
}

#[test]
fn a_print_holds_each_symbol_once_as_outlines_and_none_as_a_picture() {
    let (_, _, shown) = drawn();
    let print = card();
    let pdf = String::from_utf8_lossy(&print);
    assert_eq!(dictionaries(&pdf, "/Subtype/Image"), Vec::<&str>::new());
    let forms = dictionaries(&pdf, "/Subtype/Form");
    assert_eq!(forms.len(), shown.len(), "{forms:?}");
    for symbol in shown {
        let side = format!("/BBox[0 0 {0} {0}]", symbol.side);
        assert_eq!(forms.iter().filter(|form| form.contains(&side)).count(), 1, "{side}: {forms:?}");
    }
}

#[test]
fn a_drawn_page_shows_the_symbols_that_were_given() {
    let pages = Pictures::open(card()).unwrap();
    let found = read(pages.picture(pages.count() - 1).unwrap(), |_| ());
    assert_eq!(found, drawn().0.iter().map(Symbol::to_text).collect());
    let first = read(pages.picture(0).unwrap(), |_| ());
    assert_eq!(first.into_iter().collect::<Vec<_>>(), [drawn().0[0].to_text()]);
}

/// A photo may have as many pixels as the picture of a symbol.
#[test]
fn a_photo_stays_a_picture() {
    let own = tempfile::tempdir().unwrap();
    std::fs::create_dir(own.path().join("pdf")).unwrap();
    let form = "#let render(view) = {\n  set document(title: \"x\")\n  [= Một]\n  \
                image(\"/symbol-0.png\", width: 30mm, alt: \"mã\")\n  image(\"/photo.png\", width: 30mm, alt: \"ảnh\")\n}\n";
    std::fs::write(own.path().join("pdf/tu_giu.typ"), form).unwrap();
    let mut assets = Assets::embedded();
    assets.overlay("templates", own.path()).unwrap();
    let press = Press::new(&assets).unwrap();
    let view = json!({"lang": "vi", "record": {"id": "a", "title": "A"}, "form": {"type": "tu_giu"}});
    let mut symbols = drawn().2;
    symbols.truncate(1);
    let side = symbols[0].side as u32;
    let mut photo = Vec::new();
    DynamicImage::ImageLuma8(GrayImage::from_fn(side, side, |x, y| Luma([(x * y) as u8])))
        .write_to(&mut std::io::Cursor::new(&mut photo), ImageFormat::Png)
        .unwrap();
    let files = vec![Attachment { name: "photo.png".to_owned(), bytes: photo }];
    let print = press.print("tu_giu", &view, &options(), &Beside { files, symbols }).unwrap().bytes;
    let pdf = String::from_utf8_lossy(&print);
    assert_eq!(dictionaries(&pdf, "/Subtype/Form").len(), 1);
    let [kept] = dictionaries(&pdf, "/Subtype/Image")[..] else { panic!("not one picture") };
    assert!(kept.contains(&format!("/Width {side}/Height {side}/")), "{kept}");
}

/// Headings that are turned, two signers and the mark leave little room: symbols may go over, signatures never alone.
#[test]
fn symbols_take_a_table_one_page_further_at_most() {
    let press = Press::new(&Assets::embedded()).unwrap();
    let whole: Value = serde_json::from_slice(&std::fs::read("tests/forms/bang_tong_hop.json").unwrap()).unwrap();
    let (_, told, symbols) = drawn();
    let pages = |rows: usize, parts: usize| {
        let mut view = whole.clone();
        view["paper"] = json!({"pointer": told["pointer"], "parts": vec![&told["parts"][0]; parts]});
        view["form"]["rows"].as_array_mut().unwrap().truncate(rows);
        let beside = Beside { files: Vec::new(), symbols: symbols.clone() };
        press.print("table", &view, &options(), &beside).unwrap().pages
    };
    let counts: Vec<(u32, u32)> = (2..20).map(|rows| (pages(rows, 0), pages(rows, 3))).collect();
    assert_eq!(counts[0], (2, 2));
    assert!(counts.iter().all(|(without, with)| (*without..=without + 1).contains(with)), "{counts:?}");
}
