//! Canonical XML 1.0, inclusive and exclusive, without comments (W3C REC-xml-c14n-20010315, REC-xml-exc-c14n-20020718):
//! the bytes that an XML signature is over. Only what a signature needs: a whole element, one subtree left out.

use std::borrow::Cow;
use std::collections::BTreeMap;

use roxmltree::{Attribute, Document, NS_XML_URI, Node, NodeType};

/// Elements inside elements that are followed: a report card has five. Each takes a piece of the stack.
const DEEPEST: usize = 200;
/// Namespaces in scope of one element that are followed: signed files have three or four, and each is gone through at each element.
const MOST_NAMESPACES: usize = 32;

/// Which of the two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Every namespace in scope is written.
    Inclusive,
    /// Only namespaces that names use are written.
    Exclusive,
}

/// Namespaces that ancestors in the output have already declared: prefix to URI, the default one under "".
type Rendered = BTreeMap<String, String>;

/// The form that an algorithm's name in a signature stands for.
pub(super) fn form_of(algorithm: &str) -> Option<Form> {
    match algorithm {
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315" => Some(Form::Inclusive),
        "http://www.w3.org/2001/10/xml-exc-c14n#" => Some(Form::Exclusive),
        _ => None,
    }
}

struct Writer<'a> {
    text: &'a str,
    form: Form,
    without: Option<roxmltree::NodeId>,
    apex: roxmltree::NodeId,
    depth: usize,
    out: String,
}

/// The canonical form of `node`, or of the whole document when `node` is its root, leaving out `without`; none where
/// more elements lie inside each other, or more namespaces are in scope, than are followed.
pub(super) fn canonical(
    document: &Document<'_>,
    node: Node<'_, '_>,
    form: Form,
    without: Option<Node<'_, '_>>,
) -> Option<String> {
    let text = document.input_text();
    let without = without.map(|n| n.id());
    let mut writer = Writer { text, form, without, apex: node.id(), depth: 0, out: String::new() };
    if node.is_root() {
        writer.document(node)?;
    } else {
        writer.element(node, &Rendered::new())?;
    }
    Some(writer.out)
}

impl Writer<'_> {
    /// The root element, and processing instructions before and after it, each on a line of its own.
    fn document(&mut self, root: Node<'_, '_>) -> Option<()> {
        let mut before = true;
        for child in root.children() {
            match child.node_type() {
                NodeType::Element => {
                    self.element(child, &Rendered::new())?;
                    before = false;
                }
                NodeType::PI if before => {
                    self.instruction(child);
                    self.out.push('\n');
                }
                NodeType::PI => {
                    self.out.push('\n');
                    self.instruction(child);
                }
                _ => {}
            }
        }
        Some(())
    }

    fn instruction(&mut self, node: Node<'_, '_>) {
        let Some(pi) = node.pi() else { return };
        self.out.push_str("<?");
        self.out.push_str(pi.target);
        if let Some(value) = pi.value.filter(|v| !v.is_empty()) {
            self.out.push(' ');
            self.out.push_str(value);
        }
        self.out.push_str("?>");
    }

    fn element(&mut self, node: Node<'_, '_>, above: &Rendered) -> Option<()> {
        if self.without == Some(node.id()) {
            return Some(());
        }
        self.depth = Some(self.depth + 1).filter(|depth| *depth <= DEEPEST)?;
        if node.namespaces().take(MOST_NAMESPACES + 1).count() > MOST_NAMESPACES {
            return None;
        }
        let name = qualified(self.text, node);
        let mut rendered = Cow::Borrowed(above);
        self.out.push('<');
        self.out.push_str(name);
        for (prefix, uri) in self.declarations(node, above) {
            let declared = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            self.attribute(&declared, &uri);
            rendered.to_mut().insert(prefix, uri);
        }
        for attribute in self.attributes(node) {
            self.attribute(&self.text[attribute.range_qname()], attribute.value());
        }
        self.out.push('>');
        for child in node.children() {
            match child.node_type() {
                NodeType::Element => self.element(child, &rendered)?,
                NodeType::Text => escape(child.text().unwrap_or_default(), in_text, &mut self.out),
                NodeType::PI => self.instruction(child),
                NodeType::Comment | NodeType::Root => {}
            }
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        self.depth -= 1;
        Some(())
    }

    /// The attributes to write at `node`, in order. In the inclusive form the outermost element takes over `xml:lang` and the
    /// like from those around it (REC-xml-c14n §2.4).
    fn attributes<'d, 'i>(&self, node: Node<'d, 'i>) -> Vec<Attribute<'d, 'i>> {
        let key = |a: &Attribute<'_, '_>| (a.namespace().unwrap_or_default().to_owned(), a.name().to_owned());
        let mut all: BTreeMap<_, _> = BTreeMap::new();
        if self.form == Form::Inclusive && node.id() == self.apex {
            let around: Vec<_> = node.ancestors().skip(1).collect();
            let outer = around.into_iter().rev().flat_map(|n| n.attributes());
            all.extend(outer.filter(|a| a.namespace() == Some(NS_XML_URI)).map(|a| (key(&a), a)));
        }
        all.extend(node.attributes().map(|a| (key(&a), a)));
        all.into_values().collect()
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, in_attribute, &mut self.out);
        self.out.push('"');
    }

    /// The declarations to write at `node`: those in scope (or in use) that the output above does not have, by prefix.
    fn declarations(&self, node: Node<'_, '_>, above: &Rendered) -> Rendered {
        let mut scope: Rendered = node
            .namespaces()
            .map(|ns| (ns.name().unwrap_or_default().to_owned(), ns.uri().to_owned()))
            .filter(|(prefix, _)| prefix != "xml")
            .collect();
        // No default namespace here is worth saying only below one.
        scope.entry(String::new()).or_default();
        if self.form == Form::Exclusive {
            let used = used_prefixes(self.text, node);
            scope.retain(|prefix, _| used.iter().any(|u| u == prefix));
        }
        let none = String::new();
        scope.retain(|prefix, uri| {
            let known = above.get(prefix);
            let default = if prefix.is_empty() { Some(&none) } else { None };
            known.or(default) != Some(uri)
        });
        scope
    }
}

