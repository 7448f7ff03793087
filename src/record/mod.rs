//! What a school records: the words of the field as types.
//!
//! Newtypes for ids, dates and levels, and the structs of the four families of records. Built by `check`, read by
//! `classify` and `render`. Uses nothing of ours. No I/O, no serde, no clock; a value here has been checked.

mod assessment;
mod context;
mod date;
mod disposal;
mod id;
mod records;
mod school;

pub use assessment::{
    Block, ClassSummary, GradedItem, Level, Period, ReportCard, Stay, SubjectResult, SummaryRow, YearReport, YearResult,
};
pub use context::{Context, Team};
pub use date::{Date, InvalidDate, SchoolYear};
pub use disposal::{DisposalFile, DisposalSubject};
pub use id::{ClassId, InvalidId, KindName, PupilId, RecordId, StaffId};
pub use records::{
    Body, Cell, Fact, Family, KeptFile, Owner, Record, Register, Sensitivity, ShownPicture, Signature, Source, TEXT_KEY,
};
pub use school::{Authority, Classroom, School, Staff, Tenure};
