//! What a medium is like, as far as the system tells. Decides how fast something is read, never what is said of it.

use std::path::Path;

/// Whether `path` lies on a disk that turns: several readers at once would send its head back and forth. Many sticks say
/// so of themselves too, and lose nothing by one reader. False where the system does not tell.
#[cfg(target_os = "linux")]
pub(super) fn turns(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|about| {
        let device = std::os::linux::fs::MetadataExt::st_dev(&about);
        let (major, minor) = (rustix::fs::major(device), rustix::fs::minor(device));
        said_of(&Path::new("/sys/dev/block").join(format!("{major}:{minor}")))
    })
}

/// No other system is asked.
#[cfg(not(target_os = "linux"))]
pub(super) fn turns(_: &Path) -> bool {
    false
}

/// What the kernel says of a disk, or of the disk that a partition is on (`Documentation/ABI/stable/sysfs-block`). A
/// machine's virtual disk says that it turns whatever it lies on, and is not believed.
#[cfg(any(target_os = "linux", test))]
fn said_of(device: &Path) -> bool {
    let place = std::fs::canonicalize(device).unwrap_or_default();
    if place.components().any(|part| part.as_os_str().to_string_lossy().starts_with("virtio")) {
        return false;
    }
    let said = ["queue/rotational", "../queue/rotational"].map(|place| std::fs::read_to_string(device.join(place)));
    said.into_iter().flatten().next().is_some_and(|text| text.trim() == "1")
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test makes a small system of its own")]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_asked_and_a_partition_asks_its_disk() {
        let system = tempfile::tempdir().unwrap();
        for (disk, rotational) in [("sda", "1\n"), ("nvme0n1", "0\n"), ("virtio0/vda", "1\n")] {
            std::fs::create_dir_all(system.path().join(disk).join("queue")).unwrap();
            std::fs::create_dir_all(system.path().join(disk).join("part")).unwrap();
            std::fs::write(system.path().join(disk).join("queue/rotational"), rotational).unwrap();
        }
        let turns = |place: &str| said_of(&system.path().join(place));
        assert_eq!(["sda", "sda/part"].map(turns), [true; 2]);
        assert_eq!(["nvme0n1", "nvme0n1/part", "virtio0/vda", "gone"].map(turns), [false; 4]);
    }
}
