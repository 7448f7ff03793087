//! What one build made, for the next one: so that one corrected record costs one record.
//!
//! An entry is found under everything that determines it, and believed only with a mark over its name and content that
//! nobody can make who lacks the secret: a damaged entry is no entry, and whoever can write to the folder can't slip
//! another child's print into an archive. Uses the file system and the format's digests; knows nothing of records, and
//! writes nowhere but in its folder. It holds children's data, as the export does.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use niemphong_archive::{Digest, digest};

/// Says to backup programs that nothing is lost with the folder (<https://bford.info/cachedir/>), and to us that it is
/// ours to tidy.
const TAG_NAME: &str = "CACHEDIR.TAG";
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# niemphong: bộ nhớ đệm, có dữ liệu học sinh; xóa được bất cứ lúc nào.\n";
/// Bytes of a mark.
const MARK: usize = 32;
/// Beginning of the name of an entry under way.
const UNDER_WAY: &str = "dang-ghi-";
/// How many times what this build used the folder may hold, and what it may hold in any case, in bytes.
const GENERATIONS: u64 = 3;
const ALWAYS: u64 = 64 << 20;

/// A part of an entry, with its digest: whoever stores it needs no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    bytes: Vec<u8>,
    digest: Digest,
}

impl Part {
    /// These bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        let digest = Digest::of(&bytes);
        Self { bytes, digest }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Their digest.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

/// A folder of entries.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    secret: [u8; 32],
    used: Mutex<BTreeSet<PathBuf>>,
    damaged: AtomicU64,
    written: AtomicU64,
}

impl Cache {
    /// Opens the folder, or makes it. Entries are marked under `secret`; with another one, none is found.
    ///
    /// # Errors
    /// When the system refuses; [`io::ErrorKind::InvalidInput`] when there is something in the folder and it is not ours.
    pub fn open(folder: &Path, secret: &[u8; 32]) -> io::Result<Self> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
        mark_as_ours(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            secret: digest::hmac_sha256(secret, b"niemphong-cache/1"),
            used: Mutex::default(),
            damaged: AtomicU64::new(0),
            written: AtomicU64::new(0),
        })
    }

    /// The parts that were kept under `key`, `N` of them, if they are there and whole.
    pub fn get<const N: usize>(&self, key: Digest) -> Option<[Part; N]> {
        let path = self.path(key);
        let entry = fs::read(&path).ok()?;
        let parts = split(entry).filter(|(parts, mark)| *mark == self.mark(key, parts));
        if parts.is_none() {
            self.damaged.fetch_add(1, Ordering::Relaxed);
        }
        let parts = parts?.0;
        self.note(path);
        Some(parts)
    }

    /// Keeps `parts` under `key`, whole or not at all. What can't be kept is made again next time, so that is no
    /// failure.
    pub fn put<const N: usize>(&self, key: Digest, parts: [&Part; N]) {
        let path = self.path(key);
        let Ok((mut file, under_way)) = self.under_way() else { return };
        let lengths = parts.map(|part| (part.bytes.len() as u64).to_be_bytes()).concat();
        let write = || {
            parts.iter().try_for_each(|part| file.write_all(&part.bytes))?;
            file.write_all(&[lengths, self.mark(key, &parts).to_vec()].concat())?;
            drop(file);
            fs::rename(&under_way, &path).or_else(|_| {
                fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
                fs::rename(&under_way, &path)
            })
        };
        match write() {
            Ok(()) => self.note(path),
            Err(_) => drop(fs::remove_file(&under_way)),
        }
    }

    /// A new file, under a name that no other run has taken.
    fn under_way(&self) -> io::Result<(File, PathBuf)> {
        loop {
            let number = self.written.fetch_add(1, Ordering::Relaxed);
            let path = self.folder.join(format!("{UNDER_WAY}{number}"));
            match create_new(&path) {
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                other => return Ok((other?, path)),
            }
        }
    }

    /// How many entries were damaged and left aside.
    pub fn damaged(&self) -> u64 {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Removes what a killed run left, and the oldest entries that this run did not use, until the folder holds no more
    /// than some builds' worth. Touches no file whose name is not an entry's.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn prune(&self) -> io::Result<()> {
        self.prune_to(|used| (used * GENERATIONS).max(ALWAYS))
    }

    fn prune_to(&self, limit: impl Fn(u64) -> u64) -> io::Result<()> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut old, mut used_bytes, mut all_bytes) = (Vec::new(), 0, 0);
        for shelf in fs::read_dir(&self.folder)? {
            let shelf = shelf?;
            let name = shelf.file_name().to_string_lossy().into_owned();
            if name.starts_with(UNDER_WAY) {
                // Of a run that is still at it, the entry is made again by the next one.
                drop(fs::remove_file(shelf.path()));
            }
            if !is_hex(&name, 2) {
                continue;
            }
            for entry in fs::read_dir(shelf.path())? {
                let entry = entry?;
                let meta = entry.metadata()?;
                if !meta.is_file() || !is_hex(&entry.file_name().to_string_lossy(), 62) {
                    continue;
                }
                all_bytes += meta.len();
                if used.contains(&entry.path()) {
                    used_bytes += meta.len();
                } else {
                    old.push((meta.modified()?, entry.path(), meta.len()));
                }
            }
        }
        old.sort();
        for (_, path, bytes) in old {
            if all_bytes <= limit(used_bytes) {
                break;
            }
            fs::remove_file(path)?;
            all_bytes -= bytes;
        }
        Ok(())
    }

    fn note(&self, path: PathBuf) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
    }

    /// Where an entry lies: names tell nothing of what they hold to whoever lacks the secret.
    fn path(&self, key: Digest) -> PathBuf {
        let name = digest::hmac_sha256(&self.secret, key.as_bytes());
        let name = Digest::from_bytes(name).to_string();
        let (shelf, rest) = name.split_at(2);
        self.folder.join(shelf).join(rest)
    }

    /// Over the key, and each part's length and digest.
    fn mark<P: std::borrow::Borrow<Part>>(&self, key: Digest, parts: &[P]) -> [u8; MARK] {
        let mut marked = key.as_bytes().to_vec();
        for part in parts.iter().map(P::borrow) {
            marked.extend((part.bytes.len() as u64).to_be_bytes());
            marked.extend(part.digest.as_bytes());
        }
        digest::hmac_sha256(&self.secret, &marked)
    }
}

