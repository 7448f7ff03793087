//! `niemphong copy`: the archive onto other media, each copy read back from its medium, with the papers of the backup.

use std::path::{Path, PathBuf};

use niemphong_archive::verify::Request;
use niemphong_archive::{Digest, Report, Seal, Timestamp, Verdict, verify};
use serde_json::{Value, json};

use super::args::CopyArgs;
use super::build::sealing_failure;
use super::clock;
use super::container;
use super::exit::{Exit, Failure, Outcome};
use super::progress;
use super::session::{Session, in_language, out, tell};
use crate::render::html::number;
use crate::render::pdf::{PdfOptions, Press, Standard};
use crate::render::{size_words, view};
use crate::seal::{
    Beside, Content, Copying, Item, Openers, Staging, StagingError, holds, inventory, settle_container, write_parity,
};

/// How the names of the papers begin.
const PAPERS: &str = "sao-luu";

/// What is copied, and for whom it is locked.
struct Whole<'a> {
    source: &'a Report,
    items: &'a [Item],
    bytes: u64,
    openers: Option<&'a Openers>,
}

/// What became of one target.
struct Copied {
    place: PathBuf,
    medium: String,
    resumed: u64,
    /// Of an encrypted copy: the digest of the file.
    digest: Option<Digest>,
    failure: Option<Failure>,
}

/// Runs the command.
pub(super) fn run(args: &CopyArgs, session: &Session) -> Outcome {
    let source = looked_at(&args.archive, session)?;
    if source.verdict == Verdict::Failed {
        say_findings(&source, session);
        tell(&session.say("cli-copy-source-failed", &[("path", &args.archive.display().to_string())]));
        return Ok(Exit::Findings);
    }
    let place_of = if args.encrypt { container::place_of } else { place_of };
    let places: Vec<PathBuf> =
        args.targets.iter().map(|target| place_of(target, &args.archive)).collect::<Result<_, _>>()?;
    let items = inventory(&args.archive).map_err(|e| sealing_failure(&e))?;
    let (home, name) = papers_home(args)?;
    // Papers that were cut off say that the last run did not come to its end.
    let is_cut_off = Staging::clear_left(&home, &format!("{PAPERS}-{name}-"));
    for place in places.iter().filter(|_| args.encrypt) {
        settle_container(place, &parity_of(place)).map_err(|e| sealing_failure(&e))?;
    }
    let whole = there_already(args, &places, &items, is_cut_off)?;
    let openers = args.encrypt.then(|| container::openers(args, session)).transpose()?;
    let bytes: u64 = items.iter().map(|item| item.bytes).sum();
    let bar = progress::bytes(session, "cli-progress-copy", bytes * args.targets.len() as u64);
    let stamp: String = clock::now()[..19].chars().filter(char::is_ascii_digit).collect();
    let papers_place = free_place(&home, &format!("{PAPERS}-{name}-{stamp}"));
    let begun = Staging::begin(&papers_place).map_err(|e| sealing_failure(&e.into()))?;
    let mut copies = Vec::new();
    for (at, place) in places.into_iter().enumerate() {
        let medium = args.medium.get(at).cloned().unwrap_or_default();
        let done = match &openers {
            Some(openers) => encrypt_one(args, &source, &items, openers, &place, &bar, session),
            None if whole[at] => Ok((items.len() as u64, None)),
            None => copy_one(&args.archive, &place, &items, &bar, session).map(|resumed| (resumed, None)),
        };
        let done = done.and_then(|done| add_parity(args, &place, &items).map(|()| done));
        let ((resumed, digest), failure) = match done {
            Ok(done) => (done, None),
            Err(failure) if failure.exit == Exit::Interrupted => return Err(failure),
            Err(failure) => ((0, None), Some(failure)),
        };
        copies.push(Copied { place, medium, resumed, digest, failure });
    }
    bar.finish_and_clear();
    let whole = Whole { source: &source, items: &items, bytes, openers: openers.as_ref() };
    let papers = papers(args, &whole, &copies, (begun, &name), session)?;
    answer(&copies, &whole, &papers, session)
}

fn looked_at(archive: &Path, session: &Session) -> Result<Report, Failure> {
    let mut request = request(archive, session)?;
    // The contents are judged while they are copied: each file by the digest in its list.
    request.quick = true;
    verify(archive, &request).map_err(|e| Failure::io(archive, &e))
}

/// To judge what lies at `place` as of today, by itself.
pub(super) fn request(place: &Path, session: &Session) -> Result<Request<'static>, Failure> {
    let mut request = Request::new(clock::today().parse().map_err(|e| Failure::data(&e))?);
    request.jobs = session.readers(place);
    Ok(request)
}

