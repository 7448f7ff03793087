//! The tree over record leaves: RFC 6962 §2.1 and RFC 9162 §2.1, with SHA-256.

use crate::digest::{Digest, Digester};

/// `SHA-256(0x00 || record)`.
#[must_use]
pub fn leaf_hash(record: &[u8]) -> Digest {
    let mut digester = Digester::new();
    digester.update(&[0]);
    digester.update(record);
    digester.finish()
}

/// `SHA-256(0x01 || left || right)`.
fn node_hash(left: Digest, right: Digest) -> Digest {
    let mut digester = Digester::new();
    digester.update(&[1]);
    digester.update(left.as_bytes());
    digester.update(right.as_bytes());
    digester.finish()
}

/// A tree over leaf hashes, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    leaves: Vec<Digest>,
}

/// The largest power of two below `n`, for `n` of at least 2.
fn split(n: usize) -> usize {
    n.next_power_of_two() / 2
}

fn root_of(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(b""),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node_hash(root_of(left), root_of(right))
        }
    }
}

fn path_of(index: usize, leaves: &[Digest], path: &mut Vec<Digest>) {
    if leaves.len() < 2 {
        return;
    }
    let at = split(leaves.len());
    let (left, right) = leaves.split_at(at);
    if index < at {
        path_of(index, left, path);
        path.push(root_of(right));
    } else {
        path_of(index - at, right, path);
        path.push(root_of(left));
    }
}

impl Tree {
    /// A tree over these leaf hashes.
    #[must_use]
    pub fn new(leaves: Vec<Digest>) -> Self {
        Self { leaves }
    }

    /// How many leaves.
    #[must_use]
    pub fn len(&self) -> usize {
        self.leaves.len()
    }

    /// No leaf at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    /// The root; of an empty tree, the digest of nothing.
    #[must_use]
    pub fn root(&self) -> Digest {
        root_of(&self.leaves)
    }

    /// The hashes beside the way from a leaf to the root, from the leaf up; none if there is no such leaf.
    #[must_use]
    pub fn inclusion_proof(&self, index: usize) -> Option<Vec<Digest>> {
        if index >= self.leaves.len() {
            return None;
        }
        let mut path = Vec::new();
        path_of(index, &self.leaves, &mut path);
        Some(path)
    }
}

/// The root that a leaf and its path lead to (RFC 9162 §2.1.3.2), or none if the path can't belong to such a tree.
#[must_use]
pub fn root_from_path(leaf: Digest, index: u64, leaves: u64, path: &[Digest]) -> Option<Digest> {
    if index >= leaves {
        return None;
    }
    let (mut fn_, mut sn) = (index, leaves - 1);
    let mut hash = leaf;
    for beside in path {
        if sn == 0 {
            return None;
        }
        if fn_ & 1 == 1 || fn_ == sn {
            hash = node_hash(*beside, hash);
            while fn_ & 1 == 0 && fn_ != 0 {
                fn_ >>= 1;
                sn >>= 1;
            }
        } else {
            hash = node_hash(hash, *beside);
        }
        fn_ >>= 1;
        sn >>= 1;
    }
    (sn == 0).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_reference_trees() {
        // The eight leaves and roots of the certificate-transparency test suite.
        let leaves: [&[u8]; 8] = [b"", b"\0", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let leaves: Vec<Digest> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
        for (count, root) in (1..).zip(roots) {
            let some = leaves.iter().take(count).copied().collect();
            assert_eq!(Tree::new(some).root().to_string(), root);
        }
        assert_eq!(Tree::default().root(), Digest::of(b""));
    }

    #[test]
    fn proofs_lead_to_the_root_and_nowhere_else() {
        for count in 1..40_u64 {
            let tree = Tree::new((0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect());
            for index in 0..count {
                let path = tree.inclusion_proof(index as usize).unwrap_or_default();
                let leaf = leaf_hash(&index.to_be_bytes());
                assert_eq!(root_from_path(leaf, index, count, &path), Some(tree.root()));
                let mut longer = path.clone();
                longer.push(leaf);
                assert_eq!(root_from_path(leaf, index, count, &longer), None);
                assert_ne!(root_from_path(leaf, index + 1, count, &path), Some(tree.root()));
                assert_ne!(root_from_path(leaf_hash(b"x"), index, count, &path), Some(tree.root()));
            }
            assert_eq!(tree.inclusion_proof(count as usize), None);
        }
    }
}
