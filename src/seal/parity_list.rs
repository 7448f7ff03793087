//! The list of a parity file: which files and blocks it is of. It stands there twice, as it may rot too.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use niemphong_archive::Digest;

use super::copying::Item;
use super::sealing::SealingError;
use super::staging::{StagingError, io};

const MAGIC: &str = "niemphong-parity/1";
/// Length of the last line: where the second list begins, counted from the end.
const TAIL: usize = 17;

/// What a parity file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    pub(super) size: usize,
    pub(super) files: Vec<Item>,
    pub(super) data: Vec<Digest>,
    pub(super) parity: Vec<Digest>,
}

impl List {
    pub(super) fn text(&self) -> String {
        let mut text = format!("{MAGIC}\nblocks {} {} {}\n", self.data.len(), self.parity.len(), self.size);
        for file in &self.files {
            text += &format!("file {} {} {}\n", file.digest, file.bytes, file.path);
        }
        for (word, digests) in [("data", &self.data), ("parity", &self.parity)] {
            digests.iter().for_each(|digest| text += &format!("{word} {digest}\n"));
        }
        text += &format!("end {}\n", Digest::of(text.as_bytes()));
        text
    }

    fn parse(text: &str) -> Option<Self> {
        let (before, end) = text.strip_suffix('\n')?.rsplit_once("\nend ")?;
        let before = format!("{before}\n");
        if Digest::of(before.as_bytes()).to_string() != end {
            return None;
        }
        let mut lines = before.lines();
        (lines.next()? == MAGIC).then_some(())?;
        let size = lines.next()?.strip_prefix("blocks ")?.rsplit(' ').next()?.parse().ok()?;
        let mut list = Self { size, files: Vec::new(), data: Vec::new(), parity: Vec::new() };
        for line in lines {
            match line.split_once(' ')? {
                ("file", rest) => {
                    let mut parts = rest.splitn(3, ' ');
                    let digest = Digest::from_tagged(&format!("sha256:{}", parts.next()?)).ok()?;
                    let bytes = parts.next()?.parse().ok()?;
                    list.files.push(Item { digest, bytes, path: parts.next()?.parse().ok()? });
                }
                ("data", digest) => list.data.push(Digest::from_tagged(&format!("sha256:{digest}")).ok()?),
                ("parity", digest) => list.parity.push(Digest::from_tagged(&format!("sha256:{digest}")).ok()?),
                _ => return None,
            }
        }
        // The sums must agree, or the blocks would not be where they are looked for.
        let total: u64 = list.files.iter().map(|file| file.bytes).sum();
        let due = total.div_ceil(u64::try_from(size).ok().filter(|size| *size > 0)?);
        (due.max(1) == list.data.len() as u64).then_some(list)
    }
}

/// The list at the beginning, or the one at the end if that has rotted; and where the parity blocks begin.
pub(super) fn list_of(file: &mut File, path: &Path) -> Result<(List, u64), SealingError> {
    let length = file.metadata().map_err(|e| io(path, e))?.len();
    let mut tail = [0; TAIL];
    let mut read = |from: u64, bytes: &mut [u8]| -> bool {
        file.seek(SeekFrom::Start(from)).and_then(|_| file.read_exact(bytes)).is_ok()
    };
    let last = length.saturating_sub(TAIL as u64);
    let written = if read(last, &mut tail) { std::str::from_utf8(&tail[..16]).ok() } else { None };
    let second = written.and_then(|digits| digits.parse::<u64>().ok()).filter(|length| *length <= last);
    let mut places: Vec<(u64, u64)> = second.iter().flat_map(|size| [(0, *size), (last - size, *size)]).collect();
    if places.is_empty() {
        // The last line has rotted: the first list ends where its last line says.
        let mut head = vec![0; usize::try_from(length.min(64 << 20)).unwrap_or(0)];
        if read(0, &mut head) {
            let end = head.windows(5).position(|part| part == b"\nend ").map(|at| at as u64 + 5 + 64 + 1);
            places.extend(end.map(|end| (0, end)));
        }
    }
    for (from, size) in places {
        let mut text = vec![0; usize::try_from(size).unwrap_or(0)];
        if read(from, &mut text)
            && let Some(list) = std::str::from_utf8(&text).ok().and_then(List::parse)
        {
            return Ok((list, size));
        }
    }
    Err(StagingError::NoParityList { path: path.to_owned() }.into())
}
