//! Keys and signatures: minisign's files, with a password stretched no less than its reference tool does.

use std::fmt;

use minisign::{KeyPair, PublicKey, SecretKey, SecretKeyBox};
use niemphong_archive::{ArchiveId, Digest, Role, Serial, VolumeName};
use niemphong_archive::{disposal_comment, minutes_comment, trust_comment, trusted_comment};
use zeroize::{Zeroize, Zeroizing};

/// Layout of a minisign secret key: two-byte algorithm names, then salt, limits, and what is encrypted.
const SALT: std::ops::Range<usize> = 6..38;
const OPS_LIMIT: std::ops::Range<usize> = 38..46;
const MEM_LIMIT: std::ops::Range<usize> = 46..54;
const ENCRYPTED: std::ops::Range<usize> = 54..158;
const STRETCHED: [u8; 2] = *b"Sc";

/// What `minisign -G` takes by default: scrypt with N = 2^20, r = 8, p = 1, which needs 1 GiB of memory.
const OPS: u64 = 33_554_432;
const MEM: u64 = 1_073_741_824;
const LOG_N: u8 = 20;

/// The fewest characters of a new key's password.
const SHORTEST_PASSWORD: usize = 10;

/// The fixed untrusted comment of every signature, so that no byte of a signature file is malleable.
const UNTRUSTED: &str = niemphong_archive::signature::UNTRUSTED_COMMENT_TEXT;

/// Why a key could not be made or used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The password is wrong, or the file is no secret key.
    #[error("wrong password, or not a minisign secret key")]
    NotOpened,
    /// Making or using the key failed.
    #[error("{0}")]
    Failed(String),
    /// An empty password protects nothing.
    #[error("the password is empty")]
    EmptyPassword,
    /// A short password is found by trying, however it is stretched.
    #[error("the password has fewer than {SHORTEST_PASSWORD} characters")]
    ShortPassword,
    /// The holder's name or role can't stand in the file.
    #[error("{0}")]
    BadComment(String),
}

/// A password, wiped when dropped and never shown.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes a password.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// So short that it is found by trying, however it is stretched?
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.0.chars().count() < SHORTEST_PASSWORD
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(hidden)")
    }
}

/// The password in a file that holds it on one line.
pub fn password_in(text: String) -> Password {
    let text = Zeroizing::new(text);
    Password::new(text.strip_suffix('\n').unwrap_or(&text).trim_end_matches('\r').to_owned())
}

/// The two files of a new key pair.
pub struct KeyFiles {
    /// The secret key file, encrypted.
    pub secret: Zeroizing<String>,
    /// The public key file.
    pub public: PublicKeyFile,
    /// The key itself, to sign with at once.
    pub signer: Signer,
}

/// A public key file: the key, and who holds it in which role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKeyFile {
    /// The key.
    pub key: niemphong_archive::PublicKey,
    /// Who holds it, as the file says.
    pub holder: String,
    /// In which role, as the file says.
    pub role: Option<Role>,
}

impl PublicKeyFile {
    /// The file: a comment with role and holder, then the key.
    pub fn to_text(&self) -> String {
        let role = self.role.map_or("", Role::as_str);
        format!("untrusted comment: niemphong role={role} holder={}\n{}\n", self.holder, self.key)
    }

    /// Reads a public key file; holder and role are what its comment claims, and only that.
    ///
    /// # Errors
    /// When the second line is no minisign public key.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let key = niemphong_archive::PublicKey::from_pub_file(text).map_err(|e| KeyError::Failed(e.to_string()))?;
        let comment = text.lines().next().unwrap_or_default();
        let (before, holder) = comment.split_once(" holder=").unwrap_or((comment, ""));
        let role = before.split_once("role=").and_then(|(_, role)| role.parse().ok());
        Ok(Self { key, holder: holder.to_owned(), role })
    }
}

/// Makes a key pair. `salt` is 32 bytes of chance.
///
/// # Errors
/// When the password is empty, the holder's name can't stand on one line, or the key can't be made.
pub fn new_key_pair(holder: &str, role: Role, password: &Password, salt: [u8; 32]) -> Result<KeyFiles, KeyError> {
    if password.0.is_empty() {
        return Err(KeyError::EmptyPassword);
    }
    if password.is_short() {
        return Err(KeyError::ShortPassword);
    }
    holder.parse::<niemphong_archive::Text>().map_err(|e| KeyError::BadComment(e.to_string()))?;
    let failed = |e: minisign::PError| KeyError::Failed(e.to_string());
    let KeyPair { pk, sk } = KeyPair::generate_unencrypted_keypair().map_err(failed)?;
    let mut bytes = Zeroizing::new(sk.to_bytes());
    bytes[2..4].copy_from_slice(&STRETCHED);
    bytes[SALT].copy_from_slice(&salt);
    bytes[OPS_LIMIT].copy_from_slice(&OPS.to_le_bytes());
    bytes[MEM_LIMIT].copy_from_slice(&MEM.to_le_bytes());
    let mut stream = Zeroizing::new(vec![0; ENCRYPTED.len()]);
    let cost = scrypt::Params::new(LOG_N, 8, 1, 32).map_err(|e| KeyError::Failed(e.to_string()))?;
    scrypt::scrypt(password.0.as_bytes(), &salt, &cost, &mut stream).map_err(|e| KeyError::Failed(e.to_string()))?;
    for (byte, mask) in bytes[ENCRYPTED].iter_mut().zip(stream.iter()) {
        *byte ^= mask;
    }
    let locked = SecretKey::from_bytes(&bytes).map_err(failed)?;
    let comment = format!("niemphong encrypted secret key role={role}");
    let secret = Zeroizing::new(locked.to_box(Some(&comment)).map_err(failed)?.into_string());
    let public = PublicKeyFile { key: public_key(&pk)?, holder: holder.to_owned(), role: Some(role) };
    Ok(KeyFiles { secret, public, signer: Signer { key: sk, public: pk } })
}

