//! What one document says that others must agree with: ids, names, references, results. Small, so that a school of
//! any size fits in memory while its documents come and go one at a time.

use crate::catalogue::{Catalogue, Kind, RefTarget, Term};
use crate::read::{Document, Node, Place, Value};
use crate::record::{Date, Period, RecordId, SchoolYear, YearResult};

/// A place in a named file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) file: String,
    pub(super) place: Place,
}

/// A pupil as a list, register or card names them.
#[derive(Debug, Clone)]
pub(super) struct PupilFact {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) born: String,
    pub(super) spot: Spot,
}

/// A line of the register.
#[derive(Debug, Clone)]
pub(super) struct RegisterFact {
    pub(super) pupil: PupilFact,
    pub(super) number: String,
    pub(super) came: Option<Date>,
    pub(super) left: Option<Date>,
    pub(super) has_left: bool,
}

/// A class of the class list.
#[derive(Debug, Clone)]
pub(super) struct ClassFact {
    pub(super) id: String,
    pub(super) grade: u8,
    pub(super) pupils: Vec<PupilFact>,
}

/// What a card and a summary must agree on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Outcome {
    pub(super) subjects: Vec<(String, String, Option<i64>)>,
    pub(super) qualities: Vec<(String, String)>,
    pub(super) result: Option<YearResult>,
    pub(super) title: String,
}

/// One pupil's card, its current year.
#[derive(Debug, Clone)]
pub(super) struct CardFact {
    pub(super) pupil: PupilFact,
    pub(super) outcome: Option<Outcome>,
}

/// One class summary.
#[derive(Debug, Clone)]
pub(super) struct SummaryFact {
    pub(super) class: String,
    pub(super) period: Option<Period>,
    pub(super) rows: Vec<(PupilFact, Outcome)>,
    pub(super) spot: Spot,
}

/// A value that must be found somewhere.
#[derive(Debug, Clone)]
pub(super) struct RefFact {
    pub(super) to: RefTarget,
    pub(super) value: String,
    pub(super) spot: Spot,
}

/// A kept file that a record names.
#[derive(Debug, Clone)]
pub(super) struct FileFact {
    pub(super) path: String,
    pub(super) spot: Spot,
}

/// A term of the school's own list.
#[derive(Debug, Clone)]
pub(super) struct TermFact {
    pub(super) kind: String,
    pub(super) file_number: String,
    pub(super) term: Term,
    pub(super) spot: Spot,
}

/// Everything of one document.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub(super) year: Option<SchoolYear>,
    pub(super) year_spot: Option<Spot>,
    pub(super) classes: Vec<ClassFact>,
    pub(super) register: Vec<RegisterFact>,
    pub(super) cards: Vec<CardFact>,
    pub(super) summaries: Vec<SummaryFact>,
    pub(super) references: Vec<RefFact>,
    pub(super) uniques: Vec<(String, String, Spot)>,
    pub(super) files: Vec<FileFact>,
    pub(super) records: Vec<(RecordId, Spot)>,
    pub(super) terms: Vec<TermFact>,
    pub(super) own_act: String,
    pub(super) dates: Vec<(Date, Spot)>,
    pub(super) offices: Vec<OfficeFact>,
    pub(super) kind: String,
}

/// A body that the export puts above the school, with its days.
#[derive(Debug, Clone)]
pub(super) struct OfficeFact {
    pub(super) name: String,
    pub(super) to: Option<Date>,
    pub(super) spot: Spot,
}

