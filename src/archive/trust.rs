//! The trust file: who may sign for which school, said by someone outside (FORMAT.md §9).
//!
//! It is YAML to any YAML reader, but only one spelling of it is valid, so that no YAML crate is needed here.

use std::collections::BTreeSet;

use crate::archive_id::{ArchiveId, SchoolCode};
use crate::date::Date;
use crate::digest::Digest;
use crate::lines::{Fault, Lines, number, text_of};
use crate::name::{Role, Serial, Text, VolumeName, roles};
use crate::signature::PublicKey;

/// The first line, and so the domain of every signature on it.
pub const TRUST_VERSION: &str = "niemphong-trust: 1";
/// The largest trust file, in bytes.
pub const MAX_TRUST: u64 = 8 << 20;
/// The most root keys, and so the most signature files of a trust file.
pub const MAX_ROOTS: usize = 9;

/// That a key was given up, and since when it can't be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// The day of revocation.
    pub on: Date,
    /// Why.
    pub reason: Text,
    /// From this day on the key may have been in other hands.
    pub compromised_since: Date,
}

/// One key and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedKey {
    /// The full public key.
    pub key: PublicKey,
    /// The person or office that holds it.
    pub holder: Text,
    /// The role it signs in.
    pub role: Role,
    /// The school code it signs for; none for any school.
    pub school: Option<SchoolCode>,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity.
    pub valid_to: Date,
    /// If it was revoked.
    pub revoked: Option<Revocation>,
    /// The key that follows it in the office, for people to read.
    pub successor: Option<PublicKey>,
}

/// Whose signatures an archive needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// An archive id, or its beginning and `*`.
    pub archives: Text,
    /// Roles that count.
    pub require: Vec<Role>,
    /// How many of them are needed, from distinct holders and keys.
    pub threshold: u64,
}

/// An order that a volume must not be destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The archive.
    pub archive: ArchiveId,
    /// The volume.
    pub volume: VolumeName,
    /// First day.
    pub from: Date,
    /// Last day; none while the order stands.
    pub until: Option<Date>,
    /// The order's number and origin.
    pub order: Text,
}

/// A seal whose signed paper minutes lie in the department's cabinet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperSeal {
    /// The archive.
    pub archive: ArchiveId,
    /// The seal's serial.
    pub serial: Serial,
    /// The day the paper was received: the seal existed then.
    pub received: Date,
    /// The digest on the paper.
    pub seal: Digest,
}

/// A statement of destruction whose signed paper lies in the department's cabinet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperDisposal {
    /// The archive.
    pub archive: ArchiveId,
    /// The seal's serial.
    pub serial: Serial,
    /// The volume.
    pub volume: VolumeName,
    /// The day the paper was received: the statement existed then.
    pub received: Date,
    /// The digest of the statement.
    pub statement: Digest,
}

/// The whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustFile {
    /// Version, one more for each issue.
    pub version: u32,
    /// Day of issue.
    pub issued: Date,
    /// Last day on which it may be relied on.
    pub expires: Date,
    /// How many roots must sign this file, and the file that follows it.
    pub threshold: u64,
    /// Root keys.
    pub roots: Vec<PublicKey>,
    /// Keys of the signers.
    pub keys: Vec<TrustedKey>,
    /// Policies; every one that fits an archive must be met.
    pub policies: Vec<Policy>,
    /// Orders against destruction.
    pub holds: Vec<Hold>,
    /// Seals known on paper.
    pub paper_seals: Vec<PaperSeal>,
    /// Statements of destruction known on paper.
    pub paper_disposals: Vec<PaperDisposal>,
}

impl Policy {
    /// Does the policy speak of this archive?
    #[must_use]
    pub fn fits(&self, archive: &ArchiveId) -> bool {
        let pattern = self.archives.as_str();
        pattern.strip_suffix('*').map_or(pattern == archive.as_str(), |start| archive.as_str().starts_with(start))
    }

