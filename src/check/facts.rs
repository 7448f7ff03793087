//! What one document says that others must agree with: ids, names, references, results. Small, so that a school of
//! any size fits in memory while its documents come and go one at a time.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::catalogue::{Per, RefTarget, Term};
use crate::read::Place;
use crate::record::{Date, Period, RecordId, SchoolYear, YearResult};

/// A place in a named file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) file: Arc<str>,
    pub(super) place: Place,
}

/// A pupil as a list, register or card names them.
#[derive(Debug, Clone)]
pub(super) struct PupilFact {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) born: String,
    pub(super) sex: String,
    pub(super) personal_id: String,
    pub(super) spot: Spot,
    /// Where each of [`PARTICULARS`] stands, or the pupil where it does not.
    pub(super) places: [Place; PARTICULARS.len()],
}

/// What lists, register and cards must agree on about a pupil.
pub(super) const PARTICULARS: [&str; 4] = ["ho_ten", "ngay_sinh", "gioi_tinh", "so_dinh_danh"];

impl PupilFact {
    /// Where the particular `key` stands, or the pupil where it does not.
    pub(super) fn spot_of(&self, key: &str) -> Spot {
        let known = PARTICULARS.iter().zip(&self.places).find(|(known, _)| **known == key);
        Spot { file: self.spot.file.clone(), place: known.map_or(self.spot.place, |(_, place)| *place) }
    }
}

/// A line of the register.
#[derive(Debug, Clone)]
pub(super) struct RegisterFact {
    pub(super) pupil: PupilFact,
    pub(super) number: String,
    pub(super) class: String,
    pub(super) class_spot: Spot,
    pub(super) came: Option<Date>,
    pub(super) came_spot: Spot,
    pub(super) left: Option<Date>,
    pub(super) left_spot: Spot,
    pub(super) left_why: String,
    pub(super) has_left: bool,
}

/// A line of the register of movements.
#[derive(Debug, Clone)]
pub(super) struct MoveFact {
    pub(super) pupil: String,
    pub(super) day: Option<Date>,
    pub(super) how: String,
    pub(super) from: String,
    pub(super) from_spot: Spot,
    pub(super) to: String,
    pub(super) spot: Spot,
}

/// A line of a list about pupils: awards, completions.
#[derive(Debug, Clone)]
pub(super) struct ListedFact {
    pub(super) pupil: String,
    pub(super) title: String,
    pub(super) spot: Spot,
}

/// A day by which the school's plan wants a kind of record, for one period or for all.
#[derive(Debug, Clone)]
pub(super) struct DeadlineFact {
    pub(super) kind: String,
    pub(super) period: Option<Period>,
    pub(super) day: Date,
}

/// The school as its own file says it.
#[derive(Debug, Clone, Default)]
pub(super) struct SchoolFact {
    pub(super) province: Option<(String, String, Spot)>,
    pub(super) first_day: Option<Date>,
    pub(super) locked: Option<Date>,
    pub(super) deadlines: Vec<DeadlineFact>,
    /// Days of which the first must not come after the second.
    pub(super) orders: Vec<(Date, Date, Spot)>,
    /// Principals' days, and where their list stands.
    pub(super) principals: Vec<(Option<Date>, Option<Date>)>,
    pub(super) principals_spot: Option<Spot>,
    pub(super) offices_spot: Option<Spot>,
}

/// A class of the class list.
#[derive(Debug, Clone)]
pub(super) struct ClassFact {
    pub(super) id: String,
    pub(super) grade: u8,
    pub(super) pupils: Vec<PupilFact>,
}

/// Texts that come again and again in one document, kept once: a class has the same keys and levels in each row.
#[derive(Debug, Default)]
pub(super) struct Texts(RefCell<BTreeSet<Arc<str>>>);

impl Texts {
    pub(super) fn keep(&self, text: &str) -> Arc<str> {
        let known = self.0.borrow().get(text).cloned();
        known.unwrap_or_else(|| {
            let new: Arc<str> = text.into();
            self.0.borrow_mut().insert(Arc::clone(&new));
            new
        })
    }
}

/// What a card and a summary must agree on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Outcome {
    pub(super) subjects: Vec<(Arc<str>, Arc<str>, Option<i64>)>,
    pub(super) qualities: Vec<(Arc<str>, Arc<str>)>,
    pub(super) result: Option<YearResult>,
    pub(super) title: Arc<str>,
    pub(super) promoted: Option<bool>,
}

