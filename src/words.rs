//! How values read, whoever shows them: ages, lengths, days, hours, counts, sizes, and what stands for a mark.
//!
//! Pure functions of values, for the full-screen program and the commands alike, so that both say the same. Times come
//! in on the clock on which they are to be shown: see [`Zone::local`].

mod leaving;
mod watching;

pub use leaving::Leaving;
pub use watching::watch_order;

use crate::model::{Mark, Slot, Zone};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Utc};
use std::borrow::Cow;

/// What stands for a session that was seen.
pub const SEEN: &str = "✓";

/// What stands for a session with a note.
pub const NOTE: &str = "✎";

/// What stands for a session that has changed.
pub const CHANGED: &str = "∆";

/// What stands for a mark.
pub fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Going => "★",
        Mark::Interested => "☆",
        Mark::Dismissed => "⊘",
    }
}

/// A mark in words: `going`, `not for me`.
pub fn meaning(mark: Mark) -> &'static str {
    match mark {
        Mark::Dismissed => "not for me",
        _ => mark.name(),
    }
}

/// A mark with its sign: `★ going`.
pub fn marked(mark: Mark) -> String {
    format!("{} {}", sign(mark), meaning(mark))
}

/// That a mark was taken away: `no longer going`.
pub fn unmarked(mark: Mark) -> String {
    match mark {
        Mark::Dismissed => "may be for me again".to_owned(),
        _ => format!("no longer {}", mark.name()),
    }
}

/// That a session was seen, with its sign.
pub fn seen() -> String {
    format!("{SEEN} seen")
}

/// That one has to leave, what matters most first: `★ 12:00 Hall 8 D`, `leave in 4 min (7 min walk)`, and where it was before.
pub fn leaving(leaving: &Leaving<'_>) -> Vec<String> {
    leaving.parts(sign(Mark::Going))
}

/// A number with a comma before every three digits from the end.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let comma = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    digits.char_indices().flat_map(|(at, digit)| comma(at).then_some(',').into_iter().chain([digit])).collect()
}

/// `1 session`, `2 sessions`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// The first few of some names, and how many more there are: `'a', 'b', 'c' and 2 more`.
pub fn first_few<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const FEW: usize = 3;
    let more = match names.len().saturating_sub(FEW) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named: Vec<String> = names.take(FEW).map(|name| format!("'{name}'")).collect();
    format!("{}{more}", named.join(", "))
}

/// How long ago something was: `2 days ago`.
pub fn age(now: DateTime<Utc>, then: DateTime<Utc>) -> String {
    let minutes = now.signed_duration_since(then).num_minutes();
    let (count, unit) = match minutes {
        ..1 => return "just now".to_owned(),
        1..60 => (minutes, "minute"),
        60..1_440 => (minutes / 60, "hour"),
        1_440..20_160 => (minutes / 1_440, "day"),
        20_160..87_840 => (minutes / 10_080, "week"),
        87_840..1_054_080 => (minutes / 43_920, "month"),
        _ => (minutes / 525_960, "year"),
    };
    format!("{} ago", counted(usize::try_from(count).unwrap_or(usize::MAX), unit))
}

/// A length of time: `45 min`, `1 h 05`, `2 h`.
pub fn length(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes:02}"),
    }
}

/// A length of time as people type it, in minutes: `40`, `40m`, `40 min`, `1h`, `1h30`, `1:30`.
pub fn minutes(typed: &str) -> Option<u32> {
    let typed: String = typed.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    let typed = typed.trim_end_matches("utes").trim_end_matches("in").trim_end_matches('m');
    let number = |digits: &str| digits.parse::<u16>().ok().map(u32::from);
    match typed.split_once(['h', ':']) {
        Some((hours, "")) => Some(number(hours)? * 60),
        Some((hours, minutes)) => Some(number(hours)? * 60 + number(minutes).filter(|minutes| *minutes < 60)?),
        None => number(typed),
    }
}

