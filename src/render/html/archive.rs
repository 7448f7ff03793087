//! What the root pages say of the archive: counts, demands, rules; no persons.

use serde::Serialize;

use super::cards::{Both, School};
use super::copy::CopyNote;

/// What the root pages say of the whole archive.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    /// The school.
    pub school: School,
    /// `2025-2026`.
    pub school_year: String,
    /// Archive id.
    pub archive: String,
    /// When it was sealed, ready to print.
    pub sealed_at: String,
    /// Program and version.
    pub system: String,
    /// Whose signatures the seal asks for.
    pub roles: Vec<Both>,
    /// If it corrects another seal: which, and why.
    pub supersedes: Option<Correction>,
    /// The volumes, in the order to be shown.
    pub volumes: Vec<VolumeSummary>,
    /// What the charter demands, clause by clause.
    pub demands: Vec<Demand>,
    /// The rules that were used.
    pub tables: Vec<RuleTable>,
    /// What tells a redacted copy.
    pub copy: Option<CopyNote>,
}

/// That a seal stands in another's place. Both archives stay.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Correction {
    /// The other's serial.
    pub serial: String,
    /// The digest of its `seal.txt`, in groups of four.
    pub digest: String,
    /// Why, in the school's words; it names no pupil.
    pub reason: String,
}

/// Counts of one volume; no persons.
#[derive(Debug, Clone, Default)]
pub struct VolumeSummary {
    /// Retention class as it stands in paths.
    pub class: String,
    /// Last day of keeping `YYYY-MM-DD`, empty when permanent.
    pub keep_until: String,
    /// Number of records.
    pub records: u64,
    /// Number of files under `data/`.
    pub files: u64,
    /// Their size.
    pub bytes: u64,
    /// Records of each kind.
    pub kinds: Vec<KindCount>,
    /// Children that it names, class by class.
    pub classes: Vec<ListCount>,
    /// Records of each owner.
    pub owners: Vec<ListCount>,
}

/// How many stand in one of a volume's lists.
#[derive(Debug, Clone, Default)]
pub struct ListCount {
    /// Class code as the school writes it, or owner as it stands in paths.
    pub key: String,
    /// Its name.
    pub title: Both,
    /// How many.
    pub count: u64,
}

/// How many records of one kind.
#[derive(Debug, Clone, Default)]
pub struct KindCount {
    /// Kind as it stands in paths.
    pub kind: String,
    /// Its name.
    pub title: Both,
    /// How many.
    pub count: u64,
}

/// One line of the charter's list of records.
#[derive(Debug, Clone, Default)]
pub struct Demand {
    /// The act.
    pub act: String,
    /// Article and clause.
    pub clause: String,
    /// Kind as it stands in paths.
    pub kind: String,
    /// Its name.
    pub title: Both,
    /// Records of that kind in the archive.
    pub count: u64,
    /// Whether the act demands it (rather than allows it).
    pub required: bool,
    /// Whether a person has compared this line with the printed act.
    pub verified: bool,
}

/// One table of rules that the program carried when it built the archive.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RuleTable {
    /// The act.
    pub act: String,
    /// What it rules.
    pub title: Both,
    /// In force from, ready to print.
    pub from: String,
    /// In force until, ready to print, or empty.
    pub to: String,
    /// Where the rows were found.
    pub source: String,
    /// The rows.
    pub rows: Vec<RuleRow>,
}

/// One row of such a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RuleRow {
    /// `R01`.
    pub code: String,
    /// What it covers.
    pub title: String,
    /// The term, ready to print.
    pub term: String,
    /// Whether a person has compared it with the printed act.
    pub verified: bool,
}
