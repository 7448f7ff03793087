//! Pictures of sheets – PNG, JPEG, the pages of a PDF – as grey pixels, within limits that are asked before memory is.

use std::io::Cursor;
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::object::dict::keys::{HEIGHT, IMAGE, SUBTYPE, WIDTH};
use hayro::hayro_syntax::object::{Name, Object, Stream};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{Filter, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use image::{GrayImage, ImageFormat, ImageReader, Limits};
use miniz_oxide::inflate::{
    DecompressError, TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit,
};

/// The largest file that is read, in bytes: 200 scanned pages.
pub const MAX_FILE: u64 = 128 << 20;
/// The most pixels of a picture: A3 at 600 dots an inch.
const MAX_PIXELS: u64 = 72 << 20;
/// The most pages of a PDF.
const MAX_PAGES: usize = 500;
/// The most that one stream of a PDF may unpack to, in bytes.
const MAX_STREAM: usize = 3 * (MAX_PIXELS as usize);
/// The most that a byte packed by LZW or by runs may unpack to.
const MOST_UNPACKED: usize = 2048;
/// Points an inch, the unit of a PDF.
const POINTS: f32 = 72.0;
/// Dots an inch of a page that holds no scan.
const DRAWN: f32 = 300.0;

/// Why there is no picture. It says nothing about the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    /// None of the kinds that are read.
    #[error("not a PNG, a JPEG or a PDF")]
    Unknown,
    /// Of a kind that is read, and broken.
    #[error("the picture is broken")]
    Broken,
    /// More bytes, pixels or pages than are read.
    #[error("the picture is larger than is read")]
    TooLarge,
    /// A PDF that asks for a password.
    #[error("the PDF asks for a password")]
    Locked,
}

/// A file of one or more pictures.
#[derive(Clone)]
pub struct Pictures {
    bytes: Arc<Vec<u8>>,
    kind: Kind,
    count: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Flat(ImageFormat),
    Pdf,
}

impl Pictures {
    /// Looks at a file's first bytes, and at the sizes that it claims.
    ///
    /// # Errors
    /// If it is no picture, or none that may be read.
    pub fn open(bytes: Vec<u8>) -> Result<Self, NoPicture> {
        if bytes.len() as u64 > MAX_FILE {
            return Err(NoPicture::TooLarge);
        }
        let beginning = &bytes[..bytes.len().min(1024)];
        let kind = if beginning.starts_with(b"\x89PNG\r\n\x1a\n") {
            Kind::Flat(ImageFormat::Png)
        } else if beginning.starts_with(b"\xff\xd8\xff") {
            Kind::Flat(ImageFormat::Jpeg)
        } else if beginning.windows(5).any(|five| five == b"%PDF-") {
            Kind::Pdf
        } else {
            return Err(NoPicture::Unknown);
        };
        let bytes = Arc::new(bytes);
        let count = match kind {
            Kind::Flat(_) => 1,
            Kind::Pdf => count_pages(&pdf(&bytes)?)?,
        };
        Ok(Self { bytes, kind, count })
    }

    /// How many pictures: the pages of a PDF, else one.
    pub fn count(&self) -> usize {
        self.count
    }

    /// One of them, from 0.
    ///
    /// # Errors
    /// If it is broken or too large.
    pub fn picture(&self, at: usize) -> Result<GrayImage, NoPicture> {
        match self.kind {
            Kind::Flat(format) => flat(&self.bytes, format),
            Kind::Pdf => drawn(pdf(&self.bytes)?.pages().get(at).ok_or(NoPicture::Broken)?),
        }
    }
}

fn flat(bytes: &[u8], format: ImageFormat) -> Result<GrayImage, NoPicture> {
    let reader = || ImageReader::with_format(Cursor::new(bytes), format);
    let (width, height) = reader().into_dimensions().map_err(|_| NoPicture::Broken)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(NoPicture::TooLarge);
    }
    let mut limited = reader();
    let mut limits = Limits::default();
    limits.max_alloc = Some(8 * MAX_PIXELS);
    limited.limits(limits);
    Ok(limited.decode().map_err(|_| NoPicture::Broken)?.into_luma8())
}

