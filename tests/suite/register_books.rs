//! A long register is kept in books: every line in one of them, in order, and a sealed book makes the same record again.

use niemphong::assets::Assets;
use niemphong::catalogue::Catalogue;
use niemphong::check::{Rulebook, context, document, records};
use niemphong::read::{Document, Shape, parse_bytes};
use niemphong::record::{Body, Record, Source};

fn read(name: &str, text: &str) -> Document {
    parse_bytes(name, Shape::Yaml, text.as_bytes().to_vec()).expect("sound").0
}

fn register(rows: usize, book: Option<&str>) -> Document {
    let head = book.map_or_else(String::new, |number| format!("quyen: \"{number}\"\n"));
    let line = |n: usize| format!("  - {{ngay: \"2025-10-10\", ma_hoc_sinh: \"{n:010}\", ho_ten: Em {n}}}\n");
    let lines: String = (1..=rows).map(line).collect();
    read("so/bien-dong.yaml", &format!("loai: bien_dong\nnam_hoc: \"2025-2026\"\n{head}muc:\n{lines}"))
}

fn made(document: &Document) -> Vec<Record> {
    let book = Rulebook::load(&Assets::embedded()).unwrap();
    let school = include_str!("../../sample-data/kim-dong/2025-2026/truong.yaml");
    let classes = include_str!("../../sample-data/kim-dong/2025-2026/lop.yaml");
    let kind = |name| book.catalogue.kind(name).unwrap();
    let support = [(read("truong.yaml", school), kind("truong")), (read("lop.yaml", classes), kind("danh_sach_lop"))];
    let context = context(&support, &book.catalogue).0.unwrap();
    records(document, kind("bien_dong"), &book.catalogue, &context, super::checking::NOTHING_MORE)
}

fn ids(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| record.id.as_str()).collect()
}

fn rows(record: &Record) -> usize {
    if let Body::Register(register) = &record.body { register.rows.len() } else { 0 }
}

fn lines(source: &Source) -> Vec<Source> {
    let Source::Map(map) = source else { return Vec::new() };
    if let Some(Source::List(lines)) = map.get("muc") { lines.clone() } else { Vec::new() }
}

#[test]
fn a_register_is_one_record_until_it_is_longer_than_a_book() {
    let most = Catalogue::load(&Assets::embedded()).unwrap().kind("bien_dong").unwrap().book_rows.unwrap().get();
    assert_eq!(ids(&made(&register(most, None))), ["bien-dong.2025-2026"]);
    let long = made(&register(2 * most + 1, None));
    assert_eq!(ids(&long), ["bien-dong.2025-2026.1", "bien-dong.2025-2026.2", "bien-dong.2025-2026.3"]);
    assert_eq!(long.iter().map(rows).collect::<Vec<_>>(), [most, most, 1]);
    assert_eq!(ids(&made(&register(1, Some("7")))), ["bien-dong.2025-2026.7"]);
    let parts = made(&register(most + 1, Some("7")));
    assert_eq!(ids(&parts), ["bien-dong.2025-2026.7-1", "bien-dong.2025-2026.7-2"]);
    assert!(parts[1].subject.contains("Quyển 7-2"), "{}", parts[1].subject);
}

#[test]
fn no_line_is_lost_or_twice_and_a_book_makes_itself_again() {
    let catalogue = Catalogue::load(&Assets::embedded()).unwrap();
    let kind = catalogue.kind("bien_dong").unwrap();
    let long = made(&register(1234, None));
    let all: Vec<Source> = long.iter().flat_map(|record| lines(&record.source)).collect();
    assert_eq!(all, lines(&niemphong::check::source_of(&register(1234, None)).unwrap()));
    for record in &long {
        let again = made(&document("x", &record.source, kind));
        assert_eq!(ids(&again), [record.id.as_str()]);
        assert_eq!(again[0].source, record.source);
        assert_eq!(again[0].subject, record.subject);
    }
}
