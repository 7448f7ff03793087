//! What a person asks of the verifier, and why there may be no answer.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::date::Date;
use crate::digest::Digest;
use crate::name::Serial;
use crate::report::Language;
use crate::signature::Fingerprint;
use crate::words::{not_a_folder, unreadable};

/// What is to be verified, and what is known from outside.
#[derive(Clone)]
pub struct Request<'a> {
    /// The trust file, which must lie outside the archive.
    pub trust: Option<PathBuf>,
    /// Earlier trust files, oldest first, where the pinned roots are older than the trust file.
    pub trust_history: Vec<PathBuf>,
    /// Fingerprints of roots, from paper. Each must have signed.
    pub trust_roots: Vec<Fingerprint>,
    /// The seal's digest, from paper.
    pub expect_seal: Option<Digest>,
    /// The day for which the verdict holds.
    pub as_of: Date,
    /// The lowest serial that is acceptable.
    pub min_serial: Option<Serial>,
    /// The lowest version of the trust file that is acceptable.
    pub min_trust_version: Option<u32>,
    /// Number of threads.
    pub jobs: usize,
    /// Is told bytes done and bytes in all.
    pub progress: Option<&'a (dyn Fn(u64, u64) + Sync)>,
    /// Leave out the contents of loose and payload files; can't pass.
    pub quick: bool,
}

impl Request<'_> {
    /// Nothing known from outside, one thread.
    #[must_use]
    pub fn new(as_of: Date) -> Self {
        Self {
            trust: None,
            trust_history: Vec::new(),
            trust_roots: Vec::new(),
            expect_seal: None,
            as_of,
            min_serial: None,
            min_trust_version: None,
            jobs: 1,
            progress: None,
            quick: false,
        }
    }
}

/// Why no report could be made. It says nothing about the archive.
#[derive(Debug)]
pub enum VerifyError {
    /// There is no folder of this name.
    NotAFolder(PathBuf),
    /// The system would not let something be read.
    Io {
        /// What.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl VerifyError {
    pub(crate) fn io(path: &Path, error: io::Error) -> Self {
        Self::Io { path: path.to_owned(), error }
    }
}

impl VerifyError {
    /// What went wrong, for people.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::NotAFolder(path) => not_a_folder(path, language),
            Self::Io { path, error } => unreadable(path, error, language),
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for VerifyError {}
