//! Copies and repair on the golden archive: whatever befalls it and its copies, what one of them still has comes back,
//! and what none has is named.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use niemphong::seal::{Copying, Mended, Mending, inventory};
use niemphong_archive::{Request, Verdict, verify};
use proptest::prelude::*;

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/archive/golden/v1/archive")
}

fn copy(from: &Path, to: &Path) {
    let items = inventory(from).unwrap();
    let mut copying = Copying::begin(to).unwrap();
    items.iter().for_each(|item| copying.take(from, item).unwrap());
    copying.settle(&items).unwrap();
    copying.finish().unwrap();
}

fn verdict(archive: &Path) -> Verdict {
    verify(archive, &Request::new("2026-11-25".parse().unwrap())).unwrap().verdict
}

fn mend(archive: &Path, copies: &[PathBuf]) -> Mended {
    let seal = fs::read(golden().join("seal/seal.txt")).unwrap();
    let mending = Mending { archive, copies, seal, destroyed: Vec::new(), faulty: &|_, _| false };
    mending.run(&mut || true).unwrap().unwrap()
}

#[test]
fn a_copy_is_the_archive_file_for_file() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("media/usb");
    copy(&golden(), &target);
    assert_eq!(inventory(&target).unwrap(), inventory(&golden()).unwrap());
    assert_eq!(verdict(&target), verdict(&golden()));
    assert_eq!(fs::read_dir(home.path().join("media")).unwrap().count(), 1, "nothing else lies beside it");
}

#[test]
fn a_copy_cut_short_goes_on_and_what_went_wrong_in_it_is_written_again() {
    let home = tempfile::tempdir().unwrap();
    let (target, items) = (home.path().join("usb"), inventory(&golden()).unwrap());
    let mut first = Copying::begin(&target).unwrap();
    items[..6].iter().for_each(|item| first.take(&golden(), item).unwrap());
    let begun = first.settle(&items[..6]).unwrap().to_owned();
    assert!(Copying::begin(&target).is_err(), "two at once");
    first.pause();
    assert!(!target.exists());
    fs::write(begun.join(items[2].path.as_str()), "half").unwrap();
    let mut second = Copying::begin(&target).unwrap();
    items.iter().for_each(|item| second.take(&golden(), item).unwrap());
    assert_eq!(second.resumed, 5);
    second.finish().unwrap();
    assert_eq!(inventory(&target).unwrap(), items);
}

#[test]
fn a_source_that_is_not_as_sealed_is_not_copied() {
    let home = tempfile::tempdir().unwrap();
    let source = home.path().join("a");
    copy(&golden(), &source);
    let items = inventory(&source).unwrap();
    let page = items.iter().find(|item| item.path.as_str().ends_with(".html")).unwrap();
    fs::write(source.join(page.path.as_str()), "other").unwrap();
    let mut copying = Copying::begin(&home.path().join("b")).unwrap();
    assert!(copying.take(&source, page).is_err());
}

#[test]
fn damaged_files_are_kept_aside_and_a_run_cut_short_is_finished_by_the_next() {
    let home = tempfile::tempdir().unwrap();
    let (archive, other) = (home.path().join("a"), home.path().join("b"));
    copy(&golden(), &archive);
    copy(&golden(), &other);
    fs::write(archive.join("index.html"), "rot").unwrap();
    // What a run that was killed leaves: a folder under way beside the archive, and a file moved out but not yet in.
    fs::create_dir_all(home.path().join(".a.niemphong-dang-sua/evidence")).unwrap();
    fs::write(home.path().join(".a.niemphong-khoa"), "").unwrap();
    fs::remove_file(archive.join("seal/root.sha256")).unwrap();
    fs::remove_file(archive.join("evidence/bien-ban.pdf")).unwrap();
    let mended = mend(&archive, &[other]);
    assert_eq!(mended.mended.len(), 3);
    assert_eq!(fs::read(mended.aside.unwrap().join("index.html")).unwrap(), b"rot");
    assert_eq!(inventory(&archive).unwrap(), inventory(&golden()).unwrap());
    let beside: BTreeSet<_> = fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(beside, ["a", "b", "hong-a"].map(Into::into).into());
}

/// What befalls one file of one place.
fn damage(file: &Path, how: u8) {
    match how {
        0 => fs::remove_file(file).unwrap(),
        1 => fs::write(file, "").unwrap(),
        _ => {
            let mut bytes = fs::read(file).unwrap();
            bytes.push(how);
            fs::write(file, bytes).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn what_any_place_still_has_comes_back_and_the_rest_is_named(
        hits in prop::collection::vec((0_usize..3, any::<prop::sample::Index>(), 0_u8..4), 0..40),
    ) {
        let home = tempfile::tempdir().unwrap();
        let places: Vec<PathBuf> = ["a", "b", "c"].iter().map(|name| home.path().join(name)).collect();
        places.iter().for_each(|place| copy(&golden(), place));
        // Files that the seal binds; the lists among them are hit too, and a lost list hides what it names.
        let items: Vec<_> =
            inventory(&golden()).unwrap().into_iter().filter(|i| !i.path.as_str().starts_with("evidence/")).collect();
        let mut hit: Vec<BTreeSet<String>> = vec![BTreeSet::new(); 3];
        for (place, index, how) in hits {
            let path = index.get(&items).path.as_str().to_owned();
            if hit[place].insert(path.clone()) {
                damage(&places[place].join(&path), how);
            }
        }
        let gone = |path: &str| hit.iter().all(|one| one.contains(path));
        let mended = mend(&places[0], &places[1..]);
        let lost: BTreeSet<&str> = mended.lost.iter().map(niemphong_archive::ArchivePath::as_str).collect();
        let lists_whole = !lost.iter().any(|path| path.contains("manifest-sha256") || path.ends_with("root.sha256"));
        for item in &items {
            let path = item.path.as_str();
            let sound = fs::read(places[0].join(path)).is_ok_and(|b| niemphong_archive::Digest::of(&b) == item.digest);
            if lists_whole {
                prop_assert_eq!(sound, !gone(path), "{}", path);
                prop_assert_eq!(lost.contains(path), gone(path), "{}", path);
            }
            prop_assert!(sound || !lost.is_empty());
        }
        if lost.is_empty() {
            prop_assert_eq!(verdict(&places[0]), verdict(&golden()));
        }
    }
}
