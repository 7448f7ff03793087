//! The nine forms of the class summary (TT 27/2020/TT-BGDĐT, Phụ lục 2; QĐ 2904): each with its number and its columns;
//! and the classes and years under the older rules (VBHN 03/2016).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use niemphong::assets::Assets;
use niemphong::catalogue::Catalogue;
use niemphong::check::{self, Rulebook};
use niemphong::classify::{Schedule, classify};
use niemphong::read::{self, Shape};
use niemphong::record::{Body, Context, Period, Record};
use niemphong::render::view::{Files, Setting, view};
use niemphong::words::Words;
use serde_json::Value;

use super::checking::{NOTHING_MORE, check, rulebook};
use super::sample_school::{lay, make};

fn form(record: &Record, catalogue: &Catalogue, context: &Context) -> Value {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::load(&Assets::embedded()).unwrap());
    let decision = classify(record, &Schedule { catalogue, own: &[], own_act: "" });
    let setting =
        Setting { words: &WORDS, catalogue, context, archive: "vn/82/1/2025-2026", sealed_at: "", system: "" };
    view(record, &decision, Files { kept: &[], pictures: &[] }, "", &setting).unwrap()["form"].clone()
}

/// An export folder: what it says of the school, and the records of its files.
struct School {
    book: Rulebook,
    context: Context,
    root: PathBuf,
}

impl School {
    fn at(root: PathBuf) -> Self {
        let book = rulebook();
        let context = check(&root, &book).context.expect("a school and its classes");
        Self { book, context, root }
    }

    fn sample() -> Self {
        Self::at(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/kim-dong/2025-2026"))
    }

    /// The records of one kind, each with the name of its file without folder and ending.
    fn records(&self, kind: &str) -> Vec<(String, Record)> {
        let kind = self.book.catalogue.kind(kind).unwrap();
        let mut out = Vec::new();
        for entry in read::survey(&self.root).unwrap().entries.iter().filter(|e| e.shape == Shape::Yaml) {
            let (document, _) = read::document(entry).unwrap();
            if document.root.text_at("loai") == Some(kind.name.as_str()) {
                let name = Path::new(&entry.name).file_stem().unwrap().to_str().unwrap().to_owned();
                let records = check::records(&document, kind, &self.book.catalogue, &self.context, NOTHING_MORE);
                out.extend(records.into_iter().map(|record| (name.clone(), record)));
            }
        }
        out
    }

    /// The summary of a class and period, `3A-CN`.
    fn summary(&self, name: &str) -> Record {
        self.records("bang_tong_hop").into_iter().find(|(known, _)| known == name).expect("its file").1
    }

    fn form(&self, record: &Record) -> Value {
        form(record, &self.book.catalogue, &self.context)
    }
}

/// The headings of a form, each column as its path from the top.
fn columns(form: &Value) -> Vec<String> {
    let rows = form["head"].as_array().unwrap();
    let width = form["widths"].as_array().unwrap().len();
    let mut paths = vec![Vec::<String>::new(); width];
    let mut taken = vec![0_u64; width];
    for (level, row) in rows.iter().enumerate() {
        let mut at = 0;
        for cell in row.as_array().unwrap() {
            while taken[at] > level as u64 {
                at += 1;
            }
            let (cols, down) = (cell["cols"].as_u64().unwrap() as usize, cell["rows"].as_u64().unwrap());
            for column in at..at + cols {
                paths[column].push(cell["text"].as_str().unwrap().to_owned());
                taken[column] = level as u64 + down;
            }
            at += cols;
        }
    }
    paths.into_iter().map(|p| p.join(" / ")).collect()
}

#[test]
fn each_of_the_nine_forms_has_its_columns() {
    let school = School::sample();
    let mut seen = BTreeSet::new();
    for (name, record) in school.records("bang_tong_hop") {
        let form = school.form(&record);
        let columns = columns(&form);
        let has = |wanted: &str| columns.iter().any(|c| c.contains(wanted));
        let marked: Vec<&str> =
            columns.iter().filter(|c| c.ends_with("/ Điểm KTĐK")).map(|c| c.split(" / ").nth(1).unwrap()).collect();
        let number = form["form_no"].as_str().unwrap().to_owned();
        let (class, period) = name.split_once('-').unwrap();
        let grade = class.as_bytes()[0] - b'0';
        let band = match grade {
            1 | 2 => 0,
            3 => 3,
            _ => 6,
        };
        let due = band
            + match period {
                "CK1" => 2,
                "CN" => 3,
                _ => 1,
            };
        assert_eq!(number, format!("Mẫu {due}"), "{}", name);
        let tested: &[&str] = match due {
            1 | 4 => &[],
            2 | 3 => &["Tiếng Việt", "Toán"],
            5 | 6 => &["Tiếng Việt", "Toán", "Ngoại ngữ 1", "(Tin học)", "(Công nghệ)"],
            7 => &["Tiếng Việt", "Toán"],
            _ => &["Tiếng Việt", "Toán", "Ngoại ngữ 1", "Lịch sử và Địa lí", "Khoa học", "(Tin học)", "(Công nghệ)"],
        };
        assert_eq!(marked.len(), tested.len(), "{}: {marked:?}", name);
        for (found, wanted) in marked.iter().zip(tested) {
            assert!(found.contains(wanted), "{}: {marked:?}", name);
        }
        let end = due % 3 == 0;
        for column in ["Đánh giá kết quả giáo dục / Hoàn thành xuất sắc", "Khen thưởng", "Chưa được lên lớp"]
        {
            assert_eq!(has(column), end, "{}: {column}", name);
        }
        // Five qualities, three general and seven specific competences, whatever the grade.
        for (group, count) in [("Phẩm chất chủ yếu", 5), ("Năng lực chung", 3), ("Năng lực đặc thù", 7)]
        {
            assert_eq!(columns.iter().filter(|c| c.starts_with(group)).count(), count, "{}: {group}", name);
        }
        assert_eq!(has("Tin học và Công nghệ (Tin học)"), grade >= 3, "{}", name);
        assert_eq!((columns[0].as_str(), columns[1].as_str()), ("STT", "Họ và tên"));
        assert_eq!(columns.last().unwrap(), "Ghi chú");
        seen.insert(due);
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), (1..=9).collect::<Vec<_>>(), "the sample lacks a form");
}