/// What of some sessions is left to watch, in minutes and in sessions of no known length: `9 h 20 of 31 h left, 2 of
/// unknown length`.
pub fn left_to_watch(sessions: usize, (minutes, in_all): (u32, u32), unknown: usize) -> String {
    let left = match (sessions, minutes) {
        (0, _) => return "all seen".to_owned(),
        (sessions, 0) => return format!("{} left", counted(sessions, "session")),
        (_, minutes) if minutes == in_all => length(minutes),
        (_, minutes) => format!("{} of {}", length(minutes), length(in_all)),
    };
    let unknown = if unknown > 0 { format!(", {unknown} of unknown length") } else { String::new() };
    format!("{left} left{unknown}")
}

/// What is known of a recording: `35 min, published 15 Dec 2017`.
pub fn recording(minutes: Option<u32>, published: Option<NaiveDate>) -> String {
    let published = published.map(|day| format!("published {}", day.format("%-d %b %Y")));
    minutes.map(length).into_iter().chain(published).collect::<Vec<_>>().join(", ")
}

/// What is said in place of a day that is not known: `recording published 15 Dec 2017`.
pub fn only_published(published: NaiveDate) -> String {
    format!("recording {}", recording(None, Some(published)))
}

/// A biography, with the year whose present it speaks of where that has to be said.
pub fn biography(text: &str, as_of: Option<u16>) -> String {
    as_of.filter(|_| !text.is_empty()).map_or_else(|| text.to_owned(), |year| format!("In {year}: {text}"))
}

