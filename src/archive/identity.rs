//! Whether a file that is opened is the one that the walk met (FORMAT.md §4.3).

use std::fs::Metadata;

/// What tells one file from another that took its name.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Identity {
    pub(crate) bytes: u64,
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    pub(crate) inode: u64,
    /// Of change of contents, and of anything: seconds and the rest.
    #[cfg(unix)]
    times: [i64; 4],
    #[cfg(not(unix))]
    times: [Option<std::time::SystemTime>; 2],
}

impl Identity {
    /// Of what lies in a store, which is read by its place.
    pub(crate) fn of_length(bytes: u64) -> Self {
        Self { bytes, ..Self::default() }
    }

    #[cfg(unix)]
    pub(crate) fn of(meta: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        let times = [meta.mtime(), meta.mtime_nsec(), meta.ctime(), meta.ctime_nsec()];
        Self { bytes: meta.len(), device: meta.dev(), inode: meta.ino(), times }
    }

    /// FAT has no file numbers: the system makes them up, and others once it has forgotten the file. Then the times are
    /// still the same ones; whatever is read in the end, its digest decides.
    #[cfg(unix)]
    pub(crate) fn is(&self, other: &Self) -> bool {
        let alike = self.bytes == other.bytes && self.device == other.device;
        alike && (self.inode == other.inode || self.times == other.times)
    }

    #[cfg(not(unix))]
    pub(crate) fn of(meta: &Metadata) -> Self {
        Self { bytes: meta.len(), times: [meta.created().ok(), meta.modified().ok()] }
    }

    #[cfg(not(unix))]
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.bytes == other.bytes && self.times == other.times
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_a_made_up_number_is_known_by_its_times() {
        let met = Identity { bytes: 6, device: 1, inode: 55, times: [9, 8, 7, 6] };
        let is = |other: Identity| other.is(&met);
        assert!(is(met) && is(Identity { inode: 59, ..met }) && is(Identity { times: [9, 8, 7, 5], ..met }));
        assert!(!is(Identity { inode: 59, times: [9, 8, 7, 5], ..met }));
        assert!(!is(Identity { device: 2, ..met }) && !is(Identity { bytes: 7, ..met }));
    }
}
