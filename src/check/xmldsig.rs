//! XML signatures (W3C XML-Signature): does the file still hold what was signed, and does the signature fit the key that
//! lies beside it. Whose key that is is not judged here, and nothing here ever says "valid".

use std::cell::Cell;
use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Node};

use super::c14n::{Form, canonical, form_of};
use super::signed_value::{Hash, Value, is_outdated, plain_algorithm, value};
use crate::record::Signature;

pub(super) const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
/// Bytes of canonical text that one file may cost: enough for a list of a whole school, each card signed.
const MOST_CANONICAL: usize = 1 << 26;

/// What can be said of the signatures in a document: the worst of them.
pub(super) fn examine(document: &Document<'_>) -> Signature {
    let examiner = Examiner { document, ids: ids(document), left: Cell::new(MOST_CANONICAL) };
    let signatures = document.descendants().filter(|n| n.has_tag_name((DSIG, "Signature")));
    signatures.map(|node| examiner.one(node)).max_by_key(|state| gravity(*state)).unwrap_or(Signature::Absent)
}

fn gravity(state: Signature) -> u8 {
    match state {
        Signature::FitsCertificate => 0,
        Signature::FitsBareKey => 1,
        Signature::DigestsMatch => 2,
        Signature::Unchecked => 3,
        Signature::Weak => 4,
        _ => 5,
    }
}

/// What one reference of a signature shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// The digest fits what it is over: the whole document, or a part of it.
    Whole,
    Part,
    Differs,
    Outdated,
    Unknown,
}

/// Elements by their ids; none for an id that two elements have: which one was meant can't be told (signature wrapping).
type Ids<'a, 'i> = BTreeMap<&'a str, Option<Node<'a, 'i>>>;

fn ids<'a, 'i>(document: &'a Document<'i>) -> Ids<'a, 'i> {
    let mut found = Ids::new();
    for node in document.descendants() {
        // One element may say the same id twice, as `Id` and `ID`.
        let said: std::collections::BTreeSet<&str> =
            ["Id", "ID", "id"].iter().filter_map(|key| node.attribute(*key)).collect();
        for id in said {
            found.entry(id).and_modify(|first| *first = None).or_insert(Some(node));
        }
    }
    found
}

struct Examiner<'a, 'i> {
    document: &'a Document<'i>,
    ids: Ids<'a, 'i>,
    left: Cell<usize>,
}

impl<'a, 'i> Examiner<'a, 'i> {
    fn one(&self, signature: Node<'a, 'i>) -> Signature {
        let Some(info) = child(signature, "SignedInfo") else { return Signature::Unchecked };
        let seen: Vec<Seen> = children(info, "Reference").map(|node| self.reference(signature, node)).collect();
        let any = |wanted: Seen| seen.contains(&wanted);
        if any(Seen::Differs) {
            return Signature::Broken;
        }
        let value = value(self.document, signature, info);
        match value {
            Value::Wrong => Signature::ValueWrong,
            _ if any(Seen::Outdated) || value == Value::Weak => Signature::Weak,
            // A signature over a part says nothing of the rest.
            _ if any(Seen::Unknown) || !any(Seen::Whole) => Signature::Unchecked,
            Value::FitsCertificate => Signature::FitsCertificate,
            Value::FitsBareKey => Signature::FitsBareKey,
            _ => Signature::DigestsMatch,
        }
    }

    fn reference(&self, signature: Node<'a, 'i>, reference: Node<'a, 'i>) -> Seen {
        let method = child(reference, "DigestMethod").and_then(plain_algorithm);
        if method.is_some_and(is_outdated) {
            return Seen::Outdated;
        }
        self.compared(signature, reference, method).unwrap_or(Seen::Unknown)
    }

    /// None where something is not understood.
    fn compared(&self, signature: Node<'a, 'i>, reference: Node<'a, 'i>, method: Option<&str>) -> Option<Seen> {
        let target = match reference.attribute("URI")? {
            "" => self.document.root(),
            uri => (*self.ids.get(uri.strip_prefix('#')?)?)?,
        };
        let (form, without) = transforms(reference, signature)?;
        let hash = digest_of(method?)?;
        if self.left.get() == 0 {
            return None;
        }
        let text = canonical(self.document, target, form, without)?;
        self.left.set(self.left.get().saturating_sub(text.len()));
        let due: String = text_of(child(reference, "DigestValue")?).split_whitespace().collect();
        let matches = STANDARD.decode(due).is_ok_and(|due| due == hash.of(text.as_bytes()));
        let whole = target.is_root() || target == self.document.root_element();
        Some(match (matches, whole) {
            (false, _) => Seen::Differs,
            (true, true) => Seen::Whole,
            (true, false) => Seen::Part,
        })
    }
}

/// Which form the referenced text is digested in, and what is left out of it. Only the two transforms that the sector's
/// files use, in their one order; others could leave out anything.
fn transforms<'a, 'i>(reference: Node<'a, 'i>, signature: Node<'a, 'i>) -> Option<(Form, Option<Node<'a, 'i>>)> {
    let steps: Vec<&str> = match child(reference, "Transforms") {
        Some(list) => children(list, "Transform").map(plain_algorithm).collect::<Option<_>>()?,
        None if children(reference, "Transforms").next().is_none() => Vec::new(),
        None => return None,
    };
    match steps[..] {
        [] => Some((Form::Inclusive, None)),
        [ENVELOPED] => Some((Form::Inclusive, Some(signature))),
        [ENVELOPED, form] => Some((form_of(form)?, Some(signature))),
        [form] => Some((form_of(form)?, None)),
        _ => None,
    }
}

fn digest_of(algorithm: &str) -> Option<Hash> {
    match algorithm {
        "http://www.w3.org/2001/04/xmlenc#sha256" => Some(Hash::Sha256),
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => Some(Hash::Sha384),
        "http://www.w3.org/2001/04/xmlenc#sha512" => Some(Hash::Sha512),
        _ => None,
    }
}

/// The child of that name in the namespace of signatures; none also where there are two, for others may read the second.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    let mut all = node.children().filter(|n| n.has_tag_name((DSIG, name)));
    let first = all.next()?;
    if all.next().is_some() { None } else { Some(first) }
}

/// The children of that name in the namespace of signatures.
pub(super) fn children<'a, 'i, 'n>(
    node: Node<'a, 'i>,
    name: &'n str,
) -> impl Iterator<Item = Node<'a, 'i>> + use<'a, 'i, 'n> {
    node.children().filter(move |n| n.has_tag_name((DSIG, name)))
}

/// All text right below a node: a comment in the middle hides no half of it.
pub(super) fn text_of(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|n| n.text()).collect()
}
