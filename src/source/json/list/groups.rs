//! Lists of sessions, and groups of them by day, room, track or time.

use crate::source::json::table;
use crate::source::json::value::{LOOKED_AT, Object};
use crate::source::time;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The entries of a list, each with the fields of a session.
pub(crate) struct Rows<'v> {
    pub(crate) list: Vec<Cow<'v, Value>>,
    /// Where they stand, for problems.
    pub(crate) path: String,
    /// Whose format it is, where it is one that is known.
    pub(crate) of: Option<&'static str>,
    /// What is said of the event, where that is not beside the list.
    pub(crate) event: Option<Value>,
}

impl<'v> Rows<'v> {
    pub(crate) fn new(list: Vec<Cow<'v, Value>>, path: &str) -> Self {
        Self { list, path: path.to_owned(), of: None, event: None }
    }

    pub(super) fn known(of: &'static str, list: impl Iterator<Item = Value>) -> Self {
        Self { of: Some(of), ..Self::new(list.map(Cow::Owned).collect(), of) }
    }
}

/// The keys under which lists of sessions stand.
pub(super) const LISTS: &[&str] = &[
    "sessions",
    "schedule",
    "program",
    "programme",
    "events",
    "talks",
    "slots",
    "items",
    "results",
    "data",
    "days",
    "subEvent",
    table::KEY,
];

/// The keys under which groups of sessions stand that are no days, and what the name of a group is to its sessions.
const GROUPS: &[(&str, &str)] = &[
    ("rooms", "room"),
    ("stages", "room"),
    ("locations", "room"),
    ("venues", "room"),
    ("tracks", "track"),
    ("timeslots", TIME),
    ("timeSlots", TIME),
    ("slots", TIME),
];

const TIME: &str = "time";

/// What the sessions of a group have from it.
const SHARED: [&str; 5] = ["date", "day", "room", "track", "location"];

/// What they have from one that is of a time.
const SHARED_TIMES: [&str; 9] =
    ["time", "start", "startTime", "start_time", "startsAt", "end", "endTime", "end_time", "endsAt"];

const DEEPEST: usize = 4;

pub(super) fn gathered<'v>(value: &'v Value, most: usize, path: &str) -> Rows<'v> {
    let mut gathering = Gathering { most, list: Vec::new() };
    gathering.gather(value, &Map::new(), "", 0);
    Rows::new(gathering.list, path)
}

/// The rows of a table: a list, or an object by ids, each of which is put in.
pub(super) fn listed(value: &Value) -> Vec<Value> {
    let mut gathering = Gathering { most: usize::MAX, list: Vec::new() };
    gathering.gather(value, &Map::new(), "", DEEPEST);
    let bare = value.as_array().into_iter().flatten().filter(|entry| entry.is_string()).cloned();
    gathering.list.into_iter().map(Cow::into_owned).chain(bare).collect()
}

/// Whether the keys of an object are days, and what stands there lists.
pub(super) fn is_by_day(value: &Value) -> bool {
    let of_day = |(key, value): (&String, &Value)| {
        time::date(key).is_some() && (value.is_array() || value.as_object().is_some_and(is_by_name))
    };
    value.as_object().is_some_and(|days| !days.is_empty() && days.iter().take(LOOKED_AT).all(of_day))
}

/// Whether all that an object has are lists of objects, each under its name.
fn is_by_name(entries: &Map<String, Value>) -> bool {
    !entries.is_empty() && entries.values().take(LOOKED_AT).all(is_list)
}

fn is_list(value: &Value) -> bool {
    value.as_array().is_some_and(|list| list.iter().any(Value::is_object))
}

/// The list within an entry, if that is a group, and what its groups are in turn.
fn within(fields: &Map<String, Value>, depth: usize) -> Option<(&'static str, &Value)> {
    let holds_lists = |value: &Value| match value {
        Value::Array(groups) if depth < DEEPEST => {
            let is_group = |group: &Value| group.as_object().is_some_and(|fields| within(fields, depth + 1).is_some());
            groups.iter().take(LOOKED_AT).any(is_group)
        }
        Value::Object(groups) => is_by_name(groups),
        _ => false,
    };
    let groups =
        || GROUPS.iter().find_map(|(key, of)| Some((*of, fields.get(*key).filter(|value| holds_lists(value))?)));
    let lists = || LISTS.iter().find_map(|key| Some(("", fields.get(*key).filter(|value| is_list(value))?)));
    groups().or_else(lists)
}

struct Gathering<'v> {
    most: usize,
    list: Vec<Cow<'v, Value>>,
}

impl<'v> Gathering<'v> {
    /// The entries of a list or of an object by ids; those of groups with what the group says of all of them. `of` is what
    /// the groups are to their sessions, if they are groups.
    fn gather(&mut self, value: &'v Value, shared: &Map<String, Value>, of: &str, depth: usize) {
        match value {
            Value::Array(entries) => entries.iter().for_each(|entry| self.entry(None, entry, shared, of, depth)),
            Value::Object(entries) if entries.values().take(LOOKED_AT).all(Value::is_object) && !is_by_day(value) => {
                entries.iter().for_each(|(id, entry)| self.entry(Some(id), entry, shared, of, depth));
            }
            Value::Object(entries) if depth < DEEPEST && (is_by_day(value) || depth > 0 && is_by_name(entries)) => {
                let key = if is_by_day(value) { "date" } else { "room" };
                for (name, entries) in entries {
                    let mut shared = shared.clone();
                    shared.insert(key.to_owned(), Value::String(name.clone()));
                    self.gather(entries, &shared, "", depth + 1);
                }
            }
            _ => {}
        }
    }

    fn entry(&mut self, id: Option<&String>, entry: &'v Value, shared: &Map<String, Value>, of: &str, depth: usize) {
        let Some(fields) = entry.as_object().filter(|_| self.list.len() < self.most) else { return };
        let mut own = shared.clone();
        if let Some((inner, group)) = within(fields, depth).filter(|_| depth < DEEPEST) {
            let times = SHARED_TIMES.iter().filter(|_| of == TIME);
            let said =
                SHARED.iter().chain(times).filter_map(|key| Some(((*key).to_owned(), fields.get(*key)?.clone())));
            own.extend(said);
            if matches!(of, "room" | "track") {
                let name = Object::new(entry, "en").first(&["name", "title"]).into_owned();
                own.entry(of).or_insert(Value::String(name));
            }
            return self.gather(group, &own, inner, depth + 1);
        }
        own.extend(id.map(|id| ("id".to_owned(), Value::String(id.clone()))));
        own.retain(|key, _| !fields.contains_key(key));
        // JSON:API has the fields of an entry within.
        if let Some(attributes) = fields.get("attributes").and_then(Value::as_object) {
            return self.list.push(Cow::Owned(joined([fields, attributes, &own])));
        }
        self.list.push(if own.is_empty() { Cow::Borrowed(entry) } else { Cow::Owned(joined([fields, &own])) });
    }
}

/// The fields of several objects in one; of two with the same name the first.
pub(super) fn joined<'m>(maps: impl IntoIterator<Item = &'m Map<String, Value>>) -> Value {
    let mut all = Map::new();
    for (key, value) in maps.into_iter().flatten() {
        if !value.is_null() && !all.contains_key(key) {
            all.insert(key.clone(), value.clone());
        }
    }
    Value::Object(all)
}
