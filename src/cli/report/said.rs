//! A finding in words: its arguments made fit for people, then put into the message, the help and the label.

use crate::check::Finding;
use crate::words::{Language, Words};

/// What an argument that holds nothing is called in the messages, because Fluent can't select on an empty text.
const NOT_GIVEN: &str = "not-given";

/// A finding in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What is wrong, one line.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// What stands beside the caret, for codes that have such words.
    pub label: Option<String>,
}

/// The words of `finding`.
pub fn say(finding: &Finding, words: &Words, language: Language) -> Said {
    let arguments: Vec<(&str, String)> = finding
        .arguments
        .iter()
        .map(|(name, value)| (*name, argument(finding, name, value, words, language)))
        .collect();
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let id = finding.code.name.to_ascii_lowercase();
    let word = |id: &str| words.say(language, id, &arguments);
    let label = format!("{id}-label");
    Said {
        message: word(&id),
        help: word(&format!("{id}-help")),
        label: words.knows(language, &label).then(|| word(&label)),
    }
}

/// One argument as people read it: types, the parser's words and message ids resolved, nothing that a terminal obeys.
fn argument(finding: &Finding, name: &str, value: &str, words: &Words, language: Language) -> String {
    let word = |id: &str| words.say(language, id, &[]);
    match (finding.code.name, name) {
        _ if value.is_empty() => NOT_GIVEN.to_owned(),
        ("C101" | "C110", "wanted") => types(value, words, language),
        ("C204" | "C512" | "C513", "what") if words.knows(language, value) => {
            word(value).trim_end_matches('.').to_owned()
        }
        ("C001", "said") => match yaml(value) {
            Some(id) => word(id),
            None => words.say(language, "yaml-other", &[("said", &clean(without_place(value)))]),
        },
        (_, "about") => clean(value.trim_end_matches('.')),
        _ => clean(value),
    }
}

/// `string, null` → `chữ hoặc để trống`.
fn types(wanted: &str, words: &Words, language: Language) -> String {
    let or = format!(" {} ", words.say(language, "type-or", &[]));
    let named = wanted.split(", ").map(|kind| {
        let id = format!("type-{kind}");
        if words.knows(language, &id) { words.say(language, &id, &[]) } else { clean(kind) }
    });
    named.collect::<Vec<_>>().join(&or)
}

/// The parser's English, by the message that says the same in words of ours.
pub(in crate::cli) fn yaml(said: &str) -> Option<&'static str> {
    const KNOWN: &[(&str, &str)] = &[
        ("tabs disallowed", "yaml-tab"),
        ("found a tab", "yaml-tab"),
        ("unclosed quote", "yaml-quote"),
        ("comments must be separated", "yaml-comment"),
        ("unknown escape", "yaml-escape"),
        ("mapping values are not allowed", "yaml-colon"),
        ("illegal placement of ':'", "yaml-colon"),
        ("did not find expected", "yaml-indent"),
        ("unclosed bracket", "yaml-bracket"),
        ("unknown anchor", "yaml-alias"),
        ("unexpected character: `\\u{", "yaml-character"),
        ("unexpected character", "yaml-reserved"),
        ("multiple YAML documents", "yaml-documents"),
        ("merge keys", "yaml-merge"),
        ("expected string", "yaml-key"),
        ("into string", "yaml-key"),
    ];
    KNOWN.iter().find(|(part, _)| said.contains(part)).map(|(_, id)| *id)
}

/// Without ` at line 3, column 2`, which the report shows in its own way.
fn without_place(said: &str) -> &str {
    said.rsplit_once(" at line ").map_or(said, |(before, _)| before)
}

/// One line without control characters or characters that turn the text: a file must not steer the terminal.
pub(in crate::cli) fn clean(text: &str) -> String {
    let shown = |letter: char| match letter {
        '\n' | '\r' | '\t' => ' ',
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => '\u{fffd}',
        letter if letter.is_control() => '\u{fffd}',
        letter => letter,
    };
    text.chars().map(shown).collect()
}
