//! One record becomes its files: canonical source with its salted leaf, print, page, kept files.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use niemphong_archive::leaf::{self, RecordId, VolumeSeed};
use niemphong_archive::{ArchivePath, Canonical, Digest, Fault, Serial};
use serde_json::{Value, json};

use super::exit::Failure;
use super::pictures::{self, Ready};
use super::plan::Workshop;
use super::progress;
use super::reuse::{Found, Keys, Made, Reuse};
use super::session::Session;
use crate::cache::Part;
use crate::catalogue::{Each, Term};
use crate::paper::{self, Pointer, Symbol};
use crate::parallel::{self, Ending};
use crate::read::Entry;
use crate::record::{Body, Record, Source};
use crate::render::html::{Pages, RecordLinks, Volume};
use crate::render::pdf::{self, Attachment, PdfOptions, Press, PrintDate, Standard};
use crate::render::view::{self, Files, Kept, Setting, Shown};
use crate::seal::{Sealing, VolumeEntry};

/// Bytes of a document above which it is long: a register whose books take 80 MB each while they are laid out.
const LONG: u64 = 48 * 1024;

/// Whether a document is one long record, or a register of several books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Long,
    Short,
}

/// How many records of other documents stand between those of long ones: more than eight workers have under way.
const GAP: usize = 36;

/// The key under which a sealed record lists the digests of its kept files.
pub(super) const KEPT_KEY: &str = niemphong_archive::extract::KEPT_KEY;

/// The key under which a listed file says that it is a picture, and how the record's text names it.
pub(super) const PICTURE_KEY: &str = "hinh";

/// A volume's list pages and secrets, ready to be written into.
pub(super) struct OpenVolume {
    /// Its folder's name.
    pub(super) folder: String,
    /// Its cards, in order.
    pub(super) volume: Volume,
    /// The numbers of the cards in the order of their ids, which is that of the leaves.
    pub(super) by_id: Vec<u32>,
    /// Its seed.
    pub(super) seed: VolumeSeed,
}

impl OpenVolume {
    /// A volume whose records are yet to be written.
    pub(super) fn new(folder: String, volume: Volume, seed: VolumeSeed) -> Self {
        let cards = volume.cards();
        let mut by_id: Vec<u32> = (0..).take(cards.len()).collect();
        by_id.sort_by(|a, b| cards[*a as usize].id.cmp(&cards[*b as usize].id));
        Self { folder, volume, by_id, seed }
    }

    /// Where the record `id` stands among the leaves, and which of the cards it is.
    fn stands(&self, id: &str) -> Option<(u64, usize)> {
        let cards = self.volume.cards();
        let rank = self.by_id.binary_search_by(|at| cards[*at as usize].id.as_str().cmp(id)).ok()?;
        Some((rank as u64, self.by_id[rank] as usize))
    }
}

/// Everything that rendering a record needs.
pub(super) struct Printer<'a> {
    pub(super) workshop: &'a Workshop<'a>,
    pub(super) setting: Setting<'a>,
    pub(super) press: &'a Press,
    pub(super) pages: &'a Pages,
    pub(super) date: PrintDate,
    pub(super) serial: Serial,
    pub(super) volumes: &'a BTreeMap<Term, OpenVolume>,
    pub(super) sealing: &'a Sealing,
    pub(super) reuse: Option<&'a Reuse>,
}

/// What was written of one record.
pub(super) struct Written {
    pub(super) term: Term,
    pub(super) id: RecordId,
    pub(super) leaf: Digest,
    pub(super) source: ArchivePath,
    pub(super) entries: Vec<VolumeEntry>,
    /// Which of the volume's cards it is.
    pub(super) place: usize,
    /// Bytes and pages of its PDF.
    pub(super) print: (u64, u32),
}

