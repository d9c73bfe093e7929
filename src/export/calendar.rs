//! iCalendar, RFC 5545, with the names of RFC 7986 for the calendar itself.
//!
//! A session without a time has no place in a calendar and is left out: shown as a whole day it would stand above the
//! days of a conference that may be years past. What the calendar was told before and no longer holds is cancelled in it.

use super::content_line::{escape, push};
use super::event_times::{UTC_TIME, is_utc};
use super::selection::{Exported, Selection};
use super::told::CalendarVersion;
use super::{time_zone, vevent};
use crate::model::{Slot, Tz, Zone};
use crate::source::own_names;
use chrono::Datelike;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn write(selection: &Selection<'_>) -> Exported {
    let (timed, withdrawn) = (selection.timed(), &selection.told.withdrawn);
    let mut text = String::new();
    let title = escape(selection.title());
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
    if let Some(event) = selection.only_event() {
        push(&mut text, &format!("{}:{}", own_names::DAY_CHANGE, event.day_change));
        let place = event.place.iter().map(|place| format!("{}:{}", own_names::PLACE, escape(place)));
        place.for_each(|line| push(&mut text, &line));
    }
    let of_sessions = timed.iter().map(|(ix, slot)| (*slot, selection.programme.event_of(*ix).zone));
    let of_withdrawn = withdrawn.iter().filter_map(|withdrawn| Some((withdrawn.place.slot()?, withdrawn.place.zone())));
    for (zone, years) in zones(of_sessions.chain(of_withdrawn)) {
        time_zone::write(&mut text, zone, &years);
    }
    for (ix, slot) in &timed {
        if let Some(version) = selection.told.versions.get(ix) {
            event(&mut text, version, &vevent::body(selection, *ix, *slot));
        }
    }
    for withdrawn in withdrawn {
        event(&mut text, &withdrawn.version, &vevent::withdrawn_body(withdrawn));
    }
    push(&mut text, "END:VCALENDAR");
    let has_time = |ix: &_| selection.programme.brief(*ix).slot.is_some();
    let left_out = selection.sessions.iter().copied().filter(|ix| !has_time(ix)).collect();
    Exported { text, left_out, withdrawn: withdrawn.clone(), waiting: selection.told.waiting.clone() }
}

/// The zones that times are written in, each with its years, in the order of their names.
fn zones(times: impl Iterator<Item = (Slot, Zone)>) -> impl Iterator<Item = (Tz, BTreeSet<i32>)> {
    let mut zones: BTreeMap<&str, (Tz, BTreeSet<i32>)> = BTreeMap::new();
    for (slot, zone) in times {
        if let Zone::Named(tz) = zone
            && !is_utc(tz)
            && !slot.all_day
        {
            let (_, years) = zones.entry(tz.name()).or_insert_with(|| (tz, BTreeSet::new()));
            years.extend([zone.local(slot.start).year(), zone.local(slot.end).year()]);
        }
    }
    zones.into_values()
}

/// Without a METHOD the time stamp, too, is that of the last revision (RFC 5545, 3.8.7.2), so that a calendar in which
/// nothing has changed is the same to the byte.
fn event(text: &mut String, version: &CalendarVersion, body: &str) {
    let modified = version.modified.format(UTC_TIME);
    push(text, "BEGIN:VEVENT");
    push(text, &format!("UID:{}", escape(&version.uid)));
    push(text, &format!("DTSTAMP:{modified}"));
    push(text, &format!("LAST-MODIFIED:{modified}"));
    push(text, &format!("SEQUENCE:{}", version.sequence));
    text.push_str(body);
    push(text, "END:VEVENT");
}
