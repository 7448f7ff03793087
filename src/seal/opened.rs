//! A container, opened: the verifier reads the archive where it lies, and no decrypted byte reaches a disk.
//!
//! The tar is listed once, jumping from header to header; each file is then read at its place. Where a piece of the
//! container (64 KiB) does not decrypt, the listing goes on behind it, so that what is whole is still told from what
//! is lost.

use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use niemphong_archive::ArchivePath;
use niemphong_archive::store::{Kind, Store, Stored, Unread};

use super::locks::{self, FileKey, Keys, Locked, OpenError};
use super::pieces::{Extent, PIECE, Unlocking};
use super::staging::{Staging, StagingError, create, io as system};

/// Bytes of a block of a tar.
const BLOCK: usize = 512;

/// An opened container.
pub struct Container {
    path: PathBuf,
    key: FileKey,
    extent: Extent,
    entries: Vec<Stored>,
    gaps: Vec<(u64, u64)>,
    /// Readers that are not in use.
    idle: Mutex<Vec<Unlocking>>,
}

/// How a file is locked; `None` if it is no container.
///
/// # Errors
/// When the system refuses, or the container's head is damaged.
pub fn locked(path: &Path) -> Result<Option<Locked>, OpenError> {
    Ok(locks::head(path)?.map(|(how, _)| how))
}

impl Container {
    /// Opens a container and lists what is in it.
    ///
    /// # Errors
    /// When it is none, can't be opened with these keys, or the system refuses.
    pub fn open(path: &Path, keys: &Keys) -> Result<Self, OpenError> {
        let (key, begin) = locks::open(path, keys)?;
        Self::with(path, key, begin)
    }

    /// A container that was just written with this key; `None` if the medium gives back no head that it opens.
    pub(super) fn written(path: &Path, key: FileKey) -> Result<Option<Self>, OpenError> {
        match locks::head(path) {
            Ok(Some((_, begin))) => Self::with(path, key, begin).map(Some),
            Ok(None) | Err(OpenError::Head) => Ok(None),
            Err(e) => Err(e),
        }
    }

    fn with(path: &Path, key: FileKey, begin: u64) -> Result<Self, OpenError> {
        let extent = Extent { begin, end: std::fs::metadata(path)?.len() };
        let (entries, gaps) = (Vec::new(), Vec::new());
        let mut container = Self { path: path.to_owned(), key, extent, entries, gaps, idle: Mutex::default() };
        container.list()?;
        Ok(container)
    }

