//! The archive's folder as it lies on the disk: walked without following links, each file opened once and hashed as it
//! is read (FORMAT.md §4.2–§4.7). An archive that lies in a [`Store`] is met and read by the same rules.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::digest::Digester;
use crate::finding::{CHANGED, Findings, HARD_LINK, LIMIT, LITTER, NOT_REGULAR, PATH_REFUSED};
use crate::identity::Identity;
use crate::path::ArchivePath;
use crate::sentences::Detail;
use crate::store::{Kind, Store, Stored, Unread};
use crate::verify::VerifyError;

/// The most files and folders of an archive.
pub(crate) const MAX_ENTRIES: usize = 1_000_000;

/// What operating systems leave on a drive (FORMAT.md §4.6).
const LITTER_FILES: [&str; 3] = ["Thumbs.db", "desktop.ini", ".DS_Store"];
const LITTER_FOLDER: &str = "System Volume Information";

#[cfg(unix)]
fn has_more_names(meta: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    meta.nlink() > 1
}

#[cfg(not(unix))]
fn has_more_names(_: &Metadata) -> bool {
    false
}

/// Opens a file to be read. If a link or a pipe took its name since the walk, it is neither followed nor waited for.
fn open(place: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, OPEN_FLAGS);
    options.open(place)
}

/// `O_NOFOLLOW | O_NONBLOCK`, where their values are known without a C library's headers. Elsewhere nothing is lost but
/// the waiting: what was opened is compared with what the walk met before it is read.
#[cfg(unix)]
const OPEN_FLAGS: i32 = if cfg!(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "x86"))) {
    0o400_000 | 0o4_000
} else if cfg!(all(target_os = "linux", any(target_arch = "aarch64", target_arch = "arm"))) {
    0o100_000 | 0o4_000
} else if cfg!(target_vendor = "apple") {
    0x100 | 0x4
} else {
    0
};

/// A regular file that the walk met.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    identity: Identity,
    place: u64,
}

impl Entry {
    pub(crate) fn bytes(&self) -> u64 {
        self.identity.bytes
    }

    /// What roughly goes with its place on the disk: the number that the file system gave it, where there is one;
    /// in a store, just where its bytes begin.
    pub(crate) fn location(&self) -> u64 {
        self.place
    }

    #[cfg(unix)]
    fn met(meta: &Metadata) -> Self {
        let identity = Identity::of(meta);
        Self { identity, place: identity.inode }
    }

    #[cfg(not(unix))]
    fn met(meta: &Metadata) -> Self {
        Self { identity: Identity::of(meta), place: 0 }
    }

    fn stored(stored: &Stored) -> Self {
        Self { identity: Identity::of_length(stored.bytes), place: stored.place }
    }
}

/// Why a file that the walk met could not be read.
#[derive(Debug)]
pub(crate) enum ReadFault {
    /// It is another file now, or has another length.
    Swapped,
    /// It is larger than its kind may be.
    TooLarge,
    /// Its bytes are there and can't be made out, as the store says.
    Damaged,
    /// The system would not let it be read.
    Io(io::Error),
}

/// Where an archive's bytes are.
enum Home<'a> {
    Folder(PathBuf),
    Store(&'a dyn Store),
}

/// An archive with everything that lies in it.
pub(crate) struct Shelf<'a> {
    home: Home<'a>,
    /// Regular files with valid paths.
    pub(crate) files: BTreeMap<ArchivePath, Entry>,
    /// Folders with valid paths.
    pub(crate) folders: BTreeSet<ArchivePath>,
    /// There is more than an archive may hold. Which part of it was met is chance, so nothing is kept of it.
    pub(crate) overfull: bool,
}

impl<'a> Shelf<'a> {
    fn empty(home: Home<'a>) -> Self {
        Self { home, files: BTreeMap::new(), folders: BTreeSet::new(), overfull: false }
    }

    fn overfull(self, findings: &mut Findings) -> Self {
        *findings = Findings::default();
        findings.add(&LIMIT, "", Detail::of("more than {} files and folders", &[&MAX_ENTRIES]));
        Self { overfull: true, ..Self::empty(self.home) }
    }

    /// Takes in what a store holds, by the rules of a folder. It has no empty folders.
    pub(crate) fn of(store: &'a dyn Store, findings: &mut Findings) -> Self {
        let mut shelf = Self::empty(Home::Store(store));
        for (from, until) in store.gaps() {
            findings.add(&CHANGED, "", Detail::of("bytes {} to {} of the container can't be made out", &[from, until]));
        }
        for (seen, stored) in store.entries().iter().enumerate() {
            if seen >= MAX_ENTRIES {
                return shelf.overfull(findings);
            }
            let Some(path) = shelf.name(&stored.path, stored.kind, findings) else { continue };
            shelf.folders.extend(path.parents().filter_map(|folder| folder.parse().ok()));
            if stored.kind == Kind::Folder {
                shelf.folders.insert(path);
            } else if shelf.files.insert(path, Entry::stored(stored)).is_some() {
                findings.add(&PATH_REFUSED, &stored.path, Detail::of("there is more than one of this name", &[]));
            }
        }
        shelf
    }

