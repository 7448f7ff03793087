//! Vectors of extracts (FORMAT.md §12.3): records of an archive that has prints and a kept file.

use niemphong_archive::extract::{INDEX_PATH, OPENER, OPENER_PATH, index};
use niemphong_archive::leaf::{LeafEntry, LeafList, Record, RecordId, VolumeSeed};
use niemphong_archive::prints::{PRINTS_PATH, PrintProof};
use niemphong_archive::{Canonical, Digest, Manifest, prove};

use crate::build::{self, Files, Plan, golden_plan, listing};
use crate::make::*;
use crate::make_prints::print;

const RUN: &str = "verify-proof ./extract --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23";
const CARD: &str = "hoc-ba.2412345678";
const KEEPS: &str = "quyet-dinh.07";
const KEPT: &[u8] = b"<?xml version=\"1.0\"?>\n<quyet-dinh so=\"07\"/>\n";

/// The golden archive's content with prints, and with a record that keeps a file.
fn plan() -> Plan {
    let mut plan = golden_plan();
    let files = plan.payload("vinh-vien");
    let seed = VolumeSeed::parse(&files["data/seed.txt"]).unwrap();
    let digest = Canonical::Text(Digest::of(KEPT).to_string());
    let file = Canonical::Map([("sha256".to_owned(), digest)].into());
    let fields = [("tep_kem_niem_phong".to_owned(), Canonical::List(vec![file]))].into();
    let record = Record::new(&seed, KEEPS.parse().unwrap(), fields).unwrap();
    let path = "data/ho-so/quyet-dinh/07.json";
    let mut entries = LeafList::parse(&files["data/leaves.txt"]).unwrap().entries().to_vec();
    entries.push(LeafEntry { id: record.id().clone(), leaf: record.leaf(), path: path.parse().unwrap() });
    files.insert(path.into(), record.json().as_bytes().to_vec());
    files.insert("data/leaves.txt".into(), LeafList::new(entries).unwrap().to_text().into_bytes());
    files.insert("data/tep/quyet-dinh/07-1.xml".into(), KEPT.to_vec());
    print(&mut plan);
    plan
}

/// What an extract of these records holds; the card has a print.
fn extract(plan: &Plan, records: &[&str]) -> Files {
    let archive = plan.signed();
    let scratch = tempfile::tempdir().unwrap();
    build::write(scratch.path(), &archive);
    let kept =
        |path: &&String| path.starts_with("evidence/") || path.starts_with("seal/") || path.starts_with("browse/");
    let mut files: Files = archive.keys().filter(kept).map(|path| (path.clone(), archive[path].clone())).collect();
    files.insert(OPENER_PATH.into(), OPENER.as_bytes().to_vec());
    let payload = plan.payloads.iter().find(|payload| payload.name == "vinh-vien").unwrap();
    let seed = VolumeSeed::parse(&payload.files["data/seed.txt"]).unwrap();
    let list = LeafList::parse(&payload.files["data/leaves.txt"]).unwrap();
    let manifest = Manifest::parse(listing(&payload.files).as_bytes()).unwrap();
    let mut listed = Vec::new();
    for id in records {
        let record: RecordId = id.parse().unwrap();
        let proof = prove(scratch.path(), &record).unwrap();
        let mut own = Files::from([
            ("chung-minh.txt".to_owned(), proof.to_text().unwrap().into_bytes()),
            ("ho-so.json".to_owned(), proof.json.clone().into_bytes()),
        ]);
        if *id == KEEPS {
            own.insert("tep-1.xml".into(), KEPT.to_vec());
        }
        if *id == CARD {
            let proof = PrintProof::make(&seed, &list, &manifest, &record).unwrap();
            own.insert("ban-in.pdf".into(), payload.files["data/ho-so/hoc-ba/2412345678.pdf"].clone());
            own.insert("chung-minh-ban-in.txt".into(), proof.to_text().into_bytes());
        }
        listed.push((record, own.keys().cloned().collect()));
        files.extend(own.into_iter().map(|(name, bytes)| (format!("ho-so/{id}/{name}"), bytes)));
    }
    files.insert(INDEX_PATH.into(), index(&listed).into_bytes());
    files
}

fn laid(name: &'static str, note: &'static str, files: Files) -> Vector {
    vector(name, note).run(RUN).over("extract/", files)
}

