//! Favourites that another program, or another person's kubetalks, has written: what they refer to, and which sessions
//! here those are.
//!
//! This room knows no disk and no network, and marks nothing. Start with [`read`], which takes any of the forms of
//! [`Kind`], and [`match_to`], which finds the sessions; each module beside them reads one form.

mod calendar;
mod csv;
mod giggity;
mod json;
mod list;
mod matching;
mod own;

#[cfg(test)]
mod tests;

pub use matching::{Matched, match_to};

use crate::model::{EventIx, Mark, Programme, Source};
use crate::problem::Problem;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The forms that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// iCalendar: FOSDEM Companion, pretalx, Sched, and the calendars of this program.
    Calendar,
    /// A link, or the text of the code, that Giggity shows to share a selection.
    Giggity,
    /// JSON: EventFahrplan, and the listings of this program.
    Json,
    /// Comma-separated values with a header: Sojourner, fosdem-pwa, and the tables of this program.
    Csv,
    /// The favourites file of this program.
    Favourites,
    /// Ids, codes, addresses or titles, one on each line.
    List,
}

impl Kind {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Calendar => "a calendar",
            Self::Giggity => "a link of Giggity",
            Self::Json => "JSON",
            Self::Csv => "a table",
            Self::Favourites => "favourites of kubetalks",
            Self::List => "a list",
        }
    }
}

/// One favourite, as far as its text tells. Something is always known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reference {
    /// What may be the session's id, guid or code, the surest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it begins, where the text says so with a zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<DateTime<Utc>>,
    /// A page about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The id that the event has in this program, where this program wrote the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The intent, where the text tells intents apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

impl Reference {
    /// What to call it in a message.
    pub fn name(&self) -> &str {
        let key = || self.keys.first().map(String::as_str);
        self.title.as_deref().or(self.url.as_deref()).or_else(key).unwrap_or("a favourite without a name")
    }

    fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.title.is_none() && self.url.is_none()
    }
}

/// What came of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What the text turned out to be.
    pub kind: Kind,
    /// The favourites, in the text's order.
    pub references: Vec<Reference>,
    /// The event they belong to, as far as the text tells: an address, a name, an id.
    pub origin: Option<String>,
    /// What was left out.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// The loaded event that the text itself names, by its id or by the address that it was loaded from.
    pub fn event(&self, programme: &Programme) -> Option<EventIx> {
        event_named(programme, self.origin.as_deref()?)
    }
}

/// The loaded event of this id, or from this address.
pub fn event_named(programme: &Programme, origin: &str) -> Option<EventIx> {
    let same = |source: &Source| matches!(source, Source::Address(address) if bare(address) == bare(origin));
    let by_source = || programme.events().iter().position(|event| same(&event.source)).map(EventIx::new);
    programme.event_by_id(origin).or_else(by_source)
}

/// Which form the bytes are in, by their content alone.
pub fn recognise(bytes: &[u8]) -> Option<Kind> {
    let text = text(bytes)?;
    let start = text.trim_start();
    if start.get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        Some(Kind::Calendar)
    } else if giggity::recognises(&text) {
        Some(Kind::Giggity)
    } else if own::recognises(&text) {
        Some(Kind::Favourites)
    } else if start.starts_with(['{', '[']) {
        Some(Kind::Json)
    } else if start.starts_with('<') || start.is_empty() {
        None
    } else if csv::recognises(&text) {
        Some(Kind::Csv)
    } else {
        Some(Kind::List)
    }
}

/// Reads favourites of any form; `file` is what problems call the text.
///
/// # Errors
/// The text is in no form that holds favourites, or holds none.
pub fn read(bytes: &[u8], file: &str) -> Result<Reading, Problem> {
    let (Some(kind), Some(text)) = (recognise(bytes), text(bytes)) else {
        let problem = Problem::error(file, "these are no favourites of a program that is known here");
        return Err(problem.advise("a calendar, JSON, a table, a link of Giggity or a list of ids is understood"));
    };
    let mut reading = match kind {
        Kind::Calendar => calendar::read(&text),
        Kind::Giggity => giggity::read(&text, file)?,
        Kind::Json => json::read(&text, file)?,
        Kind::Csv => csv::read(&text, file),
        Kind::Favourites => own::read(&text, file)?,
        Kind::List => list::read(&text),
    };
    reading.references.retain(|reference| !reference.is_empty());
    if reading.references.is_empty() {
        return Err(Problem::error(file, format!("this is {} without a single favourite", kind.name())));
    }
    Ok(reading)
}

/// The bytes as text, or nothing if they are something else.
fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    (!bytes.contains(&0)).then(|| String::from_utf8_lossy(bytes))
}

/// An address without what makes no difference to what it leads to.
fn bare(url: &str) -> &str {
    let url = url.trim().split('#').next().unwrap_or_default();
    let url = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/')
}

/// What in an address may be the id or code of a session: the last parts of its path.
fn keys_of(url: &str) -> Vec<String> {
    let path = bare(url).split('?').next().unwrap_or_default();
    let mut parts: Vec<&str> = path.split('/').skip(1).filter(|part| !part.is_empty()).collect();
    parts.reverse();
    parts.into_iter().take(2).map(|part| part.trim_end_matches(".html").to_owned()).collect()
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// A time with its zone, as JSON and tables spell it: RFC 3339, or seconds or milliseconds since 1970.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(number) = text.parse::<i64>() {
        let seconds = if number.abs() > 100_000_000_000 { number / 1000 } else { number };
        // A small number is no time but a count of something.
        return DateTime::from_timestamp(seconds, 0).filter(|_| seconds > 100_000_000);
    }
    DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc())
}
