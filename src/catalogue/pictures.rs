//! How large pictures in texts may be: a part of `schemas/rules.yaml`.

use serde::Deserialize;

/// What is taken of pictures, asked before memory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct PictureLimits {
    /// The most bytes of a picture's file.
    pub largest_bytes: u64,
    /// The most pixels, width times height.
    pub largest_pixels: u64,
    /// The longer side of what is kept, in pixels; larger pictures are made smaller.
    pub longest_side: u32,
    /// The most pictures of one text.
    pub most: usize,
}
