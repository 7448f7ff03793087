//! What was sealed, from archives and seal packs, and what a sheet comes to beside it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use niemphong_archive::finding::{NEWER_SEAL_KNOWN, VOLUME_DESTROYED};
use niemphong_archive::jcs::MAX_RECORD;
use niemphong_archive::leaf::LeafList;
use niemphong_archive::pack::MAX_PACK;
use niemphong_archive::report::VolumeStatus;
use niemphong_archive::seal::SEAL_PATH;
use niemphong_archive::tree::leaf_hash;
use niemphong_archive::{Canonical, Digest, Pack, Packed, Report, Request, Severity, Verdict, VolumeName, gather};

use super::sheets::Shown;
use crate::cli::exit::{Exit, Failure};
use crate::cli::session::Session;
use crate::paper::Pointer;

/// A seal and its leaves; of an archive, also where its records lie.
pub(super) struct Source {
    pub(super) packed: Packed,
    archive: Option<(PathBuf, BTreeMap<VolumeName, LeafList>)>,
}

/// Everything that sheets are compared with, in order of archive and serial, an archive before the pack of its seal.
pub(super) struct Seals(Vec<Source>);

/// A sealed leaf.
pub(super) struct Match<'a> {
    pub(super) source: &'a Source,
    pub(super) volume: VolumeName,
    pub(super) index: u64,
    /// What the seal is worth.
    pub(super) report: Report,
    /// The canonical record, from the archive or from the sheet itself; a pack has none.
    pub(super) json: Option<String>,
}

/// What a sheet comes to.
pub(super) enum Finding<'a> {
    /// A sealed leaf.
    Sealed(Box<Match<'a>>),
    /// Of a seal that a later one, of this serial, has replaced; the leaf, if the older seal is there as well.
    Superseded(&'a Source, String, Option<Box<Match<'a>>>),
    /// Of a volume that was lawfully destroyed, and on what.
    Destroyed(&'a Source, VolumeName, String),
    /// Of a volume that is not there.
    Absent(&'a Source, VolumeName),
    /// No leaf of the seal that it names, or that there is.
    Foreign(&'a Source),
    /// Of a seal that is none of these.
    Elsewhere(Pointer),
    /// No leaf of any of several seals, and nothing that names one.
    Unknown,
    /// Symbols of more than one record.
    Mixed,
    /// A symbol that is not as we write them, or that leads to another record than it names.
    Malformed,
    /// Some of the symbols that carry a record, and no pointer.
    Few,
    /// No symbol of ours could be read.
    Unreadable,
}

impl Finding<'_> {
    /// The code that this alone would end with.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Sealed(found) => match found.report.verdict {
                Verdict::Passed => Exit::Done,
                Verdict::Indeterminate => Exit::Indeterminate,
                Verdict::Failed => Exit::Findings,
            },
            Self::Superseded(..)
            | Self::Foreign(_)
            | Self::Elsewhere(_)
            | Self::Unknown
            | Self::Mixed
            | Self::Malformed => Exit::Findings,
            Self::Destroyed(..) | Self::Absent(..) => Exit::Indeterminate,
            Self::Few | Self::Unreadable => Exit::Incomplete,
        }
    }
}

impl Seals {
    /// Reads them.
    pub(super) fn open(archives: &[PathBuf], packs: &[PathBuf], session: &Session) -> Result<Self, Failure> {
        let mut sources = Vec::new();
        for folder in archives {
            if !folder.join(SEAL_PATH).exists() {
                return Err(Failure::usage("cli-error-not-sealed", vec![("path", folder.display().to_string())]));
            }
            let gathered = gather(folder).map_err(|e| Failure::data(&e.message(session.verifier_language())))?;
            sources.push(Source { packed: gathered.packed, archive: Some((folder.clone(), gathered.lists)) });
        }
        for file in packs {
            let mut bytes = Vec::new();
            let read = File::open(file).and_then(|open| open.take(MAX_PACK + 1).read_to_end(&mut bytes));
            read.map_err(|e| Failure::io(file, &e))?;
            let pack = Pack::parse(&bytes).map_err(|e| Failure::io(file, &e))?;
            sources.extend(pack.into_archives().into_iter().map(|packed| Source { packed, archive: None }));
        }
        sources.sort_by(|a, b| (a.place(), a.archive.is_none()).cmp(&(b.place(), b.archive.is_none())));
        Ok(Self(sources))
    }

