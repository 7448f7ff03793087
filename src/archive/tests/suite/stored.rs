//! An archive in a store is judged as the same one in a folder, and a store that can't be read proves nothing.

use std::fs;
use std::path::Path;

use niemphong_archive::run::Target;
use niemphong_archive::store::{Kind, Store, Stored, Unread};
use niemphong_archive::{Language, Report, Verdict, verify, verify_stored};

use crate::case::{Case, folders};
use crate::golden;

/// How a store reads.
#[derive(Clone, Copy)]
enum Reads {
    Well,
    /// A byte less of each file than it says.
    Short,
    /// A byte more.
    Long,
    /// Nothing: the bytes are damaged.
    Damaged,
}

/// A folder's files one after another, in parts of 60,000 bytes.
struct Heap {
    entries: Vec<Stored>,
    bytes: Vec<u8>,
    gaps: Vec<(u64, u64)>,
    reads: Reads,
}

impl Heap {
    fn of(root: &Path) -> Self {
        let mut heap = Self { entries: Vec::new(), bytes: vec![0; 7], gaps: Vec::new(), reads: Reads::Well };
        let mut open = vec![root.to_owned()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let place = entry.unwrap().path();
                let meta = fs::symlink_metadata(&place).unwrap();
                let path = place.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                let (kind, content) = match (meta.is_dir(), meta.is_file()) {
                    (true, _) => (Kind::Folder, Vec::new()),
                    (_, true) => (Kind::File, fs::read(&place).unwrap()),
                    _ => (Kind::Other, Vec::new()),
                };
                let (bytes, at) = (content.len() as u64, heap.bytes.len() as u64);
                heap.entries.push(Stored { path, kind, bytes, place: at });
                heap.bytes.extend(content);
                // A litter folder's files are not looked at in a folder, and a store that is written lacks them.
                if meta.is_dir() && !place.ends_with("System Volume Information") {
                    open.push(place);
                }
            }
        }
        heap
    }
}

impl Store for Heap {
    fn entries(&self) -> &[Stored] {
        &self.entries
    }

    fn gaps(&self) -> &[(u64, u64)] {
        &self.gaps
    }

    fn read(&self, place: u64, bytes: u64, take: &mut dyn FnMut(&[u8])) -> Result<(), Unread> {
        let bytes = match self.reads {
            Reads::Well => bytes,
            Reads::Short => bytes.saturating_sub(1),
            Reads::Long => bytes + 1,
            Reads::Damaged => return Err(Unread::Damaged),
        };
        let from = usize::try_from(place).unwrap();
        self.bytes[from..from + usize::try_from(bytes).unwrap()].chunks(60_000).for_each(take);
        Ok(())
    }
}

fn codes(report: &Report) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.code.id).collect()
}

/// Names that are no text, and second names of one file, are a folder's alone.
#[test]
fn every_vector_comes_out_of_a_store_as_of_its_folder() {
    let (mut compared, mut other) = (0, Vec::new());
    for vector in folders() {
        let case = Case::read(&vector);
        let scratch = tempfile::tempdir().unwrap();
        if case.steps.iter().any(|step| step.starts_with("link ") || step.contains("\\x")) {
            continue;
        }
        case.lay(&vector, scratch.path());
        let options = case.options(scratch.path());
        let Target::Archive(folder) = &options.target else { continue };
        let lies = verify(folder, &options.request).unwrap().to_text(Language::En);
        let stored = verify_stored(&Heap::of(folder), &options.request).unwrap().to_text(Language::En);
        compared += 1;
        if stored != lies {
            other.push(vector.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    // A store says each file of a folder with a bad name; and no trust file lies inside it.
    assert_eq!(other, ["V001_folder", "V407_in_evidence", "V407_inside"]);
    assert!(compared > 150, "{compared}");
}

#[test]
fn a_store_that_gives_other_bytes_than_it_lists_is_damaged() {
    let mut heap = Heap::of(&golden::dir().join("archive"));
    let whole = verify_stored(&heap, &golden::request()).unwrap();
    assert_eq!((whole.verdict, codes(&whole)), (Verdict::Passed, vec!["V413"]));
    heap.bytes.push(0);
    for reads in [Reads::Short, Reads::Long, Reads::Damaged] {
        heap.reads = reads;
        let report = verify_stored(&heap, &golden::request()).unwrap();
        assert_eq!(report.verdict, Verdict::Failed);
        assert!(codes(&report).contains(&"V005"), "{:?}", codes(&report));
    }
    heap.reads = Reads::Well;
    heap.gaps.push((0, 7));
    let report = verify_stored(&heap, &golden::request()).unwrap();
    assert_eq!((report.verdict, codes(&report)), (Verdict::Failed, vec!["V005", "V413"]));
}
