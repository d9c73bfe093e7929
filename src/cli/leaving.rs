//! When to leave for what the user goes to next, as `now` tells it.

use super::{Clocks, MarkedSessions};
use crate::agenda::{Leave, leave, reachable};
use crate::model::SessionIx;
use crate::words::leaving;
use serde::Serialize;

/// What one has to leave for.
#[derive(Serialize)]
pub(super) struct LeaveRecord {
    /// `event/session`.
    session: String,
    /// Until one has to leave; less than nothing where one is late.
    minutes: i64,
    /// How long the way takes.
    way: u32,
    late: bool,
}

impl LeaveRecord {
    pub(super) fn of(marked: &MarkedSessions<'_>) -> Option<Self> {
        let leave = due(marked)?;
        let session = marked.startup.programme.full_id(leave.session);
        Some(Self { session, minutes: leave.minutes, way: leave.way, late: leave.is_late() })
    }
}

fn due(marked: &MarkedSessions<'_>) -> Option<Leave> {
    let before = marked.startup.config.day.leave;
    (before > 0).then(|| leave(&marked.context(), marked.startup.now(), before)).flatten()
}

/// That in a line.
pub(super) fn line(marked: &MarkedSessions<'_>) -> Option<String> {
    let leave = due(marked)?;
    let startup = marked.startup;
    let programme = &startup.programme;
    let session = programme.session(leave.session);
    let start = session.slot?.start;
    let hour = Clocks::of(startup).hours(programme.event_of(leave.session), start, start);
    let room = programme.room_name(session).unwrap_or_default();
    let mut line = leaving(&hour, room, &session.title, leave.minutes, leave.from.map(|_| leave.way));
    let none = |_: SessionIx, _: &[SessionIx]| None;
    let other = leave.is_late().then(|| reachable(&marked.context(), &leave, startup.now(), &none)).flatten();
    if let Some(other) = other {
        let session = programme.session(other);
        let room = programme.room_name(session).map_or(String::new(), |room| format!(", {room}"));
        line.push_str(&format!(" · still to be reached: {}{room}", session.title));
    }
    Some(line)
}
