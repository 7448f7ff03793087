//! A pupil's way through the years of one report card: years in order, grades that follow each other.

use super::codes as c;
use super::finding::Finding;
use super::gather::{entries, flag, grade};
use crate::read::{Document, Node};
use crate::record::SchoolYear;

/// The grades of primary school.
const LAST_GRADE: u8 = 5;

struct Step<'a> {
    year: SchoolYear,
    grade: u8,
    promoted: Option<bool>,
    node: &'a Node,
}

/// Everything wrong with the order of years in the cards of a document.
pub(super) fn findings(document: &Document) -> Vec<Finding> {
    entries(document).iter().flat_map(|entry| of_card(document, entry)).collect()
}

fn of_card(document: &Document, entry: &Node) -> Vec<Finding> {
    let pupil = entry.text_at("ma_hoc_sinh").unwrap_or_default();
    let years = entry.get("qua_trinh").map(Node::items).unwrap_or(&[]);
    let mut steps: Vec<Step<'_>> = years.iter().filter_map(step).collect();
    steps.sort_by_key(|s| s.year);
    let mut out = Vec::new();
    let mut report = |code, step: &Step<'_>, mut arguments: Vec<(&'static str, String)>| {
        arguments.push(("year", step.year.to_string()));
        out.push(Finding::at(code, &document.name, step.node.place, arguments).of(pupil));
    };
    // A grade that can't be is not held against the year after it.
    let mut doubted = None;
    for pair in steps.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        if doubted == Some(before.year) && after.year != before.year {
            continue;
        }
        let grades = || vec![("grade", after.grade.to_string()), ("before", before.grade.to_string())];
        let told = |what: &str| [grades(), vec![("what", what.to_owned())]].concat();
        if after.year == before.year {
            report(c::COURSE_BROKEN, after, told("twice"));
        } else if after.grade < before.grade {
            doubted = Some(after.year);
            report(c::COURSE_BROKEN, after, told("back"));
        } else if after.year.first() > before.year.first() + 1 {
            let gap = format!("{}-{}", before.year.last(), before.year.last() + 1);
            report(c::YEARS_MISSING, after, vec![("gap", gap), ("grade", after.grade.to_string())]);
        } else if after.grade > before.grade + 1 {
            doubted = Some(after.year);
            report(c::COURSE_BROKEN, after, told("skipped"));
        } else if after.grade == before.grade && before.promoted == Some(true) {
            report(c::COURSE_BROKEN, after, told("repeated"));
        } else if after.grade > before.grade && before.promoted == Some(false) {
            report(c::COURSE_BROKEN, after, told("promoted"));
        }
    }
    if let Some(first) = steps.first().filter(|s| (2..=LAST_GRADE).contains(&s.grade)) {
        report(c::YEARS_MISSING, first, vec![("gap", String::new()), ("grade", first.grade.to_string())]);
    }
    out
}

fn step(node: &Node) -> Option<Step<'_>> {
    let named = node.get("nam_hoc")?;
    Some(Step { year: named.text()?.parse().ok()?, grade: grade(node), promoted: flag(node, "len_lop"), node: named })
}
