//! Pupils who came or left within the year: whose row a class's summary must have, and whose it can't.

use std::path::Path;

use super::checking::{check, rulebook};

/// The codes of C310 and C314 that a fixture raises after `change` was made in its file.
fn codes(fixture: &str, file: &str, change: (&str, &str)) -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/rejected").join(fixture);
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let (name, mut text) = (path.file_name().unwrap(), std::fs::read_to_string(&path).unwrap());
        if name == file {
            assert!(text.contains(change.0), "{fixture}/{file} has no {change:?}");
            text = text.replace(change.0, change.1);
        }
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let found = check(folder.path(), &rulebook()).findings;
    found.iter().map(|finding| finding.code.name).filter(|code| ["C310", "C314"].contains(code)).collect()
}

#[test]
fn who_left_later_is_in_the_summary_as_far_as_days_tell() {
    let asked = |file, change| codes("C310_left_after_the_summary", file, change);
    let table = "bang-tong-hop.yaml";
    assert_eq!(asked(table, ("GK1", "GK1")), ["C310"]);
    assert_eq!(asked(table, ("ngay: \"2025-11-07\"\n", "")), [""; 0], "no day, and none known of the period");
    assert_eq!(asked(table, ("thoi_diem: GK1\nngay: \"2025-11-07\"\n", "thoi_diem: CK1\n")), ["C310"]);
    assert_eq!(asked(table, ("2025-11-07", "2026-03-20")), [""; 0], "left before");
    assert_eq!(asked(table, ("2025-11-07", "2026-03-10")), [""; 0], "left that day");
    let came_between =
        ("ngay: \"2025-08-28\", ma_hoc_sinh: \"0820000003\"", "ngay: \"2025-12-01\", ma_hoc_sinh: \"0820000003\"");
    assert_eq!(asked("bien-dong.yaml", came_between), [""; 0], "not yet there on the summary's day");
}

#[test]
fn who_came_later_is_in_no_summary_before_as_far_as_days_tell() {
    let asked = |file, change| codes("C314_came_after_the_summary", file, change);
    let table = "bang-tong-hop.yaml";
    assert_eq!(asked(table, ("GK1", "GK1")), ["C314"]);
    assert_eq!(asked(table, ("ngay: \"2025-11-07\"\n", "")), [""; 0], "no day");
    assert_eq!(asked(table, ("2025-11-07", "2026-03-20")), [""; 0], "was there");
    let back = (
        "  - {ngay: \"2026-03-10\"",
        "  - {ngay: \"2025-12-01\", ma_hoc_sinh: \"0820000003\", ho_ten: Võ Gia Hân, hinh_thuc: Thôi học, tu_lop: \"1A\"}\n  - {ngay: \"2026-03-10\"",
    );
    assert_eq!(asked("bien-dong.yaml", back), [""; 0], "was there, left and came back");
}
