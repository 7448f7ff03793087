//! A finding: a fact about the export that a person must mend, with its place. Findings are values, never errors.

use crate::read::{Fault, FaultKind, Place};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written while it stands.
    Error,
    /// Worth a look; the archive can be built.
    Warning,
}

impl Severity {
    /// The word in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A row of the table of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// `C101`; its words are `c101` and `c101-help` in the translations, its clause in `schemas/findings.*.md`.
    pub name: &'static str,
    /// How grave.
    pub severity: Severity,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Path inside the export.
    pub file: String,
    /// Where in the file; none when it is about the whole file.
    pub place: Option<Place>,
    /// Its row.
    pub code: Code,
    /// The record or entry it is about, if any: an id, not a name.
    pub record: Option<String>,
    /// What its words need, by name.
    pub arguments: Vec<(&'static str, String)>,
}

impl Finding {
    /// A finding about a place of a file.
    pub fn at(code: Code, file: &str, place: Place, arguments: Vec<(&'static str, String)>) -> Self {
        Self { file: file.to_owned(), place: Some(place), code, record: None, arguments }
    }

    /// A finding about a whole file.
    pub fn about(code: Code, file: &str, arguments: Vec<(&'static str, String)>) -> Self {
        Self { file: file.to_owned(), place: None, code, record: None, arguments }
    }

    /// The same finding, about one record.
    #[must_use]
    pub fn of(mut self, record: &str) -> Self {
        self.record = Some(record.to_owned());
        self
    }

    /// What orders findings: file (what is about the whole export comes last), place, code, then the rest, so that no
    /// two runs differ.
    pub fn key(&self) -> (bool, &str, u32, &'static str, &Option<String>, &[(&'static str, String)]) {
        (self.file == ".", &self.file, self.place.map_or(0, |p| p.start), self.code.name, &self.record, &self.arguments)
    }
}

impl From<Fault> for Finding {
    fn from(fault: Fault) -> Self {
        use super::codes as c;
        let (code, arguments) = match fault.kind {
            FaultKind::Syntax(said) => (c::NOT_YAML, vec![("said", said)]),
            FaultKind::Budget(said) => (c::ALIAS_BOMB, vec![("said", said)]),
            FaultKind::NotUtf8 => (c::NOT_UTF8, vec![]),
            FaultKind::TooLarge(limit) => (c::TOO_LARGE, vec![("limit", (limit / (1024 * 1024)).to_string())]),
            FaultKind::Link => (c::LINK, vec![]),
            FaultKind::Special => (c::SPECIAL_FILE, vec![]),
            FaultKind::BadName => (c::BAD_NAME, vec![]),
            FaultKind::DuplicateKey { key, first_line } => {
                (c::DUPLICATE_KEY, vec![("key", key), ("line", first_line.to_string())])
            }
            FaultKind::NoFrontMatter => (c::NO_FRONT_MATTER, vec![]),
            FaultKind::TooManyFiles => (c::TOO_MANY_FILES, vec![("limit", crate::read::MOST_FILES.to_string())]),
            FaultKind::Unreadable(said) => (c::UNREADABLE, vec![("said", said)]),
        };
        Self { file: fault.file, place: fault.place, code, record: None, arguments }
    }
}
