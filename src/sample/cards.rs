//! Report cards and class summaries.

use super::classes::Class;
use super::pupils::{People, Pupil};
use super::rng::Rng;
use super::yaml::{Flow, Yaml};
use super::years::{Year, completion, earlier, year};
use crate::catalogue::Rules;
use crate::record::Period;

/// The school's own name.
pub(super) const SCHOOL: &str = "Trường Tiểu học Hoa Sen";

/// The report cards of one class.
pub(super) fn report_cards(people: &People, rules: &Rules, class: &Class, mut yaml: Yaml) -> Vec<u8> {
    yaml.text("lop", &class.code).open("muc");
    for pupil in people.of_class(class) {
        yaml.item();
        yaml.text("ma_hoc_sinh", &pupil.code).text("so_dinh_danh", &pupil.national).text("ho_ten", &pupil.name);
        yaml.text("gioi_tinh", pupil.sex()).text("ngay_sinh", &pupil.born).text("lop", &class.code);
        yaml.text("dan_toc", pupil.group).text("quoc_tich", "Việt Nam").text("noi_sinh", &pupil.birthplace);
        yaml.text("que_quan", &pupil.native).text("noi_o", &address(&pupil));
        yaml.text("cha", &pupil.father).text("me", &pupil.mother).text("giam_ho", &pupil.guardian);
        yaml.open("qua_trinh");
        for step in &pupil.course {
            if let Some(year) = year(rules, people.seed, &pupil, *step) {
                card_year(people, &pupil, &year, &mut yaml);
            }
        }
        yaml.close();
        let last = pupil.course.last().and_then(|step| year(rules, people.seed, &pupil, *step));
        if class.grade == 5 && last.is_some_and(|y| y.promoted) {
            yaml.text("ngay_tra", &format!("{}-06-05", people.year + 1));
        }
        yaml.close();
    }
    yaml.finish()
}

/// Where a pupil lives.
pub(super) fn address(pupil: &Pupil) -> String {
    format!("{}, xã Mỹ Hiệp, tỉnh Đồng Tháp", pupil.hamlet)
}

fn card_year(people: &People, pupil: &Pupil, year: &Year<'_>, yaml: &mut Yaml) {
    let rng = &mut year.rng.clone();
    let step = year.step;
    let came_now = pupil.came.as_ref().filter(|_| step.year == people.year);
    let elsewhere = pupil.came.is_some() && step.year < people.year;
    yaml.item().text("nam_hoc", &format!("{}-{}", step.year, step.year + 1)).raw("khoi", step.grade);
    let class = if step.year == people.year { pupil.class.clone() } else { format!("{}A", step.grade) };
    yaml.text("lop", &class);
    yaml.text("truong", pupil.came.as_ref().filter(|_| elsewhere).map_or(SCHOOL, |came| came.school));
    if !elsewhere {
        yaml.text("so_dang_bo", &pupil.number);
    }
    if let Some(came) = came_now {
        yaml.text("ngay_vao", &came.date);
    } else if step.year == pupil.course[0].year {
        yaml.text("ngay_vao", &format!("{}-08-29", step.year));
    }
    let age = u32::from((step.year - pupil.born_year).unsigned_abs());
    let build = u32::try_from(pupil.key % 9).unwrap_or(4);
    yaml.raw("chieu_cao", 79 + age * 55 / 10 + build);
    yaml.raw("can_nang", format!("{}.{}", 2 + age * 26 / 10 + build, build));
    yaml.raw("nghi_co_phep", year.absent.0).raw("nghi_khong_phep", year.absent.1);
    if year.individual {
        yaml.raw("ke_hoach_ca_nhan", true);
    }
    yaml.open("mon");
    for subject in &year.subjects {
        let remark = people.words.pick(rng, &format!("nhan_xet.{}.{}", subject.rule.key, subject.level));
        let mut flow = Flow::default().text("mon", &subject.rule.key).text("muc", subject.level);
        if let Some(mark) = subject.mark {
            flow = flow.raw("diem", mark);
        }
        if let Some(first) = subject.first {
            flow = flow.raw("diem_lan_dau", first);
        }
        yaml.flow_item(&flow.text("nhan_xet", remark));
    }
    yaml.close();
    for group in &year.groups {
        yaml.flow(&group.rule.key, &levels(&group.items));
        let remark = people.words.pick(rng, &format!("nhan_xet.{}.{}", group.rule.key, group.lowest()));
        yaml.text(&group.rule.remark, remark);
    }
    ending(people, year, elsewhere, rng, yaml);
}

