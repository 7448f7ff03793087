//! What an archive is called, and the code of its school in it (FORMAT.md §3).

use std::fmt;
use std::str::FromStr;

use crate::lines::{Fault, number};

/// A part of an archive id: lower-case letters, digits and hyphens, not a hyphen first.
fn is_code(text: &str, longest: usize) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=longest).contains(&text.len()) && !text.starts_with('-') && text.bytes().all(plain)
}

/// A school's code, as the third part of an archive id has it: 1 to 32 characters (FORMAT.md §3, `code32`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolCode(String);

impl SchoolCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SchoolCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SchoolCode {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let fault = Fault::new("a school code is 1 to 32 lower-case letters, digits and hyphens, not a hyphen first");
        if is_code(text, 32) { Ok(Self(text.to_owned())) } else { Err(fault) }
    }
}

/// What an archive is called: `vn/82/82760123/2025-2026` (country, province, school code, school year).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArchiveId(String);

impl ArchiveId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The school's code, third part.
    #[must_use]
    pub fn school_code(&self) -> &str {
        self.0.split('/').nth(2).unwrap_or_default()
    }

    /// The school year, fourth part, `2025-2026`.
    #[must_use]
    pub fn school_year(&self) -> &str {
        self.0.split('/').nth(3).unwrap_or_default()
    }

    /// The calendar year in which the school year begins.
    #[must_use]
    pub fn first_year(&self) -> u64 {
        self.school_year().split_once('-').and_then(|(first, _)| number(first).ok()).unwrap_or_default()
    }

    /// All but the school year: the same for every archive of one school.
    #[must_use]
    pub fn school(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(school, _)| school)
    }
}

impl fmt::Display for ArchiveId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ArchiveId {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let fault =
            Fault::new("an archive id is vn/PROVINCE/SCHOOL/YYYY-YYYY in lower-case letters, digits and hyphens");
        let mut parts = text.split('/');
        let (country, province, school, year) = (parts.next(), parts.next(), parts.next(), parts.next());
        let (from, to) = year.and_then(|year| year.split_once('-')).ok_or(fault)?;
        let (from, to) = (number(from)?, number(to)?);
        let years = (1900..=9998).contains(&from) && to == from + 1;
        if parts.next().is_none()
            && country == Some("vn")
            && province.is_some_and(|part| is_code(part, 8))
            && school.is_some_and(|part| is_code(part, 32))
            && years
        {
            Ok(Self(text.to_owned()))
        } else {
            Err(fault)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_four_parts() {
        let id = "vn/82/82760123/2025-2026".parse::<ArchiveId>();
        assert_eq!(id.as_ref().map(ArchiveId::school_code), Ok("82760123"));
        assert_eq!(id.as_ref().map(ArchiveId::school), Ok("vn/82/82760123"));
        for wrong in [
            "",
            "vn/82/82760123",
            "vn/82/82760123/2025-2027",
            "vn/82/82760123/2025-2026/",
            "vn/82/A/2025-2026",
            "la/82/82760123/2025-2026",
            "vn//82760123/2025-2026",
            "vn/82/../2025-2026",
        ] {
            assert!(wrong.parse::<ArchiveId>().is_err(), "{wrong}");
        }
    }
}
