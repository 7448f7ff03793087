//! Classes and staff: what of a school is kept while its pupils are made again and again.

use super::pupils::given_name;
use super::rng::Rng;
use super::words::Words;

/// Pupils to a class.
const CLASS_SIZE: u32 = 35;

/// Codes of the campuses (điểm trường) of a school that has two.
pub(super) const MAIN_CAMPUS: &str = "DT1";
pub(super) const FAR_CAMPUS: &str = "DT2";

/// A class.
#[derive(Debug, Clone)]
pub(super) struct Class {
    pub(super) code: String,
    pub(super) grade: u8,
    pub(super) teacher: String,
    /// The campus, where the school has more than one.
    pub(super) campus: Option<&'static str>,
    /// Its place among the school's classes.
    pub(super) place: usize,
    pub(super) first: u32,
    pub(super) count: u32,
}

impl Class {
    /// The numbers of its pupils in their cohort.
    pub(super) fn numbers(&self) -> std::ops::Range<u32> {
        self.first..self.first + self.count
    }
}

/// A person of the staff.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) girl: bool,
    pub(super) born: String,
    pub(super) office: &'static str,
    pub(super) team: String,
}

/// The classes of every grade, from the pupils in each; the first grade stands at 1.
pub(super) fn classes(by_grade: &[u32; 6]) -> Vec<Class> {
    let mut out = Vec::new();
    for grade in 1..=5_u8 {
        let pupils = by_grade[usize::from(grade)];
        let count = pupils.div_ceil(CLASS_SIZE);
        let mut first = 0;
        for i in 0..count {
            let size = pupils / count + u32::from(i < pupils % count);
            let letter = u8::try_from(i).ok().filter(|_| count <= 26).map(|i| char::from(b'A' + i).to_string());
            let code = format!("{grade}{}", letter.unwrap_or_else(|| format!(".{:03}", i + 1)));
            let (place, teacher) = (out.len(), format!("GV{:03}", out.len() + 1));
            // The little ones of the far hamlets learn near their homes.
            let is_far = grade <= 3 && i > 0 && i + 1 == count;
            let campus = Some(if is_far { FAR_CAMPUS } else { MAIN_CAMPUS });
            out.push(Class { code, grade, teacher, campus, place, first, count: size });
            first += size;
        }
    }
    if out.iter().all(|class| class.campus == Some(MAIN_CAMPUS)) {
        out.iter_mut().for_each(|class| class.campus = None);
    }
    out
}

/// The staff: the offices that every school has, and a teacher for each class.
pub(super) fn staff(seed: u64, words: &Words, classes: &[Class], year: i16) -> Vec<Person> {
    let offices = [
        ("HT01", "Hiệu trưởng"),
        ("PH01", "Phó Hiệu trưởng"),
        ("TA01", "Giáo viên Tiếng Anh"),
        ("TH01", "Giáo viên Tin học"),
        ("AN01", "Giáo viên Âm nhạc"),
        ("TD01", "Giáo viên Giáo dục thể chất"),
        ("TP01", "Tổng phụ trách Đội"),
        ("VT01", "Nhân viên văn thư"),
        ("KT01", "Nhân viên kế toán"),
        ("YT01", "Nhân viên y tế"),
        ("TV01", "Nhân viên thư viện, thiết bị"),
    ];
    let teachers = classes.iter().map(|c| (c.teacher.clone(), "Giáo viên", format!("TO{}", c.grade)));
    let others = offices.iter().map(|(code, office)| ((*code).to_owned(), *office, String::new()));
    others
        .chain(teachers)
        .enumerate()
        .map(|(i, (code, office, team))| {
            let rng = &mut Rng::of(seed, &[2, i as u64]);
            let girl = rng.per_mille(if office == "Giáo viên" { 800 } else { 500 });
            let born = format!(
                "{}-{:02}-{:02}",
                i32::from(year) - 28 - i32::try_from(rng.below(28)).unwrap_or(0),
                1 + rng.below(12),
                1 + rng.below(28)
            );
            let name = given_name(rng, words, words.pick(&mut rng.clone(), "ho"), girl);
            Person { code, name, girl, born, office, team }
        })
        .collect()
}
