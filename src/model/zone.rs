//! The time zone of an event, as far as its source tells.

use super::Tz;
use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The zone in which an event's wall clocks run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Zone {
    /// A zone of the IANA database, daylight saving included.
    Named(Tz),
    /// A fixed offset, in seconds east of UTC: the source gives offsets but no name.
    Offset(i32),
    /// The source gives wall-clock times and no zone: instants are kept as if the clock ran in UTC.
    #[default]
    Unknown,
}

impl Zone {
    /// A zone by its IANA name (`Europe/Brussels`, in any case), `UTC`, or an offset (`+02:00`).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let offset = || text.parse::<FixedOffset>().ok().map(|offset| Self::Offset(offset.local_minus_utc()));
        Tz::named(text).map(Self::Named).or_else(offset)
    }

    /// The first of some names that is one of the database, or UTC.
    pub fn first_named(names: impl IntoIterator<Item = String>) -> Self {
        names.into_iter().find_map(|name| Tz::named(&name)).map_or_else(Self::utc, Self::Named)
    }

    /// UTC by its name.
    pub fn utc() -> Self {
        Tz::named("UTC").map_or(Self::Offset(0), Self::Named)
    }

    /// Whether the source told a zone or an offset.
    pub fn is_known(self) -> bool {
        self != Self::Unknown
    }

    /// The instant as a wall clock of this zone shows it, with the offset in force then.
    pub fn local(self, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
        let offset = match self {
            Self::Named(zone) => fixed(zone.clocks(instant.timestamp()).seconds),
            Self::Offset(seconds) => fixed(seconds),
            Self::Unknown => Utc.fix(),
        };
        instant.with_timezone(&offset)
    }

    /// The instant at which a wall clock of this zone shows `wall`. Of an hour that happens twice the first is meant; a
    /// time that daylight saving skips is read with the offset from before the change, as RFC 5545 (3.3.5) has it.
    pub fn instant(self, wall: NaiveDateTime) -> DateTime<Utc> {
        let seconds = match self {
            Self::Named(zone) => zone.seconds_at(wall.and_utc().timestamp()),
            Self::Offset(seconds) => seconds,
            Self::Unknown => 0,
        };
        (wall - TimeDelta::seconds(i64::from(seconds))).and_utc()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(zone) => out.write_str(zone.name()),
            Self::Offset(seconds) => write!(out, "{}", fixed(*seconds)),
            Self::Unknown => out.write_str("unknown"),
        }
    }
}

