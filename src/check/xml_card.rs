//! The XML of a digital report card (CV 2088/BGDĐT-GDTH v1.0), read for its index, completeness and signing times.
//! Never changed: the file is kept byte for byte.

use std::collections::BTreeMap;

use ecow::EcoString;
use roxmltree::{Document, Node};

use super::xmldsig::{DSIG, text_of};
use crate::catalogue::DigitalCard;
use crate::record::Date;

/// What the specification may ask for inside a signature.
const OF_SIGNATURE: [&str; 3] = ["SignatureValue", "X509SubjectName", "X509Certificate"];

/// A subject as the XML has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct XmlSubject {
    pub(super) code: EcoString,
    pub(super) name: EcoString,
    pub(super) level: EcoString,
    pub(super) mark: EcoString,
}

/// One report card of an XML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct XmlCard {
    /// Of the elements that rules ask for, in the order of [`DigitalCard::asked`], the text; the first of each name.
    fields: Box<[Option<EcoString>]>,
    pub(super) subjects: Box<[XmlSubject]>,
    /// Required elements that are missing or empty.
    pub(super) lacking: Vec<String>,
    /// Who signed, in the order due, each with the time as written; none where there is no entry.
    pub(super) signed: Vec<(String, Option<String>)>,
}

impl XmlCard {
    /// The text of an element that rules ask for.
    pub(super) fn field(&self, name: &str, rules: &DigitalCard) -> Option<&str> {
        let at = rules.asked().position(|asked| asked == name)?;
        self.fields.get(at)?.as_deref()
    }
}

/// The cards of a document; empty where it is no digital report card.
pub(super) fn read(document: &Document<'_>, rules: &DigitalCard) -> Vec<XmlCard> {
    let root = document.root_element();
    let is_card = |n: &Node<'_, '_>| n.tag_name().name() == rules.root;
    if is_card(&root) {
        return vec![card(root, rules)];
    }
    if root.tag_name().name() == rules.list_root {
        return outside_signatures(root).filter(is_card).map(|n| card(n, rules)).collect();
    }
    Vec::new()
}

/// A node and all below it save what lies inside signatures: a signature is not over itself, so what stands in there is
/// nobody's word about a pupil.
fn outside_signatures<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    let mut after = 0;
    node.descendants().filter(move |n| {
        let inside = n.range().start < after;
        if !inside && n.has_tag_name((DSIG, "Signature")) {
            after = n.range().end;
        }
        !inside && n.range().start >= after
    })
}

/// The elements that hold text alone: outside signatures all, inside of them only what is their own.
fn texts(node: Node<'_, '_>) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for leaf in outside_signatures(node).filter(|n| n.is_element() && !n.children().any(|c| c.is_element())) {
        let text = text_of(leaf).trim().to_owned();
        fields.entry(leaf.tag_name().name().to_owned()).or_insert(text);
    }
    for leaf in node.descendants().filter(|n| OF_SIGNATURE.iter().any(|name| n.has_tag_name((DSIG, *name)))) {
        fields.entry(leaf.tag_name().name().to_owned()).or_insert_with(|| text_of(leaf).trim().to_owned());
    }
    fields
}

fn card(node: Node<'_, '_>, rules: &DigitalCard) -> XmlCard {
    let fields = texts(node);
    let text = |node: Node<'_, '_>, name: &str| {
        let found = node.children().find(|c| c.tag_name().name() == name);
        EcoString::from(found.map_or_else(String::new, text_of).trim())
    };
    let is_subject = |n: &Node<'_, '_>| n.children().any(|c| c.tag_name().name() == "MA_MON_HOC");
    let subject = |n: Node<'_, '_>| XmlSubject {
        code: text(n, "MA_MON_HOC"),
        name: text(n, "TEN_MON_HOC"),
        level: text(n, "MUC_DAT_DUOC"),
        mark: text(n, "DIEM_KIEM_TRA_DINH_KY"),
    };
    let signed = |who: &String| {
        let named = outside_signatures(node).find(|n| n.tag_name().name() == who);
        let when = named.map(|n| text(n, "NGAY_KY")).filter(|t| !t.is_empty());
        (who.clone(), when.map(String::from))
    };
    XmlCard {
        subjects: outside_signatures(node).filter(is_subject).map(subject).collect(),
        lacking: lacking(&fields, rules),
        signed: rules.signing_order.iter().map(signed).collect(),
        fields: rules.asked().map(|name| fields.get(name).map(EcoString::from)).collect(),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(xml: &str) -> Vec<XmlCard> {
        let book = crate::catalogue::Catalogue::load(&crate::assets::Assets::embedded()).unwrap();
        read(&Document::parse(xml).unwrap(), &book.rules.digital_card)
    }

    fn said(card: &XmlCard, name: &str) -> Option<String> {
        let book = crate::catalogue::Catalogue::load(&crate::assets::Assets::embedded()).unwrap();
        card.field(name, &book.rules.digital_card).map(str::to_owned)
    }

    #[test]
    fn what_stands_inside_a_signature_is_no_word_about_a_pupil() {
        let hidden = "<HOC_BA><HO_VA_TEN>B</HO_VA_TEN></HOC_BA><TEN_LOP>1B</TEN_LOP>";
        let signature = format!(
            "<Signature xmlns=\"{DSIG}\"><SignatureValue>AA==</SignatureValue><Object xmlns=\"\">{hidden}</Object></Signature>"
        );
        let list = format!("<DANH_SACH_HOC_BA>{signature}<HOC_BA><HO_VA_TEN>A</HO_VA_TEN></HOC_BA></DANH_SACH_HOC_BA>");
        let names: Vec<_> = cards(&list).iter().map(|card| said(card, "HO_VA_TEN")).collect();
        assert_eq!(names, [Some("A".to_owned())]);
        let one = format!("<HOC_BA>{signature}<HO_VA_TEN>A</HO_VA_TEN></HOC_BA>");
        let all = texts(Document::parse(&one).unwrap().root_element());
        assert_eq!((all["HO_VA_TEN"].as_str(), all["SignatureValue"].as_str()), ("A", "AA=="));
        let one = &cards(&one)[0];
        assert_eq!(said(one, "HO_VA_TEN").as_deref(), Some("A"));
        assert!(!all.contains_key("TEN_LOP") && one.lacking.contains(&"TEN_LOP".to_owned()));
    }

    #[test]
    fn a_comment_hides_no_half_of_a_name() {
        let card = &cards("<HOC_BA><HO_VA_TEN>Trần <!-- x -->Văn</HO_VA_TEN></HOC_BA>")[0];
        assert_eq!(said(card, "HO_VA_TEN").as_deref(), Some("Trần Văn"));
    }
}
