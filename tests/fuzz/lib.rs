//! What the fuzz targets share: replaying of files on stable, and an arbitrary small archive on the disk.

use std::fs;
use std::path::PathBuf;

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

/// A small tree: entries of one byte for the place, one for the length, then the contents. It must be reported on
/// without panic, never as passed, and in the same way by one thread and by three.
pub fn tree(data: &[u8]) {
    const PLACES: [&str; 16] = [
        "seal/seal.txt", "seal/root.sha256", "index.html", "browse/style.css", "evidence/seal.txt.hieu_truong.minisig",
        "evidence/bien-ban.pdf", "disposals/5-nam.txt", "disposals/5-nam.txt.van_thu.minisig",
        "volumes/5-nam/bagit.txt", "volumes/5-nam/bag-info.txt", "volumes/5-nam/manifest-sha256.txt",
        "volumes/5-nam/tagmanifest-sha256.txt", "volumes/5-nam/data/seed.txt", "volumes/5-nam/data/leaves.txt",
        "volumes/5-nam/data/a.json", "Strange Name.html",
    ];
    let scratch = tempfile();
    let mut rest = data;
    while let [place, length, tail @ ..] = rest {
        let (bytes, after) = tail.split_at((*length as usize * 8).min(tail.len()));
        let path = scratch.join(PLACES[*place as usize % PLACES.len()]);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).expect("a scratch folder");
        }
        fs::write(path, bytes).expect("a scratch file");
        rest = after;
    }
    fs::create_dir_all(&scratch).expect("a scratch folder");
    let mut request = Request::new("2026-11-23".parse().expect("a date"));
    let one = verify(&scratch, &request).expect("a report");
    request.jobs = 3;
    assert_eq!(one, verify(&scratch, &request).expect("a report"));
    assert_ne!(one.exit_code(), 0);
    assert!(one.to_json().is_ascii());
    fs::remove_dir_all(&scratch).expect("to clear the scratch folder");
}

fn tempfile() -> PathBuf {
    std::env::temp_dir().join(format!("niemphong-fuzz-{}-{:?}", std::process::id(), std::thread::current().id()))
}
