//! JavaScript that does nothing but give names to JSON, as KonOpas reads it: `var program = […]; var people = […];`.

use super::text::{Json, parse};
use crate::problem::Problem;
use crate::source::scan::json::tokens;
use serde_json::{Deserializer, Map, Value};

/// The values that a script assigns, each under its name; none for a text that is no such script.
pub(crate) fn assigned(text: &str) -> Option<Json> {
    let mut rest = past_comments(text);
    let (mut values, mut broken) = (Map::new(), None);
    while !rest.is_empty() {
        // What the script does with them is no matter of ours.
        let Some((name, value)) = rest.split_once('=').filter(|(name, _)| name.len() < 100) else { break };
        let Some(name) = name.rsplit([' ', '.', '\n']).find(|word| !word.is_empty()) else { break };
        let is_name = name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '$'));
        let value = value.trim_start();
        if !is_name || !value.starts_with(['[', '{']) {
            break;
        }
        let mut found = Deserializer::from_str(value).into_iter::<Value>();
        let (one, end) = match found.next()? {
            Ok(one) => (one, found.byte_offset()),
            // What is not quite JSON is mended, up to where its brackets close.
            Err(_) => {
                let end = end_of(value).unwrap_or(value.len());
                let json = parse(value.get(..end)?.trim_end().trim_end_matches(';')).ok()?;
                // Its place is one within the brackets.
                broken = broken.or(json.broken).map(|broken: Problem| Problem { place: None, ..broken });
                (json.value, end)
            }
        };
        values.insert(name.to_owned(), one);
        rest = past_comments(value.get(end..)?.trim_start().trim_start_matches(';'));
    }
    (!values.is_empty()).then_some(Json { value: Value::Object(values), broken })
}

/// Where the value ends that a text begins with, by its brackets.
fn end_of(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for token in tokens(text) {
        match token.byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(token.last + 1);
        }
    }
    None
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
