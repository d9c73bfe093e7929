//! Favourites that another program, or another person's kubetalks, has written: what they refer to, and which sessions
//! here those are.
//!
//! This room knows no disk and no network, and marks nothing. Start with [`read`], which takes any of the forms of
//! [`Kind`], and [`match_to`], which finds the sessions; each module beside them reads one form.

mod calendar;
mod csv;
mod giggity;
mod json;
mod list;
mod matching;
mod own;
mod read;
mod reading;
mod spelling;

#[cfg(test)]
mod tests;

pub use matching::{Matched, match_to};
pub use read::{read, recognise};
pub use reading::{ForeignReading, Kind, Reference, event_named};
