//! The codes of exports that forms say in words: periods, results, titles, subjects, kinds.

use std::collections::BTreeMap;

use super::Catalogue;

impl Catalogue {
    /// Every such code with its words in Vietnamese; where two sets of rules have one code, with those of the first.
    pub fn codes(&self) -> BTreeMap<&str, &str> {
        let mut out = BTreeMap::new();
        let mut add = |code, words| {
            out.entry(code).or_insert(words);
        };
        self.rules.periods.iter().for_each(|period| add(period.code.as_str(), period.title.vi.as_str()));
        for regime in &self.rules.regimes {
            regime.subjects.iter().for_each(|rule| add(&rule.key, &rule.name));
            regime.results.iter().for_each(|result| add(&result.code, &result.title.vi));
            regime.titles().for_each(|(code, words)| add(code, words));
        }
        self.kinds().for_each(|kind| add(kind.name.as_str(), &kind.title.vi));
        out
    }
}
