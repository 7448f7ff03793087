//! The YAML that exporters write, read in one go: block maps and lists, one-line flow collections, one-line scalars.
//!
//! Nine files in ten need no more, and reading them so is ten times quicker than through the library. Whatever is
//! rarer – anchors, tags, block scalars, texts over several lines, odd numbers, anything wrong – gives `None`, and the
//! library reads the file and has the say. What is taken here is the tree that the library would have made, places
//! and all: a test compares the two.

use super::{Key, Node, Place, Value, tree};

/// Nested deeper than this, the library decides.
const DEEPEST: usize = 30;
/// Longer texts go to the library, which counts what they come to.
const LONGEST: usize = 16 * 1024 * 1024;
/// Longest key, in bytes; YAML ends at 1,024 characters.
const LONGEST_KEY: usize = 500;

/// The tree of a plain document, or `None` where the library must look.
pub(super) fn tree(text: &str) -> Option<Node> {
    if text.len() > LONGEST || !is_plain(text.as_bytes()) {
        return None;
    }
    let mut reader = Reader { text, lines: lines(text)?, at: 0, known: (0, 0, 1) };
    let first = *reader.lines.first()?;
    let root = if first.indent == 0 && !first.is_item(text) { reader.map(0, first.start, 0)? } else { return None };
    (reader.at == reader.lines.len()).then_some(root)
}

/// No tabs, no control characters, no separators that only some programs take as line ends.
fn is_plain(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().all(|(at, &byte)| match byte {
        b'\n' | b' '..=b'~' => true,
        b'\r' => bytes.get(at + 1) == Some(&b'\n'),
        0xC2 => bytes.get(at + 1).is_some_and(|next| *next >= 0xA0),
        0xE2 => !matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xA8 | 0xA9])),
        0xEF => !matches!(bytes.get(at + 1..at + 3), Some([0xBB, 0xBF] | [0xBF, 0xBE | 0xBF])),
        0x80.. => true,
        _ => false,
    })
}

/// A line with something on it besides a comment.
#[derive(Debug, Clone, Copy)]
struct Line {
    number: u32,
    /// Its first byte, for counting columns.
    from: usize,
    /// Spaces before its content.
    indent: usize,
    /// First byte of the content, and one past the last, trailing spaces left out.
    start: usize,
    end: usize,
}

impl Line {
    fn content<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    fn is_item(&self, text: &str) -> bool {
        is_item(self.content(text))
    }
}

fn is_item(content: &str) -> bool {
    content == "-" || content.starts_with("- ")
}

/// The lines that matter; `None` where a document mark or a directive stands.
fn lines(text: &str) -> Option<Vec<Line>> {
    let mut out = Vec::with_capacity(text.len() / 40);
    let (mut from, mut number) = (0, 0);
    for whole in text.split_inclusive('\n') {
        number += 1;
        let line = whole.trim_end_matches(['\n', '\r', ' ']);
        let content = line.trim_start_matches(' ');
        if line.starts_with("---") || line.starts_with("...") || line.starts_with('%') {
            return None;
        }
        if !content.is_empty() && !content.starts_with('#') {
            let indent = line.len() - content.len();
            out.push(Line { number, from, indent, start: from + indent, end: from + line.len() });
        }
        from += whole.len();
    }
    Some(out)
}

struct Reader<'t> {
    text: &'t str,
    lines: Vec<Line>,
    /// The line under way.
    at: usize,
    /// A byte whose column is known: the line's first byte, the byte, the column.
    known: (usize, usize, u32),
}

