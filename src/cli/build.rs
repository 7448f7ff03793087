//! `niemphong build`: check, plan, render, seal and sign, in one go; nothing is written unless the export is sound.

use std::path::{Path, PathBuf};

use niemphong_archive::leaf::VolumeSeed;
use niemphong_archive::{ArchiveId, KeepUntil, Role, Seal, Timestamp, VolumeName, digest};

use super::args::BuildArgs;
use super::examine::{Examined, examine};
use super::exit::{Exit, Failure, Outcome};
use super::lineage::{self, Ancestors};
use super::minutes;
use super::plan::Workshop;
use super::publish::{OpenVolume, Printer};
use super::redact::Copy;
use super::reuse::Reuse;
use super::secret::Secret;
use super::session::{Session, out, tell};
use super::site::{self, Imprint};
use super::{basis, check, clock, key, labels};
use crate::check::Rulebook;
use crate::record::Context;
use crate::render::html::Pages;
use crate::render::pdf::{Press, PrintDate};
use crate::seal::{
    PublicKeyFile, Sealed, Sealing, SealingError, Signer, Staging, StagingError, Statement, VolumeEntry, VolumeWriter,
};

/// Name and version of the program, as pages and seals carry it.
pub(super) const SYSTEM: &str = concat!("niemphong ", env!("CARGO_PKG_VERSION"));

/// Where a redacted copy says so to programs.
const COPY_STATEMENT: &str = "ban-luoc.txt";

/// An archive to make.
pub(super) struct Order<'a> {
    pub(super) target: &'a Path,
    pub(super) sealed_at: String,
    pub(super) ancestors: Ancestors,
    pub(super) tools: Option<PathBuf>,
    pub(super) signer: Option<(Signer, Role, String)>,
    /// Who is to sign later; the minutes carry their fingerprints.
    pub(super) cosigners: Vec<PublicKeyFile>,
    /// Only of a redacted copy.
    pub(super) copy: Option<Copy>,
    /// What the seeds come from, if not from the export.
    pub(super) secret: Option<Secret>,
    /// A folder for what the next build may use again.
    pub(super) cache: Option<PathBuf>,
}

/// What came of it.
pub(super) struct Built {
    pub(super) target: PathBuf,
    pub(super) seal: Seal,
    pub(super) digest: niemphong_archive::Digest,
    pub(super) records: usize,
    pub(super) signed: bool,
    /// With a cache: prints that the last build had made, and entries that were damaged.
    pub(super) reused: Option<(usize, u64)>,
}

/// Runs the command.
pub(super) fn run(args: &BuildArgs, session: &Session) -> Outcome {
    let book = session.rulebook()?;
    let press = Press::new(&session.assets).map_err(|e| session.broken(&e))?;
    let examined = examine(&args.export, &book, &press, session)?;
    if !examined.outcome.is_sound() {
        check::say(&args.export, &examined, session);
        tell(&session.say("cli-build-nothing-written", &[]));
        return Ok(check::exit(&examined));
    }
    let context = context_of(&examined)?;
    if args.plan {
        return super::plan_report(&Workshop::new(&book, &examined, context), session);
    }
    let order = Order {
        target: &args.out,
        sealed_at: clock::sealing(args.sealed_at.as_ref(), archive_id(context)?.school_year(), session)?,
        ancestors: Ancestors {
            previous: args.previous.clone(),
            supersedes: args.supersedes.clone(),
            reason: args.reason.clone(),
        },
        tools: tools(args),
        signer: key::optional(&args.signer, session)?,
        cosigners: args.cosigner.iter().map(|path| key::public_file(path)).collect::<Result<_, _>>()?,
        copy: None,
        secret: Secret::find(args.secret.as_deref(), &args.export)?,
        cache: args.cache.clone(),
    };
    let built = build(&order, &book, &press, &examined, session)?;
    say(&built, session);
    Ok(Exit::Done)
}

/// What records are made with; a sound export always has it.
pub(super) fn context_of(examined: &Examined) -> Result<&Context, Failure> {
    examined.outcome.context.as_ref().ok_or_else(|| Failure::incomplete("cli-error-no-school", Vec::new()))
}

