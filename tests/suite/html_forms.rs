//! What the forms of the archive in memory hold: a report card, a table, a document.

use niemphong::render::html::Card;
use niemphong::render::markdown;
use serde_json::{Value, json};

use super::html_site::pick;

pub(super) fn hoc_ba(card: &Card, names: &[&str]) -> Value {
    let pupil = card.pupil.clone().unwrap_or_default();
    let rows = |names: &[&str]| names.iter().map(|n| json!({"name": n, "level": "T"})).collect::<Vec<_>>();
    let year = |grade: u32| {
        json!({
            "regime": "tt27", "nam_hoc": format!("{}-{}", 2020 + grade, 2021 + grade), "lop": format!("{grade}A"), "khoi": grade.to_string(),
            "truong": "Trường Tiểu học Kim Đồng", "chieu_cao": "138 cm", "can_nang": "32 kg", "nghi_co_phep": "2", "nghi_khong_phep": "0",
            "subjects": [
                {"name": "Tiếng Việt", "level": "T", "mark": "9", "remark": "Đọc trôi chảy, viết câu rõ ý."},
                {"name": "Toán", "level": "T", "mark": "10", "remark": "Tính toán nhanh, chính xác."},
                {"name": "Đạo đức", "level": "H", "mark": "", "remark": pick(names, grade as usize)}],
            "blocks": [
                {"title": "2. Những phẩm chất chủ yếu", "rows": rows(&["Yêu nước", "Nhân ái", "Chăm chỉ", "Trung thực", "Trách nhiệm"]), "remark": "Ngoan, lễ phép."},
                {"title": "3. Những năng lực chung", "rows": rows(&["Tự chủ và tự học", "Giao tiếp và hợp tác"]), "remark": pick(names, 2)}],
            "result": "Hoàn thành tốt", "award": "Học sinh Hoàn thành xuất sắc", "completion": "Hoàn thành chương trình lớp; Được lên lớp.",
            "place_date": "Mỹ Hiệp, ngày 29 tháng 5 năm 2026", "teacher": pick(names, 6), "principal": "Trần Văn Đức"})
    };
    json!({
        "type": "hoc_ba",
        "pupil": {"ho_ten": pupil.name, "gioi_tinh": "Nam", "ngay_sinh": "02/03/2015", "ngay_sinh_chu": "ngày 2 tháng 3 năm 2015",
                  "dan_toc": "Kinh", "quoc_tich": "Việt Nam", "so_dinh_danh": "087215000123", "ma_hoc_sinh": pupil.code,
                  "noi_sinh": "Tỉnh Đồng Tháp", "que_quan": pick(names, 1), "noi_o": "Ấp 1, xã Mỹ Hiệp", "cha": pick(names, 3),
                  "me": pick(names, 4), "giam_ho": ""},
        "places": {"xa": "Mỹ Hiệp", "huyen": "", "tinh": "Đồng Tháp"},
        "history": [{"nam_hoc": "2021-2022", "lop": "1A", "truong": "Trường Tiểu học Kim Đồng", "so_dang_bo": "125", "ngay_vao": "05/09/2021"}],
        "years": [year(4), year(5)],
    })
}

pub(super) fn table(card: &Card, names: &[&str]) -> Value {
    let head = |text: &str, cols: u32, rows: u32, rotate: bool| json!({"text": text, "cols": cols, "rows": rows, "rotate": rotate});
    let rows: Vec<Value> = card
        .mentions
        .iter()
        .enumerate()
        .map(|(n, p)| json!([(n + 1).to_string(), p.name, "T", "9", "H", "", pick(names, n)]))
        .collect();
    json!({
        "type": "table", "caption": card.title.to_uppercase(), "subtitle": ["Năm học 2025-2026"], "form_no": "Mẫu 9", "orientation": "landscape",
        "paper": "a4",
        "head": [[head("STT", 1, 2, false), head("Họ và tên", 1, 2, false), head("Tiếng Việt", 2, 1, false), head("Toán", 2, 1, false), head("Ghi chú", 1, 2, false)],
                 [head("Mức", 1, 1, true), head("Điểm", 1, 1, true), head("Mức", 1, 1, true), head("Điểm", 1, 1, true)]],
        "widths": [1, 4, 1, 1, 1, 1, 3], "align": ["right", "left", "center", "center", "center", "center", "left"], "rows": rows,
        "closing": [format!("Bảng này có {} dòng.", rows.len())],
    })
}

pub(super) fn document(card: &Card, names: &[&str]) -> Value {
    // An attacker's Markdown is refused by `markdown::parse`; the tree below is what would be left of the words.
    let mut blocks = markdown::parse(
        "# I. Căn cứ\n\nThực hiện **TT 27/2020/TT-BGDĐT**[^1], xem <https://moet.gov.vn>.\n\n\
         ## 1. Mục tiêu\n\n- Dạy học *hai buổi* mỗi ngày\n- Đủ 35 tuần\n\n\
         | Khối | Số lớp | Học sinh |\n|---|--:|:-:|\n| 5 | 2 | 70 |\n\n\\newpage\n\n# II. Tổ chức\n\n1. Tháng 9\n2. Tháng 10\n\n> Trích dẫn\n\n\
         [^1]: Sửa đổi theo QĐ 2904.\n",
    )
    .unwrap();
    blocks.push(json!({"t": "para", "c": [{"t": "text", "v": pick(names, 0)}, {"t": "code", "v": pick(names, 1)},
                       {"t": "link", "href": pick(names, 6), "c": [{"t": "text", "v": pick(names, 2)}]}]}));
    json!({"type": "document", "number": "Số: 05/KH-THKĐ", "type_title": "KẾ HOẠCH", "subject": card.title, "blocks": blocks,
           "recipients": ["Như trên", "Lưu: VT"], "plain": false})
}
