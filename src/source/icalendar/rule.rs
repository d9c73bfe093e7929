//! Rules by which events repeat: RRULE of RFC 5545 (3.3.10), as far as it counts days.
//!
//! Each day after the first is asked whether the rule means it, so the parts of a rule need not know each other. The crate
//! that expands rules brings another time zone database and regular expressions, and knows no zone of a VTIMEZONE.

use super::when::Moment;
use super::zones::{Zones, weekday};
use crate::source::time::{date, stamp};
use chrono::{DateTime, Datelike, Days, NaiveDate, Timelike, Utc, Weekday};

/// The most days over which an event repeats.
const LONGEST: u64 = 5 * 366;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Until {
    Instant(DateTime<Utc>),
    Day(NaiveDate),
    /// As many occurrences as COUNT says, or no end at all.
    Unsaid,
}

pub(super) struct Rule {
    every: Every,
    interval: i64,
    pub(super) count: Option<usize>,
    pub(super) until: Until,
    /// Days of the week, each with its number in the month, from the end where that is negative.
    weekdays: Vec<(Option<i64>, Weekday)>,
    month_days: Vec<i64>,
    months: Vec<u32>,
    /// Which of the days that are meant in a month count.
    positions: Vec<i64>,
    week_start: Weekday,
}

impl Rule {
    /// Reads a rule; none for one that this does not follow.
    pub(super) fn read(text: &str, zones: &Zones, start: Moment) -> Option<Self> {
        let mut rule = Self {
            every: Every::Day,
            interval: 1,
            count: None,
            until: Until::Unsaid,
            weekdays: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Mon,
        };
        let mut known = false;
        let first = start.wall;
        for part in text.to_ascii_uppercase().split(';').filter(|part| !part.trim().is_empty()) {
            let (key, value) = part.split_once('=')?;
            let value = value.trim();
            match key.trim() {
                "FREQ" => (known, rule.every) = (true, every(value)?),
                "INTERVAL" => rule.interval = value.parse().ok().filter(|interval| *interval > 0)?,
                "COUNT" => rule.count = Some(value.parse().ok()?),
                "UNTIL" => rule.until = until(value, zones, start)?,
                "WKST" => rule.week_start = weekday(value)?,
                "BYDAY" => rule.weekdays = list(value, numbered_weekday)?,
                "BYMONTHDAY" => rule.month_days = list(value, |day| day.parse().ok())?,
                "BYMONTH" => rule.months = list(value, |month| month.parse().ok())?,
                "BYSETPOS" => rule.positions = list(value, |position| position.parse().ok())?,
                // What programs add although the start says it.
                "BYHOUR" if value.parse() == Ok(first.hour()) => {}
                "BYMINUTE" if value.parse() == Ok(first.minute()) => {}
                "BYSECOND" if value.parse() == Ok(first.second()) => {}
                _ => return None,
            }
        }
        rule.complete(first.date());
        (known && rule.is_followed()).then_some(rule)
    }

    /// What a rule leaves unsaid is as at its first time.
    fn complete(&mut self, first: NaiveDate) {
        if self.weekdays.is_empty() && self.month_days.is_empty() {
            match self.every {
                Every::Day => {}
                Every::Week => self.weekdays.push((None, first.weekday())),
                Every::Month | Every::Year => self.month_days.push(i64::from(first.day())),
            }
        }
        if self.every == Every::Year && self.months.is_empty() && self.weekdays.is_empty() {
            self.months.push(first.month());
        }
    }

    fn is_followed(&self) -> bool {
        let in_months = self.every == Every::Month || self.every == Every::Year && !self.months.is_empty();
        let numbered = self.weekdays.iter().any(|(number, _)| number.is_some());
        (in_months || !numbered) && (self.positions.is_empty() || self.every == Every::Month)
    }

    /// Whether it ends by itself.
    pub(super) fn ends(&self) -> bool {
        self.count.is_some() || !matches!(self.until, Until::Unsaid)
    }

