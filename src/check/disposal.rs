//! The file about a destruction (hồ sơ hủy): what the school filled in, or what is still wrong or missing in it.

use super::finding::Finding;
use super::{Schemas, codes as c};
use crate::read::{Document, Node};
use crate::record::{Date, DisposalFile, DisposalSubject};

/// The name of its schema, and its `loai`.
pub const DISPOSAL_KIND: &str = "ho_so_huy";

/// Everything that the schema has against a file, filled in or not.
pub fn disposal_shape(document: &Document, schemas: &Schemas) -> Vec<Finding> {
    schemas.findings(DISPOSAL_KIND, document)
}

/// The file as values; every blank that the signed statement needs, every wrong day, is a finding.
///
/// # Errors
/// All findings, in the file's order.
pub fn disposal(document: &Document, schemas: &Schemas) -> Result<DisposalFile, Vec<Finding>> {
    let found = disposal_shape(document, schemas);
    if !found.is_empty() {
        return Err(found);
    }
    let mut form = Form { document, findings: Vec::new() };
    let subject = DisposalSubject {
        archive: form.text(&["goi_luu_tru"]),
        serial: form.text(&["so_niem_phong"]),
        seal: form.text(&["ma_niem_phong"]),
        volume: form.text(&["tap"]),
        tagmanifest: form.text(&["ma_tap"]),
    };
    let meeting = form.text(&["hop", "so"]);
    let met_on = form.day(&["hop", "ngay"]);
    let decision = form.text(&["quyet_dinh", "so"]);
    let decided_on = form.day(&["quyet_dinh", "ngay"]);
    let authority = form.text(&["quyet_dinh", "tham_quyen"]);
    let disposed_on = form.day(&["huy", "ngay"]);
    let method = form.text(&["huy", "phuong_phap"]);
    let basis: Vec<String> = form.items(&["can_cu"]).iter().filter_map(Node::text).map(str::to_owned).collect();
    form.in_order(&["quyet_dinh", "ngay"], met_on, decided_on);
    form.in_order(&["huy", "ngay"], decided_on, disposed_on);
    form.majority();
    let (Some(met_on), Some(decided_on), Some(disposed_on), true) =
        (met_on, decided_on, disposed_on, form.findings.is_empty())
    else {
        form.findings.sort_by(|a, b| a.key().cmp(&b.key()));
        return Err(form.findings);
    };
    Ok(DisposalFile { subject, meeting, met_on, decision, decided_on, authority, basis, disposed_on, method })
}

struct Form<'a> {
    document: &'a Document,
    findings: Vec<Finding>,
}

impl<'a> Form<'a> {
    fn node(&self, path: &[&str]) -> Option<&'a Node> {
        path.iter().try_fold(&self.document.root, |node, key| node.get(key))
    }

    fn items(&self, path: &[&str]) -> &'a [Node] {
        self.node(path).map_or(&[], Node::items)
    }

    /// The text there; a blank is a finding.
    fn text(&mut self, path: &[&str]) -> String {
        let text = self.node(path).and_then(Node::text).unwrap_or_default().trim();
        if text.is_empty() {
            let place = self.node(path).map_or(self.document.root.place, |node| node.place);
            let arguments = vec![("key", path.join(".")), ("title", String::new()), ("about", String::new())];
            self.findings.push(Finding::at(c::MISSING_FIELD, &self.document.name, place, arguments));
        }
        text.to_owned()
    }

    fn day(&mut self, path: &[&str]) -> Option<Date> {
        let text = self.text(path);
        if text.is_empty() {
            return None;
        }
        let day = text.parse().ok();
        if day.is_none() {
            let found =
                vec![("key", path.join(".")), ("found", text), ("wanted", String::new()), ("about", String::new())];
            self.report(c::BAD_DATE, path, found);
        }
        day
    }

    fn report(&mut self, code: super::Code, path: &[&str], arguments: Vec<(&'static str, String)>) {
        let place = self.node(path).map_or(self.document.root.place, |node| node.place);
        self.findings.push(Finding::at(code, &self.document.name, place, arguments));
    }

    fn in_order(&mut self, path: &[&str], first: Option<Date>, second: Option<Date>) {
        if let (Some(first), Some(second)) = (first, second)
            && second < first
        {
            self.report(c::DATES_OUT_OF_ORDER, path, vec![("first", first.dmy()), ("second", second.dmy())]);
        }
    }

    /// The council decides by majority: where votes are given, more than half must be for it.
    fn majority(&mut self) {
        let votes = |key| self.node(&["hop", key]).and_then(Node::int);
        let (Some(yes), Some(no)) = (votes("dong_y"), votes("khong_dong_y")) else { return };
        if yes <= no {
            let arguments = vec![
                ("key", "hop.dong_y".to_owned()),
                ("found", yes.to_string()),
                ("wanted", (no + 1).to_string()),
                ("bound", "least".to_owned()),
                ("about", String::new()),
            ];
            self.report(c::OUT_OF_RANGE, &["hop", "dong_y"], arguments);
        }
    }
}
