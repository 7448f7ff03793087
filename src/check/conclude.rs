//! What only the whole export can tell: references, pupils across list, register and card, files named and present.

use std::collections::{BTreeMap, BTreeSet};

use super::codes as c;
use super::facts::{ClassFact, Facts, Outcome, PupilFact, RegisterFact, Spot};
use super::finding::{Code, Finding};
use crate::catalogue::{Catalogue, RefTarget};
use crate::read::{Entry, Shape};
use crate::record::{Date, Period, SchoolYear};

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
}

type Pairs = Vec<(&'static str, String)>;

fn at(code: Code, spot: &Spot, arguments: Pairs) -> Finding {
    Finding::at(code, &spot.file, spot.place, arguments)
}

impl<'a> Whole<'a> {
    /// Everything that only the whole can tell.
    pub(super) fn judge(mut self, kept: &[&Entry]) -> Vec<Finding> {
        self.references();
        self.duplicates();
        self.pupils();
        self.cards_and_summaries();
        self.terms();
        self.files(kept);
        self.days_and_offices();
        self.demands();
        self.one_fault_once();
        self.out
    }

    fn classes(&self) -> Vec<&'a ClassFact> {
        self.facts.iter().flat_map(|f| &f.classes).collect()
    }

    fn register(&self) -> Vec<&'a RegisterFact> {
        self.facts.iter().flat_map(|f| &f.register).collect()
    }

    fn references(&mut self) {
        let set = |items: Vec<String>| (!items.is_empty()).then(|| items.into_iter().collect::<BTreeSet<_>>());
        let classes = set(self.classes().iter().map(|k| k.id.clone()).collect());
        let pupils = set(self.register().iter().map(|r| r.pupil.id.clone()).collect());
        let kinds = Some(self.catalogue.kinds().map(|k| k.name.as_str().to_owned()).collect());
        let none = Some(BTreeSet::new());
        for reference in self.facts.iter().flat_map(|f| &f.references) {
            let (code, known) = match reference.to {
                RefTarget::Pupil => (c::UNKNOWN_PUPIL, &pupils),
                RefTarget::Class => (c::UNKNOWN_CLASS, &classes),
                RefTarget::Staff => (c::UNKNOWN_STAFF, &self.known.staff),
                RefTarget::Team => (c::UNKNOWN_STAFF, &self.known.teams),
                RefTarget::Campus => (c::UNKNOWN_STAFF, &self.known.campuses),
                RefTarget::Kind => (c::UNKNOWN_KIND, &kinds),
                RefTarget::Subject if self.catalogue.rules.knows_subject(&reference.value) => continue,
                RefTarget::Subject => (c::SUBJECT_NOT_TAUGHT, &none),
            };
            if known.as_ref().is_some_and(|k| !k.contains(&reference.value)) {
                self.out.push(at(code, &reference.spot, named(reference.to, &reference.value)));
            }
        }
    }

    fn duplicates(&mut self) {
        for facts in &self.facts {
            let mut seen = BTreeMap::new();
            for (key, value, spot) in &facts.uniques {
                note_twice(&mut seen, (key.as_str(), value.as_str()), spot, key, value, &mut self.out);
            }
        }
        let mut seen = BTreeMap::new();
        for (id, spot) in self.facts.iter().flat_map(|f| &f.records) {
            let already = self.out.iter().any(|f| f.code == c::DUPLICATE_ID && f.file == spot.file);
            if already {
                seen.entry((id.as_str(), "")).or_insert(spot);
            } else {
                note_twice(&mut seen, (id.as_str(), ""), spot, "ma", id.as_str(), &mut self.out);
            }
        }
    }

    fn pupils(&mut self) {
        let register = self.register();
        let classes = self.classes();
        let mut in_class: BTreeMap<&str, (&PupilFact, &str)> = BTreeMap::new();
        for class in &classes {
            for pupil in &class.pupils {
                if let Some((first, other)) = in_class.get(pupil.id.as_str()) {
                    // In one class twice is a duplicate id, found there.
                    if *other != class.id {
                        let arguments = vec![
                            ("pupil", pupil.id.clone()),
                            ("class", class.id.clone()),
                            ("other", (*other).to_owned()),
                            ("line", first.spot.place.line.to_string()),
                        ];
                        self.out.push(at(c::PUPIL_IN_TWO_CLASSES, &pupil.spot, arguments).of(&pupil.id));
                    }
                    continue;
                }
                in_class.insert(&pupil.id, (pupil, &class.id));
            }
        }
        if register.is_empty() || classes.is_empty() {
            return;
        }
        let registered: BTreeMap<&str, &RegisterFact> = register.iter().map(|r| (r.pupil.id.as_str(), *r)).collect();
        for line in &register {
            if !line.has_left && !in_class.contains_key(line.pupil.id.as_str()) {
                let arguments = vec![("pupil", line.pupil.id.clone())];
                self.out.push(at(c::PUPIL_WITHOUT_CLASS, &line.pupil.spot, arguments).of(&line.pupil.id));
            }
            if let (Some(came), Some(left)) = (line.came, line.left)
                && left < came
            {
                let arguments = vec![("first", came.dmy()), ("second", left.dmy())];
                self.out.push(at(c::DATES_OUT_OF_ORDER, &line.pupil.spot, arguments).of(&line.pupil.id));
            }
        }
        for (id, (pupil, class)) in &in_class {
            match registered.get(id) {
                None => {
                    let arguments = vec![("pupil", (*id).to_owned()), ("class", (*class).to_owned())];
                    self.out.push(at(c::PUPIL_NOT_REGISTERED, &pupil.spot, arguments).of(id));
                }
                Some(line) => self.same_pupil(pupil, &line.pupil),
            }
        }
        for card in self.facts.clone().iter().flat_map(|f| &f.cards) {
            if let Some(line) = registered.get(card.pupil.id.as_str()) {
                self.same_pupil(&card.pupil, &line.pupil);
            }
        }
    }

    fn same_pupil(&mut self, pupil: &PupilFact, registered: &PupilFact) {
        let fields = [("ho_ten", &pupil.name, &registered.name), ("ngay_sinh", &pupil.born, &registered.born)];
        for (key, here, there) in fields {
            if !here.is_empty() && here != there {
                let arguments = vec![
                    ("key", key.to_owned()),
                    ("found", here.clone()),
                    ("registered", there.clone()),
                    ("line", registered.spot.place.line.to_string()),
                    ("file", registered.spot.file.clone()),
                ];
                self.out.push(at(c::PUPIL_DIFFERS, &pupil.spot, arguments).of(&pupil.id));
            }
        }
    }

    fn cards_and_summaries(&mut self) {
        let facts = self.facts.clone();
        let cards: BTreeMap<&str, (&PupilFact, &Option<Outcome>)> = facts
            .iter()
            .flat_map(|f| &f.cards)
            .map(|card| (card.pupil.id.as_str(), (&card.pupil, &card.outcome)))
            .collect();
        let classes = self.classes();
        for class in &classes {
            let carded = class.pupils.iter().filter(|p| cards.contains_key(p.id.as_str())).count();
            if carded > 0 {
                for pupil in class.pupils.iter().filter(|p| !cards.contains_key(p.id.as_str())) {
                    self.out.push(
                        at(
                            c::NO_REPORT_CARD,
                            &pupil.spot,
                            vec![("pupil", pupil.id.clone()), ("class", class.id.clone())],
                        )
                        .of(&pupil.id),
                    );
                }
            }
        }
        for summary in facts.iter().flat_map(|f| &f.summaries) {
            let rows: BTreeSet<&str> = summary.rows.iter().map(|(p, _)| p.id.as_str()).collect();
            for pupil in classes.iter().filter(|k| k.id == summary.class).flat_map(|k| &k.pupils) {
                if !rows.contains(pupil.id.as_str()) {
                    self.out.push(
                        at(
                            c::NOT_IN_SUMMARY,
                            &summary.spot,
                            vec![("pupil", pupil.id.clone()), ("class", summary.class.clone())],
                        )
                        .of(&pupil.id),
                    );
                }
            }
            if summary.period != Some(Period::EndYear) {
                continue;
            }
            for (pupil, row) in &summary.rows {
                if let Some((_, Some(card))) = cards.get(pupil.id.as_str())
                    && let Some(Difference { what, summary, card }) = difference(row, card)
                {
                    let arguments =
                        vec![("pupil", pupil.id.clone()), ("what", what), ("summary", summary), ("card", card)];
                    self.out.push(at(c::CARD_AND_SUMMARY_DIFFER, &pupil.spot, arguments).of(&pupil.id));
                }
            }
        }
    }

    /// A term of the school's list below the least one of any table in force (TT 08/2025/TT-BGDĐT; Luật 33/2024, Đ15).
    fn terms(&mut self) {
        let facts = self.facts.clone();
        for term in facts.iter().flat_map(|f| &f.terms) {
            let Some(kind) = self.catalogue.kind(&term.kind) else { continue };
            let year = facts.iter().find_map(|f| f.year);
            let closed = year.and_then(|y| crate::record::Date::new(y.last(), 6, 30));
            let table = self.catalogue.retention.iter().rfind(|t| closed.is_some_and(|day| t.in_force(day)));
            let Some(floor) = table.and_then(|t| t.row(&kind.retention)) else { continue };
            if term.term < floor.term {
                let arguments = vec![
                    ("term", term.term.to_string()),
                    ("floor", floor.term.to_string()),
                    ("act", floor.act.clone()),
                    ("row", floor.code.clone()),
                    ("kind", kind.title.vi.clone()),
                ];
                self.out.push(at(c::TERM_BELOW_FLOOR, &term.spot, arguments));
            }
        }
    }

    fn year(&self) -> Option<SchoolYear> {
        self.facts.iter().find(|f| f.kind == "truong").and_then(|f| f.year)
    }

    /// Dates outside the school year, from the June before it to the August after; bodies that were no more.
    fn days_and_offices(&mut self) {
        let facts = self.facts.clone();
        let Some(year) = self.year() else { return };
        let (Some(first), Some(last)) = (Date::new(year.first(), 6, 1), Date::new(year.last(), 8, 31)) else { return };
        for (day, spot) in facts.iter().flat_map(|f| &f.dates).filter(|(day, _)| *day < first || last < *day) {
            let arguments = vec![("date", day.dmy()), ("first", first.dmy()), ("last", last.dmy())];
            self.out.push(at(c::DATE_OUTSIDE_YEAR, spot, arguments));
        }
        for claimed in facts.iter().flat_map(|f| &f.offices) {
            let upper = claimed.name.to_uppercase();
            let known = self.catalogue.rules.offices.iter();
            let mut known = known.filter(|o| o.patterns.iter().any(|p| upper.contains(&p.to_uppercase())));
            let Some(ended) = known.next().and_then(|office| office.to) else { continue };
            if claimed.to.is_none_or(|to| ended < to) {
                let day = claimed.to.unwrap_or(last).min(last);
                let arguments = vec![("authority", claimed.name.clone()), ("date", day.dmy())];
                self.out.push(at(c::AUTHORITY_NOT_VALID, &claimed.spot, arguments));
            }
        }
    }

    /// Kinds that a law in force at the end of the year demands, and of which there is nothing.
    fn demands(&mut self) {
        let Some(day) = self.year().and_then(|year| Date::new(year.last(), 5, 31)) else { return };
        for kind in self.catalogue.kinds() {
            let in_force = |d: &&crate::catalogue::Demand| {
                d.required && d.from.is_none_or(|first| first <= day) && d.to.is_none_or(|last| day <= last)
            };
            let there = self.facts.iter().any(|f| f.kind == kind.name.as_str());
            if !there && kind.demands.iter().any(|d| in_force(&d)) {
                let arguments = vec![("kind", kind.name.as_str().to_owned()), ("title", kind.title.vi.clone())];
                self.out.push(Finding::about(c::RECORD_MISSING, ".", arguments));
            }
        }
    }

    /// A pupil in two classes of one file is not also a duplicate id.
    fn one_fault_once(&mut self) {
        let two: BTreeSet<(String, usize)> = self
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
                arguments.push(("file", first.file.clone()));
                self.out.push(at(c::FILE_LISTED_TWICE, &file.spot, arguments));
            }
            named.entry(full).or_insert(&file.spot);
        }
        for entry in kept.iter().filter(|e| e.shape == Shape::Kept && !named.contains_key(e.name.as_str())) {
            self.out.push(Finding::about(c::FILE_UNLISTED, &entry.name, vec![]));
        }
    }
}

