//! Papers that are no records of an archive, each dated, with its source: those of a destruction
//! (`templates/huy/giay_to.yaml`) and those of the yearly file cycle (`templates/lap_ho_so/giay_to.yaml`).

use serde::Deserialize;

use super::{Placed, Standing, day, maybe_day, parse};
use crate::assets::{Assets, DataError};
use crate::record::Date;

const DISPOSAL: &str = "templates/huy/giay_to.yaml";
const CYCLE: &str = "templates/lap_ho_so/giay_to.yaml";

/// Every paper that goes with the destruction of a volume, and what fills them by default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalPapers {
    /// The papers, in their order.
    pub papers: Vec<PaperForm>,
    /// The list of what is due, which belongs to no volume.
    pub notice: PaperForm,
    /// How a volume is destroyed, in the words of the decision.
    pub method: String,
    basis: Vec<Dated>,
}

/// The papers of the file cycle (NĐ 30/2020/NĐ-CP, Điều 28–31), and what is counted for those that count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CyclePapers {
    /// The papers, in their order.
    pub papers: Vec<(Scope, PaperForm)>,
    /// The counts, in their order.
    pub counts: Vec<Count>,
}

/// What a paper of the file cycle is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Every file of the archive.
    All,
    /// The files kept for ever.
    Permanent,
    /// The files kept for a number of years.
    Limited,
    /// One file; printed for each.
    Each,
    /// The records of one retention class; printed for each (`print --list`).
    Term,
}

/// One row of counts: the records of a kind of which all `only` hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The item that asks for it, `2.3.3`.
    pub item: String,
    /// What is counted, in words.
    pub what: String,
    /// Name of the kind.
    pub kind: String,
    /// What a record must have to count.
    #[serde(default)]
    pub only: Vec<CountedIf>,
    /// Whether it is pupils that count, each once, and not records.
    #[serde(default)]
    pub pupils: bool,
}

/// What the text at `key` of a record must be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedIf {
    /// A key of the record.
    pub key: String,
    /// This text.
    pub is: Option<String>,
    /// Any but this text.
    pub is_not: Option<String>,
    /// So many digits, and nothing else.
    pub digits: Option<usize>,
}

impl CountedIf {
    /// Whether `text` is such a one.
    pub fn fits(&self, text: &str) -> bool {
        self.is.as_ref().is_none_or(|one| one == text)
            && self.is_not.as_ref().is_none_or(|one| one != text)
            && self.digits.is_none_or(|n| text.len() == n && text.bytes().all(|b| b.is_ascii_digit()))
    }
}

/// One paper: where its number, date and signers are found in what it is filled from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperForm {
    /// Its text is `<name>.md` beside the data file.
    pub name: String,
    /// Name of the printed file, without its ending.
    pub file: String,
    /// The type, `Tờ trình`.
    pub title: String,
    /// The subject under it, with places for values.
    pub subject: String,
    /// What its foot calls it, with places for values.
    pub reference: String,
    /// Dotted key of its number; none if it carries none.
    pub number: Option<String>,
    /// Its type in numbers, `TTr`.
    pub mark: String,
    /// Dotted key of its day; none if that is left to be written by hand.
    pub date: Option<String>,
    /// Whether the sheet lies on its side.
    pub landscape: bool,
    /// Who gets it (nơi nhận).
    pub recipients: Vec<String>,
    /// Who signs it.
    pub signers: Vec<PaperSigner>,
    /// Whether the form was read in its source.
    pub standing: Standing,
    span: (Date, Option<Date>),
}

/// A signature block.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperSigner {
    /// The office as it is printed.
    #[serde(default)]
    pub title: String,
    /// Dotted key of the office, where the file names it.
    pub title_from: Option<String>,
    /// Dotted key of the name; empty if it is to be written by hand.
    #[serde(default)]
    pub name: String,
    /// How to sign.
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Dated {
    text: String,
    span: (Date, Option<Date>),
}

