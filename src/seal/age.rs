//! The head of an age file, version 1 (<https://c2sp.org/age>): who may open it, and the keys that follow.
//!
//! Written here on published primitives: the format is two pages long and its version 1 is frozen, while its crate brings
//! sixty packages. Debian's `age` is asked in both directions (tests/judges/copies.sh).

use std::fmt;
use std::io::{self, Read};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use bech32::Bech32;
use bech32::primitives::decode::CheckedHrpstring;
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Tag};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::key::Password;

/// How every age file begins.
pub(super) const MAGIC: &[u8] = b"age-encryption.org/v1\n";
const LABEL: &str = "age-encryption.org/v1/";
/// No head of ours comes near this.
const LONGEST_HEAD: usize = 64 << 10;
/// What stretching a password asks for in a new file: 2^18 needs 256 MB of memory; what `age` itself takes.
const WORK: u8 = 18;
/// The most that a file may ask for: 2^22 needs 4 GB; Debian's `age` stops there too.
const MOST_WORK: u8 = 22;
/// Bytes of the authentication tag.
pub(super) const TAG: usize = 16;

/// The one key of a file, from which all others are derived.
pub(super) type FileKey = Zeroizing<[u8; 16]>;

/// Who will be able to open a container.
#[derive(Debug, Clone)]
pub enum Openers {
    /// Whoever knows this.
    Password(Password),
    /// Whoever has the identity of one of these.
    Recipients(Vec<Recipient>),
}

/// What opens a container.
#[derive(Debug, Clone)]
pub enum Keys {
    /// A password.
    Password(Password),
    /// Any of these.
    Identities(Vec<Identity>),
}

/// The public half of an identity, `age1…`: what a container is locked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipient([u8; 32]);

/// The secret half, `AGE-SECRET-KEY-1…`, wiped when dropped and never shown.
#[derive(Clone)]
pub struct Identity(Zeroizing<[u8; 32]>);

/// No key of the kind that was asked for, or one with a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key of this kind, or mistyped")]
pub struct NotAKey;

/// What chance gives to one container. Used twice, it would lock two containers with one key.
pub struct Chance(Zeroizing<Vec<u8>>);

/// Why a head does not open.
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

/// One way in: a kind, what it says, and the file's key locked by it.
#[derive(Debug, PartialEq, Eq)]
struct Stanza {
    words: Vec<String>,
    body: Vec<u8>,
}

/// A head as it was read.
#[derive(Debug)]
pub(super) struct Head {
    stanzas: Vec<Stanza>,
    /// Everything that the code covers.
    text: Vec<u8>,
    code: Vec<u8>,
    nonce: [u8; 16],
}

fn bech32_bytes(text: &str, prefix: &str) -> Result<[u8; 32], NotAKey> {
    let checked = CheckedHrpstring::new::<Bech32>(text).map_err(|_| NotAKey)?;
    let bytes: Zeroizing<Vec<u8>> = Zeroizing::new(checked.byte_iter().collect());
    let right = checked.hrp() == bech32::Hrp::parse_unchecked(prefix);
    bytes.as_slice().try_into().ok().filter(|_| right).ok_or(NotAKey)
}

impl std::str::FromStr for Recipient {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        bech32_bytes(text, "age").map(Self)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        bech32::encode_to_fmt::<Bech32, _>(f, bech32::Hrp::parse_unchecked("age"), &self.0).map_err(|_| fmt::Error)
    }
}

impl std::str::FromStr for Identity {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        bech32_bytes(text, "age-secret-key-").map(|bytes| Self(Zeroizing::new(bytes)))
    }
}

impl Identity {
    /// Its public half.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        Recipient(x25519_dalek::x25519(*self.0, x25519_dalek::X25519_BASEPOINT_BYTES))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(hidden)")
    }
}

impl Chance {
    /// How many bytes a container for these openers takes.
    #[must_use]
    pub fn needed(openers: &Openers) -> usize {
        match openers {
            Openers::Password(_) => 48,
            Openers::Recipients(all) => 32 + 32 * all.len(),
        }
    }

