//! What was typed after the verifying program's name: read once, and said in both languages if it makes no sense.

use std::path::PathBuf;

use crate::date::Date;
use crate::digest::Digest;
use crate::lines::Fault;
use crate::name::Serial;
use crate::report::Language;
use crate::run::{Format, Options, Target};
use crate::signature::Fingerprint;
use crate::verify::Request;

/// What is wrong with a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    vi: String,
    en: String,
}

impl Usage {
    fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// In words.
    #[must_use]
    pub fn message(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        }
    }
}

fn parsed<T>(flag: &str, form: [&str; 2], value: Result<T, Fault>) -> Result<T, Usage> {
    let [vi, en] = form;
    value.map_err(|fault| {
        Usage::new(format!("{flag}: {vi} ({})", fault.message(Language::Vi)), format!("{flag}: {en} ({fault})"))
    })
}

fn set<T>(flag: &str, slot: &mut Option<T>, value: T) -> Result<(), Usage> {
    match slot.replace(value) {
        Some(_) => Err(Usage::new(format!("{flag} được ghi hai lần"), format!("{flag} is given twice"))),
        None => Ok(()),
    }
}

fn whole(text: &str) -> Result<u32, Fault> {
    text.parse().map_err(|_| Fault::new("a number is written with digits"))
}

const HEX: [&str; 2] =
    ["gõ đủ 64 chữ số thập lục phân, dấu cách không sao", "64 hexadecimal digits; blanks don't matter"];
const DAY: [&str; 2] = ["ngày viết theo dạng 2026-06-12", "a day is written 2026-06-12"];
const NUMBER: [&str; 2] = ["cần một số nguyên từ 1", "a whole number from 1"];

/// The language that a command line asks for, whatever else is wrong with it.
pub(crate) fn language_of(args: &[String]) -> Language {
    let spaced = args.windows(2).any(|pair| matches!(pair, [flag, value] if flag == "--lang" && value == "en"));
    if spaced || args.iter().any(|arg| arg == "--lang=en") { Language::En } else { Language::Vi }
}

/// What is read so far.
struct Reader {
    request: Request<'static>,
    format: Option<Format>,
    language: Option<Language>,
    as_of: Option<Date>,
    jobs: Option<u32>,
    places: Vec<String>,
    trust: Vec<PathBuf>,
    chain: bool,
}

impl Reader {
    fn new(today: Date) -> Self {
        let request = Request::new(today);
        let (places, trust) = (Vec::new(), Vec::new());
        Self { request, format: None, language: None, as_of: None, jobs: None, places, trust, chain: false }
    }

    /// Takes a flag that has a value.
    fn take(&mut self, flag: &str, value: &str) -> Result<(), Usage> {
        let request = &mut self.request;
        match flag {
            "--trust" => self.trust.push(PathBuf::from(value)),
            "--trust-root" => request.trust_roots.push(parsed(flag, HEX, value.parse::<Fingerprint>())?),
            "--expect-seal" => set(flag, &mut request.expect_seal, parsed(flag, HEX, Digest::from_paper(value))?)?,
            "--as-of" => set(flag, &mut self.as_of, parsed(flag, DAY, value.parse::<Date>())?)?,
            "--min-serial" => set(flag, &mut request.min_serial, parsed(flag, NUMBER, value.parse::<Serial>())?)?,
            "--min-trust-version" => {
                set(flag, &mut request.min_trust_version, parsed(flag, NUMBER, whole(value))?)?;
            }
            "--jobs" => set(flag, &mut self.jobs, parsed(flag, NUMBER, whole(value))?.clamp(1, 256))?,
            "--format" => match value {
                "text" => set(flag, &mut self.format, Format::Text)?,
                "json" => set(flag, &mut self.format, Format::Json)?,
                _ => return Err(Usage::new("--format là text hoặc json", "--format is text or json")),
            },
            "--lang" => match value {
                "vi" => set(flag, &mut self.language, Language::Vi)?,
                "en" => set(flag, &mut self.language, Language::En)?,
                _ => return Err(Usage::new("--lang là vi hoặc en", "--lang is vi or en")),
            },
            _ => return Err(Usage::new(format!("không có tùy chọn {flag}"), format!("{flag} is not known"))),
        }
        Ok(())
    }

    fn finish(self) -> Result<Options<'static>, Usage> {
        let Self { mut request, format, language, as_of, jobs, places, mut trust, chain } = self;
        request.trust = trust.pop();
        request.trust_history = trust;
        request.as_of = as_of.unwrap_or(request.as_of);
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        request.jobs = jobs.and_then(|jobs| usize::try_from(jobs).ok()).unwrap_or_else(cores);
        if request.trust.is_none() && (!request.trust_roots.is_empty() || request.min_trust_version.is_some()) {
            return Err(Usage::new(
                "--trust-root và --min-trust-version cần đi cùng --trust",
                "--trust-root and --min-trust-version need --trust",
            ));
        }
        let target = target(&places, chain)?;
        Ok(Options { target, request, format: format.unwrap_or_default(), language: language.unwrap_or_default() })
    }
}

