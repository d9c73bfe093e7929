//! The XML of frab's schema.
//!
//! Its writers agree on `schedule`, `conference`, `day` and `event` and on little else, so the tree is walked for what it
//! has and not for what it should have. Each element is taken as it comes; the times are made at the end, when it is known
//! in which zone the clocks run. Start with [`read`].

use super::event::{Above, Events};
use super::people::{credit, introduced};
use super::schema::{Record, ZONE, name_event};
use super::times::{self, Said};
use crate::model::{Event, Schedule};
use crate::problem::Problem;
use crate::source::Options;
use crate::source::builder::Builder;
use crate::source::shape::Shape;
use crate::source::tally::{Words, warning};
use crate::source::text::{line_of, resolve};
use crate::source::{time, xml};
use chrono::{NaiveDate, TimeDelta};
use roxmltree::Node;
use std::borrow::Cow;

pub(crate) fn recognises(shape: &Shape) -> bool {
    matches!(shape, Shape::Xml(name) if name == "schedule")
}

const DEEPEST: usize = 8;

/// What a text that is not well-formed is cut into.
const PARTS: xml::Parts = xml::Parts {
    whole: "event entry conference tracks persons",
    open: "day room",
    sessions: "event entry",
    fields: |name| if name == "persons" { "person" } else { FIELDS },
};

/// The elements of an event that are looked at; what a broken event holds of them can be saved.
const FIELDS: &str = "\
    date start end duration room slug tag url title subtitle track type category topics audience language abstract \
    description persons speakers links attachments recording video level status state feedback_url origin_url \
    conf_url video_download_url";

pub(crate) fn read(text: &str, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
    let conference = Conference { base: options.base().map(str::to_owned), ..Conference::default() };
    let events = Events { builder: Builder::new(options), ..Events::default() };
    let mut reader = Reader { events, conference };
    let (text, problems) = xml::read(text, &options.file, &PARTS, |part| {
        reader.part(part);
        reader.events.entries.len()
    })?;
    reader.events.builder.problems = problems;
    Ok(reader.finish(&text))
}

impl Record for xml::Fields<'_, '_> {
    /// What XML writes as an attribute or as an element.
    fn first(&self, names: &[&str]) -> Cow<'_, str> {
        let attribute = |name| xml::attribute(self.node, &[name]).map(Cow::Borrowed);
        let texts = names.iter().map(|name| attribute(name).unwrap_or_else(|| self.text(&[name])));
        texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default()
    }

    fn object(&self, name: &str) -> Option<Self> {
        self.child(&[name]).map(Self::of)
    }
}

struct Reader {
    events: Events,
    conference: Conference,
}

impl Reader {
    /// Takes in what stands below a node: containers are entered, whatever they are called.
    fn walk(&mut self, node: Node<'_, '_>, depth: usize) {
        for child in xml::elements(node).filter(|_| depth <= DEEPEST) {
            match child.tag_name().name() {
                "event" | "entry" => self.events.event(child, self.conference.base.as_deref()),
                "conference" => {
                    self.conference.read(child);
                    self.tracks(child);
                    self.walk(child, depth + 1);
                }
                "tracks" => self.tracks(child),
                "persons" => self.events.introduced.extend(introduced(child, self.conference.base.as_deref())),
                "day" => {
                    self.day(child);
                    self.walk(child, depth + 1);
                    self.events.above = Above::default();
                }
                "room" => {
                    self.room(child);
                    self.walk(child, depth + 1);
                    self.events.above.room = None;
                }
                _ => self.walk(child, depth + 1),
            }
        }
    }

    /// Takes in a text, or a part of one that is not well-formed: what is above an event comes before it then.
    fn part(&mut self, part: &xml::Part<'_, '_>) {
        (self.events.origin, self.events.exact) = (part.at, part.exact);
        let element = part.document.root_element();
        match element.tag_name().name() {
            "day" => {
                self.events.above = Above::default();
                self.day(element);
            }
            "room" => self.room(element),
            _ => self.walk(part.document.root(), 0),
        }
    }

