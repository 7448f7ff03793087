//! The schemas as the checker: each file kind's JSON Schema, and its faults as findings with places.
//!
//! The schema that an editor uses is the one that decides here, so the two accept the same documents.

use std::collections::BTreeMap;

use jsonschema::Validator;
use jsonschema::error::{TypeKind, ValidationError, ValidationErrorKind as Kind};
use serde_json::Value as Json;

use super::codes as c;
use super::finding::{Code, Finding};
use crate::assets::{DataError, DataFault};
use crate::read::{Document, Node, Place, Value};
use crate::record::Date;

/// The format name of dates in the schemas: ISO or day first, and a real day.
const DATE_FORMAT: &str = "niemphong-date";

/// The compiled schemas by kind.
pub struct Schemas {
    by_kind: BTreeMap<String, (Json, Validator)>,
}

impl Schemas {
    /// Compiles `(kind, file name, text)`.
    ///
    /// # Errors
    /// When a schema is not JSON, or not draft-07.
    pub fn compile<'a>(files: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> Result<Self, DataError> {
        let mut by_kind = BTreeMap::new();
        for (kind, file, text) in files {
            let fault = |place, what: String| DataError { file: file.to_owned(), place, fault: DataFault::Shape(what) };
            let schema: Json = serde_json::from_str(text)
                .map_err(|e| fault(Some((e.line() as u64, e.column() as u64)), e.to_string()))?;
            let validator = jsonschema::draft7::options()
                .with_format(DATE_FORMAT, |text: &str| text.parse::<Date>().is_ok())
                .should_validate_formats(true)
                .build(&schema)
                .map_err(|e| fault(None, format!("{}: {e}", e.instance_path())))?;
            by_kind.insert(kind.to_owned(), (schema, validator));
        }
        Ok(Self { by_kind })
    }

    /// Everything that the schema of `kind` has against `document`.
    pub fn findings(&self, kind: &str, document: &Document) -> Vec<Finding> {
        let Some((schema, validator)) = self.by_kind.get(kind) else { return Vec::new() };
        if pieces(&document.root, schema).all(|piece| validator.is_valid(&piece)) {
            return Vec::new();
        }
        let instance = json(&document.root);
        validator.iter_errors(&instance).flat_map(|error| translate(&error, schema, document)).collect()
    }
}

/// Rows of a register that are looked at together.
const ROWS: usize = 200;
/// What a schema may say of the list of rows as a whole that each part of it keeps, too, if the whole does.
const OF_ROWS: [&str; 5] = ["type", "items", "title", "description", "minItems"];

/// The document as JSON, a long register in pieces of some rows each: as JSON it takes five times its size. Only where
/// the schema asks nothing of the rows together.
fn pieces<'a>(root: &'a Node, schema: &Json) -> impl Iterator<Item = Json> + 'a {
    let of_rows = schema.pointer("/properties/muc").and_then(Json::as_object);
    let apart = of_rows.is_some_and(|of| {
        let few = of.get("minItems").is_none_or(|least| least.as_u64().is_some_and(|least| least <= 1));
        few && of.keys().all(|key| OF_ROWS.contains(&key.as_str()))
    });
    let rows = root.get("muc").map(Node::items).filter(|rows| apart && rows.len() > ROWS).unwrap_or_default();
    let whole = rows.is_empty().then(|| json(root));
    let head = |rows: &[Node]| {
        let Value::Map(pairs) = &root.value else { return Json::Null };
        let rows = || Json::Array(rows.iter().map(json).collect());
        Json::Object(
            pairs.iter().map(|(k, v)| (k.name.clone(), if k.name == "muc" { rows() } else { json(v) })).collect(),
        )
    };
    whole.into_iter().chain(rows.chunks(ROWS).map(head))
}

/// The tree as JSON; of a key that stands twice the last one, as YAML readers take it.
pub fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(b) => Json::Bool(*b),
        Value::Int(n) => Json::from(*n),
        Value::Float(x) => Json::from(*x),
        Value::Text(text) => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(pairs) => Json::Object(pairs.iter().map(|(k, v)| (k.name.clone(), json(v))).collect()),
    }
}

/// The node at a JSON pointer's segments, and the key it stands under.
fn locate<'a>(root: &'a Node, pointer: &str) -> (&'a Node, String) {
    let mut node = root;
    let mut key = String::new();
    for segment in pointer.split('/').skip(1) {
        let name = segment.replace("~1", "/").replace("~0", "~");
        let next = match &node.value {
            Value::List(items) => name.parse::<usize>().ok().and_then(|at| items.get(at)),
            _ => {
                key.clone_from(&name);
                node.get(&name)
            }
        };
        let Some(next) = next else { break };
        node = next;
    }
    (node, key)
}

