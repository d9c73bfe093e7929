//! Whether a session meets a condition, given what the user marked and what time it is.

use super::fields::{Condition, State};
use super::query::{Query, Term, Wanted};
use super::value::{Bound, Day};
use crate::model::{Brief, Event, EventIx, Mark, Personal, Programme, SessionIx, Slot};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};

/// What a search knows besides the programme's text.
#[derive(Debug, Clone, Copy)]
pub struct SearchContext<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// What the user attached to each session, by position; sessions past its end have nothing attached.
    pub personal: &'a [Personal],
    /// The current time.
    pub now: DateTime<Utc>,
    /// The sessions that the user goes to and that clash.
    pub clashing: &'a [SessionIx],
    /// What each friend marked, in the order of the names that the query was read with; sessions by position.
    pub friends: &'a [Vec<SessionIx>],
    /// What has changed since the user read of it, by position, and whether it was not there before.
    pub changed: &'a [(SessionIx, bool)],
}

impl SearchContext<'_> {
    /// What the user attached to a session, if anything.
    pub(super) fn personal(&self, ix: SessionIx) -> Option<&Personal> {
        self.personal.get(ix.index())
    }
}

/// The context with what follows from it, worked out at most once for each query.
pub(super) struct Facts<'a> {
    context: &'a SearchContext<'a>,
    next_starts: OnceCell<Vec<Option<DateTime<Utc>>>>,
    days: OnceCell<Vec<Vec<NaiveDate>>>,
    clashing: OnceCell<HashSet<SessionIx>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(context: &'a SearchContext<'a>) -> Self {
        Self { context, next_starts: OnceCell::new(), days: OnceCell::new(), clashing: OnceCell::new() }
    }

    /// Whether a session meets a condition. Where the programme does not say, it does not.
    pub(super) fn meets(&self, ix: SessionIx, condition: &Condition) -> bool {
        let session = &self.context.programme.brief(ix);
        let event = self.context.programme.event(session.event);
        match condition {
            Condition::Kind(kinds) => kinds.contains(&session.kind),
            Condition::Level(levels) => session.level.is_some_and(|level| levels.contains(&level)),
            Condition::Language(code) => {
                let programme = self.context.programme;
                let searchable = programme.packed(session.event).searchable();
                let mut spoken = searchable.spoken.of(ix.index() - programme.first_of(session.event));
                spoken.any(|row| searchable.languages.get(row as usize).starts_with(code.as_str()))
            }
            Condition::Day(days) => days.iter().any(|day| self.is_on(session, event, *day)),
            Condition::At(days, time) => {
                let on_day = |date| days.is_empty() || days.iter().any(|day| self.is_day(session, event, date, *day));
                is_at(session, event, *time, on_day)
            }
            Condition::After(bound) => is_after(session, event, *bound) == Some(true),
            Condition::Before(bound) => is_after(session, event, *bound) == Some(false),
            Condition::Length(span) => session.time_to_watch().is_some_and(|minutes| span.contains(minutes)),
            Condition::Rating(span) => {
                let rating = self.context.personal(ix).and_then(|personal| personal.rating);
                rating.is_some_and(|rating| span.contains(u32::from(rating)))
            }
            Condition::With(friends) => friends.iter().any(|friend| {
                let marked = self.context.friends.get(*friend);
                marked.is_some_and(|marked| marked.binary_search(&ix).is_ok())
            }),
            Condition::State(states) => states.iter().any(|state| self.is(ix, session, event, *state)),
        }
    }

    fn is(&self, ix: SessionIx, session: &Brief, event: &Event, state: State) -> bool {
        let personal = self.context.personal(ix);
        let marked = |mark| personal.is_some_and(|personal| personal.mark == Some(mark));
        match state {
            State::Going => marked(Mark::Going),
            State::Interested => marked(Mark::Interested),
            State::Dismissed => marked(Mark::Dismissed),
            State::Changed => self.changed(ix) == Some(false),
            State::New => self.changed(ix) == Some(true),
            State::Seen => personal.is_some_and(|personal| personal.seen),
            State::Now => session.slot.is_some_and(|slot| slot.contains(self.context.now)),
            State::Next => session.slot.is_some_and(|slot| {
                !slot.all_day && self.next_starts().get(session.event.index()) == Some(&Some(slot.start))
            }),
            State::Past => self.is_past(session, event),
            State::Clash => self.clashing.get_or_init(|| self.context.clashing.iter().copied().collect()).contains(&ix),
            State::Recorded => session.recorded == Some(true) || session.has_video,
            State::Cancelled => session.cancelled,
            State::Note => personal.is_some_and(|personal| !personal.note.trim().is_empty()),
            State::Video => session.has_video,
            State::Slides => session.has_slides,
            State::Track => session.track.is_some(),
        }
    }

    fn changed(&self, ix: SessionIx) -> Option<bool> {
        let at = self.context.changed.binary_search_by_key(&ix, |(ix, _)| *ix).ok()?;
        self.context.changed.get(at).map(|(_, new)| *new)
    }

    fn is_past(&self, session: &Brief, event: &Event) -> bool {
        match session.slot {
            Some(slot) => slot.end <= self.context.now,
            None => session.day.or(event.last_day).is_some_and(|day| day < self.today(event)),
        }
    }

    fn today(&self, event: &Event) -> NaiveDate {
        event.day_of(&Slot { start: self.context.now, end: self.context.now, all_day: false })
    }

    fn is_on(&self, session: &Brief, event: &Event, day: Day) -> bool {
        session.dates(event).any(|date| self.is_day(session, event, date, day))
    }

    /// Whether a date of the event of a session is the day that is meant.
    fn is_day(&self, session: &Brief, event: &Event, date: NaiveDate, day: Day) -> bool {
        match day {
            Day::Dates(first, last) => first <= date && date <= last,
            Day::OfMonth(day, month) => (date.day(), date.month()) == (day, month),
            Day::Weekday(weekday) => date.weekday() == weekday,
            Day::FromToday(days) => self.today(event).checked_add_signed(TimeDelta::days(days)) == Some(date),
            Day::Number(number) => match self.days(session.event).get(number as usize - 1) {
                Some(day) => *day == date,
                None => date.day() == number,
            },
        }
    }

    /// For each event the earliest start after now.
    fn next_starts(&self) -> &[Option<DateTime<Utc>>] {
        self.next_starts.get_or_init(|| {
            let programme = self.context.programme;
            let starts = |event: usize| {
                let sessions = programme.sessions_at(EventIx::new(event)).iter();
                let slots = sessions.filter_map(|ix| programme.brief(*ix).slot.filter(|slot| !slot.all_day));
                slots.map(|slot| slot.start).filter(|start| *start > self.context.now).min()
            };
            (0..programme.events().len()).map(starts).collect()
        })
    }

    /// The days on which an event has sessions, in order.
    fn days(&self, event: EventIx) -> &[NaiveDate] {
        let days = self.days.get_or_init(|| {
            let programme = self.context.programme;
            let days = |(at, event): (usize, &Event)| {
                let sessions = programme.sessions_at(EventIx::new(at)).iter();
                let mut days: Vec<_> = sessions.flat_map(|ix| programme.brief(*ix).dates(event)).collect();
                days.sort_unstable();
                days.dedup();
                days
            };
            programme.events().iter().enumerate().map(days).collect()
        });
        days.get(event.index()).map_or(&[], Vec::as_slice)
    }
}

