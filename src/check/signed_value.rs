//! The value of an XML signature: does it fit a key that lies in the file. Whose key that is, whether its certificate was
//! good on the day and who issued it can't be asked offline, and nothing here says it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::ecdsa::signature::hazmat::PrehashVerifier as _;
use roxmltree::{Document, Node};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use x509_cert::Certificate;
use x509_cert::der::asn1::{ObjectIdentifier, UintRef};
use x509_cert::der::{Decode as _, Reader as _, SliceReader};
use x509_cert::spki::SubjectPublicKeyInfoOwned;

use super::c14n::{canonical, form_of};
use super::rsa;
use super::xmldsig::{DSIG, child, children, text_of};

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const ELLIPTIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
/// A signer's certificate and its issuers'; more are not tried.
const MOST_CERTIFICATES: usize = 8;

/// The hashes that a signature may be over. SHA-1 is left out: two texts of one digest can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(super) fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }
}

/// Whether a value is a key's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Yes,
    No,
    /// It is, and anybody who takes the trouble could have made it.
    Weak,
    /// Key, algorithm or form is none that is read here.
    Unknown,
}

/// What a value fits, and what can be said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    FitsCertificate,
    FitsBareKey,
    Wrong,
    Weak,
    Unknown,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Rsa,
    Ecdsa,
}

enum Key {
    Rsa(rsa::Key),
    P256(Vec<u8>),
    P384(Vec<u8>),
}

/// Reads the value of `signature`, whose `SignedInfo` is `info`, and tries it on the keys beside it.
pub(super) fn value(document: &Document<'_>, signature: Node<'_, '_>, info: Node<'_, '_>) -> Value {
    let method = child(info, "SignatureMethod").and_then(|n| plain_algorithm(n));
    let Some((scheme, hash)) = method.and_then(method_of) else {
        return if method.is_some_and(is_outdated) { Value::Weak } else { Value::Unknown };
    };
    let form = child(info, "CanonicalizationMethod").and_then(plain_algorithm).and_then(form_of);
    let (Some(form), Some(value)) = (form, child(signature, "SignatureValue")) else { return Value::Unknown };
    let Some(signed) = canonical(document, info, form, None) else { return Value::Unknown };
    let digest = hash.of(signed.as_bytes());
    // What is no base64 is no signature of anybody.
    let value = decoded(value).unwrap_or_default();
    let fit = |key: &Option<Key>| key.as_ref().map_or(Fit::Unknown, |key| key.fit(scheme, hash, &digest, &value));
    let Some(about) = child(signature, "KeyInfo") else { return Value::Unknown };
    let certificates: Vec<_> =
        certificates(about).map(|node| decoded(node).and_then(|der| of_certificate(&der))).collect();
    if certificates.is_empty() {
        let bare = child(about, "KeyValue").and_then(|n| child(n, "RSAKeyValue")).and_then(bare_key);
        return outcome([fit(&bare)], Value::FitsBareKey);
    }
    if certificates.len() > MOST_CERTIFICATES {
        return Value::Unknown;
    }
    outcome(certificates.iter().map(fit), Value::FitsCertificate)
}

/// Of several keys, the one that fits counts; only where each of them was tried is the value called wrong.
fn outcome(fits: impl IntoIterator<Item = Fit>, fitting: Value) -> Value {
    let fits: Vec<Fit> = fits.into_iter().collect();
    let any = |wanted: Fit| fits.contains(&wanted);
    match () {
        () if any(Fit::Yes) => fitting,
        () if any(Fit::Weak) => Value::Weak,
        () if any(Fit::Unknown) => Value::Unknown,
        () => Value::Wrong,
    }
}

/// The algorithm that a node names, unless it has parameters: none of those that are read here takes any.
pub(super) fn plain_algorithm<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    if node.children().any(|n| n.is_element()) { None } else { node.attribute("Algorithm") }
}