/// The columns of a form as `schemas/rules.yaml` has them, each as its path from the top.
fn due(rules: &Value, grade: u8, period: Period, languages: &BTreeMap<String, String>) -> (String, Vec<String>) {
    let forms = &rules["summary_forms"];
    let has = |list: &Value, one: &Value| list.as_array().is_some_and(|all| all.contains(one));
    let all = forms["forms"].as_array().unwrap();
    let fits = |form: &&Value| has(&form["grades"], &grade.into()) && has(&form["periods"], &period.code().into());
    let form = all.iter().find(fits).unwrap();
    let regime = rules["regimes"].as_array().unwrap().iter().find(|one| one["code"] == forms["regime"]).unwrap();
    let word = |key: &str| forms["words"][key].as_str().unwrap().to_owned();
    let (text, list) = (|node: &Value| node.as_str().unwrap().to_owned(), |node: &Value| node.as_array().cloned());
    let mut columns = vec![word("number"), word("name")];
    for subject in list(&regime["subjects"]).unwrap().iter().filter(|one| has(&one["grades"], &grade.into())) {
        let language = subject["language_of"].as_str().and_then(|key| languages.get(key)).filter(|one| !one.is_empty());
        let name = language.map_or_else(String::new, |one| format!(" ({one})"));
        let path = format!("{} / {}{name}", word("subjects"), text(&subject["column"]));
        if has(&subject["tests"][period.code()], &grade.into()) {
            columns.extend(["level", "mark"].map(|key| format!("{path} / {}", word(key))));
        } else {
            columns.push(path);
        }
    }
    for group in list(&regime["qualities"]).unwrap() {
        let items = list(&group["items"]).unwrap();
        columns.extend(items.iter().map(|one| format!("{} / {}", text(&group["column"]["vi"]), text(&one["name"]))));
    }
    if form["result"] == true {
        let results = list(&regime["results"]).unwrap();
        columns.extend(results.iter().map(|one| format!("{} / {}", word("result"), text(&one["title"]["vi"]))));
        columns.extend([word("award"), word("not_promoted")]);
    }
    columns.push(word("note"));
    (text(&form["form"]), columns)
}

