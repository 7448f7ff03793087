//! What lies behind a finding or an error, in both languages: the rule that was broken, what was due and what was found.
//!
//! The English sentence is the key: code says `Fault::new("…")` or `Detail::of("… {} …", …)`, and the row here has the
//! Vietnamese. A test reads the sources and holds that each sentence has its row and each row its use.

use std::fmt::{self, Display};

use crate::lines::Fault;
use crate::report::Language;

/// The facts behind a finding: a sentence of the table, and what stands in its holes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Detail {
    sentence: &'static str,
    line: usize,
    facts: Vec<String>,
}

impl Detail {
    /// A sentence in English, with `{}` for each fact.
    pub(crate) fn of(sentence: &'static str, facts: &[&dyn Display]) -> Self {
        Self { sentence, line: 0, facts: facts.iter().map(ToString::to_string).collect() }
    }

    /// A single fact that needs no words: a path, a day, a role.
    pub(crate) fn fact(fact: impl Display) -> Self {
        Self::of("{}", &[&fact])
    }

    /// Is there nothing to say beyond the finding's title?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sentence.is_empty()
    }

    /// The rule, as a stable key: the English sentence with `{}` for each fact.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.sentence
    }

    /// The line of the text that broke the rule, from 1; 0 if it is about no line.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// What stands in the sentence's holes, in their order.
    #[must_use]
    pub fn facts(&self) -> &[String] {
        &self.facts
    }

    /// In words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut text = at_line(self.line, language);
        let mut facts = self.facts.iter();
        for (at, part) in in_language(self.sentence, language).split("{}").enumerate() {
            if at > 0 {
                text.push_str(facts.next().map_or("", String::as_str));
            }
            text.push_str(part);
        }
        text
    }
}

impl Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::En))
    }
}

impl From<Fault> for Detail {
    fn from(fault: Fault) -> Self {
        Self { line: fault.line, ..Self::of(fault.rule, &[]) }
    }
}

/// The title says all.
impl From<()> for Detail {
    fn from((): ()) -> Self {
        Self::default()
    }
}

/// `line 3: `, if the line is known.
pub(crate) fn at_line(line: usize, language: Language) -> String {
    match (line, language) {
        (0, _) => String::new(),
        (line, Language::Vi) => format!("dòng {line}: "),
        (line, Language::En) => format!("line {line}: "),
    }
}

