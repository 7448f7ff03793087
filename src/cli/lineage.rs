//! Where a new seal stands among the school's seals: after which, and, if it is a correction, in whose place and why.
//! What the verifier would say of the chain is said here first, while it can still be mended.

use std::path::{Path, PathBuf};

use niemphong_archive::verify::Request;
use niemphong_archive::{ArchiveId, Digest, Seal, SealRef, Serial, Supersedes, Text, Timestamp, Verdict};

use super::exit::Failure;
use super::plan::Plan;
use super::volumes;
use crate::render::html::Correction;

/// What was typed about the seals before.
#[derive(Debug, Clone, Default)]
pub(super) struct Ancestors {
    /// The archive sealed before this one.
    pub(super) previous: Option<PathBuf>,
    /// The archive that this one corrects.
    pub(super) supersedes: Option<PathBuf>,
    /// Why.
    pub(super) reason: Option<String>,
}

/// Where the new seal stands.
pub(super) struct Lineage {
    pub(super) serial: Serial,
    pub(super) previous: Option<SealRef>,
    pub(super) supersedes: Option<Supersedes>,
}

impl Lineage {
    /// What pages and minutes say of a correction.
    pub(super) fn correction(&self) -> Option<Correction> {
        self.supersedes.as_ref().map(|supersedes| Correction {
            serial: supersedes.seal.serial.to_string(),
            digest: supersedes.seal.digest.grouped(),
            reason: supersedes.reason.to_string(),
        })
    }
}

/// An archive that was sealed before, with its seal.
struct Before {
    folder: PathBuf,
    seal: Seal,
    digest: Digest,
}

impl Before {
    /// Reads a seal; an archive that is not as it was sealed is no ground for another.
    fn read(folder: &Path, id: &ArchiveId, sealed_at: &Timestamp) -> Result<Self, Failure> {
        let (seal, digest) = volumes::seal_of(folder)?;
        let path = folder.display().to_string();
        if seal.archive.school() != id.school() {
            let arguments = vec![("path", path), ("found", seal.archive.to_string())];
            return Err(Failure::usage("cli-error-other-school", arguments));
        }
        let mut request = Request::new(sealed_at.date());
        request.quick = true;
        let report = niemphong_archive::verify(folder, &request).map_err(|e| Failure::io(folder, &e))?;
        if report.verdict == Verdict::Failed {
            return Err(Failure::refused("cli-lineage-unsound", vec![("path", path)]));
        }
        Ok(Self { folder: folder.to_owned(), seal, digest })
    }

    fn reference(&self) -> SealRef {
        SealRef { serial: self.seal.serial, digest: self.digest }
    }

    fn told(&self) -> Vec<(&'static str, String)> {
        vec![
            ("path", self.folder.display().to_string()),
            ("serial", self.seal.serial.to_string()),
            ("archive", self.seal.archive.to_string()),
            ("sealed", self.seal.sealed_at.to_string()),
        ]
    }
}

/// Finds the place of a seal of `id`, made at `sealed_at` over the records of `plan`.
pub(super) fn trace(
    ancestors: &Ancestors,
    id: &ArchiveId,
    sealed_at: &Timestamp,
    plan: &Plan,
) -> Result<Lineage, Failure> {
    let read = |folder: &PathBuf| Before::read(folder, id, sealed_at);
    let corrected = ancestors.supersedes.as_ref().map(read).transpose()?;
    let last = ancestors.previous.as_ref().or(ancestors.supersedes.as_ref()).map(read).transpose()?;
    let Some(last) = last else { return Ok(Lineage { serial: Serial::FIRST, previous: None, supersedes: None }) };
    if sealed_at.instant() < last.seal.sealed_at.instant() {
        return Err(Failure::usage("cli-lineage-time", last.told()));
    }
    let reason = ancestors.reason.as_deref().unwrap_or_default();
    let supersedes = match corrected {
        None if last.seal.archive == *id => return Err(Failure::usage("cli-lineage-same-year", last.told())),
        None if id.school_year() < last.seal.archive.school_year() => {
            return Err(Failure::usage("cli-lineage-earlier-year", last.told()));
        }
        None => None,
        Some(corrected) if corrected.seal.archive != *id => {
            return Err(Failure::usage("cli-lineage-other-year", corrected.told()));
        }
        Some(corrected) if corrected.seal.serial > last.seal.serial => {
            return Err(Failure::usage("cli-lineage-not-last", corrected.told()));
        }
        Some(corrected) => Some(Supersedes { seal: corrected.reference(), reason: stated(reason, plan)? }),
    };
    let serial = last.seal.serial.next().map_err(|e| Failure::data(&e))?;
    Ok(Lineage { serial, previous: Some(last.reference()), supersedes })
}

/// The reason as the seal carries it. The seal outlives every volume, so that it may name no pupil.
fn stated(reason: &str, plan: &Plan) -> Result<Text, Failure> {
    let lower = reason.to_lowercase();
    let pupils = plan.values().flat_map(|volume| &volume.cards).filter_map(|card| card.pupil.as_ref());
    let named =
        pupils.map(|pupil| pupil.name.as_str()).find(|name| !name.is_empty() && lower.contains(&name.to_lowercase()));
    if let Some(name) = named {
        return Err(Failure::usage("cli-lineage-name", vec![("found", name.to_owned())]));
    }
    let wrong = |e: niemphong_archive::Fault| {
        Failure::usage("cli-lineage-reason", vec![("found", reason.to_owned()), ("said", e.to_string())])
    };
    if reason == "none" {
        Err(Failure::usage("cli-lineage-reason", vec![("found", reason.to_owned()), ("said", String::new())]))
    } else {
        reason.parse().map_err(wrong)
    }
}
