//! Long schedules are opened without a look at all of them: what turns out to be damaged later is told and made again.

use crate::model::{EventIx, Programme};
use crate::store::EventStore;

/// What to say of each event whose stored schedule turned out to be damaged. Its file goes, so that the next start makes
/// it anew.
pub fn damage(programme: &Programme, event_store: &EventStore) -> Vec<String> {
    let events = (0..programme.events().len()).map(EventIx::new);
    let damaged = events.filter(|event| programme.packed(*event).damage().is_some());
    damaged
        .map(|event| {
            let id = &programme.event(event).id;
            match event_store.discard(id) {
                Ok(()) => format!("what is kept of '{id}' is damaged; start again, and it is made anew"),
                Err(error) => format!("what is kept of '{id}' is damaged: {error}"),
            }
        })
        .collect()
}
