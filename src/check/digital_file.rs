//! What a digital report card's XML says, against its specification and against our own data (domain rule V10).

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::codes as c;
use super::conclude::{Whole, at};
use super::facts::{CardFact, DigitalFact};
use super::outcome::Outcome;
use super::xml_card::{XmlCard, XmlSubject};
use crate::catalogue::{DigitalCard, Regime};
use crate::record::Date;

/// What our data and the XML say of one thing.
struct Pair {
    what: String,
    xml: String,
    ours: String,
}

impl Pair {
    fn new(what: &str, xml: &str, ours: &str) -> Self {
        Self { what: what.to_owned(), xml: xml.trim().to_owned(), ours: ours.trim().to_owned() }
    }
}

impl<'a> Whole<'a> {
    /// Completeness and signing of one copy's XML; where the copy is in force, what it says against our data.
    pub(super) fn file_of(&mut self, card: &DigitalFact, own: Option<&CardFact>) {
        let rules = &self.catalogue.rules.digital_card;
        let Some(cards) = self.kept.get(card.xml.as_str()).and_then(|k| k.cards.as_ref()) else { return };
        let named = |x: &&XmlCard| {
            x.field(DigitalCard::LOOK_UP_CODE, rules).is_some_and(|t| t.eq_ignore_ascii_case(&card.code))
        };
        let path = || ("path", card.xml.to_string());
        let Some(xml) = cards.iter().find(named).or_else(|| cards.first()) else {
            let fields = ("fields", self.catalogue.rules.digital_card.root.clone());
            self.out.push(at(c::CARD_XML_LACKS, &card.xml_spot, vec![path(), fields]).of(&card.pupil));
            return;
        };
        if !xml.lacking.is_empty() {
            let fields = ("fields", xml.lacking.join(", "));
            self.out.push(at(c::CARD_XML_LACKS, &card.xml_spot, vec![path(), fields]).of(&card.pupil));
        }
        self.signing(card, xml);
        if card.state != self.catalogue.rules.digital_card.states.withdrawn {
            self.against_ours(card, xml, own);
        }
    }

    /// Everyone signed, one after the other (CV 2088/BGDĐT-GDTH: GVCN, CBQL, issue).
    fn signing(&mut self, card: &DigitalFact, xml: &XmlCard) {
        let optional = &self.catalogue.rules.digital_card.signing_optional;
        let mut last: Option<(Timestamp, String)> = None;
        let mut found = Vec::new();
        for (who, when) in &xml.signed {
            let Some(text) = when else {
                if !optional.contains(who) {
                    found.push(("missing", who.clone(), String::new(), String::new()));
                }
                continue;
            };
            let Ok(time) = text.parse::<Timestamp>() else {
                found.push(("time", who.clone(), text.clone(), String::new()));
                continue;
            };
            if let Some((before, said)) = &last
                && time < *before
            {
                found.push(("order", who.clone(), said.clone(), text.clone()));
            }
            last = Some((time, text.clone()));
        }
        for (what, who, first, second) in found {
            let arguments = vec![
                ("path", card.xml.to_string()),
                ("what", what.to_owned()),
                ("who", who),
                ("first", first),
                ("second", second),
            ];
            self.out.push(at(c::SIGNING_ORDER, &card.xml_spot, arguments).of(&card.pupil));
        }
    }

    fn against_ours(&mut self, card: &DigitalFact, xml: &XmlCard, own: Option<&CardFact>) {
        let rules = &self.catalogue.rules.digital_card;
        let field = |name: &str| xml.field(name, rules).unwrap_or_default();
        let mut pairs: Vec<Pair> =
            rules.compared.iter().map(|(name, key)| Pair::new(key, field(name), card.said_of(key))).collect();
        let same_pupil = pairs.iter().filter(|p| p.what == "ma_hoc_sinh").all(|p| p.xml == p.ours);
        // The file of another pupil differs in everything; once is enough.
        if let Some(own) = own.filter(|_| same_pupil) {
            let heads = BTreeMap::from([
                ("ngay_sinh", own.pupil.born.as_str()),
                ("gioi_tinh", own.pupil.sex.as_str()),
                ("so_dinh_danh", own.pupil.personal_id.as_str()),
            ]);
            for (name, key) in &rules.compared_card {
                let date = field(name).parse::<Date>().map_or_else(|_| field(name).to_owned(), |d| d.to_string());
                pairs.push(Pair::new(key, &date, heads.get(key.as_str()).copied().unwrap_or_default()));
            }
            self.year_pairs(own, xml, &mut pairs);
        }
        for Pair { what, xml, ours } in pairs {
            let left_out = what.starts_with("mon.") || what == "ket_qua";
            // What one side leaves out is not a contradiction, but a subject or the result is.
            let comparable = left_out || (!xml.is_empty() && !ours.is_empty());
            if comparable && !same(&what, &xml, &ours) {
                let what = self.thing(&what);
                let arguments = vec![("pupil", card.pupil.to_string()), ("what", what), ("xml", xml), ("ours", ours)];
                self.out.push(at(c::CARD_XML_DIFFERS, &card.xml_spot, arguments).of(&card.pupil));
            }
        }
    }

