//! The pages at the archive's root: who, which year, what is there, what is missing, how to check it.
//!
//! They name no person, so they survive the lawful destruction of any volume. Their links into the volumes work
//! without script; with script, those into a volume that is gone say so.

use serde_json::{Value, json};

use super::archive::{Archive, Demand, KindCount, ListCount, VolumeSummary};
use super::cards::{Both, Listing};
use super::copy::CopyNote;
use super::{Page, PageError, Pages, order, show};

/// The root pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootPage {
    /// `index.html`.
    Start,
    /// `browse/tra-cuu.html`.
    Search,
    /// `browse/lop.html`: every class, in every volume that knows it.
    Classes,
    /// `browse/loai.html`: every kind of record.
    Kinds,
    /// `browse/noi-lap.html`: every owner.
    Owners,
    /// `browse/day-du.html`: the charter's list, what is there and what is missing.
    Demands,
    /// `browse/het-han.html`: what falls due in which year.
    Terms,
    /// `browse/kiem-tra.html`: how to verify.
    Verify,
    /// `browse/kiem-nhanh.html`: hashes a chosen folder in the browser; a convenience, and it says so.
    Check,
    /// `browse/so-giay.html`: reads the symbols of a sheet from a picture, and shows what was sealed beside them.
    Sheet,
    /// `browse/ban-trich.html`: explains an extract, and goes along with it.
    Extract,
    /// `browse/thuat-ngu.html`: glossary.
    Glossary,
    /// `browse/gioi-thieu.html`: versions, rules, fonts, licences.
    About,
    /// `browse/ban-luoc.html`: what a redacted copy lacks; only in one.
    Copy,
}

impl RootPage {
    /// Every root page.
    pub const ALL: [Self; 13] = [
        Self::Start,
        Self::Search,
        Self::Classes,
        Self::Kinds,
        Self::Owners,
        Self::Demands,
        Self::Terms,
        Self::Verify,
        Self::Check,
        Self::Sheet,
        Self::Extract,
        Self::Glossary,
        Self::About,
    ];

