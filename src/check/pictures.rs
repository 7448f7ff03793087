//! Pictures that a document's text names: what can be said of them before anyone looks into their files.

use super::codes as c;
use super::facts::{PictureFact, Spot};
use super::finding::Finding;
use super::{Seen, conclude};
use crate::catalogue::PictureLimits;
use crate::read::{Document, Place};

/// A picture as the text names it; `render` reads the Markdown, and `cli` brings it here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureNamed {
    /// Line from the start of the text below the front matter, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Where the text says it is.
    pub path: String,
    /// What it shows, in words.
    pub words: String,
}

/// What is wrong with a picture's file; `render` looks into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFault {
    /// Neither PNG nor JPEG.
    Unknown,
    /// Cut off or damaged.
    Broken,
    /// One that moves.
    Moving,
    /// More bytes than are taken.
    Bytes(u64),
    /// More pixels than are taken: width and height.
    Pixels(u64, u64),
}

/// Endings of a picture's name.
const ENDINGS: [&str; 3] = ["png", "jpg", "jpeg"];

/// Notes the pictures that the text of `document` names, and what is wrong with how it names them.
pub fn note_pictures(seen: &mut Seen, document: &Document, named: &[PictureNamed], limits: &PictureLimits) {
    for (at, one) in named.iter().enumerate() {
        let place = place_in_text(document, one.line, one.column);
        let found = |code, arguments| Finding::at(code, &document.name, place, arguments);
        let path = || ("path", one.path.clone());
        if at == limits.most {
            let arguments = vec![path(), ("what", "picture-too-many".to_owned()), ("limit", limits.most.to_string())];
            seen.findings.push(found(c::PICTURE_TOO_LARGE, arguments));
        }
        if one.words.is_empty() {
            seen.findings.push(found(c::PICTURE_WITHOUT_WORDS, vec![path()]));
        }
        if is_remote(&one.path) {
            seen.findings.push(found(c::PICTURE_REMOTE, vec![path()]));
            continue;
        }
        let ending = one.path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        if !ENDINGS.contains(&ending.as_str()) {
            seen.findings.push(found(c::PICTURE_UNREADABLE, vec![path(), ("what", "picture-unknown".to_owned())]));
        }
        let spot = Spot { file: document.name.clone(), place };
        seen.facts.pictures.push(PictureFact {
            path: one.path.clone(),
            spot,
            is_named_well: ENDINGS.contains(&ending.as_str()),
        });
    }
}

/// An address of the network, or one that holds its content itself.
fn is_remote(path: &str) -> bool {
    let scheme = path.split_once(':').map_or("", |(scheme, _)| scheme);
    // One letter is a drive: that path leads out of the export.
    path.starts_with("//")
        || (scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)))
}

/// Where a line and column of the text below a front matter stand in the whole file, up to the end of the line.
pub(super) fn place_in_text(document: &Document, line: usize, column: usize) -> Place {
    let start = document.body_start.unwrap_or(0);
    let before = document.body().split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let shown = document.body()[before..].lines().next().unwrap_or("");
    let skip: usize = shown.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    document.place_of(start + before + skip, shown.len() - skip)
}

impl Seen {
    /// Paths, from the export's root, of the pictures whose files are to be looked into.
    pub fn picture_files(&self) -> impl Iterator<Item = String> {
        let named = self.facts.pictures.iter().filter(|one| one.is_named_well);
        named.filter_map(|one| conclude::resolve(&one.spot.file, &one.path))
    }

    /// What was found in the picture at `file`, a path of [`Seen::picture_files`].
    pub fn bad_picture(&mut self, file: &str, fault: PictureFault) {
        let named = |one: &&PictureFact| conclude::resolve(&one.spot.file, &one.path).as_deref() == Some(file);
        let Some(first) = self.facts.pictures.iter().find(named) else { return };
        let finding = conclude::at(code_of(fault), &first.spot, arguments_of(&first.path, fault));
        self.findings.push(finding);
    }
}

fn code_of(fault: PictureFault) -> super::Code {
    match fault {
        PictureFault::Unknown | PictureFault::Broken | PictureFault::Moving => c::PICTURE_UNREADABLE,
        PictureFault::Bytes(_) | PictureFault::Pixels(..) => c::PICTURE_TOO_LARGE,
    }
}

fn arguments_of(path: &str, fault: PictureFault) -> Vec<(&'static str, String)> {
    let (what, limit) = match fault {
        PictureFault::Unknown => ("picture-unknown", None),
        PictureFault::Broken => ("picture-broken", None),
        PictureFault::Moving => ("picture-moving", None),
        PictureFault::Bytes(limit) => ("picture-too-heavy", Some((limit >> 20).to_string())),
        PictureFault::Pixels(width, height) => ("picture-too-wide", Some(format!("{width} × {height}"))),
    };
    let mut arguments = vec![("path", path.to_owned()), ("what", what.to_owned())];
    arguments.extend(limit.map(|limit| ("limit", limit)));
    arguments
}
