//! A sound document → its records. Every value is there or was optional; nothing here can find fault.

mod assessed;

use super::conclude::resolve;
use super::gather::each_value;
use crate::catalogue::{Catalogue, Each, Kind, RefTarget};
use crate::read::{Document, Key, Node, Place, Value};
use crate::record::{
    Body, Context, Date, Fact, Family, KeptFile, Period, Record, RecordId, Register, SchoolYear, ShownPicture,
    Signature, Source, TEXT_KEY,
};

/// The ids of the records that a document holds, each with the place it comes from; entries too broken to have one
/// are left out.
pub(super) fn ids(document: &Document, kind: &Kind) -> Vec<(RecordId, Place)> {
    if kind.family == Family::Support {
        return Vec::new();
    }
    let id = |node: &Node| {
        let keyed = kind.id_from.iter().find_map(|key| node.get(key)).map_or(node.place, |n| n.place);
        record_id(kind, node).map(|id| (id, keyed))
    };
    match kind.each {
        Each::File => match books(&document.root, kind) {
            None => id(&document.root).into_iter().collect(),
            Some(books) => books.iter().filter_map(id).collect(),
        },
        Each::Entry => entries(document).iter().filter_map(id).collect(),
    }
}

/// The key under which a record of a register kept in books names its book.
const BOOK: &str = "quyen";

fn record_id(kind: &Kind, node: &Node) -> Option<RecordId> {
    let parts: Option<Vec<&str>> = kind.id_from.iter().map(|key| node.text_at(key)).collect();
    let book = kind.book_rows.and_then(|_| node.text_at(BOOK));
    RecordId::build(&kind.name, parts?.into_iter().chain(book)).ok()
}

/// The books of a register that is longer than one: each a node of its own with its rows and its number, which goes on
/// from the number that the file has, if it has one. None for a register that fits one book.
fn books(root: &Node, kind: &Kind) -> Option<Vec<Node>> {
    let (most, rows) = (kind.book_rows?.get(), root.get("muc").map(Node::items)?);
    if rows.len() <= most {
        return None;
    }
    let head = |(key, _): &&(Key, Node)| key.name != "muc" && key.name != BOOK;
    let head: Vec<(Key, Node)> = root.pairs().iter().filter(head).cloned().collect();
    let book = |(at, rows): (usize, &[Node])| {
        let number = match root.text_at(BOOK) {
            Some(whole) => format!("{whole}-{}", at + 1),
            None => (at + 1).to_string(),
        };
        let pair =
            |name: &str, value| (Key { name: name.to_owned(), place: root.place }, Node { value, place: root.place });
        let own = [pair(BOOK, Value::Text(number)), pair("muc", Value::List(rows.to_vec()))];
        Node { value: Value::Map(head.iter().cloned().chain(own).collect()), place: root.place }
    };
    Some(rows.chunks(most).enumerate().map(book).collect())
}

fn entries(document: &Document) -> &[Node] {
    document.root.get("muc").map(Node::items).unwrap_or(&[])
}

/// The kept files that a document's records name, by their paths in the export, record by record.
pub fn files_of(document: &Document, kind: &Kind) -> Vec<String> {
    match kind.each {
        Each::File => kept_of(document, kind, &document.root),
        Each::Entry => entries(document).iter().flat_map(|node| kept_of(document, kind, node)).collect(),
    }
}

fn kept_of(document: &Document, kind: &Kind, node: &Node) -> Vec<String> {
    let mut out = Vec::new();
    for key in &kind.files {
        each_value(node, key, &mut |value| {
            let items = if value.items().is_empty() { std::slice::from_ref(value) } else { value.items() };
            out.extend(items.iter().filter_map(Node::text).filter_map(|path| resolve(&document.name, path)));
        });
    }
    out
}

/// What others know that records are made with.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// Size and signature of a kept file, by its path in the export.
    pub file: &'a dyn Fn(&str) -> (u64, Signature),
    /// The pictures that a Markdown text names, each once.
    pub pictures: &'a dyn Fn(&str) -> Vec<String>,
}

/// What making a record leans on.
struct Maker<'a> {
    document: &'a Document,
    kind: &'a Kind,
    catalogue: &'a Catalogue,
    context: &'a Context,
}

