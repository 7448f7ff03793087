//! A PNG or JPEG of the export → the picture that the archive carries, made anew from its pixels.
//!
//! Nothing of the file goes over but what is seen: no place and time of a photo, no owner, no bytes behind the end, no
//! stream that was written against a reader. Limits are asked of the header, before memory is. The same file gives the
//! same bytes on every machine: JPEG is read without vector instructions, whose results differ from one processor to
//! the next. Uses nothing of ours but the limits.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::imageops::{self, FilterType as Sampling};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::catalogue::PictureLimits;

/// Of 100: above it a JPEG grows without looking better.
const QUALITY: u8 = 88;

/// Bytes that a PNG may take besides its pixels, of which each takes eight at the most.
const BESIDES: u64 = 64 << 20;

/// What keeps a file from being a picture of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// Neither PNG nor JPEG.
    #[error("neither PNG nor JPEG")]
    Unknown,
    /// Cut off or damaged.
    #[error("the picture is broken")]
    Broken,
    /// One that moves: paper shows but its first picture.
    #[error("the picture moves")]
    Moving,
    /// More pixels than are taken.
    #[error("{width} × {height} pixels are too many")]
    TooLarge {
        /// Its width in pixels.
        width: u64,
        /// Its height in pixels.
        height: u64,
    },
}

/// A picture as the archive carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Makes the picture of a file anew.
///
/// # Errors
/// When it is none that a text may carry.
pub fn remade(bytes: &[u8], limits: &PictureLimits) -> Result<Picture, PictureFault> {
    let (pixels, format) = pixels_of(bytes, limits)?;
    let pixels = fitted(pixels, limits.longest_side);
    let bytes = encoded(&pixels, format).map_err(|_| PictureFault::Broken)?;
    Ok(Picture { bytes, width: pixels.width(), height: pixels.height() })
}

/// Whether a file is a picture that a text may carry.
///
/// # Errors
/// When it is none.
pub fn look(bytes: &[u8], limits: &PictureLimits) -> Result<(), PictureFault> {
    pixels_of(bytes, limits).map(|_| ())
}

fn pixels_of(bytes: &[u8], limits: &PictureLimits) -> Result<(DynamicImage, ImageFormat), PictureFault> {
    match format_of(bytes)? {
        ImageFormat::Jpeg => Ok((jpeg(bytes, limits)?, ImageFormat::Jpeg)),
        other => Ok((png(bytes, limits)?, other)),
    }
}

/// A picture that was made anew once, as it is: a second time would cost a photo some of its sharpness.
///
/// # Errors
/// When it is no picture.
pub fn as_sealed(bytes: Vec<u8>) -> Result<Picture, PictureFault> {
    let reader = ImageReader::with_format(Cursor::new(&bytes), format_of(&bytes)?);
    let (width, height) = reader.into_dimensions().map_err(|_| PictureFault::Broken)?;
    Ok(Picture { bytes, width, height })
}

fn format_of(bytes: &[u8]) -> Result<ImageFormat, PictureFault> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(ImageFormat::Png)
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Ok(ImageFormat::Jpeg)
    } else {
        Err(PictureFault::Unknown)
    }
}

fn within(width: u64, height: u64, limits: &PictureLimits) -> Result<(), PictureFault> {
    match (width * height, width * height <= limits.largest_pixels) {
        (0, _) => Err(PictureFault::Broken),
        (_, false) => Err(PictureFault::TooLarge { width, height }),
        _ => Ok(()),
    }
}

fn png(bytes: &[u8], limits: &PictureLimits) -> Result<DynamicImage, PictureFault> {
    let broken = |_| PictureFault::Broken;
    let mut memory = Limits::no_limits();
    memory.max_alloc = Some(BESIDES + 8 * limits.largest_pixels);
    let mut decoder = PngDecoder::with_limits(Cursor::new(bytes), memory).map_err(broken)?;
    let (width, height) = decoder.dimensions();
    within(width.into(), height.into(), limits)?;
    if decoder.is_apng().map_err(broken)? {
        return Err(PictureFault::Moving);
    }
    let turn = decoder.orientation().map_err(broken)?;
    let mut pixels = DynamicImage::from_decoder(decoder).map_err(broken)?;
    pixels.apply_orientation(turn);
    Ok(on_white(pixels))
}

