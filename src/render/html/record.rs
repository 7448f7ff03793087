//! One record's page.

use serde_json::{Value, json};

use super::cards::{Card, Listing, Volume};
use super::{PageError, Pages, context_of, frame, merge, show, spans};
use crate::render::markdown;

/// The forms that a record can take; each is a template in `templates/html/forms/`.
const FORMS: [&str; 4] = ["hoc_ba", "table", "document", "file"];

/// Where a record stands among the others of its volume.
#[derive(Debug, Clone, Copy)]
pub struct RecordLinks<'a> {
    volume: &'a Volume,
    card: &'a Card,
    previous: Option<&'a Card>,
    next: Option<&'a Card>,
    print: Option<(u64, u32)>,
}

impl Volume {
    /// The links of record number `n` of [`Volume::cards`]; previous and next are the neighbours of its own kind.
    pub fn links(&self, n: usize) -> Option<RecordLinks<'_>> {
        let card = self.cards.get(n)?;
        let of_kind = |n: usize| self.cards.get(n).filter(|other| other.kind == card.kind);
        let print = card.pdf_bytes.zip(card.pages);
        Some(RecordLinks {
            volume: self,
            card,
            previous: n.checked_sub(1).and_then(of_kind),
            next: of_kind(n + 1),
            print,
        })
    }
}

impl RecordLinks<'_> {
    /// The same, with the bytes and pages of the PDF that has just been made.
    #[must_use]
    pub fn printed(self, print: (u64, u32)) -> Self {
        Self { print: Some(print), ..self }
    }

    /// All that the page takes from here, as text: two records with the same view and the same text have the same page.
    pub fn to_text(&self) -> String {
        let neighbour = |card: Option<&Card>| card.map(|card| (card.stem.clone(), card.title.clone()));
        json!([self.volume.info, self.card, neighbour(self.previous), neighbour(self.next), self.print]).to_string()
    }

    /// Where the page belongs inside the volume's `data/`.
    pub fn path(&self) -> String {
        format!("{}.html", self.card.path())
    }
}

impl Pages {
    /// The page of one record, from its view (`src/render/view.rs`) and its place in the volume.
    ///
    /// # Errors
    /// When the view names no known form, or lacks what the template asks for.
    pub fn record_page(&self, view: &Value, links: &RecordLinks<'_>) -> Result<Vec<u8>, PageError> {
        let RecordLinks { volume, card, previous, next, print } = links;
        let path = links.path();
        let form = view["form"]["type"].as_str().unwrap_or_default();
        if !FORMS.contains(&form) {
            return Err(PageError::new(&path, &format!("no template for form `{form}`")));
        }
        let absent = spans(&self.both("page-picture-absent", &[]));
        let [table, back] = ["page-text-table", "page-text-back"].map(|id| self.both(id, &[]).vi);
        let labels = markdown::Labels { absent: &absent, table: &table, back: &back };
        let body = view["form"]["blocks"].as_array().map(|blocks| markdown::to_html(blocks, labels));
        let neighbour =
            |card: Option<&Card>| card.map(|card| json!({"href": format!("{}.html", card.stem), "title": card.title}));
        let mut crumbs = vec![json!({
            "href": Listing::Front.path(),
            "label": self.class_title(&volume.info.class),
        })];
        crumbs.push(json!({"href": Listing::Kind(card.kind.clone()).path(), "label": card.kind_title}));
        if !card.class.is_empty() {
            let label = self.both("page-class-of", &[("class", &card.class)]);
            crumbs.push(json!({"href": Listing::Class(card.class.clone()).path(), "label": label}));
        }
        let child = card
            .pupil
            .as_ref()
            .map(|pupil| json!({"href": Listing::Pupil(pupil.code.clone()).path(), "name": pupil.name}));
        let context = merge(
            frame(&volume.info, 2),
            json!({
                "body": body.unwrap_or_default(),
                "crumbs": crumbs,
                "title": view["record"]["title"],
                "stem": card.stem,
                "pdf_size": print.map(|(bytes, _)| show::size(bytes)),
                "pdf_pages": print.map(|(_, pages)| pages),
                "sensitivity": card.sensitivity,
                "class_list": (!card.class.is_empty()).then(|| Listing::Class(card.class.clone()).path()),
                "pupil_page": child,
                "previous": neighbour(*previous),
                "next": neighbour(*next),
            }),
        );
        let mut context = context_of(&path, &context)?;
        // Much the largest part: handed over as it is.
        context.insert("v", view);
        self.fill_in(&format!("forms/{form}.html"), &path, &context)
    }
}
