//! The other kinds that a school keeps: lists made of pupils here, and fixed texts from `more.txt`.

use super::classes::Class;
use super::kept::pdf;
use super::pupils::{People, Pupil};
use super::rng::Rng;
use super::yaml::{Flow, Yaml};
use super::years::year;
use crate::catalogue::Rules;

/// Where a file goes.
type Write<'a, E> = &'a mut dyn FnMut(&str, &[u8]) -> Result<(), E>;

/// Lists that are made of the pupils.
pub(super) fn lists<E>(
    people: &People,
    rules: &Rules,
    start: &dyn Fn(&str, usize) -> Yaml,
    write: Write<'_, E>,
) -> Result<(), E> {
    let after = people.year + 1;
    let mut lists: Vec<(&str, &str, Yaml)> = [
        ("so/tuyen-sinh.yaml", "tuyen_sinh"),
        ("so/chuyen-truong.yaml", "chuyen_truong"),
        ("so/hoan-thanh.yaml", "hoan_thanh_chuong_trinh"),
        ("so/tra-hoc-ba.yaml", "tra_hoc_ba"),
        ("so/khuyet-tat.yaml", "hoc_sinh_khuyet_tat"),
        ("so/ki-luat.yaml", "ki_luat"),
    ]
    .into_iter()
    .map(|(path, kind)| (path, kind, start(kind, 1)))
    .collect();
    let mut rows: Vec<Vec<Flow>> = lists.iter().map(|_| Vec::new()).collect();
    for pupil in people.on_register() {
        let named = |flow: Flow| flow.text("ma_hoc_sinh", &pupil.code).text("ho_ten", &pupil.name);
        if pupil.course.len() == 1 && pupil.came.is_none() {
            let flow = named(Flow::default()).text("ngay_sinh", &pupil.born).text("gioi_tinh", pupil.sex());
            rows[0].push(
                flow.text("mau_giao", "Trường Mầm non Mỹ Hiệp")
                    .text("ngay_nhan", &format!("{}-07-10", people.year))
                    .text("lop", pupil.class_on(&pupil.entered())),
            );
        }
        for (moved, way) in [(&pupil.came, "Chuyển đến"), (&pupil.left, "Chuyển đi")] {
            if let Some(moved) = moved.as_ref().filter(|m| !m.gave_up) {
                let flow =
                    named(Flow::default().text("ngay", &moved.date)).text("huong", way).text("lop", &pupil.class);
                let papers = "Đơn của cha mẹ học sinh, học bạ, giấy giới thiệu chuyển trường";
                rows[1]
                    .push(flow.text("truong", moved.school).text("giay_to", papers).text("so_van_ban", &moved.paper));
            }
        }
        if is_complete(people, rules, &pupil) {
            let flow = named(Flow::default()).text("ngay_sinh", &pupil.born).text("gioi_tinh", pupil.sex());
            let flow = flow.text("noi_sinh", &pupil.birthplace).text("dan_toc", pupil.group).text("lop", &pupil.class);
            rows[2].push(flow.text("so_quyet_dinh", "25/QĐ-THHS"));
            let (who, kin) = match (pupil.mother.as_str(), pupil.guardian.as_str()) {
                ("", guardian) => (guardian, "Giám hộ"),
                (mother, _) => (mother, "Mẹ"),
            };
            let flow = named(Flow::default().text("ngay", &format!("{after}-06-05"))).text("lop", &pupil.class);
            rows[3].push(
                flow.text("li_do", "Hoàn thành chương trình tiểu học").text("nguoi_nhan", who).text("quan_he", kin),
            );
        }
        if pupil.individual {
            let flow = named(Flow::default()).text("ngay_sinh", &pupil.born).text("lop", &pupil.class);
            let flow = flow.text("dang_tat", "Trí tuệ").text("muc_do", "Nhẹ");
            rows[4].push(flow.text("ho_tro", "Kế hoạch giáo dục cá nhân, giảm nội dung, ngồi gần giáo viên"));
        }
        let rng = &mut Rng::of(people.seed, &[10, pupil.key]);
        if pupil.left.is_none() && rng.per_mille(4) {
            let day = format!("{}-11-{:02}", people.year, 3 + rng.below(20));
            let flow = named(Flow::default().text("ngay", &day))
                .text("lop", pupil.class_on(&day))
                .raw("muc_vi_pham", 1)
                .text("noi_dung", "Trêu chọc bạn trong giờ ra chơi");
            rows[5].push(
                flow.text("bien_phap", "Nhắc nhở")
                    .text("ho_tro", "Giáo viên chủ nhiệm trò chuyện, hướng dẫn xin lỗi bạn"),
            );
        }
    }
    for ((path, _, yaml), rows) in lists.drain(..).zip(rows) {
        write(path, &rows_of(yaml, &rows))?;
    }
    for class in &people.classes {
        write(&format!("so/suc-khoe-{}.yaml", class.code), &health(people, class, start("so_suc_khoe", 1)))?;
    }
    let pupils = people.classes.iter().flat_map(|class| people.of_class(class).map(move |p| (class, p)));
    for (class, pupil) in pupils.filter(|(_, p)| p.individual).take(3) {
        let name = format!("chu-nhiem/ca-nhan-{}.md", pupil.code);
        write(&name, &individual_plan(people, class, &pupil, start("ke_hoach_ca_nhan", 1)))?;
    }
    Ok(())
}

