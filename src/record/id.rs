//! Ids: each kind of id its own type, made in one fallible place.

use std::fmt;
use std::str::FromStr;

/// A text that is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {what}: {text:?}")]
pub struct InvalidId {
    /// Which id was wanted.
    pub what: &'static str,
    /// What was given.
    pub text: String,
}

/// Longest id of an export, in characters.
const LONGEST_ID: usize = 32;

fn is_export_id(text: &str) -> bool {
    text.len() <= LONGEST_ID
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
}

fn is_kind_name(text: &str) -> bool {
    text.len() <= 48
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn is_record_id(text: &str) -> bool {
    text.len() <= 100
        && text.split('.').all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'))
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-')
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $what:literal, $valid:path) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                if $valid(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(InvalidId { what: $what, text: text.to_owned() })
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id_type!(
    /// The sector's code of a pupil (mã định danh Bộ GDĐT, ten digits), the same in every book of the school.
    PupilId,
    "pupil code",
    is_export_id
);
id_type!(
    /// A class of one school year, `5A`.
    ClassId,
    "class code",
    is_export_id
);
id_type!(
    /// A member of the staff.
    StaffId,
    "staff code",
    is_export_id
);
id_type!(
    /// A kind of record, `hoc_ba`: the name of its schema and the value of `loai`.
    KindName,
    "kind",
    is_kind_name
);
id_type!(
    /// A record within an archive, `hoc-ba.2412345678`: lower-case ASCII, so that it is also a file name.
    RecordId,
    "record id",
    is_record_id
);

impl KindName {
    /// The name as it stands in paths: `hoc-ba`.
    pub fn slug(&self) -> String {
        self.0.replace('_', "-")
    }
}

impl ClassId {
    /// The name as it stands in paths: `5a`.
    pub fn slug(&self) -> String {
        slug(&self.0)
    }
}

impl RecordId {
    /// The id of the record of `kind` that `parts` tell apart; each part is brought to lower-case ASCII.
    ///
    /// # Errors
    /// When no letter or digit is left of a part, or the whole grows too long.
    pub fn build<'a>(kind: &KindName, parts: impl IntoIterator<Item = &'a str>) -> Result<Self, InvalidId> {
        let mut text = kind.slug();
        for part in parts {
            text.push('.');
            text.push_str(&slug(part));
        }
        text.parse()
    }

    /// The part after the kind, or the whole: what the file of the record is called.
    pub fn stem(&self) -> &str {
        self.0.split_once('.').map_or(self.0.as_str(), |(_, rest)| rest)
    }
}

/// Lower-case ASCII letters and digits; everything else becomes single hyphens.
fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    while out.ends_with('-') {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_refuse_what_could_not_be_a_file_name() {
        for bad in ["", "-a", "a/b", "../x", "a b", "ê", &"a".repeat(33)] {
            assert!(bad.parse::<ClassId>().is_err(), "{bad:?}");
        }
        assert_eq!("5A".parse::<ClassId>().unwrap().slug(), "5a");
    }

    #[test]
    fn record_ids_are_slugs() {
        let kind: KindName = "ke_hoach_bai_day".parse().unwrap();
        assert_eq!(RecordId::build(&kind, ["5A", "Toan.001"]).unwrap().as_str(), "ke-hoach-bai-day.5a.toan-001");
        assert!(RecordId::build(&kind, ["ê"]).is_err());
    }
}
