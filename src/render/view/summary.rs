//! Bảng tổng hợp kết quả đánh giá giáo dục của lớp: nine forms, one table (TT 27/2020/TT-BGDĐT, Phụ lục 2).

use serde_json::{Value, json};

use super::Setting;
use crate::catalogue::{Kind, Regime, SubjectRule, SummaryWords};
use crate::record::{ClassSummary, Period, SummaryRow, YearResult};

/// The four results, in the order of the form's columns.
const RESULTS: [YearResult; 4] = [YearResult::Excellent, YearResult::Good, YearResult::Done, YearResult::NotDone];

/// One column: its heading, the width in shares, and its cell of a row.
struct Column<'a> {
    /// Headings from the top; a heading that goes on below is there once.
    heads: [String; 3],
    rotate: bool,
    width: f64,
    left: bool,
    cell: Box<dyn Fn(usize, &SummaryRow) -> String + 'a>,
}

pub(super) fn form(summary: &ClassSummary, kind: &Kind, setting: &Setting<'_>) -> Value {
    let rules = &setting.catalogue.rules;
    let Some(regime) = rules.regime(summary.year, summary.grade) else { return Value::Null };
    let form = rules.summary_forms.of(regime, summary.grade, summary.period);
    // Older regimes have no forms of these, and end their year all the same.
    let ends = form.map_or(summary.period == Period::EndYear, |form| form.result);
    let ending = ends.then_some(regime);
    let columns = columns(summary, regime, ending, setting);
    let rows: Vec<Vec<String>> =
        summary.rows.iter().enumerate().map(|(at, row)| columns.iter().map(|c| (c.cell)(at, row)).collect()).collect();
    let words = &rules.summary_forms.words;
    let period = uncapitalised(&rules.period_words(summary.period).vi);
    json!({
        "type": "table",
        "caption": words.caption,
        "subtitle": [
            words.class.replace("{lop}", summary.class.as_str()).replace("{thoi_diem}", &period),
            words.year.replace("{nam_hoc}", &summary.year.to_string()),
        ],
        "form_no": form.map_or("", |form| &form.form),
        "orientation": super::forms::orientation(kind),
        "paper": if rules.summary_forms.needs_a3(columns.len()) { "a3" } else { "a4" },
        "head": head(&columns),
        "widths": columns.iter().map(|c| c.width).collect::<Vec<_>>(),
        "align": columns.iter().map(|c| if c.left { "left" } else { "center" }).collect::<Vec<_>>(),
        "rows": rows,
        "closing": closing(summary, ending, words),
    })
}

/// `Giữa học kì I` → `giữa học kì I`, as it stands after a dash.
fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

fn columns<'a>(
    summary: &'a ClassSummary,
    regime: &'a Regime,
    ending: Option<&'a Regime>,
    setting: &'a Setting<'_>,
) -> Vec<Column<'a>> {
    let words = &setting.catalogue.rules.summary_forms.words;
    let mut out = vec![
        plain(&words.number, 0.9, false, |at, _| (at + 1).to_string()),
        plain(&words.name, 5.0, true, |_, row| row.name.clone()),
    ];
    for rule in taught(summary, regime) {
        subject_columns(rule, summary, setting, &mut out);
    }
    for group in &regime.qualities {
        let title = group.column.as_ref().unwrap_or(&group.title).vi.clone();
        for item in &group.items {
            out.push(Column {
                heads: [title.clone(), item.name.clone(), String::new()],
                rotate: true,
                width: 0.9,
                left: false,
                cell: Box::new(move |_, row| quality(row, &group.key, &item.key)),
            });
        }
    }
    if let Some(regime) = ending {
        end_of_year(regime, words, &mut out);
    }
    out.push(plain(&words.note, 2.2, true, |_, row| row.note.clone()));
    out
}

/// Subjects that the grade has, or that any pupil of the class was assessed in.
fn taught<'a>(summary: &ClassSummary, regime: &'a Regime) -> impl Iterator<Item = &'a SubjectRule> {
    let used: Vec<&str> = summary.rows.iter().flat_map(|r| &r.subjects).map(|s| s.subject.as_str()).collect();
    let wanted: Vec<bool> = regime
        .subjects
        .iter()
        .map(|rule| rule.grades.contains(&summary.grade) || used.contains(&rule.key.as_str()))
        .collect();
    regime.subjects.iter().zip(wanted).filter_map(|(rule, wanted)| wanted.then_some(rule))
}

fn subject_columns<'a>(
    rule: &'a SubjectRule,
    summary: &ClassSummary,
    setting: &Setting<'_>,
    out: &mut Vec<Column<'a>>,
) {
    let name = super::card::with_language(rule.column(), rule, setting);
    let words = &setting.catalogue.rules.summary_forms.words;
    let group = words.subjects.clone();
    let marked = rule.may_be_tested(summary.grade, summary.period);
    let (second, third) = if marked { (name, words.level.clone()) } else { (name, String::new()) };
    out.push(Column {
        heads: [group.clone(), second.clone(), third],
        rotate: true,
        width: 0.9,
        left: false,
        cell: Box::new(move |_, row| {
            let found = row.subjects.iter().find(|s| s.subject == rule.key);
            found.and_then(|s| s.level.clone()).unwrap_or_default()
        }),
    });
    if marked {
        out.push(Column {
            heads: [group, second, words.mark.clone()],
            rotate: true,
            width: 0.9,
            left: false,
            cell: Box::new(move |_, row| {
                let found = row.subjects.iter().find(|s| s.subject == rule.key);
                found.and_then(|s| s.mark).map_or_else(String::new, |m| m.to_string())
            }),
        });
    }
}

