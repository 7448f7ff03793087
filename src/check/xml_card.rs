//! The XML of a digital report card (CV 2088/BGDĐT-GDTH v1.0), read for its index, completeness and signing times.
//! Never changed: the file is kept byte for byte.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use crate::catalogue::DigitalCard;
use crate::record::Date;

/// A subject as the XML has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct XmlSubject {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) level: String,
    pub(super) mark: String,
}

/// One report card of an XML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct XmlCard {
    /// Elements that hold text alone; the first of each name.
    pub(super) fields: BTreeMap<String, String>,
    pub(super) subjects: Vec<XmlSubject>,
    /// Required elements that are missing or empty.
    pub(super) lacking: Vec<String>,
    /// Who signed, in the order due, each with the time as written; none where there is no entry.
    pub(super) signed: Vec<(String, Option<String>)>,
}

/// The cards of a document; empty where it is no digital report card.
pub(super) fn read(document: &Document<'_>, rules: &DigitalCard) -> Vec<XmlCard> {
    let root = document.root_element();
    let is_card = |n: &Node<'_, '_>| n.tag_name().name() == rules.root;
    if is_card(&root) {
        return vec![card(root, rules)];
    }
    if root.tag_name().name() == rules.list_root {
        return root.descendants().filter(is_card).map(|n| card(n, rules)).collect();
    }
    Vec::new()
}

fn card(node: Node<'_, '_>, rules: &DigitalCard) -> XmlCard {
    let mut fields = BTreeMap::new();
    for leaf in node.descendants().filter(|n| n.is_element() && !n.children().any(|c| c.is_element())) {
        let text = leaf.text().unwrap_or_default().trim().to_owned();
        fields.entry(leaf.tag_name().name().to_owned()).or_insert(text);
    }
    let text = |node: Node<'_, '_>, name: &str| {
        let found = node.children().find(|c| c.tag_name().name() == name).and_then(|c| c.text());
        found.unwrap_or_default().trim().to_owned()
    };
    let is_subject = |n: &Node<'_, '_>| n.children().any(|c| c.tag_name().name() == "MA_MON_HOC");
    let subject = |n: Node<'_, '_>| XmlSubject {
        code: text(n, "MA_MON_HOC"),
        name: text(n, "TEN_MON_HOC"),
        level: text(n, "MUC_DAT_DUOC"),
        mark: text(n, "DIEM_KIEM_TRA_DINH_KY"),
    };
    let signed = |who: &String| {
        let named = node.descendants().find(|n| n.tag_name().name() == who);
        let when = named.map(|n| text(n, "NGAY_KY")).filter(|t| !t.is_empty());
        (who.clone(), when)
    };
    XmlCard {
        subjects: node.descendants().filter(is_subject).map(subject).collect(),
        lacking: lacking(&fields, rules),
        signed: rules.signing_order.iter().map(signed).collect(),
        fields,
    }
}

/// What the specification asks for and the card does not say, by the day on which it was issued.
fn lacking(fields: &BTreeMap<String, String>, rules: &DigitalCard) -> Vec<String> {
    let issued = fields.get("NGAY_KY_PHAT_HANH_HOC_BA").and_then(|t| t.get(..10)).and_then(|t| t.parse::<Date>().ok());
    let still = |until: &String| until.parse::<Date>().is_ok_and(|last| issued.is_none_or(|day| day <= last));
    let dated = rules.required_until.iter().filter(|(_, until)| still(until)).map(|(name, _)| name);
    let wanted = rules.required.iter().chain(dated);
    let empty = |name: &String| fields.get(name).is_none_or(String::is_empty);
    let answered = |name: &String| rules.required_unless.get(name).is_some_and(|other| !empty(other));
    wanted.filter(|name| empty(name) && !answered(name)).cloned().collect()
}
