//! By what right a person signs (NĐ 30/2020/NĐ-CP, Điều 13 and Phụ lục I, mục II.7): `TM.`, `KT.`, `TL.`, `TUQ.`, `Q.`.

use super::{Setting, exported};
use crate::catalogue::SigningRights;
use crate::record::Record;

/// The two lines over a signature in the principal's place: the right, and the office of who signs.
///
/// `quyen_han` and `chuc_vu_ki` of the record decide; where they are silent, a deputy signs `KT.`, and whoever else
/// than the head signs bears their own office.
pub(super) fn lines(
    name: &str,
    head_signs: bool,
    office: &str,
    record: &Record,
    setting: &Setting<'_>,
) -> (String, String) {
    let staff = &setting.context.school.staff;
    let own = staff.iter().find(|one| one.name == name).map_or("", |one| one.office.as_str());
    let told = exported(record, "chuc_vu_ki");
    of(exported(record, "quyen_han"), told, own, head_signs, office, &setting.catalogue.rules.signing)
}

fn of(right: &str, told: &str, own: &str, head_signs: bool, office: &str, signing: &SigningRights) -> (String, String) {
    let head = office.strip_prefix(signing.acting.to_uppercase().as_str()).unwrap_or(office);
    let bears = if told.is_empty() { own } else { told }.to_uppercase();
    let marks = &signing.rights;
    let acting = || format!("{} {head}", marks.acting);
    let alone = if head.len() < office.len() { acting() } else { office.to_owned() };
    // `Hội đồng trường / Chủ tịch`: on whose behalf, and as what.
    if right == marks.collective {
        let (body, title) = match bears.split_once('/') {
            Some((body, title)) => (body.trim().to_owned(), title.trim().to_owned()),
            None => (signing.body.to_uppercase(), if bears.is_empty() { alone } else { bears }),
        };
        return (format!("{} {body}", marks.collective), title);
    }
    if right == marks.acting {
        return (String::new(), acting());
    }
    if [&marks.deputy, &marks.order, &marks.delegation].iter().any(|mark| *mark == right) {
        return (format!("{right} {head}"), bears);
    }
    match bears.as_str() {
        _ if head_signs => (String::new(), if told.is_empty() { alone } else { bears }),
        "" => (String::new(), office.to_owned()),
        deputy if deputy.starts_with(&signing.deputy.to_uppercase()) => (format!("{} {head}", marks.deputy), bears),
        _ => (String::new(), bears),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;
    use crate::catalogue::Catalogue;

    #[test]
    fn each_right_has_its_lines() {
        let signing = Catalogue::load(&Assets::embedded()).unwrap().rules.signing;
        let shown = |right, told, own, head| {
            let (authority, title) = of(right, told, own, head, "HIỆU TRƯỞNG", &signing);
            format!("{authority}|{title}")
        };
        assert_eq!(shown("", "", "Hiệu trưởng", true), "|HIỆU TRƯỞNG");
        assert_eq!(shown("", "", "Phó Hiệu trưởng", false), "KT. HIỆU TRƯỞNG|PHÓ HIỆU TRƯỞNG");
        assert_eq!(shown("KT.", "Phó Hiệu trưởng", "", false), "KT. HIỆU TRƯỞNG|PHÓ HIỆU TRƯỞNG");
        assert_eq!(shown("TL.", "Tổ trưởng Tổ văn phòng", "", false), "TL. HIỆU TRƯỞNG|TỔ TRƯỞNG TỔ VĂN PHÒNG");
        assert_eq!(shown("TUQ.", "", "Nhân viên văn thư", false), "TUQ. HIỆU TRƯỞNG|NHÂN VIÊN VĂN THƯ");
        assert_eq!(shown("TM.", "Hội đồng trường / Chủ tịch", "", true), "TM. HỘI ĐỒNG TRƯỜNG|CHỦ TỊCH");
        assert_eq!(shown("Q.", "", "", true), "|Q. HIỆU TRƯỞNG");
        assert_eq!(of("", "", "", true, "QUYỀN HIỆU TRƯỞNG", &signing), (String::new(), "Q. HIỆU TRƯỞNG".to_owned()));
        assert_eq!(of("KT.", "", "Phó Hiệu trưởng", false, "QUYỀN HIỆU TRƯỞNG", &signing).0, "KT. HIỆU TRƯỞNG");
    }
}
