//! The page that compares a sheet carries what PAPER.md names, and names every value of a report card.

use std::collections::BTreeSet;

use base64::Engine;
use niemphong::assets::Assets;
use niemphong_archive::Digest;
use regex::Regex;
use serde_json::Value;

fn script(name: &str) -> String {
    Assets::embedded().text(&format!("templates/html/browse/{name}")).unwrap().to_owned()
}

#[test]
fn the_page_unpacks_with_the_dictionary_of_paper() {
    let text = script("tu-dien-giay.js");
    let base64: String = Regex::new("\"([^\"]*)\"").unwrap().captures_iter(&text).map(|c| c[1].to_owned()).collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(base64).unwrap();
    assert!(include_str!("../../src/paper/PAPER.md").contains(&Digest::of(&bytes).to_string()));
}

#[test]
fn every_key_of_a_report_card_has_a_name_on_the_page() {
    let text = script("nhan.js");
    let named: BTreeSet<String> =
        Regex::new(r"(?m)^  (\w+): ").unwrap().captures_iter(&text).map(|c| c[1].to_owned()).collect();
    let schema: Value = serde_json::from_str(Assets::embedded().text("schemas/hoc_ba.schema.json").unwrap()).unwrap();
    let mut keys = BTreeSet::new();
    gather(&schema, &mut keys);
    // Codes that the levels and subjects stand for are values, not keys.
    let nameless: Vec<&String> = keys.difference(&named).collect();
    assert!(nameless.is_empty(), "{nameless:?}");
}

fn gather(schema: &Value, keys: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                keys.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| gather(value, keys));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, keys)),
        _ => {}
    }
}
