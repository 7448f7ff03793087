//! What may be typed after `niemphong trust`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Where a new version goes, who signs it, and for how long it holds.
#[derive(Debug, Args)]
pub(in crate::cli) struct Issue {
    /// The trust file to write; its signatures go beside it.
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
    /// Secret keys of roots, each of which signs.
    #[arg(long, value_name = "KEY", required = true, num_args = 1..)]
    pub(super) root: Vec<PathBuf>,
    /// Files with the roots' passwords: one for all, or one for each.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(super) password_file: Vec<PathBuf>,
    /// The day it is issued.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) issued: Option<String>,
    /// For how many days it may be relied on.
    #[arg(long, value_name = "N")]
    pub(super) days: Option<u32>,
}

/// A version that follows another.
#[derive(Debug, Args)]
pub(in crate::cli) struct Next {
    /// The trust file as it is.
    pub(super) file: PathBuf,
    /// Where the new version goes.
    #[command(flatten)]
    pub(super) issue: Issue,
}

/// What `trust` does.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TrustCommand {
    /// A first trust file.
    New {
        /// Where it goes.
        #[command(flatten)]
        issue: Issue,
        /// Public keys to trust.
        #[arg(long, value_name = "PUB", required = true, num_args = 1..)]
        add: Vec<PathBuf>,
        /// The school's code, with or without its province.
        #[arg(long, value_name = "[PROVINCE/]CODE")]
        school: Option<String>,
        /// Roles that must have signed.
        #[arg(long, value_name = "ROLE", num_args = 1..)]
        require: Vec<String>,
        /// How many of these roles are enough.
        #[arg(long, value_name = "N")]
        need: Option<u64>,
        /// First day of the keys.
        #[arg(long, value_name = "YYYY-MM-DD")]
        valid_from: Option<String>,
        /// Last day of the keys.
        #[arg(long, value_name = "YYYY-MM-DD")]
        valid_to: Option<String>,
        /// Public keys of further roots, which sign later.
        #[arg(long, value_name = "PUB", num_args = 1..)]
        further_roots: Vec<PathBuf>,
        /// How many roots must sign.
        #[arg(long, value_name = "N", default_value_t = 1)]
        threshold: u64,
    },
    /// What a trust file says, and who signed it.
    Show {
        /// The trust file.
        file: PathBuf,
        /// Fingerprints of its roots, from paper.
        #[arg(long, value_name = "FINGERPRINT")]
        trust_root: Vec<String>,
    },
    /// Further keys.
    Add {
        /// The next version.
        #[command(flatten)]
        next: Next,
        /// Public keys to trust.
        #[arg(long, value_name = "PUB", required = true, num_args = 1..)]
        add: Vec<PathBuf>,
        /// The school's code.
        #[arg(long, value_name = "CODE")]
        school: Option<String>,
        /// First day of the keys.
        #[arg(long, value_name = "YYYY-MM-DD")]
        valid_from: Option<String>,
        /// Last day of the keys.
        #[arg(long, value_name = "YYYY-MM-DD")]
        valid_to: Option<String>,
    },
    /// A key that was lost or given up.
    Revoke {
        /// The next version.
        #[command(flatten)]
        next: Next,
        /// The key.
        #[arg(long = "key", value_name = "PUB")]
        key_spec: String,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// Since when it may have been in other hands.
        #[arg(long = "compromised-since", value_name = "YYYY-MM-DD")]
        since: String,
        /// The day of revocation.
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<String>,
    },
    /// A new holder of an office.
    Succeed {
        /// The next version.
        #[command(flatten)]
        next: Next,
        /// The key of who leaves.
        #[arg(long = "key", value_name = "PUB")]
        key_spec: String,
        /// The public key of who follows.
        #[arg(long, value_name = "PUB")]
        successor: PathBuf,
        /// First day in office.
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: String,
        /// Last day of the new key.
        #[arg(long, value_name = "YYYY-MM-DD")]
        valid_to: Option<String>,
    },
    /// An order that a volume must not be destroyed.
    Hold {
        /// The next version.
        #[command(flatten)]
        next: Next,
        /// The archive.
        #[arg(long = "archive", value_name = "ID")]
        archive_id: String,
        /// The volume.
        #[arg(long, value_name = "CLASS")]
        volume: String,
        /// The order.
        #[arg(long, value_name = "TEXT")]
        order: String,
        /// First day.
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: Option<String>,
        /// Last day.
        #[arg(long, value_name = "YYYY-MM-DD")]
        until: Option<String>,
    },
    /// An order that ends.
    Lift {
        /// The next version.
        #[command(flatten)]
        next: Next,
        /// The archive.
        #[arg(long = "archive", value_name = "ID")]
        archive_id: String,
        /// The volume.
        #[arg(long, value_name = "CLASS")]
        volume: String,
        /// Last day.
        #[arg(long, value_name = "YYYY-MM-DD")]
        until: String,
    },
    /// A seal whose signed paper was received.
    PaperSeal {
        /// The next version.
        #[command(flatten)]
        next: Next,
        /// The archive.
        #[arg(long = "archive", value_name = "ID")]
        archive_id: String,
        /// The seal's number.
        #[arg(long, value_name = "N")]
        serial: String,
        /// The digest on the paper.
        #[arg(long = "seal", value_name = "DIGEST")]
        seal_digest: String,
        /// The day it was received.
        #[arg(long, value_name = "YYYY-MM-DD")]
        received: Option<String>,
    },
    /// A statement of destruction whose signed paper was received.
    PaperDisposal {
        /// The next version.
        #[command(flatten)]
        next: Next,
        /// The archive.
        #[arg(long = "archive", value_name = "ID")]
        archive_id: String,
        /// The seal's number.
        #[arg(long, value_name = "N")]
        serial: String,
        /// The volume.
        #[arg(long, value_name = "CLASS")]
        volume: String,
        /// The digest of the statement.
        #[arg(long, value_name = "DIGEST")]
        statement: String,
        /// The day it was received.
        #[arg(long, value_name = "YYYY-MM-DD")]
        received: Option<String>,
    },
    /// Whose signatures archives need.
    Policy {
        /// The next version.
        #[command(flatten)]
        next: Next,
        /// The archives: an id, or its beginning and `*`.
        #[arg(long = "archives", value_name = "ID|BEGINNING*")]
        pattern: String,
        /// Roles that must have signed.
        #[arg(long, value_name = "ROLE", num_args = 1.., required_unless_present = "remove")]
        require: Vec<String>,
        /// How many of these roles are enough.
        #[arg(long, value_name = "N")]
        need: Option<u64>,
        /// Take the policy away.
        #[arg(long, conflicts_with_all = ["require", "need"])]
        remove: bool,
    },
    /// Other root keys.
    RotateRoot {
        /// The next version.
        #[command(flatten)]
        next: Next,
        /// Public keys of all roots from now on.
        #[arg(long, value_name = "PUB", required = true, num_args = 1..)]
        roots: Vec<PathBuf>,
        /// How many roots must sign.
        #[arg(long, value_name = "N")]
        threshold: u64,
    },
    /// The same for longer.
    Renew {
        /// The next version.
        #[command(flatten)]
        next: Next,
    },
    /// A further root's signature.
    Sign {
        /// The trust file.
        file: PathBuf,
        /// The root's secret key.
        #[arg(long, value_name = "KEY")]
        root: PathBuf,
        /// A file with the root's password on one line.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
}
