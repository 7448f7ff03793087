//! `dispose prepare`: may this volume be destroyed, and if so, the papers that the law asks for.

use std::collections::BTreeMap;
use std::path::Path;

use niemphong_archive::{Digest, KeepUntil, Seal, SealedVolume, Severity, VolumeName};
use serde_json::{Value, json};

use super::{document_in, print_paper, refusal, refuse_on, say_findings, schemas, volume_of};
use crate::catalogue::{Catalogue, DisposalPapers, Standing};
use crate::check::{self, Rulebook};
use crate::cli::args::PrepareArgs;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::session::{Session, out};
use crate::cli::volumes::{self, RecordLine};
use crate::cli::{build, clock, verify};
use crate::read::{self, Document, Shape};
use crate::record::Date;
use crate::render::papers::{Occasion, PaperForms};
use crate::render::pdf::Press;
use crate::render::{size_words, words_of_number};
use crate::seal::Staging;
use crate::words::{Language, Words};

/// The name of the file that the school fills in.
const FORM_FILE: &str = "ho-so-huy.yaml";

/// Runs the command.
pub(super) fn run(args: &PrepareArgs, session: &Session) -> Outcome {
    let book = session.rulebook()?;
    let name = volume_of(&args.volume)?;
    let day = args.on.clone().unwrap_or_else(clock::today);
    let request = verify::request(&args.trust.on(Some(&day)), session)?;
    let (seal, digest) = volumes::seal_of(&args.archive)?;
    let sealed = sealed_volume(&seal, name)?;
    refuse_inside(&args.out, &args.archive)?;
    let orders = volumes::holds(&args.archive, &request, session)?;
    let state = volumes::look(&args.archive, &seal, sealed, request.as_of, &orders, &book.catalogue)?;
    if let Some(refused) = refusal(&state) {
        return Err(refused);
    }
    let report = niemphong_archive::verify(&args.archive, &request).map_err(|e| Failure::data(&e))?;
    let failed: Vec<_> = report.findings.iter().filter(|f| f.code.severity == Severity::Failed).collect();
    if !failed.is_empty() {
        return refuse_on("cli-dispose-unsound", &failed, session);
    }
    let records = volumes::records(&args.archive.join(name.folder()), &book.catalogue)?;
    let papers = DisposalPapers::load(&session.assets).map_err(|e| session.broken(&e))?;
    let forms = PaperForms::new(Occasion::Disposal, &session.assets).map_err(|e| session.broken(&e))?;
    let subject = Subject { words: &session.words, seal: &seal, digest, sealed, records: &records };
    let text = match (&args.fill, &args.school) {
        (Some(fill), _) => std::fs::read_to_string(fill).map_err(|e| Failure::io(fill, &e))?,
        (None, Some(school)) => {
            let Some(school) = school_in(school, &book, session)? else { return Ok(Exit::Findings) };
            let case = subject.case(&school, &papers, &day)?;
            forms.form_file(&case).map_err(|e| session.broken(&e))?
        }
        (None, None) => return Err(Failure::usage("cli-typed-missing", vec![("argument", "--school".to_owned())])),
    };
    let filled = args.fill.as_deref().unwrap_or(Path::new(FORM_FILE));
    let Some(document) = shaped(&text, filled, session)? else { return Ok(Exit::Findings) };
    let case = subject.complete(check::json(&document.root), &book.catalogue)?;
    let press = Press::new(&session.assets).map_err(|e| session.broken(&e))?;
    let staging = Staging::begin(&args.out).map_err(|e| build::sealing_failure(&e.into()))?;
    let store = |path: &str, bytes: &[u8]| staging.store(path, bytes).map_err(|e| build::sealing_failure(&e.into()));
    store(FORM_FILE, text.as_bytes())?;
    let on: Date = day.parse().map_err(|e| Failure::data(&e))?;
    let mut files = vec![FORM_FILE.to_owned()];
    for paper in papers.on(on) {
        session.go_on()?;
        let file = format!("{}.pdf", paper.file);
        store(&file, &print_paper(paper, &case, &day, &forms, &press, session)?)?;
        files.push(file);
    }
    let folder = staging.finish().map_err(|e| build::sealing_failure(&e.into()))?;
    say(&folder, &files, &seal, name, session);
    Ok(Exit::Done)
}

