//! The project's own format, TOML that a person can read and edit: the events that ship, and imported ones.
//!
//! The program carries the events that ship as `seeds/seeds.bin`, a compact form that a test makes of their texts; it
//! fails with the place of what is wrong in them. Start with [`event`].

mod event;
mod shared;
mod table;

use super::Options;
use super::shape::Shape;
use crate::model::Schedule;
use crate::problem::{Problem, Severity};
use event::event;
use shared::Shared;

pub(super) fn recognises(shape: &Shape) -> bool {
    *shape == Shape::Toml
}

pub(super) fn read(text: &str, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
    let (mut schedule, problems) = event(text, &options.file, Shared::default());
    if schedule.sessions.is_empty() {
        let first = problems.into_iter().find(|problem| problem.severity == Severity::Error);
        return Err(first.unwrap_or_else(|| Problem::error(&options.file, "this is TOML without a [[session]]")));
    }
    if let Some(zone) = options.zone.filter(|zone| *zone != schedule.event.zone) {
        // Wall-clock times have been taken for times of the file's zone, so the user's has to move them.
        for slot in schedule.sessions.iter_mut().filter_map(|session| session.slot.as_mut()) {
            let before = schedule.event.zone;
            slot.start = zone.instant(before.local(slot.start).naive_local());
            slot.end = zone.instant(before.local(slot.end).naive_local());
        }
        schedule.event.zone = zone;
    }
    Ok((schedule, problems))
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(super) use tests::folder;
