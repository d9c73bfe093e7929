//! Times as lists of sessions write them.

use crate::source::json::value::Object;
use crate::source::time::{self, Stamp};
use chrono::{DateTime, Datelike, NaiveDate};
use serde_json::Value;

/// What a field says of when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Whole(Stamp),
    Day(NaiveDate),
    /// Minutes after midnight.
    Clock(u32),
}

/// Whether days or months stand first in `9/10/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    #[default]
    DayFirst,
    MonthFirst,
}

impl Order {
    /// What a list means, by all its dates of this form; and one of them where they do not tell. A conference is short, so
    /// the order in which its days are nearer is meant.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> (Self, Option<&'t str>) {
        let dates: Vec<(&str, Parts)> = texts.filter_map(|text| Some((text, Parts::of(text)?.0))).collect();
        let span = |order: Self| {
            let days: Vec<NaiveDate> = dates.iter().map(|(_, parts)| parts.day(order)).collect::<Option<_>>()?;
            Some((*days.iter().max()? - *days.iter().min()?).num_days())
        };
        let unclear = dates.iter().find(|(_, parts)| parts.first != parts.second).map(|(text, _)| *text);
        match (span(Self::DayFirst), span(Self::MonthFirst)) {
            (Some(day), Some(month)) if day == month => {
                // Whoever writes one writes the other.
                let american = dates.iter().any(|(text, _)| text.ends_with(['m', 'M']));
                (if american { Self::MonthFirst } else { Self::DayFirst }, unclear)
            }
            (day, Some(month)) if day.is_none_or(|day| month < day) => (Self::MonthFirst, None),
            _ => (Self::DayFirst, None),
        }
    }
}

/// The numbers of `14/9/2026`.
#[derive(Debug, Clone, Copy)]
struct Parts {
    first: u32,
    second: u32,
    year: i32,
}

impl Parts {
    /// Those that a text begins with, and what follows them.
    fn of(text: &str) -> Option<(Self, &str)> {
        let end = text.find([' ', 'T', ',']).unwrap_or(text.len());
        let (date, rest) = text.split_at_checked(end)?;
        let sign = ['/', '-'].into_iter().find(|sign| date.contains(*sign))?;
        let parts: Vec<&str> = date.split(sign).collect();
        let [first, second, year] = parts.as_slice() else { return None };
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = first.len() <= 2 && second.len() <= 2 && year.len() == 4 && parts.iter().all(|part| is_number(part));
        let parts = Self { first: first.parse().ok()?, second: second.parse().ok()?, year: year.parse().ok()? };
        fits.then_some((parts, rest.trim_start_matches([',', ' ', 'T'])))
    }

    fn day(self, order: Order) -> Option<NaiveDate> {
        let (day, month) = match order {
            Order::DayFirst => (self.first, self.second),
            Order::MonthFirst => (self.second, self.first),
        };
        NaiveDate::from_ymd_opt(self.year, month, day)
    }
}

/// What stands between a time and another one that ends it.
const UNTIL: [&str; 8] = [" - ", " – ", " — ", "–", "-", " to ", " bis ", "/"];

impl Found {
    /// Reads a value: a text, the seconds or milliseconds since 1970, or an object of date and time.
    pub(super) fn of(value: &Value, order: Order) -> Option<Self> {
        match value {
            Value::Number(number) => since_1970(number.as_i64()?).map(Self::Whole),
            Value::String(text) => Self::of_text(text.trim(), order),
            Value::Object(_) => Self::of_object(&Object::new(value, ""), order),
            Value::Null | Value::Bool(_) | Value::Array(_) => None,
        }
    }

    /// Until when a value says that something takes, where it says that beside its start: `9:00 – 10:30`.
    pub(super) fn end_of(value: &Value, order: Order) -> Option<Self> {
        parted(value.as_str()?.trim(), order).map(|(_, end)| end)
    }

    fn of_text(text: &str, order: Order) -> Option<Self> {
        Self::of_one(text, order).or_else(|| parted(text, order).map(|(start, _)| start))
    }

    fn of_one(text: &str, order: Order) -> Option<Self> {
        if text.len() >= 10 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return since_1970(text.parse().ok()?).map(Self::Whole);
        }
        if let Some((parts, clock)) = Parts::of(text) {
            let day = parts.day(order).filter(|day| (1900..2200).contains(&day.year()))?;
            return if clock.is_empty() {
                Some(Self::Day(day))
            } else {
                time::stamp(&format!("{day} {clock}")).map(Self::Whole)
            };
        }
        if let Some(stamp) = time::stamp(text) {
            return Some(Self::Whole(stamp));
        }
        // Half a time is none.
        let day = time::date(text).filter(|_| text.len() <= 10).or_else(|| worded_day(text));
        day.map(Self::Day).or_else(|| time::clock(text).map(Self::Clock))
    }

    /// `{date, time, tz}` of Indico, `{dateTime, timeZone}` of Google's calendars, `{seconds}` of its databases.
    fn of_object(fields: &Object<'_>, order: Order) -> Option<Self> {
        let seconds = ["seconds", "_seconds"].iter().find_map(|name| fields.get(name)?.as_i64());
        if let Some(stamp) = seconds.and_then(since_1970) {
            return Some(Self::Whole(stamp));
        }
        let (date, time) = (fields.text("date"), fields.text("time"));
        let text =
            if time.is_empty() { fields.first(&["dateTime", "date"]).into_owned() } else { format!("{date} {time}") };
        Self::of_text(text.trim(), order)
    }
}

/// A start and an end that stand in one text.
fn parted(text: &str, order: Order) -> Option<(Found, Found)> {
    let both = |sign: &&str| {
        let (start, end) = text.split_once(*sign)?;
        let timed = |text: &str| Found::of_one(text.trim(), order).filter(|found| !matches!(found, Found::Day(_)));
        Some((timed(start)?, timed(end)?))
    };
    UNTIL.iter().find_map(both)
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
