//! Base64 with padding (RFC 4648 §4), where each value has one spelling.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of some bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let value = (0..3).fold(0_u32, |value, at| value << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let index = (value >> (18 - 6 * at) & 63) as usize;
            let letter = ALPHABET.get(index).map_or('=', |byte| char::from(*byte));
            out.push(if at > chunk.len() { '=' } else { letter });
        }
    }
    out
}

/// The bytes of a text, which must be the one spelling of exactly `N` bytes.
pub(crate) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N.div_ceil(3) * 4 {
        return None;
    }
    let mut out = [0_u8; N];
    for (slots, letters) in out.chunks_mut(3).zip(text.as_bytes().chunks_exact(4)) {
        let mut value = 0_u32;
        for letter in letters {
            let index = if *letter == b'=' { 0 } else { ALPHABET.iter().position(|known| known == letter)? };
            value = value << 6 | u32::try_from(index).ok()?;
        }
        for (slot, byte) in slots.iter_mut().zip(value.to_be_bytes().into_iter().skip(1)) {
            *slot = byte;
        }
    }
    (encode(&out) == text).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_each() {
        // RFC 4648 §10.
        for (plain, text) in [("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(encode(plain.as_bytes()), text);
        }
        assert_eq!(decode::<4>("Zm9vYg=="), Some(*b"foob"));
        for wrong in ["Zm9vYh==", "Zm9vYg=A", "Zm9vYg", "Zm9vYg===", "Zm9v Yg=", "Zm9-Yg==", "=m9vYg==", "Zm9vYgé"] {
            assert_eq!(decode::<4>(wrong), None, "{wrong}");
        }
    }
}
