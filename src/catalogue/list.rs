//! Lists that others keep: Giggity's menu, the events of a pretalx.

use super::conference::Conference;
use crate::model::Zone;
use crate::sanitise::clean_json;
use chrono::NaiveDate;
use serde_json::{Map, Value};

/// What is no list of conferences.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is no list of conferences: neither a menu as Giggity has it nor the events of a pretalx")]
pub struct NotAList;

/// The conferences of a list that came from an address, and whose list it is. Entries without a name or an address are
/// passed over.
///
/// # Errors
/// [`NotAList`].
pub fn read(text: &str, address: &str, from: &str) -> Result<Vec<Conference>, NotAList> {
    let mut list: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| NotAList)?;
    clean_json(&mut list);
    if let Some(menu) = list.get("schedules").and_then(Value::as_array) {
        return Ok(menu.iter().filter_map(Value::as_object).filter_map(|entry| of_menu(entry, from)).collect());
    }
    let events = list.as_array().or_else(|| list.get("results")?.as_array()).ok_or(NotAList)?;
    let is_pretalx = |entry: &Map<String, Value>| entry.contains_key("slug") && entry.contains_key("date_from");
    if events.is_empty() || !events.iter().filter_map(Value::as_object).any(is_pretalx) {
        return Err(NotAList);
    }
    let host = address.split("/api/events").next().unwrap_or_default();
    Ok(events.iter().filter_map(Value::as_object).filter_map(|entry| of_pretalx(entry, host, from)).collect())
}

fn of_menu(entry: &Map<String, Value>, from: &str) -> Option<Conference> {
    conference(entry, ["start", "end"], text(entry, "title")?, text(entry, "url")?, from)
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
        from: from.to_owned(),
    })
}

fn text(entry: &Map<String, Value>, key: &str) -> Option<String> {
    Some(entry.get(key)?.as_str()?.trim().to_owned()).filter(|text| !text.is_empty())
}
