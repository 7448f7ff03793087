//! Reading and checking a whole export: documents in parallel, then what only the whole can tell.

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use niemphong_archive::{Digest, Digester};

use super::exit::Failure;
use super::progress;
use super::session::Session;
use crate::check::{self, Finding, KeptSeen, Outcome, PdfScan, Rulebook, Seen};
use crate::parallel::{self, Ending};
use crate::read::{self, Entry, Fault, FaultKind, Listing, Shape};
use crate::record::{Family, Signature};
use crate::render::markdown;
use crate::render::pdf::Press;

/// An export, examined.
pub(super) struct Examined {
    /// The findings, and what records are made with.
    pub(super) outcome: Outcome,
    /// The documents that hold records, in order of their names, with their kinds.
    pub(super) documents: Vec<(Entry, String)>,
    /// Every file with the digest that was seen.
    pub(super) digests: BTreeMap<String, Digest>,
    /// Sizes of kept files.
    pub(super) sizes: BTreeMap<String, u64>,
    /// What can be said of signatures inside kept files.
    pub(super) signatures: BTreeMap<String, Signature>,
    /// Where kept files are on disk.
    paths: BTreeMap<String, PathBuf>,
}

impl Examined {
    /// Where the kept file `name` is on disk.
    pub(super) fn kept_path(&self, name: &str) -> Option<&Path> {
        self.paths.get(name).map(PathBuf::as_path)
    }

    /// One digest over every file's name and digest: what the seal is bound to.
    pub(super) fn digest(&self) -> Digest {
        let mut digester = Digester::new();
        for (name, digest) in &self.digests {
            digester.update(format!("{digest}  {name}\n").as_bytes());
        }
        digester.finish()
    }
}

/// What came of one file.
struct Looked {
    entry: Entry,
    digest: Option<Digest>,
    seen: Option<Seen>,
    kept: Option<KeptSeen>,
    findings: Vec<Finding>,
}

/// Reads and checks the export in `folder`.
pub(super) fn examine(folder: &Path, book: &Rulebook, press: &Press, session: &Session) -> Result<Examined, Failure> {
    let listing = read::survey(folder).map_err(|e| Failure::io(folder, &e))?;
    let looked = look_at_all(&listing, book, press, session)?;
    let mut digests = BTreeMap::new();
    let mut documents = Vec::new();
    let mut seen = Vec::new();
    let mut findings = Vec::new();
    let mut kept = Vec::new();
    for item in looked {
        kept.extend(item.kept);
        if let Some(digest) = item.digest {
            digests.insert(item.entry.name.clone(), digest);
        }
        findings.extend(item.findings);
        if let Some(one) = item.seen {
            if let Some(kind) = &one.kind {
                documents.push((item.entry, kind.as_str().to_owned()));
            }
            seen.push(one);
        }
    }
    findings.extend(assess(&documents, &seen, book, session)?);
    let sizes = listing.entries.iter().filter(|e| e.shape == Shape::Kept).map(|e| (e.name.clone(), e.bytes)).collect();
    let paths = listing.entries.iter().map(|e| (e.name.clone(), e.path.clone())).collect();
    let signatures = kept.iter().map(|k| (k.file.clone(), k.signature)).collect();
    let mut outcome = check::conclude(listing, seen, kept, book);
    outcome.findings.extend(findings);
    outcome.findings.sort_by(|a, b| a.key().cmp(&b.key()));
    outcome.findings.dedup();
    Ok(Examined { outcome, documents, digests, sizes, signatures, paths })
}

fn look_at_all(listing: &Listing, book: &Rulebook, press: &Press, session: &Session) -> Result<Vec<Looked>, Failure> {
    let bar = progress::bar(session, "cli-progress-read", listing.entries.len() as u64);
    let mut out = Vec::new();
    let ending = parallel::map_ordered(
        session.jobs,
        &session.cancel,
        listing.entries.iter(),
        |entry| look_at(entry, book, press),
        |looked| {
            bar.inc(1);
            out.push(looked);
            ControlFlow::Continue(())
        },
    );
    bar.finish_and_clear();
    if ending == Ending::Cancelled { Err(Failure::interrupted()) } else { Ok(out) }
}

