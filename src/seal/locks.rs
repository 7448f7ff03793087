//! Who may open a container, and what opens it: the age format, version 1 (<https://c2sp.org/age>), by its own crate.
//!
//! The crate draws the keys of each new file itself. Of what it does the one key of a file is kept ([`FileKey`]): with
//! it, whoever writes a container for others reads it back from the medium, and every thread of a verifier has a reader
//! of its own although the password was stretched once.

use std::cell::OnceCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use age::{DecryptError, Decryptor, EncryptError, Encryptor};
use age_core::format::{FileKey as Key, Stanza};
use age_core::secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::key::Password;

pub use age::x25519::{Identity, Recipient};

/// How every age file begins.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";
/// No head of ours comes near this.
const LONGEST_HEAD: u64 = 64 << 10;
/// What stretching a password asks for in a new file: 2^18 needs 256 MB of memory; what `age` itself takes.
const WORK: u8 = 18;
/// The most that a file may ask for: 2^22 needs 4 GB; Debian's `age` stops there too.
const MOST_WORK: u8 = 22;

/// Who will be able to open a container.
#[derive(Debug, Clone)]
pub enum Openers {
    /// Whoever knows this.
    Password(Password),
    /// Whoever has the identity of one of these.
    Recipients(Vec<Recipient>),
}

/// What opens a container.
#[derive(Clone)]
pub enum Keys {
    /// A password.
    Password(Password),
    /// Any of these.
    Identities(Vec<Identity>),
}

/// Why a container does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is locked with a password, and none was given.
    #[error("locked with a password")]
    NeedsPassword,
    /// It is locked for recipients, and no identity was given.
    #[error("locked for recipients")]
    NeedsIdentity,
    /// The password or the identities are not those it was locked for.
    #[error("wrong password or identity")]
    WrongKey,
    /// What says how it is locked has suffered, or is of a kind that is not known here.
    #[error("the head of the container is damaged, or of an unknown kind")]
    Head,
    /// The system refused.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// How a container is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// With a password.
    Password,
    /// For recipients.
    Recipients,
}

/// The one key of a file, from which all others are derived; wiped when dropped.
#[derive(Clone)]
pub(super) struct FileKey(Zeroizing<[u8; 16]>);

impl FileKey {
    fn of(key: &Key) -> Self {
        Self(Zeroizing::new(*key.expose_secret()))
    }
}

/// Opens whatever is locked with it. The code over the head is checked by the crate all the same.
impl age::Identity for FileKey {
    fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<Key, DecryptError>> {
        Some(Ok(Key::init_with_mut(|key| key.copy_from_slice(self.0.as_slice()))))
    }
}

/// Sees the key that passes through a recipient or an identity.
struct Witness<'a, T> {
    of: &'a T,
    seen: &'a OnceCell<FileKey>,
}

impl<T: age::Recipient> age::Recipient for Witness<'_, T> {
    #[expect(clippy::disallowed_types, reason = "the crate's own signature; what is in it is handed on as it is")]
    fn wrap_file_key(&self, key: &Key) -> Result<(Vec<Stanza>, std::collections::HashSet<String>), EncryptError> {
        self.seen.get_or_init(|| FileKey::of(key));
        self.of.wrap_file_key(key)
    }
}

impl<T: age::Identity> age::Identity for Witness<'_, T> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<Key, DecryptError>> {
        let opened = self.of.unwrap_stanza(stanza);
        if let Some(Ok(key)) = &opened {
            self.seen.get_or_init(|| FileKey::of(key));
        }
        opened
    }
}

fn secret(password: &Password) -> SecretString {
    SecretString::from(password.text())
}

/// A lock for a new file, and the key that it will be locked with.
pub(super) fn lock(openers: &Openers) -> Result<(Encryptor, FileKey), OpenError> {
    let seen = OnceCell::new();
    let locked = match openers {
        Openers::Password(password) => {
            let mut recipient = age::scrypt::Recipient::new(secret(password));
            recipient.set_work_factor(WORK);
            let witness = Witness { of: &recipient, seen: &seen };
            Encryptor::with_recipients(std::iter::once(&witness as &dyn age::Recipient))
        }
        Openers::Recipients(all) => {
            let all: Vec<_> = all.iter().map(|of| Witness { of, seen: &seen }).collect();
            Encryptor::with_recipients(all.iter().map(|witness| witness as &dyn age::Recipient))
        }
    };
    let locked = locked.map_err(|e| io::Error::other(e.to_string()))?;
    Ok((locked, seen.into_inner().ok_or(OpenError::Head)?))
}

/// How a file is locked, and where its head ends; `None` if it is no age file at all.
pub(super) fn head(path: &Path) -> Result<Option<(Locked, u64)>, OpenError> {
    let mut begin = Vec::new();
    File::open(path)?.take(LONGEST_HEAD).read_to_end(&mut begin)?;
    if !begin.starts_with(MAGIC) {
        return Ok(None);
    }
    let mut rest = begin.as_slice();
    let by_password = Decryptor::new_buffered(&mut rest).map_err(|_| OpenError::Head)?.is_scrypt();
    let head = (begin.len() - rest.len()) as u64;
    Ok(Some((if by_password { Locked::Password } else { Locked::Recipients }, head)))
}

