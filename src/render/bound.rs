//! Finished prints put together for a printer: sets with cover and index, and A3 booklets in saddle order.
//!
//! Derived: the sealed single prints stay the record, and each sheet says so. The pages are placed as they are, so
//! nothing on them is set anew. typst embeds no PDF into PDF/A, so these are plain PDF 1.7. Uses `pdf`.

use serde_json::{Value, json};

use super::pdf::{Attachment, Beside, PdfOptions, Press, PrintDate, RenderError, Standard};
use super::view::groups;
use crate::words::{Language, Words};

/// Points to the millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// A4 upright in millimetres, and how far a page may be off it.
const A4: (f32, f32) = (210.0, 297.0);
const SLACK: f32 = 1.0;

/// A finished print of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Print {
    /// The record's id.
    pub id: String,
    /// The title in its metadata.
    pub title: String,
    /// Width and height of each page in millimetres.
    pub pages: Vec<(f32, f32)>,
    /// The PDF.
    pub bytes: Vec<u8>,
}

impl Print {
    /// Looks into a PDF; `None` when it is none.
    pub fn read(id: &str, bytes: Vec<u8>) -> Option<Self> {
        let pdf = hayro_syntax::Pdf::new(bytes.clone()).ok()?;
        let size = |page: &hayro_syntax::page::Page<'_>| {
            let (width, height) = page.render_dimensions();
            (width / POINTS, height / POINTS)
        };
        let pages: Vec<(f32, f32)> = pdf.pages().iter().map(size).collect();
        let title = pdf.metadata().title.as_deref().map_or_else(String::new, pdf_text);
        if pages.is_empty() { None } else { Some(Self { id: id.to_owned(), title, pages, bytes }) }
    }

    /// Whether every page is A4 upright, so that two stand side by side on A3.
    pub fn folds(&self) -> bool {
        let near = |a: f32, b: f32| (a - b).abs() < SLACK;
        self.pages.iter().all(|(width, height)| near(*width, A4.0) && near(*height, A4.1))
    }
}

/// A text string of a PDF: UTF-16 with its mark, UTF-8 with its mark, or Latin (ISO 32000-1, 7.9.2.2).
fn pdf_text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// How a set goes through the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// Both sides: each record starts on an odd page, and a blank verso says that it is blank.
    Both,
    /// One side: no blanks.
    One,
}

/// Where the prints come from, as covers and margins say it.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// What titles say.
    pub words: &'a Words,
    /// The body above the school.
    pub superior: &'a str,
    /// The school's name.
    pub school: &'a str,
    /// The archive's id.
    pub archive: &'a str,
    /// The seal's digest, 64 hexadecimal digits.
    pub seal: &'a str,
    /// When it was sealed, as pages print it.
    pub sealed_at: &'a str,
    /// The date for the metadata: when it was sealed.
    pub date: PrintDate,
}

/// A set: cover, index with page numbers, then every print. `subject` says what was chosen.
///
/// # Errors
/// When the form fails.
pub fn set(
    press: &Press,
    prints: &[Print],
    subject: &str,
    sides: Sides,
    origin: &Origin<'_>,
) -> Result<Vec<u8>, RenderError> {
    let mut view = common(origin);
    let pages: usize = prints.iter().map(|print| print.pages.len()).sum();
    view["subject"] = json!(subject);
    view["both_sides"] = json!(sides == Sides::Both);
    view["count"] = json!(prints.len());
    view["pages"] = json!(pages);
    view["sheets"] = json!(sheets(prints, sides).into_iter().map(|(p, n)| json!([p, n])).collect::<Vec<_>>());
    view["prints"] = prints.iter().enumerate().map(|(at, print)| piece(at, print)).collect();
    make(
        press,
        "bo_in",
        &view,
        prints,
        &origin.words.say(Language::Vi, "print-title-set", &[("subject", subject)]),
        origin,
    )
}

