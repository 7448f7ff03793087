//! Test keys that everybody knows: the seed is the digest of a published sentence. They protect nothing.

use minisign::SecretKey;
use niemphong_archive::{Digest, PublicKey, SignatureFile};

/// Public halves of `SHA-256("niemphong published test key N")`.
const PUBLIC: [&str; 8] = [
    "2ebbba995dd42010d3418f22d876c678517a9065f333e555bf30d9c18b13e873",
    "2ce13a3f7c28d1e92e9536fe9e510dbf490c1e5891c9a97b9d99da812d12960a",
    "5bafea285dd3e4d870550d7cdbf6232da7f7584664470b65370251212a4f6458",
    "7b475535d20eb6354618f2c71d477c012e65c275fc314818ed6e7d90ce8bb086",
    "f132909442dbdeb54c1827563071f8f66fb70e2f7dbd89d70b02c7a03966e5d2",
    "8cbb51933da5af560530c750f7baaa1919264269d659bc4015519c5eb7cbd88e",
    "d653b81f7ee91b7476d485339cd08c770a922ab7635dfffe36cd8b33681ef7ef",
    "c7d18c09e9d843dc904edadfbf6ce406b5eaa41ce0111ecde66b3084866d8e9b",
];

pub const ROOT: usize = 0;
pub const PRINCIPAL: usize = 1;
pub const CLERK: usize = 2;
pub const STRANGER: usize = 3;
pub const ROOT_TWO: usize = 4;
pub const NEXT_PRINCIPAL: usize = 5;
pub const ROOT_THREE: usize = 6;
pub const INSPECTOR: usize = 7;

/// The key number is the key's place, so that a stranger may take another's.
pub fn secret_as(n: usize, number: u8) -> SecretKey {
    let seed = Digest::of(format!("niemphong published test key {n}").as_bytes());
    let public: Digest = PUBLIC[n].parse().unwrap();
    let mut bytes = b"Ed\0\0B2".to_vec();
    bytes.extend([0; 48]);
    bytes.extend([number; 8]);
    bytes.extend(seed.as_bytes());
    bytes.extend(public.as_bytes());
    bytes.extend([0; 32]);
    SecretKey::from_bytes(&bytes).unwrap()
}

pub fn secret(n: usize) -> SecretKey {
    secret_as(n, u8::try_from(n).unwrap())
}

pub fn public(n: usize) -> PublicKey {
    public_of(&secret(n))
}

pub fn public_of(key: &SecretKey) -> PublicKey {
    minisign::PublicKey::from_secret_key(key).unwrap().to_base64().parse().unwrap()
}

pub fn sign_with(key: &SecretKey, content: &[u8], comment: &str) -> Vec<u8> {
    let untrusted = niemphong_archive::signature::UNTRUSTED_COMMENT_TEXT;
    let text = minisign::sign(None, key, content, Some(comment), Some(untrusted)).unwrap().to_string();
    assert!(SignatureFile::parse(text.as_bytes()).is_ok(), "{text}");
    text.into_bytes()
}

pub fn sign(n: usize, content: &[u8], comment: &str) -> Vec<u8> {
    sign_with(&secret(n), content, comment)
}
