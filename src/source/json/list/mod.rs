//! Lists of sessions by nobody in particular, and by those whose format is little more: ConClár, KonOpas, OpenFeedback,
//! Open Event, cfp.dev, Devoxx, WordCamp, Hoverboard, Indico, and spreadsheets.
//!
//! [`shapes`] brings what each of them writes into rows, [`names`] sees which field of the rows is what, and here each row
//! becomes an object as the other readers have it. Start with [`read`].

mod groups;
mod named;
mod names;
mod shapes;
mod times;

pub use names::FIELDS;
use names::Names;

use super::entry::Entry;
use super::reader::Reader;
use super::text::Json;
use super::value::{LOOKED_AT, Object, is_nothing, words};
use crate::model::Schedule;
use crate::problem::Problem;
use crate::source::Options;
use crate::source::tally::shown;
use crate::source::text::line;
use groups::Rows;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use times::{Found, Order};

pub(crate) fn recognises(value: &Value) -> bool {
    let rows = shapes::rows(value, LOOKED_AT);
    rows.is_some_and(|rows| {
        rows.of.is_some() || Names::of(rows.list.iter().map(Cow::as_ref), &BTreeMap::new()).are_of_sessions()
    })
}

/// Whether a value is linked data of an event with sessions.
pub(crate) fn is_linked_data(value: &Value) -> bool {
    shapes::linked_data(value, 1).is_some()
}

pub(crate) fn read(json: &Json, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
    let rows = shapes::rows(&json.value, usize::MAX);
    let rows = rows.ok_or_else(|| Problem::error(&options.file, "this holds no list of sessions"))?;
    read_rows(&rows, &json.value, json.broken.as_ref(), options)
}

/// Makes a schedule of rows; `root` is what they stand in, with its tables of rooms and people.
pub(crate) fn read_rows(
    rows: &Rows<'_>,
    root: &Value,
    broken: Option<&Problem>,
    options: &Options,
) -> Result<(Schedule, Vec<Problem>), Problem> {
    let names = Names::of(rows.list.iter().map(Cow::as_ref), &options.fields);
    if !names.has("title") || !names.has_starts() && !names.are_of_sessions() {
        let message = "it is not clear which of its fields is the title, and which the start of a session";
        return Err(Problem::error(&options.file, message)
            .advise("say it with --fields, for example --fields title=Name,start=Von"));
    }
    let tables = Tables::of(root);
    let sessions: Vec<Value> = rows.list.iter().map(|row| session(row, &names)).collect();
    let mut reader = Reader::new(options);
    // Open Event has a part of its own for what is said of the event.
    let beside = root.get("event").filter(|event| event.is_object());
    let beside = beside.or_else(|| root.get("info").filter(|info| info.is_object()));
    let event = rows.event.as_ref().or(beside).unwrap_or(root);
    reader.event(&Object::new(event, "en"));
    if reader.zone_name.is_empty() {
        let zones = rows.list.iter().map(|row| zone(&Object::new(row, ""), &names));
        reader.zone_name = zones.into_iter().find(|zone| !zone.is_empty()).unwrap_or_default();
    }
    reader.rooms.add(&tables.rooms, "en");
    reader.tracks.add(&tables.tracks, "en");
    reader.types.add(&tables.types, "en");
    reader.people.add(&tables.people);
    if !names.has_starts() {
        let strange = names.strange.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
        reader.builder.warn(format!("no session has a time: what stands under {strange} was not understood"));
    }
    if let Some(date) = &names.unclear {
        let first = if names.order == Order::DayFirst { "day" } else { "month" };
        let told = "the dates do not tell whether days or months stand first";
        reader.builder.warn(format!("{told}: '{}' was read with the {first} first", line(date)));
    }
    if rows.of.is_none() {
        reader.builder.remark(format!("this was read as a list of sessions: {}", names.told()));
    }
    let entries: Vec<Entry<'_>> = sessions
        .iter()
        .zip(rows.list.iter())
        .enumerate()
        .map(|(number, (session, row))| {
            let room =
                names.value(&Object::new(row, ""), "room").map(first).map(|room| reader.rooms.resolve(room, "en"));
            let room = Cow::Owned(room.unwrap_or_default().into_owned());
            Entry { room, ..Entry::new(session, format!("{}[{number}]", rows.path)) }
        })
        .collect();
    for (row, entry) in rows.list.iter().zip(&entries).filter(|_| names.has_starts()) {
        if let Some(text) = names::unread(&Object::new(row, ""), &names) {
            let place = format!("{} {}", entry.path, shown(&text));
            reader.builder.tally.warn("this is no time; the session is listed without one", place);
        }
    }
    reader.sessions(&entries);
    Ok(reader.done(broken))
}

/// The tables that stand beside the rows, as lists.
struct Tables {
    rooms: Vec<Value>,
    tracks: Vec<Value>,
    types: Vec<Value>,
    people: Vec<Value>,
}

