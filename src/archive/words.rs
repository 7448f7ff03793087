//! Reports in words that a principal can read: the verdict first, then what was looked at, then each finding with what
//! to do about it.

use std::fmt::{self, Write};
use std::io;
use std::path::Path;

use crate::chain::ChainReport;
use crate::finding::{Finding, Severity};
use crate::name::KeepUntil;
use crate::pack_report::PackReport;
use crate::report::{Language, Report, Standing, Verdict, VolumeStatus, guarded};

/// The words of one language.
#[derive(Clone, Copy)]
struct Words {
    verdict: fn(Verdict) -> &'static str,
    archive: &'static str,
    serial: &'static str,
    sealed_at: &'static str,
    seal: &'static str,
    as_of: &'static str,
    no_trust: &'static str,
    trust: &'static str,
    read: &'static str,
    volumes: &'static str,
    files: &'static str,
    status: fn(VolumeStatus) -> &'static str,
    packed: fn(VolumeStatus) -> &'static str,
    permanent: &'static str,
    until: &'static str,
    due: &'static str,
    proved: &'static str,
    signers: &'static str,
    standing: fn(Standing) -> &'static str,
    limits: &'static str,
    findings: &'static str,
    none: &'static str,
    advice: &'static str,
    chain: &'static str,
    pack: &'static str,
    corrects: &'static str,
    reason: &'static str,
}

static VI: Words = Words {
    verdict: |verdict| match verdict {
        Verdict::Passed => "ĐẠT – đúng những gì đã niêm phong, đủ chữ ký bắt buộc",
        Verdict::Failed => "KHÔNG ĐẠT – không được dùng bản này làm căn cứ",
        Verdict::Indeterminate => "CHƯA KẾT LUẬN – chưa xác lập được điều cần để kết luận, xem các phát hiện bên dưới",
    },
    archive: "Bộ lưu trữ",
    serial: "niêm phong số",
    sealed_at: "Thời điểm niêm phong (trường tự khai)",
    seal: "Mã niêm phong",
    as_of: "Kiểm tra cho ngày",
    no_trust: "không dùng tệp tin cậy",
    trust: "tệp tin cậy phiên bản",
    read: "Đã đọc và đối chiếu",
    volumes: "Các tập:",
    files: "tệp",
    status: |status| match status {
        VolumeStatus::Present => "có mặt",
        VolumeStatus::Destroyed => "đã hủy theo quy định",
        VolumeStatus::Missing => "THIẾU",
    },
    packed: |status| match status {
        VolumeStatus::Present => "có mã lá trong gói",
        VolumeStatus::Destroyed => "đã hủy theo quy định",
        VolumeStatus::Missing => "không xét tới (gói được phép không mang mã lá của tập này)",
    },
    permanent: "giữ vĩnh viễn",
    until: "giữ đến hết ngày",
    due: "đã hết thời hạn lưu trữ",
    proved: "Hồ sơ được dẫn tới niêm phong:",
    signers: "Chữ ký:",
    standing: |standing| match standing {
        Standing::Counted => "được tính",
        Standing::Unknown => "khóa chưa biết, không được tính",
        Standing::Undetermined => "chưa xác lập được hiệu lực, không được tính",
        Standing::Rejected => "bị loại",
    },
    limits: "Không kiểm tra được: nội dung hồ sơ có đúng sự thật hay không; thời điểm niêm phong nếu không có giấy tờ bên ngoài.",
    findings: "Phát hiện",
    none: "không có",
    advice: "Việc cần làm",
    chain: "Chuỗi niêm phong",
    pack: "Gói niêm phong (chỉ niêm phong, chữ ký và mã lá; các bộ lưu trữ không được xem tới)",
    corrects: "Đính chính niêm phong số",
    reason: "lý do",
};

