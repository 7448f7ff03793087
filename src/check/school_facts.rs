//! What the school says of itself: its days, the bodies above it, who led it, its deadlines.

use super::facts::{DeadlineFact, Facts, OfficeFact, SchoolFact, Spot};
use super::gather::spot_at;
use crate::read::{Document, Node};
use crate::record::{Date, Period};

/// Gathers the school's own file into `facts`.
pub(super) fn gather(document: &Document, facts: &mut Facts) {
    let root = &document.root;
    let items = |key: &str| root.get(key).map(Node::items).unwrap_or(&[]);
    for office in items("co_quan_chu_quan") {
        let name = office.text_at("ten").unwrap_or_default().to_owned();
        let (from, to) = (day(office, "tu"), day(office, "den"));
        facts.offices.push(OfficeFact { name, from, to, spot: spot_at(document, office, "ten") });
    }
    let text = |key: &str| root.text_at(key).unwrap_or_default().to_owned();
    let key_spot = |key: &str| root.get(key).map(|_| Spot { file: document.name.clone(), place: root.key_place(key) });
    facts.school = Some(Box::new(SchoolFact {
        province: root.get("ma_tinh").map(|_| (text("ma_tinh"), text("tinh"), spot_at(document, root, "ma_tinh"))),
        first_day: day(root, "ngay_bat_dau"),
        locked: day(root, "han_khoa_hoc_ba"),
        deadlines: items("han_nop").iter().filter_map(deadline).collect(),
        orders: orders(document),
        principals: items("hieu_truong").iter().map(|p| (day(p, "tu"), day(p, "den"))).collect(),
        principals_spot: key_spot("hieu_truong"),
        offices_spot: key_spot("co_quan_chu_quan"),
    }));
}

fn day(node: &Node, key: &str) -> Option<Date> {
    node.text_at(key).and_then(|t| t.parse().ok())
}

fn deadline(node: &Node) -> Option<DeadlineFact> {
    Some(DeadlineFact {
        kind: node.text_at("loai")?.to_owned(),
        period: node.text_at("thoi_diem").and_then(Period::from_code),
        day: day(node, "han")?,
    })
}

/// Days of the school's file that follow one another, each pair at the second's place.
fn orders(document: &Document) -> Vec<(Date, Date, Spot)> {
    let root = &document.root;
    let mut out = Vec::new();
    let mut pair = |node: &Node, first: &str, second: &str| {
        if let (Some(a), Some(b)) = (day(node, first), day(node, second)) {
            out.push((a, b, spot_at(document, node, second)));
        }
    };
    pair(root, "ngay_bat_dau", "ngay_het_hoc_ki_1");
    pair(root, "ngay_het_hoc_ki_1", "ngay_ket_thuc");
    pair(root, "ngay_bat_dau", "ngay_ket_thuc");
    pair(root, "ngay_ket_thuc", "han_khoa_hoc_ba");
    for list in ["co_quan_chu_quan", "hieu_truong", "nhan_su"] {
        for item in root.get(list).map(Node::items).unwrap_or(&[]) {
            pair(item, "tu", "den");
        }
    }
    out
}
