//! The values of a sealed record as lines of text, to be held beside a sheet of paper.

use std::collections::BTreeMap;

use niemphong_archive::Canonical;

use crate::cli::labels::{Data, Label, Spoken};
use crate::cli::session::Session;

/// Keys that say nothing about the pupil.
const SILENT: [&str; 3] = ["_id", "_salt", "loai"];

/// One line for each value, with the words that the record's schema has for its key and the form for its value. The page
/// of sheets shows the same lines (`gia-tri.js`).
pub(super) fn lines(record: &Canonical, session: &Session) -> String {
    let rules = session.rulebook().ok();
    let data = Data::of(session, rules.as_ref().map(|rules| &rules.catalogue));
    let labels = Label::of(record.text("loai").unwrap_or_default(), &data);
    let mut writer = Writer { out: String::new(), spoken: Spoken::of(&data) };
    writer.write(record, &labels, 0);
    writer.out
}

struct Writer<'a> {
    out: String,
    spoken: Spoken<'a>,
}

impl Writer<'_> {
    fn write(&mut self, value: &Canonical, labels: &Label, depth: usize) {
        match value {
            Canonical::Text(text) => self.line(depth, &self.said(text, labels)),
            Canonical::List(items) => {
                for item in items {
                    self.entry(depth, "-", item, labels);
                }
            }
            Canonical::Map(map) => {
                for (key, value) in in_order(map, labels) {
                    let none = Label::default();
                    let inner = labels.get(key).unwrap_or(&none);
                    self.entry(depth, &format!("{}:", label(key, inner)), value, inner);
                }
            }
        }
    }

    fn entry(&mut self, depth: usize, head: &str, value: &Canonical, labels: &Label) {
        match self.on_one_line(value, labels) {
            Some(text) => self.line(depth, &format!("{head} {text}")),
            None => {
                self.line(depth, head);
                self.write(value, labels, depth + 1);
            }
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.out.push_str(&format!("{}{text}\n", "  ".repeat(depth)));
    }

    /// A text as a form says it.
    fn said(&self, text: &str, label: &Label) -> String {
        self.spoken.word(text, label).map_or_else(|| day(text), str::to_owned)
    }

    /// A text, or a map of nothing but texts; a subject comes first, by its name.
    fn on_one_line(&self, value: &Canonical, labels: &Label) -> Option<String> {
        match value {
            Canonical::Text(text) => Some(self.said(text, labels)),
            Canonical::List(_) => None,
            Canonical::Map(map) => {
                let mut pairs = Vec::new();
                for (key, value) in in_order(map, labels) {
                    let Canonical::Text(text) = value else { return None };
                    let none = Label::default();
                    let inner = labels.get(key).unwrap_or(&none);
                    match self.spoken.word(text, inner).filter(|_| key == "mon") {
                        Some(name) => pairs.insert(0, name.to_owned()),
                        None => pairs.push(format!("{}: {}", label(key, inner), self.said(text, inner))),
                    }
                }
                Some(pairs.join(" · "))
            }
        }
    }
}

/// A day as forms write it, `2015-11-26` as `26/11/2015`, with what follows it; any other text as it is.
pub(super) fn day(text: &str) -> String {
    let bytes = text.as_bytes();
    let digits =
        |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let dashes = bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
    let ends = matches!(bytes.get(10), None | Some(b'T'));
    if !(dashes && ends && digits(0..4) && digits(5..7) && digits(8..10)) {
        return text.to_owned();
    }
    let time = text[10..].strip_prefix('T').map_or_else(String::new, |time| format!(" {time}"));
    format!("{}/{}/{}{time}", &text[8..10], &text[5..7], &text[..4])
}

/// The fields in the order in which the schema, and so the form, has them; then those that it doesn't know.
fn in_order<'a>(map: &'a BTreeMap<String, Canonical>, labels: &Label) -> Vec<(&'a String, &'a Canonical)> {
    let mut fields: Vec<_> = map.iter().filter(|(key, _)| !SILENT.contains(&key.as_str())).collect();
    fields.sort_by_key(|(key, _)| labels.place(key));
    fields
}

fn label<'a>(key: &'a str, label: &'a Label) -> &'a str {
    if label.name.is_empty() { key } else { &label.name }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_written_as_forms_write_them() {
        for (text, shown) in [
            ("2015-11-26", "26/11/2015"),
            ("2026-06-12T09:30:00+07:00", "12/06/2026 09:30:00+07:00"),
            ("2025-2026", "2025-2026"),
            ("2015-11-26-1", "2015-11-26-1"),
            ("", ""),
        ] {
            assert_eq!(day(text), shown);
        }
    }
}
