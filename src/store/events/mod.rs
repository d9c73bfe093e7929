//! Events that the user has imported, kept in the data directory: one folder each.
//!
//! `event.toml` says where the event came from and how to get it again, `original.gz` holds the bytes as they came,
//! `changes.json` what the last refreshes changed. `schedule.bin` is the event as it was read, so that nothing is parsed
//! when the program starts; it can be made again from the original, and has to be after every change of version, for a
//! newer version may read more. Which reader does that is not known here. Start with [`EventStore`].

mod cache;
mod error;
mod left_out;
mod original;
mod store;
mod stored;

pub use error::KeepError;
pub use original::Original;
pub use store::EventStore;
pub use stored::StoredEvent;
