//! The rules of TT 27/2020/TT-BGDĐT over one report card year or one line of a class summary.
//!
//! Every rule is asked of `schemas/rules.yaml`; here is only how an answer becomes a finding.

use super::codes as c;
use super::finding::{Code, Finding};
use super::gather::{flag, grade};
use super::outcome::{Letters, letters, subject_entries};
use crate::catalogue::{Catalogue, Kind, Regime};
use crate::read::{Document, Node, Place};
use crate::record::{Period, SchoolYear, YearResult};

/// One pupil in one year and period, with the place that findings fall back to.
pub(super) struct Case<'a> {
    pub(super) node: &'a Node,
    file: &'a str,
    pupil: &'a str,
    pub(super) year: SchoolYear,
    pub(super) grade: u8,
    period: Period,
    pub(super) individual: bool,
    pub(super) place: Place,
}

impl Case<'_> {
    pub(super) fn finding(&self, code: Code, place: Place, mut arguments: Vec<(&'static str, String)>) -> Finding {
        arguments.push(("year", self.year.to_string()));
        arguments.push(("grade", self.grade.to_string()));
        Finding::at(code, self.file, place, arguments).of(self.pupil)
    }
}

/// Every rule of assessment over a document of the assessment family.
pub(super) fn findings(
    document: &Document,
    kind: &Kind,
    catalogue: &Catalogue,
    grades: &dyn Fn(&str) -> Option<u8>,
) -> Vec<Finding> {
    let mut out = if kind.name.as_str() == "hoc_ba" { super::course::findings(document) } else { Vec::new() };
    // What follows from a grade that can't be is no fault of its own.
    let wrong_grade = |f: &&Finding| {
        let what = f.arguments.iter().find(|(key, _)| *key == "what").map(|(_, what)| what.as_str());
        f.code == c::COURSE_BROKEN && matches!(what, Some("back" | "skipped"))
    };
    let doubted: Vec<u32> = out.iter().filter(wrong_grade).filter_map(|f| f.place.map(|p| p.start)).collect();
    for case in cases(document, kind, grades) {
        if doubted.contains(&case.place.start) {
            continue;
        }
        match catalogue.rules.regime(case.year, case.grade) {
            Some(regime) => judge(&case, regime, catalogue, &mut out),
            None => out.push(case.finding(
                c::WRONG_REGIME,
                case.place,
                vec![("key", String::new()), ("act", String::new())],
            )),
        }
    }
    out
}

fn cases<'a>(document: &'a Document, kind: &Kind, grades: &dyn Fn(&str) -> Option<u8>) -> Vec<Case<'a>> {
    let root = &document.root;
    let entries = root.get("muc").map(Node::items).unwrap_or(&[]);
    let individual = |node: &Node| flag(node, "ke_hoach_ca_nhan") == Some(true);
    match kind.name.as_str() {
        "hoc_ba" => entries
            .iter()
            .flat_map(|entry| {
                let pupil = entry.text_at("ma_hoc_sinh").unwrap_or_default();
                entry.get("qua_trinh").map(Node::items).unwrap_or(&[]).iter().filter_map(move |year| {
                    Some(Case {
                        node: year,
                        file: &document.name,
                        pupil,
                        year: year.text_at("nam_hoc")?.parse().ok()?,
                        grade: grade(year),
                        period: Period::EndYear,
                        individual: individual(year),
                        place: year.get("nam_hoc")?.place,
                    })
                })
            })
            .collect(),
        "bang_tong_hop" => {
            let Some(year) = root.text_at("nam_hoc").and_then(|y| y.parse().ok()) else { return Vec::new() };
            let Some(period) = root.text_at("thoi_diem").and_then(Period::from_code) else { return Vec::new() };
            let Some(grade) = root.text_at("lop").and_then(grades) else { return Vec::new() };
            let case = |entry: &'a Node| {
                let named = entry.get("ma_hoc_sinh")?;
                let pupil = named.text()?;
                let individual = individual(entry);
                Some(Case {
                    node: entry,
                    file: &document.name,
                    pupil,
                    year,
                    grade,
                    period,
                    individual,
                    place: named.place,
                })
            };
            entries.iter().filter_map(case).collect()
        }
        _ => Vec::new(),
    }
}

