//! Record → what others may see of it: pure, by the dated rules of `schemas/redaction.yaml`.
//!
//! Works on the canonical source, from which everything else of a copy is made, so that page, print, index and source
//! can't differ in what they tell. May use `record` and `catalogue`; no file system, no clock.

mod sweep;

use std::collections::BTreeMap;

use crate::catalogue::{Audience, FileShowing, Kind, RedactionTable, Showing};
use crate::record::Source;

pub use sweep::{Sweep, SweepBuilder};

/// What stands where a value is masked.
pub const MASK: &str = "•••";

/// Whose eyes a record is made ready for, and by which rules.
#[derive(Debug, Clone, Copy)]
pub struct Lens<'a> {
    /// The rules.
    pub table: &'a RedactionTable,
    /// Whom the copy is for.
    pub audience: Audience,
}

impl Lens<'_> {
    /// The record as `audience` may see it. Kept files that stay behind are not named.
    pub fn masked(&self, source: &Source, kind: &Kind, sweep: &Sweep) -> Source {
        let Source::Map(map) = source else { return Source::Map(BTreeMap::new()) };
        Source::Map(self.map(map, kind, sweep))
    }

    fn map(&self, map: &BTreeMap<String, Source>, kind: &Kind, sweep: &Sweep) -> BTreeMap<String, Source> {
        let shown = |(key, value): (&String, &Source)| Some((key.clone(), self.value(key, value, kind, sweep)?));
        map.iter().filter_map(shown).collect()
    }

    fn value(&self, key: &str, value: &Source, kind: &Kind, sweep: &Sweep) -> Option<Source> {
        if kind.files.iter().any(|file| file == key) {
            return (self.table.files(kind.name.as_str()) == FileShowing::Keep).then(|| value.clone());
        }
        let class = self.table.class(kind.name.as_str(), key)?;
        match class.showing(self.audience) {
            Showing::LeaveOut => None,
            Showing::Mask => matches!(value, Source::Text(_)).then(|| Source::Text(MASK.to_owned())),
            Showing::Show => Some(self.inside(value, class.text, kind, sweep)),
        }
    }

    fn inside(&self, value: &Source, wording: bool, kind: &Kind, sweep: &Sweep) -> Source {
        match value {
            Source::Text(text) if wording => Source::Text(sweep.over(text)),
            Source::Text(text) => Source::Text(text.clone()),
            Source::List(items) => Source::List(items.iter().map(|i| self.inside(i, wording, kind, sweep)).collect()),
            Source::Map(map) => Source::Map(self.map(map, kind, sweep)),
        }
    }
}

/// Goes through every text of a record with the key it stands under.
pub fn each_text<'a>(source: &'a Source, found: &mut impl FnMut(&'a str, &'a str)) {
    fn walk<'a>(key: &'a str, value: &'a Source, found: &mut impl FnMut(&'a str, &'a str)) {
        match value {
            Source::Text(text) => found(key, text),
            Source::List(items) => items.iter().for_each(|item| walk(key, item, found)),
            Source::Map(map) => map.iter().for_each(|(key, value)| walk(key, value, found)),
        }
    }
    walk("", source, found);
}
