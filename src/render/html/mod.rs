//! Record → HTML page; one volume's cards → its lists; the whole archive's counts → the root pages.
//!
//! Templates are data (`templates/html`), compiled once, autoescape on: a name, a remark, a title can't become markup.
//! Every page shows its chrome in Vietnamese and English at once and a check box without script chooses (`:has()`),
//! so the language switch needs neither a server nor script; records stay in their own language. Pages inside
//! `volumes/` may name persons, root pages never do. Uses `assets`, `words` and `markdown`; no file system, clock or
//! network.

mod archive;
mod cards;
mod copy;
mod order;
mod record;
mod root;
mod shelf;
mod show;
mod volume;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::{Value, json};
use tera::{Context, Kwargs, State, Tera};

use crate::assets::{Assets, DataError, DataFault};
use crate::render::engine::unusable;
use crate::render::markdown::escape;
use crate::words::{Language, Words};

pub use archive::{Archive, Correction, Demand, KindCount, ListCount, RuleRow, RuleTable, VolumeSummary};
pub use cards::{Both, Card, Listing, Pupil, RuleLine, School, Volume, VolumeInfo};
pub use copy::{CopyKind, CopyMark, CopyNote};
pub use order::{key as text_order, name as name_order};
pub use record::RecordLinks;
pub use root::RootPage;
pub use shelf::{SHELF_FILES, Shelved};
pub use show::{date, number, size, slug};

const TEMPLATES: &str = "templates/html/";
const BROWSE: &str = "templates/html/browse/";
const SHELF: &str = "templates/html/shelf/";

/// One finished page or script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Path inside the volume's `data/`, or from the archive's root for root pages.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A template that doesn't compile, or a page that it can't make.
#[derive(Debug, thiserror::Error)]
#[error("{page}: {what}")]
pub struct PageError {
    /// The template or the page.
    pub page: String,
    /// What the template engine said.
    pub what: String,
}

impl PageError {
    fn new(page: &str, what: &dyn std::fmt::Display) -> Self {
        Self { page: page.to_owned(), what: what.to_string() }
    }
}

/// The page maker: every template compiled, ready to be shared between threads.
pub struct Pages {
    tera: Tera,
    words: Arc<Words>,
    browse: Vec<Page>,
    shelf: Vec<Page>,
}

impl Pages {
    /// Compiles the templates.
    ///
    /// # Errors
    /// When a template is not UTF-8 or doesn't compile.
    pub fn new(assets: &Assets, words: Arc<Words>) -> Result<Self, DataError> {
        let mut tera = Tera::default();
        tera.autoescape_on([""]);
        let speaker = Speaker::new(&words);
        tera.register_function("t", move |kwargs: Kwargs, _: &State| {
            speaker.say(&kwargs).map(|both| tera::Value::safe_string(&spans(&both)))
        });
        let speaker = Speaker::new(&words);
        tera.register_function("vi", move |kwargs: Kwargs, _: &State| speaker.say(&kwargs).map(|both| both.vi));
        let speaker = Speaker::new(&words);
        tera.register_function("en", move |kwargs: Kwargs, _: &State| speaker.say(&kwargs).map(|both| both.en));
        tera.register_filter("both", |value: tera::Value, _: Kwargs, _: &State| {
            let part = |name| value.get_from_path(name).and_then(tera::Value::as_str).unwrap_or_default().to_owned();
            tera::Value::safe_string(&spans(&Both { vi: part("vi"), en: part("en") }))
        });
        tera.register_filter("masked", |text: &str, _: Kwargs, _: &State| show::masked(text));
        let mut sources = Vec::new();
        let mut browse = Vec::new();
        let mut shelf = Vec::new();
        for (path, bytes) in assets.list(TEMPLATES) {
            if let Some(name) = path.strip_prefix(BROWSE) {
                browse.push(Page { path: format!("browse/{name}"), bytes: bytes.to_vec() });
            } else if let Some(name) = path.strip_prefix(SHELF) {
                shelf.push(Page { path: format!("{SHELF_FILES}{name}"), bytes: bytes.to_vec() });
            } else if let Some(name) = path.strip_prefix(TEMPLATES).filter(|name| name.ends_with(".html")) {
                let text = std::str::from_utf8(bytes).map_err(|_| DataError::new(path, DataFault::NotText))?;
                sources.push((name.to_owned(), with_words(text, &words)));
            }
        }
        tera.add_raw_templates(sources).map_err(|e| unusable(TEMPLATES, &e))?;
        Ok(Self { tera, words, browse, shelf })
    }

    /// The stylesheet and the scripts, as they go into `browse/`.
    pub fn browse_files(&self) -> &[Page] {
        &self.browse
    }