fn text(files: &Files, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

pub fn all() {
    let whole = || extract(&plan(), &[CARD, KEEPS]);
    laid("accepted_extract", "Two records: one with a print, one with a kept file.", whole()).expect("passed", &[]);
    changed(&whole);
    led_elsewhere(&whole);
    beyond(&whole);
}

type Whole<'a> = &'a dyn Fn() -> Files;

/// One file is another one, is missing or is too much.
fn changed(whole: Whole<'_>) {
    for (name, note, path) in [
        ("V005_extract_page", "A byte more on a loose page.", "browse/style.css"),
        ("V005_extract_opener", "A byte more behind the page that a double click opens.", OPENER_PATH),
        ("V005_extract_index", "A byte more behind the index.", INDEX_PATH),
        ("V005_extract_record", "A byte more behind the record.", "ho-so/hoc-ba.2412345678/ho-so.json"),
        ("V005_extract_kept", "A byte more behind the kept file.", "ho-so/quyet-dinh.07/tep-1.xml"),
    ] {
        let mut files = whole();
        files.get_mut(path).unwrap().push(b'\n');
        laid(name, note, files).failed(&[&at("V005", path)]);
    }
    for (name, note, gone, due) in [
        ("V004_extract_record", "No record.", "ho-so/quyet-dinh.07/ho-so.json", "ho-so/quyet-dinh.07/ho-so.json"),
        ("V004_extract_kept", "No kept file.", "ho-so/quyet-dinh.07/tep-1.xml", "ho-so/quyet-dinh.07/tep-1"),
        ("V004_extract_roots", "No roots of prints.", PRINTS_PATH, PRINTS_PATH),
    ] {
        let mut files = whole();
        files.remove(gone);
        let vector = laid(name, note, files);
        let mut findings = vec![at("V004", due)];
        if gone.starts_with("ho-so") {
            // The index is of the files that are there.
            findings.push(at("V005", INDEX_PATH));
        } else {
            findings.push(at("V702", "ho-so/hoc-ba.2412345678/ban-in.pdf"));
        }
        vector.failed(&findings.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let mut files = extract(&plan(), &[]);
    files.insert(INDEX_PATH.into(), index(&[]).into_bytes());
    laid("V004_extract_empty", "No record at all.", files).failed(&["V004 ho-so"]);
    let mut files = whole();
    files.insert("xem.exe".into(), b"MZ".to_vec());
    laid("V003_extract_program", "A program beside the opener.", files).failed(&["V003 xem.exe"]);
    let mut files = whole();
    let kept = files.remove("ho-so/quyet-dinh.07/tep-1.xml").unwrap();
    files.insert("ho-so/quyet-dinh.07/tep-1.xml/a.xml".into(), kept);
    let listed = text(&files, INDEX_PATH).replace(",\"tep-1.xml\"", "");
    files.insert(INDEX_PATH.into(), listed.into_bytes());
    laid("V003_extract_nested", "The kept file lies in a folder of its own.", files)
        .failed(&["V003 ho-so/quyet-dinh.07/tep-1.xml/a.xml", "V004 ho-so/quyet-dinh.07/tep-1"]);
}

/// Proofs that are of another record, another print, another seal.
fn led_elsewhere(whole: Whole<'_>) {
    const PROOF: &str = "ho-so/hoc-ba.2412345678/chung-minh.txt";
    const PRINT: &str = "ho-so/hoc-ba.2412345678/ban-in.pdf";
    const PRINT_PROOF: &str = "ho-so/hoc-ba.2412345678/chung-minh-ban-in.txt";
    let with = |path: &str, edit: &dyn Fn(&str) -> String| {
        let mut files = whole();
        let edited = edit(&text(&files, path));
        files.insert(path.into(), edited.into_bytes());
        files
    };
    laid(
        "V701_extract_proof",
        "A proof without its last line.",
        with(PROOF, &|text| text.lines().rev().skip(1).collect()),
    )
    .failed(&[&at("V701", PROOF)]);
    laid("V702_extract_place", "Another place in the tree.", with(PROOF, &|text| text.replace("index: 0", "index: 1")))
        .failed(&[&at("V702", PROOF)]);
    laid(
        "V702_extract_number",
        "A record with a number.",
        with(PROOF, &|text| text.replace("\"toan\":\"9\"", "\"toan\":9")),
    )
    .failed(&[&at("V702", PROOF)]);
    laid("V702_extract_signature_short", "A proof that repeats one signature of two.", {
        with(PROOF, &|text| text[..text.find("signature: van_thu").unwrap()].to_owned())
    })
    .failed(&[&at("V702", PROOF)]);
    let mut files = whole();
    let other = extract(&plan(), &[KEEPS]);
    files.insert(PROOF.into(), other["ho-so/quyet-dinh.07/chung-minh.txt"].clone());
    laid("V702_extract_other_record", "The proof of another record.", files).failed(&[&at("V702", PROOF)]);
    let mut files = whole();
    let golden = extract(
        &{
            let mut plan = golden_plan();
            print(&mut plan);
            plan
        },
        &[CARD],
    );
    files.insert(PROOF.into(), golden[PROOF].clone());
    laid("V702_extract_other_seal", "The proof of the same record in another seal.", files)
        .failed(&[&at("V702", PROOF)]);
    let mut files = whole();
    files.insert(PRINT.into(), b"%PDF-1.6\n%%EOF\n".to_vec());
    laid("V702_extract_print", "Another print.", files).failed(&[&at("V702", PRINT)]);
    // A print of another leaf: the salt, the record and the path are those of the record that keeps a file.
    let mut both = plan();
    both.payload("vinh-vien").insert("data/ho-so/quyet-dinh/07.pdf".into(), b"%PDF-1.5\n%%EOF\n".to_vec());
    print(&mut both);
    let mut files = extract(&both, &[CARD]);
    let payload = both.payloads.iter().find(|payload| payload.name == "vinh-vien").unwrap();
    let seed = VolumeSeed::parse(&payload.files["data/seed.txt"]).unwrap();
    let list = LeafList::parse(&payload.files["data/leaves.txt"]).unwrap();
    let manifest = Manifest::parse(listing(&payload.files).as_bytes()).unwrap();
    let foreign = PrintProof::make(&seed, &list, &manifest, &KEEPS.parse().unwrap()).unwrap().to_text();
    files.insert(PRINT.into(), payload.files["data/ho-so/quyet-dinh/07.pdf"].clone());
    files.insert(PRINT_PROOF.into(), foreign.into_bytes());
    laid("V702_extract_print_of_another", "The print and the print's proof of another record.", files)
        .failed(&[&at("V702", PRINT)]);
    laid("V701_extract_print_proof", "A print's proof with a salt in capitals.", {
        with(PRINT_PROOF, &|text| text.replacen("salt: ", "salt: A", 1))
    })
    .failed(&[&at("V701", PRINT_PROOF)]);
    let zeros = format!("path: 41\n{}", format!("{}\n", "0".repeat(64)).repeat(41));
    for (name, note, edit) in [
        (
            "V701_extract_print_steps_more",
            "A print's proof with a step more than its number says.",
            &(|text: &str| text.replace("path: 2", "path: 1")) as &dyn Fn(&str) -> String,
        ),
        ("V701_extract_print_steps_fewer", "A step fewer.", &|text| text.replace("path: 2", "path: 3")),
        ("V701_extract_print_steps_too_many", "More steps than any tree has.", &|text| {
            text[..text.find("path: ").unwrap()].to_owned() + &zeros
        }),
        ("V701_extract_print_line_end", "The last line is not ended.", &|text| text.trim_end().to_owned()),
    ] {
        laid(name, note, with(PRINT_PROOF, edit)).failed(&[&at("V701", PRINT_PROOF)]);
    }
    laid(
        "V702_extract_print_record",
        "A print's proof under another's id.",
        with(PRINT_PROOF, &|text| text.replace(CARD, KEEPS)),
    )
    .failed(&[&at("V702", PRINT)]);
    let mut files = whole();
    files.remove(PRINT_PROOF);
    laid("V004_extract_print_proof", "A print without a proof.", files)
        .failed(&[&at("V004", PRINT_PROOF), &at("V005", INDEX_PATH)]);
    let mut files = whole();
    files.insert(PRINT.into(), vec![b'x'; 4096]);
    laid("V008_extract_print", "A print larger than the whole volume.", files).failed(&[&at("V008", PRINT)]);
}

/// The seal, the list, the trust file.
fn beyond(whole: Whole<'_>) {
    let mut files = whole();
    files.remove(SEAL);
    laid("V101_extract", "No seal: nothing is led anywhere.", files).failed(&[&at("V101", SEAL)]);
    let mut both = plan();
    both.root = Box::new(|text| {
        let style = text.lines().find(|line| line.ends_with("  browse/style.css")).unwrap().to_owned();
        let below = format!("{style}/a");
        *text = text.replace(&style, &format!("{style}\n{below}"));
    });
    laid(
        "V110_extract_folder",
        "Sealed: a list that names a path as a file and as a folder.",
        extract(&both, &[KEEPS]),
    )
    .failed(&["V110 seal/root.sha256"]);
    let mut files = whole();
    let later = text(&files, SEAL).replace("niemphong-seal/1", "niemphong-seal/2");
    files.insert(SEAL.into(), later.into_bytes());
    laid("V103_extract", "A seal of a later version: nothing is said of the rest.", files).open(&[&at("V103", SEAL)]);
    let mut files = whole();
    files.get_mut("seal/root.sha256").unwrap().extend(b"x\n");
    laid("V110_extract", "A list that can't be read: what it would list is left unjudged.", files).failed(&[
        "V005 seal/root.sha256",
        "V110 seal/root.sha256",
        &at("V702", "ho-so/hoc-ba.2412345678/ban-in.pdf"),
    ]);
    vector("V401_extract", "No trust file.")
        .run("verify-proof ./extract --as-of 2026-11-23")
        .over("extract/", whole())
        .open(&["V401"]);
    let mut files = whole();
    files.insert("trust.yaml".into(), b"x".to_vec());
    vector("V407_extract", "A trust file inside.")
        .over("extract/", files)
        .run(
            "verify-proof ./extract --trust ./extract/trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23",
        )
        .failed(&["V003 trust.yaml", "V407 trust.yaml"]);
}
