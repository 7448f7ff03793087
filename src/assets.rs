//! The data that the program carries: schemas, retention tables, templates, fonts, translations.
//!
//! Compiled in, so that one file is the whole program; a folder given on the command line replaces single files of
//! it. Rules, forms and words change each year and are data; nothing in here is a rule in Rust.
//! Uses nothing of ours. Never reads the clock or the environment.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

static SCHEMAS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schemas");
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Largest file taken from an override folder, in bytes.
const LARGEST_OVERRIDE: u64 = 16 * 1024 * 1024;

/// Every data file, by its path from the project's root: `schemas/catalogue.yaml`, `templates/pdf/hoc_ba.typ` …
#[derive(Debug, Clone)]
pub struct Assets {
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

/// Why an override folder could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum AssetError {
    /// The folder or one of its files could not be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// What was being read.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file larger than any template should be.
    #[error("{path}: larger than {LARGEST_OVERRIDE} bytes")]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// A name that is not UTF-8.
    #[error("{path}: the name is not UTF-8")]
    BadName {
        /// The file.
        path: PathBuf,
    },
    /// A folder of which no file lies where one of the program's own lies.
    #[error("{path}: holds nothing that replaces or adds anything")]
    Foreign {
        /// The folder.
        path: PathBuf,
    },
}

/// A data file that can't be used: one of an override folder, or one of the program's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataError {
    /// Its path among the assets, `schemas/retention.yaml`.
    pub file: String,
    /// Line and column, from 1, where they are known.
    pub place: Option<(u64, u64)>,
    /// What is wrong.
    pub fault: DataFault,
}

/// What is wrong with a data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataFault {
    /// It is not there.
    Missing,
    /// Bytes that are not UTF-8.
    NotText,
    /// No font that can be read.
    NotFont,
    /// Not of its shape; what its reader said, in English.
    Shape(String),
    /// A text that, once filled, has what no document may have; the message that names it.
    Markup(&'static str),
    /// A text that is no day of the calendar.
    Date(String),
    /// A text that is neither a term of 2–70 years nor permanent; of the row named.
    Term(String),
    /// A code that is none of the four results of a year.
    Result(String),
    /// A name that no kind may have.
    KindName(String),
    /// A kind that another file has already.
    KindTwice(String),
    /// A key that is in two classes: the key and both.
    KeyTwice(String, String, String),
}

impl DataError {
    /// About the whole of `file`.
    pub fn new(file: &str, fault: DataFault) -> Self {
        Self { file: file.to_owned(), place: None, fault }
    }

    /// About the byte at `offset` of `file`, whose text is `text`.
    pub fn within(file: &str, text: &str, offset: usize, fault: DataFault) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or("");
        let place = (before.matches('\n').count() as u64 + 1, line.chars().count() as u64 + 1);
        Self { file: file.to_owned(), place: Some(place), fault }
    }
}

impl std::error::Error for DataError {}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.fault)
    }
}

impl fmt::Display for DataFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::NotText => f.write_str("not UTF-8"),
            Self::NotFont => f.write_str("not a font"),
            Self::Shape(said) => f.write_str(said),
            Self::Markup(word) => f.write_str(word),
            Self::Date(text) => write!(f, "not a date: {text:?}"),
            Self::Term(row) => write!(f, "{row}: not a term of 2–70 years"),
            Self::Result(code) => write!(f, "{code}: not one of the four results"),
            Self::KindName(name) => write!(f, "{name}: not a name of a kind"),
            Self::KindTwice(name) => write!(f, "{name}: already a kind"),
            Self::KeyTwice(key, one, other) => write!(f, "{key}: in {one} and in {other}"),
        }
    }
}

