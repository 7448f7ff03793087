//! What laws demand of a school, by date: the `demanded_by` rows of `schemas/catalogue.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Placed, maybe_day};
use crate::assets::DataError;
use crate::record::Date;

/// What a demand is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// One for the school.
    School,
    /// One for each grade that has a class.
    Grade,
    /// One for each class.
    Class,
    /// One for each department.
    Team,
    /// One for each pupil.
    Pupil,
}

/// That a law demands a kind, from one day to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// The act.
    pub act: String,
    /// Its clause.
    pub clause: String,
    /// First day in force.
    pub from: Option<Date>,
    /// Last day in force.
    pub to: Option<Date>,
    /// Whether it is compulsory.
    pub required: bool,
    /// What it is counted by.
    pub per: Per,
    /// Values that a document must have at its root to answer the demand: `thoi_diem: CN`.
    pub when: BTreeMap<String, String>,
    /// Whether the text itself was read.
    pub verified: bool,
    /// Where it was read.
    pub source: String,
}

impl Demand {
    /// Whether the law is in force on `day` and makes the kind compulsory.
    pub fn binds(&self, day: Date) -> bool {
        self.required && self.from.is_none_or(|first| first <= day) && self.to.is_none_or(|last| day <= last)
    }
}

#[derive(Deserialize)]
pub(super) struct RawDemand {
    act: String,
    clause: String,
    from: Option<Placed>,
    to: Option<Placed>,
    required: bool,
    per: Per,
    #[serde(default)]
    when: BTreeMap<String, String>,
    status: String,
    source: String,
}

impl RawDemand {
    /// As it stands in the catalogue `file`.
    pub(super) fn settle(self, file: &str) -> Result<Demand, DataError> {
        Ok(Demand {
            act: self.act,
            clause: self.clause,
            from: maybe_day(file, self.from.as_ref())?,
            to: maybe_day(file, self.to.as_ref())?,
            required: self.required,
            per: self.per,
            when: self.when,
            verified: self.status == "verified",
            source: self.source,
        })
    }
}
