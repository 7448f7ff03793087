//! What one document says that others must agree with: ids, names, references, results. Small, so that a school of
//! any size fits in memory while its documents come and go one at a time.

use std::sync::Arc;

use ecow::EcoString;

use super::outcome::Outcome;
use crate::catalogue::{Per, RefTarget, Term};
use crate::read::Place;
use crate::record::{Date, Period, RecordId, SchoolYear};

/// A place in a named file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) file: Arc<String>,
    pub(super) place: Place,
}

/// A pupil as a list, register or card names them.
#[derive(Debug, Clone)]
pub(super) struct PupilFact {
    pub(super) id: EcoString,
    pub(super) name: EcoString,
    pub(super) born: EcoString,
    pub(super) sex: EcoString,
    pub(super) personal_id: EcoString,
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
    pub(super) number: EcoString,
    pub(super) class: EcoString,
    pub(super) class_spot: Spot,
    pub(super) came: Option<Date>,
    pub(super) came_spot: Spot,
    pub(super) left: Option<Date>,
    pub(super) left_spot: Spot,
    pub(super) left_why: EcoString,
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
    pub(super) pupil: EcoString,
    pub(super) title: EcoString,
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
    pub(super) teacher: String,
    pub(super) campus: String,
    pub(super) pupils: Vec<PupilFact>,
}

/// One pupil's card, its current year.
#[derive(Debug, Clone)]
pub(super) struct CardFact {
    pub(super) pupil: PupilFact,
    pub(super) class: EcoString,
    pub(super) class_spot: Spot,
    pub(super) outcome: Option<Box<Outcome>>,
    /// Grade and class that the current year's section names.
    pub(super) placed: Option<(u8, EcoString, Spot)>,
    /// When the current year was signed; whether the pupil was assessed again in summer.
    pub(super) signed: Option<(Date, Spot)>,
    pub(super) reassessed: bool,
    /// Whether a second assessment in summer, if any, was passed.
    pub(super) completed: bool,
}

/// Whom a row of a summary is about.
#[derive(Debug, Clone)]
pub(super) struct RowFact {
    pub(super) id: EcoString,
    pub(super) spot: Spot,
    /// Of the year's end the results, which cards repeat.
    pub(super) outcome: Option<Box<Outcome>>,
}

/// One class summary.
#[derive(Debug, Clone)]
pub(super) struct SummaryFact {
    pub(super) class: String,
    pub(super) period: Option<Period>,
    pub(super) day: Option<(Date, Spot)>,
    /// Who is in it.
    pub(super) rows: Vec<RowFact>,
    pub(super) spot: Spot,
}

/// A value that must be found somewhere.
#[derive(Debug, Clone)]
pub(super) struct RefFact {
    pub(super) to: RefTarget,
    pub(super) value: EcoString,
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
    pub(super) school: Option<Box<SchoolFact>>,
    /// The classes, grades, departments that the document answers a demand for.
    pub(super) units: Vec<(Per, EcoString)>,
    /// Bodies that the document names, with the document's day.
    pub(super) named_offices: Vec<(String, Date, Spot)>,
    pub(super) digital: Vec<DigitalFact>,
    pub(super) dates: Vec<(Date, Spot)>,
    pub(super) offices: Vec<OfficeFact>,
    pub(super) kind: EcoString,
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

/// What the index says of a digital report card that its file says, too.
pub(super) const INDEXED: [&str; 5] = ["ma_tra_cuu", "ma_hoc_sinh", "ho_ten", "lop", "nam_hoc"];

/// One digital report card of the index.
#[derive(Debug, Clone)]
pub(super) struct DigitalFact {
    pub(super) code: EcoString,
    pub(super) pupil: EcoString,
    pub(super) state: EcoString,
    pub(super) replaces: Option<Box<(EcoString, Spot)>>,
    pub(super) xml: EcoString,
    pub(super) xml_spot: Spot,
    /// What our index says of each of [`INDEXED`].
    pub(super) said: [EcoString; INDEXED.len()],
    pub(super) day: Option<Date>,
    pub(super) spot: Spot,
    pub(super) state_spot: Spot,
}

impl DigitalFact {
    /// What the index says at one of [`INDEXED`].
    pub(super) fn said_of(&self, key: &str) -> &str {
        let known = INDEXED.iter().zip(&self.said).find(|(known, _)| **known == key);
        known.map_or("", |(_, said)| said)
    }
}
