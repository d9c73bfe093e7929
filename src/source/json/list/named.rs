//! People as lists of sessions name them.

use crate::source::text::{Person, people_listed};
use serde_json::{Value, json};

/// The people of a field: a list of objects, of ids or of names; one of these; or a text with several names.
pub(super) fn people(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list.iter().map(|one| one.as_str().map_or_else(|| one.clone(), person)).collect(),
        // One alone may be an id.
        Value::String(text) if people_listed(text).len() < 2 => vec![person(text)],
        Value::String(text) => {
            let listed = people_listed(text);
            listed.into_iter().map(|Person { name, organisation, title, .. }| json!({"name": name, "organisation": organisation, "position": title})).collect()
        }
        Value::Object(_) | Value::Number(_) => vec![value.clone()],
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// A name with the organisation in brackets behind it, or an id. A part that one has is seen by whoever credits them.
fn person(text: &str) -> Value {
    match people_listed(text).as_slice() {
        [Person { name, organisation: Some(organisation), .. }] => json!({"name": name, "organisation": organisation}),
        _ => Value::String(text.to_owned()),
    }
}
