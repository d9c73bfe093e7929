//! Bringing events in: from a file, an address or standard input to the store, and fetching them again.
//!
//! This room only puts things in order: doors fetch and keep, `source` reads, `changes` compares. It writes to no screen
//! and takes the time and the rules of the network as values, so that the commands and a thread of the full-screen
//! program use it alike. It knows nothing of marks: whoever has favourites lets them follow the schedule that comes back.
//! Start with [`import`] and [`refresh`]; [`load`] is what happens at every start, [`look_at`] opens without keeping.

mod brought;
mod collection;
mod following;
mod import;
mod lists;
mod loading;
mod placing;
mod reading;
mod request;
mod taking;
#[cfg(test)]
mod tests;

pub use crate::io::network::{NetworkRules, TransferProgress};
pub use brought::{Brought, ImportError, News, Seen};
pub use collection::Collection;
pub use import::{bytes, describe, import, look_at, refresh};
pub use lists::ConferenceList;
pub use loading::{anew, load};
pub use request::{Hearsay, ImportRequest, Origin, Overrides};
