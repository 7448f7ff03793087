//! The page that compares a sheet carries what PAPER.md names.

use base64::Engine;
use niemphong::assets::Assets;
use niemphong_archive::Digest;
use regex::Regex;

fn script(name: &str) -> String {
    Assets::embedded().text(&format!("templates/html/browse/{name}")).unwrap().to_owned()
}

#[test]
fn the_page_unpacks_with_the_dictionary_of_paper() {
    let text = script("tu-dien-giay.js");
    let base64: String = Regex::new("\"([^\"]*)\"").unwrap().captures_iter(&text).map(|c| c[1].to_owned()).collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(base64).unwrap();
    assert!(include_str!("../../src/paper/PAPER.md").contains(&Digest::of(&bytes).to_string()));
}
