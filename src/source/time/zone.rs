//! The zone of an event, from what its source says and what the user says.

use crate::model::Zone;
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

fn is_utc(zone: Zone) -> bool {
    match zone {
        Zone::Named(zone) => ["UTC", "Etc/UTC", "GMT", "Etc/GMT", "Zulu"].contains(&zone.name()),
        _ => zone == Zone::Offset(0),
    }
}

/// A zone by any name that schedules use: an IANA name, one with a prefix (`/freeassociation.sourceforge.net/…`) or
/// with a hyphen (`Europe-Brussels`), one of Windows (`W. Europe Standard Time`), or an offset (`UTC+2`, `GMT+02:00`).
pub fn zone_named(name: &str) -> Option<Zone> {
    let name = name.trim().trim_matches('"');
    if name.is_empty() {
        return None;
    }
    if let Some(zone) = Zone::parse(name) {
        return Some(zone);
    }
    if let Some((_, iana)) = rows(WINDOWS).find(|(windows, _)| windows.eq_ignore_ascii_case(name)) {
        return Zone::parse(iana);
    }
    for prefix in ["UTC", "GMT"] {
        let rest = name.strip_prefix(prefix).map(str::trim);
        if let Some(seconds) = rest.and_then(super::offset_seconds) {
            return Some(Zone::Offset(seconds));
        }
    }
    // The last two or three parts of a path may be a zone: `/vendor/Tzfile/America/Indiana/Knox`.
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    let tails = (2..=3).rev().filter(|count| *count < parts.len());
    let tail = tails.filter_map(|count| parts.get(parts.len() - count..)).find_map(|tail| Zone::parse(&tail.join("/")));
    tail.or_else(|| Zone::parse(&name.replacen('-', "/", 1))).or_else(|| Zone::parse(&name.replace(' ', "_")))
}

/// The commoner zones of Windows, each with a city that stands for it, after the Unicode CLDR (`windowsZones.xml`).
pub(super) const WINDOWS: &str = include_str!("windows.tsv");