static EN: Words = Words {
    verdict: |verdict| match verdict {
        Verdict::Passed => "PASSED (ĐẠT) – what was sealed, with every required signature",
        Verdict::Failed => "FAILED (KHÔNG ĐẠT) – do not rely on this copy",
        Verdict::Indeterminate => {
            "INDETERMINATE (CHƯA KẾT LUẬN) – something that a verdict needs is not established, see the findings"
        }
    },
    archive: "Archive",
    serial: "seal no.",
    sealed_at: "Sealed at (the school's own word)",
    seal: "Seal",
    as_of: "Verified for",
    no_trust: "without a trust file",
    trust: "trust file version",
    read: "Read and compared",
    volumes: "Volumes:",
    files: "files",
    status: |status| match status {
        VolumeStatus::Present => "present",
        VolumeStatus::Destroyed => "lawfully destroyed",
        VolumeStatus::Missing => "MISSING",
    },
    packed: |status| match status {
        VolumeStatus::Present => "its leaves are in the pack",
        VolumeStatus::Destroyed => "lawfully destroyed",
        VolumeStatus::Missing => "not looked at (a pack need not carry its leaves)",
    },
    permanent: "kept for ever",
    until: "kept until the end of",
    due: "its term has ended",
    proved: "Records led to the seal:",
    signers: "Signatures:",
    standing: |standing| match standing {
        Standing::Counted => "counted",
        Standing::Unknown => "unknown key, not counted",
        Standing::Undetermined => "standing not established, not counted",
        Standing::Rejected => "rejected",
    },
    limits: "Not checked: whether the records tell the truth; when they were sealed, unless paper outside shows it.",
    findings: "Findings",
    none: "none",
    advice: "To do",
    chain: "Chain of seals",
    pack: "Seal pack (seals, signatures and leaf hashes only; the archives were not looked at)",
    corrects: "Corrects seal no.",
    reason: "reason",
};

fn words(language: Language) -> &'static Words {
    match language {
        Language::Vi => &VI,
        Language::En => &EN,
    }
}

/// A path as it may be shown: what a terminal would obey is escaped.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

/// That the system would not let something be read, and why.
pub(crate) fn unreadable(path: &Path, error: &io::Error, language: Language) -> String {
    let path = shown(path);
    match (language, error.kind()) {
        (Language::En, _) => format!("{path} could not be read: {error}"),
        (Language::Vi, io::ErrorKind::NotFound) => format!("không tìm thấy {path}"),
        (Language::Vi, io::ErrorKind::PermissionDenied) => format!("không có quyền đọc {path}"),
        (Language::Vi, _) => format!("không đọc được {path} ({error})"),
    }
}

/// That an archive is a folder.
pub(crate) fn not_a_folder(path: &Path, language: Language) -> String {
    match language {
        Language::Vi => format!("{} không phải là thư mục", shown(path)),
        Language::En => format!("{} is not a folder", shown(path)),
    }
}

/// The findings, each with its advice.
fn write_findings(
    findings: &[Finding],
    words: &Words,
    language: Language,
    verdict: Verdict,
    out: &mut String,
) -> fmt::Result {
    writeln!(
        out,
        "{}: {}",
        words.findings,
        if findings.is_empty() { words.none.to_owned() } else { findings.len().to_string() }
    )?;
    for finding in findings {
        let mark = match finding.code.severity {
            Severity::Failed => '!',
            Severity::Undetermined => '?',
            Severity::Note => '-',
        };
        let path = if finding.path.is_empty() { String::new() } else { format!(" {}", finding.path) };
        writeln!(out, "  {mark} {}{path}\n    {}", finding.code.id, guarded(&finding.message(language), verdict))?;
        writeln!(out, "    {}: {}", words.advice, finding.code.advice(language))?;
    }
    Ok(())
}

