//! `niemphong trust show`: a trust file in plain words, and whether its roots signed it.

use std::collections::BTreeSet;
use std::path::Path;

use niemphong_archive::trust::{TrustFile, TrustedKey};
use niemphong_archive::{Date, Fingerprint, PublicKey, SignedTrust, VerifyError};

use super::change::today;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::session::{Session, out};
use crate::cli::site::role_words;
use crate::words::Language;

/// Reads a trust file with its signatures.
pub(super) fn read(path: &Path) -> Result<SignedTrust, Failure> {
    let read = SignedTrust::read(path).map_err(|e| match e {
        VerifyError::Io { path, error } => Failure::io(&path, &error),
        other => Failure::data(&other),
    })?;
    read.map_err(|e| {
        let mut failure = Failure::usage(
            "cli-error-no-trust-file",
            vec![("path", path.display().to_string()), ("said", e.to_string())],
        );
        failure.exit = Exit::Findings;
        failure
    })
}

/// Runs `trust show`. Sound is what enough of its roots signed, one of them known from paper.
pub(super) fn run(path: &Path, pinned: &[String], session: &Session) -> Outcome {
    let signed = read(path)?;
    let pins = pinned.iter().map(|text| crate::cli::verify::fingerprint(text)).collect::<Result<BTreeSet<_>, _>>()?;
    let signers = signed.signers(&signed.file.roots);
    let known: BTreeSet<Fingerprint> = signers.iter().map(PublicKey::fingerprint).collect();
    let (word, exit) = if !signed.is_signed_by(&signed.file) {
        ("cli-trust-show-unsigned", Exit::Findings)
    } else if pins.is_empty() {
        ("cli-trust-show-unpinned", Exit::Indeterminate)
    } else if pins.is_subset(&known) {
        ("cli-trust-show-signed", Exit::Done)
    } else {
        ("cli-trust-show-other-root", Exit::Findings)
    };
    let today = today()?;
    if session.is_json() {
        out(&format!("{}\n", json(&signed.file, &signers, exit)));
        return Ok(exit);
    }
    let teller = Teller { session, today };
    out(&format!("{}\n", session.say(word, &[])));
    teller.head(path, &signed.file, &signers);
    teller.keys(&signed.file);
    teller.rest(&signed.file);
    teller.warnings(&signed.file);
    Ok(exit)
}

struct Teller<'a> {
    session: &'a Session,
    today: Date,
}

impl Teller<'_> {
    fn line(&self, word: &str, arguments: &[(&str, &str)]) {
        out(&format!("{}\n", self.session.say(word, arguments)));
    }

    fn date(&self, date: Date) -> String {
        match self.session.language {
            Language::Vi => crate::render::html::date(&date.to_string()),
            Language::En => date.to_string(),
        }
    }

    fn head(&self, path: &Path, file: &TrustFile, signers: &BTreeSet<PublicKey>) {
        let (shown, version) = (path.display().to_string(), file.version.to_string());
        let (issued, expires) = (self.date(file.issued), self.date(file.expires));
        let left = file.expires.days() - self.today.days();
        let word = if left < 0 { "cli-trust-show-head-expired" } else { "cli-trust-show-head" };
        let arguments = [
            ("path", shown.as_str()),
            ("version", &version),
            ("issued", &issued),
            ("expires", &expires),
            ("left", &left.to_string()),
        ];
        self.line(word, &arguments);
        let (count, threshold) = (signers.len().to_string(), file.threshold.to_string());
        self.line("cli-trust-show-roots", &[("signed", &count), ("threshold", &threshold)]);
        for root in &file.roots {
            let word = if signers.contains(root) { "cli-trust-show-root-signed" } else { "cli-trust-show-root" };
            self.line(word, &[("fingerprint", &root.fingerprint().to_string())]);
        }
    }

    fn keys(&self, file: &TrustFile) {
        self.line("cli-trust-show-keys", &[("count", &file.keys.len().to_string())]);
        for key in &file.keys {
            let words = role_words(key.role, &self.session.words);
            let role = if self.session.language == Language::Vi { words.vi } else { words.en };
            let school =
                key.school.as_ref().map_or_else(|| self.session.say("cli-trust-any-school", &[]), ToString::to_string);
            let (from, to) = (self.date(key.valid_from), self.date(key.valid_to));
            let holder = key.holder.to_string();
            self.line(
                "cli-trust-show-key",
                &[
                    ("holder", &holder),
                    ("role", &role),
                    ("school", &school),
                    ("from", &from),
                    ("to", &to),
                    ("fingerprint", &key.key.fingerprint().to_string()),
                ],
            );
            self.end_of(key, file);
        }
    }

    /// How a key came to its end, if it did.
    fn end_of(&self, key: &TrustedKey, file: &TrustFile) {
        if let Some(revoked) = &key.revoked {
            let (on, since) = (self.date(revoked.on), self.date(revoked.compromised_since));
            self.line("cli-trust-show-revoked", &[("on", &on), ("since", &since), ("reason", revoked.reason.as_str())]);
        }
        if let Some(successor) = key.successor {
            let next = file.keys.iter().find(|known| known.key == successor);
            let holder = next.map_or_else(|| successor.to_string(), |next| next.holder.to_string());
            self.line("cli-trust-show-successor", &[("holder", &holder)]);
        }
    }

    fn rest(&self, file: &TrustFile) {
        for policy in &file.policies {
            let roles: Vec<&str> = policy.require.iter().map(|role| role.as_str()).collect();
            let (need, roles) = (policy.threshold.to_string(), roles.join(", "));
            self.line(
                "cli-trust-show-policy",
                &[("archives", policy.archives.as_str()), ("need", &need), ("roles", &roles)],
            );
        }
        for hold in &file.holds {
            let until = hold.until.map_or_else(|| self.session.say("cli-trust-open", &[]), |until| self.date(until));
            let (volume, from) = (hold.volume.to_string(), self.date(hold.from));
            self.line(
                "cli-trust-show-hold",
                &[
                    ("archive", hold.archive.as_str()),
                    ("volume", &volume),
                    ("from", &from),
                    ("until", &until),
                    ("order", hold.order.as_str()),
                ],
            );
        }
        for paper in &file.paper_seals {
            let (serial, received) = (paper.serial.to_string(), self.date(paper.received));
            self.line(
                "cli-trust-show-paper-seal",
                &[
                    ("archive", paper.archive.as_str()),
                    ("serial", &serial),
                    ("received", &received),
                    ("seal", &paper.seal.grouped()),
                ],
            );
        }
        for paper in &file.paper_disposals {
            let (volume, received) = (paper.volume.to_string(), self.date(paper.received));
            self.line(
                "cli-trust-show-paper-disposal",
                &[
                    ("archive", paper.archive.as_str()),
                    ("serial", &paper.serial.to_string()),
                    ("volume", &volume),
                    ("received", &received),
                    ("statement", &paper.statement.grouped()),
                ],
            );
        }
    }

    /// What whoever issues the file should look at.
    fn warnings(&self, file: &TrustFile) {
        let left = file.expires.days() - self.today.days();
        if (0..60).contains(&left) {
            self.line("cli-trust-warn-expires", &[("left", &left.to_string())]);
        }
        for key in &file.keys {
            let holder = key.holder.as_str();
            if key.school.is_none()
                && !matches!(key.role, niemphong_archive::Role::Inspector | niemphong_archive::Role::Department)
            {
                self.line("cli-trust-warn-any-school", &[("holder", holder)]);
            }
            let ended = key.revoked.is_some() || key.valid_to < self.today;
            if ended && file.paper_seals.is_empty() {
                self.line("cli-trust-warn-no-paper", &[("holder", holder)]);
            }
        }
        if file.policies.is_empty() {
            self.line("cli-trust-warn-no-policy", &[]);
        }
    }
}