fn look_at(entry: &Entry, book: &Rulebook, press: &Press) -> Looked {
    let mut looked = Looked { entry: entry.clone(), digest: None, seen: None, kept: None, findings: Vec::new() };
    if entry.shape == Shape::Kept {
        look_at_kept(entry, book, &mut looked);
        return looked;
    }
    let bytes = match std::fs::read(&entry.path) {
        Ok(bytes) => bytes,
        Err(e) => {
            looked.findings.push(unreadable(entry, &e));
            return looked;
        }
    };
    looked.digest = Some(Digest::of(&bytes));
    match read::parse_bytes(&entry.name, entry.shape, bytes) {
        Ok((document, faults)) => {
            looked.findings.extend(faults.into_iter().map(Finding::from));
            let mut seen = check::look(&document, entry.shape, book, &|letter| press.has_letter(letter));
            let kind = seen.kind.as_ref().and_then(|kind| book.catalogue.kind(kind.as_str()));
            if kind.is_some_and(|k| k.family == Family::Document)
                && let Err(faults) = markdown::parse(document.body())
            {
                let found = faults.iter().map(|f| check::bad_markdown(&document, f.line, f.column, f.what.word()));
                seen.findings.extend(found);
            }
            looked.seen = Some(seen);
        }
        Err(faults) => {
            looked.seen = Some(Seen { file: entry.name.clone(), ..Seen::default() });
            looked.findings.extend(faults.into_iter().map(Finding::from));
        }
    }
    looked
}

fn unreadable(entry: &Entry, error: &std::io::Error) -> Finding {
    Fault { file: entry.name.clone(), place: None, kind: FaultKind::Unreadable(error.to_string()) }.into()
}

/// Hashes a kept file and looks at its first bytes; an XML file is read whole.
fn look_at_kept(entry: &Entry, book: &Rulebook, looked: &mut Looked) {
    let mut digester = Digester::new();
    let mut head = Vec::new();
    let name = entry.name.to_ascii_lowercase();
    let (is_xml, is_pdf) = (name.ends_with(".xml"), name.ends_with(".pdf"));
    let mut scan = PdfScan::default();
    let mut read = || -> std::io::Result<()> {
        let mut file = std::fs::File::open(&entry.path)?;
        let mut chunk = vec![0; 256 * 1024];
        loop {
            let length = file.read(&mut chunk)?;
            if length == 0 {
                return Ok(());
            }
            digester.update(&chunk[..length]);
            if is_pdf {
                scan.feed(&chunk[..length]);
            }
            if is_xml || head.is_empty() {
                head.extend_from_slice(&chunk[..length]);
            }
        }
    };
    match read() {
        Ok(()) => {
            looked.digest = Some(digester.finish());
            let mut kept = check::kept(&entry.name, &head, &book.catalogue.rules.digital_card);
            if is_pdf {
                kept.signature = scan.signature();
            }
            looked.kept = Some(kept);
        }
        Err(e) => looked.findings.push(unreadable(entry, &e)),
    }
}

/// The rules of assessment, which need the classes' grades and so come after the first look.
fn assess(
    documents: &[(Entry, String)],
    seen: &[Seen],
    book: &Rulebook,
    session: &Session,
) -> Result<Vec<Finding>, Failure> {
    let grades = check::grades(seen);
    let of_family = |kind: &str| book.catalogue.kind(kind).is_some_and(|k| k.family == Family::Assessment);
    let broken: Vec<&str> = seen
        .iter()
        .filter(|s| s.findings.iter().any(|f| f.code.name.starts_with("C1")))
        .map(|s| s.file.as_str())
        .collect();
    let work = documents.iter().filter(|(entry, kind)| of_family(kind) && !broken.contains(&entry.name.as_str()));
    let mut out = Vec::new();
    let ending = parallel::map_ordered(
        session.jobs,
        &session.cancel,
        work,
        |(entry, kind)| match (read::document(entry), book.catalogue.kind(kind)) {
            (Ok((document, _)), Some(kind)) => check::assess(&document, kind, book, &grades),
            _ => Vec::new(),
        },
        |findings| {
            out.extend(findings);
            ControlFlow::Continue(())
        },
    );
    if ending == Ending::Cancelled { Err(Failure::interrupted()) } else { Ok(out) }
}
