//! Vectors of texts that are bound and signed as they stand, and break one rule beside their grammar.

use niemphong_archive::trust::{Hold, Revocation};
use niemphong_archive::{Digest, SealRef, Serial, prove};

use crate::build::{Files, Plan, golden_plan, trust, trust_files, trusted};
use crate::golden;
use crate::keys::{self, INSPECTOR, ROOT};
use crate::make::*;
use crate::make_later::{BOTH, THEN, disposal_files, later, statement};

pub fn all() {
    seals();
    volumes();
    trusts();
    let other = statement(|it| it.seal = Digest::of(b"x"));
    vector("V502_other_seal", "A statement on another seal with this serial.")
        .step("remove archive/volumes/5-nam")
        .run(THEN)
        .over("", trust_files(&later(|_| ())))
        .over("archive/", disposal_files(&other, &BOTH))
        .failed(&["V502 disposals/5-nam.txt"]);
    let text = prove(&golden::dir().join("archive"), &"hoc-ba.2412345678".parse().unwrap()).unwrap().to_text().unwrap();
    let run = "verify-proof ./proof.txt --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23";
    for (name, note, asked, code) in [
        (
            "V104_proof",
            "A proof that leads to another seal than the paper's.",
            format!("--expect-seal {}", "0".repeat(64)),
            "V104",
        ),
        ("V412_proof", "A proof that leads to a seal older than asked for.", "--min-serial 2".to_owned(), "V412"),
    ] {
        vector(name, note)
            .run(&format!("{run} {asked}"))
            .over("", Files::from([("proof.txt".to_owned(), text.clone().into_bytes())]))
            .failed(&[&at(code, SEAL)]);
    }
}

fn seals() {
    for (name, note, from, to) in [
        ("V102_roles_turned", "Roles out of their order.", "hieu_truong van_thu", "van_thu hieu_truong"),
        ("V102_reason_alone", "A reason, and nothing that is superseded.", "reason: none", "reason: sai"),
        (
            "V102_ends_signed",
            "Signed: a volume for ever, with an end.",
            "keep-until=permanent",
            "keep-until=2099-01-01",
        ),
        ("V102_short_signed", "Signed: kept shorter than its class says.", "keep-until=2031", "keep-until=2029"),
    ] {
        vector(name, note)
            .plan(|plan| plan.seal = Box::new(move |text| *text = text.replace(from, to)))
            .failed(&[&at("V102", SEAL)]);
    }
    vector("V102_volumes_turned", "Volumes out of their order.")
        .plan(|plan| {
            plan.seal = Box::new(|text| {
                let volumes: Vec<&str> =
                    text.split_inclusive('\n').filter(|line| line.starts_with("volume: ")).collect();
                *text = text.replace(&volumes.concat(), &[volumes[1], volumes[0]].concat());
            });
        })
        .failed(&[&at("V102", SEAL)]);
    let before = SealRef { serial: Serial::FIRST, digest: Digest::of(b"x") };
    for (name, note, due) in [
        ("V102_no_previous", "A second seal with none before it.", "none".to_owned()),
        ("V102_previous_itself", "The seal before has this serial.", format!("2 sha256:{}", "0".repeat(64))),
    ] {
        let put = move |text: &mut String| {
            let line = text.lines().find(|line| line.starts_with("previous: ")).unwrap().to_owned();
            *text = text.replace(&line, &format!("previous: {due}"));
        };
        let plan = Plan { serial: 2, previous: Some(before), seal: Box::new(put), ..golden_plan() };
        vector(name, note).archive(plan.signed()).failed(&[&at("V102", SEAL)]);
    }
    vector("V008_minutes", "Minutes that nobody signed, and larger than any.")
        .step("write archive/evidence/bien-ban.pdf %PDF-")
        .step("grow archive/evidence/bien-ban.pdf 33554432")
        .step("append archive/evidence/bien-ban.pdf %%EOF\\n")
        .step("delete archive/evidence/bien-ban.pdf.hieu_truong.minisig")
        .step("delete archive/evidence/bien-ban.pdf.van_thu.minisig")
        .failed(&[&at("V008", MINUTES)]);
    vector("V103_damage", "A seal of a later version; a page is not what its own volume lists.")
        .step("replace archive/seal/seal.txt niemphong-seal/1 niemphong-seal/2")
        .step(&format!("append archive/{PAGE} x"))
        .failed(&[&at("V005", PAGE), &at("V103", SEAL)]);
}

