//! `niemphong redact`: a second archive for other eyes, sealed by itself, that names the seal it was made from.
//!
//! Nothing is cut out of finished pages: the sealed sources are masked by the rules of `schemas/redaction.yaml`, and
//! pages, prints, lists and index are made anew from what is left.

mod statement;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use niemphong_archive::{ArchiveId, Digest, digest};

use super::args::{AudienceArg, RedactArgs};
use super::basis::{self, Opened, Sealed};
use super::build::{self, Order};
use super::examine::Examined;
use super::exit::{Exit, Failure, Outcome};
use super::lineage::Ancestors;
use super::session::{Session, out};
use super::{clock, key, verify};
use crate::catalogue::{Audience, Catalogue, FileShowing, Kind, KindShowing, RedactionTable, Showing, Term};
use crate::check;
use crate::read::{Document, Entry, Shape};
use crate::record::{Date, Signature, Source, TEXT_KEY};
use crate::redact::{Lens, MASK, Sweep, SweepBuilder};
use crate::render::html::{CopyNote, VolumeSummary};
use crate::render::markdown;
use crate::render::pdf::Press;
use crate::words::Language;

/// What tells a redacted copy apart from an archive of the school: whom it is for, what it was made from, what it lacks.
pub(super) struct Copy {
    /// Its own archive id.
    pub(super) archive: ArchiveId,
    /// As the seal names the program.
    pub(super) builder: String,
    /// As pages and prints name the system.
    pub(super) system: String,
    /// `ban-luoc.txt`, for programs.
    pub(super) statement: String,
    /// What every page says.
    pub(super) note: CopyNote,
    /// Counts of the archive that it was made from.
    pub(super) originals: Vec<VolumeSummary>,
    /// The term that each record has in that archive.
    pub(super) terms: BTreeMap<String, Term>,
}

/// Runs the command.
pub(super) fn run(args: &RedactArgs, session: &Session) -> Outcome {
    match verify::judge(&args.archive, &args.known, session)? {
        Exit::Done | Exit::Indeterminate => {}
        refused => {
            super::session::tell(&session.say("cli-redact-refused", &[]));
            return Ok(refused);
        }
    }
    let book = session.rulebook()?;
    let audience = match args.audience {
        AudienceArg::Inspector => Audience::Inspector,
        AudienceArg::Public => Audience::Public,
    };
    let opened = basis::open(&args.archive)?;
    let sealed_at = clock::sealing(args.sealed_at.as_ref(), opened.seal.archive.school_year(), session)?;
    let table = table_on(&book.catalogue, &sealed_at)?;
    if opened.basis.is_empty() {
        return Err(Failure::usage("cli-error-no-basis", vec![("path", args.archive.display().to_string())]));
    }
    let lens = Lens { table, audience };
    let made = Maker { opened: &opened, catalogue: &book.catalogue, lens, session }.make()?;
    let press = Press::new(&session.assets).map_err(|e| session.broken(&e))?;
    let order = Order {
        target: &args.out,
        sealed_at,
        ancestors: ancestors(args, &made.copy, session)?,
        tools: None,
        signer: key::optional(&args.signer, session)?,
        cosigners: Vec::new(),
        copy: Some(made.copy),
        secret: None,
        cache: None,
    };
    let built = build::build(&order, &book, &press, &made.examined, session)?;
    if !session.is_json() {
        let (shown, counted) = (built.records.to_string(), made.left.to_string());
        let arguments = [("shown", shown.as_str()), ("left", &counted), ("files", &made.files.to_string())];
        out(&format!("{}\n", session.say("cli-redact-done", &arguments)));
        let beginning = built.seal.archive.as_str().trim_end_matches(built.seal.archive.school_year()).to_owned() + "*";
        out(&format!("{}\n", session.say("cli-redact-policy", &[("archives", &beginning)])));
    }
    build::say(&built, session);
    Ok(Exit::Done)
}

/// Where the copy stands among copies for the same eyes: one of the same year takes the place of the last.
fn ancestors(args: &RedactArgs, copy: &Copy, session: &Session) -> Result<Ancestors, Failure> {
    let Some(previous) = args.previous.clone() else { return Ok(Ancestors::default()) };
    let (seal, _) = super::volumes::seal_of(&previous)?;
    if seal.archive != copy.archive {
        return Ok(Ancestors { previous: Some(previous), ..Ancestors::default() });
    }
    // A seal reads the same whatever language the command was given in.
    let reason = session.words.say(Language::Vi, "cli-redact-again", &[]);
    Ok(Ancestors { previous: None, supersedes: Some(previous), reason: Some(reason) })
}

