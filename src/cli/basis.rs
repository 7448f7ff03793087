//! What a volume's records were printed with – the school, its staff's names, its classes – kept in the volume, so that
//! they can be printed again; and a sealed archive read back into documents.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use niemphong_archive::leaf::{ID_KEY, LEAVES_PATH, LeafList, SALT_KEY, SEED_PATH};
use niemphong_archive::{Canonical, Digest, Seal, seal::SEAL_PATH};

use super::exit::Failure;
use super::plan::Workshop;
use super::publish::{KEPT_KEY, OpenVolume, PICTURE_KEY, ending, plain};
use crate::check;
use crate::record::Source;

/// Where it lies in a volume. Below `data/tep/`, where the format looks for no records (FORMAT.md §7.3).
pub(super) const BASIS_PATH: &str = "data/tep/boi-canh.json";

const SCHOOL: &str = "truong";
const CLASSES: &str = "danh_sach_lop";

type Map = BTreeMap<String, Source>;

/// The basis of one volume: no child that its records do not name.
pub(super) fn text(workshop: &Workshop<'_>, open: &OpenVolume) -> Result<String, Failure> {
    let mut whole = Map::new();
    for (entry, kind) in &workshop.examined.documents {
        if kind != SCHOOL && kind != CLASSES {
            continue;
        }
        let Some(source) = check::source_of(&workshop.read(entry)?) else { continue };
        let named: BTreeSet<&str> = open.volume.pupils().map(|pupil| pupil.code.as_str()).collect();
        let narrowed = if kind == SCHOOL { school(source) } else { classes(source, &named) };
        whole.insert(kind.clone(), narrowed);
    }
    Ok(plain(&Source::Map(whole)).to_jcs())
}

/// Of the staff, code and name: what records are printed with.
fn school(source: Source) -> Source {
    let Source::Map(mut map) = source else { return source };
    if let Some(Source::List(staff)) = map.get_mut("nhan_su") {
        staff.iter_mut().for_each(|one| keep(one, &["ma", "ho_ten"]));
    }
    Source::Map(map)
}

/// Of the classes, code, grade, teacher and campus, and the codes of the children named in the volume.
fn classes(source: Source, named: &BTreeSet<&str>) -> Source {
    let Source::Map(mut map) = source else { return source };
    if let Some(Source::List(classes)) = map.get_mut("muc") {
        for class in classes {
            keep(class, &["ma", "khoi", "gvcn", "diem_truong", "hoc_sinh"]);
            let Source::Map(class) = class else { continue };
            if let Some(Source::List(pupils)) = class.get_mut("hoc_sinh") {
                pupils.retain(|pupil| named.contains(text_at(pupil, "ma_hoc_sinh")));
                pupils.iter_mut().for_each(|pupil| keep(pupil, &["ma_hoc_sinh"]));
            }
        }
    }
    Source::Map(map)
}

fn keep(value: &mut Source, keys: &[&str]) {
    if let Source::Map(map) = value {
        map.retain(|key, _| keys.contains(&key.as_str()));
    }
}

pub(super) fn text_at<'a>(source: &'a Source, key: &str) -> &'a str {
    match source {
        Source::Map(map) => match map.get(key) {
            Some(Source::Text(text)) => text,
            _ => "",
        },
        _ => "",
    }
}

/// A file that a sealed record keeps.
pub(super) struct KeptFile {
    /// Where it is on disk.
    pub(super) path: PathBuf,
    pub(super) digest: Digest,
    pub(super) bytes: u64,
    /// Of a picture: its path as the record's text names it.
    pub(super) shown_as: Option<String>,
}

/// A record read back.
pub(super) struct Sealed {
    /// The volume's folder name.
    pub(super) volume: String,
    /// Its record id.
    pub(super) id: String,
    /// As exported: without id, salt and the digests of kept files.
    pub(super) source: Source,
    /// Its kept files, in their order.
    pub(super) kept: Vec<KeptFile>,
}

/// A sealed archive read back.
pub(super) struct Opened {
    pub(super) seal: Seal,
    pub(super) digest: Digest,
    pub(super) records: Vec<Sealed>,
    /// The school and its classes as the volumes keep them; empty if none does.
    pub(super) basis: Vec<(String, Source)>,
    /// The digest of all seeds: known only to whoever holds the archive.
    pub(super) secret: Digest,
}

/// Reads the seal of an archive.
pub(super) fn seal_of(archive: &Path) -> Result<(Seal, Digest), Failure> {
    let path = archive.join(SEAL_PATH);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
    let seal = Seal::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
    Ok((seal, Digest::of(&bytes)))
}

