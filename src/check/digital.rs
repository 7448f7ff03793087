//! Học bạ số: the index of the sector's signed report cards; issued, withdrawn and re-issued copies told apart (domain
//! rule V10).

use std::collections::BTreeMap;

use super::codes as c;
use super::conclude::{Whole, at};
use super::facts::{CardFact, DigitalFact, INDEXED};
use super::gather::{entries, short, spot_at};
use crate::catalogue::CopyStates;
use crate::read::Document;

/// The entries of an index.
pub(super) fn gather(document: &Document) -> Vec<DigitalFact> {
    let entry = |node: &crate::read::Node| {
        let text = |key: &str| short(node, key);
        let said = INDEXED.map(|key| short(if key == "nam_hoc" { &document.root } else { node }, key));
        DigitalFact {
            code: text("ma_tra_cuu").to_lowercase(),
            pupil: text("ma_hoc_sinh"),
            state: text("trang_thai"),
            replaces: node
                .text_at("thay_cho")
                .map(|t| Box::new((t.to_lowercase().into(), spot_at(document, node, "thay_cho")))),
            xml: node
                .text_at("tep_xml")
                .and_then(|p| super::conclude::resolve(&document.name, p))
                .unwrap_or_default()
                .into(),
            xml_spot: spot_at(document, node, "tep_xml"),
            said,
            day: node.text_at("ngay_phat_hanh").and_then(|t| t.parse().ok()),
            spot: spot_at(document, node, "ma_tra_cuu"),
            state_spot: spot_at(document, node, "trang_thai"),
        }
    };
    entries(document).iter().map(entry).collect()
}

impl Whole<'_> {
    /// Rules over the copies and over what their XML files say.
    pub(super) fn digital_cards(&mut self) {
        let facts = self.facts.clone();
        let cards: Vec<&DigitalFact> = facts.iter().flat_map(|f| &f.digital).collect();
        let by_code: BTreeMap<&str, &DigitalFact> = cards.iter().map(|d| (d.code.as_str(), *d)).collect();
        let own: BTreeMap<&str, &CardFact> =
            facts.iter().flat_map(|f| &f.cards).map(|own| (own.pupil.id.as_str(), own)).collect();
        let mut live: BTreeMap<&str, &DigitalFact> = BTreeMap::new();
        for card in &cards {
            if let Some(what) = state_fault(card, &by_code, &self.catalogue.rules.digital_card.states) {
                let spot =
                    card.replaces.as_ref().filter(|_| what.starts_with("replaces")).map_or(&card.state_spot, |r| &r.1);
                self.issue(card, spot, what, String::new());
            }
            self.file_of(card, own.get(card.pupil.as_str()).copied());
            if card.state == self.catalogue.rules.digital_card.states.withdrawn {
                continue;
            }
            match live.get(card.pupil.as_str()) {
                Some(first) => {
                    let line = first.spot.place.line.to_string();
                    self.issue(card, &card.state_spot, "two-live", line);
                }
                None => {
                    live.insert(&card.pupil, card);
                }
            }
        }
    }

    fn issue(&mut self, card: &DigitalFact, spot: &super::facts::Spot, what: &str, line: String) {
        let arguments = vec![
            ("pupil", card.pupil.to_string()),
            ("what", what.to_owned()),
            ("state", card.state.to_string()),
            ("line", line),
        ];
        self.out.push(at(c::ISSUES_CONFLICT, spot, arguments).of(&card.pupil));
    }
}

/// What is wrong with a copy's state: a re-issued one names the withdrawn one of the same pupil that it replaces (QĐ 1789/QĐ-SGDĐT: corrections only by withdrawal and new issue).
fn state_fault(
    card: &DigitalFact,
    by_code: &BTreeMap<&str, &DigitalFact>,
    states: &CopyStates,
) -> Option<&'static str> {
    match card.replaces.as_deref() {
        None if card.state == states.reissued => Some("replaces-nothing"),
        Some((code, _)) => match by_code.get(code.as_str()) {
            None => Some("replaces-unknown"),
            Some(old) if old.pupil != card.pupil => Some("replaces-other"),
            Some(old) if old.state != states.withdrawn => Some("replaces-live"),
            Some(old) if old.day > card.day => Some("replaces-newer"),
            Some(_) => None,
        },
        None => None,
    }
}
