//! Numbers as Vietnamese documents write them.

/// A size with its unit, comma for the decimal: `12,3 kB`.
pub fn size_words(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["B", "kB", "MB", "GB"];
    let (mut unit, mut scale) = (0, 1_u64);
    while unit + 1 < UNITS.len() && bytes >= scale * 1000 {
        scale *= 1000;
        unit += 1;
    }
    if unit == 0 {
        return format!("{bytes} B");
    }
    let tenths = (bytes * 10 + scale / 2) / scale;
    format!("{},{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// A number in words, as closing lines of registers have it: 35 → `ba mươi lăm`.
pub fn words_of_number(number: usize) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    for (scale, name) in [(1_000_000_000, " tỉ"), (1_000_000, " triệu"), (1000, " nghìn"), (1, "")] {
        let group = number / scale % 1000;
        if group > 0 {
            parts.push(format!("{}{name}", hundreds(group, !parts.is_empty())));
        }
    }
    parts.join(" ")
}

/// Three digits; `led` when something stands before them, so that an empty hundred is spoken.
fn hundreds(group: usize, led: bool) -> String {
    let (hundred, ten, one) = (group / 100, group / 10 % 10, group % 10);
    let mut words: Vec<&str> = Vec::new();
    if hundred > 0 || led {
        words.extend([DIGITS[hundred], "trăm"]);
    }
    match ten {
        0 if one > 0 && !words.is_empty() => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([DIGITS[ten], "mươi"]),
    }
    match one {
        0 => {}
        1 if ten > 1 => words.push("mốt"),
        5 if ten > 0 => words.push("lăm"),
        _ => words.push(DIGITS[one]),
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spoken() {
        for (number, words) in [
            (0, "không"),
            (5, "năm"),
            (15, "mười lăm"),
            (21, "hai mươi mốt"),
            (35, "ba mươi lăm"),
            (100, "một trăm"),
            (105, "một trăm linh năm"),
            (1005, "một nghìn không trăm linh năm"),
            (2010, "hai nghìn không trăm mười"),
        ] {
            assert_eq!(words_of_number(number), words);
        }
    }

    #[test]
    fn sizes_have_a_comma() {
        assert_eq!(size_words(999), "999 B");
        assert_eq!(size_words(12_345), "12,3 kB");
        assert_eq!(size_words(1_000_000), "1,0 MB");
    }
}
