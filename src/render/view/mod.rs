//! Record + decision → view: one JSON value that the page and the print of a record are both made of.
//!
//! Every value is ready to print, in Vietnamese; what the forms demand beside the record (header authority of the
//! record's own date, principal, place) is looked up here. May use `words`, `record`, `catalogue` and `classify`.

mod card;
mod forms;
mod right;
mod summary;

use serde_json::{Value, json};

use super::markdown::{self, MarkdownFault};
use crate::catalogue::{Catalogue, Kind, SignatureBlock, Standing};
use crate::classify::{Basis, Decider, Decision};
use crate::record::{Body, Context, Date, Owner, Record, Source};
use crate::words::{Language, Words};

/// A kept file as a record page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its name in the export.
    pub name: String,
    /// Its path from the record's page.
    pub href: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Its SHA-256, 64 hex digits.
    pub sha256: String,
}

/// A picture of a document's text, as the archive has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its path as the text names it.
    pub named: String,
    /// Its name in the export.
    pub name: String,
    /// Its path from the record's page.
    pub href: String,
    /// Its name beside the form that prints it.
    pub file: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Size in bytes.
    pub bytes: u64,
    /// Its SHA-256, 64 hex digits.
    pub sha256: String,
}

/// The files of a record.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    /// Those that are kept as they are.
    pub kept: &'a [Kept],
    /// The pictures of its text.
    pub pictures: &'a [Shown],
}

/// What makes a view besides the record.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// What forms say in words.
    pub words: &'a Words,
    /// Kinds and rules.
    pub catalogue: &'a Catalogue,
    /// The school and its classes.
    pub context: &'a Context,
    /// The archive's id.
    pub archive: &'a str,
    /// When it was sealed, as pages print it.
    pub sealed_at: &'a str,
    /// Program and version.
    pub system: &'a str,
}

impl Setting<'_> {
    /// A message in the language of records.
    fn say(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        self.words.say(Language::Vi, id, arguments)
    }
}

/// The view of one record.
///
/// # Errors
/// The faults of its Markdown, if it has any.
pub fn view(
    record: &Record,
    decision: &Decision,
    files: Files<'_>,
    leaf: &str,
    setting: &Setting<'_>,
) -> Result<Value, Vec<MarkdownFault>> {
    let Some(kind) = setting.catalogue.kind(record.kind.as_str()) else { return Ok(Value::Null) };
    let mut form = match &record.body {
        Body::ReportCard(card) => card::form(card, setting),
        Body::ClassSummary(summary) => summary::form(summary, kind, setting),
        Body::Register(register) => forms::register(register, kind, record, setting),
        Body::Document(text) => {
            forms::document(with_pictures(markdown::parse(text)?, files.pictures), kind, record, files.kept, setting)
        }
        Body::Files(_) => forms::files(kind, record, files.kept, setting),
    };
    if form.get("files").is_none() && !files.kept.is_empty() {
        form["files"] = forms::listed(files.kept, setting);
    }
    let school = &setting.context.school;
    Ok(json!({
        "lang": "vi",
        "record": {
            "id": record.id.as_str(),
            "kind": record.kind.as_str(),
            "kind_title": kind.title.vi,
            "kind_title_en": kind.title.en,
            "family": family(kind),
            "title": title(kind, record),
            "subject": record.subject,
            "school_year": record.year.to_string(),
            "class": record.class.as_ref().map_or("", |c| c.as_str()),
            "owner": setting.say(owner(kind.owner), &[]),
            "date": record.date.dmy(),
            "date_iso": record.date.to_string(),
        },
        "school": {
            "name": school.name,
            "code": school.code,
            "superior": superior(setting, record.date),
            "place": school.place,
            "province": school.province.1,
            "principal": principal(setting, record.date).0,
        },
        "retention": retention(decision, record, setting),
        "authenticity": {
            "archive": setting.archive,
            "record": record.id.as_str(),
            "leaf": leaf,
            "leaf_groups": groups(leaf),
            "sealed_at": setting.sealed_at,
            "system": setting.system,
            "owner": school.name,
        },
        "facts": facts(record, setting),
        "place_date": place_date(setting, record.date),
        "edge_seal": kind.edge_seal,
        "signatures": kind.signatures.iter().map(|s| signature(s, record, setting)).collect::<Vec<_>>(),
        "form": form,
    }))
}

