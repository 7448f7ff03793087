//! Pictures of texts: what is carried over and what is not, and where they end up in an archive and its copies.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use niemphong::assets::Assets;
use niemphong::catalogue::{Catalogue, PictureLimits};
use niemphong::render::picture::{PictureFault, as_sealed, remade};
use niemphong_archive::Digest;
use serde_json::Value;

fn limits() -> PictureLimits {
    Catalogue::load(&Assets::embedded()).unwrap().rules.pictures
}

/// Limits under which a changed byte of a header costs no second.
fn few() -> PictureLimits {
    PictureLimits { largest_pixels: 10_000, ..limits() }
}

/// Red at the left, blue at the right, a white dot above.
fn pixels(width: u32, height: u32) -> RgbImage {
    let colour = |x: u32, y: u32| match (x < width / 2, y < height / 4) {
        (_, true) => Rgb([255, 255, 255]),
        (true, _) => Rgb([200, 30, 30]),
        (false, _) => Rgb([30, 30, 200]),
    };
    RgbImage::from_fn(width, height, colour)
}

fn encoded(pixels: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    pixels.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&pixels(width, height).into(), ImageFormat::Jpeg)
}

fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&pixels(width, height).into(), ImageFormat::Png)
}

/// The JPEG with an Exif segment: turned as `orientation` says, taken at a place.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 10.45N 105.63E, may cua co Hoa");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[test]
fn nothing_goes_over_but_what_is_seen() {
    let plain = jpeg(64, 48);
    let photo = [with_exif(&plain, 1), b"PK\x03\x04 behind the end".to_vec()].concat();
    let made = remade(&photo, &limits()).unwrap();
    assert_eq!((made.width, made.height), (64, 48));
    for gone in [&b"Exif"[..], b"GPS", b"behind"] {
        assert!(holds(&photo, gone) && !holds(&made.bytes, gone));
    }
    assert_eq!(made, remade(&plain, &limits()).unwrap());
    let mut text = png(8, 8);
    let chunk = b"\0\0\0\x0ctEXtAuthor\0co Hoa";
    text.splice(33..33, [&chunk[..], &[0x5d, 0x6b, 0x6f, 0x4a]].concat());
    // A chunk that nobody reads may have a wrong sum; either way its words don't go over.
    if let Ok(made) = remade(&text, &limits()) {
        assert!(!holds(&made.bytes, b"Author"));
        assert_eq!(made, remade(&png(8, 8), &limits()).unwrap());
    }
    let behind = [png(8, 8), b"behind".to_vec()].concat();
    assert_eq!(remade(&behind, &limits()), remade(&png(8, 8), &limits()));
}

#[test]
fn a_photo_stands_upright_though_it_no_longer_says_how() {
    let lying = with_exif(&jpeg(64, 48), 6);
    let made = remade(&lying, &limits()).unwrap();
    assert_eq!((made.width, made.height), (48, 64));
    let turned = image::load_from_memory(&made.bytes).unwrap().to_rgb8();
    // A quarter turn to the right brings the white from above to the right, the red from the left to the top.
    assert!(turned.get_pixel(44, 32).0.iter().all(|c| *c > 200), "{:?}", turned.get_pixel(44, 32));
    assert!(turned.get_pixel(10, 8).0[0] > 150 && turned.get_pixel(10, 56).0[2] > 150);
}

#[test]
fn what_is_transparent_is_white_and_grey_stays_grey() {
    let clear = RgbaImage::from_fn(4, 4, |x, _| Rgba([0, 0, 0, if x < 2 { 0 } else { 255 }]));
    let made = remade(&encoded(&clear.into(), ImageFormat::Png), &limits()).unwrap();
    let shown = image::load_from_memory(&made.bytes).unwrap();
    assert!(!shown.color().has_alpha());
    assert_eq!((shown.to_rgb8().get_pixel(0, 0).0, shown.to_rgb8().get_pixel(3, 0).0), ([255; 3], [0; 3]));
    let grey = DynamicImage::ImageLuma8(GrayImage::from_fn(40, 40, |x, _| Luma([u8::try_from(x).unwrap() * 6])));
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let made = remade(&encoded(&grey, format), &limits()).unwrap();
        assert!(!image::load_from_memory(&made.bytes).unwrap().color().has_color(), "{format:?}");
    }
    let deep = DynamicImage::ImageRgb8(pixels(9, 9)).into_rgb16();
    let made = remade(&encoded(&deep.into(), ImageFormat::Png), &limits()).unwrap();
    assert_eq!(image::load_from_memory(&made.bytes).unwrap().to_rgb8(), pixels(9, 9));
}

