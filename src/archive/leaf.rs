//! Salted record leaves (FORMAT.md §7).
//!
//! A pupil's record holds few bits: whoever has its plain digest finds the marks by trying. So each record carries a
//! salt of 128 bits, drawn from the volume's seed, and the seed lies inside the volume and dies with it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::digest::{Digest, Digester, from_hex, hmac_sha256, to_hex};
use crate::jcs::Canonical;
use crate::lines::{Fault, number, text_of};
use crate::path::{ArchivePath, check_segment};
use crate::tree::{Tree, leaf_hash};

/// Where a volume keeps its seed.
pub const SEED_PATH: &str = "data/seed.txt";
/// Where a volume keeps its list of leaves.
pub const LEAVES_PATH: &str = "data/leaves.txt";
/// Kept files lie here; a `.json` file here is no record.
pub const KEPT_FILES: &str = "data/tep";
/// The key of a record's salt.
pub const SALT_KEY: &str = "_salt";
/// The key of a record's id.
pub const ID_KEY: &str = "_id";
/// The largest list of leaves, in bytes.
pub const MAX_LEAVES_TEXT: u64 = 64 << 20;

/// An opaque id of a record, unique in its volume: a path segment of at most 100 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(String);

impl RecordId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RecordId {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        if text.len() > 100 {
            return Err(Fault::new("a record id is longer than 100 characters"));
        }
        check_segment(text)?;
        Ok(Self(text.to_owned()))
    }
}

/// The secret of one volume: 32 random bytes. Its `Debug` hides them.
#[derive(Clone, PartialEq, Eq)]
pub struct VolumeSeed([u8; 32]);

impl VolumeSeed {
    /// A seed from 32 bytes that nobody can guess: drawn at random, never computed from anything that a seal names.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The seed of one volume from a master secret that a rebuild is given again.
    #[must_use]
    pub fn derive(master: &[u8; 32], volume: crate::VolumeName) -> Self {
        Self(hmac_sha256(master, format!("niemphong-seed/1 {volume}").as_bytes()))
    }

    /// `data/seed.txt`: 64 hexadecimal digits and a line feed.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}\n", to_hex(&self.0))
    }

    /// Reads `data/seed.txt`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let text = text_of(bytes, 65)?;
        let digits = text.strip_suffix('\n').ok_or(Fault::new("the seed is empty"))?;
        from_hex(digits).map(Self).ok_or(Fault::new("a seed is 64 lower-case hexadecimal digits"))
    }

    /// The salt of a record: the first 16 bytes of HMAC-SHA-256(seed, record id), in hexadecimal.
    #[must_use]
    pub fn salt(&self, id: &RecordId) -> String {
        self.short(&id.0)
    }

    /// The salt of a record's print: the same over `print `, a blank that no id has, and the record id.
    #[must_use]
    pub fn print_salt(&self, id: &RecordId) -> String {
        self.short(&format!("print {}", id.0))
    }

    fn short(&self, message: &str) -> String {
        let mut text = to_hex(&hmac_sha256(&self.0, message.as_bytes()));
        text.truncate(32);
        text
    }
}

impl fmt::Debug for VolumeSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VolumeSeed(hidden)")
    }
}

/// A record in its canonical form, with id and salt: the bytes that its file holds, and their leaf hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    id: RecordId,
    json: String,
    leaf: Digest,
}

impl Record {
    /// Adds `_id` and `_salt` to a record's fields. Fails on fields of these names and on what the verifier refuses.
    pub fn new(seed: &VolumeSeed, id: RecordId, fields: BTreeMap<String, Canonical>) -> Result<Self, Fault> {
        let mut map = fields;
        let salt = seed.salt(&id);
        for (key, value) in [(ID_KEY, id.0.clone()), (SALT_KEY, salt)] {
            if map.insert(key.to_owned(), Canonical::Text(value)).is_some() {
                return Err(Fault::new("a record has a field of its own called _id or _salt"));
            }
        }
        let json = Canonical::Map(map).to_bounded_jcs()?;
        let leaf = leaf_hash(json.as_bytes());
        Ok(Self { id, json, leaf })
    }

    /// The record's id.
    #[must_use]
    pub fn id(&self) -> &RecordId {
        &self.id
    }

    /// The bytes of the record's file.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// The leaf hash, which every rendered page of the record carries.
    #[must_use]
    pub fn leaf(&self) -> Digest {
        self.leaf
    }
}

/// One line of `data/leaves.txt`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafEntry {
    /// The record's id.
    pub id: RecordId,
    /// Its leaf hash.
    pub leaf: Digest,
    /// Its file, relative to the volume, `data/….json`.
    pub path: ArchivePath,
}

/// `data/leaves.txt`: `index record-id leaf-hash path` lines, sorted by record id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeafList {
    entries: Vec<LeafEntry>,
}

impl LeafList {
    /// Sorts the entries by record id; two of one id, or of one path, fail.
    pub fn new(mut entries: Vec<LeafEntry>) -> Result<Self, Fault> {
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        let list = Self { entries };
        Self::parse(list.to_text().as_bytes())
    }

