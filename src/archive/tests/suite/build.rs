//! Makes archives in memory: what a writer does, with hooks for what a forger does.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use niemphong_archive::bag::{self, BagInfo};
use niemphong_archive::leaf::{LeafEntry, LeafList, Record, VolumeSeed};
use niemphong_archive::seal::{ROOT_PATH, SEAL_PATH};
use niemphong_archive::trust::{Policy, TrustedKey};
use niemphong_archive::{
    Canonical, Digest, Manifest, RootDigest, Seal, SealedVolume, TrustFile, VolumeName, minutes_comment, trust_comment,
    trusted_comment,
};

use crate::keys;

/// Path and bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

type Hook<T> = Box<dyn Fn(&mut T)>;

/// One volume before it is packed.
pub struct Payload {
    pub name: &'static str,
    pub keep_until: &'static str,
    pub files: Files,
}

/// An archive before it is sealed, and where a forger may lay hands on it.
pub struct Plan {
    pub archive: &'static str,
    pub serial: u32,
    pub sealed_at: &'static str,
    pub previous: Option<niemphong_archive::SealRef>,
    pub supersedes: Option<niemphong_archive::Supersedes>,
    pub payloads: Vec<Payload>,
    pub loose: Files,
    pub manifest: Hook<String>,
    pub tags: Hook<String>,
    pub bag_info: Hook<String>,
    pub root: Hook<String>,
    pub sealed: Hook<SealedVolume>,
    pub seal: Hook<String>,
}

fn page(title: &str, body: &str, leaf: Digest) -> Vec<u8> {
    format!(
        "<!doctype html>\n<html lang=\"vi\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<h1>{title}</h1>\n{body}\n\
         <p>Mã lá: {}</p>\n</html>\n",
        leaf.grouped()
    )
    .into_bytes()
}

/// A record's fields: id, then key and value pairs.
pub type Fields<'a> = (&'a str, &'a [(&'a str, &'a str)]);

