//! Memory stays flat over many documents: typst's cache is swept, and no worker takes up another's document.
//!
//! Peak memory belongs to a process, so the work runs in a child: this same test binary, asked for the one test that
//! is ignored otherwise.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use niemphong::assets::Assets;
use niemphong::parallel::{Ending, Jobs, map_ordered};
use niemphong::render::pdf::{PdfOptions, Press, PrintDate, Standard};
use serde_json::{Value, json};

/// Peak of 300 documents on two threads, in kB; measured about 180 MB.
const ALLOWED_KB: u64 = 250_000;

fn example(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms").join(name).with_extension("json");
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

/// The same record with every longer text changed, so that nothing but the form can be taken from the cache.
fn variant(number: usize, value: &Value) -> Value {
    match value {
        Value::String(text) if text.len() > 12 => json!(format!("{text} {number}")),
        Value::Array(items) => items.iter().map(|item| variant(number, item)).collect(),
        Value::Object(entries) => {
            Value::Object(entries.iter().map(|(key, item)| (key.clone(), variant(number, item))).collect())
        }
        other => other.clone(),
    }
}

#[test]
#[ignore = "run by the test below, alone in its process; WORKERS, DOCUMENTS and EXAMPLE choose how many and what"]
fn three_hundred_records() {
    let number_of = |what, usual| std::env::var(what).map_or(usual, |given| given.parse().unwrap());
    let (workers, documents) = (number_of("WORKERS", 2), number_of("DOCUMENTS", 300));
    let press = Press::new(&Assets::embedded()).unwrap();
    let name = std::env::var("EXAMPLE").unwrap_or_else(|_| "hoc_ba_chu_la".to_owned());
    let view = example(&name);
    let form = view["form"]["type"].as_str().unwrap();
    let options = PdfOptions {
        title: "Học bạ".to_owned(),
        record: "hoc-ba".to_owned(),
        date: PrintDate { local: jiff::civil::date(2026, 6, 12).at(9, 30, 0, 0), offset_minutes: 420 },
        standard: Standard::A2a,
        attachment: None,
    };
    let work = |number| press.pdf(form, &variant(number, &view), &options).unwrap().len();
    let mut bytes = 0;
    let start = Instant::now();
    let jobs = Jobs(NonZeroUsize::new(workers).unwrap());
    let ending = map_ordered(jobs, &AtomicBool::new(false), 0..documents, work, |size| {
        bytes += size;
        ControlFlow::Continue(())
    });
    assert_eq!(ending, Ending::Complete);
    let each = start.elapsed().as_millis() / documents as u128;
    println!("{each} ms a document on {workers} workers, {} bytes each", bytes / documents);
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        println!("peak {}", peak.trim());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn peak_memory_is_bounded_over_three_hundred_documents() {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["pdf_memory::three_hundred_records", "--exact", "--ignored", "--nocapture"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{said}");
    let peak = said.lines().find_map(|line| line.strip_prefix("peak ")).unwrap();
    let kilobytes: u64 = peak.trim_end_matches(" kB").parse().unwrap();
    assert!(kilobytes < ALLOWED_KB, "{said}");
}