fn end_of_year<'a>(regime: &'a Regime, words: &'a SummaryWords, out: &mut Vec<Column<'a>>) {
    if regime.has_result() {
        for result in RESULTS {
            out.push(Column {
                heads: [words.result.clone(), regime.result_words(result).to_owned(), String::new()],
                rotate: true,
                width: 0.9,
                left: false,
                cell: Box::new(move |_, row| cross(words, || row.result == Some(result))),
            });
        }
    }
    out.push(turned(&words.award, |_, row| award(row, regime, words)));
    out.push(turned(&words.not_promoted, |_, row| cross(words, || row.promoted == Some(false))));
}

fn cross(words: &SummaryWords, applies: impl Fn() -> bool) -> String {
    if applies() { words.cross.clone() } else { String::new() }
}

/// The form asks for a cross and no more; which title it is follows from the result, and the foot counts them. What a
/// redacted copy shows in a title's place stays.
fn award(row: &SummaryRow, regime: &Regime, words: &SummaryWords) -> String {
    if regime.award_words(&row.award).is_some() { words.cross.clone() } else { row.award.clone() }
}

fn plain<'a>(title: &str, width: f64, left: bool, cell: impl Fn(usize, &SummaryRow) -> String + 'a) -> Column<'a> {
    Column { heads: [title.to_owned(), String::new(), String::new()], rotate: false, width, left, cell: Box::new(cell) }
}

fn turned<'a>(title: &str, cell: impl Fn(usize, &SummaryRow) -> String + 'a) -> Column<'a> {
    Column { rotate: true, width: 1.3, ..plain(title, 1.3, false, cell) }
}

fn quality(row: &SummaryRow, group: &str, item: &str) -> String {
    let block = row.blocks.iter().find(|b| b.name == group);
    let found = block.and_then(|b| b.items.iter().find(|i| i.item == item));
    found.and_then(|i| i.level.clone()).unwrap_or_default()
}

/// Three rows of headings: neighbours with the same heading share one cell; a heading with nothing below it goes down.
fn head(columns: &[Column<'_>]) -> Vec<Vec<Value>> {
    // A sheet without marks has no third row; an empty one would break the table's structure (ISO 14289-1, 7.5).
    let depth = (1..=3).rev().find(|&d| columns.iter().any(|c| !c.heads[d - 1].is_empty())).unwrap_or(1);
    let mut rows = vec![Vec::new(); depth];
    for (level, row) in rows.iter_mut().enumerate() {
        let mut at = 0;
        while let Some(column) = columns.get(at) {
            let text = &column.heads[level];
            let same = |other: &&Column<'_>| other.heads[..=level] == column.heads[..=level];
            let span = if text.is_empty() { 1 } else { columns[at..].iter().take_while(same).count() };
            if !text.is_empty() {
                let down = column.heads[level + 1..depth].iter().take_while(|h| h.is_empty()).count() + 1;
                let turn = column.rotate && span == 1;
                row.push(json!({"text": text, "cols": span, "rows": down, "rotate": turn}));
            }
            at += span;
        }
    }
    rows
}

/// Counts for the foot of the table: no ranking, no average (TT 27/2020, Điều 4).
fn closing(summary: &ClassSummary, ending: Option<&Regime>, words: &SummaryWords) -> Vec<String> {
    let mut out = vec![words.total.replace("{so}", &summary.rows.len().to_string())];
    if let Some(regime) = ending.filter(|regime| regime.has_result()) {
        let count = |result| summary.rows.iter().filter(|r| r.result == Some(result)).count();
        let parts: Vec<String> =
            RESULTS.iter().map(|r| format!("{}: {}", regime.result_words(*r), count(*r))).collect();
        out.push(format!("{}.", parts.join("; ")));
    }
    if let Some(regime) = ending {
        let count = |code: &str| summary.rows.iter().filter(|r| r.award == code).count();
        let given: Vec<String> = regime
            .titles()
            .map(|(code, title)| (title, count(code)))
            .filter(|(_, count)| *count > 0)
            .map(|(title, count)| format!("{title}: {count}"))
            .collect();
        if !given.is_empty() {
            out.push(words.awarded.replace("{danh_hieu}", &given.join("; ")));
        }
    }
    out.push(words.legend.clone());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(heads: [&str; 3]) -> Column<'static> {
        Column { heads: heads.map(str::to_owned), ..plain("", 1.0, false, |_, _| String::new()) }
    }

    /// Cells of a row, counting those that reach down into it from above.
    fn width(rows: &[Vec<Value>], level: usize) -> u64 {
        let reaching = |(at, row): (usize, &Vec<Value>)| -> u64 {
            let reach = |cell: &&Value| at + cell["rows"].as_u64().unwrap_or(0) as usize > level;
            row.iter().filter(reach).map(|cell| cell["cols"].as_u64().unwrap_or(0)).sum()
        };
        rows.iter().take(level + 1).enumerate().map(reaching).sum()
    }

    #[test]
    fn every_row_of_headings_is_as_wide_as_the_table() {
        let marked = [["STT", "", ""], ["Môn", "Toán", "Mức"], ["Môn", "Toán", "Điểm"], ["Môn", "Đạo đức", ""]];
        let unmarked = [["STT", "", ""], ["Môn", "Toán", ""], ["Môn", "Đạo đức", ""]];
        for (heads, depth) in [(&marked[..], 3), (&unmarked[..], 2)] {
            let columns: Vec<_> = heads.iter().map(|h| column(*h)).collect();
            let rows = head(&columns);
            assert_eq!(rows.len(), depth);
            for level in 0..depth {
                assert_eq!(width(&rows, level), columns.len() as u64, "row {level}");
            }
        }
    }
}
