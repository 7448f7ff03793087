//! The only writer: pages → a fresh folder, manifests, leaves, seal and signatures, put in place at once.
//!
//! Writes into a folder of its own beside the target and renames it at the end, so that a kill at any instant leaves
//! the old archive or none. Copies an archive to other media, and mends one from its copies. May use the archive
//! format, minisign and the file system (new files only); never overwrites, never follows links, never reads the
//! clock; chance comes in as an argument, save for encrypted copies, whose keys their crate draws. `destruction` alone removes, and only a volume whose lawful end the caller
//! has established.

mod adding;
mod bound;
mod container;
mod copying;
mod destruction;
mod growing;
mod key;
mod locks;
mod mending;
mod opened;
mod parity;
mod parity_list;
mod pieces;
mod placing;
mod sealing;
mod staging;
mod volume;
mod zipped;

pub use adding::Adding;
pub use container::{Beside, CONTAINER_END, Contained, ContainerError, Content, contain};
pub use copying::{Copying, Item, holds, inventory};
pub use destruction::Destruction;
pub use growing::{Mode, store_new};
pub use key::{KeyError, KeyFiles, Password, PublicKeyFile, Signer, new_key_pair, password_in};
pub use locks::{Identity, Keys, Locked, OpenError, Openers, Recipient, identities, recipients};
pub use mending::{Mended, MendedContainer, Mending, mend_container};
pub use opened::{Container, locked};
pub use parity::{Restored, restore, settle_container, write_parity};
pub use sealing::{Sealed, Sealing, SealingError, Statement};
pub use staging::{Staging, StagingError};
pub use volume::{VolumeEntry, VolumeWriter};
