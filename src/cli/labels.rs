//! What the values of a record are called, by the schema of its kind: `paper` says so beside each value, and the page of
//! sheets gets the same names as a script, made when the archive is.

use std::collections::BTreeMap;

use niemphong_archive::extract::KEPT_KEY;
use serde_json::{Map, Value, json};

use super::session::Session;
use crate::assets::Assets;
use crate::catalogue::{Catalogue, RefTarget};
use crate::check::Rulebook;
use crate::record::TEXT_KEY;
use crate::words::{Language, Words};

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

/// Where names and words come from.
pub(super) struct Data<'a> {
    assets: &'a Assets,
    words: &'a Words,
    catalogue: Option<&'a Catalogue>,
    codes: BTreeMap<&'a str, &'a str>,
}

impl<'a> Data<'a> {
    /// Those of a session; without a catalogue that can be used, codes stay codes.
    pub(super) fn of(session: &'a Session, catalogue: Option<&'a Catalogue>) -> Self {
        Self::new(&session.assets, &session.words, catalogue)
    }

    fn new(assets: &'a Assets, words: &'a Words, catalogue: Option<&'a Catalogue>) -> Self {
        Self { assets, words, catalogue, codes: catalogue.map(Catalogue::codes).unwrap_or_default() }
    }
}

/// What a form makes of a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Says {
    /// The value as it is.
    #[default]
    Itself,
    /// Yes or no, for `true` and `false`, which no form says.
    Truth,
    /// The words of a code, `HSXS`, `CN`, `tieng_viet`.
    Words,
}

/// The name of a value, and of the values inside it, in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// Its name.
    pub(super) name: String,
    says: Says,
    inner: Vec<(String, Self)>,
}

/// What forms say for values that are no words of their own.
#[derive(Debug, Clone)]
pub(super) struct Spoken<'a> {
    truths: BTreeMap<&'static str, String>,
    codes: BTreeMap<&'a str, &'a str>,
}

impl<'a> Spoken<'a> {
    /// In Vietnamese, as the names are; the words of codes come from the catalogue.
    pub(super) fn of(data: &Data<'a>) -> Self {
        let word = |id| data.words.say(Language::Vi, id, &[]);
        let truths = [("true", "page-value-true"), ("false", "page-value-false")].map(|(value, id)| (value, word(id)));
        Self { truths: truths.into(), codes: data.codes.clone() }
    }

    /// The words for a value of this label; none for a value that forms show as it is.
    pub(super) fn word(&self, value: &str, label: &Label) -> Option<&str> {
        match label.says {
            Says::Itself => None,
            Says::Truth => self.truths.get(value).map(String::as_str),
            Says::Words => self.codes.get(value).copied(),
        }
    }
}

