//! Where the sessions stand, and what becomes a row of each.

use super::groups::{LISTS, Rows, gathered, is_by_day, joined};
use super::times::{self, Found, Order};
use crate::source::json::value::{LOOKED_AT, Object, has_one_of, words};
use crate::source::time;
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// The rows of a value, as many of them as are wanted; none where it holds no list of objects.
pub(super) fn rows(value: &Value, most: usize) -> Option<Rows<'_>> {
    let known = [indico, cfp_dev, devoxx, wordcamp, hoverboard, open_feedback, linked_data];
    if let Some(rows) = known.iter().find_map(|rows| rows(value, most)) {
        return Some(rows);
    }
    if is_wrapped(value) {
        let mut inner = unwrapped(value);
        let only = |inner: &Value| {
            let fields = inner.as_object().filter(|fields| fields.len() == 1)?;
            fields.values().next().filter(|only| only.is_object()).cloned()
        };
        while let Some(only) = only(&inner) {
            inner = only;
        }
        let list = rows(&inner, most)?.list.into_iter().map(|row| Cow::Owned(row.into_owned())).collect();
        return Some(Rows { event: Some(inner), ..Rows::new(list, "sessions") });
    }
    if value.is_array() || is_by_day(value) {
        return Some(gathered(value, most, "")).filter(|rows| !rows.list.is_empty());
    }
    let root = Object::new(value, "");
    let deeper = ["data", "event", "conference", "schedule"].map(|key| root.object(key));
    let lists = [root]
        .into_iter()
        .chain(deeper)
        .flat_map(|fields| LISTS.iter().filter_map(move |key| Some((*key, fields.get(key)?))));
    lists.map(|(key, list)| gathered(list, most, key)).find(|rows| !rows.list.is_empty())
}

/// What an object is the wrap of: GraphQL's `edges` of `node`, or `nodes`, and `data` with `attributes` of Strapi.
fn wrapped_in(fields: &Map<String, Value>) -> Option<&Value> {
    const BESIDE: [&str; 8] = ["edges", "nodes", "node", "cursor", "pageInfo", "totalCount", "__typename", "count"];
    let is_wrap = || fields.keys().all(|key| BESIDE.contains(&key.as_str()));
    let has_attributes = |inner: &&Value| {
        let first = inner.as_array().map_or(Some(*inner), |list| list.first());
        first.is_some_and(|first| first.get("attributes").is_some())
    };
    let of_strapi = || fields.get("data").filter(|_| fields.len() == 1).filter(has_attributes);
    ["edges", "nodes", "node"].iter().find_map(|key| fields.get(*key)).filter(|_| is_wrap()).or_else(of_strapi)
}

fn is_wrapped(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.iter().take(LOOKED_AT).any(is_wrapped),
        Value::Object(fields) => wrapped_in(fields).is_some() || fields.values().take(LOOKED_AT).any(is_wrapped),
        _ => false,
    }
}

fn unwrapped(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(unwrapped).collect(),
        Value::Object(fields) => wrapped_in(fields).map_or_else(
            || {
                let attributes = fields.get("attributes").and_then(Value::as_object);
                let all = attributes.into_iter().flatten().chain(fields.iter().filter(|(key, _)| *key != "attributes"));
                all.map(|(key, value)| (key.clone(), unwrapped(value))).collect()
            },
            unwrapped,
        ),
        _ => value.clone(),
    }
}

