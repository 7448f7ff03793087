//! Lawful destruction of one volume: the signed statement goes in first, then the volume goes.
//!
//! A kill at any instant leaves one of three states, each of which the verifier names and the next run ends: nothing
//! has happened; the statement lies in `disposals/` beside a volume that is whole or partly gone (V507); all is done.
//! Whoever calls has made sure that the statement holds, so completing is always right and nothing is ever undone.

use std::path::Path;

use niemphong_archive::VolumeName;

use super::adding::Adding;
use super::placing::sync;
use super::staging::{StagingError, io};

/// Removed first, in this order: without its manifest a partly removed volume is one finding and not thousands, and
/// without seed and leaves nothing that is left can be tied to a record.
const FIRST: [&str; 3] = ["manifest-sha256.txt", "data/seed.txt", "data/leaves.txt"];
const WORK_END: &str = ".niemphong-huy";

/// An archive in which one volume is about to be destroyed; nobody else may write it meanwhile.
#[derive(Debug)]
pub struct Destruction {
    adding: Adding,
}

impl Destruction {
    /// Locks the archive, after clearing what a killed run may have left beside it.
    ///
    /// # Errors
    /// When it is not a folder with a name and a parent, another program is at it, or the system refuses.
    pub fn begin(archive: &Path) -> Result<Self, StagingError> {
        Ok(Self { adding: Adding::begin(archive, WORK_END)? })
    }

    /// Puts files of `disposals/` in their places, the statement first, as [`Adding::place`] does.
    ///
    /// # Errors
    /// When another file has the name, or the system refuses.
    pub fn place(&self, files: &[(String, Vec<u8>)]) -> Result<(), StagingError> {
        self.adding.place(files)
    }

    /// Removes every file of a volume and its folders; gives how many files that were.
    ///
    /// # Errors
    /// When the system refuses; what is left goes with the next run.
    pub fn remove(&self, volume: VolumeName) -> Result<u64, StagingError> {
        let folder = self.adding.archive().join(volume.folder());
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
        let volumes = self.adding.archive().join("volumes");
        let _ = std::fs::remove_dir(&volumes);
        if volumes.exists() {
            sync(&volumes).map_err(|e| io(&volumes, e))?;
        }
        let archive = self.adding.archive();
        sync(archive).map_err(|e| io(archive, e))?;
        Ok(files.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Write;
    use std::path::PathBuf;

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
