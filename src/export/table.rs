//! JSON and CSV: one record for each session, in the order in which they were handed in.

use super::selection::Selection;
use crate::listing::{CreditRecord, SessionRecord};

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

type Column = (&'static str, fn(&SessionRecord<'_>) -> String);

/// The columns of CSV; what is several (tags, speakers) is joined by `; `.
const COLUMNS: [Column; 23] = [
    ("id", |record| record.id.clone()),
    ("event", |record| record.event.to_owned()),
    ("title", |record| record.title.to_owned()),
    ("subtitle", |record| said(record.subtitle)),
    ("kind", |record| record.kind.name().to_owned()),
    ("level", |record| said(record.level.map(|level| level.name()))),
    ("track", |record| said(record.track)),
    ("tags", |record| record.tags.join("; ")),
    ("speakers", |record| people(record, |credit| credit.name)),
    ("organisations", |record| people(record, |credit| credit.organisation.unwrap_or_default())),
    ("start", |record| said(record.start.as_ref())),
    ("end", |record| said(record.end.as_ref())),
    ("date", |record| said(record.date)),
    ("minutes", |record| said(record.minutes)),
    ("room", |record| said(record.room)),
    ("language", |record| said(record.language.as_ref())),
    ("mark", |record| said(record.mark.map(|mark| mark.name()))),
    ("seen", |record| yes(record.seen)),
    ("rating", |record| said(record.rating)),
    ("note", |record| said(record.note)),
    ("cancelled", |record| yes(record.cancelled)),
    ("url", |record| said(record.links.first().map(|link| link.url))),
    ("abstract", |record| said(record.abstract_text)),
];

fn said(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn yes(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

fn people(record: &SessionRecord<'_>, part: for<'a> fn(&'a CreditRecord<'_>) -> &'a str) -> String {
    record.speakers.iter().map(part).collect::<Vec<_>>().join("; ")
}

pub(super) fn csv(selection: &Selection<'_>) -> String {
    let mut text = if selection.options.bom { "\u{feff}" } else { "" }.to_owned();
    row(&mut text, COLUMNS.map(|(name, _)| name.to_owned()));
    for ix in selection.sessions {
        let personal = selection.personal(*ix);
        let record = SessionRecord::of(selection.programme, *ix, &personal);
        row(&mut text, COLUMNS.map(|(_, value)| value(&record)));
    }
    text
}

fn row(text: &mut String, cells: [String; COLUMNS.len()]) {
    text.push_str(&cells.map(quoted).join(","));
    text.push_str("\r\n");
}

/// A spreadsheet takes what begins with one of a few characters for a formula, which may send data away or start a
/// program; an apostrophe before it says that it is text, and is not shown.
fn quoted(cell: String) -> String {
    let armed =
        cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with(['\t', '\r']);
    if armed || cell.contains([',', '"', '\r', '\n']) || cell != cell.trim() {
        return format!("\"{}{}\"", if armed { "'" } else { "" }, cell.replace('"', "\"\""));
    }
    cell
}
