//! Canonical JSON of records: RFC 8785 (JCS), with strings for all leaves, so that no number is ever rounded.

use std::collections::BTreeMap;

use crate::lines::Fault;

/// The largest record, in bytes.
pub const MAX_RECORD: u64 = 4 << 20;
/// The deepest record.
pub const MAX_NESTING: usize = 32;

/// A record's value: text, list or map, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Canonical {
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Canonical>),
    /// A map, each key once.
    Map(BTreeMap<String, Canonical>),
}

impl Canonical {
    /// The one text of this value: no blanks, keys sorted by UTF-16 code units (RFC 8785 §3.2.3).
    #[must_use]
    pub fn to_jcs(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Text(text) => write_string(out, text),
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Map(map) => {
                let mut entries: Vec<_> = map.iter().collect();
                // The map's own order, that of bytes, is the same one for keys of ASCII.
                if !map.keys().all(|key| key.is_ascii()) {
                    entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
                }
                out.push('{');
                for (at, (key, value)) in entries.into_iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    write_string(out, key);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    /// Reads a text that is canonical already; any other text is refused.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() as u64 > MAX_RECORD {
            return Err(TOO_LARGE);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Fault::new("a record is not UTF-8"))?;
        let mut reader = Reader { rest: text };
        let value = reader.value(0)?;
        if reader.rest.is_empty() && value.to_jcs() == text { Ok(value) } else { Err(NOT_CANONICAL) }
    }

    /// The text of this value, if [`Canonical::parse`] would read it.
    pub(crate) fn to_bounded_jcs(&self) -> Result<String, Fault> {
        if self.is_deeper_than(MAX_NESTING) {
            return Err(TOO_DEEP);
        }
        let text = self.to_jcs();
        if text.len() as u64 > MAX_RECORD { Err(TOO_LARGE) } else { Ok(text) }
    }

    fn is_deeper_than(&self, depth: usize) -> bool {
        let inside = |value: &Self| depth == 0 || value.is_deeper_than(depth - 1);
        match self {
            Self::Text(_) => false,
            Self::List(items) => items.iter().any(inside),
            Self::Map(map) => map.values().any(inside),
        }
    }

    /// A text of a map, by key.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        match self {
            Self::Map(map) => match map.get(key) {
                Some(Self::Text(text)) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }
}

const NOT_CANONICAL: Fault = Fault::new("a record is not canonical JSON of strings (RFC 8785)");
const TOO_LARGE: Fault = Fault::new("a record is larger than the format allows");
const TOO_DEEP: Fault = Fault::new("a record is nested deeper than 32");

