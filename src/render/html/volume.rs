//! The list pages of one volume.

use serde_json::{Value, json};

use super::cards::{Card, Child, Listing, Volume};
use super::{Page, PageError, Pages, frame, merge, show};

impl Pages {
    /// One list page of a volume.
    ///
    /// # Errors
    /// When the volume has no such list, or the template can't be filled.
    pub fn listing(&self, volume: &Volume, listing: &Listing) -> Result<Page, PageError> {
        let path = listing.path();
        let missing = || PageError::new(&path, &"no such list in this volume");
        let (template, content) = match listing {
            Listing::Front => ("volume.html", self.front(volume)),
            Listing::Kind(kind) => ("kind.html", kind_page(volume, kind).ok_or_else(missing)?),
            Listing::KindClass(kind, class) => ("kind.html", self.part_page(volume, kind, class).ok_or_else(missing)?),
            Listing::Class(class) => ("class.html", self.class_page(volume, class).ok_or_else(missing)?),
            Listing::Pupil(code) => ("pupil.html", self.pupil_page(volume, code).ok_or_else(missing)?),
            Listing::Owner(owner) => ("owner.html", owner_page(volume, owner).ok_or_else(missing)?),
            Listing::Expiry => ("expiry.html", self.expiry_page(volume)),
        };
        let depth = path.matches('/').count();
        let crumbs = self.crumbs(volume, listing);
        let base = merge(
            frame(&volume.info, depth),
            json!({
                "crumbs": crumbs,
                "class_title": self.class_title(&volume.info.class),
                "keep_until": show::date(&volume.info.keep_until),
            }),
        );
        let bytes = self.fill(template, &path, &merge(base, content))?;
        Ok(Page { path, bytes })
    }

    /// The way back: the volume, then the list that this one is a part of.
    fn crumbs(&self, volume: &Volume, listing: &Listing) -> Vec<Value> {
        let front = || json!({"href": "index.html", "label": self.class_title(&volume.info.class)});
        match listing {
            Listing::Front => Vec::new(),
            Listing::KindClass(kind, _) => {
                let title = volume.kind_counts().find(|(name, ..)| name == kind).map(|(_, title, _)| title);
                vec![front(), json!({"href": Listing::Kind(kind.clone()).path(), "label": title})]
            }
            Listing::Pupil(code) => {
                let class = volume.by_code.get(code).map_or("", |&n| volume.pupils[n].pupil.class.as_str());
                if class.is_empty() {
                    return vec![front()];
                }
                let label = self.both("page-class-of", &[("class", class)]);
                vec![front(), json!({"href": Listing::Class(class.to_owned()).path(), "label": label})]
            }
            _ => vec![front()],
        }
    }

    fn front(&self, volume: &Volume) -> Value {
        let kinds: Vec<Value> = volume
            .kind_counts()
            .map(|(kind, title, count)| {
                json!({"href": Listing::Kind(kind.to_owned()).path(), "title": title, "count": show::number(count as u64)})
            })
            .collect();
        let classes: Vec<Value> = volume
            .classes
            .iter()
            .map(|class| {
                json!({
                    "href": Listing::Class(class.code.clone()).path(),
                    "code": class.code,
                    "count": show::number(class.pupils.len() as u64),
                })
            })
            .collect();
        let owners: Vec<Value> = volume
            .owner_counts()
            .map(|(owner, title, count)| {
                let href = Listing::Owner(owner.to_owned()).path();
                json!({"href": href, "title": title, "count": show::number(count as u64)})
            })
            .collect();
        json!({
            "kinds": kinds,
            "classes": classes,
            "owners": owners,
            "rules": volume.info.rules,
            "records": show::number(volume.cards.len() as u64),
            "pupils": show::number(volume.pupils.len() as u64),
            "title": self.both("page-volume-title", &[("class", &self.class_title(&volume.info.class).vi)]).vi,
        })
    }

    fn part_page(&self, volume: &Volume, kind: &str, class: &str) -> Option<Value> {
        let (_, members) = volume.parts(kind).into_iter().find(|(code, _)| code == class)?;
        let title = &volume.cards[*members.first()?].kind_title;
        Some(json!({
            "kind_title": title,
            "part": self.both("page-class-of", &[("class", class)]),
            "kind_href": Listing::Kind(kind.to_owned()).path(),
            "parts": [],
            "rows": rows(volume, &members),
            "count": show::number(members.len() as u64),
            "title": format!("{} – {class}", title.vi),
        }))
    }

