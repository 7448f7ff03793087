//! The symbols that a picture shows, looked for in several ways until a sheet's symbols are all there.

use std::collections::BTreeSet;

use image::imageops::FilterType;
use image::{DynamicImage, GrayImage};
use rxing::common::{GlobalHistogramBinarizer, HybridBinarizer};
use rxing::multi::MultipleBarcodeReader;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BarcodeFormat, Binarizer, BinaryBitmap, DecodeHints, Luma8Source};

use super::parts::carried;
use super::symbol::{PREFIX, Part, Symbol};

/// Pixels of a picture that is looked at as it is; a larger one is made smaller first, since a symbol needs no more.
const ENOUGH: f64 = 12e6;
/// Pixels above which a picture is not enlarged: A4 at 220 dots an inch, with something of the table around it. Modules
/// of a finer one are wide enough.
const COARSE: f64 = 6.5e6;

/// One way of looking: how large, and how black is told from white.
#[derive(Clone, Copy)]
enum Way {
    /// Black is darker than around it.
    Local(f64),
    /// Black is darker than the row's average.
    Global(f64),
    /// Black is as dark as ink: what was spilled over a symbol and left it legible is white.
    Ink(f64),
}

impl Way {
    fn scale(self) -> f64 {
        let (Self::Local(scale) | Self::Global(scale) | Self::Ink(scale)) = self;
        scale
    }
}

/// In the order of what they find on worn sheets for the time that they take (PAPER.md §8).
const WAYS: [Way; 7] = [
    Way::Local(1.0),
    Way::Local(1.4),
    Way::Local(2.0),
    Way::Local(0.5),
    Way::Global(1.0),
    Way::Ink(1.0),
    Way::Ink(2.0),
];
/// Of all pixels the share that is darker than bare paper, at most; and how dark ink is beside it, both in percent.
const COVERED: usize = 80;
const INK: usize = 28;
/// Of a page that shows its pointer and not a piece of a record, which is most pages, no more is asked than this.
const WAYS_OF_A_POINTER: usize = 2;

/// The texts of all symbols in a picture that begin as ours do, whether they are as we write them or not. `so_far` is
/// told what each way adds, for whoever can't wait.
pub fn read(picture: GrayImage, so_far: impl Fn(&BTreeSet<String>)) -> BTreeSet<String> {
    let picture = DynamicImage::ImageLuma8(picture);
    let mut texts: BTreeSet<String> = BTreeSet::new();
    let fine = f64::from(picture.width()) * f64::from(picture.height()) > COARSE;
    for (tried, way) in (1..).zip(WAYS.into_iter().filter(|way| !fine || way.scale() <= 1.0)) {
        texts.extend(looked(&picture, way).into_iter().filter(|text| text.starts_with(PREFIX)));
        so_far(&texts);
        let symbols: Vec<Symbol> = texts.iter().filter_map(|text| Symbol::parse(text).ok()).collect();
        let only_pointers = !symbols.is_empty() && symbols.iter().all(|symbol| matches!(symbol, Symbol::Pointer(_)));
        if complete(&symbols) || (only_pointers && tried >= WAYS_OF_A_POINTER) {
            break;
        }
    }
    texts
}

/// A pointer, and at least one whole record and no piece of another: there is nothing more to look for.
fn complete(symbols: &[Symbol]) -> bool {
    let parts: Vec<Part> =
        symbols.iter().filter_map(|s| if let Symbol::Part(part) = s { Some(part.clone()) } else { None }).collect();
    let records = carried(&parts);
    symbols.len() > parts.len() && !records.is_empty() && records.iter().all(Result::is_ok)
}

fn looked(picture: &DynamicImage, way: Way) -> Vec<String> {
    let scale = way.scale();
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let scale = if width * height > ENOUGH { scale * (ENOUGH / (width * height)).sqrt() } else { scale };
    let side = |length: f64| ((length * scale).round() as u32).max(1);
    let filter = if scale < 1.0 { FilterType::Triangle } else { FilterType::CatmullRom };
    let scaled = ((scale - 1.0).abs() > 1e-3).then(|| picture.resize_exact(side(width), side(height), filter));
    let Some(grey) = scaled.as_ref().unwrap_or(picture).as_luma8() else { return Vec::new() };
    let inked = matches!(way, Way::Ink(_)).then(|| inked(grey));
    let seen = inked.as_ref().unwrap_or(grey);
    let Ok(source) = Luma8Source::new_with_slice(seen.as_raw(), seen.width(), seen.height()) else { return Vec::new() };
    match way {
        Way::Global(_) => found(GlobalHistogramBinarizer::new(source), scale),
        Way::Local(_) | Way::Ink(_) => found(HybridBinarizer::new(source), scale),
    }
}

/// What is as dark as ink in black, all else in white.
fn inked(picture: &GrayImage) -> GrayImage {
    let mut counts = [0_usize; 256];
    for level in picture.as_raw() {
        counts[usize::from(*level)] += 1;
    }
    let covered = picture.as_raw().len() * COVERED / 100;
    let mut darker = 0;
    let paper = counts.iter().position(|count| {
        darker += count;
        darker > covered
    });
    let ink = paper.unwrap_or_default() * INK / 100;
    let mut inked = picture.clone();
    for level in inked.iter_mut() {
        *level = if usize::from(*level) < ink { 0 } else { u8::MAX };
    }
    inked
}

/// A module of a symbol at 150 dots an inch is two pixels wide; what is much smaller is noise, and takes time.
fn found(binarizer: impl Binarizer, scale: f64) -> Vec<String> {
    let hints = DecodeHints {
        TryHarder: Some(true),
        PossibleFormats: Some([BarcodeFormat::QR_CODE].into_iter().collect()),
        MinimumModuleSize: Some(((scale * 1.5) as u32).max(1)),
        ..DecodeHints::default()
    };
    let results = QrReader.decode_multiple_with_hints(&mut BinaryBitmap::new(binarizer), &hints);
    results.unwrap_or_default().iter().map(|result| result.getText().to_owned()).collect()
}
