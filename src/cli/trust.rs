//! `niemphong trust`: the file outside every archive that says whose keys count.

use std::path::{Path, PathBuf};

use niemphong_archive::trust::{Policy, TrustFile, TrustedKey};
use niemphong_archive::{Date, Role, Text};

use super::args::TrustCommand;
use super::clock;
use super::exit::{Exit, Failure, Outcome};
use super::key::{self, Mode, write_new};
use super::session::{Session, out};
use crate::seal::{PublicKeyFile, Signer};

/// Years that a new trust file and its keys are valid for.
const YEARS: u16 = 5;

/// A trust file to make.
pub(super) struct Order<'a> {
    pub(super) out: &'a Path,
    pub(super) root: &'a Signer,
    pub(super) keys: Vec<PublicKeyFile>,
    pub(super) school: Option<String>,
    pub(super) require: Vec<Role>,
    pub(super) issued: Date,
}

/// Runs `trust`.
pub(super) fn run(command: &TrustCommand, session: &Session) -> Outcome {
    let TrustCommand::New { out: path, root, password_file, add, school, require, issued } = command;
    let signer = key::open(root, password_file.as_deref(), session)?;
    let issued = issued.clone().unwrap_or_else(clock::today);
    let order = Order {
        out: path,
        root: &signer,
        keys: add.iter().map(|file| key::public_file(file)).collect::<Result<_, _>>()?,
        school: school.clone(),
        require: require.iter().map(|role| key::role_of(role)).collect::<Result<_, _>>()?,
        issued: issued
            .parse()
            .map_err(|e| Failure::usage("cli-error-day", vec![("found", issued.clone()), ("said", format!("{e}"))]))?,
    };
    let fingerprint = make(&order)?;
    if session.is_json() {
        out(&format!("{}\n", serde_json::json!({"trust": path.display().to_string(), "root": fingerprint})));
    } else {
        let shown = path.display().to_string();
        out(&format!("{}\n", session.say("cli-trust-done", &[("path", &shown), ("fingerprint", &fingerprint)])));
    }
    Ok(Exit::Done)
}

/// Makes the trust file and its signature; the root's fingerprint comes back, to be kept on paper.
pub(super) fn make(order: &Order<'_>) -> Result<String, Failure> {
    let data = |e: niemphong_archive::Fault| Failure::data(&e);
    let root = order.root.public().map_err(|e| key::key_failure(&e, order.out))?;
    let expires = Date::new(order.issued.year() + YEARS, 12, 31).map_err(data)?;
    let keys = order.keys.iter().map(|file| trusted(file, order, expires)).collect::<Result<Vec<_>, _>>()?;
    let mut require: Vec<Role> =
        if order.require.is_empty() { keys.iter().map(|k| k.role).collect() } else { order.require.clone() };
    require.sort();
    require.dedup();
    let archives =
        order.school.as_ref().map_or_else(|| "vn/*".to_owned(), |code| format!("vn/*/{}/*", code.to_lowercase()));
    let file = TrustFile {
        version: 1,
        issued: order.issued,
        expires,
        threshold: 1,
        roots: vec![root],
        keys,
        policies: vec![Policy { archives: archives.parse().map_err(data)?, threshold: require.len() as u64, require }],
        holds: Vec::new(),
        paper_seals: Vec::new(),
        paper_disposals: Vec::new(),
    };
    let text = file.to_text().map_err(data)?;
    let signature =
        order.root.sign_trust(text.as_bytes(), file.version).map_err(|e| key::key_failure(&e, order.out))?;
    write_new(order.out, text.as_bytes(), Mode::Open)?;
    write_new(&beside(order.out), signature.as_bytes(), Mode::Open)?;
    Ok(root.fingerprint().to_string())
}

fn trusted(file: &PublicKeyFile, order: &Order<'_>, expires: Date) -> Result<TrustedKey, Failure> {
    let role =
        file.role.ok_or_else(|| Failure::usage("cli-error-key-without-role", vec![("key", file.key.to_string())]))?;
    let text = |text: &str| text.parse::<Text>().map_err(|e| Failure::data(&e));
    Ok(TrustedKey {
        key: file.key,
        holder: text(&file.holder)?,
        role,
        school: order.school.as_ref().map(|code| text(&code.to_lowercase())).transpose()?,
        valid_from: Date::new(order.issued.year() - 1, 1, 1).map_err(|e| Failure::data(&e))?,
        valid_to: expires,
        revoked: None,
        successor: None,
    })
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".minisig");
    PathBuf::from(name)
}
