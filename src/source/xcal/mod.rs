//! xCal: iCalendar written as XML, as frab and FOSDEM export it, and as RFC 6321 defines it.
//!
//! The exports put `pentabarf:` elements beside the calendar's own; these are told apart by their local names, which
//! do not clash. Of RFC 6321 only what schedules use is read: no recurrence. Start with [`read`].

use super::Options;
use super::builder::{Builder, sort_rooms};
use super::days;
use super::shape::Shape;
use super::tally::{LENGTH_UNREADABLE, START_UNREADABLE, no_link};
use super::text::{
    Person, add_links, block, is_cancelled, is_no_address, kind, languages, line, line_of, link, plain_title,
};
use super::time::{self, LONGEST};
use super::xml::{self, Fields, elements};
use crate::model::{LinkKind, Schedule, Session, Slot, Zone};
use crate::problem::Problem;
use chrono::{NaiveTime, TimeDelta};
use roxmltree::Node;
use std::borrow::Cow;

pub(super) fn recognises(shape: &Shape) -> bool {
    matches!(shape, Shape::Xml(name) if name.eq_ignore_ascii_case("icalendar"))
}

const PARTS: xml::Parts = xml::Parts {
    whole: "x-wr-calname x-wr-timezone vevent",
    open: "",
    sessions: "vevent",
    fields: |_| {
        "uid event-id event-slug title subtitle language language-code track dtstart dtend duration summary \
         description status category categories url location attendee"
    },
};

pub(super) fn read(text: &str, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
    let mut calendar = Calendar { builder: Builder::new(options), ..Calendar::default() };
    let (text, problems) = xml::read(text, &options.file, &PARTS, |part| {
        calendar.read(part.document.root(), part.at, part.exact);
        calendar.events.len()
    })?;
    calendar.builder.problems = problems;
    Ok(calendar.finish(&text))
}

/// An event and its times as they stand there, which wait for the zone.
struct Event {
    session: Session,
    people: Vec<String>,
    at: usize,
    start: Option<When>,
    end: Option<When>,
    minutes: Option<u32>,
}

struct When {
    text: String,
    zone: Option<Zone>,
}

#[derive(Default)]
struct Calendar {
    builder: Builder,
    name: String,
    zone: Option<String>,
    events: Vec<Event>,
}

impl Calendar {
    /// Takes in what stands below a node, which begins at byte `origin` of the text.
    fn read(&mut self, node: Node<'_, '_>, origin: usize, exact: bool) {
        for child in elements(node) {
            match child.tag_name().name() {
                "vevent" => self.event(child, if exact { origin + child.range().start } else { origin }),
                "x-wr-calname" => self.name = line(&value(child)),
                "x-wr-timezone" => self.zone = line_of(Some(&value(child))),
                "iCalendar" | "icalendar" | "vcalendar" | "components" | "properties" => {
                    self.read(child, origin, exact);
                }
                _ => {}
            }
        }
    }

    fn event(&mut self, node: Node<'_, '_>, at: usize) {
        // RFC 6321 puts an element between the event and its properties.
        let fields = Fields::of(node);
        let fields = fields.child(&["properties"]).map_or(fields, Fields::of);
        let summary = text_of(&fields, "summary");
        let title = line(&text_of(&fields, "title"));
        // frab ends the summary with the hyphen before a subtitle that is not there.
        let title = if title.is_empty() { line(summary.trim_end().trim_end_matches('-')) } else { title };
        let (title, cancelled) = plain_title(&title);
        let mut session = Session::new(line(&text_of(&fields, "event-id")), title);
        session.guid = line_of(Some(&text_of(&fields, "uid")));
        session.code = line_of(Some(&text_of(&fields, "event-slug")));
        session.subtitle = line_of(Some(&text_of(&fields, "subtitle")));
        let code = languages(&text_of(&fields, "language-code"));
        session.languages = if code.is_empty() { languages(&text_of(&fields, "language")) } else { code };
        session.cancelled = cancelled || is_cancelled(&text_of(&fields, "status"));
        // A single category is a type of session, a list of them names tracks, as in iCalendar.
        let types = text_of(&fields, "category");
        let tracks = [text_of(&fields, "track"), text_of(&fields, "categories")];
        session.kind = kind(&if types.is_empty() { line(&tracks[1]) } else { line(&types) }, &session.title);
        session.track = tracks.iter().find_map(|track| self.builder.track(track));
        session.room = self.builder.room(&text_of(&fields, "location"));
        let (text, links) = block(&text_of(&fields, "description"));
        session.abstract_text = text;
        let url = text_of(&fields, "url");
        match link(&url, self.builder.options.base(), "", "") {
            Some(link) => add_links(&mut session.links, [link]),
            None if !is_no_address(&url) => self.builder.tally.add(no_link(&url), at, &url),
            None => {}
        }
        add_links(&mut session.links, links);
        let attendees = fields.all("attendee");
        let people = attendees.map(name_of).filter(|name| !name.is_empty()).collect();
        let length = text_of(&fields, "duration");
        let minutes = time::length(&length).map(|length| length.minutes);
        let (start, end) = (when(&fields, "dtstart"), when(&fields, "dtend"));
        if minutes.is_none() && end.is_none() {
            self.builder.tally.add(LENGTH_UNREADABLE, at, &length);
        }
        self.events.push(Event { session, people, at, start, end, minutes });
    }

