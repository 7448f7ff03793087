//! A file about the destruction of one volume (hồ sơ hủy tài liệu), as the school filled it in.

use super::Date;

/// What is signed comes from here. Read by `check`, which refuses blanks and days out of order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalFile {
    /// Which volume of which seal, as the program wrote it when it prepared the file.
    pub subject: DisposalSubject,
    /// The council's meeting: number of its minutes.
    pub meeting: String,
    /// Day of the meeting.
    pub met_on: Date,
    /// Number of the decision, `12/QĐ-THKĐ`.
    pub decision: String,
    /// Its day.
    pub decided_on: Date,
    /// Who decided, `Hiệu trưởng Trường Tiểu học Kim Đồng`.
    pub authority: String,
    /// The law that it rests on, in the order of the papers.
    pub basis: Vec<String>,
    /// The day of destruction.
    pub disposed_on: Date,
    /// How the volume is destroyed.
    pub method: String,
}

/// Which volume of which seal; texts as the seal has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalSubject {
    /// Archive id.
    pub archive: String,
    /// Serial.
    pub serial: String,
    /// Digest of `seal.txt`, with `sha256:`.
    pub seal: String,
    /// Retention class.
    pub volume: String,
    /// Digest of the volume's tag manifest, with `sha256:`.
    pub tagmanifest: String,
}
