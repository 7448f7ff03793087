//! Documents → records, or findings; never half-accepted.
//!
//! The schemas decide on structure, the rules of `schemas/rules.yaml` on assessment, the catalogue on references.
//! `look` reads one document at a time, in any order; `conclude` brings together what only the whole can tell; then
//! `records` makes records of a document that was found sound. May use `read`, `record` and `catalogue`; never
//! touches the file system, never reads the clock.

mod accounting;
mod assessment;
mod c14n;
mod changes;
pub mod codes;
mod compare;
mod conclude;
mod context;
mod course;
mod days;
mod demands;
mod digital;
mod digital_file;
mod disposal;
mod facts;
mod finding;
mod gather;
mod identity;
mod kept;
mod outcome;
mod pictures;
mod promotion;
mod records;
mod recovered;
mod rsa;
mod schema;
mod school_facts;
mod signed_value;
mod terms;
mod text;
mod xml_card;
mod xmldsig;

use std::collections::BTreeMap;

pub use conclude::resolve;
pub use disposal::{DISPOSAL_KIND, disposal, disposal_shape};
pub use facts::Facts;
pub use finding::{Code, Finding, Severity};
pub use kept::{KeptSeen, PdfScan, kept};
pub use pictures::{PictureFault, PictureNamed, note_pictures};
pub use records::{About, files_of, records, source_of};
pub use recovered::{context, document};
pub use schema::{Schemas, json};
pub use text::HasGlyph;

use crate::assets::{Assets, DataError};
use crate::catalogue::{Catalogue, Kind, Term};
use crate::read::{Document, Listing, Shape};
use crate::record::{Context, Family, KindName, SchoolYear};

/// What the checker goes by.
pub struct Rulebook {
    /// Kinds, terms, rules.
    pub catalogue: Catalogue,
    /// The schema of each kind.
    pub schemas: Schemas,
}

impl Rulebook {
    /// Reads the catalogue and compiles the schemas.
    ///
    /// # Errors
    /// When a data file can't be used, or a kind has no schema.
    pub fn load(assets: &Assets) -> Result<Self, DataError> {
        let catalogue = Catalogue::load(assets)?;
        let mut texts = Vec::new();
        for kind in catalogue.kinds() {
            let file = format!("schemas/{}.schema.json", kind.name);
            let text = assets.required(&file)?;
            texts.push((kind.name.as_str().to_owned(), file, text));
        }
        let schemas = Schemas::compile(texts.iter().map(|(k, f, t)| (k.as_str(), f.as_str(), *t)))?;
        Ok(Self { catalogue, schemas })
    }
}

/// One document, looked at.
#[derive(Debug, Default)]
pub struct Seen {
    /// Path inside the export.
    pub file: String,
    /// Its kind, if it could be told.
    pub kind: Option<KindName>,
    /// What is wrong with it alone.
    pub findings: Vec<Finding>,
    /// What others must agree with.
    pub facts: Box<Facts>,
    /// The school's own file, kept whole.
    pub school: Option<Box<crate::read::Node>>,
}

/// Looks at one document by itself.
pub fn look(document: &Document, shape: Shape, book: &Rulebook, has_glyph: HasGlyph<'_>) -> Seen {
    let mut seen = Seen { file: document.name.to_string(), ..Seen::default() };
    seen.findings.extend(text::findings(document, has_glyph));
    let kind = match kind_of(document, shape, book) {
        Ok(kind) => kind,
        Err(finding) => {
            seen.findings.push(*finding);
            return seen;
        }
    };
    seen.kind = Some(kind.name.clone());
    seen.findings.extend(book.schemas.findings(kind.name.as_str(), document));
    seen.facts = Box::new(gather::gather(document, kind, &book.catalogue));
    if kind.name.as_str() == "truong" {
        seen.school = Some(Box::new(document.root.clone()));
    }
    seen
}

/// A fault of the Markdown below a front matter, which `render` reads and `cli` brings here: `line` and `column` from
/// the start of that text, `what` its message id.
pub fn bad_markdown(document: &Document, line: usize, column: usize, what: &str) -> Finding {
    let place = pictures::place_in_text(document, line, column);
    Finding::at(codes::BAD_MARKDOWN, &document.name, place, vec![("what", what.to_owned())])
}

/// The rules of assessment over one document, once the classes' grades are known.
pub fn assess(document: &Document, kind: &Kind, book: &Rulebook, grades: &BTreeMap<String, u8>) -> Vec<Finding> {
    assessment::findings(document, kind, &book.catalogue, &|class| grades.get(class).copied())
}

