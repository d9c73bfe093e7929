//! Times as the command line writes them.

use super::Startup;
use crate::config::Clock;
use crate::io::clock;
use crate::model::{Event, Session, Zone};
use crate::words::{self, day};
use chrono::{DateTime, Utc};

/// Whose clocks times are shown by: the event's, unless the user wants their own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clocks {
    own: Option<Zone>,
}

impl Clocks {
    pub(super) fn of(startup: &Startup) -> Self {
        Self { own: (startup.config.zone == Clock::Own).then(|| Zone::first_named(clock::zone_names())) }
    }

    pub(super) fn zone(self, event: &Event) -> Zone {
        self.own.filter(|_| event.zone.is_known()).unwrap_or(event.zone)
    }

    /// The hours of some time on one day: `10:55–11:30`.
    pub(super) fn hours(self, event: &Event, start: DateTime<Utc>, end: DateTime<Utc>) -> String {
        words::hours(self.zone(event).local(start), self.zone(event).local(end))
    }

    /// The zone by which [`hours`](Self::hours) are told.
    pub(super) fn name(self, event: &Event) -> String {
        words::zone(self.zone(event))
    }

    /// For a table: `2019-11-18 10:55`, or as much of it as is known.
    pub(super) fn brief(self, event: &Event, session: &Session) -> String {
        match session.slot {
            Some(slot) if !slot.all_day => words::moment(self.zone(event).local(slot.start)),
            _ => session.date(event).map_or(String::new(), |day| day.to_string()),
        }
    }

    /// For a text: `Mon 18 Nov 2019, 10:55–11:30 (America/Los_Angeles)`.
    pub(super) fn full(self, event: &Event, session: &Session) -> Option<String> {
        let Some(slot) = session.slot.filter(|slot| !slot.all_day) else {
            return session.date(event).map(day).or_else(|| session.only_published().map(words::only_published));
        };
        let date = self.zone(event).local(slot.start).date_naive();
        Some(format!("{}, {} ({})", day(date), self.hours(event, slot.start, slot.end), self.name(event)))
    }
}

/// The days of an event: `6–8 Dec 2017`; empty where they are not known.
pub(super) fn days(event: &Event) -> String {
    let first = event.first_day.or(event.last_day);
    first.map(|first| words::days(first, event.last_day.unwrap_or(first))).unwrap_or_default()
}
