//! The papers of the yearly file cycle (NĐ 30/2020/NĐ-CP, Điều 28–31): inventories, lists, minutes.
//!
//! Derived from a sealed archive; views for the form `giay_to_huy`, whose places for hand and ink stay open.

use serde_json::{Value, json};

use super::words_of_number;
use crate::catalogue::Term;
use crate::record::Date;

/// One document of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The record's id.
    pub id: String,
    /// Type and subject, as the print is titled.
    pub title: String,
    /// The type alone.
    pub type_name: String,
    /// `05/KH-THKĐ`, or empty.
    pub number: String,
    /// Its date, if its kind has one.
    pub date: Option<Date>,
    /// Who issued it.
    pub organ: String,
    /// Who signed, and in which office; may be empty.
    pub signer: (String, String),
    /// To whom it went (Nơi nhận); may be empty.
    pub to: String,
    /// How urgent it was; empty for most.
    pub priority: String,
    /// Pages of its print.
    pub pages: usize,
    /// Files of the export: path inside the export of the file, and SHA-256.
    pub files: Vec<(String, String)>,
}

/// A file (hồ sơ): a row of the school's list, and its documents in chronological order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// `01.HS`; empty for what the list leaves out.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The longest term of its documents.
    pub term: Term,
    /// Who keeps it.
    pub keeper: String,
    /// Its documents.
    pub items: Vec<Item>,
}

/// What the papers say of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source<'a> {
    /// The school.
    pub school: &'a str,
    /// Its code.
    pub code: &'a str,
    /// The body above it.
    pub superior: &'a str,
    /// Where documents are dated.
    pub place: &'a str,
    /// School year.
    pub year: &'a str,
    /// The archive's id.
    pub archive: &'a str,
    /// When it was sealed, as pages print it.
    pub sealed_at: &'a str,
    /// The seal's digest, 64 hexadecimal digits.
    pub seal: &'a str,
}

impl Dossier {
    pub(super) fn pages(&self) -> usize {
        self.items.iter().map(|item| item.pages).sum()
    }

    pub(super) fn dates(&self) -> Option<(Date, Date)> {
        let dates = || self.items.iter().filter_map(|item| item.date);
        Some((dates().min()?, dates().max()?))
    }
}

pub(super) fn text(words: &str) -> Value {
    json!([{"t": "text", "v": words}])
}

pub(super) fn para(words: &str) -> Value {
    json!({"t": "para", "c": text(words)})
}

pub(super) fn table(columns: &[(&str, &str)], rows: Vec<Vec<String>>) -> Value {
    let cells = |row: Vec<String>| row.iter().map(|cell| text(cell)).collect::<Vec<_>>();
    json!({
        "t": "table",
        "align": columns.iter().map(|(_, align)| *align).collect::<Vec<_>>(),
        "head": columns.iter().map(|(title, _)| text(title)).collect::<Vec<_>>(),
        "rows": rows.into_iter().map(cells).collect::<Vec<_>>(),
    })
}

/// A view for the form `giay_to_huy`: derived, not dated, names left to ink.
pub(super) fn view(
    source: &Source<'_>,
    name: &str,
    heading: (&str, &str),
    blocks: Vec<Value>,
    signers: &[&str],
) -> Value {
    let note = "(Ký, ghi rõ họ tên)";
    let signer = |title: &&str| json!({"authority": "", "title": title, "note": note, "name": ""});
    let mut blocks = blocks;
    blocks.push(para(&format!(
        "Bản dẫn xuất từ gói lưu trữ số {}, niêm phong lúc {}, mã băm niêm phong {}. Bản này không thay hồ sơ trong gói.",
        source.archive,
        source.sealed_at,
        super::view::groups(source.seal).join(" "),
    )));
    json!({
        "lang": "vi",
        "record": {"id": name, "title": format!("{} – {}", heading.0, heading.1)},
        "school": {"name": source.school, "superior": source.superior},
        "authenticity": {"archive": source.archive},
        "place_date": format!("{}, ngày …… tháng …… năm ………", source.place),
        "signatures": signers.iter().map(signer).collect::<Vec<_>>(),
        "form": {
            "type": "giay_to_huy",
            "number": "",
            "type_title": heading.0,
            "subject": heading.1,
            "blocks": blocks,
            "recipients": [],
            "flipped": true,
        },
    })
}