impl Label {
    /// The names of a whole record of one kind; none for a kind without a schema.
    pub(super) fn of(kind: &str, data: &Data<'_>) -> Self {
        let schema = data.assets.text(&format!("schemas/{kind}.schema.json"));
        let schema: Value = schema.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let mut all = Self::read(kind, &schema, &Read { definitions: &schema["definitions"], codes: &data.codes }, 0);
        let named = data.catalogue.and_then(|all| all.kind(kind)).map_or(&[][..], |kind| &kind.references);
        for reference in named.iter().filter(|one| matches!(one.to, RefTarget::Subject | RefTarget::Kind)) {
            all.say_words(&reference.key);
        }
        // A file of several records lists them under `muc`; each also takes what the file says of all.
        let own = all.get("muc").map(|rows| rows.inner.clone()).unwrap_or_default();
        all.add(own);
        all.add(ADDED.map(|(key, word)| {
            let name = data.words.say(Language::Vi, word, &[]);
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

    fn read(key: &str, schema: &Value, about: &Read<'_>, depth: usize) -> Self {
        let told = schema["$ref"].as_str().and_then(|at| at.strip_prefix("#/definitions/"));
        let defined = told.map_or(&Value::Null, |name| &about.definitions[name]);
        let all = [schema, &schema["items"], defined, &defined["items"]];
        let says = match () {
            () if [schema, defined].iter().any(|one| one["type"] == "boolean") => Says::Truth,
            () if all.iter().any(|one| about.has_codes(one)) => Says::Words,
            () => Says::Itself,
        };
        let mut label = Self { name: name(key, schema, defined), says, inner: Vec::new() };
        if depth < DEEPEST {
            for one in all {
                for (key, value) in one["properties"].as_object().into_iter().flatten() {
                    label.add([(key.clone(), Self::read(key, value, about, depth + 1))]);
                }
            }
        }
        label
    }

    /// Marks the value at a dotted key as a code of which forms have the words.
    fn say_words(&mut self, key: &str) {
        let (first, rest) = key.split_once('.').map_or((key, None), |(first, rest)| (first, Some(rest)));
        let found = self.inner.iter_mut().find(|(known, _)| known == first);
        match (found, rest) {
            (Some((_, label)), Some(rest)) => label.say_words(rest),
            (Some((_, label)), None) => label.says = Says::Words,
            (None, _) => {}
        }
    }

    /// Its name; with the labels inside if there are any, or with what its values say.
    fn to_json(&self) -> Value {
        match (self.says, self.inner.is_empty()) {
            (Says::Truth, _) => json!([self.name, "truths"]),
            (Says::Words, _) => json!([self.name, "codes"]),
            (Says::Itself, true) => json!(self.name),
            (Says::Itself, false) => json!([self.name, self.inner_json()]),
        }
    }

    fn inner_json(&self) -> Value {
        self.inner.iter().map(|(key, label)| (key.clone(), label.to_json())).collect::<Map<_, _>>().into()
    }
}

/// What a schema is read with.
struct Read<'a> {
    definitions: &'a Value,
    codes: &'a BTreeMap<&'a str, &'a str>,
}

impl Read<'_> {
    /// Whether a schema lists codes that forms say in words.
    fn has_codes(&self, schema: &Value) -> bool {
        let mut listed = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        listed.any(|value| self.codes.contains_key(value))
    }
}

/// The title of a key, or the first words of what only this key is described with: `Ngày sinh, theo giấy khai sinh.`
fn name(key: &str, schema: &Value, defined: &Value) -> String {
    let own = schema["description"].as_str().filter(|words| Some(*words) != defined["description"].as_str());
    let words =
        schema["title"].as_str().or_else(|| own.and_then(|words| words.split([',', '.', ':', ';', '(']).next()));
    words.or_else(|| defined["title"].as_str()).unwrap_or(key).trim().to_owned()
}

/// `browse/nhan.js`: all kinds' names, and what is said for truths and codes, for the page that holds a sheet beside what
/// was sealed.
pub(super) fn script(rules: &Rulebook, session: &Session) -> String {
    let data = Data::of(session, Some(&rules.catalogue));
    let kinds = rules.catalogue.kinds().map(|kind| kind.name.as_str());
    let labels: Map<_, _> = kinds.map(|kind| (kind.to_owned(), Label::of(kind, &data).inner_json())).collect();
    let spoken = Spoken::of(&data);
    format!(
        "/* What values of records are called, by the schemas of their kinds, in the order of the forms. */\n\
         (window.NIEMPHONG = window.NIEMPHONG || {{}}).labels = {};\nNIEMPHONG.spoken = {};\n",
        Value::Object(labels),
        json!({"truths": spoken.truths, "codes": spoken.codes})
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truth_is_said_in_words_and_nothing_else_is() {
        let schema = json!({"properties": {
            "len_lop": {"title": "Được lên lớp", "type": "boolean"}, "ghi_chu": {"title": "Ghi chú", "type": "string"},
            "danh_hieu": {"$ref": "#/definitions/danh_hieu"}}});
        let definitions = json!({"danh_hieu": {"title": "Danh hiệu", "enum": ["HSXS"]}});
        let codes = BTreeMap::from([("HSXS", "Học sinh Xuất sắc")]);
        let labels = Label::read("muc", &schema, &Read { definitions: &definitions, codes: &codes }, 0);
        let truths = [("true", "có"), ("false", "không")].map(|(value, word)| (value, word.to_owned()));
        let spoken = Spoken { truths: truths.into(), codes };
        let said = |value, key| spoken.word(value, labels.get(key).unwrap());
        assert_eq!(said("true", "len_lop"), Some("có"));
        assert_eq!(said("false", "len_lop"), Some("không"));
        assert_eq!(said("HSXS", "danh_hieu"), Some("Học sinh Xuất sắc"));
        assert_eq!((said("T", "len_lop"), said("true", "ghi_chu"), said("HSXS", "ghi_chu")), (None, None, None));
        let wanted =
            json!({"len_lop": ["Được lên lớp", "truths"], "ghi_chu": "Ghi chú", "danh_hieu": ["Danh hiệu", "codes"]});
        assert_eq!(labels.inner_json(), wanted);
    }

    /// Every value that a schema lists is one that its form prints, or has the words that its form prints.
    #[test]
    fn no_kind_has_a_code_without_words() {
        let assets = Assets::embedded();
        let (words, catalogue) = (Words::load(&assets).unwrap(), Catalogue::load(&assets).unwrap());
        let data = Data::new(&assets, &words, Some(&catalogue));
        let spoken = Spoken::of(&data);
        // The letters of the levels are what the forms print, and explain.
        let letters = |regime: &crate::catalogue::Regime| {
            regime
                .subject_levels
                .iter()
                .chain(&regime.quality_levels)
                .map(|level| level.code.clone())
                .collect::<Vec<_>>()
        };
        let letters: Vec<String> = catalogue.rules.regimes.iter().flat_map(letters).collect();
        let is_code = |value: &str| {
            let all = |fits: fn(u8) -> bool| value.bytes().all(|b| b == b'_' || b.is_ascii_digit() || fits(b));
            all(|b| b.is_ascii_lowercase()) || all(|b| b.is_ascii_uppercase())
        };
        let mut asked = 0;
        for kind in catalogue.kinds() {
            let text = assets.text(&format!("schemas/{}.schema.json", kind.name.as_str())).unwrap();
            let schema: Value = serde_json::from_str(text).unwrap();
            let labels = Label::of(kind.name.as_str(), &data);
            let mut listed = Vec::new();
            values(&schema, &schema["definitions"], &mut Vec::new(), &mut listed);
            for (path, value) in listed.into_iter().filter(|(_, value)| is_code(value) && !letters.contains(value)) {
                let path: Vec<&str> = path.iter().map(String::as_str).skip_while(|key| *key == "muc").collect();
                let label = path.iter().try_fold(&labels, |label, key| label.get(key));
                let words = label.and_then(|label| spoken.word(&value, label));
                assert!(words.is_some(), "{}: {path:?} says the code {value}", kind.name.as_str());
                asked += 1;
            }
        }
        assert!(asked > 50, "{asked}");
    }

    /// The values that a schema lists, each with the keys that lead to it.
    fn values(schema: &Value, definitions: &Value, path: &mut Vec<String>, out: &mut Vec<(Vec<String>, String)>) {
        let told = schema["$ref"].as_str().and_then(|at| at.strip_prefix("#/definitions/"));
        let defined = told.map_or(&Value::Null, |name| &definitions[name]);
        for one in [schema, &schema["items"], defined] {
            let listed = one["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
            out.extend(listed.map(|value| (path.clone(), value.to_owned())));
            for (key, inner) in one["properties"].as_object().into_iter().flatten() {
                path.push(key.clone());
                values(inner, definitions, path, out);
                path.pop();
            }
        }
    }
}
