//! Gathers what one document says that others must agree with.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::facts::{
    CardFact, ClassFact, Facts, FileFact, ListedFact, MoveFact, PARTICULARS, PupilFact, RefFact, RegisterFact, RowFact,
    Spot, SummaryFact, TermFact, TwiceFact,
};
use super::outcome::{Shared, completed, outcome};
use crate::catalogue::{Catalogue, Demand, Each, Kind, Per, RefTarget, Term};
use crate::read::{Document, Node, Value};
use crate::record::{Date, Period, SchoolYear};

/// Gathers the facts of a document of `kind`.
pub(super) fn gather(document: &Document, kind: &Kind, catalogue: &Catalogue) -> Facts {
    let root = &document.root;
    let spot = |node: &Node| Spot { file: document.name.clone(), place: node.place };
    let mut facts = Facts {
        year: root.text_at("nam_hoc").and_then(|y| y.parse().ok()),
        year_spot: root.get("nam_hoc").map(&spot),
        ..Facts::default()
    };
    facts.references = references(document, kind, catalogue);
    facts.twice = kind.unique.iter().flat_map(|key| twice(document, key)).collect();
    gather_files(document, kind, &mut facts);
    facts.kind = kind.name.as_str().into();
    facts.is_book = root.get("quyen").is_some();
    if let Some(key) = date_key(kind) {
        each_value(root, &key, &mut |node| {
            if let Some(day) = node.text().and_then(|t| t.parse().ok()) {
                facts.dates.push((day, spot(node)));
            }
        });
    }
    if kind.name.as_str() == "truong" {
        super::school_facts::gather(document, &mut facts);
    }
    facts.units = units(document, kind);
    name_offices(document, kind, &mut facts);
    facts.records = super::records::ids(document, kind)
        .into_iter()
        .map(|(id, place)| (id, Spot { file: document.name.clone(), place }))
        .collect();
    match kind.name.as_str() {
        "danh_sach_lop" => facts.classes = classes(document),
        "so_dang_bo" => facts.register = register(document),
        "hoc_ba" => facts.cards = cards(document, catalogue, facts.year),
        "bang_tong_hop" => facts.summaries = vec![summary(document, catalogue)],
        "bien_dong" => facts.moves = moves(document),
        "khen_thuong" => facts.awards = listed(document),
        "hoan_thanh_chuong_trinh" => facts.completions = listed(document),
        "hoc_ba_so" => facts.digital = super::digital::gather(document),
        "danh_muc_ho_so" => {
            facts.terms = terms(document);
            facts.own_list = root.get("so_ky_hieu").map(&spot);
            facts.own_signed = root.get("nguoi_ki").is_some();
            facts.own_act = root.text_at("so_ky_hieu").unwrap_or_default().to_owned();
        }
        _ => {}
    }
    facts
}

/// What the document names and the export must have. What the rules know needs no looking up later.
fn references(document: &Document, kind: &Kind, catalogue: &Catalogue) -> Vec<RefFact> {
    let mut out = Vec::new();
    for reference in &kind.references {
        let is_known = |value: &str| reference.to == RefTarget::Subject && catalogue.rules.knows_subject(value);
        each_value(&document.root, &reference.key, &mut |node| {
            if let Some(value) = node.text().filter(|value| !is_known(value)) {
                let spot = Spot { file: document.name.clone(), place: node.place };
                out.push(RefFact { to: reference.to, value: value.into(), spot });
            }
        });
    }
    out.shrink_to_fit();
    out
}

/// Where a value of `key`, which must be there once, stands again.
fn twice(document: &Document, key: &str) -> Vec<TwiceFact> {
    let (mut seen, mut out) = (BTreeMap::new(), Vec::new());
    each_value(&document.root, key, &mut |node| {
        let Some(value) = node.text() else { return };
        match seen.get(value) {
            Some(first) => out.push(TwiceFact {
                key: key.to_owned(),
                value: value.to_owned(),
                first: *first,
                spot: Spot { file: document.name.clone(), place: node.place },
            }),
            None => drop(seen.insert(value, node.place)),
        }
    });
    out
}

