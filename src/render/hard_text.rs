//! Hard text in every form: what was written stands on the sheet, letter by letter, and nothing runs over an edge.

use serde_json::{Value, json};
use typst::layout::Point;
use typst_layout::PagedDocument;

use super::pdf::tests::{example, placed, set, text_of};

/// Names and wording that forms get wrong: letters of many peoples, every Vietnamese letter with every tone, marks that mean
/// something to typst, Markdown, HTML or a shell.
const HARD: [&str; 7] = [
    "Y Bhĭm Niê Kdăm (Ê Đê), H’Mông: Giàng A Páo, Thạch Sa Vươl, Neáng Sóc Kha",
    "Ŏ ŏ Ĕ ĕ Ĭ ĭ Ŭ ŭ Ñ ñ Č č Ƀ ƀ Ƀuôn Ƀing",
    "àáảãạ ằắẳẵặ ầấẩẫậ èéẻẽẹ ềếểễệ ìíỉĩị òóỏõọ ồốổỗộ ờớởỡợ ùúủũụ ừứửữự ỳýỷỹỵ đĐ ẰẮẲẴẶ ỀẾỂỄỆ ỜỚỞỠỢ ỪỨỬỮỰ",
    "#let x = 1 #panic() $a^2$ @ai *đậm* _nghiêng_ `mã` \\u{41} ~ ^ | {z} // ghi /* chú */",
    "<script>alert(1)</script> &amp; & <!-- --> \"kép\" 'đơn' [x](y) ![h](a.png)",
    "Công Tằng Tôn Nữ Hoàng Phương Uyên Thảo Nguyên Ngọc Bảo Trân Minh Châu Khánh Linh Thiên Hương Diễm Quỳnh Tường Vi Mai Lan Cúc Trúc",
    "NguyễnHoàngPhươngUyênThảoNguyênNgọcBảoTrânMinhChâuKhánhLinhThiênHươngDiễmQuỳnhTườngViMaiLanCúcTrúcNguyễnHoàngPhươngUyênThảoNguyên",
];

/// The hard texts: the font has every letter of them.
fn hard() -> [&'static str; 7] {
    let press = super::pdf::Press::new(&crate::assets::Assets::embedded()).unwrap();
    let missing: Vec<char> =
        HARD.iter().flat_map(|text| text.chars()).filter(|letter| !press.has_letter(*letter)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    HARD
}

/// Letters without blanks: lines break anywhere.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}').collect()
}

fn shown(document: &PagedDocument) -> String {
    letters(&document.pages().iter().map(|page| text_of(&page.frame)).collect::<String>())
}

/// Every text within its page's margins, none over the one beside it.
fn within(name: &str, document: &PagedDocument) {
    for (at, page) in document.pages().iter().enumerate() {
        let mut texts = Vec::new();
        placed(&page.frame, Point::zero(), &mut texts);
        let (width, height) = (page.frame.width().to_pt(), page.frame.height().to_pt());
        for (line, left, right, text) in &texts {
            let fits = *left >= 0.0 && *right <= width - 40.0 && *line / 10.0 <= height;
            assert!(fits, "{name}, page {}: “{text}” from {left} to {right} of {width}", at + 1);
        }
        texts.sort_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).unwrap());
        for pair in texts.windows(2).filter(|p| p[0].0 == p[1].0) {
            let (left, right) = (&pair[0], &pair[1]);
            assert!(left.2 <= right.1 + 0.5, "{name}, page {}: “{}” runs into “{}”", at + 1, left.3, right.3);
        }
    }
}

/// Puts a text at each of the places, prints, and looks for it as often as it was put there.
fn printed(name: &str, text: &str, put: impl Fn(&mut Value, &str) -> usize) {
    let mut view = example(name);
    let count = put(&mut view, text);
    let document = set(name, &view);
    let sheet = shown(&document);
    let found = sheet.matches(&letters(text)).count();
    assert!(found >= count && count > 0, "{name}: {found} of {count} times {text}\n{sheet}");
    within(&format!("{name} with {text}"), &document);
}

