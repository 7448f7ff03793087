//! Seal packs: what is written reads back, nobody's name is in it, and it is worth what its seals' signatures are.

use std::fs;

use niemphong_archive::report::VolumeStatus;
use niemphong_archive::{Digest, Language, Pack, Packed, Request, Verdict, gather, prove, verify_pack, verify_proof};

use crate::case::Case;
use crate::{golden, home};

fn packed() -> Packed {
    gather(&golden::dir().join("archive")).unwrap().packed
}

fn codes(packed: &Packed, request: &Request<'_>) -> (Verdict, Vec<&'static str>) {
    let report = packed.judge(None, request).unwrap();
    (report.verdict, report.findings.iter().map(|finding| finding.code.id).collect())
}

#[test]
fn a_pack_reads_back_and_is_worth_its_signatures() {
    let pack = Pack::new(vec![packed()]).unwrap();
    assert_eq!(Pack::parse(pack.to_text().as_bytes()), Ok(pack.clone()));
    assert_eq!(codes(&pack.archives()[0], &golden::request()), (Verdict::Passed, vec!["V413"]));
    let alone = Request::new("2026-11-23".parse().unwrap());
    assert_eq!(codes(&pack.archives()[0], &alone).0, Verdict::Indeterminate);
    assert!(Pack::new(vec![packed(), packed()]).is_err());
}

#[test]
fn a_pack_names_nobody() {
    let text = Pack::new(vec![packed()]).unwrap().to_text();
    let archive = golden::dir().join("archive");
    for (id, _) in niemphong_ids(&archive) {
        assert!(!text.contains(&id), "{id}");
    }
    assert!(!text.contains("data/"));
}

fn niemphong_ids(archive: &std::path::Path) -> Vec<(String, String)> {
    let lists = gather(archive).unwrap().lists;
    assert_eq!(lists.values().map(|list| list.entries().len()).sum::<usize>(), 5);
    let entries = lists.values().flat_map(|list| list.entries().to_vec());
    entries.map(|entry| (entry.id.to_string(), entry.path.to_string())).collect()
}

#[test]
fn a_leaf_that_was_not_sealed_fails_the_pack() {
    let name = "vinh-vien".parse().unwrap();
    for change in [0, 1, 2] {
        let mut packed = packed();
        let leaves = packed.leaves.get_mut(&name).unwrap();
        match change {
            0 => leaves[1] = niemphong_archive::Digest::of(b"another"),
            1 => leaves.swap(0, 1),
            _ => drop(leaves.pop()),
        }
        assert_eq!(codes(&packed, &golden::request()), (Verdict::Failed, vec!["V413", "V204"]));
    }
}

/// Each byte changed, and each beginning: refused, or worth no more than before.
#[test]
fn no_edit_of_a_pack_passes() {
    let text = Pack::new(vec![packed()]).unwrap().to_text();
    let request = golden::request();
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        let mut changed = bytes.to_vec();
        changed[at] ^= 1;
        if let Ok(pack) = Pack::parse(&changed) {
            for packed in pack.archives() {
                let (verdict, codes) = codes(packed, &request);
                assert_ne!(verdict, Verdict::Passed, "byte {at}: {codes:?}");
            }
        }
        if let Ok(pack) = Pack::parse(&bytes[..at]) {
            // What is cut off at the end of a part is a smaller pack: it says less, never something else.
            assert!(pack.archives().len() <= 1, "{at}");
        }
    }
}

