//! Vectors of signatures, keys in time, and trust files.

use niemphong_archive::trust::{Policy, Revocation};
use niemphong_archive::{
    Digest, Role, SealRef, Serial, Supersedes, TrustFile, disposal_comment, minutes_comment, trust_comment,
    trusted_comment,
};

use crate::build::{Files, Plan, golden_plan, sign_all, trust, trust_files};
use crate::keys::{self, CLERK, INSPECTOR, PRINCIPAL, ROOT, ROOT_THREE, ROOT_TWO, STRANGER};
use crate::make::*;

pub fn all() {
    signatures();
    keys_in_time();
    trust_files_themselves();
}

fn signatures() {
    let (text, seal) = golden_seal();
    let comment = |role| trusted_comment(role, &seal.archive, seal.serial);
    let one = |path: &str, bytes: Vec<u8>| Files::from([(path.to_owned(), bytes)]);
    for (name, path) in [
        ("V301_key", "evidence/hieu_truong.pub"),
        ("V301_role", "evidence/seal.txt.giao_vien.minisig"),
        ("V301_folder", "evidence/keys/seal.txt.van_thu.minisig"),
        ("V301_disposal", "disposals/5-nam.pdf"),
    ] {
        vector(name, "A file that evidence/ or disposals/ don't know.")
            .step(&format!("write archive/{path} x"))
            .failed(&[&at("V301", path)]);
    }
    for (name, note, step) in [
        ("V302_line_more", "A fifth line.", format!("append archive/{BY_CLERK} x\\n")),
        (
            "V302_untrusted_comment",
            "Another untrusted comment.",
            format!("replace archive/{BY_CLERK} from~minisign from~Minisign"),
        ),
        ("V302_legacy", "A signature that says it is not prehashed.", format!("replace archive/{BY_CLERK} RUQ RWQ")),
        ("V302_empty", "An empty signature file.", format!("write archive/{BY_CLERK} ")),
    ] {
        vector(name, note).step(&step).failed(&[&at("V302", BY_CLERK)]);
    }
    let other = trusted_comment(Role::Clerk, &seal.archive, Serial::new(2).unwrap());
    vector("V303_serial", "A signature for another serial.")
        .over("archive/", one(BY_CLERK, keys::sign(CLERK, text.as_bytes(), &other)))
        .failed(&[&at("V303", BY_CLERK)]);
    vector("V303_renamed", "The clerk's signature under the principal's name.")
        .step(&format!("copy archive/{BY_CLERK} archive/{BY_PRINCIPAL}"))
        .failed(&[&at("V303", BY_PRINCIPAL)]);
    let disposal = disposal_comment(Role::Clerk, &seal.archive, seal.serial, "5-nam".parse().unwrap());
    vector("V303_purpose", "A signature made for a disposal.")
        .over("archive/", one(BY_CLERK, keys::sign(CLERK, text.as_bytes(), &disposal)))
        .failed(&[&at("V303", BY_CLERK)]);
    let forged = keys::sign_with(&keys::secret_as(STRANGER, 2), text.as_bytes(), &comment(Role::Clerk));
    vector("V304_key_number", "A stranger's key under the clerk's key number.")
        .over("archive/", one(BY_CLERK, forged))
        .failed(&[&at("V304", BY_CLERK)]);
    vector("V304_other_text", "A good key over another text.")
        .over("archive/", one(BY_CLERK, keys::sign(CLERK, b"x", &comment(Role::Clerk))))
        .failed(&[&at("V304", BY_CLERK)]);
    let by_inspector = "evidence/seal.txt.thanh_tra.minisig";
    vector("V305_inspector", "A further signature by a key that the trust file does not have.")
        .over("archive/", one(by_inspector, keys::sign(INSPECTOR, text.as_bytes(), &comment(Role::Inspector))))
        .expect("passed", &[&at("V305", by_inspector)]);
    vector("V306_other_role", "The clerk's key in the principal's role.")
        .over("archive/", one(BY_PRINCIPAL, keys::sign(CLERK, text.as_bytes(), &comment(Role::Principal))))
        .failed(&[&at("V306", BY_PRINCIPAL)]);
    let mut resigned = golden_plan().build().0;
    sign_all(&mut resigned, &text, "vn/82/82760123/2025-2026", 1, &[("hieu_truong", STRANGER), ("van_thu", INSPECTOR)]);
    let keep: Files = resigned.into_iter().filter(|(path, _)| path.starts_with("evidence/")).collect();
    vector("V307_resigned", "All is signed again, with keys of the forger's own.").over("archive/", keep).open(&[
        &at("V305", BY_PRINCIPAL),
        &at("V305", BY_CLERK),
        &at("V307", BY_PRINCIPAL),
        &at("V307", BY_CLERK),
        &at("V315", MINUTES),
        "V305 evidence/bien-ban.pdf.hieu_truong.minisig",
        "V305 evidence/bien-ban.pdf.van_thu.minisig",
    ]);
    vector("V308_clerk", "The clerk's signature is gone.")
        .step(&format!("delete archive/{BY_CLERK}"))
        .failed(&[&at("V308", BY_CLERK)]);
    vector("V308_unsigned", "Nobody signed.")
        .step("remove archive/evidence")
        .failed(&[&at("V308", BY_CLERK), &at("V308", BY_PRINCIPAL)]);
    vector("V309_same_holder", "One holder in two roles.")
        .trust(|trust| trust.keys[1].holder = trust.keys[0].holder.clone())
        .failed(&[&at("V309", BY_PRINCIPAL), &at("V309", BY_CLERK)]);
    vector("V309_announced", "One holder in two roles; the policy asks for one, the seal announces both.")
        .trust(|trust| {
            trust.policies[0].threshold = 1;
            trust.keys[1].holder = trust.keys[0].holder.clone();
        })
        .failed(&[&at("V309", BY_PRINCIPAL), &at("V309", BY_CLERK)]);
    vector("V310_other_school", "A key of another school.")
        .trust(|trust| trust.keys[1].school = Some("82760999".parse().unwrap()))
        .failed(&[&at("V310", BY_CLERK), "V310 evidence/bien-ban.pdf.van_thu.minisig", &at("V315", MINUTES)][..2]);
    vector("V315_one_missing", "The minutes lack one signature.")
        .step("delete archive/evidence/bien-ban.pdf.van_thu.minisig")
        .open(&[&at("V315", MINUTES)]);
    vector("V304_minutes", "The minutes were changed.").step("flip archive/evidence/bien-ban.pdf 30").failed(&[
        "V304 evidence/bien-ban.pdf.hieu_truong.minisig",
        "V304 evidence/bien-ban.pdf.van_thu.minisig",
        &at("V315", MINUTES),
    ]);
    vector("V004_minutes", "The minutes are gone, their signatures are not.")
        .step(&format!("delete archive/{MINUTES}"))
        .failed(&[&at("V004", MINUTES)]);
    vector("accepted_no_minutes", "No minutes, and no signature on them.")
        .step("delete archive/evidence/bien-ban.pdf")
        .step("delete archive/evidence/bien-ban.pdf.hieu_truong.minisig")
        .step("delete archive/evidence/bien-ban.pdf.van_thu.minisig")
        .expect("passed", &[]);
    let mut files = Files::new();
    for (role, key) in [(Role::Principal, PRINCIPAL), (Role::Clerk, CLERK)] {
        let comment = minutes_comment(role, &seal.archive, seal.serial, Digest::of(text.as_bytes()));
        files.insert(format!("evidence/bien-ban.pdf.{role}.minisig"), keys::sign(key, b"MZ", &comment));
    }
    files.insert(MINUTES.into(), b"MZ".to_vec());
    vector("V316_no_pdf", "Signed minutes that are a program.").over("archive/", files).failed(&[&at("V316", MINUTES)]);
}

