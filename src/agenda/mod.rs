//! A person's day: what they go to in order, where it clashes, what fits the gaps, the best plan, what is on now.
//!
//! Everything here compares instants, so daylight saving takes care of itself; days are conference days, so the hours
//! after midnight belong to the night before. This room never asks for the time, reads no file and knows no screen:
//! the programme, the marks, the rules and the moment are handed in as a [`Context`]. Start with [`Transfer`], which
//! says how long a change of rooms takes, then [`conflicts`], on which all else rests.

mod conflict;
mod context;
mod day;
mod fitting;
mod gap;
mod heaviest;
mod lunch;
mod now;
mod plan;
#[cfg(test)]
mod properties;
mod rules;
mod solution;
#[cfg(test)]
mod tests;
mod transfer;

pub use conflict::{Conflict, ConflictKind, conflicts};
pub use context::{Context, date_of, days};
pub use day::{Agenda, Day, Row, Watch, agenda};
pub use fitting::{Likeness, Reason, Suggestion, fitting, instead};
pub use gap::{Gap, LEAST_GAP, gaps};
pub use lunch::{Lunch, NoLunch};
pub use now::{Coming, Now, Running, due, now, upcoming};
pub use plan::{By, Dropped, Plan, Wishes, plan};
pub use rules::{Distance, Rules};
pub use solution::{Solution, repeats, solutions};
pub use transfer::Transfer;