/// The export of Indico: contributions, and blocks of a session with theirs.
fn indico(value: &Value, most: usize) -> Option<Rows<'_>> {
    let [event] = value.get("results")?.as_array()?.as_slice() else { return None };
    (event.get("_type").and_then(Value::as_str) == Some("Conference")).then_some(())?;
    let fields = Object::new(event, "");
    let mut list: Vec<Value> = fields.list("contributions").iter().map(|one| contribution(one, None)).collect();
    for block in fields.list("sessions") {
        let inner = Object::new(block, "").list("contributions");
        list.extend(inner.iter().map(|one| contribution(one, Some(block))));
        if inner.is_empty() {
            // Blocks and contributions are counted apart.
            let mut block = block.clone();
            if let Some(id) = block.get_mut("id") {
                *id = format!("session-{}", words(id, "")).into();
            }
            list.push(contribution(&block, None));
        }
    }
    if list.is_empty() {
        // A lecture is the only session of itself.
        list.push(contribution(event, None));
    }
    let name = json!({
        "title": event.get("title"), "timezone": event.get("timezone"), "venue": event.get("location"), "url": event.get("url"),
    });
    Some(Rows { event: Some(name), ..Rows::known("Indico", list.into_iter().take(most)) })
}

fn contribution(one: &Value, block: Option<&Value>) -> Value {
    let fields = Object::new(one, "");
    let person = |person: &Value| {
        let fields = Object::new(person, "");
        let name = [fields.text("first_name"), fields.text("last_name")].join(" ");
        let full = fields.text("fullName");
        let turned = full.split_once(", ").map_or_else(|| full.to_string(), |(last, first)| format!("{first} {last}"));
        json!({"name": if name.trim().is_empty() { turned } else { name.trim().to_owned() }, "affiliation": fields.text("affiliation")})
    };
    let lists = ["speakers", "presenters", "primaryauthors", "chairs", "conveners"].map(|key| fields.list(key));
    let people = lists.into_iter().find(|list| !list.is_empty()).unwrap_or(&[]);
    let of_block = |key: &str| block.and_then(|block| block.get(key)).cloned().unwrap_or_default();
    let or_block =
        |key: &str| fields.get(key).filter(|value| **value != json!("")).cloned().unwrap_or_else(|| of_block(key));
    let track = [
        fields.text("track"),
        fields.text("session"),
        block.map(|block| words(block.get("title").unwrap_or(&Value::Null), "en")).unwrap_or_default(),
    ];
    let material = fields.list("material").iter().flat_map(|one| Object::new(one, "").list("resources"));
    let kind = if fields.text("type") == "simple_event" { json!("talk") } else { or_block("type") };
    json!({
        "id": one.get("id"), "title": one.get("title"), "description": one.get("description"), "url": one.get("url"),
        "start": one.get("startDate"), "end": one.get("endDate"), "duration": one.get("duration"), "type": kind,
        "room": or_block("room"), "keywords": one.get("keywords"), "links": material.collect::<Vec<_>>(),
        "track": track.into_iter().find(|track| !track.is_empty()), "speakers": people.iter().map(person).collect::<Vec<_>>(),
    })
}

/// The days of cfp.dev: slots with a proposal, or with the name of a break.
fn cfp_dev(value: &Value, most: usize) -> Option<Rows<'_>> {
    has_one_of(value, &[&["[].fromDate", "[].sessionType"], &["[].fromDate", "[].proposal"]]).then_some(())?;
    let row = |slot: &Value| {
        let (slot, proposal) = (Object::new(slot, ""), Object::new(slot.get("proposal").unwrap_or(&Value::Null), "en"));
        let kind = slot.object("sessionType");
        let pause = proposal.is_empty() || kind.says_yes("isPause") || kind.says_yes("pause");
        let title = proposal.text("title");
        let level = proposal.text("audienceLevel");
        json!({
            "id": slot.get("id"), "title": if title.is_empty() { kind.text("name") } else { title }, "level": level,
            "start": slot.get("fromDate"), "end": slot.get("toDate"), "timezone": slot.get("timezone"), "room": slot.get("room"),
            "type": if pause { "break".into() } else { kind.text("name") }, "abstract": proposal.get("summary"),
            "description": proposal.get("description"), "track": proposal.get("track"), "language": proposal.get("language"),
            "keywords": proposal.get("keywords"), "speakers": proposal.get("speakers"),
        })
    };
    Some(Rows::known("cfp.dev", value.as_array()?.iter().take(most).map(row)))
}