/// What the seal says of the volume.
fn sealed_volume(seal: &Seal, name: VolumeName) -> Result<&SealedVolume, Failure> {
    let known = seal.volumes.iter().map(|v| v.name.to_string()).collect::<Vec<_>>().join(", ");
    let unknown = || Failure::usage("cli-error-volume-unknown", vec![("found", name.to_string()), ("known", known)]);
    seal.volume(name).ok_or_else(unknown)
}

/// Nothing may be added to an archive but evidence and statements: the papers go elsewhere.
fn refuse_inside(out: &Path, archive: &Path) -> Result<(), Failure> {
    let absolute = std::path::absolute(out).map_err(|e| Failure::io(out, &e))?;
    let above = absolute.ancestors().find_map(|above| std::fs::canonicalize(above).ok());
    let archive = std::fs::canonicalize(archive).map_err(|e| Failure::io(archive, &e))?;
    match above {
        Some(above) if above.starts_with(&archive) => {
            Err(Failure::usage("cli-dispose-inside", vec![("path", out.display().to_string())]))
        }
        _ => Ok(()),
    }
}

/// The school's file, if it is sound.
fn school_in(path: &Path, book: &Rulebook, session: &Session) -> Result<Option<Value>, Failure> {
    let Some(document) = document_in(path, session)? else { return Ok(None) };
    let found = book.schemas.findings("truong", &document);
    if found.is_empty() {
        return Ok(Some(check::json(&document.root)));
    }
    say_findings(&found, path, session);
    Ok(None)
}

/// The text of the file about the destruction, if it is of its shape.
fn shaped(text: &str, path: &Path, session: &Session) -> Result<Option<Document>, Failure> {
    let found = match read::parse_bytes(FORM_FILE, Shape::Yaml, text.as_bytes().to_vec()) {
        Ok((document, faults)) => {
            let mut found: Vec<check::Finding> = faults.into_iter().map(check::Finding::from).collect();
            found.extend(check::disposal_shape(&document, &schemas(session)?));
            if found.is_empty() {
                return Ok(Some(document));
            }
            found
        }
        Err(faults) => faults.into_iter().map(check::Finding::from).collect(),
    };
    say_findings(&found, path, session);
    Ok(None)
}

/// What the papers are about.
struct Subject<'a> {
    words: &'a Words,
    seal: &'a Seal,
    digest: Digest,
    sealed: &'a SealedVolume,
    records: &'a [RecordLine],
}

