//! The generated school: sound for the checker, whole, and the same from the same seed.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::process::Command;

use niemphong::check::Rulebook;
use niemphong::record::Family;
use niemphong::sample::{SampleRequest, school};

use super::checking::{check, lines, rulebook};

pub(super) fn make(book: &Rulebook, pupils: u32, seed: u64, year: &str) -> BTreeMap<String, Vec<u8>> {
    let request = SampleRequest { pupils, seed, school_year: year.parse().unwrap(), schemas: "../schemas".to_owned() };
    let mut files = BTreeMap::new();
    let mut write = |path: &str, bytes: &[u8]| -> Result<(), Infallible> {
        assert!(files.insert(path.to_owned(), bytes.to_vec()).is_none(), "{path} written twice");
        Ok(())
    };
    school(&request, &book.catalogue, &mut write).unwrap();
    files
}

pub(super) fn lay(files: &BTreeMap<String, Vec<u8>>, folder: &Path) {
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

#[test]
fn schools_of_every_size_pass_the_check() {
    let book = rulebook();
    for (pupils, seed, year) in [
        (1, 1, "2025-2026"),
        (4, 2, "2024-2025"),
        (37, 3, "2025-2026"),
        (300, 7, "2025-2026"),
        (260, 8, "2024-2025"),
        // Grades 4 and 5, then grade 5 alone, under VBHN 03/2016.
        (60, 9, "2022-2023"),
        (60, 10, "2023-2024"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        lay(&make(&book, pupils, seed, year), folder.path());
        let outcome = check(folder.path(), &book);
        assert_eq!(lines(&outcome.findings), Vec::<String>::new(), "{pupils} pupils, seed {seed}, {year}");
    }
}

#[test]
fn every_kind_is_there() {
    let book = rulebook();
    let files = make(&book, 40, 5, "2025-2026");
    let kinds: BTreeSet<String> = files
        .values()
        .filter_map(|bytes| std::str::from_utf8(bytes).ok())
        .filter_map(|text| text.lines().find_map(|l| l.strip_prefix("loai: ")).map(str::to_owned))
        .collect();
    let wanted = book.catalogue.kinds().map(|k| k.name.as_str().to_owned());
    let missing: Vec<_> = wanted.filter(|k| !kinds.contains(k)).collect();
    assert!(missing.is_empty(), "no file of the kinds {missing:?}");
    assert!(book.catalogue.kinds().any(|k| k.family == Family::File));
}

/// Paths below `folder`, by the folder of their kind and their ending.
fn by_kind(folder: &Path) -> BTreeMap<(String, String), Vec<PathBuf>> {
    let mut found: BTreeMap<(String, String), Vec<PathBuf>> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap) {
        let path = entry.path();
        let above = |levels| path.ancestors().nth(levels).and_then(|p| p.file_name()).and_then(|n| n.to_str());
        if let (true, Some("ho-so"), Some(kind)) = (entry.file_type().is_file(), above(2), above(1)) {
            let ending = path.extension().unwrap().to_string_lossy().into_owned();
            found.entry((kind.to_owned(), ending)).or_default().push(path.to_owned());
        }
    }
    found
}

#[test]
fn every_kind_has_its_page_its_print_and_its_term() {
    let book = rulebook();
    let home = tempfile::tempdir().unwrap();
    lay(&make(&book, 40, 5, "2025-2026"), &home.path().join("du-lieu"));
    let usual = ["build", "du-lieu", "--out", "kho", "--sealed-at", "2026-06-12T09:30:00+07:00", "--no-tools"];
    let done = Command::new(env!("CARGO_BIN_EXE_niemphong")).current_dir(home.path()).args(usual).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let found = by_kind(&home.path().join("kho/volumes"));
    let codes: BTreeSet<&str> =
        book.catalogue.retention.iter().flat_map(|t| t.rows.iter()).map(|row| row.code.as_str()).collect();
    for kind in book.catalogue.kinds().filter(|kind| kind.family != Family::Support) {
        let of = |ending: &str| {
            let key = (kind.name.slug(), ending.to_owned());
            found.get(&key).unwrap_or_else(|| panic!("{}: no .{ending}", kind.name))
        };
        let (sources, pages, prints) = (of("json"), of("html"), of("pdf"));
        assert!(sources.len() == pages.len() && pages.len() == prints.len(), "{}", kind.name);
        let page = std::fs::read_to_string(&pages[0]).unwrap();
        assert!(
            page.contains(&kind.title.vi)
                && page.contains(&format!("{}.pdf\"", pages[0].file_stem().unwrap().to_str().unwrap())),
            "{}",
            kind.name
        );
        assert!(
            codes.iter().any(|code| page.contains(&format!(">{code} – "))),
            "{}: no row of terms on its page",
            kind.name
        );
        let volume = pages[0].ancestors().nth(4).unwrap();
        assert!(
            volume.join("data/loai").join(format!("{}.html", kind.name.slug())).is_file(),
            "{}: no list",
            kind.name
        );
        assert!(std::fs::read(&prints[0]).unwrap().starts_with(b"%PDF-1.7"), "{}", kind.name);
    }
    assert_eq!(found.len(), 3 * (book.catalogue.kinds().count() - 2), "a folder of no kind");
}

#[test]
fn one_seed_is_one_school() {
    let book = rulebook();
    assert_eq!(make(&book, 60, 9, "2025-2026"), make(&book, 60, 9, "2025-2026"));
    assert_ne!(make(&book, 60, 9, "2025-2026"), make(&book, 60, 10, "2025-2026"));
}

#[test]
fn the_school_has_its_hard_cases() {
    let book = rulebook();
    let files = make(&book, 3000, 7, "2025-2026");
    let cards: String =
        files.iter().filter(|(n, _)| n.starts_with("hoc-ba/")).map(|(_, b)| String::from_utf8_lossy(b)).collect();
    let wanted = [
        "nang_luc_cu:",
        "ke_hoach_ca_nhan: true",
        "diem_lan_dau:",
        "danh_gia_lai:",
        "H'Linh Niê",
        "giam_ho:",
        "ket_qua: HTXS",
        "ket_qua: CHT",
        "len_lop: false",
    ];
    for case in wanted {
        assert!(cards.contains(case), "no {case} in 3,000 pupils");
    }
    let moves: String =
        files.iter().filter(|(n, _)| n.starts_with("so/bien-dong")).map(|(_, b)| String::from_utf8_lossy(b)).collect();
    for case in ["Chuyển đến", "Chuyển đi", "Chuyển lớp", "Tuyển mới"] {
        assert!(moves.contains(case), "no {case}");
    }
}

#[test]
fn who_changes_class_is_where_they_were_on_each_day() {
    let files = make(&rulebook(), 300, 7, "2025-2026");
    let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    let moves = text("so/bien-dong.yaml");
    let line = moves.lines().find(|l| l.contains("den_lop: \"3B\"") && l.contains("Chuyển lớp")).unwrap();
    let pupil = line.split("ma_hoc_sinh: \"").nth(1).unwrap().split('"').next().unwrap();
    let at = |class: &str, period: &str| text(&format!("bang-tong-hop/{class}-{period}.yaml")).contains(pupil);
    let of = |class: &str| ["GK1", "CK1", "GK2", "CN"].map(|period| at(class, period));
    assert_eq!((of("3A"), of("3B")), ([true, true, false, false], [false, false, true, true]), "{line}");
    assert!(text("hoc-ba/3B.yaml").contains(pupil) && !text("hoc-ba/3A.yaml").contains(pupil));
    let health = |class: &str| text(&format!("so/suc-khoe-{class}.yaml")).contains(pupil);
    assert!(health("3A") && !health("3B"), "examined in October");
}

#[test]
fn a_school_of_some_size_has_two_campuses_and_a_small_one_names_none() {
    let book = rulebook();
    let of = |pupils| {
        let files = make(&book, pupils, 7, "2025-2026");
        ["truong.yaml", "lop.yaml"].map(|name| String::from_utf8_lossy(&files[name]).into_owned())
    };
    let [school, classes] = of(300);
    for campus in ["DT1", "DT2"] {
        assert!(school.contains(&format!("- {{ma: \"{campus}\", ten: ")), "{school}");
        assert!(classes.contains(&format!("diem_truong: \"{campus}\"")), "{campus}");
    }
    assert!(of(40).iter().all(|text| !text.contains("diem_truong")));
}

#[test]
fn the_committed_school_passes_the_check() {
    let book = rulebook();
    for year in ["2024-2025", "2025-2026"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/kim-dong").join(year);
        let outcome = check(&folder, &book);
        assert_eq!(lines(&outcome.findings), Vec::<String>::new(), "{year}");
        assert!(outcome.records > 60, "{year}: only {} records", outcome.records);
    }
}
