//! Hard text through real documents of every family: what can't be kept is named at its line, what can is on the page as it
//! was written.

use std::path::{Path, PathBuf};
use std::process::Command;

use niemphong::assets::Assets;
use niemphong::check::{Rulebook, look};
use niemphong::read::{Shape, parse_bytes};
use niemphong::render::pdf::Press;
use regex::Regex;

use super::checking::rulebook;

/// A document of each family, and a text in it that another may stand for: YAML values, and the Markdown of a plan.
const PLACES: [(&str, &str); 6] = [
    ("C312_movement_missing/dang-bo.yaml", "Trần Phương Anh"),
    ("C401_mark_without_test/hoc-ba.yaml", "Trần Phương Anh"),
    ("C310_not_in_summary/bang-tong-hop.yaml", "Trần Phương Anh"),
    ("C204_raw_html/ke-hoach.md", "Giáo dục nhà trường năm học 2025-2026"),
    ("C204_raw_html/ke-hoach.md", "Căn cứ tình hình thực tế của nhà trường."),
    ("C501_file_missing/quyet-dinh.yaml", ""),
];

/// Texts that no archive takes: decomposed letters, a mark that turns what follows, a picture letter, a private one, a bell.
const REFUSED: [(&str, &str); 6] = [
    ("Tra\u{302}\u{300}n Anh", "C201"),
    ("Trần \u{202e}hnA", "C203"),
    ("Trần\u{200b}Anh", "C203"),
    ("Trần Anh 🌸", "C206"),
    ("Trần \u{e001}Anh", "C203"),
    ("Ðặng Anh", "C205"),
];

/// Texts that every archive takes.
const TAKEN: [&str; 6] = [
    "Y Bhĭm Niê Kdăm",
    "Giàng A Páo – H'Mông",
    "Thạch Sa Vươl, Neáng Sóc Kha",
    "#let x = $1$ @ai *đậm* _nghiêng_ `mã` \\u{41} \"kép\" 'đơn' & <b>",
    "ŏ ĕ ĭ ŭ ñ č ƀ Ƀuôn",
    "Công Tằng Tôn Nữ Hoàng Phương Uyên Thảo Nguyên Ngọc Bảo Trân Minh Châu Khánh Linh Thiên Hương Diễm Quỳnh Tường Vi Mai Lan Cúc",
];

fn rejected(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/rejected").join(name)
}

/// The codes about letters that a document with `text` at the place raises, with their lines, and the line of the place.
fn letters_of(place: (&str, &str), text: &str, book: &Rulebook, press: &Press) -> (Vec<(&'static str, u32)>, u32) {
    let whole = std::fs::read_to_string(rejected(place.0)).unwrap();
    let needle = match place.1 {
        "" => whole
            .lines()
            .find_map(|line| Some(line.split_once("trich_yeu: ")?.1.split(',').next()?.to_owned()))
            .unwrap(),
        known => known.to_owned(),
    };
    let at = whole.find(&needle).unwrap_or_else(|| panic!("{}: no {needle}", place.0));
    let in_text = place.0.ends_with(".md") && whole[..at].matches("---\n").count() == 2;
    let written = if in_text { text.to_owned() } else { serde_json::to_string(text).unwrap() };
    let line = u32::try_from(whole[..at].matches('\n').count()).unwrap() + 1;
    let whole = whole.replacen(&needle, &written, 1);
    let shape = if place.0.ends_with(".md") { Shape::Markdown } else { Shape::Yaml };
    let (document, _) = parse_bytes(place.0, shape, whole.into_bytes()).unwrap();
    let seen = look(&document, shape, book, &|letter| press.has_letter(letter));
    let found = seen.findings.iter().filter(|f| f.code.name.starts_with("C2"));
    (found.map(|f| (f.code.name, f.place.map_or(0, |p| p.line))).collect(), line)
}

#[test]
fn what_no_page_can_show_is_named_at_its_line_in_every_family() {
    let (book, press) = (rulebook(), Press::new(&Assets::embedded()).unwrap());
    for place in PLACES {
        for (text, code) in REFUSED {
            let (found, line) = letters_of(place, text, &book, &press);
            assert_eq!(found, [(code, line)], "{text:?} in {}", place.0);
        }
        for text in TAKEN {
            assert_eq!(letters_of(place, text, &book, &press).0, [], "{text:?} in {}", place.0);
        }
    }
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    entries.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|e| e == ending)).collect()
}

/// What a page says: without its tags, its entities as the letters they stand for.
fn said(html: &str) -> String {
    let text = Regex::new("<[^>]*>").unwrap().replace_all(html, "").into_owned();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (entity, letter)| text.replace(entity, letter))
}

/// A small school whose pupils bear the hard names, and whose plan and awards are worded so: built by the program.
#[test]
fn names_stand_on_their_pages_as_they_were_written() {
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_niemphong")).current_dir(home.path()).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    };
    run(&["sample", "--pupils", "5", "--seed", "4", "--out", "du-lieu"]);
    let export = home.path().join("du-lieu");
    for folder in [
        "bai-day",
        "chu-nhiem",
        "to-chuyen-mon",
        "ke-hoach",
        "van-ban",
        "hoc-ba-so",
        "bang-tong-hop",
        "kho",
        "tep",
        "quyet-dinh",
    ] {
        drop(std::fs::remove_dir_all(export.join(folder)));
    }
    let names = Regex::new("ma_hoc_sinh: \"([0-9]{10})\"[,\\n] *ho_ten: ([^,\\n]+)").unwrap();
    let register = std::fs::read_to_string(export.join("so/dang-bo.yaml")).unwrap();
    let pupils: Vec<(String, String)> =
        names.captures_iter(&register).map(|c| (c[1].to_owned(), c[2].to_owned())).collect();
    assert!(pupils.len() >= 5, "{register}");
    for path in files(&export, "yaml") {
        let mut text = std::fs::read_to_string(&path).unwrap();
        for (at, (_, name)) in pupils.iter().enumerate() {
            let hard = serde_json::to_string(TAKEN[at % TAKEN.len()]).unwrap();
            for end in ["\n", ",", "}"] {
                text = text.replace(&format!("ho_ten: {name}{end}"), &format!("ho_ten: {hard}{end}"));
            }
        }
        std::fs::write(&path, text).unwrap();
    }
    run(&["build", "du-lieu", "--out", "kho", "--sealed-at", "2026-06-12T09:30:00+07:00", "--no-tools"]);
    let cards: Vec<String> = files(&home.path().join("kho/volumes"), "html")
        .into_iter()
        .filter(|path| path.to_string_lossy().contains("ho-so/hoc-ba/"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    assert!(cards.len() >= 5);
    for (at, (code, _)) in pupils.iter().enumerate() {
        let name = TAKEN[at % TAKEN.len()];
        let own = cards.iter().find(|page| page.contains(&format!("<dd>{code}</dd>")));
        let page = own.unwrap_or_else(|| panic!("no card of {code}"));
        assert!(said(page).matches(name).count() >= 2, "{name} is not on the page of {code}");
        assert!(!page.contains("<b></") && !page.contains("& <b>"), "{name} became markup");
    }
}
