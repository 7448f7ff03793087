//! `niemphong files`: the file cycle on paper, and each file as PDF and XML in chronological order (NĐ 30/2020/NĐ-CP,
//! Phụ lục VI, III.4.g), from a sealed archive into a new folder.

use std::collections::{BTreeMap, BTreeSet};

use niemphong_archive::{Canonical, Digest};
use serde_json::Value;

use super::args::FilesArgs;
use super::build::sealing_failure;
use super::clock;
use super::exit::{Exit, Failure, Outcome};
use super::holdings::{self, Holding, Holdings, Opened};
use super::session::{Session, out};
use crate::catalogue::{Catalogue, Count, CyclePapers, PaperForm, Scope, Term};
use crate::record::Date;
use crate::render::file_cycle::{self as cycle, Dossier, Item, Source};
use crate::render::file_xml::xml;
use crate::render::papers::{FORM, Occasion, PaperForms};
use crate::render::pdf::{PdfOptions, Press, Standard};
use crate::seal::Staging;
use crate::words::Words;

/// The schema of each file's XML, among the assets.
const SCHEMA: &str = "schemas/ho_so_nd30.xsd";

/// A file, with the records that its items stand for.
struct Gathered<'a> {
    dossier: Dossier,
    holdings: Vec<&'a Holding>,
    folder: String,
}

/// Runs the command.
pub(super) fn run(args: &FilesArgs, session: &Session) -> Outcome {
    let book = session.rulebook()?;
    let held = match holdings::open(&args.archive, &book.catalogue, session)? {
        Opened::Sound(held) => held,
        Opened::Unsound => return super::print::refuse(&args.archive, session),
    };
    held.outside(&args.out)?;
    let mut files = gather(&held, &book.catalogue)?;
    if !args.file.is_empty() {
        files.retain(|one| args.file.contains(&one.dossier.code));
        if files.is_empty() {
            return Err(Failure::usage("cli-error-no-file", vec![("found", args.file.join(", "))]));
        }
    }
    let papers = CyclePapers::load(&session.assets).map_err(|e| session.broken(&e))?;
    let today: Date = clock::today().parse().map_err(|e| Failure::data(&e))?;
    if papers.on(today).next().is_none() {
        return Err(no_form(today));
    }
    let printer = Printer::new(&held, session)?;
    let staging = Staging::begin(&args.out).map_err(|e| sealing_failure(&e.into()))?;
    let superior = held.school.superior_on(held.day());
    let source = source(&held, &superior);
    let writer = Writer { words: &session.words, printer: &printer, staging: &staging };
    let dossiers: Vec<&Dossier> = files.iter().map(|one| &one.dossier).collect();
    let counts = counted(&held, &papers.counts);
    for (scope, paper) in papers.on(today) {
        session.go_on()?;
        let about: Vec<&Dossier> = match scope {
            Scope::All => dossiers.clone(),
            Scope::Permanent => dossiers.iter().copied().filter(|one| one.term == Term::Permanent).collect(),
            Scope::Limited => dossiers.iter().copied().filter(|one| one.term != Term::Permanent).collect(),
            Scope::Each | Scope::Term => continue,
        };
        writer.paper(&paper.file, paper, &cycle::case(&about, &counts, &source))?;
    }
    let of_each: Vec<&PaperForm> =
        papers.on(today).filter(|(scope, _)| *scope == Scope::Each).map(|(_, paper)| paper).collect();
    let schema = session.assets.required(SCHEMA).map_err(|e| session.broken(&e))?;
    writer.store("ho-so/ho_so_nd30.xsd", schema.as_bytes())?;
    for one in &files {
        session.go_on()?;
        for paper in &of_each {
            let case = cycle::case(&[&one.dossier], &counts, &source);
            writer.paper(&format!("ho-so/{}/{}", one.folder, paper.file), paper, &case)?;
        }
        writer.file(one, &source, args.lists)?;
    }
    let made = staging.finish().map_err(|e| sealing_failure(&e.into()))?;
    let documents: usize = dossiers.iter().map(|d| d.items.len()).sum();
    say(&made, dossiers.len(), documents, session);
    Ok(Exit::Done)
}

/// Nothing can be printed: no form of these papers is in force on `day`.
pub(super) fn no_form(day: Date) -> Failure {
    Failure::incomplete("cli-error-no-form", vec![("day", day.dmy())])
}

pub(super) fn source<'a>(held: &'a Holdings, superior: &'a str) -> Source<'a> {
    Source {
        school: held.seal.school.as_str(),
        code: held.seal.archive.school_code(),
        superior,
        day: held.day(),
        place: &held.school.place,
        year: held.seal.archive.school_year(),
        archive: held.seal.archive.as_str(),
        sealed_at: &held.sealed_at,
        seal: &held.digest,
    }
}

