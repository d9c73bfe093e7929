//! When to leave for what one goes to next, and where to go instead if that is too late.

use super::suggestion::{Nearest, instead};
use super::transfer::timed;
use super::{Context, Transfer};
use crate::model::{Mark, SessionIx};
use chrono::{DateTime, TimeDelta, Utc};

/// How long after its beginning somebody who was elsewhere is told that they are late.
const LATE: i64 = 5;
/// Who left a room longer ago may be anywhere.
const SINCE: i64 = 120;
/// How many minutes more than the way takes one is told before.
const AHEAD: u32 = 5;

/// What one has to leave for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leave {
    /// What one goes to.
    pub session: SessionIx,
    /// Where one comes from, as far as that is known: what one went to before.
    pub from: Option<SessionIx>,
    /// The way, in minutes.
    pub way: u32,
    /// Minutes until one has to leave; less than nothing where one is late.
    pub minutes: i64,
}

impl Leave {
    /// Whether one is late.
    pub fn is_late(&self) -> bool {
        self.minutes < 0
    }

    /// Whether one need not move at all.
    pub fn is_here(&self) -> bool {
        self.from.is_some() && self.way == 0
    }
}

/// What one has to leave for at an instant, from so many minutes before it begins.
pub fn leave(context: &Context<'_>, now: DateTime<Utc>, before: u32) -> Option<Leave> {
    let programme = context.programme;
    let slots = context.marked(Mark::Going).into_iter().filter_map(|ix| Some((ix, timed(programme, ix)?)));
    let going: Vec<_> = slots.collect();
    let near = going.iter().filter(|(_, slot)| {
        let wait = (slot.start - now).num_minutes();
        -LATE <= wait && wait <= i64::from(before.max(Transfer::LONGEST))
    });
    let told = near.filter_map(|(session, slot)| {
        let earlier = going.iter().filter(|(other, earlier)| {
            other != session
                && earlier.start < slot.start
                && earlier.start <= now
                && (now - earlier.end).num_minutes() <= SINCE
        });
        let from = earlier.max_by_key(|(_, earlier)| (earlier.start, earlier.end)).copied();
        let way = match from {
            Some((from, _)) => context.transfer.minutes(programme, from, *session),
            None => context.transfer.buffer(programme.brief(*session).event),
        };
        let wait = ceil(slot.start - now);
        let has_begun = slot.start <= now;
        // Whoever could be there by now is.
        let is_there =
            has_begun && from.is_none_or(|(_, from)| way == 0 || now >= from.end + TimeDelta::minutes(way.into()));
        let is_told = wait <= i64::from(before.max(way + AHEAD)) && !is_there;
        let leave = Leave { session: *session, from: from.map(|(ix, _)| ix), way, minutes: wait - i64::from(way) };
        is_told.then_some((slot.start, leave))
    });
    told.min_by_key(|(start, _)| *start).map(|(_, leave)| leave)
}

/// The best of what takes place instead of what one is late for, and can still be reached in time.
pub fn reachable(context: &Context<'_>, leave: &Leave, now: DateTime<Utc>, nearest: &Nearest<'_>) -> Option<SessionIx> {
    let programme = context.programme;
    let in_time = |ix: SessionIx| {
        let way = leave.from.map_or(leave.way, |from| context.transfer.minutes(programme, from, ix));
        timed(programme, ix).is_some_and(|slot| slot.start >= now + TimeDelta::minutes(way.into()))
    };
    let all = instead(context, leave.session, now, nearest, usize::MAX);
    all.into_iter().map(|suggestion| suggestion.session).find(|ix| in_time(*ix))
}

/// The next instant that matters to whoever has to leave: the next minute where what one goes to begins within the hour,
/// else an hour before it; none where nothing is to come.
pub fn leave_wakes(context: &Context<'_>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let starts = context.marked(Mark::Going).into_iter().filter_map(|ix| Some(timed(context.programme, ix)?.start));
    let ahead = starts.filter(|start| (now - *start).num_minutes() < LATE).min()?;
    let hour = ahead - TimeDelta::hours(1);
    if hour > now {
        return Some(hour);
    }
    DateTime::from_timestamp((now.timestamp().div_euclid(60) + 1) * 60, 0)
}

/// Whole minutes, a begun one counting whole.
fn ceil(span: TimeDelta) -> i64 {
    span.num_seconds().saturating_add(59).div_euclid(60)
}
