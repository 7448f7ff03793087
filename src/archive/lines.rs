//! Strict line-based text, the shape of everything that is signed or listed (FORMAT.md §3).

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::report::Language;
use crate::sentences::{at_line, in_language};

/// Why a text was refused: the rule that it broke, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; 0 when the fault is about the whole text.
    pub line: usize,
    /// The rule, as a short sentence without a full stop.
    pub rule: &'static str,
}

impl Fault {
    /// A fault that has no line yet.
    #[must_use]
    pub const fn new(rule: &'static str) -> Self {
        Self { line: 0, rule }
    }

    /// The same fault, at a line.
    #[must_use]
    pub const fn at(self, line: usize) -> Self {
        if self.line == 0 { Self { line, rule: self.rule } } else { self }
    }
}

impl Fault {
    /// The rule that was broken, for people.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        at_line(self.line, language) + in_language(self.rule, language)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for Fault {}

/// The text of some bytes: UTF-8 without byte order mark, only LF, no other control characters, each line ended.
pub(crate) fn text_of(bytes: &[u8], limit: u64) -> Result<&str, Fault> {
    if bytes.len() as u64 > limit {
        return Err(Fault::new("the text is longer than the format allows"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::new("the text is not UTF-8"))?;
    if text.starts_with('\u{feff}') {
        return Err(Fault::new("the text begins with a byte order mark").at(1));
    }
    let mut line = 1;
    for byte in bytes {
        match byte {
            b'\n' => line += 1,
            0..=0x1f | 0x7f => return Err(Fault::new("the text holds a control character").at(line)),
            _ => {}
        }
    }
    if !text.is_empty() && !text.ends_with('\n') {
        return Err(Fault::new("the last line is not ended").at(line));
    }
    Ok(text)
}

/// The bytes of a file that may be as long as `limit`; of a longer one a byte more, so that [`text_of`] refuses it.
pub(crate) fn read_limited(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Walks the lines of a text and knows their numbers.
pub(crate) struct Lines<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { rest: text, line: 0 }
    }

    pub(crate) fn peek(&self) -> Option<&'a str> {
        self.rest.split_once('\n').map(|(line, _)| line)
    }

    pub(crate) fn next(&mut self) -> Result<&'a str, Fault> {
        self.line += 1;
        let (line, rest) = self.rest.split_once('\n').ok_or(Fault::new("the text ends too early").at(self.line))?;
        self.rest = rest;
        Ok(line)
    }

    /// The next line must be this one.
    pub(crate) fn exactly(&mut self, wanted: &str) -> Result<(), Fault> {
        if self.next()? == wanted { Ok(()) } else { Err(self.fault("another line is due here")) }
    }

    /// The value of the next line, which must begin with `prefix`.
    pub(crate) fn after(&mut self, prefix: &str) -> Result<&'a str, Fault> {
        let line = self.next()?;
        line.strip_prefix(prefix).ok_or(self.fault("another field is due here"))
    }

    /// As [`Lines::after`], and read by a rule.
    pub(crate) fn read<T>(&mut self, prefix: &str, rule: impl FnOnce(&'a str) -> Result<T, Fault>) -> Result<T, Fault> {
        let value = self.after(prefix)?;
        rule(value).map_err(|fault| fault.at(self.line))
    }

    pub(crate) fn end(&self) -> Result<(), Fault> {
        if self.rest.is_empty() { Ok(()) } else { Err(Fault::new("nothing may follow here").at(self.line + 1)) }
    }

    pub(crate) fn fault(&self, rule: &'static str) -> Fault {
        Fault::new(rule).at(self.line)
    }
}

/// A decimal number without sign or leading zeros.
pub(crate) fn number(text: &str) -> Result<u64, Fault> {
    let fault = Fault::new("a number is written with digits, without sign or leading zeros");
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) || (text.len() > 1 && text.starts_with('0')) {
        return Err(fault);
    }
    text.parse().map_err(|_| fault)
}

/// `none`, or a value.
pub(crate) fn optional<T>(text: &str, rule: impl FnOnce(&str) -> Result<T, Fault>) -> Result<Option<T>, Fault> {
    if text == "none" { Ok(None) } else { rule(text).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_all_but_plain_lines() {
        assert!(text_of(b"a\nb\n", 10).is_ok() && text_of(b"012345678\n", 10).is_ok());
        for wrong in [&b"a"[..], b"a\r\n", b"\xef\xbb\xbfa\n", b"\xff\n", b"a\tb\n", b"a\0\n", b"0123456789\n"] {
            assert!(text_of(wrong, 10).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_longer_file_is_read_one_byte_past_its_limit() {
        let Ok(file) = tempfile::NamedTempFile::new() else { return assert!(false) };
        assert!(io::Write::write_all(&mut file.as_file(), b"0123456789").is_ok());
        for (limit, taken) in [(4, 5), (9, 10), (10, 10), (11, 10)] {
            assert_eq!(read_limited(file.path(), limit).map(|bytes| bytes.len()).ok(), Some(taken));
        }
    }

    #[test]
    fn faults_name_their_line() {
        assert_eq!(text_of(b"a\nb\x01\n", 10).map_err(|fault| fault.line), Err(2));
        assert_eq!(text_of(b"a\nb", 10).map_err(|fault| fault.line), Err(2));
        let mut lines = Lines::new("a\nb\n");
        assert_eq!(lines.exactly("a"), Ok(()));
        assert_eq!(lines.end().map_err(|fault| fault.line), Err(2));
        assert_eq!(lines.after("x").map_err(|fault| fault.line), Err(2));
        assert_eq!((lines.end(), lines.next().map_err(|fault| fault.line)), (Ok(()), Err(3)));
        // Who knows the line better keeps it.
        assert_eq!(lines.next().map_err(|fault| fault.at(9).line), Err(4));
    }

    #[test]
    fn numbers_are_plain() {
        assert_eq!(number("0"), Ok(0));
        assert_eq!(number("18446744073709551615"), Ok(u64::MAX));
        for wrong in ["", "00", "+1", "-1", " 1", "1 ", "18446744073709551616", "٣"] {
            assert!(number(wrong).is_err(), "{wrong}");
        }
    }
}
