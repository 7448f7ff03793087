//! A sealed archive as a list of its records: what derived prints and lists are made from.
//!
//! Nothing is taken from an archive that fails verification, and nothing is ever written into one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use niemphong_archive::leaf::{LEAVES_PATH, LeafList};
use niemphong_archive::verify::Request;
use niemphong_archive::{Canonical, Report, Seal, Verdict, verify};

use super::clock;
use super::exit::Failure;
use super::session::Session;
use crate::catalogue::Catalogue;
use crate::record::Date;
use crate::render::bound::{Origin, Print};
use crate::render::pdf::PrintDate;
use crate::words::Words;

/// Facts about the school that lists print: a loose file that `build` writes.
pub(super) const SCHOOL_PATH: &str = "browse/truong.json";

/// One record of an archive.
#[derive(Debug)]
pub(super) struct Holding {
    /// Its id.
    pub(super) id: String,
    /// The name of its kind.
    pub(super) kind: String,
    /// The class it belongs to, or empty.
    pub(super) class: String,
    /// The pupil it is about, or empty.
    pub(super) pupil: String,
    /// Its own date; none where its kind has none.
    pub(super) date: Option<Date>,
    /// The folder of its volume: `vinh-vien`, `5-nam`.
    pub(super) volume: String,
    /// The record as sealed.
    pub(super) source: Canonical,
    /// Its print.
    pub(super) print: Print,
    /// The print's path inside the archive.
    pub(super) path: String,
    /// Files kept with it: path inside the archive, and SHA-256.
    pub(super) kept: Vec<(String, String)>,
}

/// The records of an archive.
#[derive(Debug)]
pub(super) struct Holdings {
    /// Where it lies.
    pub(super) root: PathBuf,
    /// Its seal.
    pub(super) seal: Seal,
    /// The digest of the seal, 64 hexadecimal digits.
    pub(super) digest: String,
    /// When it was sealed, as pages print it.
    pub(super) sealed_at: String,
    /// The same for the metadata of PDFs.
    pub(super) date: PrintDate,
    /// The school's facts.
    pub(super) school: SchoolFacts,
    /// Names of the staff by code, as the volumes keep them.
    pub(super) staff: BTreeMap<String, String>,
    /// The records: kinds in the catalogue's order, pupils in the order of their class list.
    pub(super) all: Vec<Holding>,
}

/// What lists say of the school besides its name.
#[derive(Debug, Default)]
pub(super) struct SchoolFacts {
    /// Where documents are dated.
    pub(super) place: String,
    /// Bodies above the school with their first and last day.
    authorities: Vec<(String, Option<Date>, Option<Date>)>,
}

impl SchoolFacts {
    fn parse(bytes: &[u8]) -> Self {
        let value: serde_json::Value = serde_json::from_slice(bytes).unwrap_or_default();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let day = |value: &serde_json::Value| value.as_str().and_then(|t| t.parse().ok());
        let body = |one: &serde_json::Value| (text(&one["ten"]), day(&one["tu"]), day(&one["den"]));
        let authorities = value["co_quan_chu_quan"].as_array().into_iter().flatten().map(body).collect();
        Self { place: text(&value["dia_danh"]), authorities }
    }

    /// The body above the school on `day`, in capitals; empty where the archive does not say.
    pub(super) fn superior_on(&self, day: Date) -> String {
        let covers = |from: &Option<Date>, to: &Option<Date>| {
            from.is_none_or(|first| first <= day) && to.is_none_or(|last| day <= last)
        };
        let found = self.authorities.iter().find(|(_, from, to)| covers(from, to));
        found.map_or_else(String::new, |(name, ..)| name.to_uppercase())
    }
}

/// An archive that can be printed from, or what `verify` says against it.
pub(super) enum Opened {
    /// Sound bytes; who sealed them is not asked here.
    Sound(Box<Holdings>),
    /// Not what was sealed.
    Unsound,
}

/// Verifies and reads the archive in `root`.
pub(super) fn open(root: &Path, catalogue: &Catalogue, session: &Session) -> Result<Opened, Failure> {
    if !root.join(niemphong_archive::seal::SEAL_PATH).is_file() {
        return Err(Failure::usage("cli-error-not-sealed", vec![("path", root.display().to_string())]));
    }
    let mut request = Request::new(clock::today().parse().map_err(|e| Failure::data(&e))?);
    request.jobs = session.jobs.0.get();
    let report = verify(root, &request).map_err(|e| Failure::io(root, &e))?;
    match report {
        Report {
            verdict: Verdict::Passed | Verdict::Indeterminate, sealed: Some(seal), seal: Some(digest), ..
        } => Ok(Opened::Sound(Box::new(read(root, seal, digest.to_string(), catalogue, session)?))),
        _ => Ok(Opened::Unsound),
    }
}

fn read(
    root: &Path,
    seal: Seal,
    digest: String,
    catalogue: &Catalogue,
    session: &Session,
) -> Result<Holdings, Failure> {
    let school_file = root.join(SCHOOL_PATH);
    let school = SchoolFacts::parse(&std::fs::read(&school_file).unwrap_or_default());
    let (mut all, mut staff) = (Vec::new(), BTreeMap::new());
    for volume in &seal.volumes {
        let folder = volume.name.folder();
        let path = root.join(&folder).join(LEAVES_PATH);
        if !path.is_file() {
            continue; // destroyed by a lawful disposal, as `verify` has told
        }
        let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
        let leaves = LeafList::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
        staff.extend(staff_of(&root.join(&folder)));
        for entry in leaves.entries() {
            session.go_on()?;
            let place = format!("{folder}/{}", entry.path.as_str());
            all.push(holding(root, &place, &volume.name.to_string(), catalogue)?);
        }
    }
    sort(&mut all, catalogue);
    let moment = seal.sealed_at.to_string();
    let (sealed_at, date) = (super::build::shown_moment(&moment), super::build::print_date(&moment)?);
    Ok(Holdings { root: root.to_owned(), seal, digest, sealed_at, date, school, staff, all })
}

