//! What records are made with, gathered from the support files and the register.

use std::collections::{BTreeMap, BTreeSet};

use super::Seen;
use super::conclude::Known;
use super::facts::ClassFact;
use crate::read::Node;
use crate::record::{Authority, Classroom, Context, Date, School, Staff, Team, Tenure};

/// The names that references may find.
pub(super) fn known(seen: &[Seen]) -> Known {
    let Some(root) = school_file(seen) else { return Known::default() };
    let codes = |list: &str| -> BTreeSet<String> {
        let items = root.get(list).map(Node::items).unwrap_or(&[]);
        items.iter().filter_map(|item| item.text_at("ma")).map(str::to_owned).collect()
    };
    let staff = codes("nhan_su");
    Known { staff: Some(staff), teams: Some(codes("to_chuyen_mon")), campuses: Some(codes("diem_truong")) }
}

fn school_file(seen: &[Seen]) -> Option<&Node> {
    seen.iter().find_map(|s| s.school.as_deref())
}

/// Gathers the context, if the support files are whole enough to make one. `office` is the head's where none is named.
pub(super) fn gather(seen: &[Seen], office: &str) -> Option<Context> {
    let root = school_file(seen)?;
    let text = |key: &str| root.text_at(key).unwrap_or_default().to_owned();
    let languages = ["ngoai_ngu_1", "tieng_dan_toc"].map(|key| (key.to_owned(), text(key)));
    let register = seen.iter().flat_map(|s| &s.facts.register);
    Some(Context {
        school: school(root, office)?,
        classes: classes(class_list(seen)?, root),
        teams: teams(root),
        languages: languages.into_iter().collect(),
        locked: root.text_at("han_khoa_hoc_ba").and_then(|t| t.parse().ok()),
        places: [text("xa"), text("huyen"), text("tinh")],
        register_numbers: register.map(|r| (r.pupil.id.to_string(), r.number.to_string())).collect(),
    })
}

fn school(root: &Node, usual: &str) -> Option<School> {
    let text = |key: &str| root.text_at(key).unwrap_or_default().to_owned();
    let day = |key: &str| root.text_at(key).and_then(|t| t.parse::<Date>().ok());
    let staff = items(root, "nhan_su")
        .iter()
        .filter_map(|n| {
            let office = n.text_at("chuc_vu").unwrap_or_default().to_owned();
            Some(Staff { id: n.text_at("ma")?.parse().ok()?, name: n.text_at("ho_ten")?.to_owned(), office })
        })
        .collect::<Vec<_>>();
    let name_of = |code: &str| staff.iter().find(|s| s.id.as_str() == code).map(|s| s.name.clone());
    let principals = items(root, "hieu_truong")
        .iter()
        .filter_map(|n| {
            let office = n.text_at("chuc_vu").unwrap_or(usual).to_uppercase();
            Some(Tenure { name: name_of(n.text_at("ma")?)?, office, from: within(n, "tu"), to: within(n, "den") })
        })
        .collect();
    let authorities = items(root, "co_quan_chu_quan")
        .iter()
        .filter_map(|n| {
            Some(Authority { name: n.text_at("ten")?.to_owned(), from: within(n, "tu"), to: within(n, "den") })
        })
        .collect();
    Some(School {
        code: text("ma_truong"),
        name: text("ten"),
        short_name: text("ten_viet_tat"),
        province: (text("ma_tinh"), text("tinh")),
        place: text("dia_danh"),
        authorities,
        principals,
        staff,
        year: root.text_at("nam_hoc")?.parse().ok()?,
        days: (day("ngay_bat_dau")?, day("ngay_ket_thuc")?),
    })
}

fn within(node: &Node, key: &str) -> Option<Date> {
    node.text_at(key).and_then(|t| t.parse().ok())
}

fn items<'a>(root: &'a Node, key: &str) -> &'a [Node] {
    root.get(key).map(Node::items).unwrap_or(&[])
}

/// The classes of the class list, if it was read.
fn class_list(seen: &[Seen]) -> Option<&[ClassFact]> {
    let list = seen.iter().find(|s| s.kind.as_ref().is_some_and(|kind| kind.as_str() == "danh_sach_lop"));
    list.map(|s| s.facts.classes.as_slice())
}

fn classes(list: &[ClassFact], school: &Node) -> Vec<Classroom> {
    let campuses: BTreeMap<&str, &str> = items(school, "diem_truong")
        .iter()
        .filter_map(|campus| Some((campus.text_at("ma")?, campus.text_at("ten")?)))
        .collect();
    let class = |class: &ClassFact| {
        Some(Classroom {
            id: class.id.parse().ok()?,
            grade: class.grade,
            teacher: class.teacher.parse().ok()?,
            campus: campuses.get(class.campus.as_str()).copied().unwrap_or("").to_owned(),
            pupils: class.pupils.iter().filter_map(|p| p.id.parse().ok()).collect(),
        })
    };
    list.iter().filter_map(class).collect()
}

fn teams(root: &Node) -> Vec<Team> {
    let team = |n: &Node| Some(Team { id: n.text_at("ma")?.to_owned(), name: n.text_at("ten")?.to_owned() });
    items(root, "to_chuyen_mon").iter().filter_map(team).collect()
}
