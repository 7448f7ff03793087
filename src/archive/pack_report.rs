//! The answer about a seal pack: one report for each of its archives (FORMAT.md §16.3).

use crate::finding::{Finding, Findings, PACK_MALFORMED};
use crate::json::Json;
use crate::pack::Pack;
use crate::report::{Language, Report, Verdict, findings_json};
use crate::verify::{Request, VerifyError};

/// What came of a pack. It says nothing about archives: they were not looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackReport {
    /// The worst verdict of its parts.
    pub verdict: Verdict,
    /// Findings about the pack as a whole.
    pub findings: Vec<Finding>,
    /// A report for each archive, in the order of the pack; none if the pack is malformed.
    pub archives: Vec<Report>,
}

/// Verifies a pack: is each of its seals what it says, who sealed it, and do the leaves lead to its roots?
///
/// # Errors
/// Only if the trust file can't be read.
pub fn verify_pack(bytes: &[u8], request: &Request<'_>) -> Result<PackReport, VerifyError> {
    let mut findings = Findings::default();
    let mut archives = Vec::new();
    match Pack::parse(bytes) {
        Ok(pack) => {
            for packed in pack.archives() {
                archives.push(packed.judge(None, request)?);
            }
        }
        Err(fault) => findings.add(&PACK_MALFORMED, "", fault),
    }
    let own = findings.has(crate::Severity::Failed).then_some(Verdict::Failed);
    let verdict = Verdict::worst(archives.iter().map(|report: &Report| report.verdict).chain(own));
    Ok(PackReport { verdict, findings: findings.sorted(), archives })
}

impl PackReport {
    /// The exit code of a program that ends with this report.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        self.verdict.exit_code()
    }

    /// One line of ASCII JSON: `verdict`, `findings` of the pack, and under `archives` each report.
    #[must_use]
    pub fn to_json_in(&self, language: Language) -> String {
        let mut json = Json::default();
        json.open('{');
        json.text("verdict", self.verdict.as_str());
        findings_json(&mut json, &self.findings, language, self.verdict);
        json.list("archives", &self.archives, |json, report| json.raw("report", &report.to_json_in(language)));
        json.close('}');
        json.out
    }
}
