//! The one line of a file that a finding shows, and which bytes of it the caret stands under.

use std::ops::Range;

use crate::check::Finding;

/// Most characters under the caret, so that a finding about a whole paragraph stays a line.
const LONGEST_MARK: usize = 60;

/// A line of a file and what of it is meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt<'a> {
    pub(super) line: &'a str,
    pub(super) number: usize,
    pub(super) span: Range<usize>,
}

/// The line that `finding` is about; none if it has no place, or the text is not the one that was checked.
pub(super) fn of<'a>(finding: &Finding, text: Option<&'a str>) -> Option<Excerpt<'a>> {
    let (place, text) = (finding.place?, text?);
    let number = usize::try_from(place.line).ok()?;
    // The parser gives faults a line and a column only.
    let bytes = place.bytes();
    let start = if bytes.is_empty() { byte_of(text, number, place.column)? } else { bytes.start };
    let before = text.get(..start)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].split('\n').next()?.trim_end_matches('\r');
    let from = start - line_start;
    let upto = bytes.end.saturating_sub(line_start).clamp(from, line.len().max(from));
    let marked = line.get(from..upto)?;
    let length: usize = marked.chars().take(LONGEST_MARK).map(char::len_utf8).sum();
    // A caret under nothing, at the end of a line or of the file, stands under the letter that is there, if any.
    let length = if length == 0 { line[from..].chars().next().map_or(0, char::len_utf8) } else { length };
    Some(Excerpt { line, number, span: from..from + length })
}

/// The byte at a line and a column in characters, both from 1; at most the end of the line.
fn byte_of(text: &str, line: usize, column: u32) -> Option<usize> {
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let shown = text.get(start..)?.split('\n').next()?.trim_end_matches('\r');
    let skip = usize::try_from(column).ok()?.saturating_sub(1);
    Some(start + shown.chars().take(skip).map(char::len_utf8).sum::<usize>())
}
