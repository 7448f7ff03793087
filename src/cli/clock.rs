//! The clock and chance: read here and nowhere else.

use jiff::{Timestamp, tz};

use super::exit::Failure;
use super::session::{Session, tell};

/// Vietnam's zone, seven hours ahead of UTC the whole year.
const VIETNAM: tz::Offset = tz::offset(7);

/// Now, as RFC 3339 in Vietnam's zone, to the second.
#[expect(clippy::disallowed_methods, reason = "cli may read the clock")]
pub(super) fn now() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(0);
    let moment = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
    format!("{}+07:00", VIETNAM.to_datetime(moment).strftime("%Y-%m-%dT%H:%M:%S"))
}

/// Today in Vietnam, `YYYY-MM-DD`.
pub(super) fn today() -> String {
    now()[..10].to_owned()
}

/// When to seal: as typed, else now. A seal can't be taken back, so a clock that must be wrong is refused, and one that
/// may be is pointed out.
pub(super) fn sealing(typed: Option<&String>, school_year: &str, session: &Session) -> Result<String, Failure> {
    let now = match typed {
        Some(typed) => return Ok(typed.clone()),
        None => now(),
    };
    let told = [("now", now.clone()), ("year", school_year.to_owned())];
    match belief(&now, school_year) {
        Belief::Likely => {}
        Belief::Late => {
            let told: Vec<(&str, &str)> = told.iter().map(|(name, value)| (*name, value.as_str())).collect();
            tell(&session.say("cli-clock-late", &told));
        }
        Belief::TooEarly => return Err(Failure::incomplete("cli-error-clock", told.to_vec())),
    }
    Ok(now)
}

/// What a clock's time is worth for records of a school year.
#[derive(Debug, PartialEq, Eq)]
enum Belief {
    /// Before the year began, of which the records tell.
    TooEarly,
    Likely,
    /// Years after it: old records, or a clock that runs ahead.
    Late,
}

fn belief(now: &str, school_year: &str) -> Belief {
    let year = |text: &str| text.get(..4).and_then(|year| year.parse::<u16>().ok());
    match (year(now), year(school_year)) {
        (Some(now), Some(begin)) if now < begin => Belief::TooEarly,
        (Some(now), Some(begin)) if now > begin + 2 => Belief::Late,
        _ => Belief::Likely,
    }
}

/// Fills `bytes` with chance.
pub(super) fn chance(bytes: &mut [u8]) -> Result<(), Failure> {
    getrandom::fill(bytes).map_err(|e| Failure::incomplete("cli-error-data", vec![("said", e.to_string())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_sealed_after_it_began_and_seldom_much_later() {
        for (now, expected) in [
            ("1970-01-02T07:00:00+07:00", Belief::TooEarly),
            ("2024-12-31T23:59:59+07:00", Belief::TooEarly),
            ("2025-09-05T07:00:00+07:00", Belief::Likely),
            ("2027-12-31T07:00:00+07:00", Belief::Likely),
            ("2028-01-01T07:00:00+07:00", Belief::Late),
        ] {
            assert_eq!(belief(now, "2025-2026"), expected, "{now}");
        }
    }
}
