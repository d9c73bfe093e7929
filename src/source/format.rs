//! The formats that can be read: one table, in which each has a row.

use super::json::text::Json;
use super::options::Options;
use super::shape::Shape;
use super::{frab, icalendar, json, seeds, xcal};
use crate::model::Schedule;
use crate::problem::Problem;
use serde_json::Value;
use std::fmt;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// The project's own: one event in TOML.
    Toml,
    /// The XML of Pentabarf, frab, pretalx, wafer and FOSDEM.
    Pentabarf,
    /// iCalendar as XML.
    Xcal,
    /// The schedule JSON of frab, pretalx and the c3voc, version 1 or 2.
    FrabJson,
    /// pretalx's API, its widget, and grids made of them.
    PretalxJson,
    /// A JSON view of Sessionize.
    SessionizeJson,
    /// Symposion's `conference.json`.
    SymposionJson,
    /// A list of sessions in JSON or a spreadsheet, whoever wrote it.
    SessionList,
    /// iCalendar as JSON.
    Jcal,
    /// iCalendar, from whatever program.
    Icalendar,
}

/// A schedule and what is wrong with it; an error is for a source of which nothing can be used.
type Outcome = Result<(Schedule, Vec<Problem>), Problem>;

/// How a format is known and read: by the shape and the text, or by the values of JSON.
#[derive(Clone, Copy)]
enum Way {
    Text(fn(&Shape) -> bool, fn(&str, &Options) -> Outcome),
    Json(fn(&Value) -> bool, fn(&Json, &Options) -> Outcome),
}

pub(super) struct Reader {
    pub(super) format: Format,
    /// What people call it.
    name: &'static str,
    way: Way,
}

impl Reader {
    const fn text(
        format: Format,
        name: &'static str,
        recognises: fn(&Shape) -> bool,
        read: fn(&str, &Options) -> Outcome,
    ) -> Self {
        Self { format, name, way: Way::Text(recognises, read) }
    }

    const fn json(
        format: Format,
        name: &'static str,
        recognises: fn(&Value) -> bool,
        read: fn(&Json, &Options) -> Outcome,
    ) -> Self {
        Self { format, name, way: Way::Json(recognises, read) }
    }

    fn recognises(&self, shape: &Shape) -> bool {
        match self.way {
            Way::Text(recognises, _) => recognises(shape),
            Way::Json(recognises, _) => shape.json().is_some_and(|json| recognises(&json.value)),
        }
    }

    pub(super) fn read(&self, shape: &Shape, text: &str, options: &Options) -> Outcome {
        match (self.way, shape.json()) {
            (Way::Text(_, read), _) => read(text, options),
            (Way::Json(_, read), Some(json)) => read(json, options),
            (Way::Json(..), None) => Err(Problem::error(&options.file, "this is not JSON")),
        }
    }
}

/// The reader of lists of sessions, which understands what else nobody does when it is told how.
pub(super) const OF_LISTS: Reader =
    Reader::json(Format::SessionList, "a list of sessions", json::list::recognises, json::list::read);

/// Every reader, the pickier first.
pub(super) const READERS: &[Reader] = &[
    Reader::text(Format::Toml, "kubetalks TOML", seeds::recognises, seeds::read),
    Reader::text(Format::Pentabarf, "Pentabarf or frab XML", frab::xml::recognises, frab::xml::read),
    Reader::text(Format::Xcal, "xCal", xcal::recognises, xcal::read),
    Reader::json(Format::FrabJson, "schedule JSON", frab::json::recognises, frab::json::read),
    Reader::json(Format::PretalxJson, "pretalx JSON", json::pretalx::recognises, json::pretalx::read),
    Reader::json(Format::SessionizeJson, "Sessionize JSON", json::sessionize::recognises, json::sessionize::read),
    Reader::json(Format::SymposionJson, "Symposion JSON", json::symposion::recognises, json::symposion::read),
    Reader::json(Format::Jcal, "jCal", json::jcal::recognises, json::jcal::read),
    OF_LISTS,
    Reader::text(Format::Icalendar, "iCalendar", icalendar::recognises, icalendar::read),
];

pub(super) fn reader_of(shape: &Shape) -> Option<&'static Reader> {
    READERS.iter().find(|reader| reader.recognises(shape))
}

impl Format {
    /// What people call it.
    pub fn name(self) -> &'static str {
        READERS.iter().find(|reader| reader.format == self).map_or("", |reader| reader.name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
