//! `niemphong print`: derived sets and lists for the printer, from a sealed archive into a new folder.

use std::collections::BTreeMap;

use niemphong_archive::Digest;
use niemphong_archive::name::KeepUntil;
use serde_json::Value;

use super::args::PrintArgs;
use super::build::sealing_failure;
use super::clock;
use super::exit::{Exit, Failure, Outcome};
use super::holdings::{self, Holding, Holdings, Opened};
use super::session::{Session, out, tell};
use super::{files, verify};
use crate::catalogue::{Catalogue, CyclePapers, Scope};
use crate::record::Date;
use crate::render::bound::{self, Print, Sides};
use crate::render::file_cycle::{self as cycle, Listed};
use crate::render::pdf::{Press, RenderError};
use crate::seal::Staging;
use crate::words::{Language, Words};

/// The set, its sources, and the folder of booklets, inside the target.
const SET: &str = "bo-in.pdf";
const SOURCES: &str = "nguon.sha256";
const BOOKLETS: &str = "tap-gap-a3";

/// Runs the command.
pub(super) fn run(args: &PrintArgs, session: &Session) -> Outcome {
    let book = session.rulebook()?;
    let held = match holdings::open(&args.archive, &book.catalogue, session)? {
        Opened::Sound(held) => held,
        Opened::Unsound => return refuse(&args.archive, session),
    };
    held.outside(&args.out)?;
    let chosen = choose(&held, args)?;
    let press = Press::new(&session.assets).map_err(|e| session.broken(&e))?;
    let staging = Staging::begin(&args.out).map_err(|e| sealing_failure(&e.into()))?;
    let superior = held.school.superior_on(held.day());
    let store = |path: &str, bytes: &[u8]| staging.store(path, bytes).map_err(|e| sealing_failure(&e.into()));
    if args.list {
        let papers = CyclePapers::load(&session.assets).map_err(|e| session.broken(&e))?;
        let today: Date = clock::today().parse().map_err(|e| Failure::data(&e))?;
        let forms: Vec<_> = papers.on(today).filter(|(scope, _)| *scope == Scope::Term).collect();
        if forms.is_empty() {
            return Err(files::no_form(today));
        }
        let printer = files::Printer::new(&held, session)?;
        for (volume, records) in by_volume(&chosen) {
            let case = list(&held, volume, &records, &superior);
            for (_, paper) in &forms {
                session.go_on()?;
                let name = format!("{}-{volume}", paper.file);
                store(&format!("{name}.pdf"), &printer.print(&name, paper, &case)?)?;
            }
        }
    } else if args.booklet {
        for one in &chosen {
            session.go_on()?;
            if !one.print.folds() {
                return Err(Failure::usage("cli-error-print-fold", vec![("record", one.id.clone())]));
            }
            let made =
                bound::booklet(&press, &one.print, &held.origin(&superior, &session.words)).map_err(|e| failed(&e))?;
            store(&format!("{BOOKLETS}/{}.pdf", one.id), &made)?;
        }
    } else {
        let sides = if args.one_sided { Sides::One } else { Sides::Both };
        let prints: Vec<Print> = chosen.iter().map(|one| one.print.clone()).collect();
        let subject = subject(args, &held, &book.catalogue, &session.words);
        let made = bound::set(&press, &prints, &subject, sides, &held.origin(&superior, &session.words))
            .map_err(|e| failed(&e))?;
        store(SET, &made)?;
    }
    store(SOURCES, sources(&chosen).as_bytes())?;
    session.go_on()?;
    let made = staging.finish().map_err(|e| sealing_failure(&e.into()))?;
    let pages: usize = chosen.iter().map(|one| one.print.pages.len()).sum();
    say(&made, chosen.len(), pages, session);
    Ok(Exit::Done)
}

/// Shows what `verify` says of an archive that nothing may be taken from.
pub(super) fn refuse(archive: &std::path::Path, session: &Session) -> Outcome {
    let exit = verify::once(archive, None, session)?;
    tell(&session.say("cli-print-refused", &[]));
    Ok(exit)
}

fn failed(error: &RenderError) -> Failure {
    Failure::form(error)
}

