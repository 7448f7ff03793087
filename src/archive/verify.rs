//! The verifier: an archive's folder and a request in, a report out (FORMAT.md §4 to §13). It keeps no state, writes
//! nothing, and believes nothing that only the archive says of itself.

use std::collections::BTreeSet;
use std::path::Path;

use crate::digest::Digest;
use crate::evidence::{DISPOSALS, EVIDENCE};
use crate::finding::{
    CHANGED, COUNT_DIFFERS, Code, EXPECTED_SEAL_DIFFERS, EXTRA, EXTRA_FOLDER, Findings, LIMIT, MANIFEST_MALFORMED,
    MANIFEST_SCOPE, MISSING, NOT_HASHED, SEAL_MALFORMED, SEAL_MISSING, SEAL_UNKNOWN_VERSION, SERIAL_TOO_LOW, SWAPPED,
};
use crate::hashing::{Hashed, Job, Reading, read_all};
use crate::manifest::{MAX_MANIFEST, Manifest};
use crate::name::VolumeName;
use crate::path::ArchivePath;
use crate::prints::PRINTS_PATH;
use crate::report::{Report, Statement, Verdict, VolumeReport};
use crate::seal::{MAX_SEAL, ROOT_PATH, SEAL_PATH, Seal};
use crate::sentences::Detail;
use crate::shelf::{Entry, MAX_ENTRIES, ReadFault, Shelf};
use crate::signers::Scene;
use crate::store::Store;
use crate::volume::Volume;
use crate::{disposal_check, prints_check, signers, trusting};

pub use crate::request::{Request, VerifyError};

/// The archive under examination, and what was found so far.
pub(crate) struct Check<'a> {
    pub(crate) shelf: &'a Shelf<'a>,
    pub(crate) findings: Findings,
    /// Paths that the format accounts for.
    known: BTreeSet<ArchivePath>,
    jobs: Vec<Job>,
    /// Files that the manifests read so far name.
    listed: usize,
}

impl<'a> Check<'a> {
    /// Nothing is accounted for yet.
    pub(crate) fn new(shelf: &'a Shelf<'a>, findings: Findings) -> Self {
        Self { shelf, findings, known: BTreeSet::new(), jobs: Vec::new(), listed: 0 }
    }
}

