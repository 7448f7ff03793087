//! Sheets of paper as they come: photos, scans, and the texts that another reader found in their symbols.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use niemphong_archive::Digest;

use crate::cli::exit::Failure;
use crate::cli::progress;
use crate::cli::session::Session;
use crate::paper::{self, Carried, MAX_FILE, NoPicture, PREFIX, Part, Pictures, Pointer, Symbol, Unreadable, carried};
use crate::parallel::{Ending, Lost, map_ordered, within};

/// How long one picture may be looked at; a clean page takes a second.
const PATIENCE: Duration = Duration::from_secs(90);
/// What systems put into a folder of pictures, unseen by whoever looks into it.
const LEFT_BY_SYSTEM: [&str; 3] = [".", "Thumbs.db", "desktop.ini"];

/// One page, and what was read of it.
pub(super) struct Sheet {
    /// The file; nothing for texts that were typed.
    pub(super) file: Option<String>,
    /// The page of a file that has several, from 1.
    pub(super) page: Option<usize>,
    pointers: Vec<Pointer>,
    parts: Vec<Part>,
    /// Symbols that begin as ours do, and are not as we write them.
    malformed: usize,
    /// Why there was nothing to read.
    pub(super) trouble: Option<Trouble>,
}

/// Why a picture was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It is none that may be read.
    NoPicture(NoPicture),
    /// It takes too long.
    TooLong,
}

/// Records put together from symbols, by the beginning of their leaf hash.
pub(super) type Records = BTreeMap<[u8; 8], Carried>;

/// What a sheet shows, together with what its other photos show.
pub(super) struct Shown<'a> {
    /// Its pointers.
    pub(super) pointers: &'a [Pointer],
    /// The whole record that it carries, if it carries one.
    pub(super) record: Option<&'a Carried>,
    /// The leaves that its symbols lead to.
    pub(super) leaves: BTreeSet<Digest>,
    /// Whether its symbols are of more than one record.
    pub(super) mixed: bool,
    /// Whether one of its symbols is not as we write them, or its record is not the one that the symbols name.
    pub(super) malformed: bool,
    /// Whether it shows a part of a record, and neither the rest nor a pointer.
    pub(super) few: bool,
}

/// What can be done at once, and what is work.
enum Item {
    Done(Box<Sheet>),
    Picture(Box<Sheet>, Pictures, usize),
}

impl Sheet {
    fn new(file: Option<&str>, page: Option<usize>) -> Self {
        Self {
            file: file.map(str::to_owned),
            page,
            pointers: Vec::new(),
            parts: Vec::new(),
            malformed: 0,
            trouble: None,
        }
    }

    fn with<'a>(mut self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        for text in texts {
            match Symbol::parse(text) {
                Ok(Symbol::Pointer(pointer)) => self.pointers.push(pointer),
                Ok(Symbol::Part(part)) => self.parts.push(part),
                Err(Unreadable::Foreign) => {}
                // Its own correction gave this text back whole: nobody misread it, somebody wrote it so.
                Err(_) => self.malformed += 1,
            }
        }
        self
    }

    fn troubled(mut self, trouble: Trouble) -> Self {
        self.trouble = Some(trouble);
        self
    }

    /// How many symbols of ours it shows.
    pub(super) fn symbols(&self) -> usize {
        self.pointers.len() + self.parts.len()
    }

    /// How many of them are pointers.
    pub(super) fn pointers(&self) -> usize {
        self.pointers.len()
    }

    /// How many records it carries whole, by itself.
    pub(super) fn whole_records(&self) -> usize {
        carried(&self.parts).iter().filter(|record| record.is_ok()).count()
    }

    /// What it shows; `records` are those of all sheets, since two photos may show one sheet.
    pub(super) fn shown<'a>(&'a self, records: &'a Records) -> Shown<'a> {
        let sets: BTreeSet<[u8; 8]> = self.parts.iter().map(|part| part.set).collect();
        let whole: Vec<&Carried> = sets.iter().filter_map(|set| records.get(set)).collect();
        let pointed = self.pointers.iter().map(|pointer| pointer.leaf);
        let leaves: BTreeSet<Digest> = pointed.chain(whole.iter().map(|record| record.leaf)).collect();
        let all = |leaf: &Digest| sets.iter().all(|set| leaf.as_bytes().starts_with(set));
        let mixed = leaves.len() > 1 || sets.len() > 1 || !leaves.iter().all(all);
        // A sheet that shows only its pointer may have its record on another page.
        let named = self.pointers.first().and_then(|pointer| records.get(&pointer.leaf.as_bytes()[..8]));
        let named = named.filter(|record| self.pointers.iter().all(|pointer| pointer.leaf == record.leaf));
        let wrong = |record: &Result<Carried, Unreadable>| *record == Err(Unreadable::Malformed);
        let malformed = self.malformed > 0 || carried(&self.parts).iter().any(wrong);
        let few = leaves.is_empty() && !self.parts.is_empty();
        let record = whole.first().copied().or(named);
        Shown { pointers: &self.pointers, record, leaves, mixed, malformed, few }
    }
}

