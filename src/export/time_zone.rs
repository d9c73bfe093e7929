//! VTIMEZONE: the rules of a zone for the years that a calendar needs (RFC 5545, 3.6.5).
//!
//! Where the zone's clocks change every year by the same rule, and did so in these years, the rule is written. Where they
//! did not, every change is written out.

use super::content_line::push;
use crate::model::{Clocks, Tz, YearlyChange};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime};
use std::collections::BTreeSet;

const DAY: i64 = 24 * 3600;
const WEEKDAYS: [&str; 7] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

pub(super) fn write(text: &mut String, zone: Tz, years: &BTreeSet<i32>) {
    push(text, "BEGIN:VTIMEZONE");
    push(text, &format!("TZID:{}", zone.name()));
    match by_rule(zone, years) {
        Some(rules) => rules.iter().for_each(|(onset, rule, change)| {
            observance(text, *onset, change.before, change.after, Some(rule));
        }),
        None => changes_of(text, zone, years),
    }
    push(text, "END:VTIMEZONE");
}

/// Writes out every change of the clocks in these years, and what the clocks showed before.
fn changes_of(text: &mut String, zone: Tz, years: &BTreeSet<i32>) {
    for year in years {
        let (Some(begin), Some(mut end)) = (eve(*year), year.checked_add(1).and_then(eve)) else { continue };
        if !years.contains(&(year - 1)) {
            let clocks = zone.clocks(begin);
            observance(text, begin, clocks.seconds, clocks, None);
        }
        if !years.contains(&(year + 1)) {
            // The year ends last in the zones west of London.
            end += 2 * DAY;
        }
        for (second, from, to) in changes(zone, begin, end) {
            observance(text, second, from.seconds, to, None);
        }
    }
}

/// The two changes of each year with their rules, from the year before the first on, so that its January is told too; none
/// where the zone has no such rules, or they did not hold all the time.
fn by_rule(zone: Tz, years: &BTreeSet<i32>) -> Option<[(i64, String, YearlyChange); 2]> {
    // A rule has no end, so it has to hold for a while: the moon has its say in Gaza and Morocco.
    let (first, last) = (years.first()?.checked_sub(1)?, years.last()?.checked_add(10)?);
    let yearly = zone.yearly()?;
    let mut expected: Vec<i64> =
        (first..=last).flat_map(|year| yearly.iter().filter_map(move |change| onset(change, year))).collect();
    expected.sort_unstable();
    let (begin, end) = (eve(first)?, last.checked_add(1).and_then(eve)? + 2 * DAY);
    let found: Vec<i64> = changes(zone, begin, end).into_iter().map(|(second, ..)| second).collect();
    let rule = |change: YearlyChange| Some((onset(&change, first)?, recurrence(&change)?, change));
    if found != expected {
        return None;
    }
    let [one, other] = yearly;
    Some([rule(one)?, rule(other)?])
}

/// The second, since 1970, of a change in a year.
fn onset(change: &YearlyChange, year: i32) -> Option<i64> {
    let midnight = day(change, year)?.and_time(NaiveTime::MIN).and_utc().timestamp();
    Some(midnight + i64::from(change.seconds) - i64::from(change.before))
}

/// The day in a year that a change names: a weekday in a week of a month.
fn day(change: &YearlyChange, year: i32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, u32::from(change.month), 1)?;
    let ahead = (7 + u32::from(change.weekday) - first.weekday().num_days_from_sunday()) % 7;
    let days = (0..u64::from(change.week)).rev().map(|weeks| first + Days::new(u64::from(ahead) + 7 * weeks));
    days.into_iter().find(|day| day.month() == first.month())
}

