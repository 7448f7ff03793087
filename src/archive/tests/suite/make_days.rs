//! Vectors of first and last days, of what nearly fits, and of edits that a careless check would let through. Each was
//! asked for by a change of the verifier that no other vector saw (`cargo mutants`).

use niemphong_archive::{Digest, Role, SealRef, Serial, Supersedes, TrustFile, minutes_comment, trust_comment};

use crate::build::{Files, Plan, trust, trust_files};
use crate::keys::{self, CLERK, PRINCIPAL, ROOT};
use crate::make::*;

pub fn all() {
    days();
    trust_files_in_time();
    corrections();
    nearly();
}

fn day(text: &str) -> niemphong_archive::Date {
    text.parse().unwrap()
}

fn days() {
    let digest = Digest::of(golden_seal().0.as_bytes());
    let clerk_minutes = |code: &str| format!("{code} evidence/bien-ban.pdf.hieu_truong.minisig");
    let run =
        |as_of: &str| format!("./archive --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of {as_of}");
    let early = |trust: &mut TrustFile| trust.issued = day("2026-01-01");
    vector("accepted_day_before", "A computer whose clock is a day behind.")
        .trust(early)
        .run(&run("2026-06-11"))
        .expect("passed", &[]);
    vector("accepted_first_day", "A key that begins on the day of sealing.")
        .trust(|trust| trust.keys[0].valid_from = day("2026-06-12"))
        .expect("passed", &[]);
    vector("accepted_last_day", "A key that ended on the day of sealing; the paper was received on that day.")
        .trust(|trust| {
            trust.keys[0].valid_to = day("2026-06-12");
            trust.paper_seals = vec![paper(digest, 1, "2026-06-12")];
        })
        .expect("passed", &[]);
    vector("accepted_ends_today", "A key whose last day is the day of this check.")
        .trust(|trust| trust.keys[0].valid_to = day("2026-11-23"))
        .expect("passed", &[]);
    vector("V311_ended_before", "A key that had ended the day before the sealing, whatever paper says.")
        .trust(|trust| {
            trust.keys[0].valid_to = day("2026-06-11");
            trust.paper_seals = vec![paper(digest, 1, "2026-06-11")];
        })
        .open(&[&at("V311", BY_PRINCIPAL), &at("V307", BY_PRINCIPAL), &clerk_minutes("V311")]);
}

fn trust_files_in_time() {
    vector("accepted_issued_today", "A trust file of one day, which is this one.")
        .trust(|trust| (trust.issued, trust.expires) = (day("2026-11-23"), day("2026-11-23")))
        .expect("passed", &[]);
    vector("accepted_just_high_enough", "The lowest serial and the lowest version that are asked for.")
        .more("--min-trust-version 3 --min-serial 1")
        .expect("passed", &[]);
    vector("V405_not_yet", "A trust file of tomorrow.")
        .trust(|trust| trust.issued = day("2026-11-24"))
        .open(&["V405 trust.yaml"]);
    vector("V403_other_holder", "The name of a holder is changed; nobody signed that.")
        .step("replace trust.yaml Lê~Thị~Mai Lê~Thị~Mài")
        .open(&["V403 trust.yaml", "V404 trust.yaml"]);
    let text = trust().to_text().unwrap();
    let mut files = trust_files(&trust());
    files.insert("trust.yaml.minisig".into(), keys::sign(ROOT, text.as_bytes(), &trust_comment(4)));
    vector("V403_comment", "Signed by the root, as another version.")
        .over("", files)
        .open(&["V403 trust.yaml", "V404 trust.yaml"]);
}

/// The third seal of the school, a correction.
fn third(corrects: SealRef) -> impl Fn(&mut Plan) {
    move |plan| {
        plan.serial = 3;
        plan.previous = Some(SealRef { serial: Serial::new(2).unwrap(), digest: Digest::of(b"2") });
        plan.sealed_at = "2026-06-20T09:30:00+07:00";
        plan.supersedes = Some(Supersedes { seal: corrects, reason: "sai điểm Toán lớp 5A".parse().unwrap() });
    }
}

fn corrections() {
    let first = SealRef { serial: Serial::FIRST, digest: Digest::of(golden_seal().0.as_bytes()) };
    let second = SealRef { serial: Serial::new(2).unwrap(), digest: Digest::of(b"2") };
    vector("V414_skips_one", "A correction of the first seal, while paper of a second one is known.")
        .plan(third(first))
        .trust(|trust| trust.paper_seals = vec![paper(second.digest, 2, "2026-06-18")])
        .failed(&[&at("V414", SEAL)]);
    vector("accepted_correction_of_correction", "A correction of a correction; paper of the first seal is known.")
        .plan(third(second))
        .trust(|trust| trust.paper_seals = vec![paper(first.digest, 1, "2026-06-15")])
        .expect("passed", &[]);
    vector("V312_paper_of_the_corrected", "A principal who left; only the seal that he corrected is on paper.")
        .plan(third(second))
        .trust(|trust| {
            trust.keys[0].valid_to = day("2026-08-31");
            trust.paper_seals = vec![paper(first.digest, 1, "2026-06-15")];
        })
        .open(&[
            &at("V312", BY_PRINCIPAL),
            &at("V307", BY_PRINCIPAL),
            "V312 evidence/bien-ban.pdf.hieu_truong.minisig",
        ]);
}

fn nearly() {
    let (text, seal) = golden_seal();
    for (name, note, pdf) in [
        ("V316_no_end", "Signed minutes that were cut short.", &b"%PDF-1.7\n"[..]),
        ("V316_no_beginning", "Signed minutes that only end like a PDF file.", b"MZ\n%%EOF\n"),
    ] {
        let mut files = Files::from([(MINUTES.to_owned(), pdf.to_vec())]);
        for (role, key) in [(Role::Principal, PRINCIPAL), (Role::Clerk, CLERK)] {
            let comment = minutes_comment(role, &seal.archive, seal.serial, Digest::of(text.as_bytes()));
            files.insert(format!("{MINUTES}.{role}.minisig"), keys::sign(key, pdf, &comment));
        }
        vector(name, note).over("archive/", files).failed(&[&at("V316", MINUTES)]);
    }
    vector("V008_signature", "A signature file larger than any is.")
        .step(&format!("grow archive/{BY_CLERK} 1025"))
        .failed(&[&at("V008", BY_CLERK), &at("V308", BY_CLERK)]);
}
