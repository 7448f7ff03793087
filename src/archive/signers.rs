//! Who signed, and whether that counts (FORMAT.md §8 and §9.5 to §9.7).

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Date;
use crate::digest::Digest;
use crate::evidence::{EVIDENCE, EvidenceName, MAX_MINUTES, MINUTES_NAME, minutes_comment, trusted_comment};
use crate::finding::{
    COMMENT_DIFFERS, Code, EVIDENCE_UNKNOWN, Findings, KEY_EXPIRED, KEY_OUTSIDE_VALIDITY, KEY_REVOKED, KEY_ROLE,
    KEY_SCHOOL, KEY_UNKNOWN, MINUTES_MALFORMED, MINUTES_UNSIGNED, MISSING, NEWER_SEAL_KNOWN, NO_INDEPENDENT_PROOF,
    NO_POLICY, PAPER_CONTRADICTS, PAPER_SEAL_DIFFERS, ROLE_MISSING, ROLE_NOT_ESTABLISHED, SAME_HOLDER,
    SEALED_IN_FUTURE, SIGNATURE_BAD, SIGNATURE_MALFORMED, SIGNED_AFTER_COMPROMISE,
};
use crate::name::{Role, Text};
use crate::report::{SignerReport, Standing};
use crate::seal::{SEAL_PATH, Seal};
use crate::sentences::Detail;
use crate::signature::{MAX_SIGNATURE, SignatureFile};
use crate::trust::{PaperSeal, TrustFile, TrustedKey};
use crate::verify::{Check, VerifyError};

/// What signatures are judged against.
pub(crate) struct Scene<'a> {
    pub(crate) seal: &'a Seal,
    pub(crate) bytes: &'a [u8],
    pub(crate) digest: Digest,
    pub(crate) trust: Option<&'a TrustFile>,
    pub(crate) as_of: Date,
}

/// A signature file, and what it should be.
pub(crate) struct Claim<'a> {
    /// Path of the signature file.
    pub(crate) file: String,
    /// Its bytes.
    pub(crate) signature: &'a [u8],
    pub(crate) role: Role,
    /// What the trusted comment must be.
    pub(crate) comment: String,
    /// What was signed.
    pub(crate) content: &'a [u8],
    /// The day that the signed text claims.
    pub(crate) on: Date,
    /// A day on which someone outside saw the signed text.
    pub(crate) seen: Option<Date>,
}

/// A signature that was judged.
pub(crate) struct Judged {
    pub(crate) report: SignerReport,
    holder: Option<Text>,
}

/// The bytes of evidence files, by name.
#[derive(Default)]
pub(crate) struct Evidence {
    files: BTreeMap<EvidenceName, Vec<u8>>,
}

impl Evidence {
    /// The signature files on the seal, as texts.
    pub(crate) fn on_seal(&self) -> BTreeMap<Role, String> {
        let text = |(name, bytes): (&EvidenceName, &Vec<u8>)| match name {
            EvidenceName::SealSignature(role) => Some((*role, String::from_utf8_lossy(bytes).into_owned())),
            _ => None,
        };
        self.files.iter().filter_map(text).collect()
    }
}

/// Reads `evidence/`; a name that the format doesn't know is a finding.
pub(crate) fn read_evidence(check: &mut Check<'_>) -> Result<Evidence, VerifyError> {
    let (mut evidence, mut on_minutes) = (Evidence::default(), false);
    for (path, name) in check.names_in(EVIDENCE) {
        match EvidenceName::parse(&name) {
            Ok(name) => {
                on_minutes |= matches!(name, EvidenceName::MinutesSignature(_));
                let limit = if name == EvidenceName::Minutes { MAX_MINUTES } else { MAX_SIGNATURE };
                if let Some(bytes) = check.take(&path, limit)? {
                    evidence.files.insert(name, bytes);
                }
            }
            Err(_) => check.refuse(&path, &EVIDENCE_UNKNOWN),
        }
    }
    if on_minutes && !check.shelf.files.keys().any(|path| path.inside(EVIDENCE) == Some(MINUTES_NAME)) {
        check.findings.add(&MISSING, &EvidenceName::Minutes.path(), ());
    }
    Ok(evidence)
}

