//! Pictures of the sample's texts, drawn pixel by pixel: a chart of the grades, the plan of the school yard, a plant.
//! Letters in a picture are read out to nobody, so there are only numbers in it, and the text says what they stand for.

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};

type Colour = Rgb<u8>;

const WHITE: Colour = Rgb([255, 255, 255]);
const BLACK: Colour = Rgb([33, 37, 41]);
const GREY: Colour = Rgb([206, 212, 218]);
const BLUE: Colour = Rgb([66, 110, 160]);
const ROSE: Colour = Rgb([196, 132, 130]);
const GREEN: Colour = Rgb([120, 160, 105]);
const SAND: Colour = Rgb([236, 226, 200]);
const WATER: Colour = Rgb([170, 205, 225]);

/// The digits, seven rows of five dots each.
const DIGITS: [[u8; 7]; 10] = [
    [0x0e, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0e],
    [0x04, 0x0c, 0x04, 0x04, 0x04, 0x04, 0x0e],
    [0x0e, 0x11, 0x01, 0x06, 0x08, 0x10, 0x1f],
    [0x0e, 0x11, 0x01, 0x06, 0x01, 0x11, 0x0e],
    [0x02, 0x06, 0x0a, 0x12, 0x1f, 0x02, 0x02],
    [0x1f, 0x10, 0x1e, 0x01, 0x01, 0x11, 0x0e],
    [0x06, 0x08, 0x10, 0x1e, 0x11, 0x11, 0x0e],
    [0x1f, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08],
    [0x0e, 0x11, 0x11, 0x0e, 0x11, 0x11, 0x0e],
    [0x0e, 0x11, 0x11, 0x0f, 0x01, 0x02, 0x0c],
];

struct Canvas(RgbImage);

impl Canvas {
    fn new(width: u32, height: u32, ground: Colour) -> Self {
        Self(RgbImage::from_pixel(width, height, ground))
    }

    /// What lies outside the picture is not drawn.
    fn dot(&mut self, x: u32, y: u32, colour: Colour) {
        if let Some(pixel) = self.0.get_pixel_mut_checked(x, y) {
            *pixel = colour;
        }
    }

    fn fill(&mut self, (x, y): (u32, u32), (width, height): (u32, u32), colour: Colour) {
        for down in 0..height {
            (0..width).for_each(|right| self.dot(x + right, y + down, colour));
        }
    }

    /// A filled rectangle with a border of two pixels.
    fn room(&mut self, (x, y): (u32, u32), (width, height): (u32, u32), colour: Colour) {
        self.fill((x, y), (width, height), BLACK);
        self.fill((x + 2, y + 2), (width - 4, height - 4), colour);
    }

    fn disc(&mut self, (x, y): (u32, u32), radius: u32, colour: Colour) {
        for down in 0..=2 * radius {
            for right in 0..=2 * radius {
                if right.abs_diff(radius).pow(2) + down.abs_diff(radius).pow(2) <= radius * radius {
                    self.dot(x + right - radius, y + down - radius, colour);
                }
            }
        }
    }

    /// A number, its middle at `x`; each dot of a digit is `size` pixels wide and high.
    fn number(&mut self, number: u32, (x, y): (u32, u32), size: u32) {
        let digits: Vec<usize> = number.to_string().bytes().map(|b| usize::from(b - b'0')).collect();
        let step = 6 * size;
        let left = x.saturating_sub((u32::try_from(digits.len()).unwrap_or(0) * step - size) / 2);
        for (at, digit) in (0..).zip(digits) {
            for (row, dots) in (0..).zip(DIGITS[digit]) {
                for column in (0..5).filter(|column| dots & (0x10 >> column) != 0) {
                    self.fill((left + at * step + column * size, y + row * size), (size, size), BLACK);
                }
            }
        }
    }

    fn png(self) -> Vec<u8> {
        let mut out = std::io::Cursor::new(Vec::new());
        self.0.write_to(&mut out, ImageFormat::Png).expect("writing to memory can't fail");
        out.into_inner()
    }

