//! Vectors of disposals and chains.

use niemphong_archive::trust::{Hold, PaperDisposal};
use niemphong_archive::{Digest, Disposal, Role, SealRef, Serial, Supersedes, TrustFile, disposal_comment};

use crate::build::{Files, Plan, golden_plan, trust, trust_files, trusted};
use crate::keys::{self, CLERK, INSPECTOR, NEXT_PRINCIPAL, STRANGER};
use crate::make::*;

pub fn all() {
    disposals();
    chains();
}

/// The state of things in 2032: another principal, another clerk's term, the seal on paper.
pub fn later(change: impl FnOnce(&mut TrustFile)) -> TrustFile {
    let (text, _) = golden_seal();
    let mut file = trust();
    file.version = 9;
    file.issued = "2031-08-01".parse().unwrap();
    file.expires = "2033-08-01".parse().unwrap();
    file.keys[1].valid_to = "2035-08-31".parse().unwrap();
    file.keys[0].successor = Some(keys::public(NEXT_PRINCIPAL));
    let mut next = trusted(NEXT_PRINCIPAL, "Phạm Thị Hoa", "hieu_truong");
    next.valid_from = "2028-09-01".parse().unwrap();
    next.valid_to = "2033-08-31".parse().unwrap();
    file.keys.push(next);
    file.paper_seals = vec![paper(Digest::of(text.as_bytes()), 1, "2026-06-20")];
    change(&mut file);
    file
}

pub fn statement(change: impl FnOnce(&mut Disposal)) -> Disposal {
    let (text, seal) = golden_seal();
    let volume = seal.volume("5-nam".parse().unwrap()).unwrap();
    let mut disposal = Disposal {
        archive: seal.archive.clone(),
        serial: seal.serial,
        seal: Digest::of(text.as_bytes()),
        volume: volume.name,
        keep_until: volume.keep_until,
        tagmanifest: volume.tagmanifest,
        disposed_on: "2031-09-15".parse().unwrap(),
        decision: "12/QĐ-THKĐ".parse().unwrap(),
        decision_date: "2031-09-08".parse().unwrap(),
        authority: "Hiệu trưởng Trường Tiểu học Kim Đồng".parse().unwrap(),
        minutes: "05/BB-HĐXH ngày 01/9/2031".parse().unwrap(),
        basis: "Luật Lưu trữ 33/2024/QH15, Điều 16; TT 06/2025/TT-BNV".parse().unwrap(),
        method: "xóa thư mục volumes/5-nam trên mọi bản sao".parse().unwrap(),
    };
    change(&mut disposal);
    disposal
}

pub fn disposal_files(disposal: &Disposal, signers: &[(Role, usize)]) -> Files {
    let text = disposal.to_text().unwrap();
    let name = format!("disposals/{}.txt", disposal.volume);
    let mut files = Files::from([(name.clone(), text.clone().into_bytes())]);
    for (role, key) in signers {
        let comment = disposal_comment(*role, &disposal.archive, disposal.serial, disposal.volume);
        files.insert(format!("{name}.{role}.minisig"), keys::sign(*key, text.as_bytes(), &comment));
    }
    files
}

pub const THEN: &str = "./archive --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2032-01-15";
pub const BOTH: [(Role, usize); 2] = [(Role::Principal, NEXT_PRINCIPAL), (Role::Clerk, CLERK)];
const STATEMENT: &str = "disposals/5-nam.txt";

fn disposed(
    name: &'static str,
    note: &'static str,
    disposal: &Disposal,
    signers: &[(Role, usize)],
    trust: &TrustFile,
) -> Vector {
    vector(name, note)
        .step("remove archive/volumes/5-nam")
        .run(THEN)
        .over("", trust_files(trust))
        .over("archive/", disposal_files(disposal, signers))
}