    fn finish(mut self, text: &str) -> (Schedule, Vec<Problem>) {
        let times = || self.events.iter().filter_map(|event| event.start.as_ref());
        let offsets = times().filter_map(|when| time::stamp(&when.text)?.offset);
        let beside = times().find_map(|when| when.zone).map(|zone| zone.to_string());
        let name = self.zone.as_deref().or(beside.as_deref());
        let zone = self.builder.choose_zone(name, offsets);
        for mut event in self.events {
            event.session.slot = slot(&event, zone);
            event.session.minutes = event.minutes;
            if event.session.slot.is_none() {
                let start = event.start.as_ref().map_or("", |when| &when.text);
                self.builder.tally.add(START_UNREADABLE, event.at, start);
            }
            for name in event.people {
                self.builder.credit(&mut event.session, Person::named(name));
            }
            self.builder.schedule.sessions.push(event.session);
        }
        let event = &mut self.builder.schedule.event;
        event.day_change = days::USUAL_CHANGE;
        event.name = self.name.strip_suffix(" Schedule").unwrap_or(&self.name).to_owned();
        sort_rooms(&mut self.builder.schedule);
        self.builder.done(text)
    }
}

/// The slot of an event; of whole days where its start has no time of day.
fn slot(event: &Event, zone: Zone) -> Option<Slot> {
    let start = event.start.as_ref()?;
    let Some(stamp) = time::stamp(&start.text) else {
        let first = time::date(&start.text)?;
        let after = event.end.as_ref().and_then(|end| time::date(&end.text)).filter(|after| *after > first);
        let midnight = |day: chrono::NaiveDate| zone.instant(day.and_time(NaiveTime::MIN));
        let after = after.or_else(|| first.succ_opt())?;
        return Some(Slot { start: midnight(first), end: midnight(after), all_day: true });
    };
    let begins = stamp.instant(start.zone.unwrap_or(zone));
    let given = event.end.as_ref().and_then(|end| Some(time::stamp(&end.text)?.instant(end.zone.unwrap_or(zone))));
    let length = TimeDelta::minutes(i64::from(event.minutes.unwrap_or(0).min(LONGEST)));
    Some(Slot { start: begins, end: given.or_else(|| begins.checked_add_signed(length))?, all_day: false })
}

fn text_of<'a>(fields: &Fields<'a, '_>, name: &str) -> Cow<'a, str> {
    fields.child(&[name]).map(value).unwrap_or_default()
}

/// The value of a property, which RFC 6321 wraps into an element of its type, behind the parameters.
fn value<'a>(property: Node<'a, '_>) -> Cow<'a, str> {
    let typed = |child: &Node<'_, '_>| {
        matches!(child.tag_name().name(), "text" | "date" | "date-time" | "duration" | "uri" | "cal-address")
    };
    elements(property).find(typed).map_or_else(|| xml::text(property), xml::text)
}

fn parameter<'a>(property: Node<'a, '_>, name: &str) -> Option<Cow<'a, str>> {
    let parameters = Fields::of(property).child(&["parameters"])?;
    Fields::of(parameters).child(&[name]).map(value)
}

fn when(fields: &Fields<'_, '_>, name: &str) -> Option<When> {
    let property = fields.child(&[name])?;
    let text = value(property).trim().to_owned();
    let zone = parameter(property, "tzid").and_then(|name| time::zone_named(&name));
    (!text.is_empty()).then_some(When { text, zone })
}

/// The name of an attendee; an address is none.
fn name_of(attendee: Node<'_, '_>) -> String {
    let name = parameter(attendee, "cn").unwrap_or_else(|| value(attendee));
    let name = line(&name);
    let is_address =
        matches!(link(&name, None, "", ""), Some(link) if link.kind == LinkKind::Page && name.contains(':'));
    if is_address || name.starts_with("invalid:") { String::new() } else { name }
}

#[cfg(test)]
mod tests;