/// Names by code from what a volume was printed with; an older archive lacks the file.
fn staff_of(volume: &Path) -> BTreeMap<String, String> {
    let bytes = std::fs::read(volume.join(super::basis::BASIS_PATH)).unwrap_or_default();
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let all = value["truong"]["nhan_su"].as_array().cloned().unwrap_or_default();
    all.iter()
        .map(|one| (text(&one["ma"]), text(&one["ho_ten"])))
        .filter(|(code, name)| !code.is_empty() && !name.is_empty())
        .collect()
}

fn holding(root: &Path, place: &str, volume: &str, catalogue: &Catalogue) -> Result<Holding, Failure> {
    let full = root.join(place);
    let bytes = std::fs::read(&full).map_err(|e| Failure::io(&full, &e))?;
    let source = Canonical::parse(&bytes).map_err(|e| Failure::io(&full, &e))?;
    let path = place.strip_suffix(".json").unwrap_or(place).to_owned() + ".pdf";
    let full = root.join(&path);
    let bytes = std::fs::read(&full).map_err(|e| Failure::io(&full, &e))?;
    let text = |key: &str| source.text(key).unwrap_or_default().to_owned();
    let id = text(niemphong_archive::leaf::ID_KEY);
    let print = Print::read(&id, bytes).ok_or_else(|| Failure::io(&full, &"not a PDF that can be read"))?;
    let kind = catalogue.kind(&text("loai"));
    let date = kind.and_then(|k| k.date_key.as_ref()).and_then(|key| text(key).parse().ok());
    let one_pupil = kind.is_some_and(|k| k.each == crate::catalogue::Each::Entry);
    Ok(Holding {
        kind: text("loai"),
        class: text("lop"),
        pupil: if one_pupil { text("ma_hoc_sinh") } else { String::new() },
        date,
        volume: volume.to_owned(),
        kept: kept(&source, place),
        source,
        print,
        path,
        id,
    })
}

/// The files kept with the record at `place`: numbered in the order in which it names them. Pictures of its text are in
/// its print, and no papers of their own.
fn kept(source: &Canonical, place: &str) -> Vec<(String, String)> {
    let Canonical::Map(map) = source else { return Vec::new() };
    let Some(Canonical::List(files)) = map.get(super::publish::KEPT_KEY) else { return Vec::new() };
    let stem = place.strip_suffix(".json").unwrap_or(place).replace("/data/ho-so/", "/data/tep/");
    let one = |(at, file): (usize, &Canonical)| {
        let ending = super::publish::ending(file.text("ten").unwrap_or_default());
        (format!("{stem}-{}.{ending}", at + 1), file.text("sha256").unwrap_or_default().to_owned())
    };
    let is_picture = |file: &Canonical| file.text(super::publish::PICTURE_KEY).is_some();
    files.iter().enumerate().filter(|(_, file)| !is_picture(file)).map(one).collect()
}

impl Holding {
    /// A text of the record, empty where it has none.
    pub(super) fn text(&self, key: &str) -> &str {
        self.source.text(key).unwrap_or_default()
    }
}

/// Kinds as the catalogue has them, then classes, then pupils in the order of their class list, then dates.
fn sort(all: &mut [Holding], catalogue: &Catalogue) {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for summary in all.iter().filter(|one| one.kind == "bang_tong_hop") {
        let Canonical::Map(map) = &summary.source else { continue };
        let Some(Canonical::List(rows)) = map.get("muc") else { continue };
        for (at, row) in rows.iter().enumerate() {
            places.entry(row.text("ma_hoc_sinh").unwrap_or_default().to_owned()).or_insert(at);
        }
    }
    all.sort_by_cached_key(|one| {
        let place = places.get(&one.pupil).copied().unwrap_or(usize::MAX);
        (catalogue.rank(&one.kind), one.class.clone(), place, one.date, one.id.clone())
    });
}

impl Holdings {
    /// The day of sealing.
    pub(super) fn day(&self) -> Date {
        let day = self.date.local.date();
        Date::new(day.year(), day.month(), day.day()).unwrap_or_else(|| self.first_day())
    }

    fn first_day(&self) -> Date {
        self.all.iter().find_map(|one| one.date).expect("a sealed moment has a day")
    }

    /// What derived prints say of where they come from. `superior` is [`SchoolFacts::superior_on`] the day.
    pub(super) fn origin<'a>(&'a self, superior: &'a str, words: &'a Words) -> Origin<'a> {
        Origin {
            words,
            superior,
            school: self.seal.school.as_str(),
            archive: self.seal.archive.as_str(),
            seal: &self.digest,
            sealed_at: &self.sealed_at,
            date: self.date,
        }
    }

    /// A target that does not lie inside the archive, which is closed for ever.
    pub(super) fn outside(&self, target: &Path) -> Result<(), Failure> {
        outside(&self.root, target)
    }
}

/// Refuses a target that lies inside an archive.
pub(super) fn outside(archive: &Path, target: &Path) -> Result<(), Failure> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let above = target.ancestors().skip(1).map(|p| if p.as_os_str().is_empty() { Path::new(".") } else { p });
    let nearest = above.filter_map(real).next();
    match (nearest, real(archive)) {
        (Some(place), Some(root)) if place.starts_with(&root) => {
            let arguments = vec![("path", target.display().to_string()), ("archive", root.display().to_string())];
            Err(Failure::usage("cli-error-inside-archive", arguments))
        }
        _ => Ok(()),
    }
}