fn disposals() {
    let (trust, good) = (later(|_| ()), statement(|_| ()));
    disposed("V508_lawful", "A volume lawfully destroyed; the rest still stands.", &good, &BOTH, &trust)
        .expect("passed", &["V508 volumes/5-nam"]);
    disposed("V501_malformed", "A statement with a line more.", &good, &BOTH, &trust)
        .over(
            "archive/",
            Files::from([(STATEMENT.into(), format!("{}note: x\n", good.to_text().unwrap()).into_bytes())]),
        )
        .failed(&[&at("V501", STATEMENT)]);
    disposed(
        "V502_other_volume",
        "A statement about another tag manifest.",
        &statement(|d| d.tagmanifest = Digest::of(b"x")),
        &BOTH,
        &trust,
    )
    .failed(&[&at("V502", STATEMENT)]);
    let unsealed = statement(|d| d.volume = "10-nam".parse().unwrap());
    vector("V502_no_such_volume", "A statement about a volume that was never sealed.")
        .run(THEN)
        .over("", trust_files(&trust))
        .over("archive/", disposal_files(&unsealed, &BOTH))
        .failed(&["V502 disposals/10-nam.txt"]);
    disposed(
        "V502_decided_later",
        "Decided after it was done.",
        &statement(|d| d.decision_date = "2031-09-20".parse().unwrap()),
        &BOTH,
        &trust,
    )
    .failed(&[&at("V502", STATEMENT)]);
    disposed(
        "V503_too_early",
        "On the last day of keeping.",
        &statement(|d| {
            d.disposed_on = "2031-05-31".parse().unwrap();
            d.decision_date = "2031-05-20".parse().unwrap();
        }),
        &BOTH,
        &trust,
    )
    .failed(&[&at("V503", STATEMENT)]);
    let permanent = statement(|d| {
        let (_, seal) = golden_seal();
        let volume = &seal.volumes[0];
        (d.volume, d.keep_until, d.tagmanifest) = (volume.name, volume.keep_until, volume.tagmanifest);
    });
    vector("V504_permanent", "A volume to be kept for ever.")
        .step("remove archive/volumes/vinh-vien")
        .run(THEN)
        .over("", trust_files(&trust))
        .over("archive/", disposal_files(&permanent, &BOTH))
        .failed(&["V504 disposals/vinh-vien.txt"]);
    let held = later(|trust| {
        trust.holds = vec![Hold {
            archive: "vn/82/82760123/2025-2026".parse().unwrap(),
            volume: "5-nam".parse().unwrap(),
            from: "2031-01-01".parse().unwrap(),
            until: None,
            order: "03/TB-TTr của Thanh tra tỉnh".parse().unwrap(),
        }];
    });
    disposed("V505_held", "Destroyed while an order forbade it.", &good, &BOTH, &held)
        .failed(&[&at("V505", STATEMENT)]);
    let lifted = later(|trust| {
        trust.holds = vec![Hold {
            archive: "vn/82/82760123/2025-2026".parse().unwrap(),
            volume: "5-nam".parse().unwrap(),
            from: "2031-01-01".parse().unwrap(),
            until: Some("2031-09-14".parse().unwrap()),
            order: "03/TB-TTr của Thanh tra tỉnh".parse().unwrap(),
        }];
    });
    disposed("V508_after_hold", "Destroyed after an order was lifted.", &good, &BOTH, &lifted)
        .expect("passed", &["V508 volumes/5-nam"]);
    let order = |volume: &str, day: &str| Hold {
        archive: "vn/82/82760123/2025-2026".parse().unwrap(),
        volume: volume.parse().unwrap(),
        from: day.parse().unwrap(),
        until: Some(day.parse().unwrap()),
        order: "03/TB-TTr của Thanh tra tỉnh".parse().unwrap(),
    };
    let one_day = later(|trust| trust.holds = vec![order("5-nam", "2031-09-15")]);
    disposed("V505_one_day", "An order of one day, the very day.", &good, &BOTH, &one_day)
        .failed(&[&at("V505", STATEMENT)]);
    let others = later(|trust| {
        let mut other = order("5-nam", "2031-09-15");
        other.archive = "vn/82/82760123/2024-2025".parse().unwrap();
        trust.holds = vec![order("vinh-vien", "2031-09-15"), other];
    });
    disposed("V508_other_orders", "Orders for another volume and another archive.", &good, &BOTH, &others)
        .expect("passed", &["V508 volumes/5-nam"]);
    let later_order = |change: fn(&mut TrustFile, PaperDisposal)| {
        later(|trust| {
            trust.holds = vec![Hold { until: None, ..order("5-nam", "2031-10-01") }];
            let paper = PaperDisposal {
                archive: good.archive.clone(),
                serial: good.serial,
                volume: good.volume,
                received: "2031-09-30".parse().unwrap(),
                statement: Digest::of(good.to_text().unwrap().as_bytes()),
            };
            change(trust, paper);
        })
    };
    disposed(
        "V511_dated_before",
        "Dated before an order; only the statement says so.",
        &good,
        &BOTH,
        &later_order(|_, _| ()),
    )
    .open(&[&at("V511", STATEMENT)]);
    let too_late = later_order(|trust, paper| {
        trust.paper_disposals = vec![PaperDisposal { received: "2031-10-01".parse().unwrap(), ..paper }];
    });
    disposed(
        "V511_paper_too_late",
        "Dated before an order; its paper came on the day of the order.",
        &good,
        &BOTH,
        &too_late,
    )
    .open(&[&at("V511", STATEMENT)]);
    let of_another = later_order(|trust, paper| {
        trust.paper_disposals = vec![PaperDisposal { statement: Digest::of(b"x"), ..paper }];
    });
    disposed(
        "V511_other_paper",
        "Dated before an order; in time came paper of another statement.",
        &good,
        &BOTH,
        &of_another,
    )
    .open(&[&at("V511", STATEMENT)]);
    disposed("V508_today", "Destroyed on the day of this check.", &good, &BOTH, &trust)
        .run(&THEN.replace("2032-01-15", "2031-09-15"))
        .expect("passed", &["V508 volumes/5-nam"]);
    let in_time = later_order(|trust, paper| trust.paper_disposals = vec![paper]);
    disposed("V508_before_hold", "Destroyed before an order, as its paper shows.", &good, &BOTH, &in_time)
        .expect("passed", &["V508 volumes/5-nam"]);
    disposed("V506_unsigned", "A statement that nobody signed.", &good, &[], &trust).failed(&[&at("V506", STATEMENT)]);
    disposed("V506_clerk_missing", "A statement that one of two signed.", &good, &BOTH[..1], &trust)
        .failed(&["V506 disposals/5-nam.txt.van_thu.minisig"]);
    vector("V507_partial", "A statement for a volume that is still there.")
        .run(THEN)
        .over("", trust_files(&trust))
        .over("archive/", disposal_files(&good, &BOTH))
        .failed(&[&at("V507", STATEMENT)]);
    disposed(
        "V509_stranger",
        "A statement signed by keys that nobody knows.",
        &good,
        &[(Role::Principal, STRANGER), (Role::Clerk, INSPECTOR)],
        &trust,
    )
    .open(&[
        "V305 disposals/5-nam.txt.hieu_truong.minisig",
        "V305 disposals/5-nam.txt.van_thu.minisig",
        "V509 disposals/5-nam.txt.hieu_truong.minisig",
        "V509 disposals/5-nam.txt.van_thu.minisig",
    ]);
    vector("V509_no_trust", "A statement, and no trust file.")
        .step("remove archive/volumes/5-nam")
        .run("./archive --as-of 2032-01-15")
        .over("archive/", disposal_files(&good, &BOTH))
        .open(&["V401", &at("V509", STATEMENT)]);
    disposed(
        "V510_future",
        "Destroyed next year.",
        &statement(|d| d.disposed_on = "2032-09-15".parse().unwrap()),
        &BOTH,
        &trust,
    )
    .failed(&[&at("V510", STATEMENT)]);
    let expired = |paper: bool| {
        later(|trust| {
            trust.keys[2].valid_to = "2031-12-31".parse().unwrap();
            if paper {
                trust.paper_disposals = vec![PaperDisposal {
                    archive: good.archive.clone(),
                    serial: good.serial,
                    volume: good.volume,
                    received: "2031-10-01".parse().unwrap(),
                    statement: Digest::of(good.to_text().unwrap().as_bytes()),
                }];
            }
        })
    };
    disposed(
        "V508_expired_with_paper",
        "Its signer left; the paper was received in time.",
        &good,
        &BOTH,
        &expired(true),
    )
    .expect("passed", &["V508 volumes/5-nam"]);
    disposed("V312_disposal", "Its signer left, and no paper.", &good, &BOTH, &expired(false))
        .open(&["V312 disposals/5-nam.txt.hieu_truong.minisig", "V509 disposals/5-nam.txt.hieu_truong.minisig"]);
    vector("V004_statement", "A disposal signature without its statement.")
        .step("write archive/disposals/5-nam.txt.van_thu.minisig x")
        .failed(&[&at("V004", STATEMENT)]);
}

