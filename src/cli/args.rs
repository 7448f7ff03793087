//! What may be typed. Help texts come from the translations (`cli-…`), so that both languages have them.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::trust::TrustCommand;

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
    /// Whether a sheet of paper is of a sealed record.
    #[command(visible_alias = "doi-chieu")]
    Paper {
        /// Texts of its symbols, or files with one text a line.
        #[arg(required = true, value_name = "FILE|TEXT")]
        sheets: Vec<String>,
        /// The archive.
        #[arg(long, value_name = "DIR")]
        archive: PathBuf,
        /// What is known from outside.
        #[command(flatten)]
        known: KnownArgs,
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

/// What `build` is told.
#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    /// The export.
    pub(super) export: PathBuf,
    /// The archive to make.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// When it is sealed.
    #[arg(long, value_name = "RFC3339")]
    pub(super) sealed_at: Option<String>,
    /// The archive sealed before this one.
    #[arg(long, value_name = "DIR")]
    pub(super) previous: Option<PathBuf>,
    /// The archive that this one corrects.
    #[arg(long, value_name = "DIR", requires = "reason")]
    pub(super) supersedes: Option<PathBuf>,
    /// Why it is corrected.
    #[arg(long, value_name = "TEXT", requires = "supersedes")]
    pub(super) reason: Option<String>,
    /// A folder with the verifying programs that are to travel inside the archive.
    #[arg(long, value_name = "DIR")]
    pub(super) tools: Option<PathBuf>,
    /// No verifying program is to travel inside the archive.
    #[arg(long, conflicts_with = "tools")]
    pub(super) no_tools: bool,
    /// Show what would be written, and write nothing.
    #[arg(long)]
    pub(super) plan: bool,
    /// The signer.
    #[command(flatten)]
    pub(super) signer: OptionalSigner,
}

/// What `files` is told.
#[derive(Debug, Args)]
pub(super) struct FilesArgs {
    /// The archive.
    pub(super) archive: PathBuf,
    /// Where.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Only these files.
    #[arg(long, value_name = "CODE", num_args = 1..)]
    pub(super) file: Vec<String>,
    /// No copies of the documents.
    #[arg(long)]
    pub(super) lists: bool,
}

/// What `print` is told.
#[derive(Debug, Args)]
pub(super) struct PrintArgs {
    /// The archive.
    pub(super) archive: PathBuf,
    /// Where.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Classes.
    #[arg(long, value_name = "CLASS", num_args = 1..)]
    pub(super) class: Vec<String>,
    /// Kinds.
    #[arg(long, value_name = "KIND", num_args = 1..)]
    pub(super) kind: Vec<String>,
    /// Records.
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub(super) record: Vec<String>,
    /// Retention classes.
    #[arg(long, value_name = "VOLUME", num_args = 1..)]
    pub(super) retention: Vec<String>,
    /// Everything.
    #[arg(long)]
    pub(super) all: bool,
    /// A booklet of A3 sheets for each record.
    #[arg(long)]
    pub(super) booklet: bool,
    /// No blank versos.
    #[arg(long, conflicts_with = "booklet")]
    pub(super) one_sided: bool,
}

/// Whom a copy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AudienceArg {
    /// Thanh tra, kiểm tra.
    #[value(alias = "thanh-tra")]
    Inspector,
    /// Công khai.
    #[value(alias = "cong-khai")]
    Public,
}

/// What `redact` is told.
#[derive(Debug, Args)]
pub(super) struct RedactArgs {
    /// The archive.
    pub(super) archive: PathBuf,
    /// Whom the copy is for.
    #[arg(long = "for", value_enum, value_name = "inspector|public")]
    pub(super) audience: AudienceArg,
    /// The copy to make.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// When it is sealed.
    #[arg(long, value_name = "RFC3339")]
    pub(super) sealed_at: Option<String>,
    /// The copy for the same eyes sealed before this one.
    #[arg(long, value_name = "DIR")]
    pub(super) previous: Option<PathBuf>,
    /// What is known from outside of the archive.
    #[command(flatten)]
    pub(super) known: KnownArgs,
    /// The signer.
    #[command(flatten)]
    pub(super) signer: OptionalSigner,
}

/// A signer that may be left out.
#[derive(Debug, Args)]
pub(super) struct OptionalSigner {
    /// The secret key file.
    #[arg(long, value_name = "FILE", requires = "role")]
    pub(super) key: Option<PathBuf>,
    /// A file with the password on one line.
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
    /// The signer's role.
    #[arg(long, value_name = "ROLE")]
    pub(super) role: Option<String>,
}

/// A signer.
#[derive(Debug, Args)]
pub(super) struct SignerArgs {
    /// The secret key file.
    #[arg(long, value_name = "FILE")]
    pub(super) key: PathBuf,
    /// A file with the password on one line.
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
    /// The signer's role.
    #[arg(long, value_name = "ROLE")]
    pub(super) role: String,
}

/// What `copy` is told.
#[derive(Debug, Args)]
pub(super) struct CopyArgs {
    /// The archive.
    pub(super) archive: PathBuf,
    /// Where the copies go.
    #[arg(required = true, value_name = "TARGET")]
    pub(super) targets: Vec<PathBuf>,
    /// The media's codes, in the order of the targets.
    #[arg(long, value_name = "CODE")]
    pub(super) medium: Vec<String>,
    /// Who makes the copies: a name, or a code of the staff list.
    #[arg(long, value_name = "NAME")]
    pub(super) by: Option<String>,
    /// Where they are made.
    #[arg(long, value_name = "TEXT")]
    pub(super) place: Option<String>,
    /// Parity as well: this share of the archive's size.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=100))]
    pub(super) parity: Option<u8>,
    /// Folder for the papers; beside the archive if left out.
    #[arg(long, value_name = "DIR")]
    pub(super) papers: Option<PathBuf>,
}

