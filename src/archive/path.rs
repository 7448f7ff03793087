//! Paths inside an archive: an ASCII grammar that means the same on every file system (FORMAT.md §4).

use std::fmt;
use std::str::FromStr;

use crate::lines::Fault;

/// The longest path, in characters, counted from the archive's folder.
pub const MAX_PATH: usize = 180;
/// The deepest path, in segments.
pub const MAX_DEPTH: usize = 12;

/// Names that Windows keeps for devices, whatever follows a dot.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A path of lower-case ASCII slugs joined by `/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArchivePath(String);

impl ArchivePath {
    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// This folder and a further relative path.
    pub fn join(&self, further: &str) -> Result<Self, Fault> {
        format!("{}/{further}", self.0).parse()
    }

    /// What follows a folder, if the path lies in it.
    #[must_use]
    pub fn inside(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// The folders above, the nearest first.
    pub fn parents(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(self.0.rsplit_once('/'), |(above, _)| above.rsplit_once('/')).map(|(above, _)| above)
    }

    /// The last segment.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(self.0.as_str(), |(_, name)| name)
    }
}

/// One segment: `[a-z0-9][a-z0-9._-]*`, no dot at the end, no device name.
pub(crate) fn check_segment(segment: &str) -> Result<(), Fault> {
    let mut bytes = segment.bytes();
    let first = bytes.next().ok_or(Fault::new("a path has an empty segment"))?;
    if !(first.is_ascii_lowercase() || first.is_ascii_digit()) {
        return Err(Fault::new("a segment of a path begins with a lower-case letter or a digit"));
    }
    if !bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-')) {
        return Err(Fault::new("a path holds a character other than a-z, 0-9, dot, underscore and hyphen"));
    }
    if segment.ends_with('.') {
        return Err(Fault::new("a segment of a path ends with a dot"));
    }
    let stem = segment.split_once('.').map_or(segment, |(stem, _)| stem);
    if RESERVED.contains(&stem) {
        return Err(Fault::new("a segment of a path is a device name"));
    }
    Ok(())
}

impl FromStr for ArchivePath {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        if text.len() > MAX_PATH {
            return Err(Fault::new("a path is longer than 180 characters"));
        }
        if text.split('/').count() > MAX_DEPTH {
            return Err(Fault::new("a path is deeper than 12 segments"));
        }
        text.split('/').try_for_each(check_segment)?;
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<&str> for ArchivePath {
    type Error = Fault;

    fn try_from(text: &str) -> Result<Self, Fault> {
        text.parse()
    }
}

impl TryFrom<String> for ArchivePath {
    type Error = Fault;

    fn try_from(text: String) -> Result<Self, Fault> {
        text.parse()
    }
}

impl fmt::Display for ArchivePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for ArchivePath {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_what_the_archive_needs() {
        for path in ["index.html", "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"] {
            assert!(path.parse::<ArchivePath>().is_ok(), "{path}");
        }
        assert!(ArchivePath::try_from("volumes/vinh-vien/data/ho-so/hoc-ba/2412345678.html").is_ok());
        assert!("a..b/console.txt".parse::<ArchivePath>().is_ok());
        assert!("a".repeat(MAX_PATH).parse::<ArchivePath>().is_ok());
        assert!(["a"; MAX_DEPTH].join("/").parse::<ArchivePath>().is_ok());
    }

    #[test]
    fn refuses_what_a_file_system_may_twist() {
        let long = "a".repeat(MAX_PATH + 1);
        let deep = ["a"; MAX_DEPTH + 1].join("/");
        for path in [
            "",
            "/a",
            "a/",
            "a//b",
            "..",
            "a/../b",
            "./a",
            ".a",
            "-a",
            "_a",
            "a.",
            "a/b.",
            "A",
            "a b",
            "a\\b",
            "c:a",
            "con",
            "con.json",
            "nul.tar.gz",
            "lpt9",
            "a/aux.html",
            "tiếng",
            "a\u{202e}b",
            "a\0b",
            "a%20b",
            &long,
            &deep,
        ] {
            assert!(path.parse::<ArchivePath>().is_err(), "{path}");
        }
    }

    #[test]
    fn parents_go_up() {
        let path = ArchivePath("a/b/c".to_owned());
        assert_eq!(path.parents().collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!((path.inside("a"), path.inside("a/b/c"), path.file_name()), (Some("b/c"), None, "c"));
    }
}
