//! Lawful destruction of one volume: the signed statement goes in first, then the volume goes.
//!
//! A kill at any instant leaves one of three states, each of which the verifier names and the next run ends: nothing
//! has happened; the statement lies in `disposals/` beside a volume that is whole or partly gone (V507); all is done.
//! Whoever calls has made sure that the statement holds, so completing is always right and nothing is ever undone.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use niemphong_archive::VolumeName;

use super::staging::{StagingError, beside, io, take_lock};

/// Removed first, in this order: without its manifest a partly removed volume is one finding and not thousands, and
/// without seed and leaves nothing that is left can be tied to a record.
const FIRST: [&str; 3] = ["manifest-sha256.txt", "data/seed.txt", "data/leaves.txt"];
const WORK_END: &str = ".niemphong-huy";

/// An archive in which one volume is about to be destroyed; nobody else may write it meanwhile.
#[derive(Debug)]
pub struct Destruction {
    archive: PathBuf,
    work: PathBuf,
    lock_path: PathBuf,
    lock: Option<File>,
}

impl Destruction {
    /// Locks the archive, after clearing what a killed run may have left beside it.
    ///
    /// # Errors
    /// When it is not a folder with a name and a parent, another program is at it, or the system refuses.
    pub fn begin(archive: &Path) -> Result<Self, StagingError> {
        let archive = std::fs::canonicalize(archive).map_err(|e| io(archive, e))?;
        let (lock_path, work) = beside(&archive, WORK_END)?;
        let lock = Some(take_lock(&lock_path, &archive)?);
        let destruction = Self { archive, work, lock_path, lock };
        destruction.clear();
        Ok(destruction)
    }

    fn clear(&self) {
        let _ = std::fs::remove_dir_all(&self.work);
    }

    /// Puts files of `disposals/` in their places, the statement first, each whole or not at all, and makes them
    /// durable. A file that is there already must be the same.
    ///
    /// # Errors
    /// When another file has the name, or the system refuses.
    pub fn place(&self, files: &[(String, Vec<u8>)]) -> Result<(), StagingError> {
        for (path, bytes) in files {
            self.place_one(&self.archive.join(path), bytes)?;
        }
        sync_folder(&self.archive.join("disposals"))?;
        sync_folder(&self.archive)
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
        std::fs::rename(&under_way, target).map_err(|e| io(target, e))
    }

    /// Removes every file of a volume and its folders; gives how many files that were.
    ///
    /// # Errors
    /// When the system refuses; what is left goes with the next run.
    pub fn remove(&self, volume: VolumeName) -> Result<u64, StagingError> {
        let folder = self.archive.join(volume.folder());
        let rank = |path: &Path| {
            let inside = path.strip_prefix(&folder).unwrap_or(path);
            FIRST.iter().position(|first| inside == Path::new(first)).unwrap_or(FIRST.len())
        };
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in walkdir::WalkDir::new(&folder).follow_links(false).contents_first(true).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => folders.push(entry.into_path()),
                Ok(entry) => files.push(entry.into_path()),
                Err(e) if !folder.exists() && e.depth() == 0 => return Ok(0),
                Err(e) => return Err(io(&folder, e.into())),
            }
        }
        files.sort_by_key(|path| rank(path));
        for file in &files {
            std::fs::remove_file(file).map_err(|e| io(file, e))?;
        }
        for folder in &folders {
            std::fs::remove_dir(folder).map_err(|e| io(folder, e))?;
        }
        // The last volume of an archive takes the folder of volumes with it: an empty folder is no part of the format.
        let volumes = self.archive.join("volumes");
        let _ = std::fs::remove_dir(&volumes);
        if volumes.exists() {
            sync_folder(&volumes)?;
        }
        sync_folder(&self.archive)?;
        Ok(files.len() as u64)
    }
}

impl Drop for Destruction {
    fn drop(&mut self) {
        self.clear();
        if self.lock.take().is_some() {
            let _ = std::fs::remove_file(&self.lock_path);
        }
    }
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), StagingError> {
    File::open(folder).and_then(|dir| dir.sync_all()).map_err(|e| io(folder, e))
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<(), StagingError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(home: &Path) -> PathBuf {
        let archive = home.join("a");
        for path in ["volumes/5-nam/manifest-sha256.txt", "volumes/5-nam/data/seed.txt", "volumes/5-nam/data/x/1.json"]
        {
            let path = archive.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            File::create_new(path).unwrap().write_all(b"1").unwrap();
        }
        archive
    }

    #[test]
    fn the_statement_is_placed_once_and_the_volume_goes_wholly() {
        let home = tempfile::tempdir().unwrap();
        let archive = archive(home.path());
        let destruction = Destruction::begin(&archive).unwrap();
        assert!(matches!(Destruction::begin(&archive), Err(StagingError::Busy { .. })));
        let files = [("disposals/5-nam.txt".to_owned(), b"s".to_vec())];
        destruction.place(&files).unwrap();
        destruction.place(&files).unwrap();
        let other = [("disposals/5-nam.txt".to_owned(), b"t".to_vec())];
        assert!(matches!(destruction.place(&other), Err(StagingError::Exists { .. })));
        let volume = "5-nam".parse().unwrap();
        assert_eq!(destruction.remove(volume).unwrap(), 3);
        assert_eq!(destruction.remove(volume).unwrap(), 0);
        assert!(!archive.join("volumes").exists());
        drop(destruction);
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1, "nothing stays beside the archive");
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let archive = archive(home.path());
        let outside = home.path().join("outside");
        std::fs::create_dir(&outside).unwrap();
        File::create_new(outside.join("kept")).unwrap();
        std::os::unix::fs::symlink(&outside, archive.join("volumes/5-nam/data/link")).unwrap();
        Destruction::begin(&archive).unwrap().remove("5-nam".parse().unwrap()).unwrap();
        assert!(outside.join("kept").exists() && !archive.join("volumes").exists());
    }
}
