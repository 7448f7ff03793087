//! What is known of an archive's volumes when someone asks whether one may be destroyed: its term, the rows it rests
//! on, the orders that hold it, and what lies in it. Nothing in here says that an archive is sound.

use std::collections::BTreeSet;
use std::path::Path;

use niemphong_archive::trust::Hold;
use niemphong_archive::verify::Request;
use niemphong_archive::{
    Canonical, Date, Digest, KeepUntil, Manifest, Seal, SealedVolume, Severity, VolumeName, bag, leaf::LeafList,
    trusted,
};

use super::exit::{Exit, Failure};
use super::session::{Session, tell};
use crate::catalogue::{Catalogue, Floor, Kind, Standing};
use crate::record::Sensitivity;
use crate::render::pdf::pages_of;

/// How a volume stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Its term runs.
    Kept,
    /// Kept for ever.
    Permanent,
    /// Its term is over, and nothing stands against its destruction.
    Reached,
    /// Its term is over, but rests on rows that nobody has read in their source.
    Unverified,
    /// Its term is over, but an order holds it.
    Held,
    /// Not there, and a statement says that it was destroyed.
    Destroyed,
    /// Not there, and nothing explains it.
    Missing,
}

impl State {
    /// The word in JSON.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Permanent => "permanent",
            Self::Reached => "reached",
            Self::Unverified => "reached-unverified",
            Self::Held => "held",
            Self::Destroyed => "destroyed",
            Self::Missing => "missing",
        }
    }
}

/// One volume on a day.
#[derive(Debug, Clone)]
pub(super) struct VolumeState {
    pub(super) name: VolumeName,
    pub(super) keep_until: KeepUntil,
    pub(super) records: u64,
    pub(super) state: State,
    /// Rows that its records rest on and that nobody has read in their source.
    pub(super) unverified: Vec<String>,
    /// Orders that hold it, or records of it.
    pub(super) holds: Vec<String>,
}

/// A record as the list of what is due names it: never by a child's name.
pub(super) struct RecordLine {
    pub(super) id: String,
    pub(super) kind_title: String,
    pub(super) title: String,
    /// The row of the table of terms and its act; none where no row was found.
    pub(super) row: Option<(String, String, Standing)>,
    pub(super) hold: Option<String>,
    pub(super) documents: usize,
    pub(super) pages: u64,
}

/// An archive's seal and its digest.
pub(super) fn seal_of(archive: &Path) -> Result<(Seal, Digest), Failure> {
    let path = archive.join(niemphong_archive::seal::SEAL_PATH);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
    let seal = Seal::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
    Ok((seal, Digest::of(&bytes)))
}

/// The orders of the trust file, if one is given; one that can't be believed stops the command, because what it may
/// hide is an order.
pub(super) fn holds(archive: &Path, request: &Request<'_>, session: &Session) -> Result<Vec<Hold>, Failure> {
    if request.trust.is_none() {
        return Ok(Vec::new());
    }
    let (trust, findings) = trusted(archive, request).map_err(|e| Failure::data(&e))?;
    let language = session.verifier_language();
    for finding in findings.iter().filter(|finding| finding.code.severity != Severity::Note) {
        tell(&format!("{} {}: {}", finding.code.id, finding.path, finding.message(language)));
    }
    let unusable = Failure { word: "cli-dispose-trust", arguments: Vec::new(), exit: Exit::Indeterminate };
    Ok(trust.ok_or(unusable)?.holds)
}

/// `5 năm`, `Vĩnh viễn`.
pub(super) fn title(name: VolumeName) -> String {
    super::files::term(&name.to_string()).to_string()
}

