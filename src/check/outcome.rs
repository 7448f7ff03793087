//! How one pupil's year ended, as a card or a summary's row has it: levels, marks, result. Of each pupil the school has
//! both, held until all documents are read: so the texts of an outcome lie in one, end to end.

use std::cell::RefCell;
use std::sync::Arc;

use ecow::{EcoString, eco_format};

use super::gather::{flag, grade, short};
use crate::catalogue::{Catalogue, Regime};
use crate::read::{Node, Value};
use crate::record::{SchoolYear, YearResult};

/// The keys of the outcomes in one document, kept once: a class has the same ones in each row.
#[derive(Debug, Default)]
pub(super) struct Shared(RefCell<Arc<Keys>>);

impl Shared {
    fn keep(&self, keys: Keys) -> Arc<Keys> {
        if **self.0.borrow() != keys {
            *self.0.borrow_mut() = Arc::new(keys);
        }
        Arc::clone(&self.0.borrow())
    }
}

/// What an outcome says something about: subjects, then `group.item` of qualities.
#[derive(Debug, Default, PartialEq, Eq)]
struct Keys {
    subjects: Vec<EcoString>,
    qualities: Vec<EcoString>,
}

/// What a card and a summary must agree on.
#[derive(Debug, Clone, Default)]
pub(super) struct Outcome {
    keys: Arc<Keys>,
    texts: Box<str>,
    ends: Box<[u32]>,
    pub(super) result: Option<YearResult>,
    pub(super) title: EcoString,
    pub(super) promoted: Option<bool>,
}

impl Outcome {
    /// Of each subject level and mark as a person reads them, in the order of their keys; of each quality its level.
    pub(super) fn new(
        subjects: Vec<(EcoString, String)>,
        qualities: Vec<(EcoString, String)>,
        shared: &Shared,
    ) -> Self {
        let (mut keys, mut texts, mut ends) = (Keys::default(), String::new(), Vec::new());
        let mut add = |list: &mut Vec<EcoString>, (key, said): (EcoString, String)| {
            texts.push_str(&said);
            ends.push(u32::try_from(texts.len()).unwrap_or(u32::MAX));
            list.push(key);
        };
        subjects.into_iter().for_each(|one| add(&mut keys.subjects, one));
        qualities.into_iter().for_each(|one| add(&mut keys.qualities, one));
        Self { keys: shared.keep(keys), texts: texts.into(), ends: ends.into(), ..Self::default() }
    }

    /// The keys of the subjects, sorted.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &str> {
        self.keys.subjects.iter().map(EcoString::as_str)
    }

    /// The keys of the qualities, `group.item`.
    pub(super) fn qualities(&self) -> impl Iterator<Item = &str> {
        self.keys.qualities.iter().map(EcoString::as_str)
    }

    /// Level and mark of a subject, as a person reads them.
    pub(super) fn subject(&self, key: &str) -> Option<&str> {
        self.text(self.subjects().position(|known| known == key)?)
    }

    /// Level of a quality.
    pub(super) fn quality(&self, key: &str) -> Option<&str> {
        self.text(self.keys.subjects.len() + self.qualities().position(|known| known == key)?)
    }

    fn text(&self, at: usize) -> Option<&str> {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.texts.get(start as usize..*self.ends.get(at)? as usize)
    }
}

/// Levels, marks and result of one pupil, from a card's year (a list) or a summary's row (a map).
pub(super) fn outcome(node: &Node, catalogue: &Catalogue, year: SchoolYear, grade: u8, shared: &Shared) -> Outcome {
    let mut subjects: Vec<_> = subject_entries(node)
        .into_iter()
        .map(|(key, entry)| (key, entry.text_at("muc").unwrap_or_default(), entry.get("diem").and_then(Node::int)))
        .collect();
    subjects.sort();
    let said = |(key, level, mark): (&str, &str, Option<i64>)| {
        let text = format!("{level} {}", mark.map_or_else(String::new, |m| m.to_string()));
        (key.into(), text.trim().to_owned())
    };
    let groups = catalogue.rules.regime(year, grade.max(1)).map(|r| r.qualities.as_slice()).unwrap_or_default();
    let qualities = groups
        .iter()
        .flat_map(|group| {
            group.items.iter().filter_map(|item| {
                let level = node.get(&group.key)?.text_at(&item.key)?;
                Some((eco_format!("{}.{}", group.key, item.key), level.to_owned()))
            })
        })
        .collect();
    let mut outcome = Outcome::new(subjects.into_iter().map(said).collect(), qualities, shared);
    outcome.result = node.text_at("ket_qua").and_then(YearResult::from_code);
    outcome.title = short(node, "danh_hieu");
    outcome.promoted = flag(node, "len_lop");
    outcome
}

/// Whether the year ended with the grade completed: at once, after the summer, or by the school's word alone where
/// the rules know no result.
pub(super) fn completed(node: &Node, catalogue: &Catalogue) -> bool {
    let year = node.text_at("nam_hoc").and_then(|t| t.parse().ok());
    let regime = year.and_then(|y| catalogue.rules.regime(y, grade(node)));
    let again = node.get("danh_gia_lai").and_then(|n| n.text_at("ket_qua"));
    let result = again.or_else(|| node.text_at("ket_qua")).and_then(YearResult::from_code);
    let individual = flag(node, "ke_hoach_ca_nhan") == Some(true);
    match (result, regime) {
        (Some(result), Some(regime)) if !individual => regime.promotes(result),
        _ => flag(node, "len_lop") != Some(false),
    }
}

/// Letters and marks of one pupil's year, without their subjects; a subject without a letter has an empty one.
pub(super) struct Letters<'a> {
    pub(super) subjects: Vec<&'a str>,
    pub(super) qualities: Vec<&'a str>,
    pub(super) lowest_mark: Option<u8>,
}

/// The letters and marks of a card's year or a summary's row.
pub(super) fn letters<'a>(node: &'a Node, regime: &Regime) -> Letters<'a> {
    let entries = subject_entries(node);
    let marks = entries.iter().filter_map(|(_, e)| e.get("diem").and_then(Node::int));
    let items = regime.qualities.iter().flat_map(|g| g.items.iter().map(move |i| (g, i)));
    Letters {
        lowest_mark: marks.min().and_then(|m| u8::try_from(m).ok()),
        subjects: entries.iter().map(|(_, e)| e.text_at("muc").unwrap_or_default()).collect(),
        qualities: items.filter_map(|(g, i)| node.get(&g.key)?.text_at(&i.key)).collect(),
    }
}

/// Whether letters and marks complete the grade, under rules that know no result of the year.
pub(super) fn outcome_of(node: &Node, regime: &Regime) -> Option<bool> {
    let Letters { mut subjects, qualities, lowest_mark } = letters(node, regime);
    subjects.retain(|letter| !letter.is_empty());
    regime.completes(&subjects, &qualities, lowest_mark)
}

/// The subjects of a card's year or a summary's row, as `(key, entry)`.
pub(super) fn subject_entries(node: &Node) -> Vec<(&str, &Node)> {
    let Some(subjects) = node.get("mon") else { return Vec::new() };
    match &subjects.value {
        Value::List(items) => items.iter().filter_map(|item| Some((item.text_at("mon")?, item))).collect(),
        Value::Map(pairs) => pairs.iter().map(|(key, entry)| (key.name.as_str(), entry)).collect(),
        _ => Vec::new(),
    }
}
