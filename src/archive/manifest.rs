//! Manifests: what `sha256sum` writes and checks, made strict (RFC 8493 §2.1.3; FORMAT.md §6).

use std::collections::BTreeMap;

use crate::digest::Digest;
use crate::lines::{Fault, text_of};
use crate::path::ArchivePath;

/// The largest manifest, in bytes.
pub const MAX_MANIFEST: u64 = 64 << 20;
/// The most files that one manifest names.
pub const MAX_FILES: usize = 500_000;

/// Paths and their digests, sorted by path, each path once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    files: BTreeMap<ArchivePath, Digest>,
}

impl Manifest {
    /// With no file yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. A path that is there already fails, and so does one that would make a file of a folder.
    ///
    /// Twins that differ only in letter case can't come this far: [`ArchivePath`] has no capitals.
    pub fn insert(&mut self, path: ArchivePath, digest: Digest) -> Result<(), Fault> {
        if self.files.len() >= MAX_FILES {
            return Err(Fault::new("a manifest names more files than the format allows"));
        }
        if self.files.contains_key(&path) {
            return Err(Fault::new("a manifest names a path twice"));
        }
        // What begins with the path sorts right after it, and `/` sorts before every letter and digit.
        let below = self.files.range(path.clone()..).map_while(|(other, _)| other.as_str().strip_prefix(path.as_str()));
        let is_folder = below.take_while(|rest| *rest < "0").any(|rest| rest.starts_with('/'));
        let in_file = path.parents().any(|above| above.parse().is_ok_and(|above| self.files.contains_key(&above)));
        if is_folder || in_file {
            return Err(both_file_and_folder());
        }
        self.files.insert(path, digest);
        Ok(())
    }

    /// The digest of a path.
    #[must_use]
    pub fn get(&self, path: &ArchivePath) -> Option<Digest> {
        self.files.get(path).copied()
    }

    /// Every path with its digest, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&ArchivePath, Digest)> {
        self.files.iter().map(|(path, digest)| (path, *digest))
    }

    /// How many files it names.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Does it name none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The lines: digest, two blanks, path.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.files.iter().map(|(path, digest)| format!("{digest}  {path}\n")).collect()
    }

    /// Reads exactly what [`Manifest::to_text`] writes.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let text = text_of(bytes, MAX_MANIFEST)?;
        let mut files: Vec<(ArchivePath, Digest)> = Vec::new();
        for (at, line) in text.split_terminator('\n').enumerate() {
            let (path, digest) = next(&files, line).map_err(|fault| fault.at(at + 1))?;
            files.push((path, digest));
        }
        Ok(Self { files: files.into_iter().collect() })
    }
}

/// The line after `files`. Since paths are sorted, none of them can lie below its path: only a file that it would lie
/// below has to be looked for, and not where the line before has the same folder.
fn next(files: &[(ArchivePath, Digest)], line: &str) -> Result<(ArchivePath, Digest), Fault> {
    let (digest, path) = line.split_once("  ").ok_or(Fault::new("a line is a digest, two blanks and a path"))?;
    let last = files.last().map(|(last, _)| last);
    if last.is_some_and(|last| last.as_str() >= path) {
        return Err(Fault::new("paths are not sorted, each once"));
    }
    let (digest, path) = (digest.parse()?, path.parse::<ArchivePath>()?);
    if files.len() >= MAX_FILES {
        return Err(Fault::new("a manifest names more files than the format allows"));
    }
    let beside_last = last.is_some_and(|last| last.parents().next() == path.parents().next());
    let is_file = |above: &str| files.binary_search_by(|(file, _)| file.as_str().cmp(above)).is_ok();
    if !beside_last && path.parents().any(is_file) {
        return Err(both_file_and_folder());
    }
    Ok((path, digest))
}

fn both_file_and_folder() -> Fault {
    Fault::new("a manifest names a path both as a file and as a folder")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(paths: &[&str]) -> Result<Manifest, Fault> {
        let mut manifest = Manifest::new();
        for path in paths {
            manifest.insert(path.parse()?, Digest::of(path.as_bytes()))?;
        }
        Ok(manifest)
    }

    #[test]
    fn reads_what_it_writes() {
        let Ok(manifest) = with(&["b/c.html", "a.html", "b-c", "b/a"]) else { return assert!(false) };
        let text = manifest.to_text();
        assert_eq!(Manifest::parse(text.as_bytes()), Ok(manifest));
        assert_eq!(Manifest::parse(b"").map(|empty| empty.is_empty()), Ok(true));
        for wrong in [
            text.replace("  ", " "),
            text.replace("  ", " *"),
            text.replace('\n', "\r\n"),
            text.to_uppercase(),
            text.trim_end().to_owned(),
            format!("{text}\n"),
            format!("{text}{text}"),
            format!("\u{feff}{text}"),
            text.lines().rev().map(|line| format!("{line}\n")).collect(),
            text.replace("a.html", "../a"),
        ] {
            assert!(Manifest::parse(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_path_is_a_file_or_a_folder() {
        for wrong in
            [&["a", "a"][..], &["a", "a/b"], &["a/b", "a"], &["a/b", "a-b", "a"], &["a/b/c", "a/b"], &["a", "a/b/c"]]
        {
            assert!(with(wrong).is_err(), "{wrong:?}");
        }
        assert!(with(&["a/b", "a-b", "a.b", "a0/b"]).is_ok());
    }
}
