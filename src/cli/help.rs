//! Help in both languages: the command tree is clap's, its words come from the translations.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::args::Typed;
use super::exit::Exit;
use super::session::{out, tell};
use crate::words::{Language, Words};

/// Where the help flag stands: after what clap numbers by itself.
const LAST: usize = 1000;

/// The command tree with its words: `cli-help-<command>` and `cli-arg-<argument>`.
pub(super) fn command(words: &Words, language: Language) -> Command {
    let speaker = Speaker { words, language };
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = Typed::command()
        .disable_version_flag(true)
        .arg(version.help(speaker.say("cli-arg-version")).help_heading(speaker.say("cli-heading-common")))
        .about(speaker.say("cli-help"))
        .after_help(speaker.say("cli-help-after"));
    speaker.worded(command, "cli-help")
}

/// Gives clap's tree its words: clap speaks English only, and a clerk should not meet two languages in one help text.
struct Speaker<'a> {
    words: &'a Words,
    language: Language,
}

impl Speaker<'_> {
    fn say(&self, id: &str) -> String {
        self.words.say(self.language, id, &[])
    }

    fn worded(&self, command: Command, path: &str) -> Command {
        let template = format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}", self.say("cli-usage"));
        let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
        let mut command = command
            .disable_help_flag(true)
            .help_template(template)
            .subcommand_help_heading(self.say("cli-heading-commands"))
            .subcommand_value_name(self.say("cli-value-command"))
            .mut_args(|argument| self.argument(argument, path))
            .arg(help.help(self.say("cli-arg-help")).help_heading(self.say("cli-heading-common")).display_order(LAST));
        let subs: Vec<String> = command.get_subcommands().map(|s| s.get_name().to_owned()).collect();
        for name in subs {
            let path = format!("{path}-{name}");
            let about = self.say(&path);
            command = command.mut_subcommand(name, |sub| self.worded(sub.about(about), &path));
        }
        command
    }

    /// One argument: its words, and the heading that it stands under. What clap would add in English is left out;
    /// the words name the values where the value's name doesn't.
    fn argument(&self, argument: Arg, path: &str) -> Arg {
        let id = argument.get_id().as_str().replace('_', "-");
        if id == "version" {
            return argument;
        }
        let own = format!("{path}-{id}").replace("cli-help", "cli-arg");
        let shared = format!("cli-arg-{id}");
        // The command's own words, or those of its family (`trust …`), or those that all commands share.
        let family = path.strip_prefix("cli-help-").and_then(|path| path.split_once('-'));
        let family = family.map_or_else(String::new, |(family, _)| format!("cli-arg-{family}-{id}"));
        let known = [own, family].into_iter().find(|word| self.words.knows(self.language, word));
        let word = known.unwrap_or(shared);
        let heading = match (argument.is_positional(), argument.is_global_set()) {
            (true, _) => "cli-heading-arguments",
            (false, false) => "cli-heading-options",
            (false, true) => "cli-heading-common",
        };
        let (text, heading) = (self.say(&word), self.say(heading));
        let argument = argument.help(text).help_heading(heading);
        if !argument.get_action().takes_values() {
            return argument;
        }
        argument.hide_possible_values(true).hide_default_value(true)
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;

    /// The tree below `command`, each with the names that lead to it.
    fn tree(command: &mut Command, way: &str, seen: &mut Vec<(String, String)>) {
        let way = format!("{way} {}", command.get_name());
        seen.push((way.clone(), command.render_long_help().to_string()));
        for sub in command.get_subcommands_mut() {
            tree(sub, &way, seen);
        }
    }

    #[test]
    fn help_speaks_one_language() {
        let words = Words::load(&Assets::embedded()).expect("the words load");
        for language in [Language::Vi, Language::En] {
            let mut root = command(&words, language);
            root.build();
            let mut seen = Vec::new();
            tree(&mut root, "", &mut seen);
            for (way, help) in seen.iter().filter(|(way, _)| !way.ends_with(" help")) {
                let foreign: &[&str] = match language {
                    Language::Vi => {
                        &["Options:", "Usage:", "Arguments:", "Commands:", "Print ", "[default", "[possible"]
                    }
                    Language::En => &["Cách gõ", "Tùy chọn", "Tham số", "mặc định", "[default", "[possible"],
                };
                for word in foreign {
                    assert!(!help.contains(word), "{way}: “{word}” in\n{help}");
                }
                assert!(!help.contains("{cli-"), "{way}: words are missing in\n{help}");
            }
        }
    }
}