impl Check<'_> {
    /// Accounts for a file and says whether it is there; if not, that is a finding.
    pub(crate) fn expect(&mut self, path: &ArchivePath) -> Option<Entry> {
        self.known.insert(path.clone());
        let entry = self.shelf.files.get(path).copied();
        if entry.is_none() {
            self.findings.add(&MISSING, path.as_str(), ());
        }
        entry
    }

    /// Accounts for a file that is read whole, if it is there.
    pub(crate) fn take(&mut self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, VerifyError> {
        let Ok(path) = path.parse() else { return Ok(None) };
        let Some(entry) = self.expect(&path) else { return Ok(None) };
        match self.shelf.read_whole(&path, &entry, limit) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(fault) => self.read_fault(&path, fault).map(|()| None),
        }
    }

    /// Paths and names of the files in a folder whose names are a grammar.
    pub(crate) fn names_in(&self, folder: &str) -> Vec<(String, String)> {
        let files = self.shelf.files.keys();
        files.filter_map(|path| Some((path.to_string(), path.inside(folder)?.to_owned()))).collect()
    }

    /// Accounts for a file that has no business where it lies.
    pub(crate) fn refuse(&mut self, path: &str, code: &'static Code) {
        self.findings.add(code, path, ());
        self.known.extend(path.parse().ok());
    }

    pub(crate) fn read_fault(&mut self, path: &ArchivePath, fault: ReadFault) -> Result<(), VerifyError> {
        match fault {
            ReadFault::Swapped => self.findings.add(&SWAPPED, path.as_str(), ()),
            ReadFault::TooLarge => {
                self.findings.add(&LIMIT, path.as_str(), Detail::of("this kind of file may not be so large", &[]))
            }
            ReadFault::Damaged => {
                self.findings.add(&CHANGED, path.as_str(), Detail::of("the bytes at its place can't be made out", &[]));
            }
            ReadFault::Io(error) => return Err(VerifyError::io(Path::new(path.as_str()), error)),
        }
        Ok(())
    }

    /// Compares a digest with the one that was sealed.
    pub(crate) fn compare(&mut self, path: &str, sealed: Digest, found: Digest) -> bool {
        if sealed != found {
            self.findings.add(&CHANGED, path, Detail::of("sealed {}, found {}", &[&sealed, &found]));
        }
        sealed == found
    }

    /// Accounts for files of which nothing can be said, since the manifest that lists them can't be read.
    pub(crate) fn leave_unjudged(&mut self, which: impl Fn(&ArchivePath) -> bool) {
        self.known.extend(self.shelf.files.keys().filter(|path| which(path)).cloned());
    }

    /// Plans the reading of a file that a manifest names. One that is larger than `most`, which the seal counts for all
    /// files of that manifest together, is not the sealed one, and is not read.
    pub(crate) fn plan(&mut self, path: ArchivePath, sealed: Digest, reading: Reading, most: Option<u64>) {
        let Some(entry) = self.expect(&path) else { return };
        if most.is_some_and(|most| entry.bytes() > most) {
            let rule = "larger than the seal counts for all files of the manifest";
            self.findings.add(&LIMIT, path.as_str(), Detail::of(rule, &[]));
        } else {
            self.jobs.push(Job { path, entry, sealed, reading });
        }
    }

    /// Reads a manifest: its digest against the one that binds it, its lines, its count.
    pub(crate) fn manifest(&mut self, path: &str, sealed: Option<Digest>) -> Result<Option<Manifest>, VerifyError> {
        let Some(bytes) = self.take(path, MAX_MANIFEST)? else { return Ok(None) };
        if let Some(sealed) = sealed {
            self.compare(path, sealed, Digest::of(&bytes));
        }
        match Manifest::parse(&bytes) {
            Ok(manifest) => {
                self.listed = self.listed.saturating_add(manifest.len());
                if self.listed > MAX_ENTRIES {
                    self.findings.add(
                        &LIMIT,
                        path,
                        Detail::of("the manifests name more than {} files", &[&MAX_ENTRIES]),
                    );
                    return Ok(None);
                }
                Ok(Some(manifest))
            }
            Err(fault) => {
                self.findings.add(&MANIFEST_MALFORMED, path, fault);
                Ok(None)
            }
        }
    }

    /// Compares a number with the sealed one; the sentence names what was counted.
    pub(crate) fn count(&mut self, path: &str, sentence: &'static str, sealed: u64, found: u64) {
        if sealed != found {
            self.findings.add(&COUNT_DIFFERS, path, Detail::of(sentence, &[&sealed, &found]));
        }
    }

    /// The seal's text and what it says, as far as they are there.
    pub(crate) fn seal(&mut self, request: &Request<'_>) -> Result<(Option<Vec<u8>>, Option<Seal>), VerifyError> {
        let Ok(path) = SEAL_PATH.parse::<ArchivePath>() else { return Ok((None, None)) };
        if !self.shelf.files.contains_key(&path) {
            self.findings.add(&SEAL_MISSING, SEAL_PATH, ());
            return Ok((None, None));
        }
        let Some(bytes) = self.take(SEAL_PATH, MAX_SEAL)? else { return Ok((None, None)) };
        let digest = Digest::of(&bytes);
        if let Some(expected) = request.expect_seal.filter(|expected| *expected != digest) {
            self.findings.add(
                &EXPECTED_SEAL_DIFFERS,
                SEAL_PATH,
                Detail::of("on paper {}, found {}", &[&expected, &digest]),
            );
        }
        let seal = read_seal(&bytes, &mut self.findings);
        if let (Some(seal), Some(lowest)) = (&seal, request.min_serial)
            && seal.serial < lowest
        {
            self.findings.add(
                &SERIAL_TOO_LOW,
                SEAL_PATH,
                Detail::of("serial {}, asked for {}", &[&seal.serial, &lowest]),
            );
        }
        Ok((Some(bytes), seal))
    }

    /// The loose files, by `seal/root.sha256`; gives how many it names.
    fn root(&mut self, seal: Option<&Seal>) -> Result<Option<usize>, VerifyError> {
        let Some(manifest) = self.manifest(ROOT_PATH, seal.map(|seal| seal.root.digest))? else {
            self.leave_unjudged(is_loose);
            return Ok(None);
        };
        if let Some(seal) = seal {
            self.count(ROOT_PATH, "files: sealed {}, found {}", seal.root.files, manifest.len() as u64);
        }
        for (path, digest) in manifest.iter() {
            if is_loose(path) {
                let reading = if path.as_str() == PRINTS_PATH { Reading::Prints } else { Reading::Plain };
                self.plan(path.clone(), digest, reading, seal.map(|seal| seal.root.bytes));
            } else {
                self.findings.add(&MANIFEST_SCOPE, ROOT_PATH, Detail::fact(path));
            }
        }
        Ok(Some(manifest.len()))
    }

    /// What lies there and nothing accounts for; `folders` may be empty.
    pub(crate) fn extras(&mut self, folders: &[&str]) {
        for path in self.shelf.files.keys().filter(|path| !self.known.contains(*path)) {
            self.findings.add(&EXTRA, path.as_str(), ());
        }
        let mut known: BTreeSet<&str> = folders.iter().copied().collect();
        // Files of one folder stand together: its way up is walked once.
        let mut last = None;
        for path in self.known.iter().chain(self.shelf.files.keys()) {
            if path.parents().next() != last {
                last = path.parents().next();
                known.extend(path.parents());
            }
        }
        for folder in self.shelf.folders.iter().filter(|folder| !known.contains(folder.as_str())) {
            let inside_another = folder.parents().any(|above| !known.contains(above));
            if !inside_another {
                self.findings.add(&EXTRA_FOLDER, folder.as_str(), ());
            }
        }
    }

    /// Reads all planned files and compares them; gives what was read, by job.
    pub(crate) fn read_planned(&mut self, request: &Request<'_>) -> Result<Vec<(Job, Hashed)>, VerifyError> {
        let jobs = std::mem::take(&mut self.jobs);
        let results = read_all(self.shelf, &jobs, request.jobs, request.progress);
        let mut read = Vec::with_capacity(jobs.len());
        for (job, result) in jobs.into_iter().zip(results) {
            match result {
                Ok(hashed) => {
                    if self.compare(job.path.as_str(), job.sealed, hashed.digest) {
                        read.push((job, hashed));
                    }
                }
                Err(fault) => self.read_fault(&job.path, fault)?,
            }
        }
        Ok(read)
    }
}

