//! What changed between two versions of one event's schedule.
//!
//! This room knows neither where the schedules come from nor where reports are kept; the time is handed in. A
//! [`Report`] is complete in itself, with ids and values instead of positions, so that it can be stored and read again
//! when both schedules are gone. It is worded where it is shown. Start with [`compare`]; which sessions are the same is
//! decided in [`identity`](crate::identity), how a report reads in `lines`.

mod compare;
mod lines;
mod report;
mod unread;

#[cfg(test)]
mod tests;

pub use compare::compare;
pub use lines::ReportLine;
pub use report::{Changed, ChangedField, FieldChange, FieldValue, Item, Report, Section};
pub use unread::{ReadChanges, Unread, unread};