/// The blocks of a text, each figure with what the archive has of its picture; one without was left out of a copy.
fn with_pictures(mut blocks: Vec<Value>, pictures: &[Shown]) -> Vec<Value> {
    fill_figures(&mut blocks, pictures);
    blocks
}

fn fill_figures(blocks: &mut [Value], pictures: &[Shown]) {
    for block in blocks {
        if block["t"] == "figure" {
            let found = pictures.iter().find(|one| block["path"] == one.named.as_str());
            let own = block.as_object_mut().expect("a block is an object");
            own.remove("path");
            if let Some(one) = found {
                own.extend([
                    ("src".to_owned(), json!(one.href)),
                    ("file".to_owned(), json!(format!("/{}", one.file))),
                    ("width".to_owned(), json!(one.width)),
                    ("height".to_owned(), json!(one.height)),
                ]);
            }
        }
        if let Some(inner) = block.get_mut("c").and_then(Value::as_array_mut) {
            fill_figures(inner, pictures);
        }
        for item in block.get_mut("items").and_then(Value::as_array_mut).into_iter().flatten() {
            fill_figures(item.as_array_mut().map_or(&mut [], Vec::as_mut_slice), pictures);
        }
    }
}

/// What the record is called: its kind, and what tells it apart.
pub fn title(kind: &Kind, record: &Record) -> String {
    if record.subject.is_empty() { kind.title.vi.clone() } else { format!("{} – {}", kind.title.vi, record.subject) }
}

/// Digits in groups of four, as people compare them.
pub fn groups(hex: &str) -> Vec<String> {
    hex.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect()
}

/// The id of the message that says the owner (the charter, Điều 21).
pub fn owner(owner: Owner) -> &'static str {
    match owner {
        Owner::School => "owner-school",
        Owner::Department => "owner-department",
        Owner::Teacher => "owner-teacher",
    }
}

/// The body above the school on `day`, in capitals as headers print it.
pub fn superior(setting: &Setting<'_>, day: Date) -> String {
    setting.context.school.authority_on(day).map_or_else(String::new, |a| a.name.to_uppercase())
}

fn principal(setting: &Setting<'_>, day: Date) -> (String, String) {
    let found = setting.context.school.principal_on(day);
    let usual = || (String::new(), setting.catalogue.rules.signing.office.to_uppercase());
    found.map_or_else(usual, |p| (p.name.clone(), p.office.clone()))
}

/// `Mỹ Hiệp, ngày 29 tháng 5 năm 2026`.
pub fn place_date(setting: &Setting<'_>, day: Date) -> String {
    format!("{}, {}", setting.context.school.place, day.in_words())
}

/// A text of the record as exported.
fn exported<'a>(record: &'a Record, key: &str) -> &'a str {
    match &record.source {
        Source::Map(map) => match map.get(key) {
            Some(Source::Text(text)) => text,
            _ => "",
        },
        _ => "",
    }
}

fn family(kind: &Kind) -> &'static str {
    use crate::record::Family as F;
    match kind.family {
        F::Support => "support",
        F::Assessment => "assessment",
        F::Register => "register",
        F::Document => "document",
        F::File => "file",
    }
}

