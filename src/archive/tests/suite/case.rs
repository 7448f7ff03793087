//! A vector is a folder: `case.txt` says what is done to a copy of the golden archive, how it is verified, and what
//! must come out; other files of the folder are laid over the copy. `tests/second-verifier.py` reads the same folders.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use niemphong_archive::run::{Options, Target};
use niemphong_archive::{Finding, Verdict, verify, verify_chain, verify_extract, verify_pack, verify_proof};

use crate::{golden, home};

pub const RUN: &str = "./archive --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23";

#[derive(Debug, Default)]
pub struct Case {
    pub steps: Vec<String>,
    pub run: String,
    pub verdict: String,
    pub findings: BTreeSet<String>,
}

pub fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> =
        fs::read_dir(home().join("vectors")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

impl Case {
    pub fn read(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join("case.txt")).unwrap();
        let mut case = Self { run: RUN.into(), ..Self::default() };
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (key, value) = line.split_once(": ").unwrap_or_else(|| panic!("{line}"));
            match key {
                "do" => case.steps.push(value.into()),
                "run" => case.run = value.into(),
                "more" => case.run = format!("{RUN} {value}"),
                "verdict" => case.verdict = value.into(),
                "finding" => assert!(case.findings.insert(value.into()), "{line}"),
                _ => panic!("{line}"),
            }
        }
        case
    }

    /// Lays the case out in a folder.
    pub fn lay(&self, from: &Path, work: &Path) {
        golden::copy(&golden::dir(), work);
        for step in &self.steps {
            let words: Vec<&str> = step.split(' ').collect();
            let place = |at: usize| work.join(unescape(words[at]));
            match words[0] {
                "delete" => fs::remove_file(place(1)).unwrap(),
                "remove" => fs::remove_dir_all(place(1)).unwrap(),
                "mkdir" => fs::create_dir_all(place(1)).unwrap(),
                "write" => {
                    fs::create_dir_all(place(1).parent().unwrap()).unwrap();
                    fs::write(place(1), words[2..].join(" ")).unwrap();
                }
                "append" => {
                    let text = words[2..].join(" ").replace("\\n", "\n").replace("\\r", "\r");
                    fs::write(place(1), [fs::read(place(1)).unwrap(), text.into_bytes()].concat()).unwrap();
                }
                "grow" => {
                    let mut bytes = fs::read(place(1)).unwrap();
                    bytes.resize(words[2].parse().unwrap(), b'x');
                    fs::write(place(1), bytes).unwrap();
                }
                "flip" => {
                    let mut bytes = fs::read(place(1)).unwrap();
                    bytes[words[2].parse::<usize>().unwrap()] ^= 1;
                    fs::write(place(1), bytes).unwrap();
                }
                "replace" => {
                    let text = fs::read_to_string(place(1)).unwrap();
                    let (old, new) = (words[2].replace('~', " "), words[3].replace('~', " ").replace("\\n", "\n"));
                    assert!(text.contains(&old), "{step}");
                    fs::write(place(1), text.replacen(&old, &new, 1)).unwrap();
                }
                "copy" => fs::copy(place(1), place(2)).map(|_| ()).unwrap(),
                "rename" => fs::rename(place(1), place(2)).unwrap(),
                "swap" => {
                    let spare = work.join("spare");
                    fs::rename(place(1), &spare).unwrap();
                    fs::rename(place(2), place(1)).unwrap();
                    fs::rename(spare, place(2)).unwrap();
                }
                "link" => link(&place(1), &place(2)),
                "symlink" => symlink(words[1], &place(2)),
                _ => panic!("{step}"),
            }
        }
        golden::copy(from, work);
        fs::remove_file(work.join("case.txt")).unwrap();
    }

    /// How what was laid out is to be verified.
    pub fn options(&self, work: &Path) -> Options<'static> {
        let words = self.run.split(' ').map(|word| match (word.strip_prefix("./"), word.strip_prefix('@')) {
            (Some(path), _) => work.join(path).to_str().unwrap().to_owned(),
            (_, Some(path)) => fs::read_to_string(work.join(path)).unwrap().trim().to_owned(),
            _ => word.to_owned(),
        });
        let words: Vec<String> = words.collect();
        Options::parse(&words, "2026-11-23".parse().unwrap()).unwrap().unwrap()
    }

    /// Verifies what was laid out: verdict and findings, as the case writes them.
    pub fn judge(&self, work: &Path) -> (String, BTreeSet<String>) {
        let options = self.options(work);
        let (verdict, findings): (Verdict, Vec<Finding>) = match &options.target {
            Target::Archive(dir) => {
                let report = verify(dir, &options.request).unwrap();
                (report.verdict, report.findings)
            }
            Target::Proof(dir) if dir.is_dir() => {
                let report = verify_extract(dir, &options.request).unwrap();
                (report.verdict, report.findings)
            }
            Target::Proof(file) if fs::read(file).unwrap().starts_with(b"niemphong-pack/1\n") => {
                let report = verify_pack(&fs::read(file).unwrap(), &options.request).unwrap();
                let parts = report.archives.into_iter().flat_map(|report| report.findings);
                (report.verdict, report.findings.into_iter().chain(parts).collect())
            }
            Target::Proof(file) => {
                let report = verify_proof(&fs::read(file).unwrap(), &options.request).unwrap();
                (report.verdict, report.findings)
            }
            Target::Chain(dirs) => {
                let report = verify_chain(dirs, &options.request).unwrap();
                let members = report.archives.into_iter().flat_map(|(_, report)| report.findings);
                (report.verdict, report.findings.into_iter().chain(members).collect())
            }
            Target::Prove(..) => panic!("{}", self.run),
        };
        let shown = findings.iter().filter(|finding| finding.code.id != "V413").map(|finding| {
            let path = finding.path.strip_prefix(work.to_str().unwrap()).unwrap_or(&finding.path);
            format!("{} {path}", finding.code.id).trim_end().to_owned()
        });
        (verdict.as_str().to_owned(), shown.collect())
    }
}

/// `\xNN` in a name is a byte.
#[cfg(unix)]
fn unescape(text: &str) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend(before.as_bytes());
        bytes.push(u8::from_str_radix(&after[..2], 16).unwrap());
        rest = &after[2..];
    }
    bytes.extend(rest.as_bytes());
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) {
    fs::hard_link(from, to).unwrap();
}

#[cfg(unix)]
fn symlink(target: &str, place: &Path) {
    std::os::unix::fs::symlink(target, place).unwrap();
}
