//! Rules of assessment and of offices, by date: `schemas/rules.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::SummaryForms;
use super::digital::DigitalCard;
use super::identity::{PersonalId, Province, RawProvince, YearFrame};
use super::kinds::Title;
use super::movements::Movements;
use super::pictures::PictureLimits;
use super::promotion::{CompletionWords, Promotion, Summer};
use super::record_words::RecordWords;
use super::signing::SigningRights;
use super::{Placed, maybe_day, parse};
use crate::assets::{Assets, DataError, DataFault};
use crate::record::{Date, Period, SchoolYear, YearResult};

const FILE: &str = "schemas/rules.yaml";

/// A letter of a form with its words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Lettered {
    /// The letter.
    pub code: String,
    /// Its words.
    pub title: Title,
}

/// Which years and grades a regime covers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Span {
    from: String,
    to: Option<String>,
    grades: Vec<u8>,
}

/// A subject under one regime.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SubjectRule {
    /// Its key in exports.
    pub key: String,
    /// Its name in the report card.
    pub name: String,
    /// Its name over a column of the class summary, where it differs.
    #[serde(default)]
    column: String,
    /// Grades in which it is compulsory.
    pub grades: Vec<u8>,
    /// Grades in which it may be taken.
    #[serde(default)]
    pub optional_grades: Vec<u8>,
    /// Grades with a periodic test, by period.
    pub tests: TestRule,
    /// Grades that may have one.
    #[serde(default)]
    pub may_test: TestRule,
    /// The school's key that names the language taught.
    pub language_of: Option<String>,
}

/// Grades by period: in which a subject has a test.
pub type TestRule = BTreeMap<String, Vec<u8>>;

impl SubjectRule {
    /// Its name over a column of the class summary.
    pub fn column(&self) -> &str {
        if self.column.is_empty() { &self.name } else { &self.column }
    }

    /// Whether the grade has the subject at all.
    pub fn taught_in(&self, grade: u8) -> bool {
        self.grades.contains(&grade) || self.optional_grades.contains(&grade)
    }

    /// Whether a test is due.
    pub fn tested(&self, grade: u8, period: Period) -> bool {
        self.tests.get(period.code()).is_some_and(|grades| grades.contains(&grade))
    }

    /// Whether a test is due or allowed.
    pub fn may_be_tested(&self, grade: u8, period: Period) -> bool {
        self.tested(grade, period) || self.may_test.get(period.code()).is_some_and(|grades| grades.contains(&grade))
    }
}

/// A quality or competence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ItemRule {
    /// Its key in exports.
    pub key: String,
    /// Its name on the forms.
    pub name: String,
    /// Grades in which it may be left out.
    #[serde(default)]
    pub optional_grades: Vec<u8>,
}

/// A group of qualities or competences.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GroupRule {
    /// Its key in exports.
    pub key: String,
    /// The key of its remark.
    pub remark: String,
    /// Its heading in the report card.
    pub title: Title,
    /// Its heading in the class summary.
    pub column: Option<Title>,
    /// The heading above it, where several groups share one.
    pub parent: Option<Title>,
    /// Its items, in the form's order.
    pub items: Vec<ItemRule>,
}

/// One line of the year's result: the first that fits is it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct ResultRule {
    pub(super) code: String,
    pub(super) title: Title,
    #[serde(default)]
    subjects: Vec<String>,
    #[serde(default)]
    qualities: Vec<String>,
    #[serde(default)]
    lowest_mark: u8,
    #[serde(default)]
    otherwise: bool,
    #[serde(default)]
    clause: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct AwardRule {
    code: String,
    title: Title,
    needs_result: Vec<String>,
    automatic: bool,
}

/// What completes a grade, where the year has no result in four levels.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Complete {
    subjects: Vec<String>,
    qualities: Vec<String>,
    lowest_mark: u8,
}

/// A way of assessing, for some years and grades.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Regime {
    /// `tt27`, `vbhn03`.
    pub code: String,
    /// The act.
    pub act: String,
    applies: Vec<Span>,
    /// Letters of subjects.
    pub subject_levels: Vec<Lettered>,
    /// Letters of qualities and competences.
    pub quality_levels: Vec<Lettered>,
    /// Subjects, in the form's order.
    pub subjects: Vec<SubjectRule>,
    /// Qualities and competences, in the form's order.
    pub qualities: Vec<GroupRule>,
    #[serde(default)]
    pub(super) results: Vec<ResultRule>,
    #[serde(default)]
    awards: Vec<AwardRule>,
    #[serde(default)]
    promotion: Promotion,
    complete: Option<Complete>,
}

