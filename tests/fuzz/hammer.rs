//! A stand-in for libFuzzer on stable: takes the texts of the golden archive and the vectors, changes them by a seeded
//! rule, and calls every target. It has no coverage feedback, so it finds less than `cargo fuzz` for the same time.
//!
//! `hammer [--seconds N] [--seed N]`

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use niemphong_archive::fuzz;

struct Dice(u64);

impl Dice {
    /// splitmix64
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides.max(1) as u64) as usize
    }
}

fn gather(dir: &Path, texts: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(dir).expect("a folder of examples") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { gather(&path, texts) } else { texts.push(fs::read(path).expect("an example")) }
    }
}

fn change(dice: &mut Dice, texts: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = texts[dice.roll(texts.len())].clone();
    for _ in 0..=dice.roll(4) {
        let (from, other) = (dice.roll(bytes.len() + 1), dice.roll(texts.len()));
        let to = from + dice.roll((bytes.len() - from).min(80) + 1);
        match dice.roll(7) {
            0 if !bytes.is_empty() => { let at = dice.roll(bytes.len()); bytes[at] ^= 1 << dice.roll(8); }
            1 if !bytes.is_empty() => { let at = dice.roll(bytes.len()); bytes[at] = dice.roll(256) as u8; }
            2 => drop(bytes.drain(from..to)),
            3 => { let part = bytes[from..to].to_vec(); bytes.splice(from..from, part); }
            4 => {
                // A whole line of another text.
                let lines: Vec<&[u8]> = texts[other].split_inclusive(|b| *b == b'\n').collect();
                if !lines.is_empty() { bytes.splice(from..from, lines[dice.roll(lines.len())].iter().copied()); }
            }
            5 => {
                let odd: [&[u8]; 8] = [b"\n", b"none", b"\xef\xbb\xbf", b"18446744073709551615", b"..", b"\0", "\u{202e}".as_bytes(), b"0"];
                bytes.splice(from..to, odd[dice.roll(odd.len())].iter().copied());
            }
            _ => bytes.truncate(from),
        }
    }
    bytes
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let number = |flag: &str, default: u64| {
        let at = args.iter().position(|arg| arg == flag);
        at.and_then(|at| args.get(at + 1)?.parse().ok()).unwrap_or(default)
    };
    let (seconds, seed) = (number("--seconds", 60), number("--seed", 1));
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/archive");
    let mut texts = Vec::new();
    gather(&home.join("golden"), &mut texts);
    gather(&home.join("vectors"), &mut texts);
    texts.sort();
    texts.dedup();
    let mut dice = Dice(seed);
    let (begin, mut calls, mut trees) = (Instant::now(), 0_u64, 0_u64);
    while begin.elapsed() < Duration::from_secs(seconds) {
        for _ in 0..200 {
            fuzz::all(&change(&mut dice, &texts));
            calls += 8;
        }
        let mut data = vec![dice.roll(256) as u8];
        for _ in 0..dice.roll(8) {
            let text = change(&mut dice, &texts);
            let length = (text.len() / 8).min(253);
            data.extend([dice.roll(256) as u8, length.min(253) as u8]);
            data.extend(&text[..length * 8]);
        }
        niemphong_fuzz::tree(&data);
        trees += 1;
    }
    println!("{} examples, seed {seed}, {seconds} s: {calls} texts and {trees} trees, no panic, no broken promise", texts.len());
}