/// One print as a booklet: two pages a side of A3, in the order that folding undoes.
///
/// # Errors
/// When the form fails. The print must fold ([`Print::folds`]).
pub fn booklet(press: &Press, print: &Print, origin: &Origin<'_>) -> Result<Vec<u8>, RenderError> {
    let mut view = common(origin);
    let pages = print.pages.len();
    let sides: Vec<Value> = saddle(pages).into_iter().map(|(left, right)| json!([left, right])).collect();
    view["sides"] = json!(sides);
    view["print"] = piece(0, print);
    let title = origin.words.say(Language::Vi, "print-title-booklet", &[("title", &print.title)]);
    make(press, "tap_gap", &view, std::slice::from_ref(print), &title, origin)
}

fn common(origin: &Origin<'_>) -> Value {
    json!({
        "school": {"name": origin.school, "superior": origin.superior},
        "archive": origin.archive,
        "seal_groups": groups(origin.seal),
        "sealed_at": origin.sealed_at,
    })
}

fn file_of(at: usize) -> String {
    format!("in/{at}.pdf")
}

fn piece(at: usize, print: &Print) -> Value {
    let sizes: Vec<Value> = print.pages.iter().map(|(width, height)| json!([width, height])).collect();
    json!({"id": print.id, "title": print.title, "file": file_of(at), "sizes": sizes})
}

fn make(
    press: &Press,
    form: &str,
    view: &Value,
    prints: &[Print],
    title: &str,
    origin: &Origin<'_>,
) -> Result<Vec<u8>, RenderError> {
    let options = PdfOptions {
        title: title.to_owned(),
        record: format!("{}.{form}", origin.archive),
        date: origin.date,
        standard: Standard::Plain,
        attachment: None,
    };
    let file = |(at, print): (usize, &Print)| Attachment { name: file_of(at), bytes: print.bytes.clone() };
    let beside = Beside { files: prints.iter().enumerate().map(file).collect(), symbols: Vec::new() };
    press.print(form, view, &options, &beside).map(|printed| printed.bytes)
}

/// Sheets of paper by size, cover and index left out.
fn sheets(prints: &[Print], sides: Sides) -> Vec<(&'static str, usize)> {
    let (mut small, mut large) = (0, 0);
    for print in prints {
        let sheets = if sides == Sides::Both { print.pages.len().div_ceil(2) } else { print.pages.len() };
        let longest = print.pages.iter().map(|(width, height)| width.max(*height)).fold(0.0, f32::max);
        if longest > A4.1 + SLACK { large += sheets } else { small += sheets }
    }
    [("A4", small), ("A3", large)].into_iter().filter(|(_, count)| *count > 0).collect()
}

/// The page numbers of each side of a booklet, left and right, from the outermost sheet in; 0 is a blank.
pub fn saddle(pages: usize) -> Vec<(usize, usize)> {
    let all = pages.div_ceil(4) * 4;
    let or_blank = |page: usize| if page <= pages { page } else { 0 };
    let side = |at: usize| {
        let (low, high) = (at + 1, all - at);
        // Odd pages lie at the right: fronts have the low page there, backs the high one.
        if at.is_multiple_of(2) { (or_blank(high), or_blank(low)) } else { (or_blank(low), or_blank(high)) }
    };
    (0..all / 2).map(side).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_undoes_the_saddle_order() {
        assert_eq!(saddle(8), [(8, 1), (2, 7), (6, 3), (4, 5)]);
        assert_eq!(saddle(1), [(0, 1), (0, 0)]);
        assert_eq!(saddle(13).first(), Some(&(0, 1)));
        for pages in 1..40 {
            let mut seen: Vec<usize> = saddle(pages).into_iter().flat_map(|(a, b)| [a, b]).filter(|&p| p > 0).collect();
            seen.sort_unstable();
            assert_eq!(seen, (1..=pages).collect::<Vec<_>>());
        }
    }

    #[test]
    fn texts_of_pdfs_are_read_in_each_spelling() {
        assert_eq!(pdf_text(b"Hoc ba"), "Hoc ba");
        assert_eq!(pdf_text(&[0xFE, 0xFF, 0x1E, 0xA1]), "ạ");
        assert_eq!(pdf_text("\u{feff}Học".as_bytes()), "Học");
    }
}
