//! Lists that others keep: Giggity's menu, the events of a pretalx.

use super::conference::Conference;
use crate::model::{RoomEntry, RoomSpot, Zone};
use crate::sanitise::clean_json;
use chrono::NaiveDate;
use serde_json::{Map, Value};

/// What is no list of conferences.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is no list of conferences: {}", .why.as_deref().unwrap_or("neither a menu as Giggity has it nor the events of a pretalx"))]
pub struct NotAList {
    /// What is wrong with it as JSON.
    pub why: Option<String>,
    /// The line and the column of that, from 1.
    pub place: Option<(usize, usize)>,
}

impl NotAList {
    const OTHER: Self = Self { why: None, place: None };

    fn broken(error: &serde_json::Error) -> Self {
        let told = error.to_string();
        // The place is told by whoever tells the problem.
        let why = told.split(" at line ").next().unwrap_or(&told);
        Self { why: Some(format!("no JSON, {why}")), place: Some((error.line(), error.column())) }
    }
}

/// The conferences of a list that came from an address, and whose list it is. Entries without a name or an address are
/// passed over.
///
/// # Errors
/// [`NotAList`].
pub fn read(text: &str, address: &str, from: &str) -> Result<Vec<Conference>, NotAList> {
    let mut list: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| NotAList::broken(&error))?;
    clean_json(&mut list);
    if let Some(menu) = list.get("schedules").and_then(Value::as_array) {
        return Ok(menu.iter().filter_map(Value::as_object).filter_map(|entry| of_menu(entry, from)).collect());
    }
    let events = list.as_array().or_else(|| list.get("results")?.as_array()).ok_or(NotAList::OTHER)?;
    let is_pretalx = |entry: &Map<String, Value>| entry.contains_key("slug") && entry.contains_key("date_from");
    if events.is_empty() || !events.iter().filter_map(Value::as_object).any(is_pretalx) {
        return Err(NotAList::OTHER);
    }
    let host = address.split("/api/events").next().unwrap_or_default();
    Ok(events.iter().filter_map(Value::as_object).filter_map(|entry| of_pretalx(entry, host, from)).collect())
}

fn of_menu(entry: &Map<String, Value>, from: &str) -> Option<Conference> {
    let conference = conference(entry, ["start", "end"], text(entry, "title")?, text(entry, "url")?, from)?;
    // Some have the rooms where they belong, some beside.
    let rooms = entry.get("metadata").and_then(|more| more.get("rooms")).or_else(|| entry.get("rooms"));
    let rooms = rooms.and_then(Value::as_array).into_iter().flatten();
    Some(Conference { rooms: rooms.filter_map(Value::as_object).flat_map(rooms_of_menu).collect(), ..conference })
}

/// Where the rooms are whose names have this form. What says no place, as many only say where a map is, is passed over.
fn rooms_of_menu(entry: &Map<String, Value>) -> Vec<RoomSpot> {
    let number = |key: &str| entry.get(key).and_then(Value::as_f64);
    let point = entry.get("latlon").and_then(Value::as_array).filter(|point| point.len() == 2);
    let degrees = |at: usize| point.and_then(|point| point.get(at)?.as_f64());
    let (lat, lon) = (degrees(0).or_else(|| number("lat")), degrees(1).or_else(|| number("lon")));
    let floor = entry.get("floor").and_then(Value::as_i64).and_then(|floor| i16::try_from(floor).ok());
    let names = text(entry, "name").and_then(|name| patterns(&name)).unwrap_or_default().into_iter();
    let room = |name| RoomSpot::try_from(RoomEntry { name, x: number("x"), y: number("y"), lat, lon, floor }).ok();
    names.filter_map(room).collect()
}

/// The patterns that say the same as a regular expression; none where it says more than they can.
fn patterns(expression: &str) -> Option<Vec<String>> {
    let mut all = vec![String::new()];
    let mut letters = expression.trim_start_matches('^').trim_end_matches('$').chars().peekable();
    while let Some(letter) = letters.next() {
        let wanted = match letter {
            '\\' => letters.next().filter(|letter| !letter.is_alphanumeric())?,
            '.' if letters.next_if_eq(&'*').is_some() => '*',
            '.' => '?',
            '|' => {
                all.push(String::new());
                continue;
            }
            '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '^' | '$' => return None,
            letter => letter,
        };
        all.last_mut()?.push(wanted);
    }
    Some(all)
}

fn of_pretalx(entry: &Map<String, Value>, host: &str, from: &str) -> Option<Conference> {
    let name = match entry.get("name")? {
        Value::Object(languages) => {
            text(languages, "en").or_else(|| languages.values().find_map(Value::as_str).map(str::to_owned))?
        }
        other => other.as_str()?.to_owned(),
    };
    let address = format!("{host}/{}/schedule/export/schedule.xml", text(entry, "slug")?);
    conference(entry, ["date_from", "date_to"], name, address, from)
}

fn conference(
    entry: &Map<String, Value>,
    [first, last]: [&str; 2],
    name: String,
    address: String,
    from: &str,
) -> Option<Conference> {
    let day = |key| NaiveDate::parse_from_str(text(entry, key)?.get(..10)?, "%Y-%m-%d").ok();
    let days = day(first).map(|first| (first, day(last).unwrap_or(first)));
    let zone = text(entry, "timezone").and_then(|zone| Zone::parse(&zone));
    let also = text(entry, "slug").or_else(|| text(entry, "id")).into_iter().collect();
    (!name.is_empty() && address.contains("://")).then(|| Conference {
        name,
        also,
        address,
        days,
        exact: true,
        place: None,
        zone,
        rooms: Vec::new(),
        from: from.to_owned(),
    })
}

fn text(entry: &Map<String, Value>, key: &str) -> Option<String> {
    Some(entry.get(key)?.as_str()?.trim().to_owned()).filter(|text| !text.is_empty())
}
