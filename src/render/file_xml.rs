//! A file's metadata as XML, with the fields of NĐ 30/2020/NĐ-CP, Phụ lục VI (`schemas/ho_so_nd30.xsd`).

use super::file_cycle::{Dossier, Item, Source, day};
use crate::words::{Language, Words};

/// Lengths of NĐ 30/2020, Phụ lục VI; a longer text ends in an ellipsis.
const LONGEST_TEXT: usize = 500;
const LONGEST_NOTATION: usize = 20;
/// Namespace of the XML (`schemas/ho_so_nd30.xsd`).
const NAMESPACE: &str = "urn:niemphong:ho-so-nd30:1";

/// A file and its documents with the fields of NĐ 30/2020/NĐ-CP, Phụ lục VI; `schemas/ho_so_nd30.xsd` checks it.
pub fn xml(dossier: &Dossier, source: &Source<'_>, words: &Words) -> String {
    let say = |id: &str, arguments: &[(&str, &str)]| words.say(Language::Vi, id, arguments);
    let language = say("record-xml-language", &[]);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!("<HoSo xmlns=\"{NAMESPACE}\">\n  <File>\n"));
    let catalog = source.year.split_once('-').map_or(source.year, |(_, last)| last);
    let code =
        [("OrganId", source.code), ("FileCatalog", catalog), ("FileNotation", &clip(&dossier.code, LONGEST_NOTATION))];
    out.push_str("    <FileCode>");
    code.iter().for_each(|(name, value)| inline(&mut out, name, value));
    out.push_str("</FileCode>\n");
    let dates = dossier.dates();
    let (documents, pages) = (dossier.items.len().to_string(), dossier.pages().to_string());
    for (name, value) in [
        ("Title", clip(&dossier.title, LONGEST_TEXT)),
        ("Maintenance", dossier.term.to_string()),
        ("Rights", say("record-xml-rights", &[])),
        ("Creator", clip(&dossier.keeper, 30)),
        ("Language", language.clone()),
        ("StartDate", day(dates.map(|d| d.0))),
        ("EndDate", day(dates.map(|d| d.1))),
        ("DocTotal", documents),
        ("PageTotal", pages),
        ("Description", say("record-xml-description", &[("archive", source.archive), ("seal", source.seal)])),
    ] {
        line(&mut out, 4, name, &value);
    }
    out.push_str("  </File>\n");
    for (at, item) in dossier.items.iter().enumerate() {
        document(&mut out, at + 1, item, &language);
    }
    out.push_str("</HoSo>\n");
    out
}

fn document(out: &mut String, ordinal: usize, item: &Item, language: &str) {
    out.push_str("  <Document>\n");
    let (number, notation) = item.number.split_once('/').unwrap_or((item.number.as_str(), ""));
    for (name, value) in [
        ("DocOrdinal", ordinal.to_string()),
        ("TypeName", clip(&item.type_name, 100)),
        ("CodeNumber", number.to_owned()),
        ("CodeNotation", notation.to_owned()),
        ("IssuedDate", day(item.date)),
        ("OrganName", clip(&item.organ, 200)),
        ("Subject", clip(&item.title, LONGEST_TEXT)),
        ("Language", language.to_owned()),
        ("PageAmount", item.pages.to_string()),
        ("Description", item.id.clone()),
    ] {
        line(out, 4, name, &value);
    }
    out.push_str("    <SignerInfo>");
    inline(out, "Position", &clip(&item.signer.1, 100));
    inline(out, "FullName", &clip(&item.signer.0, 50));
    out.push_str("</SignerInfo>\n");
    line(out, 4, "To", &clip(&item.to, LONGEST_TEXT));
    line(out, 4, "Priority", &item.priority);
    for (path, digest) in &item.files {
        out.push_str("    <Content>");
        inline(out, "Path", path);
        inline(out, "Sha256", digest);
        out.push_str("</Content>\n");
    }
    out.push_str("  </Document>\n");
}

fn line(out: &mut String, indent: usize, name: &str, value: &str) {
    out.push_str(&" ".repeat(indent));
    inline(out, name, value);
    out.push('\n');
}

fn inline(out: &mut String, name: &str, value: &str) {
    out.push_str(&format!("<{name}>"));
    super::markdown::escape(value, out);
    out.push_str(&format!("</{name}>"));
}

fn clip(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        text.to_owned()
    } else {
        text.chars().take(longest - 1).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_clipped_and_escaped() {
        assert_eq!(clip("Học bạ", 6), "Học bạ");
        assert_eq!(clip("Học bạ số", 6), "Học b…");
        let mut out = String::new();
        inline(&mut out, "Title", "<b> & \"x\"");
        assert_eq!(out, "<Title>&lt;b&gt; &amp; &quot;x&quot;</Title>");
    }
}
