//! Conferences that can be brought in by their name: our own list of series, and lists that others keep.
//!
//! This room reads texts that it is given and fetches nothing. Start with [`series`] and [`read`], which make
//! [`Conference`]s, and [`find`], which looks for some of them.

mod conference;
mod find;
mod list;
mod series;

#[cfg(test)]
mod tests;

pub use conference::Conference;
pub use find::find;
pub use list::{NotAList, read};
pub use series::{place_of, rooms_of, series};
