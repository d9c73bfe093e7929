//! Times as schedules spell them: lengths, clocks, dates and stamps in every spelling met in real files, and the choice
//! of an event's zone.
//!
//! Everything here is bounded: a length is at most [`LONGEST`] minutes and a date lies between 1900 and 2199, so that
//! what is read may be added and subtracted without a thought of overflow. What cannot be understood is `None`; the
//! reader says what it does then. Start with [`Stamp`] and [`length`].

mod zone;

pub use zone::{choose_zone, is_utc, offset_seconds, zone_named};

use crate::model::Zone;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};

/// Minutes of a day.
pub const DAY: u32 = 24 * 60;

/// The longest length that is believed, in minutes: a year.
pub const LONGEST: u32 = 366 * DAY;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// Rounded down to whole minutes.
    pub minutes: u32,
    /// Whether the text could have meant something else as well: `0:01:30` was read as days, hours and minutes.
    pub doubtful: bool,
}

/// Reads a length: `1:30`, `01:30:00`, `0:01:30` (days first, as CCCamp 2023 wrote), `013000`, `90`, `90 min`, `1h30`,
/// `PT90M`, `P1DT2H`, and `135.0:00`, which an early pretalx wrote for 135 minutes.
pub fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    let minutes = match text.strip_prefix(['P', 'p', '+']) {
        Some(rest) => iso_minutes(rest.trim_start_matches(['P', 'p'])),
        None if text.contains(':') => return colon_length(text),
        None if text.bytes().all(|byte| byte.is_ascii_digit()) => bare_minutes(text),
        None => worded_minutes(text),
    };
    limited(minutes?, false)
}

fn limited(minutes: u64, doubtful: bool) -> Option<Length> {
    let minutes = u32::try_from(minutes).ok().filter(|minutes| *minutes <= LONGEST)?;
    Some(Length { minutes, doubtful })
}

fn colon_length(text: &str) -> Option<Length> {
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    if let [minutes, _] = parts.as_slice()
        && minutes.contains('.')
    {
        return limited(decimal(minutes)?, false);
    }
    let numbers: Vec<u64> = parts.iter().map(|part| part.parse::<u32>().ok().map(u64::from)).collect::<Option<_>>()?;
    match numbers.as_slice() {
        [hours, minutes] => limited(hours * 60 + minutes, false),
        // Hours, minutes and seconds, as the XSD of the format says, unless that makes an odd number of seconds in a
        // session of less than five minutes: then days, hours and minutes.
        [0, hours, minutes] if *hours < 5 && (*minutes > 0 || *hours > 0) => limited(hours * 60 + minutes, true),
        [hours, minutes, _] => limited(hours * 60 + minutes, false),
        [days, hours, minutes, _] => limited((days * 24 + hours) * 60 + minutes, false),
        _ => None,
    }
}

/// Digits alone: `HHMMSS`, `HHMM` with a leading zero, or minutes.
fn bare_minutes(digits: &str) -> Option<u64> {
    let number: u64 = digits.parse().ok()?;
    match digits.len() {
        6 => Some(number / 10_000 * 60 + number / 100 % 100),
        4 if digits.starts_with('0') => Some(number / 100 * 60 + number % 100),
        1..=5 => Some(number),
        _ => None,
    }
}

/// What follows the `P` of an ISO 8601 duration.
fn iso_minutes(text: &str) -> Option<u64> {
    let mut seconds: Option<u64> = None;
    let mut in_time = false;
    for part in text.to_ascii_uppercase().split_inclusive(|letter: char| letter.is_ascii_alphabetic()) {
        let unit = match (part.chars().last()?, in_time) {
            ('T', _) => {
                in_time = true;
                continue;
            }
            ('W', _) => 7 * 86_400,
            ('D', _) => 86_400,
            ('H', _) => 3_600,
            ('M', true) => 60,
            ('S', _) => 1,
            _ => return None,
        };
        let whole: u32 = part.split(['.', 'W', 'D', 'H', 'M', 'S']).next()?.parse().ok()?;
        seconds = Some(seconds.unwrap_or(0).checked_add(u64::from(whole) * unit)?);
    }
    seconds.map(|seconds| seconds / 60)
}

/// `90 min`, `1 hour 30 minutes`, `1h30`, `1.5 h`, `45.0`.
fn worded_minutes(text: &str) -> Option<u64> {
    let lower = text.to_lowercase();
    let mut minutes = 0;
    let mut hours_seen = false;
    let mut rest = lower.as_str();
    while !rest.is_empty() {
        let split = rest.find(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ','))?;
        let (number, tail) = if split == 0 { return None } else { rest.split_at(split) };
        let unit_end = tail.find(|letter: char| letter.is_ascii_digit()).unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(unit_end);
        match unit.trim().trim_end_matches(['.', ',']) {
            "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" => {
                hours_seen = true;
                let value: f64 = number.replace(',', ".").parse().ok()?;
                minutes += (value.clamp(0.0, 9_000.0) * 60.0) as u64;
            }
            "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "'" => minutes += decimal(number)?,
            _ => return None,
        }
        rest = tail.trim_start();
        if hours_seen && !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(minutes + rest.parse::<u64>().ok().filter(|minutes| *minutes < 60)?);
        }
    }
    Some(minutes)
}

