//! Findings: facts about an archive that a verdict rests on. One table holds them all; a test ties each row to its
//! clause in FORMAT.md and to a vector.

use crate::report::Language;
use crate::sentences::Detail;

/// What a finding does to the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The archive is not what was sealed, or the seal contradicts what is known.
    Failed,
    /// Something that the verdict needs could not be established.
    Undetermined,
    /// Worth knowing; the verdict does not change.
    Note,
}

impl Severity {
    /// The word in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Undetermined => "undetermined",
            Self::Note => "note",
        }
    }
}

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `V005`: stable, never used for anything else.
    pub id: &'static str,
    /// What it does to the verdict.
    pub severity: Severity,
    /// The clause of FORMAT.md that it rests on.
    pub clause: &'static str,
    vi: [&'static str; 2],
    en: [&'static str; 2],
}

impl Code {
    /// What is the matter.
    #[must_use]
    pub fn title(&self, language: Language) -> &'static str {
        match language {
            Language::Vi => self.vi[0],
            Language::En => self.en[0],
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self, language: Language) -> &'static str {
        match language {
            Language::Vi => self.vi[1],
            Language::En => self.en[1],
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its row.
    pub code: &'static Code,
    /// Where: a path from the archive's folder, printable ASCII; empty for the whole archive.
    pub path: String,
    /// The facts: digests, dates, the rule that was broken.
    pub detail: Detail,
}

impl Finding {
    /// The title, and the facts behind a colon.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let title = self.code.title(language);
        if self.detail.is_empty() { title.to_owned() } else { format!("{title}: {}", self.detail.text(language)) }
    }
}

/// Where findings are put as they are found.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    pub(crate) fn add(&mut self, code: &'static Code, path: &str, detail: impl Into<Detail>) {
        // Whatever a file name holds, the report shows printable ASCII.
        let path = if path.bytes().all(|b| (b' '..=b'~').contains(&b)) {
            path.to_owned()
        } else {
            path.escape_default().to_string()
        };
        self.list.push(Finding { code, path, detail: detail.into() });
    }

    pub(crate) fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    pub(crate) fn list(&self) -> &[Finding] {
        &self.list
    }

    pub(crate) fn has(&self, severity: Severity) -> bool {
        self.list.iter().any(|finding| finding.code.severity == severity)
    }

    /// Did something fail at this very path?
    pub(crate) fn failed_at(&self, path: &str) -> bool {
        self.list.iter().any(|finding| finding.path == path && finding.code.severity == Severity::Failed)
    }

    /// Sorted by path, code, facts; each once.
    pub(crate) fn sorted(mut self) -> Vec<Finding> {
        self.list.sort_by(|a, b| (&a.path, a.code.id, &a.detail).cmp(&(&b.path, b.code.id, &b.detail)));
        self.list.dedup();
        self.list
    }
}

macro_rules! table {
    ($($name:ident $id:literal $severity:ident $clause:literal
        $vi:literal, $vi_advice:expr; $en:literal, $en_advice:expr;)*) => {
        $(#[doc = concat!("`", $id, "`: ", $en, ".")]
        pub static $name: Code = Code {
            id: $id, severity: Severity::$severity, clause: $clause, vi: [$vi, $vi_advice], en: [$en, $en_advice],
        };)*
        /// Every row, in order.
        pub static TABLE: &[&Code] = &[$(&$name),*];
    };
}

const COPY_VI: &str =
    "Đừng dùng bản này làm căn cứ. Kiểm tra bản sao còn lại (USB, ổ cứng khác) và so mã niêm phong với biên bản giấy.";
const COPY_EN: &str =
    "Do not rely on this copy. Check the other copy and compare the seal's digest with the paper minutes.";
const BUILDER_VI: &str =
    "Lỗi của phần mềm tạo bộ lưu trữ, hoặc có người làm giả: giữ nguyên bản này và báo cho bên cung cấp phần mềm.";
