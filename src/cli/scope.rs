//! Of which event and of which day something is asked for.

use super::{MarkedSessions, Startup};
use crate::agenda::{self, date_of};
use crate::model::{EventIx, SessionIx};
use crate::problem::Problem;
use crate::search::Query;
use chrono::NaiveDate;
use clap::Args;
use std::collections::BTreeSet;

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

/// A [`Scope`] of what is loaded.
pub(super) struct ScopeDays {
    /// The event, if only one is asked for.
    pub(super) event: Option<EventIx>,
    /// The days of events, if not all are asked for.
    days: Option<BTreeSet<(EventIx, NaiveDate)>>,
}

impl Scope {
    /// The days that are meant, or what to say: there is no such event, or this is no day.
    pub(super) fn days(&self, marked: &MarkedSessions<'_>) -> Result<ScopeDays, Problem> {
        let startup = marked.startup;
        let event = self.event.as_deref().map(|id| startup.event(id)).transpose()?;
        let Some(day) = &self.day else { return Ok(ScopeDays { event, days: None }) };
        let (query, problems) = Query::parse(&format!("day:\"{}\"", day.replace('"', "")));
        if let Some(problem) = problems.into_iter().next() {
            return Err(Problem { file: "--day".to_owned(), place: None, ..problem });
        }
        let of_event = |ix: SessionIx| event.is_none_or(|event| startup.programme.session(ix).event == event);
        let found = marked.find(&query, of_event).into_iter();
        let days = found.filter_map(|ix| Some((startup.programme.session(ix).event, date_of(&startup.programme, ix)?)));
        Ok(ScopeDays { event, days: Some(days.collect()) })
    }
}

impl ScopeDays {
    /// Whether all days are asked for.
    pub(super) fn is_every_day(&self) -> bool {
        self.days.is_none()
    }

    /// The days with times that are asked for: of one event all of them, else those with a session that counts.
    pub(super) fn days(
        &self,
        marked: &MarkedSessions<'_>,
        counts: impl Fn(SessionIx) -> bool,
    ) -> Vec<(EventIx, NaiveDate)> {
        let programme = &marked.startup.programme;
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
    pub(super) fn no_day(&self, startup: &Startup) -> Problem {
        let without_times = self.event.filter(|event| agenda::days(&startup.programme, *event).is_empty());
        match without_times {
            Some(event) => {
                let message = format!("'{}' gives no times", startup.programme.event(event).id);
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
