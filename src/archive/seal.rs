//! The seal: the one small text that is signed and binds everything else (FORMAT.md §5).

use crate::archive_id::ArchiveId;
use crate::date::Timestamp;
use crate::digest::Digest;
use crate::lines::{Fault, Lines, number, optional, text_of};
use crate::name::{KeepUntil, RetentionClass, Role, Serial, Text, VolumeName, roles};

/// The first line, and so the domain of every signature on it.
pub const SEAL_VERSION: &str = "niemphong-seal/1";
/// The one suite of version 1: SHA-256 digests, prehashed minisign signatures.
pub const SUITE: &str = "sha256+minisign";
/// Where the seal lies.
pub const SEAL_PATH: &str = "seal/seal.txt";
/// Where the digests of the loose files lie.
pub const ROOT_PATH: &str = "seal/root.sha256";
/// The largest seal, in bytes.
pub const MAX_SEAL: u64 = 64 << 10;

/// Another seal, by serial and digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealRef {
    /// Its serial.
    pub serial: Serial,
    /// The digest of its `seal.txt`.
    pub digest: Digest,
}

/// A seal that this one puts in another's place, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supersedes {
    /// The seal that is corrected.
    pub seal: SealRef,
    /// Why, in the school's words.
    pub reason: Text,
}

/// What the seal says of one volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedVolume {
    /// Its retention class.
    pub name: VolumeName,
    /// The last day of keeping.
    pub keep_until: KeepUntil,
    /// Number of payload files, those under `data/`.
    pub files: u64,
    /// Bytes of the payload files together.
    pub bytes: u64,
    /// Digest of its `tagmanifest-sha256.txt`.
    pub tagmanifest: Digest,
    /// Number of record leaves.
    pub leaves: u64,
    /// Root of the tree over them.
    pub leaves_root: Digest,
}

/// What the seal says of the loose files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RootDigest {
    /// Number of files that `seal/root.sha256` names.
    pub files: u64,
    /// Their bytes together.
    pub bytes: u64,
    /// Digest of `seal/root.sha256`.
    pub digest: Digest,
}

/// The statement that is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Whose records of which year.
    pub archive: ArchiveId,
    /// The seal's number.
    pub serial: Serial,
    /// The school's name.
    pub school: Text,
    /// When it was sealed: an input, a claim of the sealer.
    pub sealed_at: Timestamp,
    /// The seal before, if there is one.
    pub previous: Option<SealRef>,
    /// The seal that this one corrects, if it is a correction.
    pub supersedes: Option<Supersedes>,
    /// A blinded digest of the export ([`crate::leaf::blinded_input`]).
    pub input: Option<Digest>,
    /// Name and version of the program that built it.
    pub builder: Text,
    /// Volumes, the longest kept first.
    pub volumes: Vec<SealedVolume>,
    /// The loose files.
    pub root: RootDigest,
    /// Roles whose signatures the sealer announces. The policy outside decides beside it.
    pub require: Vec<Role>,
}

impl SealRef {
    fn read(text: &str) -> Result<Self, Fault> {
        let (serial, digest) = text.split_once(' ').ok_or(Fault::new("a seal is named by serial and digest"))?;
        Ok(Self { serial: serial.parse()?, digest: Digest::from_tagged(digest)? })
    }

    fn write(self) -> String {
        format!("{} {}", self.serial, self.digest.tagged())
    }
}

impl SealedVolume {
    fn read(text: &str) -> Result<Self, Fault> {
        let mut parts = text.split(' ');
        let mut part = |prefix: &str| {
            let part = parts.next().unwrap_or_default();
            part.strip_prefix(prefix).ok_or(Fault::new("a volume line holds other fields, or in another order"))
        };
        let volume = Self {
            name: part("")?.parse()?,
            keep_until: part("keep-until=")?.parse()?,
            files: number(part("files=")?)?,
            bytes: number(part("bytes=")?)?,
            tagmanifest: Digest::from_tagged(part("tagmanifest=")?)?,
            leaves: number(part("leaves=")?)?,
            leaves_root: Digest::from_tagged(part("leaves-root=")?)?,
        };
        if parts.next().is_some() {
            return Err(Fault::new("nothing may follow on a volume line"));
        }
        if (volume.name == RetentionClass::Permanent) != (volume.keep_until == KeepUntil::Permanent) {
            return Err(Fault::new("vinh-vien is kept permanently, and nothing else is"));
        }
        Ok(volume)
    }

