//! Seal packs: what a check of paper needs of many archives, without the archives (FORMAT.md §16).
//!
//! A pack is not signed. It is believed as far as the signatures on its seals go: its leaves must lead to the roots that
//! those seals have.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::digest::Digest;
use crate::disposal::{Disposal, MAX_DISPOSAL};
use crate::disposal_check::Found;
use crate::evidence::{DisposalName, EvidenceName};
use crate::finding::{DISPOSAL_PARTIAL, EXPECTED_SEAL_DIFFERS, Findings, LEAVES_ROOT_DIFFERS, SERIAL_TOO_LOW};
use crate::leaf::{LEAVES_PATH, LeafList, MAX_LEAVES_TEXT};
use crate::lines::{Fault, Lines, number, read_limited, text_of};
use crate::name::{Role, VolumeName};
use crate::proof::ProveError;
use crate::report::{Report, Statement, Verdict, VolumeReport, VolumeStatus};
use crate::seal::{MAX_SEAL, SEAL_PATH, Seal};
use crate::sentences::Detail;
use crate::signature::{MAX_SIGNATURE, SignatureFile};
use crate::signers::Scene;
use crate::tree::Tree;
use crate::trusting;
use crate::verify::{Request, VerifyError};

/// The first line.
pub const PACK_VERSION: &str = "niemphong-pack/1";
/// The largest pack, in bytes: a department of 600 schools and several years.
pub const MAX_PACK: u64 = 256 << 20;

/// A text and the signature files on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The text.
    pub text: String,
    /// Signature files.
    pub signatures: BTreeMap<Role, String>,
}

/// What a pack keeps of one archive: nothing that names anyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// What `seal.txt` says.
    pub seal: Seal,
    /// `seal.txt` and its signatures.
    pub signed: Signed,
    /// The statements of destruction.
    pub disposals: BTreeMap<VolumeName, Signed>,
    /// The leaf hashes of the volumes that are there, in the order of the tree.
    pub leaves: BTreeMap<VolumeName, Vec<Digest>>,
}

/// Several archives' seals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    archives: Vec<Packed>,
}

impl Pack {
    /// A pack of these; one archive and serial twice fails.
    pub fn new(mut archives: Vec<Packed>) -> Result<Self, Fault> {
        archives.sort_by(|a, b| a.place().cmp(&b.place()));
        let pack = Self { archives };
        Self::parse(pack.to_text().as_bytes())
    }

    /// What it holds, by archive and serial.
    #[must_use]
    pub fn archives(&self) -> &[Packed] {
        &self.archives
    }

    /// The same, to keep.
    #[must_use]
    pub fn into_archives(self) -> Vec<Packed> {
        self.archives
    }

    /// The text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = format!("{PACK_VERSION}\n");
        self.archives.iter().for_each(|packed| packed.write(&mut out));
        out
    }

    /// Reads exactly what [`Pack::to_text`] writes.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let text = text_of(bytes, MAX_PACK)?;
        let mut lines = Lines::new(text);
        lines.exactly(PACK_VERSION)?;
        let mut archives: Vec<Packed> = Vec::new();
        while lines.peek().is_some() {
            let packed = Packed::read(&mut lines)?;
            if archives.last().is_some_and(|last| last.place() >= packed.place()) {
                return Err(lines.fault("archives stand in order of id and serial, each once"));
            }
            archives.push(packed);
        }
        lines.end()?;
        if archives.is_empty() {
            return Err(Fault::new("a pack holds at least one archive"));
        }
        let pack = Self { archives };
        // Whatever the parts allow beyond one spelling is refused here.
        if pack.to_text() == text { Ok(pack) } else { Err(Fault::new("the pack would be written in another way")) }
    }
}

impl Packed {
    fn place(&self) -> (&str, u32) {
        (self.seal.archive.as_str(), self.seal.serial.get())
    }

