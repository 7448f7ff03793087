//! Repair: damaged and missing files come back from any mix of copies, each by its digest.
//!
//! Nothing is overwritten. A damaged file moves to a folder beside the archive, for whoever wants to know what befell
//! it, and a sound one takes its name. Which digests count is said by one seal alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use niemphong_archive::seal::SEAL_PATH;
use niemphong_archive::{ArchivePath, Digest, Seal, VolumeName};

use super::bound::Bound;
use super::copying::{digest_of, unbound};
use super::parity::{CONTAINER_PATH, Restored, restore};
use super::sealing::SealingError;
use super::staging::{Staging, StagingError, io};

/// What is to be mended, and from where.
pub struct Mending<'a> {
    /// The archive.
    pub archive: &'a Path,
    /// Its copies, whole or not.
    pub copies: &'a [PathBuf],
    /// The text of the seal that counts.
    pub seal: Vec<u8>,
    /// Volumes that were lawfully destroyed, and stay so.
    pub destroyed: Vec<VolumeName>,
    /// Whether a file that speaks about the seal is at fault in a folder: the archive is 0, the copies follow.
    pub faulty: &'a dyn Fn(usize, &str) -> bool,
}

/// What a repair came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// Files that are sound now, with the copy that they came from, counted from 0.
    pub mended: BTreeMap<ArchivePath, usize>,
    /// Files that no copy has as they were sealed.
    pub lost: Vec<ArchivePath>,
    /// Where the damaged files lie now, if there were any.
    pub aside: Option<PathBuf>,
}

/// What came of mending an encrypted copy by its parity file.
#[derive(Debug, PartialEq, Eq)]
pub struct MendedContainer {
    /// Blocks that were damaged, and could be brought back.
    pub restored: Restored,
    /// Where the damaged file lies now, if it was mended.
    pub aside: Option<PathBuf>,
}

/// A file to be brought back: its digest, and the copy that has it.
struct Patch {
    path: ArchivePath,
    digest: Digest,
    from: usize,
}

impl Mending<'_> {
    /// Mends what can be mended; `note` is told of each file looked at and says whether to go on.
    ///
    /// # Errors
    /// When the system refuses, or a list is no list although its digest is right.
    pub fn run(&self, note: &mut dyn FnMut() -> bool) -> Result<Option<Mended>, SealingError> {
        let mut result = Mended::default();
        let mut patches = Vec::new();
        let bound = Bound::by::<SealingError>(&Seal::parse(&self.seal)?, &self.destroyed, |path, digest| {
            let places = std::iter::once(self.archive).chain(self.copies.iter().map(PathBuf::as_path));
            let texts = places.filter_map(|place| std::fs::read(place.join(path.as_str())).ok());
            Ok(texts.into_iter().find(|bytes| Digest::of(bytes) == digest))
        })?;
        let mut due = bound.files;
        due.insert(SEAL_PATH.parse()?, Digest::of(&self.seal));
        for (path, digest) in due {
            if !note() {
                return Ok(None);
            }
            if is(&self.archive.join(path.as_str()), digest) {
                continue;
            }
            match self.copies.iter().position(|copy| is(&copy.join(path.as_str()), digest)) {
                Some(from) => patches.push(Patch { path, digest, from }),
                None => result.lost.push(path),
            }
        }
        patches.extend(self.evidence()?);
        self.apply(&patches, &mut result)?;
        result.mended = patches.into_iter().map(|patch| (patch.path, patch.from)).collect();
        Ok(Some(result))
    }

    /// Files that no digest binds: brought back where the archive lacks them or has them at fault, and a copy has not.
    fn evidence(&self) -> Result<Vec<Patch>, SealingError> {
        let mut patches: BTreeMap<ArchivePath, Patch> = BTreeMap::new();
        for (from, copy) in self.copies.iter().enumerate() {
            for path in unbound(copy)?.into_iter().filter(|path| path.as_str() != SEAL_PATH) {
                let here = self.archive.join(path.as_str());
                let wanted = std::fs::symlink_metadata(&here).is_err() || (self.faulty)(0, path.as_str());
                if !wanted || (self.faulty)(from + 1, path.as_str()) || patches.contains_key(&path) {
                    continue;
                }
                let digest = digest_of(&copy.join(path.as_str()))?;
                if !is(&here, digest) {
                    patches.insert(path.clone(), Patch { path, digest, from });
                }
            }
        }
        Ok(patches.into_values().collect())
    }

    /// First all sound files beside the archive and durable, then one after the other into place: stopped at any
    /// instant, every file is either what it was, or missing, or sound, and the next run goes on.
    fn apply(&self, patches: &[Patch], result: &mut Mended) -> Result<(), SealingError> {
        let aside = free_name(self.archive)?;
        let whole = std::fs::canonicalize(self.archive).map_err(|e| io(self.archive, e))?;
        // Even with nothing to mend: a run that was killed at its very end left this to be cleared.
        let staging = Staging::for_mending(&whole)?;
        for patch in patches {
            let path = patch.path.as_str();
            staging.keep(path, &self.copies[patch.from].join(path), patch.digest)?;
        }
        staging.sync()?;
        for patch in patches {
            let here = self.archive.join(patch.path.as_str());
            if std::fs::symlink_metadata(&here).is_ok() {
                move_to(&here, &aside.join(patch.path.as_str()))?;
                result.aside = Some(aside.clone());
            }
            move_to(&staging.folder().join(patch.path.as_str()), &here)?;
        }
        staging.sync()?;
        Ok(())
    }
}

