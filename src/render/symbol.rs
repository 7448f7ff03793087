//! Symbols as a form places them, and as the finished file holds them.
//!
//! typst is given a small picture of each, and places, tags and describes it as it does any picture. When the file is
//! packed, outlines take the picture's place: both are painted into the unit square by the same operator, so that
//! nothing else has to change (ISO 32000-1, 8.9.5 and 8.10). Set by typst itself, outlines cost a fifth of a build. A
//! picture that were not replaced would be a coarser print, never a wrong one. Uses nothing else of this room.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

/// A symbol that a form shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// The name under which the form finds it, without a slash.
    pub name: String,
    /// Modules a side, quiet zone included.
    pub side: usize,
    /// Which of them are dark, row by row from the top; `side` times `side`.
    pub dark: Vec<bool>,
}

/// Dark modules that are filled at once, counted from the left and the bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rectangle {
    // In the order in which they are written: next to each other, those of one shape pack best.
    wide: usize,
    high: usize,
    bottom: usize,
    left: usize,
}

impl Symbol {
    /// The picture that a form places, a grey pixel a module, as PNG; `None` for a symbol without modules.
    pub(super) fn picture(&self) -> Option<Vec<u8>> {
        let side = u32::try_from(self.side).ok()?;
        let mut png = Vec::new();
        // typst unpacks it at once.
        let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Uncompressed, FilterType::NoFilter);
        encoder.write_image(&self.pixels(), side, side, ExtendedColorType::L8).ok()?;
        Some(png)
    }

    /// The pixels of its picture.
    pub(super) fn pixels(&self) -> Vec<u8> {
        self.dark.iter().map(|dark| if *dark { 0 } else { u8::MAX }).collect()
    }

    /// What a dictionary says of a form of outlines, and the outlines: all in one path, so that no viewer shows a seam
    /// between two of them.
    pub(super) fn outlines(&self) -> (String, Vec<u8>) {
        let side = self.side;
        let matrix = 1.0 / side as f64;
        let dictionary = format!(
            "/Type/XObject/Subtype/Form/BBox[0 0 {side} {side}]/Matrix[{matrix:.9} 0 0 {matrix:.9} 0 0]/Resources<<>>"
        );
        let mut rectangles = self.rectangles();
        rectangles.sort_unstable();
        let mut content = b"0 g\n".to_vec();
        for Rectangle { wide, high, bottom, left } in rectangles {
            for number in [left, bottom, wide, high] {
                push_number(&mut content, number);
                content.push(b' ');
            }
            content.extend_from_slice(b"re\n");
        }
        content.extend_from_slice(b"f\n");
        (dictionary, content)
    }

    /// The dark modules, each in one rectangle: as wide as it goes, then as high.
    fn rectangles(&self) -> Vec<Rectangle> {
        let side = self.side;
        let mut left_over = self.dark.clone();
        let mut found = Vec::new();
        for at in 0..left_over.len() {
            if !left_over[at] {
                continue;
            }
            let (left, top) = (at % side, at / side);
            let wide = left_over[at..(top + 1) * side].iter().take_while(|dark| **dark).count();
            let row = |y: usize| y * side + left..y * side + left + wide;
            let high = (top..side).take_while(|y| left_over[row(*y)].iter().all(|dark| *dark)).count();
            for y in top..top + high {
                left_over[row(y)].fill(false);
            }
            found.push(Rectangle { wide, high, bottom: side - top - high, left });
        }
        found
    }
}

/// As `format!` does it, in a tenth of the time: a part has seven thousand numbers.
fn push_number(text: &mut Vec<u8>, number: usize) {
    if number > 9 {
        push_number(text, number / 10);
    }
    text.push(b"0123456789"[number % 10]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbol(rows: &[&str]) -> Symbol {
        let dark = rows.iter().flat_map(|row| row.bytes()).map(|byte| byte == b'#').collect();
        Symbol { name: "x.png".to_owned(), side: rows.len(), dark }
    }

    #[test]
    fn every_dark_module_lies_in_one_rectangle_and_no_light_one_in_any() {
        let symbol = symbol(&[".##.#", ".##..", "###.#", ".#..#", "#...#"]);
        let mut painted = vec![0; symbol.dark.len()];
        for Rectangle { wide, high, bottom, left } in symbol.rectangles() {
            for (x, y) in (left..left + wide).flat_map(|x| (bottom..bottom + high).map(move |y| (x, y))) {
                painted[(symbol.side - 1 - y) * symbol.side + x] += 1;
            }
        }
        assert_eq!(painted, symbol.dark.iter().map(|dark| usize::from(*dark)).collect::<Vec<_>>());
    }

    #[test]
    fn rows_are_written_from_the_bottom() {
        let (dictionary, content) = symbol(&["##", "#."]).outlines();
        assert!(dictionary.contains("/BBox[0 0 2 2]/Matrix[0.500000000 0 0 0.500000000 0 0]"), "{dictionary}");
        assert_eq!(content, b"0 g\n0 0 1 1 re\n0 1 2 1 re\nf\n");
    }
}
