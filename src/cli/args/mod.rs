//! What may be typed. Help texts come from the translations (`cli-…`), so that both languages have them.

mod disposal;
mod keeping;
mod making;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::trust::TrustCommand;
pub(super) use disposal::{DisposeCommand, ExecuteArgs, PrepareArgs};
pub(super) use keeping::{
    KeyCommand, KnownArgs, OpenerArgs, OptionalSigner, PaperArgs, SignerArgs, TrustArgs, VerifyArgs,
};
pub(super) use making::{
    AudienceArg, BuildArgs, CopyArgs, ExtractArgs, FilesArgs, PrintArgs, RedactArgs, RepairArgs, RestoreArgs,
};

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "niemphong",
    version,
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(super) struct Typed {
    /// Everything that goes with every command.
    #[command(flatten)]
    pub(super) common: Common,
    /// The command.
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Flags of every command.
#[derive(Debug, Clone, Args)]
pub(super) struct Common {
    /// Language of messages.
    #[arg(long, global = true, value_enum, value_name = "vi|en")]
    pub(super) lang: Option<LanguageArg>,
    /// Form of the answer.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text, value_name = "text|json")]
    pub(super) format: Format,
    /// Number of workers.
    #[arg(long, global = true, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Folder whose files replace the templates carried inside.
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) templates: Option<PathBuf>,
    /// Folder whose files replace the schemas carried inside.
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) schemas: Option<PathBuf>,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LanguageArg {
    /// Tiếng Việt.
    Vi,
    /// English.
    En,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// A new export folder.
    #[command(visible_alias = "khoi-tao")]
    Init {
        /// Where.
        folder: PathBuf,
    },
    /// Everything wrong with an export.
    #[command(visible_alias = "kiem-du-lieu")]
    Check {
        /// The export.
        export: PathBuf,
    },
    /// An archive from an export.
    #[command(visible_alias = "xuat-ban")]
    Build(BuildArgs),
    /// Whether an archive is what was sealed.
    #[command(visible_alias = "kiem-tra")]
    Verify(VerifyArgs),
    /// The proof of one record.
    #[command(visible_alias = "chung-minh")]
    Prove {
        /// The archive.
        archive: PathBuf,
        /// The record's id.
        record: String,
    },
    /// Whether a proof is of a sealed record.
    VerifyProof {
        /// The proof file.
        proof: PathBuf,
        /// What is known from outside.
        #[command(flatten)]
        known: KnownArgs,
    },
    /// Some records in a folder of their own, to be handed over.
    #[command(visible_alias = "trich")]
    Extract(ExtractArgs),
    /// Whether a sheet of paper is of a sealed record.
    #[command(visible_alias = "doi-chieu")]
    Paper(PaperArgs),
    /// A seal pack: what checks paper without the archives.
    #[command(visible_alias = "goi-niem-phong")]
    Pack {
        /// The archives.
        #[arg(required = true)]
        archives: Vec<PathBuf>,
        /// The pack.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The day to judge the seals by; today if left out.
        #[arg(long, value_name = "YYYY-MM-DD")]
        as_of: Option<String>,
    },
    /// A further signature.
    #[command(visible_alias = "ki")]
    Sign {
        /// The archive.
        archive: PathBuf,
        /// The signer.
        #[command(flatten)]
        signer: SignerArgs,
    },
    /// Copies on other media.
    #[command(visible_alias = "sao-luu")]
    Copy(CopyArgs),
    /// What is damaged, from the copies.
    #[command(visible_alias = "sua-chua")]
    Repair(RepairArgs),
    /// An archive from its encrypted copy.
    #[command(visible_alias = "khoi-phuc")]
    Restore(RestoreArgs),
    /// Keys.
    #[command(visible_alias = "khoa")]
    Key {
        /// What to do.
        #[command(subcommand)]
        command: KeyCommand,
    },
    /// Trust files.
    #[command(visible_alias = "tin-cay")]
    Trust {
        /// What to do.
        #[command(subcommand)]
        command: TrustCommand,
    },
    /// Derived sets for the printer.
    #[command(visible_alias = "in")]
    Print(PrintArgs),
    /// The file cycle on paper.
    #[command(visible_alias = "ho-so")]
    Files(FilesArgs),
    /// What has reached the end of its term.
    #[command(visible_alias = "het-han")]
    Due {
        /// The archives.
        #[arg(required = true)]
        archives: Vec<PathBuf>,
        /// The year asked about.
        #[arg(long, value_name = "YYYY")]
        year: i16,
        /// A PDF of the list.
        #[arg(long, value_name = "FILE")]
        print: Option<PathBuf>,
        /// Whose orders count.
        #[command(flatten)]
        trust: TrustArgs,
    },
    /// Lawful destruction of one volume.
    #[command(visible_alias = "huy")]
    Dispose {
        /// What to do.
        #[command(subcommand)]
        command: DisposeCommand,
    },
    /// A copy for other eyes, sealed by itself.
    #[command(visible_alias = "luoc")]
    Redact(RedactArgs),
    /// One start page over several archives.
    #[command(visible_alias = "ke")]
    Shelf {
        /// Archives, or folders that hold archives.
        #[arg(required = true, value_name = "DIR")]
        folders: Vec<PathBuf>,
        /// Where.
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
    },
    /// A believable school of any size.
    #[command(visible_alias = "du-lieu-mau")]
    Sample {
        /// How many pupils.
        #[arg(long, default_value = "120")]
        pupils: NonZeroUsize,
        /// The seed.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The school year.
        #[arg(long, default_value = "2025-2026")]
        school_year: String,
        /// Where.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// A JSON Schema.
    Schema {
        /// The kind; without it, the list of kinds.
        kind: Option<String>,
        /// A folder for all of them.
        #[arg(long, value_name = "DIR", conflicts_with = "kind")]
        out: Option<PathBuf>,
    },
    /// More about a finding.
    #[command(visible_alias = "giai-thich")]
    Explain {
        /// Its code; without it, the list of codes.
        code: Option<String>,
    },
    /// Shell completions.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Manual pages.
    Man {
        /// Where; without it, the main page on standard output.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// The main job on the sample school.
    Demo {
        /// Where.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}