#[test]
fn every_grade_and_period_prints_the_columns_of_the_data() {
    let school = School::sample();
    let mut record = school.summary("3A-CN");
    let rules: Value = serde_yaml::from_str(Assets::embedded().text("schemas/rules.yaml").unwrap()).unwrap();
    let mut seen = BTreeSet::new();
    for (grade, period) in (1..=5).flat_map(|grade| ["GK1", "CK1", "GK2", "CN"].map(|period| (grade, period))) {
        let period = Period::from_code(period).unwrap();
        let Body::ClassSummary(summary) = &mut record.body else { panic!("a summary") };
        (summary.grade, summary.period) = (grade, period);
        // Nobody was assessed in a subject beyond those that the grade must have.
        summary.rows.clear();
        let form = school.form(&record);
        let (number, wanted) = due(&rules, grade, period, &school.context.languages);
        assert_eq!(form["form_no"], number.as_str(), "grade {grade}, {}", period.code());
        assert_eq!(columns(&form), wanted, "grade {grade}, {}", period.code());
        let most = rules["summary_forms"]["paper"]["a3_above_columns"].as_u64().unwrap() as usize;
        assert_eq!(form["paper"], if wanted.len() > most { "a3" } else { "a4" });
        assert_eq!(form["orientation"], "landscape");
        seen.insert(number);
    }
    assert_eq!(seen.len(), 9, "{seen:?}");
}