    fn write(&self, out: &mut String) {
        let count = |text: &str| text.lines().count();
        let signatures = |out: &mut String, head: &str, signed: &Signed| {
            for (role, text) in &signed.signatures {
                out.push_str(&format!("{head}{role}\n{text}"));
            }
        };
        out.push_str(&format!("seal: {}\n{}", count(&self.signed.text), self.signed.text));
        signatures(out, "signature: ", &self.signed);
        for (volume, signed) in &self.disposals {
            out.push_str(&format!("disposal: {volume} {}\n{}", count(&signed.text), signed.text));
            signatures(out, "disposal-signature: ", signed);
        }
        for (volume, leaves) in &self.leaves {
            out.push_str(&format!("leaves: {volume} {}\n", leaves.len()));
            leaves.iter().for_each(|leaf| out.push_str(&format!("{leaf}\n")));
        }
    }

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        let count = lines.read("seal: ", number)?;
        let text = block(lines, count)?;
        let seal = Seal::parse(text.as_bytes()).map_err(|fault| lines.fault(fault.rule))?;
        let signed = Signed { text, signatures: signatures(lines, "signature: ")? };
        let (mut disposals, mut leaves) = (BTreeMap::new(), BTreeMap::new());
        while lines.peek().is_some_and(|line| line.starts_with("disposal: ")) {
            let (volume, count) = lines.read("disposal: ", named_count)?;
            let text = block(lines, count)?;
            Disposal::parse(text.as_bytes()).map_err(|fault| lines.fault(fault.rule))?;
            let signed = Signed { text, signatures: signatures(lines, "disposal-signature: ")? };
            unique(&mut disposals, volume, signed, &seal).map_err(|fault| lines.fault(fault.rule))?;
        }
        while lines.peek().is_some_and(|line| line.starts_with("leaves: ")) {
            let (volume, count) = lines.read("leaves: ", named_count)?;
            let mut hashes = Vec::new();
            for _ in 0..count {
                hashes.push(lines.read("", str::parse)?);
            }
            unique(&mut leaves, volume, hashes, &seal).map_err(|fault| lines.fault(fault.rule))?;
        }
        Ok(Self { seal, signed, disposals, leaves })
    }

    /// Is this archive's seal what it says, and who sealed it? Of the archive itself nothing is said: its leaves must
    /// lead to the sealed roots, and statements of destruction are weighed. `dir` is the archive's folder, if this was
    /// read from one: a trust file inside it is not used.
    ///
    /// # Errors
    /// Only if the trust file can't be read.
    pub fn judge(&self, dir: Option<&Path>, request: &Request<'_>) -> Result<Report, VerifyError> {
        let mut findings = Findings::default();
        let trust = trusting::load(request, dir, &mut findings)?;
        let seal = &self.seal;
        let bytes = self.signed.text.as_bytes();
        let digest = Digest::of(bytes);
        if let Some(expected) = request.expect_seal.filter(|expected| *expected != digest) {
            findings.add(&EXPECTED_SEAL_DIFFERS, SEAL_PATH, Detail::of("on paper {}, found {}", &[&expected, &digest]));
        }
        if request.min_serial.is_some_and(|lowest| seal.serial < lowest) {
            findings.add(&SERIAL_TOO_LOW, SEAL_PATH, Detail::of("serial {}", &[&seal.serial]));
        }
        self.compare_leaves(&mut findings);
        let scene = Scene { seal, bytes, digest, trust: trust.as_ref(), as_of: request.as_of };
        let file = |role: Role| EvidenceName::SealSignature(role).path();
        let signed = self.signed.signatures.iter();
        let files = signed.map(|(role, text)| (file(*role), *role, text.as_bytes())).collect();
        let judged = scene.judge_seal_signatures(&mut findings, files, request.expect_seal);
        let mut signers: Vec<_> = judged.into_iter().map(|judged| judged.report).collect();
        let mut status: BTreeMap<VolumeName, VolumeStatus> =
            self.leaves.keys().map(|volume| (*volume, VolumeStatus::Present)).collect();
        for (volume, signed) in &self.disposals {
            let mut own = Findings::default();
            if self.leaves.contains_key(volume) {
                own.add(&DISPOSAL_PARTIAL, &DisposalName::Statement(*volume).path(), ());
            }
            let files = signed.signatures.iter().map(|(role, text)| (*role, text.clone().into_bytes())).collect();
            let found = Found::intended(*volume, signed.text.as_bytes(), &files);
            let lawful =
                found.parse(&mut own).is_some_and(|disposal| found.weigh(&mut own, &scene, &disposal, &mut signers));
            if lawful {
                status.insert(*volume, VolumeStatus::Destroyed);
            }
            findings.append(own);
        }
        let volume = |sealed: &crate::SealedVolume| {
            let status = status.get(&sealed.name).copied().unwrap_or(VolumeStatus::Missing);
            VolumeReport::with_status(sealed, status, request.as_of)
        };
        Ok(Report {
            verdict: Verdict::of(&findings),
            findings: findings.sorted(),
            volumes: seal.volumes.iter().map(volume).collect(),
            signers,
            seal: Some(digest),
            statement: Some(Statement::of(seal)),
            sealed: Some(seal.clone()),
            as_of: request.as_of,
            trust_version: trust.map(|trust| trust.version),
            read: (1, bytes.len() as u64),
            proved: Vec::new(),
        })
    }

    fn compare_leaves(&self, findings: &mut Findings) {
        for (volume, leaves) in &self.leaves {
            let Some(sealed) = self.seal.volume(*volume) else { continue };
            let (count, root) = (leaves.len() as u64, Tree::new(leaves.clone()).root());
            if count != sealed.leaves || root != sealed.leaves_root {
                let path = format!("{}/{LEAVES_PATH}", volume.folder());
                let facts: [&dyn std::fmt::Display; 4] = [&sealed.leaves, &sealed.leaves_root, &count, &root];
                let detail = Detail::of("sealed {} {}, found {} {}", &facts);
                findings.add(&LEAVES_ROOT_DIFFERS, &path, detail);
            }
        }
    }
}

