//! Files that join an archive which has its place already: signatures, statements of destruction.
//!
//! Each is written beside the archive and moved in when it is durable, so that a kill at any instant leaves the archive
//! with the whole file or without it. The next run clears what was left beside, and places what is missing.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::placing::{settle, sync};
use super::staging::{StagingError, beside, io, take_lock};

/// End of the name of the folder in which signatures are made ready.
const SIGNING_END: &str = ".niemphong-ki";

/// An archive that is about to get further files; nobody else may write it meanwhile.
#[derive(Debug)]
pub struct Adding {
    archive: PathBuf,
    work: PathBuf,
    lock_path: PathBuf,
    lock: Option<File>,
}

impl Adding {
    /// Locks the archive for further signatures, after clearing what a killed run may have left beside it.
    ///
    /// # Errors
    /// When it is not a folder with a name and a parent, another program is at it, or the system refuses.
    pub fn signatures(archive: &Path) -> Result<Self, StagingError> {
        Self::begin(archive, SIGNING_END)
    }

    /// The same for any purpose; `end` is that of the name beside the archive.
    pub(super) fn begin(archive: &Path, end: &str) -> Result<Self, StagingError> {
        let archive = std::fs::canonicalize(archive).map_err(|e| io(archive, e))?;
        let (lock_path, work) = beside(&archive, end)?;
        let lock = Some(take_lock(&lock_path, &archive)?);
        let adding = Self { archive, work, lock_path, lock };
        adding.clear();
        Ok(adding)
    }

    pub(super) fn archive(&self) -> &Path {
        &self.archive
    }

    fn clear(&self) {
        let _ = std::fs::remove_dir_all(&self.work);
    }

    /// Puts files in their places, in this order, each whole or not at all, and makes them durable. A file that is there
    /// already must be the same.
    ///
    /// # Errors
    /// When another file has the name, or the system refuses.
    pub fn place(&self, files: &[(String, Vec<u8>)]) -> Result<(), StagingError> {
        for (path, bytes) in files {
            let target = self.archive.join(path);
            self.place_one(&target, bytes)?;
        }
        sync(&self.archive).map_err(|e| io(&self.archive, e))
    }

    fn place_one(&self, target: &Path, bytes: &[u8]) -> Result<(), StagingError> {
        match std::fs::read(target) {
            Ok(there) if there == bytes => return Ok(()),
            Ok(_) => return Err(StagingError::Exists { path: target.to_owned() }),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Err(e) => return Err(io(target, e)),
        }
        let name = target.file_name().ok_or_else(|| StagingError::BadTarget { path: target.to_owned() })?;
        std::fs::create_dir_all(&self.work).map_err(|e| io(&self.work, e))?;
        let under_way = self.work.join(name);
        let mut file = File::create_new(&under_way).map_err(|e| io(&under_way, e))?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|e| io(&under_way, e))?;
        let folder = target.parent().unwrap_or(target);
        std::fs::create_dir_all(folder).map_err(|e| io(folder, e))?;
        std::fs::rename(&under_way, target).and_then(|()| settle(target)).map_err(|e| io(target, e))
    }
}

impl Drop for Adding {
    fn drop(&mut self) {
        self.clear();
        if self.lock.take().is_some() {
            let _ = std::fs::remove_file(&self.lock_path);
            // Only so that no lock stays on a stick that is pulled out: it hinders nobody.
            let _ = settle(&self.archive);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_placed_and_what_is_there_must_be_the_same() {
        let home = tempfile::tempdir().unwrap();
        let archive = home.path().join("a");
        std::fs::create_dir(&archive).unwrap();
        let left = home.path().join(format!(".a{SIGNING_END}"));
        std::fs::create_dir(&left).unwrap();
        File::create_new(left.join("seal.txt.van_thu.minisig")).unwrap();
        let adding = Adding::signatures(&archive).unwrap();
        assert!(matches!(Adding::signatures(&archive), Err(StagingError::Busy { .. })));
        let one = ("evidence/seal.txt.van_thu.minisig".to_owned(), b"1".to_vec());
        let two = ("evidence/bien-ban.pdf.van_thu.minisig".to_owned(), b"2".to_vec());
        adding.place(std::slice::from_ref(&one)).unwrap();
        adding.place(&[one.clone(), two.clone()]).unwrap();
        assert_eq!(std::fs::read(archive.join(two.0)).unwrap(), b"2");
        assert!(matches!(adding.place(&[(one.0, b"3".to_vec())]), Err(StagingError::Exists { .. })));
        drop(adding);
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1, "nothing stays beside the archive");
    }
}
