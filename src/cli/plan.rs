//! What is to be written, before anything is: each record's class and card, volume by volume.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::examine::Examined;
use super::exit::Failure;
use super::session::Session;
use crate::catalogue::{Catalogue, Term};
use crate::check::{self, Rulebook};
use crate::classify::{self, Decision, OwnTerm, Schedule};
use crate::parallel::{self, Ending};
use crate::read::{self, Document, Entry};
use crate::record::{Context, Date, Record, Sensitivity, Source};
use crate::render::html::{Both, Card, Pupil};
use crate::render::{markdown, view};
use crate::words::Words;

/// What records of one export are made and classified by.
pub(super) struct Workshop<'a> {
    /// Kinds, rules, schemas.
    pub(super) book: &'a Rulebook,
    /// The school and its classes.
    pub(super) context: &'a Context,
    /// The export as it was examined.
    pub(super) examined: &'a Examined,
    /// The school's own terms.
    pub(super) own: Vec<OwnTerm>,
    /// Terms that were decided when the records were first sealed, by record id; only of a copy.
    pub(super) decided: BTreeMap<String, Term>,
    /// The class that lists a pupil, by the pupil's code; the first, where more do.
    classes: BTreeMap<&'a str, &'a str>,
}

/// A volume to be.
#[derive(Debug, Default)]
pub(super) struct PlannedVolume {
    /// The latest of its records' last days.
    pub(super) keep_until: Option<Date>,
    /// Its records.
    pub(super) cards: Vec<Card>,
    /// The rows that decided, by code.
    pub(super) rules: BTreeMap<String, Decision>,
}

/// The whole plan, the longest kept last.
pub(super) type Plan = BTreeMap<Term, PlannedVolume>;

impl<'a> Workshop<'a> {
    /// A workshop for an examined export.
    pub(super) fn new(book: &'a Rulebook, examined: &'a Examined, context: &'a Context) -> Self {
        let own = &examined.outcome.own_terms;
        let term = |(kind, file_number, term): &(String, String, Term)| OwnTerm {
            kind: kind.clone(),
            file_number: file_number.clone(),
            term: *term,
        };
        let listed = context.classes.iter().rev();
        let listed = listed.flat_map(|class| class.pupils.iter().map(|pupil| (pupil.as_str(), class.id.as_str())));
        Self {
            book,
            context,
            examined,
            own: own.terms.iter().map(term).collect(),
            decided: BTreeMap::new(),
            classes: listed.collect(),
        }
    }

