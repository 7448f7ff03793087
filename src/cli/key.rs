//! `niemphong key` and `niemphong sign`: keys and further signatures.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use niemphong_archive::{Digest, Role, Seal, SignatureFile};

use super::args::{KeyCommand, OptionalSigner, SignerArgs};
use super::build::sealing_failure;
use super::clock;
use super::exit::{Exit, Failure, Outcome};
use super::secret::Secret;
use super::session::{Session, out, tell};
pub(super) use crate::seal::Mode;
use crate::seal::{
    Adding, KeyError, Password, PublicKeyFile, Signer, StagingError, new_key_pair, password_in, store_new,
};

/// Runs `key`.
pub(super) fn run(command: &KeyCommand, session: &Session) -> Outcome {
    match command {
        KeyCommand::New { out: prefix, holder, role, password_file } => {
            let role = role_of(role)?;
            let password = new_password(password_file.as_deref(), "cli-ask-password", session)?;
            let made = make(prefix, holder, role, &password)?;
            show(&made, session);
            Ok(Exit::Done)
        }
        KeyCommand::Secret { out: path } => {
            Secret::make(path)?;
            out(&format!("{}\n", session.say("cli-secret-done", &[("path", &path.display().to_string())])));
            Ok(Exit::Done)
        }
        KeyCommand::Show { key } => {
            show(&public_file(key)?, session);
            Ok(Exit::Done)
        }
    }
}

/// Makes PREFIX.key and PREFIX.pub; neither is ever overwritten.
pub(super) fn make(prefix: &Path, holder: &str, role: Role, password: &Password) -> Result<PublicKeyFile, Failure> {
    let mut salt = [0; 32];
    clock::chance(&mut salt)?;
    let (secret, public) = (with_ending(prefix, "key"), with_ending(prefix, "pub"));
    for path in [&secret, &public] {
        if path.symlink_metadata().is_ok() {
            return Err(Failure::usage("cli-error-exists", vec![("path", path.display().to_string())]));
        }
    }
    let made = new_key_pair(holder, role, password, salt).map_err(|e| key_failure(&e, prefix))?;
    write_new(&secret, made.secret.as_bytes(), Mode::Secret)?;
    write_new(&public, made.public.to_text().as_bytes(), Mode::Open)?;
    Ok(made.public)
}

fn with_ending(prefix: &Path, ending: &str) -> PathBuf {
    let mut name = prefix.as_os_str().to_owned();
    name.push(format!(".{ending}"));
    PathBuf::from(name)
}

/// Writes a file that must not be there yet, whole or not at all.
pub(super) fn write_new(path: &Path, bytes: &[u8], mode: Mode) -> Result<(), Failure> {
    store_new(path, bytes, mode).map_err(|e| sealing_failure(&e.into()))
}

fn show(key: &PublicKeyFile, session: &Session) {
    let fingerprint = key.key.fingerprint().to_string();
    let role = key.role.map_or("", Role::as_str);
    let line = format!("key={} role={role} holder={}", key.key, key.holder);
    if session.is_json() {
        let answer = serde_json::json!({"key": key.key.to_string(), "role": role, "holder": key.holder, "fingerprint": fingerprint});
        out(&format!("{answer}\n"));
    } else {
        out(&format!("{line}\n"));
        out(&format!("{}\n", session.say("cli-key-fingerprint", &[("fingerprint", &fingerprint)])));
    }
}

/// A role by its name.
pub(super) fn role_of(name: &str) -> Result<Role, Failure> {
    name.parse().map_err(|_| {
        let known = Role::ALL.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(", ");
        Failure::usage("cli-error-role", vec![("found", name.to_owned()), ("known", known)])
    })
}

/// A public key file.
pub(super) fn public_file(path: &Path) -> Result<PublicKeyFile, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| Failure::io(path, &e))?;
    PublicKeyFile::parse(&text).map_err(|e| key_failure(&e, path))
}

/// An opened secret key.
pub(super) fn open(key: &Path, password_file: Option<&Path>, session: &Session) -> Result<Signer, Failure> {
    let file = std::fs::read_to_string(key).map_err(|e| Failure::io(key, &e))?;
    let password = password(password_file, "cli-ask-password", session)?;
    Signer::open(&file, &password).map_err(|e| key_failure(&e, key))
}

/// The signer of `build`, if one is named: the key, the role, and the holder that the public half beside it names.
pub(super) fn optional(args: &OptionalSigner, session: &Session) -> Result<Option<(Signer, Role, String)>, Failure> {
    let (Some(key), Some(role)) = (&args.key, &args.role) else { return Ok(None) };
    let role = role_of(role)?;
    let signer = open(key, args.password_file.as_deref(), session)?;
    Ok(Some((signer, role, holder_beside(key))))
}

