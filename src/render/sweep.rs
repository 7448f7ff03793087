//! typst's cache, kept small.
//!
//! It is one for the whole process and grows with each document; what it holds of one document serves the next of its
//! form, and hardly any later one.

/// How many later documents a cached part may wait for its next use; more costs memory and, measured, time.
const CACHE_AGE: usize = 1;
/// Bytes of data above which a document is large: a book of some hundred rows.
const LARGE: usize = 48 * 1024;

/// Sweeps the cache when a document is done, whatever its end.
pub(super) struct Sweep {
    age: usize,
}

impl Sweep {
    /// For a document with `bytes` of data. A large one fills the cache with its own cells alone, which nothing after
    /// it asks for: the cache is emptied before and after it.
    pub(super) fn around(bytes: usize) -> Self {
        let age = if bytes > LARGE { 0 } else { CACHE_AGE };
        if age == 0 {
            typst::comemo::evict(0);
        }
        Self { age }
    }
}

impl Drop for Sweep {
    fn drop(&mut self) {
        typst::comemo::evict(self.age);
    }
}
