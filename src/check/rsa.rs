//! RSA signatures, the checking half: one power of public numbers, and a comparison with the one block that it may give
//! (RSASSA-PKCS1-v1_5, RFC 8017 §8.2.2). Nothing is parsed out of the opened block, so that nothing can be hidden in it.

use num_bigint::BigUint;

use super::signed_value::{Fit, Hash};

/// NIST SP 800-131A: a shorter key can be computed from its certificate.
const LEAST_BITS: u64 = 2048;
/// Longer keys are not in use, and a file must not choose how long checking takes.
const MOST_BITS: u64 = 16_384;
/// RFC 8017 sets no limit; what is in use is 3, 17 and 65537.
const MOST_BITS_OF_EXPONENT: u64 = 33;

/// A public key: modulus and exponent, big end first.
pub(super) struct Key {
    modulus: BigUint,
    exponent: BigUint,
}

impl Key {
    pub(super) fn new(modulus: &[u8], exponent: &[u8]) -> Self {
        Self { modulus: BigUint::from_bytes_be(modulus), exponent: BigUint::from_bytes_be(exponent) }
    }

    /// Whether `value` is this key's signature over a text of that digest; unknown for numbers that no key has.
    pub(super) fn fit(&self, hash: Hash, digest: &[u8], value: &[u8]) -> Fit {
        let (bits, one) = (self.modulus.bits(), BigUint::from(1_u8));
        if bits > MOST_BITS || self.exponent.bits() > MOST_BITS_OF_EXPONENT || !self.modulus.bit(0) || bits < 2 {
            return Fit::Unknown;
        }
        let width = usize::try_from(bits.div_ceil(8)).unwrap_or_default();
        let signature = BigUint::from_bytes_be(value);
        if value.len() != width || signature >= self.modulus {
            return Fit::No;
        }
        let opened = signature.modpow(&self.exponent, &self.modulus);
        if block(hash, digest, width).is_none_or(|due| opened != BigUint::from_bytes_be(&due)) {
            return Fit::No;
        }
        // An even exponent is no RSA; with the exponent 1 the signature is the block itself, and anybody signs.
        let strong = bits >= LEAST_BITS && self.exponent.bit(0) && self.exponent > one;
        if strong { Fit::Yes } else { Fit::Weak }
    }
}

/// The block of `width` bytes that a signature opens to: `00 01 FF … FF 00`, which hash, and the digest.
fn block(hash: Hash, digest: &[u8], width: usize) -> Option<Vec<u8>> {
    let named = prefix(hash);
    // RFC 8017 §9.2: at least eight bytes of padding.
    let padding = width.checked_sub(3 + named.len() + digest.len()).filter(|length| *length >= 8)?;
    let mut out = vec![0, 1];
    out.resize(2 + padding, 0xff);
    out.push(0);
    out.extend_from_slice(&named);
    out.extend_from_slice(digest);
    Some(out)
}

/// The DER of `DigestInfo` up to the digest itself (RFC 8017 §9.2, note 1).
fn prefix(hash: Hash) -> [u8; 19] {
    let (number, length) = match hash {
        Hash::Sha256 => (1, 32),
        Hash::Sha384 => (2, 48),
        Hash::Sha512 => (3, 64),
    };
    let object = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, number];
    let mut out = [0; 19];
    out[..6].copy_from_slice(&[0x30, 17 + length, 0x30, 0x0d, 0x06, 0x09]);
    out[6..15].copy_from_slice(&object);
    out[15..].copy_from_slice(&[0x05, 0x00, 0x04, length]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_no_key_has_are_not_reckoned_with() {
        let digest = [7; 32];
        for (modulus, exponent) in [
            (&[0][..], &[3][..]),
            (&[], &[]),
            (&[1], &[3]),
            (&[8], &[3]),
            (&[0xff; 4000], &[3]),
            (&[0xff; 256], &[0xff; 9]),
        ] {
            assert_eq!(Key::new(modulus, exponent).fit(Hash::Sha256, &digest, &[1; 256]), Fit::Unknown, "{modulus:?}");
        }
    }

    #[test]
    fn with_the_exponent_one_anybody_signs_and_it_is_called_weak() {
        let digest = [7; 32];
        let forged = block(Hash::Sha256, &digest, 256).unwrap();
        assert_eq!(Key::new(&[0xff; 256], &[1]).fit(Hash::Sha256, &digest, &forged), Fit::Weak);
        assert_eq!(Key::new(&[0xff; 256], &[1]).fit(Hash::Sha256, &[8; 32], &forged), Fit::No);
        assert_eq!(Key::new(&[0xff; 256], &[1]).fit(Hash::Sha512, &digest, &forged), Fit::No);
        let short = block(Hash::Sha256, &digest, 64).unwrap();
        assert_eq!(Key::new(&[0xff; 64], &[1]).fit(Hash::Sha256, &digest, &short), Fit::Weak);
    }

    #[test]
    fn a_value_of_another_length_or_above_the_modulus_does_not_fit() {
        let key = Key::new(&[0xfd; 256], &[3]);
        for value in [&[][..], &[1; 255], &[1; 257], &[0xff; 256]] {
            assert_eq!(key.fit(Hash::Sha256, &[7; 32], value), Fit::No);
        }
        assert_eq!(Key::new(&[0xff; 40], &[1]).fit(Hash::Sha256, &[7; 32], &[1; 40]), Fit::No);
    }
}
