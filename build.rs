//! Tells cargo that the data folders are part of the program: the macro that carries them inside can't. And gives the
//! program a number of its own, which changes with any of its sources: a cache must not outlive what filled it.
#![allow(clippy::print_stdout, clippy::disallowed_methods)] // this is how a build script speaks and is spoken to

use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

fn main() -> std::io::Result<()> {
    for folder in ["schemas", "templates", "src", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let mut hasher = DefaultHasher::new();
    for name in ["TARGET", "PROFILE", "OPT_LEVEL"] {
        hasher.write(std::env::var(name).unwrap_or_default().as_bytes());
    }
    for path in ["src", "Cargo.lock"] {
        take(Path::new(path), &mut hasher)?;
    }
    println!("cargo::rustc-env=NIEMPHONG_SOURCES={:016x}", hasher.finish());
    Ok(())
}

/// Names and contents, in order of the names.
fn take(path: &Path, hasher: &mut DefaultHasher) -> std::io::Result<()> {
    hasher.write(path.to_string_lossy().as_bytes());
    if path.is_dir() {
        let mut inside: Vec<_> = std::fs::read_dir(path)?.collect::<Result<_, _>>()?;
        inside.sort_by_key(std::fs::DirEntry::file_name);
        return inside.iter().try_for_each(|entry| take(&entry.path(), hasher));
    }
    let bytes = std::fs::read(path)?;
    hasher.write_usize(bytes.len());
    hasher.write(&bytes);
    Ok(())
}
