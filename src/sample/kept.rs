//! Kept files: decisions, and report cards as the sector's system would have signed them. All of them say that they
//! are samples; the signatures are made with a key that anybody has, and say so.

use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

use super::cards::{SCHOOL, address};
use super::pupils::{People, Pupil};
use super::rng::Rng;
use super::signing::signed;
use super::yaml::Yaml;
use super::years::{Year, completion, year};
use crate::catalogue::Rules;

/// What stands above each report card.
const PROLOG: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <!-- TỆP MẪU HƯ CẤU: các trường theo CV 2088/BGDĐT-GDTH phiên bản 1.0; chữ kí ở cuối làm bằng khóa bịa, không có giá trị. -->\n";
/// Every how manieth pupil has a digital report card.
const ONE_IN: u64 = 20;

/// A one-page PDF of plain lines. Its one font is a standard one without Vietnamese letters, so the text has none.
pub(super) fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut text = "BT /F1 12 Tf 60 780 Td 18 TL".to_owned();
    for line in lines {
        let plain = ascii(line).replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        write!(text, " ({plain}) Tj T*").expect("writing to a String can't fail");
    }
    text.push_str(" ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        write!(out, "{} 0 obj\n{object}\nendobj\n", i + 1).expect("writing to a String can't fail");
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).expect("writing to a String can't fail");
    for offset in &offsets {
        writeln!(out, "{offset:010} 00000 n ").expect("writing to a String can't fail");
    }
    let size = offsets.len() + 1;
    write!(out, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n")
        .expect("writing to a String can't fail");
    out.into_bytes()
}

fn ascii(text: &str) -> String {
    let bare = |c: char| match c {
        'Đ' => Some('D'),
        'đ' => Some('d'),
        '–' => Some('-'),
        c => c.is_ascii().then_some(c),
    };
    text.nfd().filter_map(bare).collect()
}