fn signature(block: &SignatureBlock, record: &Record, setting: &Setting<'_>) -> Value {
    let named = block.name_key.as_ref().and_then(|key| record.signers.iter().find(|(k, _)| k == key));
    let by_office = block.who.as_deref() == Some("principal");
    let (head, office) = principal(setting, record.date);
    let own = named.map(|(_, name)| name.clone()).unwrap_or_default();
    let note = setting.say(if by_office { "record-signed-sealed" } else { "record-signed" }, &[]);
    let signs_alone = own.is_empty() || own == head;
    let name = if own.is_empty() && by_office { head } else { own };
    let (authority, title) = match by_office {
        true => right::lines(&name, signs_alone, &office, record, setting),
        false => (String::new(), block.title.vi.clone()),
    };
    json!({"authority": authority, "title": title, "note": note, "name": name})
}

fn facts(record: &Record, setting: &Setting<'_>) -> Vec<Value> {
    let label = |key: &str| setting.say(&format!("record-fact-{key}"), &[]);
    let (number, class) = (label("number"), label("class"));
    let mut out = Vec::new();
    let mut add = |label: &str, value: &str| {
        if !value.is_empty() {
            out.push(json!({"label": label, "value": value}));
        }
    };
    add(&number, &record.number);
    if let Body::ReportCard(card) = &record.body {
        add(&label("name"), card.particular("ho_ten"));
        add(&label("born"), card.particular("ngay_sinh"));
        add(&label("sex"), card.particular("gioi_tinh"));
        add(&label("pupil"), card.particular("ma_hoc_sinh"));
    }
    for fact in record.facts.iter().filter(|f| f.label != class || record.class.is_none()) {
        // Kinds of one file say their number among their facts too.
        if fact.label == number && fact.value == record.number {
            continue;
        }
        add(&fact.label, &fact.value);
    }
    out
}

fn retention(decision: &Decision, record: &Record, setting: &Setting<'_>) -> Value {
    let until = decision.keep_until.map_or_else(String::new, Date::dmy);
    let status = match decision.standing {
        Standing::Verified => "verified",
        Standing::Unverified => "unverified",
    };
    json!({
        "class": decision.term.slug(),
        "class_title": decision.term.to_string(),
        "keep_until": until,
        "permanent": decision.term == crate::catalogue::Term::Permanent,
        "rule": decision.rule,
        "title": decision.title,
        "basis": basis(&decision.basis, setting.words),
        "status": status,
        "status_title": setting.say(&format!("record-status-{status}"), &[]),
        "reason": reason(decision, &until, setting),
        "hold": record.hold.clone().unwrap_or_default(),
        "from": match decision.decider { Decider::School => "school", Decider::Floor => "floor", Decider::Nobody => "none" },
    })
}

/// The school's list and the act that a term rests on, with file and row.
pub fn basis(basis: &Basis, words: &Words) -> String {
    let say = |id: &str, arguments: [(&str, &str); 2]| words.say(Language::Vi, id, &arguments);
    let list = basis.list.iter().map(|(act, file)| say("record-basis-list", [("act", act), ("file", file)]));
    let row = basis.row.iter().map(|(act, row)| say("record-basis-row", [("act", act), ("row", row)]));
    list.chain(row).collect::<Vec<_>>().join("; ")
}

/// Why the record is kept as long as it is, in one sentence.
fn reason(decision: &Decision, until: &str, setting: &Setting<'_>) -> String {
    let term = decision.stated.to_string();
    let who = match decision.decider {
        Decider::School => setting.say("record-reason-school", &[("term", &term)]),
        Decider::Floor => {
            let basis = basis(&decision.basis, setting.words);
            setting.say("record-reason-floor", &[("basis", &basis), ("term", &term)])
        }
        Decider::Nobody => setting.say("record-reason-nobody", &[]),
    };
    let count = match (decision.stated, until.is_empty()) {
        (crate::catalogue::Term::Permanent, _) => String::new(),
        (_, true) => setting.say("record-reason-open", &[]),
        (_, false) => {
            let year = decision.counted_from.to_string();
            setting.say("record-reason-counted", &[("year", &year), ("until", until)])
        }
    };
    let caution = match decision.standing {
        Standing::Verified => String::new(),
        Standing::Unverified => setting.say("record-reason-caution", &[]),
    };
    format!("{who}{count}{caution}.")
}
