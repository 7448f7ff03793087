//! `niemphong repair`: damaged and missing files come back from the copies, and the result is verified.

use std::path::{Path, PathBuf};

use niemphong_archive::seal::SEAL_PATH;
use niemphong_archive::{Digest, Report, Seal, Severity, Verdict, verify};
use serde_json::json;

use super::args::RepairArgs;
use super::build::sealing_failure;
use super::container;
use super::copy::{request, say_findings};
use super::exit::{Exit, Failure, Outcome};
use super::progress;
use super::session::{Session, out, tell};
use crate::seal::{Mended, Mending, Restored, Staging, mend_container, restore};

/// Runs the command.
pub(super) fn run(args: &RepairArgs, session: &Session) -> Outcome {
    if container::is_container(&args.archive) {
        return mend(args, session);
    }
    let expected = args.expect_seal.as_deref().map(super::verify::seal_digest).transpose()?;
    let parity = args.parity.as_deref().map(|file| by_parity(&args.archive, file, session)).transpose()?;
    let mut copies = args.from.clone();
    copies.extend(parity.as_ref().map(|staging| staging.folder().to_owned()));
    let seal = seal_that_counts(&args.archive, &copies, expected)?;
    let places: Vec<&Path> = std::iter::once(&args.archive).chain(&copies).map(PathBuf::as_path).collect();
    let mut quick = request(&args.archive, session)?;
    quick.quick = true;
    let reports: Vec<Report> = places
        .iter()
        .map(|place| verify(place, &quick).map_err(|e| Failure::io(place, &e)))
        .collect::<Result<_, _>>()?;
    let destroyed =
        reports[0].volumes.iter().filter(|v| v.status == niemphong_archive::report::VolumeStatus::Destroyed);
    let faulty = |at: usize, path: &str| {
        // Parity brings back what was there when it was written; it is no folder that could be judged by itself.
        if at > args.from.len() {
            return false;
        }
        let findings = reports.get(at).map(|report| report.findings.as_slice()).unwrap_or_default();
        findings.iter().any(|f| f.path == path && f.code.severity != Severity::Note)
    };
    let mending = Mending {
        archive: &args.archive,
        copies: &copies,
        seal,
        destroyed: destroyed.map(|volume| volume.name).collect(),
        faulty: &faulty,
    };
    let bar = progress::bar(session, "cli-progress-repair", 0);
    let mended = mending.run(&mut || {
        bar.inc_length(1);
        bar.inc(1);
        !session.cancelled()
    });
    bar.finish_and_clear();
    let mended = mended.map_err(|e| sealing_failure(&e))?.ok_or_else(Failure::interrupted)?;
    let after = verify(&args.archive, &request(&args.archive, session)?).map_err(|e| Failure::io(&args.archive, &e))?;
    answer(args, &mended, &after, session)
}

/// An encrypted copy is mended by its parity alone: another one of the same archive has not a byte in common with it.
fn mend(args: &RepairArgs, session: &Session) -> Outcome {
    let place = args.archive.display().to_string();
    let parity = args.parity.as_deref().filter(|_| args.from.is_empty() && args.expect_seal.is_none());
    let parity = parity.ok_or_else(|| Failure::usage("cli-error-repair-container", vec![("path", place.clone())]))?;
    let mended = mend_container(&args.archive, parity).map_err(|e| sealing_failure(&e))?;
    let (lost, whole) = (mended.restored.lost, mended.restored.lost <= mended.restored.spare);
    let aside = mended.aside.as_ref().map(|path| path.display().to_string());
    if session.is_json() {
        out(&format!("{}\n", json!({"path": place, "blocks": lost, "aside": aside, "whole": whole})));
        return Ok(if whole { Exit::Done } else { Exit::Findings });
    }
    if let Some(aside) = &aside {
        out(&format!("{}\n", session.say("cli-repair-aside", &[("path", aside)])));
    }
    say_short(&mended.restored, session);
    let word = if whole { "cli-repair-container" } else { "cli-repair-container-lost" };
    out(&format!("{}\n", session.say(word, &[("path", &place), ("count", &lost.to_string())])));
    Ok(if whole { Exit::Done } else { Exit::Findings })
}

fn say_short(restored: &Restored, session: &Session) {
    if restored.lost > restored.spare {
        let counts = [("lost", restored.lost.to_string()), ("spare", restored.spare.to_string())];
        let counts: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
        tell(&session.say("cli-repair-parity-short", &counts));
    }
}

/// What a parity file brings back, in a folder that serves as one more copy for as long as the value lives.
fn by_parity(archive: &Path, file: &Path, session: &Session) -> Result<Staging, Failure> {
    let whole = std::fs::canonicalize(archive).map_err(|e| Failure::io(archive, &e))?;
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let target = whole.with_file_name(format!("chan-le-{name}"));
    let staging = Staging::begin(&target).map_err(|e| sealing_failure(&e.into()))?;
    say_short(&restore(archive, file, &staging).map_err(|e| sealing_failure(&e))?, session);
    Ok(staging)
}

/// The one seal by which everything is judged: the one on paper, or the one that all places have.
fn seal_that_counts(archive: &Path, copies: &[PathBuf], expected: Option<Digest>) -> Result<Vec<u8>, Failure> {
    let mut found: Vec<(Digest, Vec<u8>)> = Vec::new();
    for place in std::iter::once(archive).chain(copies.iter().map(PathBuf::as_path)) {
        let Ok(text) = std::fs::read(place.join(SEAL_PATH)) else { continue };
        let digest = Digest::of(&text);
        let counts = Seal::parse(&text).is_ok() && expected.is_none_or(|expected| expected == digest);
        if counts && found.iter().all(|(other, _)| *other != digest) {
            found.push((digest, text));
        }
    }
    match (found.pop(), found.is_empty()) {
        (Some((_, text)), true) => Ok(text),
        (Some(_), false) => Err(Failure::usage("cli-error-seals-differ", Vec::new())),
        (None, _) => Err(Failure::incomplete("cli-error-no-seal", Vec::new())),
    }
}

fn answer(args: &RepairArgs, mended: &Mended, after: &Report, session: &Session) -> Outcome {
    let sound = after.verdict != Verdict::Failed;
    let name_of = |copy: usize| args.from.get(copy).or(args.parity.as_ref()).map(|path| path.display().to_string());
    let aside = mended.aside.as_ref().map(|path| path.display().to_string());
    if session.is_json() {
        let rows: Vec<_> =
            mended.mended.iter().map(|(path, copy)| json!({"path": path.as_str(), "from": name_of(*copy)})).collect();
        let lost: Vec<&str> = mended.lost.iter().map(niemphong_archive::ArchivePath::as_str).collect();
        let verdict = after.verdict.as_str();
        out(&format!("{}\n", json!({"mended": rows, "lost": lost, "aside": aside, "verdict": verdict})));
    } else {
        for (path, copy) in &mended.mended {
            let from = name_of(*copy).unwrap_or_default();
            out(&format!("{}\n", session.say("cli-repair-mended", &[("path", path.as_str()), ("from", &from)])));
        }
        for path in &mended.lost {
            out(&format!("{}\n", session.say("cli-repair-lost", &[("path", path.as_str())])));
        }
        if let Some(aside) = &aside {
            out(&format!("{}\n", session.say("cli-repair-aside", &[("path", aside)])));
        }
        say_findings(after, session);
        let count = mended.mended.len().to_string();
        let word = if sound { "cli-repair-sound" } else { "cli-repair-not-sound" };
        out(&format!("{}\n", session.say(word, &[("count", &count)])));
    }
    Ok(if sound { Exit::Done } else { Exit::Findings })
}
