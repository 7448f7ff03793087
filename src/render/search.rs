//! One volume's search index and its table of contents, each as a classic script: the only thing that a page opened
//! from `file://` can load. Both lie inside the volume, so a destroyed volume leaves the search by itself.
//!
//! Columns in place of objects: a name costs its letters and one separator. The 12-digit personal id is never in it.
//! Uses `html`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::html::{Card, Listing, Page, Volume};

/// Between the values of a column. One byte, and nothing that JSON or a script would escape.
const SEPARATOR: char = '|';

/// `tim.js`: everything that can be searched for in this volume.
///
/// Columns of pupils `p`: `n` name, `b` birth (days since 1900-01-01), `c` code, `l` class, `g` register number.
/// Columns of records `r`: `k` kind, `p` pupil, `l` class, `s` file stem (empty: the pupil's code), `t` title (empty:
/// kind and pupil say it), `d` date, `w` further words. Numbers are in base 36; `l`, `k` and `p` count into their
/// tables from 1, and 0 is none.
pub fn index(volume: &Volume) -> Page {
    let mut classes = Table::default();
    let mut kinds = Table::default();
    let mut titles: Vec<Value> = Vec::new();
    let mut pupils: [Column; 5] = Default::default();
    let mut number_of: BTreeMap<&str, u64> = BTreeMap::new();
    for (n, pupil) in volume.pupils().enumerate() {
        number_of.insert(&pupil.code, n as u64 + 1);
        pupils[0].text(&pupil.name);
        pupils[1].number(days(&pupil.birth));
        pupils[2].text(&pupil.code);
        pupils[3].number(classes.number(&pupil.class));
        pupils[4].text(&pupil.register_no);
    }
    let mut records: [Column; 7] = Default::default();
    for card in volume.cards() {
        let before = kinds.names.len();
        let kind = kinds.number(&card.kind);
        if kinds.names.len() > before {
            titles.push(json!([card.kind, card.kind_title.vi, card.kind_title.en]));
        }
        let pupil = card.pupil.as_ref();
        records[0].number(kind);
        records[1].number(pupil.and_then(|p| number_of.get(p.code.as_str())).copied().unwrap_or(0));
        records[2].number(if same_class(card) { 0 } else { classes.number(&card.class) });
        records[3].text(if pupil.is_some_and(|p| p.code == card.stem) { "" } else { &card.stem });
        records[4].text(if says_nothing_new(card) { "" } else { &card.title });
        records[5].number(days(&card.date));
        records[6].text(&card.words);
    }
    let [n, b, c, l, g] = pupils.map(|column| column.0);
    let [k, p, rl, s, t, d, w] = records.map(|column| column.0);
    script(
        "tim.js",
        "load",
        &json!({
            "f": 1,
            "c": volume.info.class,
            "y": volume.info.school_year,
            "m": volume.info.school.code,
            "K": titles,
            "L": classes.names,
            "n": [volume.pupil_count(), volume.cards().len()],
            "p": {"n": n, "b": b, "c": c, "l": l, "g": g},
            "r": {"k": k, "p": p, "l": rl, "s": s, "t": t, "d": d, "w": w},
        }),
    )
}

/// `muc.js`: what the start page shows of this volume, if it is there: classes and kinds, no persons.
pub fn contents(volume: &Volume) -> Page {
    let classes: Vec<Value> =
        volume.class_codes().map(|code| json!([code, Listing::Class(code.to_owned()).path()])).collect();
    let kinds: Vec<Value> = volume
        .kind_counts()
        .map(|(kind, title, count)| json!([kind, title.vi, title.en, count, Listing::Kind(kind.to_owned()).path()]))
        .collect();
    script("muc.js", "volume", &json!({"f": 1, "c": volume.info.class, "l": classes, "k": kinds}))
}

/// A class that the pupil's own line already gives isn't repeated.
fn same_class(card: &Card) -> bool {
    card.class.is_empty() || card.pupil.as_ref().is_some_and(|pupil| pupil.class == card.class)
}

