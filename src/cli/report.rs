//! What a principal reads when an export is wrong: each finding in words, with its line and a caret, and how to mend it.
//!
//! The words are data (`templates/i18n/*/findings.ftl`, `schemas/findings.*.md`); here is only how they are laid out.
//! Everything here makes text and prints nothing.

mod excerpt;
mod explain;
mod lacking;
mod said;

use std::collections::{BTreeMap, BTreeSet};

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

pub use explain::{explain, titles};
pub use said::{Said, say};
pub(super) use said::{clean, yaml};

use crate::check::{Finding, Severity};
use crate::words::{Language, Words};

/// After so many findings of one code in one file the rest are only counted.
pub const SHOWN: usize = 50;

/// How wide a line of an export may be shown.
const WIDTH: usize = 120;

/// Whether the report carries colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Styled {
    /// Letters only: a file, a pipe, an old console.
    Plain,
    /// With escape codes: a terminal.
    Colour,
}

/// What a check comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// An archive may be built; warnings do not stand against it.
    Passed,
    /// There are errors.
    Failed,
}

impl Verdict {
    /// What the findings come to.
    pub fn of(findings: &[Finding]) -> Self {
        if findings.iter().any(|f| f.code.severity == Severity::Error) { Self::Failed } else { Self::Passed }
    }

    /// The word in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
        }
    }
}

/// The report for people: findings file by file, in the order they have there, and a closing summary of them all.
///
/// Files with errors come first and what concerns the whole export comes last, so that a long list of warnings does
/// not bury the line to mend.
///
/// `source` gives the text of a file of the export, or nothing where there is none (it is asked once for each file).
/// Ends with a line break.
pub fn text(
    findings: &[Finding],
    words: &Words,
    language: Language,
    source: &mut dyn FnMut(&str) -> Option<String>,
    styled: Styled,
) -> String {
    let page = Page { words, language, renderer: renderer(styled) };
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_file.entry(&finding.file).or_default().push(finding);
    }
    let mut files: Vec<_> = by_file.iter().collect();
    files.sort_by_key(|(file, found)| (counts(found.iter().copied()).0 == 0, **file == "."));
    let mut out = String::new();
    for (file, found) in files {
        let placed = found.iter().any(|f| f.place.is_some());
        let text = if placed { source(file) } else { None };
        out.push_str(&page.file(file, found, text.as_deref()));
    }
    out.push_str(&lacking::text(findings, words, language));
    out.push_str(&page.summary(findings));
    out
}

/// The report for programs, one line, ASCII only, so that no pipe of an old console can damage it.
pub fn json(findings: &[Finding], verdict: Verdict, records: usize, words: &Words, language: Language) -> String {
    let rows: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let Said { message, help, .. } = say(finding, words, language);
            json!({
                "code": finding.code.name,
                "severity": finding.code.severity.name(),
                "file": finding.file,
                "line": finding.place.map(|p| p.line),
                "column": finding.place.map(|p| p.column),
                "record": finding.record,
                "message": message,
                "help": help,
            })
        })
        .collect();
    ascii(
        &json!({ "verdict": verdict.name(), "findings": rows, "records": records, "lacking": lacking::json(findings) }),
    )
}

/// JSON with every character beyond ASCII as `\uXXXX`.
fn ascii(value: &Value) -> String {
    let mut out = String::new();
    for letter in value.to_string().chars() {
        if letter.is_ascii() && letter != '\u{7f}' {
            out.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

fn renderer(styled: Styled) -> Renderer {
    match styled {
        Styled::Plain => Renderer::plain(),
        Styled::Colour => Renderer::styled(),
    }
    .term_width(WIDTH)
}

/// Errors and warnings among findings.
fn counts<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> (usize, usize) {
    findings.into_iter().fold((0, 0), |(errors, warnings), finding| match finding.code.severity {
        Severity::Error => (errors + 1, warnings),
        Severity::Warning => (errors, warnings + 1),
    })
}

struct Page<'a> {
    words: &'a Words,
    language: Language,
    renderer: Renderer,
}

impl Page<'_> {
    fn word(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        self.words.say(self.language, id, arguments)
    }

    /// All of one file: a head line, its findings, and how many more there are of each code.
    fn file(&self, file: &str, found: &[&Finding], text: Option<&str>) -> String {
        let (errors, warnings) = counts(found.iter().copied());
        let name = if file == "." { self.word("report-whole-export", &[]) } else { said::clean(file) };
        let arguments = [("file", name.as_str()), ("errors", &errors.to_string()), ("warnings", &warnings.to_string())];
        let mut out = format!("== {}\n\n", self.word("report-file", &arguments));
        let mut of_code: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in found {
            let so_far = of_code.entry(finding.code.name).or_default();
            *so_far += 1;
            if *so_far <= SHOWN {
                out.push_str(&self.finding(finding, text));
                out.push_str("\n\n");
            }
        }
        for (code, count) in of_code.into_iter().filter(|(_, count)| *count > SHOWN) {
            let more = (count - SHOWN).to_string();
            out.push_str(&self.word("report-more", &[("count", &more), ("code", code)]));
            out.push_str("\n\n");
        }
        out
    }

    fn finding(&self, finding: &Finding, text: Option<&str>) -> String {
        let Said { message, help, label } = say(finding, self.words, self.language);
        let (level, name) = match finding.code.severity {
            Severity::Error => (Level::ERROR, self.word("report-error", &[])),
            Severity::Warning => (Level::WARNING, self.word("report-warning", &[])),
        };
        let title = level.with_name(name).primary_title(message).id(finding.code.name);
        let mut group = match excerpt::of(finding, text) {
            Some(excerpt) => {
                let mark: Annotation<'_> = AnnotationKind::Primary.span(excerpt.span).label(label);
                let snippet = Snippet::source(excerpt.line).line_start(excerpt.number).path(said::clean(&finding.file));
                title.element(snippet.annotation(mark))
            }
            None => title.element(origin(finding)),
        };
        if let Some(record) = &finding.record {
            let note = Level::NOTE.with_name(self.word("report-record", &[]));
            group = group.element(note.message(said::clean(record)));
        }
        let help = Level::HELP.with_name(self.word("report-help", &[])).message(help);
        self.renderer.render(&[Group::element(group, help)])
    }

    fn summary(&self, findings: &[Finding]) -> String {
        let (errors, warnings) = counts(findings);
        let Some(first) = findings.iter().find(|f| errors == 0 || f.code.severity == Severity::Error) else {
            return format!("{}\n", self.word("report-none", &[]));
        };
        let files = findings.iter().map(|f| f.file.as_str()).collect::<BTreeSet<_>>().len();
        let arguments =
            [("errors", &*errors.to_string()), ("warnings", &warnings.to_string()), ("files", &files.to_string())];
        let next = if errors > 0 { "report-next" } else { "report-next-warnings" };
        let next = self.word(next, &[("code", first.code.name)]);
        format!("{}\n{next}\n", self.word("report-summary", &arguments))
    }
}

/// Where a finding is, when its line can't be shown.
fn origin(finding: &Finding) -> Origin<'static> {
    let origin = Origin::path(said::clean(&finding.file));
    match finding.place {
        Some(place) => origin.line(place.line as usize).char_column(place.column as usize),
        None => origin,
    }
}
