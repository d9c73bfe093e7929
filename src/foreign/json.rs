//! JSON: a list of ids or of objects, bare or inside an object. EventFahrplan writes `{"lectures": [{"lecture_id", …}]}`.

use super::reading::{ForeignReading, Kind, Reference};
use super::spelling::{instant, keys_of, mark};
use crate::problem::Problem;
use serde_json::{Map, Value};

const LISTS: [&str; 7] = ["lectures", "favorites", "favourites", "bookmarks", "sessions", "events", "ids"];
const KEYS: [&str; 9] = ["guid", "id", "lecture_id", "session_id", "sessionId", "event_id", "uuid", "code", "slug"];

pub(super) fn read(text: &str, file: &str) -> Result<ForeignReading, Problem> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let mut problem = Problem::error(file, format!("this is no valid JSON: {error}"));
        problem.place = Some((error.line(), error.column()));
        problem
    })?;
    let list = value.as_array().or_else(|| LISTS.iter().find_map(|name| value.get(name)?.as_array()));
    let Some(items) = list else {
        if value.get("schedule").is_some() {
            let problem = Problem::error(file, "this is a whole schedule, not somebody's favourites");
            return Err(problem.advise("import it as a schedule"));
        }
        return Err(Problem::error(file, "this JSON holds no list of favourites"));
    };
    let references: Vec<Reference> = items.iter().map(reference).collect();
    let origin = references.iter().find_map(|reference| reference.event.clone());
    Ok(ForeignReading { kind: Kind::Json, references, origin, problems: Vec::new() })
}

fn reference(item: &Value) -> Reference {
    let Value::Object(object) = item else {
        return Reference { keys: word(item).into_iter().collect(), ..Reference::default() };
    };
    let field = |names: &[&str]| names.iter().find_map(|name| word(object.get(*name)?));
    let url = field(&["url", "link"]);
    let mut keys: Vec<String> = KEYS.iter().filter_map(|name| word(object.get(*name)?)).collect();
    keys.extend(url.as_deref().map(keys_of).unwrap_or_default());
    // What others call a note may be anything.
    let event = own_event(object);
    let own = |name: &str| object.get(name).filter(|_| event.is_some());
    Reference {
        keys,
        title: field(&["title", "name"]),
        start: field(&["starts_at", "startsAt", "start", "dateUTC", "date"]).and_then(|time| instant(&time)),
        url,
        mark: object.get("mark").and_then(Value::as_str).and_then(mark),
        seen: own("seen").and_then(Value::as_bool).unwrap_or_default(),
        rating: own("rating").and_then(Value::as_u64).and_then(|rating| u8::try_from(rating).ok()),
        note: own("note").and_then(Value::as_str).unwrap_or_default().to_owned(),
        event,
    }
}

/// The event's id, where the listing of this program gives it: the id of the session then begins with it.
fn own_event(object: &Map<String, Value>) -> Option<String> {
    let event = object.get("event")?.as_str()?;
    let id = object.get("id")?.as_str()?;
    id.strip_prefix(event)?.starts_with('/').then(|| event.to_owned())
}

pub(super) fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
