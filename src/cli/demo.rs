//! `niemphong demo`: the main job from end to end on the sample school, with a throw-away key.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use niemphong_archive::Role;

use super::build::{self, Order};
use super::examine::examine;
use super::exit::{Exit, Failure, Outcome};
use super::session::{Session, out};
use super::{clock, key, sample, trust, verify};
use crate::render::pdf::Press;
use crate::seal::{Password, Signer, new_key_pair};

/// Pupils of the sample school, its seed, its year, and when its archive is sealed.
const PUPILS: NonZeroUsize = NonZeroUsize::new(60).unwrap();
const SEED: u64 = 7;
const YEAR: &str = "2025-2026";
const SEALED_AT: &str = "2026-06-12T09:30:00+07:00";

/// Runs the demonstration in `folder`, by default one beside the working folder's build output.
pub(super) fn run(folder: Option<&Path>, session: &Session) -> Outcome {
    let home = folder.map_or_else(free_folder, |f| Ok(f.to_owned()))?;
    std::fs::create_dir_all(&home).map_err(|e| Failure::io(&home, &e))?;
    let (export, archive, tampered) = (home.join("du-lieu"), home.join("luu-tru"), home.join("luu-tru-bi-sua"));
    step(session, "cli-demo-sample", &[]);
    sample::write(PUPILS, SEED, YEAR, &export, session)?;
    step(session, "cli-demo-check", &[]);
    let book = session.rulebook()?;
    let press = Press::new(&session.assets).map_err(|e| session.broken(&e))?;
    let examined = examine(&export, &book, &press, session)?;
    if !examined.outcome.is_sound() {
        super::check::say(&export, &examined, session);
        return Ok(Exit::Findings);
    }
    step(session, "cli-demo-build", &[("records", &examined.outcome.records.to_string())]);
    let keys = throw_away_keys(&home)?;
    let order = Order {
        target: &archive,
        sealed_at: SEALED_AT.to_owned(),
        ancestors: super::lineage::Ancestors::default(),
        tools: build::tools_of_the_release(),
        signer: Some((keys.principal, Role::Principal, keys.holder)),
        cosigners: Vec::new(),
        copy: None,
        secret: None,
        cache: None,
    };
    build::build(&order, &book, &press, &examined, session)?;
    step(session, "cli-demo-verify", &[]);
    let sound = verify::once(&archive, Some((&keys.trust, &keys.root)), session)?;
    step(session, "cli-demo-verify-without-trust", &[]);
    let untrusted = verify::once(&archive, None, session)?;
    step(session, "cli-demo-tamper", &[]);
    tamper(&archive, &tampered)?;
    let refused = verify::once(&tampered, Some((&keys.trust, &keys.root)), session)?;
    let start = archive.join("index.html").display().to_string();
    if (sound, untrusted, refused) == (Exit::Done, Exit::Indeterminate, Exit::Findings) {
        step(session, "cli-demo-done", &[("start", &start)]);
        Ok(Exit::Done)
    } else {
        Err(Failure::incomplete("cli-error-demo", Vec::new()))
    }
}

fn step(session: &Session, word: &str, arguments: &[(&str, &str)]) {
    out(&format!("\n{}\n", session.say(word, arguments)));
}

/// `niemphong-demo`, or the first of `niemphong-demo-2`, `-3` … that is not there.
fn free_folder() -> Result<PathBuf, Failure> {
    let base = if Path::new("target").is_dir() { PathBuf::from("target") } else { PathBuf::new() };
    let names = std::iter::once("niemphong-demo".to_owned()).chain((2..10_000).map(|n| format!("niemphong-demo-{n}")));
    let mut free = names.map(|name| base.join(name)).filter(|path| path.symlink_metadata().is_err());
    free.next().ok_or_else(|| Failure::usage("cli-error-exists", vec![("path", base.display().to_string())]))
}

struct Keys {
    principal: Signer,
    holder: String,
    trust: PathBuf,
    root: String,
}

/// Keys that live as long as the demonstration: only their public halves and the trust file are written.
fn throw_away_keys(home: &Path) -> Result<Keys, Failure> {
    let mut chance = [0; 64];
    clock::chance(&mut chance)?;
    let (salt, secret) = chance.split_at(32);
    let password = Password::new(secret.iter().map(|byte| format!("{byte:02x}")).collect());
    let salt: [u8; 32] = salt.try_into().map_err(|_| Failure::data(&"salt"))?;
    let failed = |e| key::key_failure(&e, home);
    let principal = new_key_pair("Trần Văn Đức", Role::Principal, &password, salt).map_err(failed)?;
    let root = new_key_pair("Sở Giáo dục và Đào tạo", Role::Department, &password, salt).map_err(failed)?;
    let path = home.join("trust.yaml");
    let order = trust::Order {
        out: &path,
        roots: vec![&root.signer],
        keys: vec![principal.public.clone()],
        require: vec![Role::Principal],
        issued: SEALED_AT[..10].parse().map_err(|e| Failure::data(&e))?,
        wishes: trust::Wishes::default(),
    };
    let fingerprint = trust::make(&order)?.roots.first().map_or_else(String::new, |key| key.fingerprint().to_string());
    key::write_new(&home.join("hieu_truong.pub"), principal.public.to_text().as_bytes(), key::Mode::Open)?;
    Ok(Keys { principal: principal.signer, holder: principal.public.holder, trust: path, root: fingerprint })
}

/// A copy of the archive in which one letter of one record has been changed.
fn tamper(archive: &Path, copy: &Path) -> Result<(), Failure> {
    let mut changed = false;
    for entry in walkdir::WalkDir::new(archive).sort_by_file_name() {
        let entry = entry.map_err(|e| Failure::data(&e))?;
        let inside = entry.path().strip_prefix(archive).map_err(|e| Failure::data(&e))?;
        let to = copy.join(inside);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&to).map_err(|e| Failure::io(&to, &e))?;
            continue;
        }
        let mut bytes = std::fs::read(entry.path()).map_err(|e| Failure::io(entry.path(), &e))?;
        let is_card =
            inside.to_string_lossy().contains("ho-so/hoc-ba/") && inside.extension().is_some_and(|e| e == "html");
        if let (false, true, Some(at)) = (changed, is_card, bytes.windows(5).position(|w| w == b"<td>T")) {
            bytes[at + 4] = b'H';
            changed = true;
        } else if let (false, true, Some(last)) = (changed, is_card, bytes.len().checked_sub(2)) {
            bytes[last] ^= 1;
            changed = true;
        }
        key::write_new(&to, &bytes, key::Mode::Open)?;
    }
    if changed { Ok(()) } else { Err(Failure::incomplete("cli-error-demo", Vec::new())) }
}
