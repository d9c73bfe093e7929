//! Free time between the sessions somebody goes to.

use super::Context;
use super::conflict::in_time;
use super::context::sessions_on;
use crate::model::{EventIx, Mark, SessionIx};
use chrono::{DateTime, NaiveDate, Utc};

/// Free time shorter than this many minutes is a break, not a gap, unless the user says otherwise.
pub const LEAST_GAP: u32 = 15;

/// Free time on one conference day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gap {
    /// The event whose day it is.
    pub event: EventIx,
    /// When it begins.
    pub from: DateTime<Utc>,
    /// When it ends.
    pub to: DateTime<Utc>,
    /// The session one comes from; none before the first one of the day.
    pub after: Option<SessionIx>,
    /// The session one has to be at next; none after the last one of the day.
    pub before: Option<SessionIx>,
}

impl Gap {
    /// Its length in whole minutes.
    pub fn minutes(&self) -> u32 {
        u32::try_from((self.to - self.from).num_minutes()).unwrap_or(0)
    }
}

/// The free time of one conference day, in order, no shorter than so many minutes: between sessions one goes to, from
/// the day's first session to one's own first, and from one's own last to the day's last. Nights are not free time, and
/// neither is what one spends at another event.
pub fn gaps(context: &Context<'_>, event: EventIx, date: NaiveDate, least: u32) -> Vec<Gap> {
    let all = sessions_on(context.programme, event, date);
    // What takes days opens none of them, and closes none.
    let all: Vec<_> = all.into_iter().filter(|(_, slot)| !slot.takes_days()).collect();
    let opening = all.iter().map(|(_, slot)| slot.start).min();
    let closing = all.iter().map(|(_, slot)| slot.end).max();
    let (Some(opening), Some(closing)) = (opening, closing) else { return Vec::new() };
    let mut gaps = Vec::new();
    let mut open = Gap { event, from: opening, to: opening, after: None, before: None };
    let mine = in_time(context.programme, &context.marked(Mark::Going));
    for (ix, slot) in mine.into_iter().filter(|(_, slot)| slot.end >= opening && slot.start <= closing) {
        gaps.push(Gap { to: slot.start, before: Some(ix), ..open });
        if slot.end >= open.from {
            open = Gap { from: slot.end, after: Some(ix), ..open };
        }
    }
    gaps.push(Gap { to: closing, ..open });
    gaps.retain(|gap| gap.to > gap.from && gap.minutes() >= least);
    gaps
}