#[test]
fn drawings_lose_nothing_and_are_made_but_once() {
    let made = remade(&png(60, 40), &limits()).unwrap();
    assert_eq!(image::load_from_memory(&made.bytes).unwrap().to_rgb8(), pixels(60, 40));
    assert_eq!(remade(&made.bytes, &limits()).unwrap(), made);
    let photo = remade(&jpeg(60, 40), &limits()).unwrap();
    assert_eq!(as_sealed(photo.bytes.clone()).unwrap(), photo);
}

#[test]
fn large_pictures_are_made_smaller_and_too_large_ones_refused_by_their_beginning() {
    let few = PictureLimits { longest_side: 100, largest_pixels: 60_000, ..limits() };
    for file in [png(300, 150), jpeg(300, 150)] {
        let made = remade(&file, &few).unwrap();
        assert_eq!((made.width, made.height), (100, 50));
        let shown = image::load_from_memory(&made.bytes).unwrap().to_rgb8();
        assert!(shown.get_pixel(10, 40).0[0] > 150 && shown.get_pixel(90, 40).0[2] > 150);
    }
    for file in [png(300, 201), jpeg(300, 201)] {
        assert_eq!(remade(&file, &few), Err(PictureFault::TooLarge { width: 300, height: 201 }));
        // All but the head is gone, and still it is refused for its size: nothing of it was decoded.
        let claim = PictureLimits { largest_pixels: 10, ..few };
        assert!(matches!(remade(&file, &claim), Err(PictureFault::TooLarge { .. })));
    }
}

#[test]
fn other_files_and_pictures_that_move_are_refused() {
    for other in [&b""[..], b"GIF89a", b"<svg/>", b"RIFF....WEBP", b"\x89PNG", b"%PDF-1.7"] {
        assert_eq!(remade(other, &limits()), Err(PictureFault::Unknown));
    }
    let still = png(8, 8);
    let body = [&b"acTL"[..], &[0, 0, 0, 1, 0, 0, 0, 0]].concat();
    let chunk = [&8_u32.to_be_bytes()[..], &body, &crc32fast::hash(&body).to_be_bytes()].concat();
    let moving = [&still[..33], &chunk, &still[33..]].concat();
    assert_eq!(remade(&moving, &limits()), Err(PictureFault::Moving));
}

#[test]
fn what_was_cut_off_is_broken_wherever_it_was_cut() {
    let limits = few();
    for whole in [png(20, 16), jpeg(20, 16), with_exif(&jpeg(20, 16), 3)] {
        let made = remade(&whole, &limits).unwrap();
        for end in (0..whole.len()).rev().step_by(3) {
            // The last chunk of a PNG says only that it is the last.
            let found = remade(&whole[..end], &limits);
            assert!(
                found.is_err() || (end >= whole.len() - 12 && found.as_ref() == Ok(&made)),
                "{end} of {}",
                whole.len()
            );
        }
    }
}

#[test]
fn a_changed_byte_never_makes_it_panic() {
    let mut encoder = Vec::new();
    JpegEncoder::new_with_quality(&mut encoder, 50).encode_image(&pixels(16, 16)).unwrap();
    for whole in [png(16, 16), encoder, with_exif(&jpeg(16, 16), 8)] {
        for at in (0..whole.len()).step_by(7) {
            let mut changed = whole.clone();
            changed[at] ^= 0xff;
            let _ = remade(&changed, &few());
        }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_niemphong")).current_dir(folder).args(arguments).output().unwrap()
}

fn done(output: &Output) {
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() || output.status.code() == Some(4), "{said}");
}

