//! Whole or nothing: a folder beside the target, locked while it is written, renamed when it is complete.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use niemphong_archive::{Digest, Digester};

use super::placing::settle;

/// Ends of the names of the folder under way and of its lock.
const STAGING_END: &str = ".niemphong-dang-lam";
/// The end of a copy's name while it grows: kept when the run is cut short.
pub(super) const GROWING_END: &str = ".niemphong-dang-chep";
/// The end of a zip file's name while it is packed.
const PACKING_END: &str = ".niemphong-dang-nen";
/// The end of the name of a folder in which files are made ready to be moved into an archive.
const MENDING_END: &str = ".niemphong-dang-sua";
const LOCK_END: &str = ".niemphong-khoa";
/// Bytes copied at once.
pub(super) const CHUNK: usize = 256 * 1024;

/// Why the folder could not be written.
#[derive(Debug, thiserror::Error)]
pub enum StagingError {
    /// The target is already there; nothing is ever overwritten.
    #[error("{path} exists already")]
    Exists {
        /// The target.
        path: PathBuf,
    },
    /// Another program is writing the same target.
    #[error("another program is writing {path}")]
    Busy {
        /// The target.
        path: PathBuf,
    },
    /// The target has no parent folder, or no name.
    #[error("{path} can't be the name of an archive")]
    BadTarget {
        /// The target.
        path: PathBuf,
    },
    /// A parity file has lost both its lists: which blocks are whose can't be known.
    #[error("no list of {path} can be read")]
    NoParityList {
        /// The parity file.
        path: PathBuf,
    },
    /// The system refused.
    #[error("{path}: {source}")]
    Io {
        /// What was being written or read.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A kept file is not what it was when the export was checked.
    #[error("{path} changed while it was being read")]
    Changed {
        /// The file.
        path: PathBuf,
    },
}

pub(super) fn io(path: &Path, source: std::io::Error) -> StagingError {
    StagingError::Io { path: path.to_owned(), source }
}

/// A folder under way. Dropped before `finish`, it takes itself away.
#[derive(Debug)]
pub struct Staging {
    target: PathBuf,
    folder: PathBuf,
    lock_path: PathBuf,
    lock: Option<File>,
    done: bool,
}

impl Staging {
    /// Begins a folder that is to become `target`, after clearing what a killed run may have left.
    ///
    /// # Errors
    /// When the target exists, another program is at it, or the system refuses.
    pub fn begin(target: &Path) -> Result<Self, StagingError> {
        let mut staging = Self::lock(target, STAGING_END)?;
        if let Err(e) = staging.clear().and_then(|()| std::fs::create_dir(&staging.folder)) {
            staging.done = true;
            staging.release();
            return Err(io(&staging.folder, e));
        }
        Ok(staging)
    }

    /// Begins a folder that is to become `target`, or goes on with what a cut run of the same left. Dropped before
    /// `finish`, it takes itself away all the same, unless it is told to [`Staging::leave`].
    ///
    /// # Errors
    /// As [`Staging::begin`].
    pub(super) fn go_on(target: &Path) -> Result<Self, StagingError> {
        let mut staging = Self::lock(target, GROWING_END)?;
        if let Err(e) = std::fs::create_dir_all(&staging.folder) {
            staging.done = true;
            staging.release();
            return Err(io(&staging.folder, e));
        }
        Ok(staging)
    }

    /// Begins a folder beside `archive`, which is there: what is made ready in it is moved out piece by piece, and the
    /// rest is cleared in the end.
    ///
    /// # Errors
    /// When another program is at the archive, or the system refuses.
    pub(super) fn for_mending(archive: &Path) -> Result<Self, StagingError> {
        let (lock_path, folder) = beside(archive, MENDING_END)?;
        let lock = Some(take_lock(&lock_path, archive)?);
        let staging = Self { target: archive.to_owned(), folder, lock_path, lock, done: false };
        staging.clear().and_then(|()| std::fs::create_dir(&staging.folder)).map_err(|e| io(&staging.folder, e))?;
        Ok(staging)
    }

    /// Lets go without clearing.
    pub(super) fn leave(mut self) {
        self.done = true;
    }

    /// Clears what killed runs left in `home` of targets whose names begin with `begin`: for names that no later run
    /// takes again. What another program is at stays. Says whether there was anything.
    pub fn clear_left(home: &Path, begin: &str) -> bool {
        let mut cleared = false;
        for entry in std::fs::read_dir(home).into_iter().flatten().filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let target = name.strip_prefix('.').filter(|name| name.starts_with(begin));
            let target = target.and_then(|name| name.strip_suffix(STAGING_END).or(name.strip_suffix(LOCK_END)));
            if let Some(target) = target {
                cleared |= Self::begin(&home.join(target)).is_ok();
            }
        }
        cleared
    }

