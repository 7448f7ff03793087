//! The pictures of a Markdown text: where they may stand, what they are called, and the same text without them.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Events, Faults, MarkdownWhat, options};

/// A picture that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Line inside the text, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Where the text says it is.
    pub path: String,
    /// What it shows, in words, for those who don't see it; may be empty.
    pub words: String,
}

/// Every picture of a sound text, in its order.
pub fn pictures(text: &str) -> Vec<Named> {
    let events: Events<'_> = Parser::new_ext(text, options()).into_offset_iter().collect();
    let mut found = Vec::new();
    for (at, (event, range)) in events.iter().enumerate() {
        if let Event::Start(Tag::Image { dest_url, .. }) = event {
            let (line, column) = super::place(text, range.start);
            found.push(Named { line, column, path: dest_url.to_string(), words: words_of(&events, at) });
        }
    }
    found
}

/// The paths of a text's pictures, each once, in order of first mention.
pub fn picture_paths(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    pictures(text).into_iter().map(|one| one.path).filter(|path| seen.insert(path.clone())).collect()
}

/// The text with `instead` where the paths of its pictures were; their words and captions stay.
pub fn without_paths(text: &str, instead: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let events: Events<'_> = Parser::new_ext(text, options()).into_offset_iter().collect();
    for (at, (event, range)) in events.iter().enumerate() {
        let Event::Start(Tag::Image { title, .. }) = event else { continue };
        let words = words_of(&events, at);
        let named = |told: &str| match pictures(told).as_slice() {
            [one] => one.path == instead && one.words == words,
            _ => false,
        };
        let kept = replaced(&text[range.clone()], instead).filter(|told| named(told));
        out.push_str(&text[done..range.start]);
        out.push_str(&kept.unwrap_or_else(|| written(&words, instead, title)));
        done = range.end;
    }
    out.push_str(&text[done..]);
    out
}

/// A picture's Markdown with another path, as far as that can be told by its marks.
fn replaced(picture: &str, path: &str) -> Option<String> {
    let from = picture.rfind("](")? + 2;
    let inside = picture[from..].strip_suffix(')')?;
    let length = match inside.strip_prefix('<') {
        Some(rest) => rest.find('>')? + 2,
        None => inside.find(char::is_whitespace).unwrap_or(inside.len()),
    };
    Some(format!("{}{path}{})", &picture[..from], &inside[length..]))
}

/// A picture's Markdown, written anew.
fn written(words: &str, path: &str, caption: &str) -> String {
    let caption = if caption.is_empty() { String::new() } else { format!(" \"{}\"", escaped(caption)) };
    format!("![{}]({path}{caption})", escaped(words))
}

/// Text that stays text between brackets or quotes.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if letter.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(if letter == '\n' { ' ' } else { letter });
    }
    out
}

/// The words of the picture that begins at event `at`.
fn words_of(events: &Events<'_>, at: usize) -> String {
    let mut words = String::new();
    for (event, _) in &events[at + 1..] {
        match event {
            Event::Text(piece) => words.push_str(piece),
            Event::SoftBreak => words.push(' '),
            _ => break,
        }
    }
    words.trim().to_owned()
}

/// Refuses pictures that stand beside words, in tables, headings, links or notes – a page can give them no room there
/// – and such whose words are more than plain text.
pub(super) fn inspect(events: &Events<'_>, faults: &mut Faults<'_>) {
    let mut line = Line::default();
    let mut above: Vec<Holder> = Vec::new();
    let mut in_picture = 0_usize;
    for (event, range) in events {
        if in_picture > 0 {
            in_picture = inside(event, range, in_picture, faults);
            continue;
        }
        match event {
            Event::Start(Tag::Image { .. }) => {
                in_picture = 1;
                line.pictures.push(range.start);
                line.beside |= !above.iter().all(|holder| *holder == Holder::Blocks);
            }
            Event::Start(tag) => {
                let holder = Holder::of(tag);
                line.end_of(holder, faults);
                above.push(holder);
            }
            Event::End(_) => line.end_of(above.pop().unwrap_or(Holder::Blocks), faults),
            Event::Rule => line.end(faults),
            Event::SoftBreak => {}
            Event::Text(text) if text.trim().is_empty() => {}
            _ => line.beside = true,
        }
    }
}

/// An event between the beginning and the end of a picture; gives how deep the next one is.
fn inside(event: &Event<'_>, range: &Range<usize>, depth: usize, faults: &mut Faults<'_>) -> usize {
    match event {
        Event::End(TagEnd::Image) if depth == 1 => 0,
        Event::Text(_) | Event::SoftBreak => depth,
        _ => {
            faults.add(range.start, MarkdownWhat::PictureWords);
            match event {
                Event::Start(_) => depth + 1,
                Event::End(_) => depth - 1,
                _ => depth,
            }
        }
    }
}

/// What an element may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    /// Blocks, pictures among them.
    Blocks,
    /// Words in a line.
    Words,
    /// No picture at any depth.
    NoPicture,
}

impl Holder {
    fn of(tag: &Tag<'_>) -> Self {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => Self::Words,
            Tag::Heading { .. } | Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => Self::NoPicture,
            Tag::FootnoteDefinition(_) => Self::NoPicture,
            _ => Self::Blocks,
        }
    }
}

/// What stands between two borders of blocks.
#[derive(Default)]
struct Line {
    pictures: Vec<usize>,
    beside: bool,
}

impl Line {
    /// A border of an element; one of words goes on in its line.
    fn end_of(&mut self, holder: Holder, faults: &mut Faults<'_>) {
        if holder == Holder::Words {
            self.beside = true;
        } else {
            self.end(faults);
        }
    }

    fn end(&mut self, faults: &mut Faults<'_>) {
        let line = std::mem::take(self);
        if line.beside {
            line.pictures.into_iter().for_each(|at| faults.add(at, MarkdownWhat::PictureInLine));
        }
    }
}
