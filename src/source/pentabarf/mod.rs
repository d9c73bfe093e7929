//! The XML that Pentabarf began and frab, pretalx, wafer, osem, the c3voc hub and FOSDEM of every year write.
//!
//! They agree on `schedule`, `conference`, `day` and `event` and on little else, so the tree is walked for what it has
//! and not for what it should have. A [`Reader`] takes each element as it comes; `settle` makes times of it all at the
//! end, when it is known in which zone the clocks run. Start with [`read`].

mod conference;
mod event;
mod people;
mod settle;

use super::Options;
use super::builder::Builder;
use super::shape::Shape;
use super::tally::{Tally, Words};
use super::xml;
use crate::model::Schedule;
use crate::problem::{Problem, Severity};
use chrono::NaiveDate;
use conference::Conference;
use event::Entry;
use people::Cast;
use roxmltree::Node;
use std::collections::HashMap;

pub(super) fn recognises(shape: &Shape) -> bool {
    matches!(shape, Shape::Xml(name) if name == "schedule")
}

/// The deepest that days, rooms and events are looked for.
const DEEPEST: usize = 8;

/// What a text that is not well-formed is cut into.
const PARTS: xml::Parts = xml::Parts {
    whole: &["event", "entry", "conference", "tracks", "persons"],
    open: &["day", "room"],
    fields: |name| if name == "persons" { &["person"] } else { FIELDS },
};

/// The elements of an event that are looked at; what a broken event holds of them can be saved.
const FIELDS: &[&str] = &[
    "date",
    "start",
    "end",
    "duration",
    "room",
    "slug",
    "tag",
    "url",
    "title",
    "subtitle",
    "track",
    "type",
    "category",
    "topics",
    "language",
    "abstract",
    "description",
    "persons",
    "speakers",
    "links",
    "attachments",
    "recording",
    "video",
    "level",
    "status",
    "state",
    "feedback_url",
    "origin_url",
    "conf_url",
    "video_download_url",
];

pub(super) fn read(text: &str, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
    let (text, forbidden) = xml::legal(text);
    let mut reader = Reader::new(&text, options);
    if let Some(at) = forbidden {
        reader.builder.problems.push(xml::forbidden(&options.file, &text, at));
    }
    let parsed = xml::parse(&text);
    let broken = forbidden.is_some() || parsed.is_err();
    match parsed {
        Ok(document) => reader.walk(document.root(), 0),
        Err(fault) => {
            let broken = xml::recover(&text, &options.file, &PARTS, |part| reader.part(part));
            let problem = xml::malformed(&fault, &options.file, &text, reader.entries.is_empty())?;
            reader.builder.problems.push(problem);
            reader.builder.problems.extend(broken);
        }
    }
    if broken {
        let saved = xml::saved(&options.file, &text, &["event", "entry"], reader.entries.len());
        reader.builder.problems.push(saved);
    }
    reader.finish(options)
}

/// What stands above the event that is being read.
#[derive(Debug, Clone, Default)]
struct Above {
    day: Option<NaiveDate>,
    room: Option<String>,
}

/// A schedule being read.
struct Reader<'t> {
    /// The whole text, for the places of problems.
    whole: &'t str,
    /// Where the tree at hand begins in it, and whether its bytes are those of the text.
    origin: usize,
    exact: bool,
    builder: Builder,
    tally: Tally,
    conference: Conference,
    cast: Cast,
    /// The names of tracks by their slugs, for events that give the slug.
    track_names: HashMap<String, String>,
    above: Above,
    entries: Vec<Entry>,
    base: Option<String>,
}

impl<'t> Reader<'t> {
    fn new(whole: &'t str, options: &Options) -> Self {
        Self {
            whole,
            origin: 0,
            exact: true,
            builder: Builder::new(options),
            tally: Tally::default(),
            conference: Conference::default(),
            cast: Cast::default(),
            track_names: HashMap::new(),
            above: Above::default(),
            entries: Vec::new(),
            base: options.base().map(str::to_owned),
        }
    }

    /// Takes in what stands below a node: containers are entered, whatever they are called.
    fn walk(&mut self, node: Node<'_, '_>, depth: usize) {
        for child in xml::elements(node) {
            match child.tag_name().name() {
                "event" | "entry" => self.event(child),
                "conference" => {
                    self.conference(child);
                    self.walk_deeper(child, depth);
                }
                "tracks" => self.tracks(child),
                "persons" => self.cast.introduce(child, self.base.as_deref()),
                "day" => {
                    self.day(child);
                    self.walk_deeper(child, depth);
                    self.above = Above::default();
                }
                "room" => {
                    self.room(child);
                    self.walk_deeper(child, depth);
                    self.above.room = None;
                }
                _ => self.walk_deeper(child, depth),
            }
        }
    }

    fn walk_deeper(&mut self, node: Node<'_, '_>, depth: usize) {
        if depth < DEEPEST {
            self.walk(node, depth + 1);
        }
    }

    /// Takes in a part of a text that is not well-formed: what is above an event comes before it, not around it.
    fn part(&mut self, part: &xml::Part<'_, '_>) {
        (self.origin, self.exact) = (part.at, part.exact);
        let element = part.document.root_element();
        match element.tag_name().name() {
            "day" => {
                self.above = Above::default();
                self.day(element);
            }
            "room" => self.room(element),
            _ => self.walk(part.document.root(), 0),
        }
    }

    fn day(&mut self, node: Node<'_, '_>) {
        let date = xml::attribute(node, &["date"]);
        self.above.day = date.and_then(super::time::date);
        if self.above.day.is_none() {
            self.count(&DAY_WITHOUT_DATE, node, date.unwrap_or(""));
        }
        if let Some(start) = xml::attribute(node, &["start"]).and_then(super::time::stamp) {
            self.conference.day_starts.push(start);
        }
    }

    fn room(&mut self, node: Node<'_, '_>) {
        let name = xml::attribute(node, &["name"]);
        self.above.room = name.map(str::to_owned);
        if let Some(name) = name {
            self.builder.room(name);
        }
    }

    /// The byte of the whole text at which a node stands, or the part of the text that it was taken from.
    fn offset(&self, node: Node<'_, '_>) -> usize {
        if self.exact { self.origin + node.range().start } else { self.origin }
    }

    fn count(&mut self, words: &Words, node: Node<'_, '_>, example: &str) {
        self.tally.add(words, self.offset(node), example);
    }

    fn finish(mut self, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
        let credited: Vec<_> = self.entries.iter_mut().map(|entry| std::mem::take(&mut entry.people)).collect();
        let sessions = self.entries.iter_mut().map(|entry| &mut entry.session);
        self.cast.credit(&mut self.builder, sessions.zip(credited));
        settle::settle(&mut self.builder, &mut self.tally, &self.conference, &mut self.entries, options);
        self.conference.describe(&mut self.builder.schedule);
        self.builder.schedule.sessions = self.entries.into_iter().map(|entry| entry.session).collect();
        self.tally.tell(&options.file, self.whole, &mut self.builder.problems);
        Ok(self.builder.done())
    }
}

const DAY_WITHOUT_DATE: Words = Words {
    severity: Severity::Warning,
    one: "day has no date that can be read",
    many: "days have no date that can be read",
};

#[cfg(test)]
mod tests;
