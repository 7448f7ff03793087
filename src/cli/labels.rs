//! What the values of a record are called, by the schema of its kind: `paper` says so beside each value, and the page of
//! sheets gets the same names as a script, made when the archive is.

use niemphong_archive::extract::KEPT_KEY;
use serde_json::{Map, Value, json};

use super::session::Session;
use crate::check::Rulebook;
use crate::record::TEXT_KEY;
use crate::words::Language;

/// The script of names, in an archive.
pub(super) const LABELS_PATH: &str = "browse/nhan.js";
/// What a sealed record has beyond its schema, and the words for it.
const ADDED: [(&str, &str); 5] = [
    (TEXT_KEY, "page-key-text"),
    (KEPT_KEY, "page-key-kept"),
    ("ten", "page-key-file"),
    ("sha256", "page-key-digest"),
    ("so_byte", "page-key-bytes"),
];
/// How deep a schema may go.
const DEEPEST: usize = 12;

/// The name of a value, and of the values inside it, in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// Its name.
    pub(super) name: String,
    /// Whether its values are `true` and `false`, which no form says.
    is_truth: bool,
    inner: Vec<(String, Self)>,
}

/// What a form says for `true` and `false`.
#[derive(Debug, Clone)]
pub(super) struct Truth([(&'static str, String); 2]);

impl Truth {
    /// In Vietnamese, as the names are.
    pub(super) fn of(session: &Session) -> Self {
        let word = |id| session.words.say(Language::Vi, id, &[]);
        Self([("true", word("page-value-true")), ("false", word("page-value-false"))])
    }

    /// The word for a value of this label; none for any other value than a truth.
    pub(super) fn word(&self, value: &str, label: &Label) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| label.is_truth && *known == value);
        found.map(|(_, word)| word.as_str())
    }

    fn to_json(&self) -> Value {
        self.0.iter().map(|(value, word)| ((*value).to_owned(), json!(word))).collect::<Map<_, _>>().into()
    }
}

impl Label {
    /// The names of a whole record of one kind; none for a kind without a schema.
    pub(super) fn of(kind: &str, session: &Session) -> Self {
        let schema = session.assets.text(&format!("schemas/{kind}.schema.json"));
        let schema: Value = schema.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let mut all = Self::read(kind, &schema, &schema["definitions"], 0);
        // A file of several records lists them under `muc`; each also takes what the file says of all.
        let own = all.get("muc").map(|rows| rows.inner.clone()).unwrap_or_default();
        all.add(own);
        all.add(ADDED.map(|(key, word)| {
            let name = session.words.say(Language::Vi, word, &[]);
            (key.to_owned(), Self { name, ..Self::default() })
        }));
        all
    }

    /// The label of a key inside.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.inner.iter().find(|(known, _)| known == key).map(|(_, label)| label)
    }

    /// Where a key stands in the form; after all others if the form doesn't know it.
    pub(super) fn place(&self, key: &str) -> usize {
        self.inner.iter().position(|(known, _)| known == key).unwrap_or(self.inner.len())
    }

    fn add(&mut self, more: impl IntoIterator<Item = (String, Self)>) {
        for (key, label) in more {
            if self.get(&key).is_none() {
                self.inner.push((key, label));
            }
        }
    }

    fn read(key: &str, schema: &Value, definitions: &Value, depth: usize) -> Self {
        let told = schema["$ref"].as_str().and_then(|at| at.strip_prefix("#/definitions/"));
        let defined = told.map_or(&Value::Null, |name| &definitions[name]);
        let is_truth = [schema, defined].iter().any(|one| one["type"] == "boolean");
        let mut label = Self { name: name(key, schema, defined), is_truth, inner: Vec::new() };
        if depth < DEEPEST {
            for one in [schema, &schema["items"], defined, &defined["items"]] {
                for (key, value) in one["properties"].as_object().into_iter().flatten() {
                    label.add([(key.clone(), Self::read(key, value, definitions, depth + 1))]);
                }
            }
        }
        label
    }

    /// Its name; with the labels inside if there are any, or with `true` if it says a truth.
    fn to_json(&self) -> Value {
        match (self.is_truth, self.inner.is_empty()) {
            (true, _) => json!([self.name, true]),
            (false, true) => json!(self.name),
            (false, false) => json!([self.name, self.inner_json()]),
        }
    }

    fn inner_json(&self) -> Value {
        self.inner.iter().map(|(key, label)| (key.clone(), label.to_json())).collect::<Map<_, _>>().into()
    }
}

/// The title of a key, or the first words of what only this key is described with: `Ngày sinh, theo giấy khai sinh.`
fn name(key: &str, schema: &Value, defined: &Value) -> String {
    let own = schema["description"].as_str().filter(|words| Some(*words) != defined["description"].as_str());
    let words =
        schema["title"].as_str().or_else(|| own.and_then(|words| words.split([',', '.', ':', ';', '(']).next()));
    words.or_else(|| defined["title"].as_str()).unwrap_or(key).trim().to_owned()
}

/// What a subject is called.
pub(super) fn subject(rules: &Rulebook, code: &str) -> Option<String> {
    let regimes = &rules.catalogue.rules.regimes;
    regimes.iter().find_map(|regime| regime.subject(code)).map(|rule| rule.name.clone())
}

/// `browse/nhan.js`: all kinds' names and all subjects', and the words for a truth, for the page that holds a sheet beside what was
/// sealed.
pub(super) fn script(rules: &Rulebook, session: &Session) -> String {
    let kinds = rules.catalogue.kinds().map(|kind| kind.name.as_str());
    let labels: Map<_, _> = kinds.map(|kind| (kind.to_owned(), Label::of(kind, session).inner_json())).collect();
    let codes = rules.catalogue.rules.regimes.iter().flat_map(|regime| &regime.subjects).map(|rule| &rule.key);
    let subjects: Map<_, _> = codes.filter_map(|code| Some((code.clone(), subject(rules, code)?.into()))).collect();
    format!(
        "/* What values of records are called, by the schemas of their kinds, in the order of the forms. */\n\
         (window.NIEMPHONG = window.NIEMPHONG || {{}}).labels = {};\nNIEMPHONG.subjects = {};\nNIEMPHONG.truth = {};\n",
        Value::Object(labels),
        Value::Object(subjects),
        Truth::of(session).to_json()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truth_is_said_in_words_and_nothing_else_is() {
        let schema = json!({"properties": {
            "len_lop": {"title": "Được lên lớp", "type": "boolean"}, "ghi_chu": {"title": "Ghi chú", "type": "string"}}});
        let labels = Label::read("muc", &schema, &Value::Null, 0);
        let truth = Truth([("true", "có".to_owned()), ("false", "không".to_owned())]);
        let said = |value, key| truth.word(value, labels.get(key).unwrap());
        assert_eq!(said("true", "len_lop"), Some("có"));
        assert_eq!(said("false", "len_lop"), Some("không"));
        assert_eq!((said("T", "len_lop"), said("true", "ghi_chu")), (None, None));
        assert_eq!(labels.inner_json(), json!({"len_lop": ["Được lên lớp", true], "ghi_chu": "Ghi chú"}));
    }
}
