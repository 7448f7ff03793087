//! Markdown: what is kept, what is refused, and that text stays text.

use niemphong::render::markdown::{Labels, MarkdownWhat, parse, picture_paths, pictures, to_html, without_paths};
use proptest::prelude::*;
use serde_json::json;

#[test]
fn the_tree_has_the_shape_that_both_printers_read() {
    let tree = parse("# A\n\nx **y** ~~z~~ `c`\\\nnew[^n]\n\n1. one\n   - two\n\n\\newpage\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n[^n]: note\n").unwrap();
    assert_eq!(
        json!(tree),
        json!([
            {"t": "heading", "level": 1, "c": [{"t": "text", "v": "A"}]},
            {"t": "para", "c": [{"t": "text", "v": "x "}, {"t": "strong", "c": [{"t": "text", "v": "y"}]}, {"t": "text", "v": " "},
                {"t": "strike", "c": [{"t": "text", "v": "z"}]}, {"t": "text", "v": " "}, {"t": "code", "v": "c"}, {"t": "break"},
                {"t": "text", "v": "new"}, {"t": "note", "c": [{"t": "para", "c": [{"t": "text", "v": "note"}]}]}]},
            {"t": "list", "ordered": true, "start": 1, "items": [[{"t": "para", "c": [{"t": "text", "v": "one"}]},
                {"t": "list", "ordered": false, "start": 1, "items": [[{"t": "para", "c": [{"t": "text", "v": "two"}]}]]}]]},
            {"t": "pagebreak"},
            {"t": "table", "align": ["left", "right"], "head": [[{"t": "text", "v": "a"}], [{"t": "text", "v": "b"}]],
                "rows": [[[{"t": "text", "v": "1"}], [{"t": "text", "v": "2"}]]]},
        ])
    );
}

#[test]
fn every_fault_is_found_at_its_place() {
    let cases = [
        ("a <b>x</b>", vec![(1, 3, MarkdownWhat::RawHtml), (1, 7, MarkdownWhat::RawHtml)]),
        ("ô\n\n<div>\nx\n</div>\n", vec![(3, 1, MarkdownWhat::RawHtml)]),
        ("<!-- x -->", vec![(1, 1, MarkdownWhat::RawHtml)]),
        ("ờ ![x](y.png)", vec![(1, 3, MarkdownWhat::PictureInLine)]),
        ("![x](y.png) ờ", vec![(1, 1, MarkdownWhat::PictureInLine)]),
        ("# ![x](y.png)", vec![(1, 3, MarkdownWhat::PictureInLine)]),
        ("**![x](y.png)**", vec![(1, 3, MarkdownWhat::PictureInLine)]),
        ("[![x](y.png)](https://a.b)", vec![(1, 2, MarkdownWhat::PictureInLine)]),
        ("| a |\n|---|\n| ![x](y.png) |", vec![(3, 3, MarkdownWhat::PictureInLine)]),
        ("x[^1]\n\n[^1]: ![x](y.png)\n", vec![(3, 7, MarkdownWhat::PictureInLine)]),
        ("- chữ ![x](y.png)\n", vec![(1, 7, MarkdownWhat::PictureInLine)]),
        ("![x\\\ny](y.png)", vec![(1, 4, MarkdownWhat::PictureWords)]),
        ("![x][y]\n\n[y]: z.png\n", vec![(1, 1, MarkdownWhat::PictureReference)]),
        ("![*x*](y.png)", vec![(1, 3, MarkdownWhat::PictureWords)]),
        ("[x](javascript:alert(1))", vec![(1, 1, MarkdownWhat::UnsafeLink)]),
        ("[x](JaVaScRiPt:alert(1))", vec![(1, 1, MarkdownWhat::UnsafeLink)]),
        (
            "[x](data:text/html,1) và [y](../z)",
            vec![(1, 1, MarkdownWhat::UnsafeLink), (1, 26, MarkdownWhat::UnsafeLink)],
        ),
        ("[x](//a.b)", vec![(1, 1, MarkdownWhat::UnsafeLink)]),
        ("[x](https://a.b \"t\")", vec![(1, 1, MarkdownWhat::LinkTitle)]),
        ("x\n\n[a]: https://a.b\n", vec![(3, 1, MarkdownWhat::UnusedReference)]),
        ("x[^1]", vec![(1, 2, MarkdownWhat::MissingNote)]),
        ("x\n\n[^1]: y\n", vec![(3, 1, MarkdownWhat::UnusedNote)]),
        ("x[^1]\n\n[^1]: y[^2]\n\n[^2]: z\n", vec![(3, 8, MarkdownWhat::NestedNote)]),
        ("- a\n\n  \\newpage\n", vec![(3, 3, MarkdownWhat::NestedPageBreak)]),
    ];
    for (text, want) in cases {
        let got: Vec<_> = parse(text).unwrap_err().iter().map(|f| (f.line, f.column, f.what)).collect();
        assert_eq!(got, want, "{text:?}");
    }
    assert!(parse(&"> ".repeat(500)).unwrap_err().iter().any(|f| f.what == MarkdownWhat::TooDeep));
}