impl Printer<'_> {
    /// Renders and stores every record, in parallel; `note` is told of each, always in the same order: the export's, with
    /// the long registers spread among the rest.
    pub(super) fn print_all(
        &self,
        total: usize,
        session: &Session,
        mut note: impl FnMut(Written) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let bar = progress::bar(session, "cli-progress-render", total as u64);
        let mut failed = None;
        let ending = parallel::map_ordered(
            session.jobs,
            &session.cancel,
            parallel::spaced(self.records(Length::Long), self.records(Length::Short), GAP),
            |record: Result<Record, Failure>| self.print(&record?),
            |written| {
                bar.inc(1);
                match written.and_then(&mut note) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(failure) => {
                        failed = Some(failure);
                        ControlFlow::Break(())
                    }
                }
            },
        );
        bar.finish_and_clear();
        match (failed, ending) {
            (Some(failure), _) => Err(failure),
            (None, Ending::Cancelled) => Err(Failure::interrupted()),
            _ => Ok(()),
        }
    }

    /// The records of all documents of that length, in the export's order.
    fn records(&self, length: Length) -> impl Iterator<Item = Result<Record, Failure>> {
        let catalogue = self.workshop.catalogue();
        let of_length = move |(entry, kind): &&(Entry, String)| {
            let one_record = catalogue.kind(kind).is_some_and(|kind| kind.each == Each::File);
            let long = one_record && entry.bytes > LONG;
            if long { length == Length::Long } else { length == Length::Short }
        };
        let documents = self.workshop.examined.documents.iter().filter(of_length);
        documents.flat_map(|(entry, kind)| {
            let (records, fault) = match self.workshop.records(entry, kind) {
                Ok(records) => (records, None),
                Err(failure) => (Vec::new(), Some(Err(failure))),
            };
            records.into_iter().map(Ok).chain(fault)
        })
    }

    fn print(&self, record: &Record) -> Result<Written, Failure> {
        let decision = self.workshop.classify(record);
        let unplanned = || Failure::incomplete("cli-error-data", vec![("said", record.id.as_str().to_owned())]);
        let open = self.volumes.get(&decision.term).ok_or_else(unplanned)?;
        let (rank, place) = open.stands(record.id.as_str()).ok_or_else(unplanned)?;
        let links = open.volume.links(place).ok_or_else(unplanned)?;
        let stem = format!("data/{}", open.volume.cards()[place].path());
        let (kept, mut entries) = self.keep_files(record, open)?;
        let (shown, beside) = self.keep_pictures(record, open, &mut entries)?;
        let files = Files { kept: &kept, pictures: &shown };
        let sealed = canonical(record, files, &open.seed).map_err(|e| format_fault(record, e))?;
        let leaf = sealed.leaf().to_string();
        let view = view::view(record, &decision, files, &leaf, &self.setting)
            .map_err(|_| Failure::incomplete("cli-error-changed", vec![("path", record.id.as_str().to_owned())]))?;
        let options = PdfOptions {
            title: view["record"]["title"].as_str().unwrap_or_default().to_owned(),
            record: record.id.as_str().to_owned(),
            date: self.date,
            standard: Standard::A2a,
            attachment: None,
        };
        let pointer = self.pointer(open, rank, &sealed).map_err(|e| format_fault(record, e))?;
        let keys = self.reuse.map(|reuse| keys(reuse, &view, &options, &pointer, &sealed, &links));
        let found = self.reuse.zip(keys).and_then(|(reuse, keys)| reuse.find(keys));
        let made = match found {
            Some(Found::Both(made)) => made,
            found => {
                let made =
                    self.make(&view, &options, Beside { pointer, sealed: &sealed, pictures: beside }, links, found)?;
                if let Some((reuse, keys)) = self.reuse.zip(keys) {
                    reuse.keep(keys, &made);
                }
                made
            }
        };
        entries.push(self.store(open, &format!("{stem}.json"), sealed.json().as_bytes())?);
        for (ending, part) in [("pdf", &made.pdf), ("html", &made.html)] {
            let path = format!("{stem}.{ending}");
            let stored = self.sealing.store_digested(&open.folder, &path, part.bytes(), part.digest());
            entries.push(stored.map_err(|e| super::build::sealing_failure(&e))?);
        }
        Ok(Written {
            term: decision.term,
            id: sealed.id().clone(),
            leaf: sealed.leaf(),
            source: format!("{stem}.json").parse().map_err(|e| format_fault(record, e))?,
            entries,
            place,
            print: (made.pdf.bytes().len() as u64, made.pages),
        })
    }

    /// Print and page of a record; `found` may have the print already.
    fn make(
        &self,
        view: &Value,
        options: &PdfOptions,
        beside: Beside<'_>,
        links: RecordLinks<'_>,
        found: Option<Found>,
    ) -> Result<Made, Failure> {
        let (pdf, pages) = match found {
            Some(Found::Print(pdf, pages)) => (pdf, pages),
            _ => {
                let (told, symbols) = symbols(beside.pointer, beside.sealed);
                let beside = pdf::Beside { files: beside.pictures, symbols };
                let mut shown = view.clone();
                shown["paper"] = told;
                let family = view["form"]["type"].as_str().unwrap_or_default();
                let form = self.press.form_for(view["record"]["kind"].as_str().unwrap_or_default(), family);
                let printed = self.press.print(&form, &shown, options, &beside).map_err(|e| Failure::form(&e))?;
                (Part::new(printed.bytes), printed.pages)
            }
        };
        let links = links.printed((pdf.bytes().len() as u64, pages));
        let html = self.pages.record_page(view, &links).map_err(|e| Failure::form(&e))?;
        Ok(Made { pdf, pages, html: Part::new(html) })
    }

    /// Where a record stands, for the symbol of every page.
    fn pointer(&self, open: &OpenVolume, rank: u64, sealed: &leaf::Record) -> Result<Pointer, Fault> {
        Ok(Pointer {
            archive: self.setting.archive.parse()?,
            serial: self.serial,
            volume: open.folder.parse()?,
            index: rank,
            leaf: sealed.leaf(),
            record: sealed.id().to_string(),
        })
    }

    fn store(&self, open: &OpenVolume, path: &str, bytes: &[u8]) -> Result<VolumeEntry, Failure> {
        self.sealing.store(&open.folder, path, bytes).map_err(|e| super::build::sealing_failure(&e))
    }

    /// Stores the pictures of a record's text; gives what is told of them, and their bytes for the print.
    fn keep_pictures(
        &self,
        record: &Record,
        open: &OpenVolume,
        entries: &mut Vec<VolumeEntry>,
    ) -> Result<(Vec<Shown>, Vec<Attachment>), Failure> {
        let limits = &self.workshop.catalogue().rules.pictures;
        let (mut told, mut beside) = (Vec::new(), Vec::new());
        for Ready { path, shown, bytes } in pictures::of_record(record, self.workshop.examined, limits)? {
            entries.push(self.store(open, &format!("data/{path}"), &bytes)?);
            beside.push(Attachment { name: shown.file.clone(), bytes });
            told.push(shown);
        }
        Ok((told, beside))
    }

    /// Copies the files that a record keeps, byte for byte.
    fn keep_files(&self, record: &Record, open: &OpenVolume) -> Result<(Vec<Kept>, Vec<VolumeEntry>), Failure> {
        let (mut kept, mut entries) = (Vec::new(), Vec::new());
        for (at, source) in kept_sources(record).into_iter().enumerate() {
            let examined = self.workshop.examined;
            let changed = || Failure::incomplete("cli-error-changed", vec![("path", source.clone())]);
            let seen = *examined.digests.get(&source).ok_or_else(changed)?;
            let path = examined.kept_path(&source).ok_or_else(changed)?;
            let inside = format!("tep/{}/{}-{}.{}", record.kind.slug(), record.id.stem(), at + 1, ending(&source));
            let full = format!("volumes/{}/data/{inside}", open.folder);
            let bytes =
                self.sealing.staging().keep(&full, path, seen).map_err(|e| super::build::sealing_failure(&e.into()))?;
            let name = source.rsplit_once('/').map_or(source.as_str(), |(_, name)| name).to_owned();
            kept.push(Kept { name, href: format!("../../{inside}"), bytes, sha256: seen.to_string() });
            let stored = format!("data/{inside}").parse().map_err(|e| format_fault(record, e))?;
            entries.push(VolumeEntry { path: stored, digest: seen, bytes });
        }
        Ok((kept, entries))
    }
}