const BUILDER_EN: &str =
    "The program that built the archive is at fault, or this is a forgery: keep the copy as it is and report it.";
const REMOVE_VI: &str = "Chép tệp lạ ra nơi khác để xem xét rồi xóa khỏi bộ lưu trữ, sau đó kiểm tra lại.";
const REMOVE_EN: &str = "Move the stray file out of the archive, look at it, and verify again.";
const SIGN_VI: &str =
    "Lấy lại tệp chữ ký gốc từ bản sao khác; nếu không có, người giữ khóa phải ký lại sau khi đối chiếu biên bản giấy.";
const SIGN_EN: &str =
    "Take the signature file from another copy; else the holder signs again after comparing the paper minutes.";
const ASK_VI: &str =
    "Hỏi cơ quan cấp tệp tin cậy (Sở GDĐT); đối chiếu mã niêm phong với biên bản giấy có chữ ký và dấu.";
const ASK_EN: &str =
    "Ask the office that issues the trust file; compare the seal's digest with the signed and stamped paper minutes.";
const TRUST_VI: &str =
    "Xin lại tệp tin cậy còn hiệu lực cùng tệp chữ ký của nó, và gõ dấu vân tay khóa gốc từ bản giấy.";
const TRUST_EN: &str = "Get the current trust file with its signature, and type the root's fingerprint from paper.";
const DISPOSAL_VI: &str =
    "Đối chiếu hồ sơ hủy tài liệu (quyết định, biên bản hủy) và khôi phục tập từ bản sao nếu việc hủy không đúng.";
const DISPOSAL_EN: &str =
    "Compare the disposal file (decision, minutes), and restore the volume from a copy if its destruction was wrong.";
const CHAIN_VI: &str = "Tìm đủ các bộ lưu trữ của trường theo số thứ tự niêm phong và kiểm tra lại cả chuỗi.";
const CHAIN_EN: &str = "Find every archive of the school by serial number and verify the whole chain again.";
const NONE_VI: &str = "Không cần làm gì.";
const NONE_EN: &str = "Nothing needs to be done.";