/// Gathers the facts of a document of `kind`.
pub(super) fn gather(document: &Document, kind: &Kind, catalogue: &Catalogue) -> Facts {
    let root = &document.root;
    let spot = |node: &Node| Spot { file: document.name.clone(), place: node.place };
    let mut facts = Facts {
        year: root.text_at("nam_hoc").and_then(|y| y.parse().ok()),
        year_spot: root.get("nam_hoc").map(&spot),
        ..Facts::default()
    };
    for reference in &kind.references {
        each_value(root, &reference.key, &mut |node| {
            if let Some(value) = node.text() {
                facts.references.push(RefFact { to: reference.to, value: value.to_owned(), spot: spot(node) });
            }
        });
    }
    for key in &kind.unique {
        each_value(root, key, &mut |node| {
            if let Some(value) = node.text() {
                facts.uniques.push((key.clone(), value.to_owned(), spot(node)));
            }
        });
    }
    gather_files(document, kind, &mut facts);
    facts.kind = kind.name.as_str().to_owned();
    if let Some(key) = date_key(kind) {
        each_value(root, &key, &mut |node| {
            if let Some(day) = node.text().and_then(|t| t.parse().ok()) {
                facts.dates.push((day, spot(node)));
            }
        });
    }
    for office in root.get("co_quan_chu_quan").map(Node::items).unwrap_or(&[]) {
        if let Some(name) = office.get("ten") {
            let to = office.text_at("den").and_then(|t| t.parse().ok());
            facts.offices.push(OfficeFact { name: name.printed(), to, spot: spot(name) });
        }
    }
    facts.records = super::records::ids(document, kind)
        .into_iter()
        .map(|(id, place)| (id, Spot { file: document.name.clone(), place }))
        .collect();
    match kind.name.as_str() {
        "danh_sach_lop" => facts.classes = classes(document),
        "so_dang_bo" => facts.register = register(document),
        "hoc_ba" => facts.cards = cards(document, catalogue, facts.year),
        "bang_tong_hop" => facts.summaries = vec![summary(document, catalogue)],
        "danh_muc_ho_so" => {
            facts.terms = terms(document);
            facts.own_act = root.text_at("so_ky_hieu").unwrap_or_default().to_owned();
        }
        _ => {}
    }
    facts
}

/// Where a document's dates of the school year stand. What comes from outside bears dates of its own.
fn date_key(kind: &Kind) -> Option<String> {
    let in_entries = kind.each == crate::catalogue::Each::Entry;
    let has = |key: &str| kind.columns.iter().any(|c| c.key == key);
    match &kind.date_key {
        Some(key) if in_entries => Some(format!("muc.{key}")),
        Some(key) => Some(key.clone()),
        None if has("ngay") && !has("ngay_den") => Some("muc.ngay".to_owned()),
        None => None,
    }
}

fn gather_files(document: &Document, kind: &Kind, facts: &mut Facts) {
    let entries: Vec<&Node> = match kind.each {
        crate::catalogue::Each::Entry => document.root.get("muc").map(Node::items).unwrap_or(&[]).iter().collect(),
        crate::catalogue::Each::File => vec![&document.root],
    };
    for entry in entries {
        for key in &kind.files {
            each_value(entry, key, &mut |node| {
                if let Some(path) = node.text() {
                    facts.files.push(FileFact {
                        path: path.to_owned(),
                        spot: Spot { file: document.name.clone(), place: node.place },
                    });
                }
            });
        }
    }
}

/// Calls `found` with every value at a dotted key, going through lists on the way.
pub(super) fn each_value<'a>(node: &'a Node, key: &str, found: &mut impl FnMut(&'a Node)) {
    if let Value::List(items) = &node.value {
        for item in items {
            each_value(item, key, found);
        }
        return;
    }
    if key.is_empty() {
        found(node);
        return;
    }
    let (first, rest) = key.split_once('.').unwrap_or((key, ""));
    if let Some(next) = node.get(first) {
        each_value(next, rest, found);
    }
}

fn pupil(document: &Document, node: &Node) -> PupilFact {
    let text = |key: &str| node.text_at(key).unwrap_or_default().to_owned();
    let place = node.get("ma_hoc_sinh").map_or(node.place, |n| n.place);
    PupilFact {
        id: text("ma_hoc_sinh"),
        name: text("ho_ten"),
        born: node.text_at("ngay_sinh").map_or_else(String::new, iso),
        spot: Spot { file: document.name.clone(), place },
    }
}

fn iso(text: &str) -> String {
    text.parse::<Date>().map_or_else(|_| text.to_owned(), |d| d.to_string())
}

fn entries(document: &Document) -> &[Node] {
    document.root.get("muc").map(Node::items).unwrap_or(&[])
}

fn classes(document: &Document) -> Vec<ClassFact> {
    let class = |node: &Node| {
        let id = node.text_at("ma").unwrap_or_default().to_owned();
        let list = node.get("hoc_sinh").map(Node::items).unwrap_or(&[]);
        ClassFact { grade: grade(node), pupils: list.iter().map(|p| pupil(document, p)).collect(), id }
    };
    entries(document).iter().map(class).collect()
}

/// The grade of an entry, or 0 where it has none.
pub(super) fn grade(node: &Node) -> u8 {
    node.get("khoi").and_then(Node::int).and_then(|n| u8::try_from(n).ok()).unwrap_or(0)
}