    /// Walks the folder. What is no regular file, or has a name that is not allowed, is a finding and is left alone.
    pub(crate) fn walk(root: &Path, findings: &mut Findings) -> Result<Self, VerifyError> {
        let meta = fs::metadata(root).map_err(|error| VerifyError::io(root, error))?;
        if !meta.is_dir() {
            return Err(VerifyError::NotAFolder(root.to_owned()));
        }
        let mut shelf = Self::empty(Home::Folder(root.to_owned()));
        let mut open: Vec<Option<ArchivePath>> = vec![None];
        let mut seen = 0_usize;
        while let Some(folder) = open.pop() {
            let here = folder.as_ref().map_or(root.to_owned(), |folder| place(root, folder));
            let entries = fs::read_dir(&here).map_err(|error| VerifyError::io(&here, error))?;
            for entry in entries {
                let entry = entry.map_err(|error| VerifyError::io(&here, error))?;
                seen += 1;
                if seen > MAX_ENTRIES {
                    return Ok(shelf.overfull(findings));
                }
                // Of the entry itself: a link is not followed.
                let meta = entry.metadata().map_err(|error| VerifyError::io(&entry.path(), error))?;
                let name = entry.file_name();
                let shown = folder.as_ref().map_or(String::new(), |folder| format!("{folder}/"))
                    + &name.to_str().map_or_else(|| format!("{name:?}"), str::to_owned);
                if let Some(found) = shelf.meet(&shown, folder.is_none(), &meta, findings) {
                    open.push(Some(found));
                }
            }
        }
        Ok(shelf)
    }

    /// Takes one entry; gives a folder to go into.
    fn meet(&mut self, shown: &str, top: bool, meta: &Metadata, findings: &mut Findings) -> Option<ArchivePath> {
        if top && meta.is_dir() && shown == LITTER_FOLDER {
            findings.add(&LITTER, shown, ());
            return None;
        }
        let kind = match (meta.is_dir(), meta.is_file()) {
            (true, _) => Kind::Folder,
            (_, true) => Kind::File,
            _ => Kind::Other,
        };
        let path = self.name(shown, kind, findings)?;
        if kind == Kind::Folder {
            self.folders.insert(path.clone());
            return Some(path);
        }
        if has_more_names(meta) {
            findings.add(&HARD_LINK, shown, ());
        }
        self.files.insert(path, Entry::met(meta));
        None
    }

    /// The path of a file or folder that the format can have; of anything else, a finding.
    fn name(&self, shown: &str, kind: Kind, findings: &mut Findings) -> Option<ArchivePath> {
        let name = shown.rsplit_once('/').map_or(shown, |(_, name)| name);
        if kind == Kind::File && LITTER_FILES.contains(&name) {
            findings.add(&LITTER, shown, ());
            return None;
        }
        match shown.parse() {
            Ok(_) if kind == Kind::Other => findings.add(&NOT_REGULAR, shown, ()),
            Ok(path) => return Some(path),
            Err(fault) => findings.add(&PATH_REFUSED, shown, fault),
        }
        None
    }

