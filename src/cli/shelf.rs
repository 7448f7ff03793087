//! `niemphong shelf`: one start page over several archives, made of what their seals say.
//!
//! It checks nothing and says nothing of validity; it holds the way to each archive, relative to itself, and no
//! personal data. Never writes inside an archive.

use std::io::Write;
use std::path::{Component, Path, PathBuf};

use niemphong_archive::{Digest, Seal, seal::SEAL_PATH};

use super::build::{self, SYSTEM};
use super::exit::{Exit, Failure, Outcome};
use super::session::{Session, out, tell};
use crate::render::html::{Pages, SHELF_FILES, Shelved};
use crate::seal::Staging;

/// How many folders below a given one an archive may lie.
const DEEPEST: usize = 3;

/// An archive that was found.
struct Found {
    folder: PathBuf,
    seal: Seal,
    digest: Digest,
}

/// Makes a shelf in `target` over the archives in or below `folders`.
pub(super) fn run(folders: &[PathBuf], target: &Path, session: &Session) -> Outcome {
    let home = home_of(target)?;
    let mut found: Vec<Found> = Vec::new();
    for folder in folders {
        let places = archives_in(folder)?;
        if places.is_empty() {
            return Err(Failure::usage("cli-error-no-archive", vec![("path", folder.display().to_string())]));
        }
        for place in places {
            let one = read(&place)?;
            match found.iter().find(|other| other.digest == one.digest) {
                Some(first) => {
                    let (path, other) = (one.folder.display().to_string(), first.folder.display().to_string());
                    tell(&session.say("cli-shelf-twice", &[("path", &path), ("other", &other)]));
                }
                None => found.push(one),
            }
        }
    }
    let shelved = found.iter().map(|one| shelved(one, &home)).collect::<Result<Vec<_>, _>>()?;
    let pages = Pages::new(&session.assets, session.words.clone()).map_err(|e| session.broken(&e))?;
    let pages = pages.shelf(&shelved, SYSTEM).map_err(|e| Failure::data(&e))?;
    let files: Vec<(&str, &[u8])> = pages.iter().map(|page| (page.path.as_str(), page.bytes.as_slice())).collect();
    write(target, &files)?;
    say(target, &found, session);
    Ok(Exit::Done)
}

/// The folder that the shelf will be, absolute; refused inside an archive.
fn home_of(target: &Path) -> Result<PathBuf, Failure> {
    let bad = || Failure::usage("cli-error-bad-target", vec![("path", target.display().to_string())]);
    let here = std::env::current_dir().map_err(|e| Failure::io(Path::new("."), &e))?;
    let mut missing = Vec::new();
    let mut existing = here.join(target);
    // The longest part that is there says where the rest will be.
    while !existing.exists() {
        missing.push(existing.file_name().ok_or_else(bad)?.to_owned());
        existing = existing.parent().ok_or_else(bad)?.to_owned();
    }
    let existing = existing.canonicalize().map_err(|e| Failure::io(&existing, &e))?;
    if let Some(archive) = existing.ancestors().find(|folder| folder.join(SEAL_PATH).is_file()) {
        let arguments = vec![("path", target.display().to_string()), ("archive", archive.display().to_string())];
        return Err(Failure::usage("cli-error-inside-archive", arguments));
    }
    Ok(missing.into_iter().rev().fold(existing, |folder, name| folder.join(name)))
}

/// The archives in or below a folder, in order of their paths; links are not followed, archives not entered.
fn archives_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut places = Vec::new();
    let mut walk = walkdir::WalkDir::new(folder).max_depth(DEEPEST).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry.map_err(|e| Failure::io(folder, &e))?;
        if entry.file_type().is_dir() || entry.depth() == 0 {
            let hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
            if entry.path().join(SEAL_PATH).is_file() && !hidden {
                places.push(entry.path().to_owned());
                walk.skip_current_dir();
            } else if hidden {
                walk.skip_current_dir();
            }
        }
    }
    Ok(places)
}

fn read(folder: &Path) -> Result<Found, Failure> {
    let folder = folder.canonicalize().map_err(|e| Failure::io(folder, &e))?;
    let path = folder.join(SEAL_PATH);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io(&path, &e))?;
    let seal = Seal::parse(&bytes).map_err(|e| Failure::io(&path, &e))?;
    Ok(Found { folder, seal, digest: Digest::of(&bytes) })
}

