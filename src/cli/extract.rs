//! `niemphong extract`: some records in a folder or zip file of their own – print, source, kept files, proofs, seal and
//! its evidence, a page that explains them – which prove themselves, and carry nothing about any other child.

use std::collections::BTreeSet;
use std::path::Path;

use niemphong_archive::extract::{
    INDEX_PATH, KEPT_PREFIX, OPENER, OPENER_PATH, PRINT_NAME, PRINT_PROOF_NAME, PROOF_NAME, RECORDS, SOURCE_NAME,
    index, verify_extract,
};
use niemphong_archive::leaf::{LEAVES_PATH, LeafList, RecordId, SEED_PATH, VolumeSeed};
use niemphong_archive::prints::{PRINTS_PATH, PrintProof};
use niemphong_archive::seal::{ROOT_PATH, SEAL_PATH};
use niemphong_archive::{Fault, Manifest, Verdict, bag, evidence, prove};

use super::args::ExtractArgs;
use super::basis::{self, Opened, Sealed};
use super::build::sealing_failure;
use super::children::{Children, subject};
use super::exit::{Exit, Failure, Outcome};
use super::session::{Session, out, tell};
use super::verify;
use crate::catalogue::Catalogue;
use crate::record::{Family, Sensitivity};
use crate::seal::Staging;

/// What comes along of the archive's loose files: the page that explains, and what it needs.
const PAGES: [&str; 5] =
    [PRINTS_PATH, "browse/ban-trich.html", "browse/ban-trich.js", "browse/trang.css", "browse/trang.js"];
/// The folder that a zip file unpacks to.
const TOP: &str = "ban-trich";

/// Runs the command.
pub(super) fn run(args: &ExtractArgs, session: &Session) -> Outcome {
    match verify::judge(&args.archive, &args.known, session)? {
        Exit::Done | Exit::Indeterminate => {}
        refused => {
            tell(&session.say("cli-extract-refused", &[]));
            return Ok(refused);
        }
    }
    let book = session.rulebook()?;
    let opened = basis::open(&args.archive)?;
    super::holdings::outside(&args.archive, &args.out)?;
    let mut children = Children::default();
    opened.records.iter().for_each(|record| children.gather(&record.source));
    let chosen = choose(args, &opened, &children, &book.catalogue)?;
    let staging = Staging::begin(&args.out).map_err(|e| sealing_failure(&e.into()))?;
    let writer = Writer { archive: &args.archive, staging: &staging, session };
    let printed = writer.write(&chosen)?;
    let request = verify::request(&args.known, session)?;
    let report = verify_extract(staging.folder(), &request).map_err(|e| Failure::data(&e))?;
    if let (Verdict::Failed, Some(found)) = (report.verdict, report.findings.first()) {
        return Err(Failure::data(&format!("{} {}", found.code.id, found.path)));
    }
    session.go_on()?;
    let zipped = args.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let made = if zipped { staging.finish_zipped(TOP) } else { staging.finish() };
    let made = made.map_err(|e| sealing_failure(&e.into()))?;
    say(&made, &chosen, printed, &children, session);
    Ok(Exit::Done)
}

/// The records asked for, in the order of their ids; none that is about another child.
fn choose<'a>(
    args: &ExtractArgs,
    opened: &'a Opened,
    children: &Children,
    catalogue: &Catalogue,
) -> Result<Vec<&'a Sealed>, Failure> {
    let mut chosen: Vec<&Sealed> = Vec::new();
    if let Some(pupil) = &args.pupil {
        let own = |record: &&Sealed| subject(&record.source) == pupil && children.coded_in(&record.source).len() == 1;
        chosen.extend(opened.records.iter().filter(own));
        if chosen.is_empty() {
            let word = if children.knows(pupil) { "cli-error-extract-no-own" } else { "cli-error-extract-no-pupil" };
            return Err(Failure::usage(word, vec![("pupil", pupil.clone())]));
        }
    }
    for id in args.record.iter().collect::<BTreeSet<_>>() {
        let found = opened.records.iter().find(|record| record.id == *id);
        let record =
            found.ok_or_else(|| Failure::usage("cli-error-extract-no-record", vec![("record", id.clone())]))?;
        chosen.push(record);
    }
    chosen.sort_by(|a, b| a.id.cmp(&b.id));
    alone(&chosen, children, catalogue)?;
    Ok(chosen)
}

/// Refuses what names more than one child, over all records together.
fn alone(chosen: &[&Sealed], children: &Children, catalogue: &Catalogue) -> Result<(), Failure> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for record in chosen {
        let own = subject(&record.source);
        let mut named = children.coded_in(&record.source);
        let kind = catalogue.kind(basis::text_at(&record.source, "loai"));
        let open = kind.is_some_and(|kind| matches!(kind.sensitivity, Sensitivity::Public | Sensitivity::Internal));
        let table = kind.is_none_or(|kind| matches!(kind.family, Family::Register | Family::Assessment));
        if own.is_empty() {
            named.extend(children.named_in(&record.source, ""));
        }
        // A list of persons is about many of them, though one only, or one without a code, should stand in it.
        let is_list = own.is_empty() && !open && (table || !named.is_empty());
        let others = named.iter().filter(|code| **code != own).count();
        known.extend(named);
        if is_list || others > 0 || known.len() > 1 {
            let arguments = vec![("record", record.id.clone()), ("count", known.len().to_string())];
            return Err(Failure::usage("cli-error-extract-others", arguments));
        }
    }
    Ok(())
}

struct Writer<'a> {
    archive: &'a Path,
    staging: &'a Staging,
    session: &'a Session,
}

