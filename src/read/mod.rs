//! Export folder → documents with file, line and column.
//!
//! Walks the folder without following links, reads each YAML file and Markdown front matter into a tree that knows
//! where every key and value stands, and lists the kept files. Faults are values, all of them. May use the file
//! system for reading, walkdir and the YAML parser; does not know what a pupil is; never writes, never reads the clock.

mod document;
mod fault;
mod plain;
mod tree;
mod walk;
mod yaml;

pub use document::{Document, document, parse_bytes};
pub use fault::{Fault, FaultKind};
pub use tree::{Key, Node, Place, Value};
pub use walk::{Entry, Listing, Shape, survey};

/// Largest YAML or Markdown file, in bytes.
pub const LARGEST_DOCUMENT: u64 = 32 * 1024 * 1024;
/// Largest kept file, in bytes: below FAT32's limit of 4 GiB, so that every medium can hold it.
pub const LARGEST_KEPT: u64 = 2 * 1024 * 1024 * 1024;
/// Most files in one export.
pub const MOST_FILES: usize = 500_000;
