//! A small archive in memory: what the pages of two volumes and the root look like, for the tests and the browser.

use std::collections::BTreeMap;
use std::sync::Arc;

use niemphong::assets::Assets;
use niemphong::render::html::{
    Archive, Both, Card, Demand, KindCount, ListCount, Listing, Pages, Pupil, RootPage, RuleLine, RuleRow, RuleTable,
    School, Volume, VolumeInfo, VolumeSummary,
};
use niemphong::render::search;
use niemphong::words::Words;
use serde_json::{Value, json};

use super::html_forms::{document, hoc_ba, table};

/// Path from the archive's root → bytes.
pub(crate) type Site = BTreeMap<String, Vec<u8>>;

/// Names as they are, and as an attacker would write them.
pub(crate) const NAMES: [&str; 12] = [
    "Nguyễn Văn Ân",
    "Nguyễn Văn An",
    "Trần Thị Ánh",
    "Lê Hoàng Đức",
    "Phạm Thị Hoà",
    "Võ Minh Hòa",
    "Đặng Thị Quỳnh Như",
    "Huỳnh Quốc Bảo",
    "Bùi Gia Ấn",
    "Đỗ Khánh Vy",
    "Lý Thị Ngọc Yến",
    "Ngô Đình Thảo",
];

/// Everything that has ever broken a page.
pub(crate) const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</title></svg></template><b>",
    "\\\");alert(1);//\u{2028}",
    "javascript:alert(1)",
    "--><!-- ]]> &lt; &amp;",
];

pub(crate) fn pages() -> Pages {
    let assets = Assets::embedded();
    let words = Words::load(&assets).unwrap();
    Pages::new(&assets, Arc::new(words)).unwrap()
}

/// An ordinary archive of two classes.
pub(crate) fn ordinary() -> Site {
    site(&pages(), &NAMES, 24)
}

/// The same with hostile text in every place that a school could write into.
pub(crate) fn hostile() -> Site {
    site(&pages(), &HOSTILE, 8)
}

/// An archive with `count` pupils whose names, remarks and titles are taken from `names`.
pub(crate) fn site(pages: &Pages, names: &[&str], count: usize) -> Site {
    let mut site = Site::new();
    let school = school(names);
    let mut summaries = Vec::new();
    for volume in volumes(names, count) {
        let class = volume.info.class.clone();
        let data = format!("volumes/{class}/data/");
        for listing in volume.listings() {
            let page = pages.listing(&volume, &listing).unwrap();
            assert!(site.insert(format!("{data}{}", page.path), page.bytes).is_none(), "{listing:?} twice");
        }
        for (n, card) in volume.cards().iter().enumerate() {
            let links = volume.links(n).unwrap();
            let view = view(card, &volume, names);
            let bytes = pages.record_page(&view, &links).unwrap();
            site.insert(format!("{data}{}", links.path()), bytes);
            site.insert(format!("{data}{}.pdf", card.path()), b"%PDF-1.7\n".to_vec());
            site.insert(format!("{data}{}.json", card.path()), b"{}\n".to_vec());
        }
        for page in [search::index(&volume), search::contents(&volume)] {
            site.insert(format!("{data}{}", page.path), page.bytes);
        }
        site.insert(format!("{data}tep/quyet-dinh/qd-12-1.pdf"), b"%PDF-1.7\n".to_vec());
        summaries.push(VolumeSummary {
            class,
            keep_until: volume.info.keep_until.clone(),
            records: volume.cards().len() as u64,
            files: 3 * volume.cards().len() as u64 + 40,
            bytes: 1_512_345 * volume.cards().len() as u64,
            kinds: volume
                .kind_counts()
                .map(|(kind, title, n)| KindCount { kind: kind.to_owned(), title: title.clone(), count: n as u64 })
                .collect(),
            classes: volume.class_counts().map(|(code, n)| list(code, &Both::same(code), n)).collect(),
            owners: volume.owner_counts().map(|(owner, title, n)| list(owner, title, n)).collect(),
        });
    }
    let archive = archive(school, summaries, names);
    for page in RootPage::ALL {
        let page = pages.root_page(&archive, page).unwrap();
        site.insert(page.path, page.bytes);
    }
    for page in pages.browse_files() {
        site.insert(page.path.clone(), page.bytes.clone());
    }
    site
}

/// Its two volumes: what is kept for ever, and what is kept for twenty years.
pub(crate) fn volumes(names: &[&str], count: usize) -> [Volume; 2] {
    let school = school(names);
    [
        Volume::new(info("vinh-vien", "", &school, names), permanent(names, count)),
        Volume::new(info("20-nam", "2046-12-31", &school, names), fixed(names, count)),
    ]
}

