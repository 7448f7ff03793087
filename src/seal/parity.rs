//! Parity: one file beside an archive that mends bit rot with no second copy (Reed–Solomon over GF(2^16)).
//!
//! The archive's files, one after the other, are cut into at most 8,192 blocks; a share of as many parity blocks again
//! is kept with the digest of every block. Up to that many blocks may be lost, whichever they are, and all come back.
//! The file begins and ends with the same list, since it may rot too:
//!
//! ```text
//! niemphong-parity/1
//! blocks DATA PARITY SIZE          numbers of blocks, bytes of a block
//! file SHA256 BYTES PATH           each file, in order
//! data SHA256 / parity SHA256      each block
//! end SHA256                       of all lines before
//! (parity blocks) (the list again) (its length, 16 digits and a line end)
//! ```

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use niemphong_archive::{Digest, Digester};
use reed_solomon_simd::{ReedSolomonDecoder, ReedSolomonEncoder};

use super::copying::{Item, digest_of};
use super::growing::Growing;
use super::parity_list::{List, list_of};
use super::sealing::SealingError;
use super::staging::{CHUNK, Staging, StagingError, create, io};

/// Most data blocks: enough that a damaged spot costs little, few enough that the list stays small.
const MOST_BLOCKS: u64 = 8_192;
/// Bytes of every block that are in memory at once: 8,192 blocks and their parity come to some 50 MB.
const COLUMN: usize = 4_096;
/// What the list calls the one file that an encrypted copy is, however it is named on its medium.
pub(super) const CONTAINER_PATH: &str = "ban-sao.tar.age";

/// What came of looking through an archive with its parity file.
#[derive(Debug, PartialEq, Eq)]
pub struct Restored {
    /// Blocks that were lost, and as many as the parity could bring back.
    pub lost: usize,
    /// Parity blocks that are themselves sound.
    pub spare: usize,
}

/// The archive's files as one long run of bytes; what can't be read is zeros.
struct Stream<'a> {
    archive: &'a Path,
    starts: Vec<u64>,
    files: &'a [Item],
    open: Option<(usize, File)>,
}

impl<'a> Stream<'a> {
    fn new(archive: &'a Path, files: &'a [Item]) -> Self {
        let mut at = 0;
        let start = |file: &Item| {
            at += file.bytes;
            at - file.bytes
        };
        Self { archive, starts: files.iter().map(start).collect(), files, open: None }
    }

    fn read_at(&mut self, mut at: u64, buffer: &mut [u8]) {
        buffer.fill(0);
        let mut filled = 0;
        let mut file = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        while filled < buffer.len() && file < self.files.len() {
            let inside = at - self.starts[file];
            let left = self.files[file].bytes.saturating_sub(inside);
            let length = left.min((buffer.len() - filled) as u64) as usize;
            if length > 0 {
                self.part(file, inside, &mut buffer[filled..filled + length]);
            }
            filled += length;
            at += length as u64;
            file += 1;
        }
    }

    fn part(&mut self, file: usize, inside: u64, buffer: &mut [u8]) {
        if self.open.as_ref().is_none_or(|(number, _)| *number != file) {
            let path = place_of(self.archive, &self.files[file]);
            let is_file = std::fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file());
            self.open = File::open(path).ok().filter(|_| is_file).map(|open| (file, open));
        }
        let Some((_, open)) = &mut self.open else { return };
        if open.seek(SeekFrom::Start(inside)).is_ok() {
            let mut done = 0;
            while let Ok(count @ 1..) = open.read(&mut buffer[done..]) {
                done += count;
            }
        }
    }
}

/// Where a file lies: in the archive's folder; an encrypted copy is itself the one file that there is.
fn place_of(archive: &Path, file: &Item) -> PathBuf {
    if archive.is_file() { archive.to_owned() } else { archive.join(file.path.as_str()) }
}

fn odd(what: impl std::fmt::Display, path: &Path) -> StagingError {
    io(path, std::io::Error::other(what.to_string()))
}

/// The parity of an encrypted copy, durable and not yet in its place: over its bytes as they are, so that they can be
/// mended by whoever can't open it.
pub(super) fn grow_container_parity(container: &Path, percent: u8, target: &Path) -> Result<Growing, SealingError> {
    let bytes = std::fs::metadata(container).map_err(|e| io(container, e))?.len();
    let item = Item { path: CONTAINER_PATH.parse()?, digest: digest_of(container)?, bytes };
    grow_parity(container, &[item], percent, target)
}

