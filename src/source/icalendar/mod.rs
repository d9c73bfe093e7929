//! iCalendar (RFC 5545) as conferences publish it: Sched, pretalx, frab, Indico, Symposion, FOSDEM and its companions.
//!
//! The lines are read here and not by a library. Of those that were tried, calcard reads the most of what is out there,
//! but it keeps no line numbers, so nobody could be told where a file is wrong, and it brings eight crates. [`line`]
//! unfolds and splits, [`component`] finds the events, [`zones`], [`when`] and [`recur`] place them in time, [`people`]
//! finds the speakers, [`identity`] the ids, and [`own`] reads what this program wrote. Start with [`read`].

mod component;
mod heads;
mod identity;
mod line;
mod own;
pub mod own_names;
mod people;
mod recur;
mod rule;
mod versions;
mod when;
mod writer;
mod zones;

pub use line::{Property, properties};

use super::Options;
use super::builder::{Builder, sort_rooms};
use super::days;
use super::shape::Shape;
use super::tally::no_link;
use super::text::{add_links, block, is_cancelled, is_no_address, kind, languages, line, link};
use crate::model::{Event, Schedule, Session};
use crate::problem::Problem;
use component::{Calendar, Component};
use identity::Identity;
use people::{Billing, billings};
use recur::Repeats;
use std::collections::{HashMap, HashSet};
use when::Moment;
use writer::Writer;
use zones::Zones;

pub(super) fn recognises(shape: &Shape) -> bool {
    *shape == Shape::Calendar
}

pub(super) fn read(text: &str, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
    let mut builder = Builder::new(options);
    let Sheet { calendar, spans, zones, writer, suffix } = Sheet::of(text, &mut builder);
    if calendar.events.is_empty() {
        return Err(Problem::error(&options.file, "this is a calendar without a single VEVENT"));
    }
    let identity = Identity::new(&calendar.events);
    let mut repeats = Repeats::new(&calendar.events, &spans, zones);
    builder.schedule.event.day_change = days::USUAL_CHANGE;
    own::describe(&calendar, &mut builder.schedule.event);
    let cancelled = calendar.own.all("METHOD").any(is_cancelling);
    for ((event, span), billing) in calendar.events.iter().zip(spans).zip(billings(&calendar.events, &writer)) {
        let is_own = own::is_own(event);
        let mut session = match is_own {
            true => own::session(&mut builder, event),
            false => session(&mut builder, event, billing, suffix.as_deref()),
        };
        session.cancelled |= cancelled;
        identity.identify(&mut session, &event.text("UID"), &writer);
        let mut sessions = match span {
            Some(span) => repeats.of(&session, event, span, &mut builder.tally),
            None => vec![session],
        };
        if is_own {
            sessions.iter_mut().for_each(|session| own::settle(event, session));
        }
        builder.schedule.sessions.extend(sessions);
    }
    let Schedule { event, sessions, rooms, .. } = &mut builder.schedule;
    identity::tell_apart(sessions, event.zone, |session| {
        session.room.and_then(|ix| rooms.get(ix.index())).map(|room| room.name.clone()).unwrap_or_default()
    });
    sort_rooms(&mut builder.schedule);
    Ok(builder.done(text))
}

/// What a calendar says of its event, if any of its sessions has a time.
pub(super) fn outline(text: &str, options: &Options) -> Option<Event> {
    let mut builder = Builder::new(options);
    let sheet = Sheet::of(text, &mut builder);
    let timed = sheet.spans.iter().flatten().any(|(start, _)| !start.whole_day);
    timed.then_some(builder.schedule.event)
}

/// A calendar with what is needed of the whole of it before its first session can be made.
struct Sheet<'t> {
    calendar: Calendar<'t>,
    spans: Vec<Option<(Moment, Moment)>>,
    zones: Zones,
    writer: Writer,
    /// What nearly every place ends in.
    suffix: Option<String>,
}

impl<'t> Sheet<'t> {
    fn of(text: &'t str, builder: &mut Builder) -> Self {
        let mut calendar = component::calendar(text, &mut builder.tally);
        versions::keep_newest(&mut calendar.events, &mut builder.tally);
        own::drop_withdrawn(&mut calendar.events);
        let mut zones = Zones::new(&calendar);
        let spans: Vec<Option<(Moment, Moment)>> =
            calendar.events.iter().map(|event| when::span(event, &mut zones, &mut builder.tally)).collect();
        zones.own = when::event_zone(builder, &calendar, &spans, &zones);
        let writer = Writer::of(&calendar);
        // What this program wrote is a room and nothing else.
        let suffix = if calendar.events.iter().any(own::is_own) { None } else { shared_suffix(&calendar.events) };
        builder.schedule.event.place = suffix.as_deref().map(|suffix| suffix.trim_start_matches(", ").to_owned());
        writer.describe(&calendar, &mut builder.schedule.event);
        Self { calendar, spans, zones, writer, suffix }
    }
}

