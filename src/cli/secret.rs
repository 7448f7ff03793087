//! The school's secret: what volume seeds are derived from, so that a build made again gives the same bytes.
//!
//! 32 bytes of chance in a file of its own, beside the export and never in an archive. Seeds are an HMAC under it over
//! what the seal says of itself, so they depend on no record: correcting one changes no other record's salt. Without a
//! secret, the whole export is one (`build.rs`).

use std::path::{Path, PathBuf};

use niemphong_archive::{ArchiveId, Serial, digest};
use zeroize::Zeroizing;

use super::clock;
use super::exit::Failure;
use super::key::{self, Mode};

/// What the file beside an export is called, after the export's own name.
const ENDING: &str = ".bi-mat";
/// What the file's one line begins with.
const PREFIX: &str = "niemphong-secret/1 ";

/// The secret of one school year.
pub(super) struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    /// The secret in `named`, or in the file beside the export; none if neither is there.
    pub(super) fn find(named: Option<&Path>, export: &Path) -> Result<Option<Self>, Failure> {
        let Some(path) = named.map(Path::to_owned).or_else(|| Some(beside(export)?).filter(|path| path.is_file()))
        else {
            return Ok(None);
        };
        let text = Zeroizing::new(std::fs::read_to_string(&path).map_err(|e| Failure::io(&path, &e))?);
        let bad = || Failure::usage("cli-error-secret", vec![("path", path.display().to_string())]);
        let digits = text.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix('\n')).ok_or_else(bad)?;
        // A digest is written in the same 64 digits.
        let read: niemphong_archive::Digest = digits.parse().map_err(|_| bad())?;
        Ok(Some(Self(Zeroizing::new(*read.as_bytes()))))
    }

    /// Makes a new secret in `path`, which must not be there yet.
    pub(super) fn make(path: &Path) -> Result<(), Failure> {
        let mut chance = Zeroizing::new([0; 32]);
        clock::chance(chance.as_mut())?;
        let text = Zeroizing::new(format!("{PREFIX}{}\n", niemphong_archive::Digest::from_bytes(*chance)));
        key::write_new(path, text.as_bytes(), Mode::Secret)
    }

    /// What the seeds of one seal's volumes come from. Serial and moment are in it, so that no two seals of a year share
    /// a salt: whoever knows a record of one learns nothing of its correction in the other.
    pub(super) fn master(&self, archive: &ArchiveId, serial: Serial, sealed_at: &str) -> [u8; 32] {
        digest::hmac_sha256(&*self.0, format!("niemphong-master/2 {archive} {serial} {sealed_at}").as_bytes())
    }

    /// What entries of a cache are marked with.
    pub(super) fn for_cache(&self) -> [u8; 32] {
        digest::hmac_sha256(&*self.0, b"niemphong-cache-key/1")
    }
}

/// Where the secret of an export is looked for: `du-lieu.bi-mat` beside the folder `du-lieu`.
pub(super) fn beside(export: &Path) -> Option<PathBuf> {
    let whole = std::fs::canonicalize(export).ok()?;
    let mut name = whole.file_name()?.to_owned();
    name.push(ENDING);
    Some(whole.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_beside_the_export_and_read_strictly() {
        let home = tempfile::tempdir().unwrap();
        let export = home.path().join("du-lieu");
        std::fs::create_dir(&export).unwrap();
        assert!(Secret::find(None, &export).is_ok_and(|found| found.is_none()));
        let path = home.path().join("du-lieu.bi-mat");
        Secret::make(&path).unwrap();
        assert!(Secret::make(&path).is_err(), "nothing is overwritten");
        let found = Secret::find(None, &export).ok().flatten().unwrap();
        let again = Secret::find(Some(&path), &export).ok().flatten().unwrap();
        let archive: ArchiveId = "vn/82/82760123/2025-2026".parse().unwrap();
        let master = |secret: &Secret, serial: Serial, at| secret.master(&archive, serial, at);
        let two: Serial = "2".parse().unwrap();
        assert_eq!(master(&found, Serial::FIRST, "a"), master(&again, Serial::FIRST, "a"));
        assert_ne!(master(&found, Serial::FIRST, "a"), master(&found, two, "a"));
        assert_ne!(master(&found, Serial::FIRST, "a"), master(&found, Serial::FIRST, "b"));
        assert_ne!(found.for_cache(), master(&found, Serial::FIRST, "a"));
        for wrong in ["", "niemphong-secret/1 \n", "niemphong-secret/1 00\n", "niemphong-secret/2 "] {
            std::fs::remove_file(&path).unwrap();
            key::write_new(&path, wrong.as_bytes(), Mode::Secret).ok().unwrap();
            assert!(Secret::find(None, &export).is_err(), "{wrong}");
        }
    }
}