/// What a print shows besides the view.
struct Beside<'a> {
    pointer: Pointer,
    sealed: &'a leaf::Record,
    pictures: Vec<Attachment>,
}

/// All that a record's print, and its page besides, are made of: the cache's keys.
fn keys(
    reuse: &Reuse,
    view: &Value,
    options: &PdfOptions,
    pointer: &Pointer,
    sealed: &leaf::Record,
    links: &RecordLinks<'_>,
) -> Keys {
    let (view, options, pointer) = (view.to_string(), format!("{options:?}"), format!("{pointer:?}"));
    let print = [view.as_bytes(), options.as_bytes(), pointer.as_bytes(), sealed.json().as_bytes()];
    reuse.keys(&print, &[links.to_text().as_bytes()])
}

/// The symbols of the record's sheets: what the form is told of them, and they themselves. The pointer of every page
/// comes first, then those that carry the record.
fn symbols(pointer: Pointer, sealed: &leaf::Record) -> (Value, Vec<pdf::Symbol>) {
    let (mut told, mut drawn) = (Vec::new(), Vec::new());
    for symbol in std::iter::once(Symbol::Pointer(pointer)).chain(paper::parts(sealed.json())) {
        let Some(drawing) = paper::draw(&symbol) else { continue };
        let name = format!("symbol-{}.png", drawn.len());
        told.push(json!({"file": format!("/{name}"), "mm": f64::from(drawing.tenths) / 10.0}));
        drawn.push(pdf::Symbol { name, side: drawing.side, dark: drawing.dark });
    }
    let parts = told.split_off(1.min(told.len()));
    (json!({"pointer": told.pop(), "parts": parts}), drawn)
}

