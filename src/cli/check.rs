//! `niemphong check`: everything wrong with an export, at once.

use std::io::IsTerminal;
use std::path::Path;

use super::examine::{Examined, examine};
use super::exit::{Exit, Outcome};
use super::report::{self, Styled};
use super::session::{Session, out};
use crate::check::codes;
use crate::render::pdf::Press;

/// Checks `export` and says what was found.
pub(super) fn run(export: &Path, session: &Session) -> Outcome {
    let book = session.rulebook()?;
    let press = Press::new(&session.assets).map_err(|e| session.broken(&e))?;
    let examined = examine(export, &book, &press, session)?;
    say(export, &examined, session);
    Ok(exit(&examined))
}

/// What the findings end the command with: a file that the system would not let be read is not wrong data, but a
/// check that could not be completed.
pub(super) fn exit(examined: &Examined) -> Exit {
    let unread = |f: &crate::check::Finding| f.code == codes::UNREADABLE;
    match examined.outcome.is_sound() {
        true => Exit::Done,
        false if examined.outcome.findings.iter().any(unread) => Exit::Incomplete,
        false => Exit::Findings,
    }
}

/// Says what was found, for people or for programs.
pub(super) fn say(export: &Path, examined: &Examined, session: &Session) {
    let outcome = &examined.outcome;
    let verdict = if outcome.is_sound() { report::Verdict::Passed } else { report::Verdict::Failed };
    if session.is_json() {
        let answer = report::json(&outcome.findings, verdict, outcome.records, &session.words, session.language);
        out(&format!("{answer}\n"));
        return;
    }
    let styled = if std::io::stdout().is_terminal() { Styled::Colour } else { Styled::Plain };
    let mut source = |file: &str| std::fs::read_to_string(export.join(file)).ok();
    out(&report::text(&outcome.findings, &session.words, session.language, &mut source, styled));
    if outcome.is_sound() {
        let records = outcome.records.to_string();
        out(&format!("{}\n", session.say("cli-check-sound", &[("records", &records)])));
    }
}
