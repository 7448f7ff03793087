//! What the indexes know of each record, and how one volume's records fall into lists.
//!
//! Everything here belongs to one volume: a person's name never leaves it. Uses `show` and `order`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::copy::CopyMark;
use super::{order, show};

/// One text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Both {
    /// Tiếng Việt.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Both {
    /// A text that is the same in both: a name, a title of the school's own.
    pub fn same(text: &str) -> Self {
        Self { vi: text.to_owned(), en: text.to_owned() }
    }
}

/// A child that a record is about, or that a list names.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Pupil {
    /// The school's or the ministry's code, 10 digits; never the 12-digit personal id.
    pub code: String,
    /// Full name, NFC.
    pub name: String,
    /// Birth date `YYYY-MM-DD`, or empty.
    pub birth: String,
    /// Class in the year being archived, or empty.
    pub class: String,
    /// Number in the enrolment register, or empty.
    pub register_no: String,
}

/// What the indexes need of one record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Record id inside the archive: `hoc-ba.2412345678`.
    pub id: String,
    /// Kind as it stands in paths: `hoc-ba`.
    pub kind: String,
    /// Name of the kind.
    pub kind_title: Both,
    /// Title of the record.
    pub title: String,
    /// File name without extension inside `ho-so/<kind>/`.
    pub stem: String,
    /// Class code, or empty.
    pub class: String,
    /// Owner as it stands in paths: `truong`, `to-chuyen-mon`, `giao-vien`.
    pub owner: String,
    /// Name of the owner.
    pub owner_title: Both,
    /// Date of the record `YYYY-MM-DD`, or empty.
    pub date: String,
    /// The one child that the record is about. A child stands in a dozen lists; those who make cards keep it once.
    #[serde(serialize_with = "as_pupils")]
    pub pupil: Option<Arc<Pupil>>,
    /// Children that the record names among others.
    #[serde(serialize_with = "as_pupils")]
    pub mentions: Vec<Arc<Pupil>>,
    /// Row of the retention table: `R01`.
    pub rule: String,
    /// Last day of keeping `YYYY-MM-DD`, empty when permanent.
    pub keep_until: String,
    /// `basic`, `sensitive`, `internal` or `public`.
    pub sensitivity: String,
    /// Size of the PDF.
    pub pdf_bytes: Option<u64>,
    /// Sheets of the PDF.
    pub pages: Option<u32>,
    /// Further words to find it by: document number, form number. Never a personal id.
    pub words: String,
}

fn as_pupils<'a, S: Serializer>(pupils: impl IntoIterator<Item = &'a Arc<Pupil>>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(pupils.into_iter().map(Arc::as_ref))
}

impl Card {
    /// Path inside the volume's `data/`, without extension.
    pub fn path(&self) -> String {
        format!("ho-so/{}/{}", self.kind, self.stem)
    }
}

/// The school, as pages name it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct School {
    /// `Trường Tiểu học Kim Đồng`.
    pub name: String,
    /// Eight digits.
    pub code: String,
    /// The body above it on that date.
    pub superior: String,
    /// Commune.
    pub place: String,
    /// Province.
    pub province: String,
    /// Who headed it.
    pub principal: String,
}

/// A row of the retention tables that this volume rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RuleLine {
    /// `R01`.
    pub code: String,
    /// What the row covers.
    pub title: String,
    /// Act and item.
    pub basis: String,
    /// Whether a person has compared the row with the printed act.
    pub verified: bool,
}

/// What is true of the whole volume.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct VolumeInfo {
    /// Retention class as it stands in paths: `vinh-vien`, `20-nam`.
    pub class: String,
    /// Last day of keeping `YYYY-MM-DD`, empty when permanent.
    pub keep_until: String,
    /// `2025-2026`.
    pub school_year: String,
    /// The school.
    pub school: School,
    /// Archive id.
    pub archive: String,
    /// When it was sealed, ready to print.
    pub sealed_at: String,
    /// Program and version.
    pub system: String,
    /// The campus of each class, by its code, where the school has several.
    pub campuses: BTreeMap<String, String>,
    /// The retention rows used.
    pub rules: Vec<RuleLine>,
    /// What the pages of a redacted copy say of it.
    pub copy: Option<CopyMark>,
}

/// A kind with more records than this gets one page per class.
const LONGEST_LIST: usize = 200;

