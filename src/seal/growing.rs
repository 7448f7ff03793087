//! One file, whole or not at all: it grows beside its place under a hidden name, and takes its name when it is durable.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::placing::settle;
use super::staging::{GROWING_END, StagingError, beside, io as system, refuse_done, refuse_existing, take_lock};

/// Who may read a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Only its owner.
    Secret,
    /// Anyone.
    Open,
}

/// A file under way; dropped before its end, it takes itself away.
pub(super) struct Growing {
    /// Where it grows.
    pub(super) place: PathBuf,
    target: PathBuf,
    lock: Option<File>,
    lock_path: PathBuf,
}

impl Growing {
    /// Begins a file that is to become `target`, after clearing what a killed run may have left.
    pub(super) fn begin(target: &Path) -> Result<Self, StagingError> {
        let (lock_path, place) = beside(target, GROWING_END)?;
        refuse_done(target, &lock_path)?;
        let lock = Some(take_lock(&lock_path, target)?);
        let growing = Self { place, target: target.to_owned(), lock, lock_path };
        growing.clear()?;
        Ok(growing)
    }

    /// What a killed run left of `target`, if it left anything and nobody is at it: to be finished, or dropped.
    pub(super) fn left(target: &Path) -> Result<Option<Self>, StagingError> {
        let (lock_path, place) = beside(target, GROWING_END)?;
        if !lock_path.exists() && !place.exists() {
            return Ok(None);
        }
        let lock = Some(take_lock(&lock_path, target)?);
        Ok(Some(Self { place, target: target.to_owned(), lock, lock_path }))
    }

    fn clear(&self) -> Result<(), StagingError> {
        match std::fs::remove_file(&self.place) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(system(&self.place, e)),
            _ => Ok(()),
        }
    }

    /// Puts the file, which is durable by now, in its place.
    pub(super) fn finish(self) -> Result<(), StagingError> {
        refuse_existing(&self.target)?;
        std::fs::rename(&self.place, &self.target).map_err(|e| system(&self.target, e))?;
        let target = self.target.clone();
        // The lock goes first, so that the folder is written without it.
        drop(self);
        // The renaming is done; a name that can't be made durable is no reason to call it undone.
        let _ = settle(&target);
        Ok(())
    }
}

impl Drop for Growing {
    fn drop(&mut self) {
        let _ = self.clear();
        if self.lock.take().is_some() {
            let _ = std::fs::remove_file(&self.lock_path);
        }
    }
}

/// Writes a file that must not be there yet.
///
/// # Errors
/// When it is there, another program is writing it, or the system refuses.
pub fn store_new(target: &Path, bytes: &[u8], mode: Mode) -> Result<(), StagingError> {
    let growing = Growing::begin(target)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if mode == Mode::Secret {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = mode;
    let written =
        options.open(&growing.place).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|e| system(target, e))?;
    growing.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_whole_and_what_a_kill_left_is_cleared() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("a.key");
        let (lock, half) = beside(&target, GROWING_END).unwrap();
        File::create_new(lock).unwrap();
        File::create_new(half).unwrap().write_all(b"ha").unwrap();
        store_new(&target, b"whole", Mode::Secret).unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"whole");
        assert!(matches!(store_new(&target, b"other", Mode::Open), Err(StagingError::Exists { .. })));
        assert_eq!(std::fs::read(&target).unwrap(), b"whole");
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1, "nothing stays beside it");
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&target.metadata().unwrap().permissions()) & 0o777, 0o600);
    }
}
