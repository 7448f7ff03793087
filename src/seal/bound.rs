//! Every file that a seal binds, by the lists that hang below it (FORMAT.md §5 and §6).

use std::collections::BTreeMap;

use niemphong_archive::bag::{MANIFEST_NAME, TAGMANIFEST_NAME};
use niemphong_archive::seal::ROOT_PATH;
use niemphong_archive::{ArchivePath, Digest, Fault, Manifest, Seal, VolumeName};

/// Folders whose files no digest of the seal binds: they speak about it, and have signatures of their own.
pub(super) const UNBOUND: [&str; 2] = ["evidence", "disposals"];

/// What a seal binds.
#[derive(Debug, Default)]
pub(super) struct Bound {
    /// Each file with its digest.
    pub(super) files: BTreeMap<ArchivePath, Digest>,
    /// Lists that nobody has, so that what they name is not known.
    pub(super) lost: Vec<ArchivePath>,
}

impl Bound {
    /// Reads the lists of `seal`. `text` gives a list by its path and digest, or nothing if no sound one is to be had;
    /// the volumes that `left_out` names are not asked for.
    pub(super) fn by<E: From<Fault>>(
        seal: &Seal,
        left_out: &[VolumeName],
        mut text: impl FnMut(&ArchivePath, Digest) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Self, E> {
        let mut bound = Self::default();
        let root = bound.list(ROOT_PATH.parse()?, seal.root.digest, &mut text)?;
        for (path, digest) in root.iter() {
            bound.files.insert(path.clone(), digest);
        }
        for volume in seal.volumes.iter().filter(|volume| !left_out.contains(&volume.name)) {
            let name = volume.name;
            let tags = bound.list(name.path(TAGMANIFEST_NAME)?, volume.tagmanifest, &mut text)?;
            for (path, digest) in tags.iter() {
                bound.files.insert(name.path(path.as_str())?, digest);
            }
            let Some(digest) = tags.get(&MANIFEST_NAME.parse()?) else { continue };
            let payload = bound.list(name.path(MANIFEST_NAME)?, digest, &mut text)?;
            for (path, digest) in payload.iter() {
                bound.files.insert(name.path(path.as_str())?, digest);
            }
        }
        Ok(bound)
    }

    fn list<E: From<Fault>>(
        &mut self,
        path: ArchivePath,
        digest: Digest,
        text: &mut impl FnMut(&ArchivePath, Digest) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Manifest, E> {
        let list = match text(&path, digest)? {
            Some(bytes) => Manifest::parse(&bytes)?,
            None => {
                self.lost.push(path.clone());
                Manifest::new()
            }
        };
        self.files.insert(path, digest);
        Ok(list)
    }
}