/// What the letters and marks of a year give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// The result.
    pub result: YearResult,
    /// The clause that says so.
    pub clause: String,
}

impl Regime {
    /// The subject `key`.
    pub fn subject(&self, key: &str) -> Option<&SubjectRule> {
        self.subjects.iter().find(|s| s.key == key)
    }

    /// Whether the regime has a result of the year in four levels.
    pub fn has_result(&self) -> bool {
        !self.results.is_empty()
    }

    /// The result that letters and marks give (TT 27/2020, Điều 9 khoản 2): the first line that fits.
    pub fn derive(&self, subjects: &[&str], qualities: &[&str], lowest_mark: Option<u8>) -> Option<Derived> {
        let fits = |rule: &&ResultRule| {
            rule.otherwise
                || (subjects.iter().all(|s| rule.subjects.iter().any(|r| r == s))
                    && qualities.iter().all(|q| rule.qualities.iter().any(|r| r == q))
                    && lowest_mark.is_none_or(|mark| mark >= rule.lowest_mark))
        };
        let rule = self.results.iter().find(fits)?;
        Some(Derived { result: YearResult::from_code(&rule.code)?, clause: rule.clause.clone() })
    }

    /// The words of a result.
    pub fn result_words(&self, result: YearResult) -> &str {
        self.results.iter().find(|r| r.code == result.code()).map_or(result.code(), |r| r.title.vi.as_str())
    }

    /// The words of a title, `HSXS`.
    pub fn award_words(&self, code: &str) -> Option<&str> {
        self.awards.iter().find(|a| a.code == code).map(|a| a.title.vi.as_str())
    }

    /// Code and words of every title.
    pub fn titles(&self) -> impl Iterator<Item = (&str, &str)> {
        self.awards.iter().map(|award| (award.code.as_str(), award.title.vi.as_str()))
    }

    /// Whether the title `code` may go with `result` (TT 27/2020, Điều 13).
    pub fn award_allowed(&self, code: &str, result: YearResult) -> bool {
        self.awards.iter().any(|a| a.code == code && a.needs_result.iter().any(|r| r == result.code()))
    }

    /// The title that goes with `result` of itself.
    pub fn automatic_award(&self, result: YearResult) -> Option<&str> {
        let mut own = self.awards.iter().filter(|a| a.automatic);
        own.find(|a| a.needs_result.iter().any(|r| r == result.code())).map(|a| a.code.as_str())
    }

    /// Whether `result` alone lets the pupil go up.
    pub fn promotes(&self, result: YearResult) -> bool {
        self.promotion.promoted.iter().any(|code| code == result.code())
    }

    /// When pupils are assessed again, if the regime says it.
    pub fn reassessed(&self) -> Option<&Summer> {
        self.promotion.reassessed.as_ref()
    }

    /// Whether letters and marks complete the grade, under rules without the four results (VBHN 03/2016); none where
    /// the result says it.
    pub fn completes(&self, subjects: &[&str], qualities: &[&str], lowest_mark: Option<u8>) -> Option<bool> {
        let rule = self.complete.as_ref()?;
        let all = |found: &[&str], good: &[String]| found.iter().all(|f| good.iter().any(|g| g == f));
        let marks = lowest_mark.is_none_or(|mark| mark >= rule.lowest_mark);
        Some(all(subjects, &rule.subjects) && all(qualities, &rule.qualities) && marks)
    }

    /// The letter of a subject's level in words: `T` is "Hoàn thành tốt".
    pub fn subject_level_words(&self, code: &str) -> Option<&str> {
        self.subject_levels.iter().find(|l| l.code == code).map(|l| l.title.vi.as_str())
    }

    /// The letter of a quality's level in words: `T` is "Tốt".
    pub fn quality_level_words(&self, code: &str) -> Option<&str> {
        self.quality_levels.iter().find(|l| l.code == code).map(|l| l.title.vi.as_str())
    }

