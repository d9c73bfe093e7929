//! What runs now, what comes next, and when to remind of it.

use super::context::date_of;
use super::transfer::timed;
use super::{Context, is_suggestible};
use crate::model::{EventIx, Mark, SessionIx, Slot};
use chrono::{DateTime, TimeDelta, Utc};

/// What runs now and what comes next, at every event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Now {
    /// What has begun and not ended: first what one goes to, then what one is interested in, then the rest.
    pub running: Vec<Due>,
    /// What comes next on the same conference day, in time: at each event whatever begins first, and all that one goes
    /// to later that day. Of those that begin together the marked ones stand first.
    pub next: Vec<Due>,
    /// Where to go if one cannot get into the session one goes to now or next: what takes place at that time, what one
    /// goes to and what is never suggested left out, what one is interested in first.
    pub elsewhere: Vec<SessionIx>,
}

/// A session that runs or has not begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub ix: SessionIx,
    /// Whether it runs.
    pub runs: bool,
    /// Minutes to its end if it runs, else to its start; a begun one counts whole.
    pub minutes: u32,
}

/// What runs at an instant and what comes next. Cancelled sessions, all-day items and what is not for one are left out.
pub fn now(context: &Context<'_>, at: DateTime<Utc>) -> Now {
    let programme = context.programme;
    let mut running: Vec<(SessionIx, Slot)> = Vec::new();
    let mut next: Vec<(SessionIx, Slot)> = Vec::new();
    for event in (0..programme.events().len()).map(EventIx::new) {
        let today = context.day_at(event, at);
        let sessions = programme.sessions_at(event).iter().filter_map(|ix| Some((*ix, wanted(context, *ix)?)));
        let (on, rest): (Vec<_>, Vec<_>) = sessions.partition(|(_, slot)| slot.contains(at));
        let ahead = rest.into_iter().filter(|(ix, slot)| slot.start >= at && date_of(programme, *ix) == Some(today));
        let ahead: Vec<(SessionIx, Slot)> = ahead.collect();
        let first = ahead.iter().map(|(_, slot)| slot.start).min();
        running.extend(on);
        next.extend(ahead.into_iter().filter(|(ix, slot)| Some(slot.start) == first || is_mine(context, *ix)));
    }
    running.sort_by_key(|(ix, _)| (standing(context, *ix), programme.brief(*ix).event, programme.rank(*ix)));
    next.sort_by_key(|(ix, slot)| (slot.start, standing(context, *ix), programme.rank(*ix)));
    let mine = running.iter().chain(&next).find(|(ix, _)| is_mine(context, *ix));
    let elsewhere = mine.map(|(ix, _)| elsewhere(context, *ix, at)).unwrap_or_default();
    let left = |(ix, slot): (SessionIx, Slot)| Due { ix, runs: true, minutes: minutes(slot.end - at) };
    Now { running: running.into_iter().map(left).collect(), next: to_go(next, at), elsewhere }
}

/// Sessions of the same event that run when one would get there, or begin while the full one runs.
pub(super) fn elsewhere(context: &Context<'_>, full: SessionIx, at: DateTime<Utc>) -> Vec<SessionIx> {
    let programme = context.programme;
    let Some(slot) = timed(programme, full) else { return Vec::new() };
    let from = slot.start.max(at);
    let is_open = |ix: &SessionIx| {
        let overlaps = timed(programme, *ix).is_some_and(|other| other.start < slot.end && other.end > from);
        *ix != full && overlaps && is_suggestible(context, *ix) && !is_mine(context, *ix)
    };
    let mut open: Vec<SessionIx> =
        programme.sessions_at(programme.brief(full).event).iter().copied().filter(is_open).collect();
    open.sort_by_key(|ix| (standing(context, *ix), programme.rank(*ix)));
    open
}

/// What begins first after an instant, on whatever day, and the first that one goes to, in time; of those that begin
/// together the marked ones first. For the time when [`now`] finds nothing to come.
pub fn upcoming(context: &Context<'_>, at: DateTime<Utc>) -> Vec<Due> {
    let programme = context.programme;
    let all = programme.order().iter().filter_map(|ix| Some((*ix, wanted(context, *ix)?)));
    let ahead = all.filter(|(_, slot)| slot.start >= at);
    let ahead: Vec<(SessionIx, Slot)> = ahead.collect();
    let first = ahead.iter().map(|(_, slot)| slot.start).min();
    let own = ahead.iter().filter(|(ix, _)| is_mine(context, *ix)).map(|(_, slot)| slot.start).min();
    let is_next = |(ix, slot): &(SessionIx, Slot)| {
        Some(slot.start) == first || (Some(slot.start) == own && is_mine(context, *ix))
    };
    let mut next: Vec<(SessionIx, Slot)> = ahead.into_iter().filter(is_next).collect();
    next.sort_by_key(|(ix, slot)| (slot.start, standing(context, *ix), programme.rank(*ix)));
    to_go(next, at)
}

fn to_go(sessions: Vec<(SessionIx, Slot)>, at: DateTime<Utc>) -> Vec<Due> {
    let due = |(ix, slot): (SessionIx, Slot)| Due { ix, runs: false, minutes: minutes(slot.start - at) };
    sessions.into_iter().map(due).collect()
}

/// The next reminder that falls after an instant: when it is due, and of which sessions. Whoever asks for the first
/// time hands in a moment so many minutes ago, and so also learns of what is about to begin; after that, the moment
/// that was returned last.
pub fn due(
    context: &Context<'_>,
    after: DateTime<Utc>,
    minutes_before: u32,
) -> Option<(DateTime<Utc>, Vec<SessionIx>)> {
    let lead = TimeDelta::minutes(i64::from(minutes_before));
    let wakes = context.marked(Mark::Going).into_iter().filter_map(|ix| {
        let wake = timed(context.programme, ix)?.start.checked_sub_signed(lead)?;
        (wake > after).then_some((wake, ix))
    });
    let wakes: Vec<(DateTime<Utc>, SessionIx)> = wakes.collect();
    let first = wakes.iter().map(|(wake, _)| *wake).min()?;
    Some((first, wakes.into_iter().filter(|(wake, _)| *wake == first).map(|(_, ix)| ix).collect()))
}

/// The slot of a session that takes up part of a day and may be for one.
fn wanted(context: &Context<'_>, ix: SessionIx) -> Option<Slot> {
    timed(context.programme, ix).filter(|_| context.mark(ix) != Some(Mark::Dismissed))
}

fn is_mine(context: &Context<'_>, ix: SessionIx) -> bool {
    context.mark(ix) == Some(Mark::Going)
}

/// What one goes to, what one is interested in, the rest.
fn standing(context: &Context<'_>, ix: SessionIx) -> std::cmp::Reverse<Option<Mark>> {
    std::cmp::Reverse(context.mark(ix))
}

/// Whole minutes, a begun one counting whole.
fn minutes(span: TimeDelta) -> u32 {
    u32::try_from(span.num_seconds().saturating_add(59) / 60).unwrap_or(0)
}