#[test]
fn report_cards_print_hard_names_and_remarks() {
    for text in hard() {
        printed("hoc_ba_chu_la", text, |view, text| {
            for key in ["ho_ten", "noi_sinh", "que_quan", "noi_o", "cha", "me", "giam_ho"] {
                view["form"]["pupil"][key] = json!(text);
            }
            let year = &mut view["form"]["years"][0];
            for at in [0, 5, 12] {
                year["subjects"][at]["remark"] = json!(text);
            }
            for key in ["award", "completion", "teacher", "principal"] {
                year[key] = json!(text);
            }
            year["blocks"][0]["remark"] = json!(text);
            14
        });
    }
}

#[test]
fn registers_print_hard_cells() {
    for text in hard() {
        printed("khen_thuong", text, |view, text| {
            for row in [0, 1, 2] {
                view["form"]["rows"][row][1] = json!(text);
                view["form"]["rows"][row][3] = json!(text);
            }
            6
        });
        printed("bang_tong_hop", text, |view, text| {
            view["form"]["rows"][2][1] = json!(text);
            view["form"]["rows"][59][1] = json!(text);
            2
        });
    }
}

#[test]
fn documents_print_hard_wording() {
    for text in hard() {
        printed("bien_ban_to", text, |view, text| {
            let said = || json!([{"t": "text", "v": text}]);
            let blocks = view["form"]["blocks"].as_array_mut().unwrap();
            blocks.insert(0, json!({"t": "heading", "level": 2, "c": said()}));
            blocks.insert(1, json!({"t": "para", "c": [{"t": "strong", "c": said()}, {"t": "emph", "c": said()}]}));
            blocks
                .insert(2, json!({"t": "list", "ordered": true, "start": 1, "items": [[{"t": "para", "c": said()}]]}));
            blocks.insert(
                3,
                json!({"t": "table", "align": ["left", "right"], "head": [said(), said()], "rows": [[said(), said()]]}),
            );
            blocks.insert(4, json!({"t": "para", "c": [{"t": "note", "c": [{"t": "para", "c": said()}]}]}));
            view["form"]["subject"] = json!(text);
            10
        });
        printed("file", text, |view, text| {
            view["form"]["files"][0]["name"] = json!(text);
            view["facts"] = json!([{"label": "Trích yếu", "value": text}]);
            2
        });
    }
}

#[test]
fn a_table_of_sixty_rows_and_thirty_columns_repeats_its_headings_and_loses_no_cell() {
    let mut view = example("khen_thuong");
    let head = |at: usize| json!({"text": format!("Cột {at}."), "cols": 1, "rows": 1, "rotate": at.is_multiple_of(3)});
    let row = |row: usize| (1..=30).map(|at| json!(format!("{row}-{at};"))).collect::<Value>();
    let form = &mut view["form"];
    form["paper"] = json!("a3");
    form["orientation"] = json!("landscape");
    form["head"] = json!([(1..=30).map(head).collect::<Vec<_>>()]);
    form["widths"] = json!(vec![1; 30]);
    form["align"] = json!(vec!["left"; 30]);
    form["rows"] = (1..=60).map(row).collect();
    let document = set("so", &view);
    let pages: Vec<String> = document.pages().iter().map(|page| letters(&text_of(&page.frame))).collect();
    let with_rows: Vec<&String> = pages.iter().filter(|page| page.contains("-1;")).collect();
    assert!(with_rows.len() > 1, "{} pages", pages.len());
    for page in &with_rows {
        assert!((1..=30).all(|at| page.contains(&format!("Cột{at}."))), "a page without headings: {page}");
    }
    let all: String = pages.concat();
    for cell in (1..=60).flat_map(|row| (1..=30).map(move |at| format!("{row}-{at};"))) {
        assert!(all.contains(&cell), "{cell} is gone");
    }
    within("sixty by thirty", &document);
}