    fn day(&mut self, node: Node<'_, '_>) {
        let date = xml::attribute(node, &["date"]);
        self.events.above.day = date.and_then(time::date);
        if self.events.above.day.is_none() {
            self.events.count(DAY_WITHOUT_DATE, node, date.unwrap_or(""));
        }
        if let Some(start) = xml::attribute(node, &["start"]).and_then(time::stamp) {
            self.conference.said.day_starts.push(start);
        }
    }

    fn room(&mut self, node: Node<'_, '_>) {
        let name = xml::attribute(node, &["name"]);
        self.events.above.room = name.map(str::to_owned);
        if let Some(name) = name {
            self.events.builder.room(name);
        }
    }

    fn tracks(&mut self, list: Node<'_, '_>) {
        for track in xml::elements(list).filter(|child| child.tag_name().name() == "track") {
            let text = xml::text(track);
            let name = xml::attribute(track, &["name"]).unwrap_or(&text).to_owned();
            self.events.builder.track(&name);
            if let Some(colour) = xml::attribute(track, &["color", "colour"]) {
                self.events.builder.colour(&name, colour);
            }
            if let Some(slug) = xml::attribute(track, &["slug"]) {
                self.events.track_names.insert(slug.to_owned(), name);
            }
        }
    }

    fn finish(self, text: &str) -> (Schedule, Vec<Problem>) {
        let Events { mut builder, mut entries, introduced, .. } = self.events;
        credit(&mut builder, introduced, &mut entries);
        times::assign(&mut builder, &self.conference.said, &mut entries);
        self.conference.describe(&mut builder.schedule);
        builder.schedule.sessions = entries.into_iter().map(|entry| entry.session).collect();
        builder.done(text)
    }
}

/// How far from its sessions an event's first and last day are believed, in days.
const NEAR: i64 = 31;

#[derive(Debug, Clone, Default)]
struct Conference {
    event: Event,
    said: Said,
    /// What relative addresses are relative to.
    base: Option<String>,
}

impl Conference {
    fn read(&mut self, node: Node<'_, '_>) {
        let fields = &xml::Fields::of(node);
        let event = &mut self.event;
        name_event(event, fields);
        event.place = line_of(Some(&fields.text(&["city"]))).or_else(|| line_of(Some(&fields.text(&["venue"]))));
        let base = resolve(&fields.text(&["base_url"]), None);
        event.url = resolve(&fields.text(&["url"]), base.as_deref()).or_else(|| base.clone());
        event.first_day = time::date(&fields.text(&["start"]));
        event.last_day = time::date(&fields.text(&["end"]));
        self.said.day_change = time::day_change(&fields.text(&["day_change"]));
        self.said.zone = line_of(Some(&fields.text(ZONE)));
        self.base = base.or_else(|| self.base.take());
    }

    /// Names the event and its days, which are believed where they lie near those of the sessions.
    fn describe(self, schedule: &mut Schedule) {
        let days = || schedule.sessions.iter().filter_map(|session| session.day);
        let near = |claimed: Option<NaiveDate>, found: Option<NaiveDate>| {
            claimed.filter(|claimed| found.is_none_or(|found| (*claimed - found).abs() <= TimeDelta::days(NEAR)))
        };
        let (first, last) = (days().min(), days().max());
        let Event { source, zone, day_change, .. } = std::mem::take(&mut schedule.event);
        let said = self.event;
        let first_day = near(said.first_day, first).into_iter().chain(first).min();
        let last_day = near(said.last_day, last).into_iter().chain(last).max();
        schedule.event = Event { source, zone, day_change, first_day, last_day, ..said };
    }
}

const DAY_WITHOUT_DATE: Words = warning("[day has|days have] no date that can be read");