/// A school with its plan of two pictures and a lesson plan of one, each photo with the place it was taken at.
fn archive(home: &Path) -> PathBuf {
    done(&run(home, &["sample", "--pupils", "5", "--seed", "3", "--out", "mau"]));
    let plan = ["ke-hoach/ke-hoach-giao-duc.md", "ke-hoach/phu-luc.pdf", "ke-hoach/hinh"];
    for part in ["truong.yaml", "lop.yaml", "bai-day/3A.md", "bai-day/hinh"].into_iter().chain(plan) {
        for entry in walkdir::WalkDir::new(home.join("mau").join(part)).into_iter().map(Result::unwrap) {
            let to = home.join("du-lieu").join(entry.path().strip_prefix(home.join("mau")).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            if entry.file_type().is_file() {
                std::fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    let yard = home.join("du-lieu/ke-hoach/hinh/san-truong.jpg");
    let photo = with_exif(&std::fs::read(&yard).unwrap(), 1);
    std::fs::write(yard, photo).unwrap();
    let usual = ["build", "du-lieu", "--out", "kho", "--sealed-at", "2026-06-12T09:30:00+07:00", "--no-tools"];
    done(&run(home, &usual));
    home.join("kho")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    entries.filter(|e| e.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn one(folder: &Path, ending: &str) -> PathBuf {
    let found: Vec<_> = files(folder).into_iter().filter(|p| p.to_string_lossy().ends_with(ending)).collect();
    assert_eq!(found.len(), 1, "{ending} in {}: {found:?}", folder.display());
    found[0].clone()
}

fn record(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn leaf_page_extract_and_copies_know_the_pictures_of_a_record() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let kho = archive(home);
    for file in files(&kho) {
        assert!(!holds(&std::fs::read(&file).unwrap(), b"may cua co Hoa"), "{}", file.display());
    }
    let source = one(&kho, "ho-so/ke-hoach-giao-duc/khgd-01.json");
    let listed = record(&source)["tep_kem_niem_phong"].as_array().unwrap().clone();
    let named: Vec<_> = listed.iter().map(|file| file["hinh"].as_str().unwrap_or("")).collect();
    assert_eq!(named, ["", "hinh/hoc-sinh.png", "hinh/san-truong.jpg"]);
    let page = std::fs::read_to_string(source.with_extension("html")).unwrap();
    let shown = [("<a href", "khgd-01-1.pdf"), ("<img src", "khgd-01-h1.png"), ("<img src", "khgd-01-h2.jpg")];
    for (file, (tag, name)) in listed.iter().zip(shown) {
        let kept = one(&kho, &format!("tep/ke-hoach-giao-duc/{name}"));
        assert_eq!(file["sha256"], Digest::of(&std::fs::read(kept).unwrap()).to_string());
        assert!(page.contains(&format!("{tag}=\"../../tep/ke-hoach-giao-duc/{name}\"")), "{name}");
    }

    done(&run(home, &["extract", "kho", "ke-hoach-giao-duc.khgd-01", "--out", "trich"]));
    let carried = ["/tep-1.pdf", "/tep-2.png", "/tep-3.jpg"].map(|name| one(&home.join("trich"), name));
    for (file, path) in listed.iter().zip(carried) {
        assert_eq!(file["sha256"], Digest::of(&std::fs::read(path).unwrap()).to_string());
    }

    let copied = ["--sealed-at", "2026-06-20T09:30:00+07:00", "--for"];
    for (audience, lessons) in [("inspector", 1), ("public", 0)] {
        done(&run(home, &[&["redact", "kho", "--out", audience], &copied[..], &[audience]].concat()));
        let copy = home.join(audience);
        let again = record(&one(&copy, "ho-so/ke-hoach-giao-duc/khgd-01.json"));
        assert_eq!(again["tep_kem_niem_phong"], Value::Array(listed.clone()), "{audience}");
        assert_eq!(again["noi_dung_markdown"], record(&source)["noi_dung_markdown"], "{audience}");
        let pictures: Vec<_> =
            files(&copy).into_iter().filter(|p| p.extension().is_some_and(|e| e == "png" || e == "jpg")).collect();
        assert_eq!(pictures.len(), 2, "{audience}: {pictures:?}");
        let lesson: Vec<_> =
            files(&copy).into_iter().filter(|p| p.to_string_lossy().contains("ho-so/ke-hoach-bai-day/")).collect();
        assert_eq!(lesson.len(), 3 * lessons, "{audience}: {lesson:?}");
        for path in lesson.iter().filter(|p| p.extension().is_some_and(|e| e == "json" || e == "html")) {
            let text = std::fs::read_to_string(path).unwrap();
            assert!(!text.contains("cay.png") && !text.contains("<img"), "{audience}: {}", path.display());
            assert!(text.contains("Hình vẽ một cây trong đất"), "{audience}: {}", path.display());
        }
    }
}
