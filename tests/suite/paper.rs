//! `niemphong paper` and `pack`: photos of sheets, true ones and forged ones, against the golden archive and its pack.
//! `paper_files` has what else may be given; `judges/sheets.py` asks the same of worn sheets.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use image::imageops::{FilterType, resize, rotate90};
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use niemphong::paper::{Pointer, Symbol, draw, parts};
use niemphong_archive::tree::leaf_hash;
use niemphong_archive::{Digest, Pack, Seal, SealRef, Serial, Supersedes, gather};
use serde_json::Value;

/// A scratch folder with the golden archive, its trust file and its pack.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        copy(&home().join("golden/v1"), desk.folder.path());
        let (code, _) = desk.run(&["pack", "archive", "--out", "pack.txt"]);
        assert_eq!(code, 0);
        desk
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, words: &[&str]) -> (i32, String) {
        let program = env!("CARGO_BIN_EXE_niemphong");
        let output = Command::new(program).current_dir(self.folder.path()).args(words).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!said.contains("panicked"), "{said}");
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap() + &said)
    }

    pub(crate) fn trusting(&self, words: &[&str]) -> (i32, String) {
        let root = fs::read_to_string(self.at("root-fingerprint.txt")).unwrap();
        let trust = ["--trust", "trust.yaml", "--trust-root", root.trim(), "--as-of", "2026-11-23"];
        self.run(&[words, &trust].concat())
    }

    /// Exit code and the verdicts of sheets, in order.
    pub(crate) fn verdicts(&self, words: &[&str]) -> (i32, Vec<String>) {
        let (code, text) = self.trusting(&[&["paper", "--format", "json"], words].concat());
        let answer: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"));
        assert_eq!(answer["ink"], "not-seen");
        let sheets = answer["sheets"].as_array().unwrap();
        (code, sheets.iter().map(|sheet| sheet["verdict"].as_str().unwrap().to_owned()).collect())
    }

    fn verdict(&self, words: &[&str]) -> (i32, String) {
        let (code, verdicts) = self.verdicts(words);
        assert_eq!(verdicts.len(), 1);
        (code, verdicts[0].clone())
    }
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/archive")
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        if path.is_dir() {
            fs::create_dir_all(to.join(&name)).unwrap();
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

/// A record of the golden archive.
pub(crate) fn json(pupil: &str) -> String {
    let path = format!("golden/v1/archive/volumes/vinh-vien/data/ho-so/hoc-ba/{pupil}.json");
    fs::read_to_string(home().join(path)).unwrap()
}

pub(crate) const FIRST: &str = "2412345678";
pub(crate) const SECOND: &str = "2412345679";

pub(crate) fn pointer_to(json: &str, index: u64, record: &str) -> Pointer {
    Pointer {
        archive: "vn/82/82760123/2025-2026".parse().unwrap(),
        serial: Serial::FIRST,
        volume: "vinh-vien".parse().unwrap(),
        index,
        leaf: leaf_hash(json.as_bytes()),
        record: record.to_owned(),
    }
}

fn pointer() -> Pointer {
    pointer_to(&json(FIRST), 0, "hoc-ba.2412345678")
}

/// A sheet with these symbols, three pixels a module, some millimetres apart.
pub(crate) fn sheet(symbols: &[Symbol]) -> GrayImage {
    let mut page = GrayImage::from_pixel(1000, 700, Luma([238]));
    let mut left = 40;
    for symbol in symbols {
        let drawing = draw(symbol).unwrap();
        let side = u32::try_from(drawing.side).unwrap();
        let pixels = drawing.dark.iter().map(|dark| if *dark { 0 } else { 255 }).collect();
        let small = GrayImage::from_raw(side, side, pixels).unwrap();
        let large = resize(&small, 3 * side, 3 * side, FilterType::Nearest);
        image::imageops::overlay(&mut page, &large, left, 60);
        left += i64::from(large.width()) + 30;
    }
    page
}

/// As a phone has it: turned by a quarter and a little, darker to one side, a crease across.
fn photo(page: &GrayImage) -> GrayImage {
    let page = rotate90(page);
    GrayImage::from_fn(page.width() + 120, page.height() + 120, |x, y| {
        let (x, y) = (i64::from(x) - 60, i64::from(y) - 60);
        let (from_x, from_y) = (x + y / 16, y - x / 16);
        let inside =
            from_x >= 0 && from_y >= 0 && from_x < i64::from(page.width()) && from_y < i64::from(page.height());
        let level = if inside { page.get_pixel(from_x as u32, from_y as u32).0[0] } else { 120 };
        let light = 235 - (x.max(0) as u32) / 12;
        let crease = if (from_x - 130).abs() < 2 { 60 } else { 0 };
        Luma([((u32::from(level) * light / 255) as u8).saturating_sub(crease)])
    })
}

pub(crate) fn save(desk: &Desk, name: &str, page: &GrayImage) {
    let format = if name.ends_with("png") { ImageFormat::Png } else { ImageFormat::Jpeg };
    DynamicImage::ImageLuma8(page.clone()).save_with_format(desk.at(name), format).unwrap();
}

pub(crate) fn true_sheet() -> GrayImage {
    sheet(&[&[Symbol::Pointer(pointer())], parts(&json(FIRST)).as_slice()].concat())
}

#[test]
fn a_photo_matches_and_the_sealed_values_are_shown_in_the_order_of_the_form() {
    let desk = Desk::new();
    save(&desk, "flat.png", &true_sheet());
    save(&desk, "photo.jpg", &photo(&true_sheet()));
    for name in ["flat.png", "photo.jpg"] {
        for source in [["--archive", "archive"], ["--pack", "pack.txt"]] {
            let (code, text) = desk.trusting(&[&["paper", name], source.as_slice()].concat());
            assert_eq!(code, 0, "{name} {source:?}: {text}");
            assert!(text.starts_with("KHỚP VỚI NIÊM PHONG"), "{text}");
            assert!(text.contains("HÃY SO TỪNG DÒNG VỚI TỜ GIẤY") && text.contains("không nhìn thấy mực"), "{text}");
            assert!(text.contains("Nguyễn Văn Ân") && !text.contains("0b42d1eca2"), "{text}");
        }
        // Without a trust file nobody knows who sealed it.
        let (code, text) = desk.run(&["paper", name, "--archive", "archive"]);
        assert_eq!((code, text.starts_with("CHƯA KẾT LUẬN")), (4, true), "{text}");
    }
}

#[test]
fn a_pointer_alone_matches_a_pack_and_shows_no_values() {
    let desk = Desk::new();
    let text = Symbol::Pointer(pointer()).to_text();
    let (code, said) = desk.trusting(&["paper", &text, "--pack", "pack.txt"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("không chứa giá trị nào"), "{said}");
    // The last page's symbols, read elsewhere, give the values to every page of the record.
    fs::write(desk.at("last.txt"), parts(&json(FIRST)).iter().map(|part| part.to_text() + "\n").collect::<String>())
        .unwrap();
    let (code, said) = desk.trusting(&["paper", &text, "last.txt", "--pack", "pack.txt"]);
    assert_eq!((code, said.contains("Nguyễn Văn Ân")), (0, true), "{said}");
}

#[test]
fn each_forgery_gets_its_own_answer() {
    let desk = Desk::new();
    let with = |pointer: Pointer, json: &str| {
        let symbols = [&[Symbol::Pointer(pointer)], parts(json).as_slice()].concat();
        save(&desk, "forged.png", &sheet(&symbols));
        let answers = [["--archive", "archive"], ["--pack", "pack.txt"]]
            .map(|source| desk.verdict(&[&["forged.png"], source.as_slice()].concat()));
        assert_eq!(answers[0], answers[1]);
        answers[0].clone()
    };
    let is = |verdict: &str| (1, verdict.to_owned());
    let better = json(FIRST).replace("\"toan\":\"9\"", "\"toan\":\"10\"");
    assert_ne!(better, json(FIRST));
    // Another pupil's record symbols, or another pupil's pointer, beside the true ones.
    assert_eq!(with(pointer(), &json(SECOND)), is("mixed"));
    // The record's symbols made again over a better mark; the pointer too.
    assert_eq!(with(pointer(), &better), is("mixed"));
    assert_eq!(with(pointer_to(&better, 0, "hoc-ba.2412345678"), &better), is("not-of-this-seal"));
    // True leaf, other name or place.
    assert_eq!(
        with(Pointer { record: "hoc-ba.2412345679".to_owned(), ..pointer() }, &json(FIRST)),
        is("not-of-this-seal")
    );
    assert_eq!(with(Pointer { index: 1, ..pointer() }, &json(FIRST)), is("not-of-this-seal"));
    // Another seal of the school, another school.
    assert_eq!(with(Pointer { serial: "7".parse().unwrap(), ..pointer() }, &json(FIRST)), is("not-of-this-seal"));
    let school = "vn/82/82760124/2025-2026".parse().unwrap();
    assert_eq!(with(Pointer { archive: school, ..pointer() }, &json(FIRST)), is("not-of-this-seal"));
    // Better record symbols alone, the pointer cut off.
    save(&desk, "cut.png", &sheet(&parts(&better)));
    assert_eq!(desk.verdict(&["cut.png", "--archive", "archive"]), is("not-of-this-seal"));
    assert_eq!(desk.verdict(&["cut.png", "--pack", "pack.txt"]), is("not-of-this-seal"));
    // The same, named as the true ones are; a text that no writer of ours gives.
    let Symbol::Part(mut part) = parts(&better)[0].clone() else { panic!("a record begins with a part") };
    part.set.copy_from_slice(&leaf_hash(json(FIRST).as_bytes()).as_bytes()[..8]);
    save(&desk, "named.png", &sheet(&[Symbol::Part(part)]));
    assert_eq!(desk.verdict(&["named.png", "--archive", "archive"]), is("malformed"));
    let text = Symbol::Pointer(pointer()).to_text();
    assert_eq!(desk.verdict(&[&format!("{text}00"), "--archive", "archive"]), is("malformed"));
    // Changed ink over true symbols: the sealed value is what is shown.
    save(&desk, "ink.png", &true_sheet());
    let (code, text) = desk.trusting(&["paper", "ink.png", "--archive", "archive", "--format", "json"]);
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, &answer["sheets"][0]["sealed"]["values"]["toan"]), (0, &Value::from("9")));
}

