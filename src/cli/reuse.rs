//! Prints and pages of the last build, used again where everything that determines them is the same.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use niemphong_archive::{Digest, Digester};

use super::exit::Failure;
use super::secret::Secret;
use crate::assets::Assets;
use crate::cache::{Cache, Part};

/// A number that changes with the program's sources and its dependencies.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("NIEMPHONG_SOURCES"));

/// What one record came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) pdf: Part,
    pub(super) pages: u32,
    pub(super) html: Part,
}

/// The cache, and what goes into every key.
pub(super) struct Reuse {
    cache: Cache,
    basis: Digest,
    reused: AtomicUsize,
}

/// Under what a record's print and its page are kept: the page depends on its neighbours as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Keys {
    print: Digest,
    page: Digest,
}

/// What was found of a record.
pub(super) enum Found {
    /// Print and page.
    Both(Made),
    /// The print alone, and how many pages it has.
    Print(Part, u32),
}

impl Reuse {
    /// Opens the cache in `folder` for this program with these assets.
    pub(super) fn open(folder: &Path, secret: &Secret, assets: &Assets) -> Result<Self, Failure> {
        let cache = Cache::open(folder, &secret.for_cache()).map_err(|e| match e.kind() {
            std::io::ErrorKind::InvalidInput => {
                Failure::usage("cli-error-cache-folder", vec![("path", folder.display().to_string())])
            }
            _ => Failure::io(folder, &e),
        })?;
        let mut basis = Digester::new();
        part(&mut basis, PROGRAM.as_bytes());
        for (path, bytes) in assets.list("") {
            part(&mut basis, path.as_bytes());
            part(&mut basis, bytes);
        }
        Ok(Self { cache, basis: basis.finish(), reused: AtomicUsize::new(0) })
    }

    /// The keys of a record: `print` is all that its print is made of, `page` what its page is made of besides.
    pub(super) fn keys(&self, print: &[&[u8]], page: &[&[u8]]) -> Keys {
        let key = |parts: &[&[u8]], before: Digest| {
            let mut digester = Digester::new();
            part(&mut digester, before.as_bytes());
            parts.iter().for_each(|one| part(&mut digester, one));
            digester.finish()
        };
        let print = key(print, self.basis);
        Keys { print, page: key(page, print) }
    }

    /// What the last build made under these keys.
    pub(super) fn find(&self, keys: Keys) -> Option<Found> {
        let [pdf, html, rest] = self.cache.get(keys.print)?;
        let (page, pages) = rest.bytes().split_first_chunk::<32>()?;
        let (page, pages) = (Digest::from_bytes(*page), u32::from_be_bytes(pages.try_into().ok()?));
        self.reused.fetch_add(1, Ordering::Relaxed);
        Some(if page == keys.page { Found::Both(Made { pdf, pages, html }) } else { Found::Print(pdf, pages) })
    }

    /// Keeps what was made.
    pub(super) fn keep(&self, keys: Keys, made: &Made) {
        let rest = [keys.page.as_bytes().as_slice(), &made.pages.to_be_bytes()].concat();
        self.cache.put(keys.print, [&made.pdf, &made.html, &Part::new(rest)]);
    }

    /// Tidies the folder, and says how many prints were used again and how many entries were damaged.
    pub(super) fn finish(&self) -> (usize, u64) {
        // Whatever can't be tidied now is tidied next time.
        drop(self.cache.prune());
        (self.reused.load(Ordering::Relaxed), self.cache.damaged())
    }
}

/// One part of a key, with its length before it, so that no two lists of parts are the same bytes.
fn part(digester: &mut Digester, bytes: &[u8]) {
    digester.update(&(bytes.len() as u64).to_be_bytes());
    digester.update(bytes);
}
