//! Plans, lesson plans, minutes, class teachers' books: Markdown over front matter, from the texts in `texts/`.

use super::classes::Class;
use super::drawing;
use super::kept;
use super::pupils::People;
use super::rng::Rng;
use super::yaml::{Flow, Yaml};

/// Lesson by grade: subject, title, week, periods, text.
const LESSONS: [(&str, &str, u32, u32, &str); 5] = [
    ("toan", "Phép cộng trong phạm vi 10", 10, 2, include_str!("texts/bai_day_1.md")),
    ("tieng_viet", "Đọc: Họa mi hót", 20, 2, include_str!("texts/bai_day_2.md")),
    ("tu_nhien_xa_hoi", "Một số bộ phận của thực vật", 16, 2, include_str!("texts/bai_day_3.md")),
    ("toan", "Nhân với số có hai chữ số", 22, 1, include_str!("texts/bai_day_4.md")),
    ("khoa_hoc", "Cây con mọc lên từ hạt", 18, 2, include_str!("texts/bai_day_5.md")),
];

/// Months and days of the teams' meetings; the school year's order.
const MEETINGS: [(i16, u32, u32); 12] = [
    (0, 9, 12),
    (0, 9, 26),
    (0, 10, 10),
    (0, 10, 24),
    (0, 11, 14),
    (0, 12, 5),
    (1, 1, 9),
    (1, 1, 23),
    (1, 3, 6),
    (1, 3, 27),
    (1, 4, 17),
    (1, 5, 22),
];

fn fill(text: &str, values: &[(&str, String)]) -> String {
    values.iter().fold(text.to_owned(), |text, (key, value)| text.replace(&format!("{{{key}}}"), value))
}

/// Kế hoạch giáo dục nhà trường.
pub(super) fn school_plan(people: &People, mut yaml: Yaml) -> Vec<u8> {
    let year = format!("{}-{}", people.year, people.year + 1);
    let head = people.person("Hiệu trưởng").code.clone();
    let deputy = people.person("Phó Hiệu trưởng").code.clone();
    yaml.text("ma", "KHGD-01").text("ngay", &format!("{}-09-10", people.year)).text("so_ky_hieu", "02/KH-THHS");
    yaml.text("trich_yeu", &format!("Giáo dục nhà trường năm học {year}"));
    yaml.list("noi_nhan", ["UBND xã Mỹ Hiệp", "Các tổ chuyên môn", "Lưu: VT"])
        .list("tep_kem", [APPENDIX])
        .text("nguoi_ki", &head);
    yaml.open("phe_duyet");
    for (who, what, day) in [(&deputy, "Lập", 4), (&head, "Duyệt", 10)] {
        let step = Flow::default().text("nguoi", who).text("viec", what);
        yaml.flow_item(&step.text("ngay", &format!("{}-09-{day:02}", people.year)));
    }
    yaml.close();
    let mut table = "| Khối | Số lớp | Số học sinh | Nữ |\n|:---:|---:|---:|---:|".to_owned();
    let (mut girls_in_all, mut minority, mut disabled) = (0, 0, 0);
    for (grade, (count, girls)) in (1_u8..).zip(by_grade(people)) {
        let classes = people.classes.iter().filter(|c| c.grade == grade);
        girls_in_all += girls;
        table.push_str(&format!("\n| {grade} | {} | {count} | {girls} |", classes.count()));
    }
    for pupil in people.classes.iter().flat_map(|class| people.of_class(class)) {
        minority += u32::from(pupil.group != "Kinh");
        disabled += u32::from(pupil.individual);
    }
    let values = [
        ("nam_hoc", year),
        ("xa", "Xã Mỹ Hiệp".to_owned()),
        ("so_hoc_sinh", people.pupils_in_all().to_string()),
        ("so_lop", people.classes.len().to_string()),
        ("so_nu", girls_in_all.to_string()),
        ("so_dan_toc", minority.to_string()),
        ("so_khuyet_tat", disabled.to_string()),
        ("so_nhan_su", people.staff.len().to_string()),
        ("bang_lop", table),
    ];
    yaml.over(&fill(include_str!("texts/ke_hoach_giao_duc.md"), &values))
}

/// Pupils of each grade, and the girls among them.
fn by_grade(people: &People) -> Vec<(u32, u32)> {
    let of_grade = |grade: u8| {
        let pupils = people.classes.iter().filter(|c| c.grade == grade).flat_map(|class| people.of_class(class));
        pupils.fold((0, 0), |(count, girls), pupil| (count + 1, girls + u32::from(pupil.girl)))
    };
    (1..=5).map(of_grade).collect()
}

/// What goes with the school's plan, beside it.
const APPENDIX: &str = "phu-luc.pdf";

/// The pictures that the texts show, and the file that goes with one of them.
pub(super) fn beside<E>(people: &People, write: &mut dyn FnMut(&str, &[u8]) -> Result<(), E>) -> Result<(), E> {
    write("ke-hoach/hinh/hoc-sinh.png", &drawing::chart(&by_grade(people)))?;
    write("ke-hoach/hinh/san-truong.jpg", &drawing::yard())?;
    let lines = ["PHỤ LỤC KẾ HOẠCH GIÁO DỤC", "Khung thời gian năm học", "(bản mẫu, không phải văn bản thật)"];
    write(&format!("ke-hoach/{APPENDIX}"), &kept::pdf(&lines))?;
    if people.classes.iter().any(|class| class.grade == 3) {
        write("bai-day/hinh/cay.png", &drawing::plant())?;
    }
    Ok(())
}

