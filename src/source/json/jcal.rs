//! jCal, iCalendar as JSON (RFC 7265): it is written out as iCalendar and read as that.

use super::text::Json;
use super::value::{Object, words};
use crate::model::Schedule;
use crate::problem::Problem;
use crate::source::{Options, icalendar};
use serde_json::Value;

/// The deepest nesting of components that is followed.
const DEEPEST: usize = 8;

pub(crate) fn recognises(value: &Value) -> bool {
    let is_calendar = |value: &Value| {
        value.get(0).and_then(Value::as_str).is_some_and(|name| name.eq_ignore_ascii_case("vcalendar"))
            && value.get(2).is_some_and(Value::is_array)
    };
    is_calendar(value) || value.get(0).is_some_and(is_calendar)
}

pub(crate) fn read(json: &Json, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
    let mut text = String::new();
    match json.value.get(0) {
        Some(Value::Array(_)) => {
            json.value.as_array().into_iter().flatten().for_each(|one| component(one, 0, &mut text))
        }
        _ => component(&json.value, 0, &mut text),
    }
    let (schedule, mut problems) = icalendar::read(&text, options)?;
    // The lines are those of no file.
    problems.iter_mut().for_each(|problem| problem.place = None);
    problems.extend(json.broken.clone().map(|broken| Problem { file: options.file.clone(), ..broken }));
    Ok((schedule, problems))
}

fn component(value: &Value, depth: usize, text: &mut String) {
    let Some([Value::String(name), Value::Array(properties), Value::Array(inner)]) =
        value.as_array().map(Vec::as_slice)
    else {
        return;
    };
    let name = name.to_uppercase();
    text.push_str(&format!("BEGIN:{name}\n"));
    properties.iter().for_each(|value| property(value, text));
    if depth < DEEPEST {
        inner.iter().for_each(|one| component(one, depth + 1, text));
    }
    text.push_str(&format!("END:{name}\n"));
}

/// `["dtstart", {"tzid": "Europe/Berlin"}, "date-time", "2026-09-14T09:00:00"]`
fn property(value: &Value, text: &mut String) {
    let Some([Value::String(name), parameters, Value::String(kind), values @ ..]) = value.as_array().map(Vec::as_slice)
    else {
        return;
    };
    text.push_str(&name.to_uppercase());
    for (name, value) in Object::new(parameters, "").fields() {
        text.push_str(&format!(";{}=\"{}\"", name.to_uppercase(), words(value, "").replace(['"', '\n', '\r'], "'")));
    }
    let values: Vec<String> = values.iter().map(|value| written(value, kind)).collect();
    text.push_str(&format!(":{}\n", values.join(",")));
}

fn written(value: &Value, kind: &str) -> String {
    match value {
        Value::Object(rule) => {
            let parts = rule.iter().map(|(key, value)| format!("{}={}", key.to_uppercase(), written(value, kind)));
            parts.collect::<Vec<_>>().join(";")
        }
        Value::Array(list) => {
            let parted = if kind == "period" { "/" } else { "," };
            list.iter().map(|value| written(value, kind)).collect::<Vec<_>>().join(parted)
        }
        _ => {
            let text = words(value, "").replace('\r', "");
            let escaped = || text.replace('\\', "\\\\").replace('\n', "\\n").replace(',', "\\,").replace(';', "\\;");
            if kind == "text" { escaped() } else { text.replace('\n', " ") }
        }
    }
}
