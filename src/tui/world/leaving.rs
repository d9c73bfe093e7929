//! When to leave for what the user goes to next, in one line for every screen.

use crate::agenda::{Leave, leave, leave_wakes, reachable};
use crate::model::SessionIx;
use crate::tui::world::facts::World;
use crate::tui::world::times;
use crate::words::{self, Leaving, hour};
use chrono::{DateTime, Utc};

impl World {
    /// What the user has to leave for now.
    pub fn leave(&self) -> Option<Leave> {
        let before = self.preferences().leave;
        (before > 0).then(|| leave(&self.agenda_context(), self.now(), before)).flatten()
    }

    /// That in the parts of a line, and whether they are late.
    pub fn leave_line(&self) -> Option<(Vec<String>, bool)> {
        let leave = self.leave()?;
        let programme = self.programme();
        let (session, event) = (programme.session(leave.session), programme.event_of(leave.session));
        let instead = self.still_reachable(&leave).map(|ix| (ix, programme.session(ix)));
        let room = |session| programme.room_name(session).unwrap_or_default();
        let leaving = Leaving {
            hour: hour(times::shown(self, event, session.slot?.start)),
            room: room(session),
            title: &session.title,
            minutes: leave.minutes,
            way: leave.from.map(|_| leave.way),
            moved: self.news().of(leave.session).and_then(|unread| unread.moved_from(self.now())),
            instead: instead.and_then(|(ix, other)| Some((times::span(self, ix)?, other.title.as_str(), room(other)))),
        };
        Some((words::leaving(&leaving), leave.is_late()))
    }

    /// The next instant at which that may be another.
    pub fn next_leave(&self) -> Option<DateTime<Utc>> {
        (self.preferences().leave > 0).then(|| leave_wakes(&self.agenda_context(), self.clock().present)).flatten()
    }

    /// Where to go instead of what they are late for.
    fn still_reachable(&self, leave: &Leave) -> Option<SessionIx> {
        let programme = self.programme();
        let nearest = |ix: SessionIx, others: &[SessionIx]| self.likeness()?.nearest(programme, ix, others);
        leave.is_late().then(|| reachable(&self.agenda_context(), leave, self.now(), &nearest)).flatten()
    }
}
