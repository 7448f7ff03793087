//! Reads many files on several threads. Each result keeps its place, so that a report never depends on threads.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::digest::Digest;
use crate::jcs::{Canonical, MAX_RECORD};
use crate::leaf::{ID_KEY, SALT_KEY};
use crate::lines::Fault;
use crate::path::ArchivePath;
use crate::prints::{MAX_PRINTS, Prints};
use crate::shelf::{Entry, ReadFault, Shelf};
use crate::tree::leaf_hash;

/// What is made of a file's bytes beside their digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Nothing.
    Plain,
    /// It is the canonical source of a record.
    Record,
    /// It holds the roots of prints.
    Prints,
}

/// A file to be read, and what it must hold.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) path: ArchivePath,
    pub(crate) entry: Entry,
    /// The digest that its manifest has.
    pub(crate) sealed: Digest,
    pub(crate) reading: Reading,
}

/// What a record says of itself.
#[derive(Debug)]
pub(crate) struct RecordFacts {
    pub(crate) leaf: Digest,
    pub(crate) id: String,
    pub(crate) salt: String,
}

/// What the bytes say, by the way in which they were read.
#[derive(Debug)]
pub(crate) enum Content {
    Plain,
    /// None if the record is not canonical.
    Record(Option<RecordFacts>),
    Prints(Result<Prints, Fault>),
}

/// What was read.
#[derive(Debug)]
pub(crate) struct Hashed {
    pub(crate) digest: Digest,
    pub(crate) bytes: u64,
    pub(crate) content: Content,
}

impl Hashed {
    fn whole(bytes: &[u8], content: Content) -> Self {
        Self { digest: Digest::of(bytes), bytes: bytes.len() as u64, content }
    }
}

fn read_one(shelf: &Shelf<'_>, job: &Job, buffer: &mut [u8]) -> Result<Hashed, ReadFault> {
    match job.reading {
        Reading::Plain => {
            let digester = shelf.hash(&job.path, &job.entry, buffer)?;
            Ok(Hashed { bytes: digester.bytes(), digest: digester.finish(), content: Content::Plain })
        }
        Reading::Record => {
            let bytes = shelf.read_whole(&job.path, &job.entry, MAX_RECORD)?;
            let facts = Canonical::parse(&bytes).ok().and_then(|value| {
                let (id, salt) = (value.text(ID_KEY)?.to_owned(), value.text(SALT_KEY)?.to_owned());
                Some(RecordFacts { leaf: leaf_hash(&bytes), id, salt })
            });
            Ok(Hashed::whole(&bytes, Content::Record(facts)))
        }
        Reading::Prints => {
            let bytes = shelf.read_whole(&job.path, &job.entry, MAX_PRINTS)?;
            Ok(Hashed::whole(&bytes, Content::Prints(Prints::parse(&bytes))))
        }
    }
}

/// Reads every file; the results stand in the order of the jobs.
pub(crate) fn read_all(
    shelf: &Shelf<'_>,
    jobs: &[Job],
    threads: usize,
    progress: Option<&(dyn Fn(u64, u64) + Sync)>,
) -> Vec<Result<Hashed, ReadFault>> {
    let total: u64 = jobs.iter().map(|job| job.entry.bytes()).sum();
    // As the files lie on the disk, as far as their numbers tell: a rotating disk's head then moves one way.
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|at| jobs.get(*at).map(|job| job.entry.location()));
    let (next, done) = (AtomicUsize::new(0), AtomicU64::new(0));
    let work = || {
        let mut buffer = vec![0; 128 << 10];
        let mut results = Vec::new();
        loop {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            let Some((at, job)) = order.get(turn).and_then(|at| Some((*at, jobs.get(*at)?))) else { return results };
            results.push((at, read_one(shelf, job, &mut buffer)));
            let so_far = done.fetch_add(job.entry.bytes(), Ordering::Relaxed) + job.entry.bytes();
            if let Some(tell) = progress {
                tell(so_far, total);
            }
        }
    };
    let threads = threads.clamp(1, jobs.len().max(1)).min(256);
    let mut results = if threads == 1 {
        work()
    } else {
        std::thread::scope(|scope| {
            let workers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut results = work();
            for worker in workers {
                // A worker has no way to panic; if it did, its files would count as unreadable below.
                results.extend(worker.join().unwrap_or_default());
            }
            results
        })
    };
    results.sort_by_key(|(at, _)| *at);
    let mut in_order: Vec<_> = Vec::with_capacity(jobs.len());
    for (at, result) in results {
        while in_order.len() < at {
            in_order.push(Err(lost()));
        }
        in_order.push(result);
    }
    while in_order.len() < jobs.len() {
        in_order.push(Err(lost()));
    }
    in_order
}

fn lost() -> ReadFault {
    ReadFault::Io(std::io::Error::other("a worker was lost"))
}
