//! Vectors at the edges of rules, where two readers of FORMAT.md could come to different answers.

use niemphong_archive::leaf::{LeafList, RecordId, VolumeSeed};
use niemphong_archive::{Canonical, Digest, SealRef, Serial, Supersedes, prove, trust_comment};

use crate::build::{Files, Plan, golden_plan, trust, trust_files};
use crate::golden;
use crate::keys::{self, ROOT};
use crate::make::*;
use crate::make_later::{BOTH, THEN, disposal_files, later, statement};

pub fn all() {
    archives();
    records();
    trusts();
    chains();
    torsion();
}

fn archives() {
    vector("V008_leaves", "A list of leaves larger than the whole volume was.")
        .step(&format!("grow archive/{LEAVES} 1403"))
        .failed(&[&at("V008", LEAVES)]);
    for (name, number) in [("V102_version_too_large", "18446744073709551616"), ("V102_version_zeros", "02")] {
        vector(name, "A version that is no number of this format.")
            .step(&format!("replace archive/seal/seal.txt niemphong-seal/1 niemphong-seal/{number}"))
            .failed(&[&at("V102", SEAL)]);
    }
    vector("V103_version_nought", "A version before the first.")
        .step("replace archive/seal/seal.txt niemphong-seal/1 niemphong-seal/0")
        .open(&[&at("V103", SEAL)]);
    // With the volume's folder before it the path is a character too long.
    let long = format!("data/{}", "a".repeat(180 - "volumes/5-nam/data/".len() + 1));
    vector("V111_path_too_long", "A path that is too long from the archive's folder, but not from the volume's.")
        .plan(|plan| {
            plan.manifest = Box::new(move |text| {
                if text.contains("ke-hoach") {
                    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                    lines.push(format!("{}  {long}", Digest::of(b"x")));
                    lines.sort_by_key(|line| line[66..].to_owned());
                    *text = lines.iter().map(|line| format!("{line}\n")).collect();
                }
            });
        })
        .failed(&[&at("V111", MANIFEST), &at("V112", MANIFEST)]);
    vector("V004_minutes_gone", "No minutes; a signature on them that is larger than any.")
        .step(&format!("delete archive/{MINUTES}"))
        .step("delete archive/evidence/bien-ban.pdf.hieu_truong.minisig")
        .step("grow archive/evidence/bien-ban.pdf.van_thu.minisig 1025")
        .failed(&[&at("V004", MINUTES), "V008 evidence/bien-ban.pdf.van_thu.minisig"]);
    vector("V308_too_large", "A signature file that is larger than any counts as none.")
        .step(&format!("grow archive/{BY_CLERK} 1025"))
        .step(&format!("delete archive/{MINUTES}"))
        .step("delete archive/evidence/bien-ban.pdf.hieu_truong.minisig")
        .step("delete archive/evidence/bien-ban.pdf.van_thu.minisig")
        .failed(&[&at("V008", BY_CLERK), &at("V308", BY_CLERK)]);
    vector("V007_litter", "A folder in which nothing lies but litter.")
        .step("write archive/browse/anh/Thumbs.db x")
        .failed(&["V006 browse/anh/Thumbs.db", "V007 browse/anh"]);
    let early = statement(|it| {
        it.disposed_on = "2026-06-11".parse().unwrap();
        it.decision_date = it.disposed_on;
    });
    vector("V502_before_it_was_sealed", "Destroyed on a day before it was sealed.")
        .step("remove archive/volumes/5-nam")
        .run(THEN)
        .over("", trust_files(&later(|file| file.keys[2].valid_from = "2026-01-01".parse().unwrap())))
        .over("archive/", disposal_files(&early, &BOTH))
        .failed(&["V502 disposals/5-nam.txt", "V503 disposals/5-nam.txt"]);
}

/// The plan of the golden archive, with a value in the lesson plan's record; leaf and root are of the same hand.
pub fn with_value(plan: &mut Plan, value: Canonical) {
    let seed = VolumeSeed::parse(&plan.payload("5-nam")["data/seed.txt"]).unwrap();
    let salt = seed.salt(&"ke-hoach.01".parse().unwrap());
    with_json(plan, &format!("{{\"_id\":\"ke-hoach.01\",\"_salt\":\"{salt}\",\"x\":{}}}", value.to_jcs()));
}

