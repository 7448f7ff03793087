//! One kind of work at a time, for `benches/race` to measure from outside: `work KIND …`, silent but for errors.
//!
//! `pdfs N JOBS` report cards, each with other words · `pdf FILE` one of them · `sheet FILE` the same with its symbols · `view FILE` what it shows, as JSON · `sheets N JOBS` the same with their symbols · `pages N JOBS DIR` record pages · `hash DIR JOBS` every file of a
//! folder, nothing else · `archive DIR FILES BYTES` a sealed archive of that shape, to be verified.
#![allow(clippy::disallowed_methods, missing_docs)]

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use niemphong::assets::Assets;
use niemphong::paper::{self, Pointer, Symbol};
use niemphong::parallel::{Jobs, map_ordered};
use niemphong::render::html::{Both, Card, Pages, Volume, VolumeInfo};
use niemphong::render::pdf::{Beside, PdfOptions, Press, PrintDate, Standard, Symbol as Shown};
use niemphong::seal::{Sealing, Staging, Statement, VolumeWriter};
use niemphong::words::Words;
use niemphong_archive::leaf::{Record, VolumeSeed};
use niemphong_archive::{Canonical, Digest, Role, Serial, VolumeName};
use serde_json::{Value, json};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = given.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["pdfs", count, jobs] => pdfs(number(count), jobs_of(jobs), Symbols::None),
        ["sheets", count, jobs] => pdfs(number(count), jobs_of(jobs), Symbols::All),
        ["pdf", file] => one_pdf(Path::new(file), Symbols::None),
        ["sheet", file] => one_pdf(Path::new(file), Symbols::All),
        ["view", file] => std::fs::write(file, view().to_string()).expect("written"),
        ["pages", count, jobs, folder] => pages(number(count), jobs_of(jobs), Path::new(folder)),
        ["hash", folder, jobs] => hash(Path::new(folder), jobs_of(jobs)),
        ["archive", folder, files, bytes] => archive(Path::new(folder), number(files), number(bytes)),
        // `cargo bench` calls every bench without arguments; this one has nothing to say by itself.
        _ => {}
    }
}

fn number(text: &str) -> usize {
    text.parse().expect("a number")
}

fn jobs_of(text: &str) -> Jobs {
    Jobs(NonZeroUsize::new(number(text)).expect("at least one"))
}

fn each<R: Send>(count: usize, jobs: Jobs, work: impl Fn(usize) -> R + Sync) {
    let ending = map_ordered(jobs, &AtomicBool::new(false), 0..count, work, |_| ControlFlow::Continue(()));
    assert_eq!(ending, niemphong::parallel::Ending::Complete);
}

/// A report card of six pages: the example's first two years.
fn view() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/hoc_ba.json");
    let mut view: Value = serde_json::from_slice(&std::fs::read(file).expect("the example")).expect("JSON");
    for list in ["history", "years"] {
        view["form"][list].as_array_mut().expect("a list").truncate(2);
    }
    view
}

/// What differs from pupil to pupil. The school, its people, the subjects and the form's own words are the same ones.
const OF_A_PUPIL: [&str; 13] = [
    "cha",
    "ho_ten",
    "id",
    "leaf",
    "leaf_groups",
    "ma_hoc_sinh",
    "me",
    "ngay_sinh_chu",
    "noi_o",
    "noi_sinh",
    "remark",
    "so_dang_bo",
    "so_dinh_danh",
];

/// The same record of another pupil: no name, code or remark is one that another card has.
fn variant(number: usize, key: &str, value: &Value) -> Value {
    match value {
        Value::String(text) if !text.is_empty() && OF_A_PUPIL.contains(&key) => json!(format!("{text} {number}")),
        Value::Array(items) => items.iter().map(|item| variant(number, key, item)).collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), variant(number, key, value))).collect(),
        other => other.clone(),
    }
}

fn options() -> PdfOptions {
    PdfOptions {
        title: "Học bạ".to_owned(),
        record: "hoc-ba".to_owned(),
        date: PrintDate { local: jiff::civil::date(2026, 6, 12).at(9, 30, 0, 0), offset_minutes: 420 },
        standard: Standard::A2a,
        attachment: None,
    }
}

fn one_pdf(file: &Path, symbols: Symbols) {
    let press = Press::new(&Assets::embedded()).expect("the forms");
    std::fs::write(file, printed(&press, view(), 0, symbols)).expect("written");
}

/// Whether a print carries its symbols.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Symbols {
    None,
    All,
}

fn pdfs(count: usize, jobs: Jobs, symbols: Symbols) {
    let press = Press::new(&Assets::embedded()).expect("the forms");
    let view = view();
    each(count, jobs, |n| printed(&press, variant(n, "", &view), n, symbols).len());
}

fn printed(press: &Press, mut view: Value, n: usize, symbols: Symbols) -> Vec<u8> {
    let mut beside = Beside::default();
    if symbols == Symbols::All {
        (view["paper"], beside.symbols) = drawn(n);
    }
    press.print("hoc_ba", &view, &options(), &beside).expect("a PDF").bytes
}