fn decimal(text: &str) -> Option<u64> {
    text.split(['.', ',']).next()?.parse::<u32>().ok().map(u64::from)
}

/// Reads a wall-clock time as minutes after midnight: `9:30`, `09:30:00`, `0930`, `9.30`, `9:30 PM`, `9 am`, `24:00`;
/// hours up to 47 mean the night after. Seconds are dropped.
pub fn clock(text: &str) -> Option<u32> {
    let lower = text.trim().to_lowercase();
    match lower.as_str() {
        "noon" | "12 noon" | "midday" => return Some(DAY / 2),
        "midnight" | "12 midnight" => return Some(DAY),
        _ => {}
    }
    let (digits, half) = match lower.find(['a', 'p']) {
        Some(at) if matches!(lower.get(at..)?, "am" | "a.m." | "pm" | "p.m." | "a" | "p") => {
            (lower.get(..at)?.trim(), lower.get(at..at + 1))
        }
        _ => (lower.trim_end_matches("uhr").trim(), None),
    };
    let parts: Vec<&str> = digits.split([':', '.', 'h']).collect();
    let is_number = |text: &str| text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| is_number(text));
    let (hours, minutes) = match parts.as_slice() {
        [whole] if matches!(whole.len(), 3 | 4 | 6) && whole.is_ascii() => {
            let whole = if whole.len() == 6 { whole.get(..4)? } else { whole };
            let (hours, minutes) = whole.split_at(whole.len() - 2);
            (number(hours)?, number(minutes)?)
        }
        [hours] if half.is_some() => (number(hours)?, 0),
        [hours, ""] => (number(hours)?, 0),
        [hours, minutes] | [hours, minutes, _] => (number(hours)?, number(minutes)?),
        _ => return None,
    };
    let hours = match half {
        Some("a") if hours == 12 => 0,
        Some("p") if hours < 12 => hours + 12,
        _ => hours,
    };
    (hours < 48 && minutes < 60).then_some(hours * 60 + minutes)
}

/// The minute after midnight at which a conference day begins, from `04:00`, `9:00:00` and the like; never past noon,
/// because a later hour is a mistake and not a night.
pub fn day_change(text: &str) -> Option<u16> {
    clock(text).and_then(|minutes| u16::try_from(minutes).ok()).filter(|minutes| *minutes <= 12 * 60)
}

/// The wall-clock time so many minutes after a day's midnight.
pub fn wall(day: NaiveDate, minutes: u32) -> Option<NaiveDateTime> {
    day.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::minutes(i64::from(minutes)))
}

/// The wall-clock time of a clock on a conference day: before the hour at which the day changes it is the next date.
pub fn wall_on(conference_day: NaiveDate, minutes: u32, day_change: u16) -> Option<NaiveDateTime> {
    let night = if minutes < u32::from(day_change) { DAY } else { 0 };
    wall(conference_day, minutes + night)
}

/// What the clock shows at a wall-clock time, in minutes after midnight.
pub fn minute(wall: NaiveDateTime) -> u32 {
    wall.hour() * 60 + wall.minute()
}

/// The minutes from a wall-clock time to the next time that the clock shows `clock`.
pub fn minutes_until(wall: NaiveDateTime, clock: u32) -> u32 {
    (clock % DAY + DAY - minute(wall)) % DAY
}

/// Reads a date: `2018-12-27`, `20181227`, `2018/12/27`, `27.12.2018`, or the beginning of a stamp.
pub fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let head = text.split(['T', ' ']).next()?;
    ["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%d.%m.%Y"]
        .iter()
        .find_map(|pattern| NaiveDate::parse_from_str(head, pattern).ok())
        .filter(|date| (1900..2200).contains(&date.year()))
}

/// A date and time of day with the offset that the source gives, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    pub wall: NaiveDateTime,
    /// Seconds east of UTC.
    pub offset: Option<i32>,
}

impl Stamp {
    /// The instant; `zone` decides where the source gives no offset.
    pub fn instant(self, zone: Zone) -> DateTime<Utc> {
        self.offset.map_or(zone, Zone::Offset).instant(self.wall)
    }
}

/// Reads a date with a time of day, in ISO 8601 as it is really written: with `T`, `t` or a blank between, with or
/// without seconds and fractions, with `Z`, `+01:00`, `+0100`, `+01` or nothing behind.
pub fn stamp(text: &str) -> Option<Stamp> {
    let text = text.trim();
    let day = date(text)?;
    let (_, time) = text.split_once(['T', 't', ' '])?;
    let time = time.trim();
    let (time, offset) = match time.find(['Z', 'z', '+', '-', '\u{2212}']) {
        Some(at) => (time.get(..at)?.trim(), Some(offset_seconds(time.get(at..)?)?)),
        None => (time, None),
    };
    // `9.30` has a dot before its minutes, `093000.000` before a fraction.
    let seconds_end = time.find(['.', ',']).filter(|at| *at > 2 || time.contains(':')).unwrap_or(time.len());
    let wall = wall(day, clock(time.get(..seconds_end)?)?)?;
    Some(Stamp { wall, offset })
}

#[cfg(test)]
mod tests;
