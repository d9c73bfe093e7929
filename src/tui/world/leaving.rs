//! When to leave for what the user goes to next, in one line for every screen.

use crate::agenda::{Leave, leave, leave_wakes, reachable};
use crate::changes::{ChangedField, FieldChange};
use crate::model::SessionIx;
use crate::tui::world::facts::World;
use crate::tui::world::times;
use crate::words::{age, hour, leaving};
use chrono::{DateTime, Utc};

impl World {
    /// What the user has to leave for now.
    pub fn leave(&self) -> Option<Leave> {
        let before = self.preferences().leave;
        (before > 0).then(|| leave(&self.agenda_context(), self.now(), before)).flatten()
    }

    /// That in a line, and whether they are late.
    pub fn leave_line(&self) -> Option<(String, bool)> {
        let leave = self.leave()?;
        let programme = self.programme();
        let (session, event) = (programme.session(leave.session), programme.event_of(leave.session));
        let start = times::shown(self, event, session.slot?.start);
        let room = programme.room_name(session).unwrap_or_default();
        let way = leave.from.map(|_| leave.way);
        let mut line = leaving(&hour(start), room, &session.title, leave.minutes, way);
        if let Some(moved) = self.moved_from(leave.session) {
            line.push_str(&format!(" · {moved}"));
        }
        if let Some(other) = self.still_reachable(&leave) {
            line.push_str(&format!(" · still to be reached: {other}"));
        }
        Some((line, leave.is_late()))
    }

    /// The next instant at which that may be another.
    pub fn next_leave(&self) -> Option<DateTime<Utc>> {
        (self.preferences().leave > 0).then(|| leave_wakes(&self.agenda_context(), self.clock().present)).flatten()
    }

    /// Where it was before, and when that was told.
    fn moved_from(&self, session: SessionIx) -> Option<String> {
        let unread = self.news().of(session)?;
        let was = |field| unread.field(field).map(|change: &FieldChange| change.old.words());
        let was = was(ChangedField::Room).or(was(ChangedField::Start))?;
        Some(format!("moved from {was} {}", age(self.now(), unread.at)))
    }

    /// Where to go instead of what they are late for.
    fn still_reachable(&self, leave: &Leave) -> Option<String> {
        let programme = self.programme();
        let nearest = |ix: SessionIx, others: &[SessionIx]| self.likeness()?.nearest(programme, ix, others);
        let context = self.agenda_context();
        let other = leave.is_late().then(|| reachable(&context, leave, self.now(), &nearest)).flatten()?;
        let session = programme.session(other);
        let room = programme.room_name(session).map_or(String::new(), |room| format!(", {room}"));
        Some(format!("{} {}{room}", times::span(self, other)?, session.title))
    }
}
