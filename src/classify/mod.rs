//! Record + schedule + date → retention class, the last day kept, and the rule that decided.
//!
//! Pure: the tables and the school's own list come as values, no day is "today". May use `record` and `catalogue`.
//! Never shortens: between the circular's floor and the school's own term the longer one holds.

use crate::catalogue::{Catalogue, Counting, Standing, Term, Trigger};
use crate::record::{Date, Record};

/// The school's own term for a kind, from its signed list (danh mục hồ sơ).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTerm {
    /// The kind it is for.
    pub kind: String,
    /// Number of the file in the list.
    pub file_number: String,
    /// The term.
    pub term: Term,
}

/// The terms by which records are classified: the tables in force and the school's own list.
#[derive(Debug, Clone, Copy)]
pub struct Schedule<'a> {
    /// The catalogue with its tables.
    pub catalogue: &'a Catalogue,
    /// The school's list; empty if the export has none.
    pub own: &'a [OwnTerm],
    /// Number and sign of the school's list, `12/QĐ-THKĐ`.
    pub own_act: &'a str,
}

/// Who set the term that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decider {
    /// The school's own list.
    School,
    /// The circular's floor.
    Floor,
    /// No row: kept for ever until one is found.
    Nobody,
}

/// What a decision rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Basis {
    /// The school's list and the number of the file in it, where the list decided.
    pub list: Option<(String, String)>,
    /// The act and the row of its table.
    pub row: Option<(String, String)>,
}

/// What was decided of a record, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The retention class: permanent too while the event that starts the count is not known.
    pub term: Term,
    /// The term that the deciding row states.
    pub stated: Term,
    /// The last day on which the record must be kept; none for permanent records and open triggers.
    pub keep_until: Option<Date>,
    /// The row of the floor table.
    pub rule: String,
    /// What the row covers, in Vietnamese.
    pub title: String,
    /// The act and, where it decided, the school's list.
    pub basis: Basis,
    /// Who decided.
    pub decider: Decider,
    /// Whether the floor's text was read; destruction is never proposed otherwise.
    pub standing: Standing,
    /// What the term is counted from.
    pub trigger: Trigger,
    /// Where the row was read.
    pub source: String,
    /// The year from which the term is counted.
    pub counted_from: i16,
}

/// Classifies one record.
pub fn classify(record: &Record, schedule: &Schedule<'_>) -> Decision {
    let own = longest_own(record.kind.as_str(), schedule.own);
    let table = schedule.catalogue.terms_of(record.year);
    let row = table.and_then(|table| table.row(&schedule.catalogue.kind(record.kind.as_str())?.retention));
    let Some(row) = row else { return unlisted(record, own, schedule) };
    let (term, decider) = match own {
        Some(own) if own.term >= row.term => (own.term, Decider::School),
        _ => (row.term, Decider::Floor),
    };
    let counted_from = match row.trigger {
        Trigger::EventDate => record.date.year().max(record.year.first()),
        Trigger::YearEnd | Trigger::Superseded | Trigger::AssetEnd => record.year.last(),
    };
    let open = matches!(row.trigger, Trigger::Superseded | Trigger::AssetEnd);
    Decision {
        term: if open { Term::Permanent } else { term },
        stated: term,
        keep_until: last_day(term, row.trigger, counted_from, schedule.catalogue.counting),
        rule: row.code.clone(),
        title: row.title.vi.clone(),
        basis: Basis {
            list: own.filter(|_| decider == Decider::School).map(|own| listed(own, schedule)),
            row: Some((row.act.clone(), row.code.clone())),
        },
        decider,
        standing: row.standing,
        trigger: row.trigger,
        source: row.source.clone(),
        counted_from,
    }
}

/// A file of several documents takes the longest term (Luật Lưu trữ 33/2024/QH15, Điều 15).
fn longest_own<'a>(kind: &str, own: &'a [OwnTerm]) -> Option<&'a OwnTerm> {
    own.iter().filter(|o| o.kind == kind).max_by_key(|o| o.term)
}

/// The last day of the year of count plus the term; an open trigger has none yet.
fn last_day(term: Term, trigger: Trigger, counted_from: i16, counting: Counting) -> Option<Date> {
    match (term, trigger) {
        (Term::Years(years), Trigger::YearEnd | Trigger::EventDate) => counting.last(counted_from + i16::from(years)),
        _ => None,
    }
}

/// The school's list and the file in it.
fn listed(own: &OwnTerm, schedule: &Schedule<'_>) -> (String, String) {
    (schedule.own_act.to_owned(), own.file_number.clone())
}

fn unlisted(record: &Record, own: Option<&OwnTerm>, schedule: &Schedule<'_>) -> Decision {
    Decision {
        term: Term::Permanent,
        stated: Term::Permanent,
        keep_until: None,
        rule: String::new(),
        title: String::new(),
        basis: Basis { list: own.map(|own| listed(own, schedule)), row: None },
        decider: Decider::Nobody,
        standing: Standing::Unverified,
        trigger: Trigger::YearEnd,
        source: String::new(),
        counted_from: record.year.last(),
    }
}
