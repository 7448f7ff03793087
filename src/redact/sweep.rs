//! Values that are left out in one place are masked in all wording: a parent named in minutes is the same parent.

use std::collections::{BTreeMap, BTreeSet};

use super::{MASK, each_text};
use crate::catalogue::{Audience, RedactionTable, Showing, ValueClass};
use crate::record::Source;

/// Shorter values, in characters, are words of the language and not a person's.
const SHORTEST: usize = 6;

/// Gathers the values to be swept for.
#[derive(Debug, Default)]
pub struct SweepBuilder {
    values: BTreeSet<String>,
}

/// Finds gathered values in wording.
#[derive(Debug, Default)]
pub struct Sweep {
    /// By the first word, so that each word of a text is looked up once; the longest first.
    by_word: BTreeMap<String, Vec<String>>,
}

impl SweepBuilder {
    /// Takes what this record holds of the classes that `audience` is not shown.
    pub fn gather(&mut self, source: &Source, kind: &str, table: &RedactionTable, audience: Audience) {
        let hidden = |class: &&ValueClass| class.sweep && class.showing(audience) != Showing::Show;
        each_text(source, &mut |key, text| {
            let text = text.trim();
            if table.class(kind, key).filter(hidden).is_some() && text.chars().count() >= SHORTEST {
                self.values.insert(text.to_owned());
            }
        });
    }

    /// Ready to find them.
    pub fn finish(self) -> Sweep {
        let mut by_word: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for value in self.values.into_iter().rev() {
            let word = first_word(&value).to_owned();
            if !word.is_empty() {
                by_word.entry(word).or_default().push(value);
            }
        }
        by_word.values_mut().for_each(|values| values.sort_by_key(|value| std::cmp::Reverse(value.len())));
        Sweep { by_word }
    }
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

impl Sweep {
    /// The wording with every gathered value masked where it stands as words of its own.
    pub fn over(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let word = first_word(rest);
            if word.is_empty() {
                out.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
            match self.by_word.get(word).and_then(|values| values.iter().find(|value| stands(rest, value))) {
                Some(value) => {
                    out.push_str(MASK);
                    rest = &rest[value.len()..];
                }
                None => {
                    out.push_str(word);
                    rest = &rest[word.len()..];
                }
            }
        }
        out
    }
}

/// Whether `value` stands at the start of `rest`, and no word goes on behind it.
fn stands(rest: &str, value: &str) -> bool {
    rest.strip_prefix(value).is_some_and(|after| after.chars().next().is_none_or(|c| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sweep(values: &[&str]) -> Sweep {
        let values = values.iter().map(|v| (*v).to_owned()).collect();
        SweepBuilder { values }.finish()
    }

    #[test]
    fn whole_words_are_masked_and_the_longest_wins() {
        let sweep = sweep(&["Lê Thị Mỹ", "Lê Thị Mỹ Lệ", "087215123456"]);
        assert_eq!(sweep.over("bà Lê Thị Mỹ Lệ (mẹ)"), "bà ••• (mẹ)");
        assert_eq!(sweep.over("Lê Thị Mỹ, Lê Thị Mỹa"), "•••, Lê Thị Mỹa");
        assert_eq!(sweep.over("số 087215123456."), "số •••.");
        assert_eq!(sweep.over("số 0872151234567"), "số 0872151234567");
    }
}