table! {
    PATH_REFUSED "V001" Failed "4.1"
        "Tên tệp hoặc thư mục không được phép", REMOVE_VI; "a name that the format does not allow", REMOVE_EN;
    NOT_REGULAR "V002" Failed "4.2"
        "Không phải tệp thường (liên kết, thiết bị)", REMOVE_VI; "not a regular file (a link, a device)", REMOVE_EN;
    EXTRA "V003" Failed "4.4"
        "Tệp lạ, không có trong niêm phong", REMOVE_VI; "a file that is not sealed", REMOVE_EN;
    MISSING "V004" Failed "4.4"
        "Thiếu tệp đã niêm phong", COPY_VI; "a sealed file is missing", COPY_EN;
    CHANGED "V005" Failed "4.5"
        "Nội dung tệp đã bị thay đổi", COPY_VI; "the file is not as it was sealed", COPY_EN;
    LITTER "V006" Note "4.6"
        "Tệp rác do hệ điều hành tạo ra, không thuộc bộ lưu trữ", "Có thể xóa tệp này."; "left by the operating system, not part of the archive", "The file can be deleted.";
    EXTRA_FOLDER "V007" Failed "4.4"
        "Thư mục rỗng hoặc lạ", REMOVE_VI; "an empty or unknown folder", REMOVE_EN;
    LIMIT "V008" Failed "4.7"
        "Vượt giới hạn kích thước hoặc số lượng", COPY_VI; "larger or more than the format allows", COPY_EN;
    SWAPPED "V009" Failed "4.3"
        "Tệp bị thay đổi trong khi đang kiểm tra", "Đóng các chương trình khác và kiểm tra lại."; "the file changed while it was being read", "Close other programs and verify again.";
    HARD_LINK "V010" Note "4.2"
        "Tệp có nhiều tên (liên kết cứng)", NONE_VI; "the file has more than one name (hard link)", NONE_EN;

    SEAL_MISSING "V101" Failed "5.1"
        "Không có tệp niêm phong seal/seal.txt", COPY_VI; "there is no seal/seal.txt", COPY_EN;
    SEAL_MALFORMED "V102" Failed "5.2"
        "Tệp niêm phong sai khuôn dạng", COPY_VI; "the seal is not in the form that the format demands", COPY_EN;
    SEAL_UNKNOWN_VERSION "V103" Undetermined "5.3"
        "Niêm phong theo phiên bản mà chương trình này chưa biết", "Dùng niemphong-verify mới hơn."; "a seal of a version that this program does not know", "Use a newer niemphong-verify.";
    EXPECTED_SEAL_DIFFERS "V104" Failed "5.4"
        "Mã niêm phong khác mã trên biên bản giấy", COPY_VI; "the seal is not the one on the paper", COPY_EN;
    MANIFEST_MALFORMED "V110" Failed "6.1"
        "Bảng kê sai khuôn dạng", COPY_VI; "a manifest is not in the form that the format demands", COPY_EN;
    MANIFEST_SCOPE "V111" Failed "6.2"
        "Bảng kê ghi tệp ngoài phạm vi của nó", BUILDER_VI; "a manifest names a file that is not its own", BUILDER_EN;
    COUNT_DIFFERS "V112" Failed "6.3"
        "Số tệp hoặc dung lượng khác con số trong niêm phong", BUILDER_VI; "number or size of files differ from the seal", BUILDER_EN;
    BAG_TEXT "V113" Failed "6.4"
        "Tệp mô tả của tập (BagIt) sai nội dung", BUILDER_VI; "a tag file of the volume does not say what it must", BUILDER_EN;
    VOLUME_MISSING "V120" Failed "6.5"
        "Thiếu cả một tập và không có hồ sơ hủy", DISPOSAL_VI; "a whole volume is missing and no disposal explains it", DISPOSAL_EN;

    LEAVES_MALFORMED "V201" Failed "7.1"
        "Danh sách hồ sơ (lá) hoặc hạt giống của tập sai khuôn dạng", BUILDER_VI; "the volume's seed or list of leaves is malformed", BUILDER_EN;
    RECORD_NOT_CANONICAL "V202" Failed "7.2"
        "Bản gốc của hồ sơ không ở dạng chuẩn", BUILDER_VI; "a record is not in canonical form", BUILDER_EN;
    LEAF_DIFFERS "V203" Failed "7.3"
        "Mã lá của hồ sơ không khớp danh sách", BUILDER_VI; "a record's leaf hash differs from the list", BUILDER_EN;
    LEAVES_ROOT_DIFFERS "V204" Failed "7.4"
        "Gốc cây hồ sơ không khớp niêm phong", COPY_VI; "number or root of the leaves differ from the seal", COPY_EN;
    SALT_DIFFERS "V205" Failed "7.2"
        "Mã hoặc muối của hồ sơ không khớp", BUILDER_VI; "a record's id or salt is not the one it must carry", BUILDER_EN;
    RECORD_UNLISTED "V206" Failed "7.3"
        "Hồ sơ và danh sách hồ sơ không khớp nhau", BUILDER_VI; "records and the list of leaves name different files", BUILDER_EN;
    PRINTS_DIFFER "V207" Failed "7.6"
        "Gốc cây bản in không khớp các bản in đã niêm phong", BUILDER_VI; "the roots of prints are not those of the sealed prints", BUILDER_EN;

    EVIDENCE_UNKNOWN "V301" Failed "8.1"
        "Tệp lạ trong evidence/ hoặc disposals/", REMOVE_VI; "a file in evidence/ or disposals/ that the format does not know", REMOVE_EN;
    SIGNATURE_MALFORMED "V302" Failed "8.2"
        "Tệp chữ ký sai khuôn dạng", SIGN_VI; "a signature file is not in the form that the format demands", SIGN_EN;
    COMMENT_DIFFERS "V303" Failed "8.3"
        "Chữ ký thuộc về niêm phong, vai trò hoặc mục đích khác", SIGN_VI; "a signature made for another seal, role or purpose", SIGN_EN;
    SIGNATURE_BAD "V304" Failed "8.4"
        "Chữ ký không khớp với khóa đã biết", SIGN_VI; "a signature that a known key did not make over this file", SIGN_EN;
    KEY_UNKNOWN "V305" Note "8.5"
        "Chữ ký của một khóa không có trong tệp tin cậy; không được tính", ASK_VI; "a signature by a key that the trust file does not have; not counted", ASK_EN;
    KEY_ROLE "V306" Failed "8.5"
        "Khóa được cấp cho vai trò khác", ASK_VI; "a key that was given for another role", ASK_EN;
    ROLE_NOT_ESTABLISHED "V307" Undetermined "9.6"
        "Chưa xác lập được ai đã ký với vai trò này", ASK_VI; "who signed in this role is not established", ASK_EN;
    ROLE_MISSING "V308" Failed "9.6"
        "Thiếu chữ ký của vai trò bắt buộc", SIGN_VI; "a required role has not signed", SIGN_EN;
    SAME_HOLDER "V309" Failed "9.6"
        "Một người ký thay hai vai trò", ASK_VI; "one holder signed in two roles", ASK_EN;
    KEY_SCHOOL "V310" Failed "8.5"
        "Khóa được cấp cho trường khác", ASK_VI; "a key that was given for another school", ASK_EN;
    KEY_OUTSIDE_VALIDITY "V311" Undetermined "9.5"
        "Ngày niêm phong nằm ngoài thời hạn hiệu lực của khóa", ASK_VI; "the claimed day lies outside the key's validity", ASK_EN;
    KEY_EXPIRED "V312" Undetermined "9.5"
        "Khóa đã hết hạn và không có chứng cứ là chữ ký có trước đó", ASK_VI; "the key has expired and nothing outside shows that the signature is older", ASK_EN;
    KEY_REVOKED "V313" Undetermined "9.5"
        "Khóa đã bị thu hồi và không có chứng cứ là chữ ký có trước khi lộ khóa", ASK_VI; "the key is revoked and nothing outside shows that the signature is older", ASK_EN;
    SIGNED_AFTER_COMPROMISE "V314" Failed "9.5"
        "Chữ ký đề ngày sau khi khóa bị lộ", ASK_VI; "a signature dated after the key was compromised", ASK_EN;
    MINUTES_UNSIGNED "V315" Undetermined "8.6"
        "Biên bản niêm phong chưa có chữ ký của người đã ký niêm phong", SIGN_VI; "the sealing minutes lack a signature of someone who signed the seal", SIGN_EN;
    MINUTES_MALFORMED "V316" Failed "8.6"
        "Biên bản niêm phong không phải tệp PDF nguyên vẹn", SIGN_VI; "the sealing minutes are not a whole PDF file", SIGN_EN;
    SEALED_IN_FUTURE "V320" Undetermined "9.5"
        "Ngày niêm phong ở sau ngày kiểm tra", "Kiểm tra lại ngày giờ của máy."; "the seal is dated after the day of this check", "Check the computer's clock.";

    NO_TRUST "V401" Undetermined "9.1"
        "Không có tệp tin cậy từ bên ngoài: chưa biết ai niêm phong", TRUST_VI; "no trust file from outside was given: who sealed is not established", TRUST_EN;
    TRUST_MALFORMED "V402" Undetermined "9.2"
        "Tệp tin cậy sai khuôn dạng", TRUST_VI; "the trust file is not in the form that the format demands", TRUST_EN;
    TRUST_UNSIGNED "V403" Undetermined "9.3"
        "Tệp tin cậy không có đủ chữ ký hợp lệ của khóa gốc", TRUST_VI; "the trust file lacks good signatures of its roots", TRUST_EN;
    TRUST_ROOT_DIFFERS "V404" Undetermined "9.3"
        "Khóa gốc của tệp tin cậy không phải khóa ghi trên giấy", TRUST_VI; "the trust file is not signed by the root on the paper", TRUST_EN;
    TRUST_NOT_CURRENT "V405" Undetermined "9.4"
        "Tệp tin cậy đã hết hạn hoặc chưa có hiệu lực", TRUST_VI; "the trust file has expired or is not yet in force", TRUST_EN;
    TRUST_OLD "V406" Undetermined "9.4"
        "Tệp tin cậy cũ hơn phiên bản yêu cầu", TRUST_VI; "the trust file is older than the version asked for", TRUST_EN;
    TRUST_INSIDE "V407" Undetermined "9.1"
        "Tệp tin cậy nằm trong chính bộ lưu trữ nên không được dùng", TRUST_VI; "the trust file lies inside the archive and is not used", TRUST_EN;
    NO_POLICY "V408" Undetermined "9.6"
        "Tệp tin cậy không có quy định cho bộ lưu trữ này", ASK_VI; "the trust file has no policy for this archive", ASK_EN;
    TRUST_HISTORY "V409" Undetermined "9.3"
        "Chuỗi thay khóa gốc của tệp tin cậy bị đứt", TRUST_VI; "the chain of trust files is broken", TRUST_EN;
    PAPER_SEAL_DIFFERS "V410" Failed "9.7"
        "Niêm phong khác bản giấy mà Sở đang giữ", COPY_VI; "the department holds paper of another seal with this serial", COPY_EN;
    NEWER_SEAL_KNOWN "V411" Failed "9.7"
        "Đã có niêm phong mới hơn cho bộ lưu trữ này", CHAIN_VI; "a newer seal of this archive is known on paper", CHAIN_EN;
    SERIAL_TOO_LOW "V412" Failed "9.7"
        "Số thứ tự niêm phong thấp hơn mức yêu cầu", CHAIN_VI; "the serial is lower than asked for", CHAIN_EN;
    NO_INDEPENDENT_PROOF "V413" Note "9.7"
        "Không có chứng cứ độc lập ngoài chữ ký của trường về thời điểm niêm phong", ASK_VI; "nothing but the school's own signatures shows when this was sealed", ASK_EN;
    PAPER_CONTRADICTS "V414" Failed "9.7"
        "Mâu thuẫn với bản giấy của niêm phong khác cùng trường mà Sở đang giữ", CHAIN_VI; "contradicts paper of another seal of the school that the department holds", CHAIN_EN;

    DISPOSAL_MALFORMED "V501" Failed "10.1"
        "Giấy xác nhận hủy sai khuôn dạng", DISPOSAL_VI; "a disposal statement is not in the form that the format demands", DISPOSAL_EN;
    DISPOSAL_DIFFERS "V502" Failed "10.2"
        "Giấy xác nhận hủy không khớp niêm phong", DISPOSAL_VI; "a disposal statement does not fit the seal", DISPOSAL_EN;
    DISPOSAL_TOO_EARLY "V503" Failed "10.3"
        "Hủy trước khi hết thời hạn lưu trữ", DISPOSAL_VI; "destroyed before the end of its term", DISPOSAL_EN;
    DISPOSAL_PERMANENT "V504" Failed "10.3"
        "Hủy tài liệu phải lưu trữ vĩnh viễn", DISPOSAL_VI; "destroyed though it is to be kept for ever", DISPOSAL_EN;
    DISPOSAL_HELD "V505" Failed "10.3"
        "Hủy trong khi có lệnh giữ lại", DISPOSAL_VI; "destroyed while an order forbade it", DISPOSAL_EN;
    DISPOSAL_UNSIGNED "V506" Failed "10.4"
        "Giấy xác nhận hủy thiếu chữ ký bắt buộc", DISPOSAL_VI; "a disposal statement lacks a required signature", DISPOSAL_EN;
    DISPOSAL_PARTIAL "V507" Failed "10.2"
        "Có giấy xác nhận hủy nhưng tập vẫn còn tệp", DISPOSAL_VI; "a disposal statement for a volume that still has files", DISPOSAL_EN;
    VOLUME_DESTROYED "V508" Note "10.5"
        "Tập đã được hủy theo quy định", NONE_VI; "the volume was lawfully destroyed", NONE_EN;
    DISPOSAL_NOT_ESTABLISHED "V509" Undetermined "10.4"
        "Chưa xác lập được ai đã ký giấy xác nhận hủy", ASK_VI; "who signed the disposal statement is not established", ASK_EN;
    DISPOSAL_IN_FUTURE "V510" Failed "10.3"
        "Ngày hủy ở sau ngày kiểm tra", DISPOSAL_VI; "destroyed on a day after this check", DISPOSAL_EN;
    DISPOSAL_BEFORE_HOLD "V511" Undetermined "10.3"
        "Đã có lệnh giữ lại, và không có chứng cứ bên ngoài là tập được hủy trước lệnh đó", ASK_VI; "an order forbade it later, and nothing outside shows that it was destroyed before", ASK_EN;

    CHAIN_GAP "V601" Failed "11.1"
        "Thiếu một bộ lưu trữ trong chuỗi", CHAIN_VI; "an archive of the chain is missing", CHAIN_EN;
    CHAIN_REPLACED "V602" Failed "11.1"
        "Bộ lưu trữ trước đã bị thay bằng bản khác", CHAIN_VI; "the archive before is not the one that this seal names", CHAIN_EN;
    CHAIN_FORK "V603" Failed "11.1"
        "Hai niêm phong khác nhau mang cùng số thứ tự", CHAIN_VI; "two archives carry the same serial", CHAIN_EN;
    CHAIN_OTHER_SCHOOL "V604" Failed "11.1"
        "Bộ lưu trữ của trường khác", CHAIN_VI; "an archive of another school", CHAIN_EN;
    CHAIN_ORDER "V605" Failed "11.2"
        "Thứ tự năm học hoặc thời điểm niêm phong đi lùi", CHAIN_VI; "school years or sealing times run backwards", CHAIN_EN;
    CHAIN_STARTS_LATE "V606" Note "11.3"
        "Chuỗi không bắt đầu từ niêm phong đầu tiên", CHAIN_VI; "the chain does not begin at the first seal", CHAIN_EN;
    SUPERSEDED "V607" Note "11.4"
        "Được thay bằng bản đính chính có số thứ tự cao hơn", "Dùng bản đính chính; giữ cả hai bản."; "corrected by a seal with a higher serial", "Use the correction; keep both.";

    PROOF_MALFORMED "V701" Failed "12.1"
        "Tệp trích chứng minh sai khuôn dạng", COPY_VI; "the proof is not in the form that the format demands", COPY_EN;
    PROOF_FAILS "V702" Failed "12.2"
        "Hồ sơ trích không thuộc niêm phong này", COPY_VI; "the record does not belong to the seal", COPY_EN;
    PACK_MALFORMED "V703" Failed "16.2"
        "Gói niêm phong sai khuôn dạng", COPY_VI; "the seal pack is not in the form that the format demands", COPY_EN;

    NOT_HASHED "V801" Undetermined "13.3"
        "Kiểm tra nhanh: chưa đọc nội dung các tệp", "Chạy lại không có --quick."; "quick check: the contents of the files were not read", "Run again without --quick.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_whole_and_stand_in_order() {
        assert!(TABLE.is_sorted_by(|a, b| a.id < b.id));
        for code in TABLE {
            assert!(code.id.len() == 4 && code.id.starts_with('V'), "{}", code.id);
            for language in [Language::Vi, Language::En] {
                let (title, advice) = (code.title(language), code.advice(language));
                assert!(!title.is_empty() && !title.ends_with('.') && advice.ends_with('.'), "{}", code.id);
                assert!(!title.to_uppercase().contains("ĐẠT") && !advice.to_uppercase().contains("ĐẠT"), "{}", code.id);
            }
        }
    }
}