fn ending(people: &People, year: &Year<'_>, elsewhere: bool, rng: &mut Rng, yaml: &mut Yaml) {
    let last = year.step.year + 1;
    if let Some(result) = year.result {
        yaml.text("ket_qua", result.code());
    }
    yaml.text("danh_hieu", year.title);
    let prize = rng.per_mille(40).then(|| people.words.pick(rng, "thanh_tich"));
    let awards: Vec<&str> = [year.title_words, prize.unwrap_or("")].into_iter().filter(|a| !a.is_empty()).collect();
    if !awards.is_empty() {
        yaml.text("khen_thuong", &format!("{}.", awards.join("; ")));
    }
    if let Some(again) = year.again {
        let remark = if again == "HT" {
            "Hoàn thành sau khi được giúp đỡ trong hè."
        } else {
            "Chưa hoàn thành; cần học lại."
        };
        let flow = Flow::default().text("ngay", &format!("{last}-07-24")).text("ket_qua", again);
        yaml.flow("danh_gia_lai", &flow.text("nhan_xet", remark));
    }
    yaml.raw("len_lop", year.promoted).text("hoan_thanh", &completion(year));
    let teacher = if elsewhere { rng.pick(&people.staff) } else { homeroom(people, year.step.grade) };
    yaml.text("ten_gvcn", &teacher.name).text("ten_hieu_truong", &people.person("Hiệu trưởng").name);
    yaml.text("ngay_ki", &format!("{last}-05-29")).close();
}

fn homeroom(people: &People, grade: u8) -> &super::classes::Person {
    let team = format!("TO{grade}");
    people.staff.iter().find(|p| p.team == team).unwrap_or(&people.staff[0])
}

fn levels(items: &[(&str, &'static str)]) -> Flow {
    items.iter().fold(Flow::default(), |flow, (key, level)| flow.text(key, level))
}

/// The summary of one class at one period.
pub(super) fn summary(people: &People, rules: &Rules, class: &Class, period: Period, mut yaml: Yaml) -> Vec<u8> {
    let (year_of, day) = match period.code() {
        "GK1" => (people.year, "11-07"),
        "CK1" => (people.year + 1, "01-09"),
        "GK2" => (people.year + 1, "03-20"),
        _ => (people.year + 1, "05-28"),
    };
    let day = format!("{year_of}-{day}");
    yaml.text("lop", &class.code).text("thoi_diem", period.code()).text("ngay", &day);
    yaml.text("gvcn", &class.teacher).open("muc");
    for pupil in people.of_class_on(class, &day) {
        let Some(year) = pupil.course.last().and_then(|step| year(rules, people.seed, &pupil, *step)) else { continue };
        yaml.item().text("ma_hoc_sinh", &pupil.code).text("ho_ten", &pupil.name);
        if year.individual {
            yaml.raw("ke_hoach_ca_nhan", true);
        }
        row(&pupil, &year, period, &mut yaml);
        yaml.close();
    }
    yaml.finish()
}

fn row(pupil: &Pupil, year: &Year<'_>, period: Period, yaml: &mut Yaml) {
    let end = period == Period::EndYear;
    let rng = &mut Rng::of(pupil.key, &[4, period as u64, u64::from(year.step.year.unsigned_abs())]);
    let mut subjects = Flow::default();
    for subject in &year.subjects {
        let (level, mark) =
            if end { (subject.level, subject.mark) } else { earlier(rng, subject, year.step.grade, period) };
        let mut flow = Flow::default().text("muc", level);
        if let Some(mark) = mark {
            flow = flow.raw("diem", mark);
        }
        subjects = subjects.sub(&subject.rule.key, &flow);
    }
    yaml.flow("mon", &subjects);
    for group in &year.groups {
        yaml.flow(&group.rule.key, &levels(&group.items));
    }
    let mut notes = Vec::new();
    if year.individual {
        notes.push("Khuyết tật, đánh giá theo kế hoạch giáo dục cá nhân".to_owned());
    } else if !pupil.policy.is_empty() {
        notes.push(pupil.policy.to_owned());
    }
    if end {
        yaml.text("ket_qua", year.result.map_or("", |r| r.code())).text("danh_hieu", year.title);
        if !year.title.is_empty() {
            yaml.raw("khen_thuong", true);
        }
        yaml.raw("len_lop", year.promoted);
        if let Some(again) = year.again {
            let words = if again == "HT" { "Hoàn thành" } else { "Chưa hoàn thành" };
            notes.push(format!("Đánh giá lại ngày 24/7/{}: {words}", year.step.year + 1));
        }
    }
    yaml.text("ghi_chu", &notes.join("; "));
}
