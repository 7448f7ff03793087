//! Every pupil accounted for: class lists, register, movements and cards name the same children, in and out
//! (domain rule V09).

use std::collections::BTreeMap;

use super::codes as c;
use super::conclude::{Whole, at};
use super::facts::{ClassFact, MoveFact, PupilFact, RegisterFact, Spot};
use crate::catalogue::Movements;
use crate::record::Date;

/// Where each pupil stands in the class lists.
type InClass<'a> = BTreeMap<&'a str, (&'a PupilFact, &'a ClassFact)>;

/// Class lists and register, by pupil.
pub(super) struct Roll<'a> {
    pub(super) in_class: InClass<'a>,
    pub(super) registered: BTreeMap<&'a str, &'a RegisterFact>,
    /// The lines of the movements, by pupil, in the order of their days.
    pub(super) moves: BTreeMap<&'a str, Vec<&'a MoveFact>>,
}

/// A coming or going, as the register has it.
enum Side {
    In,
    Out,
}

impl<'a> Whole<'a> {
    /// The roll; pupils in two classes are found on the way.
    pub(super) fn roll(&mut self) -> Roll<'a> {
        let mut moves: BTreeMap<&str, Vec<&MoveFact>> = BTreeMap::new();
        for step in self.facts.iter().flat_map(|f| &f.moves) {
            moves.entry(step.pupil.as_str()).or_default().push(step);
        }
        for steps in moves.values_mut() {
            steps.sort_by_key(|m| m.day);
        }
        let registered = self.register().iter().map(|r| (r.pupil.id.as_str(), *r)).collect();
        Roll { in_class: self.class_lists(), registered, moves }
    }

    pub(super) fn pupils(&mut self, roll: &Roll<'a>) {
        let Roll { in_class, registered, .. } = roll;
        if registered.is_empty() || self.classes().is_empty() {
            return;
        }
        for line in self.register() {
            self.register_line(line, in_class);
        }
        for (id, (pupil, class)) in in_class {
            match registered.get(id) {
                None => {
                    let arguments = vec![("pupil", (*id).to_owned()), ("class", class.id.clone())];
                    self.out.push(at(c::PUPIL_NOT_REGISTERED, &pupil.spot, arguments).of(id));
                }
                Some(line) => self.same_pupil(pupil, &line.pupil),
            }
        }
        for card in self.facts.clone().iter().flat_map(|f| &f.cards) {
            if let Some(line) = registered.get(card.pupil.id.as_str()) {
                self.same_pupil(&card.pupil, &line.pupil);
            }
        }
        self.movements(roll);
    }

    /// The class lists; a pupil in two of them is a finding, and stands in the first.
    fn class_lists(&mut self) -> InClass<'a> {
        let mut in_class: InClass<'a> = BTreeMap::new();
        for class in self.classes() {
            for pupil in &class.pupils {
                match in_class.get(pupil.id.as_str()) {
                    // In one class twice is a duplicate id, found there.
                    Some((_, other)) if other.id == class.id => {}
                    Some((first, other)) => {
                        let arguments = vec![
                            ("pupil", pupil.id.to_string()),
                            ("class", class.id.clone()),
                            ("other", other.id.clone()),
                            ("line", first.spot.place.line.to_string()),
                        ];
                        self.out.push(at(c::PUPIL_IN_TWO_CLASSES, &pupil.spot, arguments).of(&pupil.id));
                    }
                    None => {
                        in_class.insert(&pupil.id, (pupil, class));
                    }
                }
            }
        }
        in_class
    }

    fn register_line(&mut self, line: &RegisterFact, in_class: &InClass<'_>) {
        let id = &line.pupil.id;
        let listed = in_class.get(id.as_str()).map(|(_, class)| *class);
        if listed.is_none() && !line.has_left {
            self.out.push(at(c::PUPIL_WITHOUT_CLASS, &line.pupil.spot, vec![("pupil", id.to_string())]).of(id));
        }
        if let Some(class) = listed
            && line.class != class.id
        {
            self.class_differs(id, &line.class, &class.id, &line.class_spot);
        }
        if let Some(class) = listed
            && self.ways().leaves(&line.left_why)
        {
            let what = ("what", "in-class".to_owned());
            let arguments = vec![("pupil", id.to_string()), what, ("found", class.id.clone()), ("line", String::new())];
            self.out.push(at(c::MOVE_CONTRADICTED, &line.left_spot, arguments).of(id));
        }
        if let (Some(came), Some(left)) = (line.came, line.left)
            && left < came
        {
            let arguments = vec![("first", came.dmy()), ("second", left.dmy())];
            self.out.push(at(c::DATES_OUT_OF_ORDER, &line.left_spot, arguments).of(id));
        }
    }

    /// A place that puts a pupil into another class than the class list.
    pub(super) fn class_differs(&mut self, pupil: &str, found: &str, listed: &str, spot: &Spot) {
        let what = ("what", "class".to_owned());
        let arguments =
            vec![("pupil", pupil.to_owned()), what, ("found", found.to_owned()), ("class", listed.to_owned())];
        self.out.push(at(c::CLASS_DIFFERS, spot, arguments).of(pupil));
    }

    fn same_pupil(&mut self, pupil: &PupilFact, registered: &PupilFact) {
        let fields = [
            ("ho_ten", &pupil.name, &registered.name),
            ("ngay_sinh", &pupil.born, &registered.born),
            ("gioi_tinh", &pupil.sex, &registered.sex),
            ("so_dinh_danh", &pupil.personal_id, &registered.personal_id),
        ];
        for (key, here, there) in fields {
            if !here.is_empty() && !there.is_empty() && here != there {
                let arguments = vec![
                    ("key", key.to_owned()),
                    ("found", here.to_string()),
                    ("registered", there.to_string()),
                    ("line", registered.spot_of(key).place.line.to_string()),
                    ("file", registered.spot.file.to_string()),
                ];
                self.out.push(at(c::PUPIL_DIFFERS, &pupil.spot_of(key), arguments).of(&pupil.id));
            }
        }
    }

    /// Register and movements tell the same comings and goings. Asked only where the export has movements at all.
    fn movements(&mut self, roll: &Roll<'_>) {
        if !self.facts.iter().any(|f| f.kind == "bien_dong") {
            return;
        }
        let Roll { in_class, registered, moves: by_pupil } = roll;
        for (id, line) in registered {
            let moves = roll.steps(id);
            if line.came.is_some_and(|day| self.is_this_year(day)) {
                self.told(line, (line.came, &line.came_spot), Side::In, moves);
            }
            if self.ways().leaves(&line.left_why) && line.left.is_some_and(|day| self.is_this_year(day)) {
                self.told(line, (line.left, &line.left_spot), Side::Out, moves);
            }
        }
        for (id, moves) in by_pupil {
            let Some(last) = moves.last() else { continue };
            let Some(line) = registered.get(id) else { continue };
            if self.ways().leaves(&last.how) && !line.has_left {
                let where_to = ("line", line.pupil.spot.place.line.to_string());
                let what = ("what", "not-left".to_owned());
                let arguments = vec![("pupil", (*id).to_owned()), what, ("found", last.how.clone()), where_to];
                self.out.push(at(c::MOVE_CONTRADICTED, &last.spot, arguments).of(id));
            }
            let stays = moves.iter().rfind(|m| self.ways().comes(&m.how) || self.ways().changes(&m.how));
            if let (Some(step), Some((_, class))) = (stays, in_class.get(id))
                && !step.to.is_empty()
                && step.to != class.id
            {
                self.class_differs(id, &step.to, &class.id, &step.spot);
            }
        }
    }

    /// The register's coming or going has its movement, on the same day.
    fn told(&mut self, line: &RegisterFact, (day, spot): (Option<Date>, &Spot), side: Side, moves: &[&MoveFact]) {
        let id = &line.pupil.id;
        let date = day.map_or_else(String::new, Date::dmy);
        let ways = self.ways();
        let (side, told) = match side {
            Side::In => ("in", moves.iter().rfind(|m| ways.comes(&m.how))),
            Side::Out => ("out", moves.iter().rfind(|m| ways.leaves(&m.how))),
        };
        let Some(told) = told else {
            let arguments = vec![("pupil", id.to_string()), ("side", side.to_owned()), ("date", date)];
            self.out.push(at(c::MOVE_NOT_RECORDED, spot, arguments).of(id));
            return;
        };
        if told.day != day {
            let found = told.day.map_or_else(String::new, Date::dmy);
            let lines = ("line", told.spot.place.line.to_string());
            let arguments = vec![("pupil", id.to_string()), ("what", "date".to_owned()), ("found", found), lines];
            self.out.push(at(c::MOVE_CONTRADICTED, spot, arguments).of(id));
        }
    }
}

