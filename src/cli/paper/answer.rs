//! What came of the sheets, for people and for programs.

use std::collections::BTreeSet;

use niemphong_archive::{Canonical, Seal, Verdict};
use serde_json::{Value, json};

use super::seals::{Finding, Match};
use super::sheets::{Sheet, Trouble};
use super::values;
use crate::cli::session::{Session, out};
use crate::paper::NoPicture;

/// Says what came of the sheets.
pub(super) fn say(sheets: &[Sheet], findings: &[Finding<'_>], session: &Session) {
    if session.is_json() {
        let sheets: Vec<Value> =
            sheets.iter().zip(findings).map(|(sheet, finding)| for_programs(sheet, finding)).collect();
        out(&format!("{}\n", json!({"sheets": sheets, "ink": "not-seen"})));
        return;
    }
    let mut shown = BTreeSet::new();
    for (sheet, finding) in sheets.iter().zip(findings) {
        if sheets.len() > 1 {
            out(&format!("{}\n", head(sheet, session)));
        }
        for_people(sheet, finding, &mut shown, session);
        out("\n");
    }
    out(&format!("{}\n", session.say("cli-paper-ink", &[])));
}

/// The word of the verdict for programs, and the sentence for people.
fn verdict(finding: &Finding<'_>) -> (&'static str, &'static str) {
    match finding {
        Finding::Sealed(found) => match found.report.verdict {
            Verdict::Passed => ("matches", "cli-paper-matches"),
            Verdict::Indeterminate => ("matches", "cli-paper-matches-unknown"),
            Verdict::Failed => ("seal-not-valid", "cli-paper-seal-bad"),
        },
        Finding::Superseded(..) => ("superseded", "cli-paper-superseded"),
        Finding::Destroyed(..) => ("volume-destroyed", "cli-paper-destroyed"),
        Finding::Absent(..) => ("volume-absent", "cli-paper-absent"),
        Finding::Foreign(_) => ("not-of-this-seal", "cli-paper-foreign"),
        Finding::Elsewhere(_) => ("not-of-this-seal", "cli-paper-elsewhere"),
        Finding::Unknown => ("not-of-this-seal", "cli-paper-unknown"),
        Finding::Mixed => ("mixed", "cli-paper-mixed"),
        Finding::Malformed => ("malformed", "cli-paper-malformed"),
        Finding::Few => ("unreadable", "cli-paper-few"),
        Finding::Unreadable => ("unreadable", "cli-paper-unreadable"),
    }
}

fn seal<'a>(finding: &'a Finding<'_>) -> Option<&'a Seal> {
    match finding {
        Finding::Sealed(found) => Some(&found.source.packed.seal),
        Finding::Superseded(source, ..)
        | Finding::Destroyed(source, ..)
        | Finding::Absent(source, _)
        | Finding::Foreign(source) => Some(&source.packed.seal),
        Finding::Elsewhere(_)
        | Finding::Unknown
        | Finding::Mixed
        | Finding::Malformed
        | Finding::Few
        | Finding::Unreadable => None,
    }
}

fn found<'a, 'b>(finding: &'b Finding<'a>) -> Option<&'b Match<'a>> {
    match finding {
        Finding::Sealed(found) | Finding::Superseded(_, _, Some(found)) => Some(found),
        _ => None,
    }
}

fn for_programs(sheet: &Sheet, finding: &Finding<'_>) -> Value {
    let (archive, serial) = match (seal(finding), finding) {
        (Some(seal), _) => (Some(seal.archive.to_string()), Some(seal.serial.get())),
        (None, Finding::Elsewhere(pointer)) => (Some(pointer.archive.to_string()), Some(pointer.serial.get())),
        _ => (None, None),
    };
    let sealed = found(finding).map(|found| {
        let record = found.json.as_ref().and_then(|json| serde_json::from_str::<Value>(json).ok());
        json!({
            "record": record.as_ref().map(|record| record["_id"].clone()), "volume": found.volume.to_string(),
            "index": found.index, "signed": found.report.verdict.as_str(),
            "findings": found.report.findings.iter().map(|f| f.code.id).collect::<Vec<_>>(), "values": record,
        })
    });
    let volume = match finding {
        Finding::Destroyed(_, volume, _) | Finding::Absent(_, volume) => Some(volume.to_string()),
        _ => None,
    };
    let by = if let Finding::Superseded(_, serial, _) = finding { serial.parse::<u32>().ok() } else { None };
    json!({
        "file": sheet.file, "page": sheet.page, "symbols": sheet.symbols(), "pointers": sheet.pointers(),
        "records": sheet.whole_records(), "trouble": sheet.trouble.map(trouble),
        "verdict": verdict(finding).0, "archive": archive, "serial": serial, "superseded_by": by, "volume": volume,
        "sealed": sealed,
    })
}

fn trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NoPicture(NoPicture::Unknown) => "format",
        Trouble::NoPicture(NoPicture::Broken) => "broken",
        Trouble::NoPicture(NoPicture::TooLarge) => "too-large",
        Trouble::NoPicture(NoPicture::Locked) => "locked",
        Trouble::TooLong => "too-long",
    }
}

fn head(sheet: &Sheet, session: &Session) -> String {
    let file = sheet.file.clone().unwrap_or_else(|| session.say("cli-paper-typed", &[]));
    match sheet.page {
        Some(page) => session.say("cli-paper-page", &[("file", &file), ("page", &page.to_string())]),
        None => session.say("cli-paper-file", &[("file", &file)]),
    }
}

fn for_people(sheet: &Sheet, finding: &Finding<'_>, shown: &mut BTreeSet<String>, session: &Session) {
    let say = |word: &str, arguments: &[(&str, &str)]| out(&format!("{}\n", session.say(word, arguments)));
    let (archive, serial) = match (seal(finding), finding) {
        (Some(seal), _) => (seal.archive.to_string(), seal.serial.to_string()),
        (None, Finding::Elsewhere(pointer)) => (pointer.archive.to_string(), pointer.serial.to_string()),
        _ => (String::new(), String::new()),
    };
    let (volume, more) = match finding {
        Finding::Destroyed(_, volume, said) => (volume.to_string(), said.as_str()),
        Finding::Absent(_, volume) => (volume.to_string(), ""),
        Finding::Superseded(_, serial, _) => (String::new(), serial.as_str()),
        _ => (String::new(), ""),
    };
    let word = match sheet.trouble {
        Some(Trouble::NoPicture(_)) => "cli-paper-not-opened",
        _ => verdict(finding).1,
    };
    say(word, &[("archive", &archive), ("serial", &serial), ("volume", &volume), ("more", more)]);
    if let Some(trouble) = sheet.trouble {
        say(&format!("cli-paper-trouble-{}", self::trouble(trouble)), &[]);
    }
    let Some(found) = found(finding) else { return };
    let seal = &found.source.packed.seal;
    say(
        "cli-paper-sealed",
        &[("school", &seal.school.to_string()), ("day", &values::day(&seal.sealed_at.to_string()))],
    );
    for found in &found.report.findings {
        out(&format!("  {} {}\n", found.code.id, found.message(session.verifier_language())));
    }
    let Some(record) = found.json.as_ref().and_then(|json| Canonical::parse(json.as_bytes()).ok()) else {
        say("cli-paper-no-values", &[]);
        return;
    };
    let id = record.text("_id").unwrap_or_default();
    if shown.insert(format!("{archive} {serial} {id}")) {
        out("\n");
        say("cli-paper-compare", &[("record", id)]);
        out("\n");
        out(&values::lines(&record, session));
    } else {
        say("cli-paper-above", &[("record", id)]);
    }
}
