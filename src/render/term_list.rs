//! Lists of records by retention class, as `print --list` makes them: derived from a sealed archive, a list a volume.

use serde_json::{Value, json};

use super::file_cycle::{Source, day, para, table, view};
use super::words_of_number;
use crate::catalogue::Term;
use crate::record::Date;

/// A record as a list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// Its kind and subject.
    pub title: String,
    /// Its date, if its kind has one.
    pub date: Option<Date>,
    /// Pages of its print.
    pub pages: usize,
    /// Files kept with it.
    pub files: usize,
}

/// The records of one retention class. `until` is the last day of keeping, as the seal has it; `None` for ever.
pub fn list(term: Term, until: Option<&str>, records: &[Listed], source: &Source<'_>) -> Value {
    let row = |(at, one): (usize, &Listed)| {
        vec![
            (at + 1).to_string(),
            one.id.clone(),
            one.title.clone(),
            day(one.date),
            one.pages.to_string(),
            if one.files == 0 { String::new() } else { one.files.to_string() },
        ]
    };
    let columns = [
        ("STT", "center"),
        ("Mã hồ sơ", "left"),
        ("Tiêu đề", "left"),
        ("Ngày", "center"),
        ("Số trang", "right"),
        ("Tệp kèm", "right"),
    ];
    let count = records.len();
    let pages: usize = records.iter().map(|one| one.pages).sum();
    let kept = until.map_or_else(|| "lưu trữ vĩnh viễn".to_owned(), |day| format!("lưu trữ đến hết ngày {day}"));
    let blocks = vec![
        table(&columns, records.iter().enumerate().map(row).collect()),
        para(&format!(
            "Danh mục này gồm {count} hồ sơ (bằng chữ: {} hồ sơ), {pages} trang; {kept}.",
            words_of_number(count)
        )),
        para("Căn cứ và tình trạng đối chiếu của từng thời hạn ghi ở trang của mỗi hồ sơ trong gói lưu trữ."),
    ];
    let subject = format!("Thời hạn lưu trữ: {term}, năm học {}", source.year);
    let name = format!("danh-muc-{}", term.slug());
    let mut view = view(source, &name, ("DANH MỤC HỒ SƠ", &subject), blocks, &["NGƯỜI LẬP", "HIỆU TRƯỞNG"]);
    view["edge_seal"] = json!(false);
    view
}
