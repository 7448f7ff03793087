//! One volume: its tag files, its manifest, its records (FORMAT.md §6 and §7).

use std::collections::{BTreeMap, BTreeSet};

use crate::bag::{BAG_INFO_NAME, BAGIT, BAGIT_NAME, BagInfo, DATA, MANIFEST_NAME, TAGMANIFEST_NAME};
use crate::date::Date;
use crate::digest::Digest;
use crate::finding::{
    BAG_TEXT, COUNT_DIFFERS, Findings, LEAF_DIFFERS, LEAVES_MALFORMED, LEAVES_ROOT_DIFFERS, MANIFEST_SCOPE,
    RECORD_NOT_CANONICAL, RECORD_UNLISTED, SALT_DIFFERS,
};
use crate::hashing::{Content, Hashed, Job, Reading, RecordFacts};
use crate::leaf::{LEAVES_PATH, LeafEntry, LeafList, MAX_LEAVES_TEXT, SEED_PATH, VolumeSeed, is_record};
use crate::manifest::Manifest;
use crate::name::{KeepUntil, VolumeName};
use crate::path::ArchivePath;
use crate::prints::print_tree;
use crate::report::{VolumeReport, VolumeStatus};
use crate::seal::{Seal, SealedVolume};
use crate::sentences::Detail;
use crate::shelf::Shelf;
use crate::verify::{Check, VerifyError};

/// The largest of the small tag files, in bytes.
const MAX_TAG_FILE: u64 = 16 << 10;

/// A volume whose lists were read; its files are still to be read.
pub(crate) struct Volume {
    name: VolumeName,
    sealed: Option<SealedVolume>,
    /// Number of payload files that the manifest names, if it could be read.
    payload: Option<usize>,
    seed: Option<VolumeSeed>,
    leaves: BTreeMap<String, LeafEntry>,
    /// Bytes of the seed and the list of leaves, which are read beforehand.
    lists: (usize, u64),
    /// Root of the tree over its prints, if seed and list of leaves could be read.
    prints: Option<Digest>,
}

impl Volume {
    pub(crate) fn read(check: &mut Check<'_>, seal: Option<&Seal>, name: VolumeName) -> Result<Self, VerifyError> {
        let sealed = seal.and_then(|seal| seal.volume(name));
        let at = |inside: &str| format!("{}/{inside}", name.folder());
        let tags = check.manifest(&at(TAGMANIFEST_NAME), sealed.map(|sealed| sealed.tagmanifest))?;
        let tag = |file: &str| file.parse().ok().and_then(|path: ArchivePath| tags.as_ref()?.get(&path));
        if let Some(tags) = &tags {
            check_tags(check, tags, &at(TAGMANIFEST_NAME));
        }
        let info = seal
            .zip(sealed)
            .map(|(seal, sealed)| BagInfo { seal, volume: name, files: sealed.files, bytes: sealed.bytes }.to_text());
        for (file, due) in [(BAGIT_NAME, Some(BAGIT)), (BAG_INFO_NAME, info.as_deref())] {
            let path = at(file);
            let Some(bytes) = check.take(&path, MAX_TAG_FILE)? else { continue };
            let as_sealed = tag(file).is_none_or(|sealed| check.compare(&path, sealed, Digest::of(&bytes)));
            if as_sealed && due.is_some_and(|due| due.as_bytes() != bytes) {
                check.findings.add(&BAG_TEXT, &path, ());
            }
        }
        let mut volume = Self {
            name,
            sealed: sealed.cloned(),
            payload: None,
            seed: None,
            leaves: BTreeMap::new(),
            lists: (0, 0),
            prints: None,
        };
        let manifest_path = at(MANIFEST_NAME);
        let manifest = check.manifest(&manifest_path, tag(MANIFEST_NAME))?;
        let Some(manifest) = manifest else {
            let data = at(DATA);
            check.leave_unjudged(|path| path.inside(&data).is_some());
            return Ok(volume);
        };
        volume.payload = Some(manifest.len());
        if let Some(sealed) = sealed {
            check.count(&manifest_path, "files: sealed {}, found {}", sealed.files, manifest.len() as u64);
        }
        volume.read_lists(check, &manifest)?;
        for (path, digest) in manifest.iter() {
            let inside = path.as_str();
            match name.path(inside) {
                Ok(full) if path.inside(DATA).is_some() => {
                    if inside != SEED_PATH && inside != LEAVES_PATH {
                        let reading = if is_record(inside) { Reading::Record } else { Reading::Plain };
                        check.plan(full, digest, reading, sealed.map(|sealed| sealed.bytes));
                    }
                }
                _ => check.findings.add(&MANIFEST_SCOPE, &manifest_path, Detail::fact(path)),
            }
        }
        Ok(volume)
    }

    /// The seed and the list of leaves: both must be payload, and are judged only if they are as sealed.
    fn read_lists(&mut self, check: &mut Check<'_>, manifest: &Manifest) -> Result<(), VerifyError> {
        let seed = self.read_list(check, manifest, SEED_PATH, VolumeSeed::parse)?;
        let list = self.read_list(check, manifest, LEAVES_PATH, LeafList::parse)?;
        self.prints = seed.as_ref().zip(list.as_ref()).map(|(seed, list)| print_tree(seed, list, manifest).root());
        self.seed = seed;
        let Some(list) = list else { return Ok(()) };
        let path = format!("{}/{LEAVES_PATH}", self.name.folder());
        if let Some(sealed) = &self.sealed {
            let (count, root) = (list.entries().len() as u64, list.tree().root());
            if count != sealed.leaves || root != sealed.leaves_root {
                let facts: [&dyn std::fmt::Display; 4] = [&sealed.leaves, &sealed.leaves_root, &count, &root];
                let detail = Detail::of("sealed {} {}, found {} {}", &facts);
                check.findings.add(&LEAVES_ROOT_DIFFERS, &path, detail);
            }
        }
        let listed: BTreeSet<&str> = list.entries().iter().map(|entry| entry.path.as_str()).collect();
        let stored = manifest.iter().map(|(path, _)| path.as_str()).filter(|path| is_record(path));
        for odd in stored.collect::<BTreeSet<_>>().symmetric_difference(&listed) {
            check.findings.add(&RECORD_UNLISTED, &path, Detail::fact(odd));
        }
        self.leaves = list
            .entries()
            .iter()
            .map(|entry| (format!("{}/{}", self.name.folder(), entry.path), entry.clone()))
            .collect();
        Ok(())
    }

