//! Who signs, who is trusted, and what an archive is held against.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// A signer that may be left out.
#[derive(Debug, Args)]
pub(in crate::cli) struct OptionalSigner {
    /// The secret key file.
    #[arg(long, value_name = "FILE", requires = "role")]
    pub(in crate::cli) key: Option<PathBuf>,
    /// A file with the password on one line.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) password_file: Option<PathBuf>,
    /// The signer's role.
    #[arg(long, value_name = "ROLE")]
    pub(in crate::cli) role: Option<String>,
}

/// A signer.
#[derive(Debug, Args)]
pub(in crate::cli) struct SignerArgs {
    /// The secret key file.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) key: PathBuf,
    /// A file with the password on one line.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) password_file: Option<PathBuf>,
    /// The signer's role.
    #[arg(long, value_name = "ROLE")]
    pub(in crate::cli) role: String,
}

/// What `verify` is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct VerifyArgs {
    /// The archive.
    #[arg(required_unless_present = "chain")]
    pub(in crate::cli) archive: Option<PathBuf>,
    /// The archives of a chain, or further ones.
    #[arg(long, value_name = "DIR", num_args = 1..)]
    pub(in crate::cli) chain: Vec<PathBuf>,
    /// Leave out the contents of the files.
    #[arg(long)]
    pub(in crate::cli) quick: bool,
    /// What opens it, if it is an encrypted copy.
    #[command(flatten)]
    pub(in crate::cli) opener: OpenerArgs,
    /// What is known from outside.
    #[command(flatten)]
    pub(in crate::cli) known: KnownArgs,
}

/// What `paper` is told.
#[derive(Debug, Args)]
pub(in crate::cli) struct PaperArgs {
    /// Photos, scans, texts of symbols, or files with one text a line.
    #[arg(required = true, value_name = "FILE|TEXT")]
    pub(in crate::cli) sheets: Vec<String>,
    /// The archives.
    #[arg(long, value_name = "DIR", required_unless_present = "pack")]
    pub(in crate::cli) archive: Vec<PathBuf>,
    /// Seal packs.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) pack: Vec<PathBuf>,
    /// What is known from outside.
    #[command(flatten)]
    pub(in crate::cli) known: KnownArgs,
}

/// What opens an encrypted copy.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct OpenerArgs {
    /// Files of age identities.
    #[arg(long, value_name = "FILE", conflicts_with = "password_file")]
    pub(in crate::cli) identity: Vec<PathBuf>,
    /// A file with the password on one line.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) password_file: Option<PathBuf>,
}

/// What is known from outside the archive.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct KnownArgs {
    /// The trust file; earlier versions first.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) trust: Vec<PathBuf>,
    /// The fingerprint of the trust file's root, from paper.
    #[arg(long, value_name = "FINGERPRINT")]
    pub(in crate::cli) trust_root: Vec<String>,
    /// The seal's digest, from paper.
    #[arg(long, value_name = "sha256:…")]
    pub(in crate::cli) expect_seal: Option<String>,
    /// The day to judge keys by; today if left out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(in crate::cli) as_of: Option<String>,
    /// The lowest serial that is acceptable.
    #[arg(long, value_name = "N")]
    pub(in crate::cli) min_serial: Option<String>,
    /// The lowest version of the trust file that is acceptable.
    #[arg(long, value_name = "N")]
    pub(in crate::cli) min_trust_version: Option<u32>,
}

/// A trust file, and how it is believed.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct TrustArgs {
    /// The trust file; earlier versions first.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) trust: Vec<PathBuf>,
    /// The fingerprint of the trust file's root, from paper.
    #[arg(long, value_name = "FINGERPRINT")]
    pub(in crate::cli) trust_root: Vec<String>,
}

impl TrustArgs {
    /// The same, judged by a day.
    pub(in crate::cli) fn on(&self, day: Option<&String>) -> KnownArgs {
        KnownArgs {
            trust: self.trust.clone(),
            trust_root: self.trust_root.clone(),
            as_of: day.cloned(),
            ..KnownArgs::default()
        }
    }
}

/// What `key` does.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum KeyCommand {
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
    /// A secret that seeds are derived from.
    Secret {
        /// Where.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// A public key, with its fingerprint.
    Show {
        /// PREFIX.pub.
        key: PathBuf,
    },
}
