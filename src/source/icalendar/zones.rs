//! The time zones of a file: by name where the name is known, by the rules of their VTIMEZONE where it is not.

use super::component::{Calendar, Component};
use super::line::Property;
use crate::model::Zone;
use crate::source::tally::{Tally, Words, warning};
use crate::source::time::{offset_seconds, zone_named};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use std::collections::HashMap;

/// What a wall clock is to be read by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    In(Zone),
    /// The rules at this position of [`Zones`].
    By(usize),
    /// The zone of the event, whichever that is.
    Floating,
}

pub(super) struct Zones {
    rules: Vec<Rules>,
    clocks: HashMap<String, Clock>,
    /// The zone of the event, once it is known.
    pub(super) own: Zone,
}

impl Zones {
    pub(super) fn new(calendar: &Calendar<'_>) -> Self {
        let mut zones = Self { rules: Vec::new(), clocks: HashMap::new(), own: Zone::Unknown };
        for component in &calendar.zones {
            let name = component.text("TZID");
            let located = component.text("X-LIC-LOCATION");
            let clock = zone_named(&name).or_else(|| zone_named(&located)).map(Clock::In);
            let clock = clock.or_else(|| {
                zones.rules.push(Rules::new(component)?);
                Some(Clock::By(zones.rules.len() - 1))
            });
            zones.clocks.extend(clock.map(|clock| (name, clock)));
        }
        zones
    }

    /// The clock that the TZID at this byte of the file names; an unknown one is the event's own.
    pub(super) fn clock(&mut self, name: &str, at: usize, tally: &mut Tally) -> Clock {
        let clock = self.clocks.get(name).copied().unwrap_or_else(|| {
            let clock = zone_named(name).map_or(Clock::Floating, Clock::In);
            self.clocks.insert(name.to_owned(), clock);
            clock
        });
        if clock == Clock::Floating {
            tally.add(UNKNOWN, at, name);
        }
        clock
    }

    /// The zone in which a clock shows this time; the event's own where the clock floats.
    pub(super) fn zone_at(&self, clock: Clock, wall: NaiveDateTime) -> Zone {
        match clock {
            Clock::In(zone) => zone,
            Clock::By(at) => self.rules.get(at).map_or(self.own, |rules| Zone::Offset(rules.offset_at(wall))),
            Clock::Floating => self.own,
        }
    }
}

const UNKNOWN: Words = warning(
    "[time is|times are] in [a zone|zones] that [is|are] unknown and that no VTIMEZONE defines; the zone of the event was taken",
);

/// The most observances of a VTIMEZONE, and the most further dates of all of them: every time is held against each.
const MOST_ONSETS: usize = 300;

struct Rules(Vec<Observance>);

struct Observance {
    start: NaiveDateTime,
    from: i32,
    to: i32,
    yearly: Option<Yearly>,
    dates: Vec<NaiveDateTime>,
}

/// `RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`, the only form in which clocks are changed.
struct Yearly {
    month: u32,
    /// A weekday with its number in the month, from the end where that is negative; else the start's day of the month.
    day: Option<(i32, Weekday)>,
    until: Option<NaiveDateTime>,
}

impl Rules {
    fn new(component: &Component<'_>) -> Option<Self> {
        let mut rules: Vec<Observance> = component.parts.iter().take(MOST_ONSETS).filter_map(Observance::new).collect();
        let mut left = MOST_ONSETS;
        for rule in &mut rules {
            rule.dates.truncate(left);
            left -= rule.dates.len();
        }
        (!rules.is_empty()).then_some(Self(rules))
    }

    /// Seconds east of UTC: those of the observance that began last, or those before the first.
    fn offset_at(&self, wall: NaiveDateTime) -> i32 {
        let begun = self.0.iter().filter_map(|rule| Some((rule.last_onset(wall)?, rule.to))).max();
        let first = || self.0.iter().min_by_key(|rule| rule.start).map_or(0, |rule| rule.from);
        begun.map_or_else(first, |(_, offset)| offset)
    }
}