fn keys_in_time() {
    let (text, _) = golden_seal();
    let digest = Digest::of(text.as_bytes());
    let minutes = |code: &str| {
        [
            format!("{code} evidence/bien-ban.pdf.hieu_truong.minisig"),
            format!("{code} evidence/bien-ban.pdf.van_thu.minisig"),
        ]
    };
    vector("V311_later_key", "A key whose validity begins after the sealing.")
        .trust(|trust| trust.keys[0].valid_from = "2026-09-01".parse().unwrap())
        .open(&[&at("V311", BY_PRINCIPAL), &at("V307", BY_PRINCIPAL), &minutes("V311")[0]]);
    let expired = |trust: &mut TrustFile| trust.keys[0].valid_to = "2026-08-31".parse().unwrap();
    vector("V312_expired", "A principal who left, and no paper.").trust(expired).open(&[
        &at("V312", BY_PRINCIPAL),
        &at("V307", BY_PRINCIPAL),
        &minutes("V312")[0],
    ]);
    vector("accepted_expired_with_paper", "A principal who left; the paper was received in time.")
        .trust(|trust| {
            expired(trust);
            trust.paper_seals = vec![paper(digest, 1, "2026-06-20")];
        })
        .expect("passed", &[]);
    vector("V312_paper_too_late", "A principal who left; the paper was received later.")
        .trust(|trust| {
            expired(trust);
            trust.paper_seals = vec![paper(digest, 1, "2026-09-20")];
        })
        .open(&[&at("V312", BY_PRINCIPAL), &at("V307", BY_PRINCIPAL), &minutes("V312")[0]]);
    let revoked = |since: &str| {
        Some(Revocation {
            on: "2026-10-01".parse().unwrap(),
            reason: "mất USB".parse().unwrap(),
            compromised_since: since.parse().unwrap(),
        })
    };
    vector("V313_revoked", "A key that was lost later, and no paper.")
        .trust(|trust| trust.keys[0].revoked = revoked("2026-09-20"))
        .open(&[&at("V313", BY_PRINCIPAL), &at("V307", BY_PRINCIPAL), &minutes("V313")[0]]);
    vector("accepted_revoked_with_paper", "A key that was lost later; the paper was received before.")
        .trust(|trust| {
            trust.keys[0].revoked = revoked("2026-09-20");
            trust.paper_seals = vec![paper(digest, 1, "2026-06-20")];
        })
        .expect("passed", &[]);
    vector("V314_same_day", "A seal dated on the day from which the key can't be believed.")
        .trust(|trust| trust.keys[0].revoked = revoked("2026-06-12"))
        .failed(&[&at("V314", BY_PRINCIPAL), &minutes("V314")[0]]);
    vector("V313_paper_same_day", "Paper received on the day from which the key can't be believed.")
        .trust(|trust| {
            trust.keys[0].revoked = revoked("2026-06-20");
            trust.paper_seals = vec![paper(digest, 1, "2026-06-20")];
        })
        .open(&[&at("V313", BY_PRINCIPAL), &at("V307", BY_PRINCIPAL), &minutes("V313")[0]]);
    vector("V314_after_loss", "A seal dated after the key was lost.")
        .trust(|trust| trust.keys[0].revoked = revoked("2026-06-01"))
        .failed(&[&at("V314", BY_PRINCIPAL), &minutes("V314")[0]]);
    let early = "./archive --trust ./trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-06-10";
    vector("V320_future", "A seal of the day after tomorrow.")
        .trust(|trust| trust.issued = "2026-01-01".parse().unwrap())
        .run(early)
        .open(&[&at("V320", SEAL)]);
    vector("V410_other_paper", "The department has paper of another seal with this serial.")
        .trust(|trust| trust.paper_seals = vec![paper(Digest::of(b"x"), 1, "2026-06-20")])
        .failed(&[&at("V410", SEAL)]);
    vector("V411_newer", "The department has paper of a newer seal.")
        .trust(|trust| {
            trust.paper_seals = vec![paper(digest, 1, "2026-06-20"), paper(Digest::of(b"x"), 2, "2026-07-20")]
        })
        .failed(&[&at("V411", SEAL)]);
    paper_contradicts(digest);
    vector("V412_old", "A higher serial is asked for.").more("--min-serial 2").failed(&[&at("V412", SEAL)]);
}

