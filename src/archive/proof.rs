//! One record, proved to belong to a seal without the archive (FORMAT.md §12). The layout follows the idea of C2SP's
//! tlog-proof: statement, path and signed head in one small text.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::digest::Digest;
use crate::evidence::EvidenceName;
use crate::finding::{
    EXPECTED_SEAL_DIFFERS, Findings, PROOF_FAILS, PROOF_MALFORMED, RECORD_NOT_CANONICAL, SERIAL_TOO_LOW,
};
use crate::jcs::{Canonical, MAX_RECORD};
use crate::leaf::{ID_KEY, LEAVES_PATH, LeafList, RecordId};
use crate::lines::{Fault, Lines, number, text_of};
use crate::name::{Role, VolumeName};
use crate::report::{Language, Report, Statement, Verdict};
use crate::seal::{SEAL_PATH, Seal};
use crate::sentences::Detail;
use crate::signature::SignatureFile;
use crate::signers::Scene;
use crate::tree::{leaf_hash, root_from_path};
use crate::trusting;
use crate::verify::{Request, VerifyError, read_seal};
use crate::words::{shown, unreadable};

/// The first line.
pub const PROOF_VERSION: &str = "niemphong-proof/1";
/// The largest proof, in bytes.
pub const MAX_PROOF: u64 = MAX_RECORD + (128 << 10);
/// The longest path in a tree that the format allows.
pub(crate) const MAX_STEPS: u64 = 40;

/// A record, its way to the root, and the seal that holds the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The volume.
    pub volume: VolumeName,
    /// The record's id.
    pub record: RecordId,
    /// Its place among the leaves.
    pub index: u64,
    /// How many leaves the volume has.
    pub leaves: u64,
    /// Hashes beside the way up.
    pub path: Vec<Digest>,
    /// The canonical record.
    pub json: String,
    /// `seal.txt`.
    pub seal: String,
    /// Signature files on it.
    pub signatures: BTreeMap<Role, String>,
}

impl Proof {
    /// The text, or the rule that these values would break.
    pub fn to_text(&self) -> Result<String, Fault> {
        let text = self.write();
        if Self::parse(text.as_bytes())? == *self { Ok(text) } else { Err(Fault::new("the proof would not read back")) }
    }

    fn write(&self) -> String {
        let Self { volume, record, index, leaves, json, seal, .. } = self;
        let path: String = self.path.iter().map(|step| format!("{step}\n")).collect();
        let signatures: String =
            self.signatures.iter().map(|(role, text)| format!("signature: {role}\n{text}")).collect();
        format!(
            "{PROOF_VERSION}\nvolume: {volume}\nrecord: {record}\nindex: {index}\nleaves: {leaves}\npath: {}\n{path}\
             json: {json}\nseal: {}\n{seal}{signatures}",
            self.path.len(),
            seal.lines().count()
        )
    }

    /// Reads exactly what [`Proof::to_text`] writes.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let mut lines = Lines::new(text_of(bytes, MAX_PROOF)?);
        lines.exactly(PROOF_VERSION)?;
        let volume = lines.read("volume: ", str::parse)?;
        let record = lines.read("record: ", str::parse)?;
        let index = lines.read("index: ", number)?;
        let leaves = lines.read("leaves: ", number)?;
        let steps = lines.read("path: ", number)?;
        if steps > MAX_STEPS {
            return Err(Fault::new("a path is longer than any tree's"));
        }
        let mut path = Vec::new();
        for _ in 0..steps {
            path.push(lines.read("", str::parse)?);
        }
        let json = lines.after("json: ")?.to_owned();
        let count = lines.read("seal: ", number)?;
        let mut seal = String::new();
        for _ in 0..count {
            seal.push_str(lines.next()?);
            seal.push('\n');
        }
        let mut signatures = BTreeMap::new();
        while lines.peek().is_some() {
            let role: Role = lines.read("signature: ", str::parse)?;
            if signatures.last_key_value().is_some_and(|(last, _)| *last >= role) {
                return Err(Fault::new("signatures stand in the order of the roles, each once"));
            }
            let mut text = String::new();
            for _ in 0..4 {
                text.push_str(lines.next()?);
                text.push('\n');
            }
            signatures.insert(role, text);
        }
        lines.end()?;
        Ok(Self { volume, record, index, leaves, path, json, seal, signatures })
    }

    /// Does the record's leaf lead to the root that the seal has? The rule that is broken, if not.
    pub fn check(&self, seal: &Seal) -> Result<(), Fault> {
        let record = Canonical::parse(self.json.as_bytes())?;
        if record.text(ID_KEY) != Some(self.record.as_str()) {
            return Err(Fault::new("the record carries another id"));
        }
        let sealed = seal.volume(self.volume).ok_or(Fault::new("the seal has no such volume"))?;
        let root = root_from_path(leaf_hash(self.json.as_bytes()), self.index, self.leaves, &self.path);
        if sealed.leaves != self.leaves || root != Some(sealed.leaves_root) {
            return Err(Fault::new("the path does not lead to the root in the seal"));
        }
        Ok(())
    }
}

/// Why no proof, or no pack, could be made.
#[derive(Debug)]
pub enum ProveError {
    /// A file of the archive could not be read.
    Io(PathBuf, io::Error),
    /// A file of the archive is not in its form; verify the archive first.
    Malformed(PathBuf, Fault),
    /// No volume that is there holds such a record.
    NoSuchRecord(RecordId),
}

