//! Pupils who came, changed class or left within the year: each line of the movements begins where the one before it
//! ended, and the summaries of a period have the pupil once, never in no class or in two (domain rule V09).

use std::collections::BTreeMap;

use super::accounting::Roll;
use super::codes as c;
use super::conclude::{Whole, at};
use super::facts::{MoveFact, Spot, SummaryFact};
use crate::record::{Date, Period};

/// The summaries by class and period.
type Tables<'a> = BTreeMap<(&'a str, Period), &'a SummaryFact>;

impl<'a> Whole<'a> {
    pub(super) fn class_changes(&mut self, roll: &Roll<'a>) {
        let summaries = self.facts.iter().flat_map(|f| &f.summaries);
        let tables: Tables<'a> = summaries.filter_map(|s| Some(((s.class.as_str(), s.period?), s))).collect();
        let ways = self.ways();
        for (pupil, steps) in &roll.moves {
            self.unbroken(pupil, steps);
            for change in steps.iter().filter(|step| ways.changes(&step.how)) {
                self.in_one_table(pupil, change, roll, &tables);
            }
            for leaving in steps.iter().filter(|step| ways.leaves(&step.how)) {
                self.in_tables_before(pupil, leaving, roll, &tables);
            }
        }
    }

    /// Nobody leaves a class that the line before did not bring them into, and a change has two classes.
    fn unbroken(&mut self, pupil: &str, steps: &[&MoveFact]) {
        let mut before: Option<&MoveFact> = None;
        // Without a day nobody knows which line comes first; the day that is missing is a finding of its own.
        for step in steps.iter().filter(|step| step.day.is_some()) {
            let classes = [&step.from, &step.to];
            if self.ways().changes(&step.how) && (classes.iter().any(|class| class.is_empty()) || step.from == step.to)
            {
                let arguments = vec![("pupil", pupil.to_owned()), ("what", "no-classes".to_owned())];
                self.out.push(at(c::MOVE_CONTRADICTED, &step.spot, arguments).of(pupil));
            } else if let Some(before) = before.filter(|line| !step.from.is_empty() && line.to != step.from) {
                let arguments = vec![
                    ("pupil", pupil.to_owned()),
                    ("what", "chain".to_owned()),
                    ("found", step.from.clone()),
                    ("class", before.to.clone()),
                    ("line", before.spot.place.line.to_string()),
                    ("file", before.spot.file.to_string()),
                ];
                self.out.push(at(c::MOVE_CONTRADICTED, &step.from_spot, arguments).of(pupil));
            }
            before = Some(*step).filter(|line| !line.to.is_empty()).or(before);
        }
    }

    /// The summaries of the old class and the new one have the pupil once in each period. Marks that were carried over
    /// into an earlier summary of the new class are taken as they are, if the old class's does not have them too.
    fn in_one_table(&mut self, pupil: &str, change: &MoveFact, roll: &Roll<'a>, tables: &Tables<'a>) {
        let Some(moved) = change.day else { return };
        for ((_, period), old) in tables.iter().filter(|((class, _), _)| *class == change.from) {
            let new = tables.get(&(change.to.as_str(), *period));
            let arguments =
                |what: &str| vec![("pupil", pupil.to_owned()), ("what", what.to_owned()), ("date", moved.dmy())];
            match (row(old, pupil), new.and_then(|new| Some((row(new, pupil)?, new)))) {
                (None, None) if old.day.as_ref().is_some_and(|(day, _)| roll.leaves_next(pupil, *day, change)) => {
                    let mut arguments = arguments("changed");
                    arguments.extend([("class", change.from.clone()), ("other", change.to.clone())]);
                    self.out.push(at(c::NOT_IN_SUMMARY, &old.spot, arguments).of(pupil));
                }
                (Some(_), Some((again, new))) if new.day.as_ref().is_some_and(|(day, _)| *day < moved) => {
                    let mut arguments = arguments("both");
                    arguments.extend([("class", change.to.clone()), ("other", change.from.clone())]);
                    self.out.push(at(c::ROW_NOT_IN_CLASS, again, arguments).of(pupil));
                }
                _ => {}
            }
        }
    }

    /// The summaries that the class made while the pupil was still there have the pupil. A summary without a day of its
    /// own is asked only if its period had surely closed; where a line of the pupil lacks its day, nobody knows.
    fn in_tables_before(&mut self, pupil: &str, leaving: &MoveFact, roll: &Roll<'a>, tables: &Tables<'a>) {
        let Some(left) = leaving.day.filter(|_| roll.is_dated(pupil)) else { return };
        for ((_, period), table) in tables.iter().filter(|((class, _), _)| *class == leaving.from) {
            let own = table.day.as_ref().map(|(day, _)| *day);
            let Some(day) = own.or_else(|| self.period_closed(*period)) else { continue };
            if row(table, pupil).is_none() && roll.leaves_next(pupil, day, leaving) {
                let mut arguments = vec![("pupil", pupil.to_owned()), ("what", "left".to_owned())];
                arguments.extend([("class", leaving.from.clone()), ("date", left.dmy())]);
                self.out.push(at(c::NOT_IN_SUMMARY, &table.spot, arguments).of(pupil));
            }
        }
    }

    /// The day on which a period's assessment has surely ended, where the rules know one.
    fn period_closed(&self, period: Period) -> Option<Date> {
        let (year, closes) = (self.year()?, self.catalogue.rules.frame.periods_end_before.get(period.code())?);
        [year.first(), year.last()].into_iter().filter_map(|year| closes.of(year)).find(|day| self.is_this_year(*day))
    }
}

/// Where a summary has the pupil.
fn row<'s>(summary: &'s SummaryFact, pupil: &str) -> Option<&'s Spot> {
    summary.rows.iter().find(|row| row.id == pupil).map(|row| &row.spot)
}
