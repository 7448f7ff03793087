//! What a copy for others leaves out: the rules cover every key, and a sealed source makes the same record again.

use niemphong::assets::Assets;
use niemphong::catalogue::{Audience, Catalogue, FileShowing, KindShowing, Showing};
use niemphong::record::Source;
use niemphong::redact::{Lens, MASK, SweepBuilder};
use serde_json::Value;

fn catalogue() -> Catalogue {
    Catalogue::load(&Assets::embedded()).unwrap()
}

fn keys(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                found.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| keys(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

#[test]
fn somebody_has_said_of_every_key_of_a_shown_kind_who_may_see_it() {
    let (catalogue, assets) = (catalogue(), Assets::embedded());
    let mut silent = Vec::new();
    for table in &catalogue.redaction {
        for kind in catalogue.kinds().filter(|k| table.kind(k.name.as_str(), Audience::Inspector) == KindShowing::Show)
        {
            let file = format!("schemas/{}.schema.json", kind.name);
            let schema: Value = serde_json::from_str(assets.text(&file).unwrap()).unwrap();
            let mut all = Vec::new();
            keys(&schema, &mut all);
            let said = |key: &String| kind.files.contains(key) || table.class(kind.name.as_str(), key).is_some();
            silent.extend(all.into_iter().filter(|key| !said(key)).map(|key| format!("{}.{key}", kind.name)));
        }
    }
    assert!(silent.is_empty(), "left out by silence, not by decision: {silent:?}");
}

#[test]
fn silence_is_the_strictest_answer_and_the_public_never_sees_more() {
    let catalogue = catalogue();
    let table = &catalogue.redaction[0];
    assert_eq!(table.kind("loai_moi", Audience::Inspector), KindShowing::Count);
    assert_eq!(table.files("loai_moi"), FileShowing::LeaveOut);
    assert_eq!(table.showing("hoc_ba", "khoa_moi", Audience::Inspector), Showing::LeaveOut);
    for class in table.classes.values() {
        let rank = |showing| match showing {
            Showing::Show => 0,
            Showing::Mask => 1,
            Showing::LeaveOut => 2,
        };
        assert!(rank(class.public) >= rank(class.inspector), "{}", class.title.vi);
    }
    for kind in catalogue.kinds() {
        if table.kind(kind.name.as_str(), Audience::Public) == KindShowing::Show {
            assert_eq!(kind.sensitivity, niemphong::record::Sensitivity::Public, "{}", kind.name);
        }
    }
}

fn map(pairs: &[(&str, Source)]) -> Source {
    Source::Map(pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

fn text(text: &str) -> Source {
    Source::Text(text.to_owned())
}

#[test]
fn a_value_left_out_in_one_record_is_masked_in_the_wording_of_another() {
    let catalogue = catalogue();
    let lens = Lens { table: &catalogue.redaction[0], audience: Audience::Inspector };
    let card = map(&[
        ("loai", text("hoc_ba")),
        ("ho_ten", text("Nguyễn Văn Ân")),
        ("me", text("Huỳnh Thị Diệu")),
        ("so_dinh_danh", text("087215595927")),
        ("dan_toc", text("Kinh")),
        ("khoa_la", text("x")),
    ]);
    let minutes = map(&[
        ("loai", text("bien_ban_hop")),
        ("noi_dung_markdown", text("Bà **Huỳnh Thị Diệu** (087215595927) phát biểu; em Nguyễn Văn Ân được khen.\n")),
        ("tep_kem", Source::List(vec![text("don-cua-ba-dieu.pdf")])),
    ]);
    let mut sweep = SweepBuilder::default();
    sweep.gather(&card, "hoc_ba", lens.table, lens.audience);
    let sweep = sweep.finish();
    let masked = lens.masked(&card, catalogue.kind("hoc_ba").unwrap(), &sweep);
    let expected = map(&[("loai", text("hoc_ba")), ("ho_ten", text("Nguyễn Văn Ân")), ("so_dinh_danh", text(MASK))]);
    assert_eq!(masked, expected);
    let masked = lens.masked(&minutes, catalogue.kind("bien_ban_hop").unwrap(), &sweep);
    let said = text("Bà **•••** (•••) phát biểu; em Nguyễn Văn Ân được khen.\n");
    assert_eq!(masked, map(&[("loai", text("bien_ban_hop")), ("noi_dung_markdown", said)]));
}
