//! One school year of one pupil: levels and marks that fit what the year was to come to, and the result that the
//! rules give for them. Which subjects, which tests and which result is asked of the rules, never known here.

use super::pupils::{Aim, Pupil, Step};
use super::rng::Rng;
use crate::catalogue::{GroupRule, Regime, Rules, SubjectRule};
use crate::record::{Period, SchoolYear, YearResult};

/// A subject's level and mark.
pub(super) struct Taken<'r> {
    pub(super) rule: &'r SubjectRule,
    pub(super) level: &'static str,
    pub(super) mark: Option<u8>,
    /// The first mark, where the test was taken again.
    pub(super) first: Option<u8>,
}

/// A group of qualities and the level of each.
pub(super) struct Grouped<'r> {
    pub(super) rule: &'r GroupRule,
    pub(super) items: Vec<(&'r str, &'static str)>,
}

impl Grouped<'_> {
    /// The lowest level in it: what the remark speaks to.
    pub(super) fn lowest(&self) -> &'static str {
        ["C", "Đ"].into_iter().find(|l| self.items.iter().any(|(_, level)| level == l)).unwrap_or("T")
    }
}

/// A pupil's year.
pub(super) struct Year<'r> {
    pub(super) step: Step,
    pub(super) subjects: Vec<Taken<'r>>,
    pub(super) groups: Vec<Grouped<'r>>,
    pub(super) result: Option<YearResult>,
    pub(super) title: &'static str,
    pub(super) title_words: &'r str,
    /// The result of the summer's second assessment.
    pub(super) again: Option<&'static str>,
    pub(super) promoted: bool,
    pub(super) absent: (u32, u32),
    pub(super) individual: bool,
    pub(super) rng: Rng,
}

/// Makes the year. The same every time it is asked for.
pub(super) fn year<'r>(rules: &'r Rules, seed: u64, pupil: &Pupil, step: Step) -> Option<Year<'r>> {
    let regime = rules.regime(school_year(step.year)?, step.grade)?;
    let mut rng = Rng::of(seed, &[3, pupil.key, u64::from(step.year.unsigned_abs())]);
    let individual = pupil.individual && regime.has_result();
    let subjects = subjects(&mut rng, regime, step, individual);
    let groups = groups(&mut rng, regime, step);
    let levels: Vec<&str> = subjects.iter().map(|s| s.level).collect();
    let qualities: Vec<&str> = groups.iter().flat_map(|g| g.items.iter().map(|(_, level)| *level)).collect();
    let lowest = subjects.iter().filter_map(|s| s.mark).min();
    let result = regime.derive(&levels, &qualities, lowest).map(|d| d.result);
    let own = result.and_then(|r| regime.automatic_award(r));
    let exemplary = result == Some(YearResult::Good) && rng.per_mille(600);
    let title = match own {
        Some("HSXS") => "HSXS",
        _ if exemplary => "HSTB",
        _ => "",
    };
    let failed = step.aim == Aim::Fail;
    // Only the last year may end without the pupil going up and no year after it to tell.
    let is_last = pupil.course.last().is_some_and(|last| last.year == step.year);
    let again = (failed && result.is_some())
        .then(|| if step.repeated || (rng.per_mille(250) && is_last) { "CHT" } else { "HT" });
    let promoted = !step.repeated && again != Some("CHT");
    let absent = (rng.below(5), u32::from(rng.per_mille(120)));
    let title_words = regime.award_words(title).unwrap_or("");
    Some(Year { step, subjects, groups, result, title, title_words, again, promoted, absent, individual, rng })
}

/// The school year that begins in `first`.
pub(super) fn school_year(first: i16) -> Option<SchoolYear> {
    format!("{first}-{}", first + 1).parse().ok()
}