impl Subject<'_> {
    fn basis(&self, (code, act, _): &(String, String, Standing)) -> String {
        self.words.say(Language::Vi, "record-basis-row", &[("act", act), ("row", code)])
    }

    fn keep_until(&self) -> String {
        match self.sealed.keep_until {
            KeepUntil::Permanent => String::new(),
            KeepUntil::Until(day) => day.to_string(),
        }
    }

    /// The values of an empty file.
    fn case(&self, school: &Value, papers: &DisposalPapers, day: &str) -> Result<Value, Failure> {
        let text = |node: &Value, key: &str| node.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let on: Date = day.parse().map_err(|e| Failure::data(&e))?;
        let bodies: Vec<Value> = school["co_quan_chu_quan"]
            .as_array()
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .map(|body| json!({"ten": text(body, "ten"), "tu": text(body, "tu"), "den": text(body, "den")}))
            .collect();
        let rows: std::collections::BTreeSet<String> =
            self.records.iter().filter_map(|r| r.row.as_ref()).map(|row| self.basis(row)).collect();
        let name = text(school, "ten");
        Ok(json!({
            "goi_luu_tru": self.seal.archive.as_str(),
            "so_niem_phong": self.seal.serial.to_string(),
            "ma_niem_phong": self.digest.tagged(),
            "tap": self.sealed.name.to_string(),
            "giu_den": self.keep_until(),
            "ma_tap": self.sealed.tagmanifest.tagged(),
            "thong_ke": {
                "so_ho_so": self.sealed.leaves,
                "so_tep": self.sealed.files,
                "so_trang": self.records.iter().map(|r| r.pages).sum::<u64>(),
                "dung_luong": size_words(self.sealed.bytes),
            },
            "can_cu_thoi_han": rows,
            "ngay_lap": day,
            "truong": {"ten": name, "ten_viet_tat": text(school, "ten_viet_tat"), "dia_danh": text(school, "dia_danh")},
            "co_quan_chu_quan": bodies,
            "can_cu": papers.basis_on(on),
            "quyet_dinh": {"tham_quyen": self.words.say(Language::Vi, "filled-authority", &[("school", &name)])},
            "huy": {"phuong_phap": papers.method},
        }))
    }

    /// The file's values with what the papers list beside them; they must be about this volume of this seal.
    fn complete(&self, mut case: Value, catalogue: &Catalogue) -> Result<Value, Failure> {
        let same = case["ma_niem_phong"] == self.digest.tagged()
            && case["tap"] == self.sealed.name.to_string()
            && case["ma_tap"] == self.sealed.tagmanifest.tagged();
        if !same {
            return Err(Failure::refused("cli-dispose-other-seal", vec![("volume", self.sealed.name.to_string())]));
        }
        let records = self.records.iter().map(|record| {
            json!({
                "ma": record.id,
                "tieu_de": record.title,
                "thoi_han": volumes::title(self.sealed.name),
                "so_tai_lieu": record.documents,
                "so_trang": record.pages,
                "can_cu": record.row.as_ref().map_or("", |(code, _, _)| code.as_str()),
            })
        });
        let records: Vec<Value> = records.collect();
        let more = json!({
            "ten_tap": volumes::title(self.sealed.name).to_lowercase(),
            "so_ho_so_bang_chu": words_of_number(self.records.len()),
            "ho_so": records,
            "nhom": self.groups(catalogue),
        });
        if let (Value::Object(case), Value::Object(more)) = (&mut case, more) {
            case.extend(more);
        }
        Ok(case)
    }

    /// Records by kind, in the catalogue's order.
    fn groups(&self, catalogue: &Catalogue) -> Vec<Value> {
        let rank = |title: &str| catalogue.kinds().position(|kind| kind.title.vi == title).unwrap_or(usize::MAX);
        let mut groups: BTreeMap<(usize, &str), (u64, String)> = BTreeMap::new();
        for record in self.records {
            let basis = record.row.as_ref().map_or_else(String::new, |row| self.basis(row));
            groups.entry((rank(&record.kind_title), &record.kind_title)).or_insert((0, basis)).0 += 1;
        }
        groups
            .into_iter()
            .map(|((_, title), (count, basis))| json!({"ten": title, "so": count, "can_cu": basis}))
            .collect()
    }
}

fn say(folder: &Path, files: &[String], seal: &Seal, name: VolumeName, session: &Session) {
    let (path, name) = (folder.display().to_string(), name.to_string());
    if session.is_json() {
        let answer = json!({"archive": seal.archive.as_str(), "volume": name, "folder": path, "files": files});
        out(&format!("{answer}\n"));
        return;
    }
    let file = folder.join(FORM_FILE).display().to_string();
    let arguments = [("path", path.as_str()), ("file", &file), ("volume", &name)];
    out(&format!("{}\n", session.say("cli-dispose-prepared", &arguments)));
    for file in files {
        out(&format!("    {file}\n"));
    }
    out(&format!("{}\n", session.say("cli-dispose-next", &arguments)));
}
