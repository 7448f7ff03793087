//! Vectors of names, files, seals, manifests and leaves.

use std::fs;

use niemphong_archive::Digest;
use niemphong_archive::leaf::LeafList;

use crate::build::{Files, Plan, golden_plan};
use crate::golden;
use crate::make::*;

pub fn all() {
    names_and_files();
    seals_and_manifests();
    leaves();
}

fn names_and_files() {
    vector("accepted_golden", "The golden archive as it is.").expect("passed", &[]);
    for (name, note, step, path) in [
        (
            "V001_capitals",
            "A twin that differs in case only.",
            "copy archive/browse/style.css archive/browse/Style.css",
            "browse/Style.css",
        ),
        ("V001_device_name", "A device name of Windows.", "write archive/browse/con.json x", "browse/con.json"),
        ("V001_trailing_dot", "A dot at the end, which Windows drops.", "write archive/index.html. x", "index.html."),
        ("V001_nfd", "A letter in decomposed form.", "write archive/browse/e\u{302}.css x", "browse/e\\u{302}.css"),
        (
            "V001_right_to_left",
            "A name that shows itself backwards.",
            "write archive/a\u{202e}lmth.exe x",
            "a\\u{202e}lmth.exe",
        ),
        ("V001_dot_file", "A hidden file.", "write archive/browse/.style.css x", "browse/.style.css"),
        ("V001_not_utf8", "A name that is not UTF-8.", "write archive/browse/\\xff.css x", "browse/\"\\xFF.css\""),
        ("V001_folder", "A folder with a name that is not allowed.", "write archive/Browse/style.css x", "Browse"),
    ] {
        vector(name, note).step(step).failed(&[&at("V001", path)]);
    }
    vector("V002_symlink", "A link to the very same bytes.")
        .step("rename archive/index.html same.html")
        .step("symlink ../same.html archive/index.html")
        .failed(&["V002 index.html", "V004 index.html"]);
    vector("V002_symlinked_folder", "A folder that is a link.")
        .step("rename archive/browse browse")
        .step("symlink ../browse archive/browse")
        .failed(&["V002 browse", "V004 browse/style.css"]);
    for (name, note, step, path) in [
        ("V003_program", "A program beside the start page.", "write archive/xem.exe MZ", "xem.exe"),
        ("V003_autorun", "What Windows starts by itself.", "write archive/autorun.inf x", "autorun.inf"),
        (
            "V003_page",
            "A page more in a volume.",
            "copy archive/index.html archive/volumes/5-nam/data/x.html",
            "volumes/5-nam/data/x.html",
        ),
        (
            "V003_tag_file",
            "A tag file more, which BagIt allows.",
            "write archive/volumes/5-nam/note.txt x",
            "volumes/5-nam/note.txt",
        ),
        (
            "V003_volume",
            "A volume that nobody sealed.",
            "write archive/volumes/2-nam/data/x.html x",
            "volumes/2-nam/data/x.html",
        ),
        ("V003_in_seal", "A file more beside the seal.", "write archive/seal/seal.txt.bak x", "seal/seal.txt.bak"),
    ] {
        vector(name, note).step(step).failed(&[&at("V003", path)]);
    }
    vector("V004_page", "A page is gone.").step(&format!("delete archive/{PAGE}")).failed(&[&at("V004", PAGE)]);
    vector("V004_renamed", "A page under another name.")
        .step(&format!("rename archive/{PAGE} archive/volumes/5-nam/data/ho-so/ke-hoach/02.html"))
        .failed(&[&at("V004", PAGE), "V003 volumes/5-nam/data/ho-so/ke-hoach/02.html"]);
    vector("V004_tagmanifest", "The tag manifest is gone, which BagIt allows.")
        .step(&format!("delete archive/{TAGS}"))
        .failed(&[&at("V004", TAGS)]);
    vector("V004_root_list", "The list of loose files is gone.")
        .step("delete archive/seal/root.sha256")
        .failed(&["V004 seal/root.sha256"]);
    for (name, path) in [
        ("V005_page", PAGE),
        ("V005_record", RECORD),
        ("V005_loose", "browse/style.css"),
        ("V005_bagit", "volumes/5-nam/bagit.txt"),
        ("V005_bag_info", "volumes/5-nam/bag-info.txt"),
        ("V005_kept_file", "volumes/5-nam/data/tep/ke-hoach/01-1.xml"),
    ] {
        vector(name, "One bit of a file.").step(&format!("flip archive/{path} 5")).failed(&[&at("V005", path)]);
    }
    vector("V005_swapped", "Two pages in each other's place.")
        .step(&format!("swap archive/{PAGE} archive/volumes/5-nam/data/index.html"))
        .failed(&[&at("V005", PAGE), "V005 volumes/5-nam/data/index.html"]);
    vector("V005_manifest_redone", "A page is changed and the manifests are redone up to the seal.")
        .over("archive/", forged_up_to_seal())
        .failed(&[&at("V005", TAGS)]);
    vector("V006_thumbs", "What Windows leaves in a folder it was shown.")
        .step("write archive/volumes/5-nam/data/Thumbs.db x")
        .expect("passed", &["V006 volumes/5-nam/data/Thumbs.db"]);
    vector("V006_system_volume", "What Windows leaves on a drive.")
        .step("write archive/System\\x20Volume\\x20Information/x x")
        .step("write archive/desktop.ini x")
        .step("write archive/browse/.DS_Store x")
        .expect("passed", &["V006 System Volume Information", "V006 desktop.ini", "V006 browse/.DS_Store"]);
    vector("V007_empty", "An empty folder.").step("mkdir archive/browse/a/b").failed(&["V007 browse/a"]);
    vector("V008_seal", "A seal larger than any seal.")
        .step("grow archive/seal/seal.txt 65537")
        .failed(&["V008 seal/seal.txt"]);
    vector("V010_hard_link", "A file with a second name outside.")
        .step("link archive/index.html other.html")
        .expect("passed", &["V010 index.html"]);
    vector("V003_many_faults", "Many faults, one report.")
        .step(&format!("flip archive/{PAGE} 5"))
        .step(&format!("delete archive/{RECORD}"))
        .step("write archive/xem.exe MZ")
        .step("write archive/desktop.ini x")
        .step(&format!("delete archive/{BY_CLERK}"))
        .failed(&[&at("V005", PAGE), &at("V004", RECORD), "V003 xem.exe", "V006 desktop.ini", &at("V308", BY_CLERK)]);
}

