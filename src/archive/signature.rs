//! minisign keys and signature files, read without tolerance (FORMAT.md §8).
//!
//! The reference tools forgive much: trailing lines, CRLF, another untrusted comment, the legacy algorithm. Here a
//! signature file is exactly four lines, and no byte of it can change unnoticed.

use std::fmt;
use std::str::FromStr;

use crate::base64;
use crate::digest::Digest;
use crate::lines::{Fault, Lines, text_of};

/// The first line of every signature file: the reference tool's own default, and nothing else.
pub const UNTRUSTED_COMMENT: &str = "untrusted comment: signature from minisign secret key";
/// The untrusted comment alone, for a signer that adds the prefix itself.
pub const UNTRUSTED_COMMENT_TEXT: &str = "signature from minisign secret key";
/// The largest signature file, in bytes.
pub const MAX_SIGNATURE: u64 = 1024;

/// A minisign public key: the 42 bytes `Ed`, key number, Ed25519 key. Keys are compared whole; the key number is only
/// an index, since anyone can choose it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; 42]);

impl PublicKey {
    /// The key number.
    #[must_use]
    pub fn id(&self) -> [u8; 8] {
        let mut id = [0; 8];
        for (slot, byte) in id.iter_mut().zip(self.0.iter().skip(2)) {
            *slot = *byte;
        }
        id
    }

    /// The digest of the 42 bytes, which paper carries.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(Digest::of(&self.0))
    }

    /// Reads a `.pub` file: a comment line and the key.
    pub fn from_pub_file(text: &str) -> Result<Self, Fault> {
        let mut lines = text.lines();
        lines.next().filter(|line| line.starts_with("untrusted comment:")).ok_or(KEY)?;
        lines.next().ok_or(KEY)?.trim_end().parse()
    }
}

const KEY: Fault = Fault::new("a public key is the 56 characters of a minisign key");

impl FromStr for PublicKey {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let bytes = base64::decode::<42>(text).filter(|bytes| bytes.starts_with(b"Ed")).ok_or(KEY)?;
        let mut point = [0_u8; 32];
        for (slot, byte) in point.iter_mut().zip(bytes.iter().skip(10)) {
            *slot = *byte;
        }
        if is_weak(&point) {
            return Err(Fault::new("a public key is a weak or badly encoded point of the curve"));
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64::encode(&self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

/// The y coordinates, little-endian without the sign bit, of the points of small order (orders 1, 2, 4, 8).
const SMALL_ORDER: [[u8; 32]; 5] = [
    [0; 32],
    [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf,
        0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20,
        0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ],
    [
        0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
    ],
];

/// A point of small order, or a y coordinate that isn't reduced below p = 2^255 - 19 (RFC 8032 §5.1.3).
fn is_weak(point: &[u8; 32]) -> bool {
    let mut y = *point;
    if let Some(last) = y.last_mut() {
        *last &= 0x7f;
    }
    let reduced = y.first().is_some_and(|low| *low < 0xed)
        || y.last().is_some_and(|high| *high < 0x7f)
        || y.iter().skip(1).take(30).any(|byte| *byte != 0xff);
    !reduced || SMALL_ORDER.contains(&y)
}

/// The SHA-256 of a public key's 42 bytes, printed in groups of four hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(Digest);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.grouped())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl FromStr for Fingerprint {
    type Err = Fault;

    /// As typed from paper: blanks, colons, dashes and letter case don't matter.
    fn from_str(text: &str) -> Result<Self, Fault> {
        Digest::from_paper(text).map(Self).map_err(|_| Fault::new("a fingerprint is 64 hexadecimal digits"))
    }
}

/// A signature file that has the right form. Whether it signs anything is another question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureFile {
    text: String,
    key_id: [u8; 8],
    comment: String,
}

impl SignatureFile {
    /// Reads exactly four lines: the fixed untrusted comment, a prehashed (`ED`) signature, a trusted comment of
    /// printable ASCII, a global signature.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let text = text_of(bytes, MAX_SIGNATURE)?;
        let mut lines = Lines::new(text);
        lines.exactly(UNTRUSTED_COMMENT)?;
        let signature = lines.read("", |line| {
            base64::decode::<74>(line).ok_or(Fault::new("a signature is 74 bytes in base64, in its one spelling"))
        })?;
        let mut bytes = signature.into_iter();
        if (bytes.next(), bytes.next()) != (Some(b'E'), Some(b'D')) {
            return Err(lines.fault("only prehashed signatures (ED) are accepted"));
        }
        let mut key_id = [0; 8];
        for (slot, byte) in key_id.iter_mut().zip(bytes) {
            *slot = byte;
        }
        let comment = lines.after("trusted comment: ")?;
        if comment.is_empty() || !comment.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(lines.fault("a trusted comment is printable ASCII"));
        }
        lines.read("", |line| {
            base64::decode::<64>(line)
                .ok_or(Fault::new("a global signature is 64 bytes in base64, in its one spelling"))
        })?;
        lines.end()?;
        Ok(Self { text: text.to_owned(), key_id, comment: comment.to_owned() })
    }

    /// The key number that the file names: a hint, not an identity.
    #[must_use]
    pub fn key_id(&self) -> [u8; 8] {
        self.key_id
    }

    /// The trusted comment. It is signed, but it must only repeat what the signed text says.
    #[must_use]
    pub fn comment(&self) -> &str {
        &self.comment
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Did this key sign these bytes, with this comment?
    #[must_use]
    pub fn verifies(&self, key: &PublicKey, content: &[u8]) -> bool {
        let Ok(key) = minisign_verify::PublicKey::from_base64(&key.to_string()) else { return false };
        let Ok(signature) = minisign_verify::Signature::decode(&self.text) else { return false };
        key.verify(content, &signature, false).is_ok()
    }
}
