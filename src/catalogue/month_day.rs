//! A day that comes back each year: `06-30`.

use serde::Deserialize;
use serde::de::Error;

use crate::record::Date;

/// Month and day of any year; 29 February is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    month: i8,
    day: i8,
}

impl MonthDay {
    /// This day in `year`; none outside the years that a date can have.
    pub fn of(self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day)
    }
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let text = String::deserialize(source)?;
        let parts = text.split_once('-').and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
        let found = parts.map(|(month, day)| Self { month, day });
        // 2001 has no 29 February, so that the day is there in every year.
        found.filter(|one| one.of(2001).is_some()).ok_or_else(|| D::Error::custom(format!("not MM-DD: {text:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_every_year_are_taken() {
        let read = |text: &str| serde_json::from_value::<MonthDay>(text.into());
        assert_eq!(read("06-30").unwrap().of(2026), "2026-06-30".parse().ok());
        for bad in ["02-29", "06-31", "13-01", "0630", "", "-06-30"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