/// What a seal's text says; if it says nothing, that is a finding.
pub(crate) fn read_seal(bytes: &[u8], findings: &mut Findings) -> Option<Seal> {
    Seal::parse(bytes)
        .map_err(|fault| {
            let code = if Seal::is_of_another_version(bytes) { &SEAL_UNKNOWN_VERSION } else { &SEAL_MALFORMED };
            findings.add(code, SEAL_PATH, fault);
        })
        .ok()
}

/// May `seal/root.sha256` name this path?
fn is_loose(path: &ArchivePath) -> bool {
    ["volumes", EVIDENCE, DISPOSALS, "seal"]
        .iter()
        .all(|folder| path.inside(folder).is_none() && path.as_str() != *folder)
}

/// Verifies an archive.
///
/// # Errors
/// Only if the folder, a file of it, or the trust file can't be read. Everything else is a finding.
pub fn verify(dir: &Path, request: &Request<'_>) -> Result<Report, VerifyError> {
    let mut findings = Findings::default();
    let shelf = Shelf::walk(dir, &mut findings)?;
    judge(&shelf, findings, Some(dir), request)
}

/// Verifies an archive that lies in a store. Files are read as [`verify`] reads them, and judged by the same rules.
///
/// # Errors
/// As [`verify`].
pub fn verify_stored(store: &dyn Store, request: &Request<'_>) -> Result<Report, VerifyError> {
    let mut findings = Findings::default();
    let shelf = Shelf::of(store, &mut findings);
    judge(&shelf, findings, None, request)
}