fn shelved(found: &Found, home: &Path) -> Result<Shelved, Failure> {
    let seal = &found.seal;
    let at = relative(home, &found.folder)
        .ok_or_else(|| Failure::usage("cli-error-other-drive", vec![("path", found.folder.display().to_string())]))?;
    Ok(Shelved {
        at,
        archive: seal.archive.to_string(),
        school: seal.school.to_string(),
        code: seal.archive.school_code().to_owned(),
        school_year: seal.archive.school_year().to_owned(),
        sealed_at: build::shown_moment(&seal.sealed_at.to_string()),
        serial: seal.serial.to_string(),
        seal: found.digest.grouped().split_whitespace().map(str::to_owned).collect(),
        volumes: seal.volumes.iter().map(|volume| (volume.name.to_string(), volume.leaves)).collect(),
        redacted: super::redact::is_copy(seal.builder.as_str()),
    })
}

/// The way from one absolute folder to another as an address, with a slash at its end; none across drives, or where a
/// name is not UTF-8.
fn relative(from: &Path, to: &Path) -> Option<String> {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) = (from.components().collect(), to.components().collect());
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if same == 0 {
        return None;
    }
    let mut way = "../".repeat(from.len() - same);
    for part in &to[same..] {
        way.push_str(&encoded(part.as_os_str().to_str()?));
        way.push('/');
    }
    Some(if way.is_empty() { "./".to_owned() } else { way })
}

/// Percent-encoded as RFC 3986 §2.3 wants a path segment.
fn encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A fresh folder appears whole. In a folder that is there already – archives lie in it – the page comes last.
fn write(target: &Path, files: &[(&str, &[u8])]) -> Result<(), Failure> {
    let exists = |path: &Path| Failure::usage("cli-error-exists", vec![("path", path.display().to_string())]);
    if !target.exists() {
        return store(target, files.iter().copied());
    }
    let page = target.join("index.html");
    let inside = target.join(SHELF_FILES.trim_end_matches('/'));
    if let Some(there) = [&page, &inside].into_iter().find(|path| path.exists()) {
        return Err(exists(there));
    }
    let below = files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(SHELF_FILES)?, *bytes)));
    store(&inside, below)?;
    let (_, bytes) = files.iter().find(|(path, _)| *path == "index.html").ok_or_else(|| Failure::data(&"no page"))?;
    let mut file = std::fs::File::create_new(&page).map_err(|e| Failure::io(&page, &e))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|e| Failure::io(&page, &e))
}

fn store<'a>(target: &Path, files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<(), Failure> {
    let failure = |e: crate::seal::StagingError| build::sealing_failure(&e.into());
    let staging = Staging::begin(target).map_err(failure)?;
    for (path, bytes) in files {
        staging.store(path, bytes).map_err(failure)?;
    }
    staging.finish().map(|_| ()).map_err(failure)
}

fn say(target: &Path, found: &[Found], session: &Session) {
    let start = target.join("index.html").display().to_string();
    if session.is_json() {
        let archives: Vec<_> = found
            .iter()
            .map(|one| serde_json::json!({"archive": one.seal.archive.as_str(), "serial": one.seal.serial.get(), "path": one.folder.display().to_string(), "seal": one.digest.tagged()}))
            .collect();
        out(&format!("{}\n", serde_json::json!({"shelf": start, "archives": archives})));
        return;
    }
    let count = found.len().to_string();
    out(&format!("{}\n", session.say("cli-shelf-done", &[("archives", &count), ("start", &start)])));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_relative_and_encoded() {
        for (from, to, way) in [
            ("/usb/ke", "/usb/luu-tru", "../luu-tru/"),
            ("/usb", "/usb/luu-tru", "luu-tru/"),
            ("/usb/a/ke", "/usb/Lưu trữ 1#2?", "../../L%C6%B0u%20tr%E1%BB%AF%201%232%3F/"),
            ("/a", "/a", "./"),
        ] {
            assert_eq!(relative(Path::new(from), Path::new(to)).as_deref(), Some(way), "{from} to {to}");
        }
        assert_eq!(relative(Path::new("/a"), Path::new("b")), None);
    }
}
