//! What only the whole export can tell: references, pupils across list, register and card, files named and present.

use std::collections::{BTreeMap, BTreeSet};

use super::codes as c;
use super::facts::{ClassFact, Facts, RegisterFact, SchoolFact, Spot};
use super::finding::{Code, Finding};
use super::kept::KeptSeen;
use crate::catalogue::{Catalogue, Movements, RefTarget};
use crate::read::{Entry, Shape};
use crate::record::SchoolYear;

/// The names that references may find, from the support files that could be read.
#[derive(Debug, Default, Clone)]
pub(super) struct Known {
    /// Staff codes; none where `truong` could not be read.
    pub(super) staff: Option<BTreeSet<String>>,
    /// Department codes.
    pub(super) teams: Option<BTreeSet<String>>,
    /// Campus codes.
    pub(super) campuses: Option<BTreeSet<String>>,
}

pub(super) struct Whole<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) known: &'a Known,
    pub(super) facts: Vec<&'a Facts>,
    pub(super) out: Vec<Finding>,
    pub(super) kept: BTreeMap<&'a str, &'a KeptSeen>,
    year: Option<SchoolYear>,
    school: Option<&'a SchoolFact>,
}

type Pairs = Vec<(&'static str, String)>;

pub(super) fn at(code: Code, spot: &Spot, arguments: Pairs) -> Finding {
    Finding::at(code, &spot.file, spot.place, arguments)
}

impl<'a> Whole<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, known: &'a Known, facts: Vec<&'a Facts>, kept: &'a [KeptSeen]) -> Self {
        let school = facts.iter().find(|f| f.kind == "truong");
        let (year, school) = (school.and_then(|f| f.year), school.and_then(|f| f.school.as_deref()));
        let kept = kept.iter().map(|k| (k.file.as_str(), k)).collect();
        Self { catalogue, known, facts, out: Vec::new(), kept, year, school }
    }

    /// Everything that only the whole can tell.
    pub(super) fn judge(mut self, kept: &[&Entry]) -> Vec<Finding> {
        self.references();
        self.duplicates();
        let roll = self.roll();
        self.pupils(&roll);
        self.personal_ids();
        self.cards_and_summaries(&roll);
        self.class_changes(&roll);
        self.terms();
        self.digital_cards();
        self.files(kept);
        self.days_and_offices();
        self.demands();
        self.one_fault_once();
        self.out
    }

    /// What the ways of coming and going mean.
    pub(super) fn ways(&self) -> &'a Movements {
        &self.catalogue.rules.movements
    }

    pub(super) fn classes(&self) -> Vec<&'a ClassFact> {
        self.facts.iter().flat_map(|f| &f.classes).collect()
    }

    pub(super) fn register(&self) -> Vec<&'a RegisterFact> {
        self.facts.iter().flat_map(|f| &f.register).collect()
    }

    fn references(&mut self) {
        let set = |items: BTreeSet<&'a str>| (!items.is_empty()).then_some(items);
        let all = |items: &'a Option<BTreeSet<String>>| Some(items.as_ref()?.iter().map(String::as_str).collect());
        let classes = set(self.classes().into_iter().map(|k| k.id.as_str()).collect());
        let pupils = set(self.register().into_iter().map(|r| r.pupil.id.as_str()).collect());
        let kinds = Some(self.catalogue.kinds().map(|k| k.name.as_str()).collect());
        let (staff, teams, campuses) = (all(&self.known.staff), all(&self.known.teams), all(&self.known.campuses));
        let none = Some(BTreeSet::new());
        for reference in self.facts.iter().flat_map(|f| &f.references) {
            let (code, known) = match reference.to {
                RefTarget::Pupil => (c::UNKNOWN_PUPIL, &pupils),
                RefTarget::Class => (c::UNKNOWN_CLASS, &classes),
                RefTarget::Staff => (c::UNKNOWN_STAFF, &staff),
                RefTarget::Team => (c::UNKNOWN_STAFF, &teams),
                RefTarget::Campus => (c::UNKNOWN_STAFF, &campuses),
                RefTarget::Kind => (c::UNKNOWN_KIND, &kinds),
                // Those that the rules know were left out when facts were gathered.
                RefTarget::Subject => (c::SUBJECT_NOT_TAUGHT, &none),
            };
            if known.as_ref().is_some_and(|k| !k.contains(reference.value.as_str())) {
                self.out.push(at(code, &reference.spot, named(reference.to, &reference.value)));
            }
        }
    }

    fn duplicates(&mut self) {
        for again in self.facts.iter().flat_map(|f| &f.twice) {
            self.out.push(twice(&again.key, &again.value, again.first.line, &again.spot.file, &again.spot));
        }
        let mut seen: BTreeMap<&str, &Spot> = BTreeMap::new();
        for (id, spot) in self.facts.iter().flat_map(|f| &f.records) {
            let already = self.out.iter().any(|f| f.code == c::DUPLICATE_ID && *f.file == *spot.file);
            match seen.get(id.as_str()) {
                Some(first) if !already => {
                    self.out.push(twice("ma", id.as_str(), first.place.line, &first.file, spot));
                }
                Some(_) => {}
                None => drop(seen.insert(id.as_str(), spot)),
            }
        }
    }

    /// The school year that is archived.
    pub(super) fn year(&self) -> Option<SchoolYear> {
        self.year
    }

    /// The school as its own file says it.
    pub(super) fn school(&self) -> Option<&'a SchoolFact> {
        self.school
    }

    /// A pupil in two classes of one file is not also a duplicate id.
    fn one_fault_once(&mut self) {
        let two: BTreeSet<(String, u32)> = self
            .out
            .iter()
            .filter(|f| f.code == c::PUPIL_IN_TWO_CLASSES)
            .map(|f| (f.file.clone(), f.place.map_or(0, |p| p.start)))
            .collect();
        self.out
            .retain(|f| f.code != c::DUPLICATE_ID || !two.contains(&(f.file.clone(), f.place.map_or(0, |p| p.start))));
    }

    fn files(&mut self, kept: &[&Entry]) {
        let present: BTreeMap<&str, &Entry> = kept.iter().map(|e| (e.name.as_str(), *e)).collect();
        let mut named: BTreeMap<String, &Spot> = BTreeMap::new();
        let facts = self.facts.clone();
        for file in facts.iter().flat_map(|f| &f.files) {
            let arguments = || vec![("path", file.path.clone())];
            let Some(full) = resolve(&file.spot.file, &file.path) else {
                self.out.push(at(c::PATH_LEAVES, &file.spot, arguments()));
                continue;
            };
            if !present.contains_key(full.as_str()) {
                self.out.push(at(c::FILE_MISSING, &file.spot, arguments()));
            } else if let Some(first) = named.get(&full) {
                let mut arguments = arguments();
                arguments.push(("line", first.place.line.to_string()));
                arguments.push(("file", first.file.to_string()));
                self.out.push(at(c::FILE_LISTED_TWICE, &file.spot, arguments));
            }
            named.entry(full).or_insert(&file.spot);
        }
        let shown = self.pictures(&present);
        let told = |name: &str| named.contains_key(name) || shown.contains(name);
        for entry in kept.iter().filter(|e| e.shape == Shape::Kept && !told(&e.name)) {
            self.out.push(Finding::about(c::FILE_UNLISTED, &entry.name, vec![]));
        }
    }
}

