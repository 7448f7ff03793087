//! A build with a cache gives the bytes of a clean one, whatever was edited since and whatever befell the cache.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use niemphong_archive::Digest;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// A small part of a school's export: some of each family, and a file that is kept.
const PARTS: [&str; 9] = [
    "truong.yaml",
    "lop.yaml",
    "hoc-ba/3A.yaml",
    "bang-tong-hop/3A-CN.yaml",
    "so/van-ban-di.yaml",
    "quyet-dinh",
    "van-ban/nghi-quyet-01.md",
    "to-chuyen-mon/TO3-01.md",
    "ke-hoach",
];

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_niemphong")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    entries.filter(|e| e.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// Every file of an archive with its digest.
fn bytes(folder: &Path) -> Vec<(PathBuf, Digest)> {
    let read = |path: PathBuf| {
        let digest = Digest::of(&std::fs::read(&path).unwrap());
        (path.strip_prefix(folder).unwrap().to_owned(), digest)
    };
    files(folder).into_iter().map(read).collect()
}

fn export(home: &Path) {
    let done = run(home, &["sample", "--pupils", "3", "--seed", "3", "--out", "whole"]);
    assert!(done.status.success(), "{}", said(&done));
    for path in files(&home.join("whole")) {
        let inside = path.strip_prefix(home.join("whole")).unwrap();
        if PARTS.iter().any(|part| inside.starts_with(part)) {
            let to = home.join("du-lieu").join(inside);
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(&path, to).unwrap();
        }
    }
}

fn build(home: &Path, out: &str, more: &[&str]) -> Output {
    if home.join(out).exists() {
        std::fs::remove_dir_all(home.join(out)).unwrap();
    }
    let usual = ["build", "du-lieu", "--out", out, "--sealed-at", "2026-06-12T09:30:00+07:00", "--no-tools"];
    run(home, &[&usual, more].concat())
}

/// What happens between two builds.
#[derive(Debug, Clone)]
enum Event {
    /// A text is put in at one of the places that have some, in a file that is one of the export's.
    Edit { file: prop::sample::Index, place: prop::sample::Index, text: String },
    /// A byte at the end of a kept file.
    Kept { file: prop::sample::Index },
    /// A picture of a text is another.
    Picture { file: prop::sample::Index, shade: u8 },
    /// A byte of an entry of the cache is another.
    Damage { entry: prop::sample::Index, byte: prop::sample::Index },
    /// An entry of the cache is cut short.
    Cut { entry: prop::sample::Index, byte: prop::sample::Index },
    /// Another form, or other words, by a template of the school's own.
    Template { file: prop::sample::Index },
}

fn event() -> impl Strategy<Value = Event> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        6 => (index(), index(), "[ a-zàéựđ]{1,9}").prop_map(|(file, place, text)| Event::Edit { file, place, text }),
        1 => index().prop_map(|file| Event::Kept { file }),
        1 => (index(), any::<u8>()).prop_map(|(file, shade)| Event::Picture { file, shade }),
        2 => (index(), index()).prop_map(|(entry, byte)| Event::Damage { entry, byte }),
        1 => (index(), index()).prop_map(|(entry, byte)| Event::Cut { entry, byte }),
        1 => index().prop_map(|file| Event::Template { file }),
    ]
}

