//! JSON and CSV: one record for each session, in the order in which they were handed in.

use super::selection::Selection;
use crate::listing::SessionRecord;
use std::borrow::Cow;

/// An array of the objects that `list --json` gives.
pub(super) fn json(selection: &Selection<'_>) -> String {
    let personal: Vec<_> = selection.sessions.iter().map(|ix| selection.personal(*ix)).collect();
    let records: Vec<_> = selection
        .sessions
        .iter()
        .zip(&personal)
        .map(|(ix, personal)| SessionRecord::of(selection.programme, *ix, personal))
        .collect();
    // Only maps with keys that are no strings cannot be written, and there are none.
    let mut text = serde_json::to_string_pretty(&records).unwrap_or_default();
    text.push('\n');
    text
}

const HEADER: [&str; 23] = [
    "id",
    "event",
    "title",
    "subtitle",
    "kind",
    "level",
    "track",
    "tags",
    "speakers",
    "organisations",
    "start",
    "end",
    "date",
    "minutes",
    "room",
    "language",
    "mark",
    "seen",
    "rating",
    "note",
    "cancelled",
    "url",
    "abstract",
];

/// A header and a row for each session; what is several (tags, speakers) is joined by `; `.
pub(super) fn csv(selection: &Selection<'_>) -> String {
    let mut text = String::new();
    row(&mut text, HEADER.map(Cow::Borrowed));
    for ix in selection.sessions {
        let personal = selection.personal(*ix);
        let record = SessionRecord::of(selection.programme, *ix, &personal);
        let organisations = record.speakers.iter().map(|speaker| speaker.organisation.unwrap_or_default());
        row(
            &mut text,
            [
                record.id.into(),
                record.event.into(),
                record.title.into(),
                record.subtitle.unwrap_or_default().into(),
                record.kind.name().into(),
                record.level.map_or("", |level| level.name()).into(),
                record.track.unwrap_or_default().into(),
                record.tags.join("; ").into(),
                record.speakers.iter().map(|speaker| speaker.name).collect::<Vec<_>>().join("; ").into(),
                organisations.collect::<Vec<_>>().join("; ").into(),
                record.start.unwrap_or_default().into(),
                record.end.unwrap_or_default().into(),
                record.date.map(|date| date.to_string()).unwrap_or_default().into(),
                record.minutes.map(|minutes| minutes.to_string()).unwrap_or_default().into(),
                record.room.unwrap_or_default().into(),
                record.language.unwrap_or_default().into(),
                record.mark.map_or("", |mark| mark.name()).into(),
                if record.seen { "yes" } else { "no" }.into(),
                record.rating.map(|rating| rating.to_string()).unwrap_or_default().into(),
                record.note.unwrap_or_default().into(),
                if record.cancelled { "yes" } else { "no" }.into(),
                record.links.first().map_or("", |link| link.url).into(),
                record.abstract_text.unwrap_or_default().into(),
            ],
        );
    }
    text
}

fn row<'a>(text: &mut String, cells: [Cow<'a, str>; HEADER.len()]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        push_cell(text, cell);
    }
    text.push_str("\r\n");
}

/// A spreadsheet takes what begins with one of a few characters for a formula, which may send data away or start a
/// program; an apostrophe before it says that it is text, and is not shown.
fn push_cell(text: &mut String, cell: &str) {
    let armed = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if armed || cell.contains([',', '"', '\r', '\n']) || cell != cell.trim() {
        text.push('"');
        text.push_str(if armed { "'" } else { "" });
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}