fn list(key: &str, title: &Both, count: usize) -> ListCount {
    ListCount { key: key.to_owned(), title: title.clone(), count: count as u64 }
}

pub(super) fn pick<'a>(names: &[&'a str], n: usize) -> &'a str {
    names[n % names.len()]
}

fn school(names: &[&str]) -> School {
    let hostile = names[0].starts_with('<');
    School {
        name: if hostile { names[0].to_owned() } else { "Trường Tiểu học Kim Đồng".to_owned() },
        code: "82760123".to_owned(),
        superior: if hostile { names[1].to_owned() } else { "UBND XÃ MỸ HIỆP".to_owned() },
        place: "Mỹ Hiệp".to_owned(),
        province: "Tỉnh Đồng Tháp".to_owned(),
        principal: "Trần Văn Đức".to_owned(),
    }
}

fn info(class: &str, keep_until: &str, school: &School, names: &[&str]) -> VolumeInfo {
    let campus = if names[0].starts_with('<') { names[3] } else { "Điểm lẻ Mỹ Tây" };
    VolumeInfo {
        class: class.to_owned(),
        keep_until: keep_until.to_owned(),
        school_year: "2025-2026".to_owned(),
        school: school.clone(),
        archive: "vn/82/82760123/2025-2026".to_owned(),
        sealed_at: "12/06/2026 09:30:00 +07:00".to_owned(),
        system: "niemphong 0.1.0".to_owned(),
        copy: None,
        campuses: ["3B", "5B"].map(|class| (class.to_owned(), campus.to_owned())).into(),
        rules: vec![
            RuleLine {
                code: "R02".to_owned(),
                title: "Học bạ số".to_owned(),
                basis: "NĐ 88/2026/NĐ-CP, Điều 8".to_owned(),
                verified: true,
            },
            RuleLine {
                code: "R15".to_owned(),
                title: if names[0].starts_with('<') { names[2] } else { "Khen thưởng – kỉ luật học sinh" }.to_owned(),
                basis: "TT 08/2025/TT-BGDĐT".to_owned(),
                verified: false,
            },
        ],
    }
}

pub(crate) fn pupil(names: &[&str], n: usize) -> Pupil {
    Pupil {
        code: format!("24{:08}", n * 37 + 1),
        name: pick(names, n).to_owned(),
        birth: format!("2015-{:02}-{:02}", n % 12 + 1, n % 28 + 1),
        class: if n.is_multiple_of(2) { "5A" } else { "5B" }.to_owned(),
        register_no: format!("{}", 120 + n),
    }
}

fn both(vi: &str, en: &str) -> Both {
    Both { vi: vi.to_owned(), en: en.to_owned() }
}

fn card(kind: &str, title: (&str, &str), owner: (&str, &str, &str)) -> Card {
    Card {
        kind: kind.to_owned(),
        kind_title: both(title.0, title.1),
        owner: owner.0.to_owned(),
        owner_title: both(owner.1, owner.2),
        date: "2026-05-29".to_owned(),
        sensitivity: "basic".to_owned(),
        pdf_bytes: Some(123_456),
        pages: Some(4),
        ..Card::default()
    }
}

const SCHOOL: (&str, &str, &str) = ("truong", "Nhà trường", "School");
const TEAM: (&str, &str, &str) = ("to-chuyen-mon", "Tổ chuyên môn", "Teaching team");

fn permanent(names: &[&str], count: usize) -> Vec<Card> {
    let mut cards: Vec<Card> = (0..count)
        .map(|n| {
            let pupil = pupil(names, n);
            Card {
                id: format!("hoc-ba.{}", pupil.code),
                title: format!("Học bạ – {}", pupil.name),
                stem: pupil.code.clone(),
                class: pupil.class.clone(),
                rule: "R02".to_owned(),
                sensitivity: "sensitive".to_owned(),
                pupil: Some(pupil.into()),
                ..card("hoc-ba", ("Học bạ", "Report book"), SCHOOL)
            }
        })
        .collect();
    for class in ["5A", "5B"] {
        cards.push(Card {
            id: format!("bang-tong-hop.{class}-cn"),
            title: format!("Bảng tổng hợp kết quả đánh giá giáo dục – Lớp {class}, cuối năm"),
            stem: format!("{}-cn", class.to_lowercase()),
            class: class.to_owned(),
            rule: "R04".to_owned(),
            mentions: (0..count).map(|n| pupil(names, n)).filter(|p| p.class == class).map(Into::into).collect(),
            ..card("bang-tong-hop", ("Bảng tổng hợp kết quả đánh giá giáo dục", "Class results sheet"), SCHOOL)
        });
    }
    cards.push(Card {
        id: "ke-hoach-giao-duc.05-kh-thkd".to_owned(),
        title: format!(
            "Kế hoạch giáo dục nhà trường {}",
            names[0].strip_prefix('N').map_or(names[0], |_| "năm học 2025-2026")
        ),
        stem: "05-kh-thkd".to_owned(),
        rule: "R11".to_owned(),
        date: "2025-08-28".to_owned(),
        words: "05/KH-THKĐ".to_owned(),
        sensitivity: "public".to_owned(),
        ..card("ke-hoach-giao-duc", ("Kế hoạch giáo dục nhà trường", "School education plan"), SCHOOL)
    });
    cards
}

