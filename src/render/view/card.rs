//! Học bạ (TT 27/2020/TT-BGDĐT, Phụ lục 1; QĐ 2904/QĐ-BGDĐT; older years VBHN 03/2016).

use serde_json::{Value, json};

use super::Setting;
use crate::catalogue::{GroupRule, Regime, SubjectRule};
use crate::record::{Block, Date, ReportCard, YearReport};

pub(super) fn form(card: &ReportCard, setting: &Setting<'_>) -> Value {
    let mut pupil = serde_json::Map::new();
    for (key, value) in &card.particulars {
        pupil.insert(key.clone(), Value::String(value.clone()));
    }
    let born = card.particular("ngay_sinh").parse::<Date>();
    pupil.insert("ngay_sinh_chu".to_owned(), Value::String(born.map_or_else(|_| String::new(), Date::in_words)));
    let [commune, district, province] = &setting.context.places;
    json!({
        "type": "hoc_ba",
        "pupil": pupil,
        "places": {"xa": commune, "huyen": district, "tinh": province},
        "history": card.stays.iter().map(|stay| json!({
            "nam_hoc": stay.year.to_string(),
            "lop": stay.class,
            "truong": stay.school,
            "so_dang_bo": stay.register_number,
            "ngay_vao": stay.since,
        })).collect::<Vec<_>>(),
        "years": card.years.iter().map(|year| year_view(year, setting)).collect::<Vec<_>>(),
    })
}

fn year_view(year: &YearReport, setting: &Setting<'_>) -> Value {
    let regime = setting.catalogue.rules.regime(year.year, year.grade);
    let unit = |value: &str, unit: &str| {
        if value.is_empty() { String::new() } else { format!("{} {unit}", value.replace('.', ",")) }
    };
    let signed = year.signed.map_or_else(String::new, |day| super::place_date(setting, day));
    json!({
        "regime": regime.map_or("", |r| r.code.as_str()),
        "act": regime.map_or("", |r| r.act.as_str()),
        "nam_hoc": year.year.to_string(),
        "lop": year.class.as_str(),
        "khoi": year.grade.to_string(),
        "truong": year.school,
        "chieu_cao": unit(&year.body.0, "cm"),
        "can_nang": unit(&year.body.1, "kg"),
        "nghi_co_phep": year.absences.0,
        "nghi_khong_phep": year.absences.1,
        "ke_hoach_ca_nhan": if year.individual_plan { setting.say("record-individual-plan", &[]) } else { String::new() },
        "subjects": year.subjects.iter().map(|s| json!({
            "name": regime.map_or_else(|| s.subject.clone(), |r| subject_name(r, &s.subject, setting)),
            "level": s.level.clone().unwrap_or_default(),
            "mark": s.mark.map_or_else(String::new, |m| m.to_string()),
            "remark": s.remark,
        })).collect::<Vec<_>>(),
        "blocks": blocks(&year.blocks, regime),
        "result": match (year.result, regime) {
            (Some(result), Some(regime)) => regime.result_words(result).to_owned(),
            _ => String::new(),
        },
        "award": year.award,
        "completion": year.completion,
        "place_date": signed,
        "teacher": year.teacher,
        "principal": year.principal,
    })
}

/// The subject as the form prints it, with the language taught in brackets where there is one.
fn subject_name(regime: &Regime, key: &str, setting: &Setting<'_>) -> String {
    let Some(rule) = regime.subject(key) else { return key.to_owned() };
    with_language(&rule.name, rule, setting)
}

/// A subject's name, with the language taught in brackets where there is one.
pub(super) fn with_language(name: &str, rule: &SubjectRule, setting: &Setting<'_>) -> String {
    let language = rule.language_of.as_ref().and_then(|of| setting.context.languages.get(of));
    match language.filter(|l| !l.is_empty()) {
        Some(language) => format!("{name} ({language})"),
        None => name.to_owned(),
    }
}

fn blocks(blocks: &[Block], regime: Option<&Regime>) -> Vec<Value> {
    let rule_of = |name: &str| regime.and_then(|r| r.qualities.iter().find(|g| g.key == name));
    let row = |rule: &GroupRule, key: &str| {
        rule.items.iter().find(|i| i.key == key).map_or_else(|| key.to_owned(), |i| i.name.clone())
    };
    // A heading over several groups stands once, over the first of them.
    let mut above = "";
    blocks
        .iter()
        .filter_map(|block| {
            let rule = rule_of(&block.name)?;
            let rows: Vec<Value> = block
                .items
                .iter()
                .map(|item| json!({"name": row(rule, &item.item), "level": item.level.clone().unwrap_or_default()}))
                .collect();
            let parent = rule.parent.as_ref().map_or("", |t| t.vi.as_str());
            let group = if parent == above { "" } else { parent };
            above = parent;
            Some(json!({"title": rule.title.vi, "group": group, "rows": rows, "remark": block.remark}))
        })
        .collect()
}
