//! A canonical record packed for paper, and back: CBOR, deflated with a dictionary of what such records say.

use std::sync::OnceLock;

use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress, create_comp_flags_from_zip_params};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use niemphong_archive::Canonical;

use super::Unreadable;
use super::cbor::Cbor;

/// What records have in common, as one canonical record; its CBOR is the dictionary (PAPER.md §4.2). Never changes.
const DICTIONARY: &str = include_str!("dictionary-1.json");
/// The largest record that paper carries, unpacked.
const MAX_UNPACKED: usize = 64 << 10;

fn dictionary() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let record = Canonical::parse(DICTIONARY.trim_end().as_bytes()).expect("a test reads the dictionary");
        to_cbor(&record).to_bytes()
    })
}

/// The record's packed bytes, or `None` if it is larger than paper carries or not canonical.
pub(super) fn pack(json: &str) -> Option<Vec<u8>> {
    if json.len() > MAX_UNPACKED {
        return None;
    }
    let plain = to_cbor(&Canonical::parse(json.as_bytes()).ok()?).to_bytes();
    // Raw deflate at the highest level; the part that the dictionary itself makes is left out.
    let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(9, -15, 0));
    let mut out = vec![0; dictionary().len() + plain.len() + 1024];
    let (_, _, of_dictionary) = compress(&mut compressor, dictionary(), &mut out, TDEFLFlush::Sync);
    let (_, taken, written) = compress(&mut compressor, &plain, &mut out[of_dictionary..], TDEFLFlush::Finish);
    (taken == plain.len()).then(|| out[of_dictionary..of_dictionary + written].to_vec())
}

/// The canonical record that was packed.
pub(super) fn unpack(packed: &[u8]) -> Result<String, Unreadable> {
    // A stored block (RFC 1951 §3.2.4) puts the dictionary before the data, so that any inflater will do.
    let dictionary = dictionary();
    let length = u16::try_from(dictionary.len()).map_err(|_| Unreadable::Malformed)?;
    let [low, high] = length.to_le_bytes();
    let stream = [&[0, low, high, !low, !high], dictionary, packed].concat();
    let plain = decompress_to_vec_with_limit(&stream, dictionary.len() + MAX_UNPACKED + 4096)
        .map_err(|_| Unreadable::Malformed)?;
    let record = of_cbor(Cbor::parse(&plain[dictionary.len()..])?)?;
    Ok(record.to_jcs())
}

/// Texts of 32 or 64 lower-case hexadecimal digits – salts and digests – become bytes; all else stays as it is.
fn to_cbor(value: &Canonical) -> Cbor {
    match value {
        Canonical::Text(text) => bytes_of(text).map_or_else(|| Cbor::Text(text.clone()), Cbor::Bytes),
        Canonical::List(items) => Cbor::List(items.iter().map(to_cbor).collect()),
        Canonical::Map(map) => Cbor::map(map.iter().map(|(key, value)| (key.clone(), to_cbor(value))).collect()),
    }
}

fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let plain = matches!(text.len(), 32 | 64) && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let pair = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).ok();
    if plain { (0..text.len()).step_by(2).map(pair).collect() } else { None }
}

fn of_cbor(value: Cbor) -> Result<Canonical, Unreadable> {
    Ok(match value {
        Cbor::Text(text) if bytes_of(&text).is_none() => Canonical::Text(text),
        Cbor::Bytes(bytes) if matches!(bytes.len(), 16 | 32) => {
            Canonical::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
        }
        Cbor::List(items) => Canonical::List(items.into_iter().map(of_cbor).collect::<Result<_, _>>()?),
        Cbor::Map(entries) => {
            let entry = |(key, value)| Ok((key, of_cbor(value)?));
            Canonical::Map(entries.into_iter().map(entry).collect::<Result<_, Unreadable>>()?)
        }
        _ => return Err(Unreadable::Malformed),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_the_one_that_the_format_names() {
        let digest = niemphong_archive::Digest::of(dictionary()).to_string();
        let specification = include_str!("PAPER.md");
        assert!(specification.contains(&digest), "{digest}, {} bytes", dictionary().len());
    }

    #[test]
    fn records_come_back_to_the_byte() {
        for json in [
            "{}",
            "{\"_id\":\"hoc-ba.1\",\"_salt\":\"0b42d1eca273723e9926861b3f5801b6\",\"ho_ten\":\"Nguyễn Văn Ân\"}",
            "{\"a\":[\"\",\"x\\n\\u0000\"],\"b\":{\"c\":\"0B42d1eca273723e9926861b3f5801b6\"}}",
        ] {
            let packed = pack(json).unwrap();
            assert_eq!(unpack(&packed).as_deref(), Ok(json));
            assert_eq!(unpack(&packed[..packed.len() - 1]), Err(Unreadable::Malformed));
        }
        assert_eq!(pack("{ }"), None);
        assert_eq!(unpack(&[]), Err(Unreadable::Malformed));
    }
}
