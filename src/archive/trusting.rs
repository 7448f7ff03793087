//! Whether the trust file itself can be relied on (FORMAT.md §9.1 to §9.4).

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::evidence::trust_comment;
use crate::finding::{
    Findings, NO_TRUST, TRUST_HISTORY, TRUST_INSIDE, TRUST_MALFORMED, TRUST_NOT_CURRENT, TRUST_OLD, TRUST_ROOT_DIFFERS,
    TRUST_UNSIGNED,
};
use crate::lines::{Fault, read_limited};
use crate::sentences::Detail;
use crate::signature::{MAX_SIGNATURE, PublicKey, SignatureFile};
use crate::trust::{MAX_TRUST, TrustFile};
use crate::verify::{Request, VerifyError};

/// A trust file as it lies on the disk, and the signature files beside it. Whether it may be believed is another
/// question: that needs a fingerprint from paper.
pub struct SignedTrust {
    /// What it says.
    pub file: TrustFile,
    content: Vec<u8>,
    signatures: Vec<SignatureFile>,
}

impl SignedTrust {
    /// Reads a trust file and the signatures beside it; a malformed signature file counts as none.
    ///
    /// # Errors
    /// The outer error if something can't be read, the inner one if it is no trust file.
    pub fn read(path: &Path) -> Result<Result<Self, Fault>, VerifyError> {
        let content = read_limited(path, MAX_TRUST).map_err(|error| VerifyError::io(path, error))?;
        let file = match TrustFile::parse(&content) {
            Ok(file) => file,
            Err(fault) => return Ok(Err(fault)),
        };
        let signatures = read_signatures(path)?.into_iter().filter_map(|(_, signature)| signature.ok()).collect();
        Ok(Ok(Self { file, content, signatures }))
    }

    /// The file's bytes.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// Those of these keys that signed this file, as this version.
    #[must_use]
    pub fn signers(&self, keys: &[PublicKey]) -> BTreeSet<PublicKey> {
        let comment = trust_comment(self.file.version);
        let signed = |key: &PublicKey| {
            let mut named = self.signatures.iter().filter(|signature| signature.key_id() == key.id());
            named.any(|signature| signature.comment() == comment && signature.verifies(key, &self.content))
        };
        keys.iter().copied().filter(signed).collect()
    }

    /// Did enough of these roots sign it?
    #[must_use]
    pub fn is_signed_by(&self, roots: &TrustFile) -> bool {
        self.signers(&roots.roots).len() as u64 >= roots.threshold
    }
}

/// The name of a trust file, as findings show it.
fn shown(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn lies_inside(path: &Path, archive: &Path) -> Result<bool, VerifyError> {
    let real = |path: &Path| fs::canonicalize(path).map_err(|error| VerifyError::io(path, error));
    Ok(real(path)?.starts_with(real(archive)?))
}

/// A signature file beside a trust file: its name, and what it holds.
type Beside = (String, Result<SignatureFile, Fault>);

/// The signature files beside a trust file that are there, by name.
fn read_signatures(path: &Path) -> Result<Vec<Beside>, VerifyError> {
    let mut signatures = Vec::new();
    for name in TrustFile::signature_names(&shown(path)) {
        let beside = path.with_file_name(&name);
        match read_limited(&beside, MAX_SIGNATURE) {
            Ok(bytes) => signatures.push((name, SignatureFile::parse(&bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(VerifyError::io(&beside, error)),
        }
    }
    Ok(signatures)
}

fn read_signed(path: &Path, findings: &mut Findings) -> Result<Option<SignedTrust>, VerifyError> {
    let content = read_limited(path, MAX_TRUST).map_err(|error| VerifyError::io(path, error))?;
    let file = match TrustFile::parse(&content) {
        Ok(file) => file,
        Err(fault) => {
            findings.add(&TRUST_MALFORMED, &shown(path), fault);
            return Ok(None);
        }
    };
    let mut signatures = Vec::new();
    for (name, signature) in read_signatures(path)? {
        match signature {
            Ok(signature) => signatures.push(signature),
            Err(fault) => findings.add(&TRUST_UNSIGNED, &name, fault),
        }
    }
    Ok(Some(SignedTrust { file, content, signatures }))
}

/// Is every fingerprint from paper that of a root that signed this file, the first of its line?
fn is_pinned(signed: &SignedTrust, request: &Request<'_>, name: &str, findings: &mut Findings) -> bool {
    let pinned = signed.signers(&signed.file.roots).iter().map(PublicKey::fingerprint).collect();
    let wanted: BTreeSet<_> = request.trust_roots.iter().copied().collect();
    if !wanted.is_empty() && wanted.is_subset(&pinned) {
        return true;
    }
    let none = Detail::of("no fingerprint was given", &[]);
    findings.add(&TRUST_ROOT_DIFFERS, name, if wanted.is_empty() { none } else { Detail::default() });
    false
}

/// Is this the version that follows the file before, signed by that file's roots?
fn follows(signed: &SignedTrust, before: &SignedTrust, name: &str, findings: &mut Findings) -> bool {
    let next = before.file.version.checked_add(1) == Some(signed.file.version);
    if next && signed.is_signed_by(&before.file) {
        return true;
    }
    findings.add(&TRUST_HISTORY, name, Detail::of("version {}", &[&signed.file.version]));
    false
}

/// The trust file, if it may be used. What hinders it is a finding; an expired or old one is still used, to say more.
pub(crate) fn load(
    request: &Request<'_>,
    archive: Option<&Path>,
    findings: &mut Findings,
) -> Result<Option<TrustFile>, VerifyError> {
    let Some(last) = &request.trust else {
        findings.add(&NO_TRUST, "", ());
        return Ok(None);
    };
    let mut good = true;
    let mut before: Option<SignedTrust> = None;
    for path in request.trust_history.iter().chain([last]) {
        let name = shown(path);
        if let Some(archive) = archive
            && lies_inside(path, archive)?
        {
            findings.add(&TRUST_INSIDE, &name, ());
            return Ok(None);
        }
        let Some(signed) = read_signed(path, findings)? else { return Ok(None) };
        if !signed.is_signed_by(&signed.file) {
            findings.add(&TRUST_UNSIGNED, &name, Detail::of("{} of its roots must sign", &[&signed.file.threshold]));
            good = false;
        }
        good &= match &before {
            None => is_pinned(&signed, request, &name, findings),
            Some(before) => follows(&signed, before, &name, findings),
        };
        before = Some(signed);
    }
    let Some(SignedTrust { file, .. }) = before.filter(|_| good) else { return Ok(None) };
    let name = shown(last);
    if request.as_of < file.issued || request.as_of > file.expires {
        findings.add(&TRUST_NOT_CURRENT, &name, Detail::of("{} to {}", &[&file.issued, &file.expires]));
    }
    if request.min_trust_version.is_some_and(|lowest| file.version < lowest) {
        findings.add(&TRUST_OLD, &name, Detail::of("version {}", &[&file.version]));
    }
    Ok(Some(file))
}
