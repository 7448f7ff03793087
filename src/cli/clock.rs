//! The clock and chance: read here and nowhere else.

use jiff::{Timestamp, tz};

use super::exit::Failure;

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

/// Fills `bytes` with chance.
pub(super) fn chance(bytes: &mut [u8]) -> Result<(), Failure> {
    getrandom::fill(bytes).map_err(|e| Failure::incomplete("cli-error-data", vec![("said", e.to_string())]))
}
