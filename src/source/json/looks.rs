//! What JSON looks like that is no schedule.

use super::table;
use super::value::{LOOKED_AT, Object};
use crate::source::text::line;
use crate::source::time;
use serde_json::Value;

/// The most fields that are named.
const MOST: usize = 5;

/// What a value is, in words: `JSON with a list of objects with id, name and price`, `a table with the columns a and b`.
pub(crate) fn like(value: &Value) -> String {
    let root = Object::new(value, "");
    let listed =
        root.fields().filter_map(|(key, value)| Some((key, value.as_array()?))).max_by_key(|(_, list)| list.len());
    let held = match (value.as_array(), listed) {
        (_, Some((table::KEY, lines))) if root.fields().count() == 1 => {
            let columns = lines.first().map(|line| names(&Object::new(line, ""))).unwrap_or_default();
            return format!("a table with the columns {columns}");
        }
        (Some(list), _) => list_of(list),
        (None, Some((key, list))) if list.iter().any(Value::is_object) => {
            format!("{} under '{}'", list_of(list), line(key))
        }
        _ if root.is_empty() => "nothing in it".to_owned(),
        _ => format!("the keys {}", names(&root)),
    };
    format!("JSON with {held}")
}

/// The longest list of objects of a value: it itself, or under one of its names.
fn longest(value: &Value) -> &[Value] {
    let lists = || Object::new(value, "").fields().filter_map(|(_, value)| value.as_array());
    let own = value.as_array().or_else(|| lists().max_by_key(|list| list.len()));
    own.map(Vec::as_slice).filter(|list| list.iter().any(Value::is_object)).unwrap_or_default()
}

/// The fields by which entries are events as a whole, and by which they are something else.
const OF_EVENTS: [&str; 8] =
    ["city", "country", "location", "place", "date_from", "startDate", "eventStartDate", "_type"];
const OF_OTHERS: [&str; 5] = ["price", "room", "speakers", "login", "bio"];

/// The names of whole events, each on its days, where a value is a list of such and of nothing that they consist of.
pub(crate) fn events(value: &Value) -> Vec<String> {
    let name = |entry: &Value| {
        let fields = Object::new(entry, "en");
        let text = |value: &Value| {
            value.as_str().map(str::to_owned).or_else(|| value.get("date")?.as_str().map(str::to_owned))
        };
        let days =
            fields.fields().filter_map(|(_, value)| text(value)).filter(|text| time::date(text).is_some()).count();
        let is_one = OF_EVENTS.iter().any(|key| fields.get(key).is_some())
            && OF_OTHERS.iter().all(|key| fields.get(key).is_none());
        Some(line(&fields.first(&["name", "title"]))).filter(|name| !name.is_empty() && days > 0 && is_one)
    };
    let names: Vec<String> = longest(value).iter().filter_map(name).collect();
    if names.len() * 2 > longest(value).len() { names } else { Vec::new() }
}

/// Whether entries may be sessions whose fields have other names: something in them is a time.
pub(crate) fn may_be_sessions(value: &Value) -> bool {
    let is_time = |value: &Value| {
        value
            .as_str()
            .is_some_and(|text| time::stamp(text).is_some() || time::clock(text).is_some() && text.contains(':'))
    };
    longest(value).iter().take(LOOKED_AT).any(|entry| Object::new(entry, "").fields().any(|(_, value)| is_time(value)))
}

fn list_of(list: &[Value]) -> String {
    match list.iter().find(|entry| entry.is_object()) {
        Some(entry) => format!("a list of objects with {}", names(&Object::new(entry, ""))),
        None => "a list".to_owned(),
    }
}

fn names(fields: &Object<'_>) -> String {
    let mut names: Vec<String> = fields.fields().map(|(key, _)| line(key)).take(MOST).collect();
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
        None => "no fields".to_owned(),
    }
}