impl DisposalPapers {
    /// Reads the data file.
    ///
    /// # Errors
    /// When it is missing or not of its shape.
    pub fn load(assets: &Assets) -> Result<Self, DataError> {
        let raw: RawDisposal = parse(assets, DISPOSAL)?;
        Ok(Self {
            papers: raw.papers.into_iter().map(|one| paper(DISPOSAL, one)).collect::<Result<_, _>>()?,
            notice: paper(DISPOSAL, raw.notice)?,
            method: raw.method,
            basis: raw.basis.into_iter().map(dated).collect::<Result<_, _>>()?,
        })
    }

    /// The papers whose forms are in force on `day`.
    pub fn on(&self, day: Date) -> impl Iterator<Item = &PaperForm> {
        self.papers.iter().filter(move |paper| covers(paper.span, day))
    }

    /// The law in force on `day`, in the order in which papers cite it.
    pub fn basis_on(&self, day: Date) -> Vec<&str> {
        self.basis.iter().filter(|basis| covers(basis.span, day)).map(|basis| basis.text.as_str()).collect()
    }
}

impl CyclePapers {
    /// Reads the data file.
    ///
    /// # Errors
    /// When it is missing or not of its shape.
    pub fn load(assets: &Assets) -> Result<Self, DataError> {
        let raw: RawCycle = parse(assets, CYCLE)?;
        let scoped = |one: RawPaper<Scope>| Ok((one.of, paper(CYCLE, one)?));
        Ok(Self { papers: raw.papers.into_iter().map(scoped).collect::<Result<_, _>>()?, counts: raw.counts })
    }

    /// The papers whose forms are in force on `day`, and what each is about.
    pub fn on(&self, day: Date) -> impl Iterator<Item = (Scope, &PaperForm)> {
        self.papers.iter().filter(move |(_, paper)| covers(paper.span, day)).map(|(scope, paper)| (*scope, paper))
    }
}

fn covers((first, last): (Date, Option<Date>), day: Date) -> bool {
    first <= day && last.is_none_or(|last| day <= last)
}

#[derive(Deserialize)]
struct RawDisposal {
    basis: Vec<RawBasis>,
    method: String,
    papers: Vec<RawPaper<Option<Scope>>>,
    notice: RawPaper<Option<Scope>>,
}

#[derive(Deserialize)]
struct RawCycle {
    papers: Vec<RawPaper<Scope>>,
    counts: Vec<Count>,
}

#[derive(Deserialize)]
struct RawBasis {
    text: String,
    effective_from: Placed,
    effective_to: Option<Placed>,
}

#[derive(Deserialize)]
struct RawPaper<S> {
    /// What it is about; papers of a destruction are about the destruction.
    of: S,
    name: String,
    file: String,
    title: String,
    subject: String,
    reference: String,
    number: Option<String>,
    #[serde(default)]
    mark: String,
    date: Option<String>,
    #[serde(default)]
    landscape: bool,
    #[serde(default)]
    recipients: Vec<String>,
    signers: Vec<PaperSigner>,
    effective_from: Placed,
    effective_to: Option<Placed>,
    status: Standing,
}

fn span(file: &str, from: &Placed, to: Option<&Placed>) -> Result<(Date, Option<Date>), DataError> {
    Ok((day(file, from)?, maybe_day(file, to)?))
}

fn dated(raw: RawBasis) -> Result<Dated, DataError> {
    Ok(Dated { span: span(DISPOSAL, &raw.effective_from, raw.effective_to.as_ref())?, text: raw.text })
}

fn paper<S>(file: &str, raw: RawPaper<S>) -> Result<PaperForm, DataError> {
    Ok(PaperForm {
        span: span(file, &raw.effective_from, raw.effective_to.as_ref())?,
        name: raw.name,
        file: raw.file,
        title: raw.title,
        subject: raw.subject,
        reference: raw.reference,
        number: raw.number,
        mark: raw.mark,
        date: raw.date,
        landscape: raw.landscape,
        recipients: raw.recipients,
        signers: raw.signers,
        standing: raw.status,
    })
}