/// The rules in force on the day of sealing.
fn table_on<'a>(catalogue: &'a Catalogue, sealed_at: &str) -> Result<&'a RedactionTable, Failure> {
    let day = sealed_at.get(..10).and_then(|day| day.parse::<Date>().ok());
    let in_force = |t: &&RedactionTable| day.is_some_and(|d| t.from <= d && t.to.is_none_or(|last| d <= last));
    // Before any rule was in force, the first one stands in: a copy is never freer for being dated earlier.
    let table = catalogue.redaction.iter().rfind(in_force).or_else(|| catalogue.redaction.first());
    table.ok_or_else(|| Failure::data(&"schemas/redaction.yaml has no table"))
}

struct Maker<'a> {
    opened: &'a Opened,
    catalogue: &'a Catalogue,
    lens: Lens<'a>,
    session: &'a Session,
}

struct Made {
    examined: Examined,
    copy: Copy,
    left: usize,
    files: usize,
}

/// Records of one volume and kind: in the archive, in the copy; kept files that stay behind.
#[derive(Default)]
struct Tally {
    sealed: u64,
    shown: u64,
    files: u64,
}

impl Maker<'_> {
    fn make(&self) -> Result<Made, Failure> {
        let sweep = self.sweep();
        let mut tallies: BTreeMap<(usize, String), Tally> = BTreeMap::new();
        let mut parts = Parts::default();
        for sealed in &self.opened.records {
            self.session.go_on()?;
            let name = basis::text_at(&sealed.source, "loai");
            let kind = self.catalogue.kind(name).ok_or_else(|| Failure::data(&format!("{}: {name}?", sealed.id)))?;
            let at = self.opened.seal.volumes.iter().position(|v| v.name.to_string() == sealed.volume).unwrap_or(0);
            let tally = tallies.entry((at, name.to_owned())).or_default();
            tally.sealed += 1;
            let shown = self.lens.table.kind(name, self.lens.audience) == KindShowing::Show;
            let keeps = shown && self.lens.table.files(name) == FileShowing::Keep;
            let mut carried = 0;
            if shown {
                tally.shown += 1;
                let mut masked = self.lens.masked(&sealed.source, kind, &sweep);
                let names = self.names(sealed, &mut masked, kind, keeps);
                carried = names.len();
                parts.add(sealed, masked, kind, &names);
            }
            tally.files += (sealed.kept.len() - carried) as u64;
        }
        if parts.documents.is_empty() {
            return Err(Failure::usage("cli-error-nothing-left", Vec::new()));
        }
        let (left, files) = tallies.values().fold((0, 0), |(l, f), t| (l + t.sealed - t.shown, f + t.files));
        let copy = self.copy(&tallies, std::mem::take(&mut parts.terms))?;
        let examined = self.examined(parts);
        self.whole(&examined)?;
        Ok(Made {
            examined,
            copy,
            left: usize::try_from(left).unwrap_or(0),
            files: usize::try_from(files).unwrap_or(0),
        })
    }

    /// The files that a shown record takes along, each under the path that the masked record has for it. Pictures go only
    /// with a text that names each as it did: where its rules keep them back, the text no longer says where they were.
    fn names<'s>(
        &self,
        sealed: &'s Sealed,
        masked: &mut Source,
        kind: &Kind,
        keeps: bool,
    ) -> Vec<(String, &'s basis::KeptFile)> {
        let name = document_name(&sealed.id);
        let (pictures, files): (Vec<_>, Vec<_>) = sealed.kept.iter().partition(|file| file.shown_as.is_some());
        let mut out = Vec::new();
        if keeps {
            let names = check::files_of(&check::document(&name, masked, kind), kind);
            out.extend(names.into_iter().zip(files));
        }
        let shown_as = |file: &&basis::KeptFile| file.shown_as.clone().unwrap_or_default();
        let told: Vec<String> = pictures.iter().map(shown_as).collect();
        if keeps && markdown::picture_paths(basis::text_at(masked, TEXT_KEY)) == told {
            let named = |(path, file): (String, &'s basis::KeptFile)| Some((check::resolve(&name, &path)?, file));
            out.extend(told.into_iter().zip(pictures).filter_map(named));
        } else if let Source::Map(map) = masked
            && let Some(Source::Text(text)) = map.get_mut(TEXT_KEY)
        {
            *text = markdown::without_paths(text, MASK);
        }
        out
    }

    /// Every record that is shown must be one still: rules that hide what its id or its form is made of would let it
    /// vanish while the copy counts it.
    fn whole(&self, examined: &Examined) -> Result<(), Failure> {
        let context = build::context_of(examined)?;
        for (entry, kind) in &examined.documents {
            self.session.go_on()?;
            let (Some(document), Some(kind)) = (examined.recovered.get(&entry.name), self.catalogue.kind(kind)) else {
                continue;
            };
            let id = id_of(&entry.name);
            let about = check::About { file: &|_| (0, Signature::default()), pictures: &|_| Vec::new() };
            let made = check::records(document, kind, self.catalogue, context, about);
            if matches!(made.as_slice(), [one] if one.id.as_str() == id) {
                continue;
            }
            let hidden =
                |key: &&String| self.lens.table.showing(kind.name.as_str(), key, self.lens.audience) != Showing::Show;
            let keys: Vec<&str> = kind.id_from.iter().filter(hidden).map(String::as_str).collect();
            let arguments = vec![
                ("id", id.to_owned()),
                ("kind", kind.name.to_string()),
                ("keys", if keys.is_empty() { "none".to_owned() } else { keys.join(", ") }),
            ];
            return Err(Failure::usage("cli-error-copy-lost", arguments));
        }
        Ok(())
    }

    /// Every value that is swept for, from every record, also from those that are only counted.
    fn sweep(&self) -> Sweep {
        let mut builder = SweepBuilder::default();
        for sealed in &self.opened.records {
            let kind = basis::text_at(&sealed.source, "loai");
            builder.gather(&sealed.source, kind, self.lens.table, self.lens.audience);
        }
        builder.finish()
    }

    fn examined(&self, parts: Parts) -> Examined {
        let mut documents: Vec<(Entry, String)> = Vec::new();
        let mut recovered = BTreeMap::new();
        let mut basis: Vec<(Document, &Kind)> = Vec::new();
        for (name, source) in &self.opened.basis {
            if let Some(kind) = self.catalogue.kind(name) {
                basis.push((check::document(name, source, kind), kind));
            }
        }
        for (document, kind) in parts.documents {
            let Some(kind) = self.catalogue.kind(&kind) else { continue };
            documents.push((entry(&document.name), kind.name.as_str().to_owned()));
            recovered.insert(document.name.to_string(), document.clone());
            basis.push((document, kind));
        }
        let (context, own_terms) = check::context(&basis, self.catalogue);
        let outcome = check::Outcome { findings: Vec::new(), context, own_terms, records: documents.len() };
        let mut digests = parts.digests;
        // What binds the copy's seeds and input: a secret of the archive, of which it tells nothing (RFC 2104).
        let bound = format!("niemphong-redact/1 {}", self.lens.audience.code());
        let bound = digest::hmac_sha256(self.opened.secret.as_bytes(), bound.as_bytes());
        digests.insert("/".to_owned(), Digest::from_bytes(bound));
        Examined {
            outcome,
            documents,
            digests,
            sizes: parts.sizes,
            signatures: BTreeMap::new(),
            paths: parts.paths,
            recovered,
        }
    }
}

