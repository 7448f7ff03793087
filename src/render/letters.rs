//! Which letters the printed forms can show.
//!
//! A child's name must never lose a letter on paper, so every text is looked at before it is typeset: a letter that
//! any face of the font lacks is refused by name (design §4). Uses nothing of ours.

use std::ops::RangeInclusive;

use serde_json::Value;
use typst::text::Font;

/// Signs that the font lacks and that `templates/pdf/nd30.typ` draws instead.
const DRAWN: &str = "☐☑☒✓✔✗✘";

/// Code points of the Basic Multilingual Plane, where all letters are that schools write.
const BASIC: u32 = 0x1_0000;

/// The letters that all faces of the font have.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    /// As sorted ranges.
    ranges: Vec<RangeInclusive<u32>>,
    /// What can be printed of the basic plane, a bit a code point: every letter of an export is asked for.
    basic: Vec<u64>,
}

impl Letters {
    /// What all of `faces` have in common; nothing when there is no face.
    pub(super) fn common_to(faces: &[Font]) -> Self {
        let Some((first, rest)) = faces.split_first() else { return Self::of(Vec::new()) };
        let shared = first.info().coverage.iter().filter(|&code| rest.iter().all(|face| has(face, code)));
        Self::of(ranges_of(shared))
    }

    fn of(ranges: Vec<RangeInclusive<u32>>) -> Self {
        let mut letters = Self { ranges, basic: vec![0; BASIC as usize / 64] };
        let codes = letters.ranges.iter().cloned().flatten().take_while(|&code| code < BASIC);
        let known: Vec<char> = codes.filter_map(char::from_u32).chain(DRAWN.chars()).collect();
        for letter in known {
            if letters.is_printable(letter) {
                let code = u32::from(letter) as usize;
                letters.basic[code / 64] |= 1 << (code % 64);
            }
        }
        letters
    }

    /// Whether `letter` can be printed, in small and in capital form.
    pub(super) fn has(&self, letter: char) -> bool {
        let code = u32::from(letter);
        match self.basic.get(code as usize / 64) {
            Some(bits) if !letter.is_ascii() => bits >> (code % 64) & 1 == 1,
            _ => self.is_printable(letter),
        }
    }

    fn is_printable(&self, letter: char) -> bool {
        if letter.is_ascii() {
            return !letter.is_ascii_control() || matches!(letter, '\n' | '\t');
        }
        DRAWN.contains(letter) || (self.covers(letter) && letter.to_uppercase().all(|capital| self.covers(capital)))
    }

    /// The first letter in any text of `view` that can't be printed.
    pub(super) fn first_missing(&self, view: &Value) -> Option<char> {
        match view {
            Value::String(text) => text.chars().find(|&letter| !self.has(letter)),
            Value::Array(items) => items.iter().find_map(|item| self.first_missing(item)),
            Value::Object(entries) => entries.values().find_map(|item| self.first_missing(item)),
            Value::Null | Value::Bool(_) | Value::Number(_) => None,
        }
    }

    fn covers(&self, letter: char) -> bool {
        let code = u32::from(letter);
        let after = self.ranges.partition_point(|range| *range.start() <= code);
        after > 0 && self.ranges[after - 1].contains(&code)
    }
}

fn has(face: &Font, code: u32) -> bool {
    face.info().coverage.contains(code)
}

/// Ascending code points as ranges.
fn ranges_of(codes: impl Iterator<Item = u32>) -> Vec<RangeInclusive<u32>> {
    let mut ranges: Vec<RangeInclusive<u32>> = Vec::new();
    for code in codes {
        match ranges.last_mut() {
            Some(last) if *last.end() + 1 == code => *last = *last.start()..=code,
            _ => ranges.push(code..=code),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_join_neighbours_only() {
        assert_eq!(ranges_of([1, 2, 3, 7, 9, 10].into_iter()), [1..=3, 7..=7, 9..=10]);
    }

    #[test]
    fn the_bits_say_what_the_ranges_say() {
        // Small letters whose capitals are there, one whose capital is not, a gap, a letter beyond the basic plane.
        let letters = Letters::of(vec![0xc0..=0xd6, 0xe0..=0xf6, 0x131..=0x133, 0x1d400..=0x1d401]);
        for code in 0..=0x1_e000 {
            let Some(letter) = char::from_u32(code) else { continue };
            assert_eq!(letters.has(letter), letters.is_printable(letter), "{code:x}");
        }
        assert!(letters.has('é') && letters.has('☐') && letters.has('\u{1d400}') && letters.has('\n'));
        assert!(!letters.has('ÿ') && !letters.has('\u{1d402}') && !letters.has('\r'));
        assert!(letters.covers('ĳ') && letters.has('ĳ'));
    }
}
