//! The schemas, the catalogue and the tables of terms, held to their own rules.

use std::collections::{BTreeMap, BTreeSet};

use niemphong::assets::Assets;
use niemphong::catalogue::{Catalogue, CyclePapers};
use niemphong::check;
use niemphong::read::{self, Shape};
use serde_json::Value;

/// What an editor and our checker both understand, and a second reader can implement in an afternoon.
const KEYWORDS: &[&str] = &[
    "$ref",
    "$schema",
    "additionalProperties",
    "const",
    "definitions",
    "description",
    "enum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "pattern",
    "properties",
    "required",
    "title",
    "type",
    "uniqueItems",
];

fn schemas() -> BTreeMap<String, Value> {
    let assets = Assets::embedded();
    let all = assets.list("schemas/").filter_map(|(path, bytes)| {
        let kind = path.strip_prefix("schemas/")?.strip_suffix(".schema.json")?;
        Some((kind.to_owned(), serde_json::from_slice(bytes).unwrap_or_else(|e| panic!("{path}: {e}"))))
    });
    all.collect()
}

fn yaml(name: &str) -> Value {
    let assets = Assets::embedded();
    serde_yaml::from_str(assets.text(&format!("schemas/{name}.yaml")).unwrap())
        .unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Calls `look` with every schema object inside `node`, and where it stands.
fn every(node: &Value, place: &str, look: &mut dyn FnMut(&str, &serde_json::Map<String, Value>)) {
    let Some(object) = node.as_object() else { return };
    look(place, object);
    for list in ["properties", "definitions"] {
        for (name, child) in object.get(list).and_then(Value::as_object).into_iter().flatten() {
            every(child, &format!("{place}/{name}"), look);
        }
    }
    if let Some(items) = object.get("items") {
        every(items, &format!("{place}/[]"), look);
    }
}

#[test]
fn every_schema_is_valid_draft_07() {
    for (kind, schema) in schemas() {
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{kind}");
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#", "{kind}");
        assert_eq!(schema["properties"]["loai"]["const"], kind.as_str());
    }
}

#[test]
fn schemas_are_closed_explained_and_plain() {
    for (kind, schema) in schemas() {
        every(&schema, &kind, &mut |place, object| {
            for key in object.keys() {
                assert!(KEYWORDS.contains(&key.as_str()), "{place}: the keyword {key} is not for these schemas");
            }
            assert!(object.contains_key("description"), "{place}: no description");
            if object.get("type").is_some_and(|t| t == "object") {
                assert_eq!(object.get("additionalProperties"), Some(&Value::Bool(false)), "{place} is open");
                let known = object["properties"].as_object().unwrap();
                for required in object["required"].as_array().unwrap() {
                    assert!(known.contains_key(required.as_str().unwrap()), "{place}: {required} is no property");
                }
            }
            if let Some(target) = object.get("$ref").and_then(Value::as_str) {
                let name = target.strip_prefix("#/definitions/").unwrap_or_else(|| panic!("{place}: {target}"));
                assert!(schema["definitions"].get(name).is_some(), "{place}: no definition {name}");
            }
        });
    }
}

#[test]
fn shared_definitions_are_the_same_everywhere() {
    let mut first: BTreeMap<String, (String, Value)> = BTreeMap::new();
    for (kind, schema) in schemas() {
        for (name, definition) in schema["definitions"].as_object().unwrap() {
            let (other, known) = first.entry(name.clone()).or_insert_with(|| (kind.clone(), definition.clone()));
            assert_eq!(definition, known, "{name} differs between {kind} and {other}");
        }
    }
}

#[test]
fn every_kind_has_schema_words_term_and_reachable_keys() {
    let schemas = schemas();
    let catalogue = yaml("catalogue");
    let mut seen = BTreeSet::new();
    for kind in catalogue["kinds"].as_array().unwrap() {
        let name = kind["kind"].as_str().unwrap();
        assert!(seen.insert(name.to_owned()), "{name} stands twice");
        let schema = schemas.get(name).unwrap_or_else(|| panic!("{name}: no schema"));
        for lang in ["vi", "en"] {
            assert!(kind["title"][lang].as_str().is_some_and(|t| !t.is_empty()), "{name}: no title in {lang}");
        }
        let entries = kind["one_record_per"] == "entry" || kind["family"] == "register";
        let reach = |key: &str| {
            let reached = node_at(schema, key) || (entries && node_at(schema, &format!("muc.{key}")));
            assert!(reached, "{name}: the schema has no {key}");
        };
        for list in ["id_from", "files", "unique"] {
            kind[list].as_array().into_iter().flatten().for_each(|key| reach(key.as_str().unwrap()));
        }
        for list in ["columns", "facts", "refs"] {
            let keys = kind[list].as_array().into_iter().flatten().map(|c| c["key"].as_str().unwrap());
            keys.filter(|k| *k != "#").for_each(reach);
        }
        for signature in kind["signatures"].as_array().into_iter().flatten() {
            signature["name_key"].as_str().into_iter().for_each(reach);
        }
        kind["date_key"].as_str().into_iter().for_each(reach);
        if kind["family"] == "support" {
            continue;
        }
        let row = kind["retention"].as_str().unwrap_or_else(|| panic!("{name}: no retention row"));
        for table in yaml("retention")["tables"].as_array().unwrap() {
            let rows = table["rows"].as_array().unwrap();
            assert!(rows.iter().any(|r| r["code"] == row), "{name}: {row} is not in {}", table["act"]);
        }
        if kind["family"] == "register" {
            assert!(kind["columns"].as_array().is_some_and(|c| !c.is_empty()), "{name}: no columns");
        }
    }
    let without: Vec<_> = schemas.keys().filter(|k| !seen.contains(*k)).collect();
    assert!(without.is_empty(), "schemas that no kind has: {without:?}");
}

/// Whether a dotted key leads to a property, through lists and definitions.
fn node_at(schema: &Value, key: &str) -> bool {
    let mut node = schema;
    for part in key.split('.') {
        node = settle(schema, node);
        let Some(next) = node["properties"].get(part) else { return false };
        node = next;
    }
    true
}

fn settle<'a>(root: &'a Value, mut node: &'a Value) -> &'a Value {
    loop {
        if let Some(name) = node["$ref"].as_str().and_then(|r| r.strip_prefix("#/definitions/")) {
            node = &root["definitions"][name];
        } else if node["type"] == "array" {
            node = &node["items"];
        } else {
            return node;
        }
    }
}

#[test]
fn every_source_that_data_names_is_listed() {
    for file in ["catalogue", "retention", "rules"] {
        let data = yaml(file);
        let known: BTreeSet<&str> = data["sources"].as_object().unwrap().keys().map(String::as_str).collect();
        let mut stack = vec![&data];
        while let Some(node) = stack.pop() {
            match node {
                Value::Object(map) => {
                    if let Some(source) = map.get("source").and_then(Value::as_str) {
                        assert!(known.contains(source), "{file}: the source {source} is not listed");
                        let status = map.get("status").and_then(Value::as_str);
                        assert!(matches!(status, Some("verified" | "unverified")), "{file}: {source} without status");
                        let memory = source.starts_with("M-");
                        assert!(!(memory && status == Some("verified")), "{file}: verified from memory");
                    }
                    stack.extend(map.values());
                }
                Value::Array(items) => stack.extend(items),
                _ => {}
            }
        }
    }
}

#[test]
fn the_new_table_of_terms_is_never_below_the_old() {
    let term = |row: &Value| row["term"].as_u64().unwrap_or(u64::MAX);
    let data = yaml("retention");
    let tables = data["tables"].as_array().unwrap();
    for row in tables[0]["rows"].as_array().unwrap() {
        let newer = tables[1]["rows"].as_array().unwrap().iter().find(|r| r["code"] == row["code"]);
        assert!(newer.is_some_and(|n| term(n) >= term(row)), "{}", row["code"]);
    }
}

/// Every document of the committed school, as the JSON that the schemas see.
fn documents() -> Vec<(String, Value)> {
    let mut out = Vec::new();
    for year in ["2024-2025", "2025-2026"] {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/kim-dong").join(year);
        for entry in read::survey(&root).unwrap().entries.iter().filter(|e| e.shape != Shape::Kept) {
            let (document, faults) = read::document(entry).unwrap_or_else(|f| panic!("{}: {f:?}", entry.name));
            assert!(faults.is_empty(), "{}: {faults:?}", entry.name);
            out.push((entry.name.clone(), check::json(&document.root)));
        }
    }
    out
}

/// Breaks one thing of a document, chosen by `choice`; false where there is nothing to break.
fn mutate(node: &mut Value, choice: &mut usize) -> bool {
    let at = *choice;
    match node {
        Value::Object(map) if !map.is_empty() => {
            let keys: Vec<String> = map.keys().cloned().collect();
            let key = &keys[at % keys.len()];
            *choice = at / keys.len();
            match *choice % 5 {
                0 => {
                    map.shift_remove(key);
                }
                1 => {
                    let value = map[key].clone();
                    map.insert(format!("{key}x"), value);
                }
                2 => {
                    map.insert(key.clone(), Value::Null);
                }
                _ => {
                    *choice /= 5;
                    return mutate(&mut map[key], choice);
                }
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let count = items.len();
            *choice = at / count;
            return mutate(&mut items[at % count], choice);
        }
        Value::String(text) => {
            *node = match at % 6 {
                0 => Value::from(7),
                1 => Value::String(String::new()),
                2 => Value::String(format!("{text}?")),
                3 => Value::String("31/02/2026".to_owned()),
                4 => Value::Bool(true),
                _ => Value::String("x".repeat(5000)),
            };
        }
        Value::Number(_) => {
            *node = [Value::from(-1), Value::from(1_000_000), Value::from(2.5), Value::from("2")][at % 4].clone()
        }
        Value::Bool(_) => *node = Value::from("true"),
        _ => return false,
    }
    true
}

/// The checker and a plain draft-07 validator must accept the same documents, whole and broken.
#[test]
fn the_checker_and_a_plain_validator_agree() {
    let book = super::checking::rulebook();
    let schemas = schemas();
    let plain: BTreeMap<&str, jsonschema::Validator> = schemas
        .iter()
        .map(|(kind, schema)| {
            let options = jsonschema::draft7::options()
                .with_format("niemphong-date", |text: &str| text.parse::<niemphong::record::Date>().is_ok())
                .should_validate_formats(true);
            (kind.as_str(), options.build(schema).unwrap())
        })
        .collect();
    let (mut sound, mut broken) = (0, 0);
    for (number, (name, whole)) in documents().into_iter().enumerate() {
        let kind = whole["loai"].as_str().unwrap().to_owned();
        for round in 0..30_usize {
            let mut json = whole.clone();
            if round > 0 && !mutate(&mut json, &mut (round * 7919 + number * 104_729)) {
                continue;
            }
            // JSON is YAML: the broken document goes the whole way through our reader.
            let text = serde_json::to_vec(&json).unwrap();
            let (document, _) = read::parse_bytes(&name, Shape::Yaml, text).unwrap_or_else(|f| panic!("{name}: {f:?}"));
            assert_eq!(check::json(&document.root), json, "{name}, round {round}: read otherwise than written");
            let ours = book.schemas.findings(&kind, &document);
            let theirs = plain[kind.as_str()].is_valid(&json);
            assert_eq!(ours.is_empty(), theirs, "{name}, round {round}: {:?}", super::checking::lines(&ours));
            if theirs { sound += 1 } else { broken += 1 }
        }
    }
    assert!(sound > 150 && broken > 1000, "{sound} sound and {broken} broken documents: too few to mean anything");
}

/// The table of `schemas/README.md`: which kind serves which clause, from when, and how sure we are.
fn clauses() -> String {
    let catalogue = yaml("catalogue");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut rows = BTreeSet::new();
    for kind in catalogue["kinds"].as_array().unwrap() {
        for demand in kind["demanded_by"].as_array().into_iter().flatten() {
            let span = [text(&demand["from"]), text(&demand["to"])].join(" – ");
            let must = if demand["required"] == true { "bắt buộc" } else { "tùy chọn" };
            let sure = if demand["status"] == "verified" { "đã đối chiếu" } else { "chưa đối chiếu" };
            let (act, clause) = (text(&demand["act"]), text(&demand["clause"]));
            let (name, per) = (text(&kind["kind"]), text(&demand["per"]));
            rows.insert(format!(
                "| {act} | {clause} | {} | `{name}` | {must}, {per} | {sure}, {} |",
                span.trim(),
                text(&demand["source"])
            ));
        }
    }
    let head = "| văn bản | điều khoản | hiệu lực | loại hồ sơ | | tình trạng, nguồn |\n|---|---|---|---|---|---|\n";
    format!("{head}{}\n", rows.into_iter().collect::<Vec<_>>().join("\n"))
}

#[test]
fn the_table_of_clauses_is_the_catalogue() {
    let assets = Assets::embedded();
    let readme = assets.text("schemas/README.md").unwrap();
    let table = readme.split("<!-- clauses -->\n").nth(1).and_then(|rest| rest.split("<!-- /clauses -->").next());
    assert_eq!(table.unwrap_or_default(), clauses(), "write this table between the marks of schemas/README.md");
}

/// Everything that the schema of `key` allows, at any depth; empty where it is free.
fn allowed(schema: &Value, key: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    every(schema, "", &mut |_, object| {
        let values = object.get("properties").and_then(|all| all.get(key)).and_then(|one| one["enum"].as_array());
        out.extend(values.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
    });
    out
}

#[test]
fn papers_of_the_file_cycle_count_by_words_that_the_schemas_allow() {
    let assets = Assets::embedded();
    let papers = CyclePapers::load(&assets).unwrap();
    let schemas = schemas();
    let mut compared = 0;
    for count in &papers.counts {
        let schema = schemas.get(&count.kind).unwrap_or_else(|| panic!("{}: no such kind", count.kind));
        for asked in &count.only {
            let known = allowed(schema, &asked.key);
            for word in asked.is.iter().chain(&asked.is_not) {
                assert!(known.contains(word), "{}: {} is never “{word}”, but {known:?}", count.kind, asked.key);
                compared += 1;
            }
        }
    }
    assert!(compared >= 3, "{compared} words compared");
}

#[test]
fn words_that_rules_ask_for_are_those_that_the_schemas_allow() {
    let (schemas, rules) = (schemas(), Catalogue::load(&Assets::embedded()).unwrap().rules);
    let ways: BTreeSet<String> =
        [rules.movements.came, rules.movements.left, rules.movements.changed].into_iter().flatten().collect();
    assert_eq!(ways, allowed(&schemas["bien_dong"], "hinh_thuc"));
    let states = [rules.digital_card.states.withdrawn, rules.digital_card.states.reissued];
    assert!(allowed(&schemas["hoc_ba_so"], "trang_thai").is_superset(&states.into()));
    let signing = &rules.signing;
    assert!(allowed(&schemas["truong"], "chuc_vu").contains(&signing.office));
    assert!(allowed(&schemas["truong"], "chuc_vu").contains(&format!("{}{}", signing.acting, signing.office)));
    let marks = &signing.rights;
    let marks = [&marks.collective, &marks.deputy, &marks.order, &marks.delegation, &marks.acting].map(String::clone);
    assert_eq!(allowed(&schemas["quyet_dinh"], "quyen_han"), marks.into());
}