pub(super) fn day(date: Option<Date>) -> String {
    date.map_or_else(String::new, Date::dmy)
}

/// Mục lục hồ sơ: the permanent files, or those of a limited term; never both in one list.
pub fn inventory(dossiers: &[Dossier], keeping: Keeping, source: &Source<'_>) -> Value {
    let kept: Vec<&Dossier> = dossiers.iter().filter(|d| keeping.has(d.term)).collect();
    let row = |(at, d): (usize, &&Dossier)| {
        let span = d.dates().map_or_else(String::new, |(a, b)| format!("{} – {}", a.dmy(), b.dmy()));
        let counts = [d.items.len().to_string(), d.pages().to_string()];
        let [documents, pages] = counts;
        vec![
            (at + 1).to_string(),
            d.code.clone(),
            d.title.clone(),
            span,
            d.term.to_string(),
            documents,
            pages,
            String::new(),
        ]
    };
    let columns = [
        ("STT", "center"),
        ("Số, kí hiệu hồ sơ", "left"),
        ("Tiêu đề hồ sơ", "left"),
        ("Thời gian tài liệu", "center"),
        ("Thời hạn lưu trữ", "center"),
        ("Số tài liệu", "right"),
        ("Số trang", "right"),
        ("Ghi chú", "left"),
    ];
    let count = kept.len();
    let blocks = vec![
        table(&columns, kept.iter().enumerate().map(row).collect()),
        para(&format!("Mục lục này gồm {count} hồ sơ (bằng chữ: {} hồ sơ).", words_of_number(count))),
    ];
    let (title, name) = keeping.words();
    let subject = format!("{title}, năm học {}", source.year);
    view(source, name, ("MỤC LỤC HỒ SƠ", &subject), blocks, &["NGƯỜI LẬP", "HIỆU TRƯỞNG"])
}

/// Permanent and fixed-term files have inventories of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// Kept for ever.
    Permanent,
    /// Kept for a number of years.
    Limited,
}

impl Keeping {
    fn has(self, term: Term) -> bool {
        (term == Term::Permanent) == (self == Self::Permanent)
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Permanent => ("Hồ sơ lưu trữ vĩnh viễn", "muc-luc-ho-so-vinh-vien"),
            Self::Limited => ("Hồ sơ lưu trữ có thời hạn", "muc-luc-ho-so-co-thoi-han"),
        }
    }
}

/// Mục lục văn bản trong hồ sơ: every document with the pages it takes.
pub fn contents(dossier: &Dossier, source: &Source<'_>) -> Value {
    let mut from = 1;
    let mut rows = Vec::new();
    for (at, item) in dossier.items.iter().enumerate() {
        let last = from + item.pages.max(1) - 1;
        let pages = if item.pages <= 1 { from.to_string() } else { format!("{from}–{last}") };
        rows.push(vec![
            (at + 1).to_string(),
            item.number.clone(),
            day(item.date),
            item.title.clone(),
            item.organ.clone(),
            pages,
            String::new(),
        ]);
        from = last + 1;
    }
    let columns = [
        ("STT", "center"),
        ("Số, kí hiệu", "left"),
        ("Ngày tháng", "center"),
        ("Tên loại và trích yếu nội dung", "left"),
        ("Tác giả", "left"),
        ("Trang số", "center"),
        ("Ghi chú", "left"),
    ];
    let count = dossier.items.len();
    let total = dossier.pages();
    let closing = format!(
        "Hồ sơ này gồm {count} văn bản (bằng chữ: {} văn bản), {total} trang (bằng chữ: {} trang).",
        words_of_number(count),
        words_of_number(total)
    );
    let subject = format!("{} {}", dossier.code, dossier.title);
    view(
        source,
        "muc-luc-van-ban",
        ("MỤC LỤC VĂN BẢN", subject.trim()),
        vec![table(&columns, rows), para(&closing)],
        &["NGƯỜI LẬP"],
    )
}

