//! Papers that are no records: those of a destruction, with the file that the school fills in, and those of the
//! yearly file cycle.
//!
//! Their texts are data (`templates/huy`, `templates/lap_ho_so`): Markdown with places for values, so that a form
//! changes without Rust. A value can't become Markdown or YAML: each engine escapes for the language that it writes.
//! Blanks become dots.

use std::io::Write;

use serde_json::{Value, json};
use tera::{Context, Kwargs, State, Tera};

use super::engine::unusable;
use super::{markdown, words_of_number};
use crate::assets::{Assets, DataError, DataFault};
use crate::catalogue::{PaperForm, PaperSigner};
use crate::record::Date;
use crate::words::{Language, Words};

/// The form among `templates/pdf` that prints them all.
pub const FORM: &str = "giay_to";
const FORM_FILE: &str = "ho-so-huy.yaml";
/// The data file that names the papers of each occasion.
const LIST_FILE: &str = "giay_to.yaml";
/// What stands where something is to be written by hand.
const DOTS: &str = "………………………";

/// The message that stands for a day to be written by hand.
const OPEN_DAY: &str = "record-day-open";

/// Which papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// Of a destruction.
    Disposal,
    /// Of the yearly file cycle.
    FileCycle,
}

impl Occasion {
    fn folder(self) -> &'static str {
        match self {
            Self::Disposal => "templates/huy/",
            Self::FileCycle => "templates/lap_ho_so/",
        }
    }
}

/// The texts, compiled.
pub struct PaperForms {
    folder: &'static str,
    words: Words,
    yaml: Tera,
    markdown: Tera,
}

impl PaperForms {
    /// Compiles the texts.
    ///
    /// # Errors
    /// When one is not UTF-8 or doesn't compile.
    pub fn new(occasion: Occasion, assets: &Assets) -> Result<Self, DataError> {
        let folder = occasion.folder();
        let words = Words::load(assets)?;
        let open_day = words.say(Language::Vi, OPEN_DAY, &[]);
        let mut texts = Vec::new();
        for (path, bytes) in assets.list(folder) {
            let name = path.trim_start_matches(folder);
            let text = std::str::from_utf8(bytes).map_err(|_| DataError::new(path, DataFault::NotText))?;
            texts.push((name.to_owned(), text.to_owned()));
        }
        let of = |ending: &str, escape| {
            let mut tera = Tera::default();
            tera.set_escape_fn(escape);
            tera.autoescape_on(["yaml", "md"]);
            tera.register_filter("cham", |value: tera::Value, _: Kwargs, _: &State| blank_as_dots(&value));
            let open = open_day.clone();
            tera.register_filter("ngay", move |text: &str, _: Kwargs, _: &State| {
                text.parse::<Date>().map_or_else(|_| open.clone(), Date::in_words)
            });
            tera.register_filter("nhom", |text: &str, _: Kwargs, _: &State| in_groups(text));
            tera.register_filter("bang_chu", |count: usize, _: Kwargs, _: &State| words_of_number(count));
            let own = texts.iter().filter(|(name, _)| name.ends_with(ending)).cloned().collect::<Vec<_>>();
            tera.add_raw_templates(own).map_err(|e| unusable(folder, &e))?;
            Ok(tera)
        };
        Ok(Self { folder, words, yaml: of(FORM_FILE, escape_yaml)?, markdown: of(".md", escape_markdown)? })
    }

    /// The file that the school fills in.
    ///
    /// # Errors
    /// When `case` lacks a value.
    pub fn form_file(&self, case: &Value) -> Result<String, DataError> {
        self.fill(&self.yaml, FORM_FILE, case)
    }

    fn place_date(&self, place: &str, day: Option<Date>) -> String {
        let words = day.map_or_else(|| self.words.say(Language::Vi, OPEN_DAY, &[]), Date::in_words);
        if place.is_empty() { words } else { format!("{place}, {words}") }
    }

