//! Report cards, class summaries, awards and completions agree (domain rule V08).

use std::collections::{BTreeMap, BTreeSet};

use super::accounting::Roll;
use super::codes as c;
use super::conclude::{Whole, at};
use super::facts::{CardFact, ClassFact, SummaryFact};
use super::outcome::Outcome;
use crate::record::{Period, YearResult};

type Cards<'a> = BTreeMap<&'a str, &'a CardFact>;

impl<'a> Whole<'a> {
    pub(super) fn cards_and_summaries(&mut self, roll: &Roll<'a>) {
        let facts = self.facts.clone();
        let cards: Cards<'_> = facts.iter().flat_map(|f| &f.cards).map(|card| (card.pupil.id.as_str(), card)).collect();
        for class in self.classes() {
            self.cards_of_class(class, &cards);
        }
        for summary in facts.iter().flat_map(|f| &f.summaries) {
            self.rows_and_class(summary, roll);
            if summary.period == Some(Period::EndYear) {
                self.rows_and_cards(summary, &cards);
            }
        }
        self.awards(&cards);
        self.completions(&cards);
    }

    fn cards_of_class(&mut self, class: &ClassFact, cards: &Cards<'_>) {
        let carded = class.pupils.iter().any(|p| cards.contains_key(p.id.as_str()));
        for pupil in &class.pupils {
            let Some(card) = cards.get(pupil.id.as_str()) else {
                if carded {
                    let arguments = vec![("pupil", pupil.id.to_string()), ("class", class.id.clone())];
                    self.out.push(at(c::NO_REPORT_CARD, &pupil.spot, arguments).of(&pupil.id));
                }
                continue;
            };
            if card.class != class.id {
                self.class_differs(&pupil.id, &card.class, &class.id, &card.class_spot);
            }
            match &card.placed {
                None => {
                    let year = self.year().map_or_else(String::new, |y| y.to_string());
                    let arguments = vec![("pupil", pupil.id.to_string()), ("year", year), ("class", class.id.clone())];
                    self.out.push(at(c::CARD_WITHOUT_YEAR, &card.pupil.spot, arguments).of(&pupil.id));
                }
                Some((_, named, spot)) if *named != class.id && *named != card.class => {
                    self.class_differs(&pupil.id, named, &class.id, spot);
                }
                // In another class the grade is another too; one finding is enough.
                Some((grade, _, spot)) if *grade != class.grade && card.class == class.id => {
                    let arguments = vec![
                        ("pupil", pupil.id.to_string()),
                        ("what", "grade".to_owned()),
                        ("found", grade.to_string()),
                        ("class", class.id.clone()),
                        ("listed", class.grade.to_string()),
                    ];
                    self.out.push(at(c::CLASS_DIFFERS, spot, arguments).of(&pupil.id));
                }
                Some(_) => {}
            }
        }
    }

    /// Everyone of the class on the summary's day is in it, and nobody else.
    fn rows_and_class(&mut self, summary: &SummaryFact, roll: &Roll<'_>) {
        let Some(class) = self.classes().into_iter().find(|k| k.id == summary.class) else { return };
        let (day, start) = (summary.day.as_ref().map(|(day, _)| *day), self.school().and_then(|s| s.first_day));
        let at_end = summary.period == Some(Period::EndYear);
        let rows: BTreeSet<&str> = summary.rows.iter().map(|row| row.id.as_str()).collect();
        for pupil in class.pupils.iter().filter(|p| !rows.contains(p.id.as_str())) {
            if at_end || !roll.came_after(&pupil.id, &class.id, day, start) {
                let what = ("what", "listed".to_owned());
                let arguments = vec![("pupil", pupil.id.to_string()), what, ("class", summary.class.clone())];
                self.out.push(at(c::NOT_IN_SUMMARY, &summary.spot, arguments).of(&pupil.id));
            }
        }
        for pupil in &summary.rows {
            let listed = roll.in_class.get(pupil.id.as_str()).map(|(_, k)| k.id.as_str());
            // Whom no list knows is an unknown pupil, found there.
            let known = listed.is_some() || roll.registered.contains_key(pupil.id.as_str());
            if listed != Some(class.id.as_str()) && known && !roll.left_after(&pupil.id, &class.id, day) {
                let what = ("what", if listed.is_some() { "elsewhere" } else { "nowhere" }.to_owned());
                let other = ("other", listed.unwrap_or_default().to_owned());
                let arguments = vec![("pupil", pupil.id.to_string()), what, ("class", class.id.clone()), other];
                self.out.push(at(c::ROW_NOT_IN_CLASS, &pupil.spot, arguments).of(&pupil.id));
            }
            let late = day.and_then(|day| roll.not_yet_there(&pupil.id, day, self.ways()));
            if let Some(came) = late.filter(|_| listed == Some(class.id.as_str())) {
                let arguments = vec![("pupil", pupil.id.to_string()), ("what", "came-later".to_owned())];
                let about = vec![("class", class.id.clone()), ("date", came.dmy())];
                self.out.push(at(c::ROW_NOT_IN_CLASS, &pupil.spot, [arguments, about].concat()).of(&pupil.id));
            }
        }
    }

