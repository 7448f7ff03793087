//! An archive that lies elsewhere than in a folder, such as inside an encrypted container. Whoever has its bytes lists
//! what is there and reads it; names, kinds and contents are judged as those of a folder (FORMAT.md §4).

use std::io;

/// What an entry of a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, a device, or what else an archive may not hold.
    Other,
}

/// An entry of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// From the archive's folder, parts joined by `/`; not yet judged.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// Its length.
    pub bytes: u64,
    /// Where its bytes begin. Files are read about in this order.
    pub place: u64,
}

/// Why bytes of a store could not be read.
#[derive(Debug)]
pub enum Unread {
    /// They are not what was stored, or are cut off: a fault of the archive.
    Damaged,
    /// The system would not let them be read: no fault of the archive.
    Io(io::Error),
}

/// Where an archive lies, if not in a folder.
pub trait Store: Sync {
    /// Everything that is there, in any order.
    fn entries(&self) -> &[Stored];

    /// Parts of the store that could not be made out, or belong to no entry: from which byte, until which. Each is a
    /// finding.
    fn gaps(&self) -> &[(u64, u64)];

    /// Gives the `bytes` bytes at `place` to `take`, in order.
    ///
    /// # Errors
    /// When they can't be made out, or the system refuses.
    fn read(&self, place: u64, bytes: u64, take: &mut dyn FnMut(&[u8])) -> Result<(), Unread>;
}
