//! What the program says of itself: schemas, findings explained, completions, manual pages.

use std::path::Path;

use super::exit::{Exit, Failure, Outcome};
use super::key::{Mode, write_new};
use super::session::{Session, out};
use super::{help, report};

/// `niemphong schema`.
pub(super) fn schema(kind: Option<&str>, folder: Option<&Path>, session: &Session) -> Outcome {
    let book = session.rulebook()?;
    let text = |name: &str| session.assets.text(&format!("schemas/{name}.schema.json")).unwrap_or_default();
    match (kind, folder) {
        (Some(kind), _) => {
            let known = book.catalogue.kind(kind);
            let known = known.ok_or_else(|| Failure::usage("cli-error-kind", vec![("found", kind.to_owned())]))?;
            out(text(known.name.as_str()));
        }
        (None, Some(folder)) => {
            std::fs::create_dir_all(folder).map_err(|e| Failure::io(folder, &e))?;
            for kind in book.catalogue.kinds() {
                let name = kind.name.as_str();
                write_new(&folder.join(format!("{name}.schema.json")), text(name).as_bytes(), Mode::Open)?;
            }
        }
        (None, None) => {
            for kind in book.catalogue.kinds() {
                out(&format!("{:28} {}\n", kind.name.as_str(), kind.title.in_language(session.language)));
            }
        }
    }
    Ok(Exit::Done)
}

/// `niemphong explain`.
pub(super) fn explain(code: Option<&str>, session: &Session) -> Outcome {
    let Some(code) = code else {
        out(&report::titles(&session.assets, session.language));
        return Ok(Exit::Done);
    };
    match report::explain(code, &session.assets, session.language) {
        Some(text) => {
            out(&text);
            Ok(Exit::Done)
        }
        None => Err(Failure::usage("cli-error-code", vec![("found", code.to_owned())])),
    }
}

/// `niemphong completions`.
pub(super) fn completions(shell: clap_complete::Shell, session: &Session) -> Outcome {
    let mut command = help::command(&session.words, session.language);
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut command, "niemphong", &mut text);
    out(&String::from_utf8_lossy(&text));
    Ok(Exit::Done)
}

/// `niemphong man`.
pub(super) fn man(folder: Option<&Path>, session: &Session) -> Outcome {
    let command = help::command(&session.words, session.language);
    match folder {
        None => out(&page(&command)?),
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|e| Failure::io(folder, &e))?;
            write_new(&folder.join("niemphong.1"), page(&command)?.as_bytes(), Mode::Open)?;
            for sub in command.get_subcommands() {
                let name = format!("niemphong-{}", sub.get_name());
                let sub = sub.clone().name(name.clone());
                write_new(&folder.join(format!("{name}.1")), page(&sub)?.as_bytes(), Mode::Open)?;
            }
        }
    }
    Ok(Exit::Done)
}

fn page(command: &clap::Command) -> Result<String, Failure> {
    let mut text = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut text).map_err(|e| Failure::data(&e))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