/// Of how many categories it is asked whether they say what kind a session is.
const MOST_TELLING: usize = 50;

fn is_cancelling(property: &line::Property<'_>) -> bool {
    property.value().eq_ignore_ascii_case("CANCEL")
}

/// Everything of an event but its time and id.
fn session(builder: &mut Builder, event: &Component<'_>, billing: Billing, suffix: Option<&str>) -> Session {
    let mut session = Session::new("", billing.title);
    session.cancelled =
        billing.cancelled || is_cancelled(&event.text("STATUS")) || event.all("METHOD").any(is_cancelling);
    let mut categories = event.all("CATEGORIES").flat_map(line::Property::list).collect::<Vec<_>>();
    categories.dedup();
    let said = match billing.kind.is_empty() {
        true => categories.iter().take(MOST_TELLING).map(String::as_str).collect::<Vec<_>>().join(" "),
        false => billing.kind,
    };
    session.kind = kind(&said, &session.title);
    session.level = billing.level;
    if categories.is_empty() && !billing.track.is_empty() {
        categories.push(billing.track);
    }
    let mut categories = categories.into_iter();
    session.track = categories.next().and_then(|name| builder.track(&name));
    session.tags = categories.map(|tag| line(&tag)).filter(|tag| !tag.is_empty()).collect();
    session.room = builder.room(&room(event, suffix));
    let language = event.get("SUMMARY").and_then(|summary| summary.parameter("LANGUAGE"));
    session.languages = languages(&language.unwrap_or_default());
    for person in billing.people {
        let page = person.key.as_deref().and_then(|page| link(page, None, "", ""));
        if let Some(speaker) = builder.credit(&mut session, person) {
            add_links(&mut speaker.links, page);
        }
    }
    let (text, mentioned) = block(&billing.description);
    session.abstract_text = text;
    let addresses = ["URL", "CONFERENCE", "ATTACH"].iter().flat_map(|name| event.all(name)).filter_map(|property| {
        let hint = if property.is("CONFERENCE") { "stream" } else { "" };
        let title = property.parameter("LABEL").or_else(|| property.parameter("FILENAME")).unwrap_or_default();
        let link = link(&undoubled(&property.text()), builder.options.base(), &title, hint);
        if link.is_none() && !is_no_address(property.value()) {
            builder.tally.add(no_link(property.value()), property.value_at(), property.value());
        }
        link
    });
    add_links(&mut session.links, addresses.chain(mentioned));
    session
}

/// The city and country that nearly every LOCATION ends in: no part of a room's name, but the place of the event. It
/// counts only if different rooms are left without it.
fn shared_suffix(events: &[Component<'_>]) -> Option<String> {
    let places: Vec<String> =
        events.iter().map(|event| line(&event.text("LOCATION"))).filter(|place| !place.is_empty()).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for place in &places {
        for (at, _) in place.rmatch_indices(", ").take(4) {
            *counts.entry(place.get(at..).unwrap_or("")).or_default() += 1;
        }
    }
    let enough = places.len().saturating_mul(4) / 5;
    let (suffix, _) = counts.into_iter().filter(|(_, count)| *count > enough).max_by_key(|(suffix, _)| suffix.len())?;
    let rooms: HashSet<&str> = places.iter().filter_map(|place| place.strip_suffix(suffix)).take(1_000).collect();
    (rooms.len() > 2).then(|| suffix.to_owned())
}

fn room(event: &Component<'_>, suffix: Option<&str>) -> String {
    let place = line(&event.text("LOCATION"));
    suffix.and_then(|suffix| place.strip_suffix(suffix)).map_or_else(|| place.clone(), str::to_owned)
}

/// FOSDEM's calendars put the whole address of a session behind the address of the schedule.
fn undoubled(address: &str) -> String {
    let host = |text: &str| text.split('/').filter(|part| !part.is_empty()).nth(1).map(str::to_owned);
    match address.rfind("http").and_then(|at| address.get(at..)) {
        Some(inner) if inner.len() < address.len() && host(inner) == host(address) => inner.to_owned(),
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod occurrences;
#[cfg(test)]
mod tests;
