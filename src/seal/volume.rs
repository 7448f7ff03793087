//! One volume under way: what has been stored of it, and its record leaves.

use niemphong_archive::leaf::{LeafEntry, LeafList, RecordId, VolumeSeed};
use niemphong_archive::{ArchivePath, Digest, Fault, KeepUntil, Manifest, VolumeName};

/// A stored file of a volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolumeEntry {
    /// Its path inside the volume, `data/…`.
    pub path: ArchivePath,
    /// Its digest.
    pub digest: Digest,
    /// Its size.
    pub bytes: u64,
}

/// What is known of a volume while its files are written.
#[derive(Debug)]
pub struct VolumeWriter {
    /// Its retention class.
    pub name: VolumeName,
    /// The last day of keeping.
    pub keep_until: KeepUntil,
    seed: VolumeSeed,
    manifest: Manifest,
    leaves: Vec<LeafEntry>,
    bytes: u64,
}

impl VolumeWriter {
    /// An empty volume.
    pub fn new(name: VolumeName, keep_until: KeepUntil, seed: VolumeSeed) -> Self {
        Self { name, keep_until, seed, manifest: Manifest::new(), leaves: Vec::new(), bytes: 0 }
    }

    /// The secret from which its records' salts are drawn.
    pub fn seed(&self) -> &VolumeSeed {
        &self.seed
    }

    /// Takes down a stored file.
    ///
    /// # Errors
    /// When the path is there already, in this or another case.
    pub fn note(&mut self, entry: VolumeEntry) -> Result<(), Fault> {
        self.bytes += entry.bytes;
        self.manifest.insert(entry.path, entry.digest)
    }

    /// Takes down a record's leaf.
    pub fn note_leaf(&mut self, id: RecordId, leaf: Digest, path: ArchivePath) {
        self.leaves.push(LeafEntry { id, leaf, path });
    }

    /// The records, sorted.
    ///
    /// # Errors
    /// When two records have one id.
    pub(super) fn leaf_list(&self) -> Result<LeafList, Fault> {
        LeafList::new(self.leaves.clone())
    }

    /// Number of files and bytes so far.
    pub fn size(&self) -> (u64, u64) {
        (self.manifest.len() as u64, self.bytes)
    }

    /// Number of files and bytes of the payload once seed and leaves are among them: what the seal will say.
    ///
    /// # Errors
    /// When two records have one id.
    pub fn sealed_size(&self) -> Result<(u64, u64), Fault> {
        let (files, bytes) = self.size();
        let own = [self.seed.to_text(), self.leaf_list()?.to_text()];
        Ok((files + own.len() as u64, bytes + own.iter().map(|text| text.len() as u64).sum::<u64>()))
    }

    /// Number of records.
    pub fn records(&self) -> u64 {
        self.leaves.len() as u64
    }

    pub(super) fn manifest(&self) -> &Manifest {
        &self.manifest
    }
}
