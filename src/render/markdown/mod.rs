//! Markdown of the document family → one block tree, and that tree → HTML.
//!
//! The same tree feeds the PDF templates, so page and paper can't drift apart. What the tree can't carry is refused
//! with its place, never dropped: raw HTML, pictures beside words, links that lead anywhere but to a public address, notes
//! without a text. A picture that stands alone becomes a figure, its title the caption; `view` fills in what the
//! archive has of it. A line that holds only `\newpage` asks for a new page (as in pandoc). Uses nothing of ours; no file
//! system, clock or network.

mod html;
mod pictures;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use serde_json::Value;

pub use html::{Labels, escape, to_html};
pub use pictures::{Named, picture_paths, pictures, without_paths};

/// How deep lists, quotes and notes may nest. Deeper is a machine's work, and recursion has to end somewhere.
const DEEPEST: usize = 24;

/// What asks for a new page, alone on its line.
const PAGE_BREAK: &str = "\\newpage";

/// Something in a Markdown text that the archive can't keep.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{line}:{column}: {what}")]
pub struct MarkdownFault {
    /// Line inside the text, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: MarkdownWhat,
}

/// The ways in which a Markdown text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkdownWhat {
    /// `<b>`, `<script>`, `<!-- … -->`.
    RawHtml,
    /// `![…](…)` beside words, or in a table, a heading, a link or a note.
    PictureInLine,
    /// `![…][x]`: the path stands with the picture.
    PictureReference,
    /// `![**…**](…)`: what a picture shows is told in plain words.
    PictureWords,
    /// A link to anything but `https:`, `http:` or `mailto:`.
    UnsafeLink,
    /// `[x](https://… "title")`: the title would be lost.
    LinkTitle,
    /// `[x]: https://…` that no link uses: it would be lost.
    UnusedReference,
    /// `[^1]` without its text.
    MissingNote,
    /// The text of a note that nothing refers to, or the second text for one mark.
    UnusedNote,
    /// A note inside a note.
    NestedNote,
    /// `\newpage` inside a list, a quote or a note.
    NestedPageBreak,
    /// Lists or quotes nested too deeply.
    TooDeep,
}

impl MarkdownWhat {
    /// The id of the message that explains it (`templates/i18n`).
    pub fn word(self) -> &'static str {
        match self {
            Self::RawHtml => "markdown-raw-html",
            Self::PictureInLine => "markdown-picture-in-line",
            Self::PictureReference => "markdown-picture-reference",
            Self::PictureWords => "markdown-picture-words",
            Self::UnsafeLink => "markdown-unsafe-link",
            Self::LinkTitle => "markdown-link-title",
            Self::UnusedReference => "markdown-unused-reference",
            Self::MissingNote => "markdown-missing-note",
            Self::UnusedNote => "markdown-unused-note",
            Self::NestedNote => "markdown-nested-note",
            Self::NestedPageBreak => "markdown-nested-page-break",
            Self::TooDeep => "markdown-too-deep",
        }
    }
}

impl std::fmt::Display for MarkdownWhat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

type Events<'a> = Vec<(Event<'a>, Range<usize>)>;

/// The block tree of one text, or every fault in it, in order of place.
///
/// # Errors
/// All faults, not only the first.
pub fn parse(text: &str) -> Result<Vec<Value>, Vec<MarkdownFault>> {
    let parser = Parser::new_ext(text, options());
    let references: Vec<(String, Range<usize>, bool)> = parser
        .reference_definitions()
        .iter()
        .map(|(label, link)| (label.to_lowercase(), link.span.clone(), link.title.is_some()))
        .collect();
    let events: Events<'_> = parser.into_offset_iter().collect();

    let mut faults = Faults { text, found: BTreeSet::new() };
    pictures::inspect(&events, &mut faults);
    if inspect(&events, &references, &mut faults) {
        let tree = tree::build(&events);
        nested_breaks(&tree, true, text, &mut faults);
        if faults.found.is_empty() {
            return Ok(tree);
        }
    }
    Err(faults.found.into_iter().collect())
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
}

/// Line and column of a byte, both from 1, the column in characters.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |n| n + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

struct Faults<'a> {
    text: &'a str,
    found: BTreeSet<MarkdownFault>,
}

impl Faults<'_> {
    fn add(&mut self, offset: usize, what: MarkdownWhat) {
        let (line, column) = place(self.text, offset);
        self.found.insert(MarkdownFault { line, column, what });
    }
}

