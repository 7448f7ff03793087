//! A version of a trust file goes out: opened roots, files that are written once, and what is to be kept on paper.

use std::path::{Path, PathBuf};

use niemphong_archive::SignedTrust;
use niemphong_archive::trust::TrustFile;

use super::change::refused;
use super::show;
use super::typed::Issue;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::key::{self, Mode, write_new};
use crate::cli::session::{Session, out};
use crate::seal::Signer;

/// The roots that sign, each opened with its password.
pub(super) fn open_roots(issue: &Issue, session: &Session) -> Result<Vec<Signer>, Failure> {
    let passwords = &issue.password_file;
    if passwords.len() > 1 && passwords.len() != issue.root.len() {
        return Err(Failure::usage("cli-error-password-files", Vec::new()));
    }
    let password = |at: usize| passwords.get(at).or_else(|| passwords.first()).map(PathBuf::as_path);
    issue.root.iter().enumerate().map(|(at, root)| key::open(root, password(at), session)).collect()
}

/// The files beside `path` that may hold signatures on it.
fn signature_places(path: &Path) -> Vec<PathBuf> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    TrustFile::signature_names(&name).into_iter().map(|name| path.with_file_name(name)).collect()
}

/// Writes a trust file and the signatures of these roots beside it. Nothing may be there yet.
pub(super) fn write(path: &Path, file: &TrustFile, roots: &[&Signer]) -> Result<(), Failure> {
    let text = file.to_text().map_err(|e| refused(&e))?;
    let places = signature_places(path);
    if let Some(there) = places.iter().find(|place| place.symlink_metadata().is_ok()) {
        return Err(Failure::usage("cli-error-exists", vec![("path", there.display().to_string())]));
    }
    let signatures = roots
        .iter()
        .map(|root| root.sign_trust(text.as_bytes(), file.version).map_err(|e| key::key_failure(&e, path)))
        .collect::<Result<Vec<_>, _>>()?;
    write_new(path, text.as_bytes(), Mode::Open)?;
    for (place, signature) in places.iter().zip(signatures) {
        write_new(place, signature.as_bytes(), Mode::Open)?;
    }
    Ok(())
}

/// `trust sign`: one more root's signature.
pub(super) fn sign(path: &Path, root: &Path, password: Option<&Path>, session: &Session) -> Outcome {
    let signed = show::read(path)?;
    let signer = key::open(root, password, session)?;
    let key = signer.public().map_err(|e| key::key_failure(&e, root))?;
    if signed.signers(&[key]).contains(&key) {
        return Err(Failure::usage("cli-error-signed-already", vec![("path", path.display().to_string())]));
    }
    let signature = signer.sign_trust(signed.content(), signed.file.version).map_err(|e| key::key_failure(&e, root))?;
    let free = signature_places(path).into_iter().find(|place| place.symlink_metadata().is_err());
    let free = free.ok_or_else(|| refused(&"no place is left for a signature"))?;
    write_new(&free, signature.as_bytes(), Mode::Open)?;
    tell(path, &signed.file, None, session)
}

/// Says what was written, what is still missing, and what to keep on paper.
pub(super) fn tell(path: &Path, file: &TrustFile, before: Option<(&Path, &SignedTrust)>, session: &Session) -> Outcome {
    let written = show::read(path)?;
    let own = written.signers(&file.roots);
    let missing = file.threshold.saturating_sub(own.len() as u64);
    let missing_old = before.map_or(0, |(_, before)| {
        before.file.threshold.saturating_sub(written.signers(&before.file.roots).len() as u64)
    });
    let fingerprints: Vec<String> = file.roots.iter().map(|root| root.fingerprint().to_string()).collect();
    let first = fingerprints.first().cloned().unwrap_or_default();
    let shown = path.display().to_string();
    if session.is_json() {
        let answer = serde_json::json!({
            "trust": shown, "version": file.version, "expires": file.expires.to_string(), "root": first,
            "roots": fingerprints, "threshold": file.threshold, "signed": own.len(),
            "missing": missing, "missing_of_old_roots": missing_old,
        });
        out(&format!("{answer}\n"));
        return Ok(Exit::Done);
    }
    let (version, threshold) = (file.version.to_string(), file.threshold.to_string());
    let expires = crate::render::html::date(&file.expires.to_string());
    let lines = fingerprints.join("\n    ");
    let arguments = [
        ("path", shown.as_str()),
        ("version", &version),
        ("expires", &expires),
        ("threshold", &threshold),
        ("fingerprint", &lines),
    ];
    out(&format!("{}\n", session.say("cli-trust-done", &arguments)));
    if file.threshold > 1 {
        out(&format!("{}\n", session.say("cli-trust-threshold", &arguments)));
    }
    for (count, word) in [(missing, "cli-trust-missing"), (missing_old, "cli-trust-missing-old")] {
        if count > 0 {
            out(&format!("{}\n", session.say(word, &[("path", &shown), ("count", &count.to_string())])));
        }
    }
    if let Some((old, before)) = before.filter(|(_, before)| before.file.roots != file.roots) {
        let pinned = before.file.roots.first().map_or_else(String::new, |root| root.fingerprint().to_string());
        let old = old.display().to_string();
        let arguments = [("old", old.as_str()), ("path", &shown), ("fingerprint", &pinned)];
        out(&format!("{}\n", session.say("cli-trust-rotated", &arguments)));
    }
    Ok(Exit::Done)
}