#[test]
fn a_statement_of_destruction_is_weighed() {
    let folder = home().join("vectors/V508_lawful");
    let scratch = tempfile::tempdir().unwrap();
    let work = scratch.path().join("work");
    Case::read(&folder).lay(&folder, &work);
    let packed = gather(&work.join("archive")).unwrap().packed;
    let pack = Pack::new(vec![packed]).unwrap();
    assert_eq!(Pack::parse(pack.to_text().as_bytes()), Ok(pack.clone()));
    let mut request = Request::new("2032-01-10".parse().unwrap());
    request.trust = Some(work.join("trust.yaml"));
    request.trust_roots = vec![fs::read_to_string(work.join("root-fingerprint.txt")).unwrap().trim().parse().unwrap()];
    let run = Case::read(&folder).run;
    let day = run.split("--as-of ").nth(1).unwrap().split(' ').next().unwrap();
    request.as_of = day.parse().unwrap();
    let report = pack.archives()[0].judge(None, &request).unwrap();
    let status: Vec<_> = report.volumes.iter().map(|volume| volume.status).collect();
    assert_eq!(status, [VolumeStatus::Present, VolumeStatus::Destroyed]);
    assert_eq!(report.verdict, Verdict::Passed);
    // Without a trust file nobody knows whose signature that is.
    let report = pack.archives()[0].judge(None, &Request::new(request.as_of)).unwrap();
    assert_eq!(report.volumes[1].status, VolumeStatus::Missing);
}

/// What paper says is asked of a pack and of a proof as of an archive: only another seal, and only a lower serial, fails.
#[test]
fn paper_and_serial_are_asked_of_packs_and_proofs() {
    let archive = golden::dir().join("archive");
    let packed = packed();
    let proof = prove(&archive, &"hoc-ba.2412345678".parse().unwrap()).unwrap().to_text().unwrap();
    let both = |request: &Request<'_>| {
        let report = verify_proof(proof.as_bytes(), request).unwrap();
        let of_proof: Vec<_> = report.findings.iter().map(|finding| finding.code.id).collect();
        let of_pack = codes(&packed, request);
        assert_eq!(of_pack, (report.verdict, of_proof));
        of_pack
    };
    let mut request = golden::request();
    request.expect_seal = Some(Digest::of(packed.signed.text.as_bytes()));
    assert_eq!(both(&request), (Verdict::Passed, vec![]));
    request.expect_seal = Some(Digest::of(b"another"));
    let (verdict, found) = both(&request);
    assert!(verdict == Verdict::Failed && found.contains(&"V104"), "{found:?}");
    request.expect_seal = None;
    let serial = packed.seal.serial.get();
    request.min_serial = Some(serial.to_string().parse().unwrap());
    assert_eq!(both(&request), (Verdict::Passed, vec!["V413"]));
    request.min_serial = Some((serial + 1).to_string().parse().unwrap());
    let (verdict, found) = both(&request);
    assert!(verdict == Verdict::Failed && found.contains(&"V412"), "{found:?}");
}

/// A volume without leaves is nothing lost: the words don't say so, and the scripts' word stays.
#[test]
fn a_pack_that_says_less_is_not_told_as_a_loss() {
    let mut packed = packed();
    packed.leaves.remove(&"vinh-vien".parse().unwrap());
    let text = Pack::new(vec![packed]).unwrap().to_text();
    let report = verify_pack(text.as_bytes(), &golden::request()).unwrap();
    assert_eq!(report.verdict, Verdict::Passed);
    for (language, told, loss) in [(Language::Vi, "không xét tới", "THIẾU"), (Language::En, "not looked at", "MISSING")]
    {
        let words = report.to_text(language);
        assert!(words.contains(told) && !words.contains(loss), "{words}");
    }
    assert!(report.to_json_in(Language::Vi).contains("\"missing\""));
}

/// A file that is not there is one thing; one that can't be read is never taken for it.
#[test]
fn what_cannot_be_read_is_not_left_out() {
    let scratch = tempfile::tempdir().unwrap();
    let archive = scratch.path().join("archive");
    golden::copy(&golden::dir().join("archive"), &archive);
    let signature = archive.join("evidence").join("seal.txt.hieu_truong.minisig");
    assert!(signature.is_file());
    fs::remove_file(&signature).unwrap();
    fs::create_dir(&signature).unwrap();
    assert!(gather(&archive).is_err());
    let error = prove(&archive, &"hoc-ba.2412345678".parse().unwrap()).unwrap_err();
    assert!(error.message(Language::Vi).contains("seal.txt.hieu_truong.minisig"), "{error}");
    assert_eq!(error.to_string(), error.message(Language::En));
    fs::remove_dir(&signature).unwrap();
    assert!(gather(&archive).is_ok());
}