    /// Path from the archive's root.
    pub fn path(self) -> &'static str {
        match self {
            Self::Start => "index.html",
            Self::Search => "browse/tra-cuu.html",
            Self::Classes => "browse/lop.html",
            Self::Kinds => "browse/loai.html",
            Self::Owners => "browse/noi-lap.html",
            Self::Demands => "browse/day-du.html",
            Self::Terms => "browse/het-han.html",
            Self::Verify => "browse/kiem-tra.html",
            Self::Check => "browse/kiem-nhanh.html",
            Self::Sheet => "browse/so-giay.html",
            Self::Extract => "browse/ban-trich.html",
            Self::Glossary => "browse/thuat-ngu.html",
            Self::About => "browse/gioi-thieu.html",
            Self::Copy => "browse/ban-luoc.html",
        }
    }

    fn template(self) -> &'static str {
        match self {
            Self::Start => "start.html",
            Self::Search => "search.html",
            Self::Classes => "classes.html",
            Self::Kinds => "kinds.html",
            Self::Owners => "owners.html",
            Self::Demands => "demands.html",
            Self::Terms => "terms.html",
            Self::Verify => "verify.html",
            Self::Check => "check.html",
            Self::Sheet => "sheet.html",
            Self::Extract => "extract.html",
            Self::Glossary => "glossary.html",
            Self::About => "about.html",
            Self::Copy => "copy.html",
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
        let kinds = self.kinds(archive);
        let missing: Vec<&Demand> = archive.demands.iter().filter(|d| d.required && d.count == 0).collect();
        let missing: Vec<Value> =
            missing.iter().map(|d| json!({"title": d.title, "clause": d.clause, "act": d.act})).collect();
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
            "copy": archive.copy.as_ref().map(CopyNote::mark),
            "lacks": archive.copy,
            "roles": archive.roles,
            "supersedes": archive.supersedes,
            "volumes": self.volumes(archive),
            "volume_names": archive.volumes.iter().map(|v| v.class.as_str()).collect::<Vec<_>>().join(" "),
            "classes": self.classes(archive),
            "owners": self.owners(archive),
            "terms": self.terms(archive),
            "annexes": page == RootPage::Terms,
            "demands": demands(archive, &kinds),
            "kinds": kinds,
            "missing": missing.len(),
            "missing_kinds": missing,
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
                json!({
                    "class": volume.class,
                    "title": self.class_title(&volume.class),
                    "keep_until": show::date(&volume.keep_until),
                    "records": show::number(volume.records),
                    "files": show::number(volume.files),
                    "size": show::size(volume.bytes),
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

    /// Every class, in class order, with the volumes that list its children.
    fn classes(&self, archive: &Archive) -> Vec<Value> {
        let mut rows = self.places(archive, |volume| {
            let of = |c: &ListCount| (c.key.clone(), c.title.clone(), c.count, Listing::Class(c.key.clone()).path());
            volume.classes.iter().map(of).collect()
        });
        rows.sort_by_cached_key(|row| order::key(&row.key));
        rows.iter().map(Row::shown).collect()
    }

    /// Every kind, in the order of its name, with the volumes that hold some.
    fn kinds(&self, archive: &Archive) -> Vec<Value> {
        let mut rows = self.places(archive, |volume| {
            let of = |k: &KindCount| (k.kind.clone(), k.title.clone(), k.count, Listing::Kind(k.kind.clone()).path());
            volume.kinds.iter().map(of).collect()
        });
        rows.sort_by_cached_key(|row| order::key(&row.title.vi));
        rows.iter().map(Row::shown).collect()
    }

    /// Every owner, in the order of its name.
    fn owners(&self, archive: &Archive) -> Vec<Value> {
        let mut rows = self.places(archive, |volume| {
            let of = |o: &ListCount| (o.key.clone(), o.title.clone(), o.count, Listing::Owner(o.key.clone()).path());
            volume.owners.iter().map(of).collect()
        });
        rows.sort_by_cached_key(|row| order::key(&row.title.vi));
        rows.iter().map(Row::shown).collect()
    }

    /// What each volume lists, gathered by key over all volumes; the volumes keep their order.
    fn places(
        &self,
        archive: &Archive,
        lists: impl Fn(&VolumeSummary) -> Vec<(String, Both, u64, String)>,
    ) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for volume in &archive.volumes {
            for (key, title, count, path) in lists(volume) {
                let place = json!({
                    "class": volume.class,
                    "title": self.class_title(&volume.class),
                    "href": format!("volumes/{}/data/{path}", volume.class),
                    "count": show::number(count),
                });
                match rows.iter_mut().find(|row| row.key == key) {
                    Some(row) => {
                        row.count += count;
                        row.places.push(place);
                    }
                    None => rows.push(Row { key, title, count, places: vec![place] }),
                }
            }
        }
        rows
    }
}

/// A class, a kind or an owner over all volumes.
struct Row {
    key: String,
    title: Both,
    count: u64,
    places: Vec<Value>,
}

impl Row {
    fn shown(&self) -> Value {
        json!({"key": self.key, "title": self.title, "count": show::number(self.count), "places": self.places})
    }
}

/// The demands act by act, each in the order of its clauses, with the lists that answer them.
fn demands(archive: &Archive, kinds: &[Value]) -> Vec<Value> {
    let mut sorted: Vec<&Demand> = archive.demands.iter().collect();
    sorted.sort_by_cached_key(|d| (order::key(&d.act), order::key(&d.clause), order::key(&d.title.vi)));
    let acts = sorted.chunk_by(|a, b| a.act == b.act);
    acts.map(|rows| {
        let shown: Vec<Value> = rows.iter().map(|demand| demanded(demand, kinds)).collect();
        json!({"act": rows[0].act, "rows": shown})
    })
    .collect()
}

fn demanded(demand: &Demand, kinds: &[Value]) -> Value {
    let state = match (demand.count, demand.required) {
        (0, true) => "missing",
        (0, false) => "optional",
        _ => "present",
    };
    let places = kinds.iter().find(|kind| kind["key"] == demand.kind.as_str()).map(|kind| &kind["places"]);
    json!({
        "clause": demand.clause,
        "title": demand.title,
        "count": show::number(demand.count),
        "state": state,
        "verified": demand.verified,
        "places": places,
    })
}
