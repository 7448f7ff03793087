//! The arrows between the rooms of `src/`, and the house's other rules, held by reading the sources.
//!
//! A rule that lives only in a document dies. Each test here names the file and the line that breaks it; the table
//! of `rooms.rs` is the picture in `src/README.md`, and changing one without the other is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::rooms::{ROOMS, Room, WATCHED};

/// `.ci/run` lists files above 400 lines as worth splitting; above this the test fails.
const TOO_LONG_FILE: usize = 600;
/// A row per vector, and nothing to split.
const LONG_TABLES: &[&str] = &["src/archive/tests/suite/make.rs"];

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(super) fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, extension, found);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), extension, &mut found);
    assert!(!found.is_empty(), "no .{extension} under {folder}: the test looks in the wrong place");
    found
}

pub(super) fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// Comments, strings and characters of a source.
static UNCODED: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = r##"(?s)//[^\n]*|/\*.*?\*/|\br#+".*?"#+|\br"[^"]*"|b?"(?:\\.|[^"\\])*"|b?'(?:\\.[^']*|[^'\\])'"##;
    Regex::new(kinds).unwrap()
});

/// As many bytes of space, on as many lines.
fn blank(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// The source with comments and strings blanked; every byte stays where it was.
fn blanked(source: &str) -> String {
    UNCODED.replace_all(source, |found: &regex::Captures<'_>| blank(&found[0])).into_owned()
}

/// The source with comments and strings blanked, and test modules cut; lines stay where they were.
fn code(source: &str) -> String {
    let mut code = blanked(source);
    for part in test_parts(&code) {
        let cut = blank(&code[part.clone()]);
        code.replace_range(part, &cut);
    }
    code
}

/// Where tests stand in a source whose comments and strings are blanked.
fn test_parts(code: &str) -> Vec<std::ops::Range<usize>> {
    let tests =
        Regex::new(r"#\[cfg\(test\)\]\s*(?:#\[[^\]]*\]\s*)*(pub(\(\w+\))? )?(mod \w+\s*\{|mod \w+;|use [^;]*;|fn )")
            .unwrap();
    let mut parts: Vec<std::ops::Range<usize>> = Vec::new();
    while let Some(found) = tests.find_at(code, parts.last().map_or(0, |part| part.end)) {
        let end = if found.as_str().ends_with(';') { found.end() } else { closing_brace(code, found.start()) };
        parts.push(found.start()..end);
    }
    parts
}

fn closing_brace(code: &str, from: usize) -> usize {
    let mut depth = 0;
    for (at, c) in code[from..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return from + at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

/// Every path that the code says, with its line: `use` trees spread out, and paths inside expressions and types.
fn paths(code: &str) -> Vec<(usize, String)> {
    let line = |at: usize| code[..at].matches('\n').count() + 1;
    let mut said = Vec::new();
    for found in Regex::new(r"\buse\s+([^;]+);").unwrap().captures_iter(code) {
        let tree = found[1].split_whitespace().collect::<Vec<_>>().join(" ");
        for path in spread("", &tree) {
            said.push((line(found.get(0).unwrap().start()), path));
        }
    }
    let path = Regex::new(r"\b(?:[a-z_]\w*|crate|super)(?:::[A-Za-z_]\w*)+|\b[A-Z]\w*::now\b").unwrap();
    said.extend(path.find_iter(code).map(|found| (line(found.start()), found.as_str().to_owned())));
    let print = Regex::new(r"\b(?:print|println|eprint|eprintln)!").unwrap();
    said.extend(print.find_iter(code).map(|found| (line(found.start()), "println!".to_owned())));
    said.sort();
    said.dedup();
    said
}

/// `a::{b, c::{d, e as f}}` → `a::b`, `a::c::d`, `a::c::e`.
fn spread(before: &str, tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap_or(tree).trim();
        return vec![format!("{before}{path}")];
    };
    let before = format!("{before}{}", tree[..open].trim());
    let inner = tree[open + 1..].strip_suffix('}').unwrap_or(&tree[open + 1..]);
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[start..]);
    parts.iter().filter(|part| !part.trim().is_empty()).flat_map(|part| spread(&before, part)).collect()
}

/// The room that a path of ours leads to, if it leads out of a file that lies `depth` modules below the crate's root.
fn room_of_path(path: &str, depth: usize) -> Option<&str> {
    let mut parts = path.split("::");
    match parts.next()? {
        "crate" => parts.next(),
        "super" => {
            let ups = 1 + path.split("::").skip(1).take_while(|part| *part == "super").count();
            (ups >= depth).then(|| path.split("::").nth(ups)).flatten()
        }
        _ => None,
    }
}

fn watched(path: &str) -> Option<&'static str> {
    if path.ends_with("::now") {
        return Some("now()");
    }
    WATCHED.iter().copied().find(|name| path == *name || path.starts_with(&format!("{name}::")))
}

/// What a file of a room says that the room may not.
fn broken_arrows(room: &Room, depth: usize, source: &str) -> Vec<(usize, String)> {
    let rooms: BTreeSet<&str> = ROOMS.iter().map(|room| room.name).collect();
    paths(&code(source))
        .into_iter()
        .filter(|(_, path)| {
            let ours = room_of_path(path, depth)
                .is_some_and(|to| to != room.name && rooms.contains(to) && !room.ours.contains(&to));
            let outside = watched(path).is_some_and(|name| !room.outside.contains(&name));
            ours || outside
        })
        .collect()
}

fn source_files() -> Vec<(&'static Room, usize, PathBuf)> {
    let mut found = Vec::new();
    for path in files("src", "rs") {
        let parts: Vec<String> =
            path.strip_prefix(root().join("src")).unwrap().iter().map(|p| p.to_string_lossy().into_owned()).collect();
        let first = parts[0].trim_end_matches(".rs").to_owned();
        if parts[0] == "archive" || parts.len() == 1 && (first == "lib" || first == "main") {
            continue;
        }
        let room = ROOMS.iter().find(|room| room.name == first);
        let depth = parts.len() - usize::from(parts.last().is_some_and(|last| last == "mod.rs"));
        found.push((room.unwrap_or_else(|| panic!("{} is in no room of ROOMS", name(&path))), depth, path));
    }
    found
}

#[test]
fn the_arrows_between_the_rooms_hold() {
    let mut broken = Vec::new();
    for (room, depth, path) in source_files() {
        for (line, said) in broken_arrows(room, depth, &fs::read_to_string(&path).unwrap()) {
            broken.push(format!("{}:{line}: `{}` may not say `{said}`", name(&path), room.name));
        }
    }
    assert!(broken.is_empty(), "\n{}\nThe table is in {}.\n", broken.join("\n"), file!());
}

#[test]
fn the_scan_sees_what_it_forbids() {
    let room = |name| ROOMS.iter().find(|room| room.name == name).unwrap();
    let says =
        |name, source| broken_arrows(room(name), 2, source).into_iter().map(|(_, path)| path).collect::<Vec<_>>();
    assert_eq!(says("seal", "use std::{io, env::{self, args}};"), ["std::env::args", "std::env::self"]);
    assert_eq!(says("render", "fn f() { let t = SystemTime::now(); }"), ["SystemTime::now"]);
    assert_eq!(says("render", "use crate::{words::Words, seal};"), ["crate::seal"]);
    assert_eq!(says("classify", "use super::super::check::Record;"), ["super::super::check::Record"]);
    assert_eq!(says("read", "fn f() { println!(\"x\") }"), ["println!"]);
    assert_eq!(says("record", "fn f() -> std::fs::File { todo() }"), ["std::fs::File"]);
    let none: [&str; 0] = [];
    assert_eq!(
        says("record", "// std::fs\nconst A: &str = \"std::env\";\n#[cfg(test)]\nmod tests { use std::fs; }"),
        none
    );
    assert_eq!(says("check", "use super::finding::Finding; use crate::read::Document;"), none);
}

#[test]
fn nothing_is_left_to_do_and_nothing_is_unsafe() {
    let unfinished = Regex::new(r"\b(todo|unimplemented|dbg)!|\bunsafe\b|\ballow\(unsafe_code\)").unwrap();
    let mut broken = Vec::new();
    for path in files("src", "rs").into_iter().chain(files("tests", "rs")) {
        for (at, line) in code(&fs::read_to_string(&path).unwrap()).lines().enumerate() {
            if unfinished.is_match(line) {
                broken.push(format!("{}:{}: {}", name(&path), at + 1, line.trim()));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
    for manifest in ["Cargo.toml", "src/archive/Cargo.toml"] {
        let text = fs::read_to_string(root().join(manifest)).unwrap();
        assert!(text.contains("unsafe_code = \"forbid\""), "{manifest} no longer forbids unsafe code");
    }
}

#[test]
fn the_verifier_stands_alone_and_never_panics_by_choice() {
    let panics = Regex::new(r"\.unwrap\(\)|\.expect\((\s*\)|$)|\b(panic|unreachable|assert|assert_eq)!").unwrap();
    let outside = Regex::new(r"\buse\s+([a-z_]\w*)").unwrap();
    let mut broken = Vec::new();
    let tests = root().join("src/archive/tests");
    // What a fuzzer calls panics on purpose: a broken promise is what it looks for.
    let promises = root().join("src/archive/fuzz.rs");
    let of_verifier = |path: &PathBuf| !path.starts_with(&tests) && *path != promises;
    for path in files("src/archive", "rs").into_iter().filter(of_verifier) {
        let code = code(&fs::read_to_string(&path).unwrap());
        for (at, line) in code.lines().enumerate() {
            if panics.is_match(line) {
                broken.push(format!("{}:{}: {}", name(&path), at + 1, line.trim()));
            }
            if let Some(found) = outside.captures(line)
                && matches!(&found[1], "niemphong" | "serde" | "serde_json" | "minisign" | "typst")
            {
                broken.push(format!("{}:{}: {}", name(&path), at + 1, line.trim()));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
    let manifest = fs::read_to_string(root().join("src/archive/Cargo.toml")).unwrap();
    assert!(!manifest.contains("workspace"), "src/archive must build when copied out: nothing inherited");
}

#[test]
fn files_stay_readable_in_one_sitting() {
    let lines = |path: &Path| fs::read_to_string(path).unwrap().lines().count();
    let too_long: Vec<_> = files("src", "rs")
        .into_iter()
        .chain(files("tests", "rs"))
        .filter(|path| lines(path) > TOO_LONG_FILE && !LONG_TABLES.contains(&name(path).as_str()))
        .map(|path| name(&path))
        .collect();
    assert!(too_long.is_empty(), "more than {TOO_LONG_FILE} lines: {too_long:?}");
}

/// Vietnamese in Rust that nobody reads as a sentence of ours, or that no translation could say otherwise.
const OWN_LANGUAGE: &[(&str, &str)] = &[
    ("src/cache.rs", "the tag of a cache folder, written where no words were read"),
    ("src/catalogue/retention.rs", "terms as the school's list writes them, read and written"),
    ("src/cli/copy.rs", "values of a key of the export's"),
    ("src/cli/demo.rs", "invented names"),
    ("src/record/assessment.rs", "a letter of the export's"),
    ("src/record/date.rs", "days in words: grammar"),
    ("src/render/hard_text.rs", "a test"),
    ("src/render/html/order.rs", "the alphabet"),
    ("src/render/numbers.rs", "numbers in words: grammar"),
];

#[test]
fn what_people_read_stands_in_the_data() {
    let vietnamese = Regex::new(r"[À-ÖØ-öø-ɏẠ-ỹ]").unwrap();
    let (mut broken, mut excused) = (Vec::new(), BTreeSet::new());
    for path in files("src", "rs") {
        let file = name(&path);
        if file.starts_with("src/archive/") || file.starts_with("src/sample/") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        let tests = test_parts(&blanked(&source));
        let is_said = |found: &regex::Match<'_>| {
            !found.as_str().starts_with('/')
                && vietnamese.is_match(found.as_str())
                && !tests.iter().any(|part| part.contains(&found.start()))
        };
        for found in UNCODED.find_iter(&source).filter(is_said) {
            let line = source[..found.start()].matches('\n').count() + 1;
            match OWN_LANGUAGE.iter().find(|(excused, _)| *excused == file) {
                Some((file, _)) => drop(excused.insert(*file)),
                None => broken.push(format!("{file}:{line}: {}", found.as_str())),
            }
        }
    }
    assert!(broken.is_empty(), "say it in templates/i18n or schemas/:\n{}\n", broken.join("\n"));
    let idle: Vec<_> = OWN_LANGUAGE.iter().filter(|(file, _)| !excused.contains(file)).collect();
    assert!(idle.is_empty(), "no Vietnamese there any more: {idle:?}");
}