/// The records that all sheets together carry; what one sheet carries whole is taken from it alone.
pub(super) fn records(sheets: &[Sheet]) -> Records {
    let all: Vec<Part> = sheets.iter().flat_map(|sheet| sheet.parts.clone()).collect();
    let mut records = Records::new();
    for parts in sheets.iter().map(|sheet| sheet.parts.as_slice()).chain([all.as_slice()]) {
        for record in carried(parts).into_iter().flatten() {
            let mut set = [0; 8];
            set.copy_from_slice(&record.leaf.as_bytes()[..8]);
            records.entry(set).or_insert(record);
        }
    }
    records
}

/// Reads what was given: texts of symbols are one sheet together, each file and each page of a PDF is one of its own.
pub(super) fn read(given: &[String], session: &Session) -> Result<Vec<Sheet>, Failure> {
    let typed = given.iter().map(String::as_str);
    let mut items = Vec::new();
    if given.iter().any(|text| text.starts_with(PREFIX)) {
        items.push(Ok(Item::Done(Box::new(Sheet::new(None, None).with(typed)))));
    }
    let files = files(given.iter().filter(|text| !text.starts_with(PREFIX)))?;
    let mut failed = None;
    let items = items.into_iter().chain(files.iter().flat_map(|file| opened(file))).map_while(|item| match item {
        Ok(item) => Some(item),
        Err(failure) => {
            failed = Some(failure);
            None
        }
    });
    let bar = progress::bar(session, "cli-progress-paper", files.len().max(1) as u64);
    let mut sheets = Vec::new();
    let ending = map_ordered(session.jobs, &session.cancel, items, looked, |sheet| {
        sheets.push(sheet);
        bar.set_length(bar.length().unwrap_or_default().max(sheets.len() as u64));
        bar.inc(1);
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    match (failed, ending) {
        (Some(failure), _) => Err(failure),
        (None, Ending::Cancelled) => Err(Failure::interrupted()),
        _ => Ok(sheets),
    }
}

/// The files that were given; of a folder, those in it.
fn files<'a>(given: impl Iterator<Item = &'a String>) -> Result<Vec<String>, Failure> {
    let mut files = Vec::new();
    for name in given {
        let path = Path::new(name);
        if path.is_dir() {
            let inside = inside(path).map_err(|error| Failure::io(path, &error))?;
            if inside.is_empty() {
                return Err(Failure::usage("cli-error-no-sheets", vec![("path", name.clone())]));
            }
            files.extend(inside);
        } else {
            files.push(name.clone());
        }
    }
    Ok(files)
}

/// The files of a folder that somebody put there, in the order of their names.
fn inside(folder: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in folder.read_dir()? {
        let entry = entry?;
        let name = entry.file_name();
        let is_given = !LEFT_BY_SYSTEM.iter().any(|left| name.to_string_lossy().starts_with(left));
        if is_given && entry.path().is_file() {
            files.push(entry.path().display().to_string());
        }
    }
    files.sort();
    Ok(files)
}

/// The texts of a file that someone else's reader wrote, without the mark that some editors put before the first.
fn texts(bytes: &[u8]) -> Option<Vec<&str>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    lines.iter().any(|line| line.starts_with(PREFIX)).then_some(lines)
}

/// The pages of a file.
fn opened(file: &str) -> Vec<Result<Item, Failure>> {
    let path = Path::new(file);
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|open| open.take(MAX_FILE + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        return vec![Err(Failure::io(path, &error))];
    }
    if let Some(texts) = texts(&bytes) {
        return vec![Ok(Item::Done(Box::new(Sheet::new(Some(file), None).with(texts))))];
    }
    match within(PATIENCE, || Pictures::open(bytes)).map_err(trouble).and_then(|open| open.map_err(Trouble::NoPicture))
    {
        Ok(pictures) => {
            let count = pictures.count();
            let page = |at: usize| (count > 1).then_some(at + 1);
            (0..count)
                .map(|at| Ok(Item::Picture(Box::new(Sheet::new(Some(file), page(at))), pictures.clone(), at)))
                .collect()
        }
        Err(trouble) => vec![Ok(Item::Done(Box::new(Sheet::new(Some(file), None).troubled(trouble))))],
    }
}

fn looked(item: Item) -> Sheet {
    match item {
        Item::Done(sheet) => *sheet,
        Item::Picture(sheet, pictures, at) => {
            let read = Arc::new(Mutex::new(BTreeSet::new()));
            let so_far = Arc::clone(&read);
            let keep = move |texts: &BTreeSet<String>| {
                so_far.lock().unwrap_or_else(PoisonError::into_inner).clone_from(texts);
            };
            let work = move || pictures.picture(at).map(|picture| paper::read(picture, keep));
            match within(PATIENCE, work) {
                Ok(Ok(texts)) => sheet.with(texts.iter().map(String::as_str)),
                Ok(Err(no_picture)) => sheet.troubled(Trouble::NoPicture(no_picture)),
                Err(lost) => {
                    let texts = std::mem::take(&mut *read.lock().unwrap_or_else(PoisonError::into_inner));
                    let sheet = sheet.with(texts.iter().map(String::as_str));
                    if texts.is_empty() { sheet.troubled(trouble(lost)) } else { sheet }
                }
            }
        }
    }
}

fn trouble(lost: Lost) -> Trouble {
    match lost {
        Lost::TooLong => Trouble::TooLong,
        Lost::Panicked => Trouble::NoPicture(NoPicture::Broken),
    }
}
