//! The niemphong archive format, version 1, and its verifier. `FORMAT.md` beside this file is the specification.
//!
//! Texts that are signed or listed are read strictly and written in one way only: what a writer makes with this crate,
//! its verifier accepts, and what the verifier accepts, this crate would have written.

#![cfg_attr(test, allow(clippy::assertions_on_constants))]

pub mod archive_id;
pub mod bag;
mod base64;
pub mod chain;
pub mod date;
pub mod digest;
pub mod disposal;
mod disposal_check;
pub mod evidence;
pub mod extract;
pub mod finding;
pub mod foresee;
pub mod fuzz;
mod hashing;
mod identity;
pub mod jcs;
mod json;
pub mod leaf;
pub mod lines;
pub mod manifest;
pub mod name;
pub mod options;
pub mod pack;
mod pack_report;
pub mod path;
pub mod prints;
mod prints_check;
pub mod proof;
pub mod report;
mod request;
pub mod run;
pub mod seal;
pub mod sentences;
mod shelf;
pub mod signature;
mod signers;
pub mod store;
pub mod tree;
pub mod trust;
mod trust_text;
mod trusting;
pub mod verify;
mod volume;
mod words;

pub use archive_id::{ArchiveId, SchoolCode};
pub use chain::{ChainReport, verify_chain};
pub use date::{Date, Timestamp};
pub use digest::{Digest, DigestWriter, Digester};
pub use disposal::Disposal;
pub use evidence::{disposal_comment, minutes_comment, trust_comment, trusted_comment};
pub use extract::verify_extract;
pub use finding::{Finding, Severity};
pub use foresee::{Foreseen, foresee, trusted};
pub use jcs::Canonical;
pub use lines::Fault;
pub use manifest::Manifest;
pub use name::{KeepUntil, RetentionClass, Role, Serial, Text, VolumeName};
pub use pack::{Gathered, Pack, Packed, gather};
pub use pack_report::{PackReport, verify_pack};
pub use path::ArchivePath;
pub use proof::{Proof, prove, verify_proof};
pub use report::{Language, Report, Verdict};
pub use seal::{RootDigest, Seal, SealRef, SealedVolume, Supersedes};
pub use signature::{Fingerprint, PublicKey, SignatureFile};
pub use store::Store;
pub use tree::Tree;
pub use trust::TrustFile;
pub use trusting::SignedTrust;
pub use verify::{Request, VerifyError, verify, verify_stored};