/// The plan of the golden archive, with this for the lesson plan's record; leaf and root are of the same hand.
fn with_json(plan: &mut Plan, json: &str) {
    let path = "data/ho-so/ke-hoach/01.json";
    let files = plan.payload("5-nam");
    let mut entries = LeafList::parse(&files["data/leaves.txt"]).unwrap().entries().to_vec();
    let entry = entries.iter_mut().find(|entry| entry.path.as_str() == path).unwrap();
    entry.leaf = niemphong_archive::tree::leaf_hash(json.as_bytes());
    files.insert(path.into(), json.as_bytes().to_vec());
    files.insert("data/leaves.txt".into(), LeafList::new(entries).unwrap().to_text().into_bytes());
}

fn nested(lists: usize) -> Canonical {
    (0..lists).fold(Canonical::Text(String::new()), |inner, _| Canonical::List(vec![inner]))
}

fn records() {
    // The record itself is a map, so 31 lists in it put a text at the depth of 32.
    vector("accepted_deep_record", "A text in 32 lists and maps.")
        .plan(|plan| with_value(plan, nested(31)))
        .expect("passed", &[]);
    vector("V202_too_deep", "A text in 33 lists and maps.")
        .plan(|plan| with_value(plan, nested(32)))
        .failed(&[&at("V202", RECORD)]);
    for (name, note, json) in [
        ("V202_no_id", "Sealed: a record without its id.", "{\"_salt\":\"0\"}"),
        ("V202_no_text", "Sealed: a record whose id is a list.", "{\"_id\":[],\"_salt\":\"0\"}"),
    ] {
        vector(name, note).plan(|plan| with_json(plan, json)).failed(&[&at("V202", RECORD)]);
    }
    for (name, note, from, to) in [
        ("V202_spread", "Sealed: a record with a blank between key and value.", ",\"x\":", ",\"x\": "),
        ("V202_sealed_number", "Sealed: a record with a number.", "\"0\"}", "0}"),
    ] {
        let change = |plan: &mut Plan| {
            with_value(plan, Canonical::Text("0".into()));
            let json = String::from_utf8(plan.payload("5-nam")["data/ho-so/ke-hoach/01.json"].clone()).unwrap();
            with_json(plan, &json.replace(from, to));
        };
        vector(name, note).plan(change).failed(&[&at("V202", RECORD)]);
    }
    let run = "verify-proof ./proof.txt --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23";
    let id: RecordId = "hoc-ba.2412345678".parse().unwrap();
    let text = prove(&golden::dir().join("archive"), &id).unwrap().to_text().unwrap();
    let with = |text: String| Files::from([("proof.txt".to_owned(), text.into_bytes())]);
    vector("V103_proof", "A proof of a seal of a later version.")
        .run(run)
        .over("", with(text.replace("niemphong-seal/1", "niemphong-seal/2")))
        .open(&[&at("V103", SEAL)]);
    let json = text.lines().find(|line| line.starts_with("json: ")).unwrap();
    vector("V702_list", "A proof of a list, which is canonical and no record.")
        .run(run)
        .over("", with(text.replace(json, "json: []")))
        .failed(&[&at("V702", id.as_str())]);
    vector("V102_proof_without_lines", "A proof whose seal has no lines.")
        .run(run)
        .over("", with(text[..text.find("seal: ").unwrap()].to_owned() + "seal: 0\n"))
        .failed(&[&at("V102", SEAL)]);
}

fn trusts() {
    let mut files = trust_files(&trust());
    files.insert("trust.yaml.2.minisig".into(), b"x\n".to_vec());
    vector("V403_one_malformed", "A second signature file that is none: the first is enough, and all else is judged.")
        .over("", files)
        .step(&format!("delete archive/{BY_CLERK}"))
        .step(&format!("delete archive/{MINUTES}"))
        .step("delete archive/evidence/bien-ban.pdf.hieu_truong.minisig")
        .step("delete archive/evidence/bien-ban.pdf.van_thu.minisig")
        .failed(&["V403 trust.yaml.2.minisig", &at("V308", BY_CLERK)]);
    let run = "./archive --trust ./trust.yaml --trust ./new.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23";
    vector("V402_later_file", "The later of two trust files is none; the first lacks its signature.")
        .run(run)
        .step("delete trust.yaml.minisig")
        .step("write new.yaml x")
        .open(&["V402 new.yaml", "V403 trust.yaml", "V404 trust.yaml"]);
    for (name, version) in [("V402_version_nought", "0"), ("V402_version_too_large", "4294967296")] {
        vector(name, "A version that no trust file has.")
            .step(&format!("replace trust.yaml version:~3 version:~{version}"))
            .open(&["V402 trust.yaml"]);
    }
}

