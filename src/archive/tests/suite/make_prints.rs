//! Vectors of the roots of prints (FORMAT.md §7.6). The golden archive has none: it is older than they are.

use niemphong_archive::leaf::{LeafList, VolumeSeed};
use niemphong_archive::prints::{PRINTS_PATH, Prints, print_tree};
use niemphong_archive::{Digest, Manifest, Seal};

use crate::build::{Plan, golden_plan, listing, trust_files};
use crate::make::*;
use crate::make_later::{BOTH, THEN, disposal_files, later, statement};

/// One record of the golden archive gets a print, and the roots are those of all prints.
pub fn print(plan: &mut Plan) {
    plan.payload("vinh-vien").insert("data/ho-so/hoc-ba/2412345678.pdf".into(), b"%PDF-1.7\n%%EOF\n".to_vec());
    let roots = plan.payloads.iter().map(|payload| {
        let seed = VolumeSeed::parse(&payload.files["data/seed.txt"]).unwrap();
        let list = LeafList::parse(&payload.files["data/leaves.txt"]).unwrap();
        let manifest = Manifest::parse(listing(&payload.files).as_bytes()).unwrap();
        (payload.name.parse().unwrap(), print_tree(&seed, &list, &manifest).root())
    });
    let prints = Prints { roots: roots.collect() };
    plan.loose.insert(PRINTS_PATH.into(), prints.to_text().into_bytes());
}

/// Sealed as it is after an edit of the roots' text.
fn edited(plan: &mut Plan, edit: impl FnOnce(&mut Prints) -> String) {
    print(plan);
    let mut prints = Prints::parse(&plan.loose[PRINTS_PATH]).unwrap();
    plan.loose.insert(PRINTS_PATH.into(), edit(&mut prints).into_bytes());
}

pub fn all() {
    let due = [at("V207", PRINTS_PATH)];
    let due: Vec<&str> = due.iter().map(String::as_str).collect();
    vector("accepted_prints", "The roots of prints are those of the manifests.").plan(print).expect("passed", &[]);
    type Edit = fn(&mut Prints) -> String;
    let edits: [(&'static str, &'static str, Edit); 6] = [
        ("V207_root", "A root that leads to other prints.", |prints| {
            prints.roots.insert("vinh-vien".parse().unwrap(), Digest::of(b"x"));
            prints.to_text()
        }),
        ("V207_swapped", "Two roots in each other's place.", |prints| {
            let (long, short) = ("vinh-vien".parse().unwrap(), "5-nam".parse().unwrap());
            let (a, b) = (prints.roots[&long], prints.roots[&short]);
            prints.roots.extend([(long, b), (short, a)]);
            prints.to_text()
        }),
        ("V207_volume_short", "A volume has no root.", |prints| {
            prints.roots.pop_last();
            prints.to_text()
        }),
        ("V207_volume_more", "A root of a volume that is not in the seal.", |prints| {
            prints.roots.insert("2-nam".parse().unwrap(), Digest::of(b"x"));
            prints.to_text()
        }),
        ("V207_unsorted", "The volumes stand in another order than in the seal.", |prints| {
            let text = prints.to_text();
            let lines: Vec<&str> = text.lines().collect();
            format!("{}\n{}\n{}\n", lines[0], lines[2], lines[1])
        }),
        ("V207_malformed", "A text of another form.", |prints| prints.to_text().replace("volume: 5", "volume:  5")),
    ];
    for (name, note, edit) in edits {
        vector(name, note).plan(|plan| edited(plan, edit)).failed(&due);
    }
    vector("V207_print_left_out", "The root was made before a print was there.")
        .plan(|plan| {
            print(plan);
            let pages = plan.payload("5-nam");
            pages.insert("data/ho-so/ke-hoach/01.pdf".into(), b"%PDF-1.7\n%%EOF\n".to_vec());
        })
        .failed(&due);
    damaged();
    destroyed();
}

/// What was changed after the sealing has its own code, and is no fault of whoever wrote the roots.
fn damaged() {
    const PRINT: &str = "volumes/vinh-vien/data/ho-so/hoc-ba/2412345678.pdf";
    const LIST: &str = "volumes/vinh-vien/manifest-sha256.txt";
    let sealed = || {
        let mut plan = golden_plan();
        print(&mut plan);
        plan.signed()
    };
    let mut files = sealed();
    files.insert(PRINT.into(), b"%PDF-1.6\n%%EOF\n".to_vec());
    vector("V005_print", "Another print.").archive(files).failed(&[&at("V005", PRINT)]);
    let mut files = sealed();
    let (other, list) = (b"%PDF-1.6\n%%EOF\n".to_vec(), String::from_utf8(files[LIST].clone()).unwrap());
    let list = list.replace(&Digest::of(&files[PRINT]).to_string(), &Digest::of(&other).to_string());
    files.extend([(PRINT.into(), other), (LIST.into(), list.into_bytes())]);
    vector("V005_print_and_list", "Another print, and a manifest that has it.")
        .archive(files)
        .failed(&[&at("V005", LIST)]);
    let mut files = sealed();
    files.get_mut(PRINTS_PATH).unwrap().push(b'x');
    vector("V005_roots_of_prints", "A byte more behind the roots of prints.")
        .archive(files)
        .failed(&[&at("V005", PRINTS_PATH)]);
}

/// The root of a volume that is not there any more can't be compared.
fn destroyed() {
    let mut plan = golden_plan();
    print(&mut plan);
    let mut files = plan.signed();
    let seal = Seal::parse(&files[SEAL]).unwrap();
    let digest = Digest::of(&files[SEAL]);
    files.retain(|path, _| !path.starts_with("volumes/5-nam/"));
    let statement = statement(|it| {
        it.seal = digest;
        it.tagmanifest = seal.volume(it.volume).unwrap().tagmanifest;
    });
    vector("V508_prints", "A volume lawfully destroyed; the root of its prints stays.")
        .step("remove archive/volumes/5-nam")
        .run(THEN)
        .over("archive/", files)
        .over("archive/", disposal_files(&statement, &BOTH))
        .over("", trust_files(&later(|file| file.paper_seals = vec![paper(digest, 1, "2026-06-20")])))
        .expect("passed", &["V508 volumes/5-nam"]);
}