/// The rule of a change. The time of a change may lead to a day before or after the one that is named; where that could be
/// in another month there is no rule to write.
fn recurrence(change: &YearlyChange) -> Option<String> {
    let days = i64::from(change.seconds).div_euclid(DAY);
    let weekday = (i64::from(change.weekday) + days).rem_euclid(7);
    let name = usize::try_from(weekday).ok().and_then(|at| WEEKDAYS.get(at))?;
    let rule = format!("FREQ=YEARLY;BYMONTH={}", change.month);
    if days == 0 {
        let week = if change.week == 5 { -1 } else { i32::from(change.week) };
        return Some(format!("{rule};BYDAY={week}{name}"));
    }
    // The last week of February begins on another day in leap years.
    let length = match change.month {
        2 => return None,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let first = if change.week == 5 { length - 6 } else { 7 * i64::from(change.week) - 6 } + days;
    let within = first >= 1 && first + 6 <= length;
    let all: Vec<String> = (first..first + 7).map(|day| day.to_string()).collect();
    within.then(|| format!("{rule};BYMONTHDAY={};BYDAY={name}", all.join(",")))
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
fn observance(text: &mut String, onset: i64, from: i32, clocks: Clocks, rule: Option<&str>) {
    let component = if clocks.daylight { "DAYLIGHT" } else { "STANDARD" };
    let wall = DateTime::from_timestamp(onset + i64::from(from), 0).unwrap_or_default();
    push(text, &format!("BEGIN:{component}"));
    push(text, &format!("DTSTART:{}", wall.format("%Y%m%dT%H%M%S")));
    if let Some(rule) = rule {
        push(text, &format!("RRULE:{rule}"));
    }
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
        let observances = text.split("\r\nBEGIN:").skip(1).map(|observance| {
            let of = |name: &str| observance.split("\r\n").find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            let kind = observance.split("\r\n").next().unwrap();
            format!("{} {} {kind} {}", of("DTSTART:"), of("TZOFFSETTO:"), of("RRULE:FREQ=YEARLY;")).trim().to_owned()
        });
        observances.collect()
    }

    #[test]
    fn the_changes_of_a_year_stand_on_the_wall_clock_of_before() {
        for (zone, year, expected) in [
            (
                "Europe/Amsterdam",
                2026,
                &[
                    "20250330T020000 +0200 DAYLIGHT BYMONTH=3;BYDAY=-1SU",
                    "20251026T030000 +0100 STANDARD BYMONTH=10;BYDAY=-1SU",
                ][..],
            ),
            (
                "America/Los_Angeles",
                2019,
                &[
                    "20180311T020000 -0700 DAYLIGHT BYMONTH=3;BYDAY=2SU",
                    "20181104T020000 -0800 STANDARD BYMONTH=11;BYDAY=1SU",
                ],
            ),
            (
                "Australia/Lord_Howe",
                2024,
                &[
                    "20231001T020000 +1100 DAYLIGHT BYMONTH=10;BYDAY=1SU",
                    "20230402T020000 +1030 STANDARD BYMONTH=4;BYDAY=1SU",
                ],
            ),
            (
                "Asia/Jerusalem",
                2026,
                &[
                    "20250328T020000 +0300 DAYLIGHT BYMONTH=3;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR",
                    "20251026T020000 +0200 STANDARD BYMONTH=10;BYDAY=-1SU",
                ],
            ),
            ("Asia/Kolkata", 2024, &["20231231T053000 +0530 STANDARD"]),
        ] {
            assert_eq!(onsets(zone, &[year]), expected, "{zone}");
        }
    }

    #[test]
    fn where_the_rule_did_not_hold_every_change_is_written_out() {
        let changed =
            ["20060101T000000 -0800 STANDARD", "20060402T020000 -0700 DAYLIGHT", "20061029T020000 -0800 STANDARD"];
        assert_eq!(onsets("America/Los_Angeles", &[2006])[1..], changed[1..]);
        assert_eq!(onsets("America/Los_Angeles", &[2007]).len(), 3, "the year before had other rules");
        assert_eq!(onsets("America/Los_Angeles", &[2006, 2007]).len(), 5, "years in a row share one beginning");
        assert_eq!(onsets("America/Los_Angeles", &[2004, 2006]).len(), 6, "years apart do not");
        assert_eq!(onsets("America/Los_Angeles", &[2008, 2030]).len(), 2);
    }

    /// Each change of the clocks that a rule tells, from its own words.
    #[test]
    fn every_rule_tells_every_change_of_its_zone() {
        let mut by_rules = 0;
        for name in Tz::names() {
            let zone = Tz::named(name).unwrap();
            let Some(rules) = by_rule(zone, &[2030].into()) else { continue };
            by_rules += 1;
            for year in 2029..=2036 {
                let (begin, end) = (eve(year).unwrap(), eve(year + 1).unwrap());
                let mut told: Vec<i64> = rules.iter().map(|(_, rule, change)| from_words(rule, change, year)).collect();
                told.sort_unstable();
                let found: Vec<i64> = changes(zone, begin, end).into_iter().map(|(second, ..)| second).collect();
                assert_eq!(told, found, "{name} {year}");
            }
        }
        assert!(by_rules > 100, "{by_rules}");
    }

    fn from_words(rule: &str, change: &YearlyChange, year: i32) -> i64 {
        let value = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
        let month: u32 = value("BYMONTH").unwrap().parse().unwrap();
        let (week, weekday) = value("BYDAY").unwrap().split_at(value("BYDAY").unwrap().len() - 2);
        let at = WEEKDAYS.iter().position(|name| *name == weekday).unwrap();
        let dates = (1..=31).filter_map(|day| NaiveDate::from_ymd_opt(year, month, day));
        let dates: Vec<_> = dates.filter(|date| date.weekday().num_days_from_sunday() as usize == at).collect();
        let date = match value("BYMONTHDAY") {
            Some(days) => *dates.iter().find(|date| days.split(',').any(|day| day == date.day().to_string())).unwrap(),
            None if week == "-1" => *dates.last().unwrap(),
            None => dates[week.parse::<usize>().unwrap() - 1],
        };
        let wall = i64::from(change.seconds).rem_euclid(DAY);
        date.and_time(NaiveTime::MIN).and_utc().timestamp() + wall - i64::from(change.before)
    }

    #[test]
    fn offsets_have_seconds_where_they_need_them() {
        for (seconds, expected) in [(0, "+0000"), (-12_600, "-0330"), (20_700, "+0545"), (1_050, "+001730")] {
            assert_eq!(offset(seconds), expected);
        }
    }
}