/// Builds, seals and signs.
pub(super) fn build(
    order: &Order<'_>,
    book: &Rulebook,
    press: &Press,
    examined: &Examined,
    session: &Session,
) -> Result<Built, Failure> {
    let context = context_of(examined)?;
    let sealed_at: Timestamp = order.sealed_at.parse().map_err(|e| {
        Failure::usage("cli-error-sealed-at", vec![("found", order.sealed_at.clone()), ("said", format!("{e}"))])
    })?;
    let copy = order.copy.as_ref();
    let archive = copy.map_or_else(|| archive_id(context), |copy| Ok(copy.archive.clone()))?;
    let shown = shown_moment(&order.sealed_at);
    let imprint = Imprint {
        words: &session.words,
        context,
        catalogue: &book.catalogue,
        archive: archive.as_str(),
        sealed_at: &shown,
        system: copy.map_or(SYSTEM, |copy| &copy.system),
        copy,
    };
    let mut workshop = Workshop::new(book, examined, context);
    workshop.decided = copy.map(|copy| copy.terms.clone()).unwrap_or_default();
    let plan = workshop.plan(session)?;
    let lineage = lineage::trace(&order.ancestors, &archive, &sealed_at, &plan)?;
    let reuse = reuse(order, session)?;
    let staging = Staging::begin(order.target).map_err(|e| sealing_failure(&e.into()))?;
    let mut sealing = Sealing::new(staging);
    let master = match &order.secret {
        Some(secret) => secret.master(&archive, lineage.serial, &order.sealed_at),
        None => master_of_export(examined, &order.sealed_at),
    };
    let mut open = imprint.open(plan, &|folder| seed(&master, folder));
    let pages = Pages::new(&session.assets, session.words.clone()).map_err(|e| session.broken(&e))?;
    let mut writers = writers(&open)?;
    let total = open.values().map(|v| v.volume.cards().len()).sum();
    let printer = Printer {
        workshop: &workshop,
        setting: site::setting(&imprint),
        press,
        pages: &pages,
        date: print_date(&order.sealed_at)?,
        serial: lineage.serial,
        volumes: &open,
        sealing: &sealing,
        reuse: reuse.as_ref(),
    };
    let mut prints = Vec::with_capacity(total);
    printer.print_all(total, session, |written| {
        prints.push((written.term, written.place, written.print));
        let writer = writers.get_mut(&written.term).ok_or_else(|| Failure::data(&"a volume without plan"))?;
        for entry in written.entries {
            writer.note(entry).map_err(|e| Failure::data(&e))?;
        }
        writer.note_leaf(written.id, written.leaf, written.source);
        Ok(())
    })?;
    for (term, place, (bytes, pages)) in prints {
        if let Some(open) = open.get_mut(&term) {
            open.volume.note_print(place, bytes, pages);
        }
    }
    let mut summaries = Vec::new();
    for (term, volume) in open.iter().rev() {
        session.go_on()?;
        let Some(writer) = writers.get_mut(term) else { continue };
        site::store_pages(&pages, volume, &sealing, session, |entry| {
            writer.note(entry).map_err(|e| Failure::data(&e))
        })?;
        if copy.is_none() {
            let text = basis::text(&workshop, volume)?;
            note(writer, sealing.store(&volume.folder, basis::BASIS_PATH, text.as_bytes()))?;
        }
        let (files, bytes) = writer.sealed_size().map_err(|e| Failure::data(&e))?;
        summaries.push(site::summary(volume, files, bytes));
    }
    let require = vec![order.signer.as_ref().map_or(Role::Principal, |(_, role, _)| *role)];
    let roles = require.iter().map(|role| site::role_words(*role, &session.words)).collect();
    let loose = pages.browse_files().iter().cloned().chain(imprint.root_pages(
        &pages,
        &summaries,
        roles,
        lineage.correction(),
        &workshop,
        &session.words,
    )?);
    for page in loose {
        sealing.store_loose(&page.path, &page.bytes).map_err(|e| sealing_failure(&e))?;
    }
    let facts = imprint.school_facts();
    sealing.store_loose(super::holdings::SCHOOL_PATH, facts.as_bytes()).map_err(|e| sealing_failure(&e))?;
    let labels = labels::script(workshop.book, session);
    sealing.store_loose(labels::LABELS_PATH, labels.as_bytes()).map_err(|e| sealing_failure(&e))?;
    if let Some(copy) = copy {
        sealing.store_loose(COPY_STATEMENT, copy.statement.as_bytes()).map_err(|e| sealing_failure(&e))?;
    }
    if let Some(folder) = &order.tools {
        add_tools(&mut sealing, folder)?;
    }
    session.go_on()?;
    let statement = Statement {
        archive: archive.clone(),
        serial: lineage.serial,
        school: context.school.name.parse().map_err(|e| Failure::data(&e))?,
        sealed_at,
        previous: lineage.previous,
        supersedes: lineage.supersedes,
        builder: copy.map_or(SYSTEM, |copy| &copy.builder).parse().map_err(|e| Failure::data(&e))?,
        require,
    };
    let writers = writers.into_values().collect();
    let sealed =
        sealing.seal(writers, statement, examined.digest().to_string().as_bytes()).map_err(|e| sealing_failure(&e))?;
    let evidence = minutes::Evidence {
        imprint: &imprint,
        summaries: &summaries,
        press,
        date: print_date(&order.sealed_at)?,
        cosigners: &order.cosigners,
        words: &session.words,
    };
    add_evidence(&sealed, order, &evidence)?;
    session.go_on()?;
    let (seal, digest) = (sealed.seal.clone(), sealed.digest);
    let target = sealed.finish().map_err(|e| sealing_failure(&e))?;
    let reused = reuse.map(|reuse| reuse.finish());
    Ok(Built { target, seal, digest, records: total, signed: order.signer.is_some(), reused })
}

