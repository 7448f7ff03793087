//! Kept files: does one hold what its name says.

use super::codes as c;
use super::finding::Finding;
use super::xml_card::{self, XmlCard};
use super::xmldsig;
use crate::catalogue::DigitalCard;
use crate::record::Signature;

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

/// A kept file, looked at.
#[derive(Debug, Clone, Default)]
pub struct KeptSeen {
    /// Path inside the export.
    pub file: String,
    /// What is wrong with it alone.
    pub findings: Vec<Finding>,
    /// What can be said of a signature inside it.
    pub signature: Signature,
    /// The digital report cards in it; none if it is no XML that could be read.
    pub(super) cards: Option<Vec<XmlCard>>,
}

/// Looks at a kept file, from its first bytes; at an XML file, from all of them.
pub fn kept(name: &str, head: &[u8], rules: &DigitalCard) -> KeptSeen {
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    let mut seen = KeptSeen { file: name.to_owned(), ..KeptSeen::default() };
    if ending == "xml" {
        xml(&mut seen, head, rules);
        return seen;
    }
    let found = infer::get(head).map_or("", |kind| kind.extension());
    let wanted = SIGNED.iter().find(|(known, _)| *known == ending).map(|(_, shown)| *shown);
    if wanted.is_some_and(|wanted| !wanted.contains(&found)) {
        let arguments = vec![("path", name.to_owned()), ("found", found.to_uppercase())];
        seen.findings.push(Finding::about(c::FILE_TYPE_DIFFERS, name, arguments));
    }
    seen
}

fn xml(seen: &mut KeptSeen, bytes: &[u8], rules: &DigitalCard) {
    let name = seen.file.clone();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}'),
        Err(e) => return seen.findings.push(bad_xml(&name, e.to_string())),
    };
    let document = match roxmltree::Document::parse(text) {
        Ok(document) => document,
        Err(e) => return seen.findings.push(bad_xml(&name, e.to_string())),
    };
    seen.cards = Some(xml_card::read(&document, rules));
    seen.signature = xmldsig::examine(&document);
    let code = match seen.signature {
        Signature::Broken => c::SIGNATURE_BROKEN,
        Signature::ValueWrong => c::SIGNATURE_VALUE_WRONG,
        _ => return,
    };
    seen.findings.push(Finding::about(code, &name, vec![("path", name.clone())]));
}

fn bad_xml(name: &str, said: String) -> Finding {
    Finding::about(c::BAD_XML, name, vec![("path", name.to_owned()), ("said", said)])
}

/// Looks for a signature in a PDF as its bytes go by: only whether there is one, never whether it is good.
#[derive(Debug, Default)]
pub struct PdfScan {
    tail: Vec<u8>,
    found: bool,
}

/// Every PDF signature names the bytes that it is over (ISO 32000-1, 12.8.1).
const MARK: &[u8] = b"/ByteRange";

impl PdfScan {
    /// The next bytes.
    pub fn feed(&mut self, chunk: &[u8]) {
        if self.found {
            return;
        }
        self.tail.extend_from_slice(&chunk[..chunk.len().min(MARK.len())]);
        let holds = |bytes: &[u8]| bytes.windows(MARK.len()).any(|window| window == MARK);
        self.found = holds(&self.tail) || holds(chunk);
        self.tail = chunk[chunk.len().saturating_sub(MARK.len() - 1)..].to_vec();
    }

    /// What was seen.
    pub fn signature(&self) -> Signature {
        if self.found { Signature::Present } else { Signature::Absent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(name: &str, head: &[u8]) -> Vec<&'static str> {
        let book = crate::catalogue::Catalogue::load(&crate::assets::Assets::embedded()).unwrap();
        kept(name, head, &book.rules.digital_card).findings.iter().map(|f| f.code.name).collect()
    }

    #[test]
    fn a_name_must_not_lie() {
        assert!(codes("a.pdf", b"%PDF-1.7\n").is_empty());
        assert_eq!(codes("a.pdf", b"\x89PNG\r\n\x1a\n"), ["C504"]);
        assert_eq!(codes("a.pdf", b""), ["C504"]);
        assert!(codes("a.xml", "<a>ă</a>".as_bytes()).is_empty());
        assert_eq!(codes("a.xml", b"<a>"), ["C506"]);
        assert!(codes("a.csv", b"1,2").is_empty());
    }

    #[test]
    fn a_signature_is_seen_wherever_the_chunks_part() {
        let text = b"%PDF-1.7 <</Type/Sig/ByteRange [0 1 2 3]>>";
        for at in 0..text.len() {
            let mut scan = PdfScan::default();
            scan.feed(&text[..at]);
            scan.feed(&text[at..]);
            assert_eq!(scan.signature(), Signature::Present, "parted at {at}");
        }
        let mut none = PdfScan::default();
        none.feed(b"%PDF-1.7 /ByteRang");
        none.feed(b"f");
        assert_eq!(none.signature(), Signature::Absent);
    }
}
