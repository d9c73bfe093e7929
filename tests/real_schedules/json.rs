//! The JSON formats, walked as plain values: no reader is asked.

use super::{Facts, File, assert_told, bytes, reading};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const NULL: Value = Value::Null;

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("").trim()
}

fn instant(value: &Value) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text(value)).unwrap().to_utc()
}

fn distinct<'v>(texts: impl Iterator<Item = &'v str>) -> usize {
    texts.filter(|text| !text.is_empty()).collect::<BTreeSet<_>>().len()
}

/// The names of people, or their ids where each id belongs to one name.
fn people<'v>(people: impl Iterator<Item = &'v Value>) -> usize {
    let name = |person: &Value| {
        let names = ["public_name", "full_public_name", "name"].map(|key| text(&person[key]));
        let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        name.trim().to_lowercase().nfd().filter(|letter| !is_combining_mark(*letter)).collect::<String>()
    };
    let people: Vec<(String, &Value)> =
        people.map(|person| (name(person), person)).filter(|(name, _)| !name.is_empty()).collect();
    // An id that two names share is that of nobody: they are told apart by these.
    let mut of_id: BTreeMap<String, BTreeSet<&String>> = BTreeMap::new();
    for (name, person) in &people {
        of_id.entry(person["id"].to_string()).or_default().insert(name);
    }
    let key = |person: &Value| {
        let id = person["id"].to_string();
        let good = of_id[&id].len() == 1 && id != "null";
        let keys = ["guid", "code"].iter().map(|key| person[key].to_string()).filter(|key| key != "null");
        keys.chain(good.then_some(id)).next()
    };
    let keys: BTreeSet<String> = people.iter().filter_map(|(_, person)| key(person)).collect();
    let keyed: BTreeSet<&String> =
        people.iter().filter(|(_, person)| key(person).is_some()).map(|(name, _)| name).collect();
    let names: BTreeSet<&String> = people.iter().map(|(name, _)| name).collect();
    keys.len() + names.difference(&keyed).count()
}

const VERSION_1: [File; 9] = [
    ("frab-json", "36c3-everything.json"),
    ("frab-json", "klimacamp-2015.json"),
    ("frab-json", "pyfahrplan-32.json"),
    ("frab-json", "voc-example-frab-camp2019.json"),
    ("frab-json", "voc-example-invalid-example.json"),
    ("frab-json", "voc-example-pretalx-democon.json"),
    ("frab-json", "voc-example-pretalx-rc3.json"),
    ("refresh-pairs", "35c3-2018-12-18.json"),
    ("refresh-pairs", "35c3-2018-12-22.json"),
];

const VERSION_2: File = ("frab-json", "voc-example-hub-schedule2.json");
const GRID: File = ("pretalx-api-json", "pyconfr-2024.json");
const SESSIONIZE: File = ("sessionize-json", "global-azure-2024.json");
const SYMPOSION: File = ("symposion-json", "pycon-us-2024.json");

pub(super) fn files() -> Vec<File> {
    VERSION_1.into_iter().chain([VERSION_2, GRID, SESSIONIZE, SYMPOSION]).collect()
}

#[test]
fn what_is_read_of_version_1_is_what_its_days_and_rooms_hold() {
    for (kind, name) in VERSION_1 {
        let Some(bytes) = bytes(kind, name) else { continue };
        let file: Value = serde_json::from_slice(&bytes).unwrap();
        let days = list(&file["schedule"]["conference"]["days"]);
        let mut events = Vec::new();
        for day in days {
            for (room, list) in day["rooms"].as_object().unwrap() {
                events.extend(list.as_array().unwrap().iter().map(|event| (text(&day["date"]), room.trim(), event)));
            }
        }
        // Where all others are an hour ahead of UTC, what claims to be in UTC is the clock on the wall.
        let ahead = events.iter().filter(|(_, _, event)| text(&event["date"]).ends_with("+01:00")).count();
        let starts = || {
            events.iter().map(|(_, _, event)| {
                let date = text(&event["date"]);
                let is_wall = ahead * 3 > events.len() * 2
                    && date.ends_with("+00:00")
                    && date.contains(&format!("T{}", text(&event["start"])));
                instant(&event["date"]) - chrono::TimeDelta::hours(i64::from(is_wall))
            })
        };
        let expected = Facts {
            sessions: events.len(),
            rooms: distinct(events.iter().map(|(_, room, _)| *room)),
            days: distinct(events.iter().map(|(day, _, _)| *day)),
            speakers: people(events.iter().flat_map(|(_, _, event)| list(&event["persons"]))),
            first: starts().min(),
            last: starts().max(),
        };
        assert_eq!(Facts::of(&reading(&bytes, name)), expected, "{name}");
    }
}

#[test]
fn what_is_read_of_version_2_is_what_its_list_holds() {
    let (kind, name) = VERSION_2;
    let Some(bytes) = bytes(kind, name) else { return };
    let file: Value = serde_json::from_slice(&bytes).unwrap();
    let events = list(&file["schedule"]["events"]);
    let days = list(&file["schedule"]["conference"]["days"]);
    let day_of = |start: DateTime<Utc>| {
        let inside = |day: &&Value| (instant(&day["start"])..instant(&day["end"])).contains(&start);
        text(&days.iter().find(inside).unwrap()["date"])
    };
    let starts = || events.iter().map(|event| instant(&event["start"]));
    let expected = Facts {
        sessions: events.len(),
        rooms: distinct(events.iter().map(|event| text(&event["room"]["name"]))),
        days: distinct(starts().map(day_of)),
        speakers: people(events.iter().flat_map(|event| list(&event["participants"]))),
        first: starts().min(),
        last: starts().max(),
    };
    assert_eq!(Facts::of(&reading(&bytes, name)), expected);
}