/// Kế hoạch bài dạy of one class.
pub(super) fn lesson_plan(people: &People, class: &Class, mut yaml: Yaml) -> Vec<u8> {
    let (subject, title, week, periods, text) = LESSONS[usize::from(class.grade) - 1];
    // Week 1 begins on 8 September or near it; a week more is seven days on.
    let (year, month, day) = day_of_week(people.year, week);
    yaml.text("ma", &format!("KHBD-{}-{week:02}", class.code)).text("ngay", &format!("{year}-{month:02}-{day:02}"));
    yaml.text("trich_yeu", title).text("giao_vien", &class.teacher).text("lop", &class.code).raw("khoi", class.grade);
    yaml.text("mon", subject).raw("tuan", week).text("tiet", if periods > 1 { "Tiết 1–2" } else { "Tiết 1" });
    yaml.raw("so_tiet", periods).text("ngay_day", &format!("{year}-{month:02}-{:02}", day + 3));
    yaml.over(text)
}

/// A day in the given week of the school year, early enough in its month that three days later is in it too.
fn day_of_week(first: i16, week: u32) -> (i16, u32, u32) {
    let days = 8 + 7 * (week - 1);
    let lengths = [(0, 9, 30), (0, 10, 31), (0, 11, 30), (0, 12, 31), (1, 1, 31), (1, 2, 28), (1, 3, 31)];
    let mut left = days;
    for (later, month, length) in lengths {
        if left <= length {
            return (first + later, month, left.min(25));
        }
        left -= length;
    }
    (first + 1, 4, 10)
}

/// One meeting of a team, by its number in the year, below [`meetings`].
pub(super) fn minutes(people: &People, grade: u8, meeting: usize, mut yaml: Yaml) -> Vec<u8> {
    let (later, month, day) = MEETINGS[meeting];
    let topics = people.words.all("chu_de_to");
    let topic = topics[meeting % topics.len()];
    let members: Vec<&str> =
        people.staff.iter().filter(|p| p.team == format!("TO{grade}")).map(|p| p.code.as_str()).collect();
    let rng = &mut Rng::of(people.seed, &[8, u64::from(grade), meeting as u64]);
    let away = members.len() > 2 && rng.per_mille(300);
    let (present, absent) = members.split_at(members.len() - usize::from(away));
    yaml.text("ma", &format!("BB-TO{grade}-{:02}", meeting + 1));
    yaml.text("ngay", &format!("{}-{month:02}-{day:02}", people.year + later)).text("trich_yeu", topic);
    yaml.text("to", &format!("TO{grade}")).text("chu_tri", members[0]);
    yaml.text("thu_ki", members.get(1).copied().unwrap_or(members[0]));
    yaml.text("gio_bat_dau", "14:00").text("gio_ket_thuc", "16:10").text("dia_diem", "Phòng họp của trường");
    yaml.list("co_mat", present.iter().copied()).list("vang", absent.iter().copied());
    let study = topic.contains("bài học");
    yaml.text("noi_dung_chinh", if study { "Nghiên cứu bài học" } else { "Sinh hoạt thường kì" });
    let opinions = if away {
        "Không có ý kiến khác."
    } else {
        "- Ý kiến 1: nên chuẩn bị phiếu học tập theo hai mức độ.\n- Ý kiến 2: tăng thời gian cho học sinh tự đánh giá."
    };
    let values = [
        ("chu_de", topic.to_owned()),
        ("co_mat", present.len().to_string()),
        ("vang", absent.len().to_string()),
        ("y_kien", opinions.to_owned()),
    ];
    yaml.over(&fill(include_str!("texts/bien_ban_to.md"), &values))
}

/// How many meetings a team holds in a year.
pub(super) fn meetings() -> usize {
    MEETINGS.len()
}

/// Sổ chủ nhiệm of one class.
pub(super) fn class_book(people: &People, class: &Class, mut yaml: Yaml) -> Vec<u8> {
    let pupils: Vec<_> = people.of_class(class).collect();
    yaml.text("ma", &format!("SCN-{}", class.code)).text("ngay", &format!("{}-05-29", people.year + 1));
    yaml.text("trich_yeu", &format!("Sổ chủ nhiệm lớp {}", class.code))
        .text("lop", &class.code)
        .text("gvcn", &class.teacher);
    let mut contacts = "| Ngày | Học sinh | Hình thức | Nội dung |\n|:---|:---|:---|:---|".to_owned();
    let from_autumn = || pupils.iter().filter(|pupil| pupil.change.is_none());
    for (i, pupil) in from_autumn().step_by(9).enumerate() {
        let (how, what) = [
            ("Gọi điện", "Trao đổi việc luyện đọc, luyện tính ở nhà"),
            ("Gặp trực tiếp", "Thông báo kết quả cuối học kì I, động viên em"),
            ("Thăm gia đình", "Tìm hiểu góc học tập của em ở nhà"),
        ][i % 3];
        contacts.push_str(&format!("\n| {:02}/10/{} | {} | {how} | {what} |", 3 + i, people.year, pupil.name));
    }
    let leaders: Vec<&str> = from_autumn().take(2).map(|p| p.name.as_str()).collect();
    let values = [
        ("lop", class.code.clone()),
        ("si_so", pupils.len().to_string()),
        ("nu", pupils.iter().filter(|p| p.girl).count().to_string()),
        ("ban_can_su", format!("lớp trưởng {}", leaders.join(", lớp phó "))),
        ("lien_he", contacts),
    ];
    yaml.over(&fill(include_str!("texts/so_chu_nhiem.md"), &values))
}
