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
    inner: Vec<(String, Self)>,
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
            (key.to_owned(), Self { name, inner: Vec::new() })
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
        let mut label = Self { name: name(key, schema, defined), inner: Vec::new() };
        if depth < DEEPEST {
            for one in [schema, &schema["items"], defined, &defined["items"]] {
                for (key, value) in one["properties"].as_object().into_iter().flatten() {
                    label.add([(key.clone(), Self::read(key, value, definitions, depth + 1))]);
                }
            }
        }
        label
    }

    fn to_json(&self) -> Value {
        if self.inner.is_empty() { json!(self.name) } else { json!([self.name, self.inner_json()]) }
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

/// `browse/nhan.js`: all kinds' names and all subjects', for the page that holds a sheet beside what was sealed.
pub(super) fn script(rules: &Rulebook, session: &Session) -> String {
    let kinds = rules.catalogue.kinds().map(|kind| kind.name.as_str());
    let labels: Map<_, _> = kinds.map(|kind| (kind.to_owned(), Label::of(kind, session).inner_json())).collect();
    let codes = rules.catalogue.rules.regimes.iter().flat_map(|regime| &regime.subjects).map(|rule| &rule.key);
    let subjects: Map<_, _> = codes.filter_map(|code| Some((code.clone(), subject(rules, code)?.into()))).collect();
    format!(
        "/* What values of records are called, by the schemas of their kinds, in the order of the forms. */\n\
         (window.NIEMPHONG = window.NIEMPHONG || {{}}).labels = {};\nNIEMPHONG.subjects = {};\n",
        Value::Object(labels),
        Value::Object(subjects)
    )
}
