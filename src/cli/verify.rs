//! `niemphong verify`, `prove`, `verify-proof`: the inner crate's program, so that both answer the same.

use std::path::{Path, PathBuf};

use niemphong_archive::run::{EXIT_USAGE, Format, Options, Target};
use niemphong_archive::verify::Request;
use niemphong_archive::{Digest, Fingerprint, Serial};

use super::args::{KnownArgs, VerifyArgs};
use super::clock;
use super::container;
use super::exit::{Exit, Failure, Outcome};
use super::progress;
use super::session::{Session, out, tell};

/// Runs `verify`.
pub(super) fn run(args: &VerifyArgs, session: &Session) -> Outcome {
    let mut request = request(&args.known, session)?;
    request.quick = args.quick;
    if let Some(file) = args.archive.as_deref().filter(|place| args.chain.is_empty() && container::is_container(place))
    {
        return container::verify_in_place(file, &args.opener, request, session);
    }
    let target = match &args.archive {
        Some(archive) if args.chain.is_empty() => Target::Archive(archive.clone()),
        _ => Target::Chain(args.archive.iter().chain(&args.chain).cloned().collect()),
    };
    answer(target, request, session)
}

/// Runs `prove`: the proof of one record goes to standard output.
pub(super) fn prove(archive: &Path, record: &str, session: &Session) -> Outcome {
    answer(Target::Prove(archive.to_owned(), record.to_owned()), request(&KnownArgs::default(), session)?, session)
}

/// Runs `verify-proof`.
pub(super) fn proof(file: &Path, known: &KnownArgs, session: &Session) -> Outcome {
    answer(Target::Proof(file.to_owned()), request(known, session)?, session)
}

/// One archive, with or without a trust file and its root's fingerprint.
pub(super) fn once(archive: &Path, trust: Option<(&PathBuf, &String)>, session: &Session) -> Outcome {
    let mut request = request(&KnownArgs::default(), session)?;
    if let Some((file, root)) = trust {
        request.trust = Some(file.clone());
        request.trust_roots = vec![fingerprint(root)?];
    }
    answer(Target::Archive(archive.to_owned()), request, session)
}

/// Judges an archive that something is to be made of, and says nothing unless it is refused.
pub(super) fn judge(archive: &Path, known: &KnownArgs, session: &Session) -> Outcome {
    let mut request = request(known, session)?;
    request.jobs = session.readers(archive);
    let report = niemphong_archive::verify::verify(archive, &request).map_err(|e| Failure::data(&e))?;
    match report.exit_code() {
        0 => Ok(Exit::Done),
        4 => Ok(Exit::Indeterminate),
        _ => answer(Target::Archive(archive.to_owned()), request, session),
    }
}

pub(super) fn request<'a>(known: &KnownArgs, session: &Session) -> Result<Request<'a>, Failure> {
    let day = known.as_of.clone().unwrap_or_else(clock::today);
    let wrong = |e: niemphong_archive::Fault| {
        Failure::usage("cli-error-day", vec![("found", day.clone()), ("said", e.to_string())])
    };
    let mut request = Request::new(day.parse().map_err(wrong)?);
    request.jobs = session.jobs.0.get();
    let mut trust = known.trust.clone();
    request.trust = trust.pop();
    request.trust_history = trust;
    request.trust_roots = known.trust_root.iter().map(|text| fingerprint(text)).collect::<Result<_, _>>()?;
    request.min_serial = known.min_serial.as_deref().map(serial).transpose()?;
    request.min_trust_version = known.min_trust_version;
    let needs_trust = !request.trust_roots.is_empty() || request.min_trust_version.is_some();
    if request.trust.is_none() && needs_trust {
        return Err(Failure::usage("cli-error-root-without-trust", Vec::new()));
    }
    request.expect_seal = known.expect_seal.as_deref().map(seal_digest).transpose()?;
    Ok(request)
}

/// The answer that `niemphong-verify` gives, byte for byte.
pub(super) fn answer(target: Target, mut request: Request<'static>, session: &Session) -> Outcome {
    let places = match &target {
        Target::Chain(archives) => archives.as_slice(),
        Target::Archive(place) | Target::Prove(place, _) | Target::Proof(place) => std::slice::from_ref(place),
    };
    request.jobs = places.iter().map(|place| session.readers(place)).min().unwrap_or(request.jobs);
    let format = if session.is_json() { Format::Json } else { Format::Text };
    let language = session.verifier_language();
    let (mut text, mut said) = (Vec::new(), Vec::new());
    let code = progress::shown(session, request, |request| {
        Options { target, request, format, language }.answer(&mut text, &mut said)
    });
    let code = code.map_err(|e| Failure::data(&e))?;
    out(&String::from_utf8_lossy(&text));
    if !said.is_empty() {
        tell(String::from_utf8_lossy(&said).trim_end());
    }
    Ok(match code {
        0 => Exit::Done,
        1 => Exit::Findings,
        EXIT_USAGE => Exit::Usage,
        4 => Exit::Indeterminate,
        _ => Exit::Incomplete,
    })
}

pub(super) fn fingerprint(text: &str) -> Result<Fingerprint, Failure> {
    text.parse().map_err(|e| {
        Failure::usage("cli-error-fingerprint", vec![("found", text.to_owned()), ("said", format!("{e}"))])
    })
}

fn serial(text: &str) -> Result<Serial, Failure> {
    text.parse()
        .map_err(|e| Failure::usage("cli-error-serial", vec![("found", text.to_owned()), ("said", format!("{e}"))]))
}

pub(super) fn seal_digest(text: &str) -> Result<Digest, Failure> {
    Digest::from_paper(text)
        .map_err(|e| Failure::usage("cli-error-digest", vec![("found", text.to_owned()), ("said", e.to_string())]))
}