fn happen(home: &Path, event: &Event) {
    let of = |ending: &str, folder: &str| {
        let mut found = files(&home.join(folder));
        found.retain(|path| path.to_string_lossy().ends_with(ending));
        found
    };
    let entries = || of("", "cache").into_iter().filter(|p| !p.ends_with("CACHEDIR.TAG")).collect::<Vec<_>>();
    match event {
        Event::Edit { file, place, text } => {
            let documents = [of(".yaml", "du-lieu"), of(".md", "du-lieu")].concat();
            let path = file.get(&documents);
            let whole = std::fs::read_to_string(path).unwrap();
            // After a blank inside a longer text, so that the document stays sound more often than not.
            let places: Vec<usize> = whole.match_indices(" và ").map(|(at, _)| at + 1).collect();
            if !places.is_empty() {
                let at = *place.get(&places);
                std::fs::write(path, format!("{}{text} {}", &whole[..at], &whole[at..])).unwrap();
            }
        }
        Event::Kept { file } => {
            let kept = of(".pdf", "du-lieu");
            let path = file.get(&kept);
            let more = [std::fs::read(path).unwrap().as_slice(), b"\n"].concat();
            std::fs::write(path, more).unwrap();
        }
        Event::Picture { file, shade } => {
            let pictures = [of(".png", "du-lieu"), of(".jpg", "du-lieu")].concat();
            image::GrayImage::from_pixel(20, 20, image::Luma([*shade])).save(file.get(&pictures)).unwrap();
        }
        Event::Damage { entry, byte } => {
            let entries = entries();
            let path = entry.get(&entries);
            let mut content = std::fs::read(path).unwrap();
            let at = byte.index(content.len().max(1));
            content[at] ^= 1;
            std::fs::write(path, content).unwrap();
        }
        Event::Cut { entry, byte } => {
            let entries = entries();
            let path = entry.get(&entries);
            let content = std::fs::read(path).unwrap();
            std::fs::write(path, &content[..byte.index(content.len().max(1))]).unwrap();
        }
        Event::Template { file } => {
            let name = ["pdf/table.typ", "html/record.html", "i18n/vi/pages.ftl"][file.index(3)];
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(name);
            let to = home.join("mau").join(name);
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            let old = std::fs::read_to_string(if to.exists() { &to } else { &from }).unwrap();
            std::fs::write(&to, old + "\n").unwrap();
        }
    }
}

#[test]
fn whatever_happens_a_cached_build_is_a_clean_build() {
    let mut runner = TestRunner::new(Config { cases: 3, failure_persistence: None, ..Config::default() });
    let events = prop::collection::vec(event(), 1..4);
    runner
        .run(&prop::collection::vec(events, 3), |rounds| {
            let home = tempfile::tempdir().unwrap();
            export(home.path());
            std::fs::create_dir(home.path().join("mau")).unwrap();
            let made = run(home.path(), &["key", "secret", "--out", "du-lieu.bi-mat"]);
            assert!(made.status.success(), "{}", said(&made));
            let first = build(home.path(), "kho", &["--cache", "cache", "--templates", "mau"]);
            assert!(first.status.success(), "{}", said(&first));
            for events in rounds {
                events.iter().for_each(|event| happen(home.path(), event));
                let cached = build(home.path(), "lai", &["--cache", "cache", "--templates", "mau"]);
                let clean = build(home.path(), "sach", &["--templates", "mau"]);
                prop_assert_eq!(cached.status.code(), clean.status.code(), "{}", said(&cached));
                if clean.status.success() {
                    prop_assert_eq!(bytes(&home.path().join("lai")), bytes(&home.path().join("sach")));
                }
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn one_corrected_record_is_the_only_one_made_again() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    export(home);
    let without = build(home, "kho", &["--cache", "cache"]);
    assert_eq!(without.status.code(), Some(2), "{}", said(&without));
    assert!(run(home, &["key", "secret", "--out", "du-lieu.bi-mat"]).status.success());
    let json = ["--cache", "cache", "--format", "json"];
    let reused = |output: &Output| {
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (answer["reused"].as_u64().unwrap(), answer["records"].as_u64().unwrap())
    };
    let (none, all) = reused(&build(home, "kho", &json));
    assert_eq!(none, 0);
    assert_eq!(reused(&build(home, "kho", &json)), (all, all));
    let minutes = home.join("du-lieu/to-chuyen-mon/TO3-01.md");
    std::fs::write(&minutes, std::fs::read_to_string(&minutes).unwrap() + "\nThêm một dòng.\n").unwrap();
    assert_eq!(reused(&build(home, "kho", &json)), (all - 1, all));
    let secret = std::fs::read_to_string(home.join("du-lieu.bi-mat")).unwrap();
    let digits = secret.trim().rsplit(' ').next().unwrap();
    for path in files(&home.join("kho")).into_iter().chain(files(&home.join("cache"))) {
        let found = std::fs::read(&path).unwrap().windows(64).any(|window| window == digits.as_bytes());
        assert!(!found, "the secret lies in {}", path.display());
    }
}