fn fixed(names: &[&str], count: usize) -> Vec<Card> {
    let until = |card: Card| Card { keep_until: "2046-12-31".to_owned(), rule: "R15".to_owned(), ..card };
    vec![
        until(Card {
            id: "khen-thuong.2025-2026".to_owned(),
            title: "Sổ khen thưởng học sinh".to_owned(),
            stem: "2025-2026".to_owned(),
            mentions: (0..count / 2).map(|n| pupil(names, n).into()).collect(),
            ..card("khen-thuong", ("Sổ khen thưởng học sinh", "Register of awards"), SCHOOL)
        }),
        until(Card {
            id: "quyet-dinh.qd-12".to_owned(),
            title: format!("Quyết định khen thưởng {}", names[3]),
            stem: "qd-12".to_owned(),
            words: "12/QĐ-THKĐ".to_owned(),
            date: "2026-05-30".to_owned(),
            ..card("quyet-dinh", ("Quyết định", "Decision"), SCHOOL)
        }),
        until(Card {
            id: "bien-ban-to-chuyen-mon.to-5-09".to_owned(),
            title: "Biên bản sinh hoạt tổ 5, tháng 9".to_owned(),
            stem: "to-5-09".to_owned(),
            sensitivity: "internal".to_owned(),
            date: "2025-09-26".to_owned(),
            ..card("bien-ban-to-chuyen-mon", ("Biên bản tổ chuyên môn", "Minutes of the teaching team"), TEAM)
        }),
    ]
}

/// The view that `src/render/view.rs` would make of a card.
pub(crate) fn view(card: &Card, volume: &Volume, names: &[&str]) -> Value {
    let info = &volume.info;
    let groups: Vec<String> = (0..16).map(|n| format!("{:04x}", (n * 7919 + 4099) % 65_536)).collect();
    let form = match card.kind.as_str() {
        "hoc-ba" => hoc_ba(card, names),
        "bang-tong-hop" | "khen-thuong" => table(card, names),
        "quyet-dinh" => json!({
            "type": "file", "subject": card.title,
            "files": [{"name": format!("{}.pdf", names[1]), "path": "../../tep/quyet-dinh/qd-12-1.pdf", "media": "application/pdf",
                       "size": "12,3 kB", "sha256_groups": groups}],
            "note": "Tệp được giữ nguyên từng byte như khi trường nhận."}),
        _ => document(card, names),
    };
    json!({
        "lang": "vi",
        "record": {"id": card.id, "kind": card.kind.replace('-', "_"), "kind_title": card.kind_title.vi, "family": "document",
                   "title": card.title, "school_year": info.school_year, "class": card.class, "owner": card.owner_title.vi,
                   "date": "29/05/2026", "date_iso": card.date},
        "school": info.school,
        "retention": {"class": info.class, "class_title": if info.keep_until.is_empty() { "Vĩnh viễn" } else { "20 năm" },
                      "keep_until": if info.keep_until.is_empty() { "" } else { "31/12/2046" },
                      "permanent": info.keep_until.is_empty(), "rule": card.rule, "title": pick(names, 4),
                      "basis": "TT 08/2025/TT-BGDĐT, mục 3.2", "status": "unverified", "status_title": "chưa đối chiếu với văn bản gốc",
                      "reason": "Danh mục hồ sơ của trường ghi thời hạn này; không thấp hơn mức của Bộ.", "from": "school"},
        "authenticity": {"archive": info.archive, "record": card.id, "leaf": groups.concat(), "leaf_groups": groups,
                         "sealed_at": info.sealed_at, "system": info.system, "owner": info.school.name},
        "facts": card.pupil.as_ref().map_or_else(Vec::new, |p| vec![
            json!({"label": "Họ và tên", "value": p.name}), json!({"label": "Ngày sinh", "value": "02/03/2015"})]),
        "place_date": "Mỹ Hiệp, ngày 29 tháng 5 năm 2026",
        "signatures": [
            {"authority": "", "title": "GIÁO VIÊN CHỦ NHIỆM", "note": "(Ký, ghi rõ họ tên)", "name": pick(names, 5)},
            {"authority": "", "title": "HIỆU TRƯỞNG", "note": "(Ký, ghi rõ họ tên, đóng dấu)", "name": info.school.principal}],
        "form": form,
    })
}

