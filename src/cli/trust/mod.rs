//! `niemphong trust`: the file outside every archive that says whose keys count. Every change is a new version in a
//! new file, signed by the roots; no version is ever written over.

mod change;
mod issue;
mod show;
mod typed;

use std::path::Path;

use niemphong_archive::trust::TrustFile;
use niemphong_archive::{Date, PublicKey, Role, SignedTrust};

pub(super) use typed::TrustCommand;

use super::exit::{Failure, Outcome};
use super::key;
use super::session::Session;
use crate::seal::{PublicKeyFile, Signer};
use change::{Span, day, refused, today};

/// Years that a first trust file and its keys are valid for, unless days are given.
const YEARS: u16 = 5;

/// A first trust file.
pub(super) struct Order<'a> {
    pub(super) out: &'a Path,
    pub(super) roots: Vec<&'a Signer>,
    pub(super) keys: Vec<PublicKeyFile>,
    pub(super) require: Vec<Role>,
    pub(super) issued: Date,
    pub(super) wishes: Wishes,
}

/// What may be asked of a first trust file, and has a default.
#[derive(Default)]
pub(super) struct Wishes {
    school: Option<String>,
    need: Option<u64>,
    span: (Option<Date>, Option<Date>),
    days: Option<u32>,
    further_roots: Vec<PublicKey>,
    threshold: Option<u64>,
}

/// Runs `trust`.
pub(super) fn run(command: &TrustCommand, session: &Session) -> Outcome {
    use TrustCommand as C;
    match command {
        C::New { .. } => new(command, session),
        C::Show { file, trust_root } => show::run(file, trust_root, session),
        C::Sign { file, root, password_file } => issue::sign(file, root, password_file.as_deref(), session),
        C::Add { next, .. }
        | C::Revoke { next, .. }
        | C::Succeed { next, .. }
        | C::Hold { next, .. }
        | C::Lift { next, .. }
        | C::PaperSeal { next, .. }
        | C::PaperDisposal { next, .. }
        | C::Policy { next, .. }
        | C::RotateRoot { next, .. }
        | C::Renew { next } => follow(next, command, session),
    }
}

fn new(command: &TrustCommand, session: &Session) -> Outcome {
    let TrustCommand::New { issue, add, school, require, need, valid_from, valid_to, further_roots, threshold } =
        command
    else {
        return Err(Failure::data(&"not a first trust file"));
    };
    let span = |text: &Option<String>| text.as_ref().map(|text| day(text)).transpose();
    let signers = issue::open_roots(issue, session)?;
    let order = Order {
        out: &issue.out,
        roots: signers.iter().collect(),
        keys: add.iter().map(|file| key::public_file(file)).collect::<Result<_, _>>()?,
        require: change::roles(require)?,
        issued: issue.issued.as_ref().map_or_else(today, |text| day(text))?,
        wishes: Wishes {
            school: school.clone(),
            need: *need,
            span: (span(valid_from)?, span(valid_to)?),
            days: issue.days,
            further_roots: further_roots
                .iter()
                .map(|f| Ok(key::public_file(f)?.key))
                .collect::<Result<_, Failure>>()?,
            threshold: Some(*threshold),
        },
    };
    let file = make(&order)?;
    issue::tell(&issue.out, &file, None, session)
}

/// Makes a first trust file and its signatures.
pub(super) fn make(order: &Order<'_>) -> Result<TrustFile, Failure> {
    let wishes = &order.wishes;
    let mut roots = order
        .roots
        .iter()
        .map(|root| root.public().map_err(|e| key::key_failure(&e, order.out)))
        .collect::<Result<Vec<_>, _>>()?;
    roots.extend(&wishes.further_roots);
    let expires = match wishes.days {
        Some(days) => order.issued.plus_days(i64::from(days)),
        None => Date::new(order.issued.year() + YEARS, 12, 31),
    };
    let expires = expires.map_err(|e| refused(&e))?;
    // Without a day of its own a key may have sealed the school year before: the trust file often comes last.
    let earlier = Date::new(order.issued.year().saturating_sub(1), 1, 1).map_err(|e| refused(&e))?;
    let school = wishes.school.as_deref().map(str::to_lowercase);
    let (province, code) = match school.as_deref().map(|school| school.rsplit_once('/')) {
        Some(Some((province, code))) => (Some(province.trim_start_matches("vn/").to_owned()), Some(code.to_owned())),
        Some(None) => (None, school.clone()),
        None => (None, None),
    };
    let archives = match (&province, &code) {
        (Some(province), Some(code)) => format!("vn/{province}/{code}/*"),
        _ => "vn/*".to_owned(), // the keys themselves are bound to the school
    };
    let span = Span { from: wishes.span.0.unwrap_or(earlier), to: wishes.span.1.unwrap_or(expires), school: code };
    let keys = order.keys.iter().map(|file| change::trusted(file, &span)).collect::<Result<Vec<_>, _>>()?;
    let mut require: Vec<Role> =
        if order.require.is_empty() { keys.iter().map(|k| k.role).collect() } else { order.require.clone() };
    require.sort();
    require.dedup();
    let file = TrustFile {
        version: 1,
        issued: order.issued,
        expires,
        threshold: wishes.threshold.unwrap_or(1),
        roots,
        keys,
        policies: vec![change::policy(&archives, require, wishes.need)?],
        holds: Vec::new(),
        paper_seals: Vec::new(),
        paper_disposals: Vec::new(),
    };
    issue::write(order.out, &file, &order.roots)?;
    Ok(file)
}

/// A version that follows another, which must itself be signed by its roots.
fn follow(next: &typed::Next, command: &TrustCommand, session: &Session) -> Outcome {
    let before = show::read(&next.file)?;
    if !before.is_signed_by(&before.file) {
        return Err(Failure::usage("cli-error-trust-unsigned", vec![("path", next.file.display().to_string())]));
    }
    let file = next_version(&before, next, command)?;
    let signers = issue::open_roots(&next.issue, session)?;
    for signer in &signers {
        let key = signer.public().map_err(|e| key::key_failure(&e, &next.file))?;
        if !file.roots.contains(&key) && !before.file.roots.contains(&key) {
            let fingerprint = key.fingerprint().to_string();
            return Err(Failure::usage("cli-error-not-a-root", vec![("fingerprint", fingerprint)]));
        }
    }
    issue::write(&next.issue.out, &file, &signers.iter().collect::<Vec<_>>())?;
    issue::tell(&next.issue.out, &file, Some((&next.file, &before)), session)
}

/// The next version: one number higher, and as long as the one before unless days are given.
fn next_version(before: &SignedTrust, next: &typed::Next, command: &TrustCommand) -> Result<TrustFile, Failure> {
    let mut file = before.file.clone();
    let ran = before.file.expires.days() - before.file.issued.days();
    file.version = file.version.checked_add(1).ok_or_else(|| refused(&"no version number is left"))?;
    file.issued = next.issue.issued.as_ref().map_or_else(today, |text| day(text))?;
    if file.issued < before.file.issued {
        return Err(Failure::usage("cli-error-issued-earlier", vec![("issued", before.file.issued.to_string())]));
    }
    file.expires = file.issued.plus_days(next.issue.days.map_or(ran, i64::from)).map_err(|e| refused(&e))?;
    change::make(&mut file, command)?;
    Ok(file)
}