/// Prints derived papers of one archive.
pub(super) struct Printer<'a> {
    held: &'a Holdings,
    session: &'a Session,
    forms: PaperForms,
    press: Press,
}

impl<'a> Printer<'a> {
    pub(super) fn new(held: &'a Holdings, session: &'a Session) -> Result<Self, Failure> {
        let forms = PaperForms::new(Occasion::FileCycle, &session.assets).map_err(|e| session.broken(&e))?;
        let press = Press::new(&session.assets).map_err(|e| session.broken(&e))?;
        Ok(Self { held, session, forms, press })
    }

    /// A derived paper as PDF; `path` is where it will lie, without its ending.
    pub(super) fn print(&self, path: &str, paper: &PaperForm, case: &Value) -> Result<Vec<u8>, Failure> {
        let view = self.forms.view(paper, case).map_err(|e| self.session.broken(&e))?;
        let options = PdfOptions {
            title: view["record"]["title"].as_str().unwrap_or_default().to_owned(),
            record: format!("{}.{path}", self.held.seal.archive),
            date: self.held.date,
            standard: Standard::A2a,
            attachment: None,
        };
        self.press.pdf(FORM, &view, &options).map_err(|e| Failure::form(&e))
    }
}

struct Writer<'a> {
    words: &'a Words,
    printer: &'a Printer<'a>,
    staging: &'a Staging,
}

impl Writer<'_> {
    fn store(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.staging.store(path, bytes).map(|_| ()).map_err(|e| sealing_failure(&e.into()))
    }

    fn paper(&self, path: &str, paper: &PaperForm, case: &Value) -> Result<(), Failure> {
        self.store(&format!("{path}.pdf"), &self.printer.print(path, paper, case)?)
    }

    /// A file's XML, and copies of its documents, byte for byte as sealed.
    fn file(&self, one: &Gathered<'_>, source: &Source<'_>, lists_only: bool) -> Result<(), Failure> {
        let home = format!("ho-so/{}", one.folder);
        self.store(&format!("{home}/ho-so.xml"), xml(&one.dossier, source, self.words).as_bytes())?;
        if lists_only {
            return Ok(());
        }
        for (holding, item) in one.holdings.iter().zip(&one.dossier.items) {
            let sources = std::iter::once(holding.path.as_str()).chain(holding.kept.iter().map(|k| k.0.as_str()));
            for (from, (to, digest)) in sources.zip(&item.files) {
                let full = self.printer.held.root.join(from);
                let bytes = std::fs::read(&full).map_err(|e| Failure::io(&full, &e))?;
                if Digest::of(&bytes).to_string() != *digest {
                    return Err(Failure::incomplete("cli-error-changed", vec![("path", full.display().to_string())]));
                }
                self.store(&format!("{home}/{to}"), &bytes)?;
            }
        }
        Ok(())
    }
}

/// The rows of the school's list with their records; what no row names comes last, kind by kind.
fn gather<'a>(held: &'a Holdings, catalogue: &Catalogue) -> Result<Vec<Gathered<'a>>, Failure> {
    let mut of_kind: BTreeMap<&str, Vec<&Holding>> = BTreeMap::new();
    for holding in &held.all {
        of_kind.entry(&holding.kind).or_default().push(holding);
    }
    let mut out = Vec::new();
    for row in listed(held) {
        let kinds = texts(&row, "loai_ho_so");
        let records: Vec<&Holding> = kinds.iter().filter_map(|kind| of_kind.remove(kind.as_str())).flatten().collect();
        if records.is_empty() {
            continue; // nothing of it in this archive: its row stands in the sealed list itself
        }
        let text = |key: &str| row.text(key).unwrap_or_default().to_owned();
        out.push(gathered(text("so_ho_so"), text("tieu_de"), text("nguoi_lap"), records, catalogue, held)?);
    }
    let mut rest: Vec<(&str, Vec<&Holding>)> = of_kind.into_iter().collect();
    rest.sort_by_key(|(kind, _)| catalogue.rank(kind));
    for (kind, records) in rest {
        let title = catalogue.kind(kind).map_or_else(|| kind.to_owned(), |k| k.title.vi.clone());
        out.push(gathered(String::new(), title, String::new(), records, catalogue, held)?);
    }
    Ok(out)
}

