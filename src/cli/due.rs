//! `niemphong due`: what has reached the end of its term, volume by volume, with the rows and orders it rests on.
//!
//! It lists; it proposes destruction only where every row was read in its source and no order stands against it, and
//! it never destroys.

use std::path::{Path, PathBuf};

use niemphong_archive::{Date, KeepUntil};
use serde_json::{Value, json};

use super::args::TrustArgs;
use super::dispose::print_paper;
use super::exit::{Exit, Failure, Outcome};
use super::key::{Mode, write_new};
use super::session::{Session, out};
use super::volumes::{self, State, VolumeState};
use super::{clock, verify};
use crate::catalogue::DisposalPapers;
use crate::render::papers::{Occasion, PaperForms};
use crate::render::pdf::Press;

/// One archive's answer.
struct Listed {
    path: PathBuf,
    archive: String,
    school: String,
    volumes: Vec<VolumeState>,
}

/// Lists what has reached the end of its term by the beginning of `year`.
pub(super) fn run(
    archives: &[PathBuf],
    year: i16,
    print: Option<&Path>,
    trust: &TrustArgs,
    session: &Session,
) -> Outcome {
    let book = session.rulebook()?;
    let request = verify::request(&trust.on(None), session)?;
    let day = u16::try_from(year).ok().and_then(|year| Date::new(year, 1, 1).ok());
    let day =
        day.ok_or_else(|| Failure::usage("cli-error-day", vec![("found", year.to_string()), ("said", String::new())]))?;
    let mut all = Vec::new();
    for archive in archives {
        let (seal, _) = volumes::seal_of(archive)?;
        let orders = volumes::holds(archive, &request, session)?;
        let look = |volume| volumes::look(archive, &seal, volume, day, &orders, &book.catalogue);
        all.push(Listed {
            path: archive.clone(),
            archive: seal.archive.to_string(),
            school: seal.school.to_string(),
            volumes: seal.volumes.iter().map(look).collect::<Result<_, _>>()?,
        });
    }
    if let Some(file) = print {
        write_new(file, &printed(&all, year, session)?, Mode::Open)?;
    }
    if session.is_json() {
        out(&format!("{}\n", json!({"year": year, "volumes": all.iter().flat_map(rows).collect::<Vec<_>>()})));
        return Ok(Exit::Done);
    }
    out(&format!("{}\n", session.say("cli-due-head", &[("year", &year.to_string())])));
    for listed in &all {
        for volume in &listed.volumes {
            out(&format!("{}\n", line(listed, volume, session)));
        }
    }
    if trust.trust.is_empty() {
        out(&format!("{}\n", session.say("cli-due-no-trust", &[])));
    }
    if let Some(file) = print {
        out(&format!("{}\n", session.say("cli-due-printed", &[("path", &file.display().to_string())])));
    }
    Ok(Exit::Done)
}

fn until(volume: &VolumeState) -> String {
    match volume.keep_until {
        KeepUntil::Permanent => String::new(),
        KeepUntil::Until(day) => day.to_string(),
    }
}

fn rows(listed: &Listed) -> Vec<Value> {
    let row = |volume: &VolumeState| {
        json!({
            "archive": listed.archive,
            "path": listed.path.display().to_string(),
            "volume": volume.name.to_string(),
            "keep_until": until(volume),
            "records": volume.records,
            "state": volume.state.name(),
            "unverified": volume.unverified,
            "holds": volume.holds,
        })
    };
    listed.volumes.iter().map(row).collect()
}

fn word(state: State) -> &'static str {
    match state {
        State::Kept => "cli-due-kept",
        State::Permanent => "cli-due-permanent",
        State::Reached => "cli-due-reached",
        State::Unverified => "cli-due-unverified",
        State::Held => "cli-due-held",
        State::Destroyed => "cli-due-destroyed",
        State::Missing => "cli-due-missing",
    }
}

fn line(listed: &Listed, volume: &VolumeState, session: &Session) -> String {
    let (name, until, records) = (volume.name.to_string(), until(volume), volume.records.to_string());
    let (rows, holds) = (volume.unverified.join(", "), volume.holds.join("; "));
    let arguments = [
        ("archive", listed.archive.as_str()),
        ("volume", &name),
        ("until", &until),
        ("records", &records),
        ("rows", &rows),
        ("holds", &holds),
    ];
    session.say(word(volume.state), &arguments)
}

/// The list on paper.
fn printed(all: &[Listed], year: i16, session: &Session) -> Result<Vec<u8>, Failure> {
    let papers = DisposalPapers::load(&session.assets).map_err(|e| session.broken(&e))?;
    let forms = PaperForms::new(Occasion::Disposal, &session.assets).map_err(|e| session.broken(&e))?;
    let press = Press::new(&session.assets).map_err(|e| session.broken(&e))?;
    let today = clock::today();
    let row = |listed: &Listed, volume: &VolumeState| {
        let until = crate::render::html::date(&until(volume));
        let state = session.words.say(crate::words::Language::Vi, &format!("{}-short", word(volume.state)), &[]);
        let notes = [volume.holds.join("; "), volume.unverified.join(", ")];
        let notes = notes.iter().filter(|note| !note.is_empty()).cloned().collect::<Vec<_>>().join("; ");
        json!({
            "goi": listed.archive,
            "ten": volumes::title(volume.name),
            "giu_den": until,
            "so_ho_so": volume.records,
            "tinh_trang": state,
            "ghi_chu": notes,
        })
    };
    let rows: Vec<Value> = all.iter().flat_map(|listed| listed.volumes.iter().map(|v| row(listed, v))).collect();
    let case = json!({
        "ngay_lap": today,
        "nam": year,
        "goi_luu_tru": all.first().map_or("", |listed| listed.archive.as_str()),
        "tap": rows,
        "truong": {"ten": all.first().map_or("", |listed| listed.school.as_str()), "ten_viet_tat": "", "dia_danh": ""},
    });
    print_paper(&papers.notice, &case, &today, &forms, &press, session)
}
