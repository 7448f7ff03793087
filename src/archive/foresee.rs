//! What the verifier would say of a statement of destruction that does not lie in the archive yet (FORMAT.md §10).
//!
//! Whoever is about to destroy a volume asks this first: a volume that was destroyed on a statement that doesn't hold
//! is lost, and the archive fails for ever after.

use std::collections::BTreeMap;
use std::path::Path;

use crate::digest::Digest;
use crate::disposal_check::Found;
use crate::finding::{Finding, Findings, Severity};
use crate::lines::read_limited;
use crate::name::{Role, VolumeName};
use crate::report::{SignerReport, Verdict};
use crate::seal::{MAX_SEAL, SEAL_PATH};
use crate::signers::Scene;
use crate::trust::TrustFile;
use crate::trusting;
use crate::verify::{Request, VerifyError, read_seal};

/// How the verifier would judge a statement and its signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreseen {
    /// Passed: the volume could be destroyed on this statement.
    pub verdict: Verdict,
    /// What was found, sorted; the paths are those that the files would have in the archive.
    pub findings: Vec<Finding>,
    /// The statement's signatures.
    pub signers: Vec<SignerReport>,
}

/// Judges a statement and its signatures, by role, as if they lay in `disposals/` and the volume were gone. The
/// archive itself is not examined beyond its seal.
///
/// # Errors
/// If the seal or the trust file can't be read.
pub fn foresee(
    dir: &Path,
    volume: VolumeName,
    statement: &[u8],
    signatures: &BTreeMap<Role, Vec<u8>>,
    request: &Request<'_>,
) -> Result<Foreseen, VerifyError> {
    let mut findings = Findings::default();
    let mut signers = Vec::new();
    let path = dir.join(SEAL_PATH);
    let bytes = read_limited(&path, MAX_SEAL).map_err(|error| VerifyError::io(&path, error))?;
    if let Some(seal) = read_seal(&bytes, &mut findings) {
        let trust = trusting::load(request, Some(dir), &mut findings)?;
        let digest = Digest::of(&bytes);
        let scene = Scene { seal: &seal, bytes: &bytes, digest, trust: trust.as_ref(), as_of: request.as_of };
        let found = Found::intended(volume, statement, signatures);
        let mut own = Findings::default();
        if let Some(disposal) = found.parse(&mut own) {
            found.weigh(&mut own, &scene, &disposal, &mut signers);
        }
        findings.append(own);
    }
    Ok(Foreseen { verdict: Verdict::of(&findings), findings: findings.sorted(), signers })
}

/// The trust file of a request, if it may be used for the archive in `dir`, and what hinders or limits its use.
///
/// # Errors
/// If a trust file can't be read.
pub fn trusted(dir: &Path, request: &Request<'_>) -> Result<(Option<TrustFile>, Vec<Finding>), VerifyError> {
    let mut findings = Findings::default();
    let trust = trusting::load(request, Some(dir), &mut findings)?;
    // One that is past its day still tells about orders; whoever asks sees the finding beside it.
    Ok((trust, findings.sorted().into_iter().filter(|finding| finding.code.severity != Severity::Note).collect()))
}
