//! The tag files of a volume: a BagIt 1.0 bag (RFC 8493), narrowed to one text for one seal (FORMAT.md §6).

use crate::digest::Digest;
use crate::lines::Fault;
use crate::manifest::Manifest;
use crate::name::VolumeName;
use crate::seal::Seal;

/// `bagit.txt`, byte for byte (RFC 8493 §2.1.1).
pub const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// Name of the declaration.
pub const BAGIT_NAME: &str = "bagit.txt";
/// Name of the metadata.
pub const BAG_INFO_NAME: &str = "bag-info.txt";
/// Name of the payload manifest.
pub const MANIFEST_NAME: &str = "manifest-sha256.txt";
/// Name of the tag manifest, which the seal binds.
pub const TAGMANIFEST_NAME: &str = "tagmanifest-sha256.txt";
/// Folder of the payload.
pub const DATA: &str = "data";

/// The facts that `bag-info.txt` states. They are all in the seal, so nothing can be true only here.
#[derive(Debug, Clone, Copy)]
pub struct BagInfo<'a> {
    /// The seal's school, archive, sealing time and builder.
    pub seal: &'a Seal,
    /// Which volume.
    pub volume: VolumeName,
    /// Number of payload files.
    pub files: u64,
    /// Bytes of the payload files together.
    pub bytes: u64,
}

impl BagInfo<'_> {
    /// `bag-info.txt` (RFC 8493 §2.2.2), in the one form that the verifier accepts.
    #[must_use]
    pub fn to_text(&self) -> String {
        let Self { seal, volume, files, bytes } = self;
        format!(
            "Bag-Software-Agent: {}\nBagging-Date: {}\nExternal-Identifier: {}/{volume}\nPayload-Oxum: {bytes}.{files}\n\
             Source-Organization: {}\n",
            seal.builder,
            seal.sealed_at.date(),
            seal.archive,
            seal.school,
        )
    }
}

/// The tag manifest of the three other tag files.
pub fn tag_manifest(bag_info: &str, manifest: &str) -> Result<Manifest, Fault> {
    let mut tags = Manifest::new();
    for (name, text) in [(BAGIT_NAME, BAGIT), (BAG_INFO_NAME, bag_info), (MANIFEST_NAME, manifest)] {
        tags.insert(name.parse()?, Digest::of(text.as_bytes()))?;
    }
    Ok(tags)
}
