//! What a year lacks under the charter, as one short list by owner: what a principal reads out in a meeting.

use serde_json::{Value, json};

use super::said::clean;
use crate::check::{Finding, codes};
use crate::words::{Language, Words};

/// Who keeps records, in the order of the charter; the codes that findings carry.
const OWNERS: [&str; 3] = ["truong", "to", "gv"];

fn argument<'f>(finding: &'f Finding, name: &str) -> &'f str {
    finding.arguments.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value.as_str())
}

fn found(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|f| f.code == codes::RECORD_MISSING || f.code == codes::RECORD_MISSING_FOR)
}

/// The list for people; empty where nothing is lacking. Ends with an empty line.
pub(super) fn text(findings: &[Finding], words: &Words, language: Language) -> String {
    let mut out = String::new();
    for owner in OWNERS {
        let of_owner: Vec<&Finding> = found(findings).filter(|f| argument(f, "owner") == owner).collect();
        if of_owner.is_empty() {
            continue;
        }
        out.push_str(&format!("  {}\n", words.say(language, "report-lacking-owner", &[("owner", owner)])));
        for finding in of_owner {
            let units = argument(finding, "units");
            let per = argument(finding, "per");
            let units = if units.is_empty() { String::new() } else { format!(": {}", clean(units)) };
            let per = words.say(language, "report-lacking-per", &[("per", per)]);
            let units = if units.is_empty() { units } else { format!(" – {per}{units}") };
            out.push_str(&format!(
                "    - {} ({}){units}\n",
                clean(argument(finding, "title")),
                argument(finding, "kind")
            ));
        }
    }
    if out.is_empty() { out } else { format!("== {}\n\n{out}\n", words.say(language, "report-lacking", &[])) }
}

/// The list for programs.
pub(super) fn json(findings: &[Finding]) -> Vec<Value> {
    let row = |f: &Finding| {
        json!({
            "kind": argument(f, "kind"),
            "title": argument(f, "title"),
            "owner": argument(f, "owner"),
            "per": argument(f, "per"),
            "units": argument(f, "units"),
            "act": argument(f, "act"),
            "clause": argument(f, "clause"),
            "verified": argument(f, "sure") == "yes",
        })
    };
    found(findings).map(row).collect()
}