    fn lock(target: &Path, end: &str) -> Result<Self, StagingError> {
        let (lock_path, folder) = beside(target, end)?;
        let parent = folder.parent().unwrap_or(&folder);
        refuse_done(target, &lock_path)?;
        std::fs::create_dir_all(parent).map_err(|e| io(parent, e))?;
        let lock = take_lock(&lock_path, target)?;
        Ok(Self { target: target.to_owned(), folder, lock_path, lock: Some(lock), done: false })
    }

    fn clear(&self) -> std::io::Result<()> {
        match std::fs::remove_dir_all(&self.folder) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }

    /// Writes a new file.
    ///
    /// # Errors
    /// When the system refuses, or the file is there already.
    pub fn store(&self, path: &str, bytes: &[u8]) -> Result<Digest, StagingError> {
        self.write(path, bytes)?;
        Ok(Digest::of(bytes))
    }

    /// As [`Staging::store`], of bytes whose digest is known.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), StagingError> {
        let full = self.folder.join(path);
        create(&full)?.write_all(bytes).map_err(|e| io(&full, e))
    }

    /// Copies a kept file byte for byte; what was copied must have the digest that `check` saw.
    ///
    /// # Errors
    /// When the system refuses, or the file changed since.
    pub fn keep(&self, path: &str, source: &Path, seen: Digest) -> Result<u64, StagingError> {
        use std::io::Read;
        let full = self.folder.join(path);
        let mut from = File::open(source).map_err(|e| io(source, e))?;
        let mut to = create(&full)?;
        let mut digester = Digester::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            let length = from.read(&mut chunk).map_err(|e| io(source, e))?;
            if length == 0 {
                break;
            }
            digester.update(&chunk[..length]);
            to.write_all(&chunk[..length]).map_err(|e| io(&full, e))?;
        }
        let bytes = digester.bytes();
        if digester.finish() == seen { Ok(bytes) } else { Err(StagingError::Changed { path: source.to_owned() }) }
    }

    /// Packs the folder under way into one zip file, `top` above all its paths, and puts that in the target's place.
    ///
    /// # Errors
    /// As [`Staging::finish`]; and when a zip file can't hold as much.
    pub fn finish_zipped(mut self, top: &str) -> Result<PathBuf, StagingError> {
        let (_, packed) = beside(&self.target, PACKING_END)?;
        match std::fs::remove_file(&packed) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(io(&packed, e)),
            _ => {}
        }
        let put = || -> Result<(), StagingError> {
            super::zipped::zip(&self.folder, top, &packed)?;
            refuse_existing(&self.target)?;
            std::fs::rename(&packed, &self.target).map_err(|e| io(&self.target, e))
        };
        put().inspect_err(|_| {
            let _ = std::fs::remove_file(&packed);
        })?;
        // The folder has served; dropping clears it.
        self.done = self.clear().is_ok();
        self.release();
        // The renaming is done; a name that can't be made durable is no reason to call it undone.
        let _ = settle(&self.target);
        Ok(self.target.clone())
    }

    /// Makes what was written durable and puts it in the target's place.
    ///
    /// # Errors
    /// When the target has appeared meanwhile, or the system refuses.
    pub fn finish(mut self) -> Result<PathBuf, StagingError> {
        self.sync()?;
        refuse_existing(&self.target)?;
        std::fs::rename(&self.folder, &self.target).map_err(|e| io(&self.target, e))?;
        self.done = true;
        self.release();
        // The renaming is done; a name that can't be made durable is no reason to call it undone.
        let _ = settle(&self.target);
        Ok(self.target.clone())
    }

    #[cfg(target_os = "linux")]
    pub(super) fn sync(&self) -> Result<(), StagingError> {
        let folder = File::open(&self.folder).map_err(|e| io(&self.folder, e))?;
        rustix::fs::syncfs(&folder).map_err(|e| io(&self.folder, e.into()))
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn sync(&self) -> Result<(), StagingError> {
        for entry in walkdir::WalkDir::new(&self.folder).into_iter().filter_map(Result::ok) {
            if entry.file_type().is_file() {
                let file = File::open(entry.path()).map_err(|e| io(entry.path(), e))?;
                file.sync_all().map_err(|e| io(entry.path(), e))?;
            }
        }
        Ok(())
    }

    /// The folder under way, for a last look before it takes its place.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn release(&mut self) {
        if self.lock.take().is_some() {
            let _ = std::fs::remove_file(&self.lock_path);
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.done {
            let _ = self.clear();
        }
        self.release();
    }
}

pub(super) fn refuse_existing(target: &Path) -> Result<(), StagingError> {
    match std::fs::symlink_metadata(target) {
        Ok(_) => Err(StagingError::Exists { path: target.to_owned() }),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(io(target, e)),
    }
}

