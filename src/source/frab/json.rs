//! The schedule JSON of frab, pretalx and the c3voc: version 1 keeps sessions under days and rooms, version 2 in one
//! list. The format is described by `validator/json/schema.json` and `schema2.json` of the project voc/schedule.

use super::schema::Record;
use crate::model::Schedule;
use crate::problem::Problem;
use crate::source::json::entry::Entry;
use crate::source::json::reader::Reader;
use crate::source::json::text::Json;
use crate::source::json::value::{Object, has_one_of};
use crate::source::tally::{Tally, shown};
use crate::source::text::link;
use crate::source::{Options, days, time};
use chrono::Days;
use serde_json::Value;
use std::borrow::Cow;

/// A day changes at noon at the latest.
const NOON: u16 = 12 * 60;

pub(crate) fn recognises(value: &Value) -> bool {
    let sets: &[&[&str]] = &[
        &["schedule.conference"],
        &["schedule.days"],
        &["schedule.events"],
        &["conference.days"],
        &["conference", "days"],
        &["conference", "events"],
    ];
    has_one_of(value, sets)
}

impl Record for Object<'_> {
    fn first(&self, names: &[&str]) -> Cow<'_, str> {
        Object::first(self, names)
    }

    fn object(&self, name: &str) -> Option<Self> {
        Some(Object::object(self, name))
    }

    fn says_yes(&self, name: &str) -> bool {
        Object::says_yes(self, name)
    }
}

pub(crate) fn read(json: &Json, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
    let value = &json.value;
    let root = Object::new(value, "en");
    let mut reader = Reader::new(options);
    let mut schedule = root.object("schedule");
    if schedule.is_empty() {
        reader.builder.note("the outer object 'schedule' is missing");
        schedule = root;
    }
    let conference = schedule.object("conference");
    let language = conference.object("defaults").get("language").and_then(Value::as_str).unwrap_or("en");
    let conference = conference.in_language(language);
    describe(&mut reader, &schedule, &conference);
    for place in [&conference, &schedule] {
        reader.rooms.add(place.list("rooms"), language);
        reader.tracks.add(place.list("tracks"), language);
        reader.people.add(place.list("persons"));
        reader.people.add(place.list("speakers"));
    }
    let (days, path) = days(&mut reader, &schedule, &conference);
    reader.builder.schedule.event.day_change = day_change(days);
    let mut entries = grid(&mut reader, days, path, language);
    entries.iter().for_each(|entry| check_ids(&mut reader.builder.tally, entry));
    for (place, path) in [(&schedule, "events"), (&conference, "conference.events")] {
        for (number, event) in place.list("events").iter().enumerate() {
            let room = room(&reader, event, language);
            entries.push(Entry { room, ..Entry::new(event, format!("{path}[{number}]")) });
        }
    }
    reader.sessions(&entries);
    reader.days(&conference.text("start"), &conference.text("end"));
    Ok(reader.done(json.broken.as_ref()))
}

fn describe(reader: &mut Reader<'_>, schedule: &Object<'_>, conference: &Object<'_>) {
    let own = conference.text("base_url");
    let base = if own.is_empty() { schedule.text("base_url") } else { own };
    if !base.is_empty() {
        reader.base = Some(base.into_owned());
    }
    reader.event(conference);
    let event = &mut reader.builder.schedule.event;
    if event.url.is_none() {
        event.url = link(&schedule.first(&["url", "base_url"]), None, "", "").map(|link| link.url);
    }
}

/// The days and the path to them, wherever they stand.
fn days<'v>(reader: &mut Reader<'v>, schedule: &Object<'v>, conference: &Object<'v>) -> (&'v [Value], &'static str) {
    let (mut days, mut path) = (conference.list("days"), "conference.days");
    if days.is_empty() && !schedule.list("days").is_empty() {
        (days, path) = (schedule.list("days"), "days");
        reader.builder.note("the days stand beside the conference instead of in it");
    }
    if !days.is_empty() && !schedule.list("rooms").is_empty() {
        reader.builder.note("the rooms stand beside the conference instead of in it");
    }
    let count = conference.get("daysCount").and_then(Value::as_u64);
    if let Some(count) = count.filter(|count| usize::try_from(*count) != Ok(days.len()) && !days.is_empty()) {
        reader.builder.warn(format!("the conference is said to have {count} days; it lists {}", days.len()));
    }
    (days, path)
}

