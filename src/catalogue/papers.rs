//! The papers of a destruction: `templates/huy/giay_to.yaml`, each dated, with its source.

use serde::Deserialize;

use super::{CatalogueError, Standing, parse, text};
use crate::assets::Assets;
use crate::record::Date;

const FILE: &str = "templates/huy/giay_to.yaml";

/// Every paper that goes with the destruction of a volume, and what fills them by default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    /// The papers, in their order.
    pub papers: Vec<DisposalPaper>,
    /// The list of what is due, which belongs to no volume.
    pub notice: DisposalPaper,
    /// How a volume is destroyed, in the words of the decision.
    pub method: String,
    basis: Vec<Dated>,
}

/// One paper: where its number, date and signers are found in the file about the destruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalPaper {
    /// Its text is `templates/huy/<name>.md`.
    pub name: String,
    /// Name of the printed file, without its ending.
    pub file: String,
    /// The type, `Tờ trình`.
    pub title: String,
    /// The subject under it.
    pub subject: String,
    /// Dotted key of its number; none if it carries none.
    pub number: Option<String>,
    /// Its type in numbers, `TTr`.
    pub mark: String,
    /// Dotted key of its day.
    pub date: String,
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
    pub name: String,
    /// How to sign.
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Dated {
    text: String,
    span: (Date, Option<Date>),
}

impl Papers {
    /// Reads the data file.
    ///
    /// # Errors
    /// When it is missing or not of its shape.
    pub fn load(assets: &Assets) -> Result<Self, CatalogueError> {
        let raw: Raw = parse(FILE, text(assets, FILE)?)?;
        Ok(Self {
            papers: raw.papers.into_iter().map(paper).collect::<Result<_, _>>()?,
            notice: paper(raw.notice)?,
            method: raw.method,
            basis: raw.basis.into_iter().map(dated).collect::<Result<_, _>>()?,
        })
    }

    /// The papers whose forms are in force on `day`.
    pub fn on(&self, day: Date) -> impl Iterator<Item = &DisposalPaper> {
        self.papers.iter().filter(move |paper| covers(paper.span, day))
    }

    /// The law in force on `day`, in the order in which papers cite it.
    pub fn basis_on(&self, day: Date) -> Vec<&str> {
        self.basis.iter().filter(|basis| covers(basis.span, day)).map(|basis| basis.text.as_str()).collect()
    }
}

fn covers((first, last): (Date, Option<Date>), day: Date) -> bool {
    first <= day && last.is_none_or(|last| day <= last)
}

#[derive(Deserialize)]
struct Raw {
    basis: Vec<RawBasis>,
    method: String,
    papers: Vec<RawPaper>,
    notice: RawPaper,
}

#[derive(Deserialize)]
struct RawBasis {
    text: String,
    effective_from: String,
    effective_to: Option<String>,
}

#[derive(Deserialize)]
struct RawPaper {
    name: String,
    file: String,
    title: String,
    subject: String,
    number: Option<String>,
    #[serde(default)]
    mark: String,
    date: String,
    #[serde(default)]
    landscape: bool,
    #[serde(default)]
    recipients: Vec<String>,
    signers: Vec<PaperSigner>,
    effective_from: String,
    effective_to: Option<String>,
    status: Standing,
}

fn span(from: &str, to: Option<&str>) -> Result<(Date, Option<Date>), CatalogueError> {
    let day =
        |text: &str| text.parse::<Date>().map_err(|e| CatalogueError { file: FILE.to_owned(), what: e.to_string() });
    Ok((day(from)?, to.map(day).transpose()?))
}

fn dated(raw: RawBasis) -> Result<Dated, CatalogueError> {
    Ok(Dated { span: span(&raw.effective_from, raw.effective_to.as_deref())?, text: raw.text })
}

fn paper(raw: RawPaper) -> Result<DisposalPaper, CatalogueError> {
    Ok(DisposalPaper {
        span: span(&raw.effective_from, raw.effective_to.as_deref())?,
        name: raw.name,
        file: raw.file,
        title: raw.title,
        subject: raw.subject,
        number: raw.number,
        mark: raw.mark,
        date: raw.date,
        landscape: raw.landscape,
        recipients: raw.recipients,
        signers: raw.signers,
        standing: raw.status,
    })
}