    fn check(&self) -> Result<(), Fault> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '/' | '-');
        let pattern = self.archives.as_str();
        if !pattern.strip_suffix('*').unwrap_or(pattern).chars().all(plain) {
            return Err(Fault::new("a policy names an archive id, or its beginning and *"));
        }
        if !(1..=self.require.len() as u64).contains(&self.threshold) {
            return Err(Fault::new("a threshold is at least 1 and at most the number of roles"));
        }
        Ok(())
    }
}

impl TrustFile {
    /// Names of the signature files beside a trust file of this name: `NAME.minisig`, then `NAME.2.minisig` and so on.
    #[must_use]
    pub fn signature_names(name: &str) -> Vec<String> {
        let further = (2..=MAX_ROOTS).map(|n| format!("{name}.{n}.minisig"));
        std::iter::once(format!("{name}.minisig")).chain(further).collect()
    }

    /// The text, or the rule that these values would break.
    pub fn to_text(&self) -> Result<String, Fault> {
        let text = crate::trust_text::write(self);
        if Self::parse(text.as_bytes())? == *self {
            Ok(text)
        } else {
            Err(Fault::new("the trust file would not read back"))
        }
    }

    /// Reads exactly what [`TrustFile::to_text`] writes.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let mut lines = Lines::new(text_of(bytes, MAX_TRUST)?);
        lines.exactly(TRUST_VERSION)?;
        let version = lines.read("version: ", |text| {
            let version = u32::try_from(number(text)?).ok().filter(|version| *version > 0);
            version.ok_or(Fault::new("versions begin at 1"))
        })?;
        let issued = lines.read("issued: ", str::parse)?;
        let expires = lines.read("expires: ", str::parse)?;
        lines.exactly("roots:")?;
        let threshold = lines.read("  threshold: ", number)?;
        lines.exactly("  keys:")?;
        let mut roots = Vec::new();
        while lines.peek().is_some_and(|line| line.starts_with("    - ")) {
            roots.push(lines.read("    - ", str::parse)?);
        }
        let keys = list(&mut lines, "keys", "  - key: ", read_key)?;
        let policies = list(&mut lines, "policies", "  - archives: ", read_policy)?;
        let holds = list(&mut lines, "holds", "  - archive: ", read_hold)?;
        let paper_seals = list(&mut lines, "paper-seals", "  - archive: ", read_paper_seal)?;
        let paper_disposals = list(&mut lines, "paper-disposals", "  - archive: ", read_paper_disposal)?;
        lines.end()?;
        let file =
            Self { version, issued, expires, threshold, roots, keys, policies, holds, paper_seals, paper_disposals };
        file.check()?;
        Ok(file)
    }

    fn check(&self) -> Result<(), Fault> {
        if self.issued > self.expires {
            return Err(Fault::new("the file expires before it is issued"));
        }
        if self.roots.len() > MAX_ROOTS || !(1..=self.roots.len() as u64).contains(&self.threshold) {
            return Err(Fault::new("there are 1 to 9 root keys, and the threshold is at most their number"));
        }
        let mut seen = BTreeSet::new();
        let keys = self.roots.iter().chain(self.keys.iter().map(|key| &key.key));
        if !keys.into_iter().all(|key| seen.insert(*key)) {
            return Err(Fault::new("a key stands there twice"));
        }
        for key in &self.keys {
            if key.valid_from > key.valid_to {
                return Err(Fault::new("a key's validity ends before it begins"));
            }
            if key.revoked.as_ref().is_some_and(|revoked| revoked.compromised_since > revoked.on) {
                return Err(Fault::new("a key is revoked before it was compromised"));
            }
        }
        self.policies.iter().try_for_each(Policy::check)?;
        let mut seen = BTreeSet::new();
        if !self.paper_seals.iter().all(|paper| seen.insert((&paper.archive, paper.serial))) {
            return Err(Fault::new("a paper seal stands there twice"));
        }
        Ok(())
    }
}