fn kind_of<'a>(document: &Document, shape: Shape, book: &'a Rulebook) -> Result<&'a Kind, Box<Finding>> {
    let node = document.root.get("loai");
    let place = node.map_or(document.root.place, |n| n.place);
    let name = node.and_then(crate::read::Node::text).unwrap_or_default();
    let about = |code, arguments| Box::new(Finding::at(code, &document.name, place, arguments));
    let Some(kind) = book.catalogue.kind(name) else {
        let nearest = book
            .catalogue
            .kinds()
            .map(|k| (strsim::damerau_levenshtein(name, k.name.as_str()), k.name.as_str()))
            .min()
            .filter(|(distance, _)| *distance <= 3)
            .map_or_else(String::new, |(_, k)| k.to_owned());
        return Err(about(codes::UNKNOWN_KIND, vec![("value", name.to_owned()), ("nearest", nearest)]));
    };
    let due = if kind.family == Family::Document { Shape::Markdown } else { Shape::Yaml };
    if due != shape {
        let ending = if due == Shape::Markdown { ".md" } else { ".yaml" };
        return Err(about(codes::WRONG_SHAPE, vec![("value", name.to_owned()), ("wanted", ending.to_owned())]));
    }
    Ok(kind)
}

/// The school's own terms, from its list of files (danh mục hồ sơ).
#[derive(Debug, Clone, Default)]
pub struct OwnTerms {
    /// Number and sign of the list.
    pub act: String,
    /// Kind, number of the file in the list, term.
    pub terms: Vec<(String, String, Term)>,
}

impl OwnTerms {
    fn gather(seen: &[Seen]) -> Self {
        let act = seen.iter().map(|s| &s.facts.own_act).find(|act| !act.is_empty()).cloned().unwrap_or_default();
        let terms = seen.iter().flat_map(|s| &s.facts.terms);
        Self { act, terms: terms.map(|t| (t.kind.clone(), t.file_number.clone(), t.term)).collect() }
    }
}

/// What a whole export comes to.
#[derive(Debug)]
pub struct Outcome {
    /// Every finding, in order of file, place and code.
    pub findings: Vec<Finding>,
    /// What records are made with; none if the support files do not allow it.
    pub context: Option<Context>,
    /// The school's own terms.
    pub own_terms: OwnTerms,
    /// How many records the export holds.
    pub records: usize,
}

impl Outcome {
    /// Whether an archive may be built of it.
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|f| f.code.severity != Severity::Error)
    }
}

/// The grades of the classes, as far as the class list could be read.
pub fn grades<'a>(seen: impl IntoIterator<Item = &'a Seen>) -> BTreeMap<String, u8> {
    seen.into_iter().flat_map(|s| &s.facts.classes).map(|class| (class.id.clone(), class.grade)).collect()
}

/// Brings together what was seen of each document and of each kept file.
pub fn conclude(listing: Listing, seen: Vec<Seen>, kept_seen: Vec<KeptSeen>, book: &Rulebook) -> Outcome {
    let mut findings: Vec<Finding> = listing.faults.into_iter().map(Finding::from).collect();
    let unread = seen.iter().any(|s| s.kind.is_none());
    findings.extend(support_files(&seen, book, unread));
    let year = seen.iter().find(|s| s.kind.as_ref().is_some_and(|k| k.as_str() == "truong")).and_then(|s| s.facts.year);
    findings.extend(other_years(&seen, year));
    let known = context::known(&seen);
    let facts = seen.iter().map(|s| &*s.facts).collect();
    let whole = conclude::Whole::new(&book.catalogue, &known, facts, &kept_seen);
    let kept: Vec<_> = listing.entries.iter().collect();
    findings.extend(whole.judge(&kept));
    let records = seen.iter().map(|s| s.facts.records.len()).sum();
    let context = context::gather(&seen, &book.catalogue.rules.signing.office);
    let own_terms = OwnTerms::gather(&seen);
    findings.extend(seen.into_iter().flat_map(|s| s.findings));
    findings.extend(kept_seen.into_iter().flat_map(|k| k.findings));
    findings.sort_by(|a, b| a.key().cmp(&b.key()));
    findings.dedup();
    Outcome { findings, context, own_terms, records }
}

/// Support files must be there once; other kinds marked so at most once.
fn support_files(seen: &[Seen], book: &Rulebook, unread: bool) -> Vec<Finding> {
    let mut out = Vec::new();
    for kind in book.catalogue.kinds().filter(|k| k.exactly_one) {
        let files: Vec<&Seen> = seen.iter().filter(|s| s.kind.as_ref() == Some(&kind.name)).collect();
        let named = || vec![("kind", kind.name.as_str().to_owned()), ("title", kind.title.vi.clone())];
        if files.is_empty() && kind.family == Family::Support && !unread {
            out.push(Finding::about(codes::SUPPORT_MISSING, ".", named()));
        }
        // Books of one register are told apart by their numbers; one number twice is one record twice, found there.
        let whole = |file: &&&Seen| kind.book_rows.is_none() || !file.facts.is_book;
        for file in files.iter().skip(1).filter(whole) {
            let mut arguments = named();
            arguments.push(("file", files[0].file.clone()));
            out.push(Finding::about(codes::SUPPORT_TWICE, &file.file, arguments));
        }
    }
    out
}

fn other_years(seen: &[Seen], year: Option<SchoolYear>) -> Vec<Finding> {
    let Some(year) = year else { return Vec::new() };
    let other = |s: &&Seen| s.facts.year.is_some_and(|own| own != year);
    seen.iter()
        .filter(other)
        .filter_map(|s| s.facts.year_spot.as_ref())
        .map(|spot| Finding::at(codes::OTHER_YEAR, &spot.file, spot.place, vec![("wanted", year.to_string())]))
        .collect()
}