/// Devoxx before that: slots with a talk, a break or nothing.
fn devoxx(value: &Value, most: usize) -> Option<Rows<'_>> {
    has_one_of(value, &[&["slots.[].fromTimeMillis", "slots.[].talk"], &["slots.[].fromTimeMillis", "slots.[].break"]])
        .then_some(())?;
    let row = |slot: &Value| {
        let slot = Object::new(slot, "");
        let (talk, pause) = (slot.object("talk"), slot.object("break"));
        let title = talk.text("title");
        let named = pause.first(&["nameEN", "nameFR"]);
        let id = talk.text("id");
        let people = talk
            .list("speakers")
            .iter()
            .map(|one| json!({"name": one.get("name"), "url": one.get("link").and_then(|link| link.get("href"))}));
        json!({
            "id": if id.is_empty() { slot.text("slotId") } else { id }, "title": if title.is_empty() { named } else { title },
            "start": slot.get("fromTimeMillis"), "end": slot.get("toTimeMillis"), "room": slot.get("roomName"),
            "type": if talk.is_empty() { "break".into() } else { talk.text("talkType") }, "track": talk.get("track"),
            "language": talk.get("lang"), "summary": talk.get("summary"), "speakers": people.collect::<Vec<_>>(),
        })
    };
    let is_empty = |slot: &&Value| ["talk", "break"].iter().all(|key| slot.get(key).is_none_or(Value::is_null));
    let slots = value.get("slots")?.as_array()?.iter().filter(move |slot| !is_empty(slot));
    Some(Rows::known("Devoxx", slots.take(most).map(row)))
}

/// WordPress' pages of sessions, as every WordCamp has them.
fn wordcamp(value: &Value, most: usize) -> Option<Rows<'_>> {
    has_one_of(value, &[&["[].meta._wcpt_session_time"]]).then_some(())?;
    let row = |page: &Value| {
        let page = Object::new(page, "");
        let meta = page.object("meta");
        let said = |key: &str| meta.get(key).cloned().unwrap_or_default();
        let minutes = meta.text("_wcpt_session_duration").parse().ok().map(|seconds: i64| seconds / 60);
        let tracks = page.object("_embedded").list("wp:term").iter().flat_map(|terms| terms.as_array()).flatten();
        let track = tracks
            .filter(|term| term.get("taxonomy").and_then(Value::as_str) == Some("wcb_track"))
            .find_map(|term| term.get("name"));
        json!({
            "id": page.get("id"), "title": page.object("title").text("rendered"), "url": page.get("link"), "track": track,
            "description": page.object("content").text("rendered"), "start": said("_wcpt_session_time"), "duration": minutes,
            "type": if meta.text("_wcpt_session_type") == "custom" { "break" } else { "" },
            "slides": said("_wcpt_session_slides"), "video": said("_wcpt_session_video"),
            "speakers": page.get("session_speakers"),
        })
    };
    Some(Rows::known("WordCamp", value.as_array()?.iter().take(most).map(row)))
}

