//! What may lie in `evidence/` and `disposals/`, and what a signature's trusted comment must say (FORMAT.md §8, §10).

use crate::archive_id::ArchiveId;
use crate::digest::Digest;
use crate::lines::Fault;
use crate::name::{Role, Serial, VolumeName};

/// Folder of what speaks about the seal.
pub const EVIDENCE: &str = "evidence";
/// Folder of the statements of lawful destruction.
pub const DISPOSALS: &str = "disposals";
/// Name of the sealing minutes (Biên bản niêm phong).
pub const MINUTES_NAME: &str = "bien-ban.pdf";
/// The largest sealing minutes, in bytes.
pub const MAX_MINUTES: u64 = 32 << 20;

/// A file of `evidence/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvidenceName {
    /// `seal.txt.ROLE.minisig`
    SealSignature(Role),
    /// `bien-ban.pdf`
    Minutes,
    /// `bien-ban.pdf.ROLE.minisig`
    MinutesSignature(Role),
}

fn role_of(name: &str, signed: &str) -> Option<Role> {
    name.strip_prefix(signed)?.strip_prefix('.')?.strip_suffix(".minisig")?.parse().ok()
}

impl EvidenceName {
    /// Reads a file name of `evidence/`.
    pub fn parse(name: &str) -> Result<Self, Fault> {
        let minutes = (name == MINUTES_NAME).then_some(Self::Minutes);
        minutes
            .or_else(|| role_of(name, "seal.txt").map(Self::SealSignature))
            .or_else(|| role_of(name, MINUTES_NAME).map(Self::MinutesSignature))
            .ok_or(Fault::new("evidence/ holds seal.txt.ROLE.minisig, bien-ban.pdf and bien-ban.pdf.ROLE.minisig only"))
    }

    /// The path, from the archive's folder.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::SealSignature(role) => format!("{EVIDENCE}/seal.txt.{role}.minisig"),
            Self::Minutes => format!("{EVIDENCE}/{MINUTES_NAME}"),
            Self::MinutesSignature(role) => format!("{EVIDENCE}/{MINUTES_NAME}.{role}.minisig"),
        }
    }
}

/// A file of `disposals/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DisposalName {
    /// `VOLUME.txt`
    Statement(VolumeName),
    /// `VOLUME.txt.ROLE.minisig`
    Signature(VolumeName, Role),
}

impl DisposalName {
    /// Reads a file name of `disposals/`.
    pub fn parse(name: &str) -> Result<Self, Fault> {
        let fault = Fault::new("disposals/ holds VOLUME.txt and VOLUME.txt.ROLE.minisig only");
        let (volume, rest) = name.split_once(".txt").ok_or(fault)?;
        let volume = volume.parse().map_err(|_| fault)?;
        if rest.is_empty() {
            return Ok(Self::Statement(volume));
        }
        role_of(rest, "").map(|role| Self::Signature(volume, role)).ok_or(fault)
    }

    /// The path, from the archive's folder.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Statement(volume) => format!("{DISPOSALS}/{volume}.txt"),
            Self::Signature(volume, role) => format!("{DISPOSALS}/{volume}.txt.{role}.minisig"),
        }
    }
}

/// The trusted comment of a signature on `seal.txt`.
#[must_use]
pub fn trusted_comment(role: Role, archive: &ArchiveId, serial: Serial) -> String {
    format!("niemphong role={role} archive={archive} serial={serial}")
}

/// The trusted comment of a signature on `bien-ban.pdf`; it ties the page to one seal.
#[must_use]
pub fn minutes_comment(role: Role, archive: &ArchiveId, serial: Serial, seal: Digest) -> String {
    format!("niemphong-bien-ban role={role} archive={archive} serial={serial} seal={}", seal.tagged())
}

/// The trusted comment of a signature on a disposal statement.
#[must_use]
pub fn disposal_comment(role: Role, archive: &ArchiveId, serial: Serial, volume: VolumeName) -> String {
    format!("niemphong-disposal role={role} archive={archive} serial={serial} volume={volume}")
}

/// The trusted comment of a signature on a trust file.
#[must_use]
pub fn trust_comment(version: u32) -> String {
    format!("niemphong-trust version={version}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_nothing_else_does() {
        for name in ["seal.txt.hieu_truong.minisig", "bien-ban.pdf", "bien-ban.pdf.van_thu.minisig"] {
            assert_eq!(EvidenceName::parse(name).map(|n| n.path()), Ok(format!("evidence/{name}")));
        }
        for name in ["5-nam.txt", "5-nam.txt.hieu_truong.minisig"] {
            assert_eq!(DisposalName::parse(name).map(|n| n.path()), Ok(format!("disposals/{name}")));
        }
        for name in
            ["", "seal.txt", "seal.txt.minisig", "seal.txt.giao_vien.minisig", "seal.txt.van_thu.minisig.minisig"]
        {
            assert!(EvidenceName::parse(name).is_err(), "{name}");
        }
        for name in ["", ".txt", "5-nam", "5-nam.txt.", "5-nam.txtx", "5-nam.txt.van_thu", "06-nam.txt"] {
            assert!(DisposalName::parse(name).is_err(), "{name}");
        }
    }
}
