//! What the program wakes for by itself: a clock that is in sight, and a session that one goes to.
//!
//! Nothing here ticks: [`State::next_wake`] names the one instant that matters next, and mostly there is none.

use crate::agenda::due;
use crate::model::{Mark, SessionIx};
use crate::tui::app::State;
use crate::tui::message::Effect;
use crate::tui::world::remap::Heirs;
use chrono::{DateTime, TimeDelta, Utc};

/// Which reminders have been due, and which comes next.
#[derive(Debug, Clone, Default)]
pub struct Reminders {
    /// What was due until then is done with; so nothing is told twice, and a mark made too late to be reminded of is
    /// not told at once.
    until: DateTime<Utc>,
    /// When the next one is due.
    next: Option<DateTime<Utc>>,
    /// What is due and not told yet.
    untold: Vec<SessionIx>,
}

impl State {
    /// When something has to happen although nobody does anything.
    pub fn next_wake(&self) -> Option<DateTime<Utc>> {
        let minute = self.shows_time().then(|| next_minute(self.now)).flatten();
        minute.into_iter().chain(self.reminders.next).min()
    }

    /// Begins with what is about to begin.
    pub(in crate::tui) fn begin_reminders(&mut self) {
        let lead = TimeDelta::minutes(i64::from(self.preferences.remind.unwrap_or(0)));
        self.reminders.until = self.now.checked_sub_signed(lead).unwrap_or(self.now);
        self.note_due();
    }

    /// Finds out when the next reminder is due, after the marks or the programme have changed.
    pub(in crate::tui) fn look_for_reminder(&mut self) {
        let next =
            self.preferences.remind.and_then(|minutes| due(&self.agenda_context(), self.reminders.until, minutes));
        self.reminders.next = next.map(|(time, _)| time);
    }

    /// Goes on with the sessions of another programme.
    pub(in crate::tui) fn bring_reminders_over(&mut self, heirs: &Heirs<'_>) {
        self.reminders.untold = self.reminders.untold.iter().filter_map(|ix| heirs.session(*ix)).collect();
        self.look_for_reminder();
    }

    /// Notes what has become due as time passed.
    pub(in crate::tui) fn note_due(&mut self) {
        let Some(minutes) = self.preferences.remind else { return };
        while let Some((time, sessions)) = due(&self.agenda_context(), self.reminders.until, minutes) {
            if time > self.now {
                break;
            }
            self.reminders.until = time;
            self.reminders.untold.extend(sessions);
        }
        self.reminders.until = self.reminders.until.max(self.now);
        self.look_for_reminder();
    }

    /// Reminds of what has become due, unless it has begun or one does not go there any more.
    pub(in crate::tui) fn remind(&mut self) -> Vec<Effect> {
        let untold = std::mem::take(&mut self.reminders.untold).into_iter();
        let told: Vec<String> = untold.filter_map(|ix| self.reminder(ix)).collect();
        if told.is_empty() {
            return Vec::new();
        }
        let text = told.join(" · ");
        self.say(text.clone());
        vec![Effect::Remind(text)]
    }

    fn reminder(&self, ix: SessionIx) -> Option<String> {
        let session = self.programme.session(ix);
        let seconds = (session.slot?.start - self.now).num_seconds();
        if seconds <= 0 || self.personal(ix).mark != Some(Mark::Going) {
            return None;
        }
        let room = self.programme.room_name(session).map_or(String::new(), |room| format!(" in {room}"));
        Some(format!("in {} min: {}{room}", seconds.saturating_add(59) / 60, session.title))
    }
}

/// The beginning of the next minute: what is told in minutes stands until then.
fn next_minute(now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp((now.timestamp().div_euclid(60) + 1) * 60, 0)
}
