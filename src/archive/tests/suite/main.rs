//! Tests of the format and its verifier, in one binary. Whoever changes a finding, a limit or a rule changes
//! `FORMAT.md`, the code, and a vector; `docs.rs` sees to it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::unreachable, clippy::print_stderr, unreachable_pub, missing_docs)]
#![allow(clippy::disallowed_methods)] // tests write files

mod bounds;
mod build;
mod case;
mod docs;
mod extracts;
mod golden;
mod hostile;
mod judge;
mod keys;
mod limits;
mod make;
mod make_days;
mod make_edges;
mod make_extracts;
mod make_files;
mod make_later;
mod make_packs;
mod make_prints;
mod make_proofs;
mod make_signers;
mod make_texts;
mod packs;
mod properties;
mod secrets;
mod sentences;
mod stored;
mod tamper;
mod vectors;

use std::path::PathBuf;

/// The folder of this crate.
pub fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