fn register(document: &Document) -> Vec<RegisterFact> {
    let day = |node: &Node, key: &str| node.get(key).and_then(|n| n.text_at("ngay")).and_then(|t| t.parse().ok());
    let line = |node: &Node| RegisterFact {
        pupil: pupil(document, node),
        number: node.text_at("so_dang_bo").unwrap_or_default().to_owned(),
        came: day(node, "vao_truong"),
        left: day(node, "roi_truong"),
        has_left: node.get("roi_truong").is_some_and(|n| !n.is_null()),
    };
    entries(document).iter().map(line).collect()
}

fn cards(document: &Document, catalogue: &Catalogue, year: Option<SchoolYear>) -> Vec<CardFact> {
    let card = |node: &Node| {
        let years = node.get("qua_trinh").map(Node::items).unwrap_or(&[]);
        let current = years.iter().find(|y| {
            let of = y.text_at("nam_hoc").and_then(|t| t.parse::<SchoolYear>().ok());
            of.is_some() && of == year
        });
        CardFact {
            pupil: pupil(document, node),
            outcome: current.zip(year).map(|(y, of)| outcome(y, catalogue, of, grade(y))),
        }
    };
    entries(document).iter().map(card).collect()
}

fn summary(document: &Document, catalogue: &Catalogue) -> SummaryFact {
    let root = &document.root;
    let class = root.text_at("lop").unwrap_or_default().to_owned();
    let year = root.text_at("nam_hoc").and_then(|y| y.parse().ok());
    let row = |node: &Node| {
        let outcome = year.map(|of| outcome(node, catalogue, of, 0)).unwrap_or_default();
        (pupil(document, node), outcome)
    };
    SummaryFact {
        period: root.text_at("thoi_diem").and_then(Period::from_code),
        rows: entries(document).iter().map(row).collect(),
        spot: Spot { file: document.name.clone(), place: root.get("lop").map_or(root.place, |n| n.place) },
        class,
    }
}

/// Levels, marks and result of one pupil, from a card's year (a list) or a summary's row (a map).
pub(super) fn outcome(node: &Node, catalogue: &Catalogue, year: SchoolYear, grade: u8) -> Outcome {
    let mut subjects: Vec<_> = subject_entries(node)
        .into_iter()
        .map(|(key, entry)| {
            let level = entry.text_at("muc").unwrap_or_default().to_owned();
            (key.to_owned(), level, entry.get("diem").and_then(Node::int))
        })
        .collect();
    subjects.sort();
    let groups = catalogue.rules.regime(year, grade.max(1)).map(|r| r.qualities.as_slice()).unwrap_or_default();
    let qualities = groups
        .iter()
        .flat_map(|group| {
            group.items.iter().filter_map(|item| {
                let level = node.get(&group.key)?.text_at(&item.key)?;
                Some((format!("{}.{}", group.key, item.key), level.to_owned()))
            })
        })
        .collect();
    Outcome {
        subjects,
        qualities,
        result: node.text_at("ket_qua").and_then(YearResult::from_code),
        title: node.text_at("danh_hieu").unwrap_or_default().to_owned(),
    }
}

/// The subjects of a card's year or a summary's row, as `(key, entry)`.
pub(super) fn subject_entries(node: &Node) -> Vec<(&str, &Node)> {
    let Some(subjects) = node.get("mon") else { return Vec::new() };
    match &subjects.value {
        Value::List(items) => items.iter().filter_map(|item| Some((item.text_at("mon")?, item))).collect(),
        Value::Map(pairs) => pairs.iter().map(|(key, entry)| (key.name.as_str(), entry)).collect(),
        _ => Vec::new(),
    }
}

fn terms(document: &Document) -> Vec<TermFact> {
    let mut out = Vec::new();
    for entry in entries(document) {
        let Some(node) = entry.get("thoi_han") else { continue };
        let Some(term) = node.text().and_then(|t| t.parse::<Term>().ok()) else { continue };
        for kind in entry.get("loai_ho_so").map(Node::items).unwrap_or(&[]) {
            out.push(TermFact {
                kind: kind.text().unwrap_or_default().to_owned(),
                file_number: entry.text_at("so_ho_so").unwrap_or_default().to_owned(),
                term,
                spot: Spot { file: document.name.clone(), place: node.place },
            });
        }
    }
    out
}