    fn jpeg(self) -> Vec<u8> {
        let mut out = Vec::new();
        self.0.write_with_encoder(JpegEncoder::new_with_quality(&mut out, 90)).expect("writing to memory can't fail");
        out
    }
}

/// Pupils of each grade, girls among them: two bars a grade, the count above, the grade below.
pub(super) fn chart(grades: &[(u32, u32)]) -> Vec<u8> {
    let mut canvas = Canvas::new(760, 420, WHITE);
    let most = grades.iter().map(|(all, _)| *all).max().unwrap_or(1).max(1);
    canvas.fill((40, 360), (680, 3), BLACK);
    for (at, (all, girls)) in (0..).zip(grades) {
        let left = 60 + at * 132;
        for (shift, count, colour) in [(0, *all, BLUE), (48, *girls, ROSE)] {
            let height = 290 * count / most;
            canvas.fill((left + shift, 360 - height), (42, height), colour);
            canvas.number(count, (left + shift + 21, 360 - height - 24), 2);
        }
        canvas.number(at + 1, (left + 45, 378), 4);
    }
    canvas.png()
}

/// The school yard from above: 1 gate, 2 and 3 class rooms, 4 library, 5 yard with flag, 6 garden, 7 pond with its fence.
pub(super) fn yard() -> Vec<u8> {
    let mut canvas = Canvas::new(900, 600, SAND);
    canvas.room((10, 10), (880, 580), SAND);
    for (corner, size, colour) in [
        ((400, 560), (100, 30), GREY),
        ((60, 60), (560, 110), WHITE),
        ((60, 210), (110, 320), WHITE),
        ((660, 60), (180, 110), WHITE),
        ((230, 230), (390, 260), GREY),
        ((660, 230), (180, 130), GREEN),
        ((660, 400), (180, 130), WATER),
    ] {
        canvas.room(corner, size, colour);
    }
    (1..5).for_each(|at| canvas.fill((60 + at * 112, 60), (2, 110), BLACK));
    (1..3).for_each(|at| canvas.fill((60, 210 + at * 107), (110, 2), BLACK));
    [(690, 260), (700, 330), (805, 270)].into_iter().for_each(|at| canvas.disc(at, 16, Rgb([70, 120, 60])));
    canvas.disc((425, 300), 8, ROSE);
    for (number, middle) in [
        (1, (450, 522)),
        (2, (340, 97)),
        (3, (115, 352)),
        (4, (750, 97)),
        (5, (425, 360)),
        (6, (750, 325)),
        (7, (750, 450)),
    ] {
        canvas.number(number, middle, 4);
    }
    canvas.jpeg()
}

/// A plant: 1 roots, 2 stem, 3 leaf, 4 flower, 5 fruit.
pub(super) fn plant() -> Vec<u8> {
    let mut canvas = Canvas::new(520, 620, WHITE);
    canvas.fill((0, 470), (520, 150), SAND);
    canvas.fill((254, 130), (12, 350), GREEN);
    for (at, length) in [(0, 110), (1, 80), (2, 80)] {
        for step in 0..length {
            let side = [260, 260 - step / 2, 260 + step / 2][at];
            canvas.fill((side, 476 + step), (6, 6), Rgb([150, 110, 80]));
        }
    }
    for (x, y) in [(190, 330), (330, 290), (200, 230)] {
        (0..60).for_each(|step| {
            canvas.disc((if x < 260 { x + step } else { x - step }, y + step / 3), 26 - step / 4, GREEN)
        });
    }
    for (x, y) in [(260, 70), (225, 95), (295, 95), (235, 135), (285, 135)] {
        canvas.disc((x, y), 26, ROSE);
    }
    canvas.disc((260, 105), 20, Rgb([240, 200, 90]));
    canvas.disc((345, 205), 24, Rgb([200, 80, 60]));
    canvas.fill((266, 200), (60, 6), GREEN);
    for (number, middle) in [(1, (340, 520)), (2, (300, 400)), (3, (130, 318)), (4, (350, 78)), (5, (400, 190))] {
        canvas.number(number, middle, 4);
    }
    canvas.png()
}
