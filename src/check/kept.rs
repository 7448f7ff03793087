//! Kept files: does one hold what its name says.

use super::codes as c;
use super::finding::Finding;

/// What the beginning of a file shows, by the ending of its name.
const SIGNED: [(&str, &[&str]); 10] = [
    ("pdf", &["pdf"]),
    ("png", &["png"]),
    ("jpg", &["jpg"]),
    ("jpeg", &["jpg"]),
    ("tif", &["tif"]),
    ("tiff", &["tif"]),
    ("docx", &["docx", "zip"]),
    ("xlsx", &["xlsx", "zip"]),
    ("pptx", &["pptx", "zip"]),
    ("zip", &["zip"]),
];

/// Findings about a kept file from its first bytes; of an XML file, from all of them.
pub fn kept(name: &str, head: &[u8]) -> Vec<Finding> {
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    if ending == "xml" {
        return xml(name, head);
    }
    let found = infer::get(head).map_or("", |kind| kind.extension());
    let wanted = SIGNED.iter().find(|(known, _)| *known == ending).map(|(_, shown)| *shown);
    match wanted {
        Some(wanted) if !wanted.contains(&found) => {
            let arguments = vec![("path", name.to_owned()), ("found", found.to_uppercase())];
            vec![Finding::about(c::FILE_TYPE_DIFFERS, name, arguments)]
        }
        _ => Vec::new(),
    }
}

fn xml(name: &str, bytes: &[u8]) -> Vec<Finding> {
    let said = match std::str::from_utf8(bytes) {
        Ok(text) => roxmltree::Document::parse(text.trim_start_matches('\u{feff}')).err().map(|e| e.to_string()),
        Err(e) => Some(e.to_string()),
    };
    said.map(|said| Finding::about(c::BAD_XML, name, vec![("path", name.to_owned()), ("said", said)]))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_must_not_lie() {
        assert!(kept("a.pdf", b"%PDF-1.7\n").is_empty());
        assert_eq!(kept("a.pdf", b"\x89PNG\r\n\x1a\n")[0].code, c::FILE_TYPE_DIFFERS);
        assert_eq!(kept("a.pdf", b"")[0].code, c::FILE_TYPE_DIFFERS);
        assert!(kept("a.xml", "<a>ă</a>".as_bytes()).is_empty());
        assert_eq!(kept("a.xml", b"<a>")[0].code, c::BAD_XML);
        assert!(kept("a.csv", b"1,2").is_empty());
    }
}
