//! The tree over prints (FORMAT.md §7.6): which PDF is a record's own, provable without naming any other record.
//!
//! A volume's manifest binds every print, but names all children whose records lie beside. So a loose file gives one
//! root for each volume, of a tree whose leaves stand in the order of the records and are salted as records are.

use std::collections::BTreeMap;

use crate::digest::{Digest, from_hex};
use crate::leaf::{LeafList, RecordId, VolumeSeed};
use crate::lines::{Fault, Lines, number, text_of};
use crate::manifest::Manifest;
use crate::name::VolumeName;
use crate::path::ArchivePath;
use crate::proof::MAX_STEPS;
use crate::tree::{Tree, leaf_hash};

/// Where the roots stand: a loose file, so `seal/root.sha256` binds it.
pub const PRINTS_PATH: &str = "browse/ban-in.txt";
/// Its first line.
pub const PRINTS_VERSION: &str = "niemphong-prints/1";
/// The first line of a print's proof.
pub const PRINT_PROOF_VERSION: &str = "niemphong-print-proof/1";
/// The largest of both texts, in bytes.
pub const MAX_PRINTS: u64 = 16 << 10;

/// `SHA-256(0x00 || "niemphong-print/1 SALT RECORD-ID DIGEST")`; a record without a print has the word `none`.
#[must_use]
pub fn print_leaf(salt: &str, record: &RecordId, print: Option<Digest>) -> Digest {
    let digest = print.map_or("none".to_owned(), |digest| digest.to_string());
    leaf_hash(format!("niemphong-print/1 {salt} {record} {digest}").as_bytes())
}

/// Where a record's print lies in its volume: beside its source.
fn print_path(source: &ArchivePath) -> Option<ArchivePath> {
    format!("{}.pdf", source.as_str().strip_suffix(".json")?).parse().ok()
}

/// The tree over a volume's prints, in the order of its records.
#[must_use]
pub fn print_tree(seed: &VolumeSeed, records: &LeafList, manifest: &Manifest) -> Tree {
    let leaf = |entry: &crate::leaf::LeafEntry| {
        let print = print_path(&entry.path).and_then(|path| manifest.get(&path));
        print_leaf(&seed.print_salt(&entry.id), &entry.id, print)
    };
    Tree::new(records.entries().iter().map(leaf).collect())
}

/// `browse/ban-in.txt`: the root of each volume's tree over prints.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prints {
    /// The roots; [`VolumeName`]s sort as a seal lists them.
    pub roots: BTreeMap<VolumeName, Digest>,
}

impl Prints {
    /// The text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let lines: String = self.roots.iter().map(|(volume, root)| format!("volume: {volume} {root}\n")).collect();
        format!("{PRINTS_VERSION}\n{lines}")
    }

    /// Reads exactly what [`Prints::to_text`] writes.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let mut lines = Lines::new(text_of(bytes, MAX_PRINTS)?);
        lines.exactly(PRINTS_VERSION)?;
        let mut roots: BTreeMap<VolumeName, Digest> = BTreeMap::new();
        while lines.peek().is_some() {
            let (volume, root) = lines.read("volume: ", |line| {
                let (volume, root) = line.split_once(' ').ok_or(Fault::new("a line is a volume and a digest"))?;
                Ok((volume.parse::<VolumeName>()?, root.parse::<Digest>()?))
            })?;
            if roots.last_key_value().is_some_and(|(last, _)| *last >= volume) {
                return Err(Fault::new("volumes stand in the order of the seal, each once"));
            }
            roots.insert(volume, root);
        }
        lines.end()?;
        Ok(Self { roots })
    }
}

/// A print's way to the root of its volume's prints. Its place in the tree is that of its record among the leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintProof {
    /// The record.
    pub record: RecordId,
    /// The print's own salt, 32 hexadecimal digits.
    pub salt: String,
    /// Hashes beside the way up.
    pub path: Vec<Digest>,
}