    fn rows_and_cards(&mut self, summary: &SummaryFact, cards: &Cards<'_>) {
        for pupil in &summary.rows {
            let card = cards.get(pupil.id.as_str()).and_then(|card| card.outcome.as_ref());
            let both = pupil.outcome.as_ref().zip(card);
            let Some(Difference { what, summary, card }) = both.and_then(|(row, card)| difference(row, card)) else {
                continue;
            };
            let what = self.thing(&what);
            let arguments = vec![("pupil", pupil.id.to_string()), ("what", what), ("summary", summary), ("card", card)];
            self.out.push(at(c::CARD_AND_SUMMARY_DIFFER, &pupil.spot, arguments).of(&pupil.id));
        }
    }

    /// What a key is called: `Toán (mon.toan)`.
    pub(super) fn thing(&self, key: &str) -> String {
        let regimes = &self.catalogue.rules.regimes;
        let subject = key.strip_prefix("mon.").and_then(|k| regimes.iter().find_map(|r| r.subject(k)));
        let (group, item) = key.split_once('.').unwrap_or((key, ""));
        let groups = regimes.iter().flat_map(|r| &r.qualities).filter(|g| g.key == group);
        let quality = groups.flat_map(|g| &g.items).find(|i| i.key == item).map(|i| &i.name);
        match subject.map(|s| &s.name).or(quality) {
            Some(name) => format!("{name} ({key})"),
            None => key.to_owned(),
        }
    }

    /// A title stands in the card and in the register of awards, or in neither (TT 27/2020, Điều 13).
    fn awards(&mut self, cards: &Cards<'_>) {
        let facts = self.facts.clone();
        if !facts.iter().any(|f| f.kind == "khen_thuong") {
            return;
        }
        let titled = facts.iter().flat_map(|f| &f.awards).filter(|a| !a.title.is_empty());
        let awards: BTreeMap<&str, _> = titled.map(|a| (a.pupil.as_str(), a)).collect();
        for (id, card) in cards {
            let Some(outcome) = &card.outcome else { continue };
            let said = awards.get(id).map_or("", |a| a.title.as_str());
            if *said == *outcome.title {
                continue;
            }
            let spot = awards.get(id).map_or(&card.pupil.spot, |a| &a.spot);
            let register = ("register", said.to_owned());
            let arguments = vec![("pupil", (*id).to_owned()), ("card", outcome.title.to_string()), register];
            self.out.push(at(c::AWARD_NOT_REGISTERED, spot, arguments).of(id));
        }
    }

    /// The list of those who completed primary school names exactly the pupils of grade 5 whose cards say so.
    fn completions(&mut self, cards: &Cards<'_>) {
        let facts = self.facts.clone();
        let lists: Vec<_> = facts.iter().filter(|f| f.kind == "hoan_thanh_chuong_trinh").collect();
        let Some(head) = lists.iter().find_map(|f| f.year_spot.as_ref()) else { return };
        let listed: BTreeMap<&str, _> =
            lists.iter().flat_map(|f| &f.completions).map(|line| (line.pupil.as_str(), line)).collect();
        for (id, card) in cards {
            let Some((grade, _, _)) = &card.placed else { continue };
            let done = *grade == self.catalogue.rules.completion.last_grade() && card.completed;
            let (spot, what) = match listed.get(id) {
                Some(line) if !done => (&line.spot, "not-done"),
                None if done => (head, "not-listed"),
                _ => continue,
            };
            let arguments = vec![("pupil", (*id).to_owned()), ("what", what.to_owned()), ("grade", grade.to_string())];
            self.out.push(at(c::COMPLETION_DIFFERS, spot, arguments).of(id));
        }
    }
}

/// One thing that a summary's row and a card's year do not agree on, as each has it.
struct Difference {
    what: String,
    summary: String,
    card: String,
}

/// The first difference of a summary's row and a card's year.
fn difference(row: &Outcome, card: &Outcome) -> Option<Difference> {
    let text = |said: Option<&str>| said.map(str::to_owned);
    let differ = |what: &str, summary: Option<String>, card: Option<String>| {
        let texts = (summary.unwrap_or_default(), card.unwrap_or_default());
        (texts.0 != texts.1).then(|| Difference { what: what.to_owned(), summary: texts.0, card: texts.1 })
    };
    let code = |result: Option<YearResult>| result.map(|r| r.code().to_owned());
    let said = |promoted: bool| if promoted { "true" } else { "false" }.to_owned();
    row.subjects()
        .chain(card.subjects())
        .find_map(|key| differ(&format!("mon.{key}"), text(row.subject(key)), text(card.subject(key))))
        .or_else(|| row.qualities().find_map(|item| differ(item, text(row.quality(item)), text(card.quality(item)))))
        .or_else(|| differ("ket_qua", code(row.result), code(card.result)))
        .or_else(|| differ("danh_hieu", Some(row.title.to_string()), Some(card.title.to_string())))
        .or_else(|| match (row.promoted, card.promoted) {
            (Some(here), Some(there)) => differ("len_lop", Some(said(here)), Some(said(there))),
            _ => None,
        })
}
