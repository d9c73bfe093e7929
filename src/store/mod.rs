//! The user's files: favourites, friends, imported events, and the folders that they are in.
//!
//! What the files mean is decided elsewhere; here they are found, read, locked and replaced, so that nothing of the user's
//! is ever lost. Start with [`Places`], and with [`Store`], [`FriendsFile`] and [`Shelf`], one for each kind of file.

mod events;
mod favourites;
mod friends;
mod places;

pub use events::{KeepError, Kept, Shelf};
pub use favourites::{Loaded, SaveError, Saved, Store};
pub use friends::{FriendsError, FriendsFile};
pub use places::{NoHome, Places};
