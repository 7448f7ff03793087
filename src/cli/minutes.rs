//! Biên bản niêm phong: the one page that carries the seal's digest onto paper.

use niemphong_archive::{Digest, PublicKey, Role, Seal};
use serde_json::{Value, json};

use super::exit::Failure;
use super::site::Imprint;
use crate::render::html::{CopyNote, VolumeSummary, number};
use crate::render::pdf::{Attachment, PdfOptions, Press, PrintDate, Standard};
use crate::render::{size_words, view};
use crate::seal::{PublicKeyFile, Signer};
use crate::words::{Language, Words};

/// What the minutes are made with.
pub(super) struct Evidence<'a> {
    pub(super) imprint: &'a Imprint<'a>,
    pub(super) summaries: &'a [VolumeSummary],
    pub(super) press: &'a Press,
    pub(super) date: PrintDate,
    /// Who is to sign later, by their public keys.
    pub(super) cosigners: &'a [PublicKeyFile],
    /// The words; minutes are Vietnamese whatever language the command was given in.
    pub(super) words: &'a Words,
}

/// The PDF/A-3a of the minutes, with the seal attached.
pub(super) fn minutes(
    seal: &Seal,
    text: &str,
    digest: Digest,
    signer: Option<&(Signer, Role, String)>,
    evidence: &Evidence<'_>,
) -> Result<Vec<u8>, Failure> {
    let view = view(seal, digest, signer, evidence)?;
    let options = PdfOptions {
        title: evidence.words.say(
            Language::Vi,
            if evidence.imprint.copy.is_some() { "minutes-title-copy" } else { "minutes-title" },
            &[("archive", seal.archive.as_str())],
        ),
        record: format!("{}-{}", seal.archive.as_str().replace('/', "-"), seal.serial),
        date: evidence.date,
        standard: Standard::A3a,
        attachment: Some(Attachment { name: "seal.txt".to_owned(), bytes: text.as_bytes().to_vec() }),
    };
    evidence.press.pdf("bien_ban_niem_phong", &view, &options).map_err(|e| Failure::data(&e))
}

fn view(
    seal: &Seal,
    digest: Digest,
    signer: Option<&(Signer, Role, String)>,
    evidence: &Evidence<'_>,
) -> Result<Value, Failure> {
    let imprint = evidence.imprint;
    let school = &imprint.context.school;
    let day = seal.sealed_at.date().to_string().parse::<crate::record::Date>().unwrap_or(school.days.1);
    let setting = super::site::setting(imprint);
    let principal = school.principal_on(day);
    let mut keys = Vec::new();
    if let Some((signer, role, holder)) = signer {
        keys.push(key(signer.public().map_err(|e| Failure::data(&e))?, Some(*role), holder, evidence.words));
    }
    keys.extend(evidence.cosigners.iter().map(|file| key(file.key, file.role, &file.holder, evidence.words)));
    let role = signer.map_or(Role::Principal, |(_, role, _)| *role);
    Ok(json!({
        "lang": "vi",
        "school": {
            "name": school.name,
            "code": school.code,
            "superior": view::superior(&setting, day),
            "place": school.place,
            "province": school.province.1,
            "principal": principal.map_or("", |p| p.name.as_str()),
        },
        "place_date": view::place_date(&setting, day),
        "archive": seal.archive.as_str(),
        "serial": seal.serial.to_string(),
        "sealed_at": imprint.sealed_at,
        "copy": imprint.copy.map(|copy| copied(&copy.note)),
        "correction": seal.supersedes.as_ref().map(correction),
        "seal_digest_groups": view::groups(&digest.to_string()),
        "volumes": evidence.summaries.iter().map(volume).collect::<Vec<_>>(),
        "keys": keys,
        "commands": commands(role),
        "signer": principal.map(|p| json!({"title": p.office, "name": p.name})),
        "qr": qr(&digest)?,
    }))
}

/// What the sentences about a redacted copy say: of what it is one, for whom, and what it lacks.
fn copied(note: &CopyNote) -> Value {
    let (mut sealed, mut shown, mut files) = (0, 0, 0);
    for kind in &note.kinds {
        (sealed, shown, files) = (sealed + kind.sealed, shown + kind.shown, files + kind.files);
    }
    json!({
        "whom": note.whom,
        "archive": note.archive,
        "serial": note.serial,
        "seal": note.seal.join(" "),
        "shown": number(shown),
        "sealed": number(sealed),
        "files": number(files),
        "act": note.act,
    })
}

/// A line of the table of keys.
fn key(key: PublicKey, role: Option<Role>, holder: &str, words: &Words) -> Value {
    let print = key.fingerprint().to_string();
    let groups: Vec<&str> = print.split_whitespace().collect();
    let title = role.map_or_else(String::new, |role| super::site::role_words(role, words).vi);
    json!({"holder": holder, "role_title": title, "fingerprint_groups": groups})
}

/// What the sentence about a correction says.
fn correction(supersedes: &niemphong_archive::Supersedes) -> Value {
    let (serial, digest) = (supersedes.seal.serial, supersedes.seal.digest.grouped());
    json!({"serial": serial.to_string(), "digest": digest, "reason": supersedes.reason.as_str()})
}

fn volume(volume: &VolumeSummary) -> Value {
    json!({
        "title": super::files::term(&volume.class).to_string(),
        "keep_until": crate::render::html::date(&volume.keep_until),
        "files": number(volume.files),
        "records": number(volume.records),
        "bytes": size_words(volume.bytes),
        "kinds": kinds(volume),
    })
}

/// How many records of each kind the volume holds.
fn kinds(volume: &VolumeSummary) -> Vec<Value> {
    let mut sums: std::collections::BTreeMap<&str, u64> = std::collections::BTreeMap::new();
    for kind in &volume.kinds {
        *sums.entry(&kind.title.vi).or_default() += kind.count;
    }
    sums.into_iter().map(|(title, count)| json!({"title": title, "count": number(count)})).collect()
}

fn commands(role: Role) -> Vec<String> {
    vec![
        format!("minisign -V -H -p {role}.pub -m seal/seal.txt -x evidence/seal.txt.{role}.minisig"),
        "sha256sum seal/seal.txt".to_owned(),
        "sha256sum -c seal/root.sha256".to_owned(),
        "bagit.py --validate volumes/*".to_owned(),
    ]
}

/// The seal's digest as a symbol: rows of `0` and `1`.
fn qr(digest: &Digest) -> Result<Vec<String>, Failure> {
    let code = qrcode::QrCode::with_error_correction_level(digest.tagged(), qrcode::EcLevel::M);
    let code = code.map_err(|e| Failure::data(&e))?;
    let width = code.width();
    let colours = code.to_colors();
    let row = |row: &[qrcode::Color]| row.iter().map(|c| if *c == qrcode::Color::Dark { '1' } else { '0' }).collect();
    Ok(colours.chunks(width).map(row).collect())
}
