//! The statement that a filled-in file makes, and signatures on it; all of it lies beside the file, not in the archive.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use niemphong_archive::{Digest, Disposal, Fault, Role, Seal, Text, VolumeName};

use super::{document_in, say_findings, schemas};
use crate::check;
use crate::cli::args::SignerArgs;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::key::{self, Mode, write_new};
use crate::cli::session::{Session, out, tell};
use crate::cli::volumes;
use crate::record::DisposalFile;
use crate::seal::Signer;

/// A statement about a volume of this archive.
pub(super) struct Statement {
    pub(super) volume: VolumeName,
    pub(super) disposal: Disposal,
    pub(super) text: String,
}

/// The filled-in file; none if something is wrong with it, which has been said then.
pub(super) fn filled(file: &Path, session: &Session) -> Result<Option<DisposalFile>, Failure> {
    let Some(document) = document_in(file, session)? else { return Ok(None) };
    match check::disposal(&document, &schemas(session)?) {
        Ok(filled) => Ok(Some(filled)),
        Err(found) => {
            say_findings(&found, file, session);
            Ok(None)
        }
    }
}

/// The statement; the file must be about a volume of this very seal.
pub(super) fn compose(
    filled: &DisposalFile,
    seal: &Seal,
    digest: Digest,
    session: &Session,
) -> Result<Statement, Failure> {
    let subject = &filled.subject;
    let other = || Failure::refused("cli-dispose-other-seal", vec![("volume", subject.volume.clone())]);
    let sealed = subject.volume.parse().ok().and_then(|name| seal.volume(name)).ok_or_else(other)?;
    let same = subject.archive == seal.archive.as_str()
        && subject.serial == seal.serial.to_string()
        && subject.seal == digest.tagged()
        && subject.tagmanifest == sealed.tagmanifest.tagged();
    if !same {
        return Err(other());
    }
    let wrong = |e: Fault| Failure::refused("cli-dispose-text", vec![("said", e.to_string())]);
    let text = |text: &str| text.parse::<Text>().map_err(wrong);
    let day = |day: crate::record::Date| day.to_string().parse().map_err(wrong);
    let disposal = Disposal {
        archive: seal.archive.clone(),
        serial: seal.serial,
        seal: digest,
        volume: sealed.name,
        keep_until: sealed.keep_until,
        tagmanifest: sealed.tagmanifest,
        disposed_on: day(filled.disposed_on)?,
        decision: text(&filled.decision)?,
        decision_date: day(filled.decided_on)?,
        authority: text(&filled.authority)?,
        minutes: text(
            &session.on_paper("filled-minutes", &[("number", &filled.meeting), ("day", &filled.met_on.in_words())]),
        )?,
        basis: text(&filled.basis.join("; "))?,
        method: text(&filled.method)?,
    };
    let text = disposal.to_text().map_err(wrong)?;
    Ok(Statement { volume: sealed.name, disposal, text })
}

impl Statement {
    fn path(&self, file: &Path) -> PathBuf {
        file.with_file_name(format!("{}.txt", self.volume))
    }

    fn signature_path(&self, file: &Path, role: Role) -> PathBuf {
        file.with_file_name(format!("{}.txt.{role}.minisig", self.volume))
    }

    /// Puts the statement beside the file; one that is there must be the same, or it was signed for something else.
    pub(super) fn keep(&self, file: &Path) -> Result<(), Failure> {
        let path = self.path(file);
        match std::fs::read(&path) {
            Ok(there) if there == self.text.as_bytes() => Ok(()),
            Ok(_) => Err(Failure::refused("cli-dispose-statement-differs", vec![("path", path.display().to_string())])),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => write_new(&path, self.text.as_bytes(), Mode::Open),
            Err(e) => Err(Failure::io(&path, &e)),
        }
    }

    /// Signs in a role and keeps the signature beside the file.
    pub(super) fn sign(&self, file: &Path, signer: &Signer, role: Role) -> Result<PathBuf, Failure> {
        let of = &self.disposal;
        let signed = signer.sign_disposal(self.text.as_bytes(), role, &of.archive, of.serial, of.volume);
        let signed = signed.map_err(|e| key::key_failure(&e, file))?;
        let path = self.signature_path(file, role);
        write_new(&path, signed.as_bytes(), Mode::Open)?;
        Ok(path)
    }

    /// The signatures beside the file.
    pub(super) fn signatures(&self, file: &Path) -> Result<BTreeMap<Role, Vec<u8>>, Failure> {
        let mut found = BTreeMap::new();
        for role in Role::ALL {
            let path = self.signature_path(file, role);
            match std::fs::read(&path) {
                Ok(bytes) => {
                    found.insert(role, bytes);
                }
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
                Err(e) => return Err(Failure::io(&path, &e)),
            }
        }
        Ok(found)
    }
}

/// `dispose sign`: shows what is to be signed, and signs it.
pub(super) fn sign(archive: &Path, file: &Path, args: &SignerArgs, session: &Session) -> Outcome {
    let role = key::role_of(&args.role)?;
    let Some(filled) = filled(file, session)? else { return Ok(Exit::Findings) };
    let (seal, digest) = volumes::seal_of(archive)?;
    let statement = compose(&filled, &seal, digest, session)?;
    statement.keep(file)?;
    tell(&session.say("cli-dispose-signing", &[]));
    tell(&statement.text);
    let signer = key::open(&args.key, args.password_file.as_deref(), session)?;
    let path = statement.sign(file, &signer, role)?.display().to_string();
    if session.is_json() {
        let digest = Digest::of(statement.text.as_bytes()).tagged();
        let answer = serde_json::json!({"volume": statement.volume.to_string(), "role": role.as_str(), "signature": path, "statement": digest});
        out(&format!("{answer}\n"));
    } else {
        out(&format!("{}\n", session.say("cli-sign-done", &[("path", &path), ("role", role.as_str())])));
    }
    Ok(Exit::Done)
}