    /// Subjects, qualities and result of the year, in our letters.
    fn year_pairs(&self, own: &CardFact, xml: &XmlCard, pairs: &mut Vec<Pair>) {
        let Some(outcome) = &own.outcome else { return };
        let grade = own.placed.as_ref().map_or(0, |(grade, _, _)| *grade);
        let Some(regime) = self.year().and_then(|year| self.catalogue.rules.regime(year, grade)) else { return };
        let mut seen = Vec::new();
        for subject in &xml.subjects {
            let Some(key) = self.subject_key(subject, regime) else { continue };
            let level = letter(&subject.level, regime.subject_levels.iter());
            let said = outcome.subject(&key).unwrap_or_default();
            let mark = whole_mark(&subject.mark);
            pairs.push(Pair::new(&format!("mon.{key}"), &format!("{level} {mark}"), said));
            seen.push(key);
        }
        if !xml.subjects.is_empty() {
            for key in outcome.subjects().filter(|key| seen.iter().all(|own| own != key)) {
                let said = outcome.subject(key).unwrap_or_default();
                pairs.push(Pair::new(&format!("mon.{key}"), "", said));
            }
        }
        for (name, item) in &self.catalogue.rules.digital_card.qualities {
            let said = xml
                .field(name, &self.catalogue.rules.digital_card)
                .map(|words| letter(words, regime.quality_levels.iter()));
            let ours = outcome.quality(item);
            pairs.push(Pair::new(item, &said.unwrap_or_default(), ours.unwrap_or_default()));
        }
        if !own.reassessed {
            pairs.extend(result_pair(
                outcome,
                xml.field(DigitalCard::RESULT, &self.catalogue.rules.digital_card),
                regime,
            ));
        }
    }

    fn subject_key(&self, subject: &XmlSubject, regime: &Regime) -> Option<String> {
        let rules = &self.catalogue.rules;
        let own = rules.digital_card.subjects.get(subject.code.as_str()).cloned();
        let lower = own.unwrap_or_else(|| subject.code.as_str().to_lowercase());
        if rules.knows_subject(&lower) {
            return Some(lower);
        }
        let named = |r: &&crate::catalogue::SubjectRule| r.name.to_lowercase() == subject.name.to_lowercase();
        regime.subjects.iter().find(named).map(|r| r.key.clone())
    }
}

fn result_pair(outcome: &Outcome, said: Option<&str>, regime: &Regime) -> Option<Pair> {
    let said = said.filter(|t| !t.is_empty())?;
    let ours = outcome.result?;
    let words = if said == ours.code() { said } else { regime.result_words(ours) };
    Some(Pair::new("ket_qua", said, words))
}

/// Words of a level as its letter; what is no level stays as it is.
fn letter<'r>(words: &str, mut levels: impl Iterator<Item = &'r crate::catalogue::Lettered>) -> String {
    let lower = words.to_lowercase();
    let found = levels.find(|l| l.title.vi.to_lowercase() == lower || l.code == words);
    found.map_or_else(|| words.to_owned(), |l| l.code.clone())
}

/// `9.0` is 9: the specification writes numbers with up to four decimals.
fn whole_mark(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, rest)) if rest.bytes().all(|b| b == b'0') => whole,
        _ => text,
    }
}

fn same(what: &str, xml: &str, ours: &str) -> bool {
    match what {
        "ma_tra_cuu" | "ket_qua" | "gioi_tinh" => xml.to_lowercase() == ours.to_lowercase(),
        _ => xml == ours,
    }
}
