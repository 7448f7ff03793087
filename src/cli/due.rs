//! `niemphong due`: what has reached the end of its term, class by class, with the rows it rests on.
//!
//! It lists; it proposes destruction only where every row was read in its source, and it never destroys.

use std::path::{Path, PathBuf};

use niemphong_archive::{Canonical, KeepUntil, Seal, leaf::LeafList};
use serde_json::json;

use super::exit::{Exit, Failure, Outcome};
use super::session::{Session, out};
use crate::catalogue::{Catalogue, Standing};
use crate::classify::floor_on;

/// One volume's answer.
struct Due {
    archive: String,
    volume: String,
    keep_until: String,
    records: u64,
    state: State,
    unverified: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Kept,
    Permanent,
    Reached,
    Unverified,
    Destroyed,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Permanent => "permanent",
            Self::Reached => "reached",
            Self::Unverified => "reached-unverified",
            Self::Destroyed => "absent",
        }
    }
}

/// Lists what has reached the end of its term by the beginning of `year`.
pub(super) fn run(archives: &[PathBuf], year: i16, session: &Session) -> Outcome {
    let book = session.rulebook()?;
    let mut all = Vec::new();
    for archive in archives {
        all.extend(of_archive(archive, year, &book.catalogue)?);
    }
    if session.is_json() {
        let rows: Vec<_> = all.iter().map(|d| json!({"archive": d.archive, "volume": d.volume, "keep_until": d.keep_until, "records": d.records, "state": d.state.name(), "unverified": d.unverified})).collect();
        out(&format!("{}\n", json!({"year": year, "volumes": rows})));
        return Ok(Exit::Done);
    }
    let shown = year.to_string();
    out(&format!("{}\n", session.say("cli-due-head", &[("year", &shown)])));
    for due in &all {
        let word = match due.state {
            State::Kept => "cli-due-kept",
            State::Permanent => "cli-due-permanent",
            State::Reached => "cli-due-reached",
            State::Unverified => "cli-due-unverified",
            State::Destroyed => "cli-due-absent",
        };
        let records = due.records.to_string();
        let rows = due.unverified.join(", ");
        let arguments = [
            ("archive", due.archive.as_str()),
            ("volume", &due.volume),
            ("until", &due.keep_until),
            ("records", &records),
            ("rows", &rows),
        ];
        out(&format!("{}\n", session.say(word, &arguments)));
    }
    Ok(Exit::Done)
}

fn of_archive(archive: &Path, year: i16, catalogue: &Catalogue) -> Result<Vec<Due>, Failure> {
    let path = archive.join(niemphong_archive::seal::SEAL_PATH);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
    let seal = Seal::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
    seal.volumes
        .iter()
        .map(|volume| {
            let folder = archive.join(volume.name.folder());
            let (until, reached) = match volume.keep_until {
                KeepUntil::Permanent => (String::new(), false),
                KeepUntil::Until(day) => (day.to_string(), i64::from(day.year()) < i64::from(year)),
            };
            let unverified = if reached && folder.is_dir() { unverified_rows(&folder, catalogue)? } else { Vec::new() };
            let state = match (folder.is_dir(), until.is_empty(), reached, unverified.is_empty()) {
                (false, ..) => State::Destroyed,
                (_, true, ..) => State::Permanent,
                (_, _, false, _) => State::Kept,
                (_, _, true, true) => State::Reached,
                (_, _, true, false) => State::Unverified,
            };
            Ok(Due {
                archive: seal.archive.to_string(),
                volume: volume.name.to_string(),
                keep_until: until,
                records: volume.leaves,
                state,
                unverified,
            })
        })
        .collect()
}

/// Rows that the volume's records rest on and that nobody has read in their source.
fn unverified_rows(folder: &Path, catalogue: &Catalogue) -> Result<Vec<String>, Failure> {
    let path = folder.join(niemphong_archive::leaf::LEAVES_PATH);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
    let list = LeafList::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
    let mut rows = std::collections::BTreeSet::new();
    for entry in list.entries() {
        let path = folder.join(entry.path.as_str());
        let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
        let record = Canonical::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
        let kind = record.text("loai").and_then(|kind| catalogue.kind(kind));
        let year = record.text("nam_hoc").and_then(|y| y.parse::<crate::record::SchoolYear>().ok());
        let closed = year.and_then(|y| crate::record::Date::new(y.last(), 6, 30));
        let row = kind.zip(closed).and_then(|(k, day)| floor_on(&catalogue.retention, &k.retention, day));
        match row {
            Some(row) if row.standing == Standing::Verified => {}
            Some(row) => {
                rows.insert(format!("{} ({})", row.code, row.act));
            }
            None => {
                rows.insert(record.text("loai").unwrap_or_default().to_owned());
            }
        }
    }
    Ok(rows.into_iter().collect())
}