impl PrintProof {
    /// The proof of one record's print from what lies in its volume; none if there is no such record.
    #[must_use]
    pub fn make(seed: &VolumeSeed, records: &LeafList, manifest: &Manifest, record: &RecordId) -> Option<Self> {
        let at = records.entries().iter().position(|entry| entry.id == *record)?;
        let path = print_tree(seed, records, manifest).inclusion_proof(at)?;
        Some(Self { record: record.clone(), salt: seed.print_salt(record), path })
    }

    /// The text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let path: String = self.path.iter().map(|step| format!("{step}\n")).collect();
        let (record, salt, steps) = (&self.record, &self.salt, self.path.len());
        format!("{PRINT_PROOF_VERSION}\nrecord: {record}\nsalt: {salt}\npath: {steps}\n{path}")
    }

    /// Reads exactly what [`PrintProof::to_text`] writes.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let mut lines = Lines::new(text_of(bytes, MAX_PRINTS)?);
        lines.exactly(PRINT_PROOF_VERSION)?;
        let record = lines.read("record: ", str::parse)?;
        let salt = lines.after("salt: ")?.to_owned();
        if from_hex::<16>(&salt).is_none() {
            return Err(Fault::new("a salt is 32 lower-case hexadecimal digits"));
        }
        let steps = lines.read("path: ", number)?;
        if steps > MAX_STEPS {
            return Err(Fault::new("a path is longer than any tree's"));
        }
        let mut path = Vec::new();
        for _ in 0..steps {
            path.push(lines.read("", str::parse)?);
        }
        lines.end()?;
        Ok(Self { record, salt, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaf::LeafEntry;
    use crate::tree::root_from_path;

    #[test]
    fn texts_read_back_and_have_one_spelling() {
        let (Ok(volume), Ok(other)) = ("vinh-vien".parse(), "5-nam".parse()) else { return assert!(false) };
        let roots = BTreeMap::from([(volume, Digest::of(b"a")), (other, Digest::of(b"b"))]);
        let prints = Prints { roots };
        let text = prints.to_text();
        assert!(text.starts_with("niemphong-prints/1\nvolume: vinh-vien "));
        assert_eq!(Prints::parse(text.as_bytes()), Ok(prints));
        let twice = format!("{text}volume: 5-nam {}\n", Digest::of(b"b"));
        for wrong in [text.trim_end(), &twice, &text.replace("5-nam ", "5-nam  "), "niemphong-prints/2\n"] {
            assert!(Prints::parse(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_print_leads_to_the_root_and_no_other_bytes_do() {
        let seed = VolumeSeed::new([7; 32]);
        let mut manifest = Manifest::new();
        let mut entries = Vec::new();
        for name in ["a", "b", "c"] {
            let (Ok(id), Ok(path), Ok(print)) = (
                name.parse::<RecordId>(),
                format!("data/ho-so/{name}.json").parse::<ArchivePath>(),
                format!("data/ho-so/{name}.pdf").parse(),
            ) else {
                return assert!(false);
            };
            // The last has no print.
            if name != "c" {
                assert!(manifest.insert(print, Digest::of(name.as_bytes())).is_ok());
            }
            entries.push(LeafEntry { id, leaf: Digest::of(b"leaf"), path });
        }
        let Ok(list) = LeafList::new(entries) else { return assert!(false) };
        let root = print_tree(&seed, &list, &manifest).root();
        for (at, entry) in (0..).zip(list.entries()) {
            let Some(proof) = PrintProof::make(&seed, &list, &manifest, &entry.id) else { return assert!(false) };
            assert_eq!(PrintProof::parse(proof.to_text().as_bytes()), Ok(proof.clone()));
            let is = (entry.id.as_str() != "c").then(|| Digest::of(entry.id.as_str().as_bytes()));
            let leads =
                |print| root_from_path(print_leaf(&proof.salt, &entry.id, print), at, 3, &proof.path) == Some(root);
            assert!(leads(is) && !leads(Some(Digest::of(b"other"))));
            assert_ne!(proof.salt, seed.salt(&entry.id));
        }
    }
}
