//! By what right a person signs (NĐ 30/2020/NĐ-CP, Điều 13 and Phụ lục I, mục II.7): `TM.`, `KT.`, `TL.`, `TUQ.`, `Q.`.

use super::{Setting, exported};
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
    of(exported(record, "quyen_han"), told, own, head_signs, office)
}

fn of(right: &str, told: &str, own: &str, head_signs: bool, office: &str) -> (String, String) {
    let head = office.strip_prefix("QUYỀN ").unwrap_or(office);
    let bears = if told.is_empty() { own } else { told }.to_uppercase();
    let alone = if head.len() < office.len() { format!("Q. {head}") } else { office.to_owned() };
    match right {
        // `Hội đồng trường / Chủ tịch`: on whose behalf, and as what.
        "TM." => match bears.split_once('/') {
            Some((body, title)) => (format!("TM. {}", body.trim()), title.trim().to_owned()),
            None => ("TM. NHÀ TRƯỜNG".to_owned(), if bears.is_empty() { alone } else { bears }),
        },
        "Q." => (String::new(), format!("Q. {head}")),
        "KT." | "TL." | "TUQ." => (format!("{right} {head}"), bears),
        _ if head_signs => (String::new(), if told.is_empty() { alone } else { bears }),
        _ if bears.starts_with("PHÓ HIỆU TRƯỞNG") => (format!("KT. {head}"), bears),
        _ if bears.is_empty() => (String::new(), office.to_owned()),
        _ => (String::new(), bears),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_right_has_its_lines() {
        let shown = |right, told, own, head| {
            let (authority, title) = of(right, told, own, head, "HIỆU TRƯỞNG");
            format!("{authority}|{title}")
        };
        assert_eq!(shown("", "", "Hiệu trưởng", true), "|HIỆU TRƯỞNG");
        assert_eq!(shown("", "", "Phó Hiệu trưởng", false), "KT. HIỆU TRƯỞNG|PHÓ HIỆU TRƯỞNG");
        assert_eq!(shown("KT.", "Phó Hiệu trưởng", "", false), "KT. HIỆU TRƯỞNG|PHÓ HIỆU TRƯỞNG");
        assert_eq!(shown("TL.", "Tổ trưởng Tổ văn phòng", "", false), "TL. HIỆU TRƯỞNG|TỔ TRƯỞNG TỔ VĂN PHÒNG");
        assert_eq!(shown("TUQ.", "", "Nhân viên văn thư", false), "TUQ. HIỆU TRƯỞNG|NHÂN VIÊN VĂN THƯ");
        assert_eq!(shown("TM.", "Hội đồng trường / Chủ tịch", "", true), "TM. HỘI ĐỒNG TRƯỜNG|CHỦ TỊCH");
        assert_eq!(shown("Q.", "", "", true), "|Q. HIỆU TRƯỞNG");
        assert_eq!(of("", "", "", true, "QUYỀN HIỆU TRƯỞNG"), (String::new(), "Q. HIỆU TRƯỞNG".to_owned()));
        assert_eq!(of("KT.", "", "Phó Hiệu trưởng", false, "QUYỀN HIỆU TRƯỞNG").0, "KT. HIỆU TRƯỞNG");
    }
}