#[test]
fn good_links_are_printed_not_followed() {
    let html =
        to_html(&parse("[Bộ](https://moet.gov.vn) <a@b.vn> [x][y]\n\n[y]: http://c.d\n").unwrap(), Labels::default());
    assert_eq!(
        html,
        "<p><span class=\"address\">Bộ (https://moet.gov.vn)</span> <span class=\"address\">a@b.vn</span> \
         <span class=\"address\">x (http://c.d)</span></p>\n"
    );
}

fn figure(path: &str, alt: &str, caption: &str) -> serde_json::Value {
    json!({"t": "figure", "path": path, "alt": alt, "caption": caption})
}

#[test]
fn pictures_that_stand_alone_are_figures() {
    let text =
        "![a \\* b](x.png)\n![c](<hình 2.jpg> \"Hình 2\")\n\n- ![d](y.png)\n  - ![e](z.png)\n\n> ![f](q.png 'Q')\n";
    let list = |items: serde_json::Value| json!({"t": "list", "ordered": false, "start": 1, "items": items});
    assert_eq!(
        json!(parse(text).unwrap()),
        json!([
            figure("x.png", "a * b", ""),
            figure("hình 2.jpg", "c", "Hình 2"),
            list(json!([[figure("y.png", "d", ""), list(json!([[figure("z.png", "e", "")]]))]])),
            {"t": "quote", "c": [figure("q.png", "f", "Q")]},
        ])
    );
    assert_eq!(picture_paths(text), ["x.png", "hình 2.jpg", "y.png", "z.png", "q.png"]);
    let places: Vec<_> = pictures(text).into_iter().map(|one| (one.line, one.column, one.words)).collect();
    assert_eq!(places[1], (2, 1, "c".to_owned()));
    assert_eq!(places[3], (5, 5, "e".to_owned()));
}

#[test]
fn a_text_without_paths_keeps_words_and_captions() {
    let text = "Ờ\n\n![a \\* b](nguyen-van-an.png)\n![c](<b.jpg> \"H ](\\\"2\\\"\")\n\nhết ![](x)\n";
    let bare = without_paths(text, "•••");
    assert!(!bare.contains("nguyen") && !bare.contains(".jpg"), "{bare}");
    assert!(bare.starts_with("Ờ\n\n![") && bare.contains("hết"), "{bare}");
    let shown: Vec<_> = pictures(&bare).into_iter().map(|one| (one.path, one.words)).collect();
    let masked = |words: &str| ("•••".to_owned(), words.to_owned());
    assert_eq!(shown, [masked("a * b"), masked("c"), masked("")]);
    let tree = parse(bare.split("hết").next().unwrap()).unwrap();
    assert_eq!(tree[2]["caption"], "H ](\"2\"", "{bare}");
    assert!(bare.contains("![a \\* b](•••)"), "{bare}");
    assert_eq!(without_paths("không có hình", "•••"), "không có hình");
}

const ABSENT: Labels<'static> = Labels { absent: "vắng", table: "", back: "" };

#[test]
fn a_figure_is_an_image_with_its_size_or_its_words() {
    let there = json!([{"t": "figure", "alt": "<b>\"&", "caption": "Hình <1>", "src": "../a.png", "file": "/a.png", "width": 3, "height": 2}]);
    assert_eq!(
        to_html(there.as_array().unwrap(), ABSENT),
        "<figure><img src=\"../a.png\" width=\"3\" height=\"2\" alt=\"&lt;b&gt;&quot;&amp;\">\
         <figcaption>Hình &lt;1&gt;</figcaption></figure>\n"
    );
    let absent = json!([{"t": "figure", "alt": "a<", "caption": ""}]);
    assert_eq!(to_html(absent.as_array().unwrap(), ABSENT), "<figure><p class=\"absent\">vắng: a&lt;</p></figure>\n");
}

proptest! {
    #[test]
    fn no_text_becomes_markup(text in "[ -~\\n\u{e0}-\u{1f0}]{0,200}") {
        if let Ok(tree) = parse(&text) {
            let html = to_html(&tree, Labels::default());
            let tag = regex::Regex::new(r"<[^>]*>").unwrap();
            let known = regex::Regex::new(
                r#"\A</?(?:p|h[3-6]|ul|ol|li|table|thead|tbody|tr|th|td|blockquote|pre|code|em|strong|s|sup|hr|br|a|span|div|figure|figcaption)(?: (?:class|id|href|start|scope|tabindex|role|aria-label)="[^"<>]*")*>\z"#).unwrap();
            for found in tag.find_iter(&html) {
                prop_assert!(known.is_match(found.as_str()), "{}", found.as_str());
            }
            prop_assert!(!tag.replace_all(&html, "").contains(['<', '>']));
        }
    }

    #[test]
    fn the_parser_never_panics(text in "\\PC{0,300}") {
        let _ = parse(&text);
    }
}
