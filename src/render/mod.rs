//! Classified records become page bytes.
//!
//! `view` makes one JSON value of a record, `html` a page of it, `pdf` a print (typst, with `letters` and `world`
//! behind it, `pack` to make it small); `markdown` gives both the same block tree, `picture` makes a text's pictures
//! anew, `search` writes each volume's index; `bound` puts finished prints together, `papers` fills in what goes with
//! a destruction or the yearly file cycle. May use `assets`, `words`, `record`, `catalogue` and `classify`. No file
//! system, clock, environment, network, packages.

pub mod bound;
mod clusters;
mod engine;
pub mod file_cycle;
pub mod file_xml;
#[cfg(test)]
mod hard_text;
pub mod html;
mod letters;
pub mod markdown;
mod numbers;
mod pack;
pub mod papers;
mod passes;
pub mod pdf;
pub mod picture;
pub mod search;
mod sweep;
mod symbol;
pub mod view;
mod world;

pub use numbers::{size_words, words_of_number};
