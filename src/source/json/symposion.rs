//! The `conference.json` of Symposion, which PyCon US has had since 2012: one list of everything, with full times.

use super::entry::Entry;
use super::reader::Reader;
use super::text::Json;
use super::value::{Object, has_one_of, words};
use crate::model::Schedule;
use crate::problem::Problem;
use crate::source::Options;
use serde_json::Value;
use std::borrow::Cow;

pub(crate) fn recognises(value: &Value) -> bool {
    let sets: &[&[&str]] = &[
        &["[].conf_key"],
        &["[].kind", "[].start", "[].name"],
        &["schedule.[].conf_key"],
        &["schedule.[].kind", "schedule.[].start", "schedule.[].name"],
    ];
    has_one_of(value, sets)
}

pub(crate) fn read(json: &Json, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
    let value = &json.value;
    let root = Object::new(value, "en");
    let mut reader = Reader::new(options);
    reader.event(&root.object("conference"));
    let mut entries = Vec::new();
    let list = value.as_array().map_or_else(|| root.list("schedule"), Vec::as_slice);
    for (number, parent) in list.iter().enumerate() {
        let fields = Object::new(parent, "en");
        let path = format!("schedule[{number}]");
        let room = room(&fields);
        entries.push(Entry { room: room.clone(), ..Entry::new(parent, path.clone()) });
        // A poster session holds its posters, which have people and texts of their own but neither time nor room.
        for (number, item) in fields.list("sessions").iter().enumerate() {
            let (room, slot, type_text) = (room.clone(), Some(parent), fields.text("kind"));
            let entry = Entry { room, slot, type_text, ..Entry::new(item, format!("{path}.sessions[{number}]")) };
            let message = "this stands within another session; it was given the time and room of that";
            reader.builder.tally.note(message, &entry.path);
            entries.push(entry);
        }
    }
    reader.sessions(&entries);
    Ok(reader.done(json.broken.as_ref()))
}

/// The room, under one name where there are several: most often they are one hall with its walls taken out, and a name
/// that tells only the first would send people to a third of it.
fn room<'v>(fields: &Object<'v>) -> Cow<'v, str> {
    let room = fields.text("room");
    if !room.trim().is_empty() {
        return room;
    }
    let rooms: Vec<_> =
        fields.list("rooms").iter().map(|room| words(room, "en")).filter(|room| !room.is_empty()).collect();
    Cow::Owned(rooms.join(", "))
}
