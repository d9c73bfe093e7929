//! One session as a file has it, and what its place in the file says of it: the day, the room, the time.

use super::value::Object;
use crate::source::tally::shown;
use crate::source::time::{self, Stamp};
use chrono::NaiveDate;
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
    pub(crate) fn place(&self, value: &str) -> String {
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
    pub(crate) fn clock(&self) -> Option<u32> {
        let times = self.times();
        times.get("date").and(times.get("start")).and_then(|_| time::clock(&times.text("start")))
    }

    /// What the file says about its end.
    pub(crate) fn end(&self) -> End {
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

    /// What stands in the field of its start, for problems.
    pub(crate) fn start_text(&self) -> String {
        let times = self.times();
        times.first(&["date", "start", "startsAt", "starts_at", "start_time"]).into_owned()
    }
}

pub(crate) enum End {
    At(Stamp),
    After(time::Length),
    /// Minutes after midnight, on the day of the start or the next.
    Clock(u32),
    Unsaid,
    Unclear(String),
}