/// The files a record keeps: those it consists of, and those attached to a document.
fn kept_sources(record: &Record) -> Vec<String> {
    match &record.body {
        Body::Files(files) => files.iter().map(|f| f.source.clone()).collect(),
        _ => record.attachments.iter().map(|f| f.source.clone()).collect(),
    }
}

/// The ending of a kept file's name, as far as the archive's path grammar takes it.
pub(super) fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
    let plain = (1..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
    if plain { ending } else { "bin".to_owned() }
}

/// The record as exported, with the digests of its files, its id and its salt: what its leaf is made of. A picture of
/// its text is told from the files that go with it by the path under which the text names it.
fn canonical(record: &Record, files: Files<'_>, seed: &VolumeSeed) -> Result<leaf::Record, Fault> {
    let mut fields = match plain(&record.source) {
        Canonical::Map(fields) => fields,
        other => BTreeMap::from([("noi_dung".to_owned(), other)]),
    };
    let kept = files.kept.iter().map(|k| listed(&k.name, &k.sha256, k.bytes, None));
    let pictures = files.pictures.iter().map(|p| listed(&p.name, &p.sha256, p.bytes, Some(&p.named)));
    let listed: Vec<Canonical> = kept.chain(pictures).collect();
    if !listed.is_empty() {
        fields.insert(KEPT_KEY.to_owned(), Canonical::List(listed));
    }
    leaf::Record::new(seed, record.id.as_str().parse()?, fields)
}

/// A file as the sealed record lists it.
fn listed(name: &str, sha256: &str, bytes: u64, shown_as: Option<&str>) -> Canonical {
    let bytes = bytes.to_string();
    let pairs = [("ten", name), ("sha256", sha256), ("so_byte", &bytes)].into_iter();
    let pairs = pairs.chain(shown_as.map(|path| (PICTURE_KEY, path)));
    Canonical::Map(pairs.map(|(key, value)| (key.to_owned(), Canonical::Text(value.to_owned()))).collect())
}

/// A record's source as the format writes it.
pub(super) fn plain(source: &Source) -> Canonical {
    match source {
        Source::Text(text) => Canonical::Text(text.clone()),
        Source::List(items) => Canonical::List(items.iter().map(plain).collect()),
        Source::Map(map) => Canonical::Map(map.iter().map(|(k, v)| (k.clone(), plain(v))).collect()),
    }
}

fn format_fault(record: &Record, fault: Fault) -> Failure {
    Failure::data(&format!("{}: {fault}", record.id))
}