impl Report {
    /// The report in words. The first line is the verdict.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let mut out = String::new();
        let _ = self.write(words(language), language, &mut out);
        out
    }

    fn write(&self, words: &Words, language: Language, out: &mut String) -> fmt::Result {
        writeln!(out, "{}\n", (words.verdict)(self.verdict))?;
        if let Some(statement) = &self.statement {
            let school = guarded(&statement.school, self.verdict);
            writeln!(
                out,
                "{}: {} ({school}), {} {}",
                words.archive, statement.archive, words.serial, statement.serial
            )?;
            writeln!(out, "{}: {}", words.sealed_at, statement.sealed_at)?;
        }
        if let Some(other) = self.sealed.as_ref().and_then(|seal| seal.supersedes.as_ref()) {
            let reason = guarded(other.reason.as_str(), self.verdict);
            writeln!(out, "{} {}, {}: {reason}", words.corrects, other.seal.serial, words.reason)?;
        }
        if let Some(seal) = self.seal {
            writeln!(out, "{}: sha256 {}", words.seal, seal.grouped())?;
        }
        let trust =
            self.trust_version.map_or(words.no_trust.to_owned(), |version| format!("{} {version}", words.trust));
        writeln!(out, "{}: {}, {trust}", words.as_of, self.as_of)?;
        writeln!(out, "{}: {} {}, {} byte", words.read, self.read.0, words.files, self.read.1)?;
        if !self.volumes.is_empty() {
            writeln!(out, "{}", words.volumes)?;
        }
        for volume in &self.volumes {
            let keep = match volume.keep_until {
                KeepUntil::Permanent => words.permanent.to_owned(),
                KeepUntil::Until(date) if volume.due => format!("{} {date}, {}", words.until, words.due),
                KeepUntil::Until(date) => format!("{} {date}", words.until),
            };
            let status = (words.status)(volume.status);
            writeln!(out, "  {}: {status}, {keep}, {} {}", volume.name, volume.files, words.files)?;
        }
        if !self.proved.is_empty() {
            writeln!(out, "{}", words.proved)?;
        }
        for proved in &self.proved {
            writeln!(out, "  {} ({}): {}", proved.record, proved.volume, proved.files.join(", "))?;
        }
        if !self.signers.is_empty() {
            writeln!(out, "{}", words.signers)?;
        }
        for signer in &self.signers {
            let holder = signer.holder.as_deref().map_or("?".to_owned(), |holder| guarded(holder, self.verdict));
            writeln!(out, "  {}: {holder} – {} ({})", signer.role, (words.standing)(signer.standing), signer.file)?;
        }
        writeln!(out, "{}", words.limits)?;
        write_findings(&self.findings, words, language, self.verdict, out)
    }
}

impl ChainReport {
    /// The report in words: the chain first, then each archive.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let mut out = String::new();
        let _ = self.write(words(language), language, &mut out);
        out
    }

    fn write(&self, words: &Words, language: Language, out: &mut String) -> fmt::Result {
        writeln!(out, "{}\n\n{}", (words.verdict)(self.verdict), words.chain)?;
        write_findings(&self.findings, words, language, self.verdict, out)?;
        for (dir, report) in &self.archives {
            writeln!(out, "\n{}\n{}", shown(dir), part(report, self.verdict, words, language))?;
        }
        Ok(())
    }
}

impl PackReport {
    /// The report in words: the pack first, then each archive's seal.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let mut out = String::new();
        let _ = self.write(words(language), language, &mut out);
        out
    }

    fn write(&self, words: &Words, language: Language, out: &mut String) -> fmt::Result {
        writeln!(out, "{}\n\n{}", (words.verdict)(self.verdict), words.pack)?;
        write_findings(&self.findings, words, language, self.verdict, out)?;
        // That leaves are not in a pack is no fault (FORMAT.md §16.3), so it is not told as a loss.
        let words = Words { status: words.packed, ..*words };
        self.archives.iter().try_for_each(|report| writeln!(out, "\n{}", part(report, self.verdict, &words, language)))
    }
}

/// A report inside another one. What is sound by itself may not bring the word of another verdict into it.
fn part(report: &Report, whole: Verdict, words: &Words, language: Language) -> String {
    let mut text = String::new();
    let _ = report.write(words, language, &mut text);
    if report.verdict == Verdict::Passed && whole != Verdict::Passed { text.replace("ĐẠT", "Đạt") } else { text }
}
