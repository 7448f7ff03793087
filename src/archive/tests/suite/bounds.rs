//! Values at the edge of a rule, where a mutant of the code would otherwise live on.

use niemphong_archive::{Request, SignatureFile, TrustFile, verify};

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
