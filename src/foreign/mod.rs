//! Favourites that another program, or another person's kubetalks, has written: what they refer to, and which sessions
//! here those are.
//!
//! This room knows no disk and no network, and marks nothing. Start with [`read`], which takes any of the forms of
//! [`Kind`], and [`match_to`], which finds the sessions; each module beside them reads one form.

mod calendar;
mod code;
mod csv;
mod giggity;
mod json;
mod list;
mod matching;
mod missing;
mod org;
mod own;
mod reading;
mod spelling;

#[cfg(test)]
mod tests;

pub use code::unpacked;
pub use matching::{Matched, match_to};
pub use reading::{ForeignReading, Kind, Reference, event_named};

use crate::model::Source;
use crate::problem::Problem;
use crate::sanitise::clean;
use crate::share::Code;
use std::borrow::Cow;

/// Whether a text is itself what it stands for, and no place of it: a code, or a link of Giggity.
pub fn is_selection(text: &[u8]) -> bool {
    matches!(recognise(text), Some(Kind::Code | Kind::Giggity))
}

/// What problems call favourites from somewhere.
pub fn called(bytes: &[u8], source: &Source) -> String {
    if *source == Source::Input && is_selection(bytes) { "the code".to_owned() } else { source.to_string() }
}

/// Which form the bytes are in, by their content alone.
pub fn recognise(bytes: &[u8]) -> Option<Kind> {
    let text = text(bytes)?;
    let start = text.trim_start();
    if start.get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        Some(Kind::Calendar)
    } else if Code::is_meant(&text) {
        Some(Kind::Code)
    } else if giggity::recognises(&text) {
        Some(Kind::Giggity)
    } else if own::recognises(&text) {
        Some(Kind::Favourites)
    } else if org::recognises(&text) {
        Some(Kind::Org)
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
pub fn read(bytes: &[u8], file: &str) -> Result<ForeignReading, Problem> {
    let (Some(kind), Some(text)) = (recognise(bytes), text(bytes)) else {
        let problem = Problem::error(file, "these are no favourites of a program that is known here");
        return Err(problem.advise(
            "a code of kubetalks, a calendar, JSON, a table, a link of Giggity or a list of ids is understood",
        ));
    };
    let mut reading = match kind {
        Kind::Calendar => calendar::read(&text),
        Kind::Code => code::read(&text, file)?,
        Kind::Giggity => giggity::read(&text, file)?,
        Kind::Json => json::read(&text, file)?,
        Kind::Csv => csv::read(&text, file),
        Kind::Favourites => own::read(&text, file)?,
        Kind::Org => org::read(&text),
        Kind::List => list::read(&text),
    };
    reading.references.iter_mut().for_each(Reference::clean);
    reading.origin.iter_mut().for_each(clean);
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
