//! `niemphong paper`: what the symbols of a sheet lead to, checked against an archive and shown beside the sheet.
//!
//! It never says that the ink is right: a true symbol on a changed sheet is still true, and only eyes find that.

use std::collections::BTreeSet;
use std::path::Path;

use niemphong_archive::leaf::{LEAVES_PATH, LeafList, RecordId};
use niemphong_archive::{
    Canonical, Digest, Proof, Report, Seal, Verdict, VolumeName, prove, seal::SEAL_PATH, verify_proof,
};
use serde_json::json;

use super::args::KnownArgs;
use super::exit::{Exit, Failure, Outcome};
use super::session::{Session, out};
use super::sheet_values;
use crate::paper::{Carried, PREFIX, Pointer, Symbol, carried};

/// What a sheet's symbols come to.
enum Finding {
    /// A sealed leaf of this archive: its proof, and what the proof's seal is worth.
    Sealed(Box<Proof>, Box<Report>),
    /// No leaf of this seal.
    Foreign,
    /// Of a seal that this one corrects.
    Superseded,
    /// Of this seal, in a volume that is not there.
    Absent(VolumeName),
    /// Symbols of more than one record.
    Mixed,
    /// No symbol of ours could be read, or too few of a record's.
    Unreadable,
}

/// Runs the command: `sheets` are the texts of symbols, or files with one text a line.
pub(super) fn run(sheets: &[String], archive: &Path, known: &KnownArgs, session: &Session) -> Outcome {
    let (pointers, records) = symbols(sheets)?;
    let path = archive.join(SEAL_PATH);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
    let seal = Seal::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
    let leaves: BTreeSet<Digest> =
        pointers.iter().map(|pointer| pointer.leaf).chain(records.iter().map(|record| record.leaf)).collect();
    let finding = match leaves.first() {
        None => Finding::Unreadable,
        Some(_) if leaves.len() > 1 => Finding::Mixed,
        Some(leaf) => judge(*leaf, &pointers, &seal, archive, known, session)?,
    };
    say(&finding, &seal, session);
    Ok(match finding {
        Finding::Sealed(_, report) => match report.verdict {
            Verdict::Passed => Exit::Done,
            Verdict::Indeterminate => Exit::Indeterminate,
            Verdict::Failed => Exit::Findings,
        },
        Finding::Foreign | Finding::Superseded | Finding::Mixed => Exit::Findings,
        Finding::Absent(_) => Exit::Indeterminate,
        Finding::Unreadable => Exit::Incomplete,
    })
}

/// Pointers and whole records among what was given; what is not ours, or broken, is left out.
fn symbols(sheets: &[String]) -> Result<(Vec<Pointer>, Vec<Carried>), Failure> {
    let (mut pointers, mut parts) = (Vec::new(), Vec::new());
    for sheet in sheets {
        let text = if sheet.starts_with(PREFIX) {
            sheet.clone()
        } else {
            std::fs::read_to_string(sheet).map_err(|e| Failure::io(Path::new(sheet), &e))?
        };
        for symbol in text.lines().filter_map(|line| Symbol::parse(line).ok()) {
            match symbol {
                Symbol::Pointer(pointer) => pointers.push(pointer),
                Symbol::Part(part) => parts.push(part),
            }
        }
    }
    Ok((pointers, carried(&parts).into_iter().filter_map(Result::ok).collect()))
}