/// The key of a file, and where its head ends.
pub(super) fn open(path: &Path, keys: &Keys) -> Result<(FileKey, u64), OpenError> {
    let (how, end) = head(path)?.ok_or(OpenError::Head)?;
    let file = Decryptor::new_buffered(io::BufReader::new(File::open(path)?)).map_err(refusal)?;
    let seen = OnceCell::new();
    match (keys, how) {
        (Keys::Password(password), Locked::Password) => {
            let mut identity = age::scrypt::Identity::new(secret(password));
            identity.set_max_work_factor(MOST_WORK);
            let witness = Witness { of: &identity, seen: &seen };
            file.decrypt(std::iter::once(&witness as &dyn age::Identity)).map_err(refusal)?;
        }
        (Keys::Identities(all), Locked::Recipients) => {
            let all: Vec<_> = all.iter().map(|of| Witness { of, seen: &seen }).collect();
            file.decrypt(all.iter().map(|witness| witness as &dyn age::Identity)).map_err(refusal)?;
        }
        (_, Locked::Password) => return Err(OpenError::NeedsPassword),
        (_, Locked::Recipients) => return Err(OpenError::NeedsIdentity),
    }
    Ok((seen.into_inner().ok_or(OpenError::Head)?, end))
}

/// Why the crate does not open a file.
pub(super) fn refusal(error: DecryptError) -> OpenError {
    match error {
        DecryptError::DecryptionFailed | DecryptError::NoMatchingKeys => OpenError::WrongKey,
        DecryptError::Io(e) if e.raw_os_error().is_some() => OpenError::Io(e),
        _ => OpenError::Head,
    }
}

/// The identities of a file of `age-keygen`: one a line, comments begin with `#`.
///
/// # Errors
/// The number of the first line that is neither.
pub fn identities(text: &str) -> Result<Vec<Identity>, usize> {
    keys_of(text)
}

/// The recipients of a list: one a line, comments begin with `#`.
///
/// # Errors
/// The number of the first line that is neither.
pub fn recipients(text: &str) -> Result<Vec<Recipient>, usize> {
    keys_of(text)
}

fn keys_of<T: std::str::FromStr>(text: &str) -> Result<Vec<T>, usize> {
    let lines = (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines.map(|(number, line)| line.parse().map_err(|_| number)).collect()
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)]
mod tests {
    use std::io::Write;

    use super::*;

    /// A file locked for these; its bytes and its key.
    fn locked(openers: &Openers) -> (Vec<u8>, FileKey) {
        let (lock, key) = lock(openers).unwrap();
        let mut out = lock.wrap_output(Vec::new()).unwrap();
        out.write_all(b"kho").unwrap();
        (out.finish().unwrap(), key)
    }

    fn opened(bytes: &[u8], keys: &Keys) -> Result<(FileKey, u64), OpenError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        open(file.path(), keys)
    }

    #[test]
    fn each_recipient_opens_it_and_nobody_else() {
        let [one, two, other] = std::array::from_fn(|_| Identity::generate());
        let (bytes, key) = locked(&Openers::Recipients(vec![one.to_public(), two.to_public()]));
        for identity in [one, two] {
            let keys = Keys::Identities(vec![other.clone(), identity]);
            assert_eq!(opened(&bytes, &keys).unwrap().0.0, key.0);
        }
        assert!(matches!(opened(&bytes, &Keys::Identities(vec![other])), Err(OpenError::WrongKey)));
        let password = Keys::Password(Password::new("x".into()));
        assert!(matches!(opened(&bytes, &password), Err(OpenError::NeedsIdentity)));
        assert!(lock(&Openers::Recipients(Vec::new())).is_err());
    }

    #[test]
    fn no_byte_of_a_head_can_change_unnoticed() {
        let identity = Identity::generate();
        let (bytes, _) = locked(&Openers::Recipients(vec![identity.to_public()]));
        let keys = Keys::Identities(vec![identity]);
        let end = usize::try_from(opened(&bytes, &keys).unwrap().1).unwrap();
        // The last sixteen bytes are the nonce of what follows: another one opens nothing there.
        for at in 0..end - 16 {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(opened(&changed, &keys).is_err(), "byte {at}");
            assert!(opened(&bytes[..at], &keys).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_password_may_ask_for_no_more_work_than_a_school_has_memory_for() {
        let head = |work| {
            let text = format!("age-encryption.org/v1\n-> scrypt {} {work}\n{}\n", "A".repeat(22), "A".repeat(43));
            format!("{text}--- {}\n{}", "A".repeat(43), "nonce nonce nonc").into_bytes()
        };
        let keys = Keys::Password(Password::new("x".into()));
        assert!(matches!(opened(&head("23"), &keys), Err(OpenError::Head)));
        assert!(matches!(opened(&head("64"), &keys), Err(OpenError::Head)));
        assert!(matches!(opened(&head("10"), &keys), Err(OpenError::WrongKey)));
    }

    #[test]
    fn keys_are_written_as_age_writes_them() {
        // A pair that `age-keygen` made for this test.
        let secret = "AGE-SECRET-KEY-1QTXV7GFDH3P3UZ88CELW67KZEAFNH6HUKRSXK9WHVSNPRHCGV44SW5MRWN";
        let public = "age1f5cva3ed34fwrl4gdyrssn344shxwzcc54evvxy99cr302wcw52qw3ufk8";
        let list = format!("# created\n\n{secret}\n");
        let [identity] = identities(&list).unwrap().try_into().ok().unwrap();
        assert_eq!(identity.to_public().to_string(), public);
        assert_eq!(recipients(public), Ok(vec![identity.to_public()]));
        assert_eq!(recipients(&list), Err(3));
        assert!(matches!(identities(public), Err(1)));
        assert_eq!(recipients(&public.replace("f5cv", "f5cq")), Err(1));
    }
}
