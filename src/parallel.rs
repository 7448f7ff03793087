//! Work on several processors: results in the order of the items, bounded memory, nothing lost at a failure.
//!
//! The only user of threads and of rayon. typst uses rayon inside, and a rayon worker that waits takes up whatever
//! lies in its pool, another whole document even: 1.7 GB and an overflown stack when measured. So each worker here is
//! a plain thread with a large stack, inside a rayon pool of its own that has no other thread.

use std::any::Any;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, Once, PoisonError};
use std::time::Duration;

/// Stack of a worker: deep tables and lists are laid out recursively, and the default of 2 MB overflows.
const STACK: usize = 16 * 1024 * 1024;
/// Items under way or waiting for an earlier one, for each worker.
const IN_FLIGHT: usize = 4;

/// How many workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jobs(pub NonZeroUsize);

impl Jobs {
    /// One worker.
    pub const ONE: Self = Self(NonZeroUsize::MIN);

    /// As many as the machine has processors for us.
    pub fn available() -> Self {
        std::thread::available_parallelism().map_or(Self::ONE, Self)
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Ending {
    /// Every item went through.
    Complete,
    /// The sink had enough.
    Stopped,
    /// The flag was raised: what is done so far has reached the sink, in order and without a gap.
    Cancelled,
}

/// Does `work` on every item and hands the results to `sink` in the items' order.
///
/// A failed item is a result like any other; only `sink` ends the run early, by [`ControlFlow::Break`], or somebody
/// by raising `cancel`. At most `4 × jobs` items are under way, so memory stays bounded however many there are.
///
/// # Panics
/// When `work` or `sink` panics.
pub fn map_ordered<T, R>(
    jobs: Jobs,
    cancel: &AtomicBool,
    items: impl Iterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> ControlFlow<()>,
) -> Ending
where
    T: Send,
    R: Send,
{
    let count = jobs.0.get();
    let (give, take) = channel();
    let (hand_back, results) = channel();
    let counter = Counter { take: Mutex::new(take), closed: AtomicBool::new(false), work };
    std::thread::scope(|scope| {
        for at in 0..count {
            let (counter, hand_back) = (&counter, hand_back.clone());
            let builder = std::thread::Builder::new().name(format!("worker {at}")).stack_size(STACK);
            builder.spawn_scoped(scope, move || counter.serve(&hand_back)).expect("the system gives a thread");
        }
        drop(hand_back);
        let mut queue = Queue { give, results, given: 0, sunk: 0, early: BTreeMap::new() };
        let ending = queue.run(items, count * IN_FLIGHT, cancel, &mut sink);
        counter.closed.store(true, Ordering::Relaxed);
        drop(queue);
        ending
    })
    .unwrap_or_else(|panic| resume_unwind(panic))
}

/// The items of `rare` among those of `common`: one at once, and one more after every `gap` common ones; what is left of
/// either follows. So work that needs much memory is not done by all workers at the same time.
pub fn spaced<T>(
    mut rare: impl Iterator<Item = T>,
    mut common: impl Iterator<Item = T>,
    gap: usize,
) -> impl Iterator<Item = T> {
    let mut since = gap;
    std::iter::from_fn(move || {
        let due = if since >= gap { rare.next() } else { None };
        since = if due.is_some() { 0 } else { since.saturating_add(1) };
        due.or_else(|| common.next()).or_else(|| rare.next())
    })
}

/// What became of work on something that a stranger may have made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// It took longer than it was given.
    TooLong,
    /// It panicked.
    Panicked,
}

/// The name of the threads of [`within`], whose panics are an answer and not an accident.
const GUARDED: &str = "guarded";

/// Does `work` on a thread of its own, and waits for it no longer than `limit`. A thread that goes on after that is left
/// to itself and ends with the program.
///
/// # Errors
/// If the work took too long, or panicked; nothing is printed then.
///
/// # Panics
/// When the system gives no thread.
pub fn within<R: Send + 'static>(limit: Duration, work: impl FnOnce() -> R + Send + 'static) -> Result<R, Lost> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().name() != Some(GUARDED) {
                loud(panic);
            }
        }));
    });
    let (hand_back, result) = channel();
    let builder = std::thread::Builder::new().name(GUARDED.to_owned()).stack_size(STACK);
    let guarded = move || drop(hand_back.send(work()));
    builder.spawn(guarded).expect("the system gives a thread");
    result.recv_timeout(limit).map_err(|error| match error {
        RecvTimeoutError::Timeout => Lost::TooLong,
        RecvTimeoutError::Disconnected => Lost::Panicked,
    })
}

/// What a worker panicked with.
type Panic = Box<dyn Any + Send>;
/// A result with the number of its item.
type Done<R> = (usize, Result<R, Panic>);

/// Where workers fetch items.
struct Counter<T, F> {
    take: Mutex<Receiver<(usize, T)>>,
    closed: AtomicBool,
    work: F,
}

impl<T, F> Counter<T, F> {
    /// One worker's life: alone in its rayon pool, item after item until the counter closes.
    fn serve<R>(&self, hand_back: &Sender<Done<R>>)
    where
        F: Fn(T) -> R,
    {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
        let _alone = pool.expect("a fresh thread belongs to no pool yet");
        while let Some((number, item)) = self.next() {
            let done = catch_unwind(AssertUnwindSafe(|| (self.work)(item)));
            if hand_back.send((number, done)).is_err() {
                break;
            }
        }
    }

    fn next(&self) -> Option<(usize, T)> {
        let take = self.take.lock().unwrap_or_else(PoisonError::into_inner);
        let next = take.recv().ok()?;
        (!self.closed.load(Ordering::Relaxed)).then_some(next)
    }
}

/// The calling thread's side: gives items out, puts results back into order.
struct Queue<T, R> {
    give: Sender<(usize, T)>,
    results: Receiver<Done<R>>,
    given: usize,
    sunk: usize,
    early: BTreeMap<usize, R>,
}

impl<T, R> Queue<T, R> {
    fn run(
        &mut self,
        mut items: impl Iterator<Item = T>,
        room: usize,
        cancel: &AtomicBool,
        sink: &mut impl FnMut(R) -> ControlFlow<()>,
    ) -> Result<Ending, Panic> {
        loop {
            while self.given - self.sunk < room && !cancel.load(Ordering::Relaxed) {
                let Some(item) = items.next() else { break };
                self.give.send((self.given, item)).expect("workers live as long as the queue");
                self.given += 1;
            }
            if cancel.load(Ordering::Relaxed) {
                return Ok(Ending::Cancelled);
            }
            if self.given == self.sunk {
                return Ok(Ending::Complete);
            }
            let (number, done) = self.results.recv().expect("workers live as long as the queue");
            self.early.insert(number, done?);
            while let Some(result) = self.early.remove(&self.sunk) {
                self.sunk += 1;
                if sink(result).is_break() {
                    return Ok(Ending::Stopped);
                }
            }
        }
    }
}
