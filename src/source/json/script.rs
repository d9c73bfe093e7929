//! JavaScript that does nothing but give names to JSON, as KonOpas reads it: `var program = […]; var people = […];`.

use super::text::{Json, parse};
use serde_json::{Deserializer, Map, Value};

/// The values that a script assigns, each under its name; none for a text that is no such script.
pub(crate) fn assigned(text: &str) -> Option<Json> {
    let mut rest = past_comments(text);
    let mut values = Map::new();
    while !rest.is_empty() {
        let (name, value) = rest.split_once('=').filter(|(name, _)| name.len() < 100)?;
        let name = name.rsplit([' ', '.', '\n']).find(|word| !word.is_empty())?;
        let is_name = name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '$'));
        let mut found = Deserializer::from_str(value).into_iter::<Value>();
        match found.next().filter(|_| is_name && value.trim_start().starts_with(['[', '{']))? {
            Ok(one) => {
                values.insert(name.to_owned(), one);
                rest = past_comments(value.get(found.byte_offset()..)?.trim_start().trim_start_matches(';'));
            }
            // What is not quite JSON is mended up to the end of the text.
            Err(_) => {
                let Json { value, broken } = parse(value.trim_end().trim_end_matches(';')).ok()?;
                values.insert(name.to_owned(), value);
                return Some(Json { value: Value::Object(values), broken });
            }
        }
    }
    (!values.is_empty()).then_some(Json { value: Value::Object(values), broken: None })
}

fn past_comments(text: &str) -> &str {
    let text = text.trim_start();
    let comment = match text.get(..2) {
        Some("//") => text.split_once('\n').map_or("", |(_, rest)| rest),
        Some("/*") => text.split_once("*/").map_or("", |(_, rest)| rest),
        _ => return text,
    };
    past_comments(comment)
}
