//! `niemphong dispose`: lawful destruction of one volume, in three steps that never run into one another.
//!
//! `prepare` writes papers and a file to be filled in, outside the archive; `sign` signs the statement that the
//! filled-in file makes, still outside; `execute` alone touches the archive, and only after the verifier has said that
//! the statement would hold.

mod execute;
mod prepare;
mod statement;

use std::io::IsTerminal;
use std::path::Path;

use niemphong_archive::{Finding, Severity, VolumeName};
use serde_json::{Value, json};

use super::args::DisposeCommand;
use super::exit::{Exit, Failure, Outcome};
use super::report::{self, Styled};
use super::session::{Session, out, tell};
use super::volumes::{State, VolumeState};
use crate::catalogue::PaperForm;
use crate::check::{self, Schemas};
use crate::read::{self, Document, Shape};
use crate::render::papers::{FORM, PaperForms};
use crate::render::pdf::{PdfOptions, Press, Standard};

const SCHEMA: &str = "templates/huy/ho_so_huy.schema.json";

/// Runs `dispose`.
pub(super) fn run(command: &DisposeCommand, session: &Session) -> Outcome {
    match command {
        DisposeCommand::Prepare(args) => prepare::run(args, session),
        DisposeCommand::Sign { archive, file, signer } => statement::sign(archive, file, signer, session),
        DisposeCommand::Execute(args) => execute::run(args, session),
    }
}

/// A volume's name as it was typed.
fn volume_of(text: &str) -> Result<VolumeName, Failure> {
    text.parse().map_err(|_| Failure::usage("cli-error-volume", vec![("found", text.to_owned())]))
}

/// Why a volume may not be destroyed, if its state says so.
fn refusal(volume: &VolumeState) -> Option<Failure> {
    let word = match volume.state {
        State::Reached => return None,
        State::Kept => "cli-dispose-kept",
        State::Permanent => "cli-dispose-permanent",
        State::Held => "cli-dispose-held",
        State::Unverified => "cli-dispose-unverified",
        State::Destroyed => "cli-dispose-destroyed",
        State::Missing => "cli-dispose-missing",
    };
    let arguments = vec![
        ("volume", volume.name.to_string()),
        ("until", volume.keep_until.to_string()),
        ("rows", volume.unverified.join(", ")),
        ("holds", volume.holds.join("; ")),
    ];
    Some(Failure::refused(word, arguments))
}

/// A YAML file as a document; what is wrong with it is said, and the command ends with findings.
fn document_in(path: &Path, session: &Session) -> Result<Option<Document>, Failure> {
    let bytes = std::fs::read(path).map_err(|e| Failure::io(path, &e))?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    match read::parse_bytes(&name, Shape::Yaml, bytes) {
        Ok((document, faults)) if faults.is_empty() => Ok(Some(document)),
        Ok((_, faults)) | Err(faults) => {
            let found: Vec<check::Finding> = faults.into_iter().map(check::Finding::from).collect();
            say_findings(&found, path, session);
            Ok(None)
        }
    }
}

/// Findings about a file, with their lines.
fn say_findings(found: &[check::Finding], path: &Path, session: &Session) {
    if session.is_json() {
        let answer = report::json(found, report::Verdict::Failed, 0, &session.words, session.language);
        out(&format!("{answer}\n"));
        return;
    }
    let styled = if std::io::stdout().is_terminal() { Styled::Colour } else { Styled::Plain };
    let mut source = |_: &str| std::fs::read_to_string(path).ok();
    out(&report::text(found, &session.words, session.language, &mut source, styled));
}

/// The schema of the file about a destruction.
fn schemas(session: &Session) -> Result<Schemas, Failure> {
    let text = session.assets.required(SCHEMA).map_err(|e| session.broken(&e))?;
    Schemas::compile([(check::DISPOSAL_KIND, SCHEMA, text)]).map_err(|e| session.broken(&e))
}

/// What the verifier has against it, in its own words; the worst finding decides the exit code.
fn refuse_on(word: &str, findings: &[&Finding], session: &Session) -> Outcome {
    let language = session.verifier_language();
    let failed = findings.iter().any(|finding| finding.code.severity == Severity::Failed);
    if session.is_json() {
        let rows: Vec<Value> = findings
            .iter()
            .map(|f| json!({"code": f.code.id, "path": f.path, "message": f.message(language), "help": f.code.advice(language)}))
            .collect();
        out(&format!("{}\n", json!({"destroyed": false, "reason": session.say(word, &[]), "findings": rows})));
    } else {
        tell(&session.say(word, &[]));
        for finding in findings {
            tell(&format!("  {} {}\n    {}", finding.code.id, finding.path, finding.message(language)));
            tell(&format!("    = {}", finding.code.advice(language)));
        }
    }
    Ok(if failed { Exit::Findings } else { Exit::Indeterminate })
}

/// One paper as PDF/A-2a, dated `day`.
pub(super) fn print_paper(
    paper: &PaperForm,
    case: &Value,
    day: &str,
    forms: &PaperForms,
    press: &Press,
    session: &Session,
) -> Result<Vec<u8>, Failure> {
    let view = forms.view(paper, case).map_err(|e| session.broken(&e))?;
    let options = PdfOptions {
        title: view["record"]["title"].as_str().unwrap_or_default().to_owned(),
        record: paper.file.clone(),
        date: super::build::print_date(&format!("{day}T00:00:00+07:00"))?,
        standard: Standard::A2a,
        attachment: None,
    };
    press.pdf(FORM, &view, &options).map_err(|e| Failure::form(&e))
}
