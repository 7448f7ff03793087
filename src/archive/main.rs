//! `niemphong-verify`: verifies a niemphong archive, alone, offline. It travels inside every archive.

use std::io;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use niemphong_archive::Date;
use niemphong_archive::run::{EXIT_IO, EXIT_USAGE, run};

#[allow(clippy::disallowed_methods)] // the one place of this crate that reads the clock
fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    // Schools are in Viet Nam, UTC+7: the day there is the day that counts.
    Date::from_unix_days((since.as_secs() + 7 * 3600) / 86_400).ok()
}

fn main() -> ExitCode {
    let mut args = Vec::new();
    for arg in std::env::args_os().skip(1) {
        let Ok(arg) = arg.into_string() else { return ExitCode::from(EXIT_USAGE) };
        args.push(arg);
    }
    let Some(today) = today() else { return ExitCode::from(EXIT_IO) };
    ExitCode::from(run(&args, today, &mut io::stdout().lock(), &mut io::stderr().lock()))
}