pub(super) fn say_findings(report: &Report, session: &Session) {
    let language = session.verifier_language();
    for finding in report.findings.iter().filter(|f| f.code.severity == niemphong_archive::Severity::Failed) {
        tell(&format!("{}: {} ({})", finding.path, finding.message(language), finding.code.id));
    }
}

/// Where a copy goes: `TARGET` itself, or under the archive's name inside it if it is a folder already.
fn place_of(target: &Path, archive: &Path) -> Result<PathBuf, Failure> {
    let is_archive = target.join(niemphong_archive::seal::SEAL_PATH).exists();
    if !target.is_dir() || is_archive {
        return Ok(target.to_owned());
    }
    let whole = std::fs::canonicalize(archive).map_err(|e| Failure::io(archive, &e))?;
    Ok(target.join(whole.file_name().unwrap_or_default()))
}

/// The parity file of a copy lies beside it.
fn parity_of(place: &Path) -> PathBuf {
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    place.with_file_name(format!("{name}.chan-le"))
}

/// Which places hold this very copy already: a run that was killed later, at another target or at the parity, is gone on
/// with. Whatever else lies there is refused, and so is a command with nothing left to do.
fn there_already(args: &CopyArgs, places: &[PathBuf], items: &[Item], is_cut_off: bool) -> Result<Vec<bool>, Failure> {
    let is_there = |path: &Path| std::fs::symlink_metadata(path).is_ok();
    let exists = |path: &Path| Failure::usage("cli-error-exists", vec![("path", path.display().to_string())]);
    let has_parity = |place: &Path| args.parity.is_some() && is_there(&parity_of(place));
    let mut whole = Vec::new();
    for place in places {
        whole.push(!args.encrypt && is_there(place) && holds(place, items));
        match whole.last() {
            Some(true) => {}
            _ if is_there(place) => return Err(exists(place)),
            _ if has_parity(place) => return Err(exists(&parity_of(place))),
            _ => {}
        }
    }
    let is_done = |(place, whole): (&PathBuf, &bool)| *whole && (args.parity.is_none() || has_parity(place));
    if !is_cut_off && places.iter().zip(&whole).all(is_done) { Err(exists(&places[0])) } else { Ok(whole) }
}

/// The parity that was asked for, over what the medium holds. An encrypted copy has got its own by now.
fn add_parity(args: &CopyArgs, place: &Path, items: &[Item]) -> Result<(), Failure> {
    let target = parity_of(place);
    let Some(percent) = args.parity.filter(|_| !target.exists()) else { return Ok(()) };
    write_parity(place, items, percent, &target).map_err(|e| sealing_failure(&e))
}

fn copy_one(
    archive: &Path,
    place: &Path,
    items: &[Item],
    bar: &indicatif::ProgressBar,
    session: &Session,
) -> Result<u64, Failure> {
    let failed = |e: StagingError| sealing_failure(&e.into());
    let mut copying = Copying::begin(place).map_err(failed)?;
    for item in items {
        if session.cancelled() {
            copying.pause();
            tell(&session.say("cli-copy-paused", &[("path", &place.display().to_string())]));
            return Err(Failure::interrupted());
        }
        if let Err(e) = copying.take(archive, item) {
            return Err(failed(e));
        }
        bar.inc(item.bytes);
    }
    let resumed = copying.resumed;
    let folder = copying.settle(items).map_err(failed)?;
    let report = verify(folder, &request(folder, session)?).map_err(|e| Failure::io(folder, &e))?;
    if report.verdict == Verdict::Failed {
        say_findings(&report, session);
        return Err(Failure::incomplete("cli-error-copy-differs", vec![("path", place.display().to_string())]));
    }
    copying.finish().map_err(failed)?;
    Ok(resumed)
}

/// An encrypted copy is never gone on with: the key of one that was cut short is gone.
fn encrypt_one(
    args: &CopyArgs,
    source: &Report,
    items: &[Item],
    openers: &Openers,
    place: &Path,
    bar: &indicatif::ProgressBar,
    session: &Session,
) -> Result<(u64, Option<Digest>), Failure> {
    let sealed_at = source.sealed.as_ref().map(|seal| seal.sealed_at.to_string()).unwrap_or_default();
    let time = sealed_at.parse::<jiff::Timestamp>().map_or(0, |time| u64::try_from(time.as_second()).unwrap_or(0));
    let name = container::name_of(&args.archive)?;
    let content = Content { archive: &args.archive, name: &name, items, time };
    let parity_place = parity_of(place);
    let parity = args.parity.map(|percent| Beside { percent, place: &parity_place });
    Ok((0, Some(container::write(content, openers, place, parity, bar, session)?.digest)))
}