impl Scene<'_> {
    /// Judges the seal's signatures, the minutes, the policies, and what paper says.
    pub(crate) fn judge_seal(
        &self,
        findings: &mut Findings,
        evidence: &Evidence,
        expected: Option<Digest>,
    ) -> Vec<SignerReport> {
        let signatures = evidence.files.iter().filter_map(|(name, bytes)| match name {
            EvidenceName::SealSignature(role) => Some((name.path(), *role, bytes.as_slice())),
            _ => None,
        });
        let judged = self.judge_seal_signatures(findings, signatures.collect(), expected);
        let mut reports: Vec<_> = judged.iter().map(|judged| judged.report.clone()).collect();
        reports.extend(self.judge_minutes(findings, evidence, &judged));
        reports
    }

    /// The part that a proof file shares.
    pub(crate) fn judge_seal_signatures(
        &self,
        findings: &mut Findings,
        signatures: Vec<(String, Role, &[u8])>,
        expected: Option<Digest>,
    ) -> Vec<Judged> {
        let seen = self.paper_seal(findings, expected);
        let claim = |(file, role, signature)| Claim {
            file,
            signature,
            role,
            comment: trusted_comment(role, &self.seal.archive, self.seal.serial),
            content: self.bytes,
            on: self.seal.sealed_at.date(),
            seen,
        };
        let judged: Vec<_> = signatures.into_iter().map(|signature| self.judge(findings, &claim(signature))).collect();
        if self.seal.sealed_at.date().days() > self.as_of.days() + 1 {
            findings.add(&SEALED_IN_FUTURE, SEAL_PATH, Detail::fact(self.seal.sealed_at));
        }
        let file = |role| EvidenceName::SealSignature(role).path();
        self.policy(findings, &judged, &self.seal.require, &file, [&ROLE_MISSING, &ROLE_NOT_ESTABLISHED]);
        judged
    }

    /// The day on which this very seal was received on paper; another seal of the same serial contradicts.
    fn paper_seal(&self, findings: &mut Findings, expected: Option<Digest>) -> Option<Date> {
        let papers = self.trust.map_or(&[][..], |trust| trust.paper_seals.as_slice());
        let mut received = None;
        let school = self.seal.archive.school();
        for paper in papers.iter().filter(|paper| paper.archive.school() == school) {
            if contradicts(self.seal, paper) {
                findings.add(
                    &PAPER_CONTRADICTS,
                    SEAL_PATH,
                    Detail::of("{} serial {}", &[&paper.archive, &paper.serial]),
                );
            } else if paper.archive != self.seal.archive {
                continue;
            } else if paper.serial > self.seal.serial {
                findings.add(&NEWER_SEAL_KNOWN, SEAL_PATH, Detail::of("serial {}", &[&paper.serial]));
            } else if paper.serial == self.seal.serial && paper.seal != self.digest {
                findings.add(&PAPER_SEAL_DIFFERS, SEAL_PATH, Detail::of("on paper {}", &[&paper.seal]));
            } else if paper.serial == self.seal.serial && paper.received <= self.as_of {
                received = Some(paper.received);
            }
        }
        if self.trust.is_some() && received.is_none() && expected != Some(self.digest) {
            findings.add(&NO_INDEPENDENT_PROOF, SEAL_PATH, ());
        }
        received
    }

    fn judge_minutes(&self, findings: &mut Findings, evidence: &Evidence, sealed: &[Judged]) -> Vec<SignerReport> {
        let Some(minutes) = evidence.files.get(&EvidenceName::Minutes) else { return Vec::new() };
        let path = EvidenceName::Minutes.path();
        if !minutes.starts_with(b"%PDF-") || !minutes.ends_with(b"%%EOF\n") {
            findings.add(&MINUTES_MALFORMED, &path, ());
        }
        let mut reports = Vec::new();
        let mut signed = BTreeSet::new();
        for (name, bytes) in &evidence.files {
            let EvidenceName::MinutesSignature(role) = *name else { continue };
            let claim = Claim {
                file: name.path(),
                signature: bytes,
                role,
                comment: minutes_comment(role, &self.seal.archive, self.seal.serial, self.digest),
                content: minutes,
                on: self.seal.sealed_at.date(),
                // The trusted comment names the seal, but the minutes may be younger: paper proves only the seal.
                seen: None,
            };
            let judged = self.judge_or_follow(findings, &claim, sealed);
            if judged.standing == Standing::Counted {
                signed.insert(role);
            }
            reports.push(judged);
        }
        if self.trust.is_some() {
            let of_seal = sealed.iter().filter(|judged| judged.report.standing == Standing::Counted);
            let lacking: Vec<_> =
                of_seal.map(|judged| judged.report.role).filter(|role| !signed.contains(role)).collect();
            if signed.is_empty() && lacking.is_empty() {
                findings.add(&MINUTES_UNSIGNED, &path, ());
            }
            for role in lacking {
                findings.add(&MINUTES_UNSIGNED, &path, Detail::fact(role));
            }
        }
        reports
    }

    /// A key that counts for the seal counts for the minutes of that seal too: they are made at one sitting.
    fn judge_or_follow(&self, findings: &mut Findings, claim: &Claim<'_>, sealed: &[Judged]) -> SignerReport {
        let mut own = Findings::default();
        let mut judged = self.judge(&mut own, claim).report;
        let counted = |other: &Judged| other.report.standing == Standing::Counted && other.report.key == judged.key;
        if judged.standing == Standing::Undetermined && sealed.iter().any(counted) {
            judged.standing = Standing::Counted;
        } else {
            findings.append(own);
        }
        judged
    }

    /// Judges one signature: form, comment, key, signature, role, school, time.
    pub(crate) fn judge(&self, findings: &mut Findings, claim: &Claim<'_>) -> Judged {
        let mut trusted = None;
        let standing = match self.standing(claim, &mut trusted) {
            Ok(standing) => standing,
            Err((code, standing, detail)) => {
                findings.add(code, &claim.file, detail);
                standing
            }
        };
        let key: Option<&TrustedKey> = trusted;
        let report = SignerReport {
            file: claim.file.clone(),
            role: claim.role,
            standing,
            holder: key.map(|key| key.holder.to_string()),
            key: key.map(|key| key.key),
        };
        Judged { report, holder: key.map(|key| key.holder.clone()) }
    }

    fn standing<'t>(
        &'t self,
        claim: &Claim<'_>,
        trusted: &mut Option<&'t TrustedKey>,
    ) -> Result<Standing, (&'static Code, Standing, Detail)> {
        let rejected = |code, detail| Err((code, Standing::Rejected, detail));
        let signature = match SignatureFile::parse(claim.signature) {
            Ok(signature) => signature,
            Err(fault) => return rejected(&SIGNATURE_MALFORMED, fault.into()),
        };
        if signature.comment() != claim.comment {
            return rejected(&COMMENT_DIFFERS, Detail::of("due: {}", &[&claim.comment]));
        }
        let Some(trust) = self.trust else { return Ok(Standing::Unknown) };
        // The key number is only an index: among keys that share it, the one that verifies is the signer's.
        let named: Vec<_> = trust.keys.iter().filter(|known| known.key.id() == signature.key_id()).collect();
        if named.is_empty() {
            return Err((&KEY_UNKNOWN, Standing::Unknown, Detail::default()));
        }
        let Some(known) = named.into_iter().find(|known| signature.verifies(&known.key, claim.content)) else {
            return rejected(&SIGNATURE_BAD, Detail::default());
        };
        *trusted = Some(known);
        if known.role != claim.role {
            return rejected(&KEY_ROLE, Detail::of("given for {}", &[&known.role]));
        }
        if known.school.as_ref().is_some_and(|school| school.as_str() != self.seal.archive.school_code()) {
            return rejected(&KEY_SCHOOL, Detail::default());
        }
        time(known, claim, self.as_of)
    }

    /// Are the policies met, and are the roles there that the text itself announces?
    pub(crate) fn policy(
        &self,
        findings: &mut Findings,
        judged: &[Judged],
        announced: &[Role],
        file: &dyn Fn(Role) -> String,
        [missing, open]: [&'static Code; 2],
    ) {
        let Some(trust) = self.trust else { return };
        let standing = |role: Role| judged.iter().find(|judged| judged.report.role == role);
        let mut lacking: BTreeSet<Role> = BTreeSet::new();
        let fitting: Vec<_> = trust.policies.iter().filter(|policy| policy.fits(&self.seal.archive)).collect();
        let asked = fitting.iter().map(|policy| (policy.require.as_slice(), policy.threshold));
        // What the text itself announces is asked of it too: every role, each by another holder.
        for (require, threshold) in asked.chain([(announced, announced.len() as u64)]) {
            let counted: Vec<_> =
                require.iter().filter_map(|role| standing(*role)).filter(|j| counts(Some(j))).collect();
            let holders: BTreeSet<_> = counted.iter().filter_map(|judged| judged.holder.as_ref()).collect();
            if (counted.len() as u64) < threshold {
                lacking.extend(require.iter().copied().filter(|role| !counts(standing(*role))));
            } else if (holders.len() as u64) < threshold {
                for judged in counted {
                    findings.add(&SAME_HOLDER, &judged.report.file, ());
                }
            }
        }
        if fitting.is_empty() {
            findings.add(&NO_POLICY, "", Detail::fact(&self.seal.archive));
        }
        for role in lacking {
            let code = match standing(role).map(|judged| judged.report.standing) {
                None => missing,
                Some(Standing::Rejected) => continue, // why it was rejected is a finding already
                Some(_) => open,
            };
            findings.add(code, &file(role), ());
        }
    }
}

