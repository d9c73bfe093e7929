//! When an event takes place.

use super::component::{Calendar, Component};
use super::line::Property;
use super::zones::{Clock, Zones};
use crate::model::{Slot, Zone};
use crate::source::builder::Builder;
use crate::source::tally::{LENGTH_UNREADABLE, START_UNREADABLE, Tally, Words, warning};
use crate::source::time::{date, is_utc, length, stamp, zone_named};
use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet};

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
    moments(event, event.get(name)?, zones, tally).into_iter().next().map(|(moment, _)| moment)
}

/// The times of a property that may hold several, each with the end or the length behind its slash, if any. Where it
/// names no zone, a TZID may stand beside it as a property of its own, as in FOSDEM's calendars. What has a T is a time,
/// whatever VALUE says, and what has none is a day.
pub(super) fn moments<'p>(
    event: &Component<'_>,
    property: &'p Property<'_>,
    zones: &mut Zones,
    tally: &mut Tally,
) -> Vec<(Moment, Option<&'p str>)> {
    let mut read = Vec::new();
    for value in property.value().split(',') {
        let (value, end) = value.split_once('/').map_or((value, None), |(start, end)| (start, Some(end)));
        let value = value.trim().trim_matches('"').to_ascii_uppercase();
        let is_date_alone = || !value.contains(|letter: char| letter.is_alphabetic() || " :".contains(letter));
        let midnight = || Some(date(&value).filter(|_| is_date_alone())?.and_time(NaiveTime::MIN));
        let moment = match (stamp(&value), midnight()) {
            (Some(read), _) => {
                let clock = match (read.offset, property.parameter("TZID"), event.get("TZID")) {
                    (Some(offset), ..) => Clock::In(Zone::Offset(offset)),
                    (None, Some(name), _) if !name.is_empty() => zones.clock(&name, property.value_at(), tally),
                    (None, _, Some(stray)) => zones.clock(stray.value(), stray.value_at(), tally),
                    (None, _, None) => Clock::Floating,
                };
                Moment { wall: read.wall, clock, whole_day: false }
            }
            (None, Some(wall)) => Moment { wall, clock: Clock::Floating, whole_day: true },
            (None, None) => {
                tally.add(UNREADABLE, property.value_at(), property.value());
                continue;
            }
        };
        read.push((moment, end));
    }
    read
}

/// The minutes between a time and the end or the length that a period gives.
pub(super) fn period(start: Moment, end: &str) -> Option<i64> {
    let end = end.trim().to_ascii_uppercase();
    let Some(until) = stamp(&end) else { return length(&end).map(|length| i64::from(length.minutes)) };
    let zone = until.offset.map_or(Zone::Offset(0), Zone::Offset);
    let start = match start.clock {
        Clock::In(own) if until.offset.is_some() => own.instant(start.wall),
        _ => zone.instant(start.wall),
    };
    Some((until.instant(zone) - start).num_minutes()).filter(|minutes| *minutes >= 0)
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

/// The zone of the event: the user's, that which the calendar names, that of most starts, the only one that is defined, or
/// the starts' offset. UTC, where it is named or commonest, is no zone of a conference unless there is no other.
pub(super) fn event_zone(
    builder: &mut Builder,
    calendar: &Calendar<'_>,
    spans: &[Option<(Moment, Moment)>],
    zones: &Zones,
) -> Zone {
    let starts = || spans.iter().flatten().map(|(start, _)| *start).filter(|start| !start.whole_day);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for start in starts() {
        let name = match start.clock {
            Clock::In(Zone::Named(zone)) if !is_utc(Zone::Named(zone)) => zone.name(),
            Clock::In(_) => "UTC",
            Clock::By(_) => "",
            Clock::Floating => continue,
        };
        *counts.entry(name).or_default() += 1;
    }
    let commonest = counts.iter().max_by_key(|(_, count)| **count).map(|(name, _)| *name);
    let of_calendar = ["X-WR-TIMEZONE", "TIMEZONE-ID", "TZID", "VTIMEZONE"]
        .iter()
        .flat_map(|name| calendar.own.all(name))
        .map(|property| property.value().to_owned());
    let defined: BTreeSet<String> = calendar.zones.iter().map(|zone| zone.text("TZID")).collect();
    let only = defined.into_iter().take(2).collect::<Vec<_>>();
    let only = <[String; 1]>::try_from(only).ok().filter(|_| counts.keys().all(|name| *name == "UTC"));
    let of_starts = commonest.filter(|name| !matches!(*name, "" | "UTC")).map(str::to_owned);
    let names: Vec<String> = of_calendar.chain(of_starts).chain(only.into_iter().flatten()).collect();
    let is_zone = |name: &&String| zone_named(name).is_some_and(|zone| !is_utc(zone));
    let name =
        names.iter().find(is_zone).or_else(|| names.first().filter(|_| commonest != Some(""))).map(String::as_str);
    let offsets = starts().filter(|start| start.clock != Clock::Floating).map(|start| {
        let zone = zones.zone_at(start.clock, start.wall);
        zone.local(zone.instant(start.wall)).offset().local_minus_utc()
    });
    builder.choose_zone(name, offsets)
}
