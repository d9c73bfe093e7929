//! Times as people read them, on the clock of the event or on their own.

use crate::model::{Event, SessionIx, Slot, Zone};
use crate::tui::app::State;
use crate::words::{self, day, short_day};
use chrono::{DateTime, FixedOffset, Utc};

/// The zone in which the times of an event are shown.
pub fn shown_zone(state: &State, event: &Event) -> Zone {
    if state.in_own_zone && event.zone.is_known() { state.own_zone } else { event.zone }
}

/// An instant on the clock that is shown for an event.
pub fn shown(state: &State, event: &Event, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
    shown_zone(state, event).local(instant)
}

/// Start and end on one clock: `10:55–11:25`.
pub fn span(state: &State, event: &Event, slot: &Slot) -> String {
    words::span(shown_zone(state, event), slot)
}

/// When a session takes place, in one line; nothing where neither time nor day is known. A day without a time is the
/// day the source gives: of a recorded session that of its recording.
pub fn when(state: &State, ix: SessionIx) -> Option<String> {
    let session = state.programme.session(ix);
    let event = state.programme.event(session.event);
    let Some(slot) = session.slot else {
        return session.day.map(day);
    };
    let date = shown(state, event, slot.start).date_naive();
    let zone = words::zone(shown_zone(state, event));
    Some(format!("{}, {} ({zone})", day(date), span(state, event, &slot)))
}

/// When a session takes place, for the second line of a list: `Tue 24 Mar 10:55`.
pub fn brief(state: &State, ix: SessionIx) -> Option<String> {
    let session = state.programme.session(ix);
    let event = state.programme.event(session.event);
    let slot = session.slot?;
    let start = shown(state, event, slot.start);
    let date = short_day(start.date_naive());
    Some(match (state.browse.grouped, slot.all_day) {
        // The day stands above it then.
        (true, _) => span(state, event, &slot),
        (false, true) => date,
        (false, false) => format!("{date} {}", span(state, event, &slot)),
    })
}