    /// Takes bytes of chance, [`Chance::needed`] of them, that were used for nothing else.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The next `N` of them.
    fn take<const N: usize>(&mut self) -> Result<Zeroizing<[u8; N]>, OpenError> {
        let taken = self.0.get(..N).and_then(|some| some.try_into().ok()).ok_or(OpenError::Head)?;
        self.0.drain(..N);
        Ok(Zeroizing::new(taken))
    }
}

fn derived(secret: &[u8], salt: &[u8], label: &str) -> Result<Zeroizing<[u8; 32]>, OpenError> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret).expand(label.as_bytes(), key.as_mut()).map_err(|_| OpenError::Head)?;
    Ok(key)
}

fn code(key: &FileKey, text: &[u8]) -> Result<Hmac<Sha256>, OpenError> {
    let code_key = derived(key.as_slice(), &[], "header")?;
    let mut code = <Hmac<Sha256> as KeyInit>::new_from_slice(code_key.as_slice()).map_err(|_| OpenError::Head)?;
    code.update(text);
    Ok(code)
}

/// Locks the file's key. The nonce may be fixed, because each of these keys locks one thing only.
fn lock(key: &[u8; 32], file_key: &FileKey) -> Result<Vec<u8>, OpenError> {
    let mut body = file_key.to_vec();
    let cipher = ChaCha20Poly1305::new(key.into());
    let tag = cipher.encrypt_inout_detached(&[0; 12].into(), &[], body.as_mut_slice().into());
    body.extend_from_slice(&tag.map_err(|_| OpenError::Head)?);
    Ok(body)
}

fn unlock(key: &[u8; 32], body: &[u8]) -> Option<FileKey> {
    let (locked, tag) = body.split_at_checked(16)?;
    let mut file_key = FileKey::new(locked.try_into().ok()?);
    let tag = Tag::try_from(tag).ok()?;
    let cipher = ChaCha20Poly1305::new(key.into());
    cipher.decrypt_inout_detached(&[0; 12].into(), &[], file_key.as_mut_slice().into(), &tag).ok()?;
    Some(file_key)
}

fn stretched(password: &Password, salt: &[u8], work: u8) -> Result<Zeroizing<[u8; 32]>, OpenError> {
    let salt = [LABEL.as_bytes(), b"scrypt", salt].concat();
    let cost = scrypt::Params::new(work, 8, 1, 32).map_err(|_| OpenError::Head)?;
    let mut key = Zeroizing::new([0; 32]);
    scrypt::scrypt(password.text().as_bytes(), &salt, &cost, key.as_mut()).map_err(|_| OpenError::Head)?;
    Ok(key)
}

/// The key that two X25519 halves share; `None` if one of them is of the few that share the same with everybody.
fn shared(secret: &[u8; 32], other: &[u8; 32], salt: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    let both = Zeroizing::new(x25519_dalek::x25519(*secret, *other));
    if both.iter().all(|byte| *byte == 0) {
        return None;
    }
    derived(both.as_slice(), salt, &format!("{LABEL}X25519")).ok()
}

fn stanza_for(recipient: &Recipient, ephemeral: &[u8; 32], file_key: &FileKey) -> Result<Stanza, OpenError> {
    let share = x25519_dalek::x25519(*ephemeral, x25519_dalek::X25519_BASEPOINT_BYTES);
    let key = shared(ephemeral, &recipient.0, &[share, recipient.0].concat()).ok_or(OpenError::Head)?;
    Ok(Stanza { words: vec!["X25519".to_owned(), BASE64.encode(share)], body: lock(&key, file_key)? })
}

