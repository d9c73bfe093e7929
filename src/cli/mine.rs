//! What the user marked, as the commands about a day ask for it.

use super::{Desk, complain};
use crate::agenda::{self, Context, Transfer, date_of};
use crate::model::{Event, EventIx, Personal, SessionIx};
use crate::problem::Problem;
use crate::search::{self, Index, Query, Scratch, search_within};
use chrono::NaiveDate;
use clap::Args;
use std::collections::BTreeSet;

/// What the user marked, and how long they take from room to room.
pub(super) struct Mine<'a> {
    desk: &'a Desk,
    pub(super) personal: Vec<Personal>,
    transfer: Transfer,
}

impl<'a> Mine<'a> {
    pub(super) fn of(desk: &'a Desk) -> Self {
        Self { desk, personal: desk.personal(), transfer: Transfer::new(&desk.programme, &desk.config.rules) }
    }

    pub(super) fn context(&self) -> Context<'_> {
        Context { programme: &self.desk.programme, personal: &self.personal, transfer: &self.transfer }
    }

    /// The sessions that match a query, best first.
    pub(super) fn find(&self, query: &Query, within: impl Fn(SessionIx) -> bool) -> Vec<SessionIx> {
        let programme = &self.desk.programme;
        if query.is_empty() {
            // The same order, without the index that only words need.
            return programme.order().iter().copied().filter(|ix| within(*ix)).collect();
        }
        let clashing = self.desk.clashing(&self.personal);
        let context = search::Context {
            programme,
            personal: &self.personal,
            now: self.desk.now(),
            clashing: &clashing,
            friends: self.desk.friend_marks().sessions(),
        };
        let hits = search_within(&Index::new(programme), query, &context, &mut Scratch::default(), within);
        hits.iter().map(|hit| hit.session).collect()
    }
}

/// Of which event, and of which day.
#[derive(Debug, Default, Args)]
pub(super) struct Scope {
    /// Only this event
    #[arg(long, value_name = "ID")]
    event: Option<String>,
    /// Only this day: 2026-03-24, tue, today, or 2 for the second day of an event
    #[arg(long, value_name = "DAY")]
    day: Option<String>,
}

/// A [`Scope`] for what is loaded.
pub(super) struct Extent {
    /// The event, if only one is asked for.
    pub(super) event: Option<EventIx>,
    /// The days of events, if not all are asked for.
    days: Option<BTreeSet<(EventIx, NaiveDate)>>,
}

impl Scope {
    /// The extent; nothing after the user was told why there is none.
    pub(super) fn told(&self, mine: &Mine<'_>) -> Option<Extent> {
        self.extent(mine).map_err(complain).ok()
    }

    /// # Errors
    /// The sentence to tell the user: there is no such event, or this is no day.
    pub(super) fn extent(&self, mine: &Mine<'_>) -> Result<Extent, Problem> {
        let desk = mine.desk;
        let event = self.event.as_deref().map(|id| desk.event(id)).transpose()?;
        let Some(day) = &self.day else { return Ok(Extent { event, days: None }) };
        let (query, problems) = Query::parse(&format!("day:\"{}\"", day.replace('"', "")));
        if let Some(problem) = problems.into_iter().next() {
            return Err(Problem { file: "--day".to_owned(), place: None, ..problem });
        }
        let of_event = |ix: SessionIx| event.is_none_or(|event| desk.programme.session(ix).event == event);
        let found = mine.find(&query, of_event).into_iter();
        let days = found.filter_map(|ix| Some((desk.programme.session(ix).event, date_of(&desk.programme, ix)?)));
        Ok(Extent { event, days: Some(days.collect()) })
    }
}

impl Extent {
    /// Whether all days are asked for.
    pub(super) fn is_every_day(&self) -> bool {
        self.days.is_none()
    }

    /// The days with times that are asked for: of one event all of them, else those with a session that counts.
    pub(super) fn days(&self, mine: &Mine<'_>, counts: impl Fn(SessionIx) -> bool) -> Vec<(EventIx, NaiveDate)> {
        let programme = &mine.desk.programme;
        let counting: BTreeSet<(EventIx, NaiveDate)> = (0..programme.sessions().len())
            .map(SessionIx::new)
            .filter(|ix| counts(*ix))
            .filter_map(|ix| Some((programme.session(ix).event, date_of(programme, ix)?)))
            .collect();
        let events = (0..programme.events().len()).map(EventIx::new);
        let days = events.flat_map(|event| agenda::days(programme, event).into_iter().map(move |date| (event, date)));
        let mut days: Vec<_> = days
            .filter(|(event, date)| self.includes(*event, *date))
            .filter(|day| self.event.is_some() || counting.contains(day))
            .collect();
        days.sort_unstable_by_key(|(event, date)| (*date, *event));
        days
    }

    /// What to say where there is no day to tell of.
    pub(super) fn no_day(&self, desk: &Desk) -> Problem {
        let without_times = self.event.filter(|event| agenda::days(&desk.programme, *event).is_empty());
        match without_times {
            Some(event) => {
                let message = format!("'{}' gives no times", desk.programme.event(event).id);
                Problem::note("kubetalks", message).advise("'kubetalks agenda' lists what is left to watch")
            }
            None => {
                let problem = Problem::note("kubetalks", "there is no such day with something marked");
                problem.advise("'kubetalks mark ID' marks a session; --event ID shows the days of an event")
            }
        }
    }

    pub(super) fn includes(&self, event: EventIx, date: NaiveDate) -> bool {
        self.event.is_none_or(|only| only == event)
            && self.days.as_ref().is_none_or(|days| days.contains(&(event, date)))
    }
}

/// What to say of times that nobody can compare with a clock.
pub(super) fn without_zone(event: &Event) -> Option<Problem> {
    (!event.zone.is_known()).then(|| {
        let message = format!("'{}' gives times without a zone, so that they are compared as if in UTC", event.id);
        Problem::warning("kubetalks", message).advise("import it again with --zone, such as --zone Europe/Brussels")
    })
}