/// Whether a file is there and holds what it must; one that can't be read does not.
fn is(path: &Path, digest: Digest) -> bool {
    digest_of(path).is_ok_and(|found| found == digest)
}

fn move_to(from: &Path, to: &Path) -> Result<(), StagingError> {
    let parent = to.parent().unwrap_or(to);
    std::fs::create_dir_all(parent).map_err(|e| io(parent, e))?;
    std::fs::rename(from, to).map_err(|e| io(to, e))
}

/// A name beside the archive that is still free: `hong-NAME`, `hong-NAME-2`, ….
fn free_name(archive: &Path) -> Result<PathBuf, StagingError> {
    let whole = std::fs::canonicalize(archive).map_err(|e| io(archive, e))?;
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let numbered = |n: usize| if n == 1 { format!("hong-{name}") } else { format!("hong-{name}-{n}") };
    let free = (1..).map(|n| whole.with_file_name(numbered(n))).find(|path| std::fs::symlink_metadata(path).is_err());
    free.ok_or(StagingError::BadTarget { path: whole })
}

/// Mends an encrypted copy by its parity file; whether it is the archive that was sealed is for whoever can open it.
///
/// The damaged file is kept aside before the mended one takes its name, so that the copy is in its place at any instant.
///
/// # Errors
/// When the parity file has lost both its lists, or the system refuses.
pub fn mend_container(container: &Path, parity: &Path) -> Result<MendedContainer, SealingError> {
    let whole = std::fs::canonicalize(container).map_err(|e| io(container, e))?;
    let aside = free_name(container)?;
    let staging = Staging::for_mending(&whole)?;
    let restored = restore(&whole, parity, &staging)?;
    let mended = staging.folder().join(CONTAINER_PATH);
    let mut result = MendedContainer { restored, aside: None };
    if mended.exists() {
        staging.sync()?;
        std::fs::create_dir(&aside).map_err(|e| io(&aside, e))?;
        let kept = aside.join(whole.file_name().unwrap_or_default());
        // A second name costs no space; where a medium has none, the bytes are copied.
        if std::fs::hard_link(&whole, &kept).is_err() {
            std::fs::copy(&whole, &kept).map_err(|e| io(&kept, e))?;
        }
        std::fs::rename(&mended, &whole).map_err(|e| io(&whole, e))?;
        staging.sync()?;
        result.aside = Some(aside);
    }
    Ok(result)
}