    /// One paper as a view for the form [`FORM`].
    ///
    /// # Errors
    /// When `case` lacks a value, or the text is no Markdown that can be printed.
    pub fn view(&self, paper: &PaperForm, case: &Value) -> Result<Value, DataError> {
        let name = format!("{}.md", paper.name);
        let text = self.fill(&self.markdown, &name, case)?;
        let blocks = markdown::parse(&text).map_err(|faults| {
            let word = faults.first().map_or("", |first| first.what.word());
            DataError::new(&format!("{}{name}", self.folder), DataFault::Markup(word))
        })?;
        let (subject, reference) = (self.line(&paper.subject, case)?, self.line(&paper.reference, case)?);
        let day = paper.date.as_deref().and_then(|key| at(case, key).parse::<Date>().ok());
        let short = at(case, "truong.ten_viet_tat");
        let number = paper.number.as_deref().map_or_else(String::new, |key| match at(case, key).as_str() {
            "" => self.words.say(Language::Vi, "record-number-open", &[("mark", &paper.mark), ("school", &short)]),
            number => self.words.say(Language::Vi, "record-number", &[("number", number)]),
        });
        Ok(json!({
            "lang": "vi",
            "record": {"id": reference, "title": format!("{} – {subject}", paper.title)},
            "school": {"name": at(case, "truong.ten"), "superior": superior(case, day)},
            "authenticity": {"archive": at(case, "goi_luu_tru")},
            "place_date": self.place_date(&at(case, "truong.dia_danh"), day),
            "signatures": paper.signers.iter().map(|one| signature(one, case)).collect::<Vec<_>>(),
            "form": {
                "type": FORM,
                "number": number,
                "type_title": paper.title,
                "subject": subject,
                "blocks": blocks,
                "recipients": paper.recipients,
                "flipped": paper.landscape,
            },
        }))
    }

    /// A line of the data file with its places filled: plain text, which nothing reads as a markup.
    fn line(&self, text: &str, case: &Value) -> Result<String, DataError> {
        let unusable = |e: tera::Error| DataError { place: None, ..unusable(self.folder, &e) };
        let about = |e: DataError| DataError { file: format!("{}{LIST_FILE}", self.folder), ..e };
        let context = Context::from_serialize(case).map_err(unusable).map_err(about)?;
        Ok(Tera::one_off(text, &context, false).map_err(unusable).map_err(about)?.trim().to_owned())
    }

    fn fill(&self, tera: &Tera, name: &str, case: &Value) -> Result<String, DataError> {
        let context = Context::from_serialize(case).map_err(|e| unusable(self.folder, &e))?;
        let mut bytes = Vec::new();
        tera.render_to(name, &context, &mut bytes).map_err(|e| unusable(self.folder, &e))?;
        String::from_utf8(bytes).map_err(|_| DataError::new(&format!("{}{name}", self.folder), DataFault::NotText))
    }
}