impl Observance {
    fn new(component: &Component<'_>) -> Option<Self> {
        let offset = |name| component.get(name).and_then(|property| offset_seconds(property.value()));
        let start = component.get("DTSTART").and_then(|property| wall(property.value()))?;
        let rule = component.get("RRULE").map(Property::value);
        let to = offset("TZOFFSETTO")?;
        let dates = component.all("RDATE").flat_map(|property| property.value().split(',').filter_map(wall));
        Some(Self {
            start,
            from: offset("TZOFFSETFROM").unwrap_or(to),
            to,
            yearly: rule.and_then(|rule| Yearly::new(rule, start)),
            dates: dates.collect(),
        })
    }

    /// The last time at or before a wall-clock time at which this began.
    fn last_onset(&self, wall: NaiveDateTime) -> Option<NaiveDateTime> {
        let yearly = self.yearly.as_ref().and_then(|rule| {
            // A rule that ended years ago still holds until something else begins: its last year counts.
            let by = rule.until.map_or(wall, |until| until.min(wall));
            let onset = |year| Some(rule.date_in(year, self.start)?.and_time(self.start.time()));
            [by.year(), by.year() - 1].into_iter().filter_map(onset).find(|onset| *onset <= by)
        });
        let all = self.dates.iter().copied().chain([self.start]).chain(yearly);
        all.filter(|onset| (self.start..=wall).contains(onset)).max()
    }
}

impl Yearly {
    fn new(rule: &str, start: NaiveDateTime) -> Option<Self> {
        let rule = rule.to_ascii_uppercase();
        let part = |name: &str| rule.split(';').filter_map(|part| part.split_once('=')).find(|(key, _)| *key == name);
        let value = |name: &str| part(name).map(|(_, value)| value.trim());
        if value("FREQ") != Some("YEARLY") {
            return None;
        }
        let month = value("BYMONTH").and_then(|month| month.parse().ok()).unwrap_or(start.month());
        let day = value("BYDAY").and_then(|day| {
            let (number, name) = day.split_at_checked(day.len().checked_sub(2)?)?;
            // `BYDAY=SU` has its number elsewhere: as that of the set, or as the days of the month from which it counts.
            let in_set = || value("BYSETPOS")?.parse().ok();
            let from_day = || Some((value("BYMONTHDAY")?.split(',').next()?.parse::<i32>().ok()? - 1) / 7 + 1);
            Some((number.parse().ok().or_else(in_set).or_else(from_day)?, weekday(name)?))
        });
        Some(Self { month, day, until: value("UNTIL").and_then(wall) })
    }

    fn date_in(&self, year: i32, start: NaiveDateTime) -> Option<NaiveDate> {
        let Some((number, weekday)) = self.day else { return NaiveDate::from_ymd_opt(year, self.month, start.day()) };
        if number > 0 {
            return NaiveDate::from_weekday_of_month_opt(year, self.month, weekday, u8::try_from(number).ok()?);
        }
        let from_last =
            (1..=5).rev().filter_map(|n| NaiveDate::from_weekday_of_month_opt(year, self.month, weekday, n));
        from_last.take(usize::try_from(number.unsigned_abs().max(1)).ok()?).last()
    }
}

/// A weekday by the two letters of RFC 5545.
pub(super) fn weekday(name: &str) -> Option<Weekday> {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        .iter()
        .position(|known| known.eq_ignore_ascii_case(name.trim()))
        .and_then(|at| Weekday::try_from(u8::try_from(at).ok()?).ok())
}

/// A wall-clock time; midnight where there is a date only. Since when a rule holds needs no year that is sensible: Outlook
/// writes 1601.
fn wall(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().trim_end_matches(['Z', 'z']);
    let day = || NaiveDate::parse_from_str(text, "%Y%m%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok().or_else(day)
}
