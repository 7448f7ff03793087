//! Registers, documents and kept files: forms that the catalogue alone describes.

use serde_json::{Value, json};

use super::{Kept, Setting, groups};
use crate::catalogue::{Align, Kind, Layout, Orientation, Paper};
use crate::record::{Record, Register, Source};
use crate::render::words_of_number;

pub(super) fn register(register: &Register, kind: &Kind, record: &Record, setting: &Setting<'_>) -> Value {
    let grouped = kind.columns.iter().any(|c| c.group.is_some());
    let mut subtitle = Vec::new();
    if let Some(class) = &record.class {
        subtitle.push(setting.say("record-class", &[("class", class.as_str())]));
    }
    let book = kind.book_rows.map_or("", |_| super::exported(record, "quyen"));
    if !book.is_empty() {
        subtitle.push(setting.catalogue.rules.record_words.book.replace("{so}", book));
    }
    subtitle.push(setting.say("record-year", &[("year", &record.year.to_string())]));
    let count = register.rows.len();
    let (number, spoken) = (count.to_string(), words_of_number(count));
    let of = if book.is_empty() { "register" } else { "book" };
    let closing = setting.say("record-closing", &[("of", of), ("number", &number), ("spoken", &spoken)]);
    json!({
        "type": "table",
        "caption": kind.title.vi,
        "subtitle": subtitle,
        "form_no": "",
        "orientation": orientation(kind),
        "paper": match kind.paper { Paper::A4 => "a4", Paper::A3 => "a3" },
        "head": if grouped { two_rows(kind) } else { vec![kind.columns.iter().map(|c| cell(&c.title.vi, 1, 1)).collect::<Vec<_>>()] },
        "widths": kind.columns.iter().map(|c| f64::from(c.width) / 10.0).collect::<Vec<_>>(),
        "align": kind.columns.iter().map(|c| match c.align { Align::Left => "left", Align::Center => "center", Align::Right => "right" }).collect::<Vec<_>>(),
        "rows": register.rows,
        "closing": [closing],
    })
}

/// How a kind's sheets lie.
pub(super) fn orientation(kind: &Kind) -> &'static str {
    match kind.orientation {
        Orientation::Portrait => "portrait",
        Orientation::Landscape => "landscape",
    }
}

fn cell(text: &str, cols: usize, rows: usize) -> Value {
    json!({"text": text, "cols": cols, "rows": rows, "rotate": false})
}

fn two_rows(kind: &Kind) -> Vec<Vec<Value>> {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(column) = kind.columns.get(at) {
        match &column.group {
            None => {
                above.push(cell(&column.title.vi, 1, 2));
                at += 1;
            }
            Some(group) => {
                let members =
                    kind.columns[at..].iter().take_while(|c| c.group.as_ref() == Some(group)).collect::<Vec<_>>();
                above.push(cell(&group.vi, members.len(), 1));
                below.extend(members.iter().map(|c| cell(&c.title.vi, 1, 1)));
                at += members.len();
            }
        }
    }
    vec![above, below]
}

pub(super) fn document(
    blocks: Vec<Value>,
    kind: &Kind,
    record: &Record,
    kept: &[Kept],
    setting: &Setting<'_>,
) -> Value {
    let number = match record.number.as_str() {
        "" => String::new(),
        number => setting.say("record-number", &[("number", number)]),
    };
    let type_title = kind.type_title.as_ref().map_or_else(|| kind.title.vi.to_uppercase(), |t| t.vi.clone());
    json!({
        "type": "document",
        "number": number,
        "priority": super::exported(record, "do_khan").to_uppercase(),
        "type_title": type_title,
        "subject": record.subject,
        "blocks": blocks,
        "recipients": if kind.layout == Layout::Nd30 { recipients(record, setting) } else { Vec::new() },
        "plain": kind.layout == Layout::Plain,
        "files": listed(kept, setting),
    })
}

/// Nơi nhận as the record names them; the last one is always the school's own file (PL I, mục II.9).
fn recipients(record: &Record, setting: &Setting<'_>) -> Vec<String> {
    let mut out = Vec::new();
    if let Source::Map(map) = &record.source
        && let Some(Source::List(items)) = map.get("noi_nhan")
    {
        out.extend(
            items.iter().filter_map(|item| if let Source::Text(text) = item { Some(text.clone()) } else { None }),
        );
    }
    let words = &setting.catalogue.rules.record_words;
    if !out.iter().any(|one| one.starts_with(&words.own_copy_mark)) {
        out.push(words.own_copy.clone());
    }
    out
}

pub(super) fn files(kind: &Kind, record: &Record, kept: &[Kept], setting: &Setting<'_>) -> Value {
    json!({
        "type": "file",
        "subject": super::title(kind, record),
        "files": listed(kept, setting),
        "note": setting.say("record-kept-note", &[]),
    })
}

/// Kept files as page and print list them.
pub(super) fn listed(kept: &[Kept], setting: &Setting<'_>) -> Value {
    kept.iter().map(|one| file(one, setting)).collect()
}

fn file(kept: &Kept, setting: &Setting<'_>) -> Value {
    json!({
        "name": kept.name,
        "path": kept.href,
        "media": media(&kept.name, setting),
        "size": crate::render::size_words(kept.bytes),
        "sha256_groups": groups(&kept.sha256),
    })
}

/// The type as a person names it, by the name's ending.
fn media(name: &str, setting: &Setting<'_>) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_uppercase();
    let said = match ending.as_str() {
        "PDF" => "record-media-pdf",
        "XML" => "record-media-xml",
        "JPG" | "JPEG" | "PNG" | "TIF" | "TIFF" => "record-media-picture",
        "XLSX" | "XLS" => "record-media-sheet",
        "DOCX" | "DOC" => "record-media-text",
        _ => return ending,
    };
    setting.say(said, &[("ending", &ending)])
}
