//! The signature at the end of a sample's digital report card, made as the sector's system would make it, with a key
//! that anybody can compute and a certificate that says so.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest as _, Sha256};

/// The secret key is the digest of these words: whoever fills the sample with real children signs with no secret at all.
const WORDS: &str = "niemphong: khóa bịa của tệp mẫu, không có giá trị";
/// Made for that key, once; its subject says `KHOA BIA CUA TEP MAU - KHONG CO GIA TRI`.
const CERTIFICATE: &str = include_str!("certificate.txt");
const NAMESPACE: &str = r#" xmlns="http://www.w3.org/2000/09/xmldsig#""#;
const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

/// The `card` with its end: a signature over all of it and over the time of signing.
///
/// `prolog` is what stands before the root element, `card` the root without its closing tag `end`. `card` must be written as
/// canonical XML is, without attributes, empty tags and comments: it is signed as it stands.
pub(super) fn signed(prolog: &str, card: &str, end: &str, time: &str) -> String {
    let property =
        format!("<SignatureProperty Target=\"#chu-ki\"><SigningTime>{time}</SigningTime></SignatureProperty>");
    let object = |namespace: &str| {
        format!("<Object{namespace} Id=\"thoi-diem-ki\"><SignatureProperties>{property}</SignatureProperties></Object>")
    };
    let enveloped = format!(
        "<Transforms>{}{}</Transforms>",
        empty("Transform", "http://www.w3.org/2000/09/xmldsig#enveloped-signature"),
        empty("Transform", INCLUSIVE)
    );
    let references =
        reference("", &enveloped, &format!("{card} \n{end}")) + &reference("#thoi-diem-ki", "", &object(NAMESPACE));
    let methods = empty("CanonicalizationMethod", INCLUSIVE)
        + &empty("SignatureMethod", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256");
    let info = |namespace: &str| format!("<SignedInfo{namespace}>{methods}{references}</SignedInfo>");
    let key = SigningKey::from_slice(&Sha256::digest(WORDS)).expect("the digest is a number below the curve's order");
    let value: Signature = key.sign(info(NAMESPACE).as_bytes());
    let value = STANDARD.encode(value.to_bytes());
    let subject = "<X509SubjectName>CN=KHOA BIA CUA TEP MAU - KHONG CO GIA TRI</X509SubjectName>";
    let certificate = format!("<X509Certificate>{}</X509Certificate>", CERTIFICATE.trim());
    let (info, object) = (info(""), object(""));
    format!(
        "{prolog}{card} <Signature{NAMESPACE} Id=\"chu-ki\">{info}<SignatureValue>{value}</SignatureValue>\
         <KeyInfo><X509Data>{subject}{certificate}</X509Data></KeyInfo>{object}</Signature>\n{end}\n"
    )
}

fn reference(uri: &str, transforms: &str, canonical: &str) -> String {
    let digest = STANDARD.encode(Sha256::digest(canonical));
    let method = empty("DigestMethod", SHA256);
    format!("<Reference URI=\"{uri}\">{transforms}{method}<DigestValue>{digest}</DigestValue></Reference>")
}

/// An element that only names an algorithm, as canonical XML writes it.
fn empty(name: &str, algorithm: &str) -> String {
    format!("<{name} Algorithm=\"{algorithm}\"></{name}>")
}
