//! Of which event and of which day something is asked for.

use super::{MarkedSessions, Startup, complete};
use crate::agenda::{self, dates_of};
use crate::model::{EventIx, Programme, SessionIx};
use crate::problem::Problem;
use crate::search::{Query, days_meant};
use chrono::NaiveDate;
use clap::Args;
use clap_complete::engine::ArgValueCompleter as Offer;
use std::collections::BTreeSet;

/// Of which event, and of which day.
#[derive(Debug, Default, Args)]
pub(super) struct Scope {
    /// Only this event
    #[arg(long, value_name = "ID", add = Offer::new(complete::events))]
    event: Option<String>,
    /// Only this day: 2026-03-24, 24-mar, tue, 24, today, tomorrow, yesterday, or 2 for the second day of an event
    #[arg(long, value_name = "DAY", add = Offer::new(complete::days))]
    day: Option<String>,
}

pub(super) struct ScopeDays {
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
        let of_event = |ix: SessionIx| event.is_none_or(|event| startup.programme.event_ix(ix) == event);
        let found = marked.find(&query, of_event);
        let days = marked.search(|context| days_meant(&query, context, &found));
        Ok(ScopeDays { event, days: Some(days) })
    }
}

impl ScopeDays {
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
        let day = |ix: &SessionIx| {
            let event = programme.brief(*ix).event;
            dates_of(programme, *ix).map(move |date| (date, event))
        };
        let sessions = || programme.order().iter();
        let counting = sessions().filter(|ix| self.event.is_some() || counts(**ix)).flat_map(day);
        let timed = sessions().filter(|ix| programme.brief(**ix).slot.is_some()).flat_map(day);
        let (counting, timed): (BTreeSet<_>, BTreeSet<_>) = (counting.collect(), timed.collect());
        let days = timed.intersection(&counting).map(|(date, event)| (*event, *date));
        days.filter(|(event, date)| self.includes(*event, *date)).collect()
    }

    /// What to say where there is no day to tell of.
    pub(super) fn no_day(&self, startup: &Startup) -> String {
        match self.event.filter(|event| agenda::days(&startup.programme, *event).is_empty()) {
            Some(event) => {
                let id = &startup.programme.event(event).id;
                format!("'{id}' gives no times; 'kubetalks agenda' lists what is left to watch")
            }
            None => "there is no such day with something marked; 'kubetalks mark ID' marks a session; \
                --event ID shows the days of an event"
                .to_owned(),
        }
    }

    /// Whether a session is of an event and a day that are asked for.
    pub(super) fn holds(&self, programme: &Programme, ix: SessionIx) -> bool {
        let event = programme.event_ix(ix);
        let of_day = |days: &BTreeSet<_>| dates_of(programme, ix).any(|date| days.contains(&(event, date)));
        self.event.is_none_or(|only| only == event) && self.days.as_ref().is_none_or(of_day)
    }

    pub(super) fn includes(&self, event: EventIx, date: NaiveDate) -> bool {
        self.event.is_none_or(|only| only == event)
            && self.days.as_ref().is_none_or(|days| days.contains(&(event, date)))
    }
}