/// Where the papers go – beside the archive, or into the folder asked for – and the archive's name, which they bear.
fn papers_home(args: &CopyArgs) -> Result<(PathBuf, String), Failure> {
    let here = std::fs::canonicalize(&args.archive).map_err(|e| Failure::io(&args.archive, &e))?;
    let home = args.papers.clone().or_else(|| here.parent().map(Path::to_owned)).unwrap_or_default();
    Ok((home, here.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()))
}

/// The lines of the backup log (nhật kí sao lưu) as an export takes them, and the minutes (biên bản sao lưu) to print
/// and sign.
fn papers(
    args: &CopyArgs,
    whole: &Whole<'_>,
    copies: &[Copied],
    (staging, name): (Staging, &str),
    session: &Session,
) -> Result<PathBuf, Failure> {
    let now = clock::now();
    let is_before = |seal: &Seal| now.parse().is_ok_and(|now: Timestamp| now.instant() < seal.sealed_at.instant());
    if whole.source.sealed.as_ref().is_some_and(is_before) {
        tell(&session.say("cli-copy-clock", &[("now", &now)]));
    }
    let store = |path: &str, bytes: &[u8]| staging.store(path, bytes).map_err(|e| sealing_failure(&e.into()));
    store("nhat-ki-sao-luu.yaml", log(args, whole, name, &now, copies, session).as_bytes())?;
    let press = Press::new(&session.assets).map_err(|e| session.broken(&e))?;
    let options = PdfOptions {
        title: session.on_paper("cli-copy-minutes-title", &[("name", name)]),
        record: format!("{name}-{PAPERS}-{}", &now[..10]),
        date: super::build::print_date(&now)?,
        standard: Standard::A2a,
        attachment: None,
    };
    let view = minutes(args, whole, &now, copies, session);
    let pdf = press.pdf("bien_ban_sao_luu", &view, &options).map_err(|e| Failure::data(&e))?;
    store("bien-ban-sao-luu.pdf", &pdf)?;
    staging.finish().map_err(|e| sealing_failure(&e.into()))
}

/// `name` in `home`, or with the first number behind it under which nothing lies yet: two copies may end in one second.
fn free_place(home: &Path, name: &str) -> PathBuf {
    let mut place = home.join(name);
    let mut number = 2;
    while std::fs::symlink_metadata(&place).is_ok() {
        place = home.join(format!("{name}-{number}"));
        number += 1;
    }
    place
}

fn year_of(source: &Report) -> String {
    let id = source.statement.as_ref().map(|s| s.archive.to_string()).unwrap_or_default();
    id.rsplit('/').next().unwrap_or_default().to_owned()
}

fn result_of(copied: &Copied) -> &'static str {
    if copied.failure.is_none() { "Đạt" } else { "Lỗi" }
}

/// How it was copied, as the log says it: the minutes name every recipient, the log has one line for it.
fn method(openers: Option<&Openers>, session: &Session) -> String {
    let (word, count) = match openers {
        None => ("cli-copy-method", 0),
        Some(Openers::Password(_)) => ("cli-copy-method-password", 0),
        Some(Openers::Recipients(all)) => ("cli-copy-method-recipients", all.len()),
    };
    session.on_paper(word, &[("count", &count.to_string())])
}

fn log(args: &CopyArgs, whole: &Whole<'_>, name: &str, now: &str, copies: &[Copied], session: &Session) -> String {
    let quoted = |text: &str| Value::from(text).to_string();
    let mut text = format!("loai: nhat_ki_sao_luu\nnam_hoc: {}\nmuc:\n", quoted(&year_of(whole.source)));
    for copied in copies {
        text += &format!("  - thoi_gian: {}\n", quoted(&now[..10]));
        text += &format!("    phuong_thuc: {}\n", quoted(&method(whole.openers, session)));
        text += &format!("    ten_tep: {}\n", quoted(name));
        if !copied.medium.is_empty() {
            text += &format!("    ma_phuong_tien: {}\n", quoted(&copied.medium));
        }
        if let Some(by) = args.by.as_ref().filter(|by| !by.contains(' ')) {
            text += &format!("    nguoi_sao_luu: {}\n", quoted(by));
        }
        text += &format!("    ket_qua: {}\n", quoted(result_of(copied)));
    }
    text
}

