//! The walk: which files an export holds. Links and special files are faults, never followed.

use std::path::{Path, PathBuf};

use super::{Fault, FaultKind, LARGEST_DOCUMENT, LARGEST_KEPT, MOST_FILES};

/// What a file's name says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// `.yaml`, `.yml`.
    Yaml,
    /// `.md`.
    Markdown,
    /// Anything else: kept byte for byte.
    Kept,
}

/// One regular file of the export.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Path inside the export, forward slashes.
    pub name: String,
    /// Where it is on disk.
    pub path: PathBuf,
    /// Size in bytes.
    pub bytes: u64,
    /// What its name says.
    pub shape: Shape,
}

/// Every file of an export, in order of names, and what is wrong with any.
#[derive(Debug, Default)]
pub struct Listing {
    /// The files that may be read.
    pub entries: Vec<Entry>,
    /// The others.
    pub faults: Vec<Fault>,
}

/// Files that systems leave behind and nobody exported: not part of the export, not a fault.
const LITTER: [&str; 4] = [".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"];

/// The folder where `init` and `sample` put the schemas for editors: not part of the export either.
const SCHEMAS: &str = ".schemas";

/// Lists an export folder.
///
/// # Errors
/// When the folder itself can't be opened or is not a folder.
pub fn survey(root: &Path) -> std::io::Result<Listing> {
    survey_up_to(root, MOST_FILES)
}

fn survey_up_to(root: &Path, most: usize) -> std::io::Result<Listing> {
    std::fs::read_dir(root)?;
    let mut listing = Listing::default();
    for found in walkdir::WalkDir::new(root)
        .follow_links(false)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_export)
    {
        if listing.entries.len() >= most {
            listing.faults.push(Fault { file: ".".to_owned(), place: None, kind: FaultKind::TooManyFiles });
            break;
        }
        match found {
            Ok(item) => note(root, &item, &mut listing),
            Err(e) => listing.faults.push(Fault {
                file: e.path().and_then(|p| p.strip_prefix(root).ok()).map_or_else(String::new, shown),
                place: None,
                kind: FaultKind::Unreadable(e.to_string()),
            }),
        }
    }
    listing.entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(listing)
}

fn is_export(item: &walkdir::DirEntry) -> bool {
    item.depth() != 1 || !item.file_type().is_dir() || item.file_name() != SCHEMAS
}

fn note(root: &Path, item: &walkdir::DirEntry, listing: &mut Listing) {
    let relative = item.path().strip_prefix(root).unwrap_or(item.path());
    let fault = |kind| Fault { file: shown(relative), place: None, kind };
    if item.file_type().is_dir() {
        return;
    }
    if item.path_is_symlink() {
        listing.faults.push(fault(FaultKind::Link));
        return;
    }
    if !item.file_type().is_file() {
        listing.faults.push(fault(FaultKind::Special));
        return;
    }
    let Some(name) = relative.to_str().map(|n| n.replace('\\', "/")) else {
        listing.faults.push(fault(FaultKind::BadName));
        return;
    };
    if name.chars().any(char::is_control) {
        listing.faults.push(fault(FaultKind::BadName));
        return;
    }
    if item.file_name().to_str().is_some_and(|n| LITTER.contains(&n)) {
        return;
    }
    let shape = shape_of(&name);
    let bytes = match item.metadata() {
        Ok(meta) => meta.len(),
        Err(e) => {
            listing.faults.push(fault(FaultKind::Unreadable(e.to_string())));
            return;
        }
    };
    let limit = if shape == Shape::Kept { LARGEST_KEPT } else { LARGEST_DOCUMENT };
    if bytes > limit {
        listing.faults.push(fault(FaultKind::TooLarge(limit)));
        return;
    }
    listing.entries.push(Entry { name, path: item.path().to_owned(), bytes, shape });
}

fn shape_of(name: &str) -> Shape {
    match name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("yaml" | "yml") => Shape::Yaml,
        Some("md") => Shape::Markdown,
        _ => Shape::Kept,
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_files_than_an_export_may_hold_are_one_fault_of_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.yaml", "b.yaml", "c.pdf"] {
            std::fs::File::create(folder.path().join(name)).unwrap();
        }
        assert!(survey_up_to(folder.path(), 3).unwrap().faults.is_empty());
        let listing = survey_up_to(folder.path(), 2).unwrap();
        assert_eq!(listing.entries.len(), 2);
        assert!(matches!(&listing.faults[..], [Fault { file, kind: FaultKind::TooManyFiles, .. }] if file == "."));
    }
}
