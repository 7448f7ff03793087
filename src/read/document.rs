//! One file of the export → its tree: encoding, front matter, and keys that stand twice.

use super::tree::byte;
use super::yaml::{Shift, tree};
use super::{Entry, Fault, FaultKind, Key, Node, Place, Shape, Value};

/// A document as read: the tree, and for Markdown the text below its front matter.
#[derive(Debug, Clone)]
pub struct Document {
    /// Path inside the export.
    pub name: std::sync::Arc<String>,
    /// The whole file, so that a finding can show its line.
    pub text: String,
    /// The YAML, or the front matter.
    pub root: Node,
    /// Markdown: the byte at which the text below the front matter starts.
    pub body_start: Option<usize>,
}

impl Document {
    /// The Markdown text below the front matter; empty for YAML.
    pub fn body(&self) -> &str {
        self.body_start.and_then(|at| self.text.get(at..)).unwrap_or("")
    }

    /// The place of byte `at` of the file.
    pub fn place_of(&self, at: usize, length: usize) -> Place {
        let before = self.text.get(..at).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |n| n + 1);
        Place {
            line: u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX - 1) + 1,
            column: u32::try_from(before[line_start..].chars().count()).unwrap_or(u32::MAX - 1) + 1,
            start: byte(at),
            end: byte(at + length),
        }
    }
}

/// Reads one YAML or Markdown file of the export.
///
/// # Errors
/// The faults that keep it from being a tree. Duplicate keys do not: they come with the document.
pub fn document(entry: &Entry) -> Result<(Document, Vec<Fault>), Vec<Fault>> {
    let bytes = std::fs::read(&entry.path).map_err(|e| {
        vec![Fault { file: entry.name.clone(), place: None, kind: FaultKind::Unreadable(e.to_string()) }]
    })?;
    parse_bytes(&entry.name, entry.shape, bytes)
}

/// Parses the bytes of one file.
///
/// # Errors
/// As [`document`].
pub fn parse_bytes(name: &str, shape: Shape, bytes: Vec<u8>) -> Result<(Document, Vec<Fault>), Vec<Fault>> {
    let fault = |place, kind| vec![Fault { file: name.to_owned(), place, kind }];
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let line = 1 + e.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count();
        let place = Place { line: u32::try_from(line).unwrap_or(u32::MAX), column: 1, start: 0, end: 0 };
        fault(Some(place), FaultKind::NotUtf8)
    })?;
    let (yaml, offset, body_start) = match shape {
        Shape::Markdown => {
            let (from, to, body) = front_matter(&text).ok_or_else(|| fault(None, FaultKind::NoFrontMatter))?;
            (&text[from..to], from, Some(body))
        }
        Shape::Yaml | Shape::Kept => (text.as_str(), 0, None),
    };
    let lines_before = u32::try_from(text[..offset].matches('\n').count()).unwrap_or(u32::MAX);
    let shift = Shift { lines: lines_before, bytes: offset };
    let root = tree(yaml, shift).map_err(|(place, kind)| fault(place, kind))?;
    let mut faults = Vec::new();
    duplicates(&root, name, &mut faults);
    Ok((Document { name: std::sync::Arc::new(name.to_owned()), text, root, body_start }, faults))
}

/// Start and end of the front matter between two `---` lines, and where the text begins.
fn front_matter(text: &str) -> Option<(usize, usize, usize)> {
    let start = if text.starts_with("---\n") { 4 } else { text.starts_with("---\r\n").then_some(5)? };
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((start, at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn duplicates(node: &Node, file: &str, faults: &mut Vec<Fault>) {
    match &node.value {
        Value::Map(pairs) => {
            let mut found = |key: &Key, first_line| {
                let kind = FaultKind::DuplicateKey { key: key.name.clone(), first_line };
                faults.push(Fault { file: file.to_owned(), place: Some(key.place), kind });
            };
            // Most maps are small, and there looking back is quicker than keeping a set of what was seen.
            let mut seen = std::collections::BTreeMap::new();
            for (at, (key, _)) in pairs.iter().enumerate() {
                let earlier = if pairs.len() > 32 {
                    seen.insert(key.name.as_str(), key.place.line)
                } else {
                    pairs[..at]
                        .iter()
                        .rev()
                        .find(|(other, _)| other.name == key.name)
                        .map(|(other, _)| other.place.line)
                };
                if let Some(first_line) = earlier {
                    found(key, first_line);
                }
            }
            pairs.iter().for_each(|(_, value)| duplicates(value, file, faults));
        }
        Value::List(items) => items.iter().for_each(|item| duplicates(item, file, faults)),
        _ => {}
    }
}