/// Ends what a run began that was killed when the `container` had its place and its parity, durable by then, had not:
/// `parity` is where that goes. Of anything else that was left beside a container that is there, nothing stays.
///
/// # Errors
/// When another program is at either, or the system refuses.
pub fn settle_container(container: &Path, parity: &Path) -> Result<(), SealingError> {
    if !container.exists() {
        return Ok(());
    }
    drop(Growing::left(container)?);
    match Growing::left(parity)? {
        Some(growing) if is_parity_of(&growing.place, container) => Ok(growing.finish()?),
        _ => Ok(()),
    }
}

fn is_parity_of(parity: &Path, container: &Path) -> bool {
    let list = File::open(parity).map_err(|e| io(parity, e).into()).and_then(|mut file| list_of(&mut file, parity));
    let files = list.map(|(list, _)| list.files).unwrap_or_default();
    matches!(files.as_slice(), [file] if digest_of(container).is_ok_and(|digest| digest == file.digest))
}

/// Writes the parity of `archive`, whose files are `items`, to the new file `target`; `percent` of its size, at least
/// one block.
///
/// # Errors
/// When the target exists, or the system refuses.
pub fn write_parity(archive: &Path, items: &[Item], percent: u8, target: &Path) -> Result<(), SealingError> {
    Ok(grow_parity(archive, items, percent, target)?.finish()?)
}

fn grow_parity(archive: &Path, items: &[Item], percent: u8, target: &Path) -> Result<Growing, SealingError> {
    let total: u64 = items.iter().map(|item| item.bytes).sum();
    let size = (total.div_ceil(MOST_BLOCKS).next_multiple_of(64)).max(64) as usize;
    let count = total.div_ceil(size as u64).max(1) as usize;
    let spare = (count * usize::from(percent.clamp(1, 100))).div_ceil(100);
    let mut list = List { size, files: items.to_vec(), data: Vec::new(), parity: Vec::new() };
    let mut stream = Stream::new(archive, items);
    let mut block = vec![0; size];
    for number in 0..count {
        stream.read_at((number * size) as u64, &mut block);
        list.data.push(Digest::of(&block));
    }
    // The lists' length is known beforehand, as every digest is as long as any other.
    list.parity = vec![Digest::of(b""); spare];
    let head = list.text().len() as u64;
    let growing = Growing::begin(target)?;
    let mut file = create(&growing.place)?;
    let mut digesters: Vec<Digester> = (0..spare).map(|_| Digester::new()).collect();
    let mut column = vec![0; COLUMN.min(size)];
    for from in (0..size).step_by(COLUMN) {
        let width = COLUMN.min(size - from);
        let mut encoder = ReedSolomonEncoder::new(count, spare, width).map_err(|e| odd(e, target))?;
        for number in 0..count {
            stream.read_at((number * size + from) as u64, &mut column[..width]);
            encoder.add_original_shard(&column[..width]).map_err(|e| odd(e, target))?;
        }
        let encoded = encoder.encode().map_err(|e| odd(e, target))?;
        for (number, part) in encoded.recovery_iter().enumerate() {
            digesters[number].update(part);
            let at = SeekFrom::Start(head + (number * size + from) as u64);
            file.seek(at).and_then(|_| file.write_all(part)).map_err(|e| io(target, e))?;
        }
    }
    list.parity = digesters.into_iter().map(Digester::finish).collect();
    let text = list.text();
    let tail = format!("{:016}\n", text.len());
    file.rewind().and_then(|()| file.write_all(text.as_bytes())).map_err(|e| io(target, e))?;
    let end = file.seek(SeekFrom::End(0)).and_then(|_| file.write_all(format!("{text}{tail}").as_bytes()));
    end.and_then(|()| file.sync_all()).map_err(|e| io(target, e))?;
    Ok(growing)
}

