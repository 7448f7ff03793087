//! Writes JSON, as far as reports need it.

use std::fmt::Write;

/// Writes JSON (RFC 8259) in ASCII, in the order of the calls.
#[derive(Default)]
pub(crate) struct Json {
    pub(crate) out: String,
    begun: bool,
}

impl Json {
    pub(crate) fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.begun = false;
    }

    pub(crate) fn close(&mut self, bracket: char) {
        self.out.push(bracket);
        self.begun = true;
    }

    pub(crate) fn comma(&mut self) {
        if self.begun {
            self.out.push(',');
        }
        self.begun = true;
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        for unit in text.encode_utf16() {
            match char::from_u32(u32::from(unit)) {
                Some(c @ ('"' | '\\')) => self.out.extend(['\\', c]),
                Some(c @ ' '..='~') => self.out.push(c),
                _ => {
                    let _ = write!(self.out, "\\u{unit:04x}");
                }
            }
        }
        self.out.push('"');
    }

    pub(crate) fn raw(&mut self, key: &str, value: &str) {
        self.comma();
        self.string(key);
        self.out.push(':');
        self.out.push_str(value);
    }

    pub(crate) fn text(&mut self, key: &str, value: &str) {
        self.raw(key, "");
        self.string(value);
    }

    pub(crate) fn optional(&mut self, key: &str, value: Option<&str>) {
        match value {
            Some(value) => self.text(key, value),
            None => self.raw(key, "null"),
        }
    }

    pub(crate) fn texts(&mut self, key: &str, values: &[String]) {
        self.raw(key, "");
        self.open('[');
        for value in values {
            self.comma();
            self.string(value);
        }
        self.close(']');
    }

    pub(crate) fn list<T>(&mut self, key: &str, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.raw(key, "");
        self.open('[');
        for item in items {
            self.comma();
            self.open('{');
            each(self, item);
            self.close('}');
        }
        self.close(']');
    }
}
