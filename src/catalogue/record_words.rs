//! Words inside records, which checks and papers need as well as prints: a part of `schemas/rules.yaml`.

use serde::Deserialize;

/// What records print of values that are no texts of their own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordWords {
    /// A value that holds.
    pub yes: String,
    /// A value that doesn't.
    pub no: String,
    /// A book of a register, with a place for `{so}`.
    pub book: String,
    /// A class behind a title, with a place for `{lop}`.
    pub in_class: String,
    /// What the recipients' line about the school's own copy begins with (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.9).
    pub own_copy_mark: String,
    /// That line, where a record has none.
    pub own_copy: String,
    /// A second assessment, with places for `{ket_qua}` and `{nhan_xet}`.
    pub reassessed: String,
}