impl Reader<'_> {
    fn line(&self) -> Option<Line> {
        self.lines.get(self.at).copied()
    }

    fn place(&mut self, line: Line, start: usize, end: usize) -> Place {
        let (from, byte, column) = self.known;
        let (byte, column) = if from == line.from && byte <= start { (byte, column) } else { (line.from, 1) };
        let passed = self.text.as_bytes()[byte..start].iter().filter(|b| (**b & 0xC0) != 0x80).count();
        let column = column + u32::try_from(passed).unwrap_or(u32::MAX - 1_000);
        self.known = (line.from, start, column);
        Place { line: line.number, column, start: tree::byte(start), end: tree::byte(end) }
    }

    /// The map whose keys stand `column` bytes into their lines; the first one at byte `start` of the line under way.
    fn map(&mut self, column: usize, mut start: usize, depth: usize) -> Option<Node> {
        let place = self.place(self.line()?, start, start);
        let mut pairs = Vec::new();
        loop {
            let line = self.line()?;
            let (name, key_end, colon) = key(&self.text[start..line.end])?;
            let key_place = self.place(line, start, start + key_end);
            let after = start + colon + 1;
            let value = self.after_key(line, after, column, depth)?;
            pairs.push((Key { name, place: key_place }, value));
            match self.line() {
                Some(next) if next.indent == column && !next.is_item(self.text) => start = next.start,
                Some(next) if next.indent > column => return None,
                _ => return Some(Node { value: Value::Map(pairs), place }),
            }
        }
    }

    /// The value of a key that ends at byte `after`; moves past it.
    fn after_key(&mut self, line: Line, after: usize, column: usize, depth: usize) -> Option<Node> {
        let rest = &self.text[after..line.end];
        let value = rest.trim_start_matches(' ');
        if !value.is_empty() && !value.starts_with('#') {
            return self.one_line(line, line.end - value.len(), column);
        }
        self.at += 1;
        match self.line() {
            Some(next) if next.indent > column => self.block(next, depth),
            Some(next) if next.indent == column && next.is_item(self.text) => {
                self.list(column, next.start, true, depth)
            }
            _ if value.is_empty() => {
                let colon = after - 1;
                Some(Node { value: Value::Null, place: self.place(line, colon, colon) })
            }
            _ => None,
        }
    }

    fn block(&mut self, line: Line, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        if line.is_item(self.text) {
            self.list(line.indent, line.start, false, depth + 1)
        } else {
            self.map(line.indent, line.start, depth + 1)
        }
    }

    /// The list whose dashes stand `column` bytes into their lines; `flush` with the key that it belongs to, the
    /// library has it begin at its first item.
    fn list(&mut self, column: usize, mut start: usize, flush: bool, depth: usize) -> Option<Node> {
        let mut place = None;
        let mut items = Vec::new();
        loop {
            let line = self.line()?;
            let rest = &self.text[start + 1..line.end];
            let content = rest.trim_start_matches(' ');
            let begin = line.end - content.len();
            if place.is_none() {
                let at = if flush { begin } else { start };
                place = Some(self.place(line, at, at));
            }
            items.push(self.item(line, begin, column, depth)?);
            match self.line() {
                Some(next) if next.indent == column && next.is_item(self.text) => start = next.start,
                Some(next) if next.indent > column => return None,
                Some(next) if next.indent == column && !flush => return None,
                _ => return Some(Node { value: Value::List(items), place: place? }),
            }
        }
    }

    /// What follows a dash, from byte `begin` of the line.
    fn item(&mut self, line: Line, begin: usize, column: usize, depth: usize) -> Option<Node> {
        let content = &self.text[begin..line.end];
        if content.is_empty() || content.starts_with('#') || depth > DEEPEST {
            return None;
        }
        let inner = begin - line.from;
        if is_item(content) {
            self.list(inner, begin, false, depth + 1)
        } else if key(content).is_some() {
            self.map(inner, begin, depth + 1)
        } else {
            self.one_line(line, begin, column)
        }
    }

    /// A value that begins at byte `start` and must end on its line.
    fn one_line(&mut self, line: Line, start: usize, column: usize) -> Option<Node> {
        let content = &self.text[start..line.end];
        let (node, end) = match content.as_bytes().first()? {
            b'{' | b'[' => self.flow(line, start, 0)?,
            b'"' | b'\'' => {
                let (text, length) = quoted(content)?;
                let place = self.place(line, start, start + length);
                (Node { value: Value::Text(text), place }, start + length)
            }
            _ => {
                let plain = content.split_once(" #").map_or(content, |(plain, _)| plain).trim_end_matches(' ');
                if plain.contains(": ") || plain.ends_with(':') {
                    return None;
                }
                let value = plain_value(plain)?;
                let place = self.place(line, start, start + plain.len());
                (Node { value, place }, start + plain.len())
            }
        };
        let left = &self.text[end..line.end];
        let left_out = left.trim_start_matches(' ');
        let is_end = left_out.is_empty() || (left_out.starts_with('#') && left.starts_with(' '));
        self.at += 1;
        // A deeper line would go on with the text.
        let goes_on = self.line().is_some_and(|next| next.indent > column);
        (is_end && !goes_on).then_some(node)
    }

    /// A flow collection that begins at byte `start`, and the byte after it.
    fn flow(&mut self, line: Line, start: usize, depth: usize) -> Option<(Node, usize)> {
        let bytes = self.text.as_bytes();
        let place = self.place(line, start, start + 1);
        let is_map = bytes[start] == b'{';
        let close = if is_map { b'}' } else { b']' };
        let (mut pairs, mut items) = (Vec::new(), Vec::new());
        let mut at = self.past_spaces(line, start + 1);
        if at < line.end && bytes[at] == close {
            at += 1;
        } else {
            loop {
                let name = if is_map {
                    let (name, key_end, colon) = key(&self.text[at..line.end])?;
                    let place = self.place(line, at, at + key_end);
                    at = self.past_spaces(line, at + colon + 1);
                    Some(Key { name, place })
                } else {
                    None
                };
                let (value, end) = self.in_flow(line, at, depth)?;
                match name {
                    Some(name) => pairs.push((name, value)),
                    None => items.push(value),
                }
                at = self.past_spaces(line, end);
                match bytes.get(at).filter(|_| at < line.end)? {
                    b',' => at = self.past_spaces(line, at + 1),
                    byte if *byte == close => break at += 1,
                    _ => return None,
                }
            }
        }
        let value = if is_map { Value::Map(pairs) } else { Value::List(items) };
        Some((Node { value, place }, at))
    }

    /// One value inside a flow collection, and the byte after it.
    fn in_flow(&mut self, line: Line, start: usize, depth: usize) -> Option<(Node, usize)> {
        let content = &self.text[start..line.end];
        match content.as_bytes().first()? {
            b'{' | b'[' if depth < DEEPEST => self.flow(line, start, depth + 1),
            b'"' | b'\'' => {
                let (text, length) = quoted(content)?;
                let place = self.place(line, start, start + length);
                Some((Node { value: Value::Text(text), place }, start + length))
            }
            _ => {
                let length = content.find([',', '}', ']', '{', '['])?;
                let plain = content[..length].trim_end_matches(' ');
                let odd = plain.is_empty() || plain.contains(": ") || plain.ends_with(':') || plain.contains(" #");
                let value = (!odd).then(|| plain_value(plain))??;
                let place = self.place(line, start, start + plain.len());
                Some((Node { value, place }, start + length))
            }
        }
    }

    fn past_spaces(&self, line: Line, at: usize) -> usize {
        let rest = &self.text[at..line.end];
        line.end - rest.trim_start_matches(' ').len()
    }
}