#[test]
fn a_changed_pack_or_archive_vouches_for_nothing() {
    let desk = Desk::new();
    let text = Symbol::Pointer(pointer()).to_text();
    let leaf = leaf_hash(json(SECOND).as_bytes()).to_string();
    for (file, option, target) in
        [("pack.txt", "--pack", "pack.txt"), ("archive/volumes/vinh-vien/data/leaves.txt", "--archive", "archive")]
    {
        let list = fs::read_to_string(desk.at(file)).unwrap();
        fs::write(desk.at(file), list.replace(&leaf, &Digest::of(b"x").to_string())).unwrap();
        assert_eq!(desk.verdict(&[&text, option, target]), (1, "seal-not-valid".to_owned()), "{file}");
    }
    let (code, _) = desk.run(&["pack", "archive", "--out", "other.txt"]);
    assert_eq!((code, desk.at("other.txt").exists()), (1, false));
    fs::write(desk.at("pack.txt"), "niemphong-pack/1\nseal: 99999999999\n").unwrap();
    assert_eq!(desk.run(&["paper", &text, "--pack", "pack.txt"]).0, 3);
}

#[test]
fn an_older_seal_is_superseded_and_a_destroyed_volume_is_named() {
    let desk = Desk::new();
    let text = Symbol::Pointer(pointer()).to_text();
    let mut later = gather(&desk.at("archive")).unwrap().packed;
    let first = SealRef { serial: Serial::FIRST, digest: Digest::of(later.signed.text.as_bytes()) };
    let reason = "Sửa một điểm".parse().unwrap();
    let seal = Seal {
        serial: "2".parse().unwrap(),
        previous: Some(first),
        supersedes: Some(Supersedes { seal: first, reason }),
        ..later.seal.clone()
    };
    later.signed.text = seal.to_text().unwrap();
    later.signed.signatures.clear();
    later.seal = seal;
    fs::write(desk.at("later.txt"), Pack::new(vec![later]).unwrap().to_text()).unwrap();
    for sources in [&["--pack", "later.txt"][..], &["--pack", "pack.txt", "--pack", "later.txt"]] {
        let (code, said) = desk.run(&[&["paper", &text, "--format", "json"], sources].concat());
        let answer: Value = serde_json::from_str(&said).unwrap();
        let sheet = &answer["sheets"][0];
        assert_eq!((code, &sheet["verdict"], &sheet["superseded_by"]), (1, &"superseded".into(), &2.into()), "{said}");
    }

    let mut gone = pointer();
    (gone.volume, gone.record) = ("5-nam".parse().unwrap(), "ke-hoach.01".to_owned());
    let gone = Symbol::Pointer(gone).to_text();
    fs::remove_dir_all(desk.at("archive/volumes/5-nam")).unwrap();
    assert_eq!(desk.verdict(&[&gone, "--archive", "archive"]), (4, "volume-absent".to_owned()));
    copy(&home().join("vectors/V508_lawful"), desk.folder.path());
    let after = Pack::new(vec![gather(&desk.at("archive")).unwrap().packed]).unwrap();
    fs::write(desk.at("after.txt"), after.to_text()).unwrap();
    // Today, a statement of 2032 is no statement.
    assert_eq!(desk.run(&["pack", "archive", "--out", "early.txt"]).0, 1);
    assert_eq!(desk.run(&["pack", "archive", "--out", "due.txt", "--as-of", "2032-01-15"]).0, 0);
    assert_eq!(fs::read(desk.at("due.txt")).unwrap(), fs::read(desk.at("after.txt")).unwrap());
    let root = fs::read_to_string(desk.at("root-fingerprint.txt")).unwrap();
    let trust = ["--trust", "trust.yaml", "--trust-root", root.trim(), "--as-of", "2032-01-15"];
    for source in [["--archive", "archive"], ["--pack", "after.txt"]] {
        let (code, said) = desk.run(&[&["paper", &gone], source.as_slice(), &trust].concat());
        assert_eq!((code, said.starts_with("TẬP ĐÃ TIÊU HỦY ĐÚNG LUẬT")), (4, true), "{said}");
    }
}

/// PAPER.md §9: the very bytes.
#[test]
fn the_worked_example_is_what_is_printed() {
    let specification = include_str!("../../src/paper/PAPER.md");
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut lines = Vec::new();
    for symbol in [&[Symbol::Pointer(pointer())], parts(&json(FIRST)).as_slice()].concat() {
        let text = symbol.to_text();
        lines.push(match &symbol {
            Symbol::Pointer(_) => hex(&base45::decode(&text[4..]).unwrap()),
            Symbol::Part(part) => hex(&part.data),
        });
        lines.push(text);
    }
    let missing: Vec<&String> = lines.iter().filter(|line| !specification.contains(&format!("    {line}\n"))).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(specification.contains(&pointer().leaf.to_string()));
}