/// Looks for everything the tree can't carry. False when building the tree would not end well.
fn inspect(events: &Events<'_>, references: &[(String, Range<usize>, bool)], faults: &mut Faults<'_>) -> bool {
    let mut depth = 0_usize;
    let mut deepest = 0_usize;
    let mut in_html = false;
    let mut in_note = 0_usize;
    let mut in_code = false;
    let mut used = BTreeSet::new();
    let mut note_texts: BTreeMap<String, usize> = BTreeMap::new();
    let mut note_marks = BTreeSet::new();
    let mut run = (0_usize, String::new());

    for (event, range) in events {
        if let Event::Text(piece) = event {
            if !in_code {
                if run.1.is_empty() {
                    run.0 = range.start;
                }
                run.1.push_str(piece);
            }
        } else {
            bare_note_marks(&run, faults);
            run.1.clear();
        }
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST && deepest <= DEEPEST {
                    faults.add(range.start, MarkdownWhat::TooDeep);
                }
                deepest = deepest.max(depth);
                match tag {
                    Tag::HtmlBlock => {
                        in_html = true;
                        faults.add(range.start, MarkdownWhat::RawHtml);
                    }
                    Tag::CodeBlock(_) => in_code = true,
                    Tag::Image { link_type, id, .. } => {
                        if *link_type != LinkType::Inline {
                            faults.add(range.start, MarkdownWhat::PictureReference);
                        }
                        used.insert(id.to_lowercase());
                    }
                    Tag::Link { link_type, dest_url, title, id } => {
                        if !safe_target(*link_type, dest_url) {
                            faults.add(range.start, MarkdownWhat::UnsafeLink);
                        }
                        if !title.is_empty() {
                            faults.add(range.start, MarkdownWhat::LinkTitle);
                        }
                        used.insert(id.to_lowercase());
                    }
                    Tag::FootnoteDefinition(label) => {
                        in_note += 1;
                        if note_texts.insert(label.to_string(), range.start).is_some() {
                            faults.add(range.start, MarkdownWhat::UnusedNote);
                        }
                    }
                    _ => {}
                }
            }
            Event::End(end) => {
                depth -= 1;
                match end {
                    TagEnd::HtmlBlock => in_html = false,
                    TagEnd::CodeBlock => in_code = false,
                    TagEnd::FootnoteDefinition => in_note -= 1,
                    _ => {}
                }
            }
            Event::InlineHtml(_) => faults.add(range.start, MarkdownWhat::RawHtml),
            Event::Html(_) if !in_html => faults.add(range.start, MarkdownWhat::RawHtml),
            Event::FootnoteReference(label) => {
                note_marks.insert(label.to_string());
                if in_note > 0 {
                    faults.add(range.start, MarkdownWhat::NestedNote);
                }
            }
            _ => {}
        }
    }
    bare_note_marks(&run, faults);

    for (label, span, has_title) in references {
        if *has_title {
            faults.add(span.start, MarkdownWhat::LinkTitle);
        }
        if !used.contains(label) {
            faults.add(span.start, MarkdownWhat::UnusedReference);
        }
    }
    for (label, start) in &note_texts {
        if !note_marks.contains(label) {
            faults.add(*start, MarkdownWhat::UnusedNote);
        }
    }
    deepest <= DEEPEST
}

/// `[^1]` that stayed text has no note of that name.
fn bare_note_marks((start, run): &(usize, String), faults: &mut Faults<'_>) {
    let mut from = 0;
    while let Some(open) = run[from..].find("[^").map(|n| n + from) {
        let label = &run[open + 2..];
        if label.find(']').is_some_and(|close| close > 0 && !label[..close].contains(char::is_whitespace)) {
            faults.add(start + open, MarkdownWhat::MissingNote);
        }
        from = open + 2;
    }
}

fn safe_target(kind: LinkType, target: &str) -> bool {
    if kind == LinkType::Email {
        return true;
    }
    let lower = target.to_ascii_lowercase();
    let schemes = ["https://", "http://", "mailto:"];
    !target.chars().any(|c| c.is_control() || c.is_whitespace())
        && schemes.iter().any(|scheme| lower.len() > scheme.len() && lower.starts_with(scheme))
}

/// A break asked for inside a list or a quote can't be given by paper or page.
fn nested_breaks(blocks: &[Value], top: bool, text: &str, faults: &mut Faults<'_>) {
    for block in blocks {
        if block["t"] == "pagebreak" && !top {
            faults.add(text.find(PAGE_BREAK).unwrap_or(0), MarkdownWhat::NestedPageBreak);
        }
        if let Some(inner) = block["c"].as_array().filter(|_| block["t"] == "quote") {
            nested_breaks(inner, false, text, faults);
        }
        for item in block["items"].as_array().into_iter().flatten() {
            nested_breaks(item.as_array().map_or(&[], Vec::as_slice), false, text, faults);
        }
    }
}
