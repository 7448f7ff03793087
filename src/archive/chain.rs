//! A run of years: each seal names the one before, so that a missing, replaced or reordered year shows (FORMAT.md §11).

use std::path::{Path, PathBuf};

use crate::finding::{
    CHAIN_FORK, CHAIN_GAP, CHAIN_ORDER, CHAIN_OTHER_SCHOOL, CHAIN_REPLACED, CHAIN_STARTS_LATE, Finding, Findings,
    NEWER_SEAL_KNOWN, SUPERSEDED,
};
use crate::json::Json;
use crate::report::{Language, Report, Verdict, findings_json};
use crate::seal::SealRef;
use crate::sentences::Detail;
use crate::verify::{Request, VerifyError, verify};

/// The answer about a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainReport {
    /// The worst verdict of chain and archives.
    pub verdict: Verdict,
    /// Findings about the chain; the path is the archive's folder as it was given.
    pub findings: Vec<Finding>,
    /// Folder and report of each archive, by serial.
    pub archives: Vec<(PathBuf, Report)>,
}

struct Link {
    dir: PathBuf,
    report: Report,
    previous: Option<SealRef>,
    supersedes: Option<SealRef>,
}

/// Verifies every archive, and then that they follow one another. The order of `dirs` doesn't matter.
///
/// # Errors
/// As [`verify`].
pub fn verify_chain(dirs: &[PathBuf], request: &Request<'_>) -> Result<ChainReport, VerifyError> {
    // A lowest serial is asked of the newest archive, not of every one.
    let each = Request { min_serial: None, expect_seal: None, ..request.clone() };
    let mut links = Vec::new();
    for dir in dirs {
        let report = verify(dir, &each)?;
        let seal = report.sealed.clone();
        let previous = seal.as_ref().and_then(|seal| seal.previous);
        let supersedes = seal.and_then(|seal| seal.supersedes).map(|supersedes| supersedes.seal);
        links.push(Link { dir: dir.clone(), report, previous, supersedes });
    }
    links.sort_by_cached_key(Link::key);
    let mut findings = Findings::default();
    for pair in links.windows(2) {
        if let [before, after] = pair {
            judge_pair(&mut findings, before, after);
        }
    }
    if let Some(first) = links.first().filter(|first| first.previous.is_some()) {
        let serial = first.report.statement.as_ref().map(|statement| Detail::of("serial {}", &[&statement.serial]));
        findings.add(&CHAIN_STARTS_LATE, &show(&first.dir), serial.unwrap_or_default());
    }
    ends(&mut findings, &links, request);
    links.iter().for_each(|link| corrections(&mut findings, link, &links));
    // That a newer seal is known is no rollback if the newer archive is among these.
    let serials: Vec<_> = links.iter().filter_map(|link| link.report.statement.as_ref()).map(|s| s.serial).collect();
    for link in &mut links {
        let known = |finding: &Finding| {
            finding.code.id == NEWER_SEAL_KNOWN.id
                && serials.iter().any(|serial| finding.detail == Detail::of("serial {}", &[serial]))
        };
        link.report.findings.retain(|finding| !known(finding));
        link.report.verdict = Verdict::of_list(&link.report.findings);
    }
    let verdicts = links.iter().map(|link| link.report.verdict).chain([Verdict::of(&findings)]);
    Ok(ChainReport {
        verdict: Verdict::worst(verdicts),
        findings: findings.sorted(),
        archives: links.into_iter().map(|link| (link.dir, link.report)).collect(),
    })
}

impl Link {
    fn key(&self) -> (u32, String, PathBuf) {
        let serial = self.report.statement.as_ref().map_or(0, |statement| statement.serial.get());
        (serial, self.report.seal.map_or(String::new(), |seal| seal.to_string()), self.dir.clone())
    }
}

fn show(dir: &Path) -> String {
    dir.to_string_lossy().into_owned()
}

fn judge_pair(findings: &mut Findings, before: &Link, after: &Link) {
    let path = show(&after.dir);
    let (Some(old), Some(new)) = (&before.report.statement, &after.report.statement) else { return };
    if old.archive.school() != new.archive.school() {
        findings.add(&CHAIN_OTHER_SCHOOL, &path, Detail::of("{} after {}", &[&new.archive, &old.archive]));
        return;
    }
    if old.serial == new.serial {
        let same = before.report.seal == after.report.seal;
        if !same {
            findings.add(&CHAIN_FORK, &path, Detail::fact(new.serial));
        }
        return;
    }
    match after.previous {
        Some(previous) if previous.serial != old.serial => {
            findings.add(&CHAIN_GAP, &path, Detail::of("serial {} is not here", &[&previous.serial]));
        }
        Some(previous) if Some(previous.digest) != before.report.seal => {
            let found = before.report.seal.map_or(String::new(), |seal| seal.to_string());
            findings.add(&CHAIN_REPLACED, &path, Detail::of("named {}, found {}", &[&previous.digest, &found]));
        }
        _ => {}
    }
    let correction = after.supersedes.is_some();
    if new.sealed_at.instant() < old.sealed_at.instant()
        || (!correction && new.archive.school_year() < old.archive.school_year())
    {
        findings.add(&CHAIN_ORDER, &path, Detail::of("{} after {}", &[&new.archive, &old.archive]));
    }
}

/// What this archive's seal supersedes: if it is of the chain, it is the very one that is named.
fn corrections(findings: &mut Findings, link: &Link, links: &[Link]) {
    let Some(named) = link.supersedes else { return };
    let serial = |other: &Link| other.report.statement.as_ref().map(|statement| statement.serial);
    for other in links.iter().filter(|other| serial(other) == Some(named.serial)) {
        match other.report.seal {
            Some(seal) if seal == named.digest => findings.add(&SUPERSEDED, &show(&other.dir), ()),
            Some(seal) => {
                let detail = Detail::of("named {}, found {}", &[&named.digest, &seal]);
                findings.add(&CHAIN_REPLACED, &show(&link.dir), detail);
            }
            None => {}
        }
    }
}

/// What is asked of the newest archive.
fn ends(findings: &mut Findings, links: &[Link], request: &Request<'_>) {
    let Some(last) = links.last() else { return };
    let path = show(&last.dir);
    let serial = last.report.statement.as_ref().map(|statement| statement.serial);
    if let Some(lowest) = request.min_serial.filter(|lowest| serial.is_none_or(|serial| serial < *lowest)) {
        let detail = match serial {
            Some(serial) => Detail::of("serial {}, asked for {}", &[&serial, &lowest]),
            None => Detail::of("no readable seal, asked for serial {}", &[&lowest]),
        };
        findings.add(&crate::finding::SERIAL_TOO_LOW, &path, detail);
    }
    if let Some(expected) = request.expect_seal.filter(|expected| last.report.seal != Some(*expected)) {
        findings.add(&crate::finding::EXPECTED_SEAL_DIFFERS, &path, Detail::of("on paper {}", &[&expected]));
    }
}

impl ChainReport {
    /// The exit code of a program that ends with this report.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        self.verdict.exit_code()
    }

    /// One line of ASCII JSON: `verdict`, `findings` of the chain, and under `archives` each folder with its report.
    #[must_use]
    pub fn to_json_in(&self, language: Language) -> String {
        let mut json = Json::default();
        json.open('{');
        json.text("verdict", self.verdict.as_str());
        findings_json(&mut json, &self.findings, language, self.verdict);
        json.list("archives", &self.archives, |json, (dir, report)| {
            json.text("dir", &show(dir));
            json.raw("report", &report.to_json_in(language));
        });
        json.close('}');
        json.out
    }
}
