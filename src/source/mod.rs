//! Sources: bytes of one schedule format to an event and what is wrong with them. The seeds are one such format.
//!
//! This room knows neither disk nor network nor the clock; its text is clean when it leaves. Start with [`read`].
//!
//! To add a reader: write a module with `recognises(&Shape) -> bool`, which looks at the content alone, and
//! `read(&str, &Options) -> Result<(Schedule, Vec<Problem>), Problem>`; give [`Format`] a variant and `READERS` a line.
//! A reader fills a `builder::Builder`; it takes texts through [`text`] and times through [`time`], keeps what it can,
//! and tells the rest with line and column. It need not care about unique ids, empty titles, the event's days and the
//! day of a session: `finish` does that for all of them. `Err` is for a text of which nothing can be used.

mod builder;
mod days;
mod decode;
mod detect;
mod finish;
mod icalendar;
mod ids;
mod json;
mod own;
mod pentabarf;
pub mod seeds;
mod tally;
pub mod text;
pub mod time;
mod xcal;
mod xml;

pub use detect::linked_schedules;

use crate::model::{Schedule, Source, Zone};
use crate::problem::Problem;
use detect::Shape;
use std::fmt;

/// What the user, or whoever fetched the bytes, says about them.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The zone of the event's clocks; it overrides what the source says.
    pub zone: Option<Zone>,
    /// The event's id, in place of one made of the source's acronym or name.
    pub id: Option<String>,
    /// The event's name, in place of the source's.
    pub name: Option<String>,
    /// Where the bytes came from.
    pub source: Source,
    /// What the source is called in problems.
    pub file: String,
}

impl Options {
    /// The address that relative links of the source are taken relative to, where it has none itself.
    pub fn base(&self) -> Option<&str> {
        match &self.source {
            Source::Address(address) => Some(address),
            Source::Shipped | Source::File(_) | Source::Input => None,
        }
    }
}

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

impl Format {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Toml => "kubetalks TOML",
            Self::Pentabarf => "Pentabarf or frab XML",
            Self::Xcal => "xCal",
            Self::FrabJson => "schedule JSON",
            Self::PretalxJson => "pretalx JSON",
            Self::SessionizeJson => "Sessionize JSON",
            Self::SymposionJson => "Symposion JSON",
            Self::Icalendar => "iCalendar",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// What came of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The event; [`Schedule::check`] holds.
    pub schedule: Schedule,
    /// What was repaired, guessed and left out.
    pub problems: Vec<Problem>,
    /// What the source turned out to be.
    pub format: Format,
}

/// What a reader makes of a text.
type Read = fn(&str, &Options) -> Result<(Schedule, Vec<Problem>), Problem>;

struct Reader {
    format: Format,
    recognises: fn(&Shape<'_>) -> bool,
    read: Read,
}

/// Every reader, the pickier first.
const READERS: &[Reader] = &[
    Reader { format: Format::Toml, recognises: own::recognises, read: own::read },
    Reader { format: Format::Pentabarf, recognises: pentabarf::recognises, read: pentabarf::read },
    Reader { format: Format::Xcal, recognises: xcal::recognises, read: xcal::read },
    Reader { format: Format::FrabJson, recognises: json::frab::recognises, read: json::frab::read },
    Reader { format: Format::PretalxJson, recognises: json::pretalx::recognises, read: json::pretalx::read },
    Reader { format: Format::SessionizeJson, recognises: json::sessionize::recognises, read: json::sessionize::read },
    Reader { format: Format::SymposionJson, recognises: json::symposion::recognises, read: json::symposion::read },
    Reader { format: Format::Icalendar, recognises: icalendar::recognises, read: icalendar::read },
];

/// Which format the bytes are in, by their content alone.
pub fn detect(bytes: &[u8]) -> Option<Format> {
    let (text, _) = decode::text(bytes, "").ok()?;
    reader_of(&text).map(|reader| reader.format)
}

/// Whether the bytes are an HTML page, which may link to a schedule.
pub fn is_page(bytes: &[u8]) -> bool {
    decode::text(bytes, "").is_ok_and(|(text, _)| Shape::of(&text) == Shape::Html)
}

fn reader_of(text: &str) -> Option<&'static Reader> {
    let shape = Shape::of(text);
    READERS.iter().find(|reader| (reader.recognises)(&shape))
}

/// Reads a schedule of any format.
///
/// # Errors
/// The bytes are no schedule, or one of which nothing can be used; the problems say what they look like instead.
pub fn read(bytes: &[u8], options: &Options) -> Result<Reading, Vec<Problem>> {
    let mut problems = Vec::new();
    let outcome = read_into(bytes, options, &mut problems);
    let outcome = outcome.map_err(|refusal| problems.push(refusal));
    finish::clean(&mut problems);
    match outcome {
        Ok((schedule, format)) => Ok(Reading { schedule, problems, format }),
        Err(()) => Err(problems),
    }
}

/// The schedule; or why there is none, behind the problems found so far.
fn read_into(bytes: &[u8], options: &Options, problems: &mut Vec<Problem>) -> Result<(Schedule, Format), Problem> {
    let (text, mut found) = decode::text(bytes, &options.file)?;
    problems.append(&mut found);
    let reader = reader_of(&text).ok_or_else(|| detect::refusal(&text, options))?;
    let (mut schedule, mut found) = (reader.read)(&text, options)?;
    problems.append(&mut found);
    finish::finish(&mut schedule, options, problems);
    if schedule.sessions.is_empty() {
        let message = format!("this is {} without a single session", reader.format);
        return Err(Problem::error(&options.file, message));
    }
    schedule.check().map_err(|broken| Problem::error(&options.file, broken.to_string()))?;
    Ok((schedule, reader.format))
}

/// The events that ship, by their first day.
pub fn shipped() -> Vec<Schedule> {
    // The bytes are made by `build.rs` from the same types, and a test holds both against the seeds' text; were they
    // unreadable all the same, the program would be of use still, for imported events.
    postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/seeds.bin"))).unwrap_or_default()
}

#[cfg(test)]
mod tests;
