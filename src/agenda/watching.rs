//! What is left to watch: what has no time, and the recordings of what is over.

use super::Context;
use super::context::dates_of;
use crate::model::{Mark, SessionIx};
use chrono::{DateTime, Utc};
use std::cmp::Reverse;

/// What stands first of what is left to watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WatchOrder {
    /// As they were handed in.
    #[default]
    Given,
    /// What takes longest; what takes nobody knows how long stands last.
    Longest,
    /// What takes least time, likewise.
    Shortest,
}

impl WatchOrder {
    /// Every order.
    pub const ALL: &[Self] = &[Self::Given, Self::Longest, Self::Shortest];

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|order| *order == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// What some sessions take to watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WatchTotals {
    /// How many there are.
    pub all: usize,
    /// How many of them were not seen.
    pub left: usize,
    /// The length of all, in minutes, as far as lengths are known.
    pub minutes: u32,
    /// The same of those that were not seen.
    pub minutes_left: u32,
    /// How many of those not seen have no known length.
    pub unknown: usize,
}

impl WatchTotals {
    /// The totals of some sessions.
    pub fn of(context: &Context<'_>, sessions: &[SessionIx]) -> Self {
        let mut totals = Self::default();
        sessions.iter().for_each(|ix| totals.add(context, *ix));
        totals
    }

    pub(super) fn add(&mut self, context: &Context<'_>, ix: SessionIx) {
        let minutes = context.programme.brief(ix).time_to_watch();
        let left = !context.is_seen(ix);
        self.all += 1;
        self.left += usize::from(left);
        self.minutes = self.minutes.saturating_add(minutes.unwrap_or(0));
        if left {
            self.minutes_left = self.minutes_left.saturating_add(minutes.unwrap_or(0));
            self.unknown += usize::from(minutes.is_none());
        }
    }
}

/// Whether a session that one marked is watched rather than gone to: it has no time, or it is over and was recorded.
pub(super) fn is_watched(context: &Context<'_>, ix: SessionIx, now: DateTime<Utc>) -> bool {
    let session = context.programme.brief(ix);
    let today = context.day_at(session.event, now);
    let is_over = || dates_of(context.programme, ix).last().is_some_and(|date| date < today);
    session.slot.is_none() || (session.has_video && is_over())
}

/// What one marked and can watch, seen or not: what one goes to first, both in the programme's order.
pub fn to_watch(context: &Context<'_>, now: DateTime<Utc>) -> Vec<SessionIx> {
    let marked = [Mark::Going, Mark::Interested].into_iter().flat_map(|mark| context.marked(mark));
    marked.filter(|ix| is_watched(context, *ix, now)).collect()
}

/// Those of some sessions that were not seen, and take no more than so many minutes where that is asked for.
pub fn left_to_watch(
    context: &Context<'_>,
    sessions: &[SessionIx],
    order: WatchOrder,
    at_most: Option<u32>,
) -> Vec<SessionIx> {
    let minutes = |ix: &SessionIx| context.programme.brief(*ix).time_to_watch();
    let fits = |ix: &SessionIx| at_most.is_none_or(|most| minutes(ix).is_some_and(|minutes| minutes <= most));
    let mut left: Vec<SessionIx> = sessions.iter().copied().filter(|ix| !context.is_seen(*ix) && fits(ix)).collect();
    match order {
        WatchOrder::Given => {}
        WatchOrder::Longest => left.sort_by_key(|ix| Reverse(minutes(ix))),
        WatchOrder::Shortest => left.sort_by_key(|ix| (minutes(ix).is_none(), minutes(ix))),
    }
    left
}