/// A day: `Tue 24 Mar 2026`.
pub fn day(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// A day without the year: `Tue 24 Mar`.
pub fn short_day(date: NaiveDate) -> String {
    date.format("%a %-d %b").to_string()
}

/// A day for whoever compares: `2026-03-24`.
pub fn exact_day(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// A day with the time of day, for whoever compares: `2026-03-24 10:55`.
pub fn moment(time: DateTime<FixedOffset>) -> String {
    time.format("%Y-%m-%d %H:%M").to_string()
}

/// From the first day to the last: `19–20 Mar 2027`.
pub fn days(first: NaiveDate, last: NaiveDate) -> String {
    let end = last.format("%-d %b %Y");
    if first == last {
        end.to_string()
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{}–{end}", first.day())
    } else if first.year() == last.year() {
        format!("{} – {end}", first.format("%-d %b"))
    } else {
        format!("{} – {end}", first.format("%-d %b %Y"))
    }
}

/// A time of day: `10:55`.
pub fn hour(time: DateTime<FixedOffset>) -> String {
    time.format("%H:%M").to_string()
}

/// From one time of day to another: `10:55–11:25`; one time where both are the same.
pub fn hours(start: DateTime<FixedOffset>, end: DateTime<FixedOffset>) -> String {
    if start == end { hour(start) } else { format!("{}–{}", hour(start), hour(end)) }
}

/// The hours of a slot on the clock of a zone: `10:55–11:25`, or `all day`; in place of the end's hour its day where it takes
/// days: `09:00–18 Sep`, `to 18 Sep`.
pub fn span(zone: Zone, slot: &Slot) -> String {
    let (start, end) = (zone.local(slot.start), zone.local(slot.end));
    let last = (end - TimeDelta::seconds(i64::from(slot.all_day))).date_naive();
    let last_day = || last.format("%-d %b");
    match (slot.all_day, slot.takes_days() && last > start.date_naive()) {
        (true, true) => format!("to {}", last_day()),
        (true, false) => "all day".to_owned(),
        (false, true) => format!("{}–{}", hour(start), last_day()),
        (false, false) => hours(start, end),
    }
}

/// The days and hours of a slot in a text: `Mon 14 Sep 2026, 09:00–10:00`; with the day of its end where it takes days.
pub fn whole_span(zone: Zone, slot: &Slot) -> String {
    let (start, end) = (zone.local(slot.start), zone.local(slot.end));
    let first = start.date_naive();
    let last = (end - TimeDelta::seconds(i64::from(slot.all_day))).date_naive();
    match (slot.all_day, slot.takes_days() && last > first) {
        (true, true) => format!("{} – {}", day(first), day(last)),
        (true, false) => day(first),
        (false, true) => format!("{}, {} – {}, {}", day(first), hour(start), day(last), hour(end)),
        (false, false) => format!("{}, {}", day(first), hours(start, end)),
    }
}

/// What is said beside an hour on another clock than the conference's whose date is another than there: ` +1`.
pub fn other_date(own: Zone, conference: Zone, instant: DateTime<Utc>) -> String {
    let date = |zone: Zone| zone.local(instant).date_naive();
    match (date(own) - date(conference)).num_days() {
        0 => String::new(),
        days => format!(" {days:+}"),
    }
}

/// A zone by its name or offset, also one that nobody knows.
pub fn zone(zone: Zone) -> String {
    if zone.is_known() { zone.to_string() } else { "zone unknown".to_owned() }
}

/// A number of bytes: `840 B`, `12 kB`, `1.2 MB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// A text with ASCII in place of every symbol that something in ASCII resembles. No line changes its width.
pub fn to_ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut buffer = [0; 4];
    let plain = |letter: char| {
        let symbol: &str = letter.encode_utf8(&mut buffer);
        in_ascii(symbol).and_then(|plain| plain.chars().next()).unwrap_or(letter)
    };
    Cow::Owned(text.chars().map(plain).collect())
}

/// A symbol in ASCII, as wide as it was; nothing for what no letter of ASCII resembles.
pub fn in_ascii(symbol: &str) -> Option<&'static str> {
    Some(match symbol {
        "★" | "▆" | "▇" => "*",
        "☆" => "o",
        "⊘" => "0",
        "∆" => "~",
        "✓" => "v",
        "✎" => "n",
        "•" | "·" => "-",
        "–" | "—" | "─" | "╶" => "-",
        "│" | "┆" => "|",
        "╭" | "╰" | "├" => "+",
        "‹" => "<",
        "›" | "▸" | "→" => ">",
        "●" | "▄" | "▅" | "▓" => "+",
        "○" => "-",
        "▁" | "░" => ".",
        "▂" | "▃" | "▒" => ":",
        "█" => "#",
        "…" => "~",
        "‘" | "’" => "'",
        "“" | "”" => "\"",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Link, LinkKind, Session};

    #[test]
    fn what_takes_days_has_the_day_of_its_end_and_another_clock_the_difference() {
        let zone = |name| Zone::parse(name).unwrap_or_default();
        let at = |day: u32, hour: u32| {
            let date = NaiveDate::from_ymd_opt(2026, 9, day).unwrap_or_default();
            date.and_hms_opt(hour, 0, 0).unwrap_or_default().and_utc()
        };
        let slot = |from, to| Slot { start: from, end: to, all_day: false };
        let (berlin, auckland) = (zone("Europe/Berlin"), zone("Pacific/Auckland"));
        let (week, night) = (slot(at(14, 7), at(18, 16)), slot(at(14, 20), at(15, 1)));
        assert_eq!((span(berlin, &week), span(berlin, &night)), ("09:00–18 Sep".into(), "22:00–03:00".into()));
        assert_eq!(whole_span(berlin, &week), "Mon 14 Sep 2026, 09:00 – Fri 18 Sep 2026, 18:00");
        assert_eq!(whole_span(berlin, &night), "Mon 14 Sep 2026, 22:00–03:00");
        let exhibition = Slot { all_day: true, ..slot(at(14, 0), at(19, 0)) };
        assert_eq!(span(zone("UTC"), &exhibition), "to 18 Sep");
        assert_eq!(whole_span(zone("UTC"), &exhibition), "Mon 14 Sep 2026 – Fri 18 Sep 2026");
        assert_eq!(
            (other_date(auckland, berlin, at(14, 14)), other_date(berlin, auckland, at(14, 14))),
            (" +1".into(), " -1".into())
        );
        assert_eq!(other_date(auckland, berlin, at(14, 7)), "");
    }

    #[test]
    fn the_day_of_a_recording_stands_in_for_one_that_is_not_known_and_is_called_so() {
        let mut session = Session::new("a", "A");
        session.links =
            vec![Link { published: NaiveDate::from_ymd_opt(2017, 12, 15), ..Link::new(LinkKind::Video, "v") }];
        assert_eq!(session.only_published().map(only_published).as_deref(), Some("recording published 15 Dec 2017"));
        session.day = NaiveDate::from_ymd_opt(2017, 12, 6);
        assert_eq!(session.only_published(), None);
    }
    use chrono::TimeDelta;

    #[test]
    fn ages_are_told_in_the_largest_unit_that_fits() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(4_000);
        for (ago, expected) in [
            (TimeDelta::seconds(-5), "just now"),
            (TimeDelta::seconds(59), "just now"),
            (TimeDelta::minutes(1), "1 minute ago"),
            (TimeDelta::minutes(119), "1 hour ago"),
            (TimeDelta::hours(30), "1 day ago"),
            (TimeDelta::hours(49), "2 days ago"),
            (TimeDelta::days(14), "2 weeks ago"),
            (TimeDelta::days(62), "2 months ago"),
            (TimeDelta::days(740), "2 years ago"),
        ] {
            assert_eq!(age(now, now - ago), expected);
        }
    }

    #[test]
    fn days_share_what_they_have_in_common() {
        let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        for (first, last, expected) in [
            (date(2027, 3, 19), date(2027, 3, 19), "19 Mar 2027"),
            (date(2027, 3, 19), date(2027, 3, 20), "19–20 Mar 2027"),
            (date(2027, 3, 30), date(2027, 4, 2), "30 Mar – 2 Apr 2027"),
            (date(2019, 12, 27), date(2020, 1, 2), "27 Dec 2019 – 2 Jan 2020"),
        ] {
            assert_eq!(days(first, last), expected);
        }
    }

    #[test]
    fn lengths_and_sizes_are_told_in_a_unit_that_can_be_read() {
        assert_eq!([5, 60, 65, 1_440].map(length), ["5 min", "1 h", "1 h 05", "24 h"]);
        assert_eq!([999, 12_345, 1_260_000, 64 << 20].map(size), ["999 B", "12 kB", "1.2 MB", "67.1 MB"]);
    }

    #[test]
    fn a_length_of_time_is_understood_as_people_type_it() {
        for (typed, expected) in [
            ("40", Some(40)),
            ("40m", Some(40)),
            ("40 min", Some(40)),
            ("40 minutes", Some(40)),
            ("1h", Some(60)),
            ("1 h 30", Some(90)),
            ("1h30m", Some(90)),
            ("1:05", Some(65)),
            ("1:75", None),
            ("", None),
            ("-5", None),
            ("soon", None),
            ("99999", None),
        ] {
            assert_eq!(minutes(typed), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_left_to_watch_is_told_of_what_there_is() {
        assert_eq!(left_to_watch(0, (0, 60), 0), "all seen");
        assert_eq!(left_to_watch(3, (0, 0), 3), "3 sessions left");
        assert_eq!(left_to_watch(3, (60, 60), 1), "1 h left, 1 of unknown length");
        assert_eq!(left_to_watch(12, (560, 1860), 0), "9 h 20 of 31 h left");
    }

    #[test]
    fn symbols_have_a_likeness_in_ascii_and_letters_stay() {
        assert_eq!(to_ascii("★ Straße – “a”…"), "* Straße - \"a\"~");
        assert!(matches!(to_ascii("plain"), Cow::Borrowed("plain")));
    }
}
