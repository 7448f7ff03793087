//! Kinds of records: `schemas/catalogue.yaml`.

use serde::Deserialize;

use super::demand::{Demand, RawDemand};
use super::{Placed, about, parse};
use crate::assets::{Assets, DataError, DataFault};
use crate::record::{Family, KindName, Owner, Sensitivity};
use crate::words::Language;

/// A title in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Title {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Title {
    /// The title in `language`.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        }
    }
}

/// What makes one record of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Each {
    /// The whole file.
    File,
    /// Each entry of `muc`.
    Entry,
}

/// How the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Left.
    Left,
    /// Centred.
    Center,
    /// Right.
    Right,
}

/// A printed column of a register.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Column {
    /// The entry's key; dots look into maps, `#` is the running number.
    pub key: String,
    /// The heading.
    pub title: Title,
    /// Width in shares.
    #[serde(deserialize_with = "tenths")]
    pub width: u16,
    /// Alignment.
    pub align: Align,
    /// The heading over several columns.
    pub group: Option<Title>,
}

/// Shares with one decimal, held as tenths so that kinds stay comparable.
fn tenths<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    let width = f64::deserialize(deserializer)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range")]
    let tenths = (width * 10.0).round().clamp(1.0, 1000.0) as u16;
    Ok(tenths)
}

/// Which way the page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    /// Upright.
    #[default]
    Portrait,
    /// On its side.
    Landscape,
}

/// The sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 297 × 420 mm.
    A3,
}

/// How a document is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// With the head of an administrative document (NĐ 30/2020/NĐ-CP, Phụ lục I).
    #[default]
    Nd30,
    /// A working paper.
    Plain,
}

/// One signature block.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SignatureBlock {
    /// The office.
    pub title: Title,
    /// The key that names the person, if one does.
    pub name_key: Option<String>,
    /// `principal`: whoever led the school on the record's date.
    pub who: Option<String>,
}

/// A fact of the front matter or entry that pages list first.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FactKey {
    /// The key.
    pub key: String,
    /// Its label.
    pub title: Title,
}

/// What a reference must find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefTarget {
    /// A pupil of the register.
    Pupil,
    /// A class of the class list.
    Class,
    /// A person of the staff list.
    Staff,
    /// A department of the school.
    Team,
    /// A campus of the school.
    Campus,
    /// A kind of the catalogue.
    Kind,
    /// A subject of the rules.
    Subject,
}

/// A reference to check.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Reference {
    /// The key; dots look into maps, lists are gone through.
    pub key: String,
    /// What it must find.
    pub to: RefTarget,
}

/// A kind of record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its name: the value of `loai` and the stem of its schema.
    pub name: KindName,
    /// Its family.
    pub family: Family,
    /// Its title.
    pub title: Title,
    /// The type name in capitals on an administrative document.
    pub type_title: Option<Title>,
    /// How a document is laid out.
    pub layout: Layout,
    /// Who keeps it.
    pub owner: Owner,
    /// What makes one record.
    pub each: Each,
    /// The keys that tell its records apart.
    pub id_from: Vec<String>,
    /// Rows to a book, where a register is kept in books: a longer one is several records, and an export may say by
    /// `quyen` which book a file is.
    pub book_rows: Option<std::num::NonZeroUsize>,
    /// A pattern for what a record is called, `{key}` filled in.
    pub title_from: String,
    /// The key of a record's date.
    pub date_key: Option<String>,
    /// Its row in the retention tables.
    pub retention: String,
    /// How carefully it is shared.
    pub sensitivity: Sensitivity,
    /// What laws demand it.
    pub demands: Vec<Demand>,
    /// Printed columns.
    pub columns: Vec<Column>,
    /// Facts that pages list first.
    pub facts: Vec<FactKey>,
    /// The sheet.
    pub paper: Paper,
    /// Which way it lies.
    pub orientation: Orientation,
    /// Whether its sheets are sealed across their edge (dấu giáp lai) where there are several.
    pub edge_seal: bool,
    /// Who signs.
    pub signatures: Vec<SignatureBlock>,
    /// References to check.
    pub references: Vec<Reference>,
    /// Keys that name an authority, beside the record's date.
    pub offices: Vec<String>,
    /// Keys whose values must differ.
    pub unique: Vec<String>,
    /// Keys that name kept files.
    pub files: Vec<String>,
    /// Whether its files come signed from outside, so that its page says what can be said of the signatures.
    pub signed_files: bool,
    /// Whether an export has it exactly once.
    pub exactly_one: bool,
}

