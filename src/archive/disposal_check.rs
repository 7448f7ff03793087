//! Was a volume lawfully destroyed? (FORMAT.md §10.)

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Date;
use crate::disposal::{Disposal, MAX_DISPOSAL};
use crate::evidence::{DISPOSALS, DisposalName, disposal_comment};
use crate::finding::{
    DISPOSAL_BEFORE_HOLD, DISPOSAL_DIFFERS, DISPOSAL_HELD, DISPOSAL_IN_FUTURE, DISPOSAL_MALFORMED,
    DISPOSAL_NOT_ESTABLISHED, DISPOSAL_PARTIAL, DISPOSAL_PERMANENT, DISPOSAL_TOO_EARLY, DISPOSAL_UNSIGNED,
    EVIDENCE_UNKNOWN, Findings, MISSING, Severity, VOLUME_DESTROYED,
};
use crate::name::{KeepUntil, Role, VolumeName};
use crate::report::SignerReport;
use crate::sentences::Detail;
use crate::signature::MAX_SIGNATURE;
use crate::signers::{Claim, Scene};
use crate::verify::{Check, VerifyError};

/// A statement of `disposals/` and its signatures.
pub(crate) struct Found {
    volume: VolumeName,
    bytes: Vec<u8>,
    signatures: BTreeMap<Role, Vec<u8>>,
}

/// Reads `disposals/`; a name that the format doesn't know is a finding.
pub(crate) fn read(check: &mut Check<'_>) -> Result<Vec<Found>, VerifyError> {
    let mut found: BTreeMap<VolumeName, Found> = BTreeMap::new();
    let mut signatures = Vec::new();
    let (mut stated, mut signed) = (BTreeSet::new(), BTreeSet::new());
    for (path, name) in check.names_in(DISPOSALS) {
        match DisposalName::parse(&name) {
            Ok(DisposalName::Statement(volume)) => {
                stated.insert(volume);
                if let Some(bytes) = check.take(&path, MAX_DISPOSAL)? {
                    found.insert(volume, Found { volume, bytes, signatures: BTreeMap::new() });
                }
            }
            Ok(DisposalName::Signature(volume, role)) => {
                signed.insert(volume);
                if let Some(bytes) = check.take(&path, MAX_SIGNATURE)? {
                    signatures.push((volume, role, bytes));
                }
            }
            Err(_) => check.refuse(&path, &EVIDENCE_UNKNOWN),
        }
    }
    for (volume, role, bytes) in signatures {
        if let Some(statement) = found.get_mut(&volume) {
            statement.signatures.insert(role, bytes);
        }
    }
    for volume in signed.difference(&stated) {
        check.findings.add(&MISSING, &DisposalName::Statement(*volume).path(), ());
    }
    Ok(found.into_values().collect())
}

impl Found {
    pub(crate) fn volume(&self) -> VolumeName {
        self.volume
    }

    fn path(&self) -> String {
        DisposalName::Statement(self.volume).path()
    }

    /// A statement that does not lie in the archive yet, to be weighed as if it did.
    pub(crate) fn intended(volume: VolumeName, bytes: &[u8], signatures: &BTreeMap<Role, Vec<u8>>) -> Self {
        Self { volume, bytes: bytes.to_vec(), signatures: signatures.clone() }
    }

    /// Judges the statement; is the volume lawfully destroyed?
    pub(crate) fn judge(&self, check: &mut Check<'_>, scene: &Scene<'_>, signers: &mut Vec<SignerReport>) -> bool {
        let mut findings = Findings::default();
        let disposal = self.parse(&mut findings);
        let lawful = disposal.is_some_and(|disposal| {
            if check.shelf.has_files_in(&self.volume.folder()) {
                findings.add(&DISPOSAL_PARTIAL, &self.path(), ());
            }
            self.weigh(&mut findings, scene, &disposal, signers)
        });
        check.findings.append(findings);
        lawful
    }

    /// The statement, unless it is malformed; then nothing further is said of it (FORMAT.md §10.1).
    pub(crate) fn parse(&self, findings: &mut Findings) -> Option<Disposal> {
        let disposal = Disposal::parse(&self.bytes);
        disposal.map_err(|fault| findings.add(&DISPOSAL_MALFORMED, &self.path(), fault)).ok()
    }

