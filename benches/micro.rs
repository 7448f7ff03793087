//! The steps of the main job, one by one: `cargo bench --bench micro`.
#![allow(clippy::disallowed_methods, missing_docs)]

use std::path::Path;

use divan::{Bencher, counter::BytesCount};
use niemphong::assets::Assets;
use niemphong::catalogue::Catalogue;
use niemphong::check::{Rulebook, look};
use niemphong::read::{Document, Shape, parse_bytes};
use niemphong::render::markdown;
use niemphong::render::pdf::{PdfOptions, Press, PrintDate, Standard};
use niemphong::sample::{SampleRequest, school};
use niemphong_archive::{Canonical, Digest, Manifest, Request, Tree, verify};

fn main() {
    divan::main();
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One class's report cards, the longest file of a school of 60, as an export has it.
fn cards() -> Vec<u8> {
    let catalogue = Catalogue::load(&Assets::embedded()).expect("the catalogue");
    let year = "2025-2026".parse().expect("a year");
    let request = SampleRequest { pupils: 60, seed: 1, school_year: year, schemas: ".schemas".to_owned() };
    let mut longest = Vec::new();
    let mut keep = |path: &str, bytes: &[u8]| {
        if path.starts_with("hoc-ba/") && bytes.len() > longest.len() {
            longest = bytes.to_vec();
        }
        Ok::<(), std::convert::Infallible>(())
    };
    school(&request, &catalogue, &mut keep).expect("it can't fail");
    longest
}

fn read(bytes: Vec<u8>) -> Document {
    parse_bytes("hoc-ba/5A.yaml", Shape::Yaml, bytes).expect("sound").0
}

#[divan::bench]
fn parse_a_class(bencher: Bencher<'_, '_>) {
    let bytes = cards();
    bencher.counter(BytesCount::new(bytes.len())).with_inputs(|| bytes.clone()).bench_values(read);
}

#[divan::bench]
fn check_a_class(bencher: Bencher<'_, '_>) {
    let (document, book) = (read(cards()), Rulebook::load(&Assets::embedded()).expect("the rules"));
    let bytes = BytesCount::new(document.text.len());
    bencher.counter(bytes).bench(|| look(&document, Shape::Yaml, &book, &|_| true));
}

#[divan::bench]
fn load_the_rules() -> Rulebook {
    Rulebook::load(&Assets::embedded()).expect("the rules")
}

#[divan::bench(args = ["hoc_ba", "bang_tong_hop", "khen_thuong", "van_ban_dai"])]
fn print_a_form(bencher: Bencher<'_, '_>, name: &str) {
    let file = root().join("tests/forms").join(name).with_extension("json");
    let view: serde_json::Value = serde_json::from_slice(&std::fs::read(file).expect("an example")).expect("JSON");
    let press = Press::new(&Assets::embedded()).expect("the forms");
    let options = PdfOptions {
        title: name.to_owned(),
        record: name.to_owned(),
        date: PrintDate { local: jiff::civil::date(2026, 6, 12).at(9, 30, 0, 0), offset_minutes: 420 },
        standard: Standard::A2a,
        attachment: None,
    };
    let form = view["form"]["type"].as_str().expect("a form").to_owned();
    bencher.bench(|| press.pdf(&form, &view, &options).expect("a PDF"));
}

/// The HTML of a plan whose print has more than thirty pages.
#[divan::bench]
fn page_of_a_long_plan(bencher: Bencher<'_, '_>) {
    let file = root().join("tests/forms/van_ban_dai.json");
    let view: serde_json::Value = serde_json::from_slice(&std::fs::read(file).expect("an example")).expect("JSON");
    let blocks = view["form"]["blocks"].as_array().expect("blocks").clone();
    bencher
        .counter(BytesCount::of_str(&markdown::to_html(&blocks, markdown::Labels::default())))
        .bench(|| markdown::to_html(&blocks, markdown::Labels::default()));
}

#[divan::bench]
fn markdown_of_a_plan(bencher: Bencher<'_, '_>) {
    let text = include_str!("../src/sample/texts/ke_hoach_giao_duc.md");
    bencher.counter(BytesCount::of_str(text)).bench(|| markdown::parse(text).map(|blocks| blocks.len()).ok());
}

#[divan::bench(args = [4 << 10, 1 << 20])]
fn hash(bencher: Bencher<'_, '_>, bytes: usize) {
    let content = vec![7; bytes];
    bencher.counter(BytesCount::new(bytes)).bench(|| Digest::of(&content));
}

#[divan::bench]
fn manifest_of_ten_thousand(bencher: Bencher<'_, '_>) {
    let mut manifest = Manifest::new();
    for n in 0..10_000_u32 {
        let path = format!("data/ho-so/hoc-ba/{n:010}.pdf").parse().expect("a path");
        manifest.insert(path, Digest::of(&n.to_be_bytes())).expect("new");
    }
    let text = manifest.to_text();
    bencher.counter(BytesCount::of_str(&text)).bench(|| Manifest::parse(text.as_bytes()).expect("sound").len());
}

#[divan::bench]
fn tree_of_ten_thousand(bencher: Bencher<'_, '_>) {
    let leaves: Vec<Digest> = (0..10_000_u32).map(|n| Digest::of(&n.to_be_bytes())).collect();
    bencher.with_inputs(|| leaves.clone()).bench_values(|leaves| Tree::new(leaves).root());
}

#[divan::bench]
fn canonical_record(bencher: Bencher<'_, '_>) {
    let path = root().join("src/archive/golden/v1/archive/volumes/vinh-vien/data/ho-so/hoc-ba/2412345678.json");
    let text = std::fs::read(path).expect("a record");
    bencher.counter(BytesCount::new(text.len())).bench(|| Canonical::parse(&text).is_ok());
}

#[divan::bench]
fn verify_the_golden_archive(bencher: Bencher<'_, '_>) {
    let archive = root().join("src/archive/golden/v1/archive");
    let request = Request::new("2026-11-25".parse().expect("a day"));
    bencher.bench(|| verify(&archive, &request).expect("readable").findings.len());
}