/// One pupil's card, its current year.
#[derive(Debug, Clone)]
pub(super) struct CardFact {
    pub(super) pupil: PupilFact,
    pub(super) class: String,
    pub(super) class_spot: Spot,
    pub(super) outcome: Option<Outcome>,
    /// Grade and class that the current year's section names.
    pub(super) placed: Option<(u8, String, Spot)>,
    /// When the current year was signed; whether the pupil was assessed again in summer.
    pub(super) signed: Option<(Date, Spot)>,
    pub(super) reassessed: bool,
    /// Whether a second assessment in summer, if any, was passed.
    pub(super) completed: bool,
}

/// Whom a row of a summary is about.
#[derive(Debug, Clone)]
pub(super) struct RowFact {
    pub(super) id: String,
    pub(super) spot: Spot,
}

/// One class summary.
#[derive(Debug, Clone)]
pub(super) struct SummaryFact {
    pub(super) class: String,
    pub(super) period: Option<Period>,
    pub(super) day: Option<(Date, Spot)>,
    /// Who is in it; of the year's end with the results, which cards repeat.
    pub(super) rows: Vec<(RowFact, Outcome)>,
    pub(super) spot: Spot,
}

/// A value that must be found somewhere.
#[derive(Debug, Clone)]
pub(super) struct RefFact {
    pub(super) to: RefTarget,
    pub(super) value: Arc<str>,
    pub(super) spot: Spot,
}

/// A value that stands in a document for the second time, where it must stand once.
#[derive(Debug, Clone)]
pub(super) struct TwiceFact {
    pub(super) key: String,
    pub(super) value: String,
    /// Where it stands first.
    pub(super) first: Place,
    pub(super) spot: Spot,
}

/// A kept file that a record names.
#[derive(Debug, Clone)]
pub(super) struct FileFact {
    pub(super) path: String,
    pub(super) spot: Spot,
}

/// A picture that a text names.
#[derive(Debug, Clone)]
pub(super) struct PictureFact {
    pub(super) path: String,
    pub(super) spot: Spot,
    /// Whether its name ends as a picture's does.
    pub(super) is_named_well: bool,
}

/// A term of the school's own list.
#[derive(Debug, Clone)]
pub(super) struct TermFact {
    pub(super) kind: String,
    pub(super) file_number: String,
    pub(super) term: Term,
    pub(super) spot: Spot,
}

/// Everything of one document.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub(super) year: Option<SchoolYear>,
    pub(super) year_spot: Option<Spot>,
    pub(super) classes: Vec<ClassFact>,
    pub(super) register: Vec<RegisterFact>,
    pub(super) cards: Vec<CardFact>,
    pub(super) summaries: Vec<SummaryFact>,
    pub(super) references: Vec<RefFact>,
    pub(super) twice: Vec<TwiceFact>,
    pub(super) files: Vec<FileFact>,
    pub(super) pictures: Vec<PictureFact>,
    pub(super) records: Vec<(RecordId, Spot)>,
    pub(super) terms: Vec<TermFact>,
    pub(super) own_act: String,
    pub(super) own_list: Option<Spot>,
    pub(super) own_signed: bool,
    pub(super) moves: Vec<MoveFact>,
    pub(super) awards: Vec<ListedFact>,
    pub(super) completions: Vec<ListedFact>,
    pub(super) school: SchoolFact,
    /// The classes, grades, departments that the document answers a demand for.
    pub(super) units: Vec<(Per, String)>,
    /// Bodies that the document names, with the document's day.
    pub(super) named_offices: Vec<(String, Date, Spot)>,
    pub(super) digital: Vec<DigitalFact>,
    pub(super) dates: Vec<(Date, Spot)>,
    pub(super) offices: Vec<OfficeFact>,
    pub(super) kind: String,
    /// Whether it is one of several books of a register, as it says itself.
    pub(super) is_book: bool,
}

/// A body that the export puts above the school, with its days.
#[derive(Debug, Clone)]
pub(super) struct OfficeFact {
    pub(super) name: String,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    pub(super) spot: Spot,
}

/// One digital report card of the index.
#[derive(Debug, Clone)]
pub(super) struct DigitalFact {
    pub(super) code: String,
    pub(super) pupil: String,
    pub(super) state: String,
    pub(super) replaces: Option<(String, Spot)>,
    pub(super) xml: String,
    pub(super) xml_spot: Spot,
    /// What our index says, by key.
    pub(super) said: std::collections::BTreeMap<String, String>,
    pub(super) day: Option<Date>,
    pub(super) spot: Spot,
    pub(super) state_spot: Spot,
}
