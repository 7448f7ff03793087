//! Encrypted copies: `copy --encrypt` writes one file for each medium, `verify` reads it where it lies, `restore` makes
//! it a folder again.

use std::path::{Path, PathBuf};

use niemphong_archive::verify::Request;
use niemphong_archive::{Report, Verdict, verify, verify_stored};
use serde_json::json;

use super::args::{CopyArgs, OpenerArgs, RestoreArgs};
use super::build::sealing_failure;
use super::copy::{request, say_findings};
use super::exit::{Exit, Failure, Outcome};
use super::key;
use super::progress;
use super::session::{Session, out, tell};
use crate::render::html::number;
use crate::render::size_words;
use crate::seal::{
    Beside, CONTAINER_END, Contained, Container, ContainerError, Content, Keys, Locked, OpenError, Openers, Staging,
    contain, identities, locked, recipients,
};

/// Who is to open the copies, as it was typed.
pub(super) fn openers(args: &CopyArgs, session: &Session) -> Result<Openers, Failure> {
    let mut all = Vec::new();
    for typed in &args.recipient {
        let wrong = |_| Failure::usage("cli-error-recipient", vec![("found", typed.clone())]);
        all.push(typed.trim().parse().map_err(wrong)?);
    }
    for path in &args.recipients_file {
        let text = std::fs::read_to_string(path).map_err(|e| Failure::io(path, &e))?;
        all.extend(recipients(&text).map_err(|line| wrong_line("cli-error-recipients-file", path, line))?);
    }
    let file_is_empty = !args.recipients_file.is_empty() && all.is_empty();
    if file_is_empty {
        return Err(wrong_line("cli-error-recipients-file", &args.recipients_file[0], 1));
    }
    if all.is_empty() {
        return key::new_password(args.password_file.as_deref(), "cli-ask-copy-password", session)
            .map(Openers::Password);
    }
    Ok(Openers::Recipients(all))
}

fn wrong_line(word: &'static str, path: &Path, line: usize) -> Failure {
    Failure::usage(word, vec![("path", path.display().to_string()), ("line", line.to_string())])
}

/// Where an encrypted copy goes: `TARGET` itself if it is named like one, else into that folder.
pub(super) fn place_of(target: &Path, archive: &Path) -> Result<PathBuf, Failure> {
    let named = target.extension().is_some_and(|end| end == "age") && !target.is_dir();
    Ok(if named { target.to_owned() } else { target.join(format!("{}{CONTAINER_END}", name_of(archive)?)) })
}

/// The archive's name, which its copies bear too.
pub(super) fn name_of(archive: &Path) -> Result<String, Failure> {
    let whole = std::fs::canonicalize(archive).map_err(|e| Failure::io(archive, &e))?;
    Ok(whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default())
}

/// Writes one encrypted copy; what the medium gives back is opened and verified before it counts.
pub(super) fn write(
    content: Content<'_>,
    openers: &Openers,
    place: &Path,
    parity: Option<Beside<'_>>,
    bar: &indicatif::ProgressBar,
    session: &Session,
) -> Result<Contained, Failure> {
    let request = request(content.archive, session)?;
    let mut fault = None;
    let mut sound = |container: &Container| match verify_stored(container, &request) {
        Ok(report) if report.verdict == Verdict::Failed => {
            say_findings(&report, session);
            false
        }
        Ok(_) => true,
        Err(e) => {
            fault = Some(Failure::io(place, &e));
            false
        }
    };
    let mut note = |bytes| {
        bar.inc(bytes);
        !session.cancelled()
    };
    let done = contain(content, openers, place, parity, &mut note, &mut sound);
    match (done, fault) {
        (_, Some(fault)) => Err(fault),
        (Ok(contained), None) => Ok(contained),
        (Err(ContainerError::Stopped), None) => Err(Failure::interrupted()),
        (Err(ContainerError::Unlike { path }), None) => {
            Err(Failure::incomplete("cli-error-copy-differs", vec![("path", path.display().to_string())]))
        }
        (Err(ContainerError::Staging(e)), None) => Err(sealing_failure(&e.into())),
        (Err(ContainerError::Parity(e)), None) => Err(sealing_failure(&e)),
        (Err(ContainerError::Openers(e)), None) => Err(open_failure(&e, place)),
    }
}

/// Whether `place` is a file named or begun as an encrypted copy; of any other the verifier says what it says of
/// whatever is no folder.
pub(super) fn is_container(place: &Path) -> bool {
    std::fs::metadata(place).is_ok_and(|meta| meta.is_file())
        && (place.extension().is_some_and(|end| end == "age") || !matches!(locked(place), Ok(None)))
}