/// A new head for these openers, and the key of what follows it.
pub(super) fn new_head(openers: &Openers, mut chance: Chance) -> Result<(Vec<u8>, Zeroizing<[u8; 32]>), OpenError> {
    let file_key: FileKey = chance.take()?;
    let nonce = chance.take::<16>()?;
    let mut stanzas = Vec::new();
    match openers {
        Openers::Password(password) => {
            let salt = chance.take::<16>()?;
            let words = vec!["scrypt".to_owned(), BASE64.encode(salt.as_slice()), WORK.to_string()];
            let key = stretched(password, salt.as_slice(), WORK)?;
            stanzas.push(Stanza { words, body: lock(&key, &file_key)? });
        }
        Openers::Recipients(all) => {
            for recipient in all {
                stanzas.push(stanza_for(recipient, &*chance.take()?, &file_key)?);
            }
        }
    }
    let mut text = MAGIC.to_vec();
    for stanza in &stanzas {
        text.extend(format!("-> {}\n{}\n", stanza.words.join(" "), BASE64.encode(&stanza.body)).bytes());
    }
    text.extend(b"---");
    let code = code(&file_key, &text)?.finalize().into_bytes();
    text.extend(format!(" {}\n", BASE64.encode(code)).bytes());
    text.extend_from_slice(nonce.as_slice());
    Ok((text, derived(file_key.as_slice(), nonce.as_slice(), "payload")?))
}

impl Head {
    /// Reads a head, and not a byte more than that; `None` if this is no age file at all.
    pub(super) fn read(file: &mut impl Read) -> Result<Option<Self>, OpenError> {
        let mut begin = Vec::new();
        file.take(MAGIC.len() as u64).read_to_end(&mut begin)?;
        if begin != MAGIC {
            return Ok(None);
        }
        let mut head = Self { stanzas: Vec::new(), text: begin, code: Vec::new(), nonce: [0; 16] };
        loop {
            let line = head.line(file)?;
            if let Some(code) = line.strip_prefix("--- ") {
                head.code = BASE64.decode(code).map_err(|_| OpenError::Head)?;
                head.text.truncate(head.text.len() - code.len() - 2);
                file.read_exact(&mut head.nonce).map_err(cut_off)?;
                return Ok(Some(head));
            }
            let words: Vec<String> =
                line.strip_prefix("-> ").ok_or(OpenError::Head)?.split(' ').map(str::to_owned).collect();
            let mut body = String::new();
            // The body's last line is the first that is shorter than 64 letters.
            loop {
                let line = head.line(file)?;
                body += &line;
                if line.len() < 64 {
                    break;
                }
            }
            let body = BASE64.decode(body).map_err(|_| OpenError::Head)?;
            head.stanzas.push(Stanza { words, body });
        }
    }

    fn line(&mut self, file: &mut impl Read) -> Result<String, OpenError> {
        let start = self.text.len();
        loop {
            let mut byte = [0];
            file.read_exact(&mut byte).map_err(cut_off)?;
            self.text.push(byte[0]);
            if self.text.len() > LONGEST_HEAD {
                return Err(OpenError::Head);
            }
            if byte == *b"\n" {
                let line = &self.text[start..self.text.len() - 1];
                return String::from_utf8(line.to_vec()).map_err(|_| OpenError::Head);
            }
        }
    }

    /// How the file is locked.
    pub(super) fn locked(&self) -> Locked {
        let by_password = self.stanzas.iter().any(|stanza| stanza.words.first().is_some_and(|kind| kind == "scrypt"));
        if by_password { Locked::Password } else { Locked::Recipients }
    }

    /// The key of what follows.
    pub(super) fn open(&self, keys: &Keys) -> Result<Zeroizing<[u8; 32]>, OpenError> {
        let file_key = match (keys, self.locked()) {
            (Keys::Password(password), Locked::Password) => self.by_password(password)?,
            (Keys::Identities(all), Locked::Recipients) => {
                let open = |stanza| all.iter().find_map(|identity| by_identity(stanza, identity));
                self.stanzas.iter().find_map(open).ok_or(OpenError::WrongKey)?
            }
            (_, Locked::Password) => return Err(OpenError::NeedsPassword),
            (_, Locked::Recipients) => return Err(OpenError::NeedsIdentity),
        };
        code(&file_key, &self.text)?.verify_slice(&self.code).map_err(|_| OpenError::Head)?;
        derived(file_key.as_slice(), &self.nonce, "payload")
    }

