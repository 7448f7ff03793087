//! Which children a sealed record names, so that nothing about one goes out with the records of another.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::Source;

/// The keys by which records name a child.
const CODE: &str = "ma_hoc_sinh";
const NAME: &str = "ho_ten";
/// A shorter name, in characters, is a word of the language and not a child's.
const SHORTEST: usize = 6;

/// Every child that an archive's records name: code, and the names that stand beside it.
#[derive(Debug, Default)]
pub(super) struct Children {
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Children {
    /// Takes down the children that one record names.
    pub(super) fn gather(&mut self, source: &Source) {
        match source {
            Source::Text(_) => {}
            Source::List(items) => items.iter().for_each(|item| self.gather(item)),
            Source::Map(map) => {
                if let Some(Source::Text(code)) = map.get(CODE).filter(|code| **code != Source::Text(String::new())) {
                    let names = self.names.entry(code.clone()).or_default();
                    if let Some(Source::Text(name)) = map.get(NAME) {
                        names.insert(name.clone());
                    }
                }
                map.values().for_each(|value| self.gather(value));
            }
        }
    }

    /// Whether any record names this child.
    pub(super) fn knows(&self, code: &str) -> bool {
        self.names.contains_key(code)
    }

    /// The codes of all children whose code stands anywhere in a record.
    pub(super) fn coded_in(&self, source: &Source) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        each_text(source, &mut |text| {
            for word in text.split(|c: char| !c.is_alphanumeric()) {
                found.extend(self.names.get_key_value(word).map(|(code, _)| code.as_str()));
            }
        });
        found
    }

    /// The codes of children other than `own` whose full name stands in a record's wording. Two children may have one
    /// name, and a parent a child's: a name alone proves nothing, and says where to look.
    pub(super) fn named_in(&self, source: &Source, own: &str) -> BTreeSet<&str> {
        let mine = self.names.get(own);
        let mut found = BTreeSet::new();
        each_text(source, &mut |text| {
            for (code, names) in self.names.iter().filter(|(code, _)| *code != own) {
                let others = names.iter().filter(|name| mine.is_none_or(|mine| !mine.contains(*name)));
                if others.into_iter().any(|name| name.chars().count() >= SHORTEST && stands_in(text, name)) {
                    found.insert(code.as_str());
                }
            }
        });
        found
    }
}

/// The child that a whole record is about: named at its top, and none else is named by code.
pub(super) fn subject(source: &Source) -> &str {
    super::basis::text_at(source, CODE)
}

fn each_text(source: &Source, look: &mut impl FnMut(&str)) {
    match source {
        Source::Text(text) => look(text),
        Source::List(items) => items.iter().for_each(|item| each_text(item, look)),
        Source::Map(map) => map.values().for_each(|value| each_text(value, look)),
    }
}

/// Whether a name stands in a text as words of its own.
fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && text[at + name.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Source {
        Source::Text(text.to_owned())
    }

    fn child(code: &str, name: &str) -> Source {
        Source::Map([(CODE.to_owned(), text(code)), (NAME.to_owned(), text(name))].into())
    }

    #[test]
    fn children_are_found_by_code_and_by_name_as_whole_words() {
        let mut children = Children::default();
        children.gather(&Source::List(vec![
            child("0821", "Lê Thị Mỹ"),
            child("0822", "Lê Thị Mỹ Lệ"),
            child("0823", "An"),
        ]));
        children.gather(&child("0824", "Lê Thị Mỹ"));
        assert!(children.knows("0823") && !children.knows("082"));
        let said = text("bạn Lê Thị Mỹ, số 0822, và An");
        assert_eq!(children.coded_in(&said), BTreeSet::from(["0822"]));
        assert_eq!(children.named_in(&said, "0822"), BTreeSet::from(["0821", "0824"]));
        // Of two children with one name, the other is not found in what the one is called.
        assert_eq!(children.named_in(&said, "0821"), BTreeSet::new());
        assert_eq!(children.named_in(&text("Lê Thị Mỹa"), ""), BTreeSet::new());
        assert_eq!(subject(&child("0821", "x")), "0821");
    }
}
