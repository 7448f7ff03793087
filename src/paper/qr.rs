//! A symbol drawn: QR Code (ISO/IEC 18004), level M, alphanumeric, as a picture with its quiet zone.

use image::codecs::png::PngEncoder;
use image::{GrayImage, Luma};
use qrcode::bits::Bits;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{Color, EcLevel, Version};

use super::symbol::Symbol;

/// White modules around the symbol; the standard demands four.
const QUIET: u32 = 4;
/// Pixels a module and side. Outlines would cost a fifth of a build's time and make a sheet three times as large; dashes
/// longer than eleven stop a PostScript printer.
const SCALE: u32 = 2;

/// A drawn symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// A grey PNG, its quiet zone included, some whole pixels a module.
    pub png: Vec<u8>,
    /// Side on paper with the quiet zone, in tenths of a millimetre.
    pub tenths: u32,
}

/// Draws a symbol, in the smallest version that holds it; `None` if none does.
pub fn draw(symbol: &Symbol) -> Option<Drawing> {
    let text = symbol.to_text();
    let (version, bits) = (1..=40).find_map(|version| {
        let mut bits = Bits::new(Version::Normal(version));
        let fits = bits.push_alphanumeric_data(text.as_bytes()).and_then(|()| bits.push_terminator(EcLevel::M));
        fits.ok().map(|()| (version, bits))
    })?;
    let size = Version::Normal(version);
    let (data, correction) = qrcode::ec::construct_codewords(&bits.into_bytes(), size, EcLevel::M).ok()?;
    let mut canvas = Canvas::new(size, EcLevel::M);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    // What is packed looks like noise under any mask, so none is better than another, and trying all costs time.
    canvas.apply_mask(MaskPattern::Checkerboard);
    let width = usize::from(size.width().unsigned_abs());
    let side = u32::try_from(width).ok()? + 2 * QUIET;
    let mut picture = GrayImage::from_pixel(side * SCALE, side * SCALE, Luma([255]));
    for (at, _) in canvas.into_colors().iter().enumerate().filter(|(_, module)| **module == Color::Dark) {
        let place = |at: usize| (u32::try_from(at).unwrap_or_default() + QUIET) * SCALE;
        let (left, top) = (place(at % width), place(at / width));
        for (x, y) in (0..SCALE).flat_map(|y| (0..SCALE).map(move |x| (x, y))) {
            picture.put_pixel(left + x, top + y, Luma([0]));
        }
    }
    let mut png = Vec::new();
    picture.write_with_encoder(PngEncoder::new(&mut png)).ok()?;
    Some(Drawing { png, tenths: side * pitch(version) / 100 })
}

/// Width of a module, in micrometres: what was read at 150 dpi with stains (PAPER.md §5).
fn pitch(version: i16) -> u32 {
    match version {
        ..=10 => 460,
        11..=15 => 412,
        _ => 381,
    }
}
