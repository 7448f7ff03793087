//! Values at the edge of a rule, where a mutant of the code would otherwise live on.

use niemphong_archive::store::{Kind, Store, Stored, Unread};
use niemphong_archive::trust::Revocation;
use niemphong_archive::{Request, SignatureFile, TrustFile, Verdict, verify, verify_stored};

use crate::{build, golden, keys};

/// A signature file of the golden archive with another trusted comment.
fn with_comment(comment: &str) -> Vec<u8> {
    let text = String::from_utf8(keys::sign(keys::CLERK, b"content", "plain")).unwrap();
    text.replace("trusted comment: plain", &format!("trusted comment: {comment}")).into_bytes()
}

#[test]
fn a_trusted_comment_is_printable_ascii_and_not_empty() {
    assert!(SignatureFile::parse(&with_comment(" ~")).is_ok());
    for wrong in ["", "é", "a\u{7f}", "plain\t"] {
        assert!(SignatureFile::parse(&with_comment(wrong)).is_err(), "{wrong:?}");
    }
}

#[test]
fn a_policy_names_archives_and_a_number_of_its_roles() {
    let with = |archives: &str, threshold: u64| {
        let mut trust = build::trust();
        trust.policies[0].archives = archives.parse().unwrap();
        trust.policies[0].threshold = threshold;
        trust.to_text().and_then(|text| TrustFile::parse(text.as_bytes())).is_ok()
    };
    for good in ["*", "vn/82/82760123/*", "vn/82/82760123/2025-2026", "vn/8*"] {
        assert!(with(good, 1) && with(good, 2), "{good}");
    }
    for wrong in ["vn/82/**", "*x", "VN/*", "vn/é*", "vn 82", "vn.82/*", "vn_82/*"] {
        assert!(!with(wrong, 1), "{wrong}");
    }
    assert!(!with("*", 0) && !with("*", 3));
}

/// Is a trust file with this change one that can be written and read?
fn trusts(change: impl FnOnce(&mut TrustFile)) -> bool {
    let mut trust = build::trust();
    change(&mut trust);
    trust.to_text().and_then(|text| TrustFile::parse(text.as_bytes())).is_ok()
}

#[test]
fn a_trust_file_has_versions_from_one_and_a_threshold_of_one_to_nine_roots() {
    assert!(trusts(|trust| trust.version = 1) && trusts(|trust| trust.version = u32::MAX));
    assert!(!trusts(|trust| trust.version = 0));
    // One key under several numbers: keys are compared whole.
    let roots = |count: u8| (0..count).map(|n| keys::public_of(&keys::secret_as(keys::ROOT, n))).collect::<Vec<_>>();
    for (count, threshold, due) in
        [(9, 1, true), (9, 9, true), (10, 1, false), (1, 2, false), (1, 0, false), (0, 0, false)]
    {
        let is = trusts(|trust| (trust.roots, trust.threshold) = (roots(count), threshold));
        assert_eq!(is, due, "{count} roots, threshold {threshold}");
    }
    assert!(trusts(|trust| trust.expires = trust.issued));
    assert!(!trusts(|trust| trust.expires = "2026-07-31".parse().unwrap()));
}

#[test]
fn a_key_is_valid_for_a_day_and_revoked_on_the_day_of_its_loss() {
    let day = |text: &str| text.parse().unwrap();
    assert!(trusts(|trust| trust.keys[0].valid_to = trust.keys[0].valid_from));
    assert!(!trusts(|trust| trust.keys[0].valid_to = day("2023-08-31")));
    let revoked = |since: &str| {
        trusts(|trust| {
            let (on, reason, compromised_since) = (day("2026-10-01"), "mất USB".parse().unwrap(), day(since));
            trust.keys[0].revoked = Some(Revocation { on, reason, compromised_since });
        })
    };
    assert!(revoked("2026-09-30") && revoked("2026-10-01") && !revoked("2026-10-02"));
}

#[test]
fn a_paper_seal_stands_once_and_a_key_too() {
    let paper = || crate::make::paper(niemphong_archive::Digest::of(b"x"), 1, "2026-09-01");
    assert!(trusts(|trust| trust.paper_seals = vec![paper()]));
    assert!(!trusts(|trust| trust.paper_seals = vec![paper(), paper()]));
    assert!(!trusts(|trust| trust.roots.push(trust.keys[0].key)));
}

