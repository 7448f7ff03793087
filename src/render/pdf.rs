//! Records as printable PDF: PDF/A-2a + PDF/UA-1, the same bytes on every run.
//!
//! The forms are data (`templates/pdf`); this calls typst, the one place that does, and refuses whatever typst only
//! warns about. Never reads the clock: the date of a document comes with its options.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfStandard, PdfStandards, Timestamp};

use super::clusters;
use super::letters::Letters;
use super::pack::packed;
pub use super::pack::pages_of;
use super::passes::Foretold;
use super::sweep::Sweep;
pub use super::symbol::Symbol;
use super::world::{Desk, Shared};
use crate::assets::{Assets, DataError};

/// The file in which a form finds its view.
const DATA: &str = "data.json";

/// Prints views through forms. Cheap to clone; one for all threads.
#[derive(Debug, Clone)]
pub struct Press {
    shared: Arc<Shared>,
    letters: Arc<Letters>,
    foretold: Arc<Foretold>,
}

/// What a document is told besides its view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfOptions {
    /// Title in the metadata (PDF/UA-1 demands one).
    pub title: String,
    /// The record's id: keyword in the metadata, and the name in errors.
    pub record: String,
    /// The document's date: when the archive was sealed.
    pub date: PrintDate,
    /// What the file claims to be.
    pub standard: Standard,
    /// A file carried inside; A-3a only. The form names it in `pdf.attach("/name")`.
    pub attachment: Option<Attachment>,
}

/// A moment as it goes into the metadata, with its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintDate {
    /// Date and time of day on the wall.
    pub local: jiff::civil::DateTime,
    /// How far the wall clock is ahead of UTC, in minutes; 420 in Vietnam.
    pub offset_minutes: i32,
}

/// The standard that a file claims; the archival ones each together with PDF/UA-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/A-2a: every record.
    A2a,
    /// PDF/A-3a: may carry an attachment; the sealing minutes.
    A3a,
    /// PDF 1.7: derived sets of finished prints, which typst places in no archival file.
    Plain,
}

/// A file inside the PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What a form shows beside its view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// Pictures, and finished prints.
    pub files: Vec<Attachment>,
    /// Symbols: the form places each like a picture, and the finished file holds its outlines.
    pub symbols: Vec<Symbol>,
}

/// Why a view could not be printed.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum RenderError {
    /// No such form under `templates/pdf`.
    #[error("there is no PDF form {form:?}")]
    UnknownForm {
        /// The name asked for.
        form: String,
    },
    /// A letter that the font does not have; printing would lose it.
    #[error("{record}: the font has no letter {letter:?} (U+{codepoint:04X})")]
    MissingGlyph {
        /// The record it stands in.
        record: String,
        /// The letter.
        letter: char,
        /// Its number.
        codepoint: u32,
    },
    /// A date that no calendar has, or a zone beyond a day.
    #[error("{record}: the date of the document can't be written")]
    BadDate {
        /// The record.
        record: String,
    },
    /// typst's PDF writer has changed its layout and `pack.rs` does not know the new one: our fault, not the record's.
    #[error("{record}: the PDF can't be packed")]
    Unpackable {
        /// The record.
        record: String,
    },
    /// The form could not be laid out, or broke a rule of the standard. Warnings count.
    #[error("{record}: form {form}: {what}")]
    Form {
        /// The record.
        record: String,
        /// The form.
        form: String,
        /// What typst said.
        what: String,
    },
}

/// One finished PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its number of pages.
    pub pages: u32,
}

impl Press {
    /// Parses the forms and fonts of `assets`, once.
    ///
    /// # Errors
    /// When a form has a syntax error or a font can't be read.
    pub fn new(assets: &Assets) -> Result<Self, DataError> {
        let shared = Shared::new(assets)?;
        let letters = Arc::new(Letters::common_to(shared.fonts()));
        Ok(Self { shared: Arc::new(shared), letters, foretold: Arc::new(Foretold::of(assets)) })
    }

