//! Retention tables by circular: `schemas/retention.yaml`.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::kinds::Title;
use super::month_day::MonthDay;
use super::{Placed, about, day, maybe_day, parse};
use crate::assets::{Assets, DataError, DataFault};
use crate::record::{Date, SchoolYear};

const FILE: &str = "schemas/retention.yaml";

/// How long a record is kept (Luật Lưu trữ 33/2024/QH15, Điều 15). Ordered: a longer term is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// 2–70 years from the year the work ended.
    Years(u8),
    /// For ever.
    Permanent,
}

impl Term {
    /// The retention class as a folder name: `vinh-vien`, `20-nam`.
    pub fn slug(self) -> String {
        match self {
            Self::Permanent => "vinh-vien".to_owned(),
            Self::Years(years) => format!("{years}-nam"),
        }
    }
}

impl fmt::Display for Term {
    /// As the school's list writes it: `Vĩnh viễn`, `20 năm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Permanent => f.write_str("Vĩnh viễn"),
            Self::Years(years) => write!(f, "{years} năm"),
        }
    }
}

impl FromStr for Term {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if matches!(text, "Vĩnh viễn" | "vinh_vien") {
            return Ok(Self::Permanent);
        }
        let years: u8 = text.strip_suffix(" năm").unwrap_or(text).parse().map_err(|_| ())?;
        if (2..=70).contains(&years) { Ok(Self::Years(years)) } else { Err(()) }
    }
}

/// What a term is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The year in which the school year ends.
    YearEnd,
    /// The year of the record's own date.
    EventDate,
    /// The day a newer one takes its place: not known at sealing.
    Superseded,
    /// The end of the asset: not known at sealing.
    AssetEnd,
}

/// Whether the text of a rule was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Read in its source.
    Verified,
    /// From memory or a secondary source: destruction is never proposed on it.
    Unverified,
}

/// The least term of a group of records under one circular.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floor {
    /// `R01`.
    pub code: String,
    /// What it covers.
    pub title: Title,
    /// The least term.
    pub term: Term,
    /// What it is counted from.
    pub trigger: Trigger,
    /// The act that says so.
    pub act: String,
    /// Whether its text was read.
    pub standing: Standing,
    /// Where.
    pub source: String,
}

/// Between which days terms are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counting {
    closed: MonthDay,
    last: MonthDay,
}

impl Counting {
    /// The day on which the files of a school year are closed.
    pub fn closed(self, year: SchoolYear) -> Option<Date> {
        self.closed.of(year.last())
    }

    /// The last day of a term that ends in `year`.
    pub fn last(self, year: i16) -> Option<Date> {
        self.last.of(year)
    }
}

/// A circular's table, with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionTable {
    /// The act.
    pub act: String,
    /// First day in force.
    pub from: Date,
    /// Last day in force, if it has been replaced.
    pub to: Option<Date>,
    /// Its rows.
    pub rows: Vec<Floor>,
}

impl RetentionTable {
    /// Whether the table was in force on `day`.
    pub fn in_force(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }

    /// The row `code`.
    pub fn row(&self, code: &str) -> Option<&Floor> {
        self.rows.iter().find(|row| row.code == code)
    }
}

#[derive(Deserialize)]
struct RawTables {
    counting: RawCounting,
    tables: Vec<RawTable>,
}

#[derive(Deserialize)]
struct RawCounting {
    files_closed: RawDay,
    kept_until: RawDay,
}

#[derive(Deserialize)]
struct RawDay {
    value: MonthDay,
}

#[derive(Deserialize)]
struct RawTable {
    act: String,
    effective_from: Placed,
    effective_to: Option<Placed>,
    rows: Vec<RawRow>,
}

#[derive(Deserialize, Clone)]
#[serde(untagged)]
enum RawTerm {
    Years(u8),
    Word(String),
}

#[derive(Deserialize, Clone)]
struct RawRow {
    code: Placed,
    title: Title,
    term: RawTerm,
    trigger: Trigger,
    status: Standing,
    source: String,
    act: Option<String>,
}

/// Reads the tables.
pub(super) fn read(assets: &Assets) -> Result<(Counting, Vec<RetentionTable>), DataError> {
    let raw: RawTables = parse(assets, FILE)?;
    let counting = Counting { closed: raw.counting.files_closed.value, last: raw.counting.kept_until.value };
    Ok((counting, raw.tables.into_iter().map(table).collect::<Result<_, _>>()?))
}

fn table(raw: RawTable) -> Result<RetentionTable, DataError> {
    let act = raw.act;
    Ok(RetentionTable {
        from: day(FILE, &raw.effective_from)?,
        to: maybe_day(FILE, raw.effective_to.as_ref())?,
        rows: raw.rows.into_iter().map(|row| floor(row, &act)).collect::<Result<_, _>>()?,
        act,
    })
}

fn floor(raw: RawRow, act: &str) -> Result<Floor, DataError> {
    let term = match &raw.term {
        RawTerm::Years(years) => years.to_string().parse(),
        RawTerm::Word(word) => word.parse(),
    };
    Ok(Floor {
        term: term.map_err(|()| about(FILE, &raw.code, DataFault::Term))?,
        code: raw.code.value,
        title: raw.title,
        trigger: raw.trigger,
        act: raw.act.unwrap_or_else(|| act.to_owned()),
        standing: raw.status,
        source: raw.source,
    })
}
