//! When an event takes place.

use super::component::{Calendar, Component};
use super::line::Property;
use super::zones::{Clock, Zones};
use crate::model::{Slot, Zone};
use crate::source::builder::Builder;
use crate::source::tally::{LENGTH_UNREADABLE, START_UNREADABLE, Tally, Words, warning};
use crate::source::time::{date, length, stamp, zone_named};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

const UNREADABLE: Words = warning("[time|times] cannot be read and [was|were] left out");
/// A time as the file gives it, to be placed once the zone of the event is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) wall: NaiveDateTime,
    pub(super) clock: Clock,
    pub(super) whole_day: bool,
}

impl Moment {
    /// The instant; a date is its midnight in the zone of the event.
    pub(super) fn instant(self, zones: &Zones) -> DateTime<Utc> {
        let zone = if self.whole_day { zones.own } else { zones.zone_at(self.clock, self.wall) };
        zone.instant(self.wall)
    }

    /// So many days later by the clock on the wall.
    pub(super) fn later(self, days: i64) -> Option<Self> {
        let wall = self.wall.checked_add_signed(TimeDelta::try_days(days)?)?;
        Some(Self { wall, ..self })
    }
}

pub(super) fn moment(event: &Component<'_>, name: &str, zones: &mut Zones, tally: &mut Tally) -> Option<Moment> {
    moments(event, event.get(name)?, zones, tally).into_iter().next()
}

/// The times of a property that may hold several. Where it names no zone, a TZID may stand beside it as a property of
/// its own, as in FOSDEM's calendars.
pub(super) fn moments(
    event: &Component<'_>,
    property: &Property<'_>,
    zones: &mut Zones,
    tally: &mut Tally,
) -> Vec<Moment> {
    let whole_day = property.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"));
    let values = property.value().to_ascii_uppercase();
    let read = values.split(',').map(str::trim).filter_map(|value| {
        let Some(read) = stamp(value).filter(|_| !whole_day) else {
            let Some(day) = date(value) else {
                tally.add(UNREADABLE, property.value_at(), property.value());
                return None;
            };
            return Some(Moment { wall: day.and_hms_opt(0, 0, 0)?, clock: Clock::Floating, whole_day: true });
        };
        let clock = match (read.offset, property.parameter("TZID"), event.get("TZID")) {
            (Some(offset), ..) => Clock::In(Zone::Offset(offset)),
            (None, Some(name), _) if !name.is_empty() => zones.clock(&name, property.value_at(), tally),
            (None, _, Some(stray)) => zones.clock(stray.value(), stray.value_at(), tally),
            (None, _, None) => Clock::Floating,
        };
        Some(Moment { wall: read.wall, clock, whole_day: false })
    });
    read.collect()
}

/// Start and end of an event; none where it has no start that can be read.
pub(super) fn span(event: &Component<'_>, zones: &mut Zones, tally: &mut Tally) -> Option<(Moment, Moment)> {
    if event.get("DTSTART").is_none() {
        tally.add(START_UNREADABLE, event.at, "");
    }
    let start = moment(event, "DTSTART", zones, tally)?;
    let end = moment(event, "DTEND", zones, tally);
    let end = end.or_else(|| {
        let property = event.get("DURATION")?;
        let length = length(property.value())?;
        let wall = start.wall.checked_add_signed(TimeDelta::minutes(i64::from(length.minutes)))?;
        Some(Moment { wall, ..start })
    });
    if end.is_none() && !start.whole_day {
        tally.add(LENGTH_UNREADABLE, event.at, &event.text("DURATION"));
    }
    Some((start, end.unwrap_or(start)))
}

/// The slot between two times. The end of whole days is the midnight after the last.
pub(super) fn slot((start, end): (Moment, Moment), zones: &Zones) -> Slot {
    let instant = start.instant(zones);
    if !start.whole_day {
        return Slot { start: instant, end: end.instant(zones), all_day: false };
    }
    let next = start.later(1).unwrap_or(start).instant(zones);
    Slot { start: instant, end: end.instant(zones).max(next), all_day: true }
}

/// The zone of the event: the user's, that of most starts, the calendar's, any other that is named, or the starts' offset.
pub(super) fn event_zone(
    builder: &mut Builder,
    calendar: &Calendar<'_>,
    spans: &[Option<(Moment, Moment)>],
    zones: &Zones,
) -> Zone {
    let starts = || spans.iter().flatten().map(|(start, _)| *start).filter(|start| !start.whole_day);
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for start in starts() {
        if let Clock::In(Zone::Named(zone)) = start.clock {
            *named.entry(zone.name()).or_default() += 1;
        }
    }
    let commonest = named.iter().max_by_key(|(_, count)| **count).map(|(name, _)| (*name).to_owned());
    let of_calendar = ["X-WR-TIMEZONE", "TIMEZONE-ID", "TZID", "VTIMEZONE"]
        .iter()
        .flat_map(|name| calendar.own.all(name))
        .map(|property| property.value().to_owned());
    let defined = calendar.zones.iter().map(|zone| zone.text("TZID"));
    let names: Vec<String> = commonest.into_iter().chain(of_calendar).chain(defined).collect();
    let is_zone = |name: &&String| zone_named(name).is_some_and(|zone| zone != Zone::utc());
    let by_rules = starts().any(|start| matches!(start.clock, Clock::By(_)));
    let name = names.iter().find(is_zone).or_else(|| names.first().filter(|_| !by_rules)).map(String::as_str);
    let offsets = starts().filter(|start| start.clock != Clock::Floating).map(|start| {
        let zone = zones.zone_at(start.clock, start.wall);
        zone.local(zone.instant(start.wall)).offset().local_minus_utc()
    });
    builder.choose_zone(name, offsets)
}