/// Hoverboard: days of time slots, in them a place for each track, in it the ids of sessions.
fn hoverboard(value: &Value, most: usize) -> Option<Rows<'_>> {
    let (root, days) = (Object::new(value, ""), Object::new(value.get("schedule")?, ""));
    let sessions = root.object("sessions");
    days.fields().any(|(_, day)| day.get("timeslots").is_some()).then_some(())?;
    let mut list = Vec::new();
    for (key, day) in days.fields() {
        let day = Object::new(day, "");
        let date = time::date(&day.text("date")).or_else(|| time::date(key));
        let (slots, tracks) = (day.list("timeslots"), day.list("tracks"));
        let clock = |slot: Option<&Value>, key: &str| time::clock(&Object::new(slot?, "").text(key));
        for (at, slot) in slots.iter().enumerate() {
            for (place, cell) in Object::new(slot, "").list("sessions").iter().enumerate() {
                let cell = Object::new(cell, "");
                let extend = cell
                    .get("extend")
                    .and_then(Value::as_u64)
                    .and_then(|extend| usize::try_from(extend).ok())
                    .unwrap_or(1);
                let last = at.saturating_add(extend.max(1) - 1).min(slots.len().saturating_sub(1));
                let (Some(date), Some(from), Some(to)) =
                    (date, clock(Some(slot), "startTime"), clock(slots.get(last), "endTime"))
                else {
                    continue;
                };
                let items = cell.list("items");
                let share = to.saturating_sub(from) / u32::try_from(items.len().max(1)).unwrap_or(1);
                for (number, item) in (0..).zip(items) {
                    let (id, starts) = (words(item, ""), from + number * share);
                    let place = json!({"id": id, "start": times::written_on(date, starts), "end": times::written_on(date, starts + share),
                        "track": tracks.get(place).map(|track| words(track.get("title").unwrap_or(track), "en"))});
                    let one = Object::new(sessions.get(&id).unwrap_or(&Value::Null), "");
                    let film = one.text("videoId");
                    let film = (!film.is_empty()).then(|| format!("https://www.youtube.com/watch?v={film}"));
                    let links = json!({"video": film, "slides": one.get("presentation")});
                    let maps =
                        [Some(&place), sessions.get(&id), Some(&links)].map(|value| value.and_then(Value::as_object));
                    list.push(joined(maps.into_iter().flatten()));
                }
            }
        }
    }
    Some(Rows::known("Hoverboard", list.into_iter().take(most)))
}

/// OpenFeedback: sessions by id, whose rooms are called tracks.
fn open_feedback(value: &Value, most: usize) -> Option<Rows<'_>> {
    let sessions = value.get("sessions")?.as_object()?;
    let is_one =
        |one: &Value| one.get("startTime").is_some() && one.get("trackTitle").is_some() && one.get("room").is_none();
    sessions.values().take(LOOKED_AT).any(is_one).then_some(())?;
    let row = |(id, one): (&String, &Value)| {
        let mut row = one.as_object().cloned().unwrap_or_default();
        let room = row.remove("trackTitle");
        row.extend(room.map(|room| ("room".to_owned(), room)));
        row.entry("id").or_insert_with(|| id.clone().into());
        Value::Object(row)
    };
    Some(Rows::known("OpenFeedback", sessions.iter().take(most).map(row)))
}

/// Linked data of schema.org: an event with the events within it.
pub(super) fn linked_data(value: &Value, most: usize) -> Option<Rows<'_>> {
    let graph = value.get("@graph").and_then(Value::as_array).or_else(|| value.as_array());
    let events = graph.map_or_else(|| vec![value], |graph| graph.iter().collect());
    let event = events.into_iter().find(|event| event.get("subEvent").is_some())?;
    let within = event.get("subEvent")?;
    let within = within.as_array().map_or(std::slice::from_ref(within), Vec::as_slice);
    let row = |one: &Value| {
        let fields = Object::new(one, "");
        let place = |place: &Value| place.get("name").cloned().unwrap_or_else(|| place.clone());
        let status = fields.text("eventStatus");
        let people = ["performer", "performers", "actor"].iter().find_map(|key| one.get(key));
        json!({
            "id": fields.first(&["identifier", "@id"]), "title": one.get("name"), "description": one.get("description"),
            "start": one.get("startDate"), "end": one.get("endDate"), "duration": one.get("duration"), "url": one.get("url"),
            "room": one.get("location").map(place), "speakers": people,
            "language": one.get("inLanguage"), "keywords": one.get("keywords"), "cancelled": status.ends_with("Cancelled"),
        })
    };
    let starts =
        within.iter().filter_map(|one| one.get("startDate")).filter_map(|start| Found::of(start, Order::default()));
    starts.into_iter().any(|found| matches!(found, Found::Whole(_))).then_some(())?;
    let name = json!({"title": event.get("name"), "url": event.get("url")});
    Some(Rows { event: Some(name), ..Rows::known("JSON-LD", within.iter().take(most).map(row)) })
}
