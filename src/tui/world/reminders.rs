//! Sessions that the user is reminded of.
//!
//! Nothing here ticks: [`Reminders::next`] names the one instant that matters next, and mostly there is none.

use crate::agenda::{Context, due};
use crate::model::{Mark, SessionIx};
use chrono::{DateTime, TimeDelta, Utc};

/// Which reminders have been due.
#[derive(Debug, Clone, Default)]
pub struct Reminders {
    /// What was due until then is done with; so nothing is told twice, and a mark made too late to be reminded of is
    /// not told at once.
    until: DateTime<Utc>,
    /// What is due and not told yet.
    pub untold: Vec<SessionIx>,
}

impl Reminders {
    /// Begins with what is about to begin. One is reminded so many minutes before, if at all.
    pub fn new(now: DateTime<Utc>, minutes: Option<u32>, context: &Context<'_>) -> Self {
        let lead = TimeDelta::minutes(i64::from(minutes.unwrap_or(0)));
        let mut reminders = Self { until: now.checked_sub_signed(lead).unwrap_or(now), ..Self::default() };
        reminders.pass(now, minutes, context);
        reminders
    }

    pub fn next(&self, minutes: Option<u32>, context: &Context<'_>) -> Option<DateTime<Utc>> {
        due(context, self.until, minutes?).map(|(time, _)| time)
    }

    /// Notes what has become due as time passed.
    pub fn pass(&mut self, now: DateTime<Utc>, minutes: Option<u32>, context: &Context<'_>) {
        let Some(lead) = minutes else { return };
        while let Some((time, sessions)) = due(context, self.until, lead) {
            if time > now {
                break;
            }
            self.until = time;
            self.untold.extend(sessions);
        }
        self.until = self.until.max(now);
    }
}

/// What is said of a session that is due; nothing where it has begun or one does not go there any more.
pub fn reminder(context: &Context<'_>, ix: SessionIx, now: DateTime<Utc>) -> Option<String> {
    let session = context.programme.session(ix);
    let seconds = (session.slot?.start - now).num_seconds();
    if seconds <= 0 || context.mark(ix) != Some(Mark::Going) {
        return None;
    }
    let room = context.programme.room_name(session).map_or(String::new(), |room| format!(" in {room}"));
    Some(format!("in {} min: {}{room}", seconds.saturating_add(59) / 60, session.title))
}
