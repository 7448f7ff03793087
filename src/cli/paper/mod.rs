//! `niemphong paper`: what the symbols of sheets lead to, checked against archives or seal packs, and shown beside them.
//!
//! `sheets` reads photos, scans and typed texts, `seals` compares with what was sealed, `answer` says what came of it. It
//! never says that the ink is right: a true symbol on a changed sheet is still true, and only eyes find that.

mod answer;
mod seals;
mod sheets;
mod values;

use super::args::PaperArgs;
use super::exit::{Exit, Outcome};
use super::session::Session;
use super::verify;
use seals::{Finding, Seals};

/// Runs the command.
pub(super) fn run(args: &PaperArgs, session: &Session) -> Outcome {
    let request = verify::request(&args.known, session)?;
    let seals = Seals::open(&args.archive, &args.pack, session)?;
    let sheets = sheets::read(&args.sheets, session)?;
    let records = sheets::records(&sheets);
    let findings = sheets
        .iter()
        .map(|sheet| seals.judge(&sheet.shown(&records), &request))
        .collect::<Result<Vec<Finding<'_>>, _>>()?;
    answer::say(&sheets, &findings, session);
    Ok(worst(findings.iter().map(Finding::exit)))
}

/// One wrong sheet outweighs all; then what could not be read, then what could not be established.
fn worst(exits: impl Iterator<Item = Exit>) -> Exit {
    let rank = |exit: &Exit| match exit {
        Exit::Done => 0,
        Exit::Indeterminate => 1,
        Exit::Incomplete => 2,
        _ => 3,
    };
    exits.max_by_key(rank).unwrap_or(Exit::Incomplete)
}
