//! Vectors of texts that are bound and signed as they stand, and break one rule beside their grammar.

use niemphong_archive::tree::Tree;
use niemphong_archive::trust::{Hold, Revocation};
use niemphong_archive::{Digest, Role, Seal, SealRef, Serial, prove};

use crate::build::{Files, Plan, golden_plan, sign_all, trust, trust_files, trusted};
use crate::golden;
use crate::hostile::{base64, hex};
use crate::keys::{self, CLERK, INSPECTOR, PRINCIPAL, ROOT};
use crate::make::*;
use crate::make_later::{BOTH, THEN, disposal_files, later, statement};

pub fn all() {
    seals();
    volumes();
    trusts();
    signers();
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
    for (name, note, from, to) in [
        ("V102_serial_nought", "Signed: a serial before the first.", "serial: 2", "serial: 0"),
        ("V102_previous_nought", "Signed: a seal before the first.", "previous: 1", "previous: 0"),
        ("V102_year_too_early", "Signed: a school year before 1900.", "2025-2026", "1899-1900"),
    ] {
        let put = move |text: &mut String| *text = text.replace(from, to);
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
    depths();
    vector("V201_path_twice", "Two leaves with one path, whose contents are not read.")
        .plan(|plan| {
            let files = plan.payload("5-nam");
            files.remove("data/ho-so/bang-tong-hop/5a-cn.json").unwrap();
            let text = String::from_utf8(files["data/leaves.txt"].clone()).unwrap();
            let text = text.replace("bang-tong-hop/5a-cn.json", "ke-hoach/01.json");
            let leaves = text.lines().map(|line| line.split(' ').nth(2).unwrap().parse().unwrap()).collect();
            let root = Tree::new(leaves).root();
            files.insert("data/leaves.txt".into(), text.into_bytes());
            plan.sealed = Box::new(move |volume| {
                if volume.name.to_string() == "5-nam" {
                    (volume.leaves, volume.leaves_root) = (2, root);
                }
            });
        })
        .more("--quick")
        .failed(&[&at("V201", LEAVES), "V801"]);
    vector("V801_changed", "A page that was changed, in a check that does not read it.")
        .step(&format!("append archive/{PAGE} x"))
        .more("--quick")
        .open(&["V801"]);
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

/// Sealed files that lie deeper than a path may.
fn depths() {
    let loose = "browse/1/2/3/4/5/6/7/8/9/10/11/12";
    vector("V001_too_deep", "Sealed: a loose file in thirteen segments.")
        .plan(|plan| {
            plan.loose.insert(loose.into(), b"x".to_vec());
            let line = format!("{}  {loose}\n", Digest::of(b"x"));
            plan.root = Box::new(move |text| text.insert_str(0, &line));
        })
        .failed(&[&at("V001", loose), "V007 browse/1", "V110 seal/root.sha256"]);
    let deep = "volumes/5-nam/data/1/2/3/4/5/6/7/8/9/10";
    vector("V111_path_too_deep", "Sealed: a file in thirteen segments from the archive's folder.")
        .plan(|plan| _ = plan.payload("5-nam").insert(deep["volumes/5-nam/".len()..].into(), b"x".to_vec()))
        .failed(&[&at("V001", deep), "V007 volumes/5-nam/data/1", &at("V111", MANIFEST)]);
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
        ("V402_key_algorithm", "A key of another algorithm.", &key, &key.replacen("RW", "RU", 1)),
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
        ("V402_school", "A school by its name.", "    school: \"82760123\"", "    school: \"Kim Đồng\""),
        ("V402_pattern", "A policy for what no archive is called.", "vn/82/1/*", "vn/82/A/*"),
        ("V402_hold_of_none", "A hold on what is no archive.", "vn/82/1/2025-2026", "vn/82/1/2025-2027"),
    ] {
        assert!(text.contains(from), "{name}");
        vector(name, note).over("", signed(&text.replace(from, to), 3)).open(&["V402 trust.yaml"]);
    }
    let paper = format!(
        "paper-seals:\n{}",
        "  - archive: \"vn/82/1/2025-2026\"\n    serial: 1\n    received: 2026-06-20\n    seal: \"S\"\n"
            .replace('S', &Digest::of(b"x").tagged())
            .repeat(2)
    );
    for (name, note, from, to) in [
        (
            "V402_expired_before",
            "A file that expires before it is issued.",
            "expires: 2028-08-01",
            "expires: 2026-07-01",
        ),
        (
            "V402_two_of_one_root",
            "More roots must sign than there are.",
            "  threshold: 1\n  keys:",
            "  threshold: 2\n  keys:",
        ),
        (
            "V402_three_of_two",
            "A policy that asks for more than its roles.",
            "threshold: 2\nholds",
            "threshold: 3\nholds",
        ),
        ("V402_hold_too_early", "A hold on a year before 1900.", "vn/82/1/2025-2026", "vn/82/1/1899-1900"),
        ("V402_paper_twice", "One paper stands twice.", "paper-seals: []\n", &paper),
        ("V402_school_with_province", "A school's code with its province.", "\"82760123\"", "\"82/82760123\""),
    ] {
        assert!(text.contains(from), "{name}");
        vector(name, note).over("", signed(&text.replace(from, to), 3)).open(&["V402 trust.yaml"]);
    }
    weak_keys(&text, &key);
    for (name, version) in [("V402_nought_signed", 0), ("V402_large_signed", 1 << 32)] {
        vector(name, "Signed: a version that no trust file has.")
            .over("", signed(&text.replace("version: 3", &format!("version: {version}")), version))
            .open(&["V402 trust.yaml"]);
    }
}

/// Keys with which anyone could sign, and keys in another spelling; the bytes are those of y, low byte first.
fn weak_keys(text: &str, key: &str) {
    const EIGHTH: &str = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";
    const EIGHTH_LESS: &str = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a";
    let full = |low: &str, between: &str, high: &str| format!("{low}{}{high}", between.repeat(30));
    for (name, note, point) in [
        ("V402_key_order_one", "A key of order one.", full("01", "00", "00")),
        ("V402_key_order_two", "A key of order two.", full("ec", "ff", "7f")),
        ("V402_key_order_four", "A key of order four.", full("00", "00", "00")),
        ("V402_key_order_four_signed", "A key of order four, with the sign of x.", full("00", "00", "80")),
        ("V402_key_order_eight", "A key of order eight.", EIGHTH.to_owned()),
        (
            "V402_key_order_eight_less",
            "A key of order eight, whose y is that of the other less than p.",
            EIGHTH_LESS.into(),
        ),
        ("V402_key_not_reduced", "A key whose y is p and three.", full("f0", "ff", "7f")),
        ("V402_key_one_not_reduced", "A key of order one whose y is p and one.", full("ee", "ff", "7f")),
    ] {
        let weak = base64(&[b"Ed", &[7; 8][..], &hex(&point)].concat());
        vector(name, note).over("", signed(&text.replace(key, &weak), 3)).open(&["V402 trust.yaml"]);
    }
}

/// Who signed, and with what right.
fn signers() {
    let inspector = || trusted(INSPECTOR, "Ngô Văn Tám", "thanh_tra");
    vector("V306_inspector", "The inspector signed as the clerk.")
        .archive({
            let (mut files, text) = golden_plan().build();
            let both = [("hieu_truong", PRINCIPAL), ("van_thu", INSPECTOR)];
            sign_all(&mut files, &text, "vn/82/82760123/2025-2026", 1, &both);
            files.retain(|path, _| !path.starts_with("evidence/bien-ban"));
            files
        })
        .trust(|file| file.keys.push(inspector()))
        .failed(&[&at("V306", BY_CLERK)]);
    let (files, text) = {
        let mut plan = golden_plan();
        (plan.payloads[1].name, plan.payloads[1].keep_until) = ("1-nam", "2026-01-01");
        let mut files = plan.signed();
        files.retain(|path, _| !path.starts_with("volumes/1-nam/"));
        let text = files[SEAL].clone();
        (files, text)
    };
    let volume = Seal::parse(&text).unwrap().volumes.pop().unwrap();
    let early = statement(|it| {
        it.seal = Digest::of(&text);
        (it.volume, it.keep_until, it.tagmanifest) = (volume.name, volume.keep_until, volume.tagmanifest);
        it.disposed_on = "2026-06-11".parse().unwrap();
        it.decision_date = it.disposed_on;
    });
    let both = [(Role::Principal, PRINCIPAL), (Role::Clerk, CLERK)];
    vector("V502_term_over_when_sealed", "After its term, and on a day before it was sealed.")
        .archive(files)
        .step("remove archive/volumes/5-nam")
        .over("archive/", disposal_files(&early, &both))
        .failed(&["V502 disposals/1-nam.txt"]);
    vector("V506_no_policy", "A statement that nobody signed, and no policy for this archive.")
        .step("remove archive/volumes/5-nam")
        .run(THEN)
        .over("", trust_files(&later(|file| file.policies.clear())))
        .over("archive/", disposal_files(&statement(|_| ()), &[]))
        .failed(&["V408", "V506 disposals/5-nam.txt"]);
}
