//! The values of a sealed record as lines of text, to be held beside a sheet of paper.

use std::collections::BTreeMap;

use niemphong_archive::Canonical;
use serde_json::Value;

use crate::check::Rulebook;
use crate::cli::session::Session;

/// Keys that say nothing about the pupil.
const SILENT: [&str; 3] = ["_id", "_salt", "loai"];

/// One line for each value, with the words that the record's schema has for its key, and subjects by their names.
pub(super) fn lines(record: &Canonical, session: &Session) -> String {
    let schema = record.text("loai").and_then(|kind| session.assets.text(&format!("schemas/{kind}.schema.json")));
    let mut schema: Value = schema.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    // A file of several records lists them under `muc`; each also takes what the file says of all.
    let own = schema["properties"]["muc"]["items"]["properties"].take();
    if let (Value::Object(all), Value::Object(own)) = (&mut schema["properties"], own) {
        all.extend(own);
    }
    let mut writer = Writer { out: String::new(), rules: session.rulebook().ok() };
    writer.write(record, &schema, 0);
    writer.out
}

struct Writer {
    out: String,
    rules: Option<Rulebook>,
}

impl Writer {
    fn write(&mut self, value: &Canonical, schema: &Value, depth: usize) {
        match value {
            Canonical::Text(text) => self.line(depth, &day(text)),
            Canonical::List(items) => {
                for item in items {
                    self.entry(depth, "-", item, &schema["items"]);
                }
            }
            Canonical::Map(map) => {
                for (key, value) in in_order(map, schema) {
                    let inner = &schema["properties"][key];
                    self.entry(depth, &format!("{}:", label(key, inner)), value, inner);
                }
            }
        }
    }

    fn entry(&mut self, depth: usize, head: &str, value: &Canonical, schema: &Value) {
        match self.on_one_line(value, schema) {
            Some(text) => self.line(depth, &format!("{head} {text}")),
            None => {
                self.line(depth, head);
                self.write(value, schema, depth + 1);
            }
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.out.push_str(&format!("{}{text}\n", "  ".repeat(depth)));
    }

    /// A text, or a map of nothing but texts; a subject comes first, by its name.
    fn on_one_line(&self, value: &Canonical, schema: &Value) -> Option<String> {
        match value {
            Canonical::Text(text) => Some(day(text)),
            Canonical::List(_) => None,
            Canonical::Map(map) => {
                let mut pairs = Vec::new();
                for (key, value) in in_order(map, schema) {
                    let Canonical::Text(text) = value else { return None };
                    match self.subject(key, text) {
                        Some(name) => pairs.insert(0, name),
                        None => pairs.push(format!("{}: {}", label(key, &schema["properties"][key]), day(text))),
                    }
                }
                Some(pairs.join(" · "))
            }
        }
    }

    fn subject(&self, key: &str, code: &str) -> Option<String> {
        let regimes = &self.rules.as_ref().filter(|_| key == "mon")?.catalogue.rules.regimes;
        regimes.iter().find_map(|regime| regime.subject(code)).map(|rule| rule.name.clone())
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
fn in_order<'a>(map: &'a BTreeMap<String, Canonical>, schema: &Value) -> Vec<(&'a String, &'a Canonical)> {
    let order: Vec<&str> = match &schema["properties"] {
        Value::Object(known) => known.keys().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let mut fields: Vec<_> = map.iter().filter(|(key, _)| !SILENT.contains(&key.as_str())).collect();
    fields.sort_by_key(|(key, _)| order.iter().position(|known| known == key).unwrap_or(order.len()));
    fields
}

/// The first words of a key's description: `Họ và tên cha.` names `cha`.
fn label<'a>(key: &'a str, schema: &'a Value) -> &'a str {
    match key {
        "gioi_tinh" => "Giới tính",
        "len_lop" => "Được lên lớp",
        "muc" => "Mức đạt được",
        _ => schema["description"]
            .as_str()
            .and_then(|words| words.split([',', '.', ':', ';', '(']).next())
            .unwrap_or(key)
            .trim(),
    }
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
