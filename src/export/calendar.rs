//! iCalendar, RFC 5545, with the names of RFC 7986 for the calendar itself.
//!
//! A session without a time has no place in a calendar and is left out: shown as a whole day it would stand above the
//! days of a conference that may be years past. Times are written on the wall clock of the event, with the rules of its
//! zone, so that they stay right if a government changes those rules; in UTC where the source gives no more than an
//! offset; and without any zone ("floating") where it gives nothing.

use super::content_line::{escape, push};
use super::selection::{Exported, Selection};
use super::time_zone;
use super::uid_registry::uid;
use crate::model::{Personal, Programme, Session, SessionIx, Slot, Tz, Zone};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet};

const UTC_TIME: &str = "%Y%m%dT%H%M%SZ";
const WALL_TIME: &str = "%Y%m%dT%H%M%S";

pub(super) fn write(selection: &Selection<'_>) -> Exported {
    let programme = selection.programme;
    let (timed, left_out): (Vec<_>, Vec<_>) =
        selection.sessions.iter().partition(|ix| programme.brief(**ix).slot.is_some());
    let mut text = String::new();
    let title = escape(&selection.options.title);
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        concat!("PRODID:-//kubetalks//kubetalks ", env!("CARGO_PKG_VERSION"), "//EN"),
        "CALSCALE:GREGORIAN",
        &format!("NAME:{title}"),
        &format!("X-WR-CALNAME:{title}"),
    ] {
        push(&mut text, line);
    }
    for (zone, years) in zones(programme, &timed) {
        time_zone::write(&mut text, zone, &years);
    }
    for ix in timed {
        if let Some(slot) = programme.brief(ix).slot {
            event(&mut text, selection, ix, slot);
        }
    }
    push(&mut text, "END:VCALENDAR");
    Exported { text, left_out }
}

/// The zones that the sessions' times are written in, each with its years, in the order of their names.
fn zones(programme: &Programme, sessions: &[SessionIx]) -> impl Iterator<Item = (Tz, BTreeSet<i32>)> {
    let mut zones: BTreeMap<&str, (Tz, BTreeSet<i32>)> = BTreeMap::new();
    for ix in sessions {
        let zone = programme.event_of(*ix).zone;
        if let (Zone::Named(tz), Some(slot)) = (zone, programme.brief(*ix).slot)
            && !is_utc(tz)
            && !slot.all_day
        {
            let (_, years) = zones.entry(tz.name()).or_insert_with(|| (tz, BTreeSet::new()));
            years.extend([zone.local(slot.start).year(), zone.local(slot.end).year()]);
        }
    }
    zones.into_values()
}

fn is_utc(zone: Tz) -> bool {
    matches!(zone.name(), "UTC" | "Etc/UTC")
}

fn event(text: &mut String, selection: &Selection<'_>, ix: SessionIx, slot: Slot) {
    let programme = selection.programme;
    let session = programme.session(ix);
    let zone = programme.event_of(ix).zone;
    let mut line = |line: &str| push(text, line);
    line("BEGIN:VEVENT");
    let version = selection.options.versions.get(&ix);
    let uid = version.map_or_else(|| uid(&programme.full_id(ix)), |version| version.uid.clone());
    line(&format!("UID:{}", escape(&uid)));
    line(&format!("DTSTAMP:{}", selection.options.now.format(UTC_TIME)));
    line(&format!("SEQUENCE:{}", version.map_or(0, |version| version.sequence)));
    times(&mut line, slot, zone);
    line(&format!("SUMMARY:{}", escape(&session.title)));
    if let Some(room) = programme.room_name(session) {
        line(&format!("LOCATION:{}", escape(room)));
    }
    let description = description(programme, session, &selection.personal(ix));
    if !description.is_empty() {
        line(&format!("DESCRIPTION:{}", escape(&description)));
    }
    // A URI is not escaped: it has to be printable ASCII.
    let is_uri = |url: &str| url.contains(':') && url.bytes().all(|byte| byte.is_ascii_graphic());
    if let Some(link) = session.links.first().filter(|link| is_uri(&link.url)) {
        line(&format!("URL:{}", link.url));
    }
    let mut categories: Vec<_> = session.track.map(|track| programme.track(track).name.as_str()).into_iter().collect();
    categories.extend(session.tags.iter().map(String::as_str));
    if !categories.is_empty() {
        line(&format!("CATEGORIES:{}", categories.into_iter().map(escape).collect::<Vec<_>>().join(",")));
    }
    line(if session.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    if let Some(minutes) = selection.options.alarm_minutes
        && !session.cancelled
        && !slot.all_day
    {
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line(&format!("TRIGGER:-PT{minutes}M"));
        line(&format!("DESCRIPTION:{}", escape(&session.title)));
        line("END:VALARM");
    }
    line("END:VEVENT");
}

/// `DTSTART` and `DTEND`. The end is left out where it would equal the beginning, which the standard forbids; what has
/// no end takes no time.
fn times(line: &mut impl FnMut(&str), slot: Slot, zone: Zone) {
    if slot.all_day {
        let first = zone.local(slot.start).date_naive();
        // The end is not part of the slot: midnight belongs to the day before.
        let last = zone.local(slot.end).naive_local().checked_sub_signed(TimeDelta::seconds(1));
        let last = last.map_or(first, |last| last.date().max(first));
        line(&format!("DTSTART;VALUE=DATE:{}", first.format("%Y%m%d")));
        if let Some(after) = last.succ_opt() {
            line(&format!("DTEND;VALUE=DATE:{}", after.format("%Y%m%d")));
        }
        return;
    }
    line(&format!("DTSTART{}", time(slot.start, zone)));
    if slot.end > slot.start {
        line(&format!("DTEND{}", time(slot.end, zone)));
    }
}

/// The value of a time with the parameter it needs. Of an hour that happens twice a wall clock can say the first only;
/// the second is written in UTC.
fn time(instant: DateTime<Utc>, zone: Zone) -> String {
    let wall = zone.local(instant).naive_local();
    match zone {
        Zone::Named(tz) if !is_utc(tz) && zone.instant(wall) == instant => {
            format!(";TZID={}:{}", tz.name(), wall.format(WALL_TIME))
        }
        Zone::Named(_) | Zone::Offset(_) => format!(":{}", instant.format(UTC_TIME)),
        Zone::Unknown => format!(":{}", wall.format(WALL_TIME)),
    }
}

/// Speakers, abstract, takeaways, the links after the first, the note: what calendars have no field for.
fn description(programme: &Programme, session: &Session, personal: &Personal) -> String {
    let mut parts: Vec<String> = session.subtitle.iter().cloned().collect();
    let speakers: Vec<_> = session.credits.iter().map(|credit| programme.credit_line(credit)).collect();
    parts.push(speakers.join("\n"));
    parts.push(session.abstract_text.clone());
    parts.push(session.takeaways.iter().map(|line| format!("• {line}")).collect::<Vec<_>>().join("\n"));
    parts.push(session.links.iter().skip(1).map(|link| link.url.as_str()).collect::<Vec<_>>().join("\n"));
    if !personal.note.is_empty() {
        parts.push(format!("My note: {}", personal.note));
    }
    if let Some(rating) = personal.rating {
        parts.push(format!("My rating: {rating} of 5"));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}