/// The records that all given choices fit, at least one.
fn choose<'a>(held: &'a Holdings, args: &PrintArgs) -> Result<Vec<&'a Holding>, Failure> {
    if args.class.is_empty()
        && args.kind.is_empty()
        && args.record.is_empty()
        && args.retention.is_empty()
        && !args.all
        && !args.list
    {
        return Err(Failure::usage("cli-error-print-choose", Vec::new()));
    }
    let fits = |asked: &[String], has: &str| asked.is_empty() || asked.iter().any(|one| one == has);
    let kinds: Vec<String> = args.kind.iter().map(|kind| kind.replace('-', "_")).collect();
    let chosen: Vec<&Holding> = held
        .all
        .iter()
        .filter(|one| fits(&args.class, &one.class) && fits(&kinds, &one.kind))
        .filter(|one| fits(&args.record, &one.id) && fits(&args.retention, &one.volume))
        .collect();
    if chosen.is_empty() {
        let classes: std::collections::BTreeSet<&str> =
            held.all.iter().map(|one| one.class.as_str()).filter(|c| !c.is_empty()).collect();
        let known = classes.into_iter().collect::<Vec<_>>().join(", ");
        return Err(Failure::usage("cli-error-print-nothing", vec![("known", known)]));
    }
    Ok(chosen)
}

/// What was chosen, in words for the cover; prints are Vietnamese whatever language the command was given in.
fn subject(args: &PrintArgs, held: &Holdings, catalogue: &Catalogue, words: &Words) -> String {
    let say = |id: &str, told: &str| words.say(Language::Vi, id, &[("told", told)]);
    let title = |kind: &String| catalogue.kind(&kind.replace('-', "_")).map_or(kind.clone(), |k| k.title.vi.clone());
    let mut parts = vec![match args.kind.as_slice() {
        [] => say("print-subject-records", ""),
        kinds => kinds.iter().map(title).collect::<Vec<_>>().join(", "),
    }];
    for (id, chosen) in [("print-subject-class", &args.class), ("print-subject-term", &args.retention)] {
        if !chosen.is_empty() {
            parts.push(say(id, &chosen.join(", ")));
        }
    }
    parts.push(say("print-subject-year", held.seal.archive.school_year()));
    parts.join(", ")
}

/// The chosen records by the folder of their volume, in the seal's order of volumes.
fn by_volume<'a>(chosen: &[&'a Holding]) -> BTreeMap<&'a str, Vec<&'a Holding>> {
    let mut out: BTreeMap<&str, Vec<&Holding>> = BTreeMap::new();
    for one in chosen {
        out.entry(&one.volume).or_default().push(one);
    }
    out
}

/// What the list of one retention class is filled from.
fn list(held: &Holdings, volume: &str, records: &[&Holding], superior: &str) -> Value {
    let sealed = held.seal.volumes.iter().find(|one| one.name.to_string() == volume);
    let until = sealed.and_then(|one| match one.keep_until {
        KeepUntil::Permanent => None,
        KeepUntil::Until(day) => day.to_string().parse().ok(),
    });
    let listed = |one: &&Holding| Listed {
        id: one.id.clone(),
        title: one.print.title.clone(),
        date: one.date,
        pages: one.print.pages.len(),
        files: one.kept.len(),
    };
    let rows: Vec<Listed> = records.iter().map(listed).collect();
    cycle::term_case(files::term(volume), until, &rows, &files::source(held, superior))
}

/// Lines that `sha256sum -c` checks from inside the archive.
fn sources(chosen: &[&Holding]) -> String {
    let line = |one: &&Holding| format!("{}  {}\n", Digest::of(&one.print.bytes), one.path);
    chosen.iter().map(line).collect()
}

fn say(made: &std::path::Path, records: usize, pages: usize, session: &Session) {
    let path = made.display().to_string();
    if session.is_json() {
        out(&format!("{}\n", serde_json::json!({"path": path, "records": records, "pages": pages, "derived": true})));
        return;
    }
    let (records, pages) = (records.to_string(), pages.to_string());
    let arguments = [("path", path.as_str()), ("records", &records), ("pages", &pages)];
    out(&format!("{}\n", session.say("cli-print-done", &arguments)));
}
