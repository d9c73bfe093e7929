//! One session as a file has it, with what its place in the file says of it, and when it takes place.

use super::value::Object;
use crate::model::{Slot, Zone};
use crate::source::tally::{Tally, shown};
use crate::source::time::{self, DAY, Stamp, minute, minutes_until};
use chrono::{NaiveDate, TimeDelta};
use serde_json::Value;
use std::borrow::Cow;

pub(crate) struct Entry<'v> {
    pub(crate) value: &'v Value,
    /// Where it stands, for problems: `days[2].rooms."Aula"[5]`.
    pub(crate) path: String,
    /// The conference day it stands under.
    pub(crate) day: Option<NaiveDate>,
    /// The time it stands under, in minutes after midnight.
    pub(crate) minutes: Option<u32>,
    /// Its room, by name; empty where it has none.
    pub(crate) room: Cow<'v, str>,
    /// The object with its times, where that is another.
    pub(crate) slot: Option<&'v Value>,
    /// The source's word for its type, where its place says it.
    pub(crate) type_text: Cow<'v, str>,
}

impl<'v> Entry<'v> {
    pub(crate) fn new(value: &'v Value, path: String) -> Self {
        Self { value, path, day: None, minutes: None, room: Cow::default(), slot: None, type_text: Cow::default() }
    }

    /// Its path, with the value that is found wrong there.
    fn place(&self, value: &str) -> String {
        format!("{} {}", self.path, shown(value))
    }

    /// Its fields, with a preference for the language it is held in.
    pub(crate) fn fields(&self) -> Object<'v> {
        Object::new(self.value, self.language())
    }

    fn times(&self) -> Object<'v> {
        Object::new(self.slot.unwrap_or(self.value), "")
    }

    /// The code of the language it is held in, or of the one preferred.
    pub(crate) fn language(&self) -> &'v str {
        let fields = Object::new(self.value, "");
        let language = ["language", "content_locale"].iter().find_map(|key| fields.get(key)?.as_str());
        language
            .and_then(|language| language.split([',', ' ', '/']).next())
            .filter(|code| !code.is_empty())
            .unwrap_or("en")
    }

    /// When it starts, as far as the file says; the hour at which the day changes matters only to a bare clock time.
    pub(crate) fn start(&self, day_change: u16) -> Option<Stamp> {
        let times = self.times();
        let text = |key| times.text(key);
        let stamp =
            ["date", "start", "startsAt", "starts_at", "start_time"].iter().find_map(|key| time::stamp(&text(key)));
        stamp.or_else(|| {
            let clock =
                ["start", "startTime", "start_time"].iter().find_map(|key| time::clock(&text(key))).or(self.minutes)?;
            let day = self.day.or_else(|| time::date(&text("date")))?;
            Some(Stamp { wall: time::wall_on(day, clock, day_change)?, offset: None })
        })
    }

    /// The clock time beside a full date, where a file gives both.
    fn clock(&self) -> Option<u32> {
        let times = self.times();
        times.get("date").and(times.get("start")).and_then(|_| time::clock(&times.text("start")))
    }

    fn end(&self) -> End {
        let times = self.times();
        let text = times.first(&["end", "endsAt", "ends_at", "end_time", "endTime"]);
        if let Some(stamp) = time::stamp(&text) {
            return End::At(stamp);
        }
        let duration = times.text("duration");
        let duration = if duration.is_empty() { Object::new(self.value, "").text("duration") } else { duration };
        match (time::length(&duration), time::clock(&text)) {
            (Some(length), _) => End::After(length),
            (None, Some(clock)) => End::Clock(clock),
            (None, None) if duration.is_empty() && text.is_empty() => End::Unsaid,
            (None, None) => End::Unclear(if duration.is_empty() { text.into_owned() } else { duration.into_owned() }),
        }
    }

    fn start_text(&self) -> String {
        let times = self.times();
        times.first(&["date", "start", "startsAt", "starts_at", "start_time"]).into_owned()
    }
}

enum End {
    At(Stamp),
    After(time::Length),
    /// Minutes after midnight, on the day of the start or the next.
    Clock(u32),
    Unsaid,
    Unclear(String),
}

/// Until when, in minutes after midnight, a session may belong to the day before, whatever the file says of its nights.
const LATEST_NIGHT: u16 = 9 * 60;

