//! When to leave for what the user goes to next, as `now` tells it.

use super::{Clocks, MarkedSessions};
use crate::agenda::{Leave, leave, reachable};
use crate::model::{SessionIx, Slot};
use crate::search::Likeness;
use crate::words::{self, Leaving};
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

/// That in a line, in the words of the screen.
pub(super) fn line(marked: &MarkedSessions<'_>) -> Option<String> {
    let leave = due(marked)?;
    let startup = marked.startup;
    let programme = &startup.programme;
    let session = programme.session(leave.session);
    let hours = |ix, slot: Slot| Clocks::of(startup).hours(programme.event_of(ix), slot.start, slot.end);
    let room = |session| programme.room_name(session).unwrap_or_default();
    let start = session.slot?.start;
    let unread = startup.news_of(leave.session);
    let instead = still_reachable(marked, &leave).map(|ix| (ix, programme.session(ix)));
    let leaving = Leaving {
        hour: hours(leave.session, Slot { start, end: start, all_day: false }),
        room: room(session),
        title: &session.title,
        minutes: leave.minutes,
        way: leave.from.map(|_| leave.way),
        moved: unread.and_then(|unread| unread.moved_from(startup.now())),
        instead: instead.and_then(|(ix, other)| Some((hours(ix, other.slot?), other.title.as_str(), room(other)))),
    };
    Some(words::leaving(&leaving).join(" · "))
}

/// Where to go instead, by what it has in common with what one is late for.
fn still_reachable(marked: &MarkedSessions<'_>, leave: &Leave) -> Option<SessionIx> {
    if !leave.is_late() {
        return None;
    }
    let programme = &marked.startup.programme;
    let words = Likeness::new(programme);
    let nearest = |ix: SessionIx, others: &[SessionIx]| words.nearest(programme, ix, others);
    reachable(&marked.context(), leave, marked.startup.now(), &nearest)
}