/// What `repair` is told.
#[derive(Debug, Args)]
pub(super) struct RepairArgs {
    /// The archive.
    pub(super) archive: PathBuf,
    /// Its copies.
    #[arg(long, value_name = "COPY", required_unless_present = "parity", num_args = 1..)]
    pub(super) from: Vec<PathBuf>,
    /// A parity file of the archive.
    #[arg(long, value_name = "FILE")]
    pub(super) parity: Option<PathBuf>,
    /// The seal's digest, from paper.
    #[arg(long, value_name = "sha256:…")]
    pub(super) expect_seal: Option<String>,
}

/// What `verify` is told.
#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// The archive.
    #[arg(required_unless_present = "chain")]
    pub(super) archive: Option<PathBuf>,
    /// The archives of a chain, or further ones.
    #[arg(long, value_name = "DIR", num_args = 1..)]
    pub(super) chain: Vec<PathBuf>,
    /// Leave out the contents of the files.
    #[arg(long)]
    pub(super) quick: bool,
    /// What is known from outside.
    #[command(flatten)]
    pub(super) known: KnownArgs,
}

/// What is known from outside the archive.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct KnownArgs {
    /// The trust file; earlier versions first.
    #[arg(long, value_name = "FILE")]
    pub(super) trust: Vec<PathBuf>,
    /// The fingerprint of the trust file's root, from paper.
    #[arg(long, value_name = "FINGERPRINT")]
    pub(super) trust_root: Vec<String>,
    /// The seal's digest, from paper.
    #[arg(long, value_name = "sha256:…")]
    pub(super) expect_seal: Option<String>,
    /// The day to judge keys by; today if left out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) as_of: Option<String>,
    /// The lowest serial that is acceptable.
    #[arg(long, value_name = "N")]
    pub(super) min_serial: Option<String>,
    /// The lowest version of the trust file that is acceptable.
    #[arg(long, value_name = "N")]
    pub(super) min_trust_version: Option<u32>,
}

/// A trust file, and how it is believed.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct TrustArgs {
    /// The trust file; earlier versions first.
    #[arg(long, value_name = "FILE")]
    pub(super) trust: Vec<PathBuf>,
    /// The fingerprint of the trust file's root, from paper.
    #[arg(long, value_name = "FINGERPRINT")]
    pub(super) trust_root: Vec<String>,
}

impl TrustArgs {
    /// The same, judged by a day.
    pub(super) fn on(&self, day: Option<&String>) -> KnownArgs {
        KnownArgs {
            trust: self.trust.clone(),
            trust_root: self.trust_root.clone(),
            as_of: day.cloned(),
            ..KnownArgs::default()
        }
    }
}

/// What `dispose` does, in this order.
#[derive(Debug, Subcommand)]
pub(super) enum DisposeCommand {
    /// The statutory papers, and the file to be filled in.
    #[command(visible_alias = "chuan-bi")]
    Prepare(PrepareArgs),
    /// A signature on the statement that the filled-in file makes.
    #[command(visible_alias = "ki")]
    Sign {
        /// The archive.
        archive: PathBuf,
        /// The filled-in file.
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
        /// The signer.
        #[command(flatten)]
        signer: SignerArgs,
    },
    /// Removes the volume.
    #[command(visible_alias = "thuc-hien")]
    Execute(ExecuteArgs),
}

/// What `dispose prepare` is told.
#[derive(Debug, Args)]
pub(super) struct PrepareArgs {
    /// The archive.
    pub(super) archive: PathBuf,
    /// The volume.
    #[arg(long, value_name = "CLASS")]
    pub(super) volume: String,
    /// The school as it is now: `truong.yaml`.
    #[arg(long, value_name = "FILE", required_unless_present = "fill")]
    pub(super) school: Option<PathBuf>,
    /// A file that was prepared before and filled in since.
    #[arg(long, value_name = "FILE", conflicts_with = "school")]
    pub(super) fill: Option<PathBuf>,
    /// Where the papers go.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// The day of preparation; today if left out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) on: Option<String>,
    /// Whose orders count.
    #[command(flatten)]
    pub(super) trust: TrustArgs,
}

/// What `dispose execute` is told.
#[derive(Debug, Args)]
pub(super) struct ExecuteArgs {
    /// The archive.
    pub(super) archive: PathBuf,
    /// The filled-in file; the statement and its signatures lie beside it.
    #[arg(long, value_name = "FILE")]
    pub(super) file: PathBuf,
    /// The volume, once more, so that no slip destroys another.
    #[arg(long, value_name = "CLASS")]
    pub(super) volume: String,
    /// A last signer.
    #[command(flatten)]
    pub(super) signer: OptionalSigner,
    /// What is known from outside.
    #[command(flatten)]
    pub(super) known: KnownArgs,
}

/// What `key` does.
#[derive(Debug, Subcommand)]
pub(super) enum KeyCommand {
    /// A new key pair.
    New {
        /// Where: PREFIX.key and PREFIX.pub.
        #[arg(long, value_name = "PREFIX")]
        out: PathBuf,
        /// The holder's name.
        #[arg(long, value_name = "NAME")]
        holder: String,
        /// The holder's role.
        #[arg(long, value_name = "ROLE")]
        role: String,
        /// A file with the password on one line.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
    /// A public key, with its fingerprint.
    Show {
        /// PREFIX.pub.
        key: PathBuf,
    },
}
