//! `niemphong init`: a new export folder with the two files that every export needs, ready to fill in.

use std::path::Path;

use super::exit::{Exit, Failure, Outcome};
use super::secret::{self, Secret};
use super::session::{Session, out, tell};
use crate::catalogue::Kind;
use crate::record::Family;
use crate::seal::Staging;

/// Makes `folder` with commented templates of the support files, the schemas, and a guide.
pub(super) fn run(folder: &Path, session: &Session) -> Outcome {
    let book = session.rulebook()?;
    let failure = |e: crate::seal::StagingError| super::build::sealing_failure(&e.into());
    let staging = Staging::begin(folder).map_err(failure)?;
    let store = |path: &str, text: &str| staging.store(path, text.as_bytes()).map(|_| ()).map_err(failure);
    for (name, bytes) in session.assets.list("templates/init/") {
        let path = name.trim_start_matches("templates/init/");
        store(path, std::str::from_utf8(bytes).map_err(|e| Failure::data(&e))?)?;
    }
    super::sample::store_schemas(&staging, &book, session)?;
    staging.finish().map_err(failure)?;
    let secret = secret::beside(folder).filter(|path| path.symlink_metadata().is_err());
    if let Some(path) = &secret {
        Secret::make(path)?;
    }
    let path = folder.display().to_string();
    out(&format!("{}\n", session.say("cli-init-done", &[("path", &path)])));
    if let Some(path) = &secret {
        tell(&session.say("cli-secret-done", &[("path", &path.display().to_string())]));
    }
    for kind in book.catalogue.kinds().filter(|k| k.family != Family::Support) {
        out(&format!("  {:26} {}\n", kind.name.as_str(), title(kind, session)));
    }
    Ok(Exit::Done)
}

fn title<'a>(kind: &'a Kind, session: &Session) -> &'a str {
    kind.title.in_language(session.language)
}