impl ProveError {
    /// What went wrong, for people.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Io(path, error), _) => unreadable(path, error, language),
            (Self::Malformed(path, fault), Language::Vi) => {
                format!("{} sai khuôn dạng, hãy kiểm tra bộ lưu trữ trước ({})", shown(path), fault.message(language))
            }
            (Self::Malformed(path, fault), Language::En) => {
                format!("{} is not in its form, verify the archive first ({fault})", shown(path))
            }
            (Self::NoSuchRecord(id), Language::Vi) => format!("không tập nào có hồ sơ {id}"),
            (Self::NoSuchRecord(id), Language::En) => format!("no volume holds a record {id}"),
        }
    }
}

impl fmt::Display for ProveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for ProveError {}

/// Makes the proof of one record from an archive. It is checked against the seal before it is given out.
///
/// # Errors
/// If there is no such record, or a file that is needed can't be read or used.
pub fn prove(dir: &Path, record: &RecordId) -> Result<Proof, ProveError> {
    let read = |path: &str| {
        let place = path.split('/').fold(dir.to_owned(), |place, segment| place.join(segment));
        fs::read(&place).map_err(|error| ProveError::Io(place, error))
    };
    let malformed = |path: &str| {
        let path = dir.join(path);
        move |fault| ProveError::Malformed(path, fault)
    };
    let bytes = read(SEAL_PATH)?;
    let seal = Seal::parse(&bytes).map_err(malformed(SEAL_PATH))?;
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|_| Fault::new("not UTF-8"));
    for volume in &seal.volumes {
        let folder = volume.name.folder();
        if !dir.join("volumes").join(volume.name.to_string()).is_dir() {
            continue;
        }
        let path = format!("{folder}/{LEAVES_PATH}");
        let list = LeafList::parse(&read(&path)?).map_err(malformed(&path))?;
        let Some(at) = list.entries().iter().position(|entry| entry.id == *record) else { continue };
        let Some((entry, steps)) = list.entries().get(at).zip(list.tree().inclusion_proof(at)) else { continue };
        let path = format!("{folder}/{}", entry.path);
        let mut signatures = BTreeMap::new();
        for role in Role::ALL {
            let name = EvidenceName::SealSignature(role).path();
            match read(&name) {
                Ok(bytes) => {
                    let signature = SignatureFile::parse(&bytes).map_err(malformed(&name))?;
                    signatures.insert(role, signature.text().to_owned());
                }
                Err(ProveError::Io(_, error)) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        let proof = Proof {
            volume: volume.name,
            record: record.clone(),
            index: at as u64,
            leaves: list.entries().len() as u64,
            path: steps,
            json: text(read(&path)?).map_err(malformed(&path))?,
            seal: text(bytes).map_err(malformed(SEAL_PATH))?,
            signatures,
        };
        proof.check(&seal).map_err(malformed(&path))?;
        return Ok(proof);
    }
    Err(ProveError::NoSuchRecord(record.clone()))
}

/// Verifies a proof: is this record sealed, and who sealed it?
///
/// # Errors
/// Only if the trust file can't be read.
pub fn verify_proof(bytes: &[u8], request: &Request<'_>) -> Result<Report, VerifyError> {
    let mut findings = Findings::default();
    let proof = Proof::parse(bytes).map_err(|fault| findings.add(&PROOF_MALFORMED, "", fault)).ok();
    let trust = trusting::load(request, None, &mut findings)?;
    let seal_bytes = proof.as_ref().map(|proof| proof.seal.as_bytes());
    let digest = seal_bytes.map(Digest::of);
    if let Some((expected, found)) = request.expect_seal.zip(digest).filter(|(expected, found)| expected != found) {
        findings.add(&EXPECTED_SEAL_DIFFERS, SEAL_PATH, Detail::of("on paper {}, found {}", &[&expected, &found]));
    }
    let seal = seal_bytes.and_then(|bytes| read_seal(bytes, &mut findings));
    let mut signers = Vec::new();
    if let (Some(proof), Some(seal), Some(bytes), Some(digest)) = (&proof, &seal, seal_bytes, digest) {
        if Canonical::parse(proof.json.as_bytes()).is_err() {
            findings.add(&RECORD_NOT_CANONICAL, proof.record.as_str(), ());
        } else if let Err(fault) = proof.check(seal) {
            findings.add(&PROOF_FAILS, proof.record.as_str(), fault);
        }
        if request.min_serial.is_some_and(|lowest| seal.serial < lowest) {
            findings.add(&SERIAL_TOO_LOW, SEAL_PATH, Detail::of("serial {}", &[&seal.serial]));
        }
        let scene = Scene { seal, bytes, digest, trust: trust.as_ref(), as_of: request.as_of };
        let file = |role: Role| EvidenceName::SealSignature(role).path();
        let files = proof.signatures.iter().map(|(role, text)| (file(*role), *role, text.as_bytes())).collect();
        let judged = scene.judge_seal_signatures(&mut findings, files, request.expect_seal);
        signers = judged.into_iter().map(|judged| judged.report).collect();
    }
    Ok(Report {
        verdict: Verdict::of(&findings),
        findings: findings.sorted(),
        volumes: Vec::new(),
        signers,
        seal: digest,
        statement: seal.as_ref().map(Statement::of),
        sealed: seal,
        as_of: request.as_of,
        trust_version: trust.map(|trust| trust.version),
        proved: Vec::new(),
        read: (1, bytes.len() as u64),
    })
}