#[test]
fn a_file_as_large_as_all_files_together_is_read() {
    let mut plan = build::golden_plan();
    plan.loose.remove("browse/style.css");
    let scratch = tempfile::tempdir().unwrap();
    build::write(scratch.path(), &plan.signed());
    let report = verify(scratch.path(), &golden::request()).unwrap();
    let codes: Vec<_> = report.findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes, ["V413"]);
    // One byte more, and it is not read.
    std::fs::write(scratch.path().join("index.html"), [&plan.loose["index.html"][..], b"x"].concat()).unwrap();
    let report = verify(scratch.path(), &Request::new("2026-11-23".parse().unwrap())).unwrap();
    let at_page: Vec<_> = report.findings.iter().filter(|f| f.path == "index.html").map(|f| f.code.id).collect();
    assert_eq!(at_page, ["V008"]);
}

/// A store of so many entries, of which one has a name that no archive has.
struct Many(Vec<Stored>);

impl Store for Many {
    fn entries(&self) -> &[Stored] {
        &self.0
    }

    fn gaps(&self) -> &[(u64, u64)] {
        &[]
    }

    fn read(&self, _: u64, _: u64, _: &mut dyn FnMut(&[u8])) -> Result<(), Unread> {
        Err(Unread::Damaged)
    }
}

/// Which part of too many entries was met first is chance, so nothing is said of any of them.
#[test]
fn of_a_folder_with_too_many_entries_nothing_else_is_said() {
    let entry = |path: &str, kind| Stored { path: path.into(), kind, bytes: 0, place: 0 };
    let codes = |entries: usize| {
        let folders = std::iter::repeat_n(entry("browse", Kind::Folder), entries - 1);
        let many = Many(std::iter::once(entry("Browse", Kind::Folder)).chain(folders).collect());
        let report = verify_stored(&many, &golden::request()).unwrap();
        (report.verdict, report.findings.iter().map(|finding| finding.code.id).collect::<Vec<_>>())
    };
    assert_eq!(codes(1_000_000), (Verdict::Failed, vec!["V001", "V007", "V004", "V101"]));
    assert_eq!(codes(1_000_001), (Verdict::Failed, vec!["V008"]));
}

#[test]
fn keys_and_fingerprints_show_themselves() {
    let key = keys::public(keys::ROOT);
    assert_eq!(key.to_string(), "RWQAAAAAAAAAAC67upld1CAQ00GPIth2xnhRepBl8zPlVb8w2cGLE+hz");
    assert_eq!(format!("{key:?}"), format!("PublicKey({key})"));
    let print = key.fingerprint();
    assert!(print.to_string().starts_with("d557 c316 "), "{print}");
    assert_eq!(format!("{print:?}"), format!("Fingerprint({print})"));
    assert_eq!(print.to_string().parse(), Ok(print));
}

#[test]
fn a_record_id_has_a_hundred_characters_at_most() {
    let id = |length: usize| "a".repeat(length).parse::<niemphong_archive::leaf::RecordId>();
    assert!(id(1).is_ok() && id(99).is_ok() && id(100).is_ok());
    assert!(id(101).is_err() && id(102).is_err());
}

/// The line that a fault names is the one to look at, and one id or path twice is refused each by itself.
#[test]
fn a_list_of_leaves_names_its_line() {
    let leaf = niemphong_archive::Digest::of(b"leaf");
    let list = |lines: [&str; 3]| {
        let line = |(at, line): (usize, &&str)| {
            let (id, path) = line.split_once(' ').unwrap();
            format!("{at} {id} {leaf} {path}\n")
        };
        niemphong_archive::leaf::LeafList::parse(lines.iter().enumerate().map(line).collect::<String>().as_bytes())
    };
    assert!(list(["a data/a.json", "b data/b.json", "c data/c.json"]).is_ok());
    let wrong = [
        ["a data/a.json", "b data/b.json", "b data/c.json"],
        ["a data/a.json", "b data/b.json", "c data/b.json"],
        ["a data/a.json", "c data/c.json", "b data/b.json"],
        ["a data/a.json", "b data/b.json", "c data/tep/c.json"],
    ];
    wrong.into_iter().for_each(|lines| assert_eq!(list(lines).unwrap_err().line, 3, "{lines:?}"));
    // Another index, or a field too many: each alone is enough.
    for line in [format!("1 a {leaf} data/a.json\n"), format!("0 a {leaf} data/a.json more\n")] {
        assert_eq!(niemphong_archive::leaf::LeafList::parse(line.as_bytes()).unwrap_err().line, 1, "{line}");
    }
}
