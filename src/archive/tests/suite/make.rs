//! Makes the golden archive, once, and vectors that are not there yet. What is committed is never made again.

use std::fs;

use niemphong_archive::trust::PaperSeal;
use niemphong_archive::{Digest, Seal, Serial, TrustFile};

use crate::build::{self, Files, Plan, golden_plan, trust, trust_files};
use crate::{golden, home, keys};

#[test]
#[ignore = "writes golden/v1, which is never made again"]
fn golden_archive() {
    let dir = golden::dir();
    assert!(!dir.exists(), "the golden archive is never made again");
    build::write(&dir.join("archive"), &golden_plan().signed());
    build::write(&dir, &trust_files(&trust()));
    fs::write(dir.join("root-fingerprint.txt"), format!("{}\n", keys::public(keys::ROOT).fingerprint())).unwrap();
}

/// One vector on its way to the disk.
pub struct Vector {
    name: &'static str,
    note: &'static str,
    lines: Vec<String>,
    files: Files,
}

pub fn vector(name: &'static str, note: &'static str) -> Vector {
    Vector { name, note, lines: Vec::new(), files: Files::new() }
}

impl Vector {
    pub fn step(mut self, step: &str) -> Self {
        self.lines.push(format!("do: {step}"));
        self
    }

    pub fn more(mut self, more: &str) -> Self {
        self.lines.push(format!("more: {more}"));
        self
    }

    pub fn run(mut self, run: &str) -> Self {
        self.lines.push(format!("run: {run}"));
        self
    }

    /// Lays files over the golden copy; what is equal there already is left out.
    pub fn over(mut self, prefix: &str, files: Files) -> Self {
        for (path, bytes) in files {
            let path = format!("{prefix}{path}");
            if fs::read(golden::dir().join(&path)).ok().as_ref() != Some(&bytes) {
                self.files.insert(path, bytes);
            }
        }
        self
    }

    /// The whole archive is another one.
    pub fn archive(self, files: Files) -> Self {
        let had = golden::files_under(&golden::dir().join("archive"));
        let mut this = self;
        for file in had {
            let path = file.strip_prefix(golden::dir().join("archive")).unwrap().to_str().unwrap().to_owned();
            if !files.contains_key(&path) {
                this = this.step(&format!("delete archive/{path}"));
            }
        }
        this.over("archive/", files)
    }

    pub fn plan(self, change: impl FnOnce(&mut Plan)) -> Self {
        let mut plan = golden_plan();
        change(&mut plan);
        self.archive(plan.signed())
    }

    pub fn trust(self, change: impl FnOnce(&mut TrustFile)) -> Self {
        let mut file = trust();
        change(&mut file);
        self.over("", trust_files(&file))
    }

    pub fn expect(self, verdict: &str, findings: &[&str]) {
        let dir = home().join("vectors").join(self.name);
        if dir.exists() {
            return;
        }
        build::write(&dir, &self.files);
        fs::create_dir_all(&dir).unwrap();
        let lines: String = self.lines.iter().map(|line| format!("{line}\n")).collect();
        let findings: String = findings.iter().map(|finding| format!("finding: {finding}\n")).collect();
        fs::write(dir.join("case.txt"), format!("# {}\n{lines}verdict: {verdict}\n{findings}", self.note)).unwrap();
    }

    pub fn failed(self, findings: &[&str]) {
        self.expect("failed", findings);
    }

    pub fn open(self, findings: &[&str]) {
        self.expect("indeterminate", findings);
    }
}

pub const SEAL: &str = "seal/seal.txt";
pub const PAGE: &str = "volumes/5-nam/data/ho-so/ke-hoach/01.html";
pub const RECORD: &str = "volumes/5-nam/data/ho-so/ke-hoach/01.json";
pub const MANIFEST: &str = "volumes/5-nam/manifest-sha256.txt";
pub const TAGS: &str = "volumes/5-nam/tagmanifest-sha256.txt";
pub const LEAVES: &str = "volumes/5-nam/data/leaves.txt";
pub const BY_PRINCIPAL: &str = "evidence/seal.txt.hieu_truong.minisig";
pub const BY_CLERK: &str = "evidence/seal.txt.van_thu.minisig";
pub const MINUTES: &str = "evidence/bien-ban.pdf";

pub fn at(code: &str, path: &str) -> String {
    format!("{code} {path}")
}

#[test]
#[ignore = "writes vectors that are not there yet"]
fn vectors() {
    crate::make_files::all();
    crate::make_signers::all();
    crate::make_later::all();
    crate::make_prints::all();
    crate::make_proofs::all();
    crate::make_days::all();
    crate::make_extracts::all();
    crate::make_packs::all();
    crate::make_edges::all();
    crate::make_texts::all();
}

pub fn golden_seal() -> (String, Seal) {
    let text = fs::read_to_string(golden::dir().join("archive/seal/seal.txt")).unwrap();
    let seal = Seal::parse(text.as_bytes()).unwrap();
    (text, seal)
}

pub fn paper(seal: Digest, serial: u32, received: &str) -> PaperSeal {
    PaperSeal {
        archive: "vn/82/82760123/2025-2026".parse().unwrap(),
        serial: Serial::new(serial).unwrap(),
        received: received.parse().unwrap(),
        seal,
    }
}