    /// What a sheet comes to.
    pub(super) fn judge<'a>(&'a self, shown: &Shown<'_>, request: &Request<'_>) -> Result<Finding<'a>, Failure> {
        if shown.mixed {
            return Ok(Finding::Mixed);
        }
        if shown.malformed {
            return Ok(Finding::Malformed);
        }
        let Some(leaf) = shown.leaves.first() else {
            return Ok(if shown.few { Finding::Few } else { Finding::Unreadable });
        };
        let pointer = shown.pointers.first();
        if !shown.pointers.iter().all(|other| Some(other) == pointer) {
            return Ok(Finding::Mixed);
        }
        let Some(pointer) = pointer else { return self.judge_record(*leaf, shown, request) };
        let same = |source: &&Source| source.packed.seal.archive == pointer.archive;
        let known = self.0.iter().filter(same).find(|source| source.packed.seal.serial == pointer.serial);
        let Some(source) = known else {
            let newer = self.0.iter().filter(same).rev().find(|source| source.replaces(pointer.serial));
            return Ok(newer.map_or_else(
                || Finding::Elsewhere(pointer.clone()),
                |newer| Finding::Superseded(newer, newer.packed.seal.serial.to_string(), None),
            ));
        };
        match source.packed.leaves.get(&pointer.volume) {
            None if source.packed.seal.volume(pointer.volume).is_some() => absent(source, pointer.volume, request),
            Some(_) if source.agrees(pointer, shown) => {
                self.sealed(source, pointer.volume, pointer.index, *leaf, shown, request)
            }
            _ => Ok(Finding::Foreign(source)),
        }
    }

    /// A sheet whose pointer was not read: the record is looked for in all seals, the newest first.
    fn judge_record<'a>(
        &'a self,
        leaf: Digest,
        shown: &Shown<'_>,
        request: &Request<'_>,
    ) -> Result<Finding<'a>, Failure> {
        let mut gone = None;
        let mut sources = self.0.iter().rev().collect::<Vec<_>>();
        sources.sort_by_key(|source| source.archive.is_none());
        for source in sources {
            for (volume, leaves) in &source.packed.leaves {
                if let Some((index, _)) = (0..).zip(leaves).find(|(_, other)| **other == leaf) {
                    return self.sealed(source, *volume, index, leaf, shown, request);
                }
            }
            let missing = source.packed.seal.volumes.iter().find(|v| !source.packed.leaves.contains_key(&v.name));
            gone = gone.or(missing.map(|volume| (source, volume.name)));
        }
        Ok(match (gone, self.0.as_slice()) {
            // It may be of the volume that is not there.
            (Some((source, volume)), _) => Finding::Absent(source, volume),
            (None, [only]) => Finding::Foreign(only),
            (None, _) => Finding::Unknown,
        })
    }

    fn sealed<'a>(
        &'a self,
        source: &'a Source,
        volume: VolumeName,
        index: u64,
        leaf: Digest,
        shown: &Shown<'_>,
        request: &Request<'_>,
    ) -> Result<Finding<'a>, Failure> {
        let mut report = source.judge(request)?;
        let carried = shown.record.filter(|record| record.leaf == leaf).map(|record| record.json.clone());
        let json = source.record(volume, index, leaf).or(carried);
        let newest = self.0.iter().rev().find(|other| {
            other.packed.seal.archive == source.packed.seal.archive && other.replaces(source.packed.seal.serial)
        });
        let mut by = None;
        if let Some(newest) = newest
            && newest.judge(request)?.verdict != Verdict::Failed
        {
            by = Some(newest.packed.seal.serial.to_string());
        }
        let told = |report: &Report| {
            let mut failed = report.findings.iter().filter(|finding| finding.code.severity == Severity::Failed);
            let first =
                failed.next().filter(|finding| finding.code.id == NEWER_SEAL_KNOWN.id && failed.next().is_none());
            first.and_then(|finding| finding.detail.facts().first().cloned())
        };
        // The trust file may know of a later seal that is not here.
        let by = told(&report).into_iter().chain(by).max_by_key(|serial| serial.parse::<u32>().unwrap_or_default());
        report.findings.retain(|finding| by.is_none() || finding.code.id != NEWER_SEAL_KNOWN.id);
        let found = Box::new(Match { source, volume, index, report, json });
        Ok(match by {
            Some(serial) => Finding::Superseded(source, serial, Some(found)),
            None => Finding::Sealed(found),
        })
    }
}

