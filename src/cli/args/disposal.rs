//! What the steps of a lawful destruction are told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{KnownArgs, OptionalSigner, SignerArgs, TrustArgs};

/// What `dispose` does, in this order.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum DisposeCommand {
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
pub(in crate::cli) struct PrepareArgs {
    /// The archive.
    pub(in crate::cli) archive: PathBuf,
    /// The volume.
    #[arg(long, value_name = "CLASS")]
    pub(in crate::cli) volume: String,
    /// The school as it is now: `truong.yaml`.
    #[arg(long, value_name = "FILE", required_unless_present = "fill")]
    pub(in crate::cli) school: Option<PathBuf>,
    /// A file that was prepared before and filled in since.
    #[arg(long, value_name = "FILE", conflicts_with = "school")]
    pub(in crate::cli) fill: Option<PathBuf>,
    /// Where the papers go.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: PathBuf,
    /// The day of preparation; today if left out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(in crate::cli) on: Option<String>,
    /// Whose orders count.
    #[command(flatten)]
    pub(in crate::cli) trust: TrustArgs,
}

/// What `dispose execute` is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct ExecuteArgs {
    /// The archive.
    pub(in crate::cli) archive: PathBuf,
    /// The filled-in file; the statement and its signatures lie beside it.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// The volume, once more, so that no slip destroys another.
    #[arg(long, value_name = "CLASS")]
    pub(in crate::cli) volume: String,
    /// A last signer.
    #[command(flatten)]
    pub(in crate::cli) signer: OptionalSigner,
    /// What is known from outside.
    #[command(flatten)]
    pub(in crate::cli) known: KnownArgs,
}
