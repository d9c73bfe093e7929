//! The zone of an event, from what its source says and what the user says.

use crate::model::{Zone, fold};
use crate::problem::Problem;
use crate::source::rows::rows;
use std::collections::BTreeMap;

/// The zone an event's clocks run in, and what is to be said about the choice. The user's word counts most, then the
/// name in the source, then the commonest offset of its times. UTC, by name or by offset, is weak: a source that writes
/// every time in UTC has most often lost its zone. In every doubtful case the user is told how to give it.
pub fn choose_zone(
    user: Option<Zone>,
    name: Option<&str>,
    offsets: impl IntoIterator<Item = i32>,
    file: &str,
) -> (Zone, Vec<Problem>) {
    let mut problems = Vec::new();
    if let Some(zone) = user {
        return (zone, problems);
    }
    if let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) {
        match zone_named(name) {
            Some(zone) if !is_utc(zone) => return (zone, problems),
            Some(_) => {}
            None => problems.push(Problem::warning(file, format!("unknown time zone '{name}'"))),
        }
    }
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for offset in offsets {
        *counts.entry(offset).or_default() += 1;
    }
    let commonest = counts.iter().max_by_key(|(_, count)| **count).map(|(offset, _)| *offset);
    let utc = name.and_then(zone_named).is_some_and(is_utc);
    let (zone, message) = match commonest {
        Some(offset) if offset != 0 && counts.len() == 1 => return (Zone::Offset(offset), problems),
        Some(offset) if offset != 0 => {
            (Zone::Offset(offset), "the times of the file have different offsets and no time zone")
        }
        None if !utc => (Zone::Unknown, "the file does not say in which time zone its times are"),
        _ => (Zone::utc(), "the times of the file are in UTC, which is probably not the zone of the conference"),
    };
    problems.push(Problem::warning(file, message).advise("give it with --zone, for example --zone Europe/Berlin"));
    (zone, problems)
}

/// Whether a zone is UTC by any of its names.
pub fn is_utc(zone: Zone) -> bool {
    match zone {
        Zone::Named(zone) => {
            let name = zone.name().strip_prefix("Etc/").unwrap_or(zone.name());
            ["UTC", "UCT", "GMT", "GMT0", "Zulu", "Universal", "Greenwich"].contains(&name)
        }
        _ => zone == Zone::Offset(0),
    }
}

/// A zone by any name that schedules use: an IANA name, one with a prefix (`/freeassociation.sourceforge.net/…`) or
/// with a hyphen (`Europe-Brussels`), one of Windows (`W. Europe Standard Time`) or what Exchange shows for it
/// (`(UTC+01:00) Amsterdam, Berlin, …`), or an offset (`UTC+2`, `GMT+02:00`); with whatever programs put around it.
pub fn zone_named(name: &str) -> Option<Zone> {
    let name: String = name.chars().filter(|letter| !letter.is_control() && *letter != '"').collect();
    let name = name.trim().trim_matches('\'').trim();
    let exact = [name, name.trim_matches('/'), without_copy(name)].into_iter().find_map(known);
    // The last two or three parts of a path may be a zone: `/vendor/Tzfile/America/Indiana/Knox`.
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    let tails = (2..=3).rev().filter(|count| *count < parts.len());
    let mut tails = tails.filter_map(|count| parts.get(parts.len() - count..));
    let variants =
        || [name.replacen('-', "/", 1), name.replace(' ', "_")].into_iter().find_map(|name| Zone::parse(&name));
    // `tzone://Microsoft/Utc`.
    let is_utc = || parts.last().filter(|part| part.eq_ignore_ascii_case("utc")).map(|_| Zone::utc());
    exact.or_else(|| tails.find_map(|tail| Zone::parse(&tail.join("/")))).or_else(variants).or_else(is_utc)
}

fn known(name: &str) -> Option<Zone> {
    if name.is_empty() {
        return None;
    }
    let offset = |prefix| name.strip_prefix(prefix).and_then(|rest| offset_seconds(rest.trim()));
    Zone::parse(name)
        .or_else(|| windows(name))
        .or_else(|| ["UTC", "GMT"].into_iter().find_map(offset).map(Zone::Offset))
}

/// A zone without the number that Outlook gives a copy of it, and without the `(UTC)` behind some.
fn without_copy(name: &str) -> &str {
    let name = name.strip_suffix("(UTC)").unwrap_or(name).trim_end();
    name.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end_matches([' ', '#', '_', '-'])
}

/// A zone by one of the names that Windows has for it. Exchange puts the offset before what it shows; that changes with
/// the years while the cities stay, and so do not the signs between them.
fn windows(name: &str) -> Option<Zone> {
    let shown = name.strip_prefix("(UTC").or_else(|| name.strip_prefix("(GMT")).and_then(|rest| rest.split_once(')'));
    let letters = |text: &str| fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect();
    let wanted: String = letters(shown.map_or(name, |(_, cities)| cities));
    let mut rows = rows(WINDOWS).filter(|_| !wanted.is_empty());
    rows.find(|(windows, _)| letters(windows) == wanted).and_then(|(_, iana)| Zone::parse(iana))
}

/// Seconds east of UTC, from `Z`, `+01:00`, `-0530`, `+01`.
pub fn offset_seconds(text: &str) -> Option<i32> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('+') { 1 } else { -1 };
    let digits = text.strip_prefix(['+', '-', '\u{2212}'])?.replace(':', "");
    let number: i32 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (hours, minutes) = match digits.len() {
        1 | 2 => (number, 0),
        4 => (number / 100, number % 100),
        6 => (number / 10_000, number / 100 % 100),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// The zones of Windows, by their names and then by the cities that are shown for them, each with a city that stands for
/// it, after the Unicode CLDR (`windowsZones.xml`).
pub(super) const WINDOWS: &str = include_str!("windows.tsv");
