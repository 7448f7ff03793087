//! Sealing: volumes become bags (RFC 8493), the loose files a list, and all of it one small text that is signed.

use niemphong_archive::bag::{self, BagInfo};
use niemphong_archive::leaf::{LEAVES_PATH, SEED_PATH, blinded_input};
use niemphong_archive::prints::{PRINTS_PATH, Prints, print_tree};
use niemphong_archive::seal::{ROOT_PATH, SEAL_PATH};
use niemphong_archive::{
    ArchiveId, ArchivePath, Digest, Fault, Manifest, Role, RootDigest, Seal, SealRef, SealedVolume, Serial, Supersedes,
    Text, Timestamp,
};

use super::staging::{Staging, StagingError};
use super::volume::{VolumeEntry, VolumeWriter};

/// Why an archive could not be sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// Writing failed.
    #[error(transparent)]
    Staging(#[from] StagingError),
    /// Something that the format does not allow.
    #[error("{0}")]
    Format(Fault),
}

impl From<Fault> for SealingError {
    fn from(fault: Fault) -> Self {
        Self::Format(fault)
    }
}

/// What the seal says besides digests.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Whose records of which year.
    pub archive: ArchiveId,
    /// The seal's number.
    pub serial: Serial,
    /// The school.
    pub school: Text,
    /// When: an input, never the clock.
    pub sealed_at: Timestamp,
    /// The seal before.
    pub previous: Option<SealRef>,
    /// The seal that this one corrects, and why.
    pub supersedes: Option<Supersedes>,
    /// Name and version of the program.
    pub builder: Text,
    /// Whose signatures are due.
    pub require: Vec<Role>,
}

/// An archive under way.
#[derive(Debug)]
pub struct Sealing {
    staging: Staging,
    root: Manifest,
    root_bytes: u64,
}

/// An archive sealed but not yet in its place, so that signatures can be added first.
#[derive(Debug)]
pub struct Sealed {
    staging: Staging,
    /// The seal.
    pub seal: Seal,
    /// Its text, byte for byte.
    pub text: String,
    /// Its digest.
    pub digest: Digest,
}

impl Sealing {
    /// Goes on in a folder under way.
    pub fn new(staging: Staging) -> Self {
        Self { staging, root: Manifest::new(), root_bytes: 0 }
    }

    /// The folder under way: workers store and keep files there.
    pub fn staging(&self) -> &Staging {
        &self.staging
    }

    /// Stores a file of a volume; `path` is inside the volume.
    ///
    /// # Errors
    /// When the path is not one of the format, or the system refuses.
    pub fn store(&self, volume: &str, path: &str, bytes: &[u8]) -> Result<VolumeEntry, SealingError> {
        self.store_digested(volume, path, bytes, Digest::of(bytes))
    }

    /// As [`Sealing::store`], of bytes whose digest is known.
    ///
    /// # Errors
    /// As [`Sealing::store`].
    pub fn store_digested(
        &self,
        volume: &str,
        path: &str,
        bytes: &[u8],
        digest: Digest,
    ) -> Result<VolumeEntry, SealingError> {
        let inside: ArchivePath = path.parse()?;
        self.staging.write(&format!("volumes/{volume}/{path}"), bytes)?;
        Ok(VolumeEntry { path: inside, digest, bytes: bytes.len() as u64 })
    }

    /// Stores a loose file, outside every volume.
    ///
    /// # Errors
    /// When the path is not one of the format, is there already, or the system refuses.
    pub fn store_loose(&mut self, path: &str, bytes: &[u8]) -> Result<(), SealingError> {
        let inside: ArchivePath = path.parse()?;
        let digest = self.staging.store(path, bytes)?;
        self.root.insert(inside, digest)?;
        self.root_bytes += bytes.len() as u64;
        Ok(())
    }

