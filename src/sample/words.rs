//! The words a school is made of, from `words.txt`.

use std::collections::BTreeMap;

use super::rng::Rng;

/// Entries by section; an entry of weight 3 stands three times.
pub(super) struct Words(BTreeMap<&'static str, Vec<&'static str>>);

impl Words {
    pub(super) fn load() -> Self {
        let mut sections: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
        let mut current = "";
        for line in include_str!("words.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                current = name;
                continue;
            }
            let weighted = line.rsplit_once('|').and_then(|(word, n)| Some((word, n.parse::<usize>().ok()?)));
            let (word, times) = weighted.unwrap_or((line, 1));
            sections.entry(current).or_default().extend(std::iter::repeat_n(word, times));
        }
        Self(sections)
    }

    /// All entries of a section.
    pub(super) fn all(&self, section: &str) -> &[&'static str] {
        self.0.get(section).map_or(&[], Vec::as_slice)
    }

    /// One entry, by its weight.
    #[expect(clippy::explicit_auto_deref, reason = "without it the type of the list is inferred wrongly")]
    pub(super) fn pick(&self, rng: &mut Rng, section: &str) -> &'static str {
        let all: &[&'static str] = self.all(section);
        if all.is_empty() { "" } else { *rng.pick(all) }
    }
}
