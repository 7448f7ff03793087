//! The whole of a verifying program: arguments in, text and an exit code out. `niemphong-verify` and `niemphong verify`
//! both end here, so that their answers are the same byte for byte.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use crate::chain::verify_chain;
use crate::date::Date;
use crate::digest::Digest;
use crate::name::Serial;
use crate::proof::{MAX_PROOF, prove, verify_proof};
use crate::report::Language;
use crate::signature::Fingerprint;
use crate::verify::{Request, verify};

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
    /// A proof file.
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
niemphong-verify verify-proof FILE
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

fn parsed<T, E: std::fmt::Display>(flag: &str, value: Result<T, E>) -> Result<T, String> {
    value.map_err(|fault| format!("{flag}: {fault}"))
}

fn set<T>(flag: &str, slot: &mut Option<T>, value: T) -> Result<(), String> {
    if slot.replace(value).is_some() { Err(format!("{flag} is given twice")) } else { Ok(()) }
}

impl Options<'_> {
    /// Reads a command line, without the program's name. `None` asks for help.
    ///
    /// # Errors
    /// A sentence about what is wrong with it.
    pub fn parse(args: &[String], today: Date) -> Result<Option<Self>, String> {
        let mut request = Request::new(today);
        request.jobs = std::thread::available_parallelism().map_or(1, usize::from);
        let (mut format, mut language, mut as_of, mut jobs) = (None, None, None, None);
        let (mut places, mut trust) = (Vec::new(), Vec::new());
        let mut chain = false;
        let mut args = args.iter();
        let mut flags = true;
        while let Some(arg) = args.next() {
            if !flags || !arg.starts_with('-') || arg == "-" {
                places.push(arg.clone());
                continue;
            }
            let (flag, inline) = arg.split_once('=').map_or((arg.as_str(), None), |(flag, value)| (flag, Some(value)));
            if inline.is_some() && matches!(flag, "--" | "--help" | "-h" | "--chain" | "--quick") {
                return Err(format!("{flag} takes no value"));
            }
            let mut value = || {
                let value = inline.map(str::to_owned).or_else(|| args.next().cloned());
                value.ok_or(format!("{flag} needs a value"))
            };
            match flag {
                "--" => flags = false,
                "-h" | "--help" => return Ok(None),
                "--chain" => chain = true,
                "--quick" => request.quick = true,
                "--trust" => trust.push(PathBuf::from(value()?)),
                "--trust-root" => request.trust_roots.push(parsed(flag, value()?.parse::<Fingerprint>())?),
                "--expect-seal" => {
                    set(flag, &mut request.expect_seal, parsed(flag, Digest::from_paper(&value()?))?)?;
                }
                "--as-of" => set(flag, &mut as_of, parsed(flag, value()?.parse::<Date>())?)?,
                "--min-serial" => set(flag, &mut request.min_serial, parsed(flag, value()?.parse::<Serial>())?)?,
                "--min-trust-version" => {
                    set(flag, &mut request.min_trust_version, parsed(flag, value()?.parse::<u32>())?)?;
                }
                "--jobs" => set(flag, &mut jobs, parsed(flag, value()?.parse::<usize>())?.clamp(1, 256))?,
                "--format" => match value()?.as_str() {
                    "text" => set(flag, &mut format, Format::Text)?,
                    "json" => set(flag, &mut format, Format::Json)?,
                    _ => return Err("--format is text or json".to_owned()),
                },
                "--lang" => match value()?.as_str() {
                    "vi" => set(flag, &mut language, Language::Vi)?,
                    "en" => set(flag, &mut language, Language::En)?,
                    _ => return Err("--lang is vi or en".to_owned()),
                },
                _ => return Err(format!("{flag} is not known")),
            }
        }
        request.trust = trust.pop();
        request.trust_history = trust;
        request.as_of = as_of.unwrap_or(today);
        request.jobs = jobs.unwrap_or(request.jobs);
        if request.trust.is_none() && (!request.trust_roots.is_empty() || request.min_trust_version.is_some()) {
            return Err("--trust-root and --min-trust-version need --trust".to_owned());
        }
        let target = target(&places, chain)?;
        Ok(Some(Self { target, request, format: format.unwrap_or_default(), language: language.unwrap_or_default() }))
    }

    /// Does what was asked.
    ///
    /// # Errors
    /// Only if the answer can't be written.
    pub fn answer(&self, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
        let json = self.format == Format::Json;
        let done = match &self.target {
            Target::Archive(dir) => verify(dir, &self.request).map_err(|error| error.to_string()).map(|report| {
                let text = if json { report.to_json_in(self.language) } else { report.to_text(self.language) };
                (text, report.exit_code())
            }),
            Target::Chain(dirs) => verify_chain(dirs, &self.request).map_err(|error| error.to_string()).map(|report| {
                let text = if json { report.to_json_in(self.language) } else { report.to_text(self.language) };
                (text, report.exit_code())
            }),
            Target::Proof(path) => read_proof(path).and_then(|bytes| {
                let report = verify_proof(&bytes, &self.request).map_err(|error| error.to_string())?;
                let text = if json { report.to_json_in(self.language) } else { report.to_text(self.language) };
                Ok((text, report.exit_code()))
            }),
            Target::Prove(dir, record) => record
                .parse()
                .map_err(|fault: crate::Fault| fault.to_string())
                .and_then(|record| prove(dir, &record).map_err(|error| error.to_string()))
                .and_then(|proof| proof.to_text().map_err(|fault| fault.to_string()))
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

fn target(places: &[String], chain: bool) -> Result<Target, String> {
    match (chain, places) {
        (true, [_, ..]) => Ok(Target::Chain(places.iter().map(PathBuf::from).collect())),
        (false, [first, file]) if first == "verify-proof" => Ok(Target::Proof(PathBuf::from(file))),
        (false, [first, dir, record]) if first == "prove" => Ok(Target::Prove(PathBuf::from(dir), record.clone())),
        (false, [dir]) => Ok(Target::Archive(PathBuf::from(dir))),
        (_, []) => Err("the archive's folder is not given".to_owned()),
        _ => Err("one archive is verified at a time; several years go with --chain".to_owned()),
    }
}

fn read_proof(path: &PathBuf) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = File::open(path).and_then(|file| file.take(MAX_PROOF + 1).read_to_end(&mut bytes));
    file.map(|_| bytes).map_err(|error| format!("{} could not be read: {error}", path.display()))
}

/// A program's whole run: arguments without the program's name, today's date, where to speak.
pub fn run(args: &[String], today: Date, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let code = match Options::parse(args, today) {
        Ok(Some(options)) => options.answer(out, err),
        Ok(None) => out.write_all(HELP.as_bytes()).and_then(|()| out.flush()).map(|()| 0),
        Err(message) => writeln!(err, "niemphong: {message}\nniemphong-verify --help").map(|()| EXIT_USAGE),
    };
    code.unwrap_or(EXIT_IO)
}
