//! `parallel`: order kept, memory bounded, nothing lost at a failure, panics passed on.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use niemphong::parallel::{Ending, Jobs, map_ordered, spaced};

static GO: AtomicBool = AtomicBool::new(false);

fn jobs(count: usize) -> Jobs {
    Jobs(NonZeroUsize::new(count).unwrap())
}

/// Uneven work, so that later items finish before earlier ones.
fn busy(item: u64) -> u64 {
    (0..(item * 7919) % 20_000).fold(item, |sum, step| std::hint::black_box(sum ^ step));
    item
}

#[test]
fn results_come_in_the_order_of_the_items() {
    for count in [1, 2, 8] {
        let mut seen = Vec::new();
        let ending = map_ordered(jobs(count), &GO, 0..500, busy, |item| {
            seen.push(item);
            ControlFlow::Continue(())
        });
        assert_eq!((ending, seen), (Ending::Complete, (0..500).collect()));
    }
}

#[test]
fn no_more_than_four_items_a_worker_are_under_way() {
    let (taken, sunk) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let items = (0..300).inspect(|_| {
        let under_way = taken.fetch_add(1, Ordering::SeqCst) + 1 - sunk.load(Ordering::SeqCst);
        assert!(under_way <= 12, "{under_way} items under way");
    });
    let ending = map_ordered(jobs(3), &GO, items, busy, |_| {
        sunk.fetch_add(1, Ordering::SeqCst);
        ControlFlow::Continue(())
    });
    assert_eq!(ending, Ending::Complete);
}

#[test]
fn a_failed_item_does_not_stop_the_others_unless_the_sink_says_so() {
    let work = |item: u64| if item % 10 == 3 { Err(item) } else { Ok(item) };
    let mut failed = Vec::new();
    let ending = map_ordered(jobs(2), &GO, 0..100, work, |done| {
        failed.extend(done.err());
        ControlFlow::Continue(())
    });
    assert_eq!((ending, failed.len()), (Ending::Complete, 10));
    let mut seen = 0;
    let ending = map_ordered(jobs(2), &GO, 0.., work, |done| {
        seen += 1;
        if done.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((ending, seen), (Ending::Stopped, 4));
}

#[test]
fn a_raised_flag_ends_an_endless_run_without_a_gap() {
    let cancel = AtomicBool::new(false);
    let mut seen = Vec::new();
    let ending = map_ordered(jobs(2), &cancel, 0_u64.., busy, |item| {
        seen.push(item);
        cancel.store(seen.len() == 50, Ordering::SeqCst);
        ControlFlow::Continue(())
    });
    assert_eq!(ending, Ending::Cancelled);
    assert_eq!(seen, (0..seen.len() as u64).collect::<Vec<_>>());
}

#[test]
#[should_panic(expected = "item 5")]
fn a_panic_of_the_work_reaches_the_caller() {
    let work = |item: u64| assert!(item != 5, "item 5");
    let _ = map_ordered(jobs(2), &GO, 0..20, work, |()| ControlFlow::Continue(()));
}

#[test]
fn what_needs_much_memory_is_spread_among_the_rest_and_nothing_is_lost() {
    let spread = |rare: &str, common: &str| spaced(rare.chars(), common.chars(), 2).collect::<String>();
    assert_eq!(spread("ABC", "abcdefgh"), "AabBcdCefgh");
    assert_eq!(spread("ABCD", "abc"), "AabBcCD");
    assert_eq!(spread("", "abc"), "abc");
    assert_eq!(spread("AB", ""), "AB");
}