fn minutes(args: &CopyArgs, whole: &Whole<'_>, now: &str, copies: &[Copied], session: &Session) -> Value {
    let source = whole.source;
    let statement = source.statement.as_ref();
    let (day, clock) = (&now[..10], &now[11..16]);
    let day = day.parse::<crate::record::Date>().map_or_else(|_| day.to_owned(), crate::record::Date::dmy);
    let seal = source.seal.map(|seal| view::groups(&seal.to_string())).unwrap_or_default();
    let recipients: Vec<String> = match whole.openers {
        Some(Openers::Recipients(all)) => all.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let rows: Vec<Value> = copies
        .iter()
        .map(|copied| json!({"medium": copied.medium, "place": copied.place.display().to_string(), "result": result_of(copied), "digest": copied.digest.map(|digest| view::groups(&digest.to_string())).unwrap_or_default()}))
        .collect();
    json!({
        "lang": "vi",
        "school": {"name": statement.map(|s| s.school.clone()).unwrap_or_default(), "superior": ""},
        "place_date": "",
        "archive": statement.map(|s| s.archive.to_string()).unwrap_or_default(),
        "time": session.on_paper("filled-time", &[("clock", clock), ("day", &day)]),
        "place": args.place.clone().unwrap_or_default(),
        "by": args.by.clone().unwrap_or_default(),
        "source": args.archive.display().to_string(),
        "files": number(whole.items.len() as u64),
        "bytes": size_words(whole.bytes),
        "password": matches!(whole.openers, Some(Openers::Password(_))),
        "recipients": recipients,
        "seal_digest_groups": seal,
        "copies": rows,
    })
}

fn answer(copies: &[Copied], whole: &Whole<'_>, papers: &Path, session: &Session) -> Outcome {
    let (items, bytes) = (whole.items, whole.bytes);
    let failed = copies.iter().any(|copied| copied.failure.is_some());
    if session.is_json() {
        let one = |copied: &Copied| {
            let error = copied.failure.as_ref().map(|f| words_of(f, session));
            json!({"path": copied.place.display().to_string(), "verified": error.is_none(), "resumed": copied.resumed, "sha256": copied.digest.map(|digest| digest.to_string()), "error": error})
        };
        let rows: Vec<Value> = copies.iter().map(one).collect();
        let answer =
            json!({"copies": rows, "files": items.len(), "bytes": bytes, "papers": papers.display().to_string()});
        out(&format!("{answer}\n"));
    } else {
        for copied in copies {
            let place = copied.place.display().to_string();
            match &copied.failure {
                None => {
                    let arguments = [
                        ("path", place),
                        ("files", number(items.len() as u64)),
                        ("bytes", size_words(bytes)),
                        ("resumed", copied.resumed.to_string()),
                    ];
                    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(n, v)| (*n, v.as_str())).collect();
                    out(&format!(
                        "{}\n",
                        session
                            .say(if copied.digest.is_some() { "cli-copy-locked" } else { "cli-copy-done" }, &arguments)
                    ));
                }
                Some(failure) => {
                    let said = words_of(failure, session);
                    out(&format!("{}\n", session.say("cli-copy-failed", &[("path", &place), ("said", &said)])));
                }
            }
        }
        out(&format!("{}\n", session.say("cli-copy-papers", &[("path", &papers.display().to_string())])));
        let good = copies.iter().filter(|copied| copied.failure.is_none()).count();
        if let Some(openers) = whole.openers.filter(|_| good > 0) {
            let word = match openers {
                Openers::Password(_) => "cli-copy-locked-password",
                Openers::Recipients(_) => "cli-copy-locked-recipients",
            };
            tell(&session.say(word, &[]));
        }
        if good == 1 {
            tell(&session.say("cli-copy-one-is-few", &[]));
        }
    }
    Ok(if failed { Exit::Incomplete } else { Exit::Done })
}

fn words_of(failure: &Failure, session: &Session) -> String {
    let arguments = in_language(&failure.arguments, session.language);
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(n, v)| (*n, v.as_str())).collect();
    session.say(failure.word, &arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_of_one_second_get_names_of_their_own() {
        let home = tempfile::tempdir().unwrap();
        for expected in ["sao-luu-a-1", "sao-luu-a-1-2", "sao-luu-a-1-3"] {
            let place = free_place(home.path(), "sao-luu-a-1");
            assert_eq!(place, home.path().join(expected));
            std::fs::create_dir(place).unwrap();
        }
    }
}
