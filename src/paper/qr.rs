//! A symbol drawn: QR Code (ISO/IEC 18004), level M, alphanumeric, as modules with their quiet zone.

use qrcode::bits::Bits;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{Color, EcLevel, Version};

use super::symbol::Symbol;

/// White modules around the symbol; the standard demands four.
const QUIET: usize = 4;

/// A drawn symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Modules a side, quiet zone included.
    pub side: usize,
    /// Which of them are dark, row by row from the top.
    pub dark: Vec<bool>,
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
    let side = width + 2 * QUIET;
    let tenths = u32::try_from(side).ok()? * pitch(version) / 100;
    Some(Drawing { side, dark: in_quiet_zone(&canvas.into_colors(), width), tenths })
}

/// Which modules are dark, row by row, in their quiet zone.
fn in_quiet_zone(modules: &[Color], width: usize) -> Vec<bool> {
    let side = width + 2 * QUIET;
    let mut dark = vec![false; side * side];
    for (modules, row) in modules.chunks(width).zip(dark.chunks_mut(side).skip(QUIET)) {
        for (module, dark) in modules.iter().zip(&mut row[QUIET..]) {
            *dark = *module == Color::Dark;
        }
    }
    dark
}

/// Width of a module, in micrometres: what was read at 150 dpi with stains (PAPER.md §5).
fn pitch(version: i16) -> u32 {
    match version {
        ..=10 => 460,
        11..=15 => 412,
        _ => 381,
    }
}