    fn pupil_page(&self, volume: &Volume, code: &str) -> Option<Value> {
        let child = volume.pupils.get(*volume.by_code.get(code)?)?;
        let class = &child.pupil.class;
        Some(json!({
            "title": child.pupil.name,
            "pupil": pupil(child),
            "class_list": (!class.is_empty()).then(|| Listing::Class(class.clone()).path()),
            "class_label": self.both("page-class-of", &[("class", class)]),
            "own": rows(volume, &child.own),
            "named": rows(volume, &child.named),
        }))
    }

    fn class_page(&self, volume: &Volume, code: &str) -> Option<Value> {
        let class = volume.classes.iter().find(|class| class.code == code)?;
        let pupils: Vec<Value> = class
            .pupils
            .iter()
            .map(|&n| {
                let child = &volume.pupils[n];
                let own: Vec<Value> = child
                    .own
                    .iter()
                    .map(|&n| {
                        let card = &volume.cards[n];
                        json!({"href": format!("{}.html", card.path()), "title": card.kind_title})
                    })
                    .collect();
                let mut row = pupil(child);
                row["records"] = json!(own);
                row["named"] = json!(child.named.len());
                row
            })
            .collect();
        Some(json!({
            "title": self.both("page-class-of", &[("class", code)]).vi,
            "code": code,
            "campus": volume.info.campuses.get(code),
            "pupils": pupils,
            "count": show::number(class.pupils.len() as u64),
            "rows": rows(volume, &class.records),
        }))
    }

    fn expiry_page(&self, volume: &Volume) -> Value {
        let all: Vec<usize> = (0..volume.cards.len()).collect();
        let pages: u64 = volume.cards.iter().filter_map(|card| card.pages).map(u64::from).sum();
        json!({
            "title": self.both("page-expiry-title", &[]).vi,
            "rows": rows(volume, &all),
            "count": show::number(all.len() as u64),
            "pages": show::number(pages),
        })
    }
}

fn kind_page(volume: &Volume, kind: &str) -> Option<Value> {
    let at = volume.kinds.get(kind)?;
    let title = &volume.cards[*at.first()?].kind_title;
    let parts = volume.parts(kind);
    let shown: Vec<usize> = if parts.is_empty() {
        at.clone()
    } else {
        at.iter().copied().filter(|&n| volume.cards[n].class.is_empty()).collect()
    };
    let parts: Vec<Value> = parts
        .iter()
        .map(|(class, members)| {
            json!({
                "href": Listing::KindClass(kind.to_owned(), class.clone()).path(),
                "code": class,
                "count": show::number(members.len() as u64),
            })
        })
        .collect();
    Some(json!({
        "kind_title": title,
        "part": null,
        "kind_href": null,
        "parts": parts,
        "rows": rows(volume, &shown),
        "count": show::number(at.len() as u64),
        "title": title.vi,
    }))
}

fn owner_page(volume: &Volume, owner: &str) -> Option<Value> {
    let kinds: Vec<Value> = volume
        .owners
        .get(owner)?
        .iter()
        .filter_map(|kind| {
            let at = volume.kinds.get(kind)?;
            let title = &volume.cards[*at.first()?].kind_title;
            let href = Listing::Kind(kind.clone()).path();
            Some(json!({"href": href, "title": title, "count": show::number(at.len() as u64)}))
        })
        .collect();
    let title = volume.owner_counts().find(|(name, ..)| *name == owner).map(|(_, title, _)| title)?;
    Some(json!({"title": title.vi, "owner": title, "kinds": kinds}))
}

fn pupil(child: &Child) -> Value {
    json!({
        "href": Listing::Pupil(child.pupil.code.clone()).path(),
        "name": child.pupil.name,
        "birth": show::date(&child.pupil.birth),
        "code": child.pupil.code,
        "class": child.pupil.class,
        "register_no": child.pupil.register_no,
    })
}

fn rows(volume: &Volume, at: &[usize]) -> Vec<Value> {
    at.iter().map(|&n| row(&volume.cards[n])).collect()
}

fn row(card: &Card) -> Value {
    json!({
        "id": card.id,
        "href": format!("{}.html", card.path()),
        "pdf": format!("{}.pdf", card.path()),
        "pdf_size": card.pdf_bytes.map(show::size),
        "title": card.title,
        "kind_title": card.kind_title,
        "class": card.class,
        "date": show::date(&card.date),
        "keep_until": show::date(&card.keep_until),
        "rule": card.rule,
        "pages": card.pages,
    })
}
