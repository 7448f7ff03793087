//! The shelf: one start page over several archives, which repeats what their seals say and holds no person.
//!
//! Its script and its page lie outside every archive; it is not sealed and is no record.

use serde_json::{Value, json};

use super::{Page, PageError, Pages, show};

/// One archive of a shelf, as its seal describes it.
#[derive(Debug, Clone, Default)]
pub struct Shelved {
    /// The way from the shelf's page to the archive's folder, encoded for an address, with a slash at its end.
    pub at: String,
    /// Archive id.
    pub archive: String,
    /// The school's name.
    pub school: String,
    /// Its code.
    pub code: String,
    /// `2025-2026`.
    pub school_year: String,
    /// When it was sealed, ready to print.
    pub sealed_at: String,
    /// The seal's number.
    pub serial: String,
    /// The seal's digest in groups of four.
    pub seal: Vec<String>,
    /// Retention class and number of records of each volume, in the seal's order.
    pub volumes: Vec<(String, u64)>,
    /// Whether it is a copy with parts left out.
    pub redacted: bool,
}

/// Where the page's scripts and stylesheet lie beside it.
pub const SHELF_FILES: &str = "ke/";

/// The files of an archive's `browse/` that a shelf uses too.
const SHARED: [&str; 6] = ["trang.css", "trang.js", "cau-hoi.js", "tim.js", "manh.js", "hoi.js"];

impl Pages {
    /// The shelf's page and what it needs: `index.html` first, then the files below `ke/`.
    ///
    /// # Errors
    /// When the template can't be filled.
    pub fn shelf(&self, archives: &[Shelved], system: &str) -> Result<Vec<Page>, PageError> {
        let mut order: Vec<&Shelved> = archives.iter().collect();
        order.sort_by(|a, b| {
            let school = super::order::key(&a.school).cmp(&super::order::key(&b.school)).then(a.code.cmp(&b.code));
            school.then(b.school_year.cmp(&a.school_year)).then(a.serial.cmp(&b.serial)).then(a.at.cmp(&b.at))
        });
        let mut schools: Vec<(&str, &str, Vec<Value>)> = Vec::new();
        for archive in &order {
            let line = self.shelved(archive);
            match schools.last_mut() {
                Some((code, _, lines)) if *code == archive.code => lines.push(line),
                _ => schools.push((&archive.code, &archive.school, vec![line])),
            }
        }
        let mut classes: Vec<&str> = order.iter().flat_map(|a| &a.volumes).map(|(class, _)| class.as_str()).collect();
        classes.sort_unstable();
        classes.dedup();
        let context = json!({
            "system": system,
            "archive_count": show::number(order.len() as u64),
            "schools": schools.iter().map(|(code, name, archives)| json!({"code": code, "name": name, "archives": archives})).collect::<Vec<_>>(),
            "volumes": classes.iter().map(|class| json!({"class": class, "title": self.class_title(class)})).collect::<Vec<_>>(),
        });
        let mut pages =
            vec![Page { path: "index.html".to_owned(), bytes: self.fill("shelf.html", "index.html", &context)? }];
        let shared = self.browse.iter().filter_map(|file| {
            let name = file.path.strip_prefix("browse/").filter(|name| SHARED.contains(name))?;
            Some(Page { path: format!("{SHELF_FILES}{name}"), bytes: file.bytes.clone() })
        });
        pages.extend(shared);
        pages.extend(self.shelf.iter().cloned());
        Ok(pages)
    }

    fn shelved(&self, archive: &Shelved) -> Value {
        let volumes: Vec<Value> = archive
            .volumes
            .iter()
            .map(|(class, _)| json!({"class": class, "title": self.class_title(class)}))
            .collect();
        let classes: Vec<&str> = archive.volumes.iter().map(|(class, _)| class.as_str()).collect();
        json!({
            "at": archive.at,
            "archive": archive.archive,
            "year": archive.school_year,
            "sealed_at": archive.sealed_at,
            "serial": archive.serial,
            "seal": archive.seal,
            "records": show::number(archive.volumes.iter().map(|(_, records)| records).sum()),
            "classes": classes.join(" "),
            "volumes": volumes,
            "redacted": archive.redacted,
        })
    }
}