/// Refuses a target that is there, and clears what a run left that was killed when all was done but this: its lock, and
/// the folder that its zip file was packed from.
pub(super) fn refuse_done(target: &Path, lock_path: &Path) -> Result<(), StagingError> {
    refuse_existing(target).inspect_err(|_| {
        let Ok((_, folder)) = beside(target, STAGING_END) else { return };
        if (lock_path.exists() || folder.exists()) && take_lock(lock_path, target).is_ok() {
            let _ = std::fs::remove_dir_all(&folder);
            let _ = std::fs::remove_file(lock_path);
        }
    })
}

/// Beside `target`: the lock that all who write it take, and a hidden name that ends with `end`.
pub(super) fn beside(target: &Path, end: &str) -> Result<(PathBuf, PathBuf), StagingError> {
    let bad = || StagingError::BadTarget { path: target.to_owned() };
    let name = target.file_name().and_then(|n| n.to_str()).ok_or_else(bad)?;
    let parent = match target.parent().ok_or_else(bad)? {
        empty if empty.as_os_str().is_empty() => Path::new("."),
        parent => parent,
    };
    Ok((parent.join(format!(".{name}{LOCK_END}")), parent.join(format!(".{name}{end}"))))
}

pub(super) fn take_lock(path: &Path, target: &Path) -> Result<File, StagingError> {
    loop {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(|e| io(path, e))?;
        match file.try_lock() {
            // Whoever held it before may have taken the name away in between: then this lock keeps nobody out.
            Ok(()) if is_still(&file, path) => return Ok(file),
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => return Err(StagingError::Busy { path: target.to_owned() }),
            Err(std::fs::TryLockError::Error(e)) => return Err(io(path, e)),
        }
    }
}

#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: &std::fs::Metadata, b: &std::fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    matches!((file.metadata(), std::fs::symlink_metadata(path)), (Ok(a), Ok(b)) if same(&a, &b))
}

/// Here a file that is open can't lose its name.
#[cfg(not(unix))]
fn is_still(_: &File, _: &Path) -> bool {
    true
}

pub(super) fn create(full: &Path) -> Result<File, StagingError> {
    let make = || OpenOptions::new().write(true).create_new(true).open(full);
    let made = match make() {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let parent = full.parent().unwrap_or(full);
            std::fs::create_dir_all(parent).map_err(|e| io(parent, e))?;
            make()
        }
        other => other,
    };
    made.map_err(|e| io(full, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropped_before_the_end_it_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        let staging = Staging::begin(&home.path().join("a")).unwrap();
        staging.store("x/y.txt", b"1").unwrap();
        drop(staging);
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
    }

    #[test]
    fn finished_it_is_there_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let staging = Staging::begin(&home.path().join("a")).unwrap();
        staging.store("x/y.txt", b"1").unwrap();
        staging.finish().unwrap();
        assert_eq!(std::fs::read(home.path().join("a/x/y.txt")).unwrap(), b"1");
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1);
        std::fs::create_dir_all(home.path().join(format!(".a{STAGING_END}/x"))).unwrap();
        assert!(matches!(Staging::begin(&home.path().join("a")), Err(StagingError::Exists { .. })));
        assert_eq!(
            std::fs::read_dir(home.path()).unwrap().count(),
            1,
            "what a kill after the last step left is cleared"
        );
    }

    #[test]
    fn two_at_once_are_told_apart_and_what_a_kill_left_is_cleared() {
        let home = tempfile::tempdir().unwrap();
        let first = Staging::begin(&home.path().join("a")).unwrap();
        assert!(matches!(Staging::begin(&home.path().join("a")), Err(StagingError::Busy { .. })));
        drop(first);
        let left = home.path().join(format!(".a{STAGING_END}"));
        std::fs::create_dir_all(left.join("half")).unwrap();
        let again = Staging::begin(&home.path().join("a")).unwrap();
        assert!(!again.folder().join("half").exists());
        std::fs::create_dir(home.path().join(format!(".b-1{STAGING_END}"))).unwrap();
        assert!(Staging::clear_left(home.path(), "b-"));
        assert!(!Staging::clear_left(home.path(), "a"));
        assert!(again.folder().exists() && std::fs::read_dir(home.path()).unwrap().count() == 2);
    }

    #[test]
    fn nothing_is_overwritten_and_a_changed_file_is_noticed() {
        let home = tempfile::tempdir().unwrap();
        let staging = Staging::begin(&home.path().join("a")).unwrap();
        staging.store("x", b"1").unwrap();
        assert!(matches!(staging.store("x", b"2"), Err(StagingError::Io { .. })));
        let source = home.path().join("source");
        File::create(&source).unwrap().write_all(b"new").unwrap();
        assert!(matches!(staging.keep("y", &source, Digest::of(b"old")), Err(StagingError::Changed { .. })));
    }
}