    /// The lines.
    #[must_use]
    pub fn to_text(&self) -> String {
        let lines = self.entries.iter().enumerate();
        lines.map(|(at, entry)| format!("{at} {} {} {}\n", entry.id, entry.leaf, entry.path)).collect()
    }

    /// Reads exactly what [`LeafList::to_text`] writes.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let text = text_of(bytes, MAX_LEAVES_TEXT)?;
        let mut entries: Vec<LeafEntry> = Vec::new();
        let mut paths = std::collections::BTreeSet::new();
        for (at, line) in text.split_terminator('\n').enumerate() {
            let read = || {
                let fault = Fault::new("a line is an index, a record id, a leaf hash and a path");
                let mut parts = line.split(' ');
                let mut part = || parts.next().ok_or(fault);
                let (index, id, leaf, path) = (number(part()?)?, part()?, part()?, part()?);
                if parts.next().is_some() || index != at as u64 {
                    return Err(fault);
                }
                Ok(LeafEntry { id: id.parse()?, leaf: leaf.parse()?, path: path.parse()? })
            };
            let entry = read().map_err(|fault: Fault| fault.at(at + 1))?;
            if entries.last().is_some_and(|last| last.id >= entry.id) || !paths.insert(entry.path.clone()) {
                return Err(Fault::new("records are not sorted by id, or an id or path is there twice").at(at + 1));
            }
            if !is_record(entry.path.as_str()) {
                return Err(Fault::new("a record's file ends in .json and lies in data/, outside data/tep/").at(at + 1));
            }
            entries.push(entry);
        }
        Ok(Self { entries })
    }

    /// The entries, in the order of the tree.
    #[must_use]
    pub fn entries(&self) -> &[LeafEntry] {
        &self.entries
    }

    /// The tree over them.
    #[must_use]
    pub fn tree(&self) -> Tree {
        Tree::new(self.entries.iter().map(|entry| entry.leaf).collect())
    }
}

/// Is a payload path the file of a record?
#[must_use]
pub fn is_record(path: &str) -> bool {
    path.ends_with(".json") && path.starts_with("data/") && !path.starts_with("data/tep/")
}

/// Binds the export to the seal without letting anyone guess at it later: HMAC-SHA-256 over the export's canonical
/// bytes, keyed by the digest of all volume seeds in the order of the seal. When one volume is destroyed, its seed is
/// gone and the value says nothing more.
#[must_use]
pub fn blinded_input(seeds: &[VolumeSeed], export: &[u8]) -> Digest {
    let mut key = Digester::new();
    for seed in seeds {
        key.update(&seed.0);
    }
    Digest::from_bytes(hmac_sha256(key.finish().as_bytes(), export))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str) -> Result<Record, Fault> {
        let fields = BTreeMap::from([("diem".to_owned(), Canonical::Text("9".to_owned()))]);
        Record::new(&VolumeSeed::new([7; 32]), id.parse()?, fields)
    }

    #[test]
    fn records_carry_id_and_salt() {
        let Ok(record) = record("hoc-ba.1") else { return assert!(false) };
        let value = Canonical::parse(record.json().as_bytes());
        assert_eq!(value.as_ref().ok().and_then(|v| v.text(ID_KEY)), Some("hoc-ba.1"));
        assert_eq!(value.as_ref().ok().and_then(|v| v.text(SALT_KEY)).map(str::len), Some(32));
        assert_eq!(record.leaf(), leaf_hash(record.json().as_bytes()));
        let own = BTreeMap::from([(SALT_KEY.to_owned(), Canonical::Text(String::new()))]);
        assert!(Record::new(&VolumeSeed::new([7; 32]), record.id().clone(), own).is_err());
    }

    #[test]
    fn lists_are_sorted_and_read_back() {
        let entry = |id: &str, path: &str| {
            Ok::<_, Fault>(LeafEntry { id: id.parse()?, leaf: Digest::of(id.as_bytes()), path: path.parse()? })
        };
        let Ok(entries) = ["b", "a", "c"].iter().map(|id| entry(id, &format!("data/{id}.json"))).collect() else {
            return assert!(false);
        };
        let Ok(list) = LeafList::new(entries) else { return assert!(false) };
        assert_eq!(LeafList::parse(list.to_text().as_bytes()), Ok(list.clone()));
        assert!(list.to_text().starts_with("0 a "));
        for (ids, paths) in [(["a", "a"], ["data/a.json", "data/b.json"]), (["a", "b"], ["data/a.json", "data/a.json"])]
        {
            let entries = ids.iter().zip(paths).map(|(id, path)| entry(id, path)).collect::<Result<Vec<_>, _>>();
            assert!(entries.and_then(LeafList::new).is_err());
        }
        for path in ["data/tep/a.json", "data/a.html", "a.json"] {
            assert!(entry("a", path).and_then(|entry| LeafList::new(vec![entry])).is_err(), "{path}");
        }
    }
}
