//! After a volume is destroyed, nothing that stays lets anyone test a guess at a record of it.

use std::fs;

use niemphong_archive::leaf::{LeafList, VolumeSeed, blinded_input};
use niemphong_archive::tree::leaf_hash;
use niemphong_archive::{Canonical, Digest, prove};

use crate::golden;

/// Every digest of 32 bytes in hexadecimal that a text holds.
fn digests(text: &str) -> Vec<String> {
    let plain = text.replace("sha256:", " ");
    plain.split(|c: char| !c.is_ascii_hexdigit()).filter(|word| word.len() == 64).map(str::to_owned).collect()
}

#[test]
fn what_stays_holds_no_name_and_no_digest_of_a_destroyed_volume() {
    let scratch = tempfile::tempdir().unwrap();
    golden::copy(&golden::dir().join("archive"), scratch.path());
    let volume = scratch.path().join("volumes/vinh-vien");
    let gone: Vec<_> = golden::files_under(&volume).into_iter().map(|file| fs::read(file).unwrap()).collect();
    let records: Vec<_> = gone.iter().filter_map(|bytes| Canonical::parse(bytes).ok()).collect();
    let leaves = LeafList::parse(&fs::read(volume.join("data/leaves.txt")).unwrap()).unwrap();
    fs::remove_dir_all(&volume).unwrap();
    let stays: Vec<_> = golden::files_under(scratch.path()).into_iter().map(|file| fs::read(file).unwrap()).collect();
    let mut kept = Vec::new();
    for bytes in &stays {
        let text = String::from_utf8_lossy(bytes);
        for name in ["Nguyễn Văn Ân", "Trần Thị Đào", "2412345678", "2412345679"] {
            assert!(!text.contains(name), "{name}");
        }
        kept.extend(digests(&text));
    }
    // No digest of a file of it stays but that of its tag manifest, and no leaf.
    let tagmanifest = fs::read(golden::dir().join("archive/volumes/vinh-vien/tagmanifest-sha256.txt")).unwrap();
    let bagit = niemphong_archive::bag::BAGIT.as_bytes();
    for bytes in gone.iter().filter(|bytes| **bytes != tagmanifest && *bytes != bagit) {
        assert!(!kept.contains(&Digest::of(bytes).to_string()));
    }
    for entry in leaves.entries() {
        assert!(!kept.contains(&entry.leaf.to_string()));
    }
    // Someone who knows a record to the last letter, but not its salt, finds its digest nowhere.
    for record in records {
        let Canonical::Map(mut map) = record else { continue };
        map.remove("_salt");
        let guess = Canonical::Map(map).to_jcs();
        for digest in [Digest::of(guess.as_bytes()), leaf_hash(guess.as_bytes())] {
            assert!(!kept.contains(&digest.to_string()));
        }
    }
}

#[test]
fn a_proof_tells_nothing_of_other_records() {
    let archive = golden::dir().join("archive");
    let proof = prove(&archive, &"hoc-ba.2412345678".parse().unwrap()).unwrap().to_text().unwrap();
    assert!(proof.contains("Nguyễn Văn Ân") && !proof.contains("Trần Thị Đào") && !proof.contains("2412345679"));
    // The neighbour's leaf is in the path; the neighbour's record, known but for its salt, does not lead to it.
    let other = fs::read(archive.join("volumes/vinh-vien/data/ho-so/hoc-ba/2412345679.json")).unwrap();
    assert!(proof.contains(&leaf_hash(&other).to_string()));
    let Ok(Canonical::Map(mut map)) = Canonical::parse(&other) else { panic!() };
    map.insert("_salt".into(), Canonical::Text("0".repeat(32)));
    assert!(!proof.contains(&leaf_hash(Canonical::Map(map).to_jcs().as_bytes()).to_string()));
}

#[test]
fn the_input_is_blinded_by_every_seed() {
    let seeds = [VolumeSeed::new([1; 32]), VolumeSeed::new([2; 32])];
    let other = [VolumeSeed::new([1; 32]), VolumeSeed::new([3; 32])];
    assert_ne!(blinded_input(&seeds, b"export"), blinded_input(&other, b"export"));
    assert_ne!(blinded_input(&seeds, b"export"), Digest::of(b"export"));
    assert_eq!(format!("{:?}", seeds[0]), "VolumeSeed(hidden)");
}
