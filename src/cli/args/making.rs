//! What the commands that write archives, papers and copies are told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{KnownArgs, OpenerArgs, OptionalSigner};

/// What `build` is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct BuildArgs {
    /// The export.
    pub(in crate::cli) export: PathBuf,
    /// The archive to make.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: PathBuf,
    /// When it is sealed.
    #[arg(long, value_name = "RFC3339")]
    pub(in crate::cli) sealed_at: Option<String>,
    /// The archive sealed before this one.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) previous: Option<PathBuf>,
    /// The archive that this one corrects.
    #[arg(long, value_name = "DIR", requires = "reason")]
    pub(in crate::cli) supersedes: Option<PathBuf>,
    /// Why it is corrected.
    #[arg(long, value_name = "TEXT", requires = "supersedes")]
    pub(in crate::cli) reason: Option<String>,
    /// A folder with the verifying programs that are to travel inside the archive.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) tools: Option<PathBuf>,
    /// No verifying program is to travel inside the archive.
    #[arg(long, conflicts_with = "tools")]
    pub(in crate::cli) no_tools: bool,
    /// Show what would be written, and write nothing.
    #[arg(long)]
    pub(in crate::cli) plan: bool,
    /// The school's secret, that seeds are derived from.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) secret: Option<PathBuf>,
    /// A folder for what the next build may use again.
    #[arg(long, value_name = "DIR", requires = "sealed_at")]
    pub(in crate::cli) cache: Option<PathBuf>,
    /// Public key files of those who sign later.
    #[arg(long, value_name = "FILE.pub")]
    pub(in crate::cli) cosigner: Vec<PathBuf>,
    /// The signer.
    #[command(flatten)]
    pub(in crate::cli) signer: OptionalSigner,
}

/// What `files` is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct FilesArgs {
    /// The archive.
    pub(in crate::cli) archive: PathBuf,
    /// Where.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: PathBuf,
    /// Only these files.
    #[arg(long, value_name = "CODE", num_args = 1..)]
    pub(in crate::cli) file: Vec<String>,
    /// No copies of the documents.
    #[arg(long)]
    pub(in crate::cli) lists: bool,
}

/// What `print` is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct PrintArgs {
    /// The archive.
    pub(in crate::cli) archive: PathBuf,
    /// Where.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: PathBuf,
    /// Classes.
    #[arg(long, value_name = "CLASS", num_args = 1..)]
    pub(in crate::cli) class: Vec<String>,
    /// Kinds.
    #[arg(long, value_name = "KIND", num_args = 1..)]
    pub(in crate::cli) kind: Vec<String>,
    /// Records.
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub(in crate::cli) record: Vec<String>,
    /// Retention classes.
    #[arg(long, value_name = "VOLUME", num_args = 1..)]
    pub(in crate::cli) retention: Vec<String>,
    /// Everything.
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// A booklet of A3 sheets for each record.
    #[arg(long)]
    pub(in crate::cli) booklet: bool,
    /// Lists by retention class instead of the prints themselves.
    #[arg(long, conflicts_with = "booklet")]
    pub(in crate::cli) list: bool,
    /// No blank versos.
    #[arg(long, conflicts_with_all = ["booklet", "list"])]
    pub(in crate::cli) one_sided: bool,
}

/// What `extract` is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct ExtractArgs {
    /// The archive.
    pub(in crate::cli) archive: PathBuf,
    /// The records.
    #[arg(required_unless_present = "pupil")]
    pub(in crate::cli) record: Vec<String>,
    /// A child, all of whose own records are wanted.
    #[arg(long, value_name = "ID", conflicts_with = "record")]
    pub(in crate::cli) pupil: Option<String>,
    /// The folder or zip file to make.
    #[arg(long, value_name = "FOLDER|FILE.zip")]
    pub(in crate::cli) out: PathBuf,
    /// What is known from outside of the archive.
    #[command(flatten)]
    pub(in crate::cli) known: KnownArgs,
}

/// Whom a copy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum AudienceArg {
    /// Thanh tra, kiểm tra.
    #[value(alias = "thanh-tra")]
    Inspector,
    /// Công khai.
    #[value(alias = "cong-khai")]
    Public,
}

/// What `redact` is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct RedactArgs {
    /// The archive.
    pub(in crate::cli) archive: PathBuf,
    /// Whom the copy is for.
    #[arg(long = "for", value_enum, value_name = "inspector|public")]
    pub(in crate::cli) audience: AudienceArg,
    /// The copy to make.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: PathBuf,
    /// When it is sealed.
    #[arg(long, value_name = "RFC3339")]
    pub(in crate::cli) sealed_at: Option<String>,
    /// The copy for the same eyes sealed before this one.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) previous: Option<PathBuf>,
    /// What is known from outside of the archive.
    #[command(flatten)]
    pub(in crate::cli) known: KnownArgs,
    /// The signer.
    #[command(flatten)]
    pub(in crate::cli) signer: OptionalSigner,
}

/// What `copy` is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct CopyArgs {
    /// The archive.
    pub(in crate::cli) archive: PathBuf,
    /// Where the copies go.
    #[arg(required = true, value_name = "TARGET")]
    pub(in crate::cli) targets: Vec<PathBuf>,
    /// The media's codes, in the order of the targets.
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) medium: Vec<String>,
    /// Who makes the copies: a name, or a code of the staff list.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) by: Option<String>,
    /// Where they are made.
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) place: Option<String>,
    /// Parity as well: this share of the archive's size.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=100))]
    pub(in crate::cli) parity: Option<u8>,
    /// One file that only some can open, instead of a folder.
    #[arg(long)]
    pub(in crate::cli) encrypt: bool,
    /// For whom it is locked: the public halves of age identities.
    #[arg(long, value_name = "age1…", requires = "encrypt", conflicts_with = "password_file")]
    pub(in crate::cli) recipient: Vec<String>,
    /// Lists of recipients.
    #[arg(long, value_name = "FILE", requires = "encrypt", conflicts_with = "password_file")]
    pub(in crate::cli) recipients_file: Vec<PathBuf>,
    /// A file with the password on one line.
    #[arg(long, value_name = "FILE", requires = "encrypt")]
    pub(in crate::cli) password_file: Option<PathBuf>,
    /// Folder for the papers; beside the archive if left out.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) papers: Option<PathBuf>,
}

/// What `restore` is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct RestoreArgs {
    /// The encrypted copy.
    pub(in crate::cli) container: PathBuf,
    /// Where the archive is to lie.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: PathBuf,
    /// What opens it.
    #[command(flatten)]
    pub(in crate::cli) opener: OpenerArgs,
}

/// What `repair` is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct RepairArgs {
    /// The archive.
    pub(in crate::cli) archive: PathBuf,
    /// Its copies.
    #[arg(long, value_name = "COPY", required_unless_present = "parity", num_args = 1..)]
    pub(in crate::cli) from: Vec<PathBuf>,
    /// A parity file of the archive.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) parity: Option<PathBuf>,
    /// The seal's digest, from paper.
    #[arg(long, value_name = "sha256:…")]
    pub(in crate::cli) expect_seal: Option<String>,
}
