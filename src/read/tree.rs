//! The tree of a document: values that know where they stand.

/// Where a key or value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// First byte in the file; a document is far smaller than 4 GiB.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Place {
    /// The bytes of the file that it is about.
    pub fn bytes(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A byte of a document as a [`Place`] holds it; beyond 4 GiB, which no document reaches, the last one.
pub(super) fn byte(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A value of YAML 1.2's core schema.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, `~`, or nothing.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the file's order; a key that stands twice is there twice.
    Map(Vec<(Key, Node)>),
}

/// A key with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// Its text.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub place: Place,
}

impl Node {
    /// The value under `key`, if this is a map that has it; the last one where the key stands twice.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(pairs) => pairs.iter().rev().find(|(k, _)| k.name == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The text, if this is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text under `key`.
    pub fn text_at(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::text)
    }

    /// The whole number, if this is one.
    pub fn int(&self) -> Option<i64> {
        match self.value {
            Value::Int(n) => Some(n),
            _ => None,
        }
    }

    /// The whole number, also where it stands as a text: a record's canonical source holds texts alone.
    pub fn whole(&self) -> Option<i64> {
        self.int().or_else(|| self.text()?.parse().ok())
    }

    /// The items, if this is a list; none otherwise.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The pairs, if this is a map; none otherwise.
    pub fn pairs(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Map(pairs) => pairs,
            _ => &[],
        }
    }

    /// The place of the key `key`, or of the whole map.
    pub fn key_place(&self, key: &str) -> Place {
        self.pairs().iter().find(|(k, _)| k.name == key).map_or(self.place, |(k, _)| k.place)
    }

    /// Whether nothing is there.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// The value as text ready to print: numbers in their shortest form, nothing for lists and maps.
    pub fn printed(&self) -> String {
        match &self.value {
            Value::Text(text) => text.clone(),
            Value::Int(n) => n.to_string(),
            Value::Float(x) => x.to_string(),
            Value::Bool(holds) => holds.to_string(),
            Value::Null | Value::List(_) | Value::Map(_) => String::new(),
        }
    }
}