/// Danh mục minh chứng (TT 57/2026/TT-BGDĐT, Phụ lục IV): codes stay open, since no record names its criterion.
pub fn evidence(dossiers: &[Dossier], source: &Source<'_>) -> Value {
    let row = |(at, d): (usize, &Dossier)| {
        let place = format!(
            "PDF, XML; gói {}, hồ sơ {}",
            source.archive,
            if d.code.is_empty() { "ngoài danh mục" } else { &d.code }
        );
        vec![(at + 1).to_string(), "MC. . . . .".to_owned(), d.title.clone(), place, String::new()]
    };
    let columns = [
        ("TT", "center"),
        ("Mã minh chứng", "center"),
        ("Tên minh chứng", "left"),
        ("Định dạng, vị trí lưu trữ hoặc đường dẫn điện tử", "left"),
        ("Ghi chú", "left"),
    ];
    let blocks = vec![
        table(&columns, dossiers.iter().enumerate().map(row).collect()),
        para(
            "Mã minh chứng do trường ghi theo tiêu chí của Thông tư 57/2026/TT-BGDĐT; một hồ sơ dùng cho nhiều tiêu chí vẫn giữ một mã. Mẫu biểu theo nguồn thứ cấp, chưa đối chiếu văn bản gốc.",
        ),
    ];
    let subject = format!("Năm học {}", source.year);
    view(source, "danh-muc-minh-chung", ("DANH MỤC MINH CHỨNG", &subject), blocks, &["NGƯỜI LẬP", "HIỆU TRƯỞNG"])
}

/// Counts for QĐ 4725/QĐ-BGDĐT, items 2.3.3 and 2.3.8: what was counted, how many. The score is not computed.
pub fn counts(rows: &[(&str, &str, usize)], source: &Source<'_>) -> Value {
    let row =
        |(item, what, count): &(&str, &str, usize)| vec![(*item).to_owned(), (*what).to_owned(), count.to_string()];
    let columns = [("Tiêu chí", "center"), ("Nội dung đếm trong gói lưu trữ", "left"), ("Số lượng", "right")];
    let blocks = vec![
        table(&columns, rows.iter().map(row).collect()),
        para("Bảng này chỉ đếm, không tự chấm điểm; chữ kí số của học bạ số không được xác minh ở đây."),
    ];
    let subject = format!("Phục vụ đánh giá mức độ chuyển đổi số theo QĐ 4725/QĐ-BGDĐT, năm học {}", source.year);
    view(source, "so-lieu-4725", ("SỐ LIỆU MINH CHỨNG", &subject), blocks, &["NGƯỜI LẬP", "HIỆU TRƯỞNG"])
}

/// Biên bản giao nhận hồ sơ, tài liệu: what is handed over in all; who hands and who takes stays to ink.
pub fn handover(dossiers: &[Dossier], source: &Source<'_>) -> Value {
    let files = dossiers.len();
    let documents: usize = dossiers.iter().map(|d| d.items.len()).sum();
    let pages: usize = dossiers.iter().map(Dossier::pages).sum();
    let permanent = dossiers.iter().filter(|d| d.term == Term::Permanent).count();
    let blocks = vec![
        para("Hôm nay, ngày …… tháng …… năm ………, tại ………………, chúng tôi gồm:"),
        para("Bên giao: ông/bà ………………, chức vụ ………………"),
        para("Bên nhận: ông/bà ………………, chức vụ ………………"),
        para(&format!(
            "Cùng giao nhận hồ sơ, tài liệu năm học {} của {}, theo mục lục hồ sơ kèm theo:",
            source.year, source.school
        )),
        json!({"t": "list", "ordered": true, "start": 1, "items": [
            [para(&format!("Số hồ sơ: {files} (bằng chữ: {}), trong đó vĩnh viễn {permanent}, có thời hạn {}.", words_of_number(files), files - permanent))],
            [para(&format!("Số tài liệu: {documents} (bằng chữ: {}); số trang: {pages}.", words_of_number(documents)))],
            [para("Phương tiện: ………………, số hiệu ………………, mã hóa: có ☐ không ☐.")],
            [para("Hai bên đã chạy lệnh kiểm tra gói lưu trữ và đối chiếu mã băm niêm phong với biên bản niêm phong.")],
        ]}),
        para("Biên bản lập thành hai bản, mỗi bên giữ một bản."),
    ];
    let mut view = view(
        source,
        "bien-ban-giao-nhan",
        ("BIÊN BẢN", "Giao nhận hồ sơ, tài liệu"),
        blocks,
        &["BÊN GIAO", "BÊN NHẬN"],
    );
    view["form"]["flipped"] = json!(false);
    view
}
