//! SHA-256 digests: the one hash of format 1 (FIPS 180-4), and HMAC over it (RFC 2104).

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use crate::lines::Fault;

/// A SHA-256 digest. It prints in full, in lower-case hexadecimal, and has no default value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// A digest that was computed elsewhere.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// `sha256:` and 64 hexadecimal digits, the form of seals, statements and reports.
    #[must_use]
    pub fn tagged(&self) -> String {
        format!("sha256:{self}")
    }

    /// Reads what [`Digest::tagged`] writes, and nothing else.
    pub fn from_tagged(text: &str) -> Result<Self, Fault> {
        text.strip_prefix("sha256:").ok_or(Fault::new("a digest must begin with sha256:"))?.parse()
    }

    /// Reads a digest typed from paper: blanks, colons, dashes, dots, letter case and the word `sha256` are forgiven;
    /// the 64 digits are not.
    pub fn from_paper(text: &str) -> Result<Self, Fault> {
        let lower = text.to_lowercase();
        let kept = lower.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '-' | '.' | '\u{2013}'));
        let kept: String = kept.collect();
        kept.strip_prefix("sha256").unwrap_or(&kept).parse()
    }

    /// The digest in groups of four digits, as paper carries it.
    #[must_use]
    pub fn grouped(&self) -> String {
        let mut out = String::with_capacity(79);
        for (at, byte) in self.0.iter().enumerate() {
            if at > 0 && at % 2 == 0 {
                out.push(' ');
            }
            push_hex(&mut out, *byte);
        }
        out
    }
}

fn push_hex(out: &mut String, byte: u8) {
    for nibble in [byte >> 4, byte & 15] {
        out.extend(char::from_digit(u32::from(nibble), 16));
    }
}

/// Lower-case hexadecimal.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        push_hex(&mut out, *byte);
    }
    out
}

/// Lower-case hexadecimal of exactly `N` bytes, read strictly.
pub(crate) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut out = [0_u8; N];
    for (slot, pair) in out.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *slot = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(out)
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_hex(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        from_hex(text).map(Self).ok_or(Fault::new("a digest is 64 lower-case hexadecimal digits"))
    }
}

/// Takes bytes as they come and gives their digest and number at the end.
#[derive(Clone, Default)]
pub struct Digester {
    state: Sha256,
    bytes: u64,
}

impl Digester {
    /// With nothing taken yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes some bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.state.update(bytes);
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
    }

    /// How many bytes were taken.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The digest of all that was taken.
    #[must_use]
    pub fn finish(self) -> Digest {
        Digest(self.state.finalize().into())
    }
}

/// A writer that hashes what passes through it, so that a file is hashed once, while it is written.
pub struct DigestWriter<W> {
    inner: W,
    digester: Digester,
}

impl<W: Write> DigestWriter<W> {
    /// Wraps a writer.
    pub fn new(inner: W) -> Self {
        Self { inner, digester: Digester::new() }
    }

    /// The wrapped writer, the digest of what it took, and how many bytes that was.
    pub fn finish(self) -> (W, Digest, u64) {
        let bytes = self.digester.bytes();
        (self.inner, self.digester.finish(), bytes)
    }
}

impl<W: Write> Write for DigestWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.inner.write(bytes)?;
        self.digester.update(bytes.get(..taken).unwrap_or(bytes));
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// HMAC-SHA-256 (RFC 2104). Keys longer than the block of 64 bytes are hashed first.
#[must_use]
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0_u8; 64];
    let hashed;
    let short = if key.len() > 64 {
        hashed = Digest::of(key);
        hashed.as_bytes().as_slice()
    } else {
        key
    };
    for (slot, byte) in block.iter_mut().zip(short) {
        *slot = *byte;
    }
    let mut inner = Sha256::new();
    inner.update(block.map(|byte| byte ^ 0x36));
    inner.update(message);
    let mut outer = Sha256::new();
    outer.update(block.map(|byte| byte ^ 0x5c));
    outer.update(inner.finalize());
    outer.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        // FIPS 180-4 example, and RFC 4231 cases 2 and 6.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), abc);
        assert_eq!(
            to_hex(&hmac_sha256(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            to_hex(&hmac_sha256(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn reads_only_its_own_form() {
        let digest = Digest::of(b"abc");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert_eq!(Digest::from_tagged(&digest.tagged()), Ok(digest));
        assert_eq!(Digest::from_paper(&format!(" SHA256: {}", digest.grouped().to_uppercase())), Ok(digest));
        for wrong in [digest.to_string().to_uppercase(), "00".into(), String::new(), format!("{digest} ")] {
            assert!(wrong.parse::<Digest>().is_err(), "{wrong}");
        }
        assert!(Digest::from_paper("sha256:00").is_err());
        let digest = Digest::of(b"x");
        for typed in [format!("SHA-256: {}", digest.grouped().to_uppercase()), format!(" sha 256 {digest}")] {
            assert_eq!(Digest::from_paper(&typed), Ok(digest), "{typed}");
        }
    }

    #[test]
    fn writer_hashes_what_passes() {
        let mut writer = DigestWriter::new(Vec::new());
        writer.write_all(b"a").and_then(|()| writer.write_all(b"bc")).ok();
        let (inner, digest, bytes) = writer.finish();
        assert_eq!((inner.as_slice(), digest, bytes), (b"abc".as_slice(), Digest::of(b"abc"), 3));
    }
}