#[test]
fn awards_are_crosses_and_the_foot_says_which() {
    let school = School::sample();
    let record = school.summary("5A-CN");
    let form = school.form(&record);
    let at = columns(&form).iter().position(|column| column == "Khen thưởng").unwrap();
    let cells: Vec<&str> = form["rows"].as_array().unwrap().iter().map(|row| row[at].as_str().unwrap()).collect();
    assert_eq!(cells, ["", "X", "X", "", "X", "", "X"]);
    let foot: Vec<&str> = form["closing"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    let titles = "Khen thưởng: Học sinh Xuất sắc: 2; Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện: 2.";
    assert!(foot.contains(&titles), "{foot:?}");
}

#[test]
fn a_title_stands_once_among_the_prizes_of_a_year() {
    let school = School::sample();
    let mut titled = 0;
    for (_, record) in school.records("hoc_ba") {
        for year in school.form(&record)["years"].as_array().unwrap() {
            let award = year["award"].as_str().unwrap();
            for title in ["Học sinh Xuất sắc", "Học sinh Tiêu biểu"] {
                assert!(award.matches(title).count() <= 1, "{}: {award}", record.id.as_str());
                titled += award.matches(title).count();
            }
        }
    }
    assert!(titled > 10, "{titled}");
}

/// A column under the heading of all subjects: `Toán` as it is, `Toán*` as its level and its mark.
fn subjects(names: &[&str]) -> Vec<String> {
    let path = |name: &str| format!("Môn học và hoạt động giáo dục / {name}");
    let parts = |name: &&str| match name.strip_suffix('*') {
        Some(name) => ["Mức đạt được", "Điểm KTĐK"].map(|part| format!("{} / {part}", path(name))).to_vec(),
        None => vec![path(name)],
    };
    names.iter().flat_map(parts).collect()
}

/// The tables of classes under VBHN 03/2016 have the subjects of the old programme, three competences and four
/// qualities, no results of the year, and no number of a form of TT 27/2020.
#[test]
fn classes_under_the_older_rules_have_the_columns_of_those() {
    let folder = tempfile::tempdir().unwrap();
    lay(&make(&rulebook(), 60, 9, "2022-2023"), folder.path());
    let school = School::at(folder.path().to_owned());
    let mid = ["Tiếng Việt*", "Toán*", "Khoa học", "Lịch sử và Địa lí", "Ngoại ngữ (Tiếng Anh)", "Tin học"];
    let end = ["Tiếng Việt*", "Toán*", "Khoa học*", "Lịch sử và Địa lí*", "Ngoại ngữ (Tiếng Anh)*", "Tin học*"];
    for class in ["4A", "5A"] {
        for (period, first) in [("GK1", mid), ("CK1", end), ("GK2", mid), ("CN", end)] {
            let mut record = school.summary(&format!("{class}-{period}"));
            let Body::ClassSummary(summary) = &mut record.body else { panic!("a summary") };
            summary.rows[0].promoted = Some(period != "CN");
            let form = school.form(&record);
            let mut wanted = vec!["STT".to_owned(), "Họ và tên".to_owned()];
            wanted.extend(subjects(&[&first[..], &["Đạo đức", "Âm nhạc", "Mĩ thuật", "Kĩ thuật", "Thể dục"]].concat()));
            for (group, items) in [
                ("Năng lực", &["Tự phục vụ, tự quản", "Hợp tác", "Tự học và giải quyết vấn đề"][..]),
                (
                    "Phẩm chất",
                    &["Chăm học, chăm làm", "Tự tin, trách nhiệm", "Trung thực, kỉ luật", "Đoàn kết, yêu thương"],
                ),
            ] {
                wanted.extend(items.iter().map(|item| format!("{group} / {item}")));
            }
            if period == "CN" {
                wanted.extend(["Khen thưởng", "Chưa được lên lớp"].map(str::to_owned));
            }
            wanted.push("Ghi chú".to_owned());
            assert_eq!(columns(&form), wanted, "{class}, {period}");
            assert_eq!((form["form_no"].as_str(), form["paper"].as_str()), (Some(""), Some("a4")));
            let filled = |cell: &Value| cell.as_str().is_some_and(|text| !text.is_empty());
            let row = form["rows"][0].as_array().unwrap();
            let assessed = if period == "CN" { wanted.len() - 3 } else { wanted.len() - 1 };
            assert!(row[..assessed].iter().all(filled), "{class}, {period}: {row:?}");
            assert_eq!(row.iter().filter(|cell| *cell == "X").count(), usize::from(period == "CN"), "{row:?}");
            let foot = form["closing"].as_array().unwrap();
            assert!(!foot.iter().any(|line| line.as_str().unwrap().contains("xuất sắc")), "{foot:?}");
        }
    }
    assert_eq!(school.form(&school.summary("3A-CN"))["form_no"], "Mẫu 6");
}

/// A pupil who repeated a year went from the older rules to TT 27/2020: each year is shown by its own.
#[test]
fn a_card_across_both_rules_shows_each_year_by_its_own() {
    let school = School::sample();
    let (old, new) = (["2. Năng lực", "3. Phẩm chất"], ["2. Những phẩm chất chủ yếu", "3.1. Những năng lực chung"]);
    let all = school.records("hoc_ba");
    let record = &all.iter().find(|(_, record)| record.id.as_str() == "hoc-ba.0871900041").expect("this pupil").1;
    let form = school.form(record);
    let years = form["years"].as_array().unwrap();
    assert_eq!(years.len(), 7);
    for year in years {
        let text = year.to_string();
        let is_old = ["2019-2020", "2020-2021"].contains(&year["nam_hoc"].as_str().unwrap());
        for (titles, wanted) in [(old, is_old), (new, !is_old)] {
            for title in titles {
                assert_eq!(text.contains(&format!("\"{title}\"")), wanted, "{title}: {text}");
            }
        }
        assert_eq!(text.contains("Thể dục"), is_old, "{text}");
    }
}