    /// Whether the end of a rule is a day, where it is not clear if that belongs to it.
    pub(super) fn ends_within_a_day(text: &str) -> bool {
        let end =
            text.split(';').filter_map(|part| part.split_once('=')).find(|(key, _)| key.eq_ignore_ascii_case("UNTIL"));
        end.is_some_and(|(_, value)| stamp(value).is_none())
    }

    /// How many days after the first the event takes place as well.
    pub(super) fn days_after(&self, first: NaiveDate) -> impl Iterator<Item = i64> + '_ {
        let days = (1..=LONGEST).map_while(move |days| Some((days, first.checked_add_days(Days::new(days))?)));
        let meant = days.filter(move |(_, day)| self.periods(first, *day) % self.interval == 0 && self.means(*day));
        meant.filter_map(|(days, _)| i64::try_from(days).ok())
    }

    /// How many of its days, weeks, months or years after the first one a day is.
    fn periods(&self, first: NaiveDate, day: NaiveDate) -> i64 {
        match self.every {
            Every::Day => (day - first).num_days(),
            Every::Week => {
                (day.week(self.week_start).first_day() - first.week(self.week_start).first_day()).num_weeks()
            }
            Every::Month => {
                i64::from(day.year() - first.year()) * 12 + i64::from(day.month()) - i64::from(first.month())
            }
            Every::Year => i64::from(day.year() - first.year()),
        }
    }

    pub(super) fn means(&self, day: NaiveDate) -> bool {
        if !self.lists(day) {
            return false;
        }
        if self.positions.is_empty() {
            return true;
        }
        let days: Vec<u32> = (1..=31).filter(|n| day.with_day(*n).is_some_and(|day| self.lists(day))).collect();
        let at = days.iter().position(|n| *n == day.day()).unwrap_or(0) as i64;
        self.positions.contains(&(at + 1)) || self.positions.contains(&(at - days.len() as i64))
    }

    /// Whether a day is among those that the rule lists, whatever their positions.
    fn lists(&self, day: NaiveDate) -> bool {
        let of_month = i64::from(day.day());
        let left = i64::from(day.num_days_in_month()) - of_month;
        let is_numbered = |number: i64| number == (of_month - 1) / 7 + 1 || number == -(left / 7 + 1);
        let in_week =
            |(number, weekday): &(Option<i64>, Weekday)| *weekday == day.weekday() && number.is_none_or(is_numbered);
        (self.months.is_empty() || self.months.contains(&day.month()))
            && (self.month_days.is_empty() || self.month_days.iter().any(|n| *n == of_month || *n == -(left + 1)))
            && (self.weekdays.is_empty() || self.weekdays.iter().any(in_week))
    }
}

fn every(word: &str) -> Option<Every> {
    match word {
        "DAILY" => Some(Every::Day),
        "WEEKLY" => Some(Every::Week),
        "MONTHLY" => Some(Every::Month),
        "YEARLY" => Some(Every::Year),
        _ => None,
    }
}

fn list<T>(value: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    value.split(',').map(|part| read(part.trim())).collect()
}

/// `MO`, `-1SU`, `+2TU`.
fn numbered_weekday(text: &str) -> Option<(Option<i64>, Weekday)> {
    let (number, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let number = if number.is_empty() { None } else { Some(number.parse().ok()?) };
    Some((number, weekday(name)?))
}

/// The end of a rule: a day, or a time by the clock of the first one. Whole days end with a day.
fn until(text: &str, zones: &Zones, start: Moment) -> Option<Until> {
    match stamp(text) {
        Some(stamp) if start.whole_day => Some(Until::Day(stamp.wall.date())),
        Some(stamp) => {
            let zone = zones.zone_at(start.clock, stamp.wall);
            Some(Until::Instant(stamp.instant(zone)))
        }
        None => date(text).map(Until::Day),
    }
}
