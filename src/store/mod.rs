//! The user's files: favourites, friends, imported events, what was exported, and the folders that they are in.
//!
//! What the files mean is decided elsewhere; here they are found, read, locked and replaced, so that nothing of the user's
//! is ever lost. Start with [`Places`], and with [`FavouritesStore`], [`FriendsStore`] and [`EventStore`], one for each kind of file; a
//! [`Rescue`] is for marks that cannot be stored.

mod copies;
mod events;
mod exported;
mod favourites;
mod friends;
mod personal_file;
mod places;
mod rescue;
mod state;

pub use events::{EventStore, KeepError, Original, StoredEvent};
pub use exported::ExportStore;
pub use favourites::{FavouritesStore, Legible, LoadedFavourites, SaveError, Saved};
pub use friends::{FriendsError, FriendsStore};
pub use places::{NoHome, Places};
pub use rescue::{Rescue, Rescued};
pub use state::SavedState;