/// How the clocks of a file are to be understood.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clocks {
    pub(crate) zone: Zone,
    /// Whether the zone is known for sure: by its name, or because the clocks beside the times agree with it.
    pub(crate) is_proven: bool,
    /// When days change, in minutes after midnight.
    pub(crate) day_change: u16,
}

impl Clocks {
    /// The slot of an entry, or its length where it has no time.
    pub(crate) fn slot(self, entry: &Entry<'_>, tally: &mut Tally) -> (Option<Slot>, Option<u32>) {
        let said = entry.end();
        let Some(stamp) = entry.start(self.day_change) else {
            let text = entry.start_text();
            if !text.is_empty() && time::date(&text).is_none() {
                tally.warn("this is no time; the session is listed without one", entry.place(&text));
            }
            return (None, if let End::After(length) = said { Some(length.minutes) } else { None });
        };
        // Where UTC is meant for the wall clock at the start, it is so at the end.
        let as_wall = self.is_wall(stamp, entry, tally);
        let instant = |stamp: Stamp| match stamp.offset {
            Some(0) if as_wall => self.zone.instant(stamp.wall),
            _ => stamp.instant(self.zone),
        };
        let start = instant(stamp);
        let end = match said {
            End::At(stamp) => instant(stamp),
            End::After(length) => {
                if length.doubtful {
                    tally.note("the duration was read as days, hours and minutes", &entry.path);
                }
                Slot::new(start, length.minutes).end
            }
            End::Clock(clock) => Slot::new(start, minutes_until(self.zone.local(start).naive_local(), clock)).end,
            End::Unsaid => {
                tally.note("no end and no duration are given", &entry.path);
                start
            }
            End::Unclear(text) => {
                tally.warn("this is no length of time; the session has no end", entry.place(&text));
                start
            }
        };
        (Some(Slot { start, end, all_day: false }), None)
    }

    /// Whether a time that claims to be UTC is one of the wall clock. It is where the clock beside it shows the same
    /// hour and the zone is known for sure to be another; else the time is believed, and the contradiction told.
    fn is_wall(self, stamp: Stamp, entry: &Entry<'_>, tally: &mut Tally) -> bool {
        let Some(clock) = entry.clock().map(|clock| clock % DAY) else { return false };
        let local = self.zone.local(stamp.instant(self.zone)).naive_local();
        if minute(local) == clock {
            return false;
        }
        let place = entry.place(&entry.start_text());
        if stamp.offset != Some(0) || minute(stamp.wall) != clock || self.zone == Zone::Unknown {
            tally.warn("date and start name different times; the date was believed", place);
            return false;
        }
        if self.is_proven {
            tally.warn("the date claims to be UTC, but is the clock at the conference; it was read so", place);
        } else {
            tally.warn("date and start show the same hour, but in UTC; with --zone it is read as local time", place);
        }
        self.is_proven
    }

    /// Whether most of the times that have an offset show in this zone the clock that stands beside them.
    pub(crate) fn are_proven(zone: Zone, entries: &[Entry<'_>]) -> bool {
        let agrees = |entry: &Entry<'_>| {
            let (clock, stamp) = (entry.clock()?, entry.start(0).filter(|stamp| stamp.offset.is_some())?);
            Some(minute(zone.local(stamp.instant(zone)).naive_local()) == clock % DAY)
        };
        let agreeing: Vec<bool> = entries.iter().filter_map(agrees).collect();
        agreeing.iter().filter(|agrees| **agrees).count() * 3 > agreeing.len() * 2
    }

    /// The day an entry stands under, where that can be: its date, or the day before while the night lasts.
    pub(crate) fn day(self, entry: &Entry<'_>, slot: Option<Slot>, tally: &mut Tally) -> Option<NaiveDate> {
        let Some(slot) = slot else { return entry.day.or_else(|| time::date(&entry.start_text())) };
        let day = entry.day?;
        let wall = self.zone.local(slot.start).naive_local();
        let night = self.day_change.max(LATEST_NIGHT);
        if day == wall.date() || day == (wall - TimeDelta::minutes(i64::from(night))).date() {
            return Some(day);
        }
        tally.note("this stands under another day than its date; the date was believed", &entry.path);
        None
    }
}
