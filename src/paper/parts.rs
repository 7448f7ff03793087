//! A packed record cut into as many symbols as it needs, and one more that makes up for any lost one.

use std::collections::BTreeMap;

use niemphong_archive::Digest;
use niemphong_archive::tree::leaf_hash;

use super::record::{pack, unpack};
use super::symbol::{Part, Symbol};
use super::{MAX_PARTS, Unreadable};

/// Bytes of data in one symbol: with what stands before them they fill a version 20 at level M.
const PER_PART: usize = 600;

/// The symbols that carry a canonical record; none if it would need more than [`MAX_PARTS`] of them.
pub fn parts(json: &str) -> Vec<Symbol> {
    let Some(packed) = pack(json) else { return Vec::new() };
    let count = packed.len().div_ceil(PER_PART);
    if count > MAX_PARTS {
        return Vec::new();
    }
    let size = packed.len().div_ceil(count);
    let mut set = [0; 8];
    set.copy_from_slice(&leaf_hash(json.as_bytes()).as_bytes()[..8]);
    let padded = |piece: &[u8]| [piece, &vec![0; size - piece.len()]].concat();
    let mut pieces: Vec<Vec<u8>> = packed.chunks(size).map(padded).collect();
    if count > 1 {
        pieces.push(xor(pieces.iter(), size));
    }
    let (count, total) = (count as u64, packed.len() as u64);
    let part = |(at, data)| Symbol::Part(Part { set, at, count, total, data });
    (0..).zip(pieces).map(part).collect()
}

/// A record put together from its symbols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The canonical record.
    pub json: String,
    /// Its leaf hash, recomputed from it.
    pub leaf: Digest,
}

/// The records that some symbols carry, whole ones and broken ones, in the order of their leaf hashes.
pub fn carried(found: &[Part]) -> Vec<Result<Carried, Unreadable>> {
    let mut sets: BTreeMap<[u8; 8], Vec<&Part>> = BTreeMap::new();
    for part in found {
        sets.entry(part.set).or_default().push(part);
    }
    sets.into_iter().map(|(set, parts)| joined(set, &parts)).collect()
}

fn joined(set: [u8; 8], parts: &[&Part]) -> Result<Carried, Unreadable> {
    let first = parts.first().ok_or(Unreadable::Malformed)?;
    let (count, total, size) = (first.count, first.total, first.data.len());
    let alike = |part: &&Part| part.count == count && part.total == total && part.data.len() == size;
    let needed = usize::try_from(count).ok().filter(|count| (1..=MAX_PARTS).contains(count));
    let (Some(needed), true) = (needed, parts.iter().all(alike)) else { return Err(Unreadable::Malformed) };
    let mut pieces: BTreeMap<u64, &[u8]> = BTreeMap::new();
    for part in parts {
        let same = pieces.insert(part.at, &part.data).is_none_or(|other| other == part.data);
        if part.at > count || !same {
            return Err(Unreadable::Malformed);
        }
    }
    if pieces.len() < needed {
        return Err(Unreadable::Incomplete { found: pieces.len(), needed });
    }
    let lost = xor(pieces.values().copied(), size);
    let whole: Vec<u8> = (0..count).flat_map(|at| pieces.get(&at).copied().unwrap_or(&lost).iter().copied()).collect();
    let total = usize::try_from(total).map_err(|_| Unreadable::Malformed)?;
    let json = unpack(whole.get(..total).ok_or(Unreadable::Malformed)?)?;
    let leaf = leaf_hash(json.as_bytes());
    if leaf.as_bytes().starts_with(&set) { Ok(Carried { json, leaf }) } else { Err(Unreadable::Malformed) }
}

fn xor<'a>(pieces: impl Iterator<Item = impl AsRef<[u8]> + 'a>, size: usize) -> Vec<u8> {
    pieces.fold(vec![0; size], |sum, piece| sum.iter().zip(piece.as_ref()).map(|(a, b)| a ^ b).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record that does not pack well, of about so many bytes.
    fn record(bytes: usize) -> String {
        let noise: String = (0..bytes / 65).map(|n| format!("{}.", Digest::of(&n.to_be_bytes()))).collect();
        format!("{{\"_id\":\"x.1\",\"a\":\"{noise}\"}}")
    }

    fn as_parts(symbols: Vec<Symbol>) -> Vec<Part> {
        symbols.into_iter().filter_map(|s| if let Symbol::Part(part) = s { Some(part) } else { None }).collect()
    }

    #[test]
    fn any_one_symbol_of_several_may_be_lost() {
        let json = record(1500);
        let all = as_parts(parts(&json));
        assert!(all.len() > 2, "{}", all.len());
        for lost in 0..all.len() {
            let some: Vec<Part> =
                all.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, p)| p.clone()).collect();
            assert_eq!(carried(&some)[0].as_ref().map(|c| c.json.as_str()), Ok(json.as_str()));
        }
        let (found, needed) = (all.len() - 2, all.len() - 1);
        assert_eq!(carried(&all[2..]), [Err(Unreadable::Incomplete { found, needed })]);
    }

    #[test]
    fn a_changed_byte_is_never_read_as_a_record() {
        let json = "{\"_id\":\"x.1\",\"diem\":\"9\"}";
        let all = as_parts(parts(json));
        assert_eq!(all.len(), 1);
        assert_eq!(carried(&all), [Ok(Carried { json: json.to_owned(), leaf: leaf_hash(json.as_bytes()) })]);
        for at in 0..all[0].data.len() {
            let mut changed = all[0].clone();
            changed.data[at] ^= 1;
            assert!(carried(&[changed])[0].is_err());
        }
    }

    #[test]
    fn what_is_too_long_for_paper_has_no_parts() {
        assert!(parts(&record(9000)).is_empty());
    }
}
