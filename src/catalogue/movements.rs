//! What the ways of coming, going and changing class mean: a part of `schemas/rules.yaml`.

use serde::Deserialize;

/// The values of `hinh_thuc` in `bien_dong` and `li_do_di` in `so_dang_bo`, by what they mean.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Movements {
    /// The pupil comes to the school.
    pub came: Vec<String>,
    /// The pupil leaves it.
    pub left: Vec<String>,
    /// The pupil changes class within it.
    pub changed: Vec<String>,
}

impl Movements {
    /// Whether `how` is a coming.
    pub fn comes(&self, how: &str) -> bool {
        self.came.iter().any(|one| one == how)
    }

    /// Whether `how` is a leaving.
    pub fn leaves(&self, how: &str) -> bool {
        self.left.iter().any(|one| one == how)
    }

    /// Whether `how` is a change of class.
    pub fn changes(&self, how: &str) -> bool {
        self.changed.iter().any(|one| one == how)
    }
}
