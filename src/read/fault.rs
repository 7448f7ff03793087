//! What is wrong with a file as a file, before anything is known of its content.

use super::Place;

/// What kind of fault; `check` gives each its code and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// Not YAML; what the parser said.
    Syntax(String),
    /// Aliases that multiply beyond the budget, or a tree too deep.
    Budget(String),
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// Larger than the limit, in bytes.
    TooLarge(u64),
    /// A link.
    Link,
    /// Neither a regular file nor a folder.
    Special,
    /// A name that is not UTF-8, or holds control characters.
    BadName,
    /// The same key twice in one map.
    DuplicateKey {
        /// The key.
        key: String,
        /// The line of the first one.
        first_line: u32,
    },
    /// A Markdown file without front matter.
    NoFrontMatter,
    /// More files than an export may hold.
    TooManyFiles,
    /// The system would not let it be read; what it said.
    Unreadable(String),
}

/// A fault with its file and place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Path inside the export, forward slashes.
    pub file: String,
    /// Where, if inside a text.
    pub place: Option<Place>,
    /// What.
    pub kind: FaultKind,
}
