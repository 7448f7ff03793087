//! A certificate-transparency library that is not ours agrees on roots and proofs (RFC 6962).

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{InclusionProof, RootHash};
use niemphong_archive::leaf::{LEAVES_PATH, LeafList};
use niemphong_archive::tree::leaf_hash;
use niemphong_archive::{Digest, Tree, prove};
use sha2::Sha256;

use crate::golden;

#[test]
fn roots_and_proofs_agree_with_another_library() {
    let mut theirs = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    let mut leaves = Vec::new();
    for count in 1..=130_usize {
        let record = format!("record {count}").into_bytes();
        leaves.push(leaf_hash(&record));
        theirs.push(record);
        let ours = Tree::new(leaves.clone());
        assert_eq!(ours.root().as_bytes().as_slice(), theirs.root().as_bytes().as_slice(), "{count} leaves");
        for index in [0, count / 2, count - 1] {
            let path = ours.inclusion_proof(index).unwrap();
            let bytes: Vec<u8> = path.iter().flat_map(|step| *step.as_bytes()).collect();
            assert_eq!(bytes, theirs.prove_inclusion(index).as_bytes(), "{index} of {count}");
        }
    }
}

#[test]
fn another_library_accepts_our_proof() {
    let archive = golden::dir().join("archive");
    let list = LeafList::parse(&std::fs::read(archive.join("volumes/vinh-vien").join(LEAVES_PATH)).unwrap()).unwrap();
    for entry in list.entries() {
        let proof = prove(&archive, &entry.id).unwrap();
        let root: Digest = list.tree().root();
        let root = RootHash::<Sha256>::new((*root.as_bytes()).into(), proof.leaves);
        let path = InclusionProof::<Sha256>::from_bytes(proof.path.iter().flat_map(|step| *step.as_bytes()).collect());
        assert!(root.verify_inclusion(&proof.json.as_bytes().to_vec(), proof.index, &path).is_ok());
        assert!(root.verify_inclusion(&b"another record".to_vec(), proof.index, &path).is_err());
    }
}
