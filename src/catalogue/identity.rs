//! Personal ids, provinces and the days by which the year is locked: parts of `schemas/rules.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{MonthDay, Placed, maybe_day};
use crate::assets::DataError;
use crate::record::{Date, SchoolYear};

/// A province under one numbering (QĐ 124/2004/QĐ-TTg; QĐ 19/2025/QĐ-TTg from 01/7/2025).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Two digits.
    pub code: String,
    /// Its name without "Tỉnh" or "Thành phố".
    pub name: String,
    /// First day, if the numbering has one.
    pub from: Option<Date>,
    /// Last day, if it has been replaced.
    pub to: Option<Date>,
}

impl Province {
    /// Whether the code was in use on `day`.
    pub fn in_use(&self, day: Date) -> bool {
        self.from.is_none_or(|first| first <= day) && self.to.is_none_or(|last| day <= last)
    }
}

#[derive(Deserialize)]
pub(super) struct RawProvince {
    code: String,
    name: String,
    from: Option<Placed>,
    to: Option<Placed>,
}

impl RawProvince {
    /// As it stands in `file`.
    pub(super) fn settle(self, file: &str) -> Result<Province, DataError> {
        let (from, to) = (maybe_day(file, self.from.as_ref())?, maybe_day(file, self.to.as_ref())?);
        Ok(Province { code: self.code, name: self.name, from, to })
    }
}

/// How a personal id is built: three digits of the province, one of century and sex, two of the year of birth.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PersonalId {
    /// The fourth digit, by the century's first year and the sex.
    sex_digit: BTreeMap<String, BTreeMap<String, String>>,
}

impl PersonalId {
    /// The digit that a child of `sex` born on `day` must have in the fourth place, if the rules name one.
    pub fn sex_digit(&self, sex: &str, day: Date) -> Option<&str> {
        let century = (day.year() / 100 * 100).to_string();
        self.sex_digit.get(&century)?.get(sex).map(String::as_str)
    }
}

/// The days of a school year that the ministry's frame sets.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct YearFrame {
    /// By code of a period, the day before which it ends: for summaries that tell no day of their own.
    #[serde(default)]
    pub periods_end_before: BTreeMap<String, MonthDay>,
    /// By when report cards are locked.
    #[serde(rename = "report_cards_locked_before")]
    pub deadlines: Deadlines,
}

/// By when report cards are locked: month and day of the year in which the school year ends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Deadlines {
    /// Of most pupils.
    day: String,
    /// Of pupils assessed again in summer.
    reassessed: String,
}

impl Deadlines {
    /// The last day on which a report card of `year` is signed in time.
    pub fn usual(&self, year: SchoolYear) -> Option<Date> {
        format!("{}-{}", year.last(), self.day).parse().ok()
    }

    /// The same for a pupil who was assessed again in summer.
    pub fn after_summer(&self, year: SchoolYear) -> Option<Date> {
        format!("{}-{}", year.last(), self.reassessed).parse().ok()
    }
}
