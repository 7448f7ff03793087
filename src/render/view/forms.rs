//! Registers, documents and kept files: forms that the catalogue alone describes.

use serde_json::{Value, json};

use super::{Kept, groups};
use crate::catalogue::{Align, Kind, Layout, Orientation, Paper};
use crate::record::{Record, Register, Source};
use crate::render::words_of_number;

pub(super) fn register(register: &Register, kind: &Kind, record: &Record) -> Value {
    let grouped = kind.columns.iter().any(|c| c.group.is_some());
    let mut subtitle = Vec::new();
    if let Some(class) = &record.class {
        subtitle.push(format!("Lớp {class}"));
    }
    let book = kind.book_rows.map_or("", |_| super::exported(record, "quyen"));
    if !book.is_empty() {
        subtitle.push(format!("Quyển {book}"));
    }
    subtitle.push(format!("Năm học {}", record.year));
    let number = register.rows.len();
    let whole = if book.is_empty() { "Sổ" } else { "Quyển" };
    json!({
        "type": "table",
        "caption": kind.title.vi,
        "subtitle": subtitle,
        "form_no": "",
        "orientation": match kind.orientation { Orientation::Portrait => "portrait", Orientation::Landscape => "landscape" },
        "paper": match kind.paper { Paper::A4 => "a4", Paper::A3 => "a3" },
        "head": if grouped { two_rows(kind) } else { vec![kind.columns.iter().map(|c| cell(&c.title.vi, 1, 1)).collect::<Vec<_>>()] },
        "widths": kind.columns.iter().map(|c| f64::from(c.width) / 10.0).collect::<Vec<_>>(),
        "align": kind.columns.iter().map(|c| match c.align { Align::Left => "left", Align::Center => "center", Align::Right => "right" }).collect::<Vec<_>>(),
        "rows": register.rows,
        "closing": [format!("{whole} này có {number} ({}) mục.", words_of_number(number))],
    })
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

pub(super) fn document(blocks: Vec<Value>, kind: &Kind, record: &Record, kept: &[Kept]) -> Value {
    let number = if record.number.is_empty() { String::new() } else { format!("Số: {}", record.number) };
    let type_title = kind.type_title.as_ref().map_or_else(|| kind.title.vi.to_uppercase(), |t| t.vi.clone());
    json!({
        "type": "document",
        "number": number,
        "priority": super::exported(record, "do_khan").to_uppercase(),
        "type_title": type_title,
        "subject": record.subject,
        "blocks": blocks,
        "recipients": if kind.layout == Layout::Nd30 { recipients(record) } else { Vec::new() },
        "plain": kind.layout == Layout::Plain,
        "files": listed(kept),
    })
}

/// Nơi nhận as the record names them; the last one is always the school's own file (PL I, mục II.9).
fn recipients(record: &Record) -> Vec<String> {
    let mut out = Vec::new();
    if let Source::Map(map) = &record.source
        && let Some(Source::List(items)) = map.get("noi_nhan")
    {
        out.extend(
            items.iter().filter_map(|item| if let Source::Text(text) = item { Some(text.clone()) } else { None }),
        );
    }
    if !out.iter().any(|one| one.starts_with("Lưu")) {
        out.push("Lưu: VT.".to_owned());
    }
    out
}

pub(super) fn files(kind: &Kind, record: &Record, kept: &[Kept]) -> Value {
    json!({
        "type": "file",
        "subject": super::title(kind, record),
        "files": listed(kept),
        "note": "Tệp được giữ nguyên từng byte như nhà trường đã nộp; mã băm ở bảng trên cho phép đối chiếu tệp với bản in này.",
    })
}

/// Kept files as page and print list them.
pub(super) fn listed(kept: &[Kept]) -> Value {
    kept.iter().map(file).collect()
}

fn file(kept: &Kept) -> Value {
    json!({
        "name": kept.name,
        "path": kept.href,
        "media": media(&kept.name),
        "size": crate::render::size_words(kept.bytes),
        "sha256_groups": groups(&kept.sha256),
    })
}

/// The type as a person names it, by the name's ending.
fn media(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_uppercase();
    match ending.as_str() {
        "PDF" => "Văn bản PDF".to_owned(),
        "XML" => "Dữ liệu XML".to_owned(),
        "JPG" | "JPEG" | "PNG" | "TIF" | "TIFF" => format!("Ảnh {ending}"),
        "XLSX" | "XLS" => format!("Bảng tính {ending}"),
        "DOCX" | "DOC" => format!("Văn bản {ending}"),
        _ => ending,
    }
}
