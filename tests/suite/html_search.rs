//! The index as the browser's tests read it: `tests/browser/run.mjs` asks `queries.json` of these two files.

use std::io::Write as _;

use niemphong::render::html::{Card, Volume};
use niemphong::render::search;

use super::html_site::{self, NAMES};

/// What the ordinary names lack: old code pages' `Ð`, names of other peoples, a given name of one letter, a double.
const MORE: [&str; 6] =
    ["Ðinh Thị Đa", "H'Nguôm Niê Kdăm", "Trần Quốc Ý", "Nguyễn Văn Ân", "Hoàng Thuý Nga", "Hoàng Thúy Nga"];

fn volumes() -> [Volume; 2] {
    let names: Vec<&str> = NAMES.iter().chain(&MORE).copied().collect();
    let [first, second] = html_site::volumes(&names, names.len());
    // A record whose title repeats a personal id by mistake.
    let mut cards = second.cards().to_vec();
    cards.push(Card {
        id: "quyet-dinh.qd-99".to_owned(),
        title: "Quyết định tiếp nhận học sinh 087215000123".to_owned(),
        stem: "qd-99".to_owned(),
        words: "99/QĐ-THKĐ".to_owned(),
        ..cards.iter().find(|card| card.kind == "quyet-dinh").unwrap().clone()
    });
    [first, Volume::new(second.info.clone(), cards)]
}

#[test]
fn the_browsers_fixture_is_what_the_program_writes() {
    for volume in volumes() {
        let got = search::index(&volume).bytes;
        let name = format!("tim-{}.js", volume.info.class);
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser").join(&name);
        if std::fs::read(&path).is_ok_and(|want| want == got) {
            continue;
        }
        let fresh = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(&name);
        std::fs::File::create(&fresh).and_then(|mut file| file.write_all(&got)).unwrap();
        panic!("{name} has changed; if that was meant: cp {} {}", fresh.display(), path.display());
    }
}