/// So many lines, as one text.
fn block(lines: &mut Lines<'_>, count: u64) -> Result<String, Fault> {
    let mut text = String::new();
    for _ in 0..count {
        text.push_str(lines.next()?);
        text.push('\n');
    }
    Ok(text)
}

fn signatures(lines: &mut Lines<'_>, head: &str) -> Result<BTreeMap<Role, String>, Fault> {
    let mut found: BTreeMap<Role, String> = BTreeMap::new();
    while lines.peek().is_some_and(|line| line.starts_with(head)) {
        let role: Role = lines.read(head, str::parse)?;
        let text = block(lines, 4)?;
        SignatureFile::parse(text.as_bytes()).map_err(|fault| lines.fault(fault.rule))?;
        if found.last_key_value().is_some_and(|(last, _)| *last >= role) {
            return Err(lines.fault("signatures stand in the order of the roles, each once"));
        }
        found.insert(role, text);
    }
    Ok(found)
}

/// `CLASS NUMBER`
fn named_count(text: &str) -> Result<(VolumeName, u64), Fault> {
    let (name, count) = text.split_once(' ').ok_or(Fault::new("a volume and a number of lines are due here"))?;
    Ok((name.parse()?, number(count)?))
}

fn unique<T>(map: &mut BTreeMap<VolumeName, T>, volume: VolumeName, value: T, seal: &Seal) -> Result<(), Fault> {
    if seal.volume(volume).is_none() {
        return Err(Fault::new("the seal has no such volume"));
    }
    if map.last_key_value().is_some_and(|(last, _)| *last >= volume) {
        return Err(Fault::new("volumes stand in their order, each once"));
    }
    map.insert(volume, value);
    Ok(())
}

/// What a folder gave: the part for a pack, and the lists that only the archive has.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// What a pack keeps.
    pub packed: Packed,
    /// Record ids and files of the volumes that are there.
    pub lists: BTreeMap<VolumeName, LeafList>,
}

/// Reads of an archive what a check of paper needs. Nothing is compared with the seal here: [`Packed::judge`] does.
///
/// # Errors
/// If a file that is needed can't be read or is not in its form.
pub fn gather(dir: &Path) -> Result<Gathered, ProveError> {
    let place = |path: &str| path.split('/').fold(dir.to_owned(), |place, segment| place.join(segment));
    let read = |path: &str, limit: u64| {
        let bytes = match read_limited(&place(path), limit) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(ProveError::Io(place(path), error)),
        };
        if bytes.len() as u64 > limit {
            return Err(ProveError::Malformed(place(path), Fault::new("the text is longer than the format allows")));
        }
        Ok(Some(bytes))
    };
    let text = |path: &str, limit: u64| {
        let Some(bytes) = read(path, limit)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| Fault::new("the text is not UTF-8"));
        text.map(Some).map_err(|fault| ProveError::Malformed(place(path), fault))
    };
    let signatures = |name: &dyn Fn(Role) -> String| {
        let mut found = BTreeMap::new();
        for role in Role::ALL {
            let path = name(role);
            if let Some(text) = text(&path, MAX_SIGNATURE)? {
                SignatureFile::parse(text.as_bytes()).map_err(|fault| ProveError::Malformed(place(&path), fault))?;
                found.insert(role, text);
            }
        }
        Ok(found)
    };
    let missing = || ProveError::Io(place(SEAL_PATH), io::ErrorKind::NotFound.into());
    let sealed = text(SEAL_PATH, MAX_SEAL)?.ok_or_else(missing)?;
    let seal = Seal::parse(sealed.as_bytes()).map_err(|fault| ProveError::Malformed(place(SEAL_PATH), fault))?;
    let signed = Signed { text: sealed, signatures: signatures(&|role| EvidenceName::SealSignature(role).path())? };
    let (mut disposals, mut leaves, mut lists) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for volume in seal.volumes.iter().map(|volume| volume.name) {
        let path = DisposalName::Statement(volume).path();
        if let Some(text) = text(&path, MAX_DISPOSAL)? {
            Disposal::parse(text.as_bytes()).map_err(|fault| ProveError::Malformed(place(&path), fault))?;
            let signatures = signatures(&|role| DisposalName::Signature(volume, role).path())?;
            disposals.insert(volume, Signed { text, signatures });
        }
        let path = format!("{}/{LEAVES_PATH}", volume.folder());
        if let Some(bytes) = read(&path, MAX_LEAVES_TEXT)? {
            let list = LeafList::parse(&bytes).map_err(|fault| ProveError::Malformed(place(&path), fault))?;
            leaves.insert(volume, list.entries().iter().map(|entry| entry.leaf).collect());
            lists.insert(volume, list);
        }
    }
    Ok(Gathered { packed: Packed { seal, signed, disposals, leaves }, lists })
}