fn opened(place: &Path, args: &OpenerArgs, session: &Session) -> Result<Container, Failure> {
    let failed = |e: OpenError| open_failure(&e, place);
    let how = locked(place).map_err(failed)?;
    let how =
        how.ok_or_else(|| Failure::usage("cli-error-no-container", vec![("path", place.display().to_string())]))?;
    let keys = match how {
        Locked::Password if args.identity.is_empty() => {
            Keys::Password(key::password(args.password_file.as_deref(), "cli-ask-copy-password", session)?)
        }
        Locked::Password => return Err(failed(OpenError::NeedsPassword)),
        Locked::Recipients => {
            let mut all = Vec::new();
            for path in &args.identity {
                let text = std::fs::read_to_string(path).map_err(|e| Failure::io(path, &e))?;
                let found = identities(&text).map_err(|line| wrong_line("cli-error-identity-file", path, line));
                zeroize::Zeroize::zeroize(&mut { text });
                all.extend(found?);
            }
            if all.is_empty() {
                return Err(failed(OpenError::NeedsIdentity));
            }
            Keys::Identities(all)
        }
    };
    Container::open(place, &keys).map_err(failed)
}

/// Why a container does not open, in the words of the command line: a wrong key says nothing of the archive, and a
/// damaged head means that it is lost.
fn open_failure(error: &OpenError, place: &Path) -> Failure {
    let path = vec![("path", place.display().to_string())];
    match error {
        OpenError::NeedsPassword => Failure::usage("cli-error-needs-password", path),
        OpenError::NeedsIdentity => Failure::usage("cli-error-needs-identity", path),
        OpenError::WrongKey => Failure::incomplete("cli-error-wrong-opener", path),
        OpenError::Head => Failure::refused("cli-error-container-head", path),
        OpenError::Io(e) => Failure::io(place, e),
    }
}

fn judged(
    place: &Path,
    container: &Container,
    request: Request<'static>,
    session: &Session,
) -> Result<Report, Failure> {
    progress::shown(session, request, |request| verify_stored(container, &request)).map_err(|e| Failure::io(place, &e))
}

/// `verify` of an encrypted copy, where it lies: the same answer as for the folder.
pub(super) fn verify_in_place(
    place: &Path,
    args: &OpenerArgs,
    request: Request<'static>,
    session: &Session,
) -> Outcome {
    let report = judged(place, &opened(place, args, session)?, request, session)?;
    let language = session.verifier_language();
    if session.is_json() {
        out(&format!("{}\n", report.to_json_in(language)));
    } else {
        out(&report.to_text(language));
    }
    Ok(match report.exit_code() {
        0 => Exit::Done,
        4 => Exit::Indeterminate,
        _ => Exit::Findings,
    })
}

/// Runs `restore`.
pub(super) fn restore(args: &RestoreArgs, session: &Session) -> Outcome {
    let place = &args.container;
    let container = opened(place, &args.opener, session)?;
    let report = judged(place, &container, request(place, session)?, session)?;
    if report.verdict == Verdict::Failed {
        say_findings(&report, session);
        tell(&session.say("cli-restore-failed", &[("path", &place.display().to_string())]));
        return Ok(Exit::Findings);
    }
    let staging = Staging::begin(&args.out).map_err(|e| sealing_failure(&e.into()))?;
    let bar = progress::bytes(session, "cli-progress-restore", container.bytes());
    let whole = container.unpack(&staging, &mut |bytes| {
        bar.inc(bytes);
        !session.cancelled()
    });
    bar.finish_and_clear();
    if !whole.map_err(|e| sealing_failure(&e.into()))? {
        return Err(Failure::interrupted());
    }
    let after =
        verify(staging.folder(), &request(staging.folder(), session)?).map_err(|e| Failure::io(&args.out, &e))?;
    if after.verdict == Verdict::Failed {
        say_findings(&after, session);
        return Err(Failure::incomplete("cli-error-copy-differs", vec![("path", args.out.display().to_string())]));
    }
    let target = staging.finish().map_err(|e| sealing_failure(&e.into()))?.display().to_string();
    let (files, bytes) = after.read;
    if session.is_json() {
        out(&format!("{}\n", json!({"archive": target, "files": files, "bytes": bytes})));
    } else {
        let words = [("path", target), ("files", number(files)), ("bytes", size_words(bytes))];
        let words: Vec<(&str, &str)> = words.iter().map(|(name, value)| (*name, value.as_str())).collect();
        out(&format!("{}\n", session.say("cli-restore-done", &words)));
    }
    Ok(Exit::Done)
}
