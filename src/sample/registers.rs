//! The registers: enrolment, movements, awards, documents out and in, the list of files.

use super::cards::{SCHOOL, address};
use super::classes::{FAR_CAMPUS, MAIN_CAMPUS};
use super::pupils::{Move, People, Pupil};
use super::rng::Rng;
use super::yaml::{Flow, Yaml};
use super::years::year;
use crate::catalogue::{Catalogue, Rules};

/// Lines to a volume of a register.
const VOLUME: usize = 1500;

/// Writes a register, in several volumes when it is long.
pub(super) struct Volumes<'a, E> {
    write: &'a mut dyn FnMut(&str, &[u8]) -> Result<(), E>,
    start: &'a dyn Fn() -> Yaml,
    stem: &'a str,
    many: bool,
    open: Option<(Yaml, usize)>,
    number: usize,
}

impl<'a, E> Volumes<'a, E> {
    /// `many`: whether the whole may be more than one volume's worth.
    pub(super) fn new(
        write: &'a mut dyn FnMut(&str, &[u8]) -> Result<(), E>,
        start: &'a dyn Fn() -> Yaml,
        stem: &'a str,
        many: bool,
    ) -> Self {
        Self { write, start, stem, many, open: None, number: 0 }
    }

    /// The document under way, for one more line.
    pub(super) fn line(&mut self) -> Result<&mut Yaml, E> {
        if self.many && self.open.as_ref().is_some_and(|(_, lines)| *lines >= VOLUME) {
            self.flush()?;
        }
        if self.open.is_none() {
            self.number += 1;
            let mut yaml = (self.start)();
            if self.many {
                yaml.text("quyen", &self.number.to_string());
            }
            yaml.open("muc");
            self.open = Some((yaml, 0));
        }
        let (yaml, lines) = self.open.as_mut().expect("opened just above");
        *lines += 1;
        Ok(yaml)
    }

    fn flush(&mut self) -> Result<(), E> {
        let Some((yaml, _)) = self.open.take() else { return Ok(()) };
        let name =
            if self.many { format!("{}-{}.yaml", self.stem, self.number) } else { format!("{}.yaml", self.stem) };
        (self.write)(&name, &yaml.finish())
    }

    /// Writes what is left; an empty register is written too.
    pub(super) fn finish(mut self) -> Result<(), E> {
        if self.number == 0 {
            let mut yaml = (self.start)();
            yaml.list("muc", []);
            return (self.write)(&format!("{}.yaml", self.stem), &yaml.finish());
        }
        self.flush()
    }
}

/// Whether the registers with a line per pupil go into volumes: they are long, and the catalogue knows volumes apart.
pub(super) fn is_long(people: &People, catalogue: &Catalogue) -> bool {
    let apart = catalogue.kind("so_dang_bo").is_some_and(|kind| kind.book_rows.is_some());
    apart && people.pupils_in_all() as usize > VOLUME
}

/// Sổ đăng bộ.
pub(super) fn enrolment<E>(people: &People, rules: &Rules, volumes: &mut Volumes<'_, E>) -> Result<(), E> {
    for pupil in people.on_register() {
        let yaml = volumes.line()?;
        yaml.item().text("so_dang_bo", &pupil.number).text("ma_hoc_sinh", &pupil.code);
        yaml.text("ho_ten", &pupil.name).text("so_dinh_danh", &pupil.national).text("ngay_sinh", &pupil.born);
        yaml.text("gioi_tinh", pupil.sex()).text("noi_sinh", &pupil.birthplace).text("dan_toc", pupil.group);
        yaml.text("que_quan", &pupil.native).text("noi_o", &address(&pupil));
        if pupil.guardian.is_empty() {
            yaml.text("cha", &pupil.father).text("nghe_cha", pupil.father_work);
            yaml.text("me", &pupil.mother).text("nghe_me", pupil.mother_work);
        }
        yaml.text("giam_ho", &pupil.guardian).text("dien_chinh_sach", pupil.policy).text("lop", &pupil.class);
        let came = Flow::default().text("ngay", &pupil.entered());
        yaml.flow(
            "vao_truong",
            &match &pupil.came {
                Some(moved) => came.text("hinh_thuc", "Chuyển đến").text("tu_truong", moved.school),
                None => came.text("hinh_thuc", "Tuyển mới"),
            },
        );
        if let Some(left) = departure(people, rules, &pupil) {
            yaml.flow("roi_truong", &left);
        }
        yaml.close();
    }
    Ok(())
}