/// Brings back what `archive` has lost, as far as the parity file `parity` can, into the empty folder `staging`. Too much
/// lost: it stays empty, and the counts tell.
///
/// # Errors
/// When the parity file has lost both its lists, or the system refuses.
pub fn restore(archive: &Path, parity: &Path, staging: &Staging) -> Result<Restored, SealingError> {
    let mut file = File::open(parity).map_err(|e| io(parity, e))?;
    let (list, head) = list_of(&mut file, parity)?;
    let (size, count) = (list.size, list.data.len());
    let mut stream = Stream::new(archive, &list.files);
    let mut block = vec![0; size];
    let mut is_whole = |number: usize| {
        stream.read_at((number * size) as u64, &mut block);
        Digest::of(&block) == list.data[number]
    };
    let whole: Vec<bool> = (0..count).map(&mut is_whole).collect();
    let mut part_at = |number: usize, from: usize, bytes: &mut [u8]| {
        let at = SeekFrom::Start(head + (number * size + from) as u64);
        file.seek(at).and_then(|_| file.read_exact(bytes)).is_ok()
    };
    let mut block = vec![0; size];
    let mut is_spare = |n: usize| part_at(n, 0, &mut block) && Digest::of(&block) == list.parity[n];
    let spare: Vec<usize> = (0..list.parity.len()).filter(|n| is_spare(*n)).collect();
    let lost: Vec<usize> = (0..count).filter(|n| !whole[*n]).collect();
    let restored = Restored { lost: lost.len(), spare: spare.len() };
    if lost.len() > spare.len() {
        return Ok(restored);
    }
    // Lost blocks come back into one file, column by column; then each file is put together from what there is.
    let mended_path = staging.folder().join(".mended");
    let mut mended = create(&mended_path)?;
    let mut column = vec![0; COLUMN.min(size)];
    for from in (0..size).step_by(COLUMN).take_while(|_| !lost.is_empty()) {
        let width = COLUMN.min(size - from);
        let mut decoder = ReedSolomonDecoder::new(count, list.parity.len(), width).map_err(|e| odd(e, parity))?;
        for number in (0..count).filter(|n| whole[*n]) {
            stream.read_at((number * size + from) as u64, &mut column[..width]);
            decoder.add_original_shard(number, &column[..width]).map_err(|e| odd(e, parity))?;
        }
        for number in spare.iter().take(lost.len()) {
            if part_at(*number, from, &mut column[..width]) {
                decoder.add_recovery_shard(*number, &column[..width]).map_err(|e| odd(e, parity))?;
            }
        }
        let decoded = decoder.decode().map_err(|e| odd(e, parity))?;
        for (at, number) in lost.iter().enumerate() {
            let part = decoded.restored_original(*number).unwrap_or_default();
            let place = SeekFrom::Start((at * size + from) as u64);
            mended.seek(place).and_then(|_| mended.write_all(part)).map_err(|e| io(&mended_path, e))?;
        }
    }
    drop(mended);
    put_together(archive, &list, &lost, staging, &mended_path)?;
    std::fs::remove_file(&mended_path).map_err(|e| io(&mended_path, e))?;
    Ok(restored)
}

