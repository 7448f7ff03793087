//! How a command ends: the exit codes of the contract, and errors as a person reads them.

use std::fmt;
use std::io;
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

/// Letters that FAT32 and exFAT take in no name.
const REFUSED_LETTERS: [char; 8] = ['"', '*', ':', '<', '>', '?', '|', '\\'];

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

    /// What the system refused to write, with advice for the reason that it gave.
    pub fn system(path: &Path, error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_odd = name.contains(REFUSED_LETTERS) || name.ends_with([' ', '.']);
        let word = match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded => "cli-error-full",
            Kind::PermissionDenied => "cli-error-permission",
            Kind::ReadOnlyFilesystem => "cli-error-read-only",
            Kind::FileTooLarge => "cli-error-too-large",
            Kind::NotFound | Kind::InvalidInput | Kind::InvalidFilename if is_odd => "cli-error-name",
            _ => return Self::io(path, error),
        };
        Self::incomplete(word, vec![("path", path.display().to_string())])
    }

    /// Data of the program itself, or of an override folder, that can't be used.
    pub fn data(error: &dyn fmt::Display) -> Self {
        Self::incomplete("cli-error-data", vec![("said", error.to_string())])
    }

    /// A form or page of the program, or of an override folder, that a record does not go through.
    pub fn form(error: &dyn fmt::Display) -> Self {
        let said = error.to_string().lines().map(str::trim).collect::<Vec<_>>().join(" ");
        Self::incomplete("cli-error-form", vec![("said", said)])
    }

    /// Interrupted by the person.
    pub fn interrupted() -> Self {
        Self { word: "cli-error-interrupted", arguments: Vec::new(), exit: Exit::Interrupted }
    }
}

/// What a command comes to.
pub(super) type Outcome = Result<Exit, Failure>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_that_the_system_gives_leads_to_advice() {
        let word = |kind: io::ErrorKind, path: &str| Failure::system(Path::new(path), &kind.into()).word;
        assert_eq!(word(io::ErrorKind::StorageFull, "a"), "cli-error-full");
        assert_eq!(word(io::ErrorKind::FileTooLarge, "a"), "cli-error-too-large");
        assert_eq!(word(io::ErrorKind::NotFound, "usb/a:b"), "cli-error-name");
        assert_eq!(word(io::ErrorKind::NotFound, "usb:/a"), "cli-error-io");
    }
}