/// `Học bạ – Nguyễn Văn Ân` says no more than kind and pupil do.
fn says_nothing_new(card: &Card) -> bool {
    card.pupil.as_ref().is_some_and(|pupil| card.title == format!("{} – {}", card.kind_title.vi, pupil.name))
}

#[derive(Default)]
struct Column(String);

impl Column {
    fn text(&mut self, text: &str) {
        self.open();
        self.0.push_str(&masked(text));
    }

    fn number(&mut self, n: u64) {
        self.open();
        if n > 0 {
            self.0.push_str(&base36(n));
        }
    }

    /// Every value ends the one before it; the first needs a mark too, or an empty first value would vanish.
    fn open(&mut self) {
        self.0.push(SEPARATOR);
    }
}

#[derive(Default)]
struct Table {
    names: Vec<String>,
    places: BTreeMap<String, u64>,
}

impl Table {
    fn number(&mut self, name: &str) -> u64 {
        if name.is_empty() {
            return 0;
        }
        if let Some(n) = self.places.get(name) {
            return *n;
        }
        self.names.push(name.to_owned());
        let n = self.names.len() as u64;
        self.places.insert(name.to_owned(), n);
        n
    }
}

/// Text of a column: no separator, and no run of twelve digits or more (a personal id that slipped into a title).
fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut digits = String::new();
    for c in text.chars().map(|c| if c == SEPARATOR || c.is_control() { ' ' } else { c }).chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        out.push_str(if digits.len() >= 12 { "…" } else { &digits });
        digits.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

fn base36(mut n: u64) -> String {
    let mut digits = Vec::new();
    while n > 0 {
        digits.push(char::from_digit((n % 36) as u32, 36).unwrap_or('0'));
        n /= 36;
    }
    digits.iter().rev().collect()
}

/// Days from 1900-01-01 (day 1) to an ISO date; 0 for anything else.
fn days(iso: &str) -> u64 {
    let mut parts = iso.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (Some(Some(year)), Some(Some(month)), Some(Some(day))) = (parts.next(), parts.next(), parts.next()) else {
        return 0;
    };
    if !(1900..=2999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return 0;
    }
    // Days from civil (Howard Hinnant): March-based years.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era_days = y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1;
    const DAY_ZERO: i64 = 1899 * 365 + 1899 / 4 - 1899 / 100 + 1899 / 400 + (10 * 153 + 2) / 5;
    u64::try_from(era_days - DAY_ZERO + 1).unwrap_or(0)
}

/// `NIEMPHONG.<call>("<json>")`: parsing a string is an order of magnitude faster than running a literal.
fn script(path: &str, call: &str, value: &Value) -> Page {
    let json = value.to_string();
    let mut out = String::with_capacity(json.len() + json.len() / 32 + 32);
    out.push_str("NIEMPHONG.");
    out.push_str(call);
    out.push_str("(\"");
    for c in json.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // Not needed in a file of its own, and harmless: the text stays inert even if pasted into a page.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push_str("\");\n");
    Page { path: path.to_owned(), bytes: out.into_bytes() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1900() {
        for (iso, n) in [
            ("1900-01-01", 1),
            ("1900-01-02", 2),
            ("1900-03-01", 60),
            ("2000-02-29", 36_584),
            ("2000-03-01", 36_585),
            ("2015-03-02", 42_064),
            ("1899-12-31", 0),
            ("", 0),
            ("2015", 0),
        ] {
            assert_eq!(days(iso), n, "{iso}");
        }
        assert_eq!(base36(42_064), "wgg");
    }

    #[test]
    fn personal_ids_and_separators_do_not_reach_a_column() {
        assert_eq!(masked("a|b"), "a b");
        assert_eq!(masked("Định danh 087215000123."), "Định danh ….");
        assert_eq!(masked("2412345678"), "2412345678");
        assert_eq!(masked("087215000123"), "…");
    }
}
