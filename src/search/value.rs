//! The values that a query asks with, and how they are spelt.
//!
//! A value that is one of a list of words may be shortened, and then means every word that begins so: `level:beg` is
//! `level:beginner`, `is:n` is `is:now` or `is:next`. That is what makes results follow the typing, letter by letter.

use super::dates::{Written, written};
use crate::model::fold;
use crate::problem::nearest;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

/// One way to say a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// From the first to the last of these dates: a day, a month or a year.
    Dates(NaiveDate, NaiveDate),
    /// The so-manieth day of its event or, where the event is shorter, of the month.
    Number(u32),
    /// This day of this month, in whatever year.
    OfMonth(u32, u32),
    /// A day of the week.
    Weekday(Weekday),
    /// So many days after today.
    FromToday(i64),
}

/// A time to compare with, on the wall clocks of the session's event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// A time of any day.
    Time(NaiveTime),
    /// The beginning of a date.
    Date(NaiveDate),
    /// A time of one date.
    Moment(NaiveDateTime),
}

/// A span of numbers, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    low: u32,
    high: u32,
}

impl Span {
    /// Whether the number lies within.
    pub(super) fn contains(self, number: u32) -> bool {
        self.low <= number && number <= self.high
    }
}

const DAYS: &[(&str, Day)] = &[
    ("monday", Day::Weekday(Weekday::Mon)),
    ("tuesday", Day::Weekday(Weekday::Tue)),
    ("wednesday", Day::Weekday(Weekday::Wed)),
    ("thursday", Day::Weekday(Weekday::Thu)),
    ("friday", Day::Weekday(Weekday::Fri)),
    ("saturday", Day::Weekday(Weekday::Sat)),
    ("sunday", Day::Weekday(Weekday::Sun)),
    ("today", Day::FromToday(0)),
    ("now", Day::FromToday(0)),
    ("tomorrow", Day::FromToday(1)),
    ("yesterday", Day::FromToday(-1)),
];

/// How a day is said: what every error about one names.
const DAY_FORMS: &str = "2019-11-18, 2019-11, 18-nov or '18 November', 2 for the second day, 18 for that of the month, tuesday or tue, today, tomorrow or yesterday";

/// Why a value is no answer: what is accepted, and what was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) expected: String,
    pub(super) nearest: Option<String>,
}

pub(super) fn refuse<T>(expected: &str) -> Result<T, Refusal> {
    Err(Refusal { expected: expected.to_owned(), nearest: None })
}

/// Every choice whose word begins with the value.
pub(super) fn choose<T>(
    value: &str,
    choices: impl Iterator<Item = (&'static str, T)> + Clone,
) -> Result<Vec<T>, Refusal> {
    let chosen: Vec<T> =
        choices.clone().filter(|(word, _)| word.starts_with(value)).map(|(_, choice)| choice).collect();
    if chosen.is_empty() {
        let words: Vec<_> = choices.map(|(word, _)| word).collect();
        return Err(Refusal { expected: words.join(", "), nearest: nearest(value, words).map(str::to_owned) });
    }
    Ok(chosen)
}

/// The friend of this name, or else every friend whose name begins so.
pub(super) fn whom(value: &str, friends: &[String]) -> Result<Vec<usize>, Refusal> {
    let folded: Vec<String> = friends.iter().map(|name| fold(name)).collect();
    if let Some(at) = folded.iter().position(|name| name == value) {
        return Ok(vec![at]);
    }
    let found: Vec<usize> = (0..folded.len()).filter(|at| folded[*at].starts_with(value)).collect();
    if found.is_empty() {
        let expected = match friends {
            [] => "a friend; 'kubetalks friends add NAME FILE' makes one".to_owned(),
            _ => friends.join(", "),
        };
        let near = nearest(value, folded.iter().map(String::as_str));
        let near = near.and_then(|near| folded.iter().position(|name| name == near));
        return Err(Refusal { expected, nearest: near.and_then(|at| friends.get(at)).cloned() });
    }
    Ok(found)
}

pub(super) fn days(value: &str) -> Result<Vec<Day>, Refusal> {
    if let Some((first, last)) = dates(value) {
        return Ok(vec![Day::Dates(first, last)]);
    }
    if let Ok(number) = value.parse::<u32>()
        && (1..=31).contains(&number)
    {
        return Ok(vec![Day::Number(number)]);
    }
    if let Some(day) = written(value).and_then(day_written) {
        return Ok(vec![day]);
    }
    choose(value, DAYS.iter().copied()).or_else(|_| refuse(DAY_FORMS))
}

/// A date with its year is that one; there is no 31 November.
fn day_written(Written { year, month, day }: Written) -> Option<Day> {
    let leap = 2024;
    let date = NaiveDate::from_ymd_opt(year.unwrap_or(leap), month, day)?;
    Some(if year.is_some() { Day::Dates(date, date) } else { Day::OfMonth(day, month) })
}

/// The first day from `today` on that a word names as `day:` takes it, or what may be written.
///
/// # Errors
/// When it names none, or several.
pub fn date_named(word: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let refused = || format!("expected {DAY_FORMS}");
    // No day is further away than the next leap day may be.
    let coming = |is: &dyn Fn(&NaiveDate) -> bool| today.iter_days().take(8 * 366).find(is).ok_or_else(refused);
    match days(&fold(word)).as_deref() {
        Ok([Day::Dates(first, _)]) => Ok(*first),
        Ok([Day::FromToday(days)]) => today.checked_add_signed(TimeDelta::days(*days)).ok_or_else(refused),
        Ok([Day::Weekday(weekday)]) => coming(&|date| date.weekday() == *weekday),
        Ok([Day::OfMonth(day, month)]) => coming(&|date| (date.day(), date.month()) == (*day, *month)),
        Ok([Day::Number(number)]) => coming(&|date| date.day() == *number),
        _ => Err(refused()),
    }
}

/// The first and the last day of a year, a month or a day: `2019`, `2019-11`, `2019-11-18`.
fn dates(value: &str) -> Option<(NaiveDate, NaiveDate)> {
    let mut parts = value.trim_end_matches('-').splitn(3, '-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let Some(month) = parts.next() else {
        return Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?));
    };
    let month = month.parse().ok()?;
    let Some(day) = parts.next() else {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        let last = first.checked_add_signed(TimeDelta::days(i64::from(first.num_days_in_month()) - 1))?;
        return Some((first, last));
    };
    let day = NaiveDate::from_ymd_opt(year, month, day.parse().ok()?)?;
    Some((day, day))
}