/// The text at a dotted key; empty if there is none.
fn at(case: &Value, key: &str) -> String {
    let found = key.split('.').try_fold(case, |node, part| node.get(part));
    found.and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The body above the school on the paper's own day; on the day of preparation while that is open.
fn superior(case: &Value, day: Option<Date>) -> String {
    let Some(day) = day.or_else(|| at(case, "ngay_lap").parse().ok()) else { return String::new() };
    let bodies = case.get("co_quan_chu_quan").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let found = bodies.iter().find(|body| {
        let bound = |key| at(body, key).parse::<Date>().ok();
        bound("tu").is_none_or(|first| first <= day) && bound("den").is_none_or(|last| day <= last)
    });
    found.map_or_else(String::new, |body| at(body, "ten").to_uppercase())
}

fn signature(one: &PaperSigner, case: &Value) -> Value {
    let title = one.title_from.as_deref().map_or_else(|| one.title.clone(), |key| at(case, key).to_uppercase());
    let name = if one.name.is_empty() { String::new() } else { at(case, &one.name) };
    json!({"authority": "", "title": title, "note": one.note, "name": name})
}

fn blank_as_dots(value: &tera::Value) -> String {
    let shown = if value.is_none() || value.is_undefined() { String::new() } else { value.to_string() };
    if shown.trim().is_empty() { DOTS.to_owned() } else { shown }
}

/// A digest as people compare it: `sha256 8926 b4fe …`.
fn in_groups(text: &str) -> String {
    let digits = text.strip_prefix("sha256:").unwrap_or(text);
    format!("SHA-256 {}", super::view::groups(digits).join(" "))
}

/// A YAML scalar in double quotes, which JSON's are too.
fn escape_yaml(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    out.write_all(Value::from(text).to_string().as_bytes())
}

/// Every mark of Markdown with a backslash before it, and all on one line, so that a table's row stays one.
fn escape_markdown(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => escaped.push(' '),
            mark if mark.is_ascii_punctuation() => escaped.extend(['\\', mark]),
            other => escaped.push(other),
        }
    }
    out.write_all(escaped.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::pdf::tests::{set, text_of};
    use super::*;

    fn escaped(text: &str, escape: fn(&str, &mut dyn Write) -> std::io::Result<()>) -> String {
        let mut out = Vec::new();
        escape(text, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn values_stay_values() {
        let hostile = "| *đậm* <b> [x](javascript:1)\n# `";
        let blocks = markdown::parse(&escaped(hostile, escape_markdown)).unwrap();
        assert_eq!(blocks.len(), 1);
        assert_eq!(blocks[0]["t"], "para");
        assert_eq!(escaped("a\": {b: \\\n", escape_yaml), r#""a\": {b: \\\n""#);
    }

    #[test]
    fn the_authority_is_the_one_of_the_papers_day() {
        let case = json!({"ngay_lap": "2026-02-01", "co_quan_chu_quan": [
            {"ten": "Phòng GDĐT", "den": "2025-06-30"}, {"ten": "UBND xã Mỹ Hiệp", "tu": "2025-07-01"}]});
        assert_eq!(superior(&case, "2025-06-30".parse().ok()), "PHÒNG GDĐT");
        assert_eq!(superior(&case, "2025-07-01".parse().ok()), "UBND XÃ MỸ HIỆP");
        assert_eq!(superior(&case, None), "UBND XÃ MỸ HIỆP");
    }

    #[test]
    fn a_list_begins_on_its_first_page_and_is_signed_below_its_last_row() {
        let assets = Assets::embedded();
        let forms = PaperForms::new(Occasion::Disposal, &assets).unwrap();
        let notice = crate::catalogue::DisposalPapers::load(&assets).unwrap().notice;
        for count in 1..=24 {
            let row = |at: usize| {
                json!({"goi": format!("gói-{at}."), "ten": "5 năm", "giu_den": "", "so_ho_so": 1,
                "tinh_trang": "quá ngày, chưa đối chiếu văn bản gốc: không đề nghị hủy", "ghi_chu": ""})
            };
            let case = json!({"ngay_lap": "2026-11-28", "nam": 2040, "goi_luu_tru": "vn/82/1/2025-2026",
                "tap": (1..=count).map(row).collect::<Vec<_>>(), "truong": {"ten": "Trường Tiểu học Hoa Sen"}});
            let document = set("het_han", &forms.view(&notice, &case).unwrap());
            let pages: Vec<String> = document.pages().iter().map(|page| text_of(&page.frame)).collect();
            assert!(pages[0].contains("gói-1."), "{count} rows: {pages:?}");
            let signed = pages.iter().find(|page| page.contains("THỦ TRƯỞNG")).unwrap();
            assert!(signed.contains(&format!("gói-{count}.")), "{count} rows: {pages:?}");
        }
    }
}
