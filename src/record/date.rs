//! Civil dates as the school writes them, and school years.

use std::fmt;
use std::str::FromStr;

/// A day of the calendar, 1900–2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(jiff::civil::Date);

/// A text that is no day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date: {0:?}")]
pub struct InvalidDate(pub String);

impl Date {
    /// The day `year`-`month`-`day`, if there is one between 1900 and 2199.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        (1900..2200).contains(&year).then(|| jiff::civil::Date::new(year, month, day).ok().map(Self)).flatten()
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// `02/03/2015`, as forms print it.
    pub fn dmy(self) -> String {
        format!("{:02}/{:02}/{:04}", self.0.day(), self.0.month(), self.0.year())
    }

    /// `ngày 02 tháng 3 năm 2015`: days under 10 and months 1 and 2 take a zero (NĐ 30/2020/NĐ-CP, Phụ lục I).
    pub fn in_words(self) -> String {
        let month = self.0.month();
        let month = if month <= 2 { format!("{month:02}") } else { month.to_string() };
        format!("ngày {:02} tháng {month} năm {}", self.0.day(), self.0.year())
    }
}

impl FromStr for Date {
    type Err = InvalidDate;

    /// Takes `2015-03-02` and `2/3/2015` (day first).
    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        parse(text).ok_or_else(|| InvalidDate(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Date> {
    let (parts, day_first): (Vec<&str>, _) =
        if text.contains('/') { (text.split('/').collect(), true) } else { (text.split('-').collect(), false) };
    let [a, b, c] = parts[..] else { return None };
    let (year, day) = if day_first { (c, a) } else { (a, c) };
    let exact = if day_first { day.len() <= 2 && b.len() <= 2 } else { day.len() == 2 && b.len() == 2 };
    let digits = [year, b, day].iter().all(|p| !p.is_empty() && p.bytes().all(|x| x.is_ascii_digit()));
    if year.len() != 4 || !exact || !digits {
        return None;
    }
    Date::new(year.parse().ok()?, b.parse().ok()?, day.parse().ok()?)
}

impl fmt::Display for Date {
    /// ISO 8601.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

/// A school year, `2025-2026`: always two years in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchoolYear(i16);

impl SchoolYear {
    /// The calendar year in which it begins.
    pub fn first(self) -> i16 {
        self.0
    }

    /// The calendar year in which it ends: the year the work ended, from which terms are counted
    /// (Luật Lưu trữ 33/2024/QH15, Điều 15).
    pub fn last(self) -> i16 {
        self.0 + 1
    }

    /// The school year before.
    pub fn before(self) -> Self {
        Self(self.0 - 1)
    }
}

impl FromStr for SchoolYear {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let bad = || InvalidDate(text.to_owned());
        let (a, b) = text.split_once('-').ok_or_else(bad)?;
        let (first, last): (i16, i16) = (a.parse().map_err(|_| bad())?, b.parse().map_err(|_| bad())?);
        if (1945..2199).contains(&first) && last == first + 1 { Ok(Self(first)) } else { Err(bad()) }
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.0 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_a_date_are_one_day() {
        let iso: Date = "2015-03-02".parse().unwrap();
        assert_eq!(iso, "2/3/2015".parse().unwrap());
        assert_eq!(iso, "02/03/2015".parse().unwrap());
        assert_eq!(iso.in_words(), "ngày 02 tháng 3 năm 2015");
        assert_eq!(Date::new(2026, 2, 11).unwrap().in_words(), "ngày 11 tháng 02 năm 2026");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for bad in ["2015-02-30", "31/4/2015", "2015-3-2", "2/3/15", "", "--", "2015/03/02", "+015-03-02"] {
            assert!(bad.parse::<Date>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_school_year_is_two_years_in_a_row() {
        assert_eq!("2025-2026".parse::<SchoolYear>().unwrap().last(), 2026);
        assert!("2025-2027".parse::<SchoolYear>().is_err());
    }
}