fn listed(held: &Holdings) -> Vec<Canonical> {
    let list = held.all.iter().find(|one| one.kind == "danh_muc_ho_so");
    match list.map(|one| &one.source) {
        Some(Canonical::Map(map)) => match map.get("muc") {
            Some(Canonical::List(rows)) => rows.clone(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn texts(row: &Canonical, key: &str) -> Vec<String> {
    let Canonical::Map(map) = row else { return Vec::new() };
    match map.get(key) {
        Some(Canonical::List(items)) => {
            let text = |item: &Canonical| if let Canonical::Text(text) = item { Some(text.clone()) } else { None };
            items.iter().filter_map(text).collect()
        }
        Some(Canonical::Text(text)) => vec![text.clone()],
        _ => Vec::new(),
    }
}

fn gathered<'a>(
    code: String,
    title: String,
    keeper: String,
    mut holdings: Vec<&'a Holding>,
    catalogue: &Catalogue,
    held: &Holdings,
) -> Result<Gathered<'a>, Failure> {
    // A record without a date of its own ends with the year: it follows what is dated.
    holdings.sort_by_key(|one| (one.date.is_none(), one.date));
    let term = holdings.iter().map(|one| term(&one.volume)).max().unwrap_or(Term::Permanent);
    let items =
        holdings.iter().enumerate().map(|(at, one)| item(at, one, catalogue, held)).collect::<Result<_, _>>()?;
    let slug = code.to_ascii_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let kind = holdings.first().map_or("", |one| one.kind.as_str());
    let folder = if code.is_empty() { format!("ngoai-danh-muc-{}", kind.replace('_', "-")) } else { slug };
    Ok(Gathered { dossier: Dossier { code, title, term, keeper, items }, holdings, folder })
}

pub(super) fn term(volume: &str) -> Term {
    volume.strip_suffix("-nam").and_then(|years| years.parse().ok()).map_or(Term::Permanent, Term::Years)
}

fn item(at: usize, one: &Holding, catalogue: &Catalogue, held: &Holdings) -> Result<Item, Failure> {
    let kind = catalogue.kind(&one.kind);
    let organ = one.text("co_quan");
    let own = Digest::of(&one.print.bytes).to_string();
    let name = |at: usize, number: usize, ending: &str| format!("tai-lieu/{:04}-{number}.{ending}", at + 1);
    let mut files = vec![(name(at, 0, "pdf"), own)];
    for (number, (path, digest)) in one.kept.iter().enumerate() {
        let ending = path.rsplit_once('.').map_or("bin", |(_, ending)| ending);
        files.push((name(at, number + 1, ending), digest.clone()));
    }
    // A record names its signer, or gives a code of the staff list that lies beside it.
    let signer = one.text("nguoi_ki");
    let signer = held.staff.get(signer).map_or(signer, String::as_str);
    Ok(Item {
        id: one.id.clone(),
        title: one.print.title.clone(),
        type_name: kind.map_or_else(|| one.kind.clone(), |k| k.title.vi.clone()),
        number: one.text("so_ky_hieu").to_owned(),
        date: one.date,
        organ: if organ.is_empty() { held.seal.school.as_str().to_owned() } else { organ.to_owned() },
        signer: (signer.to_owned(), one.text("chuc_vu_ki").to_owned()),
        to: to(&one.source, &catalogue.rules.record_words.own_copy_mark),
        priority: one.text("do_khan").to_owned(),
        pages: one.print.pages.len(),
        files,
    })
}

/// Nơi nhận, without the line about the school's own copy.
fn to(source: &Canonical, own: &str) -> String {
    texts(source, "noi_nhan").into_iter().filter(|one| !one.starts_with(own)).collect::<Vec<_>>().join("; ")
}

/// The counts that the papers ask for.
fn counted<'a>(held: &Holdings, counts: &'a [Count]) -> Vec<(&'a str, &'a str, usize)> {
    let count = |one: &Count| {
        let fit = held
            .all
            .iter()
            .filter(|held| held.kind == one.kind && one.only.iter().all(|asked| asked.fits(held.text(&asked.key))));
        if one.pupils { fit.map(|held| held.pupil.as_str()).collect::<BTreeSet<_>>().len() } else { fit.count() }
    };
    counts.iter().map(|one| (one.item.as_str(), one.what.as_str(), count(one))).collect()
}

fn say(made: &std::path::Path, files: usize, documents: usize, session: &Session) {
    let path = made.display().to_string();
    if session.is_json() {
        let answer = serde_json::json!({"path": path, "files": files, "documents": documents, "derived": true});
        out(&format!("{answer}\n"));
        return;
    }
    let (files, documents) = (files.to_string(), documents.to_string());
    let arguments = [("path", path.as_str()), ("files", &files), ("documents", &documents)];
    out(&format!("{}\n", session.say("cli-files-done", &arguments)));
}
