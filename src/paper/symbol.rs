//! What one symbol says: `NP1:` and base45 of a short CBOR list (PAPER.md §3).

use niemphong_archive::{ArchiveId, Digest, Serial, VolumeName};

use super::Unreadable;
use super::cbor::Cbor;

/// What every symbol of ours begins with.
pub const PREFIX: &str = "NP1:";

/// One symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Symbol {
    /// On every page: which record this is.
    Pointer(Pointer),
    /// On the last page: a part of the record itself.
    Part(Part),
}

/// Where a record stands in the archive whose seal binds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    /// The archive.
    pub archive: ArchiveId,
    /// The seal's serial.
    pub serial: Serial,
    /// The volume.
    pub volume: VolumeName,
    /// Its place among the volume's leaves, from 0.
    pub index: u64,
    /// Its leaf hash.
    pub leaf: Digest,
    /// Its id.
    pub record: String,
}

/// One of the pieces into which a packed record is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The first eight bytes of the record's leaf hash: which parts belong together.
    pub set: [u8; 8],
    /// Which piece, from 0; equal to `count` for the piece that makes up for a lost one.
    pub at: u64,
    /// How many pieces carry data.
    pub count: u64,
    /// How many bytes the packed record has.
    pub total: u64,
    /// The piece.
    pub data: Vec<u8>,
}

impl Symbol {
    /// The text that the symbol encodes, all of QR's alphanumeric set.
    pub fn to_text(&self) -> String {
        let list = match self {
            Self::Pointer(pointer) => vec![
                Cbor::Number(0),
                Cbor::Text(pointer.archive.as_str().to_owned()),
                Cbor::Number(u64::from(pointer.serial.get())),
                Cbor::Text(pointer.volume.to_string()),
                Cbor::Number(pointer.index),
                Cbor::Bytes(pointer.leaf.as_bytes().to_vec()),
                Cbor::Text(pointer.record.clone()),
            ],
            Self::Part(part) => vec![
                Cbor::Number(1),
                Cbor::Bytes(part.set.to_vec()),
                Cbor::Number(part.at),
                Cbor::Number(part.count),
                Cbor::Number(part.total),
                Cbor::Bytes(part.data.clone()),
            ],
        };
        format!("{PREFIX}{}", base45::encode(Cbor::List(list).to_bytes()))
    }

    /// Reads what [`Symbol::to_text`] writes, and nothing else.
    ///
    /// # Errors
    /// [`Unreadable::Foreign`] for a symbol that does not begin as ours do, else [`Unreadable::Malformed`].
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let body = text.strip_prefix(PREFIX).ok_or(Unreadable::Foreign)?;
        let Cbor::List(list) = Cbor::parse(&base45::decode(body).map_err(|_| Unreadable::Malformed)?)? else {
            return Err(Unreadable::Malformed);
        };
        let symbol = match list.as_slice() {
            [
                Cbor::Number(0),
                Cbor::Text(archive),
                Cbor::Number(serial),
                Cbor::Text(volume),
                Cbor::Number(index),
                Cbor::Bytes(leaf),
                Cbor::Text(record),
            ] => {
                let pointer = || -> Option<Pointer> {
                    Some(Pointer {
                        archive: archive.parse().ok()?,
                        serial: serial.to_string().parse().ok()?,
                        volume: volume.parse().ok()?,
                        index: *index,
                        leaf: Digest::from_bytes(leaf.as_slice().try_into().ok()?),
                        record: record.parse::<niemphong_archive::leaf::RecordId>().ok()?.to_string(),
                    })
                };
                pointer().map(Self::Pointer)
            }
            [
                Cbor::Number(1),
                Cbor::Bytes(set),
                Cbor::Number(at),
                Cbor::Number(count),
                Cbor::Number(total),
                Cbor::Bytes(data),
            ] => set.as_slice().try_into().ok().map(|set| {
                let (at, count, total) = (*at, *count, *total);
                Self::Part(Part { set, at, count, total, data: data.clone() })
            }),
            _ => None,
        };
        let symbol = symbol.ok_or(Unreadable::Malformed)?;
        // Base45 has more than one spelling of some bytes; paper has one.
        if symbol.to_text() == text { Ok(symbol) } else { Err(Unreadable::Malformed) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer() -> Symbol {
        Symbol::Pointer(Pointer {
            archive: "vn/82/82760123/2025-2026".parse().unwrap(),
            serial: Serial::FIRST,
            volume: "vinh-vien".parse().unwrap(),
            index: 1,
            leaf: Digest::of(b"x"),
            record: "hoc-ba.0822300004".to_owned(),
        })
    }

    #[test]
    fn a_symbol_reads_back_and_keeps_to_the_alphanumeric_set() {
        let part = Symbol::Part(Part { set: [7; 8], at: 0, count: 1, total: 3, data: vec![1, 2, 3] });
        for symbol in [pointer(), part] {
            let text = symbol.to_text();
            assert!(text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || b" $%*+-./:".contains(&b)));
            assert_eq!(Symbol::parse(&text), Ok(symbol));
        }
    }

    #[test]
    fn a_symbol_that_is_not_ours_is_told_from_a_broken_one() {
        assert_eq!(Symbol::parse("https://example.edu.vn"), Err(Unreadable::Foreign));
        let text = pointer().to_text();
        for wrong in [&text[..text.len() - 3], &format!("{text}00"), "NP1:", "NP1:::::", &text.to_lowercase()] {
            assert!(Symbol::parse(wrong).is_err(), "{wrong}");
        }
    }
}
