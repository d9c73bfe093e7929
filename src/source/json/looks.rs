//! What JSON looks like that is no schedule.

use super::table;
use super::value::Object;
use crate::source::text::line;
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
