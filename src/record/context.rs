//! What a whole school year's records lean on: the school, its classes and departments.

use std::collections::BTreeMap;

use super::{Classroom, Date, School};

/// A department of the school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its code.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// What records are made and printed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The school.
    pub school: School,
    /// Its classes.
    pub classes: Vec<Classroom>,
    /// Its departments.
    pub teams: Vec<Team>,
    /// Names of languages taught, by the school's key.
    pub languages: BTreeMap<String, String>,
    /// The day report cards are locked, if the export names it.
    pub locked: Option<Date>,
    /// Where the school lies: commune, district of older years, province.
    pub places: [String; 3],
    /// Numbers in the register, by pupil code.
    pub register_numbers: BTreeMap<String, String>,
}

impl Context {
    /// The class called `id`.
    pub fn class(&self, id: &str) -> Option<&Classroom> {
        self.classes.iter().find(|class| class.id.as_str() == id)
    }

    /// The name behind a staff code, or the code.
    pub fn staff_name(&self, code: &str) -> String {
        let found = self.school.staff.iter().find(|s| s.id.as_str() == code);
        found.map_or_else(|| code.to_owned(), |s| s.name.clone())
    }
}
