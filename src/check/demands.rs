//! Completeness: which records a year lacks, by owner and by class, department or pupil, under the charter in force at
//! its end (domain rule V12). What the law has dropped is not asked for.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use super::codes as c;
use super::conclude::Whole;
use super::finding::Finding;
use crate::catalogue::{Demand, Kind, Per};
use crate::record::{Date, Owner};

/// How many classes or pupils a finding names.
const NAMED: usize = 12;

impl Whole<'_> {
    /// Kinds that a law in force at the end of the year demands: those of which there is nothing, and those that some
    /// class, grade or department lacks.
    pub(super) fn demands(&mut self) {
        let Some(day) = self.year().and_then(|year| Date::new(year.last(), 5, 31)) else { return };
        for kind in self.catalogue.kinds() {
            // The row that asks for most decides; several laws may ask for the same.
            let Some(demand) = kind.demands.iter().filter(|d| d.binds(day)).max_by_key(|d| rank(d)) else { continue };
            let answered: BTreeSet<&(Per, EcoString)> =
                self.facts.iter().filter(|f| f.kind == kind.name.as_str()).flat_map(|f| &f.units).collect();
            if answered.is_empty() {
                self.out.push(missing(c::RECORD_MISSING, kind, demand, ("units", String::new())));
                continue;
            }
            let due = self.due_units(demand.per);
            let lacking: Vec<&str> = due
                .iter()
                .filter(|(unit, parts)| {
                    !answered.contains(&(demand.per, unit.as_str().into()))
                        && !parts.iter().any(|part| answered.contains(part))
                })
                .map(|(unit, _)| unit.as_str())
                .collect();
            if !lacking.is_empty() {
                self.out.push(missing(c::RECORD_MISSING_FOR, kind, demand, ("units", listed(&lacking))));
            }
        }
    }

    /// The units that a demand is counted by, each with others that answer for it.
    fn due_units(&self, per: Per) -> BTreeMap<String, Vec<(Per, EcoString)>> {
        let classes = self.classes();
        match per {
            // A pupil without card is found beside the class's others; here a class counts when one has a card.
            Per::School => BTreeMap::new(),
            Per::Pupil => classes
                .iter()
                .map(|k| (k.id.clone(), k.pupils.iter().map(|p| (Per::Pupil, p.id.clone())).collect()))
                .collect(),
            Per::Class => classes.iter().map(|k| (k.id.clone(), Vec::new())).collect(),
            Per::Grade => classes
                .iter()
                .map(|k| {
                    let grade = k.grade.to_string();
                    let of_grade = classes.iter().filter(|other| other.grade == k.grade);
                    (grade, of_grade.map(|other| (Per::Class, other.id.as_str().into())).collect())
                })
                .collect(),
            Per::Team => {
                let teams = self.known.teams.iter().flatten();
                teams.map(|team| (team.clone(), Vec::new())).collect()
            }
        }
    }
}

fn rank(demand: &Demand) -> u8 {
    match demand.per {
        Per::School => 0,
        Per::Team | Per::Grade => 1,
        Per::Class => 2,
        Per::Pupil => 3,
    }
}

fn missing(code: super::Code, kind: &Kind, demand: &Demand, units: (&'static str, String)) -> Finding {
    let owner = match kind.owner {
        Owner::School => "truong",
        Owner::Department => "to",
        Owner::Teacher => "gv",
    };
    let per = match demand.per {
        Per::School => "school",
        Per::Grade => "grade",
        Per::Class | Per::Pupil => "class",
        Per::Team => "team",
    };
    let sure = if demand.verified { "yes" } else { "no" };
    let mut arguments = vec![
        ("kind", kind.name.as_str().to_owned()),
        ("title", kind.title.vi.clone()),
        ("owner", owner.to_owned()),
        ("act", demand.act.clone()),
        ("clause", demand.clause.clone()),
        ("sure", sure.to_owned()),
    ];
    if code == c::RECORD_MISSING_FOR {
        arguments.push(units);
        arguments.push(("per", per.to_owned()));
    }
    Finding::about(code, ".", arguments)
}

fn listed(units: &[&str]) -> String {
    let shown = units.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match units.len().checked_sub(NAMED) {
        Some(more) if more > 0 => format!("{shown}, +{more}"),
        _ => shown,
    }
}
