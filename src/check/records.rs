//! A sound document → its records. Every value is there or was optional; nothing here can find fault.

use super::conclude::resolve;
use super::gather::{each_value, grade, subject_entries};
use crate::catalogue::{Catalogue, Each, Kind, RefTarget};
use crate::read::{Document, Key, Node, Place, Value};
use crate::record::{
    Block, Body, ClassSummary, Context, Date, Fact, Family, GradedItem, KeptFile, Period, PupilId, Record, RecordId,
    Register, ReportCard, SchoolYear, ShownPicture, Signature, Source, Stay, SubjectResult, SummaryRow, YearReport,
    YearResult,
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
        out.push_str(&book.map_or_else(String::new, |number| format!(" Quyển {number}")));
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

    fn report_card(&self, node: &Node) -> Option<ReportCard> {
        const PARTICULARS: [&str; 13] = [
            "ho_ten",
            "gioi_tinh",
            "ngay_sinh",
            "dan_toc",
            "quoc_tich",
            "so_dinh_danh",
            "ma_hoc_sinh",
            "noi_sinh",
            "que_quan",
            "noi_o",
            "cha",
            "me",
            "giam_ho",
        ];
        let years: Vec<&Node> = node.get("qua_trinh").map(Node::items).unwrap_or(&[]).iter().collect();
        let pupil: PupilId = node.text_at("ma_hoc_sinh")?.parse().ok()?;
        let mut reports: Vec<YearReport> = years.iter().filter_map(|y| self.year_report(y)).collect();
        reports.sort_by_key(|y| y.year);
        let mut stays: Vec<Stay> = years.iter().filter_map(|y| self.stay(y)).collect();
        stays.sort_by_key(|s| s.year);
        let particular = |key: &&str| ((*key).to_owned(), self.printed(key, node));
        Some(ReportCard { pupil, particulars: PARTICULARS.iter().map(particular).collect(), stays, years: reports })
    }

    fn stay(&self, node: &Node) -> Option<Stay> {
        Some(Stay {
            year: node.text_at("nam_hoc")?.parse().ok()?,
            class: self.printed("lop", node),
            school: self.printed("truong", node),
            register_number: self.printed("so_dang_bo", node),
            since: self.printed("ngay_vao", node),
        })
    }

    fn year_report(&self, node: &Node) -> Option<YearReport> {
        let year: SchoolYear = node.text_at("nam_hoc")?.parse().ok()?;
        let grade = grade(node);
        let text = |key: &str| self.printed(key, node);
        let regime = self.catalogue.rules.regime(year, grade);
        let prizes = text("khen_thuong");
        let title = node.text_at("danh_hieu").and_then(|code| regime.and_then(|r| r.award_words(code)));
        // Exports write the title again among the prizes; the form has it once.
        let title = title.filter(|words| !prizes.to_lowercase().contains(&words.to_lowercase()));
        let award: Vec<&str> = title.into_iter().chain([prizes.as_str()]).filter(|t| !t.is_empty()).collect();
        Some(YearReport {
            year,
            class: node.text_at("lop")?.parse().ok()?,
            grade,
            school: text("truong"),
            body: (text("chieu_cao"), text("can_nang")),
            absences: (text("nghi_co_phep"), text("nghi_khong_phep")),
            subjects: self.subjects(node, year, grade),
            blocks: self.blocks(node, year, grade),
            result: node.text_at("ket_qua").and_then(YearResult::from_code),
            award: award.join("; "),
            completion: self.completion(node),
            individual_plan: node.get("ke_hoach_ca_nhan").is_some_and(|n| n.value == Value::Bool(true)),
            teacher: text("ten_gvcn"),
            principal: text("ten_hieu_truong"),
            signed: node.text_at("ngay_ki").and_then(|t| t.parse().ok()),
        })
    }

    fn completion(&self, node: &Node) -> String {
        let mut parts = vec![self.printed("hoan_thanh", node)];
        if let Some(again) = node.get("danh_gia_lai") {
            let remark = again.text_at("nhan_xet").unwrap_or_default();
            let result = again.text_at("ket_qua").unwrap_or_default();
            parts.push(format!("Đánh giá lại: {result}. {remark}").trim().to_owned());
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    /// Subjects in the regime's order; those it does not name come last, as recorded.
    fn subjects(&self, node: &Node, year: SchoolYear, grade: u8) -> Vec<SubjectResult> {
        let recorded = subject_entries(node);
        let order = self.catalogue.rules.regime(year, grade).map(|r| r.subjects.as_slice()).unwrap_or_default();
        let rank = |key: &str| order.iter().position(|rule| rule.key == key).unwrap_or(usize::MAX);
        let mut out: Vec<SubjectResult> = recorded
            .iter()
            .map(|(key, entry)| SubjectResult {
                subject: (*key).to_owned(),
                level: entry.text_at("muc").map(str::to_owned),
                mark: entry.get("diem").and_then(Node::whole).and_then(|n| u8::try_from(n).ok()),
                remark: entry.text_at("nhan_xet").unwrap_or_default().to_owned(),
            })
            .collect();
        out.sort_by_key(|s| rank(&s.subject));
        out
    }

    fn blocks(&self, node: &Node, year: SchoolYear, grade: u8) -> Vec<Block> {
        let Some(regime) = self.catalogue.rules.regime(year, grade) else { return Vec::new() };
        let block = |group: &crate::catalogue::GroupRule| {
            let graded = node.get(&group.key)?;
            let item = |rule: &crate::catalogue::ItemRule| GradedItem {
                item: rule.key.clone(),
                level: graded.text_at(&rule.key).map(str::to_owned),
            };
            Some(Block {
                name: group.key.clone(),
                items: group.items.iter().map(item).collect(),
                remark: node.text_at(&group.remark).unwrap_or_default().to_owned(),
            })
        };
        regime.qualities.iter().filter_map(block).collect()
    }

    fn summary(&self, node: &Node, year: SchoolYear) -> Option<ClassSummary> {
        let class = self.context.class(node.text_at("lop")?)?;
        let row = |entry: &Node| {
            let bool_at = |key: &str| match entry.get(key).map(|n| &n.value) {
                Some(Value::Bool(b)) => Some(*b),
                _ => None,
            };
            Some(SummaryRow {
                pupil: entry.text_at("ma_hoc_sinh")?.parse().ok()?,
                name: entry.text_at("ho_ten").unwrap_or_default().to_owned(),
                subjects: self.subjects(entry, year, class.grade),
                blocks: self.blocks(entry, year, class.grade),
                result: entry.text_at("ket_qua").and_then(YearResult::from_code),
                award: match (entry.text_at("danh_hieu"), bool_at("khen_thuong")) {
                    (Some(code), _) => code.to_owned(),
                    (None, Some(true)) => "X".to_owned(),
                    _ => String::new(),
                },
                promoted: bool_at("len_lop"),
                note: entry.text_at("ghi_chu").unwrap_or_default().to_owned(),
            })
        };
        Some(ClassSummary {
            class: class.id.clone(),
            grade: class.grade,
            year,
            period: Period::from_code(node.text_at("thoi_diem")?)?,
            teacher: node.text_at("gvcn")?.parse().ok()?,
            rows: entries(self.document).iter().filter_map(row).collect(),
        })
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
            whole.insert("noi_dung_markdown".to_owned(), Source::Text(self.document.body().replace("\r\n", "\n")));
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
