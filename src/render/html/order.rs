//! The order of Vietnamese names, as class lists have it: by given name, then by family and middle names.
//!
//! A small table of our own in place of `icu_collator` (its data alone outweigh this module a hundredfold); a test
//! compares it with the order that ICU gives. Letters first (a ă â b c d đ e ê …), then tones (none, huyền, hỏi,
//! ngã, sắc, nặng), then capitals after small letters. Uses nothing of ours.

use unicode_normalization::UnicodeNormalization;

const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// Sort key of one text. Compare keys, never the texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    letters: Vec<u32>,
    tones: Vec<u8>,
    cases: Vec<bool>,
    text: String,
}

/// Sort key of a text read from its beginning: titles, class codes. Numbers count as numbers: `9A` before `10A`.
pub fn key(text: &str) -> Key {
    let mut key = Key { letters: Vec::new(), tones: Vec::new(), cases: Vec::new(), text: text.to_owned() };
    let mut digits: Option<u32> = None;
    for c in text.nfc() {
        if let Some(digit) = c.to_digit(10) {
            digits = Some(digits.unwrap_or(0).saturating_mul(10).saturating_add(digit));
            continue;
        }
        if let Some(n) = digits.take() {
            push_number(&mut key.letters, n);
        }
        push_letter(&mut key, c);
    }
    if let Some(n) = digits {
        push_number(&mut key.letters, n);
    }
    key
}

/// Sort key of a person's name: the given name stands last in it, and leads here.
pub fn name(text: &str) -> (Key, Key) {
    let text = text.trim();
    let (rest, given) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    (key(given), key(rest.trim_end()))
}

fn push_number(letters: &mut Vec<u32>, n: u32) {
    // After the space, before every letter; the value follows the mark.
    letters.extend([2, n]);
}

fn push_letter(key: &mut Key, c: char) {
    let lower = c.to_lowercase().next().unwrap_or(c);
    let (base, tone) = without_tone(lower);
    let place = LETTERS.chars().position(|l| l == base).and_then(|n| u32::try_from(n).ok());
    match place {
        Some(n) => key.letters.push(0x100 + n),
        None if c.is_whitespace() => key.letters.push(1),
        None if c.is_alphabetic() => key.letters.push(0x1000 + u32::from(lower)),
        // Punctuation: between spaces and letters, in code point order.
        None => key.letters.extend([3, u32::from(lower)]),
    }
    key.tones.push(tone);
    key.cases.push(lower != c);
}

/// `ậ` → `â` and 5.
fn without_tone(c: char) -> (char, u8) {
    let mut base = String::new();
    let mut tone = 0;
    for part in std::iter::once(c).nfd() {
        match part {
            '\u{300}' => tone = 1,
            '\u{309}' => tone = 2,
            '\u{303}' => tone = 3,
            '\u{301}' => tone = 4,
            '\u{323}' => tone = 5,
            _ => base.push(part),
        }
    }
    (base.nfc().next().unwrap_or(c), tone)
}
