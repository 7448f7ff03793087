//! Civil dates and times, as far as the format needs them (RFC 3339, proleptic Gregorian calendar). No clock here.

use std::fmt;
use std::str::FromStr;

use crate::lines::Fault;

/// A calendar date, `2026-06-12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A date that exists, in the years 1900 to 9999.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, Fault> {
        if !(1900..=9999).contains(&year) || day == 0 || day > days_in(year, month) {
            return Err(Fault::new("there is no such date"));
        }
        Ok(Self { year, month, day })
    }

    /// The date so many days after 1970-01-01 (the system clock's way of counting).
    pub fn from_unix_days(days: u64) -> Result<Self, Fault> {
        let fault = Fault::new("there is no such date");
        let mut left = days;
        let mut year = 1970_u16;
        while left >= days_of_year(year) {
            left -= days_of_year(year);
            year = year.checked_add(1).filter(|year| *year <= 9999).ok_or(fault)?;
        }
        let mut month = 1_u8;
        while left >= u64::from(days_in(year, month)) {
            left -= u64::from(days_in(year, month));
            month += 1;
        }
        Self::new(year, month, u8::try_from(left + 1).map_err(|_| fault)?)
    }

    /// Year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// Month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// The date so many days later, or earlier if negative.
    pub fn plus_days(self, days: i64) -> Result<Self, Fault> {
        const TO_1970: i64 = 25_567;
        let since = self.days().checked_add(days).and_then(|days| days.checked_sub(TO_1970));
        let since = since.and_then(|days| u64::try_from(days).ok()).ok_or(Fault::new("there is no such date"))?;
        Self::from_unix_days(since)
    }

    /// Days since 1900-01-01; only differences mean something.
    #[must_use]
    pub fn days(self) -> i64 {
        let years: u64 = (1900..self.year).map(days_of_year).sum();
        let months: u64 = (1..self.month).map(|month| u64::from(days_in(self.year, month))).sum();
        i64::try_from(years + months + u64::from(self.day) - 1).unwrap_or(i64::MAX)
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_of_year(year: u16) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let mut parts = text.split('-');
        let (year, month, day) = (part(parts.next(), 4)?, part(parts.next(), 2)?, part(parts.next(), 2)?);
        if parts.next().is_some() {
            return Err(Fault::new("a date is written YYYY-MM-DD"));
        }
        let small = |value| u8::try_from(value).map_err(|_| Fault::new("there is no such date"));
        Self::new(year, small(month)?, small(day)?)
    }
}

fn part(text: Option<&str>, digits: usize) -> Result<u16, Fault> {
    let fault = Fault::new("a date is written YYYY-MM-DD and a time hh:mm:ss");
    let text = text.filter(|text| text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).ok_or(fault)?;
    text.parse().map_err(|_| fault)
}

/// A moment with its offset, `2026-06-12T09:30:00+07:00` (RFC 3339, whole seconds, capital `T` and `Z`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Timestamp {
    date: Date,
    seconds: u32,
    offset: Option<i16>,
}

impl Timestamp {
    /// The civil date as written, in the writer's own offset.
    #[must_use]
    pub fn date(self) -> Date {
        self.date
    }

    /// Seconds on one common scale; only differences mean something.
    #[must_use]
    pub fn instant(self) -> i64 {
        self.date.days() * 86_400 + i64::from(self.seconds) - i64::from(self.offset.unwrap_or(0)) * 60
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes, seconds) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        write!(f, "{}T{hours:02}:{minutes:02}:{seconds:02}", self.date)?;
        match self.offset {
            None => f.write_str("Z"),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let size = offset.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", size / 60, size % 60)
            }
        }
    }
}

impl FromStr for Timestamp {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let fault = Fault::new("a time is written YYYY-MM-DDThh:mm:ss and then Z or an offset such as +07:00");
        let (date, rest) = text.split_once('T').ok_or(fault)?;
        let date: Date = date.parse()?;
        let clock = rest.get(..8).ok_or(fault)?;
        let zone = rest.get(8..).ok_or(fault)?;
        let mut parts = clock.split(':');
        let (hours, minutes, seconds) = (part(parts.next(), 2)?, part(parts.next(), 2)?, part(parts.next(), 2)?);
        if hours > 23 || minutes > 59 || seconds > 59 {
            return Err(fault);
        }
        let offset = if zone == "Z" {
            None
        } else {
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            let (h, m) = zone.strip_prefix(['+', '-']).and_then(|zone| zone.split_once(':')).ok_or(fault)?;
            let (h, m) = (part(Some(h), 2)?, part(Some(m), 2)?);
            if h > 14 || m > 59 || (sign < 0 && h == 0 && m == 0) {
                return Err(fault);
            }
            Some(sign * i16::try_from(h * 60 + m).map_err(|_| fault)?)
        };
        let seconds = u32::from(hours) * 3600 + u32::from(minutes) * 60 + u32::from(seconds);
        let stamp = Self { date, seconds, offset };
        if stamp.to_string() == text { Ok(stamp) } else { Err(fault) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_added_and_taken() {
        let plus = |text: &str, days| text.parse().and_then(|date: Date| date.plus_days(days)).map(|d| d.to_string());
        assert_eq!(plus("2026-09-01", -1).as_deref(), Ok("2026-08-31"));
        assert_eq!(plus("2027-12-31", 60).as_deref(), Ok("2028-02-29"));
        assert_eq!(plus("1970-01-01", 0).as_deref(), Ok("1970-01-01"));
        assert!(
            plus("1970-01-01", -1).is_err() && plus("9999-12-31", 1).is_err() && plus("2026-01-01", i64::MAX).is_err()
        );
    }

    #[test]
    fn dates_exist_or_are_refused() {
        for good in ["2024-02-29", "2026-06-12", "1900-01-01", "9999-12-31"] {
            assert_eq!(good.parse::<Date>().map(|date| date.to_string()), Ok(good.to_owned()));
        }
        for wrong in ["2023-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "26-01-01", "2026-1-1", "2026-01-01-", ""]
        {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
        assert_eq!(Date::from_unix_days(0).map(|d| d.to_string()), Ok("1970-01-01".to_owned()));
        assert_eq!(Date::from_unix_days(20_780).map(|d| d.to_string()), Ok("2026-11-23".to_owned()));
        let (Ok(a), Ok(b)) = ("2024-02-28".parse::<Date>(), "2024-03-01".parse::<Date>()) else {
            return assert!(false);
        };
        assert_eq!(b.days() - a.days(), 2);
    }

    #[test]
    fn moments_compare_across_offsets() {
        let read = |text: &str| text.parse::<Timestamp>();
        let (Ok(a), Ok(b)) = (read("2026-06-12T09:30:00+07:00"), read("2026-06-12T02:30:00Z")) else {
            return assert!(false);
        };
        assert_eq!(a.instant(), b.instant());
        assert_eq!(a.to_string(), "2026-06-12T09:30:00+07:00");
        for wrong in [
            "2026-06-12 09:30:00Z",
            "2026-06-12T09:30Z",
            "2026-06-12T24:00:00Z",
            "2026-06-12T09:30:00",
            "2026-06-12T09:30:00z",
            "2026-06-12T09:30:00-00:00",
            "2026-06-12T09:30:00.5Z",
            "2026-06-12T09:30:00+7:00",
            "2026-06-12T09:30:60Z",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
