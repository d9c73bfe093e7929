//! What the user attached to sessions: entries, how versions of them are merged, their text form, finding their
//! sessions again in a schedule whose ids have changed, undo.
//!
//! This room knows no disk, no screen and no clock: times are handed in. Nothing is ever removed from [`Favourites`];
//! taking a mark away leaves an [`Entry`] that says so, or another copy would bring the mark back. Start with
//! [`Favourites`]; [`read`] and [`Favourites::text`] are the way in and out.

mod entries;
mod entry;
mod journal;
mod plain;
mod resolve;
mod sides;
mod text;
mod written;

#[cfg(test)]
mod tests;

pub use entries::Favourites;
pub use entry::{Entry, Extra};
pub use journal::{Change, ChangeStep, Journal};
pub use resolve::{Move, Resolved};
pub use sides::sides;
pub use text::{FavouritesReading, read};