    fn both(&self, id: &str, arguments: &[(&str, &str)]) -> Both {
        Both { vi: self.words.say(Language::Vi, id, arguments), en: self.words.say(Language::En, id, arguments) }
    }

    /// Name of a retention class: `20-nam` → `20 năm`.
    fn class_title(&self, class: &str) -> Both {
        match class.strip_suffix("-nam") {
            Some(years) => self.both("page-term-years", &[("n", years)]),
            None => self.both("page-term-permanent", &[]),
        }
    }

    fn fill(&self, template: &str, page: &str, context: &Value) -> Result<Vec<u8>, PageError> {
        self.fill_in(template, page, &context_of(page, context)?)
    }

    fn fill_in(&self, template: &str, page: &str, context: &Context) -> Result<Vec<u8>, PageError> {
        let mut bytes = Vec::new();
        self.tera.render_to(template, context, &mut bytes).map_err(|e| PageError::new(page, &e))?;
        Ok(bytes)
    }
}

fn context_of(page: &str, context: &Value) -> Result<Context, PageError> {
    Context::from_serialize(context).map_err(|e| PageError::new(page, &e))
}

/// How a template asks for words that no variable changes: this, the message's id, and the end.
const ASKED: (&str, &str) = ("{{ t(id=\"", "\") }}");

/// A template with such words put in. A page asks for fifty, and every call of a function costs.
fn with_words(template: &str, words: &Words) -> String {
    let told = |part: &str| {
        let (id, rest) = part.split_once(ASKED.1)?;
        let known = [Language::Vi, Language::En].iter().all(|language| words.knows(*language, id));
        let both =
            known.then(|| Both { vi: words.say(Language::Vi, id, &[]), en: words.say(Language::En, id, &[]) })?;
        let shown = spans(&both);
        // What looks like the template's own language stays a call.
        (!shown.contains('{')).then(|| shown + rest)
    };
    let mut parts = template.split(ASKED.0);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| match told(part) {
        Some(told) => out + &told,
        None => out + ASKED.0 + part,
    })
}

/// Words for templates. Those without variables are put together once: a page asks for fifty, and so does the next.
struct Speaker {
    words: Arc<Words>,
    said: RwLock<BTreeMap<String, Both>>,
}

impl Speaker {
    fn new(words: &Arc<Words>) -> Self {
        Self { words: Arc::clone(words), said: RwLock::default() }
    }

    fn say(&self, kwargs: &Kwargs) -> Result<Both, tera::Error> {
        if kwargs.iter().count() > 1 {
            return say(&self.words, kwargs);
        }
        let id: &str = kwargs.must_get("id")?;
        if let Some(both) = self.said.read().unwrap_or_else(PoisonError::into_inner).get(id) {
            return Ok(both.clone());
        }
        let both = say(&self.words, kwargs)?;
        self.said.write().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), both.clone());
        Ok(both)
    }
}

fn say(words: &Words, kwargs: &Kwargs) -> Result<Both, tera::Error> {
    let id: &str = kwargs.must_get("id")?;
    for language in [Language::Vi, Language::En] {
        if !words.knows(language, id) {
            return Err(tera::Error::message(format!("no words for `{id}` in {}", language.code())));
        }
    }
    let arguments: Vec<(String, String)> =
        kwargs.iter().filter_map(|(name, value)| Some((name.as_str()?.to_owned(), value.to_string()))).collect();
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    Ok(Both { vi: words.say(Language::Vi, id, &arguments), en: words.say(Language::En, id, &arguments) })
}

/// Both languages side by side, escaped; the stylesheet shows one of them.
fn spans(both: &Both) -> String {
    let mut out = String::with_capacity(both.vi.len() + both.en.len() + 64);
    if both.vi == both.en {
        escape(&both.vi, &mut out);
        return out;
    }
    out.push_str("<span class=\"vi\">");
    escape(&both.vi, &mut out);
    out.push_str("</span><span class=\"en\" lang=\"en\">");
    escape(&both.en, &mut out);
    out.push_str("</span>");
    out
}

/// What every page needs: how far away the archive's root and the volume's data are, and who speaks.
fn frame(info: &VolumeInfo, depth: usize) -> Value {
    let data = "../".repeat(depth);
    json!({
        "data": data,
        "root": format!("{data}../../../"),
        "school": info.school,
        "school_year": info.school_year,
        "archive": info.archive,
        "sealed_at": info.sealed_at,
        "system": info.system,
        "volume": info.class,
        "copy": info.copy,
    })
}

fn merge(mut base: Value, more: Value) -> Value {
    if let (Value::Object(base), Value::Object(more)) = (&mut base, more) {
        base.extend(more);
    }
    base
}
