//! Assessment: report cards and class summaries (TT 27/2020/TT-BGDĐT; older cohorts VBHN 03/VBHN-BGDĐT 2016).
//!
//! Which subjects, tests and levels a year and grade have is data (`schemas/rules.yaml`); these are only the shapes.

use super::{ClassId, Date, PupilId, SchoolYear, StaffId};

/// A level as the forms write it: subjects `T`, `H`, `C`; qualities and competences `T`, `Đ`, `C`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Tốt, or hoàn thành tốt.
    Good,
    /// Đạt, or hoàn thành.
    Reached,
    /// Cần cố gắng, or chưa hoàn thành.
    NotYet,
}

impl Level {
    /// Reads the letter of either list.
    pub fn from_letter(letter: &str) -> Option<Self> {
        match letter {
            "T" => Some(Self::Good),
            "H" | "Đ" => Some(Self::Reached),
            "C" => Some(Self::NotYet),
            _ => None,
        }
    }
}

/// The result of a year in four levels (TT 27/2020, Điều 9 khoản 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearResult {
    /// Hoàn thành xuất sắc.
    Excellent,
    /// Hoàn thành tốt.
    Good,
    /// Hoàn thành.
    Done,
    /// Chưa hoàn thành.
    NotDone,
}

impl YearResult {
    /// The code in exports and on forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Excellent => "HTXS",
            Self::Good => "HTT",
            Self::Done => "HT",
            Self::NotDone => "CHT",
        }
    }

    /// Reads the code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Excellent, Self::Good, Self::Done, Self::NotDone].into_iter().find(|r| r.code() == code)
    }
}

/// When in the year (TT 27/2020, Điều 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// Giữa học kì I.
    MidFirst,
    /// Cuối học kì I.
    EndFirst,
    /// Giữa học kì II.
    MidSecond,
    /// Cuối năm học.
    EndYear,
}

impl Period {
    /// The code in exports.
    pub fn code(self) -> &'static str {
        match self {
            Self::MidFirst => "GK1",
            Self::EndFirst => "CK1",
            Self::MidSecond => "GK2",
            Self::EndYear => "CN",
        }
    }

    /// Reads the code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::MidFirst, Self::EndFirst, Self::MidSecond, Self::EndYear].into_iter().find(|p| p.code() == code)
    }
}

/// One subject of one pupil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectResult {
    /// The subject's key in `rules.yaml`.
    pub subject: String,
    /// The letter as recorded; none where the subject was not assessed.
    pub level: Option<String>,
    /// The mark of the periodic test, 0–10; the last one where it was repeated.
    pub mark: Option<u8>,
    /// The teacher's remark.
    pub remark: String,
}

/// One quality or competence of one pupil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradedItem {
    /// Its key in `rules.yaml`.
    pub item: String,
    /// The letter as recorded.
    pub level: Option<String>,
}

/// A group of qualities or competences with its one remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// `pham_chat`, `nang_luc_chung`, `nang_luc_dac_thu`, `nang_luc`.
    pub name: String,
    /// Its items, in the form's order.
    pub items: Vec<GradedItem>,
    /// The one remark.
    pub remark: String,
}

/// One year of a report card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearReport {
    /// The year.
    pub year: SchoolYear,
    /// The class the pupil was in.
    pub class: ClassId,
    /// 1–5.
    pub grade: u8,
    /// The school's name in that year.
    pub school: String,
    /// Height in centimetres and weight in kilograms, as recorded.
    pub body: (String, String),
    /// Days absent with and without leave, as recorded.
    pub absences: (String, String),
    /// Subjects, in the form's order.
    pub subjects: Vec<SubjectResult>,
    /// Qualities and competences, in the form's order.
    pub blocks: Vec<Block>,
    /// The result of the year; the older regime has none.
    pub result: Option<YearResult>,
    /// Awards, free text.
    pub award: String,
    /// `Hoàn thành chương trình lớp 2; Được lên lớp 3.`
    pub completion: String,
    /// Whether the pupil follows an individual plan (TT 27/2020, Điều 8).
    pub individual_plan: bool,
    /// The class teacher's name.
    pub teacher: String,
    /// The principal's name.
    pub principal: String,
    /// When it was signed, and where.
    pub signed: Option<Date>,
}

/// A pupil's way through schools: one line of `Quá trình học tập`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The year.
    pub year: SchoolYear,
    /// The class.
    pub class: String,
    /// The school's name.
    pub school: String,
    /// The number in the register.
    pub register_number: String,
    /// When the pupil came, as recorded.
    pub since: String,
}

/// Học bạ: one pupil's report card with every year so far (TT 27/2020, Phụ lục 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportCard {
    /// The pupil.
    pub pupil: PupilId,
    /// Particulars by their export keys, in the form's order: `ho_ten`, `ngay_sinh` …
    pub particulars: Vec<(String, String)>,
    /// The pupil's way so far.
    pub stays: Vec<Stay>,
    /// The years, oldest first.
    pub years: Vec<YearReport>,
}

impl ReportCard {
    /// One particular by its key, or the empty text.
    pub fn particular(&self, key: &str) -> &str {
        self.particulars.iter().find(|(k, _)| k == key).map_or("", |(_, v)| v.as_str())
    }
}

/// One pupil in a class summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRow {
    /// The pupil.
    pub pupil: PupilId,
    /// The name as the sheet has it.
    pub name: String,
    /// Subjects.
    pub subjects: Vec<SubjectResult>,
    /// Qualities and competences.
    pub blocks: Vec<Block>,
    /// The result of the year, at its end.
    pub result: Option<YearResult>,
    /// The award's code or text.
    pub award: String,
    /// Whether the pupil goes up, where the sheet says so.
    pub promoted: Option<bool>,
    /// `Ghi chú`.
    pub note: String,
}

/// Bảng tổng hợp kết quả đánh giá giáo dục của lớp (TT 27/2020, Phụ lục 2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassSummary {
    /// The class.
    pub class: ClassId,
    /// Its grade.
    pub grade: u8,
    /// The year.
    pub year: SchoolYear,
    /// When in the year.
    pub period: Period,
    /// The class teacher.
    pub teacher: StaffId,
    /// The pupils, in the sheet's order.
    pub rows: Vec<SummaryRow>,
}