/// One volume's cards, sorted and grouped.
#[derive(Debug)]
pub struct Volume {
    /// What is true of all of it.
    pub info: VolumeInfo,
    pub(super) cards: Vec<Card>,
    pub(super) kinds: BTreeMap<String, Vec<usize>>,
    pub(super) owners: BTreeMap<String, Vec<String>>,
    pub(super) pupils: Vec<Child>,
    pub(super) by_code: BTreeMap<String, usize>,
    pub(super) classes: Vec<Class>,
}

/// A child and every record of the volume that concerns it.
#[derive(Debug)]
pub(super) struct Child {
    pub(super) pupil: Arc<Pupil>,
    pub(super) own: Vec<usize>,
    pub(super) named: Vec<usize>,
}

/// A class: its children, and the records that are about the class as a whole.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) code: String,
    pub(super) pupils: Vec<usize>,
    pub(super) records: Vec<usize>,
}

/// One list page of a volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// `index.html`.
    Front,
    /// `loai/<kind>.html`.
    Kind(String),
    /// `loai/<kind>/<class>.html`, for kinds with many records.
    KindClass(String, String),
    /// `lop/<class>.html`.
    Class(String),
    /// `hs/<code>.html`.
    Pupil(String),
    /// `chu/<owner>.html`.
    Owner(String),
    /// `het-han.html`: what falls due, printable as an annex to the disposal papers.
    Expiry,
}

impl Listing {
    /// Path inside the volume's `data/`.
    pub fn path(&self) -> String {
        match self {
            Self::Front => "index.html".to_owned(),
            Self::Kind(kind) => format!("loai/{}.html", show::slug(kind)),
            Self::KindClass(kind, class) => format!("loai/{}/{}.html", show::slug(kind), show::slug(class)),
            Self::Class(class) => format!("lop/{}.html", show::slug(class)),
            Self::Pupil(code) => format!("hs/{}.html", show::slug(code)),
            Self::Owner(owner) => format!("chu/{}.html", show::slug(owner)),
            Self::Expiry => "het-han.html".to_owned(),
        }
    }
}

impl Volume {
    /// Sorts and groups the cards of one volume. The order in which they come doesn't matter.
    pub fn new(info: VolumeInfo, mut cards: Vec<Card>) -> Self {
        cards.sort_by_cached_key(|card| {
            let person = card.pupil.as_ref().map(|p| order::name(&p.name));
            (
                card.kind.clone(),
                order::key(&card.class),
                person,
                card.date.clone(),
                order::key(&card.title),
                card.id.clone(),
            )
        });
        let mut kinds: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut children: BTreeMap<String, Child> = BTreeMap::new();
        let mut class_records: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, card) in cards.iter().enumerate() {
            kinds.entry(card.kind.clone()).or_default().push(n);
            let owned = owners.entry(card.owner.clone()).or_default();
            if owned.last() != Some(&card.kind) {
                owned.push(card.kind.clone());
            }
            if card.pupil.is_none() && !card.class.is_empty() {
                class_records.entry(card.class.clone()).or_default().push(n);
            }
            if let Some(pupil) = &card.pupil {
                child(&mut children, pupil).own.push(n);
            }
            for pupil in &card.mentions {
                let named = &mut child(&mut children, pupil).named;
                if named.last() != Some(&n) {
                    named.push(n);
                }
            }
        }
        let mut pupils: Vec<Child> = children.into_values().collect();
        pupils.sort_by_cached_key(|c| (order::name(&c.pupil.name), c.pupil.birth.clone(), c.pupil.code.clone()));
        let by_code = pupils.iter().enumerate().map(|(n, c)| (c.pupil.code.clone(), n)).collect();
        let classes = classes(&pupils, &cards, class_records);
        Self { info, cards, kinds, owners, pupils, by_code, classes }
    }

    /// The cards in the order of the lists; a record's number here is its number everywhere.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// How many children it names.
    pub fn pupil_count(&self) -> usize {
        self.pupils.len()
    }

    /// The class codes in their order.
    pub fn class_codes(&self) -> impl Iterator<Item = &str> {
        self.classes.iter().map(|class| class.code.as_str())
    }

    /// Each class code with the number of children listed in it.
    pub fn class_counts(&self) -> impl Iterator<Item = (&str, usize)> {
        self.classes.iter().map(|class| (class.code.as_str(), class.pupils.len()))
    }

    /// Each owner with its title and number of records.
    pub fn owner_counts(&self) -> impl Iterator<Item = (&str, &Both, usize)> {
        self.owners.iter().filter_map(|(owner, kinds)| {
            let lists: Vec<&Vec<usize>> = kinds.iter().filter_map(|kind| self.kinds.get(kind)).collect();
            let first = self.cards.get(*lists.first()?.first()?)?;
            Some((owner.as_str(), &first.owner_title, lists.iter().map(|list| list.len()).sum()))
        })
    }

    /// Notes what the press made of record number `n`: bytes and sheets of its PDF, which the lists show.
    pub fn note_print(&mut self, n: usize, bytes: u64, pages: u32) {
        if let Some(card) = self.cards.get_mut(n) {
            (card.pdf_bytes, card.pages) = (Some(bytes), Some(pages));
        }
    }

    /// Each kind with its title and number of records.
    pub fn kind_counts(&self) -> impl Iterator<Item = (&str, &Both, usize)> {
        self.kinds.iter().map(|(kind, at)| (kind.as_str(), &self.cards[at[0]].kind_title, at.len()))
    }

    /// Every list page that this volume needs.
    pub fn listings(&self) -> Vec<Listing> {
        let mut out = vec![Listing::Front];
        for kind in self.kinds.keys() {
            out.push(Listing::Kind(kind.clone()));
            out.extend(self.parts(kind).into_iter().map(|(class, _)| Listing::KindClass(kind.clone(), class)));
        }
        out.extend(self.classes.iter().map(|class| Listing::Class(class.code.clone())));
        out.extend(self.pupils.iter().map(|child| Listing::Pupil(child.pupil.code.clone())));
        out.extend(self.owners.keys().map(|owner| Listing::Owner(owner.clone())));
        if !self.info.keep_until.is_empty() {
            out.push(Listing::Expiry);
        }
        out
    }

    /// The classes into which the page of a long kind is split; empty when it stays whole.
    pub(super) fn parts(&self, kind: &str) -> Vec<(String, Vec<usize>)> {
        let at = self.kinds.get(kind).map_or(&[][..], Vec::as_slice);
        if at.len() <= LONGEST_LIST {
            return Vec::new();
        }
        let mut parts: Vec<(String, Vec<usize>)> = Vec::new();
        for &n in at.iter().filter(|&&n| !self.cards[n].class.is_empty()) {
            match parts.last_mut() {
                Some((class, members)) if *class == self.cards[n].class => members.push(n),
                _ => parts.push((self.cards[n].class.clone(), vec![n])),
            }
        }
        parts
    }
}

