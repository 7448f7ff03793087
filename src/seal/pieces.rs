//! What follows the head of an age file: pieces of 64 KiB, each locked by itself, so that one can be read without the
//! others and one that has suffered spoils no other (<https://c2sp.org/age>, payload).

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use age::Decryptor;
use age::stream::StreamReader;

use super::locks::{FileKey, OpenError, refusal};

/// Bytes that are locked together.
pub(super) const PIECE: usize = 64 << 10;
/// What each piece is longer when it is locked.
const TAG: u64 = 16;

/// Where the pieces of a file are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// Where the first one begins.
    pub(super) begin: u64,
    /// Where the file ends.
    pub(super) end: u64,
}

impl Extent {
    /// Bytes of what is locked.
    pub(super) fn length(self) -> u64 {
        let locked = self.end.saturating_sub(self.begin);
        locked.saturating_sub(locked.div_ceil(PIECE as u64 + TAG) * TAG)
    }
}

/// Reads what is locked, at any place. A piece that does not open is an error that the system has no number for, and
/// the next one can be read all the same.
pub(super) struct Unlocking {
    path: PathBuf,
    key: FileKey,
    length: u64,
    place: u64,
    /// The crate's reader; one that has met a damaged piece keeps it, and is not used again.
    inner: Option<StreamReader<BufReader<File>>>,
}

impl Unlocking {
    pub(super) fn new(path: &Path, key: &FileKey, extent: Extent) -> Self {
        Self { path: path.to_owned(), key: key.clone(), length: extent.length(), place: 0, inner: None }
    }

    fn begin(&self) -> io::Result<StreamReader<BufReader<File>>> {
        let file = Decryptor::new_buffered(BufReader::new(File::open(&self.path)?));
        let opened = file.and_then(|file| file.decrypt(std::iter::once(&self.key as &dyn age::Identity)));
        opened.map_err(|e| match refusal(e) {
            OpenError::Io(e) => e,
            other => io::Error::new(io::ErrorKind::InvalidData, other),
        })
    }

    /// Brings the reader to `place`. At the very end the last piece is opened all the same: only it says that nothing
    /// was cut off. Everywhere else it is left alone – the crate asks it whenever it is sent to the beginning of a
    /// piece – so that its damage is not that of all pieces.
    fn go_to(&self, place: u64, reader: &mut StreamReader<BufReader<File>>) -> io::Result<()> {
        if self.length == 0 {
            return Ok(());
        }
        if place == self.length {
            reader.seek(SeekFrom::Start(place - 1))?;
            return reader.read_exact(&mut [0]);
        }
        if place.is_multiple_of(PIECE as u64) {
            reader.seek(SeekFrom::Start(place + 1))?;
        }
        reader.seek(SeekFrom::Start(place)).map(drop)
    }
}

impl Read for Unlocking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut reader = self.inner.take().map_or_else(|| self.begin(), Ok)?;
        self.go_to(self.place.min(self.length), &mut reader)?;
        let count = reader.read(buffer)?;
        self.place += count as u64;
        self.inner = Some(reader);
        Ok(count)
    }
}

impl Seek for Unlocking {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.place.checked_add_signed(by),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
        };
        self.place = place.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.place)
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)]
mod tests {
    use std::io::Write;

    use super::super::locks::{Identity, Openers, head, lock};
    use super::*;

    /// A container that holds `plain`, in a file of its own.
    fn locked(home: &Path, plain: &[u8]) -> (PathBuf, FileKey, Extent) {
        let path = home.join(format!("{}", plain.len()));
        let (lock, key) = lock(&Openers::Recipients(vec![Identity::generate().to_public()])).unwrap();
        let mut locking = lock.wrap_output(File::create_new(&path).unwrap()).unwrap();
        locking.write_all(plain).unwrap();
        locking.finish().unwrap();
        let begin = head(&path).unwrap().unwrap().1;
        let end = std::fs::metadata(&path).unwrap().len();
        (path, key, Extent { begin, end })
    }

    fn plain(length: usize) -> Vec<u8> {
        (0..length).map(|n| u8::try_from(n % 251).unwrap()).collect()
    }

    #[test]
    fn whatever_the_length_it_comes_back_from_any_place() {
        let home = tempfile::tempdir().unwrap();
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE - 7] {
            let plain = plain(length);
            let (path, key, extent) = locked(home.path(), &plain);
            assert_eq!(extent.length(), length as u64);
            let mut reader = Unlocking::new(&path, &key, extent);
            let beyond = length + 1;
            for from in [0, length / 2, length, length.saturating_sub(1), PIECE.min(length), beyond, length / 3] {
                reader.seek(SeekFrom::Start(from as u64)).unwrap();
                let mut back = Vec::new();
                reader.read_to_end(&mut back).unwrap();
                assert_eq!(back, plain[from.min(length)..], "{length} from {from}");
            }
        }
    }

    #[test]
    fn a_piece_that_has_suffered_spoils_no_other_and_cutting_off_is_noticed() {
        let home = tempfile::tempdir().unwrap();
        let plain = plain(3 * PIECE);
        let (path, key, extent) = locked(home.path(), &plain);
        let whole = std::fs::read(&path).unwrap();
        let piece = |number: usize| usize::try_from(extent.begin).unwrap() + number * (PIECE + 16);
        let mut some = [0; 100];
        for spoilt in 0..3 {
            let mut bytes = whole.clone();
            bytes[piece(spoilt) + 5] ^= 1;
            std::fs::write(&path, &bytes).unwrap();
            let mut reader = Unlocking::new(&path, &key, extent);
            for number in [0, 1, 2, 1, 0, 2, 0] {
                reader.seek(SeekFrom::Start((number * PIECE) as u64)).unwrap();
                let read = reader.read_exact(&mut some);
                assert_eq!(read.is_ok(), number != spoilt, "{number} with {spoilt} spoilt");
                assert!(read.is_ok_and(|()| some == plain[number * PIECE..][..100]) || number == spoilt);
            }
        }
        // Cut off just between two pieces: what is there is read, and at its end it is noticed.
        std::fs::write(&path, &whole[..piece(2)]).unwrap();
        let mut reader = Unlocking::new(&path, &key, Extent { end: piece(2) as u64, ..extent });
        reader.seek(SeekFrom::Start(PIECE as u64)).unwrap();
        assert!(reader.read_exact(&mut some).is_ok());
        let error = reader.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.raw_os_error(), None);
    }
}