#[test]
fn what_is_read_of_a_grid_is_what_its_cells_hold() {
    let (kind, name) = GRID;
    let Some(bytes) = bytes(kind, name) else { return };
    let file: Value = serde_json::from_slice(&bytes).unwrap();
    let mut talks = Vec::new();
    for section in ["schedule", "sprints"] {
        let rows = file[section].as_object().unwrap().values().flat_map(|day| day.as_object().unwrap().values());
        talks.extend(rows.flat_map(|row| row.as_object().unwrap().values()).filter(|cell| !cell["code"].is_null()));
    }
    // Meals have a day and a minute, and end nobody knows when.
    let mut starts: Vec<DateTime<Utc>> = talks.iter().map(|talk| instant(&talk["slot"]["start"])).collect();
    for (day, meals) in file["extra"].as_object().unwrap() {
        let midnight = DateTime::parse_from_rfc3339(&format!("{day}T00:00:00+01:00")).unwrap().to_utc();
        let minutes = meals.as_object().unwrap().keys().map(|minutes| minutes.parse().unwrap());
        starts.extend(minutes.map(|minutes| midnight + chrono::TimeDelta::minutes(minutes)));
    }
    let expected = Facts {
        sessions: starts.len(),
        rooms: distinct(talks.iter().map(|talk| text(&talk["slot"]["room"]["fr"]))),
        days: starts.iter().map(|start| start.date_naive()).collect::<BTreeSet<_>>().len(),
        speakers: distinct(talks.iter().flat_map(|talk| list(&talk["speakers"])).map(|person| text(&person["code"]))),
        first: starts.iter().min().copied(),
        last: starts.iter().max().copied(),
    };
    assert_eq!(Facts::of(&reading(&bytes, name)), expected);
}

#[test]
fn what_is_read_of_sessionize_is_what_its_lists_hold() {
    let (kind, name) = SESSIONIZE;
    let Some(bytes) = bytes(kind, name) else { return };
    let file: Value = serde_json::from_slice(&bytes).unwrap();
    let sessions = list(&file["sessions"]);
    let starts = || sessions.iter().map(|session| text(&session["startsAt"]).parse::<NaiveDateTime>().unwrap());
    let rooms: BTreeSet<String> = sessions.iter().map(|session| session["roomId"].to_string()).collect();
    let expected = Facts {
        sessions: sessions.len(),
        rooms: rooms.len(),
        days: starts().map(|start| start.date()).collect::<BTreeSet<NaiveDate>>().len(),
        speakers: list(&file["speakers"]).iter().filter(|person| !list(&person["sessions"]).is_empty()).count(),
        first: starts().min().map(|start| start.and_utc()),
        last: starts().max().map(|start| start.and_utc()),
    };
    let reading = reading(&bytes, name);
    assert_eq!(Facts::of(&reading), expected);
    assert!(reading.problems.iter().any(|problem| problem.to_string().contains("--zone")), "{:?}", reading.problems);
}

#[test]
fn what_is_read_of_symposion_is_what_its_list_holds() {
    let (kind, name) = SYMPOSION;
    let Some(bytes) = bytes(kind, name) else { return };
    let file: Value = serde_json::from_slice(&bytes).unwrap();
    let items = list(&file["schedule"]);
    // The poster session holds its posters. Each is a session too, for each has a number, a page, people and a text of
    // its own; and so is what holds them, for the programme lists it as such and it alone has a time and a room.
    let posters = || items.iter().flat_map(|item| list(item.get("sessions").unwrap_or(&NULL)));
    assert_eq!((items.len(), posters().count()), (209, 27));
    let starts = || items.iter().map(|item| instant(&item["start"]));
    let speakers = items.iter().chain(posters()).flat_map(|item| list(item.get("speakers").unwrap_or(&NULL)));
    let expected = Facts {
        sessions: items.len() + posters().count(),
        rooms: distinct(items.iter().map(|item| text(&item["room"]))),
        days: distinct(items.iter().map(|item| &text(&item["start"])[..10])),
        speakers: people(speakers),
        first: starts().min(),
        last: starts().max(),
    };
    let reading = reading(&bytes, name);
    assert_eq!(Facts::of(&reading), expected);
    let sessions = &reading.schedule.sessions;
    for holder in items {
        let of = |item: &Value| {
            let id = item["conf_key"].to_string();
            sessions.iter().find(|session| session.id == id).unwrap()
        };
        for poster in list(holder.get("sessions").unwrap_or(&NULL)) {
            assert_eq!((of(poster).slot, of(poster).room), (of(holder).slot, of(holder).room), "{}", poster["name"]);
        }
    }
}

#[test]
fn the_example_that_breaks_the_rules_is_read_with_what_it_breaks() {
    let name = "voc-example-invalid-example.json";
    let Some(bytes) = bytes("frab-json", name) else { return };
    let expected = [
        "the conference is said to have 3 days; it lists 1",
        "the rooms stand beside the conference instead of in it",
        "'2814': an id should be a whole number",
        "'dsadf': the id of a person should be a whole number",
        "'MÄaN0': the code of a person should be of letters A to Z and digits",
    ];
    assert_told(&reading(&bytes, name), &expected);
}