/// Writes every file that is not as it was, from sound blocks and those that came back.
fn put_together(
    archive: &Path,
    list: &List,
    lost: &[usize],
    staging: &Staging,
    mended_path: &Path,
) -> Result<(), SealingError> {
    let mut mended = File::open(mended_path).map_err(|e| io(mended_path, e))?;
    let mut stream = Stream::new(archive, &list.files);
    let mut start = 0;
    for file in &list.files {
        let (from, to) = (start, start + file.bytes);
        start = to;
        let here = place_of(archive, file);
        if digest_of(&here).is_ok_and(|digest| digest == file.digest) {
            continue;
        }
        let full = staging.folder().join(file.path.as_str());
        let mut out = create(&full)?;
        let mut at = from;
        let mut chunk = vec![0; CHUNK];
        while at < to {
            let number = (at / list.size as u64) as usize;
            let end = ((number as u64 + 1) * list.size as u64).min(to).min(at + CHUNK as u64);
            let part = &mut chunk[..(end - at) as usize];
            match lost.binary_search(&number) {
                Ok(which) => {
                    let inside = at - number as u64 * list.size as u64;
                    let place = SeekFrom::Start(which as u64 * list.size as u64 + inside);
                    mended.seek(place).and_then(|_| mended.read_exact(part)).map_err(|e| io(mended_path, e))?;
                }
                Err(_) => stream.read_at(at, part),
            }
            out.write_all(part).map_err(|e| io(&full, e))?;
            at = end;
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::super::staging::{GROWING_END, beside};
    use super::*;

    const FILES: usize = 30;

    /// A folder of files of all sizes, one of them empty.
    fn folder(home: &Path) -> (PathBuf, Vec<Item>) {
        let archive = home.join("a");
        fs::create_dir(&archive).unwrap();
        let item = |n: usize| {
            let bytes: Vec<u8> = (0..n * n * 37).map(|at| (at * n % 251) as u8).collect();
            let path = format!("f{n:02}.bin");
            fs::write(archive.join(&path), &bytes).unwrap();
            Item { path: path.parse().unwrap(), digest: Digest::of(&bytes), bytes: bytes.len() as u64 }
        };
        let items = (0..FILES).map(item).collect();
        (archive, items)
    }

    /// Every file as it was, from the archive or from what came back?
    fn all_back(archive: &Path, items: &[Item], folder: &Path) -> bool {
        let is = |path: PathBuf, item: &Item| fs::read(path).is_ok_and(|bytes| Digest::of(&bytes) == item.digest);
        items.iter().all(|i| is(archive.join(i.path.as_str()), i) || is(folder.join(i.path.as_str()), i))
    }

    #[test]
    fn a_parity_that_a_kill_kept_from_its_place_takes_it_if_it_is_the_containers() {
        let home = tempfile::tempdir().unwrap();
        let [container, other, target] = ["a.age", "b.age", "a.age.p"].map(|name| home.path().join(name));
        fs::write(&container, b"container").unwrap();
        fs::write(&other, b"another").unwrap();
        let (lock, place) = beside(&target, GROWING_END).unwrap();
        let (own_lock, _) = beside(&container, GROWING_END).unwrap();
        for (of, kept) in [(&other, false), (&container, true)] {
            grow_container_parity(of, 100, &target).unwrap().finish().unwrap();
            fs::rename(&target, &place).unwrap();
            File::create_new(&lock).unwrap();
            File::create_new(&own_lock).unwrap();
            settle_container(&container, &target).unwrap();
            let left = [&target, &place, &lock, &own_lock].map(|path| path.exists());
            assert_eq!(left, [kept, false, false, false]);
        }
        // Killed when all was done but the clearing, or before the container had its place.
        let whole = fs::read(&target).unwrap();
        File::create_new(&lock).unwrap();
        settle_container(&container, &target).unwrap();
        assert_eq!((fs::read(&target).unwrap(), lock.exists()), (whole, false));
        fs::write(&place, b"half").unwrap();
        settle_container(&home.path().join("c.age"), &target).unwrap();
        assert!(place.exists());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
        #[test]
        fn as_much_as_was_promised_comes_back_and_more_is_counted(
            hits in prop::collection::vec((0..FILES, 0_u8..3, any::<prop::sample::Index>()), 0..40),
            percent in 1_u8..60,
            rotten in any::<prop::sample::Index>(),
        ) {
            let home = tempfile::tempdir().unwrap();
            let (archive, items) = folder(home.path());
            let parity = home.path().join("p");
            write_parity(&archive, &items, percent, &parity).unwrap();
            for (n, how, at) in hits {
                let path = archive.join(items[n].path.as_str());
                let Ok(mut bytes) = fs::read(&path) else { continue };
                match how {
                    0 => fs::remove_file(&path).unwrap(),
                    _ if bytes.is_empty() => {}
                    1 => bytes.truncate(at.index(bytes.len())),
                    _ => {
                        let at = at.index(bytes.len());
                        bytes[at] ^= 1;
                    }
                }
                if how > 0 {
                    fs::write(&path, bytes).unwrap();
                }
            }
            // One byte of the parity file rots as well, wherever it lies.
            let mut bytes = fs::read(&parity).unwrap();
            let at = rotten.index(bytes.len());
            bytes[at] ^= 4;
            fs::write(&parity, bytes).unwrap();
            let staging = Staging::begin(&home.path().join("b")).unwrap();
            let restored = restore(&archive, &parity, &staging).unwrap();
            prop_assert_eq!(all_back(&archive, &items, staging.folder()), restored.lost <= restored.spare);
            let promised = restored.spare.max(1) - 1;
            prop_assert!(restored.lost > promised || all_back(&archive, &items, staging.folder()));
            drop(staging);
            prop_assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2);
        }
    }
}