    /// The catalogue.
    pub(super) fn catalogue(&self) -> &'a Catalogue {
        &self.book.catalogue
    }

    /// Reads a document again; it must be what was checked.
    pub(super) fn read(&self, entry: &Entry) -> Result<Document, Failure> {
        if let Some(document) = self.examined.recovered.get(&entry.name) {
            return Ok(document.clone());
        }
        let changed = || Failure::incomplete("cli-error-changed", vec![("path", entry.path.display().to_string())]);
        let (document, _) = read::document(entry).map_err(|_| changed())?;
        let seen = self.examined.digests.get(&entry.name);
        let same = seen == Some(&niemphong_archive::Digest::of(document.text.as_bytes()));
        if same { Ok(document) } else { Err(changed()) }
    }

    /// The records of a document.
    pub(super) fn records(&self, entry: &Entry, kind: &str) -> Result<Vec<Record>, Failure> {
        let Some(kind) = self.catalogue().kind(kind) else { return Ok(Vec::new()) };
        let document = self.read(entry)?;
        let about = |path: &str| {
            let signature = self.examined.signatures.get(path).copied().unwrap_or_default();
            (self.examined.sizes.get(path).copied().unwrap_or(0), signature)
        };
        let about = check::About { file: &about, pictures: &markdown::picture_paths };
        Ok(check::records(&document, kind, self.catalogue(), self.context, about))
    }

    /// How long a record is kept, and why.
    pub(super) fn classify(&self, record: &Record) -> Decision {
        let own_act = self.examined.outcome.own_terms.act.as_str();
        let mut decision =
            classify::classify(record, &Schedule { catalogue: self.catalogue(), own: &self.own, own_act });
        if let Some(term) = self.decided.get(record.id.as_str()) {
            decision.term = *term;
        }
        decision
    }

    /// Plans every record.
    pub(super) fn plan(&self, session: &Session) -> Result<Plan, Failure> {
        let mut plan = Plan::new();
        let mut pupils = BTreeSet::new();
        let mut failed = None;
        let ending = parallel::map_ordered(
            session.jobs,
            &session.cancel,
            self.examined.documents.iter(),
            |(entry, kind)| -> Result<Vec<(Card, Decision)>, Failure> {
                let records = self.records(entry, kind)?;
                Ok(records
                    .iter()
                    .map(|r| (r, self.classify(r)))
                    .map(|(r, d)| (self.card(r, &d, &session.words), d))
                    .collect())
            },
            |planned| match planned {
                Ok(planned) => {
                    planned.into_iter().for_each(|(card, decision)| add(&mut plan, &mut pupils, card, decision));
                    ControlFlow::Continue(())
                }
                Err(failure) => {
                    failed = Some(failure);
                    ControlFlow::Break(())
                }
            },
        );
        match (failed, ending) {
            (Some(failure), _) => Err(failure),
            (None, Ending::Cancelled) => Err(Failure::interrupted()),
            _ => Ok(plan),
        }
    }

    fn card(&self, record: &Record, decision: &Decision, words: &Words) -> Card {
        let kind = self.catalogue().kind(record.kind.as_str());
        let title = kind.map_or_else(String::new, |k| view::title(k, record));
        let kind_title = kind.map_or_else(Both::default, |k| Both { vi: k.title.vi.clone(), en: k.title.en.clone() });
        let (owner, owner_title) = kind.map_or(("", Both::default()), |k| owner(k.owner, words));
        Card {
            id: record.id.as_str().to_owned(),
            kind: record.kind.slug(),
            kind_title,
            title,
            stem: record.id.stem().to_owned(),
            class: record.class.as_ref().map_or_else(String::new, |c| c.as_str().to_owned()),
            owner: owner.to_owned(),
            owner_title,
            date: record.date.to_string(),
            pupil: record.pupil.as_ref().map(|_| Arc::new(self.pupil_of(&record.source))),
            mentions: if record.pupil.is_some() { Vec::new() } else { self.mentions(&record.source) },
            rule: decision.rule.clone(),
            keep_until: decision.keep_until.map_or_else(String::new, |d| d.to_string()),
            sensitivity: kind.map_or("", |k| sensitivity(k.sensitivity)).to_owned(),
            pdf_bytes: None,
            pages: None,
            words: record.number.clone(),
        }
    }

    fn pupil_of(&self, source: &Source) -> Pupil {
        let code = text(source, "ma_hoc_sinh");
        let class = text(source, "lop");
        let born = text(source, "ngay_sinh");
        Pupil {
            name: text(source, "ho_ten").to_owned(),
            birth: born.parse::<Date>().map_or_else(|_| String::new(), |d| d.to_string()),
            class: if class.is_empty() { self.classes.get(code).copied().unwrap_or_default() } else { class }
                .to_owned(),
            register_no: self.context.register_numbers.get(code).cloned().unwrap_or_default(),
            code: code.to_owned(),
        }
    }

    /// Pupils that the entries of a table name.
    fn mentions(&self, source: &Source) -> Vec<Arc<Pupil>> {
        let Source::Map(map) = source else { return Vec::new() };
        let Some(Source::List(entries)) = map.get("muc") else { return Vec::new() };
        let named = entries.iter().filter(|e| !text(e, "ma_hoc_sinh").is_empty());
        named.map(|e| Arc::new(self.pupil_of(e))).collect()
    }
}

fn text<'a>(source: &'a Source, key: &str) -> &'a str {
    match source {
        Source::Map(map) => match map.get(key) {
            Some(Source::Text(text)) => text,
            _ => "",
        },
        _ => "",
    }
}

/// The same pupil, kept once, of all that records tell alike.
fn keep_once(pupils: &mut BTreeSet<Arc<Pupil>>, pupil: &mut Arc<Pupil>) {
    match pupils.get(pupil) {
        Some(known) => *pupil = Arc::clone(known),
        None => drop(pupils.insert(Arc::clone(pupil))),
    }
}

fn add(plan: &mut Plan, pupils: &mut BTreeSet<Arc<Pupil>>, mut card: Card, decision: Decision) {
    card.pupil.iter_mut().chain(&mut card.mentions).for_each(|pupil| keep_once(pupils, pupil));
    let volume = plan.entry(decision.term).or_default();
    volume.keep_until = volume.keep_until.max(decision.keep_until);
    volume.cards.push(card);
    volume.rules.entry(decision.rule.clone()).or_insert(decision);
}

fn owner(owner: crate::record::Owner, words: &Words) -> (&'static str, Both) {
    use crate::record::Owner as O;
    let slug = match owner {
        O::School => "truong",
        O::Department => "to-chuyen-mon",
        O::Teacher => "giao-vien",
    };
    (slug, super::site::both(words, view::owner(owner)))
}

fn sensitivity(sensitivity: Sensitivity) -> &'static str {
    match sensitivity {
        Sensitivity::Public => "public",
        Sensitivity::Internal => "internal",
        Sensitivity::Basic => "basic",
        Sensitivity::Sensitive => "sensitive",
    }
}