/// The verdict on what was met; `dir` is the archive's folder, if it has one.
fn judge(
    shelf: &Shelf<'_>,
    findings: Findings,
    dir: Option<&Path>,
    request: &Request<'_>,
) -> Result<Report, VerifyError> {
    if shelf.overfull {
        return Ok(Report::of_nothing(findings, request.as_of));
    }
    let mut check = Check::new(shelf, findings);
    let (seal_bytes, seal) = check.seal(request)?;
    let loose = check.root(seal.as_ref())?;

    let disposals = disposal_check::read(&mut check)?;
    let volumes = volumes(&mut check, seal.as_ref(), &disposals)?;

    let mut read = (0, 0);
    if request.quick {
        check.findings.add(&NOT_HASHED, "", Detail::of("{} files were not read", &[&check.jobs.len()]));
    } else {
        let results = check.read_planned(request)?;
        read = (results.len() as u64, results.iter().map(|(_, hashed)| hashed.bytes).sum());
        let of_root: Vec<u64> =
            results.iter().filter(|(job, _)| is_loose(&job.path)).map(|(_, hashed)| hashed.bytes).collect();
        if let Some(seal) = seal.as_ref().filter(|_| loose == Some(of_root.len())) {
            check.count(ROOT_PATH, "bytes: sealed {}, found {}", seal.root.bytes, of_root.iter().sum());
        }
        for volume in &volumes {
            volume.finish(&mut check.findings, &results);
        }
        if let Some(seal) = &seal {
            prints_check::judge(&mut check.findings, seal, &volumes, &results);
        }
    }

    let trust = trusting::load(request, dir, &mut check.findings)?;
    let mut signers = Vec::new();
    let mut destroyed = BTreeSet::new();
    let evidence = signers::read_evidence(&mut check)?;
    if let (Some(seal), Some(bytes)) = (seal.as_ref(), seal_bytes.as_deref()) {
        let scene = Scene { seal, bytes, digest: Digest::of(bytes), trust: trust.as_ref(), as_of: request.as_of };
        signers = scene.judge_seal(&mut check.findings, &evidence, request.expect_seal);
        for disposal in &disposals {
            if disposal.judge(&mut check, &scene, &mut signers) {
                destroyed.insert(disposal.volume());
            }
        }
    }
    check.extras(&[EVIDENCE, DISPOSALS]);

    let volumes = seal.as_ref().map_or_else(Vec::new, |seal| {
        let report = |sealed| VolumeReport::of(sealed, check.shelf, &destroyed, request.as_of);
        seal.volumes.iter().map(report).collect()
    });
    signers.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(Report {
        verdict: Verdict::of(&check.findings),
        findings: check.findings.sorted(),
        volumes,
        signers,
        seal: seal_bytes.as_deref().map(Digest::of),
        statement: seal.as_ref().map(Statement::of),
        sealed: seal,
        as_of: request.as_of,
        trust_version: trust.map(|trust| trust.version),
        proved: Vec::new(),
        read,
    })
}

/// Reads every volume that the seal names, or, without a seal, every one that is there.
fn volumes(
    check: &mut Check<'_>,
    seal: Option<&Seal>,
    disposals: &[disposal_check::Found],
) -> Result<Vec<Volume>, VerifyError> {
    let names: Vec<VolumeName> = match seal {
        Some(seal) => seal.volumes.iter().map(|volume| volume.name).collect(),
        None => {
            let folders = check.shelf.folders.iter().filter_map(|folder| folder.inside("volumes"));
            folders.filter_map(|name| name.parse().ok()).collect()
        }
    };
    let mut volumes = Vec::new();
    for name in names {
        let present = check.shelf.has_files_in(&name.folder());
        let explained = disposals.iter().any(|disposal| disposal.volume() == name);
        if present {
            volumes.push(Volume::read(check, seal, name)?);
        } else if !explained {
            check.findings.add(&crate::finding::VOLUME_MISSING, &name.folder(), ());
        }
    }
    Ok(volumes)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)] // a test writes files
mod tests {
    use super::*;

    /// A vector would need a million files: here all but one have been listed already.
    #[test]
    fn manifests_together_name_no_more_files_than_an_archive_may_hold() {
        let Ok(scratch) = tempfile::tempdir() else { return assert!(false) };
        let lines: String = ["a", "b"].map(|name| format!("{}  {name}\n", Digest::of(b""))).concat();
        assert!(std::fs::write(scratch.path().join("list"), lines).is_ok());
        let mut findings = Findings::default();
        let Ok(shelf) = Shelf::walk(scratch.path(), &mut findings) else { return assert!(false) };
        for (listed, accepted) in [(MAX_ENTRIES - 2, true), (MAX_ENTRIES - 1, false)] {
            let findings = Findings::default();
            let mut check = Check { shelf: &shelf, findings, known: BTreeSet::new(), jobs: Vec::new(), listed };
            assert_eq!(check.manifest("list", None).map(|manifest| manifest.is_some()).ok(), Some(accepted));
            assert_eq!(check.findings.list().is_empty(), accepted);
        }
    }
}
