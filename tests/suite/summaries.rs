//! The nine forms of the class summary (TT 27/2020/TT-BGDĐT, Phụ lục 2; QĐ 2904): each with its number and its columns.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use niemphong::assets::Assets;
use niemphong::catalogue::Catalogue;
use niemphong::check;
use niemphong::classify::{Schedule, classify};
use niemphong::read::{self, Shape};
use niemphong::record::{Body, Context, Period, Record};
use niemphong::render::view::{Files, Setting, view};
use niemphong::words::Words;
use serde_json::Value;

use super::checking::{NOTHING_MORE, check, rulebook};

fn form(record: &Record, catalogue: &Catalogue, context: &Context) -> Value {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::load(&Assets::embedded()).unwrap());
    let decision = classify(record, &Schedule { catalogue, own: &[], own_act: "" });
    let setting =
        Setting { words: &WORDS, catalogue, context, archive: "vn/82/1/2025-2026", sealed_at: "", system: "" };
    view(record, &decision, Files { kept: &[], pictures: &[] }, "", &setting).unwrap()["form"].clone()
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
    let book = rulebook();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/kim-dong/2025-2026");
    let context = check(&root, &book).context.unwrap();
    let mut seen = BTreeSet::new();
    for entry in read::survey(&root).unwrap().entries.iter().filter(|e| e.name.starts_with("bang-tong-hop/")) {
        assert_eq!(entry.shape, Shape::Yaml);
        let (document, _) = read::document(entry).unwrap();
        let kind = book.catalogue.kind("bang_tong_hop").unwrap();
        let record = check::records(&document, kind, &book.catalogue, &context, NOTHING_MORE).remove(0);
        let form = form(&record, &book.catalogue, &context);
        let columns = columns(&form);
        let has = |wanted: &str| columns.iter().any(|c| c.contains(wanted));
        let marked: Vec<&str> =
            columns.iter().filter(|c| c.ends_with("/ Điểm KTĐK")).map(|c| c.split(" / ").nth(1).unwrap()).collect();
        let number = form["form_no"].as_str().unwrap().to_owned();
        let (grade, period) =
            (entry.name.as_bytes()["bang-tong-hop/".len()] - b'0', &entry.name[17..entry.name.len() - 5]);
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
        assert_eq!(number, format!("Mẫu {due}"), "{}", entry.name);
        let tested: &[&str] = match due {
            1 | 4 => &[],
            2 | 3 => &["Tiếng Việt", "Toán"],
            5 | 6 => &["Tiếng Việt", "Toán", "Ngoại ngữ 1", "(Tin học)", "(Công nghệ)"],
            7 => &["Tiếng Việt", "Toán"],
            _ => &["Tiếng Việt", "Toán", "Ngoại ngữ 1", "Lịch sử và Địa lí", "Khoa học", "(Tin học)", "(Công nghệ)"],
        };
        assert_eq!(marked.len(), tested.len(), "{}: {marked:?}", entry.name);
        for (found, wanted) in marked.iter().zip(tested) {
            assert!(found.contains(wanted), "{}: {marked:?}", entry.name);
        }
        let end = due % 3 == 0;
        for column in ["Đánh giá kết quả giáo dục / Hoàn thành xuất sắc", "Khen thưởng", "Chưa được lên lớp"]
        {
            assert_eq!(has(column), end, "{}: {column}", entry.name);
        }
        // Five qualities, three general and seven specific competences, whatever the grade.
        for (group, count) in [("Phẩm chất chủ yếu", 5), ("Năng lực chung", 3), ("Năng lực đặc thù", 7)]
        {
            assert_eq!(columns.iter().filter(|c| c.starts_with(group)).count(), count, "{}: {group}", entry.name);
        }
        assert_eq!(has("Tin học và Công nghệ (Tin học)"), grade >= 3, "{}", entry.name);
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
    let book = rulebook();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/kim-dong/2025-2026");
    let context = check(&root, &book).context.unwrap();
    let survey = read::survey(&root).unwrap();
    let entry = survey.entries.iter().find(|e| e.name == "bang-tong-hop/3A-CN.yaml").unwrap();
    let (document, _) = read::document(entry).unwrap();
    let kind = book.catalogue.kind("bang_tong_hop").unwrap();
    let mut record = check::records(&document, kind, &book.catalogue, &context, NOTHING_MORE).remove(0);
    let rules: Value = serde_yaml::from_str(Assets::embedded().text("schemas/rules.yaml").unwrap()).unwrap();
    let mut seen = BTreeSet::new();
    for (grade, period) in (1..=5).flat_map(|grade| ["GK1", "CK1", "GK2", "CN"].map(|period| (grade, period))) {
        let period = Period::from_code(period).unwrap();
        let Body::ClassSummary(summary) = &mut record.body else { panic!("a summary") };
        (summary.grade, summary.period) = (grade, period);
        // Nobody was assessed in a subject beyond those that the grade must have.
        summary.rows.clear();
        let form = form(&record, &book.catalogue, &context);
        let (number, wanted) = due(&rules, grade, period, &context.languages);
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
    let book = rulebook();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/kim-dong/2025-2026");
    let context = check(&root, &book).context.unwrap();
    let survey = read::survey(&root).unwrap();
    let entry = survey.entries.iter().find(|e| e.name == "bang-tong-hop/5A-CN.yaml").unwrap();
    let (document, _) = read::document(entry).unwrap();
    let kind = book.catalogue.kind("bang_tong_hop").unwrap();
    let record = check::records(&document, kind, &book.catalogue, &context, NOTHING_MORE).remove(0);
    let form = form(&record, &book.catalogue, &context);
    let at = columns(&form).iter().position(|column| column == "Khen thưởng").unwrap();
    let cells: Vec<&str> = form["rows"].as_array().unwrap().iter().map(|row| row[at].as_str().unwrap()).collect();
    assert_eq!(cells, ["", "X", "X", "", "X", "", "X"]);
    let foot: Vec<&str> = form["closing"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    let titles = "Khen thưởng: Học sinh Xuất sắc: 2; Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện: 2.";
    assert!(foot.contains(&titles), "{foot:?}");
}

#[test]
fn a_title_stands_once_among_the_prizes_of_a_year() {
    let book = rulebook();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/kim-dong/2025-2026");
    let context = check(&root, &book).context.unwrap();
    let kind = book.catalogue.kind("hoc_ba").unwrap();
    let mut titled = 0;
    for entry in read::survey(&root).unwrap().entries.iter().filter(|e| e.name.starts_with("hoc-ba/")) {
        let (document, _) = read::document(entry).unwrap();
        for record in check::records(&document, kind, &book.catalogue, &context, NOTHING_MORE) {
            for year in form(&record, &book.catalogue, &context)["years"].as_array().unwrap() {
                let award = year["award"].as_str().unwrap();
                for title in ["Học sinh Xuất sắc", "Học sinh Tiêu biểu"] {
                    assert!(award.matches(title).count() <= 1, "{}: {award}", record.id.as_str());
                    titled += award.matches(title).count();
                }
            }
        }
    }
    assert!(titled > 10, "{titled}");
}
