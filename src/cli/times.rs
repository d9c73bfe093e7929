//! Times as the command line writes them.

use super::Startup;
use crate::config::Clock;
use crate::io::clock;
use crate::model::{Event, Session, Slot, Zone};
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
        let hours = words::span(self.zone(event), &Slot { start, end, all_day: false });
        hours + &words::other_date(self.zone(event), event.zone, start)
    }

    /// The zone by which [`hours`](Self::hours) are told.
    pub(super) fn name(self, event: &Event) -> String {
        words::zone(self.zone(event))
    }

    /// For a table: `2019-11-18 10:55`, or as much of it as is known.
    pub(super) fn brief(self, event: &Event, session: &Session) -> String {
        match session.slot {
            Some(slot) if !slot.all_day => {
                let zone = self.zone(event);
                words::moment(zone.local(slot.start)) + &words::other_date(zone, event.zone, slot.start)
            }
            _ => session.date(event).map_or(String::new(), |day| day.to_string()),
        }
    }

    /// For a text: `Mon 18 Nov 2019, 10:55–11:30 (America/Los_Angeles)`.
    pub(super) fn full(self, event: &Event, session: &Session) -> Option<String> {
        match session.slot {
            Some(slot) if slot.all_day => Some(words::whole_span(event.zone, &slot)),
            Some(slot) => Some(format!("{} ({})", words::whole_span(self.zone(event), &slot), self.name(event))),
            None => session.date(event).map(day).or_else(|| session.only_published().map(words::only_published)),
        }
    }
}

/// The days of an event: `6–8 Dec 2017`; empty where they are not known.
pub(super) fn days(event: &Event) -> String {
    let first = event.first_day.or(event.last_day);
    first.map(|first| words::days(first, event.last_day.unwrap_or(first))).unwrap_or_default()
}