/// The cache. It needs a secret: seeds that come from the whole export change with any record, and all prints with them.
fn reuse(order: &Order<'_>, session: &Session) -> Result<Option<Reuse>, Failure> {
    match (&order.cache, &order.secret) {
        (Some(folder), Some(secret)) => Reuse::open(folder, secret, &session.assets).map(Some),
        (Some(_), None) => Err(Failure::usage("cli-error-cache-secret", Vec::new())),
        (None, _) => Ok(None),
    }
}

/// The verifying programs that travel inside: those of the folder that is named, or of the folder `tools` that a
/// release has beside the program, so that one release gives the same bytes everywhere.
fn tools(args: &BuildArgs) -> Option<PathBuf> {
    if args.no_tools { None } else { args.tools.clone().or_else(tools_of_the_release) }
}

/// The folder `tools` beside the running program, if it holds a verifier.
pub(super) fn tools_of_the_release() -> Option<PathBuf> {
    let folder = std::env::current_exe().ok()?.parent()?.join("tools");
    let listing = crate::read::survey(&folder).ok()?;
    listing.entries.iter().any(|entry| entry.name.starts_with("niemphong-verify")).then_some(folder)
}

/// The programs of `folder`, in order of their names, as loose files below `tools/`.
fn add_tools(sealing: &mut Sealing, folder: &Path) -> Result<(), Failure> {
    let listing = crate::read::survey(folder).map_err(|e| Failure::io(folder, &e))?;
    if listing.entries.is_empty() {
        return Err(Failure::usage("cli-error-no-tools", vec![("path", folder.display().to_string())]));
    }
    for entry in listing.entries {
        let bytes = std::fs::read(&entry.path).map_err(|e| Failure::io(&entry.path, &e))?;
        sealing.store_loose(&format!("tools/{}", entry.name), &bytes).map_err(|e| sealing_failure(&e))?;
    }
    Ok(())
}

fn note(writer: &mut VolumeWriter, stored: Result<VolumeEntry, SealingError>) -> Result<(), Failure> {
    let entry = stored.map_err(|e| sealing_failure(&e))?;
    writer.note(entry).map_err(|e| Failure::data(&e))
}

/// The sealing minutes, and the signatures of whoever signs at once.
fn add_evidence(sealed: &Sealed, order: &Order<'_>, evidence: &minutes::Evidence<'_>) -> Result<(), Failure> {
    let pdf = minutes::minutes(&sealed.seal, &sealed.text, sealed.digest, order.signer.as_ref(), evidence)?;
    let add = |path: &str, bytes: &[u8]| sealed.add_evidence(path, bytes).map_err(|e| sealing_failure(&e));
    add("evidence/bien-ban.pdf", &pdf)?;
    if let Some((signer, role, _)) = &order.signer {
        let (archive, serial) = (&sealed.seal.archive, sealed.seal.serial);
        let seal = signer.sign_seal(sealed.text.as_bytes(), *role, archive, serial).map_err(|e| Failure::data(&e))?;
        add(&format!("evidence/seal.txt.{role}.minisig"), seal.as_bytes())?;
        let minutes =
            signer.sign_minutes(&pdf, *role, archive, serial, sealed.digest).map_err(|e| Failure::data(&e))?;
        add(&format!("evidence/bien-ban.pdf.{role}.minisig"), minutes.as_bytes())?;
    }
    Ok(())
}

fn writers(
    open: &std::collections::BTreeMap<crate::catalogue::Term, OpenVolume>,
) -> Result<std::collections::BTreeMap<crate::catalogue::Term, VolumeWriter>, Failure> {
    open.iter()
        .map(|(term, volume)| {
            let name: VolumeName = volume.folder.parse().map_err(|e| Failure::data(&e))?;
            let until = &volume.volume.info.keep_until;
            let keep = if until.is_empty() { "permanent" } else { until };
            let keep: KeepUntil = keep.parse().map_err(|e| Failure::data(&e))?;
            Ok((*term, VolumeWriter::new(name, keep, volume.seed.clone())))
        })
        .collect()
}

