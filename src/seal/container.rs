//! One file that only some can open: the archive as a tar inside an age container, for a medium that may get lost.
//!
//! The tar has one entry for each file, in order of the paths, in one folder of the archive's name; `age -d` and `tar x`
//! give the folder back with no software of ours. The container grows beside its place and is read back from the
//! medium before it takes it. One that was cut short is begun anew: its key is gone.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use age::stream::StreamWriter;
use niemphong_archive::digest::DigestWriter;
use niemphong_archive::{ArchivePath, Digest, Digester};

use super::copying::{Item, forget};
use super::growing::Growing;
use super::locks::{OpenError, Openers, lock};
use super::opened::Container;
use super::parity::grow_container_parity;
use super::sealing::SealingError;
use super::staging::{StagingError, create, io as system};

/// End of a container's name: what it is, for whoever finds it in fifty years.
pub const CONTAINER_END: &str = ".tar.age";

/// Bytes of a header of a tar.
const BLOCK: u64 = 512;

/// What goes into a container.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// The archive.
    pub archive: &'a Path,
    /// Name of the one folder in the tar.
    pub name: &'a str,
    /// The archive's files, in order.
    pub items: &'a [Item],
    /// The time that the tar gives every file: seconds since 1970.
    pub time: u64,
}

/// A parity file that is to lie beside a container.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'a> {
    /// How much of the container can be lost: 1 to 100 of a hundred parts.
    pub percent: u8,
    /// Where it goes.
    pub place: &'a Path,
}

/// A container that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contained {
    /// Where it lies.
    pub place: PathBuf,
    /// Digest of the container's bytes.
    pub digest: Digest,
    /// How many they are.
    pub bytes: u64,
}

/// Why there is no container.
#[derive(Debug, thiserror::Error)]
pub enum ContainerError {
    /// As with every file.
    #[error(transparent)]
    Staging(#[from] StagingError),
    /// There is no parity for it.
    #[error(transparent)]
    Parity(#[from] SealingError),
    /// What was read back from the medium is not what was written.
    #[error("{path}: read back it differs from what was written")]
    Unlike {
        /// The container under way.
        path: PathBuf,
    },
    /// It can't be locked for these openers.
    #[error(transparent)]
    Openers(#[from] OpenError),
    /// The person had enough.
    #[error("interrupted")]
    Stopped,
}

/// Writes the container `target` with fresh keys; `note` is told of bytes done and says whether to go on. What
/// the medium gives back is opened again and judged by `sound`, before the container takes its place. Its parity is made
/// before that too: a run that is cut short leaves neither, or what `settle_container` ends.
///
/// # Errors
/// When a file is not what the list says, the medium does not give back what it was given, or the system refuses.
pub fn contain(
    content: Content<'_>,
    openers: &Openers,
    target: &Path,
    parity: Option<Beside<'_>>,
    note: &mut dyn FnMut(u64) -> bool,
    sound: &mut dyn FnMut(&Container) -> bool,
) -> Result<Contained, ContainerError> {
    let (lock, key) = lock(openers)?;
    if let Some(parent) = target.parent() {
        std::fs::create_dir_all(parent).map_err(|e| system(parent, e))?;
    }
    let growing = Growing::begin(target)?;
    let full = |e| ContainerError::from(system(target, e));
    let mut file = create(&growing.place)?;
    refuse_too_large(&mut file, content.items).map_err(full)?;
    let file = DigestWriter::new(file);
    let mut tar = tar::Builder::new(lock.wrap_output(file).map_err(full)?);
    for item in content.items {
        append(&mut tar, content, item, target)?;
        if !note(item.bytes) {
            return Err(ContainerError::Stopped);
        }
    }
    let (file, digest, bytes) = tar.into_inner().and_then(StreamWriter::finish).map_err(full)?.finish();
    file.sync_all().map_err(full)?;
    drop(file);
    forget(&growing.place);
    if !Container::written(&growing.place, key)?.is_some_and(|container| sound(&container)) {
        return Err(ContainerError::Unlike { path: target.to_owned() });
    }
    let parity =
        parity.map(|beside| grow_container_parity(&growing.place, beside.percent, beside.place)).transpose()?;
    growing.finish()?;
    parity.map_or(Ok(()), Growing::finish)?;
    Ok(Contained { place: target.to_owned(), digest, bytes })
}

/// Refuses what the medium can't hold in one file – FAT32 nothing of 4 GB – before hours are spent on it.
fn refuse_too_large(file: &mut File, items: &[Item]) -> io::Result<()> {
    let bytes: u64 = items.iter().map(|item| item.bytes + 2 * BLOCK).sum();
    match file.seek(SeekFrom::Start(bytes)) {
        Err(e) if e.kind() == io::ErrorKind::InvalidInput => Err(io::ErrorKind::FileTooLarge.into()),
        sought => sought.and_then(|_| file.rewind()),
    }
}

fn append<W: Write>(
    tar: &mut tar::Builder<W>,
    content: Content<'_>,
    item: &Item,
    target: &Path,
) -> Result<(), ContainerError> {
    let source = content.archive.join(item.path.as_str());
    let file = File::open(&source).map_err(|e| system(&source, e))?;
    let mut reading = Reading { file, digester: Digester::new(), fault: None };
    let mut header = tar::Header::new_ustar();
    header.set_size(item.bytes);
    header.set_mode(0o644);
    header.set_mtime(content.time);
    header.set_entry_type(tar::EntryType::Regular);
    let path = name_in(content.name, &item.path);
    let appended = tar.append_data(&mut header, path, (&mut reading).take(item.bytes));
    // A fault of the source is not one of the target, though both pass through the same writer.
    if let Some(fault) = reading.fault.take() {
        return Err(system(&source, fault).into());
    }
    appended.map_err(|e| system(target, e))?;
    let longer = reading.file.read(&mut [0]).map_err(|e| system(&source, e))? > 0;
    if longer || reading.digester.finish() != item.digest {
        return Err(StagingError::Changed { path: source }.into());
    }
    Ok(())
}

fn name_in(folder: &str, path: &ArchivePath) -> String {
    format!("{folder}/{path}")
}

/// Reads a file and hashes what was read.
struct Reading {
    file: File,
    digester: Digester,
    fault: Option<io::Error>,
}

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.file.read(buffer) {
            Ok(count) => {
                self.digester.update(&buffer[..count]);
                Ok(count)
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => Err(e),
            Err(e) => {
                let again = io::Error::from(e.kind());
                self.fault = Some(e);
                Err(again)
            }
        }
    }
}
