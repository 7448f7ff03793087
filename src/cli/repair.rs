//! `niemphong repair`: damaged and missing files come back from the copies, and the result is verified.

use std::path::{Path, PathBuf};

use niemphong_archive::seal::SEAL_PATH;
use niemphong_archive::{Digest, Report, Seal, Severity, Verdict, verify};
use serde_json::json;

use super::args::RepairArgs;
use super::build::sealing_failure;
use super::copy::{request, say_findings};
use super::exit::{Exit, Failure, Outcome};
use super::progress;
use super::session::{Session, out};
use crate::seal::{Mended, Mending};

/// Runs the command.
pub(super) fn run(args: &RepairArgs, session: &Session) -> Outcome {
    let expected = args.expect_seal.as_deref().map(super::verify::seal_digest).transpose()?;
    let seal = seal_that_counts(args, expected)?;
    let places: Vec<&Path> = std::iter::once(&args.archive).chain(&args.from).map(PathBuf::as_path).collect();
    let mut quick = request(session)?;
    quick.quick = true;
    let reports: Vec<Report> = places
        .iter()
        .map(|place| verify(place, &quick).map_err(|e| Failure::io(place, &e)))
        .collect::<Result<_, _>>()?;
    let destroyed =
        reports[0].volumes.iter().filter(|v| v.status == niemphong_archive::report::VolumeStatus::Destroyed);
    let faulty = |at: usize, path: &str| {
        let findings = reports.get(at).map(|report| report.findings.as_slice()).unwrap_or_default();
        findings.iter().any(|f| f.path == path && f.code.severity != Severity::Note)
    };
    let mending = Mending {
        archive: &args.archive,
        copies: &args.from,
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
    let after = verify(&args.archive, &request(session)?).map_err(|e| Failure::io(&args.archive, &e))?;
    answer(args, &mended, &after, session)
}

/// The one seal by which everything is judged: the one on paper, or the one that all places have.
fn seal_that_counts(args: &RepairArgs, expected: Option<Digest>) -> Result<Vec<u8>, Failure> {
    let mut found: Vec<(Digest, Vec<u8>)> = Vec::new();
    for place in std::iter::once(&args.archive).chain(&args.from) {
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
    let aside = mended.aside.as_ref().map(|path| path.display().to_string());
    if session.is_json() {
        let from = |copy: &usize| args.from.get(*copy).map(|copy| copy.display().to_string());
        let rows: Vec<_> =
            mended.mended.iter().map(|(path, copy)| json!({"path": path.as_str(), "from": from(copy)})).collect();
        let lost: Vec<&str> = mended.lost.iter().map(niemphong_archive::ArchivePath::as_str).collect();
        let verdict = after.verdict.as_str();
        out(&format!("{}\n", json!({"mended": rows, "lost": lost, "aside": aside, "verdict": verdict})));
    } else {
        for (path, copy) in &mended.mended {
            let from = args.from.get(*copy).map(|copy| copy.display().to_string()).unwrap_or_default();
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