/// `vn/82/82760123/2025-2026`.
fn archive_id(context: &Context) -> Result<ArchiveId, Failure> {
    let school = &context.school;
    let id = format!("vn/{}/{}/{}", school.province.0, school.code.to_lowercase(), school.year);
    id.parse().map_err(|e| Failure::data(&e))
}

/// What the volumes' seeds come from where there is no secret of the school's own: all of the export and the moment of sealing, so that the same
/// input gives the same archive, and whoever lacks one byte of the export can't compute it.
fn master_of_export(examined: &Examined, sealed_at: &str) -> [u8; 32] {
    digest::hmac_sha256(examined.digest().as_bytes(), format!("niemphong-master/1 {sealed_at}").as_bytes())
}

fn seed(master: &[u8; 32], folder: &str) -> VolumeSeed {
    VolumeSeed::new(digest::hmac_sha256(master, folder.as_bytes()))
}

/// A moment as pages print it: `12/06/2026 09:30:00 +07:00`.
pub(super) fn shown_moment(rfc3339: &str) -> String {
    let (date, rest) = rfc3339.split_once('T').unwrap_or((rfc3339, ""));
    let day = date.parse::<crate::record::Date>().map_or_else(|_| date.to_owned(), crate::record::Date::dmy);
    let (clock, zone) = rest.split_at_checked(8).unwrap_or((rest, ""));
    let zone = if zone == "Z" { "UTC" } else { zone };
    format!("{day} {clock} {zone}").trim().to_owned()
}

/// A moment as PDF metadata carries it.
pub(super) fn print_date(rfc3339: &str) -> Result<PrintDate, Failure> {
    let bad = || Failure::usage("cli-error-sealed-at", vec![("found", rfc3339.to_owned()), ("said", String::new())]);
    let (local, zone) = rfc3339.split_at_checked(19).ok_or_else(bad)?;
    let local = local.parse().map_err(|_| bad())?;
    let offset_minutes = match zone {
        "Z" => 0,
        _ => {
            let (hours, minutes) = zone.get(1..).and_then(|z| z.split_once(':')).ok_or_else(bad)?;
            let size = hours.parse::<i32>().map_err(|_| bad())? * 60 + minutes.parse::<i32>().map_err(|_| bad())?;
            if zone.starts_with('-') { -size } else { size }
        }
    };
    Ok(PrintDate { local, offset_minutes })
}

/// A failure to write or seal, in the words of the command line.
pub(super) fn sealing_failure(error: &SealingError) -> Failure {
    match error {
        SealingError::Staging(StagingError::Exists { path }) => {
            Failure::usage("cli-error-exists", vec![("path", path.display().to_string())])
        }
        SealingError::Staging(StagingError::Busy { path }) => {
            Failure::incomplete("cli-error-busy", vec![("path", path.display().to_string())])
        }
        SealingError::Staging(StagingError::BadTarget { path }) => {
            Failure::usage("cli-error-bad-target", vec![("path", path.display().to_string())])
        }
        SealingError::Staging(StagingError::Changed { path }) => {
            Failure::incomplete("cli-error-changed", vec![("path", path.display().to_string())])
        }
        SealingError::Staging(StagingError::NoParityList { path }) => {
            Failure::incomplete("cli-error-parity-list", vec![("path", path.display().to_string())])
        }
        SealingError::Staging(StagingError::Io { path, source }) => Failure::system(path, source),
        SealingError::Format(fault) => Failure::data(fault),
    }
}

pub(super) fn say(built: &Built, session: &Session) {
    let path = built.target.display().to_string();
    let digest = built.digest.tagged();
    let records = built.records.to_string();
    if session.is_json() {
        let answer = serde_json::json!({"archive": built.seal.archive.as_str(), "serial": built.seal.serial.get(), "path": path, "seal": digest, "records": built.records, "signed": built.signed, "reused": built.reused.map(|(reused, _)| reused)});
        out(&format!("{answer}\n"));
        return;
    }
    let start = built.target.join("index.html").display().to_string();
    let grouped = built.digest.grouped();
    if let Some((reused, damaged)) = built.reused {
        tell(&session.say("cli-build-reused", &[("reused", &reused.to_string()), ("records", &records)]));
        if damaged > 0 {
            tell(&session.say("cli-build-damaged", &[("damaged", &damaged.to_string())]));
        }
    }
    let word = if built.signed { "cli-build-signed" } else { "cli-build-unsigned" };
    out(&format!(
        "{}\n",
        session.say("cli-build-done", &[("path", &path), ("records", &records), ("seal", &grouped), ("start", &start)])
    ));
    out(&format!("{}\n", session.say(word, &[])));
}
