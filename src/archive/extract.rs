//! Extracts: some records of an archive in a folder of their own, each led to the seal, and nothing about any other
//! (FORMAT.md §12.3).

use std::collections::BTreeMap;
use std::path::Path;

use crate::digest::Digest;
use crate::evidence::EVIDENCE;
use crate::finding::{CHANGED, Findings, MISSING, PROOF_FAILS, PROOF_MALFORMED};
use crate::hashing::Reading;
use crate::jcs::{Canonical, MAX_RECORD};
use crate::leaf::RecordId;
use crate::lines::Fault;
use crate::manifest::Manifest;
use crate::prints::{MAX_PRINTS, PRINTS_PATH, PrintProof, Prints, print_leaf};
use crate::proof::{MAX_PROOF, Proof};
use crate::report::{Proved, Report, Statement, Verdict};
use crate::seal::{ROOT_PATH, Seal};
use crate::sentences::Detail;
use crate::shelf::{ReadFault, Shelf};
use crate::signers::{self, Evidence, Scene};
use crate::tree::root_from_path;
use crate::trusting;
use crate::verify::{Check, Request, VerifyError};

/// The folder of the loose files that may come along.
const LOOSE: &str = "browse";
/// The folder of the records, one folder each.
pub const RECORDS: &str = "ho-so";
/// A record's source.
pub const SOURCE_NAME: &str = "ho-so.json";
/// A record's proof (FORMAT.md §12.1).
pub const PROOF_NAME: &str = "chung-minh.txt";
/// A record's print.
pub const PRINT_NAME: &str = "ban-in.pdf";
/// The proof of the print.
pub const PRINT_PROOF_NAME: &str = "chung-minh-ban-in.txt";
/// A kept file is called this, its number from 1, a dot and an ending.
pub const KEPT_PREFIX: &str = "tep-";
/// The key under which a record lists its kept files (FORMAT.md §7.7).
pub const KEPT_KEY: &str = "tep_kem_niem_phong";
/// What a double click opens.
pub const OPENER_PATH: &str = "doc-truoc.html";
/// All of it: it leads to the page that the seal binds.
pub const OPENER: &str = "<!DOCTYPE html>
<html lang=\"vi\">
<meta charset=\"utf-8\">
<meta http-equiv=\"refresh\" content=\"0; url=browse/ban-trich.html?trich=1\">
<title>Bản trích / Extract</title>
<p><a href=\"browse/ban-trich.html?trich=1\">Mở trang giải thích / Open the page that explains</a></p>
</html>
";
/// What that page lists.
pub const INDEX_PATH: &str = "muc-luc.js";
/// The largest index, and the largest opener, in bytes.
pub const MAX_INDEX: u64 = 1 << 20;

/// The index over records, in the order of their ids, each with the names of its files.
#[must_use]
pub fn index(records: &[(RecordId, Vec<String>)]) -> String {
    let line = |(id, files): &(RecordId, Vec<String>)| {
        let files: String = files.iter().map(|file| format!(",\"{file}\"")).collect();
        format!("[\"{id}\"{files}]")
    };
    let lines: Vec<String> = records.iter().map(line).collect();
    format!("window.niemphongTrich = [\n{}\n];\n", lines.join(",\n"))
}

/// The digests of the files that a record keeps, in its order (FORMAT.md §7.7).
#[must_use]
pub fn kept_digests(record: &Canonical) -> Vec<Option<Digest>> {
    let Canonical::Map(map) = record else { return Vec::new() };
    let Some(Canonical::List(files)) = map.get(KEPT_KEY) else { return Vec::new() };
    files.iter().map(|file| file.text("sha256")?.parse().ok()).collect()
}

/// What all records of an extract are led to.
struct Ground<'a> {
    seal: &'a Seal,
    text: &'a str,
    evidence: &'a Evidence,
    prints: Option<Prints>,
}

