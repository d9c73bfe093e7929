//! What every question about a day starts from.

use super::Transfer;
use crate::model::{EventIx, Mark, Personal, Programme, SessionIx, Slot};
use chrono::{DateTime, NaiveDate, Utc};

/// What every question about a day starts from.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Everything loaded.
    pub programme: &'a Programme,
    /// What the user attached to each session, by position; sessions past its end have nothing attached.
    pub personal: &'a [Personal],
    /// How long changes of rooms take in this programme.
    pub transfer: &'a Transfer,
}

impl Context<'_> {
    /// The mark of a session.
    pub fn mark(&self, ix: SessionIx) -> Option<Mark> {
        Personal::of(self.personal, ix).mark
    }

    /// Every session with this mark, in the programme's order.
    pub fn marked(&self, mark: Mark) -> Vec<SessionIx> {
        let mut marked: Vec<SessionIx> =
            (0..self.personal.len()).map(SessionIx::new).filter(|ix| self.mark(*ix) == Some(mark)).collect();
        marked.sort_by_key(|ix| self.programme.rank(*ix));
        marked
    }

    pub(super) fn is_seen(&self, ix: SessionIx) -> bool {
        Personal::of(self.personal, ix).seen
    }

    /// Those of some sessions that one cannot go to as well as to this one.
    pub(super) fn against(&self, ix: SessionIx, others: &[SessionIx]) -> Vec<SessionIx> {
        let in_the_way = |other: &&SessionIx| self.transfer.conflict(self.programme, ix, **other).is_some();
        others.iter().filter(in_the_way).copied().collect()
    }

    /// The conference day of an instant at an event.
    pub(super) fn day_at(&self, event: EventIx, instant: DateTime<Utc>) -> NaiveDate {
        self.programme.event(event).day_of(&Slot { start: instant, end: instant, all_day: false })
    }
}

/// The conference day of a session: what its source says, or else what follows from its slot.
pub fn date_of(programme: &Programme, ix: SessionIx) -> Option<NaiveDate> {
    programme.brief(ix).date(programme.event_of(ix))
}

/// The conference days that a session stands on: several where it takes days.
pub fn dates_of(programme: &Programme, ix: SessionIx) -> impl Iterator<Item = NaiveDate> + use<> {
    programme.brief(ix).dates(programme.event_of(ix))
}

/// The conference days on which an event has sessions with a time, in order.
pub fn days(programme: &Programme, event: EventIx) -> Vec<NaiveDate> {
    let with_time = programme.sessions_at(event).iter().filter(|ix| programme.brief(**ix).slot.is_some());
    let mut days: Vec<NaiveDate> = with_time.flat_map(|ix| dates_of(programme, *ix)).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The sessions of one conference day that take up part of it, in time.
pub(super) fn sessions_on(programme: &Programme, event: EventIx, date: NaiveDate) -> Vec<(SessionIx, Slot)> {
    let of_day = programme.sessions_at(event).iter().copied();
    let of_day: Vec<SessionIx> = of_day.filter(|ix| date_of(programme, *ix) == Some(date)).collect();
    super::conflict::in_time(programme, &of_day)
}
