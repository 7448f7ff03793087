//! Record + schedule + date → retention class, the last day kept, and the rule that decided.
//!
//! Pure: the tables and the school's own list come as values, no day is "today". May use `record` and `catalogue`.
//! Never shortens: between the circular's floor and the school's own term the longer one holds.

use crate::catalogue::{Catalogue, Floor, RetentionTable, Standing, Term, Trigger};
use crate::record::{Date, Record, SchoolYear};

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
    pub basis: String,
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
    let closed = year_end(record.year);
    let own = longest_own(record.kind.as_str(), schedule.own);
    let row = schedule
        .catalogue
        .kind(record.kind.as_str())
        .and_then(|kind| floor_on(&schedule.catalogue.retention, &kind.retention, closed));
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
        keep_until: last_day(term, row.trigger, counted_from),
        rule: row.code.clone(),
        title: row.title.vi.clone(),
        basis: basis(row, own, decider, schedule.own_act),
        decider,
        standing: row.standing,
        trigger: row.trigger,
        source: row.source.clone(),
        counted_from,
    }
}

/// The row `code` of the table that was in force on `day`, or of the earliest one before any was.
pub fn floor_on<'a>(tables: &'a [RetentionTable], code: &str, day: Date) -> Option<&'a Floor> {
    let table = tables.iter().rfind(|t| t.in_force(day)).or_else(|| tables.first())?;
    table.row(code)
}

/// The day on which a school year's files are closed: its last day of May at the latest stands for the year.
fn year_end(year: SchoolYear) -> Date {
    Date::new(year.last(), 6, 30).unwrap_or_else(|| unreachable!("30 June exists in every year"))
}

/// A file of several documents takes the longest term (Luật Lưu trữ 33/2024/QH15, Điều 15).
fn longest_own<'a>(kind: &str, own: &'a [OwnTerm]) -> Option<&'a OwnTerm> {
    own.iter().filter(|o| o.kind == kind).max_by_key(|o| o.term)
}

/// 31 December of the year of count plus the term; an open trigger has no last day yet.
fn last_day(term: Term, trigger: Trigger, counted_from: i16) -> Option<Date> {
    match (term, trigger) {
        (Term::Years(years), Trigger::YearEnd | Trigger::EventDate) => {
            Date::new(counted_from + i16::from(years), 12, 31)
        }
        _ => None,
    }
}

fn basis(row: &Floor, own: Option<&OwnTerm>, decider: Decider, own_act: &str) -> String {
    match (decider, own) {
        (Decider::School, Some(own)) => format!("{own_act}, hồ sơ {}; {}, mục {}", own.file_number, row.act, row.code),
        _ => format!("{}, mục {}", row.act, row.code),
    }
}

fn unlisted(record: &Record, own: Option<&OwnTerm>, schedule: &Schedule<'_>) -> Decision {
    let basis = own.map_or_else(String::new, |o| format!("{}, hồ sơ {}", schedule.own_act, o.file_number));
    Decision {
        term: Term::Permanent,
        stated: Term::Permanent,
        keep_until: None,
        rule: String::new(),
        title: String::new(),
        basis,
        decider: Decider::Nobody,
        standing: Standing::Unverified,
        trigger: Trigger::YearEnd,
        source: String::new(),
        counted_from: record.year.last(),
    }
}