/// The entries of the days and rooms of version 1.
fn grid<'v>(reader: &mut Reader<'v>, days: &'v [Value], path: &str, language: &'v str) -> Vec<Entry<'v>> {
    let mut entries = Vec::new();
    for (number, day) in days.iter().enumerate() {
        let day_path = format!("{path}[{number}]");
        let fields = Object::new(day, "");
        let text = fields.first(&["date", "day_start", "start"]);
        let date = time::date(&text);
        if date.is_none() {
            reader.builder.tally.warn("this day has no date", format_args!("{day_path} {}", shown(&text)));
        }
        for (name, events) in fields.object("rooms").fields() {
            let room_path = format!("{day_path}.rooms.{}", shown(name));
            let Some(events) = events.as_array() else {
                reader.builder.tally.warn("this room holds no list of sessions and was left out", room_path);
                continue;
            };
            for (number, event) in events.iter().enumerate() {
                let room = if name.trim().is_empty() { room(reader, event, language) } else { Cow::Borrowed(name) };
                entries.push(Entry { day: date, room, ..Entry::new(event, format!("{room_path}[{number}]")) });
            }
            reader.rooms.order.push(Cow::Borrowed(name));
        }
        // Version 1 of some writers has the sessions of a day in a list, each with its room.
        for (number, event) in fields.list("events").iter().enumerate() {
            let room = room(reader, event, language);
            entries.push(Entry { day: date, room, ..Entry::new(event, format!("{day_path}.events[{number}]")) });
        }
    }
    entries
}

fn room<'v>(reader: &Reader<'v>, event: &'v Value, language: &'v str) -> Cow<'v, str> {
    let room = Object::new(event, language).get("room");
    room.map(|room| reader.rooms.resolve(room, language)).unwrap_or_default()
}

/// Complains of ids that are not of the format. They are used as they are; but where one is wrong, more may be.
fn check_ids(tally: &mut Tally, entry: &Entry<'_>) {
    let fields = Object::new(entry.value, "");
    if fields.get("id").is_some_and(|id| !id.is_u64()) {
        tally.note("an id should be a whole number", format_args!("{}.id {}", entry.path, shown(&fields.text("id"))));
    }
    for (number, person) in fields.list("persons").iter().enumerate() {
        let person = Object::new(person, "");
        let path = |key| format!("{}.persons[{number}].{key} {}", entry.path, shown(&person.text(key)));
        if person.get("id").is_some_and(|id| !id.is_i64()) {
            tally.note("the id of a person should be a whole number", path("id"));
        }
        if !person.text("code").bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            tally.note("the code of a person should be of letters A to Z and digits", path("code"));
        }
    }
}

/// The minute after midnight at which days change: where days end in the next night, the end of the last of those.
fn day_change(days: &[Value]) -> u16 {
    let ends = days.iter().filter_map(|day| {
        let fields = Object::new(day, "");
        let date = time::date(&fields.first(&["date", "day_start", "start"]))?;
        let end = time::stamp(&fields.first(&["day_end", "end"]))?.wall;
        if Some(end.date()) != date.checked_add_days(Days::new(1)) {
            return None;
        }
        let minutes = u16::try_from((end - end.date().and_time(chrono::NaiveTime::MIN)).num_minutes()).ok()?;
        // pretalx ends its days a minute early: 03:59.
        Some(if minutes % 60 == 59 { minutes + 1 } else { minutes })
    });
    ends.filter(|minutes| *minutes <= NOON).max().unwrap_or(days::USUAL_CHANGE)
}