    fn covers(&self, year: SchoolYear, grade: u8) -> bool {
        self.applies.iter().any(|span| {
            let from: Option<SchoolYear> = span.from.parse().ok();
            let to: Option<SchoolYear> = span.to.as_deref().and_then(|t| t.parse().ok());
            span.grades.contains(&grade)
                && from.is_some_and(|first| first <= year)
                && (span.to.is_none() || to.is_some_and(|last| year <= last))
        })
    }
}

/// An office that existed only for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Texts that name it.
    pub patterns: Vec<String>,
    /// Its name.
    pub title: Title,
    /// Its last day.
    pub to: Option<Date>,
}

/// Rules of assessment and of offices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// The regimes, in the order in which they are asked.
    pub regimes: Vec<Regime>,
    /// Marks that are legal and still worth a warning.
    pub warn_marks: Vec<u8>,
    /// Offices that existed only for a time.
    pub offices: Vec<Office>,
    /// Provinces by numbering.
    pub provinces: Vec<Province>,
    /// How a personal id is built.
    pub personal_id: PersonalId,
    /// The days of a school year.
    pub frame: YearFrame,
    /// The sector's digital report card.
    pub digital_card: DigitalCard,
    /// The forms of class summaries.
    pub summary_forms: SummaryForms,
    /// How large pictures in texts may be.
    pub pictures: PictureLimits,
    /// By what the sentence of completion is understood.
    pub completion: CompletionWords,
    /// What the ways of coming and going mean.
    pub movements: Movements,
    /// By what right a person signs.
    pub signing: SigningRights,
    /// What records print of values that are no texts.
    pub record_words: RecordWords,
    pub(super) periods: Vec<Lettered>,
}

impl Rules {
    /// The regime of a year and grade.
    pub fn regime(&self, year: SchoolYear, grade: u8) -> Option<&Regime> {
        self.regimes.iter().find(|regime| regime.covers(year, grade))
    }

    /// The words of a period.
    pub fn period_words(&self, period: Period) -> &Title {
        static NONE: Title = Title { vi: String::new(), en: String::new() };
        self.periods.iter().find(|p| p.code == period.code()).map_or(&NONE, |p| &p.title)
    }

    /// Whether any regime has the subject `key`.
    pub fn knows_subject(&self, key: &str) -> bool {
        self.regimes.iter().any(|regime| regime.subject(key).is_some())
    }
}

#[derive(Deserialize)]
struct RawMarks {
    #[serde(default)]
    warn_at: Vec<u8>,
}

#[derive(Deserialize)]
struct RawOffice {
    pattern: Vec<String>,
    title: Title,
    to: Option<Placed>,
}

#[derive(Deserialize)]
struct RawRules {
    periods: Vec<Lettered>,
    regimes: Vec<Regime>,
    summary_forms: SummaryForms,
    marks: RawMarks,
    authorities: Vec<RawOffice>,
    provinces: Vec<RawProvince>,
    personal_id: PersonalId,
    school_year: YearFrame,
    digital_report_card: DigitalCard,
    pictures: PictureLimits,
    completion_words: CompletionWords,
    movements: Movements,
    signing: SigningRights,
    record_words: RecordWords,
}

/// Reads the rules.
pub(super) fn read(assets: &Assets) -> Result<Rules, DataError> {
    let raw: RawRules = parse(assets, FILE)?;
    let offices = raw
        .authorities
        .into_iter()
        .map(|office| {
            let to = maybe_day(FILE, office.to.as_ref())?;
            Ok(Office { patterns: office.pattern, title: office.title, to })
        })
        .collect::<Result<_, DataError>>()?;
    for code in raw.regimes.iter().flat_map(|r| r.results.iter().map(|r| &r.code)) {
        YearResult::from_code(code).ok_or_else(|| DataError::new(FILE, DataFault::Result(code.clone())))?;
    }
    Ok(Rules {
        regimes: raw.regimes,
        warn_marks: raw.marks.warn_at,
        offices,
        provinces: raw.provinces.into_iter().map(|raw| raw.settle(FILE)).collect::<Result<_, _>>()?,
        personal_id: raw.personal_id,
        frame: raw.school_year,
        digital_card: raw.digital_report_card,
        pictures: raw.pictures,
        completion: raw.completion_words,
        movements: raw.movements,
        signing: raw.signing,
        record_words: raw.record_words,
        periods: raw.periods,
        summary_forms: raw.summary_forms,
    })
}
