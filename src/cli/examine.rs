//! Reading and checking a whole export: documents in parallel, then what only the whole can tell.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use niemphong_archive::{Digest, Digester};

use super::exit::Failure;
use super::session::Session;
use super::{pictures, progress};
use crate::check::{self, Finding, KeptSeen, Outcome, PdfScan, Rulebook, Seen};
use crate::parallel::{self, Ending};
use crate::read::{self, Document, Entry, Fault, FaultKind, Listing, Shape};
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
    pub(super) paths: BTreeMap<String, PathBuf>,
    /// Documents that came from a sealed archive, by name: in memory, not on disk.
    pub(super) recovered: BTreeMap<String, Document>,
}

impl Examined {
    /// Whether it was read back from a sealed archive, to make a copy of it.
    pub(super) fn is_copy(&self) -> bool {
        !self.recovered.is_empty()
    }

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
    digest: Option<Digest>,
    seen: Option<Seen>,
    kept: Option<KeptSeen>,
    findings: Vec<Finding>,
    /// What the rules of assessment say, by the grades that were known then.
    assessed: Option<Vec<Finding>>,
}

/// The grades of the classes, by class.
type Grades = BTreeMap<String, u8>;

/// Reads and checks the export in `folder`.
pub(super) fn examine(folder: &Path, book: &Rulebook, press: &Press, session: &Session) -> Result<Examined, Failure> {
    let listing = read::survey(folder).map_err(|e| Failure::io(folder, &e))?;
    let (looked, known) = look_at_all(&listing, book, press, session)?;
    let mut digests = BTreeMap::new();
    let (mut documents, mut unassessed) = (Vec::new(), Vec::new());
    let (mut seen, mut kept) = (Vec::new(), Vec::new());
    let (mut findings, mut assessed) = (Vec::new(), Vec::new());
    for (entry, item) in listing.entries.iter().zip(looked) {
        kept.extend(item.kept);
        if let Some(digest) = item.digest {
            digests.insert(entry.name.clone(), digest);
        }
        findings.extend(item.findings);
        if let Some(one) = item.seen {
            if let Some(kind) = &one.kind {
                match item.assessed {
                    Some(found) => assessed.extend(found),
                    None => unassessed.push((entry.clone(), kind.as_str().to_owned())),
                }
                documents.push((entry.clone(), kind.as_str().to_owned()));
            }
            seen.push(one);
        }
    }
    pictures::look_into(&mut seen, &listing.entries, &book.catalogue.rules.pictures, session)?;
    let grades = check::grades(&seen);
    if grades == known {
        findings.extend(assessed);
        findings.extend(assess(&unassessed, &seen, &grades, book, session)?);
    } else {
        findings.extend(assess(&documents, &seen, &grades, book, session)?);
    }
    let sizes = listing.entries.iter().filter(|e| e.shape == Shape::Kept).map(|e| (e.name.clone(), e.bytes)).collect();
    let paths = listing.entries.iter().map(|e| (e.name.clone(), e.path.clone())).collect();
    let signatures = kept.iter().map(|k| (k.file.clone(), k.signature)).collect();
    let mut outcome = check::conclude(listing, seen, kept, book);
    outcome.findings.extend(findings);
    outcome.findings.sort_by(|a, b| a.key().cmp(&b.key()));
    outcome.findings.dedup();
    Ok(Examined { outcome, documents, digests, sizes, signatures, paths, recovered: BTreeMap::new() })
}

