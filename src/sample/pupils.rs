//! Pupils. One is made from (seed, cohort, number) alone, so that every file can make them
//! again and none has to keep fifty thousand of them.

use super::classes::{Class, Person, classes, staff};
use super::rng::Rng;
use super::words::Words;

/// How a year ended for a pupil, before marks are made to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Aim {
    Fail,
    Pass,
    Good,
    Best,
}

/// One school year of a pupil.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// Calendar year in which it began.
    pub(super) year: i16,
    pub(super) grade: u8,
    pub(super) aim: Aim,
    /// The grade was taken again the year after.
    pub(super) repeated: bool,
}

/// A pupil who came from another school, or went to one, in the year of the export.
#[derive(Debug, Clone)]
pub(super) struct Move {
    pub(super) date: String,
    pub(super) school: &'static str,
    pub(super) reason: &'static str,
    pub(super) paper: String,
    /// Left school altogether.
    pub(super) gave_up: bool,
}

/// A pupil who went from one class to another in the year of the export.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) date: String,
    /// The class before.
    pub(super) from: String,
    pub(super) reason: &'static str,
}

/// A pupil.
#[derive(Debug, Clone)]
pub(super) struct Pupil {
    pub(super) code: String,
    pub(super) national: String,
    pub(super) number: String,
    pub(super) name: String,
    pub(super) girl: bool,
    pub(super) group: &'static str,
    pub(super) born: String,
    pub(super) born_year: i16,
    pub(super) birthplace: String,
    pub(super) native: String,
    pub(super) hamlet: &'static str,
    pub(super) father: String,
    pub(super) father_work: &'static str,
    pub(super) mother: String,
    pub(super) mother_work: &'static str,
    pub(super) guardian: String,
    pub(super) policy: &'static str,
    pub(super) individual: bool,
    /// At the year's end.
    pub(super) class: String,
    pub(super) grade: u8,
    pub(super) course: Vec<Step>,
    pub(super) change: Option<Change>,
    pub(super) came: Option<Move>,
    pub(super) left: Option<Move>,
    /// What makes this pupil's years.
    pub(super) key: u64,
}

impl Pupil {
    pub(super) fn sex(&self) -> &'static str {
        if self.girl { "Nữ" } else { "Nam" }
    }

    /// The first day at this school.
    pub(super) fn entered(&self) -> String {
        let first = self.course[0].year;
        self.came.as_ref().map_or_else(|| format!("{first}-08-29"), |came| came.date.clone())
    }

    /// The class on a day of the export's year, written as in ISO 8601.
    pub(super) fn class_on(&self, day: &str) -> &str {
        let before = self.change.as_ref().filter(|change| day < change.date.as_str());
        before.map_or(&self.class, |change| &change.from)
    }

    /// Whether the pupil had come and not left on a day of the export's year.
    fn is_there_on(&self, day: &str) -> bool {
        let came = self.came.as_ref().is_none_or(|came| came.date.as_str() <= day);
        came && self.left.as_ref().is_none_or(|left| day <= left.date.as_str())
    }
}

/// The school as the generator sees it.
pub(super) struct People {
    pub(super) words: Words,
    pub(super) seed: u64,
    pub(super) year: i16,
    pub(super) classes: Vec<Class>,
    pub(super) staff: Vec<Person>,
    by_grade: [u32; 6],
}

impl People {
    pub(super) fn new(seed: u64, pupils: u32, year: i16) -> Self {
        let pupils = pupils.max(1);
        let mut by_grade = [0; 6];
        for grade in 1..=5_u32 {
            by_grade[grade as usize] = pupils / 5 + u32::from(grade > 5 - pupils % 5);
        }
        let words = Words::load();
        let classes = classes(&by_grade);
        let staff = staff(seed, &words, &classes, year);
        Self { words, seed, year, classes, staff, by_grade }
    }

    pub(super) fn pupils_in_all(&self) -> u32 {
        self.by_grade.iter().sum()
    }

    /// The pupils of a class at the year's end.
    pub(super) fn of_class<'a>(&'a self, class: &'a Class) -> impl Iterator<Item = Pupil> + 'a {
        class.numbers().map(|i| self.pupil(class, i, false))
    }

