//! Events of the Markdown parser → the block tree. Everything that the tree can't carry was refused before.

use std::collections::BTreeMap;

use pulldown_cmark::{Alignment, Event, LinkType, Tag};
use serde_json::{Value, json};

use super::{Events, PAGE_BREAK};

pub(super) fn build(events: &Events<'_>) -> Vec<Value> {
    let mut builder = Builder { events, at: 0, notes: BTreeMap::new() };
    builder.collect_notes();
    builder.at = 0;
    builder.blocks()
}

struct Builder<'a> {
    events: &'a Events<'a>,
    at: usize,
    notes: BTreeMap<String, Value>,
}

impl<'a> Builder<'a> {
    fn peek(&self) -> Option<&'a Event<'a>> {
        self.events.get(self.at).map(|(event, _)| event)
    }

    fn collect_notes(&mut self) {
        let starts: Vec<(usize, String)> = self
            .events
            .iter()
            .enumerate()
            .filter_map(|(n, (event, _))| match event {
                Event::Start(Tag::FootnoteDefinition(label)) => Some((n, label.to_string())),
                _ => None,
            })
            .collect();
        for (start, label) in starts {
            self.at = start + 1;
            let blocks = self.blocks();
            self.notes.insert(label, Value::Array(blocks));
        }
    }

    /// Blocks up to the end of the element that holds them; the end is consumed.
    fn blocks(&mut self) -> Vec<Value> {
        let mut blocks = Vec::new();
        while let Some(event) = self.peek() {
            match event {
                Event::End(_) => {
                    self.at += 1;
                    break;
                }
                Event::Start(Tag::Paragraph) => {
                    self.at += 1;
                    let inlines = self.inlines();
                    blocks.extend(paragraph(inlines));
                }
                Event::Start(tag) if is_block(tag) => {
                    self.at += 1;
                    blocks.extend(self.block(tag));
                }
                Event::Rule => {
                    self.at += 1;
                    blocks.push(json!({"t": "rule"}));
                }
                // The text of a tight list item lies in no paragraph.
                _ => {
                    let inlines = self.loose_inlines();
                    blocks.extend(paragraph(inlines));
                }
            }
        }
        blocks
    }

    fn block(&mut self, tag: &Tag<'a>) -> Option<Value> {
        Some(match tag {
            Tag::Heading { level, .. } => json!({"t": "heading", "level": *level as u8, "c": self.inlines()}),
            Tag::BlockQuote(_) => json!({"t": "quote", "c": self.blocks()}),
            Tag::CodeBlock(_) => json!({"t": "code", "v": self.code()}),
            Tag::List(start) => {
                let mut items = Vec::new();
                while let Some(Event::Start(Tag::Item)) = self.peek() {
                    self.at += 1;
                    items.push(Value::Array(self.blocks()));
                }
                self.at += 1;
                json!({"t": "list", "ordered": start.is_some(), "start": start.unwrap_or(1), "items": items})
            }
            Tag::Table(align) => self.table(align),
            Tag::FootnoteDefinition(_) => {
                self.blocks();
                return None;
            }
            _ => {
                self.blocks();
                return None;
            }
        })
    }

    fn table(&mut self, align: &[Alignment]) -> Value {
        let align: Vec<&str> = align
            .iter()
            .map(|a| match a {
                Alignment::None | Alignment::Left => "left",
                Alignment::Center => "center",
                Alignment::Right => "right",
            })
            .collect();
        let mut head = Vec::new();
        let mut rows = Vec::new();
        while let Some(event) = self.peek() {
            self.at += 1;
            match event {
                Event::Start(Tag::TableHead) => head = self.cells(),
                Event::Start(Tag::TableRow) => rows.push(Value::Array(self.cells())),
                _ => break,
            }
        }
        json!({"t": "table", "align": align, "head": head, "rows": rows})
    }

    fn cells(&mut self) -> Vec<Value> {
        let mut cells = Vec::new();
        while let Some(Event::Start(Tag::TableCell)) = self.peek() {
            self.at += 1;
            cells.push(Value::Array(self.inlines()));
        }
        self.at += 1;
        cells
    }

    fn code(&mut self) -> String {
        let mut text = String::new();
        while let Some(event) = self.peek() {
            self.at += 1;
            match event {
                Event::Text(piece) => text.push_str(piece),
                _ => break,
            }
        }
        text.trim_end_matches('\n').to_owned()
    }

    /// Inlines up to the end of the element that holds them; the end is consumed.
    fn inlines(&mut self) -> Vec<Value> {
        let inlines = self.loose_inlines();
        self.at += 1;
        inlines
    }

    /// Inlines up to the next end or block; that event stays.
    fn loose_inlines(&mut self) -> Vec<Value> {
        let mut out: Vec<Value> = Vec::new();
        while let Some(event) = self.peek() {
            match event {
                Event::End(_) | Event::Rule => break,
                Event::Start(tag) if is_block(tag) => break,
                _ => self.at += 1,
            }
            match event {
                Event::Text(piece) => push_text(&mut out, piece),
                Event::SoftBreak => push_text(&mut out, " "),
                Event::HardBreak => out.push(json!({"t": "break"})),
                Event::Code(code) => out.push(json!({"t": "code", "v": code.as_ref()})),
                Event::FootnoteReference(label) => {
                    let note = self.notes.get(label.as_ref()).cloned().unwrap_or_else(|| json!([]));
                    out.push(json!({"t": "note", "c": note}));
                }
                Event::Start(Tag::Strong) => {
                    let inner = self.inlines();
                    out.push(json!({"t": "strong", "c": inner}));
                }
                Event::Start(Tag::Emphasis) => {
                    let inner = self.inlines();
                    out.push(json!({"t": "emph", "c": inner}));
                }
                Event::Start(Tag::Strikethrough) => {
                    let inner = self.inlines();
                    out.push(json!({"t": "strike", "c": inner}));
                }
                Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                    let inner = self.inlines();
                    let mail = if *link_type == LinkType::Email { "mailto:" } else { "" };
                    out.push(json!({"t": "link", "href": format!("{mail}{dest_url}"), "c": inner}));
                }
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    let words = self.inlines();
                    let words = words.first().map_or("", |one| one["v"].as_str().unwrap_or_default()).trim();
                    let (path, caption) = (dest_url.as_ref(), title.as_ref());
                    out.push(json!({"t": "figure", "path": path, "alt": words, "caption": caption}));
                }
                _ => {}
            }
        }
        out
    }
}

/// The blocks that a line of inlines is: a paragraph, what asks for a new page, or each of the pictures in it.
fn paragraph(mut inlines: Vec<Value>) -> Vec<Value> {
    if inlines.len() == 1 && inlines[0]["t"] == "text" && inlines[0]["v"] == PAGE_BREAK {
        return vec![json!({"t": "pagebreak"})];
    }
    if inlines.iter().any(|one| one["t"] == "figure") {
        // Between pictures stand blanks alone.
        inlines.retain(|one| one["t"] == "figure");
        return inlines;
    }
    vec![json!({"t": "para", "c": inlines})]
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn push_text(out: &mut Vec<Value>, piece: &str) {
    if let Some(Value::Object(last)) = out.last_mut()
        && last.get("t").is_some_and(|t| t == "text")
        && let Some(Value::String(text)) = last.get_mut("v")
    {
        text.push_str(piece);
        return;
    }
    out.push(json!({"t": "text", "v": piece}));
}
