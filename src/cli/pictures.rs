//! The pictures of texts: looked into when an export is examined, made anew and stored when it is built.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use niemphong_archive::Digest;

use super::examine::Examined;
use super::exit::Failure;
use super::publish::ending;
use super::session::Session;
use crate::catalogue::PictureLimits;
use crate::check::{PictureFault, PictureNamed, Seen};
use crate::parallel::{self, Ending};
use crate::read::Entry;
use crate::record::{Record, ShownPicture};
use crate::render::markdown;
use crate::render::picture::{self, Picture};
use crate::render::view::Shown;

/// The pictures that a Markdown text names, as `check` takes them.
pub(super) fn named_in(text: &str) -> Vec<PictureNamed> {
    let named =
        |one: markdown::Named| PictureNamed { line: one.line, column: one.column, path: one.path, words: one.words };
    markdown::pictures(text).into_iter().map(named).collect()
}

/// Looks into every picture that a text names, each file once.
pub(super) fn look_into(
    seen: &mut [Seen],
    entries: &[Entry],
    limits: &PictureLimits,
    session: &Session,
) -> Result<(), Failure> {
    let wanted: BTreeSet<String> = seen.iter().flat_map(Seen::picture_files).collect();
    let mut faults: BTreeMap<String, PictureFault> = BTreeMap::new();
    let ending = parallel::map_ordered(
        session.jobs,
        &session.cancel,
        entries.iter().filter(|entry| wanted.contains(&entry.name)),
        |entry| (entry, fault_of(entry, limits)),
        |(entry, fault)| {
            faults.extend(fault.map(|fault| (entry.name.clone(), fault)));
            ControlFlow::Continue(())
        },
    );
    if ending == Ending::Cancelled {
        return Err(Failure::interrupted());
    }
    for one in seen {
        let files: BTreeSet<String> = one.picture_files().collect();
        for (file, fault) in faults.iter().filter(|(file, _)| files.contains(*file)) {
            one.bad_picture(file, *fault);
        }
    }
    Ok(())
}

/// What is wrong with a picture's file. One that can't be read has its own finding already.
fn fault_of(entry: &Entry, limits: &PictureLimits) -> Option<PictureFault> {
    if entry.bytes > limits.largest_bytes {
        return Some(PictureFault::Bytes(limits.largest_bytes));
    }
    let bytes = std::fs::read(&entry.path).ok()?;
    match picture::look(&bytes, limits) {
        Ok(()) => None,
        Err(picture::PictureFault::Unknown) => Some(PictureFault::Unknown),
        Err(picture::PictureFault::Broken) => Some(PictureFault::Broken),
        Err(picture::PictureFault::Moving) => Some(PictureFault::Moving),
        Err(picture::PictureFault::TooLarge { width, height }) => Some(PictureFault::Pixels(width, height)),
    }
}

/// A picture of a record, ready to be stored and shown.
pub(super) struct Ready {
    /// Where it goes, from the volume's `data/`.
    pub(super) path: String,
    /// What the page and the print are told of it.
    pub(super) shown: Shown,
    /// The file.
    pub(super) bytes: Vec<u8>,
}

/// The pictures of a record. A copy for others lacks those that its rules don't show; an export lacks none.
pub(super) fn of_record(record: &Record, examined: &Examined, limits: &PictureLimits) -> Result<Vec<Ready>, Failure> {
    let has = |one: &&ShownPicture| !examined.is_copy() || examined.kept_path(&one.source).is_some();
    let all = record.pictures.iter().filter(has).enumerate();
    all.map(|(at, one)| ready(record, at + 1, one, examined, limits)).collect()
}

fn ready(
    record: &Record,
    number: usize,
    one: &ShownPicture,
    examined: &Examined,
    limits: &PictureLimits,
) -> Result<Ready, Failure> {
    let changed = || Failure::incomplete("cli-error-changed", vec![("path", one.source.clone())]);
    let path = examined.kept_path(&one.source).ok_or_else(changed)?;
    let bytes = std::fs::read(path).map_err(|e| Failure::io(path, &e))?;
    if examined.digests.get(&one.source) != Some(&Digest::of(&bytes)) {
        return Err(changed());
    }
    let made = if examined.is_copy() { picture::as_sealed(bytes) } else { picture::remade(&bytes, limits) };
    let Picture { bytes, width, height } = made.map_err(|_| changed())?;
    let name = one.source.rsplit_once('/').map_or(one.source.as_str(), |(_, name)| name).to_owned();
    let path = format!("tep/{}/{}", record.kind.slug(), file_name(record.id.stem(), number, &name));
    let shown = Shown {
        named: one.named.clone(),
        href: format!("../../{path}"),
        file: format!("hinh-{number}.{}", ending(&name)),
        width,
        height,
        bytes: bytes.len() as u64,
        sha256: Digest::of(&bytes).to_string(),
        name,
    };
    Ok(Ready { path, shown, bytes })
}

/// The name of a record's picture in its volume: by its number, from 1, and the ending of the name that it had.
pub(super) fn file_name(stem: &str, number: usize, name: &str) -> String {
    format!("{stem}-h{number}.{}", ending(name))
}