fn judge(
    leaf: Digest,
    pointers: &[Pointer],
    seal: &Seal,
    archive: &Path,
    known: &KnownArgs,
    session: &Session,
) -> Result<Finding, Failure> {
    let ours = |pointer: &&Pointer| pointer.archive == seal.archive;
    if let Some((volume, index, record)) = place(leaf, seal, archive)? {
        let agrees = |pointer: &Pointer| {
            let place = (pointer.volume, pointer.index, pointer.record.as_str());
            pointer.archive == seal.archive
                && pointer.serial == seal.serial
                && place == (volume, index, record.as_str())
        };
        if !pointers.iter().all(agrees) {
            return Ok(Finding::Foreign);
        }
        let proof = prove(archive, &record).map_err(|e| Failure::data(&e))?;
        let text = proof.to_text().map_err(|e| Failure::data(&e))?;
        let request = super::verify::request(known, session)?;
        let report = verify_proof(text.as_bytes(), &request).map_err(|e| Failure::data(&e))?;
        return Ok(Finding::Sealed(Box::new(proof), Box::new(report)));
    }
    let corrected =
        |pointer: &Pointer| seal.supersedes.as_ref().is_some_and(|other| pointer.serial <= other.seal.serial);
    Ok(match pointers.iter().find(ours) {
        Some(pointer) if corrected(pointer) => Finding::Superseded,
        Some(pointer) if pointer.serial == seal.serial && absent(pointer.volume, seal, archive) => {
            Finding::Absent(pointer.volume)
        }
        _ => Finding::Foreign,
    })
}

fn absent(volume: VolumeName, seal: &Seal, archive: &Path) -> bool {
    seal.volume(volume).is_some() && !archive.join(volume.folder()).is_dir()
}

/// Where a leaf stands in the volumes that are there.
fn place(leaf: Digest, seal: &Seal, archive: &Path) -> Result<Option<(VolumeName, u64, RecordId)>, Failure> {
    for volume in seal.volumes.iter().map(|sealed| sealed.name).filter(|name| !absent(*name, seal, archive)) {
        let path = archive.join(volume.folder()).join(LEAVES_PATH);
        let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
        let list = LeafList::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
        if let Some((index, entry)) = (0..).zip(list.entries()).find(|(_, entry)| entry.leaf == leaf) {
            return Ok(Some((volume, index, entry.id.clone())));
        }
    }
    Ok(None)
}

fn say(finding: &Finding, seal: &Seal, session: &Session) {
    let (verdict, word) = match finding {
        Finding::Sealed(_, report) => match report.verdict {
            Verdict::Passed => ("matches", "cli-paper-matches"),
            Verdict::Indeterminate => ("matches", "cli-paper-matches-unknown"),
            Verdict::Failed => ("seal-not-valid", "cli-paper-seal-bad"),
        },
        Finding::Foreign => ("not-of-this-seal", "cli-paper-foreign"),
        Finding::Superseded => ("superseded", "cli-paper-superseded"),
        Finding::Absent(_) => ("volume-absent", "cli-paper-absent"),
        Finding::Mixed => ("mixed", "cli-paper-mixed"),
        Finding::Unreadable => ("unreadable", "cli-paper-unreadable"),
    };
    let serial = seal.serial.to_string();
    if session.is_json() {
        let sealed = match finding {
            Finding::Sealed(proof, report) => json!({
                "record": proof.record.as_str(), "volume": proof.volume.to_string(), "index": proof.index,
                "signed": report.verdict.as_str(), "findings": report.findings.iter().map(|f| f.code.id).collect::<Vec<_>>(),
                "values": serde_json::from_str::<serde_json::Value>(&proof.json).unwrap_or_default(),
            }),
            _ => json!(null),
        };
        let answer = json!({"verdict": verdict, "archive": seal.archive.as_str(), "serial": seal.serial.get(), "sealed": sealed, "ink": "not-seen"});
        out(&format!("{answer}\n"));
        return;
    }
    let volume = if let Finding::Absent(volume) = finding { volume.to_string() } else { String::new() };
    let arguments = [("archive", seal.archive.as_str()), ("serial", &serial), ("volume", &volume)];
    out(&format!("{}\n", session.say(word, &arguments)));
    if let Finding::Sealed(proof, report) = finding {
        for found in &report.findings {
            out(&format!("  {} {}\n", found.code.id, found.path));
        }
        out(&format!("\n{}\n\n", session.say("cli-paper-compare", &[("record", proof.record.as_str())])));
        if let Ok(record) = Canonical::parse(proof.json.as_bytes()) {
            out(&sheet_values::lines(&record, session));
        }
    }
    out(&format!("\n{}\n", session.say("cli-paper-ink", &[])));
}