fn chains() {
    let (text, _) = golden_seal();
    let first = SealRef { serial: Serial::FIRST, digest: Digest::of(text.as_bytes()) };
    let run = "--chain ./archive ./b --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23";
    let correction = Plan {
        serial: 2,
        sealed_at: "2026-10-10T09:00:00+07:00",
        previous: Some(first),
        supersedes: Some(Supersedes {
            seal: SealRef { digest: Digest::of(b"x"), ..first },
            reason: "sai điểm Toán lớp 5A".parse().unwrap(),
        }),
        ..golden_plan()
    };
    vector("V602_corrects_another", "A correction of another first seal than the one that is there.")
        .run(run)
        .over("b/", correction.signed())
        .failed(&["V602 /b"]);
    let second = Plan {
        archive: "vn/82/82760123/2026-2027",
        serial: 2,
        sealed_at: "2026-10-10T09:00:00+07:00",
        previous: Some(first),
        ..golden_plan()
    }
    .signed();
    let third = Plan {
        serial: 3,
        sealed_at: "2026-10-11T09:00:00+07:00",
        previous: Some(SealRef { serial: Serial::new(2).unwrap(), digest: Digest::of(&second[SEAL]) }),
        supersedes: Some(Supersedes { seal: first, reason: "sai điểm Toán lớp 5A".parse().unwrap() }),
        ..golden_plan()
    };
    vector("accepted_chain_corrects_year_before", "A correction of the year before, behind the seal of a later year.")
        .run(&run.replace("./b", "./b ./c"))
        .over("b/", second)
        .over("c/", third.signed())
        .expect("passed", &["V607 /archive"]);
    let copy = golden::files_under(&golden::dir().join("archive")).into_iter().map(|file| {
        let path = file.strip_prefix(golden::dir().join("archive")).unwrap().to_str().unwrap().to_owned();
        (path, std::fs::read(file).unwrap())
    });
    vector("accepted_chain_two_copies", "Two copies of one archive.")
        .run(run)
        .over("b/", copy.collect())
        .expect("passed", &[]);
}

/// A key that is a sum of a good point and one of order eight. Its signature solves the equation only after both sides
/// were multiplied by eight; the other one solves it as it is. Made with `published mixed key`, and worth nothing.
fn torsion() {
    const KEY: &str = "RWQJCQkJCQkJCRZgK9dCsO8B85Zl/DlRZVg+GsCxK8bO0Aq9csgTjsTG";
    const BY_EIGHT: [&str; 2] = [
        "RUQJCQkJCQkJCeSthrNrM+lblj/LlK2KWIyyshhTBjcyuDOgHJfvN1xfZUo15t0OeG1ICpR3aRUo2E1pXMocr88ZEGRgehJWWQ0=",
        "I07imvl8FKscQme6BI3jt3WbVxH1uuT5b/wun0Y674/l6K9K0B4nrN9WEifXo4jg/Lrp6UuNWBX9qYUvyZXiDw==",
    ];
    const AS_IT_IS: [&str; 2] = [
        "RUQJCQkJCQkJCeX888pkeBkoyVAZhVqNYdchhz9nBPswpBMquo8YtYtEu7GhtlqcvvRo/sV8fAPp7FZBOCFmuRQ+qQqTORsidQk=",
        "pvUIWYkf6L/e++djcNbDSy9oNRjHxBb1iBISjxvnIbXnXAGrjfd0cTAsZ2LmhQYb+gRuXzPQkcFIazJDfRLACQ==",
    ];
    let mut file = trust();
    file.keys[1].key = KEY.parse().unwrap();
    let signed = |[main, global]: [&str; 2]| {
        let comment = "niemphong role=van_thu archive=vn/82/82760123/2025-2026 serial=1";
        let first = niemphong_archive::signature::UNTRUSTED_COMMENT;
        Files::from([(
            BY_CLERK.to_owned(),
            format!("{first}\n{main}\ntrusted comment: {comment}\n{global}\n").into_bytes(),
        )])
    };
    let laid = |name, note, signature| {
        let mut trusted = trust_files(&file);
        let text = file.to_text().unwrap();
        trusted.insert("trust.yaml.minisig".into(), keys::sign(ROOT, text.as_bytes(), &trust_comment(file.version)));
        [MINUTES, "evidence/bien-ban.pdf.hieu_truong.minisig", "evidence/bien-ban.pdf.van_thu.minisig"]
            .iter()
            .fold(vector(name, note), |vector, path| vector.step(&format!("delete archive/{path}")))
            .over("", trusted)
            .over("archive/", signed(signature))
    };
    laid("V304_times_eight", "A signature that is good only times eight.", BY_EIGHT).failed(&[&at("V304", BY_CLERK)]);
    laid("accepted_mixed_key", "The same key; this signature is good as it is.", AS_IT_IS).expect("passed", &[]);
}