    /// Whether the printed forms can show `letter`; `check` asks this of every text in an export.
    pub fn has_letter(&self, letter: char) -> bool {
        self.letters.has(letter)
    }

    /// One view through one form (`hoc_ba`, `table`, `document`, `file`, `bien_ban_niem_phong`).
    ///
    /// Same view, options and assets give the same bytes.
    ///
    /// # Errors
    /// [`RenderError::MissingGlyph`] before anything is laid out; [`RenderError::Form`] when the form refuses.
    pub fn pdf(&self, form: &str, view: &Value, options: &PdfOptions) -> Result<Vec<u8>, RenderError> {
        self.print(form, view, options, &Beside::default()).map(|printed| printed.bytes)
    }

    /// As [`Press::pdf`], with what the form shows beside the view, and says how many pages came out.
    ///
    /// # Errors
    /// As [`Press::pdf`].
    pub fn print(
        &self,
        form: &str,
        view: &Value,
        options: &PdfOptions,
        beside: &Beside,
    ) -> Result<Printed, RenderError> {
        self.refuse_missing_letters(view, options)?;
        let export = export_options(options)?;
        let desk = self.desk(form, view, options, beside)?;
        let _swept = Sweep::around(desk.files[DATA].len());
        let document = self.lay_out(form, &desk, options)?;
        let bytes = typst_pdf::pdf(&document, &export).map_err(|faults| failure(form, options, &faults, &desk))?;
        let bytes = packed(&bytes, &beside.symbols)
            .ok_or_else(|| RenderError::Unpackable { record: options.record.clone() })?;
        Ok(Printed { bytes, pages: u32::try_from(document.pages().len()).unwrap_or(u32::MAX) })
    }

    /// The form for a record of `kind`: the kind's own, `templates/pdf/kind-<kind>.typ`, if there is one, or else the one
    /// of its family.
    pub fn form_for(&self, kind: &str, family: &str) -> String {
        let own = format!("kind-{kind}");
        if self.shared.main_of(&own).is_some() { own } else { family.to_owned() }
    }

    fn lay_out(&self, form: &str, desk: &Desk, options: &PdfOptions) -> Result<PagedDocument, RenderError> {
        let laid_out = self.foretold.lay_out(form, desk);
        let document = laid_out.output.map_err(|faults| failure(form, options, &faults, desk))?;
        if !laid_out.warnings.is_empty() {
            return Err(failure(form, options, &laid_out.warnings, desk));
        }
        let has_loose_marks = desk.files[DATA].as_str().is_ok_and(clusters::has_loose_marks);
        Ok(if has_loose_marks { clusters::told_apart(&document) } else { document })
    }

    fn refuse_missing_letters(&self, view: &Value, options: &PdfOptions) -> Result<(), RenderError> {
        let title = options.title.chars().find(|&letter| !self.letters.has(letter));
        let Some(letter) = title.or_else(|| self.letters.first_missing(view)) else { return Ok(()) };
        let (record, codepoint) = (options.record.clone(), u32::from(letter));
        Err(RenderError::MissingGlyph { record, letter, codepoint })
    }

    fn desk(&self, form: &str, view: &Value, options: &PdfOptions, beside: &Beside) -> Result<Desk, RenderError> {
        let main = self.shared.main_of(form).ok_or_else(|| RenderError::UnknownForm { form: form.to_owned() })?;
        let author = view["school"]["name"].as_str().unwrap_or_default();
        let meta = json!({"title": options.title, "author": author, "record": options.record});
        let mut files = BTreeMap::new();
        files.insert(DATA.to_owned(), Bytes::from_string(view.to_string()));
        files.insert("meta.json".to_owned(), Bytes::from_string(meta.to_string()));
        for carried in options.attachment.iter().chain(&beside.files) {
            files.insert(carried.name.clone(), Bytes::new(carried.bytes.clone()));
        }
        for symbol in &beside.symbols {
            files.extend(symbol.picture().map(|picture| (symbol.name.clone(), Bytes::new(picture))));
        }
        Ok(Desk { shared: Arc::clone(&self.shared), main, files })
    }
}

