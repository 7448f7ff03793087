//! A sealed record's canonical source → a document again, from which `records` makes the same record.

use std::collections::BTreeMap;

use super::{OwnTerms, Seen, context as gathered};
use crate::catalogue::{Catalogue, Each, Kind};
use crate::read::{Document, Key, Node, Place, Value};
use crate::record::{Context, Family, Source, TEXT_KEY};

/// The document that holds this one record. Its texts are those that were sealed, so nothing of it can be at fault.
pub fn document(name: &str, source: &Source, kind: &Kind) -> Document {
    let mut map = match source {
        Source::Map(map) => map.clone(),
        _ => BTreeMap::new(),
    };
    let text = match map.remove(TEXT_KEY) {
        Some(Source::Text(text)) if kind.family == Family::Document => text,
        _ => String::new(),
    };
    let root = match kind.each {
        Each::Entry => {
            let head = ["loai", "nam_hoc"].into_iter().filter_map(|key| Some((key.to_owned(), map.get(key)?.clone())));
            let mut head: BTreeMap<String, Source> = head.collect();
            head.insert("muc".to_owned(), Source::List(vec![Source::Map(map)]));
            node(&Source::Map(head))
        }
        Each::File => node(&Source::Map(map)),
    };
    let body_start = (kind.family == Family::Document).then_some(0);
    Document { name: std::sync::Arc::new(name.to_owned()), text, root, body_start }
}

fn node(source: &Source) -> Node {
    let value = match source {
        Source::Text(text) if text == "true" || text == "false" => Value::Bool(text == "true"),
        Source::Text(text) => Value::Text(text.clone()),
        Source::List(items) => Value::List(items.iter().map(node).collect()),
        Source::Map(map) => {
            let pair =
                |(name, value): (&String, &Source)| (Key { name: name.clone(), place: Place::default() }, node(value));
            Value::Map(map.iter().map(pair).collect())
        }
    };
    Node { value, place: Place::default() }
}

/// What records are made with, from documents that were found sound once; none if the school or its classes lack.
pub fn context(documents: &[(Document, &Kind)], catalogue: &Catalogue) -> (Option<Context>, OwnTerms) {
    let seen: Vec<Seen> = documents
        .iter()
        .map(|(document, kind)| Seen {
            file: document.name.to_string(),
            kind: Some(kind.name.clone()),
            facts: Box::new(super::gather::gather(document, kind, catalogue)),
            school: (kind.name.as_str() == "truong").then(|| Box::new(document.root.clone())),
            ..Seen::default()
        })
        .collect();
    (gathered::gather(&seen, &catalogue.rules.signing.office), OwnTerms::gather(&seen))
}