/// Does paper of another seal of the school contradict this one? A serial is used once; the seals that this one names
/// are those on paper; and who seals a year again says which seal he corrects.
fn contradicts(seal: &Seal, paper: &PaperSeal) -> bool {
    let supersedes = seal.supersedes.as_ref().map(|supersedes| supersedes.seal);
    let renamed = paper.serial == seal.serial && paper.archive != seal.archive;
    let other = [seal.previous, supersedes].into_iter().flatten();
    let replaced = other.into_iter().any(|named| named.serial == paper.serial && named.digest != paper.seal);
    let resealed = paper.archive == seal.archive
        && paper.serial < seal.serial
        && supersedes.is_none_or(|named| named.serial < paper.serial);
    renamed || replaced || resealed
}

fn counts(judged: Option<&Judged>) -> bool {
    judged.is_some_and(|judged| judged.report.standing == Standing::Counted)
}

/// The key's standing in time. What the signed text says of its own day is a claim; only what was seen outside proves
/// that it is older than the key's end (ETSI EN 319 102-1 calls it proof of existence).
fn time(known: &TrustedKey, claim: &Claim<'_>, as_of: Date) -> Result<Standing, (&'static Code, Standing, Detail)> {
    let open = |code, detail| Err((code, Standing::Undetermined, detail));
    let span = || Detail::of("{} is not in {} to {}", &[&claim.on, &known.valid_from, &known.valid_to]);
    if let Some(revoked) = &known.revoked {
        let since = revoked.compromised_since;
        if claim.on >= since {
            return Err((
                &SIGNED_AFTER_COMPROMISE,
                Standing::Rejected,
                Detail::of("{} against {}", &[&claim.on, &since]),
            ));
        }
        if claim.seen.is_none_or(|seen| seen >= since) {
            return open(&KEY_REVOKED, Detail::of("compromised since {}", &[&since]));
        }
    }
    if claim.on < known.valid_from || claim.on > known.valid_to {
        return open(&KEY_OUTSIDE_VALIDITY, span());
    }
    if as_of > known.valid_to && claim.seen.is_none_or(|seen| seen > known.valid_to) {
        return open(&KEY_EXPIRED, Detail::of("expired {}", &[&known.valid_to]));
    }
    Ok(Standing::Counted)
}
