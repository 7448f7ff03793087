//! `niemphong sample`: a believable school of any size, on disk.

use std::num::NonZeroUsize;
use std::path::Path;

use super::exit::{Exit, Failure, Outcome};
use super::session::{Session, out};
use crate::check::Rulebook;
use crate::sample::{SampleRequest, school};
use crate::seal::Staging;

/// Writes the school of `pupils` and `seed` into the new folder `folder`.
pub(super) fn run(pupils: NonZeroUsize, seed: u64, school_year: &str, folder: &Path, session: &Session) -> Outcome {
    write(pupils, seed, school_year, folder, session)?;
    let path = folder.display().to_string();
    out(&format!("{}\n", session.say("cli-sample-done", &[("path", &path)])));
    Ok(Exit::Done)
}

/// The folder of the schemas inside an export, for the line that editors read.
pub(super) const SCHEMAS: &str = ".schemas";

/// Puts the schemas where the export's files say they are.
pub(super) fn store_schemas(staging: &Staging, book: &Rulebook, session: &Session) -> Result<(), Failure> {
    for kind in book.catalogue.kinds() {
        let file = format!("{}.schema.json", kind.name);
        let text = session.assets.text(&format!("schemas/{file}")).unwrap_or_default();
        let stored = staging.store(&format!("{SCHEMAS}/{file}"), text.as_bytes());
        stored.map_err(|e| super::build::sealing_failure(&e.into()))?;
    }
    Ok(())
}

/// Writes the school, whole or not at all.
pub(super) fn write(
    pupils: NonZeroUsize,
    seed: u64,
    school_year: &str,
    folder: &Path,
    session: &Session,
) -> Result<(), Failure> {
    let year = school_year
        .parse()
        .map_err(|_| Failure::usage("cli-error-school-year", vec![("found", school_year.to_owned())]))?;
    let failure = |e: crate::seal::StagingError| super::build::sealing_failure(&e.into());
    let staging = Staging::begin(folder).map_err(failure)?;
    let book = session.rulebook()?;
    let pupils = u32::try_from(pupils.get()).unwrap_or(u32::MAX);
    let request = SampleRequest { pupils, seed, school_year: year, schemas: SCHEMAS.to_owned() };
    store_schemas(&staging, &book, session)?;
    school(&request, &book.catalogue, &mut |path, bytes| {
        session.go_on()?;
        staging.store(path, bytes).map(|_| ()).map_err(failure)
    })?;
    staging.finish().map_err(failure)?;
    Ok(())
}