/// RFC 8785 §3.2.2.2: the short escapes where JSON has them, `\u00xx` for other controls, all else as it is.
fn write_string(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|c| c < ' ' || matches!(c, '"' | '\\')) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut letters = special.chars();
        match letters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\u{c}') => out.push_str("\\f"),
            Some('\r') => out.push_str("\\r"),
            Some(control) => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            None => {}
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn take(&mut self, token: char) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn want(&mut self, token: char) -> Result<(), Fault> {
        if self.take(token) { Ok(()) } else { Err(NOT_CANONICAL) }
    }

    fn value(&mut self, depth: usize) -> Result<Canonical, Fault> {
        if depth > MAX_NESTING {
            return Err(TOO_DEEP);
        }
        if self.take('{') {
            let mut map = BTreeMap::new();
            if !self.take('}') {
                loop {
                    self.want('"')?;
                    let key = self.string()?;
                    self.want(':')?;
                    let value = self.value(depth + 1)?;
                    if map.insert(key, value).is_some() {
                        return Err(Fault::new("a record holds a key twice"));
                    }
                    if !self.take(',') {
                        self.want('}')?;
                        break;
                    }
                }
            }
            Ok(Canonical::Map(map))
        } else if self.take('[') {
            let mut list = Vec::new();
            if !self.take(']') {
                loop {
                    list.push(self.value(depth + 1)?);
                    if !self.take(',') {
                        self.want(']')?;
                        break;
                    }
                }
            }
            Ok(Canonical::List(list))
        } else {
            self.want('"')?;
            self.string().map(Canonical::Text)
        }
    }

    /// What follows an opening quote. Whether escapes were the canonical ones shows when the whole is written again.
    fn string(&mut self) -> Result<String, Fault> {
        let mut out = String::new();
        let mut chars = self.rest.chars();
        loop {
            match chars.next().ok_or(NOT_CANONICAL)? {
                '"' => break,
                '\\' => out.push(match chars.next().ok_or(NOT_CANONICAL)? {
                    '"' => '"',
                    '\\' => '\\',
                    'b' => '\u{8}',
                    't' => '\t',
                    'n' => '\n',
                    'f' => '\u{c}',
                    'r' => '\r',
                    'u' => {
                        let mut code = 0;
                        for _ in 0..4 {
                            code = code * 16 + chars.next().and_then(|c| c.to_digit(16)).ok_or(NOT_CANONICAL)?;
                        }
                        char::from_u32(code).ok_or(NOT_CANONICAL)?
                    }
                    _ => return Err(NOT_CANONICAL),
                }),
                c => out.push(c),
            }
        }
        self.rest = chars.as_str();
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_keys_by_utf16_and_escapes_little() {
        // The key order of RFC 8785 §3.2.3, and its control characters.
        let text = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\u{7f}\",\"ö\":\"Latin\",\"€\":\"Euro Sign\",\"😀\":\"Emoji\",\"\u{fb33}\":\"Hebrew\"}";
        assert_eq!(Canonical::parse(text.as_bytes()).map(|value| value.to_jcs()), Ok(text.to_owned()));
        let escapes = "[\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\u{7f}\u{2028}\"]";
        assert_eq!(Canonical::parse(escapes.as_bytes()).map(|value| value.to_jcs()), Ok(escapes.to_owned()));
    }

    #[test]
    fn a_record_has_its_bounds() {
        let long = |bytes: u64| format!("\"{}\"", "a".repeat(usize::try_from(bytes).unwrap_or(0) - 2));
        assert!(Canonical::parse(long(MAX_RECORD).as_bytes()).is_ok());
        assert!(Canonical::parse(long(MAX_RECORD + 1).as_bytes()).is_err());
        let deep = |lists: usize| "[".repeat(lists) + "\"\"" + &"]".repeat(lists);
        assert!(Canonical::parse(deep(MAX_NESTING).as_bytes()).is_ok());
        assert!(Canonical::parse(deep(MAX_NESTING + 1).as_bytes()).is_err());
        let lists =
            |count: usize| (0..count).fold(Canonical::Text(String::new()), |inner, _| Canonical::List(vec![inner]));
        assert_eq!(lists(MAX_NESTING).to_bounded_jcs(), Ok(deep(MAX_NESTING)));
        assert_eq!(lists(MAX_NESTING + 1).to_bounded_jcs(), Err(TOO_DEEP));
        assert_eq!(Canonical::List(Vec::new()).to_bounded_jcs().as_deref(), Ok("[]"));
        let text = |bytes: u64| Canonical::Text("a".repeat(usize::try_from(bytes).unwrap_or(0) - 2));
        assert!(text(MAX_RECORD).to_bounded_jcs().is_ok());
        assert_eq!(text(MAX_RECORD + 1).to_bounded_jcs(), Err(TOO_LARGE));
    }

    #[test]
    fn refuses_every_other_spelling() {
        let deep = "[".repeat(40) + &"]".repeat(40);
        for wrong in [
            "",
            "1",
            "null",
            "true",
            "{\"a\":1}",
            "{ }",
            "[\"a\" ]",
            "{\"b\":\"\",\"a\":\"\"}",
            "{\"a\":\"\",\"a\":\"\"}",
            "\"\\u0041\"",
            "\"\\/\"",
            "\"\\u000A\"",
            "\"\\u00e1\"",
            "\"a",
            "[\"a\",]",
            "{\"a\"}",
            "\"\"\n",
            "\u{feff}\"\"",
            "\"\\ud800\"",
            "\"a\nb\"",
            &deep,
        ] {
            assert!(Canonical::parse(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