/// A key at the start of `content`: its name, where it ends, where its colon is; the colon must end the key.
fn key(content: &str) -> Option<(String, usize, usize)> {
    let bytes = content.as_bytes();
    let (name, end) = match bytes.first()? {
        b'"' | b'\'' => quoted(content)?,
        b'A'..=b'Z' | b'a'..=b'z' | b'_' | 0x80.. => {
            let is_key = |b: &u8| matches!(b, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | 0x80..);
            let end = bytes.iter().position(|b| !is_key(b))?;
            (content[..end].to_owned(), end)
        }
        _ => return None,
    };
    let ends = bytes.get(end) == Some(&b':') && bytes.get(end + 1).is_none_or(|b| *b == b' ');
    (ends && end <= LONGEST_KEY && !is_null(&name)).then_some((name, end, end))
}

/// A quoted text at the start of `content`, and its length with the quotes.
fn quoted(content: &str) -> Option<(String, usize)> {
    let inside = &content[1..];
    if content.starts_with('\'') {
        let mut from = 0;
        loop {
            let end = from + inside[from..].find('\'')?;
            if inside.as_bytes().get(end + 1) != Some(&b'\'') {
                return Some((inside[..end].replace("''", "'"), end + 2));
            }
            from = end + 2;
        }
    }
    let end = inside.find(['"', '\\'])?;
    if inside.as_bytes()[end] == b'"' {
        return Some((inside[..end].to_owned(), end + 2));
    }
    let mut text = inside[..end].to_owned();
    let mut letters = inside[end..].char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((text, end + at + 2)),
            '\\' => text.push(match letters.next()?.1 {
                'n' => '\n',
                't' => '\t',
                same @ ('"' | '\\' | '/') => same,
                _ => return None,
            }),
            _ => text.push(letter),
        }
    }
    None
}

fn is_null(plain: &str) -> bool {
    matches!(plain, "~" | "null" | "Null" | "NULL")
}

/// A text without quotes as a value of the core schema; `None` where that needs a second thought.
fn plain_value(plain: &str) -> Option<Value> {
    let bytes = plain.as_bytes();
    Some(match bytes.first()? {
        b'0'..=b'9' | b'-' => number(plain)?,
        b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'(' | 0x80.. => match plain {
            "true" | "True" | "TRUE" => Value::Bool(true),
            "false" | "False" | "FALSE" => Value::Bool(false),
            _ if is_null(plain) => Value::Null,
            _ if ["inf", "nan", "infinity"].iter().any(|odd| plain.eq_ignore_ascii_case(odd)) => return None,
            _ => Value::Text(plain.to_owned()),
        },
        b'~' if plain.len() == 1 => Value::Null,
        _ => return None,
    })
}

/// What begins like a number: a plain whole or decimal one, or surely a text (a date, `3A`, `12 học sinh`).
fn number(plain: &str) -> Option<Value> {
    let digits = plain.strip_prefix('-').unwrap_or(plain);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if all_digits(whole) && all_digits(fraction) {
        let shortest = whole == "0" || !whole.starts_with('0');
        if !shortest || whole.len() + fraction.len() > 16 {
            return None;
        }
        let is_whole = whole.len() == digits.len();
        return if is_whole { plain.parse().ok().map(Value::Int) } else { plain.parse().ok().map(Value::Float) };
    }
    if plain.starts_with('-') {
        return None;
    }
    let after = digits.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let lettered = !digits.starts_with('0')
        && after.starts_with(|letter: char| letter.is_ascii_alphabetic() && !matches!(letter, 'e' | 'E'));
    let spelled = plain.bytes().any(|b| matches!(b, b' ' | b'/' | b',' | b';' | b'(' | 0x80..));
    (lettered || spelled || is_day(plain)).then(|| Value::Text(plain.to_owned()))
}

/// `2025-12-01`.
fn is_day(plain: &str) -> bool {
    let bytes = plain.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, b)| if matches!(at, 4 | 7) { *b == b'-' } else { b.is_ascii_digit() })
}