fn departure(people: &People, rules: &Rules, pupil: &Pupil) -> Option<Flow> {
    if let Some(left) = &pupil.left {
        let flow = Flow::default().text("ngay", &left.date).text("li_do", leaving(left));
        return Some(if left.gave_up { flow } else { flow.text("den_truong", left.school) });
    }
    let last = pupil.course.last().filter(|_| pupil.grade == 5)?;
    let done = year(rules, people.seed, pupil, *last).is_some_and(|y| y.promoted);
    done.then(|| {
        Flow::default()
            .text("ngay", &format!("{}-05-29", people.year + 1))
            .text("li_do", "Hoàn thành chương trình tiểu học")
    })
}

fn leaving(left: &Move) -> &'static str {
    if left.gave_up { "Thôi học" } else { "Chuyển đi" }
}

/// Sổ theo dõi biến động học sinh.
pub(super) fn movements<E>(people: &People, volumes: &mut Volumes<'_, E>) -> Result<(), E> {
    for pupil in people.on_register() {
        let who = |date: &str, how: &str| {
            let flow = Flow::default().text("ngay", date).text("ma_hoc_sinh", &pupil.code).text("ho_ten", &pupil.name);
            flow.text("ngay_sinh", &pupil.born).text("hinh_thuc", how)
        };
        if pupil.course.len() == 1 && pupil.came.is_none() {
            let entered = pupil.entered();
            let line = who(&entered, "Tuyển mới").text("den_lop", pupil.class_on(&entered));
            volumes.line()?.flow_item(&line);
        }
        if let Some(change) = &pupil.change {
            let line = who(&change.date, "Chuyển lớp").text("tu_lop", &change.from).text("den_lop", &pupil.class);
            volumes.line()?.flow_item(&line.text("li_do", change.reason));
        }
        if let Some(came) = &pupil.came {
            let line = who(&came.date, "Chuyển đến").text("den_lop", &pupil.class).text("truong", came.school);
            volumes.line()?.flow_item(&line.text("li_do", came.reason).text("so_van_ban", &came.paper));
        }
        if let Some(left) = &pupil.left {
            let line = who(&left.date, leaving(left)).text("tu_lop", &pupil.class);
            let line =
                if left.gave_up { line } else { line.text("truong", left.school).text("so_van_ban", &left.paper) };
            volumes.line()?.flow_item(&line.text("li_do", left.reason));
        }
    }
    Ok(())
}

/// Sổ khen thưởng học sinh.
pub(super) fn awards<E>(people: &People, rules: &Rules, volumes: &mut Volumes<'_, E>) -> Result<(), E> {
    let end = format!("{}-05-29", people.year + 1);
    for class in &people.classes {
        for pupil in people.of_class(class) {
            let rng = &mut Rng::of(people.seed, &[5, pupil.key]);
            let who = |date: &str| {
                let flow = Flow::default().text("ngay", date).text("ma_hoc_sinh", &pupil.code);
                flow.text("ho_ten", &pupil.name).text("lop", pupil.class_on(date))
            };
            if rng.per_mille(25) {
                let line = who(&format!("{}-12-{:02}", people.year, 1 + rng.below(20)));
                let line = line.text("hinh_thuc", "Tuyên dương trước toàn trường");
                volumes.line()?.flow_item(&line.text("noi_dung", people.words.pick(rng, "thanh_tich")));
            }
            let last = pupil.course.last().and_then(|step| year(rules, people.seed, &pupil, *step));
            if let Some(year) = last.filter(|y| !y.title.is_empty()) {
                let line = who(&end).text("danh_hieu", year.title).text("hinh_thuc", "Giấy khen của Hiệu trưởng");
                volumes.line()?.flow_item(&line.text("noi_dung", year.title_words).text("so_quyet_dinh", "24/QĐ-THHS"));
            }
        }
    }
    Ok(())
}