    fn read_list<T>(
        &mut self,
        check: &mut Check<'_>,
        manifest: &Manifest,
        inside: &str,
        parse: impl FnOnce(&[u8]) -> Result<T, crate::Fault>,
    ) -> Result<Option<T>, VerifyError> {
        let path = format!("{}/{inside}", self.name.folder());
        let Some(sealed) = inside.parse().ok().and_then(|inside| manifest.get(&inside)) else {
            check.findings.add(&LEAVES_MALFORMED, &path, Detail::of("the manifest does not name it", &[]));
            return Ok(None);
        };
        let most = self.sealed.as_ref().map_or(MAX_LEAVES_TEXT, |volume| volume.bytes.min(MAX_LEAVES_TEXT));
        let Some(bytes) = check.take(&path, most)? else { return Ok(None) };
        if !check.compare(&path, sealed, Digest::of(&bytes)) {
            return Ok(None);
        }
        self.lists = (self.lists.0 + 1, self.lists.1 + bytes.len() as u64);
        match parse(&bytes) {
            Ok(list) => Ok(Some(list)),
            Err(fault) => {
                check.findings.add(&LEAVES_MALFORMED, &path, fault);
                Ok(None)
            }
        }
    }

    /// The root of its prints (FORMAT.md §7.6), where nothing failed in what the root is made of: damage there has a
    /// finding already, and is no fault of whoever wrote the root.
    pub(crate) fn prints_root(&self, findings: &Findings) -> Option<(VolumeName, Digest)> {
        let made_of = [TAGMANIFEST_NAME, MANIFEST_NAME, SEED_PATH, LEAVES_PATH];
        let sound = made_of.iter().all(|file| !findings.failed_at(&format!("{}/{file}", self.name.folder())));
        self.prints.filter(|_| sound).map(|root| (self.name, root))
    }

    /// Judges the records, and the bytes together, once the files were read and found as listed.
    pub(crate) fn finish(&self, findings: &mut Findings, read: &[(Job, Hashed)]) {
        let folder = self.name.folder();
        let (mut files, mut bytes) = self.lists;
        for (job, hashed) in read.iter().filter(|(job, _)| job.path.inside(&folder).is_some()) {
            files += 1;
            bytes += hashed.bytes;
            if let Content::Record(facts) = &hashed.content {
                self.judge_record(findings, job.path.as_str(), facts.as_ref());
            }
        }
        if let Some(sealed) = self.sealed.as_ref().filter(|sealed| self.payload == Some(files) && bytes != sealed.bytes)
        {
            let path = format!("{folder}/{MANIFEST_NAME}");
            findings.add(&COUNT_DIFFERS, &path, Detail::of("bytes: sealed {}, found {}", &[&sealed.bytes, &bytes]));
        }
    }

    fn judge_record(&self, findings: &mut Findings, path: &str, facts: Option<&RecordFacts>) {
        let Some(record) = facts else {
            findings.add(&RECORD_NOT_CANONICAL, path, ());
            return;
        };
        let Some(entry) = self.leaves.get(path) else { return };
        if entry.leaf != record.leaf {
            findings.add(&LEAF_DIFFERS, path, Detail::of("listed {}, found {}", &[&entry.leaf, &record.leaf]));
        }
        let salt = self.seed.as_ref().map(|seed| seed.salt(&entry.id));
        if entry.id.as_str() != record.id || salt.is_some_and(|salt| salt != record.salt) {
            findings.add(&SALT_DIFFERS, path, ());
        }
    }
}

/// The tag manifest names exactly the three other tag files.
fn check_tags(check: &mut Check<'_>, tags: &Manifest, path: &str) {
    let due: BTreeSet<&str> = [BAGIT_NAME, BAG_INFO_NAME, MANIFEST_NAME].into();
    let found: BTreeSet<&str> = tags.iter().map(|(path, _)| path.as_str()).collect();
    for odd in due.symmetric_difference(&found) {
        check.findings.add(&MANIFEST_SCOPE, path, Detail::fact(odd));
    }
}

impl VolumeReport {
    pub(crate) fn of(sealed: &SealedVolume, shelf: &Shelf<'_>, destroyed: &BTreeSet<VolumeName>, as_of: Date) -> Self {
        let status = if shelf.has_files_in(&sealed.name.folder()) {
            VolumeStatus::Present
        } else if destroyed.contains(&sealed.name) {
            VolumeStatus::Destroyed
        } else {
            VolumeStatus::Missing
        };
        Self::with_status(sealed, status, as_of)
    }

    pub(crate) fn with_status(sealed: &SealedVolume, status: VolumeStatus, as_of: Date) -> Self {
        let due = match sealed.keep_until {
            KeepUntil::Permanent => false,
            KeepUntil::Until(last) => last < as_of,
        };
        let SealedVolume { name, keep_until, files, bytes, leaves, .. } = *sealed;
        Self { name, status, keep_until, due, files, bytes, leaves }
    }
}
