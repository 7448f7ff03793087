//! The dated data as types: which kinds of records there are, what the law demands, terms, rules of assessment.
//!
//! Read from `schemas/*.yaml` and the papers below `templates/` of `assets`; laws and forms change each year and are data, not Rust. May use `assets`
//! and `record`. Never reads the clock: whoever asks names the day.

mod codes;
mod demand;
mod digital;
mod identity;
mod kinds;
mod month_day;
mod movements;
mod papers;
mod pictures;
mod promotion;
mod record_words;
mod redaction;
mod retention;
mod rules;
mod signing;
mod summary;

pub use demand::{Demand, Per};
pub use digital::{CopyStates, DigitalCard};
pub use identity::{Deadlines, PersonalId, Province, YearFrame};
pub use kinds::{
    Align, Column, Each, FactKey, Kind, Layout, Orientation, Paper, RefTarget, Reference, SignatureBlock, Title,
};
pub use month_day::MonthDay;
pub use movements::Movements;
pub use papers::{Count, CountedIf, CyclePapers, DisposalPapers, PaperForm, PaperSigner, Scope};
pub use pictures::PictureLimits;
pub use promotion::{Completion, CompletionWords, Summer};
pub use record_words::RecordWords;
pub use redaction::{Audience, FileShowing, KindShowing, REDACTION_FILE, RedactionTable, Showing, ValueClass};
pub use retention::{Counting, Floor, RetentionTable, Standing, Term, Trigger};
pub use rules::{Derived, GroupRule, ItemRule, Lettered, Office, Regime, Rules, SubjectRule, TestRule};
pub use signing::SigningRights;
pub use summary::{SummaryForm, SummaryForms, SummaryWords};

use std::collections::BTreeMap;

use crate::assets::{Assets, DataError, DataFault};
use crate::record::{Date, SchoolYear};

/// Everything that the data says, typed.
#[derive(Debug)]
pub struct Catalogue {
    kinds: BTreeMap<String, Kind>,
    order: Vec<String>,
    /// Retention tables by circular.
    pub retention: Vec<RetentionTable>,
    /// Between which days terms are counted.
    pub counting: Counting,
    /// Rules of assessment.
    pub rules: Rules,
    /// What copies for others leave out, by the days they are in force.
    pub redaction: Vec<RedactionTable>,
}

/// What the name of a file with further kinds ends with: `schemas/so_tiem_chung.catalogue.yaml`.
const ADDED: &str = ".catalogue.yaml";

/// A text of a data file, with its place there.
type Placed = serde_yaml::Spanned<String>;

impl Catalogue {
    /// Reads the data files.
    ///
    /// # Errors
    /// When one is missing, is not of its shape, or names what another does not have.
    pub fn load(assets: &Assets) -> Result<Self, DataError> {
        let mut kinds = kinds::read(assets, "schemas/catalogue.yaml")?;
        // A school's own kinds stand in files of their own, so that ours need not be copied to add one.
        for (name, _) in assets.list("schemas/").filter(|(name, _)| name.ends_with(ADDED)) {
            for kind in kinds::read(assets, name)? {
                if kinds.iter().any(|known| known.name == kind.name) {
                    return Err(DataError::new(name, DataFault::KindTwice(kind.name.to_string())));
                }
                kinds.push(kind);
            }
        }
        let ((counting, retention), rules) = (retention::read(assets)?, rules::read(assets)?);
        let redaction = redaction::read(assets)?;
        let order: Vec<String> = kinds.iter().map(|kind| kind.name.as_str().to_owned()).collect();
        let kinds = kinds.into_iter().map(|kind| (kind.name.as_str().to_owned(), kind)).collect();
        Ok(Self { kinds, order, retention, counting, rules, redaction })
    }

    /// The kind called `name`.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.get(name)
    }

    /// The table of terms that was in force when the files of `year` were closed, or the earliest before any was: what
    /// was closed under an older one keeps its terms.
    pub fn terms_of(&self, year: SchoolYear) -> Option<&RetentionTable> {
        let closed = self.counting.closed(year)?;
        self.retention.iter().rfind(|table| table.in_force(closed)).or_else(|| self.retention.first())
    }

    /// All kinds, in the catalogue's order.
    pub fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.order.iter().filter_map(|name| self.kinds.get(name))
    }

    /// Where a kind stands in the catalogue's order.
    pub fn rank(&self, name: &str) -> usize {
        self.order.iter().position(|kind| kind == name).unwrap_or(usize::MAX)
    }
}

/// Reads the data file `file` as a `T`.
fn parse<T: serde::de::DeserializeOwned>(assets: &Assets, file: &str) -> Result<T, DataError> {
    serde_yaml::from_str(assets.required(file)?).map_err(|e| DataError {
        file: file.to_owned(),
        place: e.location().and_then(place),
        fault: DataFault::Shape(e.without_snippet().to_string()),
    })
}

/// A day as `file` has it.
fn day(file: &str, text: &Placed) -> Result<Date, DataError> {
    text.value.parse().map_err(|_| about(file, text, DataFault::Date))
}

/// What is wrong with a text of `file`.
fn about(file: &str, text: &Placed, fault: impl Fn(String) -> DataFault) -> DataError {
    DataError { file: file.to_owned(), place: place(text.referenced), fault: fault(text.value.clone()) }
}

/// A day that may be left out.
fn maybe_day(file: &str, text: Option<&Placed>) -> Result<Option<Date>, DataError> {
    text.map(|text| day(file, text)).transpose()
}

/// Line and column, where the parser knows them.
fn place(at: serde_yaml::Location) -> Option<(u64, u64)> {
    (at != serde_yaml::Location::UNKNOWN).then(|| (at.line(), at.column()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_loads_and_every_kind_has_its_retention_row() {
        let catalogue = Catalogue::load(&Assets::embedded()).unwrap();
        assert!(catalogue.kinds().count() >= 16);
        for kind in catalogue.kinds().filter(|k| k.family != crate::record::Family::Support) {
            for table in &catalogue.retention {
                assert!(table.row(&kind.retention).is_some(), "{} in {}", kind.name, table.act);
            }
        }
    }

    #[test]
    fn regimes_follow_the_table_of_years_and_grades() {
        let rules = Catalogue::load(&Assets::embedded()).unwrap().rules;
        let of = |year: &str, grade| rules.regime(year.parse().unwrap(), grade).map(|r| r.code.clone());
        assert_eq!(of("2021-2022", 2).as_deref(), Some("tt27"));
        assert_eq!(of("2021-2022", 3).as_deref(), Some("vbhn03"));
        assert_eq!(of("2023-2024", 5).as_deref(), Some("vbhn03"));
        assert_eq!(of("2025-2026", 5).as_deref(), Some("tt27"));
        assert_eq!(of("2010-2011", 1), None);
    }
}
