//! XML signatures (W3C XML-Signature): does the file still hold what was signed. Digests are computed over the canonical
//! form and compared; the signature value and the certificate are not judged here, and nothing here ever says "valid".

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Node};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::c14n::{Form, canonical};
use crate::record::Signature;

const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// What can be said of the signatures in a document: the worst of them.
pub(super) fn examine(document: &Document<'_>) -> Signature {
    let signatures = document.descendants().filter(|n| n.has_tag_name((DSIG, "Signature")));
    signatures.map(|node| one(document, node)).max_by_key(|state| gravity(*state)).unwrap_or(Signature::Absent)
}

fn gravity(state: Signature) -> u8 {
    match state {
        Signature::DigestsMatch => 0,
        Signature::Unchecked => 1,
        _ => 2,
    }
}

fn one(document: &Document<'_>, signature: Node<'_, '_>) -> Signature {
    let Some(info) = child(signature, "SignedInfo") else { return Signature::Unchecked };
    let references: Vec<_> = info.children().filter(|n| n.has_tag_name((DSIG, "Reference"))).collect();
    let mut covers_all = false;
    for reference in &references {
        let Some((matches, whole)) = compare(document, signature, *reference) else { return Signature::Unchecked };
        if !matches {
            return Signature::Broken;
        }
        covers_all |= whole;
    }
    // A signature over a part says nothing of the rest.
    if covers_all { Signature::DigestsMatch } else { Signature::Unchecked }
}

/// Whether a reference's digest fits, and whether it is over the whole document; none where an algorithm is unknown.
fn compare(document: &Document<'_>, signature: Node<'_, '_>, reference: Node<'_, '_>) -> Option<(bool, bool)> {
    let root = document.root_element();
    let uri = reference.attribute("URI").unwrap_or_default();
    let target = match uri.strip_prefix('#') {
        Some(id) => {
            let named = |n: &Node<'_, '_>| ["Id", "ID", "id"].iter().any(|key| n.attribute(*key) == Some(id));
            let mut all = document.descendants().filter(named);
            let first = all.next()?;
            // Two elements of one id: which one was meant can't be told (signature wrapping).
            if all.next().is_some() {
                return None;
            }
            first
        }
        None if uri.is_empty() => document.root(),
        None => return None,
    };
    let (mut form, mut without) = (Form::Inclusive, None);
    let transforms = child(reference, "Transforms");
    for transform in transforms.iter().flat_map(|n| n.children()).filter(|n| n.is_element()) {
        match transform.attribute("Algorithm")? {
            ENVELOPED => without = Some(signature),
            _ if transform.children().any(|n| n.is_element()) => return None,
            algorithm => form = form_of(algorithm)?,
        }
    }
    let bytes = canonical(document, target, form, without);
    let due = child(reference, "DigestValue")?.text().unwrap_or_default();
    let due: String = due.chars().filter(|c| !c.is_whitespace()).collect();
    let found = digest(child(reference, "DigestMethod")?.attribute("Algorithm")?, bytes.as_bytes())?;
    Some((STANDARD.decode(due).is_ok_and(|due| due == found), target.is_root() || target == root))
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|n| n.has_tag_name((DSIG, name)))
}

fn form_of(algorithm: &str) -> Option<Form> {
    match algorithm {
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315" => Some(Form::Inclusive),
        "http://www.w3.org/2001/10/xml-exc-c14n#" => Some(Form::Exclusive),
        _ => None,
    }
}

/// SHA-1 is left out: a match would prove nothing.
fn digest(algorithm: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    Some(match algorithm {
        "http://www.w3.org/2001/04/xmlenc#sha256" => Sha256::digest(bytes).to_vec(),
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => Sha384::digest(bytes).to_vec(),
        "http://www.w3.org/2001/04/xmlenc#sha512" => Sha512::digest(bytes).to_vec(),
        _ => return None,
    })
}