/// `NAME: []`, or `NAME:` and items that each begin with `first`.
fn list<T>(
    lines: &mut Lines<'_>,
    name: &str,
    first: &str,
    item: impl Fn(&mut Lines<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let value = lines.after(&format!("{name}:"))?;
    let mut items = Vec::new();
    if value == " []" {
        return Ok(items);
    }
    if !value.is_empty() {
        return Err(lines.fault("a list is [] or stands on the lines below"));
    }
    while items.is_empty() || lines.peek().is_some_and(|line| line.starts_with(first)) {
        items.push(item(lines)?);
    }
    Ok(items)
}

/// A double-quoted text without quotes or backslashes in it.
fn quoted(text: &str) -> Result<Text, Fault> {
    let fault = Fault::new("a text stands in double quotes, without quotes or backslashes in it");
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).ok_or(fault)?;
    if inner.contains(['"', '\\']) { Err(fault) } else { inner.parse() }
}

fn quoted_as<T: std::str::FromStr<Err = Fault>>(text: &str) -> Result<T, Fault> {
    quoted(text)?.as_str().parse()
}

fn optional_field<T>(
    lines: &mut Lines<'_>,
    prefix: &str,
    read: impl FnOnce(&mut Lines<'_>) -> Result<T, Fault>,
) -> Result<Option<T>, Fault> {
    if lines.peek().is_some_and(|line| line.starts_with(prefix)) { read(lines).map(Some) } else { Ok(None) }
}

fn read_key(lines: &mut Lines<'_>) -> Result<TrustedKey, Fault> {
    Ok(TrustedKey {
        key: lines.read("  - key: ", str::parse)?,
        holder: lines.read("    holder: ", quoted)?,
        role: lines.read("    role: ", str::parse)?,
        school: lines.read("    school: ", |text| {
            let school = quoted(text)?;
            if school.as_str() == "*" { Ok(None) } else { school.as_str().parse().map(Some) }
        })?,
        valid_from: lines.read("    valid-from: ", str::parse)?,
        valid_to: lines.read("    valid-to: ", str::parse)?,
        revoked: optional_field(lines, "    revoked:", |lines| {
            lines.exactly("    revoked:")?;
            Ok(Revocation {
                on: lines.read("      on: ", str::parse)?,
                reason: lines.read("      reason: ", quoted)?,
                compromised_since: lines.read("      compromised-since: ", str::parse)?,
            })
        })?,
        successor: optional_field(lines, "    successor: ", |lines| lines.read("    successor: ", str::parse))?,
    })
}

fn read_policy(lines: &mut Lines<'_>) -> Result<Policy, Fault> {
    Ok(Policy {
        archives: lines.read("  - archives: ", quoted)?,
        require: lines.read("    require: ", |text| {
            let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
            roles(inner.ok_or(Fault::new("roles stand in square brackets"))?, ", ")
        })?,
        threshold: lines.read("    threshold: ", number)?,
    })
}

fn read_hold(lines: &mut Lines<'_>) -> Result<Hold, Fault> {
    Ok(Hold {
        archive: lines.read("  - archive: ", quoted_as)?,
        volume: lines.read("    volume: ", str::parse)?,
        from: lines.read("    from: ", str::parse)?,
        until: lines.read("    until: ", |text| if text == "open" { Ok(None) } else { text.parse().map(Some) })?,
        order: lines.read("    order: ", quoted)?,
    })
}

fn read_paper_seal(lines: &mut Lines<'_>) -> Result<PaperSeal, Fault> {
    Ok(PaperSeal {
        archive: lines.read("  - archive: ", quoted_as)?,
        serial: lines.read("    serial: ", str::parse)?,
        received: lines.read("    received: ", str::parse)?,
        seal: lines.read("    seal: ", |text| Digest::from_tagged(quoted(text)?.as_str()))?,
    })
}

fn read_paper_disposal(lines: &mut Lines<'_>) -> Result<PaperDisposal, Fault> {
    Ok(PaperDisposal {
        archive: lines.read("  - archive: ", quoted_as)?,
        serial: lines.read("    serial: ", str::parse)?,
        volume: lines.read("    volume: ", str::parse)?,
        received: lines.read("    received: ", str::parse)?,
        statement: lines.read("    statement: ", |text| Digest::from_tagged(quoted(text)?.as_str()))?,
    })
}
