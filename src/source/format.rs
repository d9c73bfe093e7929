//! The formats that can be read: one table, in which each has a row.

use super::options::Options;
use super::shape::Shape;
use super::{frab, icalendar, json, seeds, xcal};
use crate::model::Schedule;
use crate::problem::Problem;
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
    /// iCalendar, from whatever program.
    Icalendar,
}

/// What a reader makes of a text; an error is for a text of which nothing can be used.
type Read = fn(&str, &Options) -> Result<(Schedule, Vec<Problem>), Problem>;

pub(super) struct Reader {
    pub(super) format: Format,
    /// What people call it.
    name: &'static str,
    /// Whether a text of this shape is of the format.
    recognises: fn(&Shape) -> bool,
    pub(super) read: Read,
}

const fn row(format: Format, name: &'static str, recognises: fn(&Shape) -> bool, read: Read) -> Reader {
    Reader { format, name, recognises, read }
}

/// Every reader, the pickier first.
pub(super) const READERS: &[Reader] = &[
    row(Format::Toml, "kubetalks TOML", seeds::recognises, seeds::read),
    row(Format::Pentabarf, "Pentabarf or frab XML", frab::xml::recognises, frab::xml::read),
    row(Format::Xcal, "xCal", xcal::recognises, xcal::read),
    row(Format::FrabJson, "schedule JSON", frab::json::recognises, frab::json::read),
    row(Format::PretalxJson, "pretalx JSON", json::pretalx::recognises, json::pretalx::read),
    row(Format::SessionizeJson, "Sessionize JSON", json::sessionize::recognises, json::sessionize::read),
    row(Format::SymposionJson, "Symposion JSON", json::symposion::recognises, json::symposion::read),
    row(Format::Icalendar, "iCalendar", icalendar::recognises, icalendar::read),
];

pub(super) fn reader_of(shape: &Shape) -> Option<&'static Reader> {
    READERS.iter().find(|reader| (reader.recognises)(shape))
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
