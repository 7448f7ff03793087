//! Letters with a mark that no letter of Unicode has in one (Ê Đê `Ơ̆`, `ê̆`), as a PDF's reader copies them.
//!
//! typst gives each glyph of such a letter the text of the whole letter, and puts a mark that is raised into a run of its
//! own: drawn right, the letter was copied twice, or with a gap behind it. There are as many glyphs as characters, so each
//! gets its own, and the two are read one after the other.

use std::ops::Range;

use typst::layout::{Em, Frame, FrameItem, Point};
use typst::model::Document;
use typst::text::{Glyph, TextItem};
use typst_layout::PagedDocument;

/// Whether `text` has a mark that is no letter's own part: only then need a document be looked at.
pub(super) fn has_loose_marks(text: &str) -> bool {
    text.contains(is_mark)
}

fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The document with one character for each glyph of such letters; nothing is drawn elsewhere than before.
pub(super) fn told_apart(document: &PagedDocument) -> PagedDocument {
    let pages = document.pages().iter().cloned().map(|mut page| {
        page.frame = frame(&page.frame);
        page
    });
    PagedDocument::new(pages.collect(), document.info().clone())
}

fn frame(old: &Frame) -> Frame {
    let mut items: Vec<(Point, FrameItem)> = Vec::new();
    for (at, item) in old.items() {
        let mut item = item.clone();
        match &mut item {
            FrameItem::Group(group) => group.frame = frame(&group.frame),
            FrameItem::Text(run) => {
                if let Some((_, FrameItem::Text(before))) = items.last_mut() {
                    raised(before, run);
                }
                in_one_run(run);
            }
            _ => {}
        }
        items.push((*at, item));
    }
    let mut new = Frame::new(old.size(), old.kind());
    if old.has_baseline() {
        new.set_baseline(old.baseline());
    }
    new.push_multiple(items);
    new
}

/// Letters whose glyphs all stand in `run`.
fn in_one_run(run: &mut TextItem) {
    for glyphs in run.glyphs.chunk_by_mut(|one, other| one.range == other.range) {
        let own = characters(&run.text, &glyphs[0].range);
        if own.len() == glyphs.len() {
            share_out(glyphs, &own);
        }
    }
}

/// A letter that `run` ends with and whose raised marks are all of `marks`.
fn raised(run: &mut TextItem, marks: &mut TextItem) {
    let Some(letter) = run.glyphs.last().map(|last| last.range.clone()) else { return };
    let (own, theirs) = (characters(&run.text, &letter), characters(&marks.text, &(0..length(&marks.text))));
    let first = run.glyphs.iter().rposition(|glyph| glyph.range != letter).map_or(0, |at| at + 1);
    let count = run.glyphs.len() - first;
    let is_rest =
        marks.glyphs.iter().all(|g| g.x_advance == Em::zero() && usize::from(g.range.end) == marks.text.len());
    let is_same = run.text.get(usize::from(letter.start)..usize::from(letter.end)) == Some(marks.text.as_str());
    if is_rest && is_same && count + marks.glyphs.len() == own.len() {
        share_out(&mut run.glyphs[first..], &own[..count]);
        share_out(&mut marks.glyphs, &theirs[count..]);
    }
}

/// Where each character of a letter with loose marks stands; nothing for other letters.
fn characters(text: &str, letter: &Range<u16>) -> Vec<Range<u16>> {
    let whole = text.get(usize::from(letter.start)..usize::from(letter.end)).unwrap_or_default();
    if !has_loose_marks(whole) {
        return Vec::new();
    }
    let mut start = letter.start;
    let next = |one: char| {
        let range = start..start + length(one.encode_utf8(&mut [0; 4]));
        start = range.end;
        range
    };
    whole.chars().map(next).collect()
}

/// As glyphs count it: their places are of 16 bits.
fn length(text: &str) -> u16 {
    u16::try_from(text.len()).unwrap_or(u16::MAX)
}

fn share_out(glyphs: &mut [Glyph], characters: &[Range<u16>]) {
    for (glyph, one) in glyphs.iter_mut().zip(characters) {
        glyph.range = one.clone();
    }
}