impl Options<'static> {
    /// Reads a command line, without the program's name. `None` asks for help.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(args: &[String], today: Date) -> Result<Option<Self>, Usage> {
        let mut reader = Reader::new(today);
        let mut args = args.iter();
        let mut flags = true;
        while let Some(arg) = args.next() {
            if !flags || !arg.starts_with('-') || arg == "-" {
                reader.places.push(arg.clone());
                continue;
            }
            let (flag, inline) = arg.split_once('=').map_or((arg.as_str(), None), |(flag, value)| (flag, Some(value)));
            if inline.is_some() && matches!(flag, "--" | "--help" | "-h" | "--chain" | "--quick") {
                return Err(Usage::new(format!("{flag} không nhận giá trị"), format!("{flag} takes no value")));
            }
            match flag {
                "--" => flags = false,
                "-h" | "--help" => return Ok(None),
                "--chain" => reader.chain = true,
                "--quick" => reader.request.quick = true,
                _ => {
                    let value = inline.or_else(|| args.next().map(String::as_str));
                    let lacks = || Usage::new(format!("{flag} cần một giá trị"), format!("{flag} needs a value"));
                    // A flag that is not known is told so, not asked for a value.
                    reader.take(flag, value.unwrap_or_default()).map_err(|usage| match value {
                        None if !usage.en.ends_with("is not known") => lacks(),
                        _ => usage,
                    })?;
                    value.ok_or_else(lacks)?;
                }
            }
        }
        reader.finish().map(Some)
    }
}

fn target(places: &[String], chain: bool) -> Result<Target, Usage> {
    match (chain, places) {
        (true, [_, ..]) => Ok(Target::Chain(places.iter().map(PathBuf::from).collect())),
        (false, [first, file]) if first == "verify-proof" => Ok(Target::Proof(PathBuf::from(file))),
        (false, [first, dir, record]) if first == "prove" => Ok(Target::Prove(PathBuf::from(dir), record.clone())),
        (false, [dir]) => Ok(Target::Archive(PathBuf::from(dir))),
        (_, []) => Err(Usage::new("chưa ghi thư mục bộ lưu trữ", "the archive's folder is not given")),
        _ => Err(Usage::new(
            "mỗi lần kiểm tra một bộ lưu trữ; nhiều năm thì dùng --chain",
            "one archive is verified at a time; several years go with --chain",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Option<Options<'static>>, Usage> {
        let Ok(today) = "2026-11-25".parse() else { return Ok(None) };
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>(), today)
    }

    #[test]
    fn what_makes_no_sense_is_said_in_both_languages() {
        for (line, en) in [
            ("", "the archive's folder is not given"),
            ("a b", "one archive is verified at a time; several years go with --chain"),
            ("a --chain", ""),
            ("a --what", "--what is not known"),
            ("a --what x", "--what is not known"),
            ("a --trust", "--trust needs a value"),
            ("a --as-of", "--as-of needs a value"),
            ("a --quick=1", "--quick takes no value"),
            ("a --as-of 2026-02-30", "--as-of: a day is written 2026-06-12 (there is no such date)"),
            ("a --as-of 2026-06-12 --as-of 2026-06-13", "--as-of is given twice"),
            ("a --format yaml", "--format is text or json"),
            ("a --lang fr", "--lang is vi or en"),
            ("a --min-trust-version 2", "--trust-root and --min-trust-version need --trust"),
            ("a --jobs many", "--jobs: a whole number from 1 (a number is written with digits)"),
        ] {
            let said = read(line).err();
            assert_eq!(said.as_ref().map_or("", |usage| usage.message(Language::En)), en, "{line}");
            assert!(said.is_none_or(|usage| usage.vi != usage.en && !usage.vi.is_empty()), "{line}");
        }
    }

    #[test]
    fn what_makes_sense_is_taken() {
        let Ok(Some(options)) =
            read("--trust=old.yaml --trust t.yaml --min-serial 3 --jobs 1000 --quick --lang en -- -dir")
        else {
            return assert!(false);
        };
        assert_eq!(options.target, Target::Archive("-dir".into()));
        assert_eq!(
            (options.request.trust, options.request.trust_history),
            (Some("t.yaml".into()), vec!["old.yaml".into()])
        );
        assert_eq!((options.request.jobs, options.request.quick, options.language), (256, true, Language::En));
        assert!(matches!(read("a --help"), Ok(None)));
        assert_eq!(language_of(&["--lang".to_owned(), "en".to_owned()]), Language::En);
    }
}
