//! Taking sessions along: iCalendar, Markdown, HTML, Org, CSV and JSON, as text.
//!
//! This room writes no file and asks no clock. What it is handed it takes as it comes: a title may hold anything, and
//! each format has one place that makes it harmless. Start with [`export`]; `calendar` and `time_zone` are what is
//! peculiar to iCalendar, `days` is what the formats for people share.

mod calendar;
mod content_line;
mod days;
mod html;
mod markdown;
mod org;
mod table;
mod time_zone;
mod uid_registry;

#[cfg(test)]
mod tests;

pub use uid_registry::{CalendarVersion, UidRegistry};

use crate::model::{Personal, Programme, SessionIx};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// A form in which sessions leave the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// iCalendar, RFC 5545: for calendar programs.
    Ics,
    /// Markdown: to send to people.
    Markdown,
    /// The objects of [`listing`](crate::listing).
    Json,
    /// Comma-separated values, RFC 4180: for spreadsheets.
    Csv,
    /// Org: for Emacs.
    Org,
    /// One page that needs no other file: to send to people, and to print.
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Ics, Self::Markdown, Self::Json, Self::Csv, Self::Org, Self::Html];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ics => "ics",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Org => "org",
            Self::Html => "html",
        }
    }

    /// The format for a word, or for the ending of a file's name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "md" => Some(Self::Markdown),
            "htm" => Some(Self::Html),
            "ical" => Some(Self::Ics),
            word => Self::ALL.into_iter().find(|format| format.name() == word),
        }
    }
}

/// What an export is to hold beside the sessions.
pub struct Options {
    /// What stands at the top: `My agenda`.
    pub title: String,
    /// The time now.
    pub now: DateTime<Utc>,
    /// Whether the user's notes and ratings go along.
    pub notes: bool,
    /// Minutes before the beginning at which a calendar reminds; `None` for no reminder.
    pub alarm_minutes: Option<u32>,
    /// How calendars know the sessions, as [`UidRegistry::register`] says; those that it leaves out are new to them.
    pub versions: HashMap<SessionIx, CalendarVersion>,
}

/// What came of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The text; in iCalendar and CSV its lines end with CR and LF, as these formats demand.
    pub text: String,
    /// The sessions that the format has no place for: in a calendar, those without a time.
    pub left_out: Vec<SessionIx>,
}

/// Writes sessions in a format. JSON and CSV keep the order of `sessions`, the others sort by day and time; `personal`
/// is what the user attached, by the sessions' positions.
pub fn export(
    format: Format,
    programme: &Programme,
    sessions: &[SessionIx],
    personal: &[Personal],
    options: &Options,
) -> Exported {
    let selection = Selection { programme, sessions, personal, options };
    let (text, left_out) = match format {
        Format::Ics => calendar::write(&selection),
        Format::Markdown => (markdown::write(&selection), Vec::new()),
        Format::Json => (table::json(&selection), Vec::new()),
        Format::Csv => (table::csv(&selection), Vec::new()),
        Format::Org => (org::write(&selection), Vec::new()),
        Format::Html => (html::write(&selection), Vec::new()),
    };
    Exported { text, left_out }
}

/// What is to be written.
struct Selection<'a> {
    programme: &'a Programme,
    sessions: &'a [SessionIx],
    personal: &'a [Personal],
    options: &'a Options,
}

impl Selection<'_> {
    /// What the user attached to a session, without the notes and the rating if they are to stay at home.
    fn personal(&self, ix: SessionIx) -> Personal {
        let personal = self.personal.get(ix.at()).cloned().unwrap_or_default();
        if self.options.notes {
            return personal;
        }
        Personal { note: String::new(), rating: None, ..personal }
    }
}