/// The golden archive with another page, and manifests to match; the seal can't be touched.
fn forged_up_to_seal() -> Files {
    let mut plan = golden_plan();
    plan.payload("5-nam").insert("data/index.html".into(), b"<!doctype html>\n<title>x</title>\n".to_vec());
    let (files, _) = plan.build();
    let kept =
        files.into_iter().filter(|(path, _)| path.starts_with("volumes/5-nam/") && !path.ends_with("bag-info.txt"));
    let mut files: Files = kept.collect();
    let old = fs::read(golden::dir().join("archive/volumes/5-nam/bag-info.txt")).unwrap();
    let manifest = files[MANIFEST].clone();
    let tags = niemphong_archive::bag::tag_manifest(
        std::str::from_utf8(&old).unwrap(),
        std::str::from_utf8(&manifest).unwrap(),
    );
    files.insert(TAGS.into(), tags.unwrap().to_text().into_bytes());
    files
}

fn seals_and_manifests() {
    vector("V101_gone", "No seal, no volume bound.")
        .step("delete archive/seal/seal.txt")
        .failed(&["V101 seal/seal.txt"]);
    for (name, old, new) in [
        ("V102_serial", "serial:~1", "serial:~01"),
        ("V102_unknown_line", "suite:", "note:~x\nsuite:"),
        ("V102_date", "2026-06-12T", "2026-06-31T"),
        ("V102_blank", "input:~none", "input:~none~"),
    ] {
        vector(name, "A seal in another form.")
            .step(&format!("replace archive/seal/seal.txt {old} {}", new.replace('\n', "\\n")))
            .failed(&[&at("V102", SEAL)]);
    }
    vector("V102_crlf", "A seal with other line ends.")
        .step("append archive/seal/seal.txt \\r\\n")
        .failed(&[&at("V102", SEAL)]);
    vector("V102_keep_longer", "A volume to be kept for ever, with an end.")
        .step("replace archive/seal/seal.txt keep-until=permanent keep-until=2030-01-01")
        .failed(&[&at("V102", SEAL)]);
    vector("V103_version_two", "A seal of a later version.")
        .step("replace archive/seal/seal.txt niemphong-seal/1 niemphong-seal/2")
        .open(&[&at("V103", SEAL)]);
    vector("V102_kept_too_short", "A volume 5-nam that may be destroyed next year.")
        .step("replace archive/seal/seal.txt keep-until=2031-05-31 keep-until=2029-12-31")
        .failed(&[&at("V102", SEAL)]);
    vector("V102_odd_blank", "A blank that looks like the plain one.")
        .step("replace archive/seal/seal.txt Kim~Đồng Kim\u{a0}Đồng")
        .failed(&[&at("V102", SEAL)]);
    vector("V008_page", "A page larger than the whole volume was.")
        .step(&format!("grow archive/{PAGE} 1403"))
        .failed(&[&at("V008", PAGE)]);
    vector("V008_loose", "A loose file larger than all of them were.")
        .step("grow archive/index.html 299")
        .failed(&["V008 index.html"]);
    vector("V304_seal_edited", "A term in the seal is shortened; the signatures tell.")
        .step("replace archive/seal/seal.txt keep-until=2031-05-31 keep-until=2030-12-31")
        .failed(&[
            &at("V304", BY_PRINCIPAL),
            &at("V304", BY_CLERK),
            "V303 evidence/bien-ban.pdf.hieu_truong.minisig",
            "V303 evidence/bien-ban.pdf.van_thu.minisig",
            &at("V315", MINUTES),
        ]);
    let zero = "0".repeat(64);
    vector("V104_other_paper", "The paper has another seal.")
        .more(&format!("--expect-seal sha256:{zero}"))
        .failed(&[&at("V104", SEAL)]);
    let golden = Digest::of(&fs::read(golden::dir().join("archive/seal/seal.txt")).unwrap())
        .grouped()
        .to_uppercase()
        .replace(' ', "-");
    vector("accepted_paper", "The paper has this seal, typed with hyphens and capitals.")
        .more(&format!("--expect-seal {golden}"))
        .expect("passed", &[]);
    vector("V110_root_list", "A line too many in the list of loose files.")
        .step("append archive/seal/root.sha256 x\\n")
        .failed(&["V005 seal/root.sha256", "V110 seal/root.sha256"]);
    type Edit = fn(&mut String);
    let edits: [(&'static str, &'static str, Edit); 5] = [
        ("V110_unsorted", "A sealed manifest that is not sorted.", |text| {
            *text = text.lines().rev().map(|line| format!("{line}\n")).collect()
        }),
        ("V110_twice", "A sealed manifest with a line twice.", |text| {
            *text = format!("{}\n{text}", text.lines().next().unwrap())
        }),
        ("V110_crlf", "A sealed manifest with other line ends.", |text| *text = text.replace('\n', "\r\n")),
        ("V110_climbs", "A sealed manifest that climbs out.", |text| {
            *text = format!("{}  data/../../x\n{text}", Digest::of(b"x"))
        }),
        ("V110_capitals", "A sealed manifest in capitals.", |text| *text = text.to_uppercase()),
    ];
    for (name, note, edit) in edits {
        vector(name, note)
            .plan(|plan| {
                plan.manifest = Box::new(move |text| {
                    if text.contains("ke-hoach") {
                        edit(text)
                    }
                })
            })
            .failed(&[&at("V110", MANIFEST)]);
    }
    vector("V111_root_names_volume", "The loose list names a file of a volume.")
        .plan(|plan| plan.root = Box::new(|text| *text += &format!("{}  volumes/x.html\n", Digest::of(b"x"))))
        .failed(&["V111 seal/root.sha256", "V112 seal/root.sha256"]);
    vector("V111_tag_in_payload", "A payload manifest names a tag file.")
        .plan(|plan| {
            plan.manifest = Box::new(|text| {
                *text = format!("{}  bagit.txt\n{text}", Digest::of(niemphong_archive::bag::BAGIT.as_bytes()))
            });
            plan.sealed = Box::new(|sealed| sealed.files += 1);
        })
        .failed(&["V111 volumes/5-nam/manifest-sha256.txt", "V111 volumes/vinh-vien/manifest-sha256.txt"]);
    vector("V111_tags_short", "A tag manifest leaves one out.")
        .plan(|plan| {
            plan.tags = Box::new(|text| *text = text.lines().skip(1).map(|line| format!("{line}\n")).collect())
        })
        .failed(&["V111 volumes/5-nam/tagmanifest-sha256.txt", "V111 volumes/vinh-vien/tagmanifest-sha256.txt"]);
    vector("V112_files", "One file more in the seal.")
        .plan(|plan| plan.sealed = Box::new(|sealed| sealed.files += 1))
        .failed(&["V112 volumes/5-nam/manifest-sha256.txt", "V112 volumes/vinh-vien/manifest-sha256.txt"]);
    vector("V112_bytes", "One byte more in the seal.")
        .plan(|plan| plan.sealed = Box::new(|sealed| sealed.bytes += 1))
        .failed(&["V112 volumes/5-nam/manifest-sha256.txt", "V112 volumes/vinh-vien/manifest-sha256.txt"]);
    vector("V113_bag_info", "Another school in bag-info.txt.")
        .plan(|plan| plan.bag_info = Box::new(|text| *text = text.replace("Kim Đồng", "Kim Dong")))
        .failed(&["V113 volumes/5-nam/bag-info.txt", "V113 volumes/vinh-vien/bag-info.txt"]);
    vector("V113_without_tags", "No tag manifest, and another bag-info.txt: both are seen.")
        .step(&format!("delete archive/{TAGS}"))
        .step("append archive/volumes/5-nam/bag-info.txt Note: x\\n")
        .failed(&[&at("V004", TAGS), "V113 volumes/5-nam/bag-info.txt"]);
    vector("V120_gone", "A volume is gone.").step("remove archive/volumes/5-nam").failed(&["V120 volumes/5-nam"]);
}