/// Paper of other seals of the school.
fn paper_contradicts(digest: Digest) {
    let first = SealRef { serial: Serial::FIRST, digest };
    let again = |plan: &mut Plan| {
        plan.serial = 2;
        plan.previous = Some(first);
        plan.sealed_at = "2026-06-20T09:30:00+07:00";
    };
    vector("V414_sealed_again", "The year is sealed again, and does not say that it corrects the seal on paper.")
        .plan(again)
        .trust(|trust| trust.paper_seals = vec![paper(digest, 1, "2026-06-15")])
        .failed(&[&at("V414", SEAL)]);
    let corrects = |seal| {
        move |plan: &mut Plan| {
            again(plan);
            plan.supersedes = Some(Supersedes { seal, reason: "sai điểm Toán lớp 5A".parse().unwrap() });
        }
    };
    vector("V414_corrects_another", "A correction of another seal than the one on paper.")
        .plan(corrects(SealRef { digest: Digest::of(b"x"), ..first }))
        .trust(|trust| trust.paper_seals = vec![paper(digest, 1, "2026-06-15")])
        .failed(&[&at("V414", SEAL)]);
    vector("accepted_correction_on_paper", "A correction, alone; it and what it corrects are on paper.")
        .plan(corrects(first))
        .trust(|trust| {
            let (_, text) = {
                let mut plan = golden_plan();
                corrects(first)(&mut plan);
                plan.build()
            };
            let corrected = paper(Digest::of(text.as_bytes()), 2, "2026-06-25");
            trust.paper_seals = vec![paper(digest, 1, "2026-06-15"), corrected];
        })
        .expect("passed", &[]);
    vector("V414_serial_twice", "The department has paper of another year with this serial.")
        .trust(|trust| {
            let mut other = paper(Digest::of(b"x"), 1, "2025-06-20");
            other.archive = "vn/82/82760123/2024-2025".parse().unwrap();
            trust.paper_seals = vec![other];
        })
        .failed(&[&at("V414", SEAL)]);
    vector("V414_year_before", "The seal before, as this one names it, is not the one on paper.")
        .plan(|plan| {
            again(plan);
            plan.archive = "vn/82/82760123/2026-2027";
            plan.sealed_at = "2026-10-10T09:00:00+07:00";
        })
        .trust(|trust| trust.paper_seals = vec![paper(Digest::of(b"x"), 1, "2026-06-15")])
        .failed(&[&at("V414", SEAL)]);
    vector("accepted_other_school_on_paper", "Paper of another school contradicts nothing.")
        .trust(|trust| {
            let mut other = paper(Digest::of(b"x"), 1, "2026-06-15");
            other.archive = "vn/82/82760999/2025-2026".parse().unwrap();
            trust.paper_seals = vec![other];
        })
        .expect("passed", &[]);
}

