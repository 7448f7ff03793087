//! What a verification found, as values and as JSON. The words for people are in `words`.

use crate::archive_id::ArchiveId;
use crate::date::{Date, Timestamp};
use crate::digest::Digest;
use crate::finding::{Finding, Findings, Severity};
use crate::json::Json;
use crate::name::{KeepUntil, Role, Serial, VolumeName};
use crate::seal::Seal;
use crate::signature::PublicKey;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

/// Three states, as in ETSI EN 319 102-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// What was sealed, by whom it must be sealed.
    Passed,
    /// Not what was sealed, or in contradiction with what is known.
    Failed,
    /// Nothing is wrong with the bytes, but something that the verdict needs is not established.
    Indeterminate,
}

impl Verdict {
    /// The worst of some findings decides.
    pub(crate) fn of(findings: &Findings) -> Self {
        Self::of_list(findings.list())
    }

    pub(crate) fn of_list(findings: &[Finding]) -> Self {
        let has = |severity| findings.iter().any(|finding| finding.code.severity == severity);
        if has(Severity::Failed) {
            Self::Failed
        } else if has(Severity::Undetermined) {
            Self::Indeterminate
        } else {
            Self::Passed
        }
    }

    /// The worst of several; of none, nothing is known.
    pub(crate) fn worst(verdicts: impl Iterator<Item = Self>) -> Self {
        let rank = |verdict: &Self| match verdict {
            Self::Passed => 0,
            Self::Indeterminate => 1,
            Self::Failed => 2,
        };
        verdicts.max_by_key(rank).unwrap_or(Self::Indeterminate)
    }

    /// The word in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Indeterminate => "indeterminate",
        }
    }

    /// The word on the first line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Passed => "ĐẠT",
            Self::Failed => "KHÔNG ĐẠT",
            Self::Indeterminate => "CHƯA KẾT LUẬN",
        }
    }

    /// The exit code of a program that ends with this verdict.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Passed => 0,
            Self::Failed => 1,
            Self::Indeterminate => 4,
        }
    }
}

/// How a volume was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VolumeStatus {
    /// It is there. Whether it is as it was sealed, the findings say.
    Present,
    /// It was destroyed, and a valid statement says so.
    Destroyed,
    /// It is not there, and that is not explained.
    Missing,
}

impl VolumeStatus {
    /// The word in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Destroyed => "destroyed",
            Self::Missing => "missing",
        }
    }
}

/// One volume of the seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolumeReport {
    /// Its retention class.
    pub name: VolumeName,
    /// How it was found.
    pub status: VolumeStatus,
    /// The last day of keeping.
    pub keep_until: KeepUntil,
    /// Has that day passed?
    pub due: bool,
    /// Payload files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Record leaves.
    pub leaves: u64,
}

/// Whether a signature counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Good, by a key that is trusted for this role at the proved time.
    Counted,
    /// By a key that nobody outside vouches for.
    Unknown,
    /// Good, but the key's standing at that time is not established.
    Undetermined,
    /// Malformed, bad, or made for something else.
    Rejected,
}

impl Standing {
    /// The word in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Unknown => "unknown-key",
            Self::Undetermined => "not-established",
            Self::Rejected => "rejected",
        }
    }
}

/// One signature file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignerReport {
    /// Path of the signature file.
    pub file: String,
    /// The role that its name gives.
    pub role: Role,
    /// Whether it counts.
    pub standing: Standing,
    /// Who holds the key, as the trust file says.
    pub holder: Option<String>,
    /// The key, if the trust file has it.
    pub key: Option<PublicKey>,
}

/// The whole answer about one archive, or about one proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The verdict.
    pub verdict: Verdict,
    /// Findings, sorted by path and code.
    pub findings: Vec<Finding>,
    /// Volumes in the order of the seal.
    pub volumes: Vec<VolumeReport>,
    /// Signature files, by path.
    pub signers: Vec<SignerReport>,
    /// The digest of `seal.txt`, if there is one.
    pub seal: Option<Digest>,
    /// What the seal says of itself, if it could be read.
    pub statement: Option<Statement>,
    /// The seal, if it could be read.
    pub sealed: Option<Seal>,
    /// The day for which the verdict holds.
    pub as_of: Date,
    /// Version of the trust file that was used.
    pub trust_version: Option<u32>,
    /// What an extract proves of each of its records; empty of anything else.
    pub proved: Vec<Proved>,
    /// Files whose contents were read, and their bytes.
    pub read: (u64, u64),
}

/// A record of an extract that was led to the seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    /// The record's id.
    pub record: String,
    /// The volume that it lies in.
    pub volume: VolumeName,
    /// Names of its files that were led to the seal with it: source, print, kept files.
    pub files: Vec<String>,
}