impl Tables {
    fn of(root: &Value) -> Self {
        let fields = Object::new(root, "");
        let table = |keys: &[&str]| keys.iter().filter_map(|key| fields.get(key)).flat_map(groups::listed).collect();
        Self {
            rooms: table(&["rooms", "locations", "venues", "microlocations"]),
            tracks: table(&["tracks"]),
            types: table(&["types", "session_types", "sessionTypes"]),
            people: table(&["speakers", "people", "persons", "presenters"]),
        }
    }
}

/// The zone that an entry names: in a field of its own, or beside its start.
fn zone(row: &Object<'_>, names: &Names) -> String {
    let of_start = names.whole.as_deref().map(|start| row.object(start).first(&["tz", "timeZone"]));
    let own = names.text(row, "zone");
    if own.is_empty() { of_start.unwrap_or_default().into_owned() } else { own.into_owned() }
}

/// What is taken over as it stands.
const AS_IT_IS: &[&str] = &[
    "subtitle",
    "guid",
    "links",
    "resources",
    "attachments",
    "recording_url",
    "recordingUrl",
    "video_download_url",
    "feedback_url",
    "origin_url",
    "cancelled",
    "canceled",
    "is_cancelled",
    "status",
    "state",
    "do_not_record",
    "isServiceSession",
    "isPlenumSession",
];

/// A row as an object with the names that all readers know.
fn session(row: &Value, names: &Names) -> Value {
    let row = Object::new(row, "en");
    let mut session = Map::new();
    let mut put = |key: &str, value: Value| {
        if !is_nothing(&value) {
            session.insert(key.to_owned(), value);
        }
    };
    for key in AS_IT_IS {
        put(key, row.get(key).cloned().unwrap_or_default());
    }
    for (key, field) in [("title", "title"), ("id", "id"), ("description", "text"), ("abstract", "abstract")] {
        put(key, names.text(&row, field).into());
    }
    for field in ["type", "level", "language", "track"] {
        put(field, names.value(&row, field).map(first).cloned().unwrap_or_default());
    }
    put("start", names::start(&row, names).into());
    put("end", end(&row, names).into());
    put("duration", names.text(&row, "length").into());
    put("url", names.text(&row, "link").into());
    put("persons", Value::Array(names.value(&row, "speakers").map_or_else(Vec::new, named::people)));
    let (mut links, mut tags) = (row.list("links").to_vec(), Vec::new());
    for kind in ["video", "slides"] {
        let value = names.value(&row, kind);
        let addresses = value
            .into_iter()
            .flat_map(|value| value.as_object().map_or_else(|| vec![value], |object| object.values().collect()));
        let addresses = addresses.filter_map(Value::as_str).filter(|address| address.contains("://"));
        links.extend(addresses.map(|url| json!({"url": url, "type": kind})));
    }
    for tag in names
        .value(&row, "tags")
        .map_or(&[][..], |tags| tags.as_array().map_or(std::slice::from_ref(tags), Vec::as_slice))
    {
        let word = words(tag, "en");
        // ConClár has a category beside each.
        let fields = Object::new(tag, "en");
        let value = fields.first(&["value", "label", "name"]);
        let word = match fields.text("category").as_ref() {
            "" => word,
            category => Cow::Owned(format!("{category}:{value}")),
        };
        // KonOpas has everything among its tags.
        match word.split_once(':') {
            Some(("Track", track)) => put("track", track.trim().into()),
            Some(("Type", kind)) => put("type", kind.trim().into()),
            Some(("Format" | "Session Type", kind)) if fields.get("category").is_some() => {
                put("type", kind.trim().into())
            }
            Some(("Tag", tag)) => tags.push(tag.trim().into()),
            Some((_, value)) if fields.get("category").is_some() => tags.push(value.trim().into()),
            _ => tags.push(tag.clone()),
        }
    }
    put("links", Value::Array(links));
    put("tags", Value::Array(tags));
    Value::Object(session)
}

fn end(row: &Object<'_>, names: &Names) -> Option<String> {
    let ends =
        names.all("end").iter().filter_map(|name| row.get(name)).filter_map(|value| Found::of(value, names.order));
    // Some write both into one.
    let starts = [&names.whole, &names.clock].into_iter().filter_map(|name| row.get(name.as_deref()?));
    let mut ends = ends.chain(starts.filter_map(|value| Found::end_of(value, names.order)));
    ends.find_map(|found| match found {
        Found::Whole(stamp) => Some(times::written(stamp)),
        Found::Clock(clock) => Some(format!("{:02}:{:02}", clock / 60, clock % 60)),
        Found::Day(_) => None,
    })
}

/// The first of several, or the only one.
fn first(value: &Value) -> &Value {
    value.as_array().and_then(|list| list.first()).unwrap_or(value)
}

#[cfg(test)]
mod tests;
