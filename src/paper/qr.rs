//! A symbol drawn: QR Code (ISO/IEC 18004), level M, alphanumeric, as a picture with its quiet zone.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use qrcode::bits::Bits;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{Color, EcLevel, Version};

use super::symbol::Symbol;

/// White modules around the symbol; the standard demands four.
const QUIET: usize = 4;
/// A drawn symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// A grey PNG, its quiet zone included, a pixel a module: more show nothing more and take their time in packing.
    /// Outlines would cost a fifth of a build's time and make a sheet three times as large; dashes longer than eleven stop
    /// a PostScript printer.
    pub png: Vec<u8>,
    /// Side on paper with the quiet zone, in tenths of a millimetre.
    pub tenths: u32,
}

/// Draws a symbol, in the smallest version that holds it; `None` if none does.
pub fn draw(symbol: &Symbol) -> Option<Drawing> {
    let text = symbol.to_text();
    let (version, bits) = (1..=40).find_map(|version| {
        let mut bits = Bits::new(Version::Normal(version));
        // Two letters take eleven bits; a version that is too small for them need not be tried.
        bits.max_len(EcLevel::M).ok().filter(|room| text.len() / 2 * 11 < *room)?;
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
    let pixels = pixels(&canvas.into_colors(), width);
    let side = u32::try_from(width + 2 * QUIET).ok()?;
    let mut png = Vec::new();
    // The picture is unpacked again for its PDF, so nothing is gained by packing it.
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Uncompressed, FilterType::NoFilter);
    encoder.write_image(&pixels, side, side, ExtendedColorType::L8).ok()?;
    Some(Drawing { png, tenths: side * pitch(version) / 100 })
}

/// The modules as grey pixels, row by row, in their quiet zone.
fn pixels(modules: &[Color], width: usize) -> Vec<u8> {
    let row = width + 2 * QUIET;
    let mut pixels = vec![255; row * row];
    for (modules, row) in modules.chunks(width).zip(pixels.chunks_mut(row).skip(QUIET)) {
        for (module, pixel) in modules.iter().zip(&mut row[QUIET..]) {
            if *module == Color::Dark {
                *pixel = 0;
            }
        }
    }
    pixels
}

/// Width of a module, in micrometres: what was read at 150 dpi with stains (PAPER.md §5).
fn pitch(version: i16) -> u32 {
    match version {
        ..=10 => 460,
        11..=15 => 412,
        _ => 381,
    }
}