fn subjects<'r>(rng: &mut Rng, regime: &'r Regime, step: Step, individual: bool) -> Vec<Taken<'r>> {
    // What the old programme had by choice, this school chose; an individual plan leaves some subjects out.
    let chosen = |s: &SubjectRule| {
        s.optional_grades.contains(&step.grade) && step.grade >= 3 && ["ngoai_ngu", "tin_hoc"].contains(&s.key.as_str())
    };
    let spared = |s: &SubjectRule| individual && ["ngoai_ngu_1", "tin_hoc", "cong_nghe"].contains(&s.key.as_str());
    let mut taken: Vec<Taken<'r>> = regime
        .subjects
        .iter()
        .filter(|s| (s.grades.contains(&step.grade) || chosen(s)) && !spared(s))
        .map(|rule| Taken {
            rule,
            level: "T",
            mark: rule.tested(step.grade, Period::EndYear).then_some(10),
            first: None,
        })
        .collect();
    let weak = rng.below(u32::try_from(taken.len()).unwrap_or(1)) as usize;
    for (i, subject) in taken.iter_mut().enumerate() {
        let failed = step.aim == Aim::Fail
            && (subject.rule.key == "toan" || (subject.rule.key == "tieng_viet" && rng.per_mille(500)));
        subject.level = match step.aim {
            _ if failed => "C",
            Aim::Fail if rng.per_mille(800) => "H",
            Aim::Pass if i == weak || rng.per_mille(350) => "H",
            _ => "T",
        };
        if subject.mark.is_some() {
            let dice: &[u8] = match (step.aim, subject.level) {
                (_, "C") => &[3, 4, 4],
                (_, "H") => &[5, 6, 6, 7],
                (Aim::Best, _) => &[9, 10, 10],
                (Aim::Good, _) => &[7, 8, 8, 9, 10],
                _ => &[7, 8, 9],
            };
            subject.mark = Some(*rng.pick(dice));
            if subject.level != "C" && rng.per_mille(4) {
                subject.first = Some(*rng.pick(&[2, 3, 4]));
            }
        }
    }
    if step.aim == Aim::Good
        && let Some(maths) = taken.iter_mut().find(|s| s.rule.key == "toan")
    {
        maths.mark = Some(8);
    }
    taken
}

fn groups<'r>(rng: &mut Rng, regime: &'r Regime, step: Step) -> Vec<Grouped<'r>> {
    let mut level = |key: &str| match step.aim {
        Aim::Best | Aim::Good => "T",
        Aim::Pass => {
            if rng.per_mille(350) {
                "Đ"
            } else {
                "T"
            }
        }
        Aim::Fail => {
            if ["tu_chu_tu_hoc", "tinh_toan"].contains(&key) && rng.per_mille(500) {
                "C"
            } else {
                "Đ"
            }
        }
    };
    let items = |group: &'r GroupRule, level: &mut dyn FnMut(&str) -> &'static str| {
        let kept = group.items.iter().filter(|i| !i.optional_grades.contains(&step.grade));
        kept.map(|i| (i.key.as_str(), level(&i.key))).collect()
    };
    regime.qualities.iter().map(|rule| Grouped { rule, items: items(rule, &mut level) }).collect()
}

/// The level and mark of a subject at an earlier period of the same year.
pub(super) fn earlier(rng: &mut Rng, subject: &Taken<'_>, grade: u8, period: Period) -> (&'static str, Option<u8>) {
    let level = match subject.level {
        "T" if rng.per_mille(150) => "H",
        "C" if rng.per_mille(400) => "H",
        other => other,
    };
    let tested = subject.mark.is_some() && subject.rule.tested(grade, period);
    let end = subject.mark.unwrap_or(0);
    let mark = match level {
        "T" => end.saturating_sub(u8::try_from(rng.below(2)).unwrap_or(0)).max(7),
        "H" => end.clamp(5, 7),
        _ => 4,
    };
    (level, tested.then_some(mark))
}

/// The sentence of the report card's part 6, and whether the pupil goes up.
pub(super) fn completion(year: &Year<'_>) -> String {
    let grade = year.step.grade;
    match (year.promoted, grade) {
        (true, 5) => "Hoàn thành chương trình tiểu học.".to_owned(),
        (true, _) => format!("Hoàn thành chương trình lớp {grade}; Được lên lớp {}.", grade + 1),
        (false, 5) => "Chưa hoàn thành chương trình tiểu học.".to_owned(),
        (false, _) => format!("Chưa hoàn thành chương trình lớp {grade}; Chưa được lên lớp."),
    }
}