fn method_of(algorithm: &str) -> Option<(Scheme, Hash)> {
    Some(match algorithm.strip_prefix("http://www.w3.org/2001/04/xmldsig-more#")? {
        "rsa-sha256" => (Scheme::Rsa, Hash::Sha256),
        "rsa-sha384" => (Scheme::Rsa, Hash::Sha384),
        "rsa-sha512" => (Scheme::Rsa, Hash::Sha512),
        "ecdsa-sha256" => (Scheme::Ecdsa, Hash::Sha256),
        "ecdsa-sha384" => (Scheme::Ecdsa, Hash::Sha384),
        "ecdsa-sha512" => (Scheme::Ecdsa, Hash::Sha512),
        _ => return None,
    })
}

/// Digests and signatures of the first standard, and MD5: two texts of one digest can be made.
pub(super) fn is_outdated(algorithm: &str) -> bool {
    algorithm.starts_with(DSIG) && algorithm.ends_with("sha1")
        || ["rsa-md5", "ecdsa-sha1", "md5"]
            .iter()
            .any(|name| algorithm.strip_prefix("http://www.w3.org/2001/04/xmldsig-more#") == Some(*name))
}

fn decoded(node: Node<'_, '_>) -> Option<Vec<u8>> {
    let text: String = text_of(node).chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(text).ok()
}

fn certificates<'a, 'i>(about: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    children(about, "X509Data").flat_map(|data| children(data, "X509Certificate"))
}

fn of_certificate(der: &[u8]) -> Option<Key> {
    let certificate = Certificate::from_der(der).ok()?;
    of_subject(&certificate.tbs_certificate.subject_public_key_info)
}

fn of_subject(about: &SubjectPublicKeyInfoOwned) -> Option<Key> {
    let bytes = about.subject_public_key.as_bytes()?;
    if about.algorithm.oid == RSA {
        return rsa_key(bytes);
    }
    let curve = about.algorithm.parameters.as_ref()?.decode_as::<ObjectIdentifier>().ok()?;
    match (about.algorithm.oid, curve) {
        (ELLIPTIC, P256) => Some(Key::P256(bytes.to_vec())),
        (ELLIPTIC, P384) => Some(Key::P384(bytes.to_vec())),
        _ => None,
    }
}

/// `RSAPublicKey` (RFC 8017, A.1.1).
fn rsa_key(der: &[u8]) -> Option<Key> {
    let mut reader = SliceReader::new(der).ok()?;
    let pair = reader.sequence(|inner| {
        let (modulus, exponent) = (UintRef::decode(inner)?, UintRef::decode(inner)?);
        Ok(rsa::Key::new(modulus.as_bytes(), exponent.as_bytes()))
    });
    let key = pair.ok()?;
    reader.finish(Key::Rsa(key)).ok()
}

fn bare_key(node: Node<'_, '_>) -> Option<Key> {
    let number = |name: &str| child(node, name).and_then(decoded);
    Some(Key::Rsa(rsa::Key::new(&number("Modulus")?, &number("Exponent")?)))
}

impl Key {
    fn fit(&self, scheme: Scheme, hash: Hash, digest: &[u8], value: &[u8]) -> Fit {
        match self {
            Self::Rsa(key) if scheme == Scheme::Rsa => key.fit(hash, digest, value),
            Self::P256(point) if scheme == Scheme::Ecdsa => on_p256(point, digest, value),
            Self::P384(point) if scheme == Scheme::Ecdsa => on_p384(point, digest, value),
            // A key of another kind can't have made it.
            _ => Fit::No,
        }
    }
}

fn on_p256(point: &[u8], digest: &[u8], value: &[u8]) -> Fit {
    let Ok(key) = p256::ecdsa::VerifyingKey::from_sec1_bytes(point) else { return Fit::Unknown };
    let fits = p256::ecdsa::Signature::from_slice(value).is_ok_and(|value| key.verify_prehash(digest, &value).is_ok());
    if fits { Fit::Yes } else { Fit::No }
}

fn on_p384(point: &[u8], digest: &[u8], value: &[u8]) -> Fit {
    let Ok(key) = p384::ecdsa::VerifyingKey::from_sec1_bytes(point) else { return Fit::Unknown };
    let fits = p384::ecdsa::Signature::from_slice(value).is_ok_and(|value| key.verify_prehash(digest, &value).is_ok());
    if fits { Fit::Yes } else { Fit::No }
}
