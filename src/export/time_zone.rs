//! VTIMEZONE: the rules of a zone for the years that a calendar needs (RFC 5545, 3.6.5).
//!
//! Every change of the clocks is written out, without recurrence rules: they would say something about years that
//! nobody can know.

use super::content_line::push;
use crate::model::{Clocks, Tz};
use chrono::{DateTime, NaiveDate, NaiveTime};
use std::collections::BTreeSet;

const DAY: i64 = 24 * 3600;

pub(super) fn write(text: &mut String, zone: Tz, years: &BTreeSet<i32>) {
    push(text, "BEGIN:VTIMEZONE");
    push(text, &format!("TZID:{}", zone.name()));
    for year in years {
        let (Some(begin), Some(mut end)) = (eve(*year), year.checked_add(1).and_then(eve)) else { continue };
        if !years.contains(&(year - 1)) {
            let clocks = zone.clocks(begin);
            observance(text, begin, clocks.seconds, clocks);
        }
        if !years.contains(&(year + 1)) {
            // The year ends last in the zones west of London.
            end += 2 * DAY;
        }
        for (second, from, to) in changes(zone, begin, end) {
            observance(text, second, from.seconds, to);
        }
    }
    push(text, "END:VTIMEZONE");
}

/// The second, since 1970, a day before the year begins in London, when it has begun nowhere.
fn eve(year: i32) -> Option<i64> {
    Some(NaiveDate::from_ymd_opt(year, 1, 1)?.pred_opt()?.and_time(NaiveTime::MIN).and_utc().timestamp())
}

/// The changes after `begin` and up to `end`, to the second. The table of the zone is not open to us, so it is asked
/// twice a day, and the exact second is found by halving: no zone has ever changed there and back within that time.
fn changes(zone: Tz, begin: i64, end: i64) -> Vec<(i64, Clocks, Clocks)> {
    const STEP: i64 = DAY / 2;
    let mut changes = Vec::new();
    let (mut second, mut clocks) = (begin, zone.clocks(begin));
    while second < end {
        let next = zone.clocks(second + STEP);
        if next != clocks {
            let (mut before, mut after) = (second, second + STEP);
            while after - before > 1 {
                let middle = before + (after - before) / 2;
                if zone.clocks(middle) == clocks {
                    before = middle;
                } else {
                    after = middle;
                }
            }
            changes.push((after, clocks, next));
        }
        (second, clocks) = (second + STEP, next);
    }
    changes
}

/// What the clocks show from a second on; `from` is the offset before, in which that second is written.
fn observance(text: &mut String, onset: i64, from: i32, clocks: Clocks) {
    let component = if clocks.daylight { "DAYLIGHT" } else { "STANDARD" };
    let wall = DateTime::from_timestamp(onset + i64::from(from), 0).unwrap_or_default();
    push(text, &format!("BEGIN:{component}"));
    push(text, &format!("DTSTART:{}", wall.format("%Y%m%dT%H%M%S")));
    push(text, &format!("TZOFFSETFROM:{}", offset(from)));
    push(text, &format!("TZOFFSETTO:{}", offset(clocks.seconds)));
    if clocks.name.starts_with(char::is_alphabetic) {
        push(text, &format!("TZNAME:{}", clocks.name));
    }
    push(text, &format!("END:{component}"));
}

/// `+0530`; with seconds where a zone has them, as all had before clocks were agreed on.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let whole = seconds.unsigned_abs();
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60);
    if rest == 0 { format!("{sign}{hours:02}{minutes:02}") } else { format!("{sign}{hours:02}{minutes:02}{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn onsets(zone: &str, years: &[i32]) -> Vec<String> {
        let zone = Tz::named(zone).unwrap();
        let mut text = String::new();
        write(&mut text, zone, &years.iter().copied().collect());
        let of = |line: &str, name: &str| line.strip_prefix(name).map(str::to_owned);
        let starts = text.lines().filter_map(|line| of(line, "DTSTART:"));
        let offsets = text.lines().filter_map(|line| of(line, "TZOFFSETTO:"));
        let names = text.lines().filter_map(|line| of(line, "BEGIN:")).skip(1);
        starts.zip(offsets).zip(names).map(|((start, offset), name)| format!("{start} {offset} {name}")).collect()
    }

    #[test]
    fn the_changes_of_a_year_stand_on_the_wall_clock_of_before() {
        for (zone, year, expected) in [
            (
                "Europe/Amsterdam",
                2026,
                &["20251231T010000 +0100 STANDARD", "20260329T020000 +0200 DAYLIGHT", "20261025T030000 +0100 STANDARD"]
                    [..],
            ),
            (
                "America/Los_Angeles",
                2019,
                &["20181230T160000 -0800 STANDARD", "20190310T020000 -0700 DAYLIGHT", "20191103T020000 -0800 STANDARD"],
            ),
            (
                "Australia/Lord_Howe",
                2024,
                &["20231231T110000 +1100 DAYLIGHT", "20240407T020000 +1030 STANDARD", "20241006T020000 +1100 DAYLIGHT"],
            ),
            ("Asia/Kolkata", 2024, &["20231231T053000 +0530 STANDARD"]),
        ] {
            assert_eq!(onsets(zone, &[year]), expected, "{zone}");
        }
    }

    #[test]
    fn years_in_a_row_share_one_beginning_and_years_apart_do_not() {
        assert_eq!(onsets("Europe/Paris", &[2024, 2025]).len(), 5);
        assert_eq!(onsets("Europe/Paris", &[2019, 2025]).len(), 6);
    }

    #[test]
    fn offsets_have_seconds_where_they_need_them() {
        for (seconds, expected) in [(0, "+0000"), (-12_600, "-0330"), (20_700, "+0545"), (1_050, "+001730")] {
            assert_eq!(offset(seconds), expected);
        }
    }
}