fn chains() {
    let (text, _) = golden_seal();
    let first = SealRef { serial: Serial::FIRST, digest: Digest::of(text.as_bytes()) };
    let plan = |serial, previous| Plan {
        archive: "vn/82/82760123/2026-2027",
        serial,
        sealed_at: "2026-10-10T09:00:00+07:00",
        previous: Some(previous),
        ..golden_plan()
    };
    let run = "--chain ./archive ./b --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23";
    // The order of the arguments is no matter.
    let back = "--chain ./b ./archive --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23";
    let pair = |name, note, second: Plan| vector(name, note).run(run).over("b/", second.signed());
    pair("accepted_chain", "Two years, one after the other.", plan(2, first)).expect("passed", &[]);
    vector("accepted_chain_any_order", "Two years, given the later first.")
        .run(back)
        .over("b/", plan(2, first).signed())
        .expect("passed", &[]);
    vector("V411_chain", "Two years, and paper of a seal that is not among them.")
        .run(run)
        .over("b/", plan(2, first).signed())
        .over(
            "",
            trust_files(&{
                let mut file = trust();
                file.paper_seals = vec![paper(Digest::of(b"5"), 5, "2026-10-20")];
                file
            }),
        )
        .failed(&[&at("V411", SEAL)]);
    let later_seal = Digest::of(plan(2, first).build().1.as_bytes());
    vector("accepted_chain_on_paper", "Two years, and paper of the later one, with its serial.")
        .run(&format!("{run} --expect-seal {later_seal} --min-serial 2"))
        .over("b/", plan(2, first).signed())
        .expect("passed", &[]);
    vector("V104_chain", "Two years, and paper of the earlier one.")
        .run(&format!("{run} --expect-seal {}", first.digest))
        .over("b/", plan(2, first).signed())
        .failed(&["V104 /b"]);
    vector("V412_chain", "Two years, and a third is asked for.")
        .run(&format!("{run} --min-serial 3"))
        .over("b/", plan(2, first).signed())
        .failed(&["V412 /b"]);
    let second = SealRef { serial: Serial::new(2).unwrap(), digest: Digest::of(b"2") };
    pair("V601_gap", "The second of three is missing.", plan(3, second)).failed(&["V601 /b"]);
    pair(
        "V602_replaced",
        "The first year is not the one that the second names.",
        plan(2, SealRef { digest: Digest::of(b"x"), ..first }),
    )
    .failed(&["V602 /b"]);
    let other = Plan {
        archive: "vn/82/82760123/2025-2026",
        serial: 1,
        sealed_at: "2026-06-13T09:30:00+07:00",
        ..golden_plan()
    };
    pair("V603_fork", "Two seals with one serial.", other).failed(&["V603 /archive"]);
    let school = Plan { archive: "vn/82/82760999/2026-2027", ..plan(2, first) };
    vector("V604_other_school", "An archive of another school.")
        .run(run)
        .over("b/", school.signed())
        .over(
            "",
            trust_files(&{
                let mut file = trust();
                file.policies[0].archives = "vn/82/*".parse().unwrap();
                file.keys.iter_mut().for_each(|key| key.school = None);
                file
            }),
        )
        .failed(&["V604 /b"]);
    pair(
        "V605_years_back",
        "A later serial for an earlier year.",
        Plan { archive: "vn/82/82760123/2024-2025", ..plan(2, first) },
    )
    .failed(&["V605 /b"]);
    pair(
        "V605_time_back",
        "A later serial, sealed earlier.",
        Plan { sealed_at: "2026-06-01T09:00:00+07:00", ..plan(2, first) },
    )
    .failed(&["V605 /b"]);
    vector("V606_later_start", "A chain of one, which is the second.")
        .run("--chain ./b --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23")
        .over("b/", plan(2, first).signed())
        .expect("passed", &["V606 /b"]);
    let correction = Plan {
        archive: "vn/82/82760123/2025-2026",
        supersedes: Some(Supersedes { seal: first, reason: "sai điểm Toán lớp 5A".parse().unwrap() }),
        ..plan(2, first)
    };
    vector("V607_correction", "A correction, and the archive it corrects; the newer seal is known on paper.")
        .run(run)
        .over("b/", correction.signed())
        .over(
            "",
            trust_files(&{
                let mut file = trust();
                file.paper_seals = vec![paper(Digest::of(correction.build().1.as_bytes()), 2, "2026-10-20")];
                file
            }),
        )
        .expect("passed", &["V607 /archive"]);
}