impl Whole<'_> {
    /// The pictures that texts name, by their paths; several texts may show one.
    fn pictures(&mut self, present: &BTreeMap<&str, &Entry>) -> BTreeSet<String> {
        let mut shown = BTreeSet::new();
        let mut found = Vec::new();
        for picture in self.facts.iter().flat_map(|f| &f.pictures) {
            let arguments = vec![("path", picture.path.clone())];
            match resolve(&picture.spot.file, &picture.path) {
                None => found.push(at(c::PATH_LEAVES, &picture.spot, arguments)),
                Some(full) if !present.contains_key(full.as_str()) => {
                    found.push(at(c::FILE_MISSING, &picture.spot, arguments));
                }
                Some(full) => {
                    shown.insert(full);
                }
            }
        }
        self.out.extend(found);
        shown
    }
}

/// A value that stands at `spot` and stood before, on `line` of `file`.
fn twice(key: &str, value: &str, line: u32, file: &str, spot: &Spot) -> Finding {
    let arguments = vec![
        ("key", key.to_owned()),
        ("value", value.to_owned()),
        ("line", line.to_string()),
        ("file", file.to_owned()),
    ];
    at(c::DUPLICATE_ID, spot, arguments)
}

/// What the words of a reference that leads nowhere need.
fn named(to: RefTarget, value: &str) -> Pairs {
    let value = value.to_owned();
    let list = match to {
        RefTarget::Staff => "nhan_su",
        RefTarget::Team => "to_chuyen_mon",
        RefTarget::Campus => "diem_truong",
        RefTarget::Kind => return vec![("value", value), ("nearest", String::new())],
        RefTarget::Subject => {
            return vec![("subject", value), ("act", String::new()), ("year", String::new()), ("grade", String::new())];
        }
        RefTarget::Pupil | RefTarget::Class => return vec![("value", value)],
    };
    vec![("value", value), ("list", list.to_owned())]
}

/// A path named in `file`, from the export's root; none if it leaves the export.
pub fn resolve(file: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    if path.starts_with('/') || path.contains('\\') || path.contains(':') { None } else { Some(parts.join("/")) }
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn paths_stay_inside_the_export() {
        assert_eq!(resolve("a/b.yaml", "c.pdf").as_deref(), Some("a/c.pdf"));
        assert_eq!(resolve("a/b.yaml", "../c.pdf").as_deref(), Some("c.pdf"));
        for bad in ["../../c.pdf", "/etc/passwd", "c:\\x", "..\\x"] {
            assert_eq!(resolve("a/b.yaml", bad), None, "{bad}");
        }
    }
}