    /// The pupils of a class on a day: without those who came from another class or school later, with those who went.
    pub(super) fn of_class_on<'a>(&'a self, class: &'a Class, day: &'a str) -> impl Iterator<Item = Pupil> + 'a {
        let next = self.classes.get(class.place + 1).filter(|next| next.grade == class.grade);
        let gone = next.into_iter().flat_map(move |next| {
            let moved = next.numbers().filter(|i| self.may_change(next, *i));
            moved.map(move |i| self.pupil(next, i, false)).filter(|pupil| pupil.change.is_some())
        });
        let all = self.of_class(class).chain(gone).chain(self.who_left(class));
        all.filter(move |pupil| pupil.class_on(day) == class.code && pupil.is_there_on(day))
    }

    /// Those who left the school from a class.
    fn who_left<'a>(&'a self, class: &'a Class) -> impl Iterator<Item = Pupil> + 'a {
        let end = class.first + class.count;
        let leavers = if end == self.by_grade[usize::from(class.grade)] { self.leavers(class.grade) } else { 0 };
        (end..end + leavers).map(|i| self.pupil(class, i, true))
    }

    /// Everyone on the register this year: those present at its end, and those who left during it.
    pub(super) fn on_register(&self) -> impl Iterator<Item = Pupil> + '_ {
        self.classes.iter().flat_map(|class| self.of_class(class).chain(self.who_left(class)))
    }

    fn leavers(&self, grade: u8) -> u32 {
        let count = self.by_grade[usize::from(grade)];
        count / 100 + u32::from(count >= 15 && grade == 3)
    }

    pub(super) fn person(&self, office: &str) -> &Person {
        self.staff.iter().find(|p| p.office == office).unwrap_or(&self.staff[0])
    }

    fn cohort(&self, grade: u8) -> i16 {
        self.year - i16::from(grade) + 1
    }

    fn key(&self, grade: u8, index: u32) -> u64 {
        u64::from(self.cohort(grade).unsigned_abs()) << 32 | u64::from(index)
    }

    /// The class before, in the same grade: where those come from who change class.
    fn class_before(&self, class: &Class) -> Option<&Class> {
        let before = class.place.checked_sub(1).and_then(|place| self.classes.get(place));
        before.filter(|before| before.grade == class.grade)
    }

    /// Whether a pupil may have changed class; any school with two classes of grade 3 has one who may.
    fn may_change(&self, class: &Class, index: u32) -> bool {
        let rng = &mut Rng::of(self.seed, &[12, self.key(class.grade, index)]);
        self.class_before(class).is_some() && (rng.per_mille(6) || (class.grade == 3 && index == class.first))
    }

    fn change(&self, class: &Class, index: u32) -> Option<Change> {
        let before = self.class_before(class).filter(|_| self.may_change(class, index))?;
        let rng = &mut Rng::of(self.seed, &[13, self.key(class.grade, index)]);
        let autumn = class.grade != 3 && rng.per_mille(300);
        let date = if autumn { format!("{}-10-20", self.year) } else { format!("{}-01-20", self.year + 1) };
        Some(Change { date, from: before.code.clone(), reason: self.words.pick(rng, "li_do_chuyen_lop") })
    }

    fn pupil(&self, class: &Class, index: u32, leaves: bool) -> Pupil {
        let grade = class.grade;
        let cohort = self.cohort(grade);
        let key = self.key(grade, index);
        let rng = &mut Rng::of(self.seed, &[1, key]);
        let words = &self.words;
        let girl = rng.per_mille(485);
        let minority = rng.per_mille(45).then(|| minority(rng, words, girl)).flatten();
        // Any school of some size has one such pupil, so that no case of the rules goes unseen.
        let individual = rng.per_mille(6) || (grade == 5 && index == 3);
        let course = course(rng, self.year, grade, individual);
        let born_year = course[0].year - 6;
        let born = format!("{born_year}-{:02}-{:02}", 1 + rng.below(12), 1 + rng.below(28));
        let family = words.pick(rng, "ho");
        let (name, group) = minority.unwrap_or_else(|| (given_name(rng, words, family, girl), "Kinh"));
        let family = if group == "Kinh" { family } else { name.split(' ').next().unwrap_or(family) };
        let orphan = rng.per_mille(8);
        let father = if orphan { String::new() } else { given_name(rng, words, family, false) };
        let mother =
            if orphan { String::new() } else { given_name(rng, words, words.pick(&mut rng.clone(), "ho"), true) };
        let guardian = if orphan { given_name(rng, words, family, true) } else { String::new() };
        let policy = match rng.below(100) {
            _ if individual => "Khuyết tật",
            _ if orphan => "Mồ côi",
            0..=3 => "Hộ nghèo",
            4..=9 => "Hộ cận nghèo",
            _ => "",
        };
        let serial = u64::from(cohort.unsigned_abs() % 10) * 100_000 + u64::from(index);
        let sex_digit = if girl { 3 } else { 2 };
        let change = if leaves || individual { None } else { self.change(class, index) };
        let came = (!leaves && course.len() > 1 && rng.per_mille(15)).then(|| self.arrival(rng));
        let came = came.filter(|_| change.is_none());
        let left = leaves.then(|| self.departure(rng));
        Pupil {
            code: format!("082{:02}{index:05}", cohort % 100),
            national: format!("087{sex_digit}{:02}{:06}", born_year % 100, serial * 7919 % 1_000_000),
            number: format!("{:02}-{:03}", cohort % 100, index + 1),
            name,
            girl,
            group,
            born,
            born_year,
            birthplace: "Tỉnh Đồng Tháp".to_owned(),
            native: if rng.per_mille(900) {
                "Xã Mỹ Hiệp, tỉnh Đồng Tháp"
            } else {
                "Xã Bình Hàng Trung, tỉnh Đồng Tháp"
            }
            .to_owned(),
            hamlet: words.pick(rng, "ap"),
            father,
            father_work: words.pick(rng, "nghe"),
            mother,
            mother_work: words.pick(rng, "nghe"),
            guardian,
            policy,
            individual,
            class: class.code.clone(),
            grade,
            course,
            change,
            came,
            left,
            key,
        }
    }

    fn arrival(&self, rng: &mut Rng) -> Move {
        let autumn = rng.per_mille(700);
        let (year, month) = if autumn { (self.year, 9 + rng.below(3)) } else { (self.year + 1, 2) };
        let day = 3 + rng.below(24);
        self.moved(rng, &format!("{year}-{month:02}-{day:02}"))
    }

    fn departure(&self, rng: &mut Rng) -> Move {
        let autumn = rng.per_mille(500);
        let (year, month) = if autumn { (self.year, 10 + rng.below(3)) } else { (self.year + 1, 2 + rng.below(2)) };
        let day = 3 + rng.below(24);
        let mut left = self.moved(rng, &format!("{year}-{month:02}-{day:02}"));
        left.gave_up = rng.per_mille(60);
        left
    }

    fn moved(&self, rng: &mut Rng, date: &str) -> Move {
        Move {
            date: date.to_owned(),
            school: self.words.pick(rng, "truong_khac"),
            reason: self.words.pick(rng, "li_do_chuyen"),
            paper: format!("{:02}/GGT-TH", 1 + rng.below(60)),
            gave_up: false,
        }
    }
}

