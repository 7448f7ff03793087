//! `dispose execute`: everything is asked again, of the verifier too; then the statement goes in and the volume goes.
//!
//! A run that was killed is ended by the next: once the statement lies in the archive it is known to hold, so that
//! removing what is left of the volume is right whatever the kill left.

use niemphong_archive::run::Target;
use niemphong_archive::verify::Request;
use niemphong_archive::{Finding, Severity, foresee, verify};

use super::statement::{Statement, compose, filled};
use super::{refusal, refuse_on, volume_of};
use crate::cli::args::ExecuteArgs;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::session::{Session, out, tell};
use crate::cli::{build, clock, key, verify as verifying, volumes};
use crate::seal::Destruction;

/// Runs the command.
pub(super) fn run(args: &ExecuteArgs, session: &Session) -> Outcome {
    let name = volume_of(&args.volume)?;
    let request = verifying::request(&args.known, session)?;
    not_ahead_of_the_clock(&request)?;
    let Some(filled) = filled(&args.file, session)? else { return Ok(Exit::Findings) };
    let (seal, digest) = volumes::seal_of(&args.archive)?;
    let statement = compose(&filled, &seal, digest, session)?;
    if statement.volume != name {
        let arguments = vec![("found", name.to_string()), ("volume", statement.volume.to_string())];
        return Err(Failure::usage("cli-dispose-volume-differs", arguments));
    }
    statement.keep(&args.file)?;
    if let Some((signer, role, _)) = key::optional(&args.signer, session)? {
        statement.sign(&args.file, &signer, role)?;
    }
    let signatures = statement.signatures(&args.file)?;
    let destruction = Destruction::begin(&args.archive).map_err(|e| build::sealing_failure(&e.into()))?;
    let resumed = args.archive.join(format!("disposals/{name}.txt")).is_file();
    let report = verify(&args.archive, &request).map_err(|e| Failure::data(&e))?;
    let against: Vec<&Finding> = report.findings.iter().filter(|f| stands_against(f, &statement, resumed)).collect();
    if !against.is_empty() {
        return refuse_on("cli-dispose-unsound", &against, session);
    }
    if !resumed && let Some(refused) = state(args, &statement, &request, session)? {
        return Err(refused);
    }
    let foreseen = foresee(&args.archive, name, statement.text.as_bytes(), &signatures, &request)
        .map_err(|e| Failure::data(&e))?;
    let against: Vec<&Finding> = foreseen.findings.iter().filter(|f| f.code.severity != Severity::Note).collect();
    if !against.is_empty() {
        return refuse_on("cli-dispose-not-lawful", &against, session);
    }
    session.go_on()?;
    if !resumed && statement.disposal.disposed_on != request.as_of {
        let (said, today) = (statement.disposal.disposed_on.to_string(), request.as_of.to_string());
        tell(&session.say("cli-dispose-other-day", &[("said", &said), ("today", &today)]));
    }
    let mut files = vec![(format!("disposals/{name}.txt"), statement.text.clone().into_bytes())];
    files.extend(signatures.into_iter().map(|(role, bytes)| (format!("disposals/{name}.txt.{role}.minisig"), bytes)));
    let unfinished = |e: crate::seal::StagingError| {
        tell(&session.say("cli-dispose-unfinished", &[]));
        build::sealing_failure(&e.into())
    };
    destruction.place(&files).map_err(unfinished)?;
    let removed = destruction.remove(name).map_err(unfinished)?;
    drop(destruction);
    let words = [("volume", name.to_string()), ("files", removed.to_string())];
    let words: Vec<(&str, &str)> = words.iter().map(|(n, v)| (*n, v.as_str())).collect();
    // Standard output is the verifier's answer alone, in either form.
    let done = if resumed && removed == 0 { "cli-dispose-already" } else { "cli-dispose-done" };
    tell(&session.say(done, &words));
    let ending = verifying::answer(Target::Archive(args.archive.clone()), request, session)?;
    if !session.is_json() {
        out(&format!("{}\n", session.say("cli-dispose-after", &words)));
    }
    Ok(ending)
}

/// A day that has not come can't be one on which something was destroyed.
fn not_ahead_of_the_clock(request: &Request<'_>) -> Result<(), Failure> {
    let today = clock::today();
    match today.parse() {
        Ok(day) if request.as_of <= day => Ok(()),
        _ => Err(Failure::usage("cli-dispose-future", vec![("found", request.as_of.to_string()), ("today", today)])),
    }
}

/// Does a finding about the archive stand against the destruction? What a killed run leaves does not.
fn stands_against(finding: &Finding, statement: &Statement, resumed: bool) -> bool {
    let folder = statement.volume.folder();
    let of_this = finding.path == folder
        || finding.path == "volumes"
        || finding.path.starts_with(&format!("{folder}/"))
        || finding.path.starts_with(&format!("disposals/{}.txt", statement.volume));
    finding.code.severity != Severity::Note && !(resumed && of_this)
}

/// Why the volume may not be destroyed on the statement's day, by the rows and orders known now.
fn state(
    args: &ExecuteArgs,
    statement: &Statement,
    request: &Request<'_>,
    session: &Session,
) -> Result<Option<Failure>, Failure> {
    let book = session.rulebook()?;
    let (seal, _) = volumes::seal_of(&args.archive)?;
    let Some(sealed) = seal.volume(statement.volume) else { return Ok(None) };
    let orders = volumes::holds(&args.archive, request, session)?;
    let day = statement.disposal.disposed_on;
    Ok(refusal(&volumes::look(&args.archive, &seal, sealed, day, &orders, &book.catalogue)?))
}