/// How a volume stands on `day`: whether it may be destroyed then.
pub(super) fn look(
    archive: &Path,
    seal: &Seal,
    volume: &SealedVolume,
    day: Date,
    orders: &[Hold],
    catalogue: &Catalogue,
) -> Result<VolumeState, Failure> {
    let folder = archive.join(volume.name.folder());
    let mut found = VolumeState {
        name: volume.name,
        keep_until: volume.keep_until,
        records: volume.leaves,
        state: State::Kept,
        unverified: Vec::new(),
        holds: Vec::new(),
    };
    if !folder.is_dir() {
        let statement = archive.join(format!("disposals/{}.txt", volume.name));
        found.state = if statement.is_file() { State::Destroyed } else { State::Missing };
        return Ok(found);
    }
    match volume.keep_until {
        KeepUntil::Permanent => found.state = State::Permanent,
        KeepUntil::Until(last) if last < day => {
            let records = records(&folder, catalogue)?;
            let in_force = |hold: &&Hold| {
                hold.archive == seal.archive
                    && hold.volume == volume.name
                    && hold.from <= day
                    && hold.until.is_none_or(|until| day <= until)
            };
            found.holds.extend(orders.iter().filter(in_force).map(|hold| hold.order.to_string()));
            found.holds.extend(records.iter().filter_map(|r| Some(format!("{}: {}", r.id, r.hold.as_ref()?))));
            found.unverified = unverified(&records);
            found.state = match (found.holds.is_empty(), found.unverified.is_empty()) {
                (false, _) => State::Held,
                (true, false) => State::Unverified,
                (true, true) => State::Reached,
            };
        }
        KeepUntil::Until(_) => {}
    }
    Ok(found)
}

fn unverified(records: &[RecordLine]) -> Vec<String> {
    let rows = records.iter().filter_map(|record| match &record.row {
        Some((_, _, Standing::Verified)) => None,
        Some((code, act, Standing::Unverified)) => Some(format!("{code} ({act})")),
        None => Some(record.kind_title.clone()),
    });
    rows.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Every record of a volume, in the order of its leaves.
pub(super) fn records(folder: &Path, catalogue: &Catalogue) -> Result<Vec<RecordLine>, Failure> {
    let path = folder.join(niemphong_archive::leaf::LEAVES_PATH);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
    let list = LeafList::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
    let path = folder.join(bag::MANIFEST_NAME);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
    let manifest = Manifest::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
    let mut lines = Vec::new();
    for entry in list.entries() {
        let path = folder.join(entry.path.as_str());
        let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
        let record = Canonical::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
        let kind = record.text("loai").and_then(|kind| catalogue.kind(kind));
        let print = std::fs::read(path.with_extension("pdf")).ok();
        let row = kind.and_then(|kind| row_of(&record, kind, catalogue));
        lines.push(RecordLine {
            id: entry.id.to_string(),
            kind_title: kind.map_or_else(|| record.text("loai").unwrap_or_default().to_owned(), |k| k.title.vi.clone()),
            title: title_of(&record, kind, catalogue),
            row: row.map(|row| (row.code.clone(), row.act.clone(), row.standing)),
            hold: hold_of(&record),
            documents: 1 + kept_with(entry.path.as_str(), &manifest),
            pages: print.as_deref().and_then(pages_of).unwrap_or(0),
        });
    }
    Ok(lines)
}

/// The row of the table of terms that was in force when the record's school year ended.
fn row_of<'a>(record: &Canonical, kind: &Kind, catalogue: &'a Catalogue) -> Option<&'a Floor> {
    let year = record.text("nam_hoc")?.parse::<crate::record::SchoolYear>().ok()?;
    catalogue.terms_of(year)?.row(&kind.retention)
}

/// Kind, subject and class; no subject where it may name a child.
fn title_of(record: &Canonical, kind: Option<&Kind>, catalogue: &Catalogue) -> String {
    let mut title = kind.map_or_else(String::new, |kind| kind.title.vi.clone());
    let open = kind.is_some_and(|kind| matches!(kind.sensitivity, Sensitivity::Public | Sensitivity::Internal));
    if open && let Some(subject) = record.text("trich_yeu").or_else(|| record.text("ten_bai")) {
        title = format!("{title}: {subject}");
    }
    match record.text("lop") {
        Some(class) if !class.is_empty() => {
            format!("{title}, {}", catalogue.rules.record_words.in_class.replace("{lop}", class))
        }
        _ => title,
    }
}

fn hold_of(record: &Canonical) -> Option<String> {
    let Canonical::Map(map) = record else { return None };
    map.get("tam_giu").map(|hold| hold.text("li_do").unwrap_or_default().to_owned())
}

/// How many files were kept with the record at `path`: `data/tep/KIND/STEM-N.ENDING`.
fn kept_with(path: &str, manifest: &Manifest) -> usize {
    let stem = path.trim_start_matches("data/ho-so/").trim_end_matches(".json");
    let prefix = format!("data/tep/{stem}-");
    let own = |path: &str| {
        let number = path.strip_prefix(&prefix).and_then(|rest| rest.split('.').next());
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
    };
    manifest.iter().filter(|(path, _)| own(path.as_str())).count()
}
