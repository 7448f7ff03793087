//! Writes YAML as the exports want it: codes and dates in quotes, short things on one line.

use std::fmt::{Display, Write};

/// A document under way.
pub(super) struct Yaml {
    out: String,
    indent: usize,
    dash: bool,
}

impl Yaml {
    /// Starts a document of `kind`; `schemas` is the way from here to the folder of the schemas.
    pub(super) fn new(schemas: &str, kind: &str, year: &str) -> Self {
        let mut yaml = Self { out: String::new(), indent: 0, dash: false };
        yaml.comment(&format!("yaml-language-server: $schema={schemas}/{kind}.schema.json"));
        yaml.text("loai", kind).text("nam_hoc", year);
        yaml
    }

    pub(super) fn comment(&mut self, text: &str) {
        self.out.push_str("# ");
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn key(&mut self, key: &str) {
        for _ in 0..self.indent - usize::from(self.dash) {
            self.out.push_str("  ");
        }
        if std::mem::take(&mut self.dash) {
            self.out.push_str("- ");
        }
        self.out.push_str(key);
        self.out.push_str(": ");
    }

    /// `key: value`; nothing where the value is empty.
    pub(super) fn text(&mut self, key: &str, value: &str) -> &mut Self {
        if !value.is_empty() {
            self.key(key);
            scalar(&mut self.out, value, false);
            self.out.push('\n');
        }
        self
    }

    /// A number or a truth value.
    pub(super) fn raw(&mut self, key: &str, value: impl Display) -> &mut Self {
        self.key(key);
        writeln!(self.out, "{value}").expect("writing to a String can't fail");
        self
    }

    /// `key: {…}`; nothing where it is empty.
    pub(super) fn flow(&mut self, key: &str, flow: &Flow) -> &mut Self {
        if !flow.0.is_empty() {
            self.key(key);
            flow.close_into(&mut self.out);
            self.out.push('\n');
        }
        self
    }

    /// `key: [a, b]`.
    pub(super) fn list<'a>(&mut self, key: &str, items: impl IntoIterator<Item = &'a str>) -> &mut Self {
        self.key(key);
        list_into(&mut self.out, items);
        self.out.push('\n');
        self
    }

    /// Starts a list or a map under `key`.
    pub(super) fn open(&mut self, key: &str) -> &mut Self {
        self.key(key);
        self.out.pop();
        self.out.push('\n');
        self.indent += 1;
        self
    }

    /// Ends what `open` or `item` started.
    pub(super) fn close(&mut self) -> &mut Self {
        self.indent -= 1;
        self
    }

    /// Starts an item of a list; the next key stands after its dash.
    pub(super) fn item(&mut self) -> &mut Self {
        self.indent += 1;
        self.dash = true;
        self
    }

    /// A whole item on one line.
    pub(super) fn flow_item(&mut self, flow: &Flow) -> &mut Self {
        for _ in 0..self.indent {
            self.out.push_str("  ");
        }
        self.out.push_str("- ");
        flow.close_into(&mut self.out);
        self.out.push('\n');
        self
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// The document as front matter over a Markdown text.
    pub(super) fn over(self, body: &str) -> Vec<u8> {
        format!("---\n{}---\n\n{body}", self.out).into_bytes()
    }
}

/// A map on one line, under way.
#[derive(Default)]
pub(super) struct Flow(String);

impl Flow {
    fn key(&mut self, key: &str) {
        self.0.push_str(if self.0.is_empty() { "" } else { ", " });
        self.0.push_str(key);
        self.0.push_str(": ");
    }

    /// `key: value`; nothing where the value is empty.
    pub(super) fn text(mut self, key: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.key(key);
            scalar(&mut self.0, value, true);
        }
        self
    }

    pub(super) fn raw(mut self, key: &str, value: impl Display) -> Self {
        self.key(key);
        write!(self.0, "{value}").expect("writing to a String can't fail");
        self
    }

    pub(super) fn sub(mut self, key: &str, flow: &Self) -> Self {
        self.key(key);
        flow.close_into(&mut self.0);
        self
    }

    pub(super) fn list<'a>(mut self, key: &str, items: impl IntoIterator<Item = &'a str>) -> Self {
        self.key(key);
        list_into(&mut self.0, items);
        self
    }

    fn close_into(&self, out: &mut String) {
        out.push('{');
        out.push_str(&self.0);
        out.push('}');
    }
}

fn list_into<'a>(out: &mut String, items: impl IntoIterator<Item = &'a str>) {
    out.push('[');
    for (i, item) in items.into_iter().enumerate() {
        out.push_str(if i == 0 { "" } else { ", " });
        scalar(out, item, true);
    }
    out.push(']');
}

fn scalar(out: &mut String, text: &str, in_flow: bool) {
    if is_plain(text, in_flow) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

/// Codes and dates are never plain: what holds a digit and no blank stands in quotes.
#[expect(clippy::nonminimal_bool, reason = "a list of reasons reads better than its shortest form")]
fn is_plain(text: &str, in_flow: bool) -> bool {
    let code = text.contains(|c: char| c.is_ascii_digit()) && !text.contains(' ');
    let word =
        ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].iter().any(|w| text.eq_ignore_ascii_case(w));
    text.starts_with(char::is_alphabetic)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains(['"', '\\', '\n'])
        && !(in_flow && text.contains([',', '[', ']', '{', '}']))
        && !code
        && !word
}

#[cfg(test)]
mod tests {
    use super::{Flow, Yaml};

    #[test]
    fn codes_are_quoted_and_words_are_not() {
        let mut yaml = Yaml::new("s", "k", "2025-2026");
        yaml.open("muc").item().text("ma", "0123").text("ten", "Lê Ân, con").text("rong", "");
        yaml.flow("o", &Flow::default().text("a", "x, y").raw("b", 3).list("c", ["5A"])).close().close();
        let text = String::from_utf8(yaml.finish()).unwrap();
        assert_eq!(
            text,
            "# yaml-language-server: $schema=s/k.schema.json\nloai: k\nnam_hoc: \"2025-2026\"\nmuc:\n  - ma: \"0123\"\n    \
             ten: Lê Ân, con\n    o: {a: \"x, y\", b: 3, c: [\"5A\"]}\n"
        );
    }
}
