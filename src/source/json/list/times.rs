//! Times as lists of sessions write them.

use crate::source::json::value::Object;
use crate::source::time::{self, Stamp};
use chrono::{DateTime, NaiveDate};
use serde_json::Value;

/// What a field says of when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Whole(Stamp),
    Day(NaiveDate),
    /// Minutes after midnight.
    Clock(u32),
}

impl Found {
    /// Reads a value: a text, the seconds or milliseconds since 1970, or an object of date and time.
    pub(super) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => since_1970(number.as_i64()?).map(Self::Whole),
            Value::String(text) => Self::of_text(text.trim()),
            Value::Object(_) => Self::of_object(&Object::new(value, "")),
            Value::Null | Value::Bool(_) | Value::Array(_) => None,
        }
    }

    fn of_text(text: &str) -> Option<Self> {
        if text.len() >= 10 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return since_1970(text.parse().ok()?).map(Self::Whole);
        }
        if let Some(stamp) = time::stamp(text) {
            return Some(Self::Whole(stamp));
        }
        // Half a time is none.
        let day = time::date(text).filter(|_| text.len() <= 10).or_else(|| worded_day(text));
        day.map(Self::Day).or_else(|| time::clock(text).map(Self::Clock))
    }

    /// `{date, time, tz}` of Indico, `{dateTime, timeZone}` of Google's calendars, `{seconds}` of its databases.
    fn of_object(fields: &Object<'_>) -> Option<Self> {
        let seconds = ["seconds", "_seconds"].iter().find_map(|name| fields.get(name)?.as_i64());
        if let Some(stamp) = seconds.and_then(since_1970) {
            return Some(Self::Whole(stamp));
        }
        let (date, time) = (fields.text("date"), fields.text("time"));
        let text =
            if time.is_empty() { fields.first(&["dateTime", "date"]).into_owned() } else { format!("{date} {time}") };
        Self::of_text(text.trim())
    }
}

/// Seconds since 1970, or milliseconds, by their size.
fn since_1970(number: i64) -> Option<Stamp> {
    let seconds = match number {
        100_000_000..10_000_000_000 => number,
        100_000_000_000..10_000_000_000_000 => number / 1000,
        _ => return None,
    };
    Some(Stamp { wall: DateTime::from_timestamp(seconds, 0)?.naive_utc(), offset: Some(0) })
}

/// `14 September 2026`, `Mon, Sep 14, 2026`.
fn worded_day(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let tail = words.get(words.len().checked_sub(3)?..)?.join(" ");
    ["%d %B %Y", "%B %d %Y", "%d. %B %Y"].iter().find_map(|pattern| NaiveDate::parse_from_str(&tail, pattern).ok())
}

/// A time as all readers take it.
pub(super) fn written(stamp: Stamp) -> String {
    let wall = stamp.wall.format("%Y-%m-%dT%H:%M:%S");
    match stamp.offset {
        Some(offset) => {
            let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs() / 60);
            format!("{wall}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
        None => wall.to_string(),
    }
}

/// A clock on a day.
pub(super) fn written_on(day: NaiveDate, clock: u32) -> Option<String> {
    time::wall(day, clock).map(|wall| written(Stamp { wall, offset: None }))
}
