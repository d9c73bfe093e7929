//! Org, as this program exports it: a heading for each session, with its id in a drawer.

use super::reading::{ForeignReading, Kind, Reference};
use super::spelling::mark;

const ID: &str = ":KUBETALKS_ID:";
const NOTE: &str = "My note: ";
const RATING: &str = "My rating: ";

pub(super) fn recognises(text: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with(ID))
}

/// Org is kept by it from understanding what is only text.
const SPACE: char = '\u{200b}';

pub(super) fn read(text: &str) -> ForeignReading {
    let sessions = text.split("\n** ").skip(1).filter_map(|session| {
        // The heading of the next day, if any, stands behind the last session of this one.
        reference(session.split("\n* ").next().unwrap_or(session))
    });
    let mut reading = ForeignReading::of(Kind::Org, sessions.collect());
    reading.origin = reading.references.iter().find_map(|reference| reference.event.clone());
    reading
}

fn reference(session: &str) -> Option<Reference> {
    let mut lines = session.lines();
    let mut reference = heading(lines.next()?.trim());
    let mut noting = false;
    for line in lines.map(|line| line.strip_prefix("   ").unwrap_or(line).replace(SPACE, "")) {
        if let Some((event, id)) = line.strip_prefix(ID).and_then(|id| id.trim().split_once('/')) {
            reference.event = Some(event.to_owned());
            reference.keys.push(id.to_owned());
        } else if let Some(rating) = line.strip_prefix(RATING).and_then(|rating| rating.strip_suffix(" of 5")) {
            reference.rating = rating.parse().ok();
            noting = false;
        } else if let Some(note) = line.strip_prefix(NOTE) {
            (reference.note, noting) = (note.to_owned(), true);
        } else if noting {
            reference.note = format!("{}\n{line}", reference.note);
        }
    }
    reference.note.truncate(reference.note.trim_end().len());
    (!reference.keys.is_empty()).then_some(reference)
}

/// The title, and what its tags say: `Opening :going:seen:`.
fn heading(line: &str) -> Reference {
    let tags = line.rsplit_once(" :").and_then(|(title, tags)| Some((title, tags.strip_suffix(':')?)));
    let (title, tags) = tags.unwrap_or((line, ""));
    let title = title.replace(SPACE, "");
    let title = title.strip_prefix("Cancelled: ").unwrap_or(&title).trim();
    Reference {
        title: Some(title.to_owned()),
        mark: tags.split(':').find_map(mark),
        seen: tags.split(':').any(|tag| tag == "seen"),
        ..Reference::default()
    }
}