impl Roll<'_> {
    /// Whether a pupil may be missing in a class's summary of `day` though the class list has them: not yet there.
    /// Without a day, whoever came after the school's `start` may be.
    pub(super) fn came_after(&self, pupil: &str, class: &str, day: Option<Date>, start: Option<Date>) -> bool {
        let later = |came: Date| day.map_or_else(|| start.is_some_and(|first| came > first), |day| came > day);
        let came = self.registered.get(pupil).and_then(|r| r.came);
        came.is_some_and(later) || self.steps(pupil).iter().any(|m| m.to == class && m.day.is_some_and(later))
    }

    /// Whether a pupil may stand in a class's summary of `day` though the class list lacks them: gone since.
    pub(super) fn left_after(&self, pupil: &str, class: &str, day: Option<Date>) -> bool {
        let later = |left: Date| day.is_none_or(|day| left >= day);
        let left = self.registered.get(pupil).and_then(|r| r.left);
        left.is_some_and(later) || self.steps(pupil).iter().any(|m| m.from == class && m.day.is_some_and(later))
    }

    /// Whether `change` is the next that befell the pupil after `day`, so that they were in its old class on that day.
    pub(super) fn leaves_next(&self, pupil: &str, day: Date, change: &MoveFact) -> bool {
        let was_there = self.registered.get(pupil).and_then(|r| r.came).is_none_or(|came| came <= day);
        let next = self.steps(pupil).iter().find(|step| step.day > Some(day));
        was_there && next.is_some_and(|step| step.spot == change.spot)
    }

    /// The day on which the pupil came, if that was after `day` and nothing says that they were there before.
    pub(super) fn not_yet_there(&self, pupil: &str, day: Date, ways: &Movements) -> Option<Date> {
        let steps = self.steps(pupil);
        if steps.is_empty() {
            return self.registered.get(pupil).and_then(|line| line.came).filter(|came| *came > day);
        }
        let next = steps.iter().find(|step| step.day > Some(day)).filter(|step| ways.comes(&step.how))?;
        let before = steps.iter().any(|step| step.day <= Some(day));
        next.day.filter(|_| !before && self.is_dated(pupil))
    }

    /// Whether every line of the pupil's movements has its day.
    pub(super) fn is_dated(&self, pupil: &str) -> bool {
        self.steps(pupil).iter().all(|step| step.day.is_some())
    }

    fn steps(&self, pupil: &str) -> &[&MoveFact] {
        self.moves.get(pupil).map(Vec::as_slice).unwrap_or_default()
    }
}
