//! Files: where they are, writing them so that nothing is lost, and the one file the user cannot do without.
//!
//! What a file means is decided elsewhere; here it is found, read, locked and replaced. Start with [`Store`]; friends have a
//! file of their own, [`FriendsFile`].

mod durable;
mod friends;
mod places;
mod store;

#[cfg(test)]
mod tests;

pub use durable::{Lock, LockError, sum, survive_size_limits, write_durably};
pub use friends::{FriendsError, FriendsFile};
pub use places::{NoHome, Places};
pub use store::{Loaded, SaveError, Saved, Store};
