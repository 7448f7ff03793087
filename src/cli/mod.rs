//! The command line: the only place with clock, environment, chance, standard output and exit codes.
//!
//! Calls the stages in their order; no stage calls the next. What was typed becomes what it means (`args`), each
//! command has a file of its own, and every word comes from the translations.

mod args;
mod basis;
mod broken;
mod build;
mod check;
mod children;
mod clock;
mod container;
mod copy;
mod demo;
mod dispose;
mod due;
mod examine;
mod exit;
mod extract;
mod files;
mod help;
mod holdings;
mod init;
mod key;
mod labels;
mod lineage;
mod medium;
mod minutes;
mod pack;
mod paper;
mod pictures;
mod plan;
mod print;
mod progress;
mod publish;
mod redact;
mod reference;
mod repair;
pub mod report;
mod reuse;
mod sample;
mod secret;
mod session;
mod shelf;
mod site;
mod trust;
mod verify;
mod volumes;

use std::process::ExitCode;

use clap::FromArgMatches;

pub use exit::{Exit, Failure};
use session::Session;

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let typed: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let language = session::language_of(&typed);
    let words = match session::words() {
        Ok(words) => words,
        Err(e) => return session::fail_early(&e),
    };
    let command = help::command(&words, language);
    let matches = match command.try_get_matches_from(&typed) {
        Ok(matches) => matches,
        Err(e) => return help::refuse(&e, &words, language),
    };
    let parsed = match args::Typed::from_arg_matches(&matches) {
        Ok(parsed) => parsed,
        Err(e) => return help::refuse(&e, &words, language),
    };
    let session = match Session::new(parsed.common, language) {
        Ok(session) => session,
        Err(failure) => return session::report_failure(&failure, &words, language),
    };
    match run(parsed.command, &session) {
        Ok(exit) => exit.into(),
        Err(failure) => session::report_failure(&failure, &session.words, language),
    }
}

fn run(command: args::Command, session: &Session) -> exit::Outcome {
    use args::Command as C;
    match command {
        C::Init { folder } => init::run(&folder, session),
        C::Check { export } => check::run(&export, session),
        C::Build(args) => build::run(&args, session),
        C::Verify(args) => verify::run(&args, session),
        C::Prove { archive, record } => verify::prove(&archive, &record, session),
        C::VerifyProof { proof, known } => verify::proof(&proof, &known, session),
        C::Extract(args) => extract::run(&args, session),
        C::Paper(args) => paper::run(&args, session),
        C::Pack { archives, out, as_of } => pack::run(&archives, &out, as_of, session),
        C::Sign { archive, signer } => key::sign(&archive, &signer, session),
        C::Copy(args) => copy::run(&args, session),
        C::Repair(args) => repair::run(&args, session),
        C::Restore(args) => container::restore(&args, session),
        C::Key { command } => key::run(&command, session),
        C::Trust { command } => trust::run(&command, session),
        C::Files(args) => files::run(&args, session),
        C::Print(args) => print::run(&args, session),
        C::Redact(args) => redact::run(&args, session),
        C::Shelf { folders, out } => shelf::run(&folders, &out, session),
        C::Due { archives, year, print, trust } => due::run(&archives, year, print.as_deref(), &trust, session),
        C::Dispose { command } => dispose::run(&command, session),
        C::Sample { pupils, seed, school_year, out } => sample::run(pupils, seed, &school_year, &out, session),
        C::Schema { kind, out } => reference::schema(kind.as_deref(), out.as_deref(), session),
        C::Explain { code } => reference::explain(code.as_deref(), session),
        C::Completions { shell } => reference::completions(shell, session),
        C::Man { out } => reference::man(out.as_deref(), session),
        C::Demo { out } => demo::run(out.as_deref(), session),
    }
}

/// `build --plan`: what would be written, volume by volume; nothing is.
fn plan_report(workshop: &plan::Workshop<'_>, session: &Session) -> exit::Outcome {
    for (term, volume) in workshop.plan(session)?.iter().rev() {
        let until = Some(site::keep_until(*term, volume)).filter(|day| !day.is_empty());
        let until = until.unwrap_or_else(|| session.say("cli-plan-forever", &[]));
        let records = volume.cards.len().to_string();
        let rules: Vec<&str> = volume.rules.keys().map(String::as_str).collect();
        let arguments =
            [("volume", term.to_string()), ("until", until), ("records", records), ("rules", rules.join(", "))];
        let arguments: Vec<(&str, &str)> = arguments.iter().map(|(n, v)| (*n, v.as_str())).collect();
        session::out(&format!("{}\n", session.say("cli-plan-volume", &arguments)));
    }
    Ok(Exit::Done)
}