fn fixed(seconds: i32) -> FixedOffset {
    FixedOffset::east_opt(seconds).unwrap_or(Utc.fix())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, NaiveTime, TimeZone};
    use chrono_tz::OffsetName;

    fn wall(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2025, 3, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn zones_are_found_in_any_case_and_as_offsets() {
        assert_eq!(Zone::parse("europe/brussels"), Some(Zone::parse("Europe/Brussels").unwrap()));
        assert_eq!(Zone::parse("+02:00"), Some(Zone::Offset(7200)));
        assert_eq!(Zone::parse("Middle/Earth"), None);
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let found = Zone::first_named(names(&["CET-1CEST,M3.5.0,M10.5.0/3", "", "Europe/Brussels"]));
        assert_eq!(Some(found), Zone::parse("Europe/Brussels"));
        assert_eq!(Zone::first_named(names(&["+02:00"])), Zone::utc());
    }

    #[test]
    fn a_wall_clock_time_survives_the_way_there_and_back() {
        let zone = Zone::parse("Europe/Brussels").unwrap();
        let instant = zone.instant(wall(30, 4, 0));
        assert_eq!(instant.to_rfc3339(), "2025-03-30T02:00:00+00:00");
        assert_eq!(zone.local(instant).naive_local(), wall(30, 4, 0));
    }

    #[test]
    fn a_time_that_daylight_saving_skips_is_read_with_the_earlier_offset() {
        let zone = Zone::parse("Europe/Brussels").unwrap();
        assert_eq!(zone.instant(wall(30, 2, 30)).to_rfc3339(), "2025-03-30T01:30:00+00:00");
    }

    /// What another reading of the database says of a wall clock: the first of two instants, the offset of the day
    /// before where there is none.
    fn instant_by(zone: chrono_tz::Tz, wall: NaiveDateTime) -> DateTime<Utc> {
        let before = || zone.offset_from_utc_datetime(&(wall - TimeDelta::days(1))).fix();
        let found = zone.from_local_datetime(&wall).earliest().map(|time| time.to_utc());
        found.unwrap_or_else(|| (wall - TimeDelta::seconds(i64::from(before().local_minus_utc()))).and_utc())
    }

    /// Where our database is newer than the other one, and for which years.
    const NEWER: &[(&[&str], std::ops::RangeInclusive<i32>)] = &[
        (&["America/Bogota"], 1992..=1992),
        (&["Europe/Chisinau", "Europe/Tiraspol"], 2022..=2037),
        (&["Africa/Casablanca", "Africa/El_Aaiun", "America/Havana", "Cuba"], 2026..=2037),
        (&["America/Edmonton", "America/Inuvik", "America/Yellowknife", "Canada/Mountain"], 2026..=2037),
        (&["America/Rainy_River", "America/Winnipeg", "Canada/Central"], 2026..=2037),
        (&["America/Vancouver", "Canada/Pacific"], 2026..=2037),
    ];

    #[test]
    fn every_zone_agrees_with_another_reading_of_the_database_from_1990_to_2037() {
        let mut wrong = Vec::new();
        for theirs in chrono_tz::TZ_VARIANTS {
            let Some(ours) = Tz::named(theirs.name()) else {
                wrong.push(format!("{theirs} is missing"));
                continue;
            };
            assert_eq!(ours.name(), theirs.name());
            let newer = NEWER.iter().find(|(names, _)| names.contains(&theirs.name())).map(|(_, years)| years.clone());
            let years = (1990..=2037).filter(|year| newer.as_ref().is_none_or(|newer| !newer.contains(year)));
            wrong.extend(years.filter_map(|year| difference(ours, theirs, year)));
        }
        assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    }

    /// Where two readings of a zone differ in a year: four times a day, and around each change every quarter of an hour
    /// on either clock. Which of two offsets is called daylight saving time is not compared: the law and the databases
    /// disagree about Ireland and Namibia.
    fn difference(ours: Tz, theirs: chrono_tz::Tz, year: i32) -> Option<String> {
        let start =
            |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).unwrap().and_time(NaiveTime::MIN).and_utc().timestamp();
        let moment = |second: i64| DateTime::from_timestamp(second, 0).unwrap().naive_utc();
        let told = |name: Option<&str>| name.filter(|name| name.starts_with(char::is_alphabetic)).map(str::to_owned);
        let other = |second: i64| {
            let offset = theirs.offset_from_utc_datetime(&moment(second));
            (offset.fix().local_minus_utc(), told(offset.abbreviation()))
        };
        let own = |second: i64| (ours.clocks(second).seconds, told(Some(ours.clocks(second).name)));
        let mut before = other(start(year));
        for second in (start(year)..start(year + 1)).step_by(6 * 3600) {
            let now = other(second);
            if own(second) != now {
                return Some(format!("{theirs} {}: {:?} {now:?}", moment(second), own(second)));
            }
            if now != before {
                let around = (second - 30 * 3600..second + 30 * 3600).step_by(900);
                let wrong = around.filter(|second| {
                    let wall = moment(*second);
                    own(*second) != other(*second) || Zone::Named(ours).instant(wall) != instant_by(theirs, wall)
                });
                if let Some(second) = wrong.into_iter().next() {
                    return Some(format!("{theirs} around {}", moment(second)));
                }
            }
            before = now;
        }
        None
    }
}
