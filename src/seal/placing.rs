//! What takes its name by being moved is there for good only when the new name is as durable as the bytes.

use std::io;
use std::path::Path;

/// Makes what lies at a place durable: a file, or a folder with the names in it.
///
/// # Errors
/// When the system refuses.
#[cfg(unix)]
pub(super) fn sync(place: &Path) -> io::Result<()> {
    std::fs::File::open(place).and_then(|open| open.sync_all())
}

/// Other systems open no folder as a file.
#[cfg(not(unix))]
pub(super) fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes the name of what was moved there durable.
///
/// What was moved comes first, and then the folder that names it: FAT keeps in a name where its bytes begin, Linux writes
/// that only together with what was moved, and a stick pulled out before has a name that leads nowhere.
///
/// # Errors
/// When the system refuses. The moving is done by then.
pub(super) fn settle(moved: &Path) -> io::Result<()> {
    sync(moved)?;
    sync(moved.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}