fn holder_beside(key: &Path) -> String {
    let beside = std::fs::read_to_string(key.with_extension("pub")).ok();
    beside.and_then(|text| PublicKeyFile::parse(&text).ok()).map_or_else(String::new, |file| file.holder)
}

/// The password from its file, or asked for.
pub(super) fn password(file: Option<&Path>, prompt: &str, session: &Session) -> Result<Password, Failure> {
    match file {
        Some(path) => Ok(password_in(std::fs::read_to_string(path).map_err(|e| Failure::io(path, &e))?)),
        None => ask(&session.say(prompt, &[])),
    }
}

/// A password for something new: from its file, or asked for twice; never so short that it is found by trying.
pub(super) fn new_password(file: Option<&Path>, prompt: &str, session: &Session) -> Result<Password, Failure> {
    if file.is_some() {
        return password(file, prompt, session);
    }
    let first = zeroize::Zeroizing::new(ask_text(&session.say(prompt, &[]))?);
    let again = zeroize::Zeroizing::new(ask_text(&session.say("cli-ask-password-again", &[]))?);
    if first == again {
        Ok(Password::new(first.to_string()))
    } else {
        Err(Failure::usage("cli-error-passwords-differ", Vec::new()))
    }
}

fn ask(prompt: &str) -> Result<Password, Failure> {
    Ok(Password::new(ask_text(prompt)?))
}

fn ask_text(prompt: &str) -> Result<String, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::usage("cli-error-no-password", Vec::new()));
    }
    rpassword::prompt_password(format!("{prompt}: ")).map_err(|e| Failure::data(&e))
}

/// A key that can't be made or used, in the words of the command line.
pub(super) fn key_failure(error: &KeyError, path: &Path) -> Failure {
    let word = match error {
        KeyError::NotOpened => "cli-error-key",
        KeyError::EmptyPassword => "cli-error-empty-password",
        KeyError::ShortPassword => "cli-error-short-password",
        KeyError::BadComment(_) => "cli-error-holder",
        KeyError::Failed(_) => "cli-error-key-failed",
    };
    Failure::usage(word, vec![("path", path.display().to_string()), ("said", error.to_string())])
}

/// `niemphong sign`: a further signature on a seal, and on its minutes.
pub(super) fn sign(archive: &Path, args: &SignerArgs, session: &Session) -> Outcome {
    let role = role_of(&args.role)?;
    let path = archive.join(niemphong_archive::seal::SEAL_PATH);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
    let seal = Seal::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
    let digest = Digest::of(&bytes);
    tell(&session.say("cli-sign-seal", &[("archive", seal.archive.as_str()), ("seal", &digest.grouped())]));
    let signer = open(&args.key, args.password_file.as_deref(), session)?;
    let signed = signer.sign_seal(&bytes, role, &seal.archive, seal.serial).map_err(|e| key_failure(&e, &args.key))?;
    let path = archive.join(format!("evidence/seal.txt.{role}.minisig"));
    let mut files = vec![(format!("evidence/seal.txt.{role}.minisig"), signed.into_bytes())];
    let minutes = std::fs::read(archive.join("evidence/bien-ban.pdf"));
    if let Ok(pdf) = &minutes {
        let signed = signer.sign_minutes(pdf, role, &seal.archive, seal.serial, digest);
        let signed = signed.map_err(|e| key_failure(&e, &args.key))?;
        files.push((format!("evidence/bien-ban.pdf.{role}.minisig"), signed.into_bytes()));
    }
    let key = signer.public().map_err(|e| key_failure(&e, &args.key))?;
    // A run that was killed between the two is completed; what somebody else signed is refused by name.
    let is_ours = |(file, _): &(String, Vec<u8>)| {
        let content = if file.contains("seal.txt") { Some(&bytes) } else { minutes.as_ref().ok() };
        let there = std::fs::read(archive.join(file)).ok().and_then(|there| SignatureFile::parse(&there).ok());
        there.zip(content).is_some_and(|(there, content)| there.verifies(&key, content))
    };
    let failed = |e: StagingError| sealing_failure(&e.into());
    // Even with nothing to add: a run that was killed at its very end left this to be cleared.
    let adding = Adding::signatures(archive).map_err(failed)?;
    files.retain(|file| !is_ours(file));
    if files.is_empty() {
        return Err(Failure::usage("cli-error-exists", vec![("path", path.display().to_string())]));
    }
    adding.place(&files).map_err(failed)?;
    if minutes.is_ok() {
        // The minutes are signed byte for byte by whoever sealed, so that they can't be made again for another signer.
        tell(&session.say("cli-sign-minutes", &[("fingerprint", &key.fingerprint().to_string())]));
    }
    let path = path.display().to_string();
    out(&format!("{}\n", session.say("cli-sign-done", &[("path", &path), ("role", role.as_str())])));
    Ok(Exit::Done)
}