fn archive(school: School, volumes: Vec<VolumeSummary>, names: &[&str]) -> Archive {
    let demand = |clause: &str, kind: &str, title: Both, count: u64, required: bool| Demand {
        act: "TT 28/2020/TT-BGDĐT".to_owned(),
        clause: clause.to_owned(),
        kind: kind.to_owned(),
        title,
        count,
        required,
        verified: false,
    };
    let hostile = names[0].starts_with('<');
    Archive {
        school,
        school_year: "2025-2026".to_owned(),
        archive: "vn/82/82760123/2025-2026".to_owned(),
        sealed_at: "12/06/2026 09:30:00 +07:00".to_owned(),
        system: "niemphong 0.1.0".to_owned(),
        roles: vec![both("Hiệu trưởng", "Principal"), both("Văn thư", "Clerk")],
        supersedes: None,
        copy: None,
        volumes,
        demands: vec![
            demand("Điều 21 khoản 1", "hoc-ba", both("Học bạ", "Report book"), 24, true),
            demand("Điều 21 khoản 1", "so-dang-bo", both("Sổ đăng bộ", "Enrolment register"), 0, true),
            demand("Điều 21 khoản 3", "so-ghi-chep-du-gio", both("Sổ dự giờ", "Lesson observation notes"), 0, false),
        ],
        tables: vec![RuleTable {
            act: "TT 08/2025/TT-BGDĐT".to_owned(),
            title: both("Thời hạn lưu trữ hồ sơ ngành Giáo dục", "Retention terms of education records"),
            from: "01/07/2025".to_owned(),
            to: String::new(),
            source: if hostile { names[5].to_owned() } else { "bản tóm tắt, chưa có phụ lục".to_owned() },
            rows: vec![
                RuleRow {
                    code: "R01".to_owned(),
                    title: "Sổ đăng bộ".to_owned(),
                    term: "Vĩnh viễn".to_owned(),
                    verified: false,
                },
                RuleRow {
                    code: "R02".to_owned(),
                    title: "Học bạ số".to_owned(),
                    term: "Vĩnh viễn".to_owned(),
                    verified: true,
                },
            ],
        }],
    }
}

/// A volume of `count` pupils for measuring the search.
pub(crate) fn crowd(count: usize) -> Volume {
    let families = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"];
    let middles = ["Văn", "Thị", "Minh", "Ngọc", "Gia", "Quốc", "Thanh", "Hoàng", "Khánh", "Phương", "Đình"];
    let givens = [
        "An", "Ân", "Ánh", "Bảo", "Châu", "Duy", "Đức", "Giang", "Hà", "Hòa", "Hưng", "Khang", "Linh", "Long", "Mai",
        "Nam", "Nhi", "Phúc", "Quân", "Quỳnh", "Sơn", "Tâm", "Thảo", "Trang", "Tú", "Uyên", "Vy", "Yến",
    ];
    let cards = (0..count)
        .map(|n| {
            let name = format!(
                "{} {} {}",
                families[n * 7 % families.len()],
                middles[n / 13 % middles.len()],
                givens[n * 11 / 3 % givens.len()]
            );
            let pupil = Pupil {
                code: format!("24{:08}", n * 1_009 % 100_000_000),
                name: name.clone(),
                birth: format!("{}-{:02}-{:02}", 2014 + n % 6, n % 12 + 1, n % 28 + 1),
                class: format!("{}{}", n % 5 + 1, ["A", "B", "C", "D"][n / 5 % 4]),
                register_no: n.to_string(),
            };
            Card {
                id: format!("hoc-ba.{}", pupil.code),
                title: format!("Học bạ – {name}"),
                stem: pupil.code.clone(),
                class: pupil.class.clone(),
                pupil: Some(pupil.into()),
                ..card("hoc-ba", ("Học bạ", "Report book"), SCHOOL)
            }
        })
        .collect();
    Volume::new(info("vinh-vien", "", &school(&NAMES), &NAMES), cards)
}

/// The list pages of a volume that are about one child.
pub(crate) fn is_pupil(listing: &Listing) -> bool {
    matches!(listing, Listing::Pupil(_))
}