    /// A password stands alone: who knows it must be able to tell that nobody else locked the file.
    fn by_password(&self, password: &Password) -> Result<FileKey, OpenError> {
        let [Stanza { words, body }] = self.stanzas.as_slice() else { return Err(OpenError::Head) };
        let [_, salt, work] = words.as_slice() else { return Err(OpenError::Head) };
        let salt = BASE64.decode(salt).ok().filter(|salt| salt.len() == 16).ok_or(OpenError::Head)?;
        let work = work.parse().ok().filter(|work| (1..=MOST_WORK).contains(work)).ok_or(OpenError::Head)?;
        unlock(&*stretched(password, &salt, work)?, body).ok_or(OpenError::WrongKey)
    }
}

fn by_identity(stanza: &Stanza, identity: &Identity) -> Option<FileKey> {
    let [kind, share] = stanza.words.as_slice() else { return None };
    let share: [u8; 32] = BASE64.decode(share).ok().filter(|_| kind == "X25519")?.try_into().ok()?;
    let key = shared(&identity.0, &share, &[share, identity.recipient().0].concat())?;
    unlock(&key, &stanza.body)
}

fn cut_off(error: io::Error) -> OpenError {
    if error.kind() == io::ErrorKind::UnexpectedEof { OpenError::Head } else { OpenError::Io(error) }
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
mod tests {
    use super::*;

    fn head(openers: &Openers) -> (Vec<u8>, Zeroizing<[u8; 32]>) {
        let chance = (0..Chance::needed(openers)).map(|n| u8::try_from(n % 251).unwrap()).collect();
        new_head(openers, Chance::new(chance)).unwrap()
    }

    fn identity(n: u8) -> Identity {
        Identity(Zeroizing::new([n; 32]))
    }

    #[test]
    fn each_recipient_opens_it_and_nobody_else() {
        let openers = Openers::Recipients(vec![identity(1).recipient(), identity(2).recipient()]);
        let (text, key) = head(&openers);
        let read = Head::read(&mut text.as_slice()).unwrap().unwrap();
        for n in [1, 2] {
            assert_eq!(read.open(&Keys::Identities(vec![identity(9), identity(n)])).unwrap(), key);
        }
        assert!(matches!(read.open(&Keys::Identities(vec![identity(3)])), Err(OpenError::WrongKey)));
        assert!(matches!(read.open(&Keys::Password(Password::new("x".into()))), Err(OpenError::NeedsIdentity)));
    }

    #[test]
    fn no_byte_of_a_head_can_change_unnoticed() {
        let (text, _) = head(&Openers::Recipients(vec![identity(1).recipient()]));
        let keys = Keys::Identities(vec![identity(1)]);
        for at in 0..text.len() - 16 {
            let mut changed = text.clone();
            changed[at] ^= 1;
            let opened = Head::read(&mut changed.as_slice()).map(|head| head.map(|head| head.open(&keys)));
            assert!(!matches!(opened, Ok(Some(Ok(_)))), "byte {at}");
            assert!(!matches!(Head::read(&mut &text[..at]), Ok(Some(_))), "cut at {at}");
        }
    }

    #[test]
    fn keys_are_written_as_age_writes_them() {
        // A pair that `age-keygen` made for this test.
        let secret = "AGE-SECRET-KEY-1QTXV7GFDH3P3UZ88CELW67KZEAFNH6HUKRSXK9WHVSNPRHCGV44SW5MRWN";
        let public = "age1f5cva3ed34fwrl4gdyrssn344shxwzcc54evvxy99cr302wcw52qw3ufk8";
        let identity: Identity = secret.parse().unwrap();
        assert_eq!(identity.recipient().to_string(), public);
        assert_eq!(public.parse(), Ok(identity.recipient()));
        assert!(public.parse::<Identity>().is_err() && secret.parse::<Recipient>().is_err());
        assert!(public.replace("f5cv", "f5cq").parse::<Recipient>().is_err());
        let list = format!("# created\n\n{secret}\n");
        assert_eq!(identities(&list).unwrap().len(), 1);
        assert_eq!(recipients(&list).unwrap_err(), 3);
    }
}
