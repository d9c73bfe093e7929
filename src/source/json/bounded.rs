//! JSON values of which no list is longer than that of the sessions of the largest event.

use crate::problem::Problem;
use crate::words::thousands;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::Cell;
use std::fmt;

/// The most values of one list, and of one object, that are kept.
const MOST: usize = 200_000;

/// Reads a JSON text; with a problem where a list in it was longer than what is kept of one.
pub(super) fn bounded(text: &str) -> serde_json::Result<(Value, Option<Problem>)> {
    let longest = Cell::new(0);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Bounded { longest: &longest }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    let long = (longest.get() > MOST).then(|| {
        let message = format!("a list has {} values; {} are kept", thousands(longest.get()), thousands(MOST));
        Problem::warning("", message)
    });
    Ok((value, long))
}

/// What makes a value of what stands in the text, as the values of serde_json are made.
#[derive(Clone, Copy)]
struct Bounded<'l> {
    /// How many values the longest list has.
    longest: &'l Cell<usize>,
}

impl Bounded<'_> {
    fn met(self, length: usize) {
        self.longest.set(self.longest.get().max(length));
    }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any valid JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Value, A::Error> {
        let (mut list, mut length) = (Vec::new(), 0);
        while list.len() < MOST
            && let Some(value) = values.next_element_seed(self)?
        {
            list.push(value);
            length += 1;
        }
        while length >= MOST && values.next_element::<IgnoredAny>()?.is_some() {
            length += 1;
        }
        self.met(length);
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let (mut map, mut length) = (Map::new(), 0);
        while map.len() < MOST
            && let Some(key) = entries.next_key::<String>()?
        {
            map.insert(key, entries.next_value_seed(self)?);
            length += 1;
        }
        while map.len() >= MOST && entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            length += 1;
        }
        self.met(length);
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_serde_json() {
        for text in [
            r#"{"a": [1, -2, 3.5, 1e300, 18446744073709551615, 1e999], "b": null, "a": {"c": "\u00e9\n"}, "d": [true, []]}"#,
            "7",
            "[1,",
            "[1]]",
            "{\"a\"}",
        ] {
            let expected = serde_json::from_str::<Value>(text).map_err(|error| error.to_string());
            let read = bounded(text).map(|(value, _)| value).map_err(|error| error.to_string());
            assert_eq!(read, expected, "{text}");
        }
        let deep = "[".repeat(1_000);
        assert!(bounded(&deep).is_err());
    }

    #[test]
    fn of_a_list_longer_than_any_the_beginning_is_kept_and_both_numbers_are_told() {
        let text = format!("[[{}0],1]", "0,".repeat(MOST));
        let (value, long) = bounded(&text).unwrap();
        assert_eq!((value[0].as_array().unwrap().len(), &value[1]), (MOST, &Value::from(1)));
        assert_eq!(long.unwrap().message, "a list has 200,001 values; 200,000 are kept");
        assert_eq!(bounded("[1]").unwrap().1, None);
    }
}
