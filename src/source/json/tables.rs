//! The names that a file's sessions refer to by number, guid, slug or code.

use super::value::{Object, words};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;

/// Rooms, tracks, types or tags, with what refers to them.
#[derive(Default)]
pub(crate) struct Names<'v> {
    by_key: HashMap<Cow<'v, str>, Cow<'v, str>>,
    pub(crate) order: Vec<Cow<'v, str>>,
    /// What colour some of them have, as it is written.
    pub(crate) colours: Vec<(Cow<'v, str>, Cow<'v, str>)>,
}

impl<'v> Names<'v> {
    /// Adds a table of objects with a name and an id, guid, slug or code, and of bare names.
    pub(crate) fn add(&mut self, rows: &'v [Value], language: &'v str) {
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
                    self.by_key.entry(key).or_insert_with(|| name.clone());
                }
            }
            let colour = fields.first(&["color", "colour"]);
            if !colour.is_empty() {
                self.colours.push((name.clone(), colour));
            }
            self.order.push(name);
        }
    }

    /// The name that a key stands for, or the key itself.
    pub(crate) fn of_key(&self, key: &'v str) -> Cow<'v, str> {
        self.by_key.get(key).cloned().unwrap_or(Cow::Borrowed(key))
    }

    /// The name that a value stands for: itself, or what it refers to. A number that refers to nothing is no name.
    pub(crate) fn resolve(&self, value: &'v Value, language: &'v str) -> Cow<'v, str> {
        match value {
            Value::String(key) => self.of_key(key),
            Value::Number(key) => self.by_key.get(key.to_string().as_str()).cloned().unwrap_or_default(),
            Value::Object(_) => {
                let name = words(value, language);
                if !name.trim().is_empty() {
                    return name;
                }
                let fields = Object::new(value, language);
                let keys = ["guid", "id", "slug", "code"].map(|key| fields.text(key));
                let name = keys.iter().find_map(|key| self.by_key.get(key.as_ref()));
                name.map_or_else(|| fields.first(&["title", "label", "tag", "slug"]), Cow::clone)
            }
            Value::Null | Value::Bool(_) | Value::Array(_) => Cow::Borrowed(""),
        }
    }
}