/// Pointer and record symbols of a card, as `build` hands them to the form.
fn drawn(n: usize) -> (Value, Vec<Shown>) {
    let years: Vec<Canonical> = (1..=2).map(|grade| year(n, grade)).collect();
    let fields = [("ho_ten", text(format!("Nguyễn Văn {n}"))), ("qua_trinh", Canonical::List(years))];
    let fields = fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let id = format!("hoc-ba.{n:010}").parse().expect("an id");
    let sealed = Record::new(&VolumeSeed::new([7; 32]), id, fields).expect("a record");
    let pointer = Pointer {
        archive: "vn/82/82760123/2025-2026".parse().expect("an archive"),
        serial: Serial::FIRST,
        volume: "vinh-vien".parse().expect("a volume"),
        index: n as u64,
        leaf: sealed.leaf(),
        record: sealed.id().to_string(),
    };
    let carried = paper::parts(sealed.json());
    assert!(!carried.is_empty(), "a card carries its values");
    let (mut told, mut shown) = (Vec::new(), Vec::new());
    for (at, symbol) in std::iter::once(Symbol::Pointer(pointer)).chain(carried).enumerate() {
        let drawing = paper::draw(&symbol).expect("a symbol");
        told.push(json!({"file": format!("/symbol-{at}.png"), "mm": f64::from(drawing.tenths) / 10.0}));
        shown.push(Shown { name: format!("symbol-{at}.png"), side: drawing.side, dark: drawing.dark });
    }
    let parts = told.split_off(1);
    (json!({"pointer": told.pop(), "parts": parts}), shown)
}

fn text(text: String) -> Canonical {
    Canonical::Text(text)
}

/// Ten subjects with remarks that no other card has.
fn year(n: usize, grade: usize) -> Canonical {
    let subject = |at: usize| {
        let noise = Digest::of(&[n, grade, at].map(usize::to_be_bytes).concat()).to_string();
        let fields = [
            ("mon", text(format!("tieng_viet_{at}"))),
            ("muc", text("T".to_owned())),
            ("diem", text("9".to_owned())),
            ("nhan_xet", text(format!("Hiểu bài nhanh, biết giải thích cách làm cho bạn {}.", &noise[..24]))),
        ];
        Canonical::Map(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    };
    Canonical::List((0..10).map(subject).collect())
}

fn card(number: usize) -> Card {
    Card {
        id: format!("hoc-ba.{number:010}"),
        kind: "hoc-ba".to_owned(),
        kind_title: both("Học bạ"),
        title: format!("Học bạ {number}"),
        stem: format!("{number:010}"),
        date: "2026-05-29".to_owned(),
        ..Card::default()
    }
}

fn both(text: &str) -> Both {
    Both { vi: text.to_owned(), en: text.to_owned() }
}

fn pages(count: usize, jobs: Jobs, folder: &Path) {
    let assets = Assets::embedded();
    let words = Arc::new(Words::load(&assets).expect("the words"));
    let pages = Pages::new(&assets, words).expect("the templates");
    let info = VolumeInfo { class: "vinh-vien".to_owned(), ..VolumeInfo::default() };
    let volume = Volume::new(info, (0..count).map(card).collect());
    let view = view();
    std::fs::create_dir_all(folder).expect("a folder");
    each(count, jobs, |n| {
        let links = volume.links(n).expect("a card");
        let page = pages.record_page(&variant(n, "", &view), &links).expect("a page");
        std::fs::write(folder.join(format!("{n:010}.html")), page).expect("written");
    });
}

fn hash(folder: &Path, jobs: Jobs) {
    let files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("readable"))
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    each(files.len(), jobs, |n| Digest::of(&std::fs::read(&files[n]).expect("readable")));
}

fn archive(folder: &Path, files: usize, bytes: usize) {
    let mut sealing = Sealing::new(Staging::begin(folder).expect("a folder"));
    let name: VolumeName = "5-nam".parse().expect("a volume");
    let keep = "2031-12-31".parse().expect("a day");
    let seed = VolumeSeed::new([7; 32]);
    let mut writer = VolumeWriter::new(name, keep, seed.clone());
    // A volume without records is no volume.
    let record = Record::new(&seed, "bai.1".parse().expect("an id"), BTreeMap::new()).expect("a record");
    let path = "data/ho-so/bai/1.json";
    let stored = sealing.store("5-nam", path, record.json().as_bytes()).expect("stored");
    writer.note(stored).expect("noted");
    writer.note_leaf(record.id().clone(), record.leaf(), path.parse().expect("a path"));
    let mut content: Vec<u8> = (0..bytes).map(|n| (n * 31 % 251) as u8).collect();
    for n in 0..files {
        content[..8].copy_from_slice(&(n as u64).to_be_bytes());
        let stored = sealing.store("5-nam", &format!("data/tep/bai/{}/{n:06}.bin", n / 500), &content);
        writer.note(stored.expect("stored")).expect("noted");
    }
    sealing.store_loose("index.html", b"<p>\n").expect("stored");
    let statement = Statement {
        archive: "vn/82/82760123/2025-2026".parse().expect("an id"),
        serial: Serial::FIRST,
        school: "Trường".parse().expect("a name"),
        sealed_at: "2026-06-12T09:30:00+07:00".parse().expect("a time"),
        previous: None,
        supersedes: None,
        builder: "work".parse().expect("a name"),
        require: vec![Role::Principal],
    };
    sealing.seal(vec![writer], statement, b"work").expect("sealed").finish().expect("in place");
}