fn translate(error: &ValidationError<'_>, schema: &Json, document: &Document) -> Vec<Finding> {
    let pointer = error.instance_path().as_str();
    let (node, key) = locate(&document.root, pointer);
    let about = description(schema, error.schema_path().as_str());
    let found = shown(node, &document.text);
    let report = |code: Code, place: Place, mut arguments: Vec<(&'static str, String)>| {
        arguments.push(("about", about.clone()));
        Finding::at(code, &document.name, place, arguments)
    };
    let here = |code, arguments| vec![report(code, value_place(node), arguments)];
    let with_found =
        |name: &'static str, value: String| vec![("key", key.clone()), ("found", found.clone()), (name, value)];
    // Which side of a limit was crossed: the words differ.
    let with_bound = |bound: &str, limit: String| {
        let mut arguments = with_found("wanted", limit);
        arguments.push(("bound", bound.to_owned()));
        arguments
    };
    match error.kind() {
        Kind::AdditionalProperties { unexpected } => {
            unexpected.iter().map(|name| unknown_key(name, node, error, schema, &report)).collect()
        }
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default().to_owned();
            let title = property_title(schema, error.schema_path().as_str(), &name);
            vec![report(c::MISSING_FIELD, head_of(node), vec![("key", name), ("title", title)])]
        }
        Kind::Type { kind } => here(type_code(node, kind), with_found("wanted", wanted_types(kind))),
        Kind::Enum { options } => here(c::NOT_IN_LIST, with_found("wanted", listed(options))),
        Kind::Constant { expected_value } => here(c::NOT_IN_LIST, with_found("wanted", plain(expected_value))),
        Kind::Pattern { pattern } => here(c::BAD_SHAPE, with_found("wanted", pattern.clone())),
        Kind::Format { .. } => here(c::BAD_DATE, with_found("wanted", String::new())),
        Kind::Minimum { limit } | Kind::ExclusiveMinimum { limit } => {
            here(c::OUT_OF_RANGE, with_bound("least", limit.to_string()))
        }
        Kind::Maximum { limit } | Kind::ExclusiveMaximum { limit } => {
            here(c::OUT_OF_RANGE, with_bound("most", limit.to_string()))
        }
        Kind::MinLength { limit } => here(c::BAD_LENGTH, with_bound("least", limit.to_string())),
        Kind::MaxLength { limit } => here(c::BAD_LENGTH, with_bound("most", limit.to_string())),
        Kind::MinItems { limit } => here(c::BAD_COUNT, with_bound("least", limit.to_string())),
        Kind::MaxItems { limit } => here(c::BAD_COUNT, with_bound("most", limit.to_string())),
        Kind::UniqueItems => here(c::BAD_COUNT, with_bound("unique", String::new())),
        other => here(c::SCHEMA_RULE, with_found("wanted", other.keyword().to_owned())),
    }
}

fn unknown_key(
    name: &str,
    node: &Node,
    error: &ValidationError<'_>,
    schema: &Json,
    report: &impl Fn(Code, Place, Vec<(&'static str, String)>) -> Finding,
) -> Finding {
    let nearest = known_keys(schema, error.schema_path().as_str())
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(name, &known), known))
        .filter(|(distance, known)| *distance <= 1 + known.len() / 3)
        .min()
        .map_or_else(String::new, |(_, known)| known);
    report(c::UNKNOWN_KEY, node.key_place(name), vec![("key", name.to_owned()), ("nearest", nearest)])
}

/// A number where a text is due is a code that lost its quotes, and with them its leading zeros.
fn type_code(node: &Node, wanted: &TypeKind) -> Code {
    let wants_text = match wanted {
        TypeKind::Single(t) => t.to_string() == "string",
        TypeKind::Multiple(set) => set.contains(jsonschema::JsonType::String),
    };
    if wants_text && matches!(node.value, Value::Int(_) | Value::Float(_)) { c::CODE_AS_NUMBER } else { c::WRONG_TYPE }
}

fn wanted_types(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(t) => t.to_string(),
        TypeKind::Multiple(set) => set.iter().map(|t| t.to_string()).collect::<Vec<_>>().join(", "),
    }
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn listed(options: &Json) -> String {
    options.as_array().map(|all| all.iter().map(plain).collect::<Vec<_>>().join(", ")).unwrap_or_default()
}

/// The value as the file spells it, cut to what a line can show.
fn shown(node: &Node, text: &str) -> String {
    let spelled = text.get(node.place.bytes()).unwrap_or("").lines().next().unwrap_or("").trim();
    match node.value {
        Value::List(_) | Value::Map(_) => String::new(),
        _ if spelled.is_empty() => node.printed().chars().take(60).collect(),
        _ => spelled.chars().take(60).collect(),
    }
}

/// Only the first line of a value that spans several.
fn value_place(node: &Node) -> Place {
    match node.value {
        Value::List(_) | Value::Map(_) => head_of(node),
        _ => node.place,
    }
}

/// Where a map or list begins: its first key, so that the caret stands under something.
fn head_of(node: &Node) -> Place {
    match &node.value {
        Value::Map(pairs) => pairs.first().map_or(node.place, |(key, _)| key.place),
        Value::List(items) => items.first().map_or(node.place, head_of),
        _ => node.place,
    }
}

/// The schema object that owns the keyword at `path`.
fn owner<'a>(schema: &'a Json, path: &str) -> Option<&'a Json> {
    schema.pointer(path.rsplit_once('/').map_or("", |(parent, _)| parent))
}

fn description(schema: &Json, path: &str) -> String {
    let own = owner(schema, path);
    let text = own.and_then(|o| o.get("description").or_else(|| o.get("title"))).and_then(Json::as_str);
    text.unwrap_or_default().to_owned()
}

fn known_keys(schema: &Json, path: &str) -> Vec<String> {
    let properties = owner(schema, path).and_then(|o| o.get("properties")).and_then(Json::as_object);
    properties.map(|p| p.keys().cloned().collect()).unwrap_or_default()
}

fn property_title(schema: &Json, path: &str, name: &str) -> String {
    let property = owner(schema, path).and_then(|o| o.get("properties")).and_then(|p| p.get(name));
    let property = property.map(|p| match p.get("$ref").and_then(Json::as_str) {
        Some(reference) if p.get("title").is_none() => schema.pointer(reference.trim_start_matches('#')).unwrap_or(p),
        _ => p,
    });
    property.and_then(|p| p.get("title")).and_then(Json::as_str).unwrap_or_default().to_owned()
}