fn volumes() {
    const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    let other = format!("{BAGIT}x\n");
    let digests = [BAGIT, &other].map(|text| Digest::of(text.as_bytes()).to_string().replace("sha256:", ""));
    vector("V113_bagit", "A bagit.txt with a line more, as the tag manifests have it.")
        .plan(|plan| plan.tags = Box::new(move |text| *text = text.replace(&digests[0], &digests[1])))
        .step("append archive/volumes/5-nam/bagit.txt x\\n")
        .step("append archive/volumes/vinh-vien/bagit.txt x\\n")
        .failed(&["V113 volumes/5-nam/bagit.txt", "V113 volumes/vinh-vien/bagit.txt"]);
    let golden = golden_seal().1;
    let root = golden.volume("5-nam".parse().unwrap()).unwrap().leaves_root;
    for (name, note, turned) in [
        ("V201_numbers", "Leaves that are not numbered one after the other.", false),
        ("V201_turned", "Leaves out of the order of their ids.", true),
    ] {
        vector(name, note)
            .plan(|plan| {
                let files = plan.payload("5-nam");
                let text = String::from_utf8(files["data/leaves.txt"].clone()).unwrap();
                let lines: Vec<&str> = text.split_inclusive('\n').collect();
                let hash = |line: &str| line.split(' ').nth(2).unwrap().parse::<Digest>().unwrap();
                let (text, root) = if turned {
                    let mut node = vec![1];
                    node.extend(hash(lines[1]).as_bytes());
                    node.extend(hash(lines[0]).as_bytes());
                    (format!("0{}1{}", &lines[1][1..], &lines[0][1..]), Digest::of(&node))
                } else {
                    (text.replace("\n1 ", "\n2 "), root)
                };
                files.insert("data/leaves.txt".into(), text.into_bytes());
                plan.sealed = Box::new(move |volume| {
                    if volume.name.to_string() == "5-nam" {
                        (volume.leaves, volume.leaves_root) = (2, root);
                    }
                });
            })
            .failed(&[&at("V201", LEAVES)]);
    }
}

/// The golden trust file with entries that the golden archive does not need.
fn trust_text() -> String {
    let mut file = trust();
    let mut inspector = trusted(INSPECTOR, "Ngô Văn Tám", "thanh_tra");
    inspector.revoked = Some(Revocation {
        on: "2026-07-02".parse().unwrap(),
        reason: "mất".parse().unwrap(),
        compromised_since: "2026-07-01".parse().unwrap(),
    });
    file.keys.push(inspector);
    let mut policy = file.policies[0].clone();
    policy.archives = "vn/82/1/*".parse().unwrap();
    file.policies.push(policy);
    file.holds.push(Hold {
        archive: "vn/82/1/2025-2026".parse().unwrap(),
        volume: "5-nam".parse().unwrap(),
        from: "2030-01-01".parse().unwrap(),
        until: None,
        order: "QĐ 1".parse().unwrap(),
    });
    file.to_text().unwrap()
}

fn signed(text: &str, version: u64) -> Files {
    let signature = keys::sign(ROOT, text.as_bytes(), &format!("niemphong-trust version={version}"));
    Files::from([("trust.yaml".into(), text.as_bytes().to_vec()), ("trust.yaml.minisig".into(), signature)])
}

fn trusts() {
    let text = trust_text();
    vector("accepted_trust_of_others", "A trust file that says more than this archive needs.")
        .over("", signed(&text, 3))
        .expect("passed", &[]);
    let (key, root) = (keys::public(INSPECTOR).to_string(), keys::public(ROOT).to_string());
    let two = |first: &str| format!("/1/*\"\n    require: [{first}]");
    let (roles, turned) = (two("hieu_truong, van_thu"), two("van_thu, hieu_truong"));
    for (name, note, from, to) in [
        ("V402_twice_signed", "A key that stands twice.", key.as_str(), root.as_str()),
        ("V402_no_root_needed", "No root need sign.", "  threshold: 1\n  keys:", "  threshold: 0\n  keys:"),
        (
            "V402_from_after_to",
            "A key that ends before it begins.",
            "2028-08-31\n    revoked",
            "2023-08-31\n    revoked",
        ),
        ("V402_lost_after_revoked", "A key revoked before it was lost.", "since: 2026-07-01", "since: 2026-07-03"),
        ("V402_roles_turned", "Roles of a policy out of their order.", &roles, &turned),
        ("V402_none_of_two", "A policy that asks for nobody.", "threshold: 2\nholds", "threshold: 0\nholds"),
        ("V402_pattern", "A policy for what no archive is called.", "vn/82/1/*", "vn/82/A/*"),
        ("V402_hold_of_none", "A hold on what is no archive.", "vn/82/1/2025-2026", "vn/82/1/2025-2027"),
    ] {
        assert!(text.contains(from), "{name}");
        vector(name, note).over("", signed(&text.replace(from, to), 3)).open(&["V402 trust.yaml"]);
    }
    for (name, version) in [("V402_nought_signed", 0), ("V402_large_signed", 1 << 32)] {
        vector(name, "Signed: a version that no trust file has.")
            .over("", signed(&text.replace("version: 3", &format!("version: {version}")), version))
            .open(&["V402 trust.yaml"]);
    }
}