#[derive(Deserialize)]
struct RawCatalogue {
    kinds: Vec<RawKind>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawFamily {
    Support,
    Assessment,
    Register,
    Document,
    File,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawOwner {
    Truong,
    ToChuyenMon,
    GiaoVien,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawSensitivity {
    Public,
    Internal,
    Basic,
    Sensitive,
}

#[derive(Deserialize, Default)]
struct RawPage {
    #[serde(default)]
    orientation: Orientation,
    #[serde(default)]
    paper: Paper,
}

#[derive(Deserialize)]
struct RawKind {
    kind: Placed,
    family: RawFamily,
    title: Title,
    type_title: Option<Title>,
    #[serde(default)]
    layout: Layout,
    owner: RawOwner,
    one_record_per: Each,
    #[serde(default)]
    id_from: Vec<String>,
    book_rows: Option<std::num::NonZeroUsize>,
    #[serde(default)]
    title_from: String,
    date_key: Option<String>,
    #[serde(default)]
    retention: String,
    sensitivity: RawSensitivity,
    #[serde(default)]
    demanded_by: Vec<RawDemand>,
    #[serde(default)]
    columns: Vec<Column>,
    #[serde(default)]
    facts: Vec<FactKey>,
    #[serde(default)]
    page: RawPage,
    #[serde(default)]
    edge_seal: bool,
    #[serde(default)]
    signatures: Vec<SignatureBlock>,
    #[serde(default)]
    refs: Vec<Reference>,
    #[serde(default)]
    offices: Vec<String>,
    #[serde(default)]
    unique: Vec<String>,
    #[serde(default)]
    files: Vec<String>,
    #[serde(default)]
    signed_files: bool,
    #[serde(default)]
    exactly_one: bool,
}

/// Reads the catalogue `file`.
pub(super) fn read(assets: &Assets, file: &str) -> Result<Vec<Kind>, DataError> {
    let raw: RawCatalogue = parse(assets, file)?;
    raw.kinds.into_iter().map(|raw| kind(file, raw)).collect()
}

fn kind(file: &str, raw: RawKind) -> Result<Kind, DataError> {
    let name: KindName = raw.kind.value.parse().map_err(|_| about(file, &raw.kind, DataFault::KindName))?;
    let demands = raw.demanded_by.into_iter().map(|raw| RawDemand::settle(raw, file)).collect::<Result<_, _>>()?;
    Ok(Kind {
        name,
        family: match raw.family {
            RawFamily::Support => Family::Support,
            RawFamily::Assessment => Family::Assessment,
            RawFamily::Register => Family::Register,
            RawFamily::Document => Family::Document,
            RawFamily::File => Family::File,
        },
        title: raw.title,
        type_title: raw.type_title,
        layout: raw.layout,
        owner: match raw.owner {
            RawOwner::Truong => Owner::School,
            RawOwner::ToChuyenMon => Owner::Department,
            RawOwner::GiaoVien => Owner::Teacher,
        },
        each: raw.one_record_per,
        id_from: raw.id_from,
        book_rows: raw.book_rows,
        title_from: raw.title_from,
        date_key: raw.date_key,
        retention: raw.retention,
        sensitivity: match raw.sensitivity {
            RawSensitivity::Public => Sensitivity::Public,
            RawSensitivity::Internal => Sensitivity::Internal,
            RawSensitivity::Basic => Sensitivity::Basic,
            RawSensitivity::Sensitive => Sensitivity::Sensitive,
        },
        demands,
        columns: raw.columns,
        facts: raw.facts,
        paper: raw.page.paper,
        orientation: raw.page.orientation,
        edge_seal: raw.edge_seal,
        signatures: raw.signatures,
        references: raw.refs,
        offices: raw.offices,
        unique: raw.unique,
        files: raw.files,
        signed_files: raw.signed_files,
        exactly_one: raw.exactly_one,
    })
}
