//! How a command ends: the exit codes of the contract, and errors as a person reads them.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

/// The exit codes. Anything else counts as failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, sound.
    Done,
    /// The data or the archive is wrong.
    Findings,
    /// Wrong usage.
    Usage,
    /// Could not complete: input and output, permission, space.
    Incomplete,
    /// Sound bytes, but who sealed them is not established.
    Indeterminate,
    /// Interrupted.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Incomplete => 3,
            Exit::Indeterminate => 4,
            Exit::Interrupted => 130,
        })
    }
}

/// Why a command could not do its work, with advice.
#[derive(Debug)]
pub struct Failure {
    /// The message's id in the translations.
    pub word: &'static str,
    /// Its variables.
    pub arguments: Vec<(&'static str, String)>,
    /// The code it ends with.
    pub exit: Exit,
}

impl Failure {
    /// A failure of input or output.
    pub fn incomplete(word: &'static str, arguments: Vec<(&'static str, String)>) -> Self {
        Self { word, arguments, exit: Exit::Incomplete }
    }

    /// Wrong usage.
    pub fn usage(word: &'static str, arguments: Vec<(&'static str, String)>) -> Self {
        Self { word, arguments, exit: Exit::Usage }
    }

    /// The data or the archive does not allow it.
    pub fn refused(word: &'static str, arguments: Vec<(&'static str, String)>) -> Self {
        Self { word, arguments, exit: Exit::Findings }
    }

    /// A file or folder that the system would not give or take.
    pub fn io(path: &Path, error: &dyn fmt::Display) -> Self {
        Self::incomplete("cli-error-io", vec![("path", path.display().to_string()), ("said", error.to_string())])
    }

    /// Data of the program itself, or of an override folder, that can't be used.
    pub fn data(error: &dyn fmt::Display) -> Self {
        Self::incomplete("cli-error-data", vec![("said", error.to_string())])
    }

    /// Interrupted by the person.
    pub fn interrupted() -> Self {
        Self { word: "cli-error-interrupted", arguments: Vec::new(), exit: Exit::Interrupted }
    }
}

/// What a command comes to.
pub(super) type Outcome = Result<Exit, Failure>;
