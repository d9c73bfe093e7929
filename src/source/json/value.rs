//! Access to JSON values that minds neither what is missing nor what has another type than expected.

use serde_json::{Map, Value};
use std::borrow::Cow;

/// An object of the source. A field that is absent, null or of a type that cannot be meant reads as empty.
#[derive(Clone, Copy)]
pub(crate) struct Object<'v> {
    fields: Option<&'v Map<String, Value>>,
    /// The language preferred where a text is given in several.
    language: &'v str,
}

impl<'v> Object<'v> {
    pub(crate) fn new(value: &'v Value, language: &'v str) -> Self {
        Self { fields: value.as_object(), language }
    }

    pub(crate) fn in_language(self, language: &'v str) -> Self {
        Self { language, ..self }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_none_or(Map::is_empty)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'v Value> {
        self.fields?.get(key).filter(|value| !value.is_null())
    }

    pub(crate) fn object(&self, key: &str) -> Self {
        Self { fields: self.get(key).and_then(Value::as_object), language: self.language }
    }

    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'v str, &'v Value)> + use<'v> {
        self.fields.into_iter().flatten().map(|(key, value)| (key.as_str(), value))
    }

    pub(crate) fn text(&self, key: &str) -> Cow<'v, str> {
        self.get(key).map_or(Cow::Borrowed(""), |value| words(value, self.language))
    }

    pub(crate) fn first(&self, keys: &[&str]) -> Cow<'v, str> {
        let texts = keys.iter().map(|key| self.text(key));
        texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default()
    }

    pub(crate) fn list(&self, key: &str) -> &'v [Value] {
        self.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// Whether a field says yes, also where it is written as a number or a word.
    pub(crate) fn says_yes(&self, key: &str) -> bool {
        match self.get(key) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::Number(number)) => number.as_f64() != Some(0.0),
            Some(Value::String(word)) => matches!(word.trim().to_ascii_lowercase().as_str(), "true" | "yes" | "1"),
            _ => false,
        }
    }
}

/// Whether a value has all the paths of one of these sets: `schedule.conference`, and `[].title` for what one of the
/// first entries of a list has.
pub(crate) fn has_one_of(value: &Value, sets: &[&[&str]]) -> bool {
    sets.iter().any(|paths| paths.iter().all(|path| has(value, path)))
}

/// How many entries of a list are looked at to see what it is a list of: the first may be a break, or empty.
pub(crate) const LOOKED_AT: usize = 20;

fn has(value: &Value, path: &str) -> bool {
    let (key, rest) = path.split_once('.').unwrap_or((path, ""));
    let below = |value: &Value| rest.is_empty() || has(value, rest);
    match (value, key) {
        (Value::Array(list), "[]") => list.iter().take(LOOKED_AT).any(below),
        (Value::Object(fields), key) => fields.get(key).is_some_and(below),
        _ => false,
    }
}

/// The text of a value: a string as it is, a number in digits, of an object of languages the preferred one, then
/// English, then the first, and of an object with a name its name.
pub(crate) fn words<'v>(value: &'v Value, language: &str) -> Cow<'v, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Object(fields) => {
            let texts = || {
                let texts = fields.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)));
                texts.filter(|(key, text)| is_language(key) && !text.trim().is_empty())
            };
            let in_language = |wanted: &str| texts().find(|(key, _)| head(key).eq_ignore_ascii_case(head(wanted)));
            let text = in_language(language).or_else(|| in_language("en")).or_else(|| texts().next());
            match (text, fields.get("name")) {
                (Some((_, text)), _) => Cow::Borrowed(text),
                // One step only: a name that has a name in turn means nothing.
                (None, Some(Value::String(name))) => Cow::Borrowed(name),
                (None, Some(name @ Value::Object(inner))) if !inner.contains_key("name") => words(name, language),
                _ => Cow::Borrowed(""),
            }
        }
        Value::Null | Value::Bool(_) | Value::Array(_) => Cow::Borrowed(""),
    }
}

/// `de`, `pt-BR`, `de_formal`.
fn is_language(key: &str) -> bool {
    matches!(head(key).len(), 2 | 3) && head(key).bytes().all(|byte| byte.is_ascii_lowercase()) && head(key) != "id"
}

fn head(key: &str) -> &str {
    key.split(['-', '_']).next().unwrap_or(key)
}

/// Whether a value holds nothing: null, `""`, `[]` or `{}`.
pub(crate) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