fn public_key(pk: &PublicKey) -> Result<niemphong_archive::PublicKey, KeyError> {
    let text = pk.to_box().map_err(|e| KeyError::Failed(e.to_string()))?.into_string();
    niemphong_archive::PublicKey::from_pub_file(&text).map_err(|e| KeyError::Failed(e.to_string()))
}

/// An opened secret key. Its `Debug` shows nothing: minisign's own would print the secret.
pub struct Signer {
    key: SecretKey,
    public: PublicKey,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer(hidden)")
    }
}

impl Signer {
    /// Opens a secret key file.
    ///
    /// # Errors
    /// When the password is wrong or the file is no secret key.
    pub fn open(file: &str, password: &Password) -> Result<Self, KeyError> {
        let mut text = password.0.to_string();
        let boxed = SecretKeyBox::from_string(file).map_err(|_| KeyError::NotOpened)?;
        let key = boxed.into_secret_key(Some(text.clone())).map_err(|_| KeyError::NotOpened)?;
        text.zeroize();
        let public = PublicKey::from_secret_key(&key).map_err(|_| KeyError::NotOpened)?;
        Ok(Self { key, public })
    }

    /// The public half.
    ///
    /// # Errors
    /// When it can't be written as a public key; a key that signs always can.
    pub fn public(&self) -> Result<niemphong_archive::PublicKey, KeyError> {
        public_key(&self.public)
    }

    /// The signature file on a seal.
    ///
    /// # Errors
    /// When signing fails.
    pub fn sign_seal(&self, seal: &[u8], role: Role, archive: &ArchiveId, serial: Serial) -> Result<String, KeyError> {
        self.sign(seal, &trusted_comment(role, archive, serial))
    }

    /// The signature file on the sealing minutes.
    ///
    /// # Errors
    /// When signing fails.
    pub fn sign_minutes(
        &self,
        pdf: &[u8],
        role: Role,
        archive: &ArchiveId,
        serial: Serial,
        seal: Digest,
    ) -> Result<String, KeyError> {
        self.sign(pdf, &minutes_comment(role, archive, serial, seal))
    }

    /// The signature file on a statement of destruction.
    ///
    /// # Errors
    /// When signing fails.
    pub fn sign_disposal(
        &self,
        statement: &[u8],
        role: Role,
        archive: &ArchiveId,
        serial: Serial,
        volume: VolumeName,
    ) -> Result<String, KeyError> {
        self.sign(statement, &disposal_comment(role, archive, serial, volume))
    }

    /// The signature file on a trust file.
    ///
    /// # Errors
    /// When signing fails.
    pub fn sign_trust(&self, text: &[u8], version: u32) -> Result<String, KeyError> {
        self.sign(text, &trust_comment(version))
    }

    fn sign(&self, content: &[u8], comment: &str) -> Result<String, KeyError> {
        let signed = minisign::sign(Some(&self.public), &self.key, content, Some(comment), Some(UNTRUSTED));
        signed.map(|s| s.into_string()).map_err(|e| KeyError::Failed(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_opens_with_its_password_alone() {
        let password = password_in("một câu dài\n".to_owned());
        let made = new_key_pair("Trần Văn Đức", Role::Principal, &password, [7; 32]).unwrap();
        assert!(made.secret.starts_with("untrusted comment: niemphong encrypted secret key role=hieu_truong\n"));
        let with = |text: &str| new_key_pair("Trần Văn Đức", Role::Principal, &password_in(text.into()), [7; 32]).err();
        assert!(matches!(with(""), Some(KeyError::EmptyPassword)));
        assert!(matches!(with("chín chữ"), Some(KeyError::ShortPassword)));
        let opened = Signer::open(&made.secret, &password).unwrap();
        assert_eq!(opened.public().unwrap(), made.public.key);
        assert!(matches!(Signer::open(&made.secret, &password_in("khác".into())), Err(KeyError::NotOpened)));
        assert_eq!(PublicKeyFile::parse(&made.public.to_text()).unwrap(), made.public);
        assert_eq!(format!("{opened:?}{password:?}"), "Signer(hidden)Password(hidden)");
    }
}