/// The days that a query asks for, of those that some sessions stand on.
pub fn days_meant(
    query: &Query,
    context: &SearchContext<'_>,
    sessions: &[SessionIx],
) -> BTreeSet<(EventIx, NaiveDate)> {
    let facts = Facts::new(context);
    let asked = |term: &Term| match &term.wanted {
        Wanted::Condition(Condition::Day(days)) => days.clone(),
        _ => Vec::new(),
    };
    let asked: Vec<Day> = query.terms.iter().flat_map(asked).collect();
    let meant = |ix: &SessionIx| {
        let session = context.programme.brief(*ix);
        let event = context.programme.event(session.event);
        let dates = session.dates(event);
        let dates = dates.filter(|date| asked.iter().any(|day| facts.is_day(&session, event, *date, *day)));
        dates.map(|date| (session.event, date)).collect::<Vec<_>>()
    };
    sessions.iter().flat_map(meant).collect()
}

/// Whether a session is on at a time of day, on a date of those that are meant. What starts then is on at the latest.
fn is_at(session: &Brief, event: &Event, time: NaiveTime, is_meant: impl Fn(NaiveDate) -> bool) -> bool {
    let Some(slot) = session.slot.filter(|slot| !slot.all_day) else { return false };
    let (start, end) = (event.zone.local(slot.start).naive_local(), event.zone.local(slot.end).naive_local());
    let dates = start.date().iter_days().take_while(|date| *date <= end.date()).take(LONGEST);
    dates.map(|date| date.and_time(time)).any(|at| {
        let day = || event.day_of(&Slot::new(event.zone.instant(at), 0));
        start <= at && (at < end || at == start) && is_meant(day())
    })
}

/// What takes more days is not asked further.
const LONGEST: usize = 31;

/// Whether a session starts at the bound or later; nothing where its programme is not exact enough to tell. Times of day
/// are those of a conference day: half past midnight is after 22:00 where the day changes at six.
fn is_after(session: &Brief, event: &Event, bound: Bound) -> Option<bool> {
    let start = session.slot.filter(|slot| !slot.all_day).map(|slot| event.zone.local(slot.start).naive_local());
    match bound {
        Bound::Date(bound) => Some(session.date(event)? >= bound),
        Bound::Moment(bound) => match start {
            Some(start) => Some(start >= bound),
            None => session.date(event).filter(|date| *date != bound.date()).map(|date| date > bound.date()),
        },
        Bound::Time(bound) => {
            let since_change = |time: chrono::NaiveTime| {
                let minutes = i64::from(time.num_seconds_from_midnight() / 60) - i64::from(event.day_change);
                minutes.rem_euclid(i64::from(24 * 60))
            };
            Some(since_change(start?.time()) >= since_change(bound))
        }
    }
}