    /// Writes seeds, leaves, tag files, the list of loose files and the seal. `export` is what binds the seal to its
    /// input, blinded by the volumes' seeds.
    ///
    /// # Errors
    /// When the format does not allow something, or the system refuses.
    pub fn seal(
        mut self,
        mut volumes: Vec<VolumeWriter>,
        statement: Statement,
        export: &[u8],
    ) -> Result<Sealed, SealingError> {
        // The longest kept first: the order of the seal.
        volumes.sort_by_key(|v| v.name);
        volumes.retain(|v| v.records() > 0);
        self.store_prints(&volumes)?;
        let seeds: Vec<_> = volumes.iter().map(|v| v.seed().clone()).collect();
        let root_text = self.root.to_text();
        let mut seal = Seal {
            archive: statement.archive,
            serial: statement.serial,
            school: statement.school,
            sealed_at: statement.sealed_at,
            previous: statement.previous,
            supersedes: statement.supersedes,
            input: Some(blinded_input(&seeds, export)),
            builder: statement.builder,
            volumes: Vec::new(),
            root: RootDigest {
                files: self.root.len() as u64,
                bytes: self.root_bytes,
                digest: Digest::of(root_text.as_bytes()),
            },
            require: statement.require,
        };
        for volume in volumes {
            let sealed = self.close_volume(volume, &seal)?;
            seal.volumes.push(sealed);
        }
        let text = seal.to_text()?;
        self.staging.store(ROOT_PATH, root_text.as_bytes())?;
        let digest = self.staging.store(SEAL_PATH, text.as_bytes())?;
        Ok(Sealed { staging: self.staging, seal, text, digest })
    }

    /// The roots over the volumes' prints: a loose file that names no record.
    fn store_prints(&mut self, volumes: &[VolumeWriter]) -> Result<(), SealingError> {
        let mut prints = Prints::default();
        for volume in volumes {
            let tree = print_tree(volume.seed(), &volume.leaf_list()?, volume.manifest());
            prints.roots.insert(volume.name, tree.root());
        }
        self.store_loose(PRINTS_PATH, prints.to_text().as_bytes())
    }

    fn close_volume(&self, mut volume: VolumeWriter, seal: &Seal) -> Result<SealedVolume, SealingError> {
        let folder = volume.name.folder();
        let inside = |name: &str| format!("{folder}/{name}");
        let list = volume.leaf_list()?;
        for (path, text) in [(SEED_PATH, volume.seed().to_text()), (LEAVES_PATH, list.to_text())] {
            let digest = self.staging.store(&inside(path), text.as_bytes())?;
            volume.note(VolumeEntry { path: path.parse()?, digest, bytes: text.len() as u64 })?;
        }
        let (files, bytes) = volume.size();
        let info = BagInfo { seal, volume: volume.name, files, bytes }.to_text();
        let manifest = volume.manifest().to_text();
        let tags = bag::tag_manifest(&info, &manifest)?.to_text();
        for (name, text) in [
            (bag::BAGIT_NAME, bag::BAGIT),
            (bag::BAG_INFO_NAME, info.as_str()),
            (bag::MANIFEST_NAME, manifest.as_str()),
            (bag::TAGMANIFEST_NAME, tags.as_str()),
        ] {
            self.staging.store(&inside(name), text.as_bytes())?;
        }
        let tree = list.tree();
        Ok(SealedVolume {
            name: volume.name,
            keep_until: volume.keep_until,
            files,
            bytes,
            tagmanifest: Digest::of(tags.as_bytes()),
            leaves: tree.len() as u64,
            leaves_root: tree.root(),
        })
    }
}

impl Sealed {
    /// Adds a file of evidence before the archive takes its place.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn add_evidence(&self, path: &str, bytes: &[u8]) -> Result<(), SealingError> {
        self.staging.store(path, bytes)?;
        Ok(())
    }

    /// The folder, still under its working name.
    pub fn folder(&self) -> &std::path::Path {
        self.staging.folder()
    }

    /// Puts the archive in its place.
    ///
    /// # Errors
    /// When the target has appeared meanwhile, or the system refuses.
    pub fn finish(self) -> Result<std::path::PathBuf, SealingError> {
        Ok(self.staging.finish()?)
    }
}