    fn write(&self) -> String {
        let (tagmanifest, root) = (self.tagmanifest.tagged(), self.leaves_root.tagged());
        format!(
            "volume: {} keep-until={} files={} bytes={} tagmanifest={tagmanifest} leaves={} leaves-root={root}\n",
            self.name, self.keep_until, self.files, self.bytes, self.leaves
        )
    }
}

impl SealedVolume {
    /// A term is counted from the school year at the earliest, so that `N-nam` ends N years after its first year or
    /// later; else a sealer could call a volume `70-nam` and have it destroyed next year.
    fn is_kept_long_enough(&self, archive: &ArchiveId) -> bool {
        match (self.name, self.keep_until) {
            (RetentionClass::Years(years), KeepUntil::Until(last)) => {
                u64::from(last.year()) >= archive.first_year() + u64::from(years)
            }
            _ => true,
        }
    }
}

impl RootDigest {
    fn read(text: &str) -> Result<Self, Fault> {
        let fault = Fault::new("the root line holds files=, bytes= and a digest");
        let mut parts = text.split(' ');
        let mut part = |prefix: &str| parts.next().and_then(|part| part.strip_prefix(prefix)).ok_or(fault);
        let (files, bytes) = (number(part("files=")?)?, number(part("bytes=")?)?);
        let digest = Digest::from_tagged(part("")?)?;
        if parts.next().is_some() { Err(fault) } else { Ok(Self { files, bytes, digest }) }
    }
}

impl Seal {
    /// The digest that paper carries and the next seal names.
    pub fn digest(&self) -> Result<Digest, Fault> {
        Ok(Digest::of(self.to_text()?.as_bytes()))
    }

    /// The text, or the rule that these values would break.
    pub fn to_text(&self) -> Result<String, Fault> {
        let text = self.write();
        if Self::parse(text.as_bytes())? == *self { Ok(text) } else { Err(Fault::new("the seal would not read back")) }
    }

    fn write(&self) -> String {
        let previous = self.previous.map_or("none".to_owned(), SealRef::write);
        let (supersedes, reason) = self
            .supersedes
            .as_ref()
            .map_or(("none".to_owned(), "none"), |supersedes| (supersedes.seal.write(), supersedes.reason.as_str()));
        let input = self.input.map_or("none".to_owned(), |digest| digest.tagged());
        let volumes: String = self.volumes.iter().map(SealedVolume::write).collect();
        let RootDigest { files, bytes, digest } = self.root;
        let require = self.require.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(" ");
        format!(
            "{SEAL_VERSION}\narchive: {}\nserial: {}\nschool: {}\nsealed-at: {}\nprevious: {previous}\n\
             supersedes: {supersedes}\nreason: {reason}\nsuite: {SUITE}\ninput: {input}\nbuilder: {}\n{volumes}\
             root: files={files} bytes={bytes} {}\nrequire: {require}\n",
            self.archive,
            self.serial,
            self.school,
            self.sealed_at,
            self.builder,
            digest.tagged()
        )
    }

