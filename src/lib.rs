//! niemphong: a primary school's exported records become a sealed, static, offline archive.
//!
//! The modules stand in the order of the pipeline. Each takes the value that the one before it made, and calls no
//! other stage; `cli` alone calls them, in this order. `src/README.md` is the map.

pub mod assets;
pub mod words;

pub mod record;

pub mod catalogue;

pub mod read;

pub mod check;

pub mod classify;

pub mod redact;

pub mod render;

pub mod seal;

pub mod paper;

pub mod cache;

pub mod parallel;

pub mod sample;

pub mod cli;