/// What the copy is built of.
#[derive(Default)]
struct Parts {
    documents: Vec<(Document, String)>,
    digests: BTreeMap<String, Digest>,
    sizes: BTreeMap<String, u64>,
    paths: BTreeMap<String, PathBuf>,
    terms: BTreeMap<String, Term>,
}

impl Parts {
    fn add(&mut self, sealed: &Sealed, masked: Source, kind: &Kind, files: &[(String, &basis::KeptFile)]) {
        let name = document_name(&sealed.id);
        for (source, file) in files {
            self.digests.insert(source.clone(), file.digest);
            self.sizes.insert(source.clone(), file.bytes);
            self.paths.insert(source.clone(), file.path.clone());
        }
        let term = sealed.volume.strip_suffix("-nam").map_or("vinh_vien", |years| years);
        if let Ok(term) = term.parse() {
            self.terms.insert(sealed.id.clone(), term);
        }
        self.documents.push((check::document(&name, &masked, kind), kind.name.as_str().to_owned()));
    }
}

/// A name for a record's document: a kept file's name leads from here, however far up it pointed in the export.
fn document_name(id: &str) -> String {
    format!("{id}/{id}/{id}/{id}/{id}")
}

/// The record whose document has this name.
fn id_of(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn entry(name: &str) -> Entry {
    Entry { name: name.to_owned(), path: PathBuf::from(name), bytes: 0, shape: Shape::Yaml }
}

/// The copy's own id: the province's code with a mark, so that no rule about the school's chain, its serials or its
/// paper seals takes a copy for the school's archive, and keys of the school still fit (FORMAT.md §8.5, §9.7, §11.1).
fn copy_id(archive: &ArchiveId, audience: Audience) -> Result<ArchiveId, Failure> {
    let mark = match audience {
        Audience::Inspector => "tt",
        Audience::Public => "ck",
    };
    let mut parts = archive.as_str().splitn(3, '/');
    let (Some(country), Some(province), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(Failure::data(&archive));
    };
    let known: BTreeSet<&str> = ["tt", "ck"].into();
    if province.rsplit_once('-').is_some_and(|(_, end)| known.contains(end)) {
        return Err(Failure::usage("cli-error-is-copy", vec![("found", archive.to_string())]));
    }
    format!("{country}/{province}-{mark}/{rest}").parse().map_err(|e| Failure::data(&e))
}

/// Whether a seal is that of a redacted copy: its builder says so.
pub(super) fn is_copy(builder: &str) -> bool {
    builder.contains(" redacted=")
}