pub fn payload(name: &'static str, keep_until: &'static str, records: &[Fields<'_>]) -> Payload {
    // A published seed: this archive is an example. A real seed is drawn at random.
    let seed = VolumeSeed::derive(Digest::of(b"niemphong published test seed").as_bytes(), name.parse().unwrap());
    let mut files = Files::new();
    let mut entries = Vec::new();
    let mut links = String::new();
    for (id, fields) in records {
        let map = fields.iter().map(|(key, value)| ((*key).to_owned(), Canonical::Text((*value).to_owned()))).collect();
        let record = Record::new(&seed, id.parse().unwrap(), map).unwrap();
        let (kind, number) = id.split_once('.').unwrap();
        let stem = format!("data/ho-so/{kind}/{number}");
        let rows: String = fields.iter().map(|(key, value)| format!("<p>{key}: {value}</p>\n")).collect();
        files.insert(format!("{stem}.html"), page(kind, &rows, record.leaf()));
        files.insert(format!("{stem}.json"), record.json().as_bytes().to_vec());
        links += &format!("<p><a href=\"ho-so/{kind}/{number}.html\">{number}</a></p>\n");
        let path = format!("{stem}.json").parse().unwrap();
        entries.push(LeafEntry { id: record.id().clone(), leaf: record.leaf(), path });
    }
    let list = LeafList::new(entries).unwrap();
    files.insert("data/index.html".into(), page(name, &links, list.tree().root()));
    files.insert("data/leaves.txt".into(), list.to_text().into_bytes());
    files.insert("data/seed.txt".into(), seed.to_text().into_bytes());
    Payload { name, keep_until, files }
}

/// The golden archive's content, before sealing.
pub fn golden_plan() -> Plan {
    let mut short = payload(
        "5-nam",
        "2031-05-31",
        &[
            ("bang-tong-hop.5a-cn", &[("diem", "9 8 10"), ("lop", "5A"), ("thoi_diem", "CN")]),
            ("ke-hoach.01", &[("tieu_de", "Kế hoạch bài dạy tuần 1")]),
        ],
    );
    short
        .files
        .insert("data/tep/ke-hoach/01-1.xml".into(), b"<?xml version=\"1.0\"?>\n<ke-hoach tuan=\"1\"/>\n".to_vec());
    short.files.insert("data/tep/ke-hoach/01-2.json".into(), b"{ \"kept\": 1.0 }\n".to_vec());
    let long = payload(
        "vinh-vien",
        "permanent",
        &[
            ("hoc-ba.2412345678", &[("ho_ten", "Nguyễn Văn Ân"), ("lop", "5A"), ("muc_toan", "T"), ("toan", "9")]),
            ("hoc-ba.2412345679", &[("ho_ten", "Trần Thị Đào"), ("lop", "5A"), ("muc_toan", "H"), ("toan", "7")]),
            ("so-dang-bo.2025-2026", &[("so_dong", "2"), ("tieu_de", "Sổ đăng bộ")]),
        ],
    );
    let start = "<!doctype html>\n<html lang=\"vi\">\n<meta charset=\"utf-8\">\n<title>Bộ lưu trữ</title>\n\
                 <link rel=\"stylesheet\" href=\"browse/style.css\">\n<h1>Trường Tiểu học Kim Đồng, 2025-2026</h1>\n\
                 <p><a href=\"volumes/vinh-vien/data/index.html\">vinh-vien</a></p>\n</html>\n";
    let loose = Files::from([
        ("index.html".to_owned(), start.as_bytes().to_vec()),
        ("browse/style.css".to_owned(), b"body { font-family: Tinos, serif }\n".to_vec()),
    ]);
    Plan {
        archive: "vn/82/82760123/2025-2026",
        serial: 1,
        sealed_at: "2026-06-12T09:30:00+07:00",
        previous: None,
        supersedes: None,
        payloads: vec![long, short],
        loose,
        manifest: Box::new(|_| ()),
        tags: Box::new(|_| ()),
        bag_info: Box::new(|_| ()),
        root: Box::new(|_| ()),
        sealed: Box::new(|_| ()),
        seal: Box::new(|_| ()),
    }
}

pub fn listing(files: &Files) -> String {
    let mut manifest = Manifest::new();
    for (path, bytes) in files {
        // A forger's path may be one that no manifest takes; it is added as a line further down.
        if let Ok(path) = path.parse() {
            manifest.insert(path, Digest::of(bytes)).unwrap();
        }
    }
    manifest.to_text()
}

fn size(files: &Files) -> u64 {
    files.values().map(|bytes| bytes.len() as u64).sum()
}

impl Plan {
    pub fn payload(&mut self, name: &str) -> &mut Files {
        &mut self.payloads.iter_mut().find(|payload| payload.name == name).unwrap().files
    }

    /// Seals the plan; nobody has signed yet.
    pub fn build(&self) -> (Files, String) {
        let mut files = self.loose.clone();
        let mut root = listing(&self.loose);
        (self.root)(&mut root);
        let mut seal = Seal {
            archive: self.archive.parse().unwrap(),
            serial: niemphong_archive::Serial::new(self.serial).unwrap(),
            school: "Trường Tiểu học Kim Đồng".parse().unwrap(),
            sealed_at: self.sealed_at.parse().unwrap(),
            previous: self.previous,
            supersedes: self.supersedes.clone(),
            input: None,
            builder: "niemphong 0.1.0".parse().unwrap(),
            volumes: Vec::new(),
            root: RootDigest {
                files: self.loose.len() as u64,
                bytes: size(&self.loose),
                digest: Digest::of(root.as_bytes()),
            },
            require: vec![niemphong_archive::Role::Principal, niemphong_archive::Role::Clerk],
        };
        for payload in &self.payloads {
            let name: VolumeName = payload.name.parse().unwrap();
            let (count, bytes) = (payload.files.len() as u64, size(&payload.files));
            let list = LeafList::parse(&payload.files["data/leaves.txt"]);
            let tree = list.map(|list| list.tree()).unwrap_or_default();
            let mut sealed = SealedVolume {
                name,
                keep_until: payload.keep_until.parse().unwrap(),
                files: count,
                bytes,
                tagmanifest: Digest::of(b""),
                leaves: tree.len() as u64,
                leaves_root: tree.root(),
            };
            (self.sealed)(&mut sealed);
            let mut manifest = listing(&payload.files);
            (self.manifest)(&mut manifest);
            let mut info = BagInfo { seal: &seal, volume: name, files: sealed.files, bytes: sealed.bytes }.to_text();
            (self.bag_info)(&mut info);
            let mut tags = bag::tag_manifest(&info, &manifest).unwrap().to_text();
            (self.tags)(&mut tags);
            sealed.tagmanifest = Digest::of(tags.as_bytes());
            for (file, text) in [
                (bag::BAGIT_NAME, bag::BAGIT),
                (bag::BAG_INFO_NAME, &info),
                (bag::MANIFEST_NAME, &manifest),
                (bag::TAGMANIFEST_NAME, &tags),
            ] {
                files.insert(format!("{}/{file}", name.folder()), text.as_bytes().to_vec());
            }
            for (path, bytes) in &payload.files {
                files.insert(format!("{}/{path}", name.folder()), bytes.clone());
            }
            seal.volumes.push(sealed);
        }
        let mut text = seal.to_text().unwrap();
        (self.seal)(&mut text);
        files.insert(ROOT_PATH.into(), root.into_bytes());
        files.insert(SEAL_PATH.into(), text.clone().into_bytes());
        (files, text)
    }

    /// Seals the plan, and principal and clerk sign seal and minutes.
    pub fn signed(&self) -> Files {
        let (mut files, text) = self.build();
        sign_all(
            &mut files,
            &text,
            self.archive,
            self.serial,
            &[("hieu_truong", keys::PRINCIPAL), ("van_thu", keys::CLERK)],
        );
        files
    }
}

/// A PDF of one empty page, whole enough for the verifier, which looks at its two ends only.
pub fn minutes(seal: &str) -> Vec<u8> {
    let digest = Digest::of(seal.as_bytes());
    format!(
        "%PDF-1.7\n% Biên bản niêm phong {digest}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
             2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )
    .into_bytes()
}

pub fn sign_all(files: &mut Files, seal: &str, archive: &str, serial: u32, signers: &[(&str, usize)]) {
    let (id, number) = (archive.parse().unwrap(), niemphong_archive::Serial::new(serial).unwrap());
    let minutes = minutes(seal);
    for (role, key) in signers {
        let role: niemphong_archive::Role = role.parse().unwrap();
        let comment = trusted_comment(role, &id, number);
        files.insert(format!("evidence/seal.txt.{role}.minisig"), keys::sign(*key, seal.as_bytes(), &comment));
        let comment = minutes_comment(role, &id, number, Digest::of(seal.as_bytes()));
        files.insert(format!("evidence/bien-ban.pdf.{role}.minisig"), keys::sign(*key, &minutes, &comment));
    }
    files.insert("evidence/bien-ban.pdf".into(), minutes);
}

pub fn trusted(key: usize, holder: &str, role: &str) -> TrustedKey {
    TrustedKey {
        key: keys::public(key),
        holder: holder.parse().unwrap(),
        role: role.parse().unwrap(),
        school: Some("82760123".parse().unwrap()),
        valid_from: "2023-09-01".parse().unwrap(),
        valid_to: "2028-08-31".parse().unwrap(),
        revoked: None,
        successor: None,
    }
}

/// The golden archive's trust file.
pub fn trust() -> TrustFile {
    TrustFile {
        version: 3,
        issued: "2026-08-01".parse().unwrap(),
        expires: "2028-08-01".parse().unwrap(),
        threshold: 1,
        roots: vec![keys::public(keys::ROOT)],
        keys: vec![
            trusted(keys::PRINCIPAL, "Trần Văn Đức", "hieu_truong"),
            trusted(keys::CLERK, "Lê Thị Mai", "van_thu"),
        ],
        policies: vec![Policy {
            archives: "vn/82/82760123/*".parse().unwrap(),
            require: vec![niemphong_archive::Role::Principal, niemphong_archive::Role::Clerk],
            threshold: 2,
        }],
        holds: Vec::new(),
        paper_seals: Vec::new(),
        paper_disposals: Vec::new(),
    }
}

/// A trust file and its signature by the golden root.
pub fn trust_files(trust: &TrustFile) -> Files {
    let text = trust.to_text().unwrap();
    let signature = keys::sign(keys::ROOT, text.as_bytes(), &trust_comment(trust.version));
    Files::from([("trust.yaml".into(), text.into_bytes()), ("trust.yaml.minisig".into(), signature)])
}

pub fn write(dir: &Path, files: &Files) {
    for (path, bytes) in files {
        let place = dir.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }
}
