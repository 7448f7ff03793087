//! A record: one thing the school keeps, of one kind, with what every record has.

use super::{ClassId, ClassSummary, Date, KindName, PupilId, RecordId, ReportCard, SchoolYear};

/// Where a record of the document family keeps its Markdown.
pub const TEXT_KEY: &str = "noi_dung_markdown";

/// The four families of kinds, and the support files that are no records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// The school and its classes: facts that records lean on.
    Support,
    /// Typed by the rules of TT 27/2020.
    Assessment,
    /// A table.
    Register,
    /// Markdown with front matter.
    Document,
    /// Kept byte for byte.
    File,
}

/// Who keeps records of a kind (the school charter, Điều 21).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Nhà trường.
    School,
    /// Tổ chuyên môn.
    Department,
    /// Giáo viên.
    Teacher,
}

/// How carefully a record is to be shared (Luật 91/2025/QH15; NĐ 356/2025/NĐ-CP, Điều 3 and 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sensitivity {
    /// No personal data.
    Public,
    /// Internal papers.
    Internal,
    /// Personal data.
    Basic,
    /// Sensitive personal data.
    Sensitive,
}

/// A label and a value, as a page lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What it says, ready to print.
    pub value: String,
}

/// One printed cell of a register.
pub type Cell = String;

/// A register: a table in the form's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// One row an entry, cells in the catalogue's column order.
    pub rows: Vec<Vec<Cell>>,
}

/// What can be said of a signature inside a kept file. None of it says that a signature is good: that takes the
/// certificate's holder, issuer and days, which nobody asks here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Signature {
    /// Nobody looked.
    #[default]
    Unasked,
    /// There is none.
    Absent,
    /// There is one, and it was not checked.
    Present,
    /// There is one, in a form that is not checked here.
    Unchecked,
    /// There is one, over a hash or by a key with which others could make it too: that it fits would prove nothing.
    Weak,
    /// Its digests fit the file, and its value was not checked: an algorithm or key that is not read here, or none.
    DigestsMatch,
    /// Its digests fit the file, and its value a key that lies in the file without a certificate.
    FitsBareKey,
    /// Its digests fit the file, and its value the key of a certificate that lies in the file.
    FitsCertificate,
    /// A digest does not fit the file.
    Broken,
    /// Its value fits no key that lies in the file.
    ValueWrong,
}

/// A file kept byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// Its path inside the export, with forward slashes.
    pub source: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// What can be said of a signature inside it.
    pub signature: Signature,
}

/// A picture that a document's text shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPicture {
    /// Its path as the text names it.
    pub named: String,
    /// Its path inside the export.
    pub source: String,
}

/// What the families differ in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Học bạ.
    ReportCard(Box<ReportCard>),
    /// Bảng tổng hợp.
    ClassSummary(Box<ClassSummary>),
    /// A table.
    Register(Register),
    /// Markdown text.
    Document(String),
    /// Files kept as they are.
    Files(Vec<KeptFile>),
}

/// One record, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id in the archive.
    pub id: RecordId,
    /// Its kind.
    pub kind: KindName,
    /// The school year it belongs to.
    pub year: SchoolYear,
    /// What tells it apart on a page: a pupil's name, a class, a subject; may be empty.
    pub subject: String,
    /// The class it belongs to.
    pub class: Option<ClassId>,
    /// The pupil it is about.
    pub pupil: Option<PupilId>,
    /// Its date: signed, issued, or the last day of the year.
    pub date: Date,
    /// What the page lists first.
    pub facts: Vec<Fact>,
    /// Number and sign of an administrative document, `05/KH-THKĐ`.
    pub number: String,
    /// Who signs, where the export names them: keys of the catalogue to names.
    pub signers: Vec<(String, String)>,
    /// Legal hold: not to be destroyed while it lasts, with its reason.
    pub hold: Option<String>,
    /// The pictures of a document's text, each once, in order of first mention.
    pub pictures: Vec<ShownPicture>,
    /// Files that go with a document, kept as they are.
    pub attachments: Vec<KeptFile>,
    /// The content.
    pub body: Body,
    /// The record as exported, as JSON with every leaf a text: what is sealed as its canonical source.
    pub source: Source,
}

/// A value of the canonical source: texts, lists and maps alone, so that no number is ever rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Source>),
    /// A map, keys in order.
    Map(std::collections::BTreeMap<String, Source>),
}