/// A sentence of the table in a language; one that the table doesn't have, as it is.
pub(crate) fn in_language(sentence: &'static str, language: Language) -> &'static str {
    let row = SENTENCES.iter().find(|[en, _]| *en == sentence);
    match (language, row) {
        (Language::Vi, Some([_, vi])) => vi,
        _ => sentence,
    }
}

/// An English sentence that is a rule of the format, as [`Fault`] writes it, in Vietnamese. For programs that carry
/// what a fault said in an error of their own.
#[must_use]
pub fn in_vietnamese(said: &str) -> Option<String> {
    let line = said.strip_prefix("line ").and_then(|rest| rest.split_once(": "));
    let (line, rule) = match line.and_then(|(line, rule)| Some((line.parse().ok()?, rule))) {
        Some((line, rule)) => (line, rule),
        None => (0, said),
    };
    let [_, vi] = SENTENCES.iter().find(|[en, _]| !en.contains("{}") && *en == rule)?;
    Some(at_line(line, Language::Vi) + vi)
}

/// Every sentence: English, Vietnamese.
pub static SENTENCES: &[[&str; 2]] = &[
    ["{}", "{}"],
    ["", ""],
    // texts and small words
    ["another field is due here", "chỗ này phải là một mục khác"],
    ["another line is due here", "chỗ này phải là một dòng khác"],
    ["nothing may follow here", "sau chỗ này không được có gì nữa"],
    ["not UTF-8", "không phải UTF-8"],
    ["the last line is not ended", "dòng cuối chưa kết thúc bằng dấu xuống dòng"],
    ["the text begins with a byte order mark", "văn bản bắt đầu bằng dấu BOM"],
    ["the text ends too early", "văn bản kết thúc quá sớm"],
    ["the text holds a control character", "văn bản có ký tự điều khiển"],
    ["the text is longer than the format allows", "văn bản dài hơn mức khuôn dạng cho phép"],
    ["the text is not UTF-8", "văn bản không phải UTF-8"],
    ["a number is written with digits", "số chỉ viết bằng chữ số"],
    [
        "a number is written with digits, without sign or leading zeros",
        "số chỉ viết bằng chữ số, không có dấu và không có số 0 ở đầu",
    ],
    ["a date is written YYYY-MM-DD", "ngày viết theo dạng NNNN-TT-NN, ví dụ 2026-06-12"],
    ["a date is written YYYY-MM-DD and a time hh:mm:ss", "ngày viết theo dạng 2026-06-12 và giờ theo dạng 09:30:00"],
    [
        "a time is written YYYY-MM-DDThh:mm:ss and then Z or an offset such as +07:00",
        "thời điểm viết theo dạng 2026-06-12T09:30:00 rồi đến Z hoặc độ lệch múi giờ như +07:00",
    ],
    ["there is no such date", "không có ngày này trong lịch"],
    ["a digest is 64 lower-case hexadecimal digits", "mã băm gồm 64 chữ số thập lục phân viết thường"],
    ["a digest must begin with sha256:", "mã băm phải bắt đầu bằng sha256:"],
    ["a fingerprint is 64 hexadecimal digits", "dấu vân tay khóa gồm 64 chữ số thập lục phân"],
    ["a text is empty or longer than 400 bytes", "đoạn chữ bị trống hoặc dài quá 400 byte"],
    ["a text begins or ends with a blank", "đoạn chữ bắt đầu hoặc kết thúc bằng dấu cách"],
    [
        "a text holds a control, invisible, combining or direction-changing character, or an odd blank",
        "đoạn chữ có ký tự điều khiển, ký tự ẩn, dấu tổ hợp rời, ký tự đổi chiều viết hoặc dấu cách lạ",
    ],
    [
        "a retention class is vinh-vien or N-nam, N from 1 to 99",
        "thời hạn lưu trữ là vinh-vien hoặc N-nam, với N từ 1 đến 99",
    ],
    ["a role is hieu_truong, van_thu, thanh_tra or so_gddt", "vai trò là hieu_truong, van_thu, thanh_tra hoặc so_gddt"],
    ["roles stand in a fixed order, each once", "các vai trò phải đúng thứ tự quy định, mỗi vai trò một lần"],
    ["roles stand in square brackets", "các vai trò phải đặt trong ngoặc vuông"],
    [
        "a school code is 1 to 32 lower-case letters, digits and hyphens, not a hyphen first",
        "mã trường gồm 1 đến 32 chữ thường không dấu, chữ số và dấu gạch nối, không bắt đầu bằng dấu gạch nối",
    ],
    [
        "an archive id is vn/PROVINCE/SCHOOL/YYYY-YYYY in lower-case letters, digits and hyphens",
        "mã bộ lưu trữ có dạng vn/TỈNH/TRƯỜNG/NĂM-NĂM, chỉ gồm chữ thường, chữ số và gạch nối",
    ],
    ["serial numbers begin at 1", "số thứ tự niêm phong bắt đầu từ 1"],
    ["a serial number is too large", "số thứ tự niêm phong quá lớn"],
    ["no serial number is left", "đã hết số thứ tự niêm phong"],
    // paths
    ["a path has an empty segment", "đường dẫn có một đoạn trống"],
    [
        "a segment of a path begins with a lower-case letter or a digit",
        "mỗi đoạn của đường dẫn phải bắt đầu bằng chữ thường không dấu hoặc chữ số",
    ],
    [
        "a path holds a character other than a-z, 0-9, dot, underscore and hyphen",
        "đường dẫn có ký tự ngoài a-z, 0-9, dấu chấm, gạch dưới và gạch nối",
    ],
    ["a segment of a path ends with a dot", "một đoạn của đường dẫn kết thúc bằng dấu chấm"],
    ["a segment of a path is a device name", "một đoạn của đường dẫn là tên thiết bị của Windows"],
    ["a path is longer than 180 characters", "đường dẫn dài quá 180 ký tự"],
    ["a path is deeper than 12 segments", "đường dẫn sâu quá 12 cấp"],
    // the seal
    ["a seal is named by serial and digest", "một niêm phong được nêu bằng số thứ tự và mã băm"],
    ["an earlier seal has a lower serial", "niêm phong trước phải có số thứ tự nhỏ hơn"],
    ["a correction names both a seal and a reason", "việc đính chính phải nêu cả niêm phong được đính chính và lý do"],
    [
        "the first seal has none before it, and every other has one",
        "niêm phong đầu tiên không có niêm phong trước, các niêm phong sau đều phải có",
    ],
    ["a volume line holds other fields, or in another order", "dòng của tập có mục khác hoặc sai thứ tự"],
    ["nothing may follow on a volume line", "cuối dòng của tập không được có gì nữa"],
    ["vinh-vien is kept permanently, and nothing else is", "tập vinh-vien và chỉ tập đó được giữ vĩnh viễn"],
    ["volumes stand the longest kept first, each once", "các tập xếp từ thời hạn dài nhất, mỗi tập một lần"],
    ["a volume is kept for fewer years than its class says", "một tập được giữ ít năm hơn thời hạn ghi ở tên tập"],
    ["the root line holds files=, bytes= and a digest", "dòng root gồm files=, bytes= và một mã băm"],
    ["the seal is not in its one form", "tệp niêm phong không viết đúng một dạng duy nhất được phép"],
    ["the seal would not read back", "niêm phong ghi ra sẽ không đọc lại được"],
    // manifests, limits
    ["a line is a digest, two blanks and a path", "mỗi dòng gồm mã băm, hai dấu cách và đường dẫn"],
    ["paths are not sorted, each once", "các đường dẫn không xếp thứ tự hoặc có đường dẫn ghi hai lần"],
    ["a manifest names a path twice", "bảng kê ghi một đường dẫn hai lần"],
    ["a manifest names a path both as a file and as a folder", "bảng kê ghi một đường dẫn vừa là tệp vừa là thư mục"],
    ["a manifest names more files than the format allows", "bảng kê ghi nhiều tệp hơn mức khuôn dạng cho phép"],
    ["the manifests name more than {} files", "các bảng kê ghi hơn {} tệp"],
    ["more than {} files and folders", "hơn {} tệp và thư mục"],
    ["bytes {} to {} of the container can't be made out", "không đọc ra được byte {} đến {} của tệp sao mã hóa"],
    ["the bytes at its place can't be made out", "không đọc ra được nội dung ở chỗ của tệp này trong tệp sao mã hóa"],
    ["there is more than one of this name", "có nhiều hơn một tệp mang tên này"],
    ["this kind of file may not be so large", "loại tệp này không được lớn như vậy"],
    [
        "larger than the seal counts for all files of the manifest",
        "lớn hơn dung lượng mà niêm phong ghi cho mọi tệp của bảng kê",
    ],
    ["sealed {}, found {}", "khi niêm phong {}, nay thấy {}"],
    ["files: sealed {}, found {}", "số tệp: khi niêm phong {}, nay thấy {}"],
    ["bytes: sealed {}, found {}", "số byte: khi niêm phong {}, nay thấy {}"],
    ["{} files were not read", "{} tệp chưa được đọc"],
    // records and leaves
    ["the seed is empty", "hạt giống bị trống"],
    ["a seed is 64 lower-case hexadecimal digits", "hạt giống gồm 64 chữ số thập lục phân viết thường"],
    ["a line is an index, a record id, a leaf hash and a path", "mỗi dòng gồm số thứ tự, mã hồ sơ, mã lá và đường dẫn"],
    [
        "records are not sorted by id, or an id or path is there twice",
        "hồ sơ không xếp theo mã, hoặc có mã hay đường dẫn ghi hai lần",
    ],
    [
        "a record's file ends in .json and lies in data/, outside data/tep/",
        "tệp hồ sơ phải có đuôi .json và nằm trong data/, ngoài data/tep/",
    ],
    ["a record id is longer than 100 characters", "mã hồ sơ dài quá 100 ký tự"],
    ["a record has a field of its own called _id or _salt", "hồ sơ có mục riêng tên _id hoặc _salt"],
    ["a record holds a key twice", "hồ sơ có một mục ghi hai lần"],
    ["a record is larger than the format allows", "hồ sơ lớn hơn mức khuôn dạng cho phép"],
    ["a record is nested deeper than 32", "hồ sơ lồng sâu quá 32 cấp"],
    ["a record is not UTF-8", "hồ sơ không phải UTF-8"],
    [
        "a record is not canonical JSON of strings (RFC 8785)",
        "hồ sơ không phải JSON chuẩn tắc chỉ gồm chuỗi (RFC 8785)",
    ],
    ["the manifest does not name it", "bảng kê không ghi tệp này"],
    ["sealed {} {}, found {} {}", "khi niêm phong {} {}, nay thấy {} {}"],
    ["listed {}, found {}", "danh sách ghi {}, nay thấy {}"],
    // signatures, keys, the trust file
    [
        "evidence/ holds seal.txt.ROLE.minisig, bien-ban.pdf and bien-ban.pdf.ROLE.minisig only",
        "evidence/ chỉ chứa seal.txt.VAI_TRÒ.minisig, bien-ban.pdf và bien-ban.pdf.VAI_TRÒ.minisig",
    ],
    [
        "disposals/ holds VOLUME.txt and VOLUME.txt.ROLE.minisig only",
        "disposals/ chỉ chứa TẬP.txt và TẬP.txt.VAI_TRÒ.minisig",
    ],
    [
        "a signature is 74 bytes in base64, in its one spelling",
        "chữ ký là 74 byte viết bằng base64, đúng một cách viết",
    ],
    [
        "a global signature is 64 bytes in base64, in its one spelling",
        "chữ ký toàn bộ là 64 byte viết bằng base64, đúng một cách viết",
    ],
    ["only prehashed signatures (ED) are accepted", "chỉ nhận chữ ký băm trước (ED)"],
    ["a trusted comment is printable ASCII", "chú thích tin cậy chỉ gồm ký tự ASCII in được"],
    ["a public key is the 56 characters of a minisign key", "khóa công khai là 56 ký tự của một khóa minisign"],
    [
        "a public key is a weak or badly encoded point of the curve",
        "khóa công khai là điểm yếu hoặc mã hóa sai trên đường cong",
    ],
    ["due: {}", "phải là: {}"],
    ["given for {}", "được cấp cho {}"],
    ["{} against {}", "{} so với {}"],
    ["compromised since {}", "bị lộ từ ngày {}"],
    ["{} is not in {} to {}", "{} không nằm trong khoảng {} đến {}"],
    ["expired {}", "hết hạn ngày {}"],
    ["on paper {}", "trên giấy {}"],
    ["on paper {}, found {}", "trên giấy {}, nay thấy {}"],
    ["serial {}", "số thứ tự {}"],
    ["{} serial {}", "{} số thứ tự {}"],
    ["serial {}, asked for {}", "số thứ tự {}, yêu cầu từ {}"],
    ["no readable seal, asked for serial {}", "không có niêm phong đọc được, yêu cầu số thứ tự từ {}"],
    ["version {}", "phiên bản {}"],
    ["{} of its roots must sign", "phải có {} khóa gốc của tệp ký"],
    ["no fingerprint was given", "chưa gõ dấu vân tay khóa gốc"],
    ["{} to {}", "từ {} đến {}"],
    ["versions begin at 1", "phiên bản bắt đầu từ 1"],
    ["a list is [] or stands on the lines below", "danh sách là [] hoặc viết ở các dòng bên dưới"],
    [
        "a text stands in double quotes, without quotes or backslashes in it",
        "đoạn chữ đặt trong dấu nháy kép, bên trong không có nháy kép hay gạch chéo ngược",
    ],
    ["a key stands there twice", "một khóa được ghi hai lần"],
    ["a key's validity ends before it begins", "hiệu lực của khóa kết thúc trước khi bắt đầu"],
    ["a key is revoked before it was compromised", "khóa bị thu hồi trước ngày bị lộ"],
    ["a paper seal stands there twice", "một niêm phong trên giấy được ghi hai lần"],
    [
        "a policy names an archive id, or its beginning and *",
        "quy định phải nêu mã bộ lưu trữ, hoặc phần đầu mã và dấu *",
    ],
    [
        "a threshold is at least 1 and at most the number of roles",
        "số chữ ký cần có ít nhất là 1 và nhiều nhất bằng số vai trò",
    ],
    [
        "there are 1 to 9 root keys, and the threshold is at most their number",
        "có từ 1 đến 9 khóa gốc, và số chữ ký cần có không quá số khóa đó",
    ],
    ["the file expires before it is issued", "tệp hết hạn trước ngày ban hành"],
    ["the trust file would not read back", "tệp tin cậy ghi ra sẽ không đọc lại được"],
    // destruction, chains, proofs
    ["{}, to be kept until {}", "{}, phải giữ đến hết ngày {}"],
    ["destroyed on {}, by decision {} ({})", "hủy ngày {}, theo quyết định {} ({})"],
    ["{} after {}", "{} đứng sau {}"],
    ["serial {} is not here", "không có niêm phong số {} ở đây"],
    ["named {}, found {}", "niêm phong sau ghi {}, nay thấy {}"],
    ["a path is longer than any tree's", "đường dẫn chứng minh dài hơn mọi cây có thể có"],
    ["signatures stand in the order of the roles, each once", "chữ ký xếp theo thứ tự vai trò, mỗi vai trò một lần"],
    ["the path does not lead to the root in the seal", "đường dẫn chứng minh không dẫn tới gốc cây trong niêm phong"],
    ["the proof would not read back", "bản chứng minh ghi ra sẽ không đọc lại được"],
    ["the record carries another id", "hồ sơ mang mã khác"],
    ["archives stand in order of id and serial, each once", "các kho xếp theo mã và số niêm phong, mỗi kho một lần"],
    ["a pack holds at least one archive", "gói phải có ít nhất một bộ lưu trữ"],
    ["the pack would be written in another way", "gói phải được viết theo đúng một cách"],
    ["a volume and a number of lines are due here", "chỗ này phải là tên tập và số dòng"],
    ["volumes stand in their order, each once", "các tập xếp theo thứ tự, mỗi tập một lần"],
    ["the seal has no such volume", "niêm phong không có tập này"],
    // extracts, prints
    ["the proof is of another record than its folder says", "bản chứng minh thuộc hồ sơ khác với tên thư mục"],
    ["the proof repeats another seal than seal/seal.txt", "bản chứng minh chép niêm phong khác với seal/seal.txt"],
    [
        "the proof repeats other signatures than those in evidence/",
        "bản chứng minh chép chữ ký khác với các chữ ký trong evidence/",
    ],
    ["the print does not lead to the sealed root of prints", "bản in không dẫn tới gốc cây bản in đã niêm phong"],
    ["the volumes are not those of the seal", "các tập không đúng là các tập trong niêm phong"],
    ["{}: sealed {}, the manifest's prints have {}", "{}: khi niêm phong {}, các bản in trong bảng kê cho {}"],
    ["a line is a volume and a digest", "mỗi dòng gồm một tập và một mã băm"],
    ["volumes stand in the order of the seal, each once", "các tập xếp theo thứ tự trong niêm phong, mỗi tập một lần"],
    ["a salt is 32 lower-case hexadecimal digits", "muối gồm 32 chữ số thập lục phân viết thường"],
];
