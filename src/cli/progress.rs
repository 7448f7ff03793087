//! Progress bars on standard error, where it is a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use niemphong_archive::verify::Request;

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

/// Verifies with a bar over the bytes that are read.
pub(super) fn shown<T>(session: &Session, request: Request<'static>, verify: impl FnOnce(Request<'_>) -> T) -> T {
    let bar = bytes(session, "cli-progress-verify", 0);
    let show = |done: u64, total: u64| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let mut request: Request<'_> = request;
    if !bar.is_hidden() {
        request.progress = Some(&show);
    }
    let verified = verify(request);
    bar.finish_and_clear();
    verified
}