/// The decisions: their list, and each file.
pub(super) fn decisions<E>(
    people: &People,
    mut yaml: Yaml,
    write: &mut dyn FnMut(&str, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let head = people.person("Hiệu trưởng").name.clone();
    let year = format!("{}-{}", people.year, people.year + 1);
    let list = [
        ("QD-01", "01/QĐ-THHS", format!("{}-09-03", people.year), "phân công nhiệm vụ cán bộ, giáo viên, nhân viên"),
        ("QD-05", "05/QĐ-THHS", format!("{}-09-05", people.year), "ban hành Danh mục hồ sơ và Bảng thời hạn lưu trữ"),
        ("QD-09", "09/QĐ-THHS", format!("{}-12-16", people.year), "thành lập Hội đồng kiểm tra cuối học kì I"),
        ("QD-24", "24/QĐ-THHS", format!("{}-05-29", people.year + 1), "khen thưởng học sinh"),
        (
            "QD-25",
            "25/QĐ-THHS",
            format!("{}-05-29", people.year + 1),
            "công nhận học sinh hoàn thành chương trình tiểu học",
        ),
    ];
    yaml.open("muc");
    for (code, number, date, what) in &list {
        let subject = format!("Về việc {what} năm học {year}");
        yaml.item().text("ma", code).text("so_ky_hieu", number).text("ngay", date).text("co_quan", SCHOOL);
        yaml.text("trich_yeu", &subject).text("nguoi_ki", &head).text("chuc_vu_ki", "Hiệu trưởng").raw("so_trang", 1);
        yaml.text("tin_cay", "Gốc điện tử").text("tep", &format!("{code}.pdf")).close();
        let lines =
            ["TEP MAU HU CAU - KHONG CO GIA TRI", SCHOOL, "QUYET DINH", number, date, &subject, "HIEU TRUONG", &head];
        write(&format!("quyet-dinh/{code}.pdf"), &pdf(&lines))?;
    }
    write("quyet-dinh/quyet-dinh.yaml", &yaml.finish())
}

/// The digital report cards of some pupils; one of them withdrawn and issued again.
pub(super) fn digital_cards<E>(
    people: &People,
    rules: &Rules,
    mut yaml: Yaml,
    write: &mut dyn FnMut(&str, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    yaml.open("muc");
    let mut count = 0_u64;
    let mut written = 0_u64;
    for class in &people.classes {
        for pupil in people.of_class(class) {
            count += 1;
            if count % ONE_IN != 1 {
                continue;
            }
            // The sector's form has places for the results of TT 27/2020, and none for what the older rules assess.
            let Some(year) = pupil.course.last().and_then(|step| year(rules, people.seed, &pupil, *step)) else {
                continue;
            };
            if year.result.is_none() {
                continue;
            }
            written += 1;
            let withdrawn = (written == 2).then(|| uuid(people.seed, pupil.key, 1));
            let issues = [(withdrawn.as_deref(), "06-05", "Đã thu hồi"), (Some(""), "06-19", "")];
            for (of, day, state) in issues {
                let id = match of {
                    None => continue,
                    Some("") => uuid(people.seed, pupil.key, 2),
                    Some(id) => id.to_owned(),
                };
                let state = match (state, &withdrawn) {
                    ("", Some(_)) => "Cấp lại",
                    ("", None) => "Đã phát hành",
                    (other, _) => other,
                };
                let date = format!("{}-{day}", people.year + 1);
                yaml.item().text("ma_tra_cuu", &id).text("ma_hoc_sinh", &pupil.code).text("ho_ten", &pupil.name);
                yaml.text("lop", &class.code).text("ngay_phat_hanh", &date).text("trang_thai", state);
                if state == "Cấp lại" {
                    yaml.text("thay_cho", withdrawn.as_deref().unwrap_or(""))
                        .text("li_do", "Cấp lại sau khi sửa nơi sinh.");
                }
                yaml.text("tep_pdf", &format!("{id}.pdf")).text("tep_xml", &format!("{id}.xml")).close();
                let lines = [
                    "TEP MAU HU CAU - THAY CHO BAN PDF HOC BA SO",
                    SCHOOL,
                    &pupil.name,
                    &pupil.code,
                    &class.code,
                    &id,
                    &date,
                ];
                write(&format!("hoc-ba-so/{id}.pdf"), &pdf(&lines))?;
                write(&format!("hoc-ba-so/{id}.xml"), xml(people, &pupil, &year, &id, &date).as_bytes())?;
            }
        }
    }
    if written == 0 {
        return Ok(());
    }
    yaml.close();
    write("hoc-ba-so/hoc-ba-so.yaml", &yaml.finish())
}

/// A UUID of version 4.
fn uuid(seed: u64, key: u64, which: u64) -> String {
    let mut rng = Rng::of(seed, &[9, key, which]);
    let (a, b) = (rng.next(), rng.next());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xfff,
        0x8000 | ((b >> 48) & 0x3fff),
        b & 0xffff_ffff_ffff
    )
}

struct Xml(String);

impl Xml {
    fn tag(&mut self, name: &str, value: &str) -> &mut Self {
        if !value.is_empty() {
            let value = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            writeln!(self.0, "  <{name}>{value}</{name}>").expect("writing to a String can't fail");
        }
        self
    }

    fn raw(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self.0.push('\n');
        self
    }
}

/// The fields of CV 2088/BGDĐT-GDTH, version 1.0.
fn xml(people: &People, pupil: &Pupil, year: &Year<'_>, id: &str, date: &str) -> String {
    let (first, last) = (year.step.year, year.step.year + 1);
    let after = first >= 2025;
    let head = people.person("Hiệu trưởng").name.as_str();
    let mut born = pupil.born.splitn(3, '-');
    let (y, m, d) = (born.next().unwrap_or(""), born.next().unwrap_or(""), born.next().unwrap_or(""));
    let mut xml = Xml(String::new());
    xml.raw("<HOC_BA>").raw(" <THONG_TIN_CHUNG>");
    xml.tag("PHIEN_BAN", "1.0").tag("THONG_TU", "TT27").tag("MA_TRA_CUU_UUID", id);
    xml.tag("TEN_NAM_HOC", &format!("Năm học {first}-{last}")).tag("MA_SO_GIAO_DUC", if after { "82" } else { "87" });
    xml.tag("TEN_SO_GD", "Sở Giáo dục và Đào tạo tỉnh Đồng Tháp")
        .tag("MA_TRUONG", if after { "82760999" } else { "87760999" });
    xml.tag("TEN_TRUONG", SCHOOL).tag("TEN_QUAN_HUYEN", if after { "" } else { "Huyện Cao Lãnh" });
    xml.tag("TEN_XA_PHUONG", "Xã Mỹ Hiệp").tag("TEN_TINH_THANH_PHO", "Tỉnh Đồng Tháp").tag("MA_CAP_HOC", "02");
    xml.tag("SO_SO_DANG_BO", &pupil.number).tag("HO_VA_TEN", &pupil.name).tag("SO_CCCD", &pupil.national);
    xml.tag("MA_HOC_SINH", &pupil.code).tag("GIOI_TINH", pupil.sex()).tag("NGAY_SINH", &format!("{d}/{m}/{y}"));
    xml.tag("CAN_NANG", "27.5").tag("CHIEU_CAO", "130");
    xml.tag("TONG_SO_BUOI_NGHI_CO_PHEP", &year.absent.0.to_string());
    xml.tag("THONG_SO_BUOI_NGHI_KHONG_PHEP", &year.absent.1.to_string());
    xml.tag("NOI_SINH", &pupil.birthplace).tag("QUE_QUAN", &pupil.native).tag("CHO_O_HIEN_NAY", &address(pupil));
    xml.tag("DAN_TOC", pupil.group).tag("QUOC_TICH", "Việt Nam").tag("HO_VA_TEN_CHA", &pupil.father);
    xml.tag("HO_VA_TEN_ME", &pupil.mother).tag("HO_VA_TEN_NGUOI_GIAM_HO", &pupil.guardian);
    xml.tag("TEN_GIAM_HIEU_KY_HOC_BA", head).tag("SO_CCCD_GIAM_HIEU_KY_HOC_BA", "087074000001");
    xml.tag("DIA_DANH_PHAT_HANH_HOC_BA", "Mỹ Hiệp").tag("NGAY_TAO_HOC_BA", &format!("{last}-06-02T08:00:00+07:00"));
    xml.tag("NGAY_KY_PHAT_HANH_HOC_BA", &format!("{date}T15:30:00+07:00"))
        .tag("CHUC_VU_GIAM_HIEU_KY_HOC_BA", "Hiệu trưởng");
    xml.tag("MA_KHOI", &format!("0{}", pupil.grade))
        .tag("TEN_LOP", &pupil.class)
        .tag("NAM_HOC", &format!("{first}-{last}"));
    xml.raw(" </THONG_TIN_CHUNG>").raw(" <DANH_SACH_QUA_TRINH_HOC_TAP>");
    for step in &pupil.course {
        let class = if step.year == first { pupil.class.clone() } else { format!("{}A", step.grade) };
        xml.raw("  <QUA_TRINH_HOC_TAP>").tag("TEN_LOP", &class).tag("TEN_TRUONG", SCHOOL);
        xml.tag("NGAY_TRANG_THAI_CHUYEN_DEN", &format!("{}-09-05T00:00:00+07:00", step.year))
            .raw("  </QUA_TRINH_HOC_TAP>");
    }
    xml.raw(" </DANH_SACH_QUA_TRINH_HOC_TAP>").raw(" <TONG_KET>");
    xml.tag("KET_QUA_XEP_LOAI", year.result.map_or("", |r| r.code()))
        .tag("DUOC_LEN_LOP", if year.promoted { "Có" } else { "Không" });
    xml.tag("NOI_DUNG_HOAN_THANH_CHUONG_TRINH", &completion(year));
    xml.tag("DA_HOAN_THANH_CHUONG_TRINH_LOP_HOC", if year.promoted { "Có" } else { "Không" });
    xml.tag("NOI_DUNG_KHEN_THUONG", year.title_words).tag("NHAN_XET_GVCN", "Ngoan, có ý thức học tập.");
    xml.raw(" </TONG_KET>").raw(" <BANG_DIEM>");
    for subject in &year.subjects {
        xml.raw("  <MON_HOC>")
            .tag("MA_MON_HOC", &subject.rule.key.to_uppercase())
            .tag("TEN_MON_HOC", &subject.rule.name);
        xml.tag("MUC_DAT_DUOC", subject.level)
            .tag("DIEM_KIEM_TRA_DINH_KY", &subject.mark.map_or_else(String::new, |m| m.to_string()));
        xml.raw("  </MON_HOC>");
    }
    xml.raw(" </BANG_DIEM>").raw(" <NANG_LUC_PHAM_CHAT>");
    for group in &year.groups {
        let qualities = group.rule.key == "pham_chat";
        for (key, level) in &group.items {
            let name = match (*key, qualities) {
                ("gqvd_sang_tao", _) => "NANG_LUC_GIAI_QUYET_VAN_DE_SANG_TAO".to_owned(),
                (key, true) => format!("PHAM_CHAT_{}", key.to_uppercase()),
                (key, false) => format!("NANG_LUC_{}", key.to_uppercase()),
            };
            xml.tag(&name, level);
        }
        let remark = people.words.all(&format!("nhan_xet.{}.{}", group.rule.key, group.lowest())).first().copied();
        xml.tag(&group.rule.remark.to_uppercase(), remark.unwrap_or(""));
    }
    xml.raw(" </NANG_LUC_PHAM_CHAT>").raw(" <DANH_SACH_THONG_TIN_KY>");
    for (who, day, card) in [("GVCN", "06-03T09:10", "087177000002"), ("CBQL", "06-04T10:20", "087074000001")] {
        xml.raw(&format!("  <{who}>"))
            .tag("NGAY_KY", &format!("{last}-{day}:00+07:00"))
            .tag("SO_CCCD", card)
            .raw(&format!("  </{who}>"));
    }
    let time = format!("{date}T15:30:00+07:00");
    xml.raw("  <KY_PHAT_HANH>").tag("NGAY_KY", &time).raw("  </KY_PHAT_HANH>").raw(" </DANH_SACH_THONG_TIN_KY>");
    signed(PROLOG, &xml.0, "</HOC_BA>", &time)
}