/// Grey or coloured, eight bits a colour, on white: what paper shows of what is transparent.
fn on_white(pixels: DynamicImage) -> DynamicImage {
    let grey = !pixels.color().has_color();
    let opaque = if pixels.color().has_alpha() { blended(pixels.into_rgba8()) } else { pixels };
    match grey {
        true => DynamicImage::ImageLuma8(opaque.into_luma8()),
        false => DynamicImage::ImageRgb8(opaque.into_rgb8()),
    }
}

fn blended(pixels: RgbaImage) -> DynamicImage {
    let (width, height) = pixels.dimensions();
    let mut out = RgbImage::new(width, height);
    for (from, to) in pixels.pixels().zip(out.pixels_mut()) {
        let [r, g, b, alpha] = from.0.map(u32::from);
        let over = |colour: u32| u8::try_from((colour * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX);
        to.0 = [over(r), over(g), over(b)];
    }
    DynamicImage::ImageRgb8(out)
}

fn jpeg(bytes: &[u8], limits: &PictureLimits) -> Result<DynamicImage, PictureFault> {
    if !ends(bytes) {
        return Err(PictureFault::Broken);
    }
    let options = DecoderOptions::default().set_use_unsafe(false).set_strict_mode(true);
    let options = options.set_max_width(usize::from(u16::MAX)).set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| PictureFault::Broken)?;
    let (width, height) = decoder.dimensions().ok_or(PictureFault::Broken)?;
    within(width as u64, height as u64, limits)?;
    let grey = decoder.input_colorspace() == Some(ColorSpace::Luma);
    let wanted = if grey { ColorSpace::Luma } else { ColorSpace::RGB };
    decoder.set_options(decoder.options().jpeg_set_out_colorspace(wanted));
    let turn = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    let samples = decoder.decode().map_err(|_| PictureFault::Broken)?;
    let (width, height) = (u32::try_from(width).unwrap_or(0), u32::try_from(height).unwrap_or(0));
    let mut pixels = match grey {
        true => GrayImage::from_raw(width, height, samples).map(DynamicImage::ImageLuma8),
        false => RgbImage::from_raw(width, height, samples).map(DynamicImage::ImageRgb8),
    }
    .ok_or(PictureFault::Broken)?;
    pixels.apply_orientation(turn.unwrap_or(Orientation::NoTransforms));
    Ok(pixels)
}

/// Whether a JPEG goes on to its end mark (ITU-T T.81, B.1.1): of one that was cut off, a reader shows what is there
/// and grey below it. Segments are passed over by their lengths, so that a small picture inside them counts for nothing.
fn ends(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[first, mark]) = bytes.get(at..at + 2).and_then(|two| two.first_chunk()) {
        match (first, mark) {
            (0xff, 0xd9) => return true,
            (0xff, 0xff) => at += 1,
            // Coded data, a stuffed zero, a restart mark, or a mark without a segment.
            (0xff, 0x00 | 0x01 | 0xd0..=0xd8) => at += 2,
            (0xff, _) => {
                let Some(length) = bytes.get(at + 2..at + 4).and_then(|two| two.first_chunk()) else { return false };
                at += 2 + usize::from(u16::from_be_bytes(*length));
            }
            _ => at += 1,
        }
    }
    false
}

/// No longer than `longest` pixels on its longer side.
fn fitted(pixels: DynamicImage, longest: u32) -> DynamicImage {
    let (width, height) = (pixels.width(), pixels.height());
    let side = width.max(height);
    if side <= longest {
        return pixels;
    }
    let scaled = |one: u32| {
        let exact = u64::from(one) * u64::from(longest) / u64::from(side);
        u32::try_from(exact).unwrap_or(longest).max(1)
    };
    let (width, height) = (scaled(width), scaled(height));
    // Of the ways to sample, one that asks no library for a sine: its last bit differs from one system to the next.
    match pixels {
        DynamicImage::ImageLuma8(grey) => {
            DynamicImage::ImageLuma8(imageops::resize(&grey, width, height, Sampling::Triangle))
        }
        other => DynamicImage::ImageRgb8(imageops::resize(&other.into_rgb8(), width, height, Sampling::Triangle)),
    }
}

fn encoded(pixels: &DynamicImage, format: ImageFormat) -> image::ImageResult<Vec<u8>> {
    let mut out = Vec::new();
    if format == ImageFormat::Jpeg {
        pixels.write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))?;
    } else {
        pixels.write_with_encoder(PngEncoder::new_with_quality(
            &mut out,
            CompressionType::Default,
            FilterType::Adaptive,
        ))?;
    }
    Ok(out)
}
