//! Personal ids of pupils: province, century and sex, year of birth (domain rule V11).

use super::codes as c;
use super::conclude::{Whole, at};
use super::facts::PupilFact;
use crate::record::Date;

impl Whole<'_> {
    /// Looks at the register's ids; where there is no register, at the cards'.
    pub(super) fn personal_ids(&mut self) {
        let facts = self.facts.clone();
        let mut pupils: Vec<&PupilFact> = facts.iter().flat_map(|f| &f.register).map(|r| &r.pupil).collect();
        if pupils.is_empty() {
            pupils = facts.iter().flat_map(|f| &f.cards).map(|card| &card.pupil).collect();
        }
        for pupil in pupils {
            let Some((part, due)) = self.doubt(pupil) else { continue };
            let found = pupil.personal_id.to_string();
            let arguments = vec![("found", found), ("part", part.to_owned()), ("due", due)];
            self.out.push(at(c::ID_DOUBTFUL, &pupil.spot_of("so_dinh_danh"), arguments).of(&pupil.id));
        }
    }

    /// The part of an id that can't be, and what it would have to be.
    fn doubt(&self, pupil: &PupilFact) -> Option<(&'static str, String)> {
        let (rules, id) = (&self.catalogue.rules, pupil.personal_id.as_str());
        let born: Date = pupil.born.parse().ok()?;
        // Any other shape is the schema's to say.
        if id.len() != 12 || !id.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let numbered = |code: &str| rules.provinces.iter().any(|p| p.code == code && p.in_use(born));
        if !id.starts_with('0') || !numbered(&id[1..3]) {
            return Some(("province", String::new()));
        }
        let sex = rules.personal_id.sex_digit(&pupil.sex, born);
        if let Some(digit) = sex.filter(|digit| *digit != &id[3..4]) {
            return Some(("sex", digit.to_owned()));
        }
        let year = format!("{:02}", born.year() % 100);
        (year != id[4..6]).then_some(("year", year))
    }
}
