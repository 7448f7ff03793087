//! What takes its name by being moved is there for good only when the new name is as durable as the bytes.

use std::path::Path;

/// Makes the name of what was moved there durable, as far as the system can; the moving is done by then, so a medium
/// that refuses is no reason to call it undone.
///
/// What was moved comes first, and then the folder that names it: FAT keeps in a name where its bytes begin, Linux writes
/// that only together with what was moved, and a stick pulled out before has a name that leads nowhere.
#[cfg(unix)]
pub(super) fn settle(moved: &Path) {
    let parent = moved.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for place in [moved, parent] {
        let _ = std::fs::File::open(place).and_then(|open| open.sync_all());
    }
}

#[cfg(not(unix))]
pub(super) fn settle(_: &Path) {}