fn is_complete(people: &People, rules: &Rules, pupil: &Pupil) -> bool {
    let last = pupil.course.last().filter(|_| pupil.grade == 5 && pupil.left.is_none());
    last.and_then(|step| year(rules, people.seed, pupil, *step)).is_some_and(|y| y.promoted)
}

fn rows_of(mut yaml: Yaml, rows: &[Flow]) -> Vec<u8> {
    if rows.is_empty() {
        yaml.list("muc", []);
    } else {
        yaml.open("muc");
        rows.iter().for_each(|row| {
            yaml.flow_item(row);
        });
    }
    yaml.finish()
}

fn health(people: &People, class: &Class, mut yaml: Yaml) -> Vec<u8> {
    let day = format!("{}-10-15", people.year);
    yaml.text("lop", &class.code).open("muc");
    for pupil in people.of_class_on(class, &day) {
        let rng = &mut Rng::of(people.seed, &[11, pupil.key]);
        let age = u32::from((people.year - pupil.born_year).unsigned_abs());
        let build = rng.below(9);
        let flow = Flow::default().text("ma_hoc_sinh", &pupil.code).text("ho_ten", &pupil.name);
        let flow = flow.text("ngay_kham", &day).raw("chieu_cao", 79 + age * 55 / 10 + build);
        let flow = flow
            .raw("can_nang", 2 + age * 26 / 10 + build)
            .text("mat", if rng.per_mille(90) { "Cận nhẹ" } else { "Bình thường" });
        let flow = flow.text("rang", if rng.per_mille(250) { "Sâu răng" } else { "Bình thường" });
        yaml.flow_item(&flow.text("ket_luan", "Đủ sức khỏe học tập"));
    }
    yaml.finish()
}

fn individual_plan(people: &People, class: &Class, pupil: &Pupil, mut yaml: Yaml) -> Vec<u8> {
    yaml.text("ma", &format!("KHCN-{}", pupil.code)).text("ngay", &format!("{}-09-20", people.year));
    yaml.text("trich_yeu", &format!("Kế hoạch giáo dục cá nhân năm học {}-{}", people.year, people.year + 1));
    yaml.text("ma_hoc_sinh", &pupil.code).text("lop", &class.code).text("nguoi_lap", &class.teacher);
    yaml.over(include_str!("texts/ke_hoach_ca_nhan.md"))
}

/// The fixed texts of `more.txt`: once, or for every class or team where the path says so.
pub(super) fn texts<E>(people: &People, start: &dyn Fn(&str, usize) -> Yaml, write: Write<'_, E>) -> Result<(), E> {
    for section in include_str!("more.txt").split("=== ").filter(|s| !s.is_empty()) {
        let (head, text) = section.split_once('\n').unwrap_or((section, ""));
        let (path, kind) = head.split_once(' ').unwrap_or((head, ""));
        for values in settings(people, path) {
            let path = fill(path, &values);
            let text = fill(text, &values);
            let yaml = start(kind, 1).finish();
            let mut bytes = Vec::new();
            if path.ends_with(".md") {
                let (front, body) = text.split_once("---\n").unwrap_or((&text, ""));
                for part in ["---\n".as_bytes(), &yaml, front.as_bytes(), b"---\n\n", body.as_bytes()] {
                    bytes.extend_from_slice(part);
                }
            } else {
                bytes = yaml;
                bytes.extend_from_slice(text.as_bytes());
            }
            write(&path, &bytes)?;
            for name in text.lines().filter_map(|l| l.trim().strip_prefix("tep: ")) {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                write(&format!("{folder}/{name}"), &pdf(&["TEP MAU HU CAU - KHONG CO GIA TRI", name]))?;
            }
        }
    }
    Ok(())
}

fn fill(text: &str, values: &[(&str, String)]) -> String {
    let mut out = text.to_owned();
    for (key, value) in values {
        let mark = format!("«{key}»");
        if out.contains(&mark) {
            out = out.replace(&mark, value);
        }
    }
    out
}

/// What stands for the marks of a text: one setting for each class, for each team, or one.
fn settings(people: &People, path: &str) -> Vec<Vec<(&'static str, String)>> {
    let code = |office: &str| people.person(office).code.clone();
    let setting = |class: &Class| {
        let teacher = people.staff.iter().find(|p| p.code == class.teacher).unwrap_or(&people.staff[0]);
        vec![
            ("nam_hoc", format!("{}-{}", people.year, people.year + 1)),
            ("nam", people.year.to_string()),
            ("sau", (people.year + 1).to_string()),
            ("moi", (people.year - 6).to_string()),
            ("truong", super::cards::SCHOOL.to_owned()),
            ("tat", "THHS".to_owned()),
            ("ht", code("Hiệu trưởng")),
            ("ht_ten", people.person("Hiệu trưởng").name.clone()),
            ("ph", code("Phó Hiệu trưởng")),
            ("vt", code("Nhân viên văn thư")),
            ("tpt", code("Tổng phụ trách Đội")),
            ("lop", class.code.clone()),
            ("lop1", people.classes[0].code.clone()),
            ("khoi", class.grade.to_string()),
            ("gv", teacher.code.clone()),
            ("gv_ten", teacher.name.clone()),
            ("to", format!("TO{}", class.grade)),
            ("to_truong", teacher.code.clone()),
        ]
    };
    if path.contains("«lop»") {
        people.classes.iter().map(setting).collect()
    } else if path.contains("«to»") {
        let grades = super::registers::teams(people);
        grades.iter().filter_map(|grade| people.classes.iter().find(|c| c.grade == *grade)).map(setting).collect()
    } else {
        people.classes.first().map(setting).into_iter().collect()
    }
}