    /// Opens a file, once, and gives its bytes to `take` in the order in which they lie.
    pub(crate) fn read(
        &self,
        path: &ArchivePath,
        entry: &Entry,
        buffer: &mut [u8],
        mut take: impl FnMut(&[u8]),
    ) -> Result<(), ReadFault> {
        let root = match &self.home {
            Home::Folder(root) => root,
            Home::Store(store) => return from_store(*store, entry, &mut take),
        };
        let place = place(root, path);
        let mut file = open(&place).map_err(|error| match fs::symlink_metadata(&place) {
            Ok(meta) if meta.is_file() && Identity::of(&meta).is(&entry.identity) => ReadFault::Io(error),
            _ => ReadFault::Swapped,
        })?;
        // If a link or another file took the name since the walk, this is not the file that was met there.
        let meta = file.metadata().map_err(ReadFault::Io)?;
        if !meta.is_file() || !Identity::of(&meta).is(&entry.identity) {
            return Err(ReadFault::Swapped);
        }
        let mut taken = 0_u64;
        loop {
            match file.read(buffer) {
                Ok(0) => break,
                Ok(count) => {
                    let bytes = buffer.get(..count).unwrap_or_default();
                    taken = taken.saturating_add(count as u64);
                    if taken > entry.bytes() {
                        return Err(ReadFault::Swapped);
                    }
                    take(bytes);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(ReadFault::Io(error)),
            }
        }
        if taken == entry.bytes() { Ok(()) } else { Err(ReadFault::Swapped) }
    }

    /// The bytes of a file that is small by its kind.
    pub(crate) fn read_whole(&self, path: &ArchivePath, entry: &Entry, limit: u64) -> Result<Vec<u8>, ReadFault> {
        if entry.bytes() > limit {
            return Err(ReadFault::TooLarge);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(entry.bytes()).unwrap_or(0));
        let mut buffer = [0; 16 << 10];
        self.read(path, entry, &mut buffer, |part| bytes.extend_from_slice(part))?;
        Ok(bytes)
    }

    /// The digest of a file of any size.
    pub(crate) fn hash(&self, path: &ArchivePath, entry: &Entry, buffer: &mut [u8]) -> Result<Digester, ReadFault> {
        let mut digester = Digester::new();
        self.read(path, entry, buffer, |part| digester.update(part))?;
        Ok(digester)
    }

    /// Is there any file in this folder?
    pub(crate) fn has_files_in(&self, folder: &str) -> bool {
        self.files.keys().any(|path| path.inside(folder).is_some())
    }
}

fn place(root: &Path, path: &ArchivePath) -> PathBuf {
    path.as_str().split('/').fold(root.to_owned(), |place, segment| place.join(segment))
}

fn from_store(store: &dyn Store, entry: &Entry, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadFault> {
    let mut taken = 0_u64;
    let read = store.read(entry.place, entry.bytes(), &mut |part| {
        taken = taken.saturating_add(part.len() as u64);
        take(part);
    });
    match read {
        Ok(()) if taken == entry.bytes() => Ok(()),
        Ok(()) | Err(Unread::Damaged) => Err(ReadFault::Damaged),
        Err(Unread::Io(error)) => Err(ReadFault::Io(error)),
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)]
mod tests {
    use super::*;

    /// V009 has no vector, since files of a vector lie still: here they change between the walk and the reading.
    #[test]
    fn a_file_that_changed_since_the_walk_is_not_read() {
        let Ok(scratch) = tempfile::tempdir() else { return assert!(false) };
        let place = |name: &str| scratch.path().join(name);
        for name in ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"] {
            assert!(fs::write(place(name), "sealed").is_ok());
        }
        let mut findings = Findings::default();
        let Ok(shelf) = Shelf::walk(scratch.path(), &mut findings) else { return assert!(false) };
        // Another file takes the name, at another moment than the clock of files shows; the same file grows.
        std::thread::sleep(std::time::Duration::from_millis(30));
        assert!(fs::write(place("other"), "sealed").is_ok() && fs::rename(place("other"), place("a.txt")).is_ok());
        assert!(fs::write(place("b.txt"), "sealed, and more").is_ok());
        // A file goes away; a pipe takes a name, and whoever opened it would wait for ever.
        for name in ["d.txt", "e.txt"] {
            assert!(fs::remove_file(place(name)).is_ok());
        }
        if cfg!(unix) {
            let made = std::process::Command::new("mkfifo").arg(place("e.txt")).status();
            assert!(made.is_ok_and(|status| status.success()));
        }
        let read = |name: &str| {
            let path: ArchivePath = name.parse().ok()?;
            let entry = shelf.files.get(&path)?;
            Some(shelf.read_whole(&path, entry, 100))
        };
        if cfg!(unix) {
            assert!(matches!(read("a.txt"), Some(Err(ReadFault::Swapped))));
        }
        if cfg!(unix) {
            // A link to a file that is the same but for its name.
            assert!(fs::rename(place("f.txt"), place("g.txt")).is_ok());
            #[cfg(unix)]
            assert!(std::os::unix::fs::symlink(place("g.txt"), place("f.txt")).is_ok());
            assert!(matches!(read("f.txt"), Some(Err(ReadFault::Swapped))));
        }
        for name in ["d.txt", "e.txt"] {
            assert!(matches!(read(name), Some(Err(ReadFault::Swapped))), "{name}");
        }
        assert!(matches!(read("b.txt"), Some(Err(ReadFault::Swapped))));
        assert!(matches!(read("c.txt"), Some(Ok(bytes)) if bytes == b"sealed"));
        let too_large = shelf.files.iter().next().map(|(path, entry)| shelf.read_whole(path, entry, 5));
        assert!(matches!(too_large, Some(Err(ReadFault::TooLarge))));
    }
}
