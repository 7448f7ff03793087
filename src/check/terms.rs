//! The school's own list of files and terms: signed, complete, and never below the floor (domain rule V05).

use std::collections::{BTreeMap, BTreeSet};

use super::codes as c;
use super::conclude::{Whole, at};
use crate::catalogue::RetentionTable;
use crate::record::Family;

impl Whole<'_> {
    pub(super) fn terms(&mut self) {
        self.below_floor();
        self.own_list();
    }

    /// The table in force when the year's files were closed: what was closed before 01/7/2025 keeps the old one's terms.
    fn table(&self) -> Option<&RetentionTable> {
        self.catalogue.terms_of(self.year()?)
    }

    /// A term of the school's list below the least one of the table (TT 08/2025/TT-BGDĐT; Luật 33/2024, Đ15). A file
    /// of several kinds takes the longest of their terms.
    fn below_floor(&mut self) {
        let facts = self.facts.clone();
        for term in facts.iter().flat_map(|f| &f.terms) {
            let Some(kind) = self.catalogue.kind(&term.kind) else { continue };
            let Some(floor) = self.table().and_then(|t| t.row(&kind.retention)) else { continue };
            if term.term < floor.term {
                let arguments = vec![
                    ("term", term.term.to_string()),
                    ("floor", floor.term.to_string()),
                    ("act", floor.act.clone()),
                    ("row", floor.code.clone()),
                    ("kind", kind.title.vi.clone()),
                    (
                        "sure",
                        if floor.standing == crate::catalogue::Standing::Verified { "yes" } else { "no" }.to_owned(),
                    ),
                ];
                self.out.push(at(c::TERM_BELOW_FLOOR, &term.spot, arguments));
            }
        }
    }

    /// The list is signed, and names every kind of which the export has records: it is what the terms hang on
    /// (NĐ 30/2020/NĐ-CP, Điều 28; Luật Lưu trữ 33/2024/QH15, Điều 15).
    fn own_list(&mut self) {
        let facts = self.facts.clone();
        let lists: Vec<_> = facts.iter().filter(|f| f.kind == "danh_muc_ho_so").collect();
        let Some(spot) = lists.iter().find_map(|f| f.own_list.as_ref()) else { return };
        if lists.iter().all(|f| !f.own_signed) {
            self.out.push(at(c::LIST_UNSIGNED, spot, vec![("act", lists[0].own_act.clone())]));
        }
        let listed: BTreeSet<&str> = lists.iter().flat_map(|f| &f.terms).map(|t| t.kind.as_str()).collect();
        // A list that names no kinds is written in words alone; nothing can be said of it.
        if listed.is_empty() {
            return;
        }
        let mut kept: BTreeMap<&str, String> = BTreeMap::new();
        for facts in facts.iter().filter(|f| !f.records.is_empty()) {
            let known = self.catalogue.kind(&facts.kind).filter(|k| k.family != Family::Support);
            if let Some(kind) = known.filter(|k| !listed.contains(k.name.as_str())) {
                kept.insert(facts.kind.as_str(), kind.title.vi.clone());
            }
        }
        for (kind, title) in kept {
            let arguments = vec![("kind", kind.to_owned()), ("title", title)];
            self.out.push(at(c::KIND_NOT_LISTED, spot, arguments));
        }
    }
}
