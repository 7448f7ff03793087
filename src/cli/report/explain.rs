//! `niemphong explain`: the section of `schemas/findings.*.md` about a code, laid out for a terminal.

use crate::assets::Assets;
use crate::check::codes;
use crate::words::Language;

/// What the document says of `code`, whatever its case; none if there is no such code. Ends with a line break.
pub fn explain(code: &str, assets: &Assets, language: Language) -> Option<String> {
    let code = codes::by_name(code.trim())?;
    let head = format!("## {} ", code.name);
    let document = document(assets, language);
    let mut lines = document.lines().skip_while(|line| !line.starts_with(&head));
    let title = lines.next()?;
    let mut example = false;
    let body = lines.take_while(|line| {
        example ^= line.starts_with("```");
        example || !line.starts_with("## ")
    });
    let body: Vec<&str> = body.collect();
    Some(laid_out(title, &body))
}

/// Every code with its title, one line each.
pub fn titles(assets: &Assets, language: Language) -> String {
    let document = document(assets, language);
    codes::TABLE
        .iter()
        .filter_map(|code| {
            document
                .lines()
                .find_map(|line| line.strip_prefix(&format!("## {} – ", code.name)))
                .map(|title| (code, title))
        })
        .map(|(code, title)| format!("{}  {title}\n", code.name))
        .collect()
}

fn document(assets: &Assets, language: Language) -> &str {
    assets.text(&format!("schemas/findings.{}.md", language.code())).unwrap_or_default()
}

/// Markdown made plain: no marks, examples indented.
fn laid_out(title: &str, body: &[&str]) -> String {
    let mut out = format!("{}\n", title.trim_start_matches('#').trim_start());
    let mut example = false;
    for line in body.join("\n").trim().lines() {
        if line.starts_with("```") {
            example = !example;
        } else if example {
            out.push_str(&format!("    {line}\n"));
        } else {
            out.push_str(&line.replace("**", "").replace('`', ""));
            out.push('\n');
        }
    }
    let head = out.find('\n').unwrap_or(0);
    out.insert(head, '\n');
    out
}
