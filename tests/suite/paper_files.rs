//! What may be given to `niemphong paper`: scans, folders, texts of another reader; and what can't be read.

use std::fs;

use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use niemphong::paper::{Symbol, parts};

use crate::paper::{Desk, FIRST, SECOND, json, pointer_to, save, sheet, true_sheet};

/// A PDF as scanners make it: each page is one JPEG.
fn scan(pages: &[Vec<u8>], filter: &str, size: (u32, u32)) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|n| format!("{} 0 R", 3 + 3 * n)).collect();
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), kids.len()).into_bytes(),
    ];
    let (width, height) = size;
    for (at, picture) in pages.iter().enumerate() {
        let (image, content) = (4 + 3 * at, 5 + 3 * at);
        let resources = format!("<</XObject<</S {image} 0 R>>>>");
        let page =
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 480 336]/Resources{resources}/Contents {content} 0 R>>");
        let head = format!(
            "<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8\
             /Filter/{filter}/Length {}>>stream\n",
            picture.len()
        );
        let drawn = "q 480 0 0 336 0 0 cm /S Do Q";
        objects.push(page.into_bytes());
        objects.push([head.as_bytes(), picture, b"\nendstream"].concat());
        objects.push(format!("<</Length {}>>stream\n{drawn}\nendstream", drawn.len()).into_bytes());
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend([format!("{} 0 obj\n", at + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let begin = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").into_bytes()));
    out.extend(format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{begin}\n%%EOF\n", objects.len() + 1).into_bytes());
    out
}

fn jpeg(page: &GrayImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(page.clone()).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

#[test]
fn the_pages_of_a_scan_are_sheets_of_their_own() {
    let desk = Desk::new();
    let second = sheet(&[Symbol::Pointer(pointer_to(&json(SECOND), 1, "hoc-ba.2412345679"))]);
    let blank = GrayImage::from_pixel(1000, 700, Luma([250]));
    let pages: Vec<Vec<u8>> = [true_sheet(), second, blank].iter().map(jpeg).collect();
    fs::write(desk.at("scan.pdf"), scan(&pages, "DCTDecode", (1000, 700))).unwrap();
    let answers = ["matches", "matches", "unreadable"].map(str::to_owned).to_vec();
    assert_eq!(desk.verdicts(&["scan.pdf", "--archive", "archive"]), (3, answers));
}

#[test]
fn a_folder_is_the_files_that_somebody_put_into_it() {
    let desk = Desk::new();
    fs::create_dir_all(desk.at("anh/cu")).unwrap();
    save(&desk, "anh/b.jpg", &GrayImage::from_pixel(1000, 700, Luma([250])));
    save(&desk, "anh/a.png", &true_sheet());
    for left in ["Thumbs.db", ".DS_Store", "desktop.ini", "cu/c.png"] {
        fs::write(desk.at("anh").join(left), "x").unwrap();
    }
    let answers = ["matches", "unreadable"].map(str::to_owned).to_vec();
    assert_eq!(desk.verdicts(&["anh", "--archive", "archive"]), (3, answers));
    fs::create_dir(desk.at("rong")).unwrap();
    let (code, said) = desk.trusting(&["paper", "rong", "--archive", "archive"]);
    assert_eq!((code, said.contains("không có tệp nào")), (2, true), "{said}");
}

#[test]
fn texts_of_another_reader_are_read_as_editors_keep_them() {
    let desk = Desk::new();
    let texts: Vec<String> = parts(&json(FIRST)).iter().map(Symbol::to_text).collect();
    fs::write(desk.at("ma.txt"), format!("\u{feff}{}\r\n", texts.join("\r\n"))).unwrap();
    assert_eq!(desk.verdicts(&["ma.txt", "--archive", "archive"]), (0, vec!["matches".to_owned()]));
}

#[test]
fn who_gives_something_else_is_told_what_it_is() {
    let desk = Desk::new();
    fs::write(desk.at("ghi-chu.docx"), "PK").unwrap();
    let (code, said) = desk.trusting(&["paper", "ghi-chu.docx", "--archive", "archive"]);
    assert_eq!((code, said.starts_with("CHƯA SO ĐƯỢC")), (3, true), "{said}");
    assert!(said.contains("không phải PNG, JPEG hay PDF") && !said.contains("Chụp lại"), "{said}");
    let (code, said) = desk.trusting(&["paper", "ghi-chu.docx", "--archive", "."]);
    assert_eq!((code, said.contains("không phải kho lưu trữ")), (2, true), "{said}");
}

#[test]
fn hostile_files_are_not_read_and_break_nothing() {
    let desk = Desk::new();
    let mut files = Vec::new();
    let mut put = |name: String, bytes: &[u8]| {
        fs::write(desk.at(&name), bytes).unwrap();
        files.push(name);
    };
    save(&desk, "true.png", &true_sheet());
    let png = fs::read(desk.at("true.png")).unwrap();
    let mut huge = png.clone();
    huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    put("huge.png".to_owned(), &huge);
    put("cut.png".to_owned(), &png[..png.len() / 3]);
    put("empty.jpg".to_owned(), &[]);
    put("photo.heic".to_owned(), b"\0\0\0\x18ftypheic\0\0\0\0");
    put("endless.jpg".to_owned(), &[0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0]);
    // A stream that unpacks to more than any page needs, and a page that claims more pixels.
    let bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 240 << 20], 1);
    put("bomb.pdf".to_owned(), &scan(&[bomb], "FlateDecode", (1000, 700)));
    put("claims.pdf".to_owned(), &scan(&[jpeg(&true_sheet())], "DCTDecode", (60_000, 60_000)));
    let sound = scan(&[jpeg(&true_sheet())], "DCTDecode", (1000, 700));
    for at in 0..6 {
        let mut bytes = sound.clone();
        let place = (at * 79_193) % bytes.len();
        bytes[place] ^= 1 << (at % 8);
        bytes.truncate(bytes.len() - at * 61);
        put(format!("bent-{at}.pdf"), &bytes);
    }
    let mut words: Vec<&str> = files.iter().map(String::as_str).collect();
    words.extend(["--archive", "archive"]);
    let (code, verdicts) = desk.verdicts(&words);
    assert_eq!((code, verdicts.len() >= files.len()), (3, true));
    assert!(verdicts[..7].iter().all(|verdict| verdict == "unreadable"), "{verdicts:?}");
    assert!(verdicts.iter().all(|verdict| ["unreadable", "matches"].contains(&verdict.as_str())), "{verdicts:?}");
}
