//! Times as the command line writes them.

use super::Desk;
use crate::config::Clock;
use crate::io::clock;
use crate::model::{Event, Session, Zone};
use chrono::{DateTime, NaiveDate, Utc};

/// Whose clocks times are shown by: the event's, unless the user wants their own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clocks {
    own: Option<Zone>,
}

impl Clocks {
    pub(super) fn of(desk: &Desk) -> Self {
        Self { own: (desk.config.zone == Clock::Own).then(|| Zone::Named(clock::local_zone())) }
    }

    fn zone(self, event: &Event) -> Zone {
        self.own.filter(|_| event.zone.is_known()).unwrap_or(event.zone)
    }

    /// The hours of some time on one day: `10:55–11:30`.
    pub(super) fn hours(self, event: &Event, start: DateTime<Utc>, end: DateTime<Utc>) -> String {
        let zone = self.zone(event);
        let (start, end) = (zone.local(start).format("%H:%M"), zone.local(end).format("%H:%M"));
        if start.to_string() == end.to_string() { start.to_string() } else { format!("{start}–{end}") }
    }

    /// The zone by which [`hours`](Self::hours) are told.
    pub(super) fn name(self, event: &Event) -> String {
        let zone = self.zone(event);
        if zone.is_known() { zone.to_string() } else { "zone unknown".to_owned() }
    }

    /// For a table: `2019-11-18 10:55`, or as much of it as is known.
    pub(super) fn brief(self, event: &Event, session: &Session) -> String {
        match session.slot {
            Some(slot) if !slot.all_day => self.zone(event).local(slot.start).format("%Y-%m-%d %H:%M").to_string(),
            Some(slot) => event.day_of(&slot).to_string(),
            None => session.day.map_or(String::new(), |day| day.to_string()),
        }
    }

    /// For a text: `Mon 18 Nov 2019, 10:55–11:30 (America/Los_Angeles)`.
    pub(super) fn full(self, event: &Event, session: &Session) -> Option<String> {
        let Some(slot) = session.slot else { return session.day.map(day) };
        if slot.all_day {
            return Some(day(event.day_of(&slot)));
        }
        let date = self.zone(event).local(slot.start).date_naive();
        Some(format!("{}, {} ({})", day(date), self.hours(event, slot.start, slot.end), self.name(event)))
    }
}

/// A session's length in minutes, where it is known.
pub(super) fn minutes(session: &Session) -> Option<u32> {
    session.minutes.or(session.slot.filter(|slot| !slot.all_day).map(|slot| slot.minutes()))
}

/// The days of an event: `6–8 Dec 2017`.
pub(super) fn days(event: &Event) -> String {
    match (event.first_day, event.last_day) {
        (Some(first), Some(last)) if first != last => {
            let same_month = first.format("%b %Y").to_string() == last.format("%b %Y").to_string();
            let start = first.format(if same_month { "%-d" } else { "%-d %b %Y " });
            let gap = if same_month { "–" } else { "– " };
            format!("{start}{gap}{}", last.format("%-d %b %Y"))
        }
        (Some(day), _) | (None, Some(day)) => day.format("%-d %b %Y").to_string(),
        (None, None) => String::new(),
    }
}

/// `2 h 10 min`.
pub(super) fn length(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// `Mon 18 Nov 2019`.
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_an_event_share_what_they_can() {
        let on = |month, day| NaiveDate::from_ymd_opt(2017, month, day);
        for (first, last, expected) in [
            (on(12, 6), on(12, 8), "6–8 Dec 2017"),
            (on(11, 30), on(12, 2), "30 Nov 2017 – 2 Dec 2017"),
            (on(12, 6), on(12, 6), "6 Dec 2017"),
            (on(12, 6), None, "6 Dec 2017"),
            (None, None, ""),
        ] {
            assert_eq!(days(&Event { first_day: first, last_day: last, ..Event::default() }), expected);
        }
    }
}
