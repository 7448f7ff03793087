//! What the fuzz targets share: replaying of files on stable, and a small archive on the disk, arbitrary or the golden
//! one with arbitrary edits.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use niemphong_archive::{Request, verify};

/// Runs a target over the files that are named on the command line.
pub fn replay(target: impl Fn(&[u8])) {
    for path in std::env::args_os().skip(1) {
        match fs::read(&path) {
            Ok(bytes) => target(&bytes),
            Err(error) => eprintln!("{}: {error}", PathBuf::from(path).display()),
        }
    }
}

type Files = BTreeMap<String, Vec<u8>>;

/// Places that the golden archive does not have.
const FURTHER: [&str; 8] = [
    "disposals/5-nam.txt", "disposals/5-nam.txt.van_thu.minisig", "evidence/seal.txt.so_gddt.minisig",
    "volumes/5-nam/data/a.json", "volumes/5-nam/data/tep/a.json", "volumes/10-nam/bagit.txt", "Strange Name.html",
    "browse/Thumbs.db",
];

/// Files that may go without leaving a trace, as FORMAT.md §2.3 says; `Thumbs.db` is litter.
const FREE: [&str; 2] = ["evidence/bien-ban.pdf", "Thumbs.db"];

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/archive/golden/v1")
}

fn golden() -> &'static Files {
    static GOLDEN: OnceLock<Files> = OnceLock::new();
    GOLDEN.get_or_init(|| {
        let mut files = Files::new();
        gather(&home().join("archive"), "", &mut files);
        files
    })
}

fn gather(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("the golden archive") {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().to_str().expect("a name"));
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).expect("a file"));
        }
    }
}

/// A first byte (odd: begin with the golden archive), then edits: a byte for the place, one for what is done – 255: the
/// file goes; 254: the byte at a place is changed; else: so many times eight bytes are its contents.
///
/// It must be reported on without panic and in the same way by one thread and by three, and passes only if every file
/// is as it was sealed and none is there besides.
pub fn tree(data: &[u8]) {
    let golden = golden();
    let places: Vec<&str> = golden.keys().map(String::as_str).chain(FURTHER).collect();
    let Some((first, mut rest)) = data.split_first() else { return };
    let mut files = if first & 1 == 1 { golden.clone() } else { Files::new() };
    while let [place, what, tail @ ..] = rest {
        let path = places[*place as usize % places.len()].to_owned();
        rest = tail;
        match (*what, tail) {
            (255, _) => drop(files.remove(&path)),
            (254, [at, value, after @ ..]) => {
                rest = after;
                let Some(bytes) = files.get_mut(&path).filter(|bytes| !bytes.is_empty()) else { continue };
                let at = *at as usize * bytes.len() / 256;
                bytes[at] = *value;
            }
            (length, _) => {
                let (bytes, after) = tail.split_at((length as usize * 8).min(tail.len()));
                files.insert(path, bytes.to_vec());
                rest = after;
            }
        }
    }
    judge(&files);
}

fn judge(files: &Files) {
    let scratch = std::env::temp_dir().join(format!("niemphong-fuzz-{}", std::process::id()));
    for (path, bytes) in files {
        let path = scratch.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a scratch folder");
        fs::write(path, bytes).expect("a scratch file");
    }
    fs::create_dir_all(&scratch).expect("a scratch folder");
    let mut request = Request::new("2026-11-23".parse().expect("a date"));
    request.trust = Some(home().join("trust.yaml"));
    let root = fs::read_to_string(home().join("root-fingerprint.txt")).expect("a fingerprint");
    request.trust_roots = vec![root.trim().parse().expect("a fingerprint")];
    let one = verify(&scratch, &request).expect("a report");
    request.jobs = 3;
    assert_eq!(one, verify(&scratch, &request).expect("a report"));
    assert!(one.to_json().is_ascii());
    let sealed = |files: &Files| -> Files {
        let bound = files.iter().filter(|(path, _)| !FREE.iter().any(|free| path.contains(free)));
        bound.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
    };
    assert!(one.exit_code() != 0 || sealed(files) == sealed(golden()), "another archive passed");
    fs::remove_dir_all(&scratch).expect("to clear the scratch folder");
}
