//! Of which event marks are handed over where nobody says so.

use crate::model::{EventIx, Mark, Programme, SessionIx, Slot};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// The one event of which something is marked or, of several, the one that is not over.
///
/// # Errors
/// There is none, or there are these.
pub fn event_meant(
    programme: &Programme,
    mark: impl Fn(SessionIx) -> Option<Mark>,
    now: DateTime<Utc>,
) -> Result<EventIx, Vec<EventIx>> {
    let marked = programme.order().iter().filter(|ix| matches!(mark(**ix), Some(Mark::Going | Mark::Interested)));
    let events: BTreeSet<EventIx> = marked.map(|ix| programme.event_ix(*ix)).collect();
    let is_over = |event: &EventIx| {
        let event = programme.event(*event);
        let today = event.day_of(&Slot { start: now, end: now, all_day: false });
        event.last_day.or(event.first_day).is_none_or(|last| last < today)
    };
    let ahead: Vec<EventIx> = events.iter().copied().filter(|event| !is_over(event)).collect();
    match (ahead.as_slice(), Vec::from_iter(events)) {
        ([only], _) => Ok(*only),
        (_, all) if all.len() == 1 => Ok(all[0]),
        (_, all) => Err(all),
    }
}