/// The element's name as the file spells it, with its prefix.
fn qualified<'t>(text: &'t str, node: Node<'_, '_>) -> &'t str {
    let tag = &text[node.range().start + 1..];
    let end = tag.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').unwrap_or(tag.len());
    &tag[..end]
}

/// Prefixes that the element's own name and its attributes use; the default one is "".
fn used_prefixes(text: &str, node: Node<'_, '_>) -> Vec<String> {
    let prefix = |name: &str| name.split_once(':').map_or(String::new(), |(prefix, _)| prefix.to_owned());
    let own = prefix(qualified(text, node));
    let others = node.attributes().map(|a| prefix(&text[a.range_qname()])).filter(|p| !p.is_empty());
    std::iter::once(own).chain(others).collect()
}

fn in_text(letter: char) -> Option<&'static str> {
    Some(match letter {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '\r' => "&#xD;",
        _ => return None,
    })
}

fn in_attribute(letter: char) -> Option<&'static str> {
    Some(match letter {
        '&' => "&amp;",
        '<' => "&lt;",
        '"' => "&quot;",
        '\t' => "&#x9;",
        '\n' => "&#xA;",
        '\r' => "&#xD;",
        _ => return None,
    })
}

fn escape(text: &str, special: fn(char) -> Option<&'static str>, out: &mut String) {
    for letter in text.chars() {
        match special(letter) {
            Some(escaped) => out.push_str(escaped),
            None => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(xml: &str) -> [String; 2] {
        let document = Document::parse(xml).unwrap();
        [Form::Inclusive, Form::Exclusive].map(|form| canonical(&document, document.root(), form, None).unwrap())
    }

    #[test]
    fn names_attributes_and_letters_take_their_one_form() {
        let xml = "<?xml version=\"1.0\"?>\n<!-- x --><?pi  a?><a  z='1' b=\"&quot;&#9;\"><b/>&gt;<![CDATA[<&]]>\r\n</a><?end?>";
        let wanted = "<?pi a?>\n<a b=\"&quot;&#x9;\" z=\"1\"><b></b>&gt;&lt;&amp;\n</a>\n<?end?>";
        assert_eq!(both(xml), [wanted, wanted]);
    }

    #[test]
    fn namespaces_are_said_once_and_only_where_due() {
        let xml = "<a xmlns:u=\"u\" xmlns=\"d\"><b xmlns=\"\"><u:c xmlns:v=\"v\" v:y=\"1\"/></b></a>";
        let [inclusive, exclusive] = both(xml);
        let all = "<a xmlns=\"d\" xmlns:u=\"u\"><b xmlns=\"\"><u:c xmlns:v=\"v\" v:y=\"1\"></u:c></b></a>";
        assert_eq!(inclusive, all);
        let used = "<a xmlns=\"d\"><b xmlns=\"\"><u:c xmlns:u=\"u\" xmlns:v=\"v\" v:y=\"1\"></u:c></b></a>";
        assert_eq!(exclusive, used);
    }

    #[test]
    fn a_subtree_carries_the_namespaces_of_its_scope_and_one_may_be_left_out() {
        let xml = "<a xmlns=\"d\"><s><x/></s><t/></a>";
        let document = Document::parse(xml).unwrap();
        let inner = document.descendants().find(|n| n.has_tag_name("x")).unwrap();
        assert_eq!(canonical(&document, inner, Form::Exclusive, None).unwrap(), "<x xmlns=\"d\"></x>");
        let out = document.descendants().find(|n| n.has_tag_name("s"));
        assert_eq!(canonical(&document, document.root(), Form::Inclusive, out).unwrap(), "<a xmlns=\"d\"><t></t></a>");
    }

    #[test]
    fn the_outermost_element_takes_over_what_xml_itself_says_around_it() {
        let xml = "<a xml:lang=\"vi\" xml:space=\"preserve\" z=\"1\"><b xml:lang=\"en\"><c y=\"2\"><d/></c></b></a>";
        let document = Document::parse(xml).unwrap();
        let inner = document.descendants().find(|n| n.has_tag_name("c")).unwrap();
        let [inclusive, exclusive] =
            [Form::Inclusive, Form::Exclusive].map(|f| canonical(&document, inner, f, None).unwrap());
        assert_eq!(inclusive, "<c y=\"2\" xml:lang=\"en\" xml:space=\"preserve\"><d></d></c>");
        assert_eq!(exclusive, "<c y=\"2\"><d></d></c>");
    }

    #[test]
    fn elements_too_deep_inside_each_other_and_too_many_namespaces_are_not_followed() {
        for (depth, read) in [(DEEPEST, true), (DEEPEST + 1, false)] {
            let xml = "<a>".repeat(depth) + &"</a>".repeat(depth);
            let document = Document::parse(&xml).unwrap();
            assert_eq!(canonical(&document, document.root(), Form::Inclusive, None).is_some(), read);
        }
        let names: String = (0..=MOST_NAMESPACES).map(|i| format!(" xmlns:n{i}=\"{i}\"")).collect();
        let document = format!("<a{names}/>");
        let document = Document::parse(&document).unwrap();
        assert_eq!(canonical(&document, document.root(), Form::Inclusive, None), None);
    }
}
