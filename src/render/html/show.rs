//! How numbers, sizes, dates and names of files look on a Vietnamese page.
//!
//! Uses nothing of ours.

/// `1512` → `1.512`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// `12345` → `12,3 kB`; decimal units, a comma for the fraction, a space that doesn't break.
pub fn size(bytes: u64) -> String {
    let (unit, per) = match bytes {
        0..1_000 => return format!("{bytes}\u{a0}B"),
        1_000..1_000_000 => ("kB", 1_000_u64),
        1_000_000..1_000_000_000 => ("MB", 1_000_000),
        _ => ("GB", 1_000_000_000),
    };
    // Tenths, rounded half up, in whole numbers: the same digits on every machine.
    let tenths = (u128::from(bytes) * 10 + u128::from(per) / 2) / u128::from(per);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    if whole >= 100 || tenth == 0 {
        return format!("{}\u{a0}{unit}", (u128::from(bytes) + u128::from(per) / 2) / u128::from(per));
    }
    format!("{whole},{tenth}\u{a0}{unit}")
}

/// `2015-03-02` → `02/03/2015`; anything else stays as it is.
pub fn date(iso: &str) -> String {
    match iso.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => format!("{day}/{month}/{year}"),
        _ => iso.to_owned(),
    }
}

/// A class code, an owner, a kind → a name that every file system takes: `5A` → `5a`, `hoc_ba` → `hoc-ba`.
pub fn slug(text: &str) -> String {
    let slug: String = text
        .chars()
        .map(|c| match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9' | '.') => c,
            _ => '-',
        })
        .collect();
    let slug = slug.trim_matches(['-', '.']);
    if slug.is_empty() { "khac".to_owned() } else { slug.to_owned() }
}

/// Personal ids (twelve digits, the first of them 0) keep three digits and two: `087•••••••23`. Who may see the rest
/// opens the PDF.
pub(super) fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for run in runs(text) {
        if run.len() == 12 && run.starts_with('0') && run.bytes().all(|b| b.is_ascii_digit()) {
            out.push_str(&run[..3]);
            out.push_str("•••••••");
            out.push_str(&run[10..]);
        } else {
            out.push_str(run);
        }
    }
    out
}

/// Cut between digits and everything else.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let digit = rest.chars().next()?.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digit).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        Some(run)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_sizes_read_the_vietnamese_way() {
        for (n, text) in [(0, "0"), (999, "999"), (1_512, "1.512"), (1_000_000, "1.000.000")] {
            assert_eq!(number(n), text);
        }
        for (n, text) in [
            (0, "0\u{a0}B"),
            (999, "999\u{a0}B"),
            (1_000, "1\u{a0}kB"),
            (12_345, "12,3\u{a0}kB"),
            (99_960, "100\u{a0}kB"),
            (123_456, "123\u{a0}kB"),
            (1_900_000_000, "1,9\u{a0}GB"),
            (u64::MAX, "18446744074\u{a0}GB"),
        ] {
            assert_eq!(size(n), text);
        }
        assert_eq!(date("2015-03-02"), "02/03/2015");
        assert_eq!(date("tháng 3"), "tháng 3");
    }

    #[test]
    fn personal_ids_are_masked_and_nothing_else() {
        for (text, want) in [
            ("087215000123", "087•••••••23"),
            ("số 087215000123.", "số 087•••••••23."),
            ("2412345678", "2412345678"),
            ("1234567890123", "1234567890123"),
            ("500000000000 đồng", "500000000000 đồng"),
            ("", ""),
        ] {
            assert_eq!(masked(text), want);
        }
    }

    #[test]
    fn a_slug_is_safe_whatever_comes_in() {
        for (text, want) in [("5A", "5a"), ("hoc_ba", "hoc-ba"), ("../..", "khac"), ("", "khac"), ("Đ\"<", "khac")] {
            assert_eq!(slug(text), want);
        }
    }
}
