//! The whole of a verifying program: arguments in, text and an exit code out. `niemphong-verify` and `niemphong verify`
//! both end here, so that their answers are the same byte for byte.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::chain::verify_chain;
use crate::date::Date;
use crate::extract::verify_extract;
use crate::lines::read_limited;
use crate::options::language_of;
use crate::pack::{MAX_PACK, PACK_VERSION};
use crate::pack_report::verify_pack;
use crate::proof::{MAX_PROOF, prove, verify_proof};
use crate::report::Language;
use crate::verify::{Request, VerifyError, verify};
use crate::words::unreadable;

/// Wrong usage.
pub const EXIT_USAGE: u8 = 2;
/// Could not complete: a file or folder could not be read.
pub const EXIT_IO: u8 = 3;

/// What to verify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One archive.
    Archive(PathBuf),
    /// A run of years.
    Chain(Vec<PathBuf>),
    /// A proof file, a seal pack, or the folder of an extract.
    Proof(PathBuf),
    /// Not to verify, but to write the proof of one record.
    Prove(PathBuf, String),
}

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// In words.
    #[default]
    Text,
    /// One line of JSON.
    Json,
}

/// A command line that makes sense.
#[derive(Clone)]
pub struct Options<'a> {
    /// What to verify.
    pub target: Target,
    /// What is known from outside.
    pub request: Request<'a>,
    /// How the answer is written.
    pub format: Format,
    /// Its language.
    pub language: Language,
}

/// What `--help` prints.
pub const HELP: &str = "\
niemphong-verify DIR            kiểm tra một bộ lưu trữ / verify an archive
niemphong-verify --chain DIR…   kiểm tra chuỗi nhiều năm / verify a run of years
niemphong-verify verify-proof FILE|FOLDER   chứng minh của một hồ sơ, một gói niêm phong, hoặc một bản trích
                                a record's proof, a seal pack, or an extract
niemphong-verify prove DIR RECORD   (writes the proof to standard output)

  --trust FILE          tệp tin cậy, ở ngoài bộ lưu trữ; lặp lại cho các phiên bản cũ, cũ trước
                        trust file, outside the archive; repeat for older versions, oldest first
  --trust-root FP       dấu vân tay khóa gốc ghi trên giấy, lặp lại được / fingerprint of a root, from paper
  --expect-seal DIGEST  mã niêm phong ghi trên biên bản giấy / the seal's digest, from paper
  --as-of YYYY-MM-DD    ngày kiểm tra (mặc định: hôm nay) / the day to verify for (default: today)
  --min-serial N        --min-trust-version N
  --format text|json    --lang vi|en    --jobs N    --quick

Mã thoát / exit codes: 0 ĐẠT · 1 KHÔNG ĐẠT · 2 sai cách dùng · 3 không đọc được · 4 CHƯA KẾT LUẬN
Mọi mã khác đều là thất bại / anything else counts as failure.
";

impl Options<'_> {
    /// The answer about a proof or a seal pack, which their first lines tell apart, or why there is none.
    fn judge_file(&self, path: &Path) -> Result<(String, u8), String> {
        let (json, language) = (self.format == Format::Json, self.language);
        let read = |limit| read_limited(path, limit).map_err(|error| unreadable(path, &error, language));
        let unread = |error: VerifyError| error.message(language);
        let bytes = read(MAX_PROOF)?;
        if bytes.strip_prefix(PACK_VERSION.as_bytes()).is_some_and(|rest| rest.starts_with(b"\n")) {
            let report = verify_pack(&read(MAX_PACK)?, &self.request).map_err(unread)?;
            let text = if json { report.to_json_in(language) } else { report.to_text(language) };
            return Ok((text, report.exit_code()));
        }
        let report = verify_proof(&bytes, &self.request).map_err(unread)?;
        let text = if json { report.to_json_in(language) } else { report.to_text(language) };
        Ok((text, report.exit_code()))
    }

    /// Does what was asked.
    ///
    /// # Errors
    /// Only if the answer can't be written.
    pub fn answer(&self, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
        let json = self.format == Format::Json;
        let language = self.language;
        let unread = |error: VerifyError| error.message(language);
        let done = match &self.target {
            Target::Archive(dir) => verify(dir, &self.request).map_err(unread).map(|report| {
                let text = if json { report.to_json_in(language) } else { report.to_text(language) };
                (text, report.exit_code())
            }),
            Target::Chain(dirs) => verify_chain(dirs, &self.request).map_err(unread).map(|report| {
                let text = if json { report.to_json_in(language) } else { report.to_text(language) };
                (text, report.exit_code())
            }),
            Target::Proof(path) if path.is_dir() => verify_extract(path, &self.request).map_err(unread).map(|report| {
                let text = if json { report.to_json_in(language) } else { report.to_text(language) };
                (text, report.exit_code())
            }),
            Target::Proof(path) => self.judge_file(path),
            Target::Prove(dir, record) => record
                .parse()
                .map_err(|fault: crate::Fault| fault.message(language))
                .and_then(|record| prove(dir, &record).map_err(|error| error.message(language)))
                .and_then(|proof| proof.to_text().map_err(|fault| fault.message(language)))
                .map(|text| (text, 0)),
        };
        match done {
            Ok((text, code)) => {
                out.write_all(text.as_bytes())?;
                if json {
                    out.write_all(b"\n")?;
                }
                out.flush()?;
                Ok(code)
            }
            Err(message) => {
                writeln!(err, "niemphong: {message}")?;
                Ok(EXIT_IO)
            }
        }
    }
}

/// A program's whole run: arguments without the program's name, today's date, where to speak.
pub fn run(args: &[String], today: Date, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let code = match Options::parse(args, today) {
        Ok(Some(options)) => options.answer(out, err),
        Ok(None) => out.write_all(HELP.as_bytes()).and_then(|()| out.flush()).map(|()| 0),
        Err(usage) => {
            let message = usage.message(language_of(args));
            writeln!(err, "niemphong: {message}\nniemphong-verify --help").map(|()| EXIT_USAGE)
        }
    };
    code.unwrap_or(EXIT_IO)
}
