//! The sector's digital report card, as CV 2088/BGDĐT-GDTH v1.0 writes it in XML: a part of `schemas/rules.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::kinds::Title;
use crate::record::Signature;

/// What its XML must hold, and what of it our own data also says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DigitalCard {
    /// The act that describes it.
    pub act: String,
    /// The element that holds one report card.
    pub root: String,
    /// The element that holds several.
    pub list_root: String,
    /// Who signs, in order.
    pub signing_order: Vec<String>,
    /// Signers whose entry may be missing.
    #[serde(default)]
    pub signing_optional: Vec<String>,
    /// Elements that must be there and hold text.
    pub required: Vec<String>,
    /// Elements for which another one answers.
    #[serde(default)]
    pub required_unless: BTreeMap<String, String>,
    /// Elements that were required until a day (ISO).
    pub required_until: BTreeMap<String, String>,
    /// Elements and the key of our index that says the same.
    pub compared: BTreeMap<String, String>,
    /// Elements and the key of our report card's head that says the same.
    pub compared_card: BTreeMap<String, String>,
    /// Their codes of subjects and our keys, where they are more than upper and lower case.
    #[serde(default)]
    pub subjects: BTreeMap<String, String>,
    /// Their elements of qualities and competences, and our `group.item`.
    pub qualities: BTreeMap<String, String>,
    /// Which states of a copy mean what.
    pub states: CopyStates,
    /// What a page calls the signature of a file, by the file's ending.
    signature_labels: BTreeMap<String, Title>,
    /// What a page says of it.
    signature_words: BTreeMap<String, Title>,
}

/// The values of `trang_thai` in `hoc_ba_so` that rules ask for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CopyStates {
    /// A copy that was taken back.
    pub withdrawn: String,
    /// A copy that takes the place of a withdrawn one.
    pub reissued: String,
}

impl DigitalCard {
    /// The element with the code under which a copy is looked up.
    pub const LOOK_UP_CODE: &'static str = "MA_TRA_CUU_UUID";
    /// The element with the result of the year.
    pub const RESULT: &'static str = "KET_QUA_XEP_LOAI";

    /// Every element that is compared with our own data.
    pub fn asked(&self) -> impl Iterator<Item = &str> {
        let compared = [&self.compared, &self.compared_card, &self.qualities];
        let listed = compared.into_iter().flat_map(BTreeMap::keys).map(String::as_str);
        [Self::LOOK_UP_CODE, Self::RESULT].into_iter().chain(listed)
    }

    /// Label and words about a signature in a file of this `ending`; none where nobody looked.
    pub fn about_signature(&self, ending: &str, signature: Signature) -> Option<(&Title, &Title)> {
        let key = match signature {
            Signature::Unasked => return None,
            Signature::Absent => "absent",
            Signature::Present => "present",
            Signature::Unchecked => "unchecked",
            Signature::Weak => "weak",
            Signature::DigestsMatch => "digests_match",
            Signature::FitsBareKey => "fits_bare_key",
            Signature::FitsCertificate => "fits_certificate",
            Signature::Broken => "broken",
            Signature::ValueWrong => "value_wrong",
        };
        self.signature_labels.get(ending).zip(self.signature_words.get(key))
    }
}
