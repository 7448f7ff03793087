//! `niemphong pack`: the seals, signatures and leaves of archives in one file, to check paper without them (FORMAT.md §16).

use std::path::{Path, PathBuf};

use niemphong_archive::{Pack, Verdict, gather};
use serde_json::json;

use super::args::KnownArgs;
use super::exit::{Exit, Failure, Outcome};
use super::key::{Mode, write_new};
use super::session::{Session, out};
use super::verify;

/// Writes the pack of some archives. One whose seal or lists contradict each other on that day is refused: nobody
/// could use it.
pub(super) fn run(archives: &[PathBuf], target: &Path, as_of: Option<String>, session: &Session) -> Outcome {
    let request = verify::request(&KnownArgs { as_of, ..KnownArgs::default() }, session)?;
    let mut packed = Vec::new();
    for folder in archives {
        session.go_on()?;
        let one = gather(folder).map_err(|e| Failure::data(&e))?.packed;
        let report = one.judge(Some(folder), &request).map_err(|e| Failure::data(&e))?;
        if report.verdict == Verdict::Failed {
            out(&format!("{}\n", session.say("cli-pack-refused", &[("path", &folder.display().to_string())])));
            for found in &report.findings {
                out(&format!("  {} {}\n", found.code.id, found.path));
            }
            return Ok(Exit::Findings);
        }
        packed.push(one);
    }
    let leaves: usize = packed.iter().flat_map(|one| one.leaves.values()).map(Vec::len).sum();
    let pack = Pack::new(packed).map_err(|e| Failure::data(&e))?;
    let text = pack.to_text();
    write_new(target, text.as_bytes(), Mode::Open)?;
    let shown = target.display().to_string();
    if session.is_json() {
        let archives: Vec<_> = pack
            .archives()
            .iter()
            .map(|one| json!({"archive": one.seal.archive.as_str(), "serial": one.seal.serial.get()}))
            .collect();
        out(&format!("{}\n", json!({"pack": shown, "bytes": text.len(), "records": leaves, "archives": archives})));
        return Ok(Exit::Done);
    }
    let (count, leaves, bytes) = (pack.archives().len().to_string(), leaves.to_string(), text.len().to_string());
    let arguments = [("out", shown.as_str()), ("archives", &count), ("leaves", &leaves), ("bytes", &bytes)];
    out(&format!("{}\n", session.say("cli-pack-done", &arguments)));
    Ok(Exit::Done)
}
