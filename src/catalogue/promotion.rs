//! Who goes up: results that promote, the second assessment in summer, and what sentences about it say. Parts of
//! `schemas/rules.yaml`.

use serde::Deserialize;

use super::month_day::MonthDay;
use crate::record::{Date, SchoolYear};

/// What a regime says of going up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub(super) struct Promotion {
    /// Codes of the results that promote.
    #[serde(default)]
    pub(super) promoted: Vec<String>,
    pub(super) reassessed: Option<Summer>,
}

/// When pupils are assessed again: days of the year in which the school year ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Summer {
    first: MonthDay,
    last: MonthDay,
}

impl Summer {
    /// Whether `day` lies in the summer after `year`.
    pub fn holds(&self, year: SchoolYear, day: Date) -> bool {
        let (first, last) = (self.first.of(year.last()), self.last.of(year.last()));
        first.is_some_and(|first| first <= day) && last.is_some_and(|last| day <= last)
    }
}

/// By what the sentence of completion is understood. All in small letters.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CompletionWords {
    /// Before the number of a grade.
    grade: String,
    /// Names the whole school, which only `last_grade` completes.
    school: String,
    last_grade: u8,
    promoted: String,
    not_promoted: Vec<String>,
    decided: String,
    reassessed: String,
}

/// What a sentence of completion says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The grades that it names.
    pub grades: Vec<u8>,
    /// Whether it speaks of the whole school.
    pub school: bool,
    /// Whether it says that the pupil goes up, or that not.
    pub promoted: Option<bool>,
}

impl CompletionWords {
    /// What `sentence` says.
    pub fn understand(&self, sentence: &str) -> Completion {
        let lower = sentence.to_lowercase();
        let digit = |rest: &str| rest.chars().next()?.to_digit(10).and_then(|n| u8::try_from(n).ok());
        let promoted = match self.not_promoted.iter().any(|words| lower.contains(words)) {
            true => Some(false),
            false => lower.contains(&self.promoted).then_some(true),
        };
        Completion {
            grades: lower.split(&self.grade).skip(1).filter_map(digit).collect(),
            school: lower.contains(&self.school),
            promoted,
        }
    }

    /// The grade that completes the school.
    pub fn last_grade(&self) -> u8 {
        self.last_grade
    }

    /// Whether `text` names a decision of the principal.
    pub fn names_a_decision(&self, text: &str) -> bool {
        text.to_lowercase().contains(&self.decided)
    }

    /// Whether `text` names a second assessment.
    pub fn names_a_second_assessment(&self, text: &str) -> bool {
        text.to_lowercase().contains(&self.reassessed)
    }
}