fn export_options(options: &PdfOptions) -> Result<typst_pdf::PdfOptions, RenderError> {
    let claimed: &[PdfStandard] = match options.standard {
        Standard::A2a => &[PdfStandard::A_2a, PdfStandard::Ua_1],
        Standard::A3a => &[PdfStandard::A_3a, PdfStandard::Ua_1],
        Standard::Plain => &[PdfStandard::V_1_7],
    };
    let standards = PdfStandards::new(claimed).expect("each of these exists in PDF 1.7");
    let timestamp = timestamp(options.date).ok_or_else(|| RenderError::BadDate { record: options.record.clone() })?;
    Ok(typst_pdf::PdfOptions {
        ident: Smart::Custom(options.record.clone()),
        creator: Smart::Custom(Some(concat!("niemphong ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: Some(timestamp),
        standards,
        ..typst_pdf::PdfOptions::default()
    })
}

fn timestamp(date: PrintDate) -> Option<Timestamp> {
    let local = date.local;
    let [month, day, hour, minute, second] =
        [local.month(), local.day(), local.hour(), local.minute(), local.second()].map(i8::unsigned_abs);
    let moment = Datetime::from_ymd_hms(i32::from(local.year()), month, day, hour, minute, second)?;
    Timestamp::new_local(moment, date.offset_minutes)
}

/// What typst said, each time with the place in the form: `hoc_ba.typ:109:3: unknown variable`.
fn failure(form: &str, options: &PdfOptions, faults: &[SourceDiagnostic], desk: &Desk) -> RenderError {
    let placed = |fault: &SourceDiagnostic| {
        let source = fault.span.id().and_then(|id| desk.source(id).ok())?;
        let (line, column) = source.lines().byte_to_line_column(desk.range(fault.span)?.start)?;
        let file = source.id().get().vpath().get_without_slash().to_owned();
        Some(format!("{file}:{}:{}: {}", line + 1, column + 1, fault.message))
    };
    let said = |fault: &SourceDiagnostic| placed(fault).unwrap_or_else(|| fault.message.to_string());
    let what = faults.iter().map(said).collect::<Vec<_>>().join("; ");
    RenderError::Form { record: options.record.clone(), form: form.to_owned(), what }
}

#[cfg(test)]
pub(super) mod tests {
    use std::path::Path;

    use typst::layout::{Frame, FrameItem, Point, Transform};

    use super::*;

    pub(in crate::render) fn example(name: &str) -> Value {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms").join(name).with_extension("json");
        serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
    }

    fn laid_out(name: &str) -> PagedDocument {
        set(name, &example(name))
    }

    pub(in crate::render) fn set(name: &str, view: &Value) -> PagedDocument {
        let options = PdfOptions {
            title: name.to_owned(),
            record: name.to_owned(),
            date: PrintDate { local: jiff::civil::date(2026, 6, 12).at(9, 30, 0, 0), offset_minutes: 420 },
            standard: Standard::A3a,
            attachment: Some(Attachment { name: "seal.txt".to_owned(), bytes: Vec::new() }),
        };
        let form = view["form"]["type"].as_str().unwrap_or("bien_ban_niem_phong");
        let press = Press::new(&Assets::embedded()).unwrap();
        press.lay_out(form, &press.desk(form, view, &options, &Beside::default()).unwrap(), &options).unwrap()
    }

    /// The text of a frame, as it stands on the sheet.
    pub(in crate::render) fn text_of(frame: &Frame) -> String {
        let shown = frame.items().map(|(_, item)| match item {
            FrameItem::Group(group) => text_of(&group.frame),
            FrameItem::Text(text) => text.text.to_string() + " ",
            _ => String::new(),
        });
        shown.collect()
    }

    #[test]
    fn forms_have_as_many_pages_as_a_clerk_expects() {
        for (name, least, most) in [
            ("bien_ban_niem_phong", 1, 1),
            ("bien_ban_niem_phong_dai", 1, 1),
            ("file", 1, 1),
            ("khen_thuong", 1, 1),
            ("bien_ban_to", 2, 2),
            ("hoc_ba", 7, 13),
            ("hoc_ba_che_do_cu", 3, 4),
            ("hoc_ba_chu_la", 4, 5),
            ("bang_tong_hop", 3, 4),
            ("van_ban_dai", 30, 40),
        ] {
            let pages = laid_out(name).pages().len();
            assert!((least..=most).contains(&pages), "{name}: {pages} pages");
        }
    }

    /// The texts of a frame with their left and right edge and their base line, in points, the line in tenths; turned ones are left out.
    pub(in crate::render) fn placed(frame: &Frame, at: Point, out: &mut Vec<(f64, f64, f64, String)>) {
        for (offset, item) in frame.items() {
            let at = at + *offset;
            match item {
                FrameItem::Group(group) if group.transform == Transform::identity() => placed(&group.frame, at, out),
                FrameItem::Text(text) => {
                    out.push((
                        (at.y.to_pt() * 10.0).round(),
                        at.x.to_pt(),
                        (at.x + text.width()).to_pt(),
                        text.text.to_string(),
                    ));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn no_text_runs_into_the_next() {
        let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
        let mut names: Vec<_> = std::fs::read_dir(forms).unwrap().map(|e| e.unwrap().path()).collect();
        names.sort();
        for file in names {
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            for (page, laid) in laid_out(&name).pages().iter().enumerate() {
                let mut texts = Vec::new();
                placed(&laid.frame, Point::zero(), &mut texts);
                texts.sort_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).unwrap());
                for pair in texts.windows(2).filter(|p| p[0].0 == p[1].0) {
                    let (left, right) = (&pair[0], &pair[1]);
                    assert!(left.2 <= right.1 + 0.5, "{name}, page {}: “{}” runs into “{}”", page + 1, left.3, right.3);
                }
            }
        }
    }

    #[test]
    fn signatures_stand_below_the_last_row_whatever_the_length() {
        for (orientation, on_one_page) in [("portrait", 14), ("landscape", 6)] {
            for count in 1..=32 {
                let mut view = example("khen_thuong");
                view["form"]["orientation"] = json!(orientation);
                view["edge_seal"] = json!(true);
                let row =
                    |at: usize| json!([at.to_string(), "Vừ Mí Sính", "5A", format!("mục-số-{at}."), "12/QĐ-THKĐ"]);
                view["form"]["rows"] = (1..=count).map(row).collect();
                let pages: Vec<String> = set("so", &view).pages().iter().map(|page| text_of(&page.frame)).collect();
                let last = pages.iter().find(|page| page.contains("Trần Văn Đức")).unwrap();
                assert!(last.contains(&format!("mục-số-{count}.")), "{orientation}, {count} rows: {pages:?}");
                let edges = pages.iter().filter(|page| page.contains("dấu giáp lai")).count();
                assert_eq!(edges, if pages.len() > 1 { pages.len() } else { 0 }, "{orientation}, {count} rows");
                assert!(pages.len() == 1 || count > on_one_page, "{orientation}, {count} rows: {} pages", pages.len());
            }
        }
    }

    #[test]
    fn what_looks_like_code_is_printed_as_it_stands() {
        let pages = laid_out("hoc_ba_chu_la");
        let shown: String = pages.pages().iter().map(|page| text_of(&page.frame)).collect();
        for hostile in [
            "#panic(\"cha\") $x^2$ @me",
            "<script>alert(\"mẹ\")</script>",
            "*không đậm* _không nghiêng_ `mã` \\u{41} // ghi chú /* hết */",
        ] {
            assert!(shown.contains(hostile), "{hostile}\n{shown}");
        }
    }
}
