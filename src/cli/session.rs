//! What every command shares: data, words, language, workers, and whether the person has had enough.

use std::ffi::OsString;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::args::{Common, Format};
use super::broken::{self, Folders};
use super::exit::{Exit, Failure};
use super::medium;
use crate::assets::{Assets, DataError};
use crate::check::Rulebook;
use crate::parallel::Jobs;
use crate::words::{Language, Words};

/// What every command shares.
pub(super) struct Session {
    /// Schemas, templates, fonts, words.
    pub(super) assets: Assets,
    /// The words.
    pub(super) words: Arc<Words>,
    /// The language.
    pub(super) language: Language,
    /// The form of answers.
    pub(super) format: Format,
    /// How many workers.
    pub(super) jobs: Jobs,
    /// The folders laid over the data.
    folders: Folders,
    /// How many were asked for.
    asked: Option<NonZeroUsize>,
    /// Raised by Ctrl-C.
    pub(super) cancel: Arc<AtomicBool>,
}

/// The words carried inside, before anything is known of override folders.
pub(super) fn words() -> Result<Words, DataError> {
    Words::load(&Assets::embedded())
}

/// The language asked for: `--lang`, then the environment, then Vietnamese.
pub(super) fn language_of(typed: &[OsString]) -> Language {
    let mut asked = None;
    let mut texts = typed.iter().filter_map(|t| t.to_str());
    while let Some(text) = texts.next() {
        match text.strip_prefix("--lang") {
            Some("") => asked = texts.next().map(str::to_owned),
            Some(rest) => asked = rest.strip_prefix('=').map(str::to_owned),
            None => {}
        }
    }
    #[expect(clippy::disallowed_methods, reason = "cli may read the environment")]
    let asked = asked.or_else(|| std::env::var("NIEMPHONG_LANG").ok());
    if asked.as_deref() == Some("en") { Language::En } else { Language::Vi }
}

impl Session {
    /// Reads the data and sets up Ctrl-C.
    pub(super) fn new(common: Common, language: Language) -> Result<Self, Failure> {
        let mut assets = Assets::embedded();
        let folders = Folders { templates: common.templates, schemas: common.schemas };
        for (prefix, folder) in [("templates", &folders.templates), ("schemas", &folders.schemas)] {
            if let Some(folder) = folder {
                assets.overlay(prefix, folder).map_err(|e| broken::folder(&e, prefix))?;
            }
        }
        // What is wrong with the words of a folder is said in those of the program.
        let carried =
            |e: DataError| words().map_or_else(|own| Failure::data(&own), |words| folders.say(&e, &words, language));
        let words = Words::load(&assets).map_err(carried)?;
        let cancel = Arc::new(AtomicBool::new(false));
        let raised = Arc::clone(&cancel);
        // A second signal while the first is being obeyed changes nothing: the folder under way is being cleared.
        ctrlc::set_handler(move || raised.store(true, Ordering::SeqCst)).map_err(|e| Failure::data(&e))?;
        let jobs = common.jobs.map_or_else(Jobs::available, Jobs);
        let (words, asked) = (Arc::new(words), common.jobs);
        Ok(Self { assets, words, language, format: common.format, jobs, folders, asked, cancel })
    }

    /// How many may read `place` at once: one where the medium turns, unless a number was asked for.
    pub(super) fn readers(&self, place: &Path) -> usize {
        if self.asked.is_none() && medium::turns(place) { 1 } else { self.jobs.0.get() }
    }

    /// The language as the inner crate calls it.
    pub(super) fn verifier_language(&self) -> niemphong_archive::Language {
        match self.language {
            Language::Vi => niemphong_archive::Language::Vi,
            Language::En => niemphong_archive::Language::En,
        }
    }

    /// The words for a message.
    pub(super) fn say(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        self.words.say(self.language, id, arguments)
    }

    /// A message as papers have it: they are Vietnamese, whatever language the command was given in.
    pub(super) fn on_paper(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        self.words.say(Language::Vi, id, arguments)
    }

    /// The rules that the checker goes by.
    pub(super) fn rulebook(&self) -> Result<Rulebook, Failure> {
        Rulebook::load(&self.assets).map_err(|e| self.broken(&e))
    }

    /// A data file that can't be used, as a person reads it.
    pub(super) fn broken(&self, error: &DataError) -> Failure {
        self.folders.say(error, &self.words, self.language)
    }

    /// Whether the person has had enough.
    pub(super) fn cancelled(&self) -> bool {
        self.cancel.load(Ordering::SeqCst)
    }

    /// Ends with [`Failure::interrupted`] if the person has had enough.
    pub(super) fn go_on(&self) -> Result<(), Failure> {
        if self.cancelled() { Err(Failure::interrupted()) } else { Ok(()) }
    }

    /// Whether answers are for programs.
    pub(super) fn is_json(&self) -> bool {
        self.format == Format::Json
    }
}

/// Writes an answer to standard output; a reader that has gone away is no error.
pub(super) fn out(text: &str) {
    let mut stream = anstream::stdout().lock();
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// Writes talk to standard error.
pub(super) fn tell(text: &str) {
    let mut stream = anstream::stderr().lock();
    let _ = writeln!(stream, "{text}");
}

/// Says why a command could not do its work, and how to mend it.
pub(super) fn report_failure(failure: &Failure, words: &Words, language: Language) -> ExitCode {
    let arguments = in_language(&failure.arguments, language);
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let label = words.say(language, "cli-error", &[]);
    tell(&format!("{label}: {}", words.say(language, failure.word, &arguments)));
    let advice = format!("{}-help", failure.word);
    if words.knows(language, &advice) {
        tell(&format!("  = {}", words.say(language, &advice, &arguments)));
    }
    failure.exit.into()
}

/// The arguments of a failure, with rules of the archive's format in the person's language.
pub(super) fn in_language(arguments: &[(&'static str, String)], language: Language) -> Vec<(&'static str, String)> {
    let said = |text: &String| match language {
        Language::Vi => niemphong_archive::sentences::in_vietnamese(text).unwrap_or_else(|| text.clone()),
        Language::En => text.clone(),
    };
    arguments.iter().map(|(name, text)| (*name, if *name == "said" { said(text) } else { text.clone() })).collect()
}

/// The one failure that has no words: those compiled in do not load.
pub(super) fn fail_early(error: &DataError) -> ExitCode {
    tell(&format!("niemphong: {error}"));
    Exit::Incomplete.into()
}
