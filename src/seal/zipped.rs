//! A folder as one zip file (APPNOTE 6.3.10), stored: the same folder gives the same bytes on every machine.
//!
//! Nothing is packed – prints are packed already – so no library's way of packing reaches the bytes; every time is
//! 1980-01-01, the first that a zip file can say.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::staging::{CHUNK, StagingError, create, io};

/// 1 January 1980, midnight: time and date of MS-DOS.
const TIMES: [u8; 4] = [0, 0, 0x21, 0];
/// Version 2.0, and names in UTF-8.
const VERSION: u16 = 20;
const FLAGS: u16 = 1 << 11;
/// Made on Unix; a regular file that its owner may write and all may read.
const MADE_BY: u16 = 3 << 8 | VERSION;
const MODE: u32 = 0o100_644 << 16;

/// One file of the zip, as the directory at its end lists it.
struct Member {
    name: String,
    sum: u32,
    bytes: u32,
    at: u32,
}

impl Member {
    /// What the local header and the directory have in common.
    fn facts(&self) -> Vec<u8> {
        let (name, stored) = (self.name.len() as u16, 0_u16);
        let mut out = Vec::new();
        for part in [&VERSION.to_le_bytes(), &FLAGS.to_le_bytes(), &stored.to_le_bytes()] {
            out.extend_from_slice(part);
        }
        out.extend_from_slice(&TIMES);
        for number in [self.sum, self.bytes, self.bytes] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        out.extend_from_slice(&name.to_le_bytes());
        out.extend_from_slice(&0_u16.to_le_bytes()); // no further fields
        out
    }
}

/// Writes every file below `folder` into a new zip file at `to`, in the order of their paths, each below `top`.
///
/// # Errors
/// When the system refuses, or something is larger than a plain zip file can hold (4 GiB, 65,535 files).
pub(super) fn zip(folder: &Path, top: &str, to: &Path) -> Result<(), StagingError> {
    let too_large = || io(to, std::io::Error::other("a zip file holds 65,535 files and 4 GiB at most"));
    let mut out = create(to)?;
    let mut members = Vec::new();
    let mut at = 0_u64;
    for path in files(folder)? {
        let inside = path.strip_prefix(folder).unwrap_or(&path).components().map(|part| part.as_os_str());
        let name = inside.fold(top.to_owned(), |name, part| format!("{name}/{}", part.to_string_lossy()));
        let (sum, bytes) = sum_of(&path)?;
        let small = |number: u64| u32::try_from(number).map_err(|_| too_large());
        let member = Member { name, sum, bytes: small(bytes)?, at: small(at)? };
        let head = [b"PK\x03\x04", member.facts().as_slice(), member.name.as_bytes()].concat();
        out.write_all(&head).map_err(|e| io(to, e))?;
        let mut source = File::open(&path).map_err(|e| io(&path, e))?;
        let copied = std::io::copy(&mut source, &mut out).map_err(|e| io(to, e))?;
        if copied != bytes {
            return Err(StagingError::Changed { path });
        }
        at += head.len() as u64 + bytes;
        members.push(member);
    }
    let count = u16::try_from(members.len()).map_err(|_| too_large())?;
    let start = u32::try_from(at).map_err(|_| too_large())?;
    let mut directory = Vec::new();
    for member in &members {
        directory.extend_from_slice(b"PK\x01\x02");
        directory.extend_from_slice(&MADE_BY.to_le_bytes());
        directory.extend_from_slice(&member.facts());
        directory.extend_from_slice(&[0; 6]); // no comment, first disk, no inner attributes
        directory.extend_from_slice(&MODE.to_le_bytes());
        directory.extend_from_slice(&member.at.to_le_bytes());
        directory.extend_from_slice(member.name.as_bytes());
    }
    let size = u32::try_from(directory.len()).map_err(|_| too_large())?;
    directory.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    for number in [count, count] {
        directory.extend_from_slice(&number.to_le_bytes());
    }
    for number in [size, start] {
        directory.extend_from_slice(&number.to_le_bytes());
    }
    directory.extend_from_slice(&[0; 2]);
    out.write_all(&directory).and_then(|()| out.sync_all()).map_err(|e| io(to, e))
}

/// Every file below `folder`, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, StagingError> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.map_err(|e| io(folder, e.into()))?;
        if entry.file_type().is_file() {
            found.push(entry.into_path());
        }
    }
    found.sort();
    Ok(found)
}

/// CRC-32 and size of a file.
fn sum_of(path: &Path) -> Result<(u32, u64), StagingError> {
    let mut file = File::open(path).map_err(|e| io(path, e))?;
    let mut sum = crc32fast::Hasher::new();
    let (mut bytes, mut chunk) = (0, vec![0; CHUNK]);
    loop {
        let length = file.read(&mut chunk).map_err(|e| io(path, e))?;
        if length == 0 {
            return Ok((sum.finalize(), bytes));
        }
        sum.update(&chunk[..length]);
        bytes += length as u64;
    }
}
