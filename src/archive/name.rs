//! The small words of the format: classes, roles, serial numbers, one-line texts (FORMAT.md §3).

use std::fmt;
use std::str::FromStr;

use crate::date::Date;
use crate::lines::{Fault, number};
use crate::path::ArchivePath;

/// A retention class, and so the name of a volume: `vinh-vien`, `70-nam`, … `2-nam`. The longest sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RetentionClass {
    /// Kept for ever (vĩnh viễn).
    Permanent,
    /// Kept for so many years, 1 to 99.
    Years(u8),
}

/// A volume is named by its retention class.
pub type VolumeName = RetentionClass;

impl RetentionClass {
    /// A class of so many years.
    pub fn years(years: u8) -> Result<Self, Fault> {
        if (1..=99).contains(&years) { Ok(Self::Years(years)) } else { Err(CLASS) }
    }

    /// The volume's folder, from the archive's folder.
    #[must_use]
    pub fn folder(self) -> String {
        format!("volumes/{self}")
    }

    /// A path of this volume, from the archive's folder; `inside` is relative to the volume.
    pub fn path(self, inside: &str) -> Result<ArchivePath, Fault> {
        format!("volumes/{self}/{inside}").parse()
    }

    fn rank(self) -> u8 {
        match self {
            Self::Permanent => 0,
            Self::Years(years) => 255 - years,
        }
    }
}

const CLASS: Fault = Fault::new("a retention class is vinh-vien or N-nam, N from 1 to 99");

impl Ord for RetentionClass {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for RetentionClass {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for RetentionClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Permanent => f.write_str("vinh-vien"),
            Self::Years(years) => write!(f, "{years}-nam"),
        }
    }
}

impl FromStr for RetentionClass {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        if text == "vinh-vien" {
            return Ok(Self::Permanent);
        }
        let years = number(text.strip_suffix("-nam").ok_or(CLASS)?).map_err(|_| CLASS)?;
        Self::years(u8::try_from(years).map_err(|_| CLASS)?)
    }
}

/// The last day of keeping, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeepUntil {
    /// Never to be destroyed.
    Permanent,
    /// To be kept up to and including this day.
    Until(Date),
}

impl fmt::Display for KeepUntil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Permanent => f.write_str("permanent"),
            Self::Until(date) => date.fmt(f),
        }
    }
}

impl FromStr for KeepUntil {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        if text == "permanent" { Ok(Self::Permanent) } else { text.parse().map(Self::Until) }
    }
}

/// In whose name a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// `hieu_truong`, the principal.
    Principal,
    /// `van_thu`, the clerk who keeps the seal.
    Clerk,
    /// `thanh_tra`, an inspector.
    Inspector,
    /// `so_gddt`, the provincial department of education.
    Department,
}

impl Role {
    /// Every role, in the order of the format.
    pub const ALL: [Self; 4] = [Self::Principal, Self::Clerk, Self::Inspector, Self::Department];

    /// The role's name in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Principal => "hieu_truong",
            Self::Clerk => "van_thu",
            Self::Inspector => "thanh_tra",
            Self::Department => "so_gddt",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let known = Self::ALL.into_iter().find(|role| role.as_str() == text);
        known.ok_or(Fault::new("a role is hieu_truong, van_thu, thanh_tra or so_gddt"))
    }
}

/// Roles in the order of the format, each once, at least one.
pub(crate) fn roles(text: &str, between: &str) -> Result<Vec<Role>, Fault> {
    let list = text.split(between).map(str::parse).collect::<Result<Vec<Role>, _>>()?;
    if list.is_sorted_by(|a, b| a < b) { Ok(list) } else { Err(Fault::new("roles stand in a fixed order, each once")) }
}

/// The number of a seal: one more for each seal of a school, never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial(u32);

impl Serial {
    /// The first seal of a school.
    pub const FIRST: Self = Self(1);

    /// A serial number from 1.
    pub fn new(number: u32) -> Result<Self, Fault> {
        if number > 0 { Ok(Self(number)) } else { Err(Fault::new("serial numbers begin at 1")) }
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }

    /// The serial that follows.
    pub fn next(self) -> Result<Self, Fault> {
        self.0.checked_add(1).map(Self).ok_or(Fault::new("no serial number is left"))
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Serial {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        Self::new(u32::try_from(number(text)?).map_err(|_| Fault::new("a serial number is too large"))?)
    }
}

/// The longest one-line text, in bytes.
pub const MAX_TEXT: usize = 400;

/// One line of human text: no control, invisible or direction-changing characters, no combining marks (so that
/// Vietnamese is in its composed form, NFC), no blank at either end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl Text {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Controls; combining marks; what is invisible, changes direction, or is a blank other than the plain one, since two
/// names that look the same must be the same; private use and what is no character.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
        || matches!(c, '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
        || matches!(c, '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{1680}' | '\u{17b4}' | '\u{17b5}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}')
        || matches!(c, '\u{205f}'..='\u{206f}' | '\u{2800}' | '\u{3000}' | '\u{3164}' | '\u{ffa0}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || matches!(c, '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{10ffff}')
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Text {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        if text.is_empty() || text.len() > MAX_TEXT {
            return Err(Fault::new("a text is empty or longer than 400 bytes"));
        }
        if text.chars().any(is_hidden) {
            return Err(Fault::new(
                "a text holds a control, invisible, combining or direction-changing character, or an odd blank",
            ));
        }
        if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
            return Err(Fault::new("a text begins or ends with a blank"));
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for class in ["vinh-vien", "70-nam", "2-nam"] {
            assert_eq!(class.parse::<RetentionClass>().map(|c| c.to_string()), Ok(class.to_owned()));
        }
        for wrong in ["", "0-nam", "100-nam", "07-nam", "vinh_vien", "10", "10-nam ", "+1-nam"] {
            assert!(wrong.parse::<RetentionClass>().is_err(), "{wrong}");
        }
        assert!(RetentionClass::Permanent < RetentionClass::Years(70));
        assert!(RetentionClass::Years(70) < RetentionClass::Years(2));
        assert!(roles("hieu_truong van_thu", " ").is_ok());
        for wrong in ["", "van_thu hieu_truong", "van_thu van_thu", "giao_vien"] {
            assert!(roles(wrong, " ").is_err(), "{wrong}");
        }
    }

    #[test]
    fn texts_hide_nothing() {
        assert!("Trường Tiểu học Kim Đồng".parse::<Text>().is_ok());
        for wrong in [
            "",
            " a",
            "a ",
            "a\u{202e}b",
            "Tru\u{31b}\u{300}ng",
            "a\u{200b}b",
            "a\nb",
            "a\u{feff}",
            "a\u{a0}b",
            "a\u{3164}b",
        ] {
            assert!(wrong.parse::<Text>().is_err(), "{wrong:?}");
        }
    }
}
