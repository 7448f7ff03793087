//! Progress bars on standard error, where it is a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::session::Session;

/// A bar over `length` steps, with the message `word`; silent where nobody watches.
pub(super) fn bar(session: &Session, word: &str, length: u64) -> ProgressBar {
    let target = if session.is_json() { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(length), target);
    let style = ProgressStyle::with_template("{msg:28} [{bar:30}] {pos}/{len} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
    bar.set_message(session.say(word, &[]));
    bar
}

/// A bar over bytes, with rate and time left.
pub(super) fn bytes(session: &Session, word: &str, length: u64) -> ProgressBar {
    let bar = bar(session, word, length);
    let style = ProgressStyle::with_template("{msg:28} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
    bar
}
