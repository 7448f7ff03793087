//! By what right a person signs (NĐ 30/2020/NĐ-CP, Điều 13 and Phụ lục I, mục II.7): a part of `schemas/rules.yaml`.

use serde::Deserialize;

/// Offices and rights as signature blocks print them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SigningRights {
    /// The office of the head where the school names none, `Hiệu trưởng`.
    pub office: String,
    /// What the office of an acting head begins with, `Quyền `.
    pub acting: String,
    /// What the office of a deputy begins with.
    pub deputy: String,
    /// On whose behalf the head signs where a record names nobody.
    pub body: String,
    /// The marks.
    pub rights: Rights,
}

/// The marks before an office, each one value of `quyen_han`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Rights {
    /// On behalf of a body, `TM.`.
    pub collective: String,
    /// In the head's place, `KT.`.
    pub deputy: String,
    /// By the head's order, `TL.`.
    pub order: String,
    /// By the head's delegation, `TUQ.`.
    pub delegation: String,
    /// Acting as the head, `Q.`.
    pub acting: String,
}