fn json(file: &TrustFile, signers: &BTreeSet<PublicKey>, exit: Exit) -> serde_json::Value {
    use serde_json::{Value, json};
    let state = match exit {
        Exit::Done => "signed",
        Exit::Indeterminate => "not-compared-with-paper",
        _ => "refused",
    };
    let root = |root: &PublicKey| json!({"fingerprint": root.fingerprint().to_string(), "key": root.to_string(), "signed": signers.contains(root)});
    let key = |key: &TrustedKey| {
        json!({
            "key": key.key.to_string(), "fingerprint": key.key.fingerprint().to_string(), "holder": key.holder.as_str(),
            "role": key.role.as_str(), "school": key.school.as_ref().map(|school| school.as_str().to_owned()),
            "valid_from": key.valid_from.to_string(), "valid_to": key.valid_to.to_string(),
            "revoked": key.revoked.as_ref().map(|r| json!({"on": r.on.to_string(), "reason": r.reason.as_str(), "compromised_since": r.compromised_since.to_string()})),
            "successor": key.successor.map(|key| key.to_string()),
        })
    };
    let policies: Vec<Value> = file
        .policies
        .iter()
        .map(|p| json!({"archives": p.archives.as_str(), "require": p.require.iter().map(|r| r.as_str()).collect::<Vec<_>>(), "threshold": p.threshold}))
        .collect();
    let holds: Vec<Value> = file
        .holds
        .iter()
        .map(|h| json!({"archive": h.archive.as_str(), "volume": h.volume.to_string(), "from": h.from.to_string(), "until": h.until.map(|u| u.to_string()), "order": h.order.as_str()}))
        .collect();
    let paper_seals: Vec<Value> = file
        .paper_seals
        .iter()
        .map(|p| json!({"archive": p.archive.as_str(), "serial": p.serial.get(), "received": p.received.to_string(), "seal": p.seal.tagged()}))
        .collect();
    let paper_disposals: Vec<Value> = file
        .paper_disposals
        .iter()
        .map(|p| json!({"archive": p.archive.as_str(), "serial": p.serial.get(), "volume": p.volume.to_string(), "received": p.received.to_string(), "statement": p.statement.tagged()}))
        .collect();
    json!({
        "state": state, "version": file.version, "issued": file.issued.to_string(), "expires": file.expires.to_string(),
        "threshold": file.threshold, "roots": file.roots.iter().map(root).collect::<Vec<_>>(),
        "keys": file.keys.iter().map(key).collect::<Vec<_>>(), "policies": policies, "holds": holds,
        "paper_seals": paper_seals, "paper_disposals": paper_disposals,
    })
}
