//! The pages around the records: each volume's lists and search index, and the root pages over all of them.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use niemphong_archive::leaf::VolumeSeed;

use super::exit::Failure;
use super::plan::{Plan, PlannedVolume, Workshop};
use super::publish::OpenVolume;
use super::redact::Copy;
use super::session::Session;
use crate::catalogue::{Catalogue, Standing, Term};
use crate::parallel::{self, Ending};
use crate::record::{Context, Date, SchoolYear};
use crate::render::html::{
    Archive, Both, Correction, Demand, KindCount, ListCount, Page, Pages, RootPage, RuleLine, RuleRow, RuleTable,
    School, Volume, VolumeInfo, VolumeSummary,
};
use crate::render::{search, view};
use crate::seal::{Sealing, VolumeEntry};
use crate::words::{Language, Words};

/// What all pages of an archive say of it.
pub(super) struct Imprint<'a> {
    pub(super) words: &'a Words,
    pub(super) context: &'a Context,
    pub(super) catalogue: &'a Catalogue,
    pub(super) archive: &'a str,
    pub(super) sealed_at: &'a str,
    pub(super) system: &'a str,
    pub(super) copy: Option<&'a Copy>,
}

impl Imprint<'_> {
    fn school(&self) -> School {
        let school = &self.context.school;
        let last = school.days.1;
        School {
            name: school.name.clone(),
            code: school.code.clone(),
            superior: school.authority_on(last).map_or_else(String::new, |a| a.name.to_uppercase()),
            place: school.place.clone(),
            province: school.province.1.clone(),
            principal: school.principal_on(last).map_or_else(String::new, |p| p.name.clone()),
        }
    }

    /// `browse/truong.json`: what lists derived from the archive later say of the school. No person is in it.
    pub(super) fn school_facts(&self) -> String {
        let school = &self.context.school;
        let day = |day: Option<Date>| day.map_or_else(String::new, |d| d.to_string());
        let body =
            |a: &crate::record::Authority| serde_json::json!({"ten": a.name, "tu": day(a.from), "den": day(a.to)});
        let bodies: Vec<_> = school.authorities.iter().map(body).collect();
        let facts = serde_json::json!({
            "ma": school.code,
            "ten": school.name,
            "dia_danh": school.place,
            "tinh": school.province.1,
            "co_quan_chu_quan": bodies,
        });
        format!("{facts}\n")
    }

    fn year(&self) -> SchoolYear {
        self.context.school.year
    }

    /// The campus of each class that names one.
    fn campuses(&self) -> BTreeMap<String, String> {
        let named = self.context.classes.iter().filter(|class| !class.campus.is_empty());
        named.map(|class| (class.id.as_str().to_owned(), class.campus.clone())).collect()
    }

    /// Opens every planned volume: its cards sorted, its places known.
    pub(super) fn open(&self, plan: Plan, seed_of: &dyn Fn(&str) -> VolumeSeed) -> BTreeMap<Term, OpenVolume> {
        let open = |(term, planned): (Term, PlannedVolume)| {
            let folder = term.slug();
            let info = VolumeInfo {
                class: folder.clone(),
                keep_until: keep_until(term, &planned),
                school_year: self.year().to_string(),
                school: self.school(),
                archive: self.archive.to_owned(),
                sealed_at: self.sealed_at.to_owned(),
                system: self.system.to_owned(),
                campuses: self.campuses(),
                rules: planned.rules.values().map(|decision| rule_line(decision, self.words)).collect(),
                copy: self.copy.map(|copy| copy.note.mark()),
            };
            let volume = Volume::new(info, planned.cards);
            let seed = seed_of(&folder);
            (term, OpenVolume::new(folder, volume, seed))
        };
        plan.into_iter().map(open).collect()
    }

    /// The root pages, with the counts of the volumes that were written.
    pub(super) fn root_pages(
        &self,
        pages: &Pages,
        volumes: &[VolumeSummary],
        roles: Vec<Both>,
        supersedes: Option<Correction>,
        workshop: &Workshop<'_>,
        words: &Words,
    ) -> Result<Vec<Page>, Failure> {
        let archive = Archive {
            school: self.school(),
            school_year: self.year().to_string(),
            archive: self.archive.to_owned(),
            sealed_at: self.sealed_at.to_owned(),
            system: self.system.to_owned(),
            roles,
            supersedes,
            demands: demands(
                workshop.catalogue(),
                self.context.school.days.1,
                self.copy.map_or(volumes, |copy| &copy.originals),
            ),
            copy: self.copy.map(|copy| copy.note.clone()),
            volumes: volumes.to_vec(),
            tables: tables(workshop.catalogue(), words),
        };
        let page = |page: RootPage| pages.root_page(&archive, page).map_err(|e| Failure::data(&e));
        RootPage::ALL.into_iter().chain(self.copy.map(|_| RootPage::Copy)).map(page).collect()
    }
}