/// What the seal says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Archive id.
    pub archive: ArchiveId,
    /// Serial.
    pub serial: Serial,
    /// The school's name.
    pub school: String,
    /// When it was sealed, by the sealer's own word.
    pub sealed_at: Timestamp,
}

impl Statement {
    pub(crate) fn of(seal: &Seal) -> Self {
        Self {
            archive: seal.archive.clone(),
            serial: seal.serial,
            school: seal.school.to_string(),
            sealed_at: seal.sealed_at,
        }
    }
}

impl Report {
    /// The report on what was not looked into at all.
    pub(crate) fn of_nothing(findings: Findings, as_of: Date) -> Self {
        Self {
            verdict: Verdict::of(&findings),
            findings: findings.sorted(),
            volumes: Vec::new(),
            signers: Vec::new(),
            seal: None,
            statement: None,
            sealed: None,
            as_of,
            trust_version: None,
            proved: Vec::new(),
            read: (0, 0),
        }
    }

    /// The exit code of a program that ends with this report.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        self.verdict.exit_code()
    }

    /// One line of ASCII JSON, messages in Vietnamese.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_json_in(Language::Vi)
    }

    /// One line of ASCII JSON: `verdict`, `findings`, `volumes`, `signers`, `seal`, and more that scripts may ignore.
    #[must_use]
    pub fn to_json_in(&self, language: Language) -> String {
        let mut json = Json::default();
        json.open('{');
        json.text("verdict", self.verdict.as_str());
        findings_json(&mut json, &self.findings, language, self.verdict);
        json.list("volumes", &self.volumes, |json, volume| {
            json.text("name", &volume.name.to_string());
            json.text("status", volume.status.as_str());
            json.text("keep_until", &volume.keep_until.to_string());
            json.raw("due", &volume.due.to_string());
            json.raw("files", &volume.files.to_string());
            json.raw("bytes", &volume.bytes.to_string());
            json.raw("leaves", &volume.leaves.to_string());
        });
        json.list("signers", &self.signers, |json, signer| {
            json.text("role", signer.role.as_str());
            json.optional("holder", signer.holder.as_deref().map(|holder| guarded(holder, self.verdict)).as_deref());
            json.text("status", signer.standing.as_str());
            json.text("file", &signer.file);
            json.optional("key", signer.key.map(|key| key.to_string()).as_deref());
            json.optional("fingerprint", signer.key.map(|key| key.fingerprint().to_string()).as_deref());
        });
        if !self.proved.is_empty() {
            json.list("records", &self.proved, |json, proved| {
                json.text("record", &proved.record);
                json.text("volume", &proved.volume.to_string());
                json.text("files", &proved.files.join(" "));
            });
        }
        json.optional("seal", self.seal.map(|seal| seal.tagged()).as_deref());
        let statement = self.statement.as_ref();
        json.optional("archive", statement.map(|s| s.archive.as_str()));
        json.raw("serial", &statement.map_or("null".to_owned(), |s| s.serial.to_string()));
        json.optional("school", statement.map(|s| guarded(&s.school, self.verdict)).as_deref());
        json.optional("sealed_at", statement.map(|s| s.sealed_at.to_string()).as_deref());
        let other = self.sealed.as_ref().and_then(|seal| seal.supersedes.as_ref());
        json.optional("supersedes", other.map(|other| other.seal.digest.tagged()).as_deref());
        json.optional("reason", other.map(|other| guarded(other.reason.as_str(), self.verdict)).as_deref());
        json.text("as_of", &self.as_of.to_string());
        json.raw("trust_version", &self.trust_version.map_or("null".to_owned(), |version| version.to_string()));
        json.raw("files_read", &self.read.0.to_string());
        json.raw("bytes_read", &self.read.1.to_string());
        json.close('}');
        json.out
    }
}

/// Texts from files are not ours: where the verdict is another one, they may not bring its word in.
pub(crate) fn guarded(text: &str, verdict: Verdict) -> String {
    if verdict == Verdict::Passed { text.to_owned() } else { text.replace("ĐẠT", "Đạt") }
}

pub(crate) fn findings_json(json: &mut Json, findings: &[Finding], language: Language, verdict: Verdict) {
    json.list("findings", findings, |json, finding| {
        json.text("code", finding.code.id);
        json.text("severity", finding.code.severity.as_str());
        json.text("path", &finding.path);
        json.text("message", &guarded(&finding.message(language), verdict));
        json.text("help", finding.code.advice(language));
        json.text("clause", finding.code.clause);
        // For scripts, in no language: the rule as a key, the line that broke it, the facts in the rule's holes.
        json.text("rule", finding.detail.rule());
        json.raw("line", &finding.detail.line().to_string());
        let facts: Vec<_> = finding.detail.facts().iter().map(|fact| guarded(fact, verdict)).collect();
        json.texts("facts", &facts);
    });
}
