//! The table of findings. A test ties each row to its words, its clause and its fixture.

use super::finding::{Code, Severity};

macro_rules! table {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident;)*) => {
        $($(#[$doc])* pub const $name: Code = Code { name: $code, severity: Severity::$severity };)*
        /// Every row, in order.
        pub const TABLE: &[Code] = &[$($name),*];
    };
}

table! {
    /// The file is not YAML.
    NOT_YAML = "C001", Error;
    /// Aliases multiply beyond the budget.
    ALIAS_BOMB = "C002", Error;
    /// Bytes that are not UTF-8.
    NOT_UTF8 = "C003", Error;
    /// Larger than the limit.
    TOO_LARGE = "C004", Error;
    /// A link in the export.
    LINK = "C005", Error;
    /// A device, pipe or socket.
    SPECIAL_FILE = "C006", Error;
    /// The same key twice.
    DUPLICATE_KEY = "C007", Error;
    /// Markdown without front matter.
    NO_FRONT_MATTER = "C008", Error;
    /// No `loai`, or one the catalogue does not have.
    UNKNOWN_KIND = "C009", Error;
    /// A file that must be there once is missing.
    SUPPORT_MISSING = "C010", Error;
    /// A file that must be there once is there again.
    SUPPORT_TWICE = "C011", Error;
    /// A file name that is not UTF-8 or holds control characters.
    BAD_NAME = "C012", Error;
    /// More files than an export may hold.
    TOO_MANY_FILES = "C013", Error;
    /// The system would not let it be read.
    UNREADABLE = "C014", Error;
    /// `loai` is of the other shape: YAML where Markdown is due, or the other way round.
    WRONG_SHAPE = "C015", Error;
    /// A file of another school year than the export's.
    OTHER_YEAR = "C016", Error;

    /// Another type than the form wants.
    WRONG_TYPE = "C101", Error;
    /// A field that must be there is not.
    MISSING_FIELD = "C102", Error;
    /// A key that the form does not have.
    UNKNOWN_KEY = "C103", Error;
    /// A value that is not in the list.
    NOT_IN_LIST = "C104", Error;
    /// A text of another shape than the form wants.
    BAD_SHAPE = "C105", Error;
    /// A number outside its range.
    OUT_OF_RANGE = "C106", Error;
    /// A text too long or too short.
    BAD_LENGTH = "C107", Error;
    /// Too few or too many items, or the same one twice.
    BAD_COUNT = "C108", Error;
    /// No day of the calendar.
    BAD_DATE = "C109", Error;
    /// A code written as a number: leading zeros are lost.
    CODE_AS_NUMBER = "C110", Error;
    /// Any other rule of the schema.
    SCHEMA_RULE = "C111", Error;

    /// Text that is not in normal form C.
    NOT_NFC = "C201", Error;
    /// Control characters.
    CONTROL_CHARACTER = "C202", Error;
    /// Characters that turn or hide the text around them.
    HIDDEN_CHARACTER = "C203", Error;
    /// Markdown that the archive does not take.
    BAD_MARKDOWN = "C204", Error;
    /// The Icelandic letter Ð where Đ is meant.
    ICELANDIC_ETH = "C205", Error;
    /// A letter that the archive's font does not have.
    NO_GLYPH = "C206", Error;

    /// The same id twice.
    DUPLICATE_ID = "C301", Error;
    /// A pupil that the register does not have.
    UNKNOWN_PUPIL = "C302", Error;
    /// A class that the class list does not have.
    UNKNOWN_CLASS = "C303", Error;
    /// A person whom the staff list does not have.
    UNKNOWN_STAFF = "C304", Error;
    /// A pupil in the register who has neither class nor departure.
    PUPIL_WITHOUT_CLASS = "C305", Error;
    /// A pupil of a class whom the register does not have.
    PUPIL_NOT_REGISTERED = "C306", Error;
    /// A pupil in two classes.
    PUPIL_IN_TWO_CLASSES = "C307", Error;
    /// Name or birth date differ from the register's.
    PUPIL_DIFFERS = "C308", Error;
    /// A pupil of a class without report card, where the class has some.
    NO_REPORT_CARD = "C309", Warning;
    /// A pupil of the class is missing in its summary.
    NOT_IN_SUMMARY = "C310", Error;
    /// Another class or grade than the class list's.
    CLASS_DIFFERS = "C311", Error;
    /// The register says that a pupil came or left this year; the movements do not.
    MOVE_NOT_RECORDED = "C312", Warning;
    /// Register, movements and class list contradict each other.
    MOVE_CONTRADICTED = "C313", Error;
    /// A line of a summary for a pupil who was not of the class.
    ROW_NOT_IN_CLASS = "C314", Error;
    /// A report card without the year being archived.
    CARD_WITHOUT_YEAR = "C315", Error;
    /// A personal id that does not fit the pupil.
    ID_DOUBTFUL = "C316", Warning;

    /// A mark where the year and grade have no test.
    MARK_WITHOUT_TEST = "C401", Error;
    /// No mark where there is a test.
    MARK_MISSING = "C402", Error;
    /// A subject that the grade does not have.
    SUBJECT_NOT_TAUGHT = "C403", Error;
    /// A compulsory subject without level.
    SUBJECT_MISSING = "C404", Error;
    /// The year's result is not the one that levels and marks give.
    RESULT_CONTRADICTED = "C405", Error;
    /// A title that the result does not allow.
    AWARD_CONTRADICTED = "C406", Error;
    /// Report card and class summary disagree.
    CARD_AND_SUMMARY_DIFFER = "C407", Error;
    /// Qualities or competences of another regime, or missing.
    WRONG_REGIME = "C408", Error;
    /// Promotion and result disagree.
    PROMOTION_CONTRADICTED = "C409", Warning;
    /// A mark of zero: legal by the letter, rare in life.
    MARK_ZERO = "C410", Warning;
    /// A result of the year in a table of an earlier period.
    RESULT_TOO_EARLY = "C411", Error;
    /// A first mark without the last one.
    RETEST_WITHOUT_LAST = "C412", Error;
    /// Years of a card that can't follow each other.
    COURSE_BROKEN = "C413", Error;
    /// Years missing in a card.
    YEARS_MISSING = "C414", Warning;
    /// A second assessment where none is due, or on a day when none can be.
    REASSESSMENT_WRONG = "C415", Error;
    /// Promoted without a result that promotes.
    PROMOTED_WITHOUT_GROUND = "C416", Warning;
    /// The sentence of completion says something else than the rest.
    COMPLETION_WORDS_DIFFER = "C417", Warning;
    /// Card and list of completions disagree.
    COMPLETION_DIFFERS = "C418", Error;
    /// A title in the card or the register of awards alone.
    AWARD_NOT_REGISTERED = "C419", Warning;

    /// A kept file is not there.
    FILE_MISSING = "C501", Error;
    /// A file that no record names.
    FILE_UNLISTED = "C502", Error;
    /// A path that leaves the export.
    PATH_LEAVES = "C503", Error;
    /// The file holds something else than its name says.
    FILE_TYPE_DIFFERS = "C504", Error;
    /// The same file kept twice.
    FILE_LISTED_TWICE = "C505", Error;
    /// A signed report card's XML is not well-formed.
    BAD_XML = "C506", Error;
    /// A signed report card's XML lacks what its specification asks for.
    CARD_XML_LACKS = "C507", Warning;
    /// A signed report card's XML and our data disagree.
    CARD_XML_DIFFERS = "C508", Error;
    /// Signers of a digital report card are missing or out of order.
    SIGNING_ORDER = "C509", Warning;
    /// Issued, withdrawn and re-issued copies contradict each other.
    ISSUES_CONFLICT = "C510", Error;
    /// The file was changed after it was signed.
    SIGNATURE_BROKEN = "C511", Error;
    /// A picture of a text that is no PNG or JPEG, or can't be read.
    PICTURE_UNREADABLE = "C512", Error;
    /// A picture of more bytes or pixels, or a text of more pictures, than are taken.
    PICTURE_TOO_LARGE = "C513", Error;
    /// A picture that no words describe.
    PICTURE_WITHOUT_WORDS = "C514", Error;
    /// A picture that lies on the network.
    PICTURE_REMOTE = "C515", Error;
    /// A signature's value fits no key that lies in the file.
    SIGNATURE_VALUE_WRONG = "C516", Error;

    /// An authority that did not exist on the document's date.
    AUTHORITY_NOT_VALID = "C601", Warning;
    /// A date outside the school year.
    DATE_OUTSIDE_YEAR = "C602", Warning;
    /// Dates out of order.
    DATES_OUT_OF_ORDER = "C603", Error;
    /// Entered or signed after the day that the plan sets.
    ENTERED_LATE = "C604", Warning;
    /// A day with documents on which nobody led the school, or no body stood above it.
    NOBODY_IN_OFFICE = "C605", Warning;
    /// The province's code or name was not in use.
    PROVINCE_NOT_VALID = "C606", Warning;

    /// A term shorter than the law's.
    TERM_BELOW_FLOOR = "C701", Error;
    /// A kind of which there are records is not in the school's list of files.
    KIND_NOT_LISTED = "C702", Warning;
    /// The school's list of files is not signed.
    LIST_UNSIGNED = "C703", Warning;

    /// A record that the charter demands and the export does not have.
    RECORD_MISSING = "C801", Warning;
    /// A record that a class, grade or department lacks.
    RECORD_MISSING_FOR = "C802", Warning;
}

/// The row named `name`, whatever its case.
pub fn by_name(name: &str) -> Option<Code> {
    TABLE.iter().copied().find(|code| code.name.eq_ignore_ascii_case(name))
}