fn child<'a>(children: &'a mut BTreeMap<String, Child>, pupil: &Arc<Pupil>) -> &'a mut Child {
    let child = children.entry(pupil.code.clone()).or_insert_with(|| Child {
        pupil: Arc::clone(pupil),
        own: Vec::new(),
        named: Vec::new(),
    });
    // Lists know less of a child than its own records do: take what is still unknown.
    let lacks = |mine: &str, theirs: &str| mine.is_empty() && !theirs.is_empty();
    let mine = &child.pupil;
    if lacks(&mine.birth, &pupil.birth)
        || lacks(&mine.class, &pupil.class)
        || lacks(&mine.register_no, &pupil.register_no)
    {
        let mine = Arc::make_mut(&mut child.pupil);
        for (mine, theirs) in [
            (&mut mine.birth, &pupil.birth),
            (&mut mine.class, &pupil.class),
            (&mut mine.register_no, &pupil.register_no),
        ] {
            if mine.is_empty() {
                mine.clone_from(theirs);
            }
        }
    }
    child
}

/// The class under which a child is listed: its own, or of one who left, and whose class no record here tells, that of
/// the first class record that names it.
fn class_of<'a>(child: &'a Child, cards: &'a [Card]) -> Option<&'a str> {
    let naming = child.named.iter().map(|&n| cards[n].class.as_str());
    std::iter::once(child.pupil.class.as_str()).chain(naming).find(|class| !class.is_empty())
}

fn classes(pupils: &[Child], cards: &[Card], mut records: BTreeMap<String, Vec<usize>>) -> Vec<Class> {
    let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, child) in pupils.iter().enumerate() {
        if let Some(class) = class_of(child, cards) {
            members.entry(class.to_owned()).or_default().push(n);
        }
    }
    for code in records.keys() {
        members.entry(code.clone()).or_default();
    }
    let mut classes: Vec<Class> = members
        .into_iter()
        .map(|(code, pupils)| Class { records: records.remove(&code).unwrap_or_default(), code, pupils })
        .collect();
    classes.sort_by_cached_key(|class| order::key(&class.code));
    classes
}

impl Volume {
    /// The children that the volume names, in the order of class lists.
    pub fn pupils(&self) -> impl Iterator<Item = &Pupil> {
        self.pupils.iter().map(|child| &*child.pupil)
    }
}
