//! What typst may see while it prints one document: the forms, our fonts, and the document's own data.
//!
//! No package, no file, no system font, no clock: whatever is not handed over does not exist. Data comes as JSON files
//! that a form reads, never as source text, so nothing that a teacher typed can act as code (design §4).

use std::collections::BTreeMap;
use std::sync::Arc;

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpanKind, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::assets::{Assets, DataError, DataFault};

/// Folder of the forms among the assets.
const FORMS: &str = "templates/pdf/";
/// Folder of the fonts among the assets.
const FONTS: &str = "templates/fonts/";

/// What all documents share: parsed once, only read afterwards.
#[derive(Debug)]
pub(super) struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: BTreeMap<String, Source>,
}

impl Shared {
    /// Parses every form and font of `assets`.
    pub(super) fn new(assets: &Assets) -> Result<Self, DataError> {
        let fonts = fonts(assets)?;
        let mut sources = BTreeMap::new();
        for (path, bytes) in assets.list(FORMS).filter(|(path, _)| path.ends_with(".typ")) {
            let name = path.trim_start_matches(FORMS);
            let main = main_name(name.trim_end_matches(".typ"));
            sources.insert(name.to_owned(), parse(name, path, bytes)?);
            sources.insert(main.clone(), parse(&main, path, main_text(name).as_bytes())?);
        }
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Ok(Self { library: LazyHash::new(Library::default()), book, fonts, sources })
    }

    /// Where a form's document starts, if there is such a form.
    pub(super) fn main_of(&self, form: &str) -> Option<FileId> {
        self.sources.get(&main_name(form)).map(Source::id)
    }

    /// The faces of the font.
    pub(super) fn fonts(&self) -> &[Font] {
        &self.fonts
    }
}

/// The world of one document: the shared things, and its own files.
pub(super) struct Desk {
    /// What it shares with all others.
    pub(super) shared: Arc<Shared>,
    /// Where it starts.
    pub(super) main: FileId,
    /// Its own files: `/data.json`, `/meta.json`, and what it carries.
    pub(super) files: BTreeMap<String, Bytes>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shared.sources.get(name_of(id)?).cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(name_of(id)?).cloned().ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// A file's name in this world; packages are refused before anything is looked for.
fn name_of(id: FileId) -> FileResult<&'static str> {
    match id.get().root() {
        VirtualRoot::Project => Ok(id.get().vpath().get_without_slash()),
        VirtualRoot::Package(package) => Err(FileError::Package(PackageError::NotFound(package.clone()))),
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

fn parse(name: &str, path: &str, bytes: &[u8]) -> Result<Source, DataError> {
    let bad = |fault| DataError::new(path, fault);
    let text = std::str::from_utf8(bytes).map_err(|_| bad(DataFault::NotText))?;
    let place = VirtualPath::new(format!("/{name}"));
    let place = place.map_err(|_| bad(DataFault::Shape("not a usable name".to_owned())))?;
    let id = RootedPath::new(VirtualRoot::Project, place).intern();
    let source = Source::new(id, text.to_owned());
    let (errors, warnings) = source.root().errors_and_warnings();
    match errors.iter().chain(&warnings).next() {
        Some(fault) => {
            let at = match fault.span.get() {
                DiagSpanKind::Number { num, sub_range, .. } => source.range(num, sub_range),
                DiagSpanKind::Range { range, .. } => Some(range),
                DiagSpanKind::Detached => None,
            };
            let at = at.map_or(0, |range| range.start);
            Err(DataError::within(path, text, at, DataFault::Shape(fault.message.to_string())))
        }
        None => Ok(source),
    }
}

fn main_name(form: &str) -> String {
    format!("main/{form}.typ")
}

/// The few fixed lines that hand a form its data. Nothing from a record ever stands in them.
fn main_text(form_file: &str) -> String {
    format!(
        "#import \"/{form_file}\": render\n\
         #let meta = json(\"/meta.json\")\n\
         #set document(title: meta.title, author: meta.author, keywords: (meta.record,))\n\
         #render(json(\"/data.json\"))\n"
    )
}

fn fonts(assets: &Assets) -> Result<Vec<Font>, DataError> {
    let mut fonts = Vec::new();
    for (path, bytes) in assets.list(FONTS).filter(|(path, _)| path.ends_with(".ttf")) {
        let font = Font::new(Bytes::new(bytes.to_vec()), 0);
        fonts.push(font.ok_or_else(|| DataError::new(path, DataFault::NotFont))?);
    }
    Ok(fonts)
}
