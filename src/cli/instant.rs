//! Times as people type them after `--at`.

use crate::io::clock;
use crate::model::Zone;
use crate::search::date_named;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, NaiveTime, Utc};

/// What may be written.
const FORMS: &str = "write 2019-11-18T14:00:00-08:00, '2019-11-18 14:00 -08:00', or on your own clock '2019-11-18 14:00', \
    14:00, 'tue 14:00', 'tomorrow 9:00', 2019-11-18 or now";

/// The instant that a text names: with its own offset, or on the user's clock.
pub(super) fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    instant_in(text, Zone::first_named(clock::zone_names()), clock::now())
}

fn instant_in(text: &str, zone: Zone, now: DateTime<Utc>) -> Result<DateTime<Utc>, String> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("now") {
        return Ok(now);
    }
    let (wall, offset) = parted(text);
    let here = |instant: DateTime<Utc>| match offset {
        Some(offset) => instant.with_timezone(&offset),
        None => zone.local(instant),
    };
    // Beyond these years a zone's offset could lead out of what chrono can hold.
    let wall = wall_clock(wall, here(now).naive_local()).filter(|wall| (1..=9999).contains(&wall.year()));
    let instant = wall.and_then(|wall| match offset {
        Some(offset) => wall.and_local_timezone(offset).single().map(|instant| instant.to_utc()),
        None => Some(zone.instant(wall)),
    });
    instant.ok_or_else(|| FORMS.to_owned())
}

/// A time of day at the end of a text has the offset of its clocks behind it, or none.
fn parted(text: &str) -> (&str, Option<FixedOffset>) {
    let sign = text.rfind(['+', '-', 'Z', 'z']).filter(|at| text[..*at].contains(':'));
    let Some((wall, offset)) = sign.map(|at| text.split_at(at)) else { return (text, None) };
    let offset = if offset.eq_ignore_ascii_case("z") { "+00:00" } else { offset };
    offset.parse().map_or((text, None), |offset| (wall.trim_end(), Some(offset)))
}

/// A day with a time of day, one of the two, on clocks that now show `now`.
fn wall_clock(text: &str, now: NaiveDateTime) -> Option<NaiveDateTime> {
    let day = |word: &str| date_named(word, now.date()).ok();
    let hour = |word: &str| {
        let formats = ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f"];
        formats.iter().find_map(|format| NaiveTime::parse_from_str(word, format).ok())
    };
    if let Some(time) = hour(text) {
        return Some(now.date().and_time(time));
    }
    if let Some(day) = day(text) {
        return Some(day.and_time(NaiveTime::MIN));
    }
    let parts = text.rsplit_once(|letter: char| letter.is_whitespace() || letter == 'T');
    let (date, time) = parts.or_else(|| text.rsplit_once('-'))?;
    Some(day(date.trim_end())?.and_time(hour(time)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a Wednesday.
    const NOW: &str = "2019-11-20T20:30:00Z";

    fn at(text: &str) -> Result<String, String> {
        let zone = Zone::parse("America/Los_Angeles").unwrap();
        instant_in(text, zone, NOW.parse().unwrap()).map(|instant| instant.format("%Y-%m-%d %H:%M").to_string())
    }

    #[test]
    fn times_have_an_offset_or_are_on_the_users_clock() {
        for text in [
            "2019-11-18T14:00:00-08:00",
            "2019-11-18 14:00",
            "2019-11-18T14:00",
            " 2019-11-18 14:00:00",
            "2019-11-18 14:00 -08:00",
            "2019-11-18 14:00-0800",
            "2019-11-18T22:00Z",
            "2019-11-18 23:00 +01:00",
            "2019-11-18 22:00:00.000 z",
            "2019-11-18-14:00",
        ] {
            assert_eq!(at(text).as_deref(), Ok("2019-11-18 22:00"), "{text}");
        }
    }

    #[test]
    fn a_day_alone_is_its_beginning_and_an_hour_alone_is_of_today() {
        for (text, expected) in [
            ("2019-11-18", "2019-11-18 08:00"),
            ("now", "2019-11-20 20:30"),
            ("10:30", "2019-11-20 18:30"),
            ("9:5", "2019-11-20 17:05"),
            ("10:30+01:00", "2019-11-20 09:30"),
            ("today", "2019-11-20 08:00"),
            ("tomorrow 9:00", "2019-11-21 17:00"),
            ("yesterday 23:59", "2019-11-20 07:59"),
            ("wed", "2019-11-20 08:00"),
            ("Tue 10:30", "2019-11-26 18:30"),
            ("tue-10:30", "2019-11-26 18:30"),
            ("tue 10:30 +01:00", "2019-11-26 09:30"),
            ("24", "2019-11-24 08:00"),
            ("3 12:00", "2019-12-03 20:00"),
        ] {
            assert_eq!(at(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_told_with_every_form() {
        for text in ["", "25:00", "t 10:30", "2019-02-30 14:00", "+262142-12-31 23:59", "-262143-01-01 00:00", "soon"] {
            assert_eq!(at(text), Err(FORMS.to_owned()), "{text}");
        }
    }
}
