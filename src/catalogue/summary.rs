//! The forms of bảng tổng hợp kết quả đánh giá giáo dục (TT 27/2020/TT-BGDĐT, Phụ lục 2): which one, and its words.

use serde::Deserialize;

use super::Regime;
use crate::record::Period;

/// The nine forms.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SummaryForms {
    regime: String,
    forms: Vec<SummaryForm>,
    paper: SummaryPaper,
    /// What they print.
    pub words: SummaryWords,
}

/// One of the nine.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SummaryForm {
    /// Its number, `Mẫu 9`.
    pub form: String,
    grades: Vec<u8>,
    periods: Vec<String>,
    /// Whether it has the year's result, awards and who is not promoted.
    pub result: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct SummaryPaper {
    a3_above_columns: usize,
}

/// What the forms print at their head, above their columns and at their foot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SummaryWords {
    /// The name of the table.
    pub caption: String,
    /// Class and period, with places for `{lop}` and `{thoi_diem}`.
    pub class: String,
    /// The school year, with a place for `{nam_hoc}`.
    pub year: String,
    /// Above the running number.
    pub number: String,
    /// Above the pupils' names.
    pub name: String,
    /// Above all subjects.
    pub subjects: String,
    /// Above a subject's levels, where it has marks too.
    pub level: String,
    /// Above a subject's marks.
    pub mark: String,
    /// Above the four results of the year.
    pub result: String,
    /// Above the awards.
    pub award: String,
    /// Above the marks of those who stay.
    pub not_promoted: String,
    /// Above the notes.
    pub note: String,
    /// What stands where a column applies to a pupil.
    pub cross: String,
    /// The titles given, with a place for `{danh_hieu}`.
    pub awarded: String,
    /// How many pupils, with a place for `{so}`.
    pub total: String,
    /// What the letters mean.
    pub legend: String,
}

impl SummaryForms {
    /// The form of a grade and period; none under a regime that these forms don't belong to.
    pub fn of(&self, regime: &Regime, grade: u8, period: Period) -> Option<&SummaryForm> {
        if regime.code != self.regime {
            return None;
        }
        let fits = |f: &&SummaryForm| f.grades.contains(&grade) && f.periods.iter().any(|p| p == period.code());
        self.forms.iter().find(fits)
    }

    /// Whether so many columns ask for A3; A4 otherwise.
    pub fn needs_a3(&self, columns: usize) -> bool {
        columns > self.paper.a3_above_columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;
    use crate::catalogue::Catalogue;

    #[test]
    fn a_class_under_older_rules_has_no_form_of_the_newer_ones() {
        let rules = Catalogue::load(&Assets::embedded()).unwrap().rules;
        let form = |year: &str, grade| {
            let regime = rules.regime(year.parse().unwrap(), grade).unwrap();
            rules.summary_forms.of(regime, grade, Period::EndYear).map(|form| form.form.clone())
        };
        assert_eq!(form("2025-2026", 3).as_deref(), Some("Mẫu 6"));
        assert_eq!(form("2020-2021", 1).as_deref(), Some("Mẫu 3"));
        assert_eq!(form("2020-2021", 3), None);
    }
}
