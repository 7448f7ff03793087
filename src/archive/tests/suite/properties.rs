//! What holds for every value: texts read back as they were written, and nothing panics.

use std::collections::BTreeMap;

use niemphong_archive::leaf::{LeafEntry, LeafList, Record, VolumeSeed};
use niemphong_archive::name::RetentionClass;
use niemphong_archive::seal::{SealRef, Supersedes};
use niemphong_archive::tree::{leaf_hash, root_from_path};
use niemphong_archive::{
    ArchivePath, Canonical, Digest, Disposal, KeepUntil, Manifest, Proof, Role, RootDigest, Seal, SealedVolume, Serial,
    SignatureFile, Text, Tree, TrustFile, fuzz,
};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;

use crate::build;

fn digest() -> impl Strategy<Value = Digest> {
    any::<[u8; 32]>().prop_map(Digest::from_bytes)
}

fn text() -> impl Strategy<Value = Text> {
    "[A-Za-zÀ-ỹ0-9][ A-Za-zÀ-ỹ0-9.,/()-]{0,40}[A-Za-zÀ-ỹ0-9.]".prop_filter_map("a text", |text| text.parse().ok())
}

fn class() -> impl Strategy<Value = RetentionClass> {
    prop_oneof![Just(RetentionClass::Permanent), (1_u8..=99).prop_map(RetentionClass::Years)]
}

prop_compose! {
    fn volume()(name in class(), more in 0_u16..=7000, month in 1_u8..=12, day in 1_u8..=28, files in any::<u64>(),
                bytes in any::<u64>(), tagmanifest in digest(), leaves in any::<u64>(), leaves_root in digest()) -> SealedVolume {
        let keep_until = match name {
            RetentionClass::Permanent => KeepUntil::Permanent,
            RetentionClass::Years(years) => {
                let year = 2025 + u16::from(years) + more;
                KeepUntil::Until(niemphong_archive::Date::new(year, month, day).unwrap())
            }
        };
        SealedVolume { name, keep_until, files, bytes, tagmanifest, leaves, leaves_root }
    }
}

prop_compose! {
    fn seal()(school in text(), builder in text(), serial in 2_u32.., volumes in btree_map(class(), volume(), 1..6),
              previous in digest(), reason in proptest::option::of(text()), input in proptest::option::of(digest()),
              root in digest(), require in btree_set(0_usize..4, 1..4)) -> Seal {
        let previous = SealRef { serial: Serial::new(serial - 1).unwrap(), digest: previous };
        let mut volumes: Vec<SealedVolume> = volumes.into_values().collect();
        volumes.sort_by_key(|volume| volume.name);
        volumes.dedup_by_key(|volume| volume.name);
        Seal {
            archive: "vn/82/82760123/2025-2026".parse().unwrap(),
            serial: Serial::new(serial).unwrap(),
            school,
            sealed_at: "2026-06-12T09:30:00+07:00".parse().unwrap(),
            previous: Some(previous),
            supersedes: reason.map(|reason| Supersedes { seal: previous, reason }),
            input,
            builder,
            volumes,
            root: RootDigest { files: 1, bytes: 2, digest: root },
            require: require.into_iter().map(|at| Role::ALL[at]).collect(),
        }
    }
}

fn canonical() -> impl Strategy<Value = Canonical> {
    let leaf = any::<String>().prop_map(Canonical::Text);
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Canonical::List),
            btree_map(any::<String>(), inner, 0..6).prop_map(Canonical::Map),
        ]
    })
}

proptest! {
    #[test]
    fn seals_read_back(seal in seal()) {
        let text = seal.to_text().unwrap();
        prop_assert_eq!(Seal::parse(text.as_bytes()).unwrap(), seal);
    }

    #[test]
    fn records_read_back(value in canonical()) {
        let text = value.to_jcs();
        prop_assert_eq!(Canonical::parse(text.as_bytes()).unwrap(), value);
    }

    #[test]
    fn manifests_read_back(paths in btree_set("[a-z0-9]{1,3}(/[a-z0-9._-]{0,4}[a-z0-9]){0,3}", 0..20)) {
        let mut manifest = Manifest::new();
        for path in &paths {
            if let Ok(path) = path.parse() {
                let _ = manifest.insert(path, Digest::of(b"x"));
            }
        }
        prop_assert_eq!(Manifest::parse(manifest.to_text().as_bytes()).unwrap(), manifest);
    }

    #[test]
    fn what_is_accepted_is_what_would_be_written(line in 0_usize..17, at in 0_usize..80, byte in any::<u8>()) {
        // One byte of each text is changed; what is still accepted writes itself back.
        let (_, text) = build::golden_plan().build();
        let trust = build::trust().to_text().unwrap();
        for text in [text, trust] {
            let mut bytes = text.into_bytes();
            let place = (line * 80 + at) % bytes.len();
            bytes[place] = byte;
            fuzz::seal(&bytes);
            fuzz::trust(&bytes);
        }
    }

    #[test]
    fn nothing_panics(bytes in vec(any::<u8>(), 0..600)) {
        fuzz::all(&bytes);
        let _ = Proof::parse(&bytes);
        let _ = Disposal::parse(&bytes);
        let _ = SignatureFile::parse(&bytes);
        let _ = TrustFile::parse(&bytes);
    }

    #[test]
    fn nothing_panics_on_texts(text in "\\PC{0,200}") {
        let _ = text.parse::<ArchivePath>();
        let _ = text.parse::<Text>();
        let _ = text.parse::<niemphong_archive::ArchiveId>();
        let _ = text.parse::<niemphong_archive::Timestamp>();
        let _ = Digest::from_paper(&text);
        fuzz::all(text.as_bytes());
    }

    #[test]
    fn proofs_hold_in_any_tree(count in 1_usize..300, pick in any::<prop::sample::Index>()) {
        let leaves: Vec<_> = (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect();
        let tree = Tree::new(leaves.clone());
        let index = pick.index(count);
        let path = tree.inclusion_proof(index).unwrap();
        prop_assert_eq!(root_from_path(leaves[index], index as u64, count as u64, &path), Some(tree.root()));
    }

    #[test]
    fn a_writer_makes_only_lists_that_are_read(ids in btree_set("[a-z0-9][a-z0-9.-]{0,20}[a-z0-9]", 0..20)) {
        let seed = VolumeSeed::new([1; 32]);
        let mut entries = Vec::new();
        for id in ids {
            let Ok(id) = id.parse() else { continue };
            let record = Record::new(&seed, id, BTreeMap::new()).unwrap();
            let path = format!("data/ho-so/{}.json", record.id()).parse().unwrap();
            entries.push(LeafEntry { id: record.id().clone(), leaf: record.leaf(), path });
        }
        let list = LeafList::new(entries).unwrap();
        prop_assert_eq!(LeafList::parse(list.to_text().as_bytes()).unwrap(), list);
    }
}