fn minority(rng: &mut Rng, words: &Words, girl: bool) -> Option<(String, &'static str)> {
    let parts: Vec<&'static str> = words.pick(rng, "ho_ten_dan_toc").split('|').collect();
    let [name, group, sex] = parts[..] else { return None };
    ((sex == "Nữ") == girl).then(|| (name.to_owned(), group))
}

/// A full name of the given family.
pub(super) fn given_name(rng: &mut Rng, words: &Words, family: &str, girl: bool) -> String {
    let (middle, last) = if girl { ("dem_nu", "ten_nu") } else { ("dem_nam", "ten_nam") };
    let middle = words.pick(rng, middle);
    let mut name = words.pick(rng, last);
    while name == middle {
        name = words.pick(rng, last);
    }
    format!("{family} {middle} {name}")
}

/// The years at school so far. Some take a grade twice; pupils with an individual plan more often, so that a few reach
/// back into the regime before TT 27/2020.
fn course(rng: &mut Rng, year: i16, grade: u8, individual: bool) -> Vec<Step> {
    let ability = rng.below(1000);
    let repeats = match grade {
        1 => 0,
        _ if individual => 1 + rng.below(2),
        _ => u32::from(rng.per_mille(12)),
    };
    let mut again: Vec<u8> =
        (0..repeats).map(|_| 1 + u8::try_from(rng.below(u32::from(grade) - 1)).unwrap_or(0)).collect();
    if individual && grade == 5 {
        again = vec![1 + u8::try_from(rng.below(2)).unwrap_or(0), 3 + u8::try_from(rng.below(2)).unwrap_or(0)];
    }
    again.sort_unstable();
    again.dedup();
    let mut steps = Vec::new();
    for taken in 1..=grade {
        for attempt in 0..=u8::from(again.contains(&taken)) {
            let repeated = attempt == 0 && again.contains(&taken);
            let score = ability + rng.below(300);
            let aim = match score {
                _ if repeated => Aim::Fail,
                _ if individual => Aim::Pass,
                1050.. => Aim::Best,
                700.. => Aim::Good,
                45.. => Aim::Pass,
                _ => Aim::Fail,
            };
            steps.push(Step { year: 0, grade: taken, aim, repeated });
        }
    }
    for (step, year) in steps.iter_mut().rev().zip((0..=year).rev()) {
        step.year = year;
    }
    steps
}
