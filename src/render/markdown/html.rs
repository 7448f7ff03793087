//! The block tree → HTML.

use serde_json::Value;

/// What the page says of a text that the text does not say itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Labels<'a> {
    /// HTML: what stands where a picture is not in this archive.
    pub absent: &'a str,
    /// A table, before its number.
    pub table: &'a str,
    /// The way back to a note's mark, before its number.
    pub back: &'a str,
}

/// The HTML of a block tree. Escaped by construction: every text of the tree passes [`escape`], and the tags are ours.
///
/// The top heading of the text becomes `h3` (the page has an `h1`, the form an `h2`). Addresses are printed as text:
/// a sealed page never leads out of the archive.
pub fn to_html(blocks: &[Value], labels: Labels<'_>) -> String {
    let mut writer = Writer { out: String::new(), notes: Vec::new(), tables: 0, top: top_level(blocks), labels };
    writer.blocks(blocks);
    writer.write_notes();
    writer.out
}

fn top_level(blocks: &[Value]) -> u64 {
    blocks.iter().filter(|b| b["t"] == "heading").filter_map(|b| b["level"].as_u64()).min().unwrap_or(1)
}

struct Writer<'a> {
    out: String,
    notes: Vec<&'a Value>,
    tables: usize,
    top: u64,
    labels: Labels<'a>,
}

impl<'a> Writer<'a> {
    fn blocks(&mut self, blocks: &'a [Value]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Value) {
        match block["t"].as_str().unwrap_or_default() {
            "heading" => {
                let level = (block["level"].as_u64().unwrap_or(1).saturating_sub(self.top) + 3).min(6);
                self.out.push_str(&format!("<h{level}>"));
                self.inlines(children(block));
                self.out.push_str(&format!("</h{level}>\n"));
            }
            "para" => {
                self.out.push_str("<p>");
                self.inlines(children(block));
                self.out.push_str("</p>\n");
            }
            "list" => self.list(block),
            "table" => self.table(block),
            "quote" => {
                self.out.push_str("<blockquote>\n");
                self.blocks(children(block));
                self.out.push_str("</blockquote>\n");
            }
            "code" => {
                self.out.push_str("<pre tabindex=\"0\"><code>");
                escape(block["v"].as_str().unwrap_or_default(), &mut self.out);
                self.out.push_str("</code></pre>\n");
            }
            "figure" => self.figure(block),
            "rule" => self.out.push_str("<hr>\n"),
            "pagebreak" => self.out.push_str("<hr class=\"page-break\">\n"),
            _ => {}
        }
    }

    /// A picture, with the size that it has, so that nothing on the page moves when it comes.
    fn figure(&mut self, block: &Value) {
        let said = |key: &str| block[key].as_str().unwrap_or_default();
        self.out.push_str("<figure>");
        if said("src").is_empty() {
            self.out.push_str(&format!("<p class=\"absent\">{}: ", self.labels.absent));
            escape(said("alt"), &mut self.out);
            self.out.push_str("</p>");
        } else {
            self.out.push_str("<img src=\"");
            escape(said("src"), &mut self.out);
            self.out.push_str(&format!("\" width=\"{}\" height=\"{}\" alt=\"", block["width"], block["height"]));
            escape(said("alt"), &mut self.out);
            self.out.push_str("\">");
        }
        if !said("caption").is_empty() {
            self.out.push_str("<figcaption>");
            escape(said("caption"), &mut self.out);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    fn list(&mut self, block: &'a Value) {
        let ordered = block["ordered"].as_bool().unwrap_or(false);
        let start = block["start"].as_u64().unwrap_or(1);
        match (ordered, start) {
            (false, _) => self.out.push_str("<ul>\n"),
            (true, 1) => self.out.push_str("<ol>\n"),
            (true, n) => self.out.push_str(&format!("<ol start=\"{n}\">\n")),
        }
        for item in block["items"].as_array().into_iter().flatten() {
            self.out.push_str("<li>");
            let inner = array(item);
            if let [only] = inner
                && only["t"] == "para"
            {
                self.inlines(children(only));
            } else {
                self.blocks(inner);
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
    }

    fn table(&mut self, block: &'a Value) {
        self.tables += 1;
        let align = |n: usize| match block["align"][n].as_str() {
            Some("right") => " class=\"r\"",
            Some("center") => " class=\"c\"",
            _ => "",
        };
        self.out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
        escape(self.labels.table, &mut self.out);
        self.out.push_str(&format!(" {}\"><table>\n<thead><tr>", self.tables));
        for (n, cell) in array(&block["head"]).iter().enumerate() {
            self.out.push_str(&format!("<th scope=\"col\"{}>", align(n)));
            self.inlines(array(cell));
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in array(&block["rows"]) {
            self.out.push_str("<tr>");
            for (n, cell) in array(row).iter().enumerate() {
                self.out.push_str(&format!("<td{}>", align(n)));
                self.inlines(array(cell));
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></div>\n");
    }

    fn inlines(&mut self, inlines: &'a [Value]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &'a Value) {
        let tag = match inline["t"].as_str().unwrap_or_default() {
            "text" => return escape(inline["v"].as_str().unwrap_or_default(), &mut self.out),
            "break" => return self.out.push_str("<br>"),
            "note" => {
                self.notes.push(&inline["c"]);
                let n = self.notes.len();
                self.out.push_str(&format!("<sup><a id=\"gc{n}-\" href=\"#gc{n}\">[{n}]</a></sup>"));
                return;
            }
            "link" => return self.link(inline),
            "code" => {
                self.out.push_str("<code>");
                escape(inline["v"].as_str().unwrap_or_default(), &mut self.out);
                return self.out.push_str("</code>");
            }
            "strong" => "strong",
            "emph" => "em",
            "strike" => "s",
            _ => return,
        };
        self.out.push_str(&format!("<{tag}>"));
        self.inlines(children(inline));
        self.out.push_str(&format!("</{tag}>"));
    }

    fn link(&mut self, inline: &'a Value) {
        let href = inline["href"].as_str().unwrap_or_default();
        let shown = href.strip_prefix("mailto:").unwrap_or(href);
        let text = children(inline);
        self.out.push_str("<span class=\"address\">");
        self.inlines(text);
        let same = matches!(text, [only] if only["v"] == shown || only["v"] == href);
        if !same {
            self.out.push_str(" (");
            escape(shown, &mut self.out);
            self.out.push(')');
        }
        self.out.push_str("</span>");
    }

    fn write_notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.out.push_str("<ol class=\"notes\">\n");
        let mut n = 0;
        while let Some(note) = self.notes.get(n).copied() {
            n += 1;
            self.out.push_str(&format!("<li id=\"gc{n}\">"));
            self.blocks(array(note));
            self.out.push_str(&format!("<a href=\"#gc{n}-\" aria-label=\""));
            escape(self.labels.back, &mut self.out);
            self.out.push_str(&format!(" {n}\">↩</a></li>\n"));
        }
        self.out.push_str("</ol>\n");
    }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn children(value: &Value) -> &[Value] {
    array(&value["c"])
}

/// Text → HTML text, also right inside a double-quoted attribute.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}