fn judge(case: &Case<'_>, regime: &Regime, catalogue: &Catalogue, out: &mut Vec<Finding>) {
    let before = out.len();
    subjects(case, regime, catalogue, out);
    groups(case, regime, catalogue, out);
    // Levels and marks that are themselves wrong would only make the result look wrong too.
    let whole = out[before..].iter().all(|f| f.code.severity == super::Severity::Warning);
    if case.period != Period::EndYear {
        too_early(case, catalogue, out);
    } else if whole {
        result(case, regime, out);
        super::promotion::findings(case, regime, &catalogue.rules.completion, out);
    }
}

/// The tables of earlier periods have no columns of the year's end (TT 27/2020/TT-BGDĐT, Phụ lục 2).
fn too_early(case: &Case<'_>, catalogue: &Catalogue, out: &mut Vec<Finding>) {
    let period = &catalogue.rules.period_words(case.period).vi;
    for key in ["ket_qua", "danh_hieu", "khen_thuong", "len_lop"] {
        if let Some(node) = case.node.get(key).filter(|n| !n.is_null()) {
            let arguments = vec![("key", key.to_owned()), ("period", period.clone())];
            out.push(case.finding(c::RESULT_TOO_EARLY, node.place, arguments));
        }
    }
}

fn subjects(case: &Case<'_>, regime: &Regime, catalogue: &Catalogue, out: &mut Vec<Finding>) {
    let mut seen: Vec<&str> = Vec::new();
    for (key, entry) in subject_entries(case.node) {
        let place = entry.get("mon").or_else(|| entry.get("muc")).map_or(entry.place, |n| n.place);
        if seen.contains(&key) {
            out.push(case.finding(
                c::DUPLICATE_ID,
                place,
                vec![
                    ("key", "mon".to_owned()),
                    ("value", key.to_owned()),
                    ("line", case.place.line.to_string()),
                    ("file", case.file.to_owned()),
                ],
            ));
        }
        seen.push(key);
        match regime.subject(key).filter(|rule| rule.taught_in(case.grade)) {
            None => out.push(case.finding(
                c::SUBJECT_NOT_TAUGHT,
                place,
                vec![("subject", name(catalogue, key)), ("act", regime.act.clone())],
            )),
            Some(rule) => mark(case, rule, entry, place, catalogue, out),
        }
    }
    let missing: Vec<&str> = regime
        .subjects
        .iter()
        .filter(|rule| rule.grades.contains(&case.grade) && !seen.contains(&rule.key.as_str()))
        .map(|rule| rule.name.as_str())
        .collect();
    if !missing.is_empty() && !case.individual {
        let place = case.node.get("mon").map_or(case.place, |_| case.node.key_place("mon"));
        out.push(case.finding(c::SUBJECT_MISSING, place, vec![("subjects", missing.join(", "))]));
    }
}

fn mark(
    case: &Case<'_>,
    rule: &crate::catalogue::SubjectRule,
    entry: &Node,
    place: Place,
    catalogue: &Catalogue,
    out: &mut Vec<Finding>,
) {
    let arguments =
        || vec![("subject", rule.name.clone()), ("period", catalogue.rules.period_words(case.period).vi.clone())];
    if let Some(first) = entry.get("diem_lan_dau").filter(|_| entry.get("diem").is_none()) {
        out.push(case.finding(c::RETEST_WITHOUT_LAST, first.place, arguments()));
        return;
    }
    match entry.get("diem").filter(|n| !n.is_null()) {
        Some(node) if !rule.may_be_tested(case.grade, case.period) => {
            out.push(case.finding(c::MARK_WITHOUT_TEST, node.place, arguments()));
        }
        Some(node) => {
            let warned =
                node.int().and_then(|n| u8::try_from(n).ok()).is_some_and(|n| catalogue.rules.warn_marks.contains(&n));
            if warned {
                out.push(case.finding(c::MARK_ZERO, node.place, arguments()));
            }
        }
        None if rule.tested(case.grade, case.period) && !case.individual => {
            out.push(case.finding(c::MARK_MISSING, place, arguments()));
        }
        None => {}
    }
}