impl Source {
    fn place(&self) -> (&str, u32) {
        (self.packed.seal.archive.as_str(), self.packed.seal.serial.get())
    }

    fn folder(&self) -> Option<&Path> {
        self.archive.as_ref().map(|(folder, _)| folder.as_path())
    }

    fn judge(&self, request: &Request<'_>) -> Result<Report, Failure> {
        self.packed.judge(self.folder(), request).map_err(|e| Failure::data(&e))
    }

    /// Does this seal correct the one of this serial, or one that came after it?
    fn replaces(&self, serial: niemphong_archive::Serial) -> bool {
        self.packed.seal.supersedes.as_ref().is_some_and(|other| serial <= other.seal.serial)
    }

    /// Is the leaf where the pointer says, under the id that the pointer says?
    fn agrees(&self, pointer: &Pointer, shown: &Shown<'_>) -> bool {
        let at = |leaves: &Vec<Digest>| leaves.get(usize::try_from(pointer.index).ok()?).copied();
        let leaf = self.packed.leaves.get(&pointer.volume).and_then(at);
        let listed = self.entry(pointer.volume, pointer.index).map(|(_, entry)| entry.id.to_string());
        let carried = shown.record.and_then(|record| Canonical::parse(record.json.as_bytes()).ok());
        let carried = carried.and_then(|record| record.text("_id").map(str::to_owned));
        leaf == Some(pointer.leaf) && [listed, carried].iter().flatten().all(|id| *id == pointer.record)
    }

    fn entry(&self, volume: VolumeName, index: u64) -> Option<(&Path, &niemphong_archive::leaf::LeafEntry)> {
        let (folder, lists) = self.archive.as_ref()?;
        let entry = lists.get(&volume)?.entries().get(usize::try_from(index).ok()?)?;
        Some((folder, entry))
    }

    /// The record of the archive, if it is the one with this leaf.
    fn record(&self, volume: VolumeName, index: u64, leaf: Digest) -> Option<String> {
        let (folder, entry) = self.entry(volume, index)?;
        let path = folder.join(volume.folder()).join(entry.path.as_str());
        let mut json = String::new();
        File::open(path).ok()?.take(MAX_RECORD + 1).read_to_string(&mut json).ok()?;
        (leaf_hash(json.as_bytes()) == leaf).then_some(json)
    }
}

/// A volume that is in the seal, and not there.
fn absent<'a>(source: &'a Source, volume: VolumeName, request: &Request<'_>) -> Result<Finding<'a>, Failure> {
    let report = source.judge(request)?;
    let destroyed = |status| report.volumes.iter().any(|v| v.name == volume && v.status == status);
    if report.verdict == Verdict::Failed || !destroyed(VolumeStatus::Destroyed) {
        return Ok(Finding::Absent(source, volume));
    }
    let said = report.findings.iter().find(|f| f.code.id == VOLUME_DESTROYED.id && f.path == volume.folder());
    Ok(Finding::Destroyed(source, volume, said.map(|finding| finding.detail.to_string()).unwrap_or_default()))
}