fn leaves() {
    vector("V201_seed", "A seed in capitals.")
        .plan(|plan| {
            let files = plan.payload("5-nam");
            let seed = String::from_utf8(files["data/seed.txt"].clone()).unwrap().to_uppercase();
            files.insert("data/seed.txt".into(), seed.into_bytes());
        })
        .failed(&["V201 volumes/5-nam/data/seed.txt"]);
    vector("V201_no_seed", "No seed at all.")
        .plan(|plan| drop(plan.payload("5-nam").remove("data/seed.txt")))
        .failed(&["V201 volumes/5-nam/data/seed.txt"]);
    vector("V202_number", "A record with a number.")
        .plan(|plan| {
            drop(
                plan.payload("5-nam")
                    .insert("data/ho-so/ke-hoach/01.json".into(), b"{\"_id\":\"ke-hoach.01\",\"diem\":9}".to_vec()),
            )
        })
        .failed(&[&at("V202", RECORD)]);
    vector("V202_blank", "A record with a blank.")
        .plan(|plan| plan.payload("5-nam").get_mut("data/ho-so/ke-hoach/01.json").unwrap().push(b'\n'))
        .failed(&[&at("V202", RECORD)]);
    vector("V203_other_marks", "A record was changed; list, manifests and seal are of the same hand, the leaf is not.")
        .plan(|plan| {
            let files = plan.payload("5-nam");
            let text = String::from_utf8(files["data/ho-so/ke-hoach/01.json"].clone()).unwrap();
            files.insert("data/ho-so/ke-hoach/01.json".into(), text.replace("tuần 1", "tuần 2").into_bytes());
        })
        .failed(&[&at("V203", RECORD)]);
    vector("V204_root", "Another root in the seal.")
        .plan(|plan| plan.sealed = Box::new(|sealed| sealed.leaves_root = Digest::of(b"x")))
        .failed(&[&at("V204", LEAVES), "V204 volumes/vinh-vien/data/leaves.txt"]);
    vector("V205_salt", "A record with a salt of its own; its leaf is listed.")
        .plan(|plan| relist(plan, "_salt\":\"", "_salt\":\"0"))
        .failed(&[&at("V205", RECORD)]);
    vector("V205_id", "A record with another id; its leaf is listed.")
        .plan(|plan| relist(plan, "_id\":\"ke-hoach.01", "_id\":\"ke-hoach.02"))
        .failed(&[&at("V205", RECORD)]);
    vector("V206_unlisted", "A record that no leaf stands for.")
        .plan(|plan| {
            drop(
                plan.payload("5-nam")
                    .insert("data/ho-so/ke-hoach/02.json".into(), b"{\"_id\":\"a\",\"_salt\":\"b\"}".to_vec()),
            )
        })
        .failed(&[&at("V206", LEAVES)]);
}

/// Changes a record and lists its new leaf.
fn relist(plan: &mut Plan, old: &str, new: &str) {
    let files = plan.payload("5-nam");
    let text = String::from_utf8(files["data/ho-so/ke-hoach/01.json"].clone()).unwrap();
    let mut changed = text.replace(old, new);
    if changed.len() > text.len() {
        let end = changed.find("_salt\":\"").unwrap() + 8 + 32;
        changed.remove(end);
    }
    let list = LeafList::parse(&files["data/leaves.txt"]).unwrap();
    let mut entries = list.entries().to_vec();
    let entry = entries.iter_mut().find(|entry| entry.path.as_str() == "data/ho-so/ke-hoach/01.json").unwrap();
    entry.leaf = niemphong_archive::tree::leaf_hash(changed.as_bytes());
    files.insert("data/ho-so/ke-hoach/01.json".into(), changed.into_bytes());
    files.insert("data/leaves.txt".into(), LeafList::new(entries).unwrap().to_text().into_bytes());
}
