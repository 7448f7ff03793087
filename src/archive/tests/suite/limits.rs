//! What stands right at a limit, and on the days beside it.

use std::fs;

use niemphong_archive::prints::PrintProof;
use niemphong_archive::report::Standing;
use niemphong_archive::trust::{Hold, PaperDisposal};
use niemphong_archive::{
    Digest, Language, Pack, Proof, Request, Seal, SealRef, Serial, SignedTrust, Text, TrustFile, Verdict, gather,
    prove, verify, verify_chain,
};

use crate::{build, golden, keys};

#[test]
fn an_earlier_seal_has_a_lower_serial() {
    let first = SealRef { serial: Serial::FIRST, digest: Digest::of(b"1") };
    let (_, text) = build::Plan { serial: 2, previous: Some(first), ..build::golden_plan() }.build();
    assert!(Seal::parse(text.as_bytes()).is_ok());
    for wrong in ["previous: 2 ", "previous: 3 "] {
        let changed = text.replace("previous: 1 ", wrong);
        assert!(changed != text && Seal::parse(changed.as_bytes()).is_err(), "{wrong}");
    }
}

#[test]
fn a_volume_is_due_on_the_day_after_its_last() {
    for (day, due) in [("2031-05-30", false), ("2031-05-31", false), ("2031-06-01", true)] {
        let report = verify(&golden::dir().join("archive"), &Request::new(day.parse().unwrap())).unwrap();
        let found = report.volumes.iter().map(|volume| (volume.name.to_string(), volume.due)).collect::<Vec<_>>();
        assert_eq!(found, [("vinh-vien".to_owned(), false), ("5-nam".to_owned(), due)], "{day}");
    }
}

/// A finding alone would not do: nobody may be counted by a file that is not to be believed.
#[test]
fn a_trust_file_that_is_not_believed_counts_nobody() {
    let archive = golden::dir().join("archive");
    let counted = |request: &Request<'_>| {
        let report = verify(&archive, request).unwrap();
        let counted = report.signers.iter().filter(|signer| signer.standing == Standing::Counted).count();
        (report.verdict, report.trust_version.is_some(), counted > 0)
    };
    assert_eq!(counted(&golden::request()), (Verdict::Passed, true, true));
    let mut elsewhere = golden::request();
    elsewhere.trust_roots = vec![keys::public(keys::CLERK).fingerprint()];
    let (verdict, used, any) = counted(&elsewhere);
    assert!(verdict != Verdict::Passed && !used && !any);
    // Pinned, and signed by nobody.
    let scratch = tempfile::tempdir().unwrap();
    let mut unsigned = golden::request();
    fs::copy(golden::dir().join("trust.yaml"), scratch.path().join("trust.yaml")).unwrap();
    unsigned.trust = Some(scratch.path().join("trust.yaml"));
    let (verdict, used, any) = counted(&unsigned);
    assert!(verdict != Verdict::Passed && !used && !any);
}

/// `path: N`, and so many lines behind it, in the place of those that are there.
fn with_steps(text: &str, count: usize) -> String {
    let step = format!("{}\n", Digest::of(b"step"));
    let (head, rest) = text.split_once("path: ").unwrap();
    let (old, rest) = rest.split_once('\n').unwrap();
    let after: String = rest.split_inclusive('\n').skip(old.parse().unwrap()).collect();
    format!("{head}path: {count}\n{}{after}", step.repeat(count))
}

#[test]
fn a_path_has_forty_steps_at_most() {
    let proof = prove(&golden::dir().join("archive"), &"hoc-ba.2412345678".parse().unwrap()).unwrap();
    let text = proof.to_text().unwrap();
    let of_print = PrintProof { record: proof.record.clone(), salt: "0".repeat(32), path: Vec::new() }.to_text();
    for (count, fits) in [(0, true), (39, true), (40, true), (41, false), (42, false)] {
        let read = Proof::parse(with_steps(&text, count).as_bytes()).map(|proof| proof.path.len());
        assert_eq!(read.ok(), fits.then_some(count), "{count}");
        let read = PrintProof::parse(with_steps(&of_print, count).as_bytes()).map(|proof| proof.path.len());
        assert_eq!(read.ok(), fits.then_some(count), "{count}, of a print");
    }
}

#[test]
fn a_text_has_four_hundred_bytes_at_most() {
    let text = |length: usize| "a".repeat(length).parse::<Text>().is_ok();
    assert_eq!([0, 1, 399, 400, 401, 402].map(text), [false, true, true, true, false, false]);
}

#[test]
fn a_trust_file_reads_back_with_its_orders_and_papers() {
    let mut trust = build::trust();
    let hold = |until: Option<&str>| Hold {
        archive: "vn/82/82760123/2025-2026".parse().unwrap(),
        volume: "5-nam".parse().unwrap(),
        from: "2026-09-01".parse().unwrap(),
        until: until.map(|day| day.parse().unwrap()),
        order: "Quyết định 12/QĐ-TA".parse().unwrap(),
    };
    trust.holds = vec![hold(None), hold(Some("2027-01-31"))];
    trust.paper_disposals = vec![PaperDisposal {
        archive: "vn/82/82760123/2025-2026".parse().unwrap(),
        serial: Serial::FIRST,
        volume: "5-nam".parse().unwrap(),
        received: "2031-09-01".parse().unwrap(),
        statement: Digest::of(b"statement"),
    }];
    let text = trust.to_text().unwrap();
    assert_eq!(TrustFile::parse(text.as_bytes()).unwrap(), trust);
    let scratch = tempfile::tempdir().unwrap();
    build::write(scratch.path(), &build::trust_files(&trust));
    let read = SignedTrust::read(&scratch.path().join("trust.yaml")).unwrap().unwrap();
    assert_eq!((read.content(), &read.file), (text.as_bytes(), &trust));
}

#[test]
fn what_a_pack_holds_can_be_kept() {
    let packed = gather(&golden::dir().join("archive")).unwrap().packed;
    let pack = Pack::new(vec![packed]).unwrap();
    let seals: Vec<_> = pack.archives().iter().map(|one| one.seal.clone()).collect();
    assert_eq!(pack.into_archives().into_iter().map(|one| one.seal).collect::<Vec<_>>(), seals);
    assert_eq!(seals.len(), 1);
}

/// Two archives of one instant and one school year are in order, as long as the serials are.
#[test]
fn a_chain_answers_as_its_worst_archive() {
    let first = build::golden_plan();
    let named = SealRef { serial: Serial::FIRST, digest: Digest::of(first.build().1.as_bytes()) };
    let second = build::Plan { serial: 2, previous: Some(named), ..build::golden_plan() };
    let scratch = tempfile::tempdir().unwrap();
    let dirs = ["a", "b"].map(|name| scratch.path().join(name));
    build::write(&dirs[0], &first.signed());
    build::write(&dirs[1], &second.signed());
    let report = verify_chain(&dirs, &golden::request()).unwrap();
    assert_eq!((report.verdict, report.exit_code(), report.findings.len()), (Verdict::Passed, 0, 0));
    let json = report.to_json_in(Language::Vi);
    assert!(json.starts_with("{\"verdict\":\"passed\"") && json.matches("\"dir\"").count() == 2, "{json}");
    let nobody = Request::new(golden::request().as_of);
    assert_eq!(verify_chain(&dirs, &nobody).unwrap().exit_code(), 4);
    fs::remove_file(dirs[1].join("index.html")).unwrap();
    assert_eq!(verify_chain(&dirs, &nobody).unwrap().exit_code(), 1);
}
