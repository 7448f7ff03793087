//! Help in both languages: the command tree is clap's, its words come from the translations.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};

use super::args::Typed;
use super::exit::Exit;
use super::session::{out, tell};
use crate::words::{Language, Words};

/// The command tree with its words: `cli-help-<command>` and `cli-arg-<argument>`.
pub(super) fn command(words: &Words, language: Language) -> Command {
    let about = words.say(language, "cli-help", &[]);
    let template =
        format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}", words.say(language, "cli-usage", &[]));
    let after = words.say(language, "cli-help-after", &[]);
    let command = Typed::command().about(about).help_template(template).after_help(after);
    worded(command, "cli-help", words, language)
}

fn worded(command: Command, path: &str, words: &Words, language: Language) -> Command {
    let arguments: Vec<String> = command.get_arguments().map(|a| a.get_id().as_str().to_owned()).collect();
    let mut command = command
        .subcommand_help_heading(words.say(language, "cli-heading-commands", &[]))
        .next_help_heading(words.say(language, "cli-heading-options", &[]));
    for id in arguments.into_iter().filter(|id| id != "help" && id != "version") {
        let own = format!("{path}-{}", id.replace('_', "-")).replace("cli-help", "cli-arg");
        let shared = format!("cli-arg-{}", id.replace('_', "-"));
        let word = if words.knows(language, &own) { own } else { shared };
        let text = words.say(language, &word, &[]);
        command = command.mut_arg(id, |argument| argument.help(text));
    }
    let subs: Vec<String> = command.get_subcommands().map(|s| s.get_name().to_owned()).collect();
    for name in subs {
        let path = format!("{path}-{name}");
        let about = words.say(language, &path, &[]);
        command = command.mut_subcommand(name, |sub| worded(sub.about(about), &path, words, language));
    }
    command
}

/// Answers a request for help or the version, or says what is wrong with what was typed.
pub(super) fn refuse(error: &clap::Error, words: &Words, language: Language) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            out(&error.render().to_string());
            Exit::Done.into()
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            tell(&error.render().to_string());
            Exit::Usage.into()
        }
        kind => {
            let label = words.say(language, "cli-error", &[]);
            let text = |of: ContextKind| match error.get(of) {
                Some(ContextValue::String(text)) => text.clone(),
                Some(ContextValue::Strings(texts)) => texts.join(" "),
                _ => String::new(),
            };
            let word = match kind {
                ErrorKind::UnknownArgument => "cli-typed-unknown-argument",
                ErrorKind::InvalidSubcommand => "cli-typed-unknown-command",
                ErrorKind::MissingRequiredArgument => "cli-typed-missing",
                ErrorKind::InvalidValue | ErrorKind::ValueValidation => "cli-typed-value",
                _ => "cli-typed-other",
            };
            let (argument, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
            let sub = text(ContextKind::InvalidSubcommand);
            let known = text(ContextKind::ValidValue);
            let said = error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            let shown = if argument.is_empty() { sub } else { argument };
            let arguments = [("argument", shown.as_str()), ("value", &value), ("known", &known), ("said", &said)];
            tell(&format!("{label}: {}", words.say(language, word, &arguments)));
            tell(&format!("  = {}", words.say(language, "cli-typed-help", &[])));
            Exit::Usage.into()
        }
    }
}
