//! A data file that can't be used, as a person reads it: where it lies, what is wrong, how to mend it.
//!
//! Readers of YAML, JSON, forms and words speak English. What schools meet most is said in words of ours; the rest is
//! quoted, with the place.

use std::path::{Path, PathBuf};

use super::exit::Failure;
use super::report::{clean, yaml};
use crate::assets::{AssetError, DataError, DataFault};
use crate::words::{Language, Words};

/// The folders that were laid over the program's own data.
pub(super) struct Folders {
    /// Of `--templates`.
    pub(super) templates: Option<PathBuf>,
    /// Of `--schemas`.
    pub(super) schemas: Option<PathBuf>,
}

/// What is wrong: a variant of the message, the thing it is about, and what would be right, where that is known.
struct Said {
    what: &'static str,
    said: String,
    due: String,
}

impl Folders {
    /// What is wrong with the data file.
    pub(super) fn say(&self, error: &DataError, words: &Words, language: Language) -> Failure {
        let Said { what, said, due } = said(error, words, language);
        let known = |number: Option<u64>| number.map_or_else(|| "not-given".to_owned(), |number| number.to_string());
        let arguments = vec![
            ("path", self.path(error)),
            ("line", known(error.place.map(|(line, _)| line))),
            ("column", known(error.place.map(|(_, column)| column))),
            ("what", what.to_owned()),
            ("said", clean(&said)),
            ("due", clean(&due)),
        ];
        Failure::incomplete("cli-error-broken", arguments)
    }

    /// Where the file lies on disk, or its name among the program's own.
    fn path(&self, error: &DataError) -> String {
        let laid = |prefix: &str, folder: &Option<PathBuf>| {
            let place = folder.as_ref()?.join(error.file.strip_prefix(prefix)?);
            (place.exists() || error.fault == DataFault::Missing).then_some(place)
        };
        let place = laid("schemas/", &self.schemas).or_else(|| laid("templates/", &self.templates));
        place.map_or_else(|| error.file.clone(), |place| place.display().to_string())
    }
}

fn said(error: &DataError, words: &Words, language: Language) -> Said {
    let plain = |what, said: &str| Said { what, said: said.to_owned(), due: String::new() };
    match &error.fault {
        DataFault::Missing => plain("missing", ""),
        DataFault::NotText => plain("not-text", ""),
        DataFault::NotFont => plain("not-font", ""),
        DataFault::Markup(word) => plain("markup", words.say(language, word, &[]).trim_end_matches('.')),
        DataFault::Date(text) => plain("date", text),
        DataFault::Term(row) => plain("term", row),
        DataFault::Result(code) => plain("result", code),
        DataFault::KindName(name) => plain("kind-name", name),
        DataFault::KindTwice(name) => plain("kind-twice", name),
        DataFault::KeyTwice(key, one, other) => {
            Said { what: "key-twice", said: key.clone(), due: format!("{one}, {other}") }
        }
        DataFault::Shape(english) => shape(english, Path::new(&error.file), words, language),
    }
}

/// What a reader said of a file that is not of its shape.
fn shape(english: &str, file: &Path, words: &Words, language: Language) -> Said {
    let english = english.rsplit_once(" at line ").map_or(english, |(before, _)| before);
    let quoted = |before: &str| english.split_once(before).and_then(|(_, rest)| rest.split('`').next());
    let due =
        || english.split_once("expected ").map_or("", |(_, due)| due).trim_start_matches("one of ").replace('`', "");
    let about = |what, said: &str| Said { what, said: said.to_owned(), due: due() };
    if let (Some(name), Some((_, known))) = (quoted("Variable `"), english.split_once("Available variables: ")) {
        return Said { what: "unknown-value", said: name.to_owned(), due: known.to_owned() };
    }
    if file.extension().is_none_or(|ending| ending != "yaml") {
        return about("unreadable", english);
    }
    if let Some((_, text)) = english.split_once("not MM-DD: ") {
        return about("month-day", text);
    }
    let named = [("missing field `", "lacks"), ("unknown field `", "unknown-key"), ("unknown variant `", "unlisted")];
    if let Some((said, what)) = named.iter().find_map(|(before, what)| Some((quoted(before)?, *what))) {
        return about(what, said);
    }
    match yaml(english) {
        _ if english.starts_with("invalid ") => about("wrong-type", english),
        Some(id) => about("yaml", &words.say(language, id, &[])),
        None => about("unreadable", english),
    }
}

/// What is wrong with a folder of `--templates` or `--schemas`, by its prefix among the assets.
pub(super) fn folder(error: &AssetError, prefix: &str) -> Failure {
    let about = |word, path: &Path| {
        Failure::incomplete(word, vec![("path", path.display().to_string()), ("option", prefix.to_owned())])
    };
    match error {
        AssetError::Unreadable { path, source } => Failure::system(path, source),
        AssetError::TooLarge { path } => about("cli-error-folder-file-large", path),
        AssetError::BadName { path } => about("cli-error-folder-file-name", path),
        AssetError::Foreign { path } => about("cli-error-folder-foreign", path),
    }
}