fn pdf(bytes: &Arc<Vec<u8>>) -> Result<Pdf, NoPicture> {
    Pdf::new(Arc::clone(bytes)).map_err(|error| match error {
        LoadPdfError::Decryption(_) => NoPicture::Locked,
        LoadPdfError::Invalid => NoPicture::Broken,
    })
}

/// The pages, once nothing in the file unpacks to more than may be held.
fn count_pages(pdf: &Pdf) -> Result<usize, NoPicture> {
    let count = pdf.pages().len();
    if count > MAX_PAGES {
        return Err(NoPicture::TooLarge);
    }
    for object in pdf.objects() {
        if let Object::Stream(stream) = object {
            bounded(&stream)?;
        }
    }
    Ok(count)
}

/// Refuses a stream that unpacks to more than may be held, or a picture that claims more pixels.
fn bounded(stream: &Stream<'_>) -> Result<(), NoPicture> {
    if pixels(stream).is_some_and(|(width, height)| width.saturating_mul(height) > MAX_PIXELS) {
        return Err(NoPicture::TooLarge);
    }
    let mut data = stream.raw_data().into_owned();
    for filter in stream.filters() {
        match filter {
            Filter::FlateDecode => data = inflated(&data)?,
            Filter::LzwDecode | Filter::RunLengthDecode if data.len() > MAX_STREAM / MOST_UNPACKED => {
                return Err(NoPicture::TooLarge);
            }
            // The rest either shrinks, or is a picture with limits of its own and comes last.
            _ => break,
        }
    }
    Ok(())
}

/// With or without a sound zlib header; what is broken later than its beginning gives what came before.
fn inflated(data: &[u8]) -> Result<Vec<u8>, NoPicture> {
    let too_much = |error: &DecompressError| error.status == TINFLStatus::HasMoreOutput;
    let tried = decompress_to_vec_zlib_with_limit(data, MAX_STREAM).or_else(|error| {
        let body = data.get(2..).filter(|_| !too_much(&error));
        body.map_or(Err(error), |body| decompress_to_vec_with_limit(body, MAX_STREAM))
    });
    match tried {
        Ok(data) => Ok(data),
        Err(error) if too_much(&error) => Err(NoPicture::TooLarge),
        Err(error) => Ok(error.output),
    }
}

/// Width and height that a stream claims if it is a picture.
fn pixels(stream: &Stream<'_>) -> Option<(u64, u64)> {
    let dict = stream.dict();
    let side = |key| dict.get::<i64>(key).and_then(|side| u64::try_from(side).ok());
    (dict.get::<Name<'_>>(SUBTYPE)?.as_ref() == IMAGE).then_some(())?;
    Some((side(WIDTH)?, side(HEIGHT)?))
}

/// The page as it would be printed; a scan with its own pixels.
fn drawn(page: &Page<'_>) -> Result<GrayImage, NoPicture> {
    let (width, height) = page.render_dimensions();
    let fits = |side: f32| side.is_finite() && (1.0..=20_000.0).contains(&side);
    if !fits(width) || !fits(height) {
        return Err(NoPicture::Broken);
    }
    let objects = &page.resources().x_objects;
    let widest =
        objects.keys().filter_map(|name| pixels(&objects.get::<Stream<'_>>(name)?)).map(|(width, _)| width).max();
    let scanned = widest.map(|pixels| pixels as f32 * POINTS / width).filter(|dots| *dots > 100.0);
    let scale = scanned.unwrap_or(DRAWN).min(600.0) / POINTS;
    let most = (MAX_PIXELS as f32 / 2.0 / (width * height)).sqrt();
    let scale = scale.min(most).min(f32::from(u16::MAX - 1) / width.max(height));
    let settings = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let pixmap = render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    let grey = |pixel: &[u8]| match pixel {
        [red, green, blue, _] => ((u32::from(*red) * 54 + u32::from(*green) * 183 + u32::from(*blue) * 19) >> 8) as u8,
        _ => u8::MAX,
    };
    let pixels = pixmap.data_as_u8_slice().chunks_exact(4).map(grey).collect();
    GrayImage::from_raw(u32::from(pixmap.width()), u32::from(pixmap.height()), pixels).ok_or(NoPicture::Broken)
}