/// Reads every record of every volume that is there. The archive must have been verified.
pub(super) fn open(archive: &Path) -> Result<Opened, Failure> {
    let (seal, digest) = seal_of(archive)?;
    let (mut records, mut seeds, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for volume in &seal.volumes {
        let folder = archive.join(volume.name.folder());
        if !folder.is_dir() {
            continue;
        }
        seeds.extend(read(&folder.join(SEED_PATH))?);
        let path = folder.join(LEAVES_PATH);
        let list = LeafList::parse(&read(&path)?).map_err(|e| Failure::io(&path, &e))?;
        for entry in list.entries() {
            records.push(record(&folder, &volume.name.to_string(), &folder.join(entry.path.as_str()))?);
        }
        let basis = folder.join(BASIS_PATH);
        if basis.is_file() {
            found.push(canonical(&basis)?);
        }
    }
    Ok(Opened { seal, digest, records, basis: joined(&found), secret: Digest::of(&seeds) })
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|e| Failure::io(path, &e))
}

fn canonical(path: &Path) -> Result<Source, Failure> {
    Canonical::parse(&read(path)?).map(|value| back(&value)).map_err(|e| Failure::io(path, &e))
}

fn back(value: &Canonical) -> Source {
    match value {
        Canonical::Text(text) => Source::Text(text.clone()),
        Canonical::List(items) => Source::List(items.iter().map(back).collect()),
        Canonical::Map(map) => Source::Map(map.iter().map(|(key, value)| (key.clone(), back(value))).collect()),
    }
}

fn record(folder: &Path, volume: &str, path: &Path) -> Result<Sealed, Failure> {
    let Source::Map(mut map) = canonical(path)? else { return Err(Failure::io(path, &"not a record")) };
    let id = match map.remove(ID_KEY) {
        Some(Source::Text(id)) => id,
        _ => return Err(Failure::io(path, &"not a record")),
    };
    map.remove(SALT_KEY);
    let listed = match map.remove(KEPT_KEY) {
        Some(Source::List(files)) => files,
        _ => Vec::new(),
    };
    let kind = path.parent().and_then(|p| p.file_name()).unwrap_or_default();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let is_picture = |file: &Source| !text_at(file, PICTURE_KEY).is_empty();
    let kept = |(at, file): (usize, &Source)| {
        let (name, shown_as) = (text_at(file, "ten"), text_at(file, PICTURE_KEY));
        let before = listed[..at].iter().filter(|one| is_picture(one)).count();
        let name = match is_picture(file) {
            true => super::pictures::file_name(&stem, before + 1, name),
            false => format!("{stem}-{}.{}", at + 1, ending(name)),
        };
        let bad = |e: &dyn std::fmt::Display| Failure::io(path, e);
        Ok(KeptFile {
            path: folder.join("data/tep").join(kind).join(name),
            digest: text_at(file, "sha256").parse().map_err(|e| bad(&e))?,
            bytes: text_at(file, "so_byte").parse().map_err(|e| bad(&e))?,
            shown_as: is_picture(file).then(|| shown_as.to_owned()),
        })
    };
    let kept = listed.iter().enumerate().map(kept).collect::<Result<_, Failure>>()?;
    Ok(Sealed { volume: volume.to_owned(), id, source: Source::Map(map), kept })
}

/// The school as the first volume has it; the classes with the children of all volumes.
fn joined(found: &[Source]) -> Vec<(String, Source)> {
    let part = |basis: &Source, key: &str| match basis {
        Source::Map(map) => map.get(key).cloned(),
        _ => None,
    };
    let Some(school) = found.iter().find_map(|basis| part(basis, SCHOOL)) else { return Vec::new() };
    let mut lists = found.iter().filter_map(|basis| part(basis, CLASSES));
    let Some(mut classes) = lists.next() else { return Vec::new() };
    lists.for_each(|more| add_children(&mut classes, &more));
    vec![(SCHOOL.to_owned(), school), (CLASSES.to_owned(), classes)]
}

fn add_children(classes: &mut Source, more: &Source) {
    let (Source::Map(into), Source::Map(from)) = (classes, more) else { return };
    let (Some(Source::List(into)), Some(Source::List(from))) = (into.get_mut("muc"), from.get("muc")) else { return };
    for (class, other) in into.iter_mut().zip(from) {
        let (Source::Map(class), Source::Map(other)) = (class, other) else { continue };
        let (Some(Source::List(mine)), Some(Source::List(theirs))) = (class.get_mut("hoc_sinh"), other.get("hoc_sinh"))
        else {
            continue;
        };
        theirs
            .iter()
            .filter(|pupil| !mine.contains(pupil))
            .cloned()
            .collect::<Vec<_>>()
            .into_iter()
            .for_each(|p| mine.push(p));
    }
}
