//! Text: normal form C, and no character that a reader can't see.

use unicode_normalization::is_nfc;

use super::codes as c;
use super::finding::Finding;
use crate::read::{Document, Node, Place, Value};

/// Whether the archive's font has a letter.
pub type HasGlyph<'a> = &'a (dyn Fn(char) -> bool + Sync);

/// Everything wrong with the letters of a document: its keys and values, and the text below a front matter.
pub(super) fn findings(document: &Document, has_glyph: HasGlyph<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    walk(&document.root, document, has_glyph, &mut out);
    if let Some(start) = document.body_start {
        let mut at = start;
        for line in document.body().split_inclusive('\n') {
            let shown = line.trim_end_matches(['\n', '\r']);
            if !plain(shown) {
                inspect(shown, document.place_of(at, shown.len()), document, has_glyph, &mut out);
            }
            at += line.len();
        }
    }
    out
}

fn walk(node: &Node, document: &Document, has_glyph: HasGlyph<'_>, out: &mut Vec<Finding>) {
    match &node.value {
        Value::Text(text) if !plain(text) => inspect(text, node.place, document, has_glyph, out),
        Value::List(items) => items.iter().for_each(|item| walk(item, document, has_glyph, out)),
        Value::Map(pairs) => {
            for (key, value) in pairs {
                if !plain(&key.name) {
                    inspect(&key.name, key.place, document, has_glyph, out);
                }
                walk(value, document, has_glyph, out);
            }
        }
        _ => {}
    }
}

fn plain(text: &str) -> bool {
    text.bytes().all(|b| (0x20..0x7f).contains(&b))
}

fn inspect(text: &str, place: Place, document: &Document, has_glyph: HasGlyph<'_>, out: &mut Vec<Finding>) {
    let is_nfc_text = is_nfc(text);
    let odd = |l: char| (l.is_control() && l != '\n' && l != '\t') || is_hidden(l) || l == '\u{d0}' || !has_glyph(l);
    if is_nfc_text && !text.chars().any(odd) {
        return;
    }
    let mut report = |code, arguments| out.push(Finding::at(code, &document.name, place, arguments));
    if !is_nfc_text {
        report(c::NOT_NFC, vec![]);
    }
    let named = |letter: char| vec![("letter", format!("U+{:04X}", u32::from(letter)))];
    let first = |wanted: &dyn Fn(char) -> bool| text.chars().find(|&letter| wanted(letter));
    if let Some(letter) = first(&|l| l.is_control() && l != '\n' && l != '\t') {
        report(c::CONTROL_CHARACTER, named(letter));
    }
    if let Some(letter) = first(&is_hidden) {
        report(c::HIDDEN_CHARACTER, named(letter));
    }
    if first(&|l| l == '\u{d0}').is_some() {
        report(c::ICELANDIC_ETH, vec![]);
    }
    let lacking = |l: char| is_nfc_text && !l.is_control() && !is_hidden(l) && !has_glyph(l);
    if let Some(letter) = first(&lacking) {
        let mut arguments = named(letter);
        arguments.push(("shown", letter.to_string()));
        report(c::NO_GLYPH, arguments);
    }
}

/// Characters that turn, join or hide text: bidirectional controls, zero-width and byte-order marks, soft hyphens,
/// tag and private-use characters.
fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}