/// An entry's parts and its mark: the parts one after another, their lengths, the mark. The first part stays where it
/// was read to.
fn split<const N: usize>(mut entry: Vec<u8>) -> Option<([Part; N], [u8; MARK])> {
    let mark = *entry.last_chunk::<MARK>()?;
    entry.truncate(entry.len() - MARK);
    let mut lengths = [0; N];
    for length in lengths.iter_mut().rev() {
        *length = usize::try_from(u64::from_be_bytes(*entry.last_chunk::<8>()?)).ok()?;
        entry.truncate(entry.len() - 8);
    }
    let mut parts = Vec::with_capacity(N);
    for length in lengths.into_iter().rev() {
        parts.push(Part::new(entry.split_off(entry.len().checked_sub(length)?)));
    }
    parts.reverse();
    Some((parts.try_into().ok().filter(|_| entry.is_empty())?, mark))
}

/// Sees to it that the folder bears our tag. One that was cut short is our own: its run was killed before it wrote
/// anything else.
fn mark_as_ours(folder: &Path) -> io::Result<()> {
    let tag = folder.join(TAG_NAME);
    let found = match fs::read(&tag) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => None,
        other => Some(other?),
    };
    let others = fs::read_dir(folder)?.count() - usize::from(found.is_some());
    match found {
        Some(found) if found == TAG.as_bytes() => return Ok(()),
        Some(found) if others == 0 && TAG.as_bytes().starts_with(&found) => fs::remove_file(&tag)?,
        None if others == 0 => {}
        _ => return Err(io::ErrorKind::InvalidInput.into()),
    }
    create_new(&tag)?.write_all(TAG.as_bytes())
}

