//! What the papers of the yearly file cycle are filled from (NĐ 30/2020/NĐ-CP, Điều 28–31): files with their
//! documents, and the records of one retention class. Derived from a sealed archive.

use serde_json::{Value, json};

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
    /// The body above it on the day of sealing.
    pub superior: &'a str,
    /// The day of sealing.
    pub day: Date,
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

pub(super) fn day(date: Option<Date>) -> String {
    date.map_or_else(String::new, Date::dmy)
}

impl Source<'_> {
    /// What every paper says of the school and the archive.
    fn case(&self) -> Value {
        json!({
            "truong": {"ten": self.school, "ma": self.code, "dia_danh": self.place},
            "co_quan_chu_quan": [{"ten": self.superior}],
            "ngay_lap": self.day.to_string(),
            "nam_hoc": self.year,
            "goi_luu_tru": self.archive,
            "niem_phong_luc": self.sealed_at,
            "ma_niem_phong": self.seal,
        })
    }
}

/// What the papers about `dossiers` are filled from; `counts` are item, what was counted, how many.
pub fn case(dossiers: &[&Dossier], counts: &[(&str, &str, usize)], source: &Source<'_>) -> Value {
    let documents: usize = dossiers.iter().map(|one| one.items.len()).sum();
    let pages: usize = dossiers.iter().map(|one| one.pages()).sum();
    let permanent = dossiers.iter().filter(|one| one.term == Term::Permanent).count();
    let count = |(item, what, count): &(&str, &str, usize)| json!({"muc": item, "noi_dung": what, "so": count});
    let mut case = source.case();
    case["ho_so"] = dossiers.iter().map(|one| dossier(one)).collect();
    case["tong"] = json!({
        "so_ho_so": dossiers.len(),
        "vinh_vien": permanent,
        "co_thoi_han": dossiers.len() - permanent,
        "so_van_ban": documents,
        "so_trang": pages,
    });
    case["dem"] = counts.iter().map(count).collect();
    case
}

fn dossier(one: &Dossier) -> Value {
    let dates = one.dates();
    let mut from = 1;
    let mut documents = Vec::new();
    for item in &one.items {
        let last = from + item.pages.max(1) - 1;
        let pages = if item.pages <= 1 { from.to_string() } else { format!("{from}–{last}") };
        documents.push(json!({
            "so_ky_hieu": item.number,
            "ngay": day(item.date),
            "tieu_de": item.title,
            "tac_gia": item.organ,
            "trang": pages,
        }));
        from = last + 1;
    }
    json!({
        "so_ho_so": one.code,
        "tieu_de": one.title,
        "tu": day(dates.map(|span| span.0)),
        "den": day(dates.map(|span| span.1)),
        "thoi_han": one.term.to_string(),
        "so_van_ban": one.items.len(),
        "so_trang": one.pages(),
        "van_ban": documents,
    })
}

/// A record as the list of its retention class names it.
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

/// What the list of one retention class is filled from. `until` is the last day of keeping, as the seal has it; `None`
/// for ever.
pub fn term_case(term: Term, until: Option<Date>, records: &[Listed], source: &Source<'_>) -> Value {
    let row = |one: &Listed| {
        json!({
            "ma": one.id,
            "tieu_de": one.title,
            "ngay": day(one.date),
            "so_trang": one.pages,
            "so_tep": one.files,
        })
    };
    let pages: usize = records.iter().map(|one| one.pages).sum();
    let mut case = source.case();
    case["tap"] = json!(term.slug());
    case["thoi_han"] = json!(term.to_string());
    case["giu_den"] = json!(day(until));
    case["muc"] = records.iter().map(row).collect();
    case["tong"] = json!({"so_ho_so": records.len(), "so_trang": pages});
    case
}