pub(super) fn bound(value: &str) -> Result<Bound, Refusal> {
    let (date, time) = value.split_once('t').map_or((value, None), |(date, time)| (date, Some(time)));
    let found = match (dates(date), time.filter(|time| !time.is_empty())) {
        (Some((date, _)), Some(moment)) => time_of_day(moment).map(|time| Bound::Moment(date.and_time(time))),
        (Some((date, _)), None) => Some(Bound::Date(date)),
        (None, None) => time_of_day(value).map(Bound::Time),
        (None, Some(_)) => None,
    };
    found.map_or_else(|| refuse("a time such as 14:00, a date such as 2019-11-18, or 2019-11-18T14:00"), Ok)
}

/// A time of day and, before it, the days on which it is meant: `14:30`, `tue-14:30`, `2-14:30`, `2019-11-18T14:30`.
pub(super) fn at(value: &str) -> Result<(Vec<Day>, NaiveTime), Refusal> {
    let day_and_time = value.rsplit_once(['-', 't', ' ']);
    let day_and_time = day_and_time.filter(|(_, time)| time.starts_with(|letter: char| letter.is_ascii_digit()));
    let found = match day_and_time {
        Some((day, time)) => time_of_day(time).map(|time| Ok((days(day)?, time))),
        None => time_of_day(value).map(|time| Ok((Vec::new(), time))),
    };
    found.unwrap_or_else(|| refuse("a time such as 14:30, tue-14:30 or 2019-11-18-14:30"))
}

/// `14:30`, `9:5`, `14:` and `14`.
fn time_of_day(value: &str) -> Option<NaiveTime> {
    let (hour, minute) = value.split_once(':').unwrap_or((value, ""));
    let minute = if minute.is_empty() { 0 } else { minute.parse().ok()? };
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute, 0)
}

/// A number with a comparison before it; nothing where only the comparison is there yet.
pub(super) fn span(value: &str, least: u32, most: u32) -> Result<Option<Span>, ()> {
    let digits = value.trim_start_matches(['<', '>', '=']);
    let comparison = &value[..value.len() - digits.len()];
    if digits.is_empty() && matches!(comparison, "<" | ">" | "=" | "<=" | ">=") {
        return Ok(None);
    }
    let number = digits.parse().ok().filter(|number| (least..=most).contains(number)).ok_or(())?;
    let (low, high) = match comparison {
        "" | "=" => (number, number),
        "<=" => (0, number),
        "<" => (0, number.checked_sub(1).ok_or(())?),
        ">=" => (number, u32::MAX),
        ">" => (number.checked_add(1).ok_or(())?, u32::MAX),
        _ => return Err(()),
    };
    Ok(Some(Span { low, high }))
}
