//! Checks an export folder the way `niemphong check` does, for the tests that need its findings.

use std::path::Path;

use niemphong::assets::Assets;
use niemphong::check::{self, Finding, Outcome, PictureFault, PictureNamed, Rulebook, Seen};
use niemphong::read::{self, Document, Listing, Shape};
use niemphong::record::Signature;
use niemphong::render::{markdown, picture};

/// The rulebook that the program carries.
pub(super) fn rulebook() -> Rulebook {
    Rulebook::load(&Assets::embedded()).expect("the data compiled in can be used")
}

/// Records of documents alone: no file is asked for, no picture looked for.
pub(super) const NOTHING_MORE: check::About<'static> =
    check::About { file: &|_| (0, Signature::Unasked), pictures: &|_| Vec::new() };

/// Every finding of the export in `folder`.
pub(super) fn check(folder: &Path, book: &Rulebook) -> Outcome {
    let mut listing = read::survey(folder).expect("the folder can be read");
    let (documents, seen) = look(&mut listing, book);
    let grades = check::grades(&seen);
    let mut seen = seen;
    let kept = listing.entries.iter().filter(|e| e.shape == Shape::Kept);
    let rules = &book.catalogue.rules.digital_card;
    let look_at =
        |name: &str, path: &Path| check::kept(name, &std::fs::read(path).expect("the file can be read"), rules);
    let kept = kept.map(|entry| look_at(&entry.name, &entry.path)).collect();
    for (document, one) in documents.iter().zip(&mut seen) {
        let kind = one.kind.as_ref().and_then(|k| book.catalogue.kind(k.as_str()));
        if let (Some(kind), Some(document)) = (kind, document) {
            one.findings.extend(check::assess(document, kind, book, &grades));
        }
    }
    check::conclude(listing, seen, kept, book)
}

fn look(listing: &mut Listing, book: &Rulebook) -> (Vec<Option<Document>>, Vec<Seen>) {
    let (mut documents, mut all) = (Vec::new(), Vec::new());
    let mut faults = Vec::new();
    for entry in listing.entries.iter().filter(|e| e.shape != Shape::Kept) {
        match read::document(entry) {
            Ok((document, own)) => {
                faults.extend(own);
                let mut seen = check::look(&document, entry.shape, book, &|_| true);
                look_at_text(&document, book, &mut seen);
                all.push(seen);
                documents.push(Some(document));
            }
            Err(own) => {
                faults.extend(own);
                // What could not be read is there all the same.
                all.push(Seen { file: entry.name.clone(), ..Seen::default() });
                documents.push(None);
            }
        }
    }
    listing.faults.extend(faults);
    look_into_pictures(listing, book, &mut all);
    (documents, all)
}

/// The Markdown of a document, as the command reads it.
fn look_at_text(document: &Document, book: &Rulebook, seen: &mut Seen) {
    let faults = markdown::parse(document.body()).err().unwrap_or_default();
    seen.findings.extend(faults.iter().map(|f| check::bad_markdown(document, f.line, f.column, f.what.word())));
    let named =
        |one: markdown::Named| PictureNamed { line: one.line, column: one.column, path: one.path, words: one.words };
    let named: Vec<_> = markdown::pictures(document.body()).into_iter().map(named).collect();
    check::note_pictures(seen, document, &named, &book.catalogue.rules.pictures);
}

fn look_into_pictures(listing: &Listing, book: &Rulebook, all: &mut [Seen]) {
    for seen in all {
        for file in seen.picture_files().collect::<Vec<_>>() {
            let Some(entry) = listing.entries.iter().find(|entry| entry.name == file) else { continue };
            let made = picture::remade(&std::fs::read(&entry.path).unwrap(), &book.catalogue.rules.pictures);
            let fault = match made {
                Ok(_) => continue,
                Err(picture::PictureFault::Unknown) => PictureFault::Unknown,
                Err(picture::PictureFault::Broken) => PictureFault::Broken,
                Err(picture::PictureFault::Moving) => PictureFault::Moving,
                Err(picture::PictureFault::TooLarge { width, height }) => PictureFault::Pixels(width, height),
            };
            seen.bad_picture(&file, fault);
        }
    }
}

/// Findings as lines that a failing test can show.
pub(super) fn lines(findings: &[Finding]) -> Vec<String> {
    let line = |f: &Finding| {
        let place = f.place.map_or(0, |p| p.line);
        format!("{}:{place}: {} {:?}", f.file, f.code.name, f.arguments)
    };
    findings.iter().map(line).collect()
}
