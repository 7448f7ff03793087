//! The pages at the archive's root: who, which year, what is there, what is missing, how to check it.
//!
//! They name no person, so they survive the lawful destruction of any volume: their only fixed links lead to each
//! volume's own front page; everything else about a volume comes from the script that lies inside it.

use serde::Serialize;
use serde_json::{Value, json};

use super::cards::{Both, School};
use super::{Page, PageError, Pages, show};

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
    /// The volumes, in the order to be shown.
    pub volumes: Vec<VolumeSummary>,
    /// What the charter demands, clause by clause.
    pub demands: Vec<Demand>,
    /// The rules that were used.
    pub tables: Vec<RuleTable>,
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

/// The root pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootPage {
    /// `index.html`.
    Start,
    /// `browse/tra-cuu.html`.
    Search,
    /// `browse/day-du.html`: the charter's list, what is there and what is missing.
    Demands,
    /// `browse/het-han.html`: what falls due in which year.
    Terms,
    /// `browse/kiem-tra.html`: how to verify.
    Verify,
    /// `browse/kiem-nhanh.html`: hashes a chosen folder in the browser; a convenience, and it says so.
    Check,
    /// `browse/thuat-ngu.html`: glossary.
    Glossary,
    /// `browse/gioi-thieu.html`: versions, rules, fonts, licences.
    About,
}

impl RootPage {
    /// Every root page.
    pub const ALL: [Self; 8] =
        [Self::Start, Self::Search, Self::Demands, Self::Terms, Self::Verify, Self::Check, Self::Glossary, Self::About];

    /// Path from the archive's root.
    pub fn path(self) -> &'static str {
        match self {
            Self::Start => "index.html",
            Self::Search => "browse/tra-cuu.html",
            Self::Demands => "browse/day-du.html",
            Self::Terms => "browse/het-han.html",
            Self::Verify => "browse/kiem-tra.html",
            Self::Check => "browse/kiem-nhanh.html",
            Self::Glossary => "browse/thuat-ngu.html",
            Self::About => "browse/gioi-thieu.html",
        }
    }

    fn template(self) -> &'static str {
        match self {
            Self::Start => "start.html",
            Self::Search => "search.html",
            Self::Demands => "demands.html",
            Self::Terms => "terms.html",
            Self::Verify => "verify.html",
            Self::Check => "check.html",
            Self::Glossary => "glossary.html",
            Self::About => "about.html",
        }
    }
}

impl Pages {
    /// One root page.
    ///
    /// # Errors
    /// When the template can't be filled.
    pub fn root_page(&self, archive: &Archive, page: RootPage) -> Result<Page, PageError> {
        let path = page.path();
        let root = "../".repeat(path.matches('/').count());
        let total = |count: fn(&VolumeSummary) -> u64| archive.volumes.iter().map(count).sum::<u64>();
        let missing = archive.demands.iter().filter(|d| d.required && d.count == 0).count();
        let context = json!({
            "root": root,
            "data": null,
            "volume": null,
            "school": archive.school,
            "school_year": archive.school_year,
            "archive": archive.archive,
            "sealed_at": archive.sealed_at,
            "system": archive.system,
            "crumbs": [],
            "roles": archive.roles,
            "volumes": self.volumes(archive),
            "classes": archive.volumes.iter().map(|v| v.class.as_str()).collect::<Vec<_>>().join(" "),
            "kinds": kinds(archive),
            "terms": self.terms(archive),
            "demands": demands(archive),
            "missing": missing,
            "demanded": archive.demands.iter().filter(|d| d.required).count(),
            "unverified_demands": archive.demands.iter().filter(|d| !d.verified).count(),
            "tables": archive.tables,
            "unverified_rows": archive.tables.iter().flat_map(|t| &t.rows).filter(|r| !r.verified).count(),
            "rows_in_all": archive.tables.iter().map(|t| t.rows.len()).sum::<usize>(),
            "total_records": show::number(total(|v| v.records)),
            "total_files": show::number(total(|v| v.files)),
            "total_bytes": show::size(total(|v| v.bytes)),
        });
        Ok(Page { path: path.to_owned(), bytes: self.fill(page.template(), path, &context)? })
    }

    fn volumes(&self, archive: &Archive) -> Vec<Value> {
        archive
            .volumes
            .iter()
            .map(|volume| {
                let kinds: Vec<&Both> = volume.kinds.iter().map(|kind| &kind.title).collect();
                json!({
                    "class": volume.class,
                    "title": self.class_title(&volume.class),
                    "keep_until": show::date(&volume.keep_until),
                    "records": show::number(volume.records),
                    "files": show::number(volume.files),
                    "size": show::size(volume.bytes),
                    "kinds": kinds,
                })
            })
            .collect()
    }

    /// Records by year of expiry, with the width of each bar in thousandths.
    fn terms(&self, archive: &Archive) -> Vec<Value> {
        let mut volumes: Vec<&VolumeSummary> = archive.volumes.iter().collect();
        volumes.sort_by_key(|v| (v.keep_until.is_empty(), v.keep_until.as_str(), v.class.as_str()));
        let longest = volumes.iter().map(|v| v.records).max().unwrap_or(0).max(1);
        volumes
            .into_iter()
            .map(|volume| {
                let width = u128::from(volume.records) * 1000 / u128::from(longest);
                json!({
                    "year": volume.keep_until.get(..4).unwrap_or_default(),
                    "class": volume.class,
                    "title": self.class_title(&volume.class),
                    "keep_until": show::date(&volume.keep_until),
                    "records": show::number(volume.records),
                    "size": show::size(volume.bytes),
                    "width": if volume.records == 0 { 0 } else { width.max(4) },
                })
            })
            .collect()
    }
}

/// Every kind of the archive with its number over all volumes, in order of its path name.
fn kinds(archive: &Archive) -> Vec<Value> {
    let mut sums: std::collections::BTreeMap<&str, (&Both, u64)> = std::collections::BTreeMap::new();
    for kind in archive.volumes.iter().flat_map(|volume| &volume.kinds) {
        sums.entry(&kind.kind).or_insert((&kind.title, 0)).1 += kind.count;
    }
    sums.into_iter()
        .map(|(kind, (title, count))| json!({"kind": kind, "title": title, "count": show::number(count)}))
        .collect()
}

fn demands(archive: &Archive) -> Vec<Value> {
    archive
        .demands
        .iter()
        .map(|demand| {
            let state = match (demand.count, demand.required) {
                (0, true) => "missing",
                (0, false) => "optional",
                _ => "present",
            };
            json!({
                "act": demand.act,
                "clause": demand.clause,
                "kind": demand.kind,
                "title": demand.title,
                "count": show::number(demand.count),
                "state": state,
                "verified": demand.verified,
            })
        })
        .collect()
}
