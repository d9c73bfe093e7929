//! Times as the command line writes them.

use super::Startup;
use crate::config::Clock;
use crate::io::clock;
use crate::model::{Brief, Event, Session, Slot, Zone};
use crate::words::{self, day};
use chrono::{DateTime, NaiveDate, Utc};

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

    /// For a table: `2019-11-18 10:55`, or as much of it as is known. For who is told what time it is, the days of an
    /// event that runs or comes within a week are `today 10:55` and `Tue 10:55`.
    pub(super) fn brief(self, event: &Event, session: &Session, now: Option<DateTime<Utc>>) -> String {
        let zone = self.zone(event);
        let slot = session.slot.filter(|slot| !slot.all_day);
        let start = slot.map(|slot| zone.local(slot.start));
        let Some(date) = start.map(|start| start.date_naive()).or_else(|| session.date(event)) else {
            return String::new();
        };
        let today = now.map(|now| zone.local(now).date_naive()).filter(|today| is_at_hand(event, *today));
        let day = match today {
            Some(today) if date == today => "today".to_owned(),
            Some(_) => date.format("%a").to_string(),
            None => words::exact_day(date),
        };
        let until = until(event, session);
        match start {
            Some(start) => {
                let hour = words::hour(start);
                format!("{day} {hour}{}{until}", words::other_date(zone, event.zone, start.to_utc()))
            }
            None => day + &until,
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

/// Whether a day of the week says which day of an event is meant: it takes no longer than a week, and is not over nor
/// far off.
fn is_at_hand(event: &Event, today: NaiveDate) -> bool {
    let Some((first, last)) = event.first_day.zip(event.last_day) else { return false };
    (last - first).num_days() < 7 && today <= last && (first - today).num_days() < 7
}

/// The last day of what stands on several, for behind its start; empty for all else.
fn until(event: &Event, session: &Session) -> String {
    let last = Brief::from(session).dates(event).skip(1).last();
    last.map_or(String::new(), |last| format!(" – {last}"))
}

/// The days of an event: `6–8 Dec 2017`; empty where they are not known.
pub(super) fn days(event: &Event) -> String {
    let first = event.first_day.or(event.last_day);
    first.map(|first| words::days(first, event.last_day.unwrap_or(first))).unwrap_or_default()
}
