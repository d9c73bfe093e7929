//! The names that a file's sessions refer to by number, guid, slug or code.

use super::value::{Object, words};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;

/// Rooms, tracks, types or tags, with what refers to them.
#[derive(Default)]
pub(super) struct Names {
    by_key: HashMap<String, String>,
    /// The names in the order of the source.
    order: Vec<String>,
}

impl Names {
    /// Adds a table of objects with a name and an id, guid, slug or code, and of bare names.
    pub(super) fn add(&mut self, rows: &[Value], language: &str) {
        for row in rows {
            let fields = Object::new(row, language);
            let name = fields.first(&["name", "title", "label", "tag"]);
            let name = if name.is_empty() { words(row, language) } else { name };
            if name.trim().is_empty() {
                continue;
            }
            for key in ["id", "guid", "slug", "code"] {
                let key = fields.text(key);
                if !key.is_empty() {
                    self.by_key.entry(key.into_owned()).or_insert_with(|| name.clone().into_owned());
                }
            }
            self.order.push(name.into_owned());
        }
    }

    /// Adds a name that stands after those so far.
    pub(super) fn add_name(&mut self, name: &str) {
        self.order.push(name.to_owned());
    }

    pub(super) fn in_order(&self) -> &[String] {
        &self.order
    }

    /// The name that a key stands for, or the key itself.
    pub(super) fn of_key<'k>(&'k self, key: &'k str) -> &'k str {
        self.by_key.get(key).map_or(key, String::as_str)
    }

    /// The name that a value stands for: itself, or what it refers to. A number that refers to nothing is no name.
    pub(super) fn resolve<'v>(&'v self, value: &'v Value, language: &'v str) -> Cow<'v, str> {
        match value {
            Value::String(key) => Cow::Borrowed(self.of_key(key)),
            Value::Number(key) => {
                self.by_key.get(&key.to_string()).map_or(Cow::Borrowed(""), |name| Cow::Borrowed(name))
            }
            Value::Object(_) => {
                let name = words(value, language);
                if !name.trim().is_empty() {
                    return name;
                }
                let fields = Object::new(value, language);
                let keys = ["guid", "id", "slug", "code"].map(|key| fields.text(key));
                let name = keys.iter().find_map(|key| self.by_key.get(key.as_ref()));
                name.map_or_else(|| fields.first(&["title", "label", "tag", "slug"]), |name| Cow::Borrowed(name))
            }
            Value::Null | Value::Bool(_) | Value::Array(_) => Cow::Borrowed(""),
        }
    }
}