    /// Bytes of all files together.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.entries.iter().map(|stored| stored.bytes).sum()
    }

    /// Writes the archive into `folder`, file by file, as it is in the container; whoever calls verifies it there.
    ///
    /// # Errors
    /// When a file can't be made out, its name is none that an archive may have, or the system refuses.
    pub fn unpack(&self, staging: &Staging, note: &mut dyn FnMut(u64) -> bool) -> Result<bool, StagingError> {
        for stored in self.entries.iter().filter(|stored| stored.kind == Kind::File) {
            let path: ArchivePath = match stored.path.parse() {
                Ok(path) => path,
                Err(_) => return Err(StagingError::BadTarget { path: stored.path.clone().into() }),
            };
            let full = staging.folder().join(path.as_str());
            let mut file = create(&full)?;
            let mut written = Ok(());
            let read = self.read(stored.place, stored.bytes, &mut |part| {
                if written.is_ok() {
                    written = io::Write::write_all(&mut file, part);
                }
            });
            written.map_err(|e| system(&full, e))?;
            match read {
                Ok(()) => {}
                Err(Unread::Damaged) => return Err(StagingError::Changed { path: self.path.join(path.as_str()) }),
                Err(Unread::Io(e)) => return Err(system(&self.path, e)),
            }
            if !note(stored.bytes) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A reader at this place of the tar.
    fn at(&self, place: u64) -> io::Result<Unlocking> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut reader = idle.unwrap_or_else(|| Unlocking::new(&self.path, &self.key, self.extent));
        reader.seek(SeekFrom::Start(place))?;
        Ok(reader)
    }

    fn list(&mut self) -> Result<(), OpenError> {
        let mut found = Vec::new();
        let mut from = Some(0);
        while let Some(begin) = from {
            let (next, whole) = self.list_from(begin, &mut found)?;
            from = if whole { None } else { self.next_header(next)? };
        }
        let top = found.first().and_then(|first: &Stored| first.path.split('/').next()).unwrap_or_default().to_owned();
        for mut stored in found {
            let inside = stored.path.strip_prefix(&top).and_then(|rest| rest.strip_prefix('/').or(Some(rest)));
            stored.path = inside.unwrap_or(&stored.path).trim_end_matches('/').to_owned();
            if !stored.path.is_empty() {
                self.entries.push(stored);
            }
        }
        Ok(())
    }

    /// Lists entries from a header on; gives where it stopped, and whether that was the end.
    fn list_from(&self, begin: u64, found: &mut Vec<Stored>) -> Result<(u64, bool), OpenError> {
        let mut next = begin;
        let reader = match self.at(begin) {
            Ok(reader) => reader,
            Err(e) => return damage(e).map(|()| (next, false)),
        };
        let mut tar = tar::Archive::new(Onward { reader, begin });
        let listed = tar.entries_with_seek()?.try_for_each(|entry| {
            let entry = entry?;
            let place = begin + entry.raw_file_position();
            next = place + entry.size().next_multiple_of(BLOCK as u64);
            let kind = match entry.header().entry_type() {
                tar::EntryType::Regular => Kind::File,
                tar::EntryType::Directory => Kind::Folder,
                _ => Kind::Other,
            };
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            found.push(Stored { path, kind, bytes: entry.size(), place });
            Ok(())
        });
        let ended = listed.and_then(|()| only_zeros(&mut self.at(next)?));
        match ended {
            Ok(true) => Ok((next, true)),
            Ok(false) => Ok((next, false)),
            Err(e) => damage(e).map(|()| (next, false)),
        }
    }

    /// Notes that nothing could be made of what stands at `stopped`, and looks for the next header behind it.
    fn next_header(&mut self, stopped: u64) -> Result<Option<u64>, OpenError> {
        let end = self.extent.length();
        let mut found = None;
        let mut place = stopped / PIECE as u64 * PIECE as u64;
        let mut piece = Vec::new();
        while found.is_none() && place < end {
            piece.clear();
            let read = self.at(place).and_then(|reader| reader.take(PIECE as u64).read_to_end(&mut piece));
            if let Err(e) = read {
                damage(e)?;
                piece.clear();
            }
            let blocks = (place..).step_by(BLOCK).zip(piece.chunks_exact(BLOCK));
            found = blocks.filter(|(at, _)| *at > stopped).find(|(_, block)| is_header(block)).map(|(at, _)| at);
            place += PIECE as u64;
        }
        let until = found.unwrap_or(end.max(stopped));
        self.gaps.push((stopped, until));
        Ok(found)
    }
}

impl Store for Container {
    fn entries(&self) -> &[Stored] {
        &self.entries
    }

    fn gaps(&self) -> &[(u64, u64)] {
        &self.gaps
    }

    fn read(&self, place: u64, bytes: u64, take: &mut dyn FnMut(&[u8])) -> Result<(), Unread> {
        let unread = |e: io::Error| if is_damage(&e) { Unread::Damaged } else { Unread::Io(e) };
        if bytes == 0 {
            return Ok(());
        }
        let mut reader = self.at(place).map_err(unread)?;
        let mut buffer = vec![0; PIECE];
        let mut left = bytes;
        while left > 0 {
            let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            match reader.read(&mut buffer[..most]) {
                Ok(0) => return Err(Unread::Damaged),
                Ok(count) => {
                    take(&buffer[..count]);
                    left -= count as u64;
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(unread(e)),
            }
        }
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(reader);
        }
        Ok(())
    }
}

/// A reader that counts its places from where it began, as the tar's reader expects.
struct Onward {
    reader: Unlocking,
    begin: u64,
}

impl Read for Onward {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

impl Seek for Onward {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(place) => SeekFrom::Start(self.begin + place),
            other => other,
        };
        Ok(self.reader.seek(to)?.saturating_sub(self.begin))
    }
}

/// Whether nothing but zeros follows, as at the end of a tar.
fn only_zeros(reader: &mut Unlocking) -> io::Result<bool> {
    let mut buffer = vec![0; PIECE];
    loop {
        match reader.read(&mut buffer)? {
            0 => return Ok(true),
            count if buffer[..count].iter().any(|byte| *byte != 0) => return Ok(false),
            _ => {}
        }
    }
}

fn is_header(block: &[u8]) -> bool {
    let header = tar::Header::from_byte_slice(block);
    let told = header.cksum().ok();
    let sum = block[..148].iter().chain(&block[156..]).fold(8 * u32::from(b' '), |sum, byte| sum + u32::from(*byte));
    header.as_ustar().is_some() && told == Some(sum)
}

/// What the system refused has its number; what does not decrypt, or is no tar, has none.
fn is_damage(error: &io::Error) -> bool {
    error.raw_os_error().is_none()
}

fn damage(error: io::Error) -> Result<(), OpenError> {
    if is_damage(&error) { Ok(()) } else { Err(error.into()) }
}