/// Where a document's dates of the school year stand. What comes from outside bears dates of its own.
fn date_key(kind: &Kind) -> Option<String> {
    let in_entries = kind.each == Each::Entry;
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
        Each::Entry => document.root.get("muc").map(Node::items).unwrap_or(&[]).iter().collect(),
        Each::File => vec![&document.root],
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

/// The place of a key's value, or of the node where it has none.
pub(super) fn spot_at(document: &Document, node: &Node, key: &str) -> Spot {
    Spot { file: document.name.clone(), place: node.get(key).map_or(node.place, |n| n.place) }
}

/// What of a demand counted by grade, class, department or pupil the document answers.
fn units(document: &Document, kind: &Kind) -> Vec<(Per, EcoString)> {
    let root = &document.root;
    let answers = |demand: &&Demand| demand.when.iter().all(|(key, value)| root.text_at(key) == Some(value));
    if !kind.demands.is_empty() && !kind.demands.iter().any(|d| answers(&d)) {
        return Vec::new();
    }
    let mut out = vec![(Per::School, EcoString::new())];
    let of = |target: RefTarget| kind.references.iter().find(move |r| r.to == target && !r.key.contains('.'));
    for (target, per) in [(RefTarget::Class, Per::Class), (RefTarget::Team, Per::Team)] {
        let value = of(target).and_then(|r| root.text_at(&r.key));
        out.extend(value.map(|value| (per, value.into())));
    }
    out.extend(root.get("khoi").map(|n| (Per::Grade, n.printed().into())));
    if kind.each == Each::Entry {
        let named = entries(document).iter().filter_map(|e| e.text_at("ma_hoc_sinh"));
        out.extend(named.map(|pupil| (Per::Pupil, pupil.into())));
    }
    out
}

/// Bodies that the records of a document name, each with the record's day.
fn name_offices(document: &Document, kind: &Kind, facts: &mut Facts) {
    let date_key = kind.date_key.as_deref().unwrap_or("ngay");
    let within = std::iter::once(&document.root).chain(entries(document));
    for node in within {
        let Some(day) = node.text_at(date_key).and_then(|t| t.parse::<Date>().ok()) else { continue };
        for key in &kind.offices {
            each_value(node, key, &mut |value| {
                let items = if value.items().is_empty() { std::slice::from_ref(value) } else { value.items() };
                for item in items.iter().filter(|i| i.text().is_some()) {
                    let spot = Spot { file: document.name.clone(), place: item.place };
                    facts.named_offices.push((item.printed(), day, spot));
                }
            });
        }
    }
}

fn moves(document: &Document) -> Vec<MoveFact> {
    let line = |node: &Node| {
        let text = |key: &str| node.text_at(key).unwrap_or_default().to_owned();
        MoveFact {
            pupil: text("ma_hoc_sinh"),
            day: node.text_at("ngay").and_then(|t| t.parse().ok()),
            how: text("hinh_thuc"),
            from: text("tu_lop"),
            from_spot: spot_at(document, node, "tu_lop"),
            to: text("den_lop"),
            spot: spot_at(document, node, "ngay"),
        }
    };
    entries(document).iter().map(line).collect()
}

fn listed(document: &Document) -> Vec<ListedFact> {
    let line = |node: &Node| {
        let text = |key: &str| short(node, key);
        let spot = spot_at(document, node, "ma_hoc_sinh");
        ListedFact { pupil: text("ma_hoc_sinh"), title: text("danh_hieu"), spot }
    };
    entries(document).iter().map(line).collect()
}

/// The text at a key, or an empty one, as facts keep it.
pub(super) fn short(node: &Node, key: &str) -> EcoString {
    node.text_at(key).unwrap_or_default().into()
}

fn pupil(document: &Document, node: &Node) -> PupilFact {
    let text = |key: &str| short(node, key);
    let spot = spot_at(document, node, "ma_hoc_sinh");
    PupilFact {
        places: PARTICULARS.map(|key| node.get(key).map_or(spot.place, |found| found.place)),
        id: text("ma_hoc_sinh"),
        name: text("ho_ten"),
        born: node.text_at("ngay_sinh").map_or_else(EcoString::new, iso),
        sex: text("gioi_tinh"),
        personal_id: text("so_dinh_danh"),
        spot,
    }
}

fn iso(text: &str) -> EcoString {
    text.parse::<Date>().map_or_else(|_| text.into(), |d| eco_format!("{d}"))
}

pub(super) fn entries(document: &Document) -> &[Node] {
    document.root.get("muc").map(Node::items).unwrap_or(&[])
}

fn classes(document: &Document) -> Vec<ClassFact> {
    let class = |node: &Node| {
        let text = |key: &str| node.text_at(key).unwrap_or_default().to_owned();
        let list = node.get("hoc_sinh").map(Node::items).unwrap_or(&[]);
        ClassFact {
            id: text("ma"),
            grade: grade(node),
            teacher: text("gvcn"),
            campus: text("diem_truong"),
            pupils: list.iter().map(|p| pupil(document, p)).collect(),
        }
    };
    entries(document).iter().map(class).collect()
}

/// The grade of an entry, or 0 where it has none.
pub(super) fn grade(node: &Node) -> u8 {
    node.get("khoi").and_then(Node::whole).and_then(|n| u8::try_from(n).ok()).unwrap_or(0)
}

fn register(document: &Document) -> Vec<RegisterFact> {
    let day = |node: &Node, key: &str| node.get(key).and_then(|n| n.text_at("ngay")).and_then(|t| t.parse().ok());
    let line = |node: &Node| RegisterFact {
        pupil: pupil(document, node),
        number: short(node, "so_dang_bo"),
        class: short(node, "lop"),
        class_spot: spot_at(document, node, "lop"),
        came: day(node, "vao_truong"),
        came_spot: spot_at(document, node.get("vao_truong").unwrap_or(node), "ngay"),
        left: day(node, "roi_truong"),
        left_spot: spot_at(document, node.get("roi_truong").unwrap_or(node), "ngay"),
        left_why: node.get("roi_truong").map_or_else(EcoString::new, |n| short(n, "li_do")),
        has_left: node.get("roi_truong").is_some_and(|n| !n.is_null()),
    };
    entries(document).iter().map(line).collect()
}

fn cards(document: &Document, catalogue: &Catalogue, year: Option<SchoolYear>) -> Vec<CardFact> {
    let shared = Shared::default();
    let card = |node: &Node| {
        let years = node.get("qua_trinh").map(Node::items).unwrap_or(&[]);
        let current = years.iter().find(|y| {
            let of = y.text_at("nam_hoc").and_then(|t| t.parse::<SchoolYear>().ok());
            of.is_some() && of == year
        });
        let day = |y: &Node, key: &str| y.text_at(key).and_then(|t| t.parse().ok());
        CardFact {
            pupil: pupil(document, node),
            class: short(node, "lop"),
            class_spot: spot_at(document, node, "lop"),
            placed: current.map(|y| (grade(y), short(y, "lop"), spot_at(document, y, "lop"))),
            signed: current.and_then(|y| Some((day(y, "ngay_ki")?, spot_at(document, y, "ngay_ki")))),
            reassessed: current.is_some_and(|y| y.get("danh_gia_lai").is_some()),
            completed: current.is_some_and(|y| completed(y, catalogue)),
            outcome: current.zip(year).map(|(y, of)| Box::new(outcome(y, catalogue, of, grade(y), &shared))),
        }
    };
    entries(document).iter().map(card).collect()
}

fn summary(document: &Document, catalogue: &Catalogue) -> SummaryFact {
    let root = &document.root;
    let class = root.text_at("lop").unwrap_or_default().to_owned();
    let year = root.text_at("nam_hoc").and_then(|y| y.parse().ok());
    let (shared, period) = (Shared::default(), root.text_at("thoi_diem").and_then(Period::from_code));
    let row = |node: &Node| {
        let said = || year.map(|of| outcome(node, catalogue, of, 0, &shared)).unwrap_or_default();
        let outcome = (period == Some(Period::EndYear)).then(|| Box::new(said()));
        RowFact { id: short(node, "ma_hoc_sinh"), spot: spot_at(document, node, "ma_hoc_sinh"), outcome }
    };
    SummaryFact {
        period,
        day: root.text_at("ngay").and_then(|t| Some((t.parse().ok()?, spot_at(document, root, "ngay")))),
        rows: entries(document).iter().map(row).collect(),
        spot: Spot { file: document.name.clone(), place: root.get("lop").map_or(root.place, |n| n.place) },
        class,
    }
}

/// A yes or no at a key.
pub(super) fn flag(node: &Node, key: &str) -> Option<bool> {
    match node.get(key).map(|n| &n.value) {
        Some(Value::Bool(b)) => Some(*b),
        _ => None,
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
