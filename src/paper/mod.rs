//! Paper: what a printed sheet carries of the sealed record, so that the sheet can be checked without a network.
//!
//! `symbol` is what one QR symbol says, `parts` a record over several of them, `qr` their drawing. `PAPER.md` beside
//! this file is the format. Uses nothing of ours but the archive's format; no file system, no clock.

mod cbor;
mod parts;
mod picture;
mod qr;
mod record;
mod sight;
mod symbol;

pub use parts::{Carried, carried, parts};
pub use picture::{MAX_FILE, NoPicture, Pictures};
pub use qr::{Drawing, draw};
pub use sight::read;
pub use symbol::{PREFIX, Part, Pointer, Symbol};

/// The most symbols with data that one record takes: more would not fit on half a page.
pub const MAX_PARTS: usize = 7;

/// Why a symbol, or the record that some symbols carry, could not be read. It says nothing about the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A symbol of somebody else.
    #[error("not a symbol of this format")]
    Foreign,
    /// It begins as ours do, and is not as we write them.
    #[error("the symbol is not as the format demands")]
    Malformed,
    /// Too few of the record's symbols.
    #[error("{found} of {needed} symbols that carry the record were read")]
    Incomplete {
        /// Symbols that were read.
        found: usize,
        /// Symbols that would be enough.
        needed: usize,
    },
}