/// The last day of keeping of a volume, ISO, empty where it is kept for ever.
pub(super) fn keep_until(term: Term, planned: &PlannedVolume) -> String {
    match term {
        Term::Permanent => String::new(),
        Term::Years(_) => planned.keep_until.map_or_else(String::new, |d| d.to_string()),
    }
}

fn rule_line(decision: &crate::classify::Decision, words: &Words) -> RuleLine {
    RuleLine {
        code: decision.rule.clone(),
        title: decision.title.clone(),
        basis: view::basis(&decision.basis, words),
        verified: decision.standing == Standing::Verified,
    }
}

/// Makes and stores every list page and script of a volume, on all cores; none stays in memory. `note` is told of each,
/// always in the same order.
pub(super) fn store_pages(
    pages: &Pages,
    open: &OpenVolume,
    sealing: &Sealing,
    session: &Session,
    mut note: impl FnMut(VolumeEntry) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let store = |page: Page| {
        let stored = sealing.store(&open.folder, &format!("data/{}", page.path), &page.bytes);
        stored.map_err(|e| super::build::sealing_failure(&e))
    };
    let mut failed = None;
    let ending = parallel::map_ordered(
        session.jobs,
        &session.cancel,
        open.volume.listings().into_iter(),
        |listing| store(pages.listing(&open.volume, &listing).map_err(|e| Failure::data(&e))?),
        |stored| match stored.and_then(&mut note) {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                failed = Some(failure);
                ControlFlow::Break(())
            }
        },
    );
    match (failed, ending) {
        (Some(failure), _) => return Err(failure),
        (None, Ending::Cancelled) => return Err(Failure::interrupted()),
        _ => {}
    }
    note(store(search::index(&open.volume))?)?;
    note(store(search::contents(&open.volume))?)
}

/// The counts of one volume.
pub(super) fn summary(open: &OpenVolume, files: u64, bytes: u64) -> VolumeSummary {
    let kind = |(kind, title, count): (&str, &Both, usize)| KindCount {
        kind: kind.to_owned(),
        title: title.clone(),
        count: count as u64,
    };
    let list = |key: &str, title, count: usize| ListCount { key: key.to_owned(), title, count: count as u64 };
    VolumeSummary {
        class: open.folder.clone(),
        keep_until: open.volume.info.keep_until.clone(),
        records: open.volume.cards().len() as u64,
        files,
        bytes,
        kinds: open.volume.kind_counts().map(kind).collect(),
        classes: open.volume.class_counts().map(|(code, count)| list(code, Both::same(code), count)).collect(),
        owners: open.volume.owner_counts().map(|(owner, title, count)| list(owner, title.clone(), count)).collect(),
    }
}

/// What the laws in force on `day` demand, and how many records answer it.
fn demands(catalogue: &Catalogue, day: Date, volumes: &[VolumeSummary]) -> Vec<Demand> {
    let mut out = Vec::new();
    for kind in catalogue.kinds() {
        let slug = kind.name.slug();
        let found = volumes.iter().flat_map(|v| &v.kinds).filter(|k| k.kind == slug).map(|k| k.count).sum();
        let in_force = |d: &&crate::catalogue::Demand| {
            d.from.is_none_or(|first| first <= day) && d.to.is_none_or(|last| day <= last)
        };
        out.extend(kind.demands.iter().filter(in_force).map(|demand| Demand {
            act: demand.act.clone(),
            clause: demand.clause.clone(),
            kind: slug.clone(),
            title: Both { vi: kind.title.vi.clone(), en: kind.title.en.clone() },
            count: found,
            required: demand.required,
            verified: demand.verified,
        }));
    }
    out.sort_by(|a, b| (&a.act, &a.clause).cmp(&(&b.act, &b.clause)));
    out
}

fn tables(catalogue: &Catalogue, words: &Words) -> Vec<RuleTable> {
    let table = |table: &crate::catalogue::RetentionTable| RuleTable {
        act: table.act.clone(),
        title: both(words, "page-table-terms"),
        from: table.from.dmy(),
        to: table.to.map_or_else(String::new, Date::dmy),
        source: "schemas/retention.yaml".to_owned(),
        rows: table
            .rows
            .iter()
            .map(|row| RuleRow {
                code: row.code.clone(),
                title: row.title.vi.clone(),
                term: row.term.to_string(),
                verified: row.standing == Standing::Verified,
            })
            .collect(),
    };
    catalogue.retention.iter().map(table).collect()
}

/// A message in both languages.
pub(super) fn both(words: &Words, id: &str) -> Both {
    Both { vi: words.say(Language::Vi, id, &[]), en: words.say(Language::En, id, &[]) }
}

/// The roles in words.
pub(super) fn role_words(role: niemphong_archive::Role, words: &Words) -> Both {
    both(words, &format!("role-{role}"))
}

/// A view's setting from an imprint.
pub(super) fn setting<'a>(imprint: &Imprint<'a>) -> view::Setting<'a> {
    view::Setting {
        words: imprint.words,
        catalogue: imprint.catalogue,
        context: imprint.context,
        archive: imprint.archive,
        sealed_at: imprint.sealed_at,
        system: imprint.system,
    }
}
