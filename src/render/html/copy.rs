//! What the pages of a redacted copy say of it: whom it is for, which seal it was made from, what it lacks.

use serde::Serialize;

use super::cards::Both;

/// What every page of a copy says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CopyMark {
    /// `inspector`, `public`.
    pub audience: String,
    /// Id of the archive that it was made from.
    pub archive: String,
    /// That archive's serial.
    pub serial: String,
    /// The digest of its seal, in groups of four.
    pub seal: Vec<String>,
}

/// What a copy's own page says besides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CopyNote {
    /// As in [`CopyMark`].
    pub audience: String,
    /// As in [`CopyMark`].
    pub archive: String,
    /// As in [`CopyMark`].
    pub serial: String,
    /// As in [`CopyMark`].
    pub seal: Vec<String>,
    /// The act that the rules follow.
    pub act: String,
    /// Whether a person has compared the rules with the printed act.
    pub verified: bool,
    /// Whom it is for, as prints say it.
    pub whom: String,
    /// Sorts of values that it lacks.
    pub left_out: Vec<Both>,
    /// Kinds, volume by volume.
    pub kinds: Vec<CopyKind>,
}

/// One kind of one volume: in the archive, and in the copy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CopyKind {
    /// Retention class as it stands in paths.
    pub volume: String,
    /// The kind's name.
    pub title: Both,
    /// Records that were sealed.
    pub sealed: u64,
    /// Records that the copy shows.
    pub shown: u64,
    /// Kept files that stay behind.
    pub files: u64,
}

impl CopyNote {
    /// What every page says.
    pub fn mark(&self) -> CopyMark {
        CopyMark {
            audience: self.audience.clone(),
            archive: self.archive.clone(),
            serial: self.serial.clone(),
            seal: self.seal.clone(),
        }
    }
}
