//! What follows the head of an age file: pieces of 64 KiB, each locked by itself, so that one can be read without the
//! others and one that has suffered spoils no other (<https://c2sp.org/age>, payload).

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce, Tag};

use super::age::TAG;

/// Bytes that are locked together.
pub(super) const PIECE: usize = 64 << 10;

/// Whether a piece is the last one: cutting a file off is noticed by this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Further,
    Last,
}

fn nonce(number: u64, turn: Turn) -> Nonce {
    let mut nonce = [0; 12];
    nonce[3..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(turn == Turn::Last);
    nonce.into()
}

/// Locks what is written to it, piece by piece. Without [`Locking::finish`] it counts as cut off.
pub(super) struct Locking<W> {
    inner: W,
    cipher: ChaCha20Poly1305,
    number: u64,
    piece: Vec<u8>,
}

impl<W: Write> Locking<W> {
    pub(super) fn new(inner: W, key: &[u8; 32]) -> Self {
        Self { inner, cipher: ChaCha20Poly1305::new(key.into()), number: 0, piece: Vec::with_capacity(PIECE + TAG) }
    }

    fn put(&mut self, turn: Turn) -> io::Result<()> {
        let nonce = nonce(self.number, turn);
        let tag = self.cipher.encrypt_inout_detached(&nonce, &[], self.piece.as_mut_slice().into());
        self.piece.extend_from_slice(&tag.map_err(|_| io::Error::other("encryption failed"))?);
        let written = self.inner.write_all(&self.piece);
        // Even if the medium refused: what is written afterwards, on the way out, must find room.
        self.piece.clear();
        self.number += 1;
        written
    }

    /// Writes the last piece and gives back the writer.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.put(Turn::Last)?;
        Ok(self.inner)
    }
}

impl<W: Write> Write for Locking<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full piece waits for more: if nothing comes, it is the last one.
        if self.piece.len() == PIECE && !bytes.is_empty() {
            self.put(Turn::Further)?;
        }
        let count = bytes.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Where the pieces of a file are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// Where the first one begins.
    pub(super) begin: u64,
    /// Where the file ends.
    pub(super) end: u64,
}

impl Extent {
    fn locked(self) -> u64 {
        self.end.saturating_sub(self.begin)
    }

    fn pieces(self) -> u64 {
        self.locked().div_ceil((PIECE + TAG) as u64)
    }

    /// Bytes of what is locked.
    pub(super) fn length(self) -> u64 {
        self.locked().saturating_sub(self.pieces() * TAG as u64)
    }
}

/// Reads what is locked, at any place. A piece that does not open is an error of the kind `InvalidData`, and the next
/// one can be read all the same.
pub(super) struct Unlocking {
    file: File,
    cipher: ChaCha20Poly1305,
    extent: Extent,
    place: u64,
    /// The piece that is open, by its number.
    open: Option<u64>,
    piece: Vec<u8>,
}

impl Unlocking {
    pub(super) fn new(path: &Path, key: &[u8; 32], extent: Extent) -> io::Result<Self> {
        let (file, cipher) = (File::open(path)?, ChaCha20Poly1305::new(key.into()));
        Ok(Self { file, cipher, extent, place: 0, open: None, piece: Vec::with_capacity(PIECE + TAG) })
    }

    fn open(&mut self, number: u64) -> io::Result<()> {
        if self.open == Some(number) {
            return Ok(());
        }
        self.open = None;
        self.piece.clear();
        self.file.seek(SeekFrom::Start(self.extent.begin + number * (PIECE + TAG) as u64))?;
        (&self.file).take((PIECE + TAG) as u64).read_to_end(&mut self.piece)?;
        let damaged = || io::Error::from(io::ErrorKind::InvalidData);
        let length = self.piece.len().checked_sub(TAG).ok_or_else(damaged)?;
        let tag = Tag::try_from(&self.piece[length..]).map_err(|_| damaged())?;
        self.piece.truncate(length);
        let last = number + 1 >= self.extent.pieces();
        let nonce = nonce(number, if last { Turn::Last } else { Turn::Further });
        let opened = self.cipher.decrypt_inout_detached(&nonce, &[], self.piece.as_mut_slice().into(), &tag);
        opened.map_err(|_| damaged())?;
        self.open = Some(number);
        Ok(())
    }
}

impl Read for Unlocking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // At the very end the last piece is opened all the same: only it says that nothing was cut off.
        let number = (self.place / PIECE as u64).min(self.extent.pieces().saturating_sub(1));
        self.open(number)?;
        let at = usize::try_from(self.place - number * PIECE as u64).unwrap_or(usize::MAX);
        let rest = self.piece.get(at..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.place += count as u64;
        Ok(count)
    }
}

impl Seek for Unlocking {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.place.checked_add_signed(by),
            SeekFrom::End(by) => self.extent.length().checked_add_signed(by),
        };
        self.place = place.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn locked(home: &Path, plain: &[u8]) -> (std::path::PathBuf, Extent) {
        let path = home.join(format!("{}", plain.len()));
        let mut locking = Locking::new(File::create_new(&path).unwrap(), &KEY);
        locking.write_all(plain).unwrap();
        locking.finish().unwrap();
        let end = std::fs::metadata(&path).unwrap().len();
        (path, Extent { begin: 0, end })
    }

    fn plain(length: usize) -> Vec<u8> {
        (0..length).map(|n| u8::try_from(n % 251).unwrap()).collect()
    }

    #[test]
    fn whatever_the_length_it_comes_back_from_any_place() {
        let home = tempfile::tempdir().unwrap();
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE - 7] {
            let plain = plain(length);
            let (path, extent) = locked(home.path(), &plain);
            assert_eq!(extent.length(), length as u64);
            let mut reader = Unlocking::new(&path, &KEY, extent).unwrap();
            for from in [0, length / 2, length, length.saturating_sub(1), length / 3] {
                reader.seek(SeekFrom::Start(from as u64)).unwrap();
                let mut back = Vec::new();
                reader.read_to_end(&mut back).unwrap();
                assert_eq!(back, plain[from..], "{length} from {from}");
            }
        }
    }

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn a_piece_that_has_suffered_spoils_no_other_and_cutting_off_is_noticed() {
        let home = tempfile::tempdir().unwrap();
        let plain = plain(3 * PIECE);
        let (path, extent) = locked(home.path(), &plain);
        let whole = std::fs::read(&path).unwrap();
        let mut bytes = whole.clone();
        bytes[PIECE + TAG + 5] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        let mut reader = Unlocking::new(&path, &KEY, extent).unwrap();
        let mut some = [0; 100];
        for (piece, opens) in [(0, true), (1, false), (2, true), (1, false), (0, true)] {
            reader.seek(SeekFrom::Start((piece * PIECE) as u64)).unwrap();
            assert_eq!(reader.read_exact(&mut some).is_ok(), opens, "{piece}");
        }
        // Cut off just between two pieces.
        std::fs::write(&path, &whole[..2 * (PIECE + TAG)]).unwrap();
        let mut reader = Unlocking::new(&path, &KEY, Extent { begin: 0, end: 2 * (PIECE + TAG) as u64 }).unwrap();
        assert!(reader.read_exact(&mut some).is_ok());
        reader.seek(SeekFrom::Start(PIECE as u64)).unwrap();
        assert!(reader.read_exact(&mut some).is_err());
    }
}