impl Writer<'_> {
    /// Writes the whole folder; gives how many prints are in it.
    fn write(&self, chosen: &[&Sealed]) -> Result<usize, Failure> {
        for path in [SEAL_PATH, ROOT_PATH].into_iter().chain(PAGES) {
            // An archive of an earlier version may lack a page; the seal's own list decides what must be there.
            if self.archive.join(path).is_file() {
                self.store(path, &self.read(path)?)?;
            }
        }
        for name in self.evidence()? {
            let path = format!("{}/{name}", evidence::EVIDENCE);
            self.store(&path, &self.read(&path)?)?;
        }
        self.store(OPENER_PATH, OPENER.as_bytes())?;
        let mut listed = Vec::new();
        let mut printed = 0;
        for record in chosen {
            self.session.go_on()?;
            let id: RecordId = record.id.parse().map_err(|e: Fault| Failure::data(&e))?;
            let mut files = self.record(record, &id)?;
            printed += usize::from(files.iter().any(|file| file == PRINT_NAME));
            files.sort();
            listed.push((id, files));
        }
        self.store(INDEX_PATH, index(&listed).as_bytes())?;
        Ok(printed)
    }

    /// One record's folder; gives the names of its files.
    fn record(&self, record: &Sealed, id: &RecordId) -> Result<Vec<String>, Failure> {
        let proof = prove(self.archive, id).map_err(|e| Failure::data(&e))?;
        let text = proof.to_text().map_err(|e| Failure::data(&e))?;
        let mut files = vec![(PROOF_NAME.to_owned(), text.into_bytes()), (SOURCE_NAME.to_owned(), proof.json.into())];
        files.extend(self.print(&proof.volume.folder(), id)?);
        let at = |name: &str| format!("{RECORDS}/{id}/{name}");
        let mut names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
        for (name, bytes) in files {
            self.store(&at(&name), &bytes)?;
        }
        for (number, kept) in (1..).zip(&record.kept) {
            let ending = kept.path.extension().unwrap_or_default().to_string_lossy();
            let name = format!("{KEPT_PREFIX}{number}.{ending}");
            self.staging.keep(&at(&name), &kept.path, kept.digest).map_err(|e| sealing_failure(&e.into()))?;
            names.push(name);
        }
        Ok(names)
    }

    /// The print with its proof, if the archive can prove it.
    fn print(&self, volume: &str, id: &RecordId) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let inside = |path: &str| format!("{volume}/{path}");
        let seed = self.parsed(&inside(SEED_PATH), VolumeSeed::parse)?;
        let list = self.parsed(&inside(LEAVES_PATH), LeafList::parse)?;
        let manifest = self.parsed(&inside(bag::MANIFEST_NAME), Manifest::parse)?;
        let source = list.entries().iter().find(|entry| entry.id == *id).map(|entry| inside(entry.path.as_str()));
        let path = source.unwrap_or_default().trim_end_matches(".json").to_owned() + ".pdf";
        let proof = PrintProof::make(&seed, &list, &manifest, id);
        match proof.filter(|_| self.archive.join(PRINTS_PATH).is_file() && self.archive.join(&path).is_file()) {
            Some(proof) => Ok(vec![
                (PRINT_NAME.to_owned(), self.read(&path)?),
                (PRINT_PROOF_NAME.to_owned(), proof.to_text().into_bytes()),
            ]),
            None => Ok(Vec::new()),
        }
    }

    /// Names of the files that speak about the seal.
    fn evidence(&self) -> Result<BTreeSet<String>, Failure> {
        let folder = self.archive.join(evidence::EVIDENCE);
        let failed = |e: std::io::Error| Failure::io(&folder, &e);
        let mut names = BTreeSet::new();
        if folder.is_dir() {
            for entry in std::fs::read_dir(&folder).map_err(failed)? {
                let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
                // What the system litters stays behind.
                if evidence::EvidenceName::parse(&name).is_ok() {
                    names.insert(name);
                }
            }
        }
        Ok(names)
    }

    fn parsed<T>(&self, path: &str, parse: impl Fn(&[u8]) -> Result<T, Fault>) -> Result<T, Failure> {
        parse(&self.read(path)?).map_err(|e| Failure::io(&self.archive.join(path), &e))
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let full = self.archive.join(path);
        std::fs::read(&full).map_err(|e| Failure::io(&full, &e))
    }

    fn store(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.staging.store(path, bytes).map(|_| ()).map_err(|e| sealing_failure(&e.into()))
    }
}

fn say(made: &Path, chosen: &[&Sealed], printed: usize, children: &Children, session: &Session) {
    let path = made.display().to_string();
    // Wording may name a friend, and a scan anybody; what was sealed goes out whole, and a person looks.
    let mentions = |record: &&&Sealed| {
        let own = subject(&record.source);
        !children.named_in(&record.source, own).is_empty() || (own.is_empty() && !record.kept.is_empty())
    };
    let look: Vec<&str> = chosen.iter().filter(mentions).map(|record| record.id.as_str()).collect();
    if session.is_json() {
        let records: Vec<&str> = chosen.iter().map(|record| record.id.as_str()).collect();
        let answer = serde_json::json!({"path": path, "records": records, "prints": printed, "look": look});
        out(&format!("{answer}\n"));
        return;
    }
    let records = chosen.len().to_string();
    out(&format!("{}\n", session.say("cli-extract-done", &[("path", &path), ("records", &records)])));
    for record in chosen {
        out(&format!("  {}\n", record.id));
    }
    if printed < chosen.len() {
        tell(&session.say("cli-extract-no-print", &[]));
    }
    if !look.is_empty() {
        tell(&session.say("cli-extract-look", &[("records", &look.join(", "))]));
    }
}