fn trust_files_themselves() {
    vector("V401_none", "No trust file.").run("./archive --as-of 2026-11-23").open(&["V401"]);
    vector("V401_paper_only", "No trust file, but the paper's digest.")
        .run("./archive --as-of 2026-11-23 --expect-seal @paper.txt")
        .over("", Files::from([("paper.txt".into(), Digest::of(golden_seal().0.as_bytes()).tagged().into_bytes())]))
        .open(&["V401"]);
    vector("V402_malformed", "A comment in the trust file.").step("append trust.yaml #\\n").open(&["V402 trust.yaml"]);
    vector("V402_key_twice", "A key that is also a root.")
        .step("replace trust.yaml RWQCAgICAgICAluv6ihd0+TYcFUNfNv2Iy2n91hGZEcLZTcCUSEqT2RY RWQBAQEBAQEBASzhOj98KNHpLpU2/p5RDb9JDB5Ykcmpe52Z2oEtEpYK")
        .open(&["V402 trust.yaml"]);
    vector("V403_unsigned", "A trust file without signature.")
        .step("delete trust.yaml.minisig")
        .open(&["V403 trust.yaml", "V404 trust.yaml"]);
    vector("V403_changed", "A changed trust file.")
        .step("replace trust.yaml version:~3 version:~4")
        .open(&["V403 trust.yaml", "V404 trust.yaml"]);
    vector("V403_threshold", "Two roots must sign, one did.")
        .trust(|trust| {
            trust.roots.push(keys::public(ROOT_TWO));
            trust.threshold = 2;
        })
        .open(&["V403 trust.yaml"]);
    let mut two = trust();
    two.roots.push(keys::public(ROOT_TWO));
    two.threshold = 2;
    let mut files = trust_files(&two);
    files.insert(
        "trust.yaml.2.minisig".into(),
        keys::sign(ROOT_TWO, two.to_text().unwrap().as_bytes(), &trust_comment(3)),
    );
    vector("accepted_two_roots", "Two roots must sign, two did.").over("", files).expect("passed", &[]);
    let mut forged = trust();
    forged.roots = vec![keys::public(STRANGER)];
    let text = forged.to_text().unwrap();
    let signature = keys::sign(STRANGER, text.as_bytes(), &trust_comment(3));
    let files = Files::from([("trust.yaml".into(), text.into_bytes()), ("trust.yaml.minisig".into(), signature)]);
    vector("V404_other_root", "A trust file with a root of the forger's own.")
        .over("", files)
        .open(&["V404 trust.yaml"]);
    vector("V404_no_fingerprint", "No fingerprint was given.")
        .run("./archive --trust ./trust.yaml --as-of 2026-11-23")
        .open(&["V404 trust.yaml"]);
    vector("V405_expired", "A trust file that has expired.")
        .trust(|trust| trust.expires = "2026-09-01".parse().unwrap())
        .open(&["V405 trust.yaml"]);
    vector("V406_old", "A trust file older than asked for.").more("--min-trust-version 4").open(&["V406 trust.yaml"]);
    vector("V407_inside", "A trust file inside the archive.")
        .step("copy trust.yaml archive/trust.yaml")
        .step("copy trust.yaml.minisig archive/trust.yaml.minisig")
        .run("./archive --trust ./archive/trust.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23")
        .failed(&["V407 trust.yaml", "V003 trust.yaml", "V003 trust.yaml.minisig"]);
    vector("V407_in_evidence", "A trust file that takes an evidence name.")
        .step("copy trust.yaml archive/evidence/seal.txt.thanh_tra.minisig")
        .run("./archive --trust ./archive/evidence/seal.txt.thanh_tra.minisig --trust-root @root-fingerprint.txt --as-of 2026-11-23")
        .failed(&["V407 seal.txt.thanh_tra.minisig", "V302 evidence/seal.txt.thanh_tra.minisig"]);
    vector("V408_no_policy", "No policy for this school.")
        .trust(|trust| trust.policies[0].archives = "vn/82/82760999/*".parse().unwrap())
        .open(&["V408"]);
    vector("accepted_one_of_two", "One of two roles is enough by policy; the seal announces both, and both are there.")
        .trust(|trust| {
            trust.policies = vec![Policy {
                archives: "vn/*".parse().unwrap(),
                require: vec![Role::Principal, Role::Department],
                threshold: 1,
            }];
        })
        .expect("passed", &[]);
    vector("V308_department", "A second policy asks for the department.")
        .trust(|trust| {
            let more = Policy {
                archives: "vn/82/82760123/2025-2026".parse().unwrap(),
                require: vec![Role::Department],
                threshold: 1,
            };
            trust.policies.push(more);
        })
        .failed(&["V308 evidence/seal.txt.so_gddt.minisig"]);
    let rotated = |signers: &[usize]| {
        let mut new = trust();
        new.version = 4;
        new.roots = vec![keys::public(ROOT_THREE)];
        let text = new.to_text().unwrap();
        let mut files = Files::from([("new.yaml".to_owned(), text.clone().into_bytes())]);
        for (name, key) in TrustFile::signature_names("new.yaml").into_iter().zip(signers) {
            files.insert(name, keys::sign(*key, text.as_bytes(), &trust_comment(4)));
        }
        files
    };
    let run = "./archive --trust ./trust.yaml --trust ./new.yaml --trust-root @root-fingerprint.txt --as-of 2026-11-23";
    vector("accepted_root_rotation", "New roots, signed by the old ones and their own.")
        .run(run)
        .over("", rotated(&[ROOT_THREE, ROOT]))
        .expect("passed", &[]);
    vector("V409_not_by_the_old", "New roots that the old ones did not sign.")
        .run(run)
        .over("", rotated(&[ROOT_THREE]))
        .open(&["V409 new.yaml"]);
    vector("V403_not_by_its_own", "New roots that did not sign themselves.")
        .run(run)
        .over("", rotated(&[ROOT]))
        .open(&["V403 new.yaml"]);
}
