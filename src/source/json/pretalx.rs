//! pretalx's own JSON: the data of its schedule widget, the pages of its API, and the grid of days, minutes and rooms
//! that sites make of them (AFPy's among others).

use super::entry::Entry;
use super::reader::Reader;
use super::text::Json;
use super::value::{LOOKED_AT, Object, is_nothing};
use crate::model::Schedule;
use crate::problem::Problem;
use crate::source::Options;
use crate::source::time;
use serde_json::Value;
use std::borrow::Cow;

/// Where the API and the widget have their sessions.
const LISTS: [&str; 4] = ["talks", "results", "submissions", "slots"];

pub(crate) fn recognises(value: &Value) -> bool {
    let root = Object::new(value, "");
    let bare = value.as_array().map_or(&[][..], Vec::as_slice);
    let any = |list: &[Value], is: fn(&Object<'_>) -> bool| {
        list.iter().take(LOOKED_AT).any(|entry| is(&Object::new(entry, "")))
    };
    let has_grid = |(_, days): (&str, &Value)| Object::new(days, "").fields().any(|(day, rows)| is_grid(day, rows));
    any(bare, is_talk)
        || LISTS.iter().any(|key| any(root.list(key), is_talk))
        || any(root.list("talks"), |talk| talk.get("title").and(talk.get("start")).is_some())
        || root.fields().any(has_grid)
}

/// A proposal, or a slot with one in it. Two fields alone prove nothing: issues have a title and a state, too.
fn is_talk(entry: &Object<'_>) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| entry.get(name).is_some());
    let placed = ["code", "slot", "slots", "submission_type"];
    entry.get("submission").is_some_and(Value::is_object)
        || has(&["title"]) && has(&["code", "submission_type", "state"]) && has(&placed)
}

/// A day with what stands at its minutes.
fn is_grid(day: &str, rows: &Value) -> bool {
    let is_time = |time: &str| time.parse::<u32>().is_ok() || time::clock(time).is_some();
    time::date(day).is_some() && Object::new(rows, "").fields().any(|(time, row)| is_time(time) && row.is_object())
}

pub(crate) fn read(json: &Json, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
    let value = &json.value;
    let root = Object::new(value, "en");
    let mut reader = Reader::new(options);
    reader.event(&root);
    reader.rooms.add(root.list("rooms"), "en");
    reader.tracks.add(root.list("tracks"), "en");
    reader.types.add(root.list("submission_types"), "en");
    reader.tags.add(root.list("tags"), "en");
    reader.people.add(root.list("speakers"));
    reader.people.add(root.object("speakers").fields().map(|(_, person)| person));
    let mut entries = Vec::new();
    for key in LISTS {
        list(&reader, root.list(key), key, &mut entries);
    }
    list(&reader, value.as_array().map_or(&[], Vec::as_slice), "", &mut entries);
    for (section, days) in root.fields() {
        grid(&mut reader, section, &Object::new(days, "en"), &mut entries);
    }
    reader.sessions(&entries);
    reader.days(&root.first(&["event_start", "date_from"]), &root.first(&["event_end", "date_to"]));
    if let Some(next) = root.get("next").and_then(Value::as_str) {
        let count = root.text("count");
        let message = format!("this is one page of {count} entries in all; the next is {next}");
        reader.builder.warn(crate::source::text::line(&message));
    }
    Ok(reader.done(json.broken.as_ref()))
}

/// The entries of a list of talks, or of slots with a talk in each.
fn list<'v>(reader: &Reader<'v>, talks: &'v [Value], path: &str, entries: &mut Vec<Entry<'v>>) {
    for (number, talk) in talks.iter().enumerate() {
        let path = format!("{path}[{number}]");
        let fields = Object::new(talk, "en");
        if let Some(submission) = fields.get("submission").filter(|value| value.is_object()) {
            entries.push(placed(reader, submission, Some(talk), path));
            continue;
        }
        let slots = fields.list("slots").iter().filter(|slot| slot.is_object());
        let before = entries.len();
        for (number, slot) in slots.enumerate() {
            entries.push(placed(reader, talk, Some(slot), format!("{path}.slots[{number}]")));
        }
        if entries.len() == before {
            entries.push(placed(reader, talk, fields.get("slot").filter(|slot| slot.is_object()), path));
        }
    }
}

/// An entry with its room. What has neither a code nor people is no proposal of anybody: a break.
fn placed<'v>(reader: &Reader<'v>, talk: &'v Value, slot: Option<&'v Value>, path: String) -> Entry<'v> {
    let fields = Object::new(talk, "en");
    let place = slot.map_or(fields, |slot| Object::new(slot, "en"));
    let room = ["room", "room_id"].iter().find_map(|key| place.get(key));
    let mut entry = Entry::new(talk, path);
    entry.room = room.map(|room| reader.rooms.resolve(room, "en")).unwrap_or_default();
    entry.slot = slot;
    if fields.text("code").is_empty() && fields.list("speakers").is_empty() {
        entry.type_text = Cow::Borrowed("break");
    }
    entry
}

/// The entries of a grid: days, in them minutes after midnight, in them rooms, or what stands across all rooms. An
/// empty object stands for nothing.
fn grid<'v>(reader: &mut Reader<'v>, section: &str, days: &Object<'v>, entries: &mut Vec<Entry<'v>>) {
    for (day, rows) in days.fields() {
        let Some(date) = time::date(day) else { continue };
        for (time, row) in Object::new(rows, "en").fields() {
            let path = format!("{section}.{day}.{time}");
            let minutes = time.parse().ok().filter(|minutes| *minutes < 48 * 60).or_else(|| time::clock(time));
            if minutes.is_none() {
                reader.builder.tally.warn("this is no time of day; what stands there has none", &path);
            }
            let fields = Object::new(row, "en");
            let mut add = |value: &'v Value, key: &'v str, path: String| {
                let fields = Object::new(value, "en");
                let slot = fields.get("slot").or_else(|| fields.list("slots").first()).filter(|slot| slot.is_object());
                let mut entry = placed(reader, value, slot, path);
                if entry.room.is_empty() {
                    entry.room = reader.rooms.of_key(key);
                }
                (entry.day, entry.minutes) = (Some(date), minutes);
                entries.push(entry);
            };
            if fields.get("title").is_some() {
                add(row, "", path);
                continue;
            }
            for (room, value) in fields.fields().filter(|(_, value)| !is_nothing(value)) {
                add(value, room, format!("{path}.{room}"));
            }
        }
    }
}