/// The records of a document of `kind`.
pub fn records(
    document: &Document,
    kind: &Kind,
    catalogue: &Catalogue,
    context: &Context,
    about: About<'_>,
) -> Vec<Record> {
    let maker = Maker { document, kind, catalogue, context };
    let books = books(&document.root, kind);
    let nodes: Vec<&Node> = match (kind.each, &books) {
        _ if kind.family == Family::Support => Vec::new(),
        (Each::File, None) => vec![&document.root],
        (Each::File, Some(books)) => books.iter().collect(),
        (Each::Entry, _) => entries(document).iter().collect(),
    };
    nodes.into_iter().filter_map(|node| maker.record(node, about)).collect()
}

impl Maker<'_> {
    fn record(&self, node: &Node, about: About<'_>) -> Option<Record> {
        let year =
            self.document.root.text_at("nam_hoc").and_then(|y| y.parse().ok()).unwrap_or(self.context.school.year);
        let date = self.kind.date_key.as_ref().and_then(|key| node.text_at(key)).and_then(|t| t.parse().ok());
        let class = node.text_at("lop").or_else(|| self.document.root.text_at("lop"));
        let about_one = self.kind.each == Each::Entry;
        let pupil = about_one.then(|| node.text_at("ma_hoc_sinh")).flatten().and_then(|p| p.parse().ok());
        let files = self.files(node, about.file);
        Some(Record {
            id: record_id(self.kind, node)?,
            kind: self.kind.name.clone(),
            year,
            subject: self.subject(node),
            class: class.and_then(|c| c.parse().ok()),
            pupil,
            date: date.unwrap_or(self.context.school.days.1),
            facts: [self.facts(node), self.signatures(&files)].concat(),
            number: node.text_at("so_ky_hieu").unwrap_or_default().to_owned(),
            signers: self.signers(node),
            hold: node.get("tam_giu").and_then(|n| n.text_at("li_do")).map(str::to_owned),
            pictures: self.pictures(about),
            attachments: if self.kind.family == Family::File { Vec::new() } else { files.clone() },
            body: self.body(node, year, files)?,
            source: self.source(node),
        })
    }

    fn body(&self, node: &Node, year: SchoolYear, files: Vec<KeptFile>) -> Option<Body> {
        Some(match self.kind.family {
            Family::Support => return None,
            Family::Assessment if self.kind.each == Each::Entry => Body::ReportCard(Box::new(self.report_card(node)?)),
            Family::Assessment => Body::ClassSummary(Box::new(self.summary(node, year)?)),
            Family::Register => Body::Register(self.register(node)),
            Family::Document => Body::Document(self.document.body().to_owned()),
            Family::File => Body::Files(files),
        })
    }

    /// `{key}` of the kind's pattern filled in.
    fn subject(&self, node: &Node) -> String {
        let mut out = String::new();
        let mut rest = self.kind.title_from.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (key, tail) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(&self.printed(key, node));
            rest = tail;
        }
        out.push_str(rest);
        let book = self.kind.book_rows.and_then(|_| node.text_at(BOOK));
        out.push_str(&book.map_or_else(String::new, |number| {
            format!(" {}", self.catalogue.rules.record_words.book.replace("{so}", number))
        }));
        out.trim().to_owned()
    }

    fn facts(&self, node: &Node) -> Vec<Fact> {
        let fact = |key: &crate::catalogue::FactKey| {
            let value = self.printed(&key.key, node);
            (!value.is_empty()).then(|| Fact { label: key.title.vi.clone(), value })
        };
        self.kind.facts.iter().filter_map(fact).collect()
    }

    /// What can be said of the signatures inside files that come signed from outside.
    fn signatures(&self, files: &[KeptFile]) -> Vec<Fact> {
        let about = |file: &KeptFile| {
            let ending = file.source.rsplit_once('.')?.1.to_ascii_lowercase();
            let (label, words) = self.catalogue.rules.digital_card.about_signature(&ending, file.signature)?;
            Some(Fact { label: label.vi.clone(), value: words.vi.clone() })
        };
        files.iter().filter(|_| self.kind.signed_files).filter_map(about).collect()
    }

    /// The value at a key as a person reads it: codes as names, dates day first, lists with semicolons.
    fn printed(&self, key: &str, node: &Node) -> String {
        let mut parts = Vec::new();
        each_value(node, key, &mut |value| match &value.value {
            Value::List(items) => parts.extend(items.iter().map(|item| self.one(key, item))),
            _ => parts.push(self.one(key, value)),
        });
        parts.retain(|part| !part.is_empty());
        parts.join("; ")
    }

    fn one(&self, key: &str, node: &Node) -> String {
        if let Value::Bool(holds) = node.value {
            let words = &self.catalogue.rules.record_words;
            return if holds { &words.yes } else { &words.no }.clone();
        }
        let text = node.printed();
        let target = self.kind.references.iter().find(|r| r.key == key || r.key.strip_prefix("muc.") == Some(key));
        match target.map(|r| r.to) {
            Some(RefTarget::Staff) => self.context.staff_name(&text),
            Some(RefTarget::Team) => self.context.teams.iter().find(|t| t.id == text).map_or(text, |t| t.name.clone()),
            Some(RefTarget::Subject) => {
                let rule = self.catalogue.rules.regimes.iter().find_map(|r| r.subject(&text));
                rule.map_or(text, |r| r.name.clone())
            }
            Some(RefTarget::Kind) => self.catalogue.kind(&text).map_or(text, |k| k.title.vi.clone()),
            _ if key == "thoi_diem" => {
                Period::from_code(&text).map_or(text, |p| self.catalogue.rules.period_words(p).vi.clone())
            }
            _ => text.parse::<Date>().map_or(text, Date::dmy),
        }
    }

    fn signers(&self, node: &Node) -> Vec<(String, String)> {
        let keys = self.kind.signatures.iter().filter_map(|s| s.name_key.as_deref());
        keys.map(|key| (key.to_owned(), self.printed(key, node))).filter(|(_, name)| !name.is_empty()).collect()
    }

    fn files(&self, node: &Node, about: &dyn Fn(&str) -> (u64, Signature)) -> Vec<KeptFile> {
        let kept = |source: String| {
            let (bytes, signature) = about(&source);
            KeptFile { bytes, signature, source }
        };
        kept_of(self.document, self.kind, node).into_iter().map(kept).collect()
    }

    fn pictures(&self, about: About<'_>) -> Vec<ShownPicture> {
        if self.kind.family != Family::Document {
            return Vec::new();
        }
        let shown = |named: String| Some(ShownPicture { source: resolve(&self.document.name, &named)?, named });
        (about.pictures)(self.document.body()).into_iter().filter_map(shown).collect()
    }

    fn register(&self, node: &Node) -> Register {
        let row = |(at, entry): (usize, &Node)| {
            let cell = |column: &crate::catalogue::Column| match column.key.as_str() {
                "#" => (at + 1).to_string(),
                key => self.printed(key, entry),
            };
            self.kind.columns.iter().map(cell).collect()
        };
        let rows = node.get("muc").map(Node::items).unwrap_or(&[]);
        Register { rows: rows.iter().enumerate().map(row).collect() }
    }

    /// The record as exported, every leaf a text.
    fn source(&self, node: &Node) -> Source {
        let root = &self.document.root;
        let mut whole = match source(node) {
            Some(Source::Map(map)) => map,
            _ => std::collections::BTreeMap::new(),
        };
        for key in ["loai", "nam_hoc"] {
            if let Some(text) = root.text_at(key) {
                whole.entry(key.to_owned()).or_insert_with(|| Source::Text(text.to_owned()));
            }
        }
        if self.kind.family == Family::Document {
            whole.insert(TEXT_KEY.to_owned(), Source::Text(self.document.body().replace("\r\n", "\n")));
        }
        Source::Map(whole)
    }
}

/// A document's whole content, every leaf a text.
pub fn source_of(document: &Document) -> Option<Source> {
    source(&document.root)
}

fn source(node: &Node) -> Option<Source> {
    Some(match &node.value {
        Value::Null => return None,
        Value::Bool(b) => Source::Text(b.to_string()),
        Value::Int(_) | Value::Float(_) | Value::Text(_) => Source::Text(node.printed()),
        Value::List(items) => Source::List(items.iter().filter_map(source).collect()),
        Value::Map(pairs) => {
            Source::Map(pairs.iter().filter_map(|(k, v)| Some((k.name.clone(), source(v)?))).collect())
        }
    })
}
