//! Days and offices: dates in the year and in order, entries in time, bodies that existed on the day (domain rules V11,
//! V13).

use super::codes as c;
use super::conclude::{Whole, at};
use super::facts::{CardFact, SchoolFact, Spot};
use crate::record::{Date, SchoolYear};

impl Whole<'_> {
    pub(super) fn days_and_offices(&mut self) {
        let Some(year) = self.year() else { return };
        self.days_of_year(year);
        self.offices_of_school(year);
        self.offices_named();
        self.office_gaps();
        self.late(year);
        self.province(year);
    }

    /// From the June before the school year to the August after it.
    pub(super) fn is_this_year(&self, day: Date) -> bool {
        self.year().and_then(span).is_some_and(|(first, last)| first <= day && day <= last)
    }

    fn days_of_year(&mut self, year: SchoolYear) {
        let facts = self.facts.clone();
        let Some((first, last)) = span(year) else { return };
        for (day, spot) in facts.iter().flat_map(|f| &f.dates).filter(|(day, _)| *day < first || last < *day) {
            let arguments = vec![("date", day.dmy()), ("first", first.dmy()), ("last", last.dmy())];
            self.out.push(at(c::DATE_OUTSIDE_YEAR, spot, arguments));
        }
        for (a, b, spot) in
            facts.iter().filter_map(|f| f.school.as_ref()).flat_map(|school| &school.orders).filter(|(a, b, _)| b < a)
        {
            let arguments = vec![("first", a.dmy()), ("second", b.dmy())];
            self.out.push(at(c::DATES_OUT_OF_ORDER, spot, arguments));
        }
    }

    /// The last day of the office that a name is of, if it has had its last day (NĐ 142/2025, NĐ 150/2025: no district
    /// level from 01/7/2025).
    fn ended(&self, name: &str) -> Option<Date> {
        let upper = name.to_uppercase();
        let mut offices = self.catalogue.rules.offices.iter();
        offices.find(|o| o.patterns.iter().any(|p| upper.contains(&p.to_uppercase()))).and_then(|office| office.to)
    }

    fn offices_of_school(&mut self, year: SchoolYear) {
        let facts = self.facts.clone();
        let Some((_, last)) = span(year) else { return };
        for claimed in facts.iter().flat_map(|f| &f.offices) {
            let Some(ended) = self.ended(&claimed.name) else { continue };
            if claimed.to.is_none_or(|to| ended < to) {
                let day = claimed.to.unwrap_or(last).min(last);
                let arguments = vec![("authority", claimed.name.clone()), ("date", day.dmy())];
                self.out.push(at(c::AUTHORITY_NOT_VALID, &claimed.spot, arguments));
            }
        }
    }

    fn offices_named(&mut self) {
        let facts = self.facts.clone();
        for (name, day, spot) in facts.iter().flat_map(|f| &f.named_offices) {
            if self.ended(name).is_some_and(|ended| ended < *day) {
                let arguments = vec![("authority", name.clone()), ("date", day.dmy())];
                self.out.push(at(c::AUTHORITY_NOT_VALID, spot, arguments));
            }
        }
    }

    /// A day with documents of the school on which it names no body above it, or nobody who led it: their heads and
    /// signatures would stay empty. Once for each, at the school's list, with the first such day.
    fn office_gaps(&mut self) {
        let facts = self.facts.clone();
        let Some(school) = self.school() else { return };
        let own = facts.iter().filter(|f| self.catalogue.kind(&f.kind).is_some_and(|k| !k.signatures.is_empty()));
        let mut days: Vec<&(Date, Spot)> =
            own.flat_map(|f| &f.dates).filter(|(day, _)| self.is_this_year(*day)).collect();
        days.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let within = |from: Option<Date>, to: Option<Date>, day: Date| {
            from.is_none_or(|first| first <= day) && to.is_none_or(|last| day <= last)
        };
        let above = |day: Date| facts.iter().flat_map(|f| &f.offices).any(|o| within(o.from, o.to, day));
        let led = |day: Date| school.principals.iter().any(|(from, to)| within(*from, *to, day));
        let mut gap = |spot: &Option<Spot>, list: &str, there: &dyn Fn(Date) -> bool| {
            let lacking = days.iter().find(|(day, _)| !there(*day));
            if let (Some((day, example)), Some(spot)) = (lacking, spot) {
                let file = ("file", example.file.to_string());
                let arguments = vec![("list", list.to_owned()), ("date", day.dmy()), file];
                self.out.push(at(c::NOBODY_IN_OFFICE, spot, arguments));
            }
        };
        gap(&school.offices_spot, "co_quan_chu_quan", &above);
        gap(&school.principals_spot, "hieu_truong", &led);
    }

    /// Report cards signed after they were to be locked, and what the school's plan wanted earlier.
    fn late(&mut self, year: SchoolYear) {
        let facts = self.facts.clone();
        let Some(school) = self.school() else { return };
        for card in facts.iter().flat_map(|f| &f.cards) {
            if let (Some((day, spot)), Some(due)) = (&card.signed, self.due(card, school, year))
                && due < *day
            {
                self.too_late(*day, due, "hoc_ba", spot, Some(&card.pupil.id));
            }
        }
        for deadline in &school.deadlines {
            for facts in facts.iter().filter(|f| f.kind == deadline.kind) {
                let tables =
                    facts.summaries.iter().filter(|s| deadline.period.is_none() || s.period == deadline.period);
                let tabled = tables.filter_map(|s| s.day.as_ref());
                let others = facts.dates.iter().filter(|_| facts.summaries.is_empty());
                for (day, spot) in tabled.chain(others).filter(|(day, _)| deadline.day < *day) {
                    self.too_late(*day, deadline.day, &deadline.kind, spot, None);
                }
            }
        }
    }

    fn due(&self, card: &CardFact, school: &SchoolFact, year: SchoolYear) -> Option<Date> {
        let rules = &self.catalogue.rules.frame.deadlines;
        let usual = school.locked.or_else(|| rules.usual(year))?;
        let summer = card.reassessed.then(|| rules.after_summer(year)).flatten();
        Some(summer.map_or(usual, |later| later.max(usual)))
    }

    fn too_late(&mut self, day: Date, due: Date, kind: &str, spot: &Spot, pupil: Option<&str>) {
        let title = self.catalogue.kind(kind).map_or_else(|| kind.to_owned(), |k| k.title.vi.clone());
        let finding = at(c::ENTERED_LATE, spot, vec![("date", day.dmy()), ("due", due.dmy()), ("kind", title)]);
        self.out.push(match pupil {
            Some(pupil) => finding.of(pupil),
            None => finding,
        });
    }

    /// The province's code and name are those of the end of the year.
    fn province(&mut self, year: SchoolYear) {
        let facts = self.facts.clone();
        let Some(day) = Date::new(year.last(), 5, 31) else { return };
        for (code, name, spot) in facts.iter().filter_map(|f| f.school.as_ref()?.province.as_ref()) {
            let known = self.catalogue.rules.provinces.iter().find(|p| &p.code == code && p.in_use(day));
            if known.is_none_or(|p| !name.to_lowercase().contains(&p.name.to_lowercase())) {
                let due = known.map_or_else(String::new, |p| p.name.clone());
                let arguments =
                    vec![("found", code.clone()), ("name", name.clone()), ("due", due), ("date", day.dmy())];
                self.out.push(at(c::PROVINCE_NOT_VALID, spot, arguments));
            }
        }
    }
}

fn span(year: SchoolYear) -> Option<(Date, Date)> {
    Date::new(year.first(), 6, 1).zip(Date::new(year.last(), 8, 31))
}
