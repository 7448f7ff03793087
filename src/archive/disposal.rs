//! Statements of lawful destruction (FORMAT.md §10; Luật Lưu trữ 33/2024/QH15 Điều 16, TT 06/2025/TT-BNV).

use crate::archive_id::ArchiveId;
use crate::date::Date;
use crate::digest::Digest;
use crate::lines::{Fault, Lines, text_of};
use crate::name::{KeepUntil, Serial, Text, VolumeName};

/// The first line, and so the domain of every signature on it.
pub const DISPOSAL_VERSION: &str = "niemphong-disposal/1";
/// The largest statement, in bytes.
pub const MAX_DISPOSAL: u64 = 16 << 10;

/// That one volume was destroyed: which, when, on whose decision. It names no person of the volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposal {
    /// Of which archive.
    pub archive: ArchiveId,
    /// Of which seal.
    pub serial: Serial,
    /// Digest of that `seal.txt`.
    pub seal: Digest,
    /// The volume.
    pub volume: VolumeName,
    /// As the seal has it.
    pub keep_until: KeepUntil,
    /// Digest of the volume's tag manifest, as the seal has it.
    pub tagmanifest: Digest,
    /// The day of destruction.
    pub disposed_on: Date,
    /// Number of the decision, `12/QĐ-THKĐ`.
    pub decision: Text,
    /// Date of the decision.
    pub decision_date: Date,
    /// Who decided.
    pub authority: Text,
    /// Minutes of the council that weighed the records.
    pub minutes: Text,
    /// The law that it rests on.
    pub basis: Text,
    /// How the volume was destroyed.
    pub method: Text,
}

impl Disposal {
    /// The text, or the rule that these values would break.
    pub fn to_text(&self) -> Result<String, Fault> {
        let text = self.write();
        Self::parse(text.as_bytes())?;
        Ok(text)
    }

    fn write(&self) -> String {
        format!(
            "{DISPOSAL_VERSION}\narchive: {}\nserial: {}\nseal: {}\nvolume: {}\nkeep-until: {}\ntagmanifest: {}\n\
             disposed-on: {}\ndecision: {}\ndecision-date: {}\nauthority: {}\nminutes: {}\nbasis: {}\nmethod: {}\n",
            self.archive,
            self.serial,
            self.seal.tagged(),
            self.volume,
            self.keep_until,
            self.tagmanifest.tagged(),
            self.disposed_on,
            self.decision,
            self.decision_date,
            self.authority,
            self.minutes,
            self.basis,
            self.method
        )
    }

    /// Reads exactly what [`Disposal::to_text`] writes. Whether the destruction was lawful is judged beside the seal.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let mut lines = Lines::new(text_of(bytes, MAX_DISPOSAL)?);
        lines.exactly(DISPOSAL_VERSION)?;
        let disposal = Self {
            archive: lines.read("archive: ", str::parse)?,
            serial: lines.read("serial: ", str::parse)?,
            seal: lines.read("seal: ", Digest::from_tagged)?,
            volume: lines.read("volume: ", str::parse)?,
            keep_until: lines.read("keep-until: ", str::parse)?,
            tagmanifest: lines.read("tagmanifest: ", Digest::from_tagged)?,
            disposed_on: lines.read("disposed-on: ", str::parse)?,
            decision: lines.read("decision: ", str::parse)?,
            decision_date: lines.read("decision-date: ", str::parse)?,
            authority: lines.read("authority: ", str::parse)?,
            minutes: lines.read("minutes: ", str::parse)?,
            basis: lines.read("basis: ", str::parse)?,
            method: lines.read("method: ", str::parse)?,
        };
        lines.end()?;
        Ok(disposal)
    }
}