/// Verifies an extract: is all of it sealed, and who sealed it?
///
/// # Errors
/// Only if the folder, a file of it, or the trust file can't be read.
pub fn verify_extract(dir: &Path, request: &Request<'_>) -> Result<Report, VerifyError> {
    let mut findings = Findings::default();
    let shelf = Shelf::walk(dir, &mut findings)?;
    if shelf.overfull {
        return Ok(Report::of_nothing(findings, request.as_of));
    }
    let mut check = Check::new(&shelf, findings);
    let (seal_bytes, seal) = check.seal(request)?;
    let prints = loose(&mut check, seal.as_ref())?;
    constant(&mut check, OPENER_PATH, OPENER)?;
    let trust = trusting::load(request, Some(dir), &mut check.findings)?;
    let evidence = signers::read_evidence(&mut check)?;
    let (mut signers, mut proved) = (Vec::new(), Vec::new());
    if let (Some(seal), Some(bytes)) = (seal.as_ref(), seal_bytes.as_deref()) {
        let scene = Scene { seal, bytes, digest: Digest::of(bytes), trust: trust.as_ref(), as_of: request.as_of };
        signers = scene.judge_seal(&mut check.findings, &evidence, request.expect_seal);
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let ground = Ground { seal, text, evidence: &evidence, prints };
        proved = records(&mut check, &ground)?;
    } else {
        // What should be led to a seal that nobody can read is left unjudged: the seal is the finding.
        check.leave_unjudged(|path| path.inside(RECORDS).is_some() || path.as_str() == INDEX_PATH);
    }
    let results = check.read_planned(request)?;
    check.extras(&[EVIDENCE]);
    signers.sort_by(|a, b| a.file.cmp(&b.file));
    let verdict = Verdict::of(&check.findings);
    Ok(Report {
        verdict,
        findings: check.findings.sorted(),
        volumes: Vec::new(),
        signers,
        seal: seal_bytes.as_deref().map(Digest::of),
        statement: seal.as_ref().map(Statement::of),
        sealed: seal,
        as_of: request.as_of,
        trust_version: trust.map(|trust| trust.version),
        proved: if verdict == Verdict::Failed { Vec::new() } else { proved },
        read: (results.len() as u64, results.iter().map(|(_, hashed)| hashed.bytes).sum()),
    })
}

/// The loose files of the archive that came along, by `seal/root.sha256`; gives the roots of prints.
fn loose(check: &mut Check<'_>, seal: Option<&Seal>) -> Result<Option<Prints>, VerifyError> {
    let Some(list) = check.manifest(ROOT_PATH, seal.map(|seal| seal.root.digest))? else {
        check.leave_unjudged(|path| path.inside(LOOSE).is_some());
        return Ok(None);
    };
    let came: Vec<_> = list.iter().filter(|(path, _)| check.shelf.files.contains_key(*path)).collect();
    for (path, digest) in came.into_iter().filter(|(path, _)| path.inside(LOOSE).is_some()) {
        check.plan(path.clone(), digest, Reading::Plain, seal.map(|seal| seal.root.bytes));
    }
    prints_of(check, &list)
}

fn prints_of(check: &mut Check<'_>, list: &Manifest) -> Result<Option<Prints>, VerifyError> {
    let Some(sealed) = PRINTS_PATH.parse().ok().and_then(|path| list.get(&path)) else { return Ok(None) };
    let Some(bytes) = check.take(PRINTS_PATH, MAX_PRINTS)? else { return Ok(None) };
    if Digest::of(&bytes) != sealed {
        return Ok(None); // the planned reading says so
    }
    match Prints::parse(&bytes) {
        Ok(prints) => Ok(Some(prints)),
        Err(fault) => {
            check.findings.add(&PROOF_MALFORMED, PRINTS_PATH, fault);
            Ok(None)
        }
    }
}

/// A file that has one content only.
fn constant(check: &mut Check<'_>, path: &str, due: &str) -> Result<(), VerifyError> {
    if let Some(bytes) = check.take(path, MAX_INDEX)?
        && bytes != due.as_bytes()
    {
        check.findings.add(&CHANGED, path, ());
    }
    Ok(())
}

/// Every record, and the index over them.
fn records(check: &mut Check<'_>, ground: &Ground<'_>) -> Result<Vec<Proved>, VerifyError> {
    let mut folders: BTreeMap<RecordId, Vec<String>> = BTreeMap::new();
    for (_, name) in check.names_in(RECORDS) {
        let Some((folder, file)) = name.split_once('/') else { continue };
        let Ok(id) = folder.parse() else { continue };
        let files = folders.entry(id).or_default();
        if !file.contains('/') {
            files.push(file.to_owned());
        }
    }
    if folders.is_empty() {
        check.findings.add(&MISSING, RECORDS, ());
    }
    let listed: Vec<_> = folders.into_iter().collect();
    let mut proved = Vec::new();
    for (id, names) in &listed {
        proved.extend(record(check, ground, id, names)?);
    }
    constant(check, INDEX_PATH, &index(&listed))?;
    Ok(proved)
}

/// One record: its proof, its source, its print, its kept files. Without a proof that holds, nothing further is said
/// of its folder.
fn record(
    check: &mut Check<'_>,
    ground: &Ground<'_>,
    id: &RecordId,
    names: &[String],
) -> Result<Option<Proved>, VerifyError> {
    let at = |name: &str| format!("{RECORDS}/{id}/{name}");
    let Some((proof, sealed)) = proof_of(check, ground, id)? else {
        let folder = format!("{RECORDS}/{id}");
        check.leave_unjudged(|path| path.inside(&folder).is_some());
        return Ok(None);
    };
    let mut files = Vec::new();
    if let Some(bytes) = check.take(&at(SOURCE_NAME), MAX_RECORD)? {
        if bytes == proof.json.as_bytes() {
            files.push(SOURCE_NAME.to_owned());
        } else {
            check.findings.add(&CHANGED, &at(SOURCE_NAME), ());
        }
    }
    if print(check, ground, &proof, sealed)? {
        files.push(PRINT_NAME.to_owned());
    }
    files.extend(kept(check, &proof, sealed, names));
    Ok(Some(Proved { record: id.to_string(), volume: proof.volume, files }))
}

