//! Are the roots of prints those of the volumes that are there? (FORMAT.md §7.6.)

use crate::finding::{Findings, PRINTS_DIFFER};
use crate::hashing::{Content, Hashed, Job};
use crate::prints::{PRINTS_PATH, Prints};
use crate::seal::Seal;
use crate::sentences::Detail;
use crate::volume::Volume;

/// Compares the roots with what the manifests hold, once the file that has them was read and found as sealed.
pub(crate) fn judge(findings: &mut Findings, seal: &Seal, volumes: &[Volume], read: &[(Job, Hashed)]) {
    let prints: &Prints = match read.iter().find_map(|(_, hashed)| match &hashed.content {
        Content::Prints(prints) => Some(prints),
        _ => None,
    }) {
        None => return,
        Some(Err(fault)) => return findings.add(&PRINTS_DIFFER, PRINTS_PATH, *fault),
        Some(Ok(prints)) => prints,
    };
    if !prints.roots.keys().copied().eq(seal.volumes.iter().map(|volume| volume.name)) {
        let rule = "the volumes are not those of the seal";
        return findings.add(&PRINTS_DIFFER, PRINTS_PATH, Detail::of(rule, &[]));
    }
    let roots: Vec<_> = volumes.iter().filter_map(|volume| volume.prints_root(findings)).collect();
    for (name, found) in roots {
        if let Some(sealed) = prints.roots.get(&name).filter(|sealed| **sealed != found) {
            let rule = "{}: sealed {}, the manifest's prints have {}";
            findings.add(&PRINTS_DIFFER, PRINTS_PATH, Detail::of(rule, &[&name, sealed, &found]));
        }
    }
}