/// Documents that the school issued, in order of their numbers: number, type, date, subject.
pub(super) fn issued(people: &People) -> Vec<(String, &'static str, String, String)> {
    let rng = &mut Rng::of(people.seed, &[6]);
    let mut out = Vec::new();
    for (i, month) in [9, 9, 10, 10, 11, 12, 1, 1, 2, 3, 4, 4, 5, 5].into_iter().enumerate() {
        let year = if month > 8 { people.year } else { people.year + 1 };
        let entries = people.words.all("truong_hop_van_ban");
        let mut parts = entries[i % entries.len()].split('|');
        let (kind, sign, subject) =
            (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let number = format!("{:02}/{sign}-THHS", i + 10);
        let first = u32::try_from(i % 2).unwrap_or(0);
        out.push((
            number,
            kind,
            format!("{year}-{month:02}-{:02}", 3 + first * 13 + rng.below(10)),
            subject.to_owned(),
        ));
    }
    out
}

/// Sổ quản lí văn bản đi.
pub(super) fn outgoing(people: &People, mut yaml: Yaml) -> Vec<u8> {
    yaml.open("muc");
    for (number, kind, date, subject) in issued(people) {
        let mut letters = subject.chars();
        let subject: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let line = Flow::default().text("so_ky_hieu", &number).text("ngay", &date).text("ten_loai", kind);
        let line = line.text("trich_yeu", &subject).text("nguoi_ki", &people.person("Hiệu trưởng").name);
        yaml.flow_item(
            &line.text("noi_nhan", "UBND xã Mỹ Hiệp; các tổ; Lưu: VT").text("don_vi_luu", "Văn thư").raw("so_ban", 3),
        );
    }
    yaml.finish()
}

/// Sổ quản lí văn bản đến.
pub(super) fn incoming(people: &People, mut yaml: Yaml) -> Vec<u8> {
    let rng = &mut Rng::of(people.seed, &[7]);
    yaml.open("muc");
    for (i, entry) in people.words.all("van_ban_den").iter().enumerate() {
        let mut parts = entry.split('|');
        let (from, sign, subject) =
            (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let day = 4 + rng.below(20);
        let month = [9, 10, 11, 12][i % 4];
        let date = format!("{}-{month:02}-{day:02}", people.year);
        let line = Flow::default().text("ngay_den", &date).raw("so_den", i + 1).text("tac_gia", from);
        let line = line.text("so_ky_hieu", &format!("{}/{sign}", 100 + rng.below(3000)));
        let line = line.text("ngay", &format!("{}-{month:02}-{:02}", people.year, day - 2)).text("trich_yeu", subject);
        yaml.flow_item(&line.text("nguoi_nhan", "Hiệu trưởng").text("ngay_chuyen", &date));
    }
    yaml.finish()
}

/// Danh mục hồ sơ: every kind of the school's records, at its least term or above.
pub(super) fn file_list(people: &People, kinds: &[(&str, &str, &str)], mut yaml: Yaml) -> Vec<u8> {
    yaml.text("so_ky_hieu", "05/QĐ-THHS").text("ngay", &format!("{}-09-05", people.year));
    yaml.text("nguoi_ki", &people.person("Hiệu trưởng").code).open("muc");
    for (i, (kind, title, term)) in kinds.iter().enumerate() {
        let line = Flow::default().text("so_ho_so", &format!("{:02}.HS", i + 1)).text("tieu_de", title);
        let line = line.list("loai_ho_so", [*kind]).text("thoi_han", term);
        yaml.flow_item(&line.text("nguoi_lap", &people.person("Nhân viên văn thư").name));
    }
    yaml.finish()
}

/// What the school says of itself.
pub(super) fn school(people: &People, mut yaml: Yaml) -> Vec<u8> {
    let (year, after) = (people.year, people.year >= 2025);
    yaml.text("ma_truong", if after { "82760999" } else { "87760999" })
        .text("ten", SCHOOL)
        .text("ten_viet_tat", "THHS");
    yaml.text("loai_hinh", "Công lập").text("ma_tinh", if after { "82" } else { "87" }).text("tinh", "Tỉnh Đồng Tháp");
    yaml.text("huyen", if after { "" } else { "Huyện Cao Lãnh" }).text("xa", "Xã Mỹ Hiệp").text("dia_danh", "Mỹ Hiệp");
    yaml.text("dia_chi", "Ấp Mỹ Đông, xã Mỹ Hiệp, tỉnh Đồng Tháp").text("ngoai_ngu_1", "Tiếng Anh");
    yaml.open("co_quan_chu_quan");
    yaml.flow_item(&Flow::default().text("ten", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN CAO LÃNH").text("den", "2025-06-30"));
    yaml.flow_item(&Flow::default().text("ten", "UBND XÃ MỸ HIỆP").text("tu", "2025-07-01")).close();
    yaml.open("hieu_truong").flow_item(&Flow::default().text("ma", "HT01").text("chuc_vu", "Hiệu trưởng")).close();
    yaml.text("ngay_bat_dau", &format!("{year}-09-05")).text("ngay_het_hoc_ki_1", &format!("{}-01-16", year + 1));
    yaml.text("ngay_ket_thuc", &format!("{}-05-29", year + 1)).text("han_khoa_hoc_ba", &format!("{}-06-30", year + 1));
    let due = |period: &str, day: &str| {
        Flow::default().text("loai", "bang_tong_hop").text("thoi_diem", period).text("han", day)
    };
    yaml.open("han_nop").flow_item(&due("CK1", &format!("{}-01-23", year + 1)));
    yaml.flow_item(&due("CN", &format!("{}-06-05", year + 1))).close();
    if people.classes.iter().any(|class| class.campus.is_some()) {
        yaml.open("diem_truong");
        for (code, name, hamlet) in
            [(MAIN_CAMPUS, "Điểm chính Mỹ Đông", "Ấp Mỹ Đông"), (FAR_CAMPUS, "Điểm lẻ Mỹ Tây", "Ấp Mỹ Tây")]
        {
            let campus = Flow::default().text("ma", code).text("ten", name);
            yaml.flow_item(&campus.text("dia_chi", &format!("{hamlet}, xã Mỹ Hiệp, tỉnh Đồng Tháp")));
        }
        yaml.close();
    }
    yaml.open("to_chuyen_mon");
    for grade in teams(people) {
        let lead = people.classes.iter().find(|c| c.grade == grade).map_or("", |c| c.teacher.as_str());
        let team = Flow::default().text("ma", &format!("TO{grade}")).text("ten", &format!("Tổ khối {grade}"));
        yaml.flow_item(&team.text("to_truong", lead));
    }
    yaml.close().open("nhan_su");
    for person in &people.staff {
        let line = Flow::default().text("ma", &person.code).text("ho_ten", &person.name);
        let line = line.text("gioi_tinh", if person.girl { "Nữ" } else { "Nam" }).text("ngay_sinh", &person.born);
        yaml.flow_item(&line.text("chuc_vu", person.office).text("to", &person.team));
    }
    yaml.close();
    yaml.finish()
}

/// The grades that have a team.
pub(super) fn teams(people: &People) -> Vec<u8> {
    (1..=5).filter(|grade| people.classes.iter().any(|c| c.grade == *grade)).collect()
}

/// The class lists.
pub(super) fn class_lists(people: &People, mut yaml: Yaml) -> Vec<u8> {
    yaml.open("muc");
    for class in &people.classes {
        yaml.item()
            .text("ma", &class.code)
            .raw("khoi", class.grade)
            .text("diem_truong", class.campus.unwrap_or(""))
            .text("gvcn", &class.teacher)
            .text("buoi", "Hai buổi");
        yaml.open("hoc_sinh");
        for pupil in people.of_class(class) {
            let line = Flow::default().text("ma_hoc_sinh", &pupil.code).text("ho_ten", &pupil.name);
            let line = line.text("ngay_sinh", &pupil.born).text("gioi_tinh", pupil.sex()).text("dan_toc", pupil.group);
            yaml.flow_item(&if pupil.individual { line.raw("khuyet_tat", true) } else { line });
        }
        yaml.close().close();
    }
    yaml.finish()
}