fn note_twice<'k>(
    seen: &mut BTreeMap<(&'k str, &'k str), &'k Spot>,
    key: (&'k str, &'k str),
    spot: &'k Spot,
    name: &str,
    value: &str,
    out: &mut Vec<Finding>,
) {
    match seen.get(&key) {
        Some(first) => {
            let arguments = vec![
                ("key", name.to_owned()),
                ("value", value.to_owned()),
                ("line", first.place.line.to_string()),
                ("file", first.file.clone()),
            ];
            out.push(at(c::DUPLICATE_ID, spot, arguments));
        }
        None => {
            seen.insert(key, spot);
        }
    }
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

/// One thing that a summary's row and a card's year do not agree on, as each has it.
struct Difference {
    what: String,
    summary: String,
    card: String,
}

/// The first difference of a summary's row and a card's year.
fn difference(row: &Outcome, card: &Outcome) -> Option<Difference> {
    let said = |outcome: &Outcome, subject: &str| {
        let entry = outcome.subjects.iter().find(|(key, _, _)| key == subject);
        entry.map(|(_, level, mark)| {
            format!("{level} {}", mark.map_or_else(String::new, |m| m.to_string())).trim().to_owned()
        })
    };
    let level = |outcome: &Outcome, item: &str| {
        outcome.qualities.iter().find(|(key, _)| key == item).map(|(_, level)| level.clone())
    };
    let differ = |what: &str, summary: Option<String>, card: Option<String>| {
        let texts = (summary.unwrap_or_default(), card.unwrap_or_default());
        (texts.0 != texts.1).then(|| Difference { what: what.to_owned(), summary: texts.0, card: texts.1 })
    };
    let code = |outcome: &Outcome| outcome.result.map(|r| r.code().to_owned());
    let subjects = row.subjects.iter().chain(&card.subjects).map(|(key, _, _)| key);
    subjects
        .into_iter()
        .find_map(|key| differ(&format!("mon.{key}"), said(row, key), said(card, key)))
        .or_else(|| row.qualities.iter().find_map(|(item, _)| differ(item, level(row, item), level(card, item))))
        .or_else(|| differ("ket_qua", code(row), code(card)))
        .or_else(|| differ("danh_hieu", Some(row.title.clone()), Some(card.title.clone())))
}

/// A path named in `file`, from the export's root; none if it leaves the export.
pub(super) fn resolve(file: &str, path: &str) -> Option<String> {
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