    /// Reads exactly what [`Seal::to_text`] writes; an unknown line is refused.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let mut lines = Lines::new(text_of(bytes, MAX_SEAL)?);
        lines.exactly(SEAL_VERSION)?;
        let archive = lines.read("archive: ", str::parse)?;
        let serial: Serial = lines.read("serial: ", str::parse)?;
        let school = lines.read("school: ", str::parse)?;
        let sealed_at = lines.read("sealed-at: ", str::parse)?;
        let earlier = |text: &str| {
            let seal = SealRef::read(text)?;
            if seal.serial < serial { Ok(seal) } else { Err(Fault::new("an earlier seal has a lower serial")) }
        };
        let previous = lines.read("previous: ", |text| optional(text, earlier))?;
        let superseded = lines.read("supersedes: ", |text| optional(text, earlier))?;
        let reason = lines.read("reason: ", |text| optional(text, str::parse))?;
        let supersedes = match (superseded, reason) {
            (None, None) => None,
            (Some(seal), Some(reason)) => Some(Supersedes { seal, reason }),
            _ => return Err(lines.fault("a correction names both a seal and a reason")),
        };
        lines.exactly(&format!("suite: {SUITE}"))?;
        let input = lines.read("input: ", |text| optional(text, Digest::from_tagged))?;
        let builder = lines.read("builder: ", str::parse)?;
        let mut volumes: Vec<SealedVolume> = Vec::new();
        while lines.peek().is_some_and(|line| line.starts_with("volume: ")) {
            let volume = lines.read("volume: ", SealedVolume::read)?;
            if volumes.last().is_some_and(|last| last.name >= volume.name) {
                return Err(lines.fault("volumes stand the longest kept first, each once"));
            }
            volumes.push(volume);
        }
        if volumes.is_empty() {
            lines.after("volume: ")?;
        }
        if volumes.iter().any(|volume| !volume.is_kept_long_enough(&archive)) {
            return Err(lines.fault("a volume is kept for fewer years than its class says"));
        }
        let root = lines.read("root: ", RootDigest::read)?;
        let require = lines.read("require: ", |text| roles(text, " "))?;
        lines.end()?;
        let seal =
            Self { archive, serial, school, sealed_at, previous, supersedes, input, builder, volumes, root, require };
        if (seal.serial == Serial::FIRST) != seal.previous.is_none() {
            return Err(Fault::new("the first seal has none before it, and every other has one"));
        }
        if seal.write().as_bytes() == bytes { Ok(seal) } else { Err(Fault::new("the seal is not in its one form")) }
    }

    /// Is the first line that of a seal of another version (FORMAT.md §5.3)?
    pub(crate) fn is_of_another_version(bytes: &[u8]) -> bool {
        let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let version = std::str::from_utf8(line).ok().and_then(|line| line.strip_prefix("niemphong-seal/"));
        version.is_some_and(|version| number(version).is_ok_and(|version| version != 1))
    }

    /// What the seal says of a volume.
    #[must_use]
    pub fn volume(&self, name: VolumeName) -> Option<&SealedVolume> {
        self.volumes.iter().find(|volume| volume.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn sample() -> Result<Seal, Fault> {
        let digest = Digest::of(b"x");
        let volume = |name: &str, keep: &str| {
            Ok::<_, Fault>(SealedVolume {
                name: name.parse()?,
                keep_until: keep.parse()?,
                files: 3,
                bytes: 99,
                tagmanifest: digest,
                leaves: 1,
                leaves_root: digest,
            })
        };
        Ok(Seal {
            archive: "vn/82/82760123/2025-2026".parse()?,
            serial: Serial::new(2)?,
            school: "Trường Tiểu học Kim Đồng".parse()?,
            sealed_at: "2026-06-12T09:30:00+07:00".parse()?,
            previous: Some(SealRef { serial: Serial::FIRST, digest }),
            supersedes: None,
            input: None,
            builder: "niemphong 0.1.0".parse()?,
            volumes: vec![volume("vinh-vien", "permanent")?, volume("5-nam", "2031-05-31")?],
            root: RootDigest { files: 1, bytes: 7, digest },
            require: vec![Role::Principal, Role::Clerk],
        })
    }

    #[test]
    fn reads_what_it_writes() {
        let Ok(mut seal) = sample() else { return assert!(false) };
        let Ok(text) = seal.to_text() else { return assert!(false) };
        assert_eq!(Seal::parse(text.as_bytes()).as_ref(), Ok(&seal));
        let Ok(reason) = "sai điểm Toán lớp 3A".parse() else { return assert!(false) };
        seal.supersedes =
            Some(Supersedes { seal: SealRef { serial: Serial::FIRST, digest: Digest::of(b"y") }, reason });
        seal.input = Some(Digest::of(b"z"));
        assert!(seal.to_text().is_ok_and(|text| Seal::parse(text.as_bytes()).as_ref() == Ok(&seal)));
    }

    #[test]
    fn the_writer_can_not_make_what_is_refused() {
        let Ok(seal) = sample() else { return assert!(false) };
        let broken: [fn(&mut Seal); 6] = [
            |seal| seal.volumes.reverse(),
            |seal| seal.volumes.clear(),
            |seal| seal.require.clear(),
            |seal| seal.require.reverse(),
            |seal| seal.previous = None,
            |seal| seal.serial = Serial::FIRST,
        ];
        for change in broken {
            let mut seal = seal.clone();
            change(&mut seal);
            assert!(seal.to_text().is_err());
        }
    }

    #[test]
    fn every_line_is_needed_and_in_place() {
        let Some(text) = sample().and_then(|seal| seal.to_text()).ok() else { return assert!(false) };
        let lines: Vec<&str> = text.lines().collect();
        let join = |lines: &[&str]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        for at in 0..lines.len() {
            let mut less = lines.clone();
            let gone = less.remove(at);
            if !gone.starts_with("volume: ") {
                assert!(Seal::parse(join(&less).as_bytes()).is_err(), "without {gone}");
            }
            let mut twice = lines.clone();
            twice.insert(at, gone);
            assert!(Seal::parse(join(&twice).as_bytes()).is_err(), "twice {gone}");
            let mut more = lines.clone();
            more.insert(at, "note: hello");
            assert!(Seal::parse(join(&more).as_bytes()).is_err(), "a line before {gone}");
        }
    }
}