impl Assets {
    /// The compiled-in data.
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        collect("schemas", &SCHEMAS, &mut files);
        collect("templates", &TEMPLATES, &mut files);
        Self { files }
    }

    /// Lays the files of `folder` over everything under `prefix` (`schemas` or `templates`).
    ///
    /// # Errors
    /// When the folder or one of its files can't be read, is larger than a template should be, or none of its files
    /// lies where the program looks: then it is the wrong folder, and what it was to change would stay as it was.
    pub fn overlay(&mut self, prefix: &str, folder: &Path) -> Result<(), AssetError> {
        let (mut is_empty, mut is_foreign) = (true, true);
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|e| AssetError::Unreadable {
                path: e.path().unwrap_or(folder).to_owned(),
                source: e.into(),
            })?;
            if entry.file_type().is_file() {
                let name = relative_name(folder, entry.path())?;
                is_empty = false;
                is_foreign &= !self.has_folder_of(&format!("{prefix}/{name}"));
                self.files.insert(format!("{prefix}/{name}"), Cow::Owned(read_limited(entry.path())?));
            }
        }
        if is_foreign && !is_empty { Err(AssetError::Foreign { path: folder.to_owned() }) } else { Ok(()) }
    }

    /// Whether a file lies in the folder in which `path` would.
    fn has_folder_of(&self, path: &str) -> bool {
        let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
        self.list(folder).any(|(known, _)| !known[folder.len()..].contains('/'))
    }

    /// The bytes of one file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// One file as text.
    ///
    /// # Errors
    /// When it is not there, or not UTF-8.
    pub fn required(&self, path: &str) -> Result<&str, DataError> {
        let bytes = self.get(path).ok_or_else(|| DataError::new(path, DataFault::Missing))?;
        std::str::from_utf8(bytes).map_err(|_| DataError::new(path, DataFault::NotText))
    }

    /// One file as text, if it is there and is UTF-8.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// Whether a folder was laid over any file whose path starts with `prefix`.
    pub fn is_overlaid(&self, prefix: &str) -> bool {
        let mut files = self.files.range(prefix.to_owned()..).take_while(|(path, _)| path.starts_with(prefix));
        files.any(|(_, bytes)| matches!(bytes, Cow::Owned(_)))
    }

    /// All files whose path starts with `prefix`, in order of their paths.
    pub fn list<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.files
            .range(prefix.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(prefix))
            .map(|(path, bytes)| (path.as_str(), bytes.as_ref()))
    }
}

fn collect(prefix: &str, dir: &'static Dir<'static>, into: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for file in dir.files() {
        let name = file.path().to_string_lossy().replace('\\', "/");
        into.insert(format!("{prefix}/{name}"), Cow::Borrowed(file.contents()));
    }
    for sub in dir.dirs() {
        collect(prefix, sub, into);
    }
}

fn relative_name(folder: &Path, path: &Path) -> Result<String, AssetError> {
    let bad = || AssetError::BadName { path: path.to_owned() };
    let relative = path.strip_prefix(folder).map_err(|_| bad())?;
    Ok(relative.to_str().ok_or_else(bad)?.replace('\\', "/"))
}

fn read_limited(path: &Path) -> Result<Vec<u8>, AssetError> {
    let unreadable = |source| AssetError::Unreadable { path: path.to_owned(), source };
    if std::fs::metadata(path).map_err(unreadable)?.len() > LARGEST_OVERRIDE {
        return Err(AssetError::TooLarge { path: path.to_owned() });
    }
    std::fs::read(path).map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods)] // a test writes its own scratch file
    fn an_overlay_replaces_one_file_and_keeps_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("i18n/vi")).unwrap();
        std::fs::write(folder.path().join("i18n/vi/languages.ftl"), "x = y\n").unwrap();
        let mut assets = Assets::embedded();
        let before = assets.list("templates/").count();
        assets.overlay("templates", folder.path()).unwrap();
        assert_eq!(assets.text("templates/i18n/vi/languages.ftl"), Some("x = y\n"));
        assert_eq!(assets.list("templates/").count(), before);
    }
}
