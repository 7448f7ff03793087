//! The little of CBOR (RFC 8949) that a symbol needs, in its one deterministic spelling (§4.2.1).
//!
//! Unsigned numbers, byte and text strings, lists and maps of text keys; anything else is refused, and so is every
//! spelling but the shortest. Nesting and sizes are bounded by what is read, never by what it claims.

use super::Unreadable;

/// The deepest nesting; a record is nested 32 deep at most (FORMAT.md §3).
const MAX_NESTING: usize = 40;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cbor {
    Number(u64),
    Bytes(Vec<u8>),
    Text(String),
    List(Vec<Cbor>),
    /// Keys in the order of their encoded bytes: shorter first, then by byte.
    Map(Vec<(String, Cbor)>),
}

impl Cbor {
    /// A map with its keys in their order.
    pub(super) fn map(mut entries: Vec<(String, Cbor)>) -> Self {
        entries.sort_by(|(a, _), (b, _)| (a.len(), a.as_bytes()).cmp(&(b.len(), b.as_bytes())));
        Self::Map(entries)
    }

    /// The one encoding of this value.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Number(number) => head(out, 0, *number),
            Self::Bytes(bytes) => string(out, 2, bytes),
            Self::Text(text) => string(out, 3, text.as_bytes()),
            Self::List(items) => {
                head(out, 4, items.len() as u64);
                items.iter().for_each(|item| item.write(out));
            }
            Self::Map(entries) => {
                head(out, 5, entries.len() as u64);
                for (key, value) in entries {
                    string(out, 3, key.as_bytes());
                    value.write(out);
                }
            }
        }
    }

    /// Reads exactly one value in its one encoding.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut reader = Reader { rest: bytes };
        let value = reader.value(0)?;
        if reader.rest.is_empty() && value.to_bytes() == bytes { Ok(value) } else { Err(Unreadable::Malformed) }
    }
}

/// Major type and argument, in the fewest bytes.
fn head(out: &mut Vec<u8>, major: u8, argument: u64) {
    let kind = major << 5;
    let bytes = argument.to_be_bytes();
    let (info, width) = match argument {
        0..24 => return out.push(kind | bytes[7]),
        24..0x100 => (24, 1),
        0x100..0x1_0000 => (25, 2),
        0x1_0000..0x1_0000_0000 => (26, 4),
        _ => (27, 8),
    };
    out.push(kind | info);
    out.extend_from_slice(&bytes[8 - width..]);
}

fn string(out: &mut Vec<u8>, major: u8, bytes: &[u8]) {
    head(out, major, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: u64) -> Result<&'a [u8], Unreadable> {
        let count = usize::try_from(count).map_err(|_| Unreadable::Malformed)?;
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Unreadable::Malformed)?;
        self.rest = rest;
        Ok(taken)
    }

    fn head(&mut self) -> Result<(u8, u64), Unreadable> {
        let first = self.take(1)?[0];
        let width = match first & 0x1f {
            small @ 0..24 => return Ok((first >> 5, u64::from(small))),
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => return Err(Unreadable::Malformed),
        };
        let argument = self.take(width)?.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        Ok((first >> 5, argument))
    }

    fn text(&mut self, length: u64) -> Result<String, Unreadable> {
        String::from_utf8(self.take(length)?.to_vec()).map_err(|_| Unreadable::Malformed)
    }

    fn value(&mut self, depth: usize) -> Result<Cbor, Unreadable> {
        if depth > MAX_NESTING {
            return Err(Unreadable::Malformed);
        }
        match self.head()? {
            (0, number) => Ok(Cbor::Number(number)),
            (2, length) => Ok(Cbor::Bytes(self.take(length)?.to_vec())),
            (3, length) => Ok(Cbor::Text(self.text(length)?)),
            (4, count) => (0..count).map(|_| self.value(depth + 1)).collect::<Result<_, _>>().map(Cbor::List),
            (5, count) => {
                let entry = |reader: &mut Self| match reader.head()? {
                    (3, length) => Ok((reader.text(length)?, reader.value(depth + 1)?)),
                    _ => Err(Unreadable::Malformed),
                };
                let entries: Vec<_> = (0..count).map(|_| entry(self)).collect::<Result<_, _>>()?;
                let rising = entries.windows(2).all(|two| {
                    let [(a, _), (b, _)] = two else { return true };
                    (a.len(), a.as_bytes()) < (b.len(), b.as_bytes())
                });
                if rising { Ok(Cbor::Map(entries)) } else { Err(Unreadable::Malformed) }
            }
            _ => Err(Unreadable::Malformed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_examples_of_the_rfc_and_reads_them_back() {
        let text = |text: &str| Cbor::Text(text.to_owned());
        for (value, hex) in [
            (Cbor::Number(0), "00"),
            (Cbor::Number(23), "17"),
            (Cbor::Number(24), "1818"),
            (Cbor::Number(1000), "1903e8"),
            (Cbor::Number(1_000_000), "1a000f4240"),
            (Cbor::Number(u64::MAX), "1bffffffffffffffff"),
            (Cbor::Bytes(vec![1, 2, 3, 4]), "4401020304"),
            (text("ü"), "62c3bc"),
            (Cbor::List(vec![Cbor::Number(1), Cbor::List(vec![Cbor::Number(2)])]), "82018102"),
            (Cbor::map(vec![("bb".to_owned(), text("B")), ("c".to_owned(), text("A"))]), "a261636141626262614 2"),
        ] {
            let wanted: String = hex.chars().filter(|c| *c != ' ').collect();
            let found: String = value.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(found, wanted);
            assert_eq!(Cbor::parse(&value.to_bytes()), Ok(value));
        }
    }

    #[test]
    fn refuses_every_other_spelling() {
        let deep = [0x81_u8; 60];
        for wrong in [
            &[][..],
            &[0x18, 0x17],       // 23 in two bytes
            &[0x20],             // negative
            &[0xf6],             // null
            &[0x9f, 0xff],       // of unknown length
            &[0x62, 0xff, 0xfe], // no UTF-8
            &[0x00, 0x00],       // something follows
            &[0x5b, 0xff, 0, 0, 0, 0, 0, 0, 0],
            &[0xa2, 0x61, b'b', 0, 0x61, b'a', 0],
            &[0xa2, 0x61, b'a', 0, 0x61, b'a', 0],
            &deep,
        ] {
            assert_eq!(Cbor::parse(wrong), Err(Unreadable::Malformed), "{wrong:02x?}");
        }
    }
}
