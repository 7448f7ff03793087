//! The pages as a whole: every link resolves, nothing leads out, no text becomes markup, no name leaves its volume.

use std::collections::BTreeSet;

use niemphong::assets::Assets;
use niemphong::render::html::{Listing, name_order};
use niemphong::render::search;
use niemphong::words::{Language, Words};
use regex::Regex;

use super::html_site::{self, HOSTILE, NAMES, Site, hostile, ordinary};

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action file:; base-uri 'none'";

fn html(site: &Site) -> impl Iterator<Item = (&str, &str)> {
    site.iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
}

fn resolve(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {href} leaves the archive"),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Every `href`, `src` and `action`, unescaped.
fn targets(page: &str) -> Vec<String> {
    let attribute = Regex::new(r#"\s(?:href|src|action)="([^"]*)""#).unwrap();
    attribute.captures_iter(page).map(|c| c[1].replace("&amp;", "&")).collect()
}

#[test]
fn every_link_resolves_inside_the_archive() {
    for site in [ordinary(), hostile()] {
        let mut reached = BTreeSet::new();
        for (path, page) in html(&site) {
            for target in targets(page) {
                let plain = target.split(['?', '#']).next().unwrap();
                if let Some(id) = target.split_once('#').filter(|(before, _)| before.is_empty()).map(|(_, id)| id) {
                    assert!(page.contains(&format!("id=\"{id}\"")), "{path}: no #{id}");
                    continue;
                }
                let file = resolve(path, plain);
                // The names of values are made of the schemas, by the command that builds.
                let made = site.contains_key(&file) || file == "browse/nhan.js";
                assert!(made, "{path}: {target} → {file} is not there");
                reached.insert(file);
            }
        }
        for (path, _) in html(&site) {
            assert!(reached.contains(path), "{path} is linked from nowhere");
        }
    }
}

#[test]
fn nothing_leads_out_and_nothing_is_inline() {
    let inline =
        Regex::new(r#"(?i)<style|<script(?: [a-z]+="[^"]*")*>[^<]|\sstyle=|\son[a-z]+="|javascript:[^a]"#).unwrap();
    for site in [ordinary(), hostile()] {
        for (path, page) in html(&site) {
            assert!(page.contains(CSP), "{path}: CSP");
            let tags = tags_only(page);
            assert!(!inline.is_match(&tags), "{path}: {:?}", inline.find(&tags));
            for target in targets(page) {
                assert!(
                    !target.contains("://") && !target.starts_with("//") && !target.contains(':'),
                    "{path}: {target}"
                );
            }
        }
        for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".css") || path.ends_with(".js")) {
            let text = std::str::from_utf8(bytes).unwrap();
            for banned in [
                "http:",
                "https:",
                "//cdn",
                "@import",
                "url(",
                "eval(",
                "innerHTML",
                "document.write",
                "new Function",
                "fetch(",
            ] {
                assert!(!text.contains(banned), "{path}: {banned}");
            }
        }
    }
}

/// The tags without the text between them.
fn tags_only(page: &str) -> String {
    Regex::new(r"<[^>]*>").unwrap().find_iter(page).map(|m| m.as_str()).collect()
}

#[test]
fn hostile_text_stays_text() {
    // The tags of a hostile archive are the tags of an ordinary one: same names, same attribute names.
    let shape = |site: &Site| -> BTreeSet<String> {
        let tag = Regex::new(r#"<(/?[a-zA-Z!][^\s>]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*/?>"#).unwrap();
        let name = Regex::new(r#"\s+([^\s=>]+)(?:="[^"]*")?"#).unwrap();
        html(site)
            .flat_map(|(_, page)| {
                tag.captures_iter(page)
                    .map(|c| {
                        let names: Vec<String> = name.captures_iter(&c[2]).map(|a| a[1].to_owned()).collect();
                        format!("{} {}", &c[1], names.join(" "))
                    })
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let (plain, attacked) = (shape(&ordinary()), shape(&hostile()));
    let new: Vec<&String> = attacked.difference(&plain).collect();
    assert!(new.is_empty(), "{new:?}");
    for (path, page) in html(&hostile()) {
        assert!(!page.contains("<script>") && !page.contains("<img") && !page.contains("49{"), "{path}");
        assert_eq!(page.matches("</title>").count(), 1, "{path}");
    }
}

#[test]
fn a_hostile_name_stays_inside_its_script_string() {
    let volume = html_site::crowd(3);
    let mut cards = volume.cards().to_vec();
    for (card, name) in cards.iter_mut().zip(HOSTILE) {
        card.title = name.to_owned();
        card.words = "định danh 087215000123".to_owned();
        if let Some(pupil) = &mut card.pupil {
            std::sync::Arc::make_mut(pupil).name = HOSTILE[5].to_owned();
        }
    }
    let volume = niemphong::render::html::Volume::new(volume.info.clone(), cards);
    let page = search::index(&volume);
    let text = String::from_utf8(page.bytes).unwrap();
    let literal = Regex::new(r#"\ANIEMPHONG\.load\("(?:[^"\\\n\u{2028}<]|\\["\\]|\\u[0-9a-f]{4})*"\);\n\z"#).unwrap();
    assert!(literal.is_match(&text), "{text}");
    assert!(!Regex::new(r"\d{12}").unwrap().is_match(&text), "a personal id in {text}");
}

#[test]
fn no_name_leaves_its_volume() {
    let site = ordinary();
    for (path, bytes) in site.iter().filter(|(path, _)| !path.starts_with("volumes/")) {
        let text = std::str::from_utf8(bytes).unwrap();
        for name in NAMES {
            // Examples in the help of the search say „nguyen van an“, without marks.
            assert!(!text.contains(name), "{path} names {name}");
        }
        assert!(!text.contains("2400000"), "{path} holds a pupil's code");
    }
    for path in site.keys() {
        assert!(path.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"./-_".contains(&b)), "{path}");
    }
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with("/muc.js")) {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(NAMES.iter().all(|name| !text.contains(name)), "{path}");
    }
}

#[test]
fn no_page_calls_anything_valid() {
    for (path, page) in html(&ordinary()) {
        if ["kiem-tra", "thuat-ngu", "ban-trich"].iter().any(|name| path == format!("browse/{name}.html")) {
            continue; // they explain the verdicts
        }
        for word in ["ĐẠT", "hợp lệ", "authentic ", "valid ", "verified by"] {
            assert!(!page.contains(word), "{path}: {word}");
        }
    }
    let site = ordinary();
    let record = std::str::from_utf8(&site["volumes/vinh-vien/data/ho-so/hoc-ba/2400000001.html"]).unwrap();
    assert!(record.contains("Đã niêm phong khi xuất bản"));
    assert!(!record.contains("đã xác thực"));
}

#[test]
fn a_record_page_has_what_an_inspector_looks_for_in_its_order() {
    let site = ordinary();
    let page = std::str::from_utf8(&site["volumes/vinh-vien/data/ho-so/hoc-ba/2400000001.html"]).unwrap();
    let order = [
        "UBND XÃ MỸ HIỆP",
        "class=\"crumbs\"",
        "<h1>Học bạ – Nguyễn Văn Ân</h1>",
        "class=\"facts\"",
        "2400000001.pdf",
        "2400000001.json",
        "class=\"form hoc_ba\"",
        "Tiếng Việt",
        "id=\"tl\"",
        "chưa đối chiếu",
        "id=\"xt\"",
        "class=\"hash\"",
        "class=\"pager\"",
        "class=\"paper\"",
    ];
    let mut from = 0;
    for part in order {
        from += page[from..].find(part).unwrap_or_else(|| panic!("{part} is missing, or out of order"));
    }
    assert_eq!(page.matches("<h1").count(), 1);
}

#[test]
fn no_page_prints_a_whole_personal_id() {
    for (path, page) in html(&ordinary()) {
        assert!(!page.contains("087215000123"), "{path}");
    }
}

#[test]
fn the_forms_of_the_press_are_pages_too() {
    let pages = html_site::pages();
    let volume = html_site::crowd(1);
    let links = volume.links(0).unwrap();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let mut seen = BTreeSet::new();
    let personal_id = Regex::new(r"\b0\d{11}\b").unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let view: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let Some(form) = view["form"]["type"].as_str() else { continue };
        let page = pages.record_page(&view, &links).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let page = String::from_utf8(page).unwrap();
        assert!(!personal_id.is_match(&page), "{}", path.display());
        seen.insert(form.to_owned());
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["document", "file", "hoc_ba", "table"]);
}

#[test]
fn a_person_is_three_clicks_from_the_start_without_script() {
    let site = ordinary();
    let links = |path: &str| -> BTreeSet<String> {
        let page = std::str::from_utf8(&site[path]).unwrap();
        targets(page)
            .iter()
            .filter(|t| !t.starts_with('#'))
            .map(|t| resolve(path, t.split(['?', '#']).next().unwrap()))
            .collect()
    };
    let mut seen = links("index.html");
    for _ in 0..2 {
        let more: BTreeSet<String> = seen.iter().filter(|p| p.ends_with(".html")).flat_map(|p| links(p)).collect();
        seen.extend(more);
    }
    for path in site.keys().filter(|p| p.contains("/hs/")) {
        assert!(seen.contains(path), "{path}");
    }
}

#[test]
fn both_languages_say_everything() {
    let assets = Assets::embedded();
    let words = Words::load(&assets).unwrap();
    let id = Regex::new(r"(?m)^((?:page|markdown)-[a-z-]+) =").unwrap();
    let known: BTreeSet<String> = ["vi", "en"]
        .iter()
        .flat_map(|lang| {
            let text = assets.text(&format!("templates/i18n/{lang}/pages.ftl")).unwrap();
            id.captures_iter(text).map(|c| c[1].to_owned()).collect::<Vec<_>>()
        })
        .collect();
    let used: String = assets
        .list("templates/html/")
        .filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok())
        .chain([
            include_str!("../../src/render/html/mod.rs"),
            include_str!("../../src/render/html/volume.rs"),
            include_str!("../../src/render/html/record.rs"),
            include_str!("../../src/render/markdown/mod.rs"),
            include_str!("../../src/check/pictures.rs"),
            include_str!("../../src/cli/site.rs"),
            include_str!("../../src/cli/labels.rs"),
        ])
        .collect();
    for id in &known {
        assert!(words.knows(Language::Vi, id) && words.knows(Language::En, id), "{id} is missing in one language");
        // The quick check names its words by their endings.
        let ending = id.trim_start_matches("page-check-");
        assert!(used.contains(&format!("\"{id}\"")) || used.contains(&format!("\"{ending}\"")), "{id} is used nowhere");
    }
}

#[test]
fn a_long_kind_is_split_by_class_and_a_class_list_never_is() {
    let volume = html_site::crowd(1_000);
    let pages = html_site::pages();
    let listings = volume.listings();
    assert_eq!(listings.iter().filter(|l| html_site::is_pupil(l)).count(), 1_000);
    assert!(listings.contains(&Listing::KindClass("hoc-ba".to_owned(), "3B".to_owned())));
    let kind = pages.listing(&volume, &Listing::Kind("hoc-ba".to_owned())).unwrap();
    assert!(kind.bytes.len() < 20_000, "{}", kind.bytes.len());
}

#[test]
fn a_class_page_names_the_campus_of_a_class_that_has_one() {
    let volume = html_site::crowd(60);
    let pages = html_site::pages();
    let page = |code: &str| {
        let page = pages.listing(&volume, &Listing::Class(code.to_owned())).unwrap();
        String::from_utf8(page.bytes).unwrap()
    };
    assert!(page("3B").contains("điểm trường: Điểm lẻ Mỹ Tây"));
    assert!(!page("3A").contains("điểm trường"));
}

/// How many pupils a class has can't be told by a volume that holds no record of theirs.
#[test]
fn a_class_page_counts_the_pupils_that_it_lists_and_no_others() {
    let crowd = html_site::crowd(60);
    let pages = html_site::pages();
    let page = |volume: &niemphong::render::html::Volume| {
        let page = pages.listing(volume, &Listing::Class("3B".to_owned())).unwrap();
        String::from_utf8(page.bytes).unwrap()
    };
    assert!(page(&crowd).contains("học sinh</span>"), "{}", page(&crowd));
    let mut cards = crowd.cards().to_vec();
    for card in &mut cards {
        card.pupil = None;
        card.mentions.clear();
    }
    let of_papers = page(&niemphong::render::html::Volume::new(crowd.info.clone(), cards));
    assert!(of_papers.contains("<p class=\"lead\"><span class=\"vi\">điểm trường"), "{of_papers}");
    assert!(!of_papers.contains("0 học sinh"), "{of_papers}");
}

/// Who left stands in no class list, yet a register of the class may name it: its page must be led to.
#[test]
fn a_class_page_lists_a_child_whose_class_only_the_register_tells() {
    let crowd = html_site::crowd(60);
    let mut cards = crowd.cards().to_vec();
    let mut leaver = (**cards.iter().find_map(|card| card.pupil.as_ref()).unwrap()).clone();
    leaver.code = "0829999999".to_owned();
    leaver.class = String::new();
    let mut register = cards[0].clone();
    register.id = "so-suc-khoe.3b".to_owned();
    register.pupil = None;
    register.class = "3B".to_owned();
    register.mentions = vec![leaver.into()];
    cards.push(register);
    let volume = niemphong::render::html::Volume::new(crowd.info.clone(), cards);
    let led_by = |class: &str| {
        let page = html_site::pages().listing(&volume, &Listing::Class(class.to_owned())).unwrap();
        String::from_utf8(page.bytes).unwrap().contains("../hs/0829999999.html")
    };
    assert!(led_by("3B") && !led_by("3A"));
}

#[test]
fn the_index_costs_few_bytes() {
    let volume = html_site::crowd(1_500);
    let bytes = search::index(&volume).bytes.len();
    assert!(bytes / 1_500 <= 64, "{} bytes a record", bytes / 1_500);
}

#[test]
fn cards_in_any_order_give_the_same_pages() {
    let volume = html_site::crowd(60);
    let mut cards = volume.cards().to_vec();
    cards.reverse();
    let other = niemphong::render::html::Volume::new(volume.info.clone(), cards);
    let pages = html_site::pages();
    assert_eq!(volume.listings(), other.listings());
    for listing in volume.listings() {
        assert_eq!(pages.listing(&volume, &listing).unwrap(), pages.listing(&other, &listing).unwrap());
    }
    assert_eq!(search::index(&volume), search::index(&other));
}

#[test]
fn names_sort_as_class_lists_do() {
    // The order that ICU's Vietnamese collation gives (node: Intl.Collator("vi")), by given name, then by the rest.
    let sorted = include_str!("html_names.txt");
    let want: Vec<&str> = sorted.lines().collect();
    let mut got = want.clone();
    got.reverse();
    got.sort_by_cached_key(|name| name_order(name));
    assert_eq!(got, want);
}