fn groups(case: &Case<'_>, regime: &Regime, catalogue: &Catalogue, out: &mut Vec<Finding>) {
    for other in catalogue.rules.regimes.iter().flat_map(|r| &r.qualities) {
        let own = regime.qualities.iter().any(|group| group.key == other.key);
        if !own && case.node.get(&other.key).is_some_and(|n| !n.is_null()) {
            let place = case.node.key_place(&other.key);
            out.push(case.finding(
                c::WRONG_REGIME,
                place,
                vec![("key", other.key.clone()), ("act", regime.act.clone())],
            ));
        }
    }
    for group in &regime.qualities {
        let Some(node) = case.node.get(&group.key) else {
            out.push(case.finding(
                c::WRONG_REGIME,
                case.place,
                vec![("key", group.key.clone()), ("act", regime.act.clone())],
            ));
            continue;
        };
        for item in group.items.iter().filter(|i| !i.optional_grades.contains(&case.grade)) {
            if node.get(&item.key).is_none() {
                let place = case.node.key_place(&group.key);
                out.push(case.finding(
                    c::WRONG_REGIME,
                    place,
                    vec![("key", item.key.clone()), ("act", regime.act.clone())],
                ));
            }
        }
    }
}

fn result(case: &Case<'_>, regime: &Regime, out: &mut Vec<Finding>) {
    let said = case.node.text_at("ket_qua").and_then(YearResult::from_code);
    let place = case.node.get("ket_qua").map_or(case.place, |n| n.place);
    let title_place = case.node.get("danh_hieu").map_or(place, |n| n.place);
    if !regime.has_result() {
        if said.is_some() {
            out.push(case.finding(
                c::WRONG_REGIME,
                place,
                vec![("key", "ket_qua".to_owned()), ("act", regime.act.clone())],
            ));
        }
        return;
    }
    let Letters { subjects, qualities, lowest_mark } = letters(case.node, regime);
    let derived = regime.derive(&subjects, &qualities, lowest_mark);
    if let (Some(derived), false) = (&derived, case.individual)
        && said != Some(derived.result)
    {
        let recorded = said.map_or_else(String::new, |r| r.code().to_owned());
        let arguments = vec![
            ("recorded", recorded),
            ("derived", derived.result.code().to_owned()),
            ("words", regime.result_words(derived.result).to_owned()),
            ("clause", derived.clause.clone()),
            ("act", regime.act.clone()),
        ];
        out.push(case.finding(c::RESULT_CONTRADICTED, place, arguments));
        return;
    }
    let Some(result) = said else { return };
    let title = case.node.text_at("danh_hieu").unwrap_or_default();
    let automatic = regime.automatic_award(result).unwrap_or_default();
    let wrong = if title.is_empty() { !automatic.is_empty() } else { !regime.award_allowed(title, result) };
    if wrong {
        let arguments =
            vec![("recorded", title.to_owned()), ("result", result.code().to_owned()), ("due", automatic.to_owned())];
        out.push(case.finding(c::AWARD_CONTRADICTED, title_place, arguments));
    }
}

fn name(catalogue: &Catalogue, key: &str) -> String {
    let rule = catalogue.rules.regimes.iter().find_map(|r| r.subject(key));
    rule.map_or_else(|| key.to_owned(), |r| r.name.clone())
}