/// Looks at every file. Those at the top, with the list of classes among them as a rule, come first: where the grades
/// are known, a document is asked for structure and rules in one reading. Gives the grades by which that was done.
fn look_at_all(
    listing: &Listing,
    book: &Rulebook,
    press: &Press,
    session: &Session,
) -> Result<(Vec<Looked>, Grades), Failure> {
    let bar = progress::bar(session, "cli-progress-read", listing.entries.len() as u64);
    let mut out: Vec<Option<Looked>> = listing.entries.iter().map(|_| None).collect();
    let is_first = |entry: &Entry| entry.shape == Shape::Yaml && !entry.name.contains('/');
    for (at, entry) in listing.entries.iter().enumerate().filter(|(_, entry)| is_first(entry)) {
        out[at] = Some(look_at(entry, book, press, None));
        bar.inc(1);
    }
    let grades = check::grades(out.iter().flatten().filter_map(|looked| looked.seen.as_ref()));
    let mut rest: Vec<(usize, &Entry)> =
        listing.entries.iter().enumerate().filter(|(at, _)| out[*at].is_none()).collect();
    // The largest first: while the register of a whole school is open, little else is held yet.
    rest.sort_by_key(|(_, entry)| Reverse(entry.bytes));
    let ending = parallel::map_ordered(
        session.jobs,
        &session.cancel,
        rest.into_iter(),
        |(at, entry)| (at, look_at(entry, book, press, Some(&grades))),
        |(at, looked)| {
            bar.inc(1);
            out[at] = Some(looked);
            ControlFlow::Continue(())
        },
    );
    bar.finish_and_clear();
    if ending == Ending::Cancelled {
        return Err(Failure::interrupted());
    }
    Ok((out.into_iter().flatten().collect(), grades))
}

fn look_at(entry: &Entry, book: &Rulebook, press: &Press, grades: Option<&Grades>) -> Looked {
    let mut looked = Looked { digest: None, seen: None, kept: None, findings: Vec::new(), assessed: None };
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
            if kind.is_some_and(|k| k.family == Family::Document) {
                look_at_text(&document, book, &mut seen);
            }
            looked.assessed = grades.map(|grades| match kind {
                Some(kind) if kind.family == Family::Assessment && !is_broken(&seen) => {
                    check::assess(&document, kind, book, grades)
                }
                _ => Vec::new(),
            });
            looked.seen = Some(seen);
        }
        Err(faults) => {
            looked.seen = Some(Seen { file: entry.name.clone(), ..Seen::default() });
            looked.findings.extend(faults.into_iter().map(Finding::from));
        }
    }
    looked
}

/// The Markdown below a front matter, and the pictures that it names.
fn look_at_text(document: &Document, book: &Rulebook, seen: &mut Seen) {
    let faults = markdown::parse(document.body()).err().unwrap_or_default();
    seen.findings.extend(faults.iter().map(|f| check::bad_markdown(document, f.line, f.column, f.what.word())));
    let named = pictures::named_in(document.body());
    check::note_pictures(seen, document, &named, &book.catalogue.rules.pictures);
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

/// Whether its structure is wrong, so that rules of content would only repeat it.
fn is_broken(seen: &Seen) -> bool {
    seen.findings.iter().any(|f| f.code.name.starts_with("C1"))
}

/// The rules of assessment over documents that were looked at before the grades were known.
fn assess(
    documents: &[(Entry, String)],
    seen: &[Seen],
    grades: &Grades,
    book: &Rulebook,
    session: &Session,
) -> Result<Vec<Finding>, Failure> {
    let of_family = |kind: &str| book.catalogue.kind(kind).is_some_and(|k| k.family == Family::Assessment);
    let broken: std::collections::BTreeSet<&str> =
        seen.iter().filter(|s| is_broken(s)).map(|s| s.file.as_str()).collect();
    let work = documents.iter().filter(|(entry, kind)| of_family(kind) && !broken.contains(entry.name.as_str()));
    let mut out = Vec::new();
    let ending = parallel::map_ordered(
        session.jobs,
        &session.cancel,
        work,
        |(entry, kind)| match (read::document(entry), book.catalogue.kind(kind)) {
            (Ok((document, _)), Some(kind)) => check::assess(&document, kind, book, grades),
            _ => Vec::new(),
        },
        |findings| {
            out.extend(findings);
            ControlFlow::Continue(())
        },
    );
    if ending == Ending::Cancelled { Err(Failure::interrupted()) } else { Ok(out) }
}