    /// Whether the statement makes the absence of its volume lawful; if so, a note says so.
    pub(crate) fn weigh(
        &self,
        findings: &mut Findings,
        scene: &Scene<'_>,
        disposal: &Disposal,
        signers: &mut Vec<SignerReport>,
    ) -> bool {
        self.against_seal(findings, scene, disposal);
        self.against_time(findings, scene, disposal);
        self.against_signatures(findings, scene, disposal, signers);
        let lawful = !findings.has(Severity::Failed) && !findings.has(Severity::Undetermined) && scene.trust.is_some();
        if lawful {
            let facts: [&dyn std::fmt::Display; 3] =
                [&disposal.disposed_on, &disposal.decision, &disposal.decision_date];
            let detail = Detail::of("destroyed on {}, by decision {} ({})", &facts);
            findings.add(&VOLUME_DESTROYED, &self.volume.folder(), detail);
        }
        lawful
    }

    fn against_seal(&self, findings: &mut Findings, scene: &Scene<'_>, disposal: &Disposal) {
        let sealed = scene.seal.volume(self.volume);
        let fits = [
            ("archive", disposal.archive == scene.seal.archive),
            ("serial", disposal.serial == scene.seal.serial),
            ("seal", disposal.seal == scene.digest),
            ("volume", disposal.volume == self.volume && sealed.is_some()),
            ("keep-until", sealed.is_none_or(|sealed| sealed.keep_until == disposal.keep_until)),
            ("tagmanifest", sealed.is_none_or(|sealed| sealed.tagmanifest == disposal.tagmanifest)),
            ("decision-date", disposal.decision_date <= disposal.disposed_on),
            // What was sealed was there on that day.
            ("disposed-on", scene.seal.sealed_at.date() <= disposal.disposed_on),
        ];
        for (field, _) in fits.iter().filter(|(_, fits)| !fits) {
            findings.add(&DISPOSAL_DIFFERS, &self.path(), Detail::fact(field));
        }
    }

    fn against_time(&self, findings: &mut Findings, scene: &Scene<'_>, disposal: &Disposal) {
        let on = disposal.disposed_on;
        match scene.seal.volume(self.volume).map(|sealed| sealed.keep_until) {
            Some(KeepUntil::Permanent) => findings.add(&DISPOSAL_PERMANENT, &self.path(), ()),
            Some(KeepUntil::Until(last)) if on <= last => {
                findings.add(&DISPOSAL_TOO_EARLY, &self.path(), Detail::of("{}, to be kept until {}", &[&on, &last]));
            }
            _ => {}
        }
        if on > scene.as_of {
            findings.add(&DISPOSAL_IN_FUTURE, &self.path(), Detail::fact(on));
        }
        let holds = scene.trust.map_or(&[][..], |trust| trust.holds.as_slice());
        for hold in holds.iter().filter(|hold| hold.archive == scene.seal.archive && hold.volume == self.volume) {
            if hold.from <= on && hold.until.is_none_or(|until| on <= until) {
                findings.add(&DISPOSAL_HELD, &self.path(), Detail::fact(&hold.order));
            } else if on < hold.from
                && hold.from <= scene.as_of
                && self.seen(scene).is_none_or(|seen| seen >= hold.from)
            {
                // The day in the statement is a claim of those whom the order binds.
                findings.add(&DISPOSAL_BEFORE_HOLD, &self.path(), Detail::fact(&hold.order));
            }
        }
    }

    /// The day on which this very statement was received on paper.
    fn seen(&self, scene: &Scene<'_>) -> Option<Date> {
        let statement = crate::Digest::of(&self.bytes);
        let papers = scene.trust.map_or(&[][..], |trust| trust.paper_disposals.as_slice());
        let received = papers.iter().filter(|paper| paper.statement == statement && paper.received <= scene.as_of);
        received.map(|paper| paper.received).min()
    }

    fn against_signatures(
        &self,
        findings: &mut Findings,
        scene: &Scene<'_>,
        disposal: &Disposal,
        signers: &mut Vec<SignerReport>,
    ) {
        let seen = self.seen(scene);
        let mut judged = Vec::new();
        for (role, bytes) in &self.signatures {
            let claim = Claim {
                file: DisposalName::Signature(self.volume, *role).path(),
                signature: bytes,
                role: *role,
                comment: disposal_comment(*role, &scene.seal.archive, scene.seal.serial, self.volume),
                content: &self.bytes,
                on: disposal.disposed_on,
                seen,
            };
            judged.push(scene.judge(findings, &claim));
        }
        if self.signatures.is_empty() {
            findings.add(&DISPOSAL_UNSIGNED, &self.path(), ());
        } else if scene.trust.is_none() {
            findings.add(&DISPOSAL_NOT_ESTABLISHED, &self.path(), ());
        } else {
            let file = |role| DisposalName::Signature(self.volume, role).path();
            scene.policy(findings, &judged, &[], &file, [&DISPOSAL_UNSIGNED, &DISPOSAL_NOT_ESTABLISHED]);
        }
        signers.extend(judged.into_iter().map(|judged| judged.report));
    }
}
