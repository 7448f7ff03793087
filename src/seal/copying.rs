//! A second and a third copy: the same bytes on other media, read back from the medium before they count.
//!
//! The copy grows in a folder beside its place. Interrupted, it stays, and the next run goes on with it: a file that
//! is there with the right digest is not written again. Only a copy that was read back whole takes its place.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use niemphong_archive::seal::SEAL_PATH;
use niemphong_archive::{ArchivePath, Digest, Digester, Seal};

use super::bound::{Bound, UNBOUND};
use super::sealing::SealingError;
use super::staging::{CHUNK, Staging, StagingError, io};

/// A file of an archive: its path, its digest, its size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// From the archive's folder.
    pub path: ArchivePath,
    /// What it must hold.
    pub digest: Digest,
    /// Its bytes.
    pub bytes: u64,
}

/// Everything that a copy of the archive in `archive` must hold, in order of the paths.
///
/// Files that the seal binds must have the seal's digest; those that speak about it are taken as they are.
///
/// # Errors
/// When a list is not as it was sealed, or the system refuses.
pub fn inventory(archive: &Path) -> Result<Vec<Item>, SealingError> {
    let seal_file = archive.join(SEAL_PATH);
    let text = std::fs::read(&seal_file).map_err(|e| io(&seal_file, e))?;
    let bound = Bound::by::<SealingError>(&Seal::parse(&text)?, &absent(archive, &text)?, |path, digest| {
        let full = archive.join(path.as_str());
        let bytes = std::fs::read(&full).map_err(|e| io(&full, e))?;
        if Digest::of(&bytes) == digest { Ok(Some(bytes)) } else { Err(StagingError::Changed { path: full }.into()) }
    })?;
    let mut files = bound.files;
    for path in unbound(archive)? {
        let digest = digest_of(&archive.join(path.as_str()))?;
        files.insert(path, digest);
    }
    files.into_iter().map(|(path, digest)| item(archive, path, digest)).collect()
}

/// Whether a folder holds each of these files as it must be, read from the medium as [`Copying::settle`] has it.
#[must_use]
pub fn holds(folder: &Path, items: &[Item]) -> bool {
    items.iter().all(|item| {
        let path = folder.join(item.path.as_str());
        forget(&path);
        digest_of(&path).is_ok_and(|digest| digest == item.digest)
    })
}

fn item(archive: &Path, path: ArchivePath, digest: Digest) -> Result<Item, SealingError> {
    let full = archive.join(path.as_str());
    let bytes = std::fs::symlink_metadata(&full).map_err(|e| io(&full, e))?.len();
    Ok(Item { path, digest, bytes })
}

/// Volumes of the seal that are not there: destroyed, as `verify` will have found.
fn absent(archive: &Path, seal: &[u8]) -> Result<Vec<niemphong_archive::VolumeName>, SealingError> {
    let names = Seal::parse(seal)?.volumes.into_iter().map(|volume| volume.name);
    Ok(names.filter(|name| !archive.join(name.folder()).exists()).collect())
}

/// The seal, and the files that speak about it.
pub(super) fn unbound(archive: &Path) -> Result<Vec<ArchivePath>, SealingError> {
    let mut out = vec![SEAL_PATH.parse()?];
    for folder in UNBOUND {
        let home = archive.join(folder);
        if !home.is_dir() {
            continue;
        }
        for entry in walkdir::WalkDir::new(&home).sort_by_file_name() {
            let entry = entry.map_err(|e| io(&home, e.into()))?;
            if entry.file_type().is_file() {
                let inside = entry.path().strip_prefix(archive).unwrap_or(entry.path());
                out.push(inside.to_string_lossy().replace('\\', "/").parse()?);
            }
        }
    }
    Ok(out)
}

/// The digest of a file on disk; a link is not followed.
pub(super) fn digest_of(path: &Path) -> Result<Digest, StagingError> {
    let meta = std::fs::symlink_metadata(path).map_err(|e| io(path, e))?;
    if !meta.is_file() {
        return Err(io(path, std::io::Error::other("not a regular file")));
    }
    let mut file = File::open(path).map_err(|e| io(path, e))?;
    let mut digester = Digester::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        match file.read(&mut chunk).map_err(|e| io(path, e))? {
            0 => return Ok(digester.finish()),
            length => digester.update(&chunk[..length]),
        }
    }
}

/// A copy under way.
#[derive(Debug)]
pub struct Copying {
    staging: Staging,
    /// Files that an earlier, interrupted run had written.
    pub resumed: u64,
}

impl Copying {
    /// Begins a copy that is to become `target`, or goes on with one that was interrupted.
    ///
    /// # Errors
    /// When the target exists, another program is at it, or the system refuses.
    pub fn begin(target: &Path) -> Result<Self, StagingError> {
        Ok(Self { staging: Staging::go_on(target)?, resumed: 0 })
    }

    /// Copies one file of `archive`, unless it is there already as it must be.
    ///
    /// # Errors
    /// When the file is not what it was, or the system refuses.
    pub fn take(&mut self, archive: &Path, item: &Item) -> Result<(), StagingError> {
        let there = self.staging.folder().join(item.path.as_str());
        if std::fs::symlink_metadata(&there).is_ok() {
            if digest_of(&there).is_ok_and(|digest| digest == item.digest) {
                self.resumed += 1;
                return Ok(());
            }
            std::fs::remove_file(&there).map_err(|e| io(&there, e))?;
        }
        self.staging.keep(item.path.as_str(), &archive.join(item.path.as_str()), item.digest)?;
        Ok(())
    }

    /// Makes the copy durable and lets go of what the system remembers of it, so that what is read now comes from the
    /// medium. Gives the folder to be verified.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn settle(&self, items: &[Item]) -> Result<&Path, StagingError> {
        self.staging.sync()?;
        for item in items {
            forget(&self.staging.folder().join(item.path.as_str()));
        }
        Ok(self.staging.folder())
    }

    /// Puts the copy in its place.
    ///
    /// # Errors
    /// When the target has appeared meanwhile, or the system refuses.
    pub fn finish(self) -> Result<PathBuf, StagingError> {
        self.staging.finish()
    }

    /// Leaves the copy as it is, to be gone on with.
    pub fn pause(self) {
        self.staging.leave();
    }
}

#[cfg(target_os = "linux")]
pub(super) fn forget(path: &Path) {
    // A hint: where it is not heard, the bytes come from memory and are compared all the same.
    if let Ok(file) = File::open(path) {
        let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn forget(_: &Path) {}
