//! YAML text → tree with places, through the maintained parser behind the name `serde_yaml`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};
use serde_yaml::{Location, Spanned};

use super::tree::byte;
use super::{FaultKind, Key, Node, Place, Value, plain};

/// How far below the start of its file a piece of YAML stands.
#[derive(Clone, Copy)]
pub(super) struct Shift {
    /// Lines above it.
    pub(super) lines: u32,
    /// Bytes above it.
    pub(super) bytes: usize,
}

impl Shift {
    fn place(self, at: Location) -> Place {
        let start = at.span().byte_offset().and_then(|b| usize::try_from(b).ok()).unwrap_or(0) + self.bytes;
        let length = at.span().byte_len().and_then(|b| usize::try_from(b).ok()).unwrap_or(0);
        Place {
            line: u32::try_from(at.line()).unwrap_or(u32::MAX).saturating_add(self.lines),
            column: u32::try_from(at.column()).unwrap_or(u32::MAX),
            start: byte(start),
            end: byte(start + length),
        }
    }

    fn move_all(self, node: &mut Node) {
        let moved = |place: &mut Place| {
            place.line = place.line.saturating_add(self.lines);
            place.start = place.start.saturating_add(byte(self.bytes));
            place.end = place.end.saturating_add(byte(self.bytes));
        };
        moved(&mut node.place);
        match &mut node.value {
            Value::List(items) => items.iter_mut().for_each(|item| self.move_all(item)),
            Value::Map(pairs) => pairs.iter_mut().for_each(|(key, value)| {
                moved(&mut key.place);
                self.move_all(value);
            }),
            _ => {}
        }
    }
}

/// The tree of `yaml`: by [`plain`] where it can, by the library otherwise.
///
/// # Errors
/// What keeps it from being a tree, and where.
pub(super) fn tree(yaml: &str, shift: Shift) -> Result<Node, (Option<Place>, FaultKind)> {
    match plain::tree(yaml) {
        Some(mut root) => {
            if shift.bytes > 0 {
                shift.move_all(&mut root);
            }
            Ok(root)
        }
        None => by_library(yaml, shift),
    }
}

/// The same through the library, whatever the document is.
fn by_library(yaml: &str, shift: Shift) -> Result<Node, (Option<Place>, FaultKind)> {
    let mut options = serde_yaml::Options::default();
    options.duplicate_keys = DuplicateKeyPolicy::PassThrough;
    options.merge_keys = MergeKeyPolicy::Error;
    options.strict_booleans = true;
    let mut budget = serde_yaml::Budget::default();
    // A school of 2,500 pupils writes about 3 million events in its largest file; aliases have no use in an export.
    budget.max_events = 20_000_000;
    budget.max_nodes = 10_000_000;
    budget.max_total_scalar_bytes = 64 * 1024 * 1024;
    budget.max_aliases = 1_000;
    budget.max_depth = 64;
    options.budget = Some(budget);
    match serde_yaml::from_str_with_options::<Option<Spanned<Raw>>>(yaml, options) {
        Ok(Some(raw)) => Ok(node(raw, shift)),
        Ok(None) => Ok(Node { value: Value::Null, place: Place { line: 1, column: 1, start: 0, end: 0 } }),
        Err(e) => {
            let place = e.location().map(|at| shift.place(at));
            let said = e.without_snippet().to_string();
            let kind = if is_budget(&e) || said.contains("budget") {
                FaultKind::Budget(said)
            } else {
                FaultKind::Syntax(said)
            };
            Err((place, kind))
        }
    }
}

fn is_budget(error: &serde_yaml::Error) -> bool {
    use serde_yaml::Error as E;
    matches!(
        error.without_snippet(),
        E::Budget { .. }
            | E::AliasReplayLimitExceeded { .. }
            | E::AliasExpansionLimitExceeded { .. }
            | E::AliasReplayStackDepthExceeded { .. }
            | E::AliasReplayCounterOverflow { .. }
    )
}

fn node(raw: Spanned<Raw>, shift: Shift) -> Node {
    let place = shift.place(raw.referenced);
    let value = match raw.value {
        Raw::Null => Value::Null,
        Raw::Bool(b) => Value::Bool(b),
        Raw::Int(n) => Value::Int(n),
        Raw::Float(x) => Value::Float(x),
        Raw::Text(text) => Value::Text(text),
        Raw::List(items) => Value::List(items.into_iter().map(|item| node(item, shift)).collect()),
        Raw::Map(pairs) => Value::Map(
            pairs
                .into_iter()
                .map(|(k, v)| (Key { place: shift.place(k.referenced), name: k.value }, node(v, shift)))
                .collect(),
        ),
    };
    Node { value, place }
}