/// The proof of a record, if it holds, and how large the files of its volume are together.
fn proof_of(check: &mut Check<'_>, ground: &Ground<'_>, id: &RecordId) -> Result<Option<(Proof, u64)>, VerifyError> {
    let path = format!("{RECORDS}/{id}/{PROOF_NAME}");
    let Some(bytes) = check.take(&path, MAX_PROOF)? else { return Ok(None) };
    match Proof::parse(&bytes) {
        Err(fault) => check.findings.add(&PROOF_MALFORMED, &path, fault),
        Ok(proof) => match led(&proof, ground, id) {
            Err(fault) => check.findings.add(&PROOF_FAILS, &path, fault),
            Ok(()) => {
                let sealed = ground.seal.volume(proof.volume).map_or(0, |volume| volume.bytes);
                return Ok(Some((proof, sealed)));
            }
        },
    }
    Ok(None)
}

/// Does the proof lead to this very seal, and repeat no other signatures than those that lie here?
fn led(proof: &Proof, ground: &Ground<'_>, id: &RecordId) -> Result<(), Fault> {
    if proof.record != *id {
        return Err(Fault::new("the proof is of another record than its folder says"));
    }
    if proof.seal != ground.text {
        return Err(Fault::new("the proof repeats another seal than seal/seal.txt"));
    }
    if proof.signatures != ground.evidence.on_seal() {
        return Err(Fault::new("the proof repeats other signatures than those in evidence/"));
    }
    proof.check(ground.seal)
}

/// The print, if the extract has one. It is there with its proof, or not at all.
fn print(check: &mut Check<'_>, ground: &Ground<'_>, proof: &Proof, most: u64) -> Result<bool, VerifyError> {
    let at = |name: &str| format!("{RECORDS}/{}/{name}", proof.record);
    let there = |check: &Check<'_>, name: &str| {
        at(name).parse().is_ok_and(|path: crate::ArchivePath| check.shelf.files.contains_key(&path))
    };
    if !there(check, PRINT_NAME) && !there(check, PRINT_PROOF_NAME) {
        return Ok(false);
    }
    let (Ok(path), text) = (at(PRINT_NAME).parse(), check.take(&at(PRINT_PROOF_NAME), MAX_PRINTS)?) else {
        return Ok(false);
    };
    let (Some(entry), Some(text)) = (check.expect(&path), text) else { return Ok(false) };
    let mine = match PrintProof::parse(&text) {
        Ok(mine) => mine,
        Err(fault) => {
            check.findings.add(&PROOF_MALFORMED, &at(PRINT_PROOF_NAME), fault);
            return Ok(false);
        }
    };
    if entry.bytes() > most {
        return check.read_fault(&path, ReadFault::TooLarge).map(|()| false);
    }
    let digest = match check.shelf.hash(&path, &entry, &mut vec![0; 64 << 10]) {
        Ok(digester) => digester.finish(),
        Err(fault) => return check.read_fault(&path, fault).map(|()| false),
    };
    let due = ground.prints.as_ref().and_then(|prints| prints.roots.get(&proof.volume).copied());
    let leaf = print_leaf(&mine.salt, &mine.record, Some(digest));
    let found = root_from_path(leaf, proof.index, proof.leaves, &mine.path);
    if mine.record == proof.record && found.is_some() && found == due {
        return Ok(true);
    }
    check.findings.add(
        &PROOF_FAILS,
        path.as_str(),
        Detail::of("the print does not lead to the sealed root of prints", &[]),
    );
    Ok(false)
}

/// The kept files that the record names: all of them must be there, as it names them.
fn kept(check: &mut Check<'_>, proof: &Proof, most: u64, names: &[String]) -> Vec<String> {
    let digests = Canonical::parse(proof.json.as_bytes()).map(|record| kept_digests(&record)).unwrap_or_default();
    let at = |name: &str| format!("{RECORDS}/{}/{name}", proof.record);
    let mut files = Vec::new();
    for (number, digest) in (1..).zip(digests) {
        let prefix = format!("{KEPT_PREFIX}{number}.");
        let found = names.iter().find(|name| name.starts_with(&prefix));
        match (found.and_then(|name| at(name).parse().ok()), digest) {
            (Some(path), Some(digest)) => {
                check.plan(path, digest, Reading::Plain, Some(most));
                files.extend(found.cloned());
            }
            // A kept file of no known digest is one that nothing accounts for.
            (Some(_), None) => {}
            (None, _) => check.findings.add(&MISSING, &at(&format!("{KEPT_PREFIX}{number}")), ()),
        }
    }
    files
}