fn create_new(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn is_hex(name: &str, length: usize) -> bool {
    name.len() == length && name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> Part {
        Part::new(text.as_bytes().to_vec())
    }

    /// What was put as [`put`] does.
    fn got(cache: &Cache, key: Digest) -> Option<String> {
        cache.get(key).map(|[one, two]: [Part; 2]| {
            assert!(one.digest() == Digest::of(one.bytes()) && two.digest() == Digest::of(two.bytes()));
            String::from_utf8([one.bytes(), b"+", two.bytes()].concat()).unwrap()
        })
    }

    fn put(cache: &Cache, key: Digest, one: &str, two: &str) {
        cache.put(key, [&part(one), &part(two)]);
    }

    fn key(n: u8) -> Digest {
        Digest::of(&[n])
    }

    #[test]
    fn what_was_put_is_found_by_whoever_has_the_secret() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("cache");
        let cache = Cache::open(&folder, &[7; 32]).unwrap();
        put(&cache, key(1), "print", "page");
        assert_eq!(got(&cache, key(1)).as_deref(), Some("print+page"));
        assert_eq!(got(&cache, key(2)), None);
        assert_eq!(got(&Cache::open(&folder, &[7; 32]).unwrap(), key(1)).as_deref(), Some("print+page"));
        assert_eq!(got(&Cache::open(&folder, &[8; 32]).unwrap(), key(1)), None);
        assert_eq!(cache.damaged(), 0);
    }

    #[test]
    fn a_damaged_or_foreign_entry_is_no_entry() {
        let home = tempfile::tempdir().unwrap();
        let cache = Cache::open(home.path(), &[7; 32]).unwrap();
        put(&cache, key(1), "print", "page");
        put(&cache, key(2), "other", "");
        let (one, two) = (cache.path(key(1)), cache.path(key(2)));
        let sound = fs::read(&one).unwrap();
        for at in 0..sound.len() {
            let mut bytes = sound.clone();
            bytes[at] ^= 1;
            fs::remove_file(&one).unwrap();
            create_new(&one).unwrap().write_all(&bytes).unwrap();
            assert_eq!(got(&cache, key(1)), None, "byte {at}");
        }
        for cut in [0, 31, sound.len() - 1] {
            fs::remove_file(&one).unwrap();
            create_new(&one).unwrap().write_all(&sound[..cut]).unwrap();
            assert_eq!(got(&cache, key(1)), None, "cut to {cut}");
        }
        fs::remove_file(&one).unwrap();
        fs::copy(&two, &one).unwrap();
        assert_eq!(got(&cache, key(1)), None);
        assert_eq!(cache.damaged(), sound.len() as u64 + 4);
        put(&cache, key(1), "print", "page");
        assert_eq!(got(&cache, key(1)).as_deref(), Some("print+page"));
    }

    #[test]
    fn a_folder_that_is_not_ours_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        create_new(&home.path().join("letter.doc")).unwrap();
        assert!(Cache::open(home.path(), &[7; 32]).is_err());
        let cache = home.path().join("cache");
        // Killed while it was marked.
        fs::create_dir(&cache).unwrap();
        create_new(&cache.join(TAG_NAME)).unwrap().write_all(&TAG.as_bytes()[..20]).unwrap();
        let open = Cache::open(&cache, &[7; 32]).unwrap();
        assert_eq!(fs::read(cache.join(TAG_NAME)).unwrap(), TAG.as_bytes());
        create_new(&cache.join("letter.doc")).unwrap();
        create_new(&cache.join(format!("{UNDER_WAY}1"))).unwrap();
        open.prune_to(|_| 0).unwrap();
        assert!(cache.join("letter.doc").exists());
        assert!(!cache.join(format!("{UNDER_WAY}1")).exists());
    }

    #[test]
    fn the_folder_keeps_to_its_limit_and_what_is_in_use() {
        let home = tempfile::tempdir().unwrap();
        let before = Cache::open(home.path(), &[7; 32]).unwrap();
        for n in 0..50 {
            put(&before, key(n), &"x".repeat(900), &"y".repeat(52));
        }
        let cache = Cache::open(home.path(), &[7; 32]).unwrap();
        for n in 0..5 {
            assert!(got(&cache, key(n)).is_some());
        }
        cache.prune_to(|used| used * 2).unwrap();
        let left = (0..50).filter(|n| cache.path(key(*n)).exists()).count();
        assert_eq!(left, 10);
        assert!((0..5).all(|n| got(&cache, key(n)).is_some()));
    }
}
