//! The time zone of an event, as far as its source tells.

use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
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
        if let Ok(zone) = text.parse::<Tz>() {
            return Some(Self::Named(zone));
        }
        if let Some(zone) = chrono_tz::TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(text)) {
            return Some(Self::Named(*zone));
        }
        text.parse::<FixedOffset>().ok().map(|offset| Self::Offset(offset.local_minus_utc()))
    }

    /// Whether the source told a zone or an offset.
    pub fn is_known(self) -> bool {
        self != Self::Unknown
    }

    /// The instant as a wall clock of this zone shows it, with the offset in force then.
    pub fn local(self, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
        let offset = match self {
            Self::Named(zone) => zone.offset_from_utc_datetime(&instant.naive_utc()).fix(),
            Self::Offset(seconds) => fixed(seconds),
            Self::Unknown => Utc.fix(),
        };
        instant.with_timezone(&offset)
    }

    /// The instant at which a wall clock of this zone shows `wall`. Of an hour that happens twice the first is meant; a
    /// time that daylight saving skips is read with the offset from before the change, as RFC 5545 (3.3.5) has it.
    pub fn instant(self, wall: NaiveDateTime) -> DateTime<Utc> {
        let zone = match self {
            Self::Named(zone) => zone,
            Self::Offset(seconds) => return (wall - TimeDelta::seconds(i64::from(seconds))).and_utc(),
            Self::Unknown => return wall.and_utc(),
        };
        match zone.from_local_datetime(&wall) {
            MappedLocalTime::Single(time) | MappedLocalTime::Ambiguous(time, _) => time.to_utc(),
            MappedLocalTime::None => {
                let before = zone.offset_from_utc_datetime(&(wall - TimeDelta::days(1))).fix();
                (wall - TimeDelta::seconds(i64::from(before.local_minus_utc()))).and_utc()
            }
        }
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
    use chrono::NaiveDate;

    fn wall(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2025, 3, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn zones_are_found_in_any_case_and_as_offsets() {
        assert_eq!(Zone::parse("europe/brussels"), Some(Zone::Named(chrono_tz::Europe::Brussels)));
        assert_eq!(Zone::parse("+02:00"), Some(Zone::Offset(7200)));
        assert_eq!(Zone::parse("Middle/Earth"), None);
    }

    #[test]
    fn a_wall_clock_time_survives_the_way_there_and_back() {
        let zone = Zone::Named(chrono_tz::Europe::Brussels);
        let instant = zone.instant(wall(30, 4, 0));
        assert_eq!(instant.to_rfc3339(), "2025-03-30T02:00:00+00:00");
        assert_eq!(zone.local(instant).naive_local(), wall(30, 4, 0));
    }

    #[test]
    fn a_time_that_daylight_saving_skips_is_read_with_the_earlier_offset() {
        let zone = Zone::Named(chrono_tz::Europe::Brussels);
        assert_eq!(zone.instant(wall(30, 2, 30)).to_rfc3339(), "2025-03-30T01:30:00+00:00");
    }
}