enum Raw {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        // Beyond i64 there is no number in a school; the float keeps it a number for the schema to refuse.
        #[expect(clippy::cast_precision_loss, reason = "only ever shown in a finding")]
        Ok(i64::try_from(value).map_or(Raw::Float(value as f64), Raw::Int))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Raw::Map(pairs))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use proptest::prelude::*;

    use super::*;

    static COUNT: (AtomicUsize, AtomicUsize) = (AtomicUsize::new(0), AtomicUsize::new(0));
    const NOWHERE: Shift = Shift { lines: 0, bytes: 0 };

    /// What is read without the library is what the library would have read; gives whether it was.
    fn same(yaml: &str) -> bool {
        let Some(root) = plain::tree(yaml) else { return false };
        match by_library(yaml, NOWHERE) {
            Ok(other) => assert_eq!(root, other, "{yaml}"),
            Err(fault) => panic!("the library refuses {yaml:?}: {fault:?}"),
        }
        true
    }

    #[test]
    fn the_exports_that_schools_write_need_no_library() {
        let home = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data");
        let (mut quick, mut all) = (0, 0);
        for entry in walkdir::WalkDir::new(home).into_iter().filter_map(Result::ok) {
            let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
            if entry.path().extension().is_some_and(|e| e == "yaml") {
                all += 1;
                quick += usize::from(same(&text));
            }
        }
        assert!(all > 50 && quick * 10 > all * 7, "{quick} of {all}");
    }

    #[test]
    fn what_is_rare_or_wrong_is_left_to_the_library() {
        for rare in [
            "",
            "a",
            "- a",
            "a: &x b",
            "a: *x",
            "a: !!str b",
            "a: |\n  b",
            "a: b\n  c",
            "a: \"b\n  c\"",
            "a: b: c",
            "a: b:",
            "a: {x}",
            "a: {x: }",
            "a: [x: 1]",
            "a: [1,]",
            "a: [1\n]",
            "a: 0x1F",
            "a: 1e3",
            "a: 007",
            "a: 1_0",
            "a: .5",
            "a: .inf",
            "a: +1",
            "a: -",
            "a: - b",
            "a: ? b",
            "a: @b",
            "a:\tb",
            "<<: b",
            "? a",
            "a: b\n---\nc: d",
            "%YAML 1.2\n---\na: b",
            "a:\n  b: c\n d: e",
            "a: b\n c: d",
            "a: \"\\u0041\"",
            "null: a",
            "a: \u{feff}b",
            "a:\n-\n  b: c",
            " a: b",
            "a: \u{85}b",
            "a: 'b' c",
            "a: \"b\"c",
            "a: b\nc",
            "a:\n- b\n  c: d",
        ] {
            assert_eq!(plain::tree(rare), None, "{rare:?}");
        }
    }

    /// A scalar as exporters write it, and now and then as they should not.
    fn scalar() -> impl Strategy<Value = String> {
        prop_oneof![
            6 => "[a-zđếơ_]{1,6}",
            3 => "[a-zđ]{1,4}( [a-z0-9đ]{1,3}){1,3}",
            2 => "-?[1-9][0-9]{0,3}",
            1 => "[1-9]{1,2}\\.[0-9]{1,2}",
            1 => "[0-9]{4}-[0-9]{2}-[0-9]{2}",
            2 => "\"[a-z 0-9:#,{}'đ]{0,8}\"",
            2 => "'[a-z 0-9:#,{}\"đ]{0,8}'",
            1 => "[1-9][A-Z]",
            1 => prop::sample::select(vec!["true", "~", "null", "\"a\\nb\\\"\"", "a#b", "0", "yes", "1 a", "a: b", "", "-1.5"])
                .prop_map(str::to_owned),
            1 => "[ -~]{0,4}",
        ]
    }

    /// A value on one line.
    fn value() -> impl Strategy<Value = String> {
        let list = prop::collection::vec(scalar(), 0..4).prop_map(|items| format!("[{}]", items.join(", ")));
        let pair = ("[a-z_]{1,4}", scalar()).prop_map(|(key, value)| format!("{key}: {value}"));
        let map = prop::collection::vec(pair, 0..4).prop_map(|pairs| format!("{{{}}}", pairs.join(", ")));
        prop_oneof![4 => scalar(), 1 => list, 2 => map]
    }

    /// A document line by line: keys, dashes, comments, each now and then too deep or not deep enough.
    fn text() -> impl Strategy<Value = String> {
        let key =
            (0_usize..2, "[a-zđ_]{1,4}", value()).prop_map(|(depth, key, value)| (depth, format!("{key}: {value}")));
        let open = (0_usize..2, "[a-z]{1,3}", value(), "[a-z]{1,3}", any::<bool>()).prop_map(
            |(depth, key, one, two, flush)| {
                let (at, below) = ("  ".repeat(depth), "  ".repeat(depth + usize::from(!flush)));
                (depth, format!("{key}:\n{below}- {one}\n{below}- {two}: {one}\n{below}  z: 1\n{at}y:"))
            },
        );
        let odd = (0_usize..3, prop_oneof![Just("- "), Just("# "), Just("a:"), Just("- - ")], scalar())
            .prop_map(|(depth, start, value)| (depth, format!("{start}{value}")));
        let line = (
            prop_oneof![8 => key, 3 => open, 1 => odd],
            prop_oneof![9 => Just("\n"), 1 => Just(" # x\n"), 1 => Just("\n\n"), 1 => Just("\r\n")],
        )
            .prop_map(|((depth, content), ending)| format!("{}{content}{ending}", "  ".repeat(depth)));
        prop::collection::vec(line, 0..4).prop_map(|lines| format!("a: 1\nb:\n  c: 2\n{}", lines.concat()))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]
        #[test]
        fn any_document_is_read_as_the_library_reads_it(yaml in text()) {
            // Most must be taken, or this would compare nothing.
            let (taken, all) = &COUNT;
            let taken = taken.fetch_add(usize::from(same(&yaml)), Ordering::Relaxed);
            let all = all.fetch_add(1, Ordering::Relaxed);
            prop_assert!(all < 1_000 || taken * 5 > all, "{taken} of {all}");
        }
    }
}
