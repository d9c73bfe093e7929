//! A person's day: what they go to in order, where it clashes, what fits the gaps, the best plan, what is on now.
//!
//! Everything here compares instants, so daylight saving takes care of itself; days are conference days, so the hours
//! after midnight belong to the night before. This room never asks for the time, reads no file and knows no screen:
//! the programme, the marks, the rules and the moment are handed in as a [`Context`]. Start with [`Transfer`], which
//! says how long a change of rooms takes, then [`conflicts`], on which all else rests.

mod conflict;
mod conflict_kind;
mod context;
mod day;
mod gap;
mod leave;
mod lunch;
mod max_weight_set;
mod now;
mod plan;
#[cfg(test)]
mod properties;
mod rules;
mod service;
mod solution;
mod suggestion;
#[cfg(test)]
mod tests;
mod transfer;
mod triage;
mod watching;

pub use conflict::{Conflict, conflicts};
pub use conflict_kind::ConflictKind;
pub use context::{Context, date_of, dates_of, days};
pub use day::{Agenda, Day, DayRow, Watch, agenda};
pub use gap::{Gap, LEAST_GAP, gaps};
pub use leave::{Leave, leave, leave_wakes, reachable};
pub use lunch::{Lunch, NoLunch};
pub use now::{Due, Now, due, now, upcoming};
pub use plan::{By, Dropped, Plan, PlanOptions, plan};
pub use rules::{Distance, RoomRule, TransferRules};
pub use service::{is_beside, is_service, is_suggestible, stands_back};
pub use solution::{Solution, repeats, solutions};
pub use suggestion::{Nearest, Reason, Suggestion, changes_of, done, instead, suggestion_score, suggestions};
pub use transfer::Transfer;
pub use triage::{Showings, to_decide};
pub use watching::{WatchOrder, WatchTotals, left_to_watch, to_watch};
