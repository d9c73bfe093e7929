//! The JSON views of Sessionize: `All`, `GridSmart` (days, time slots, rooms) and `Sessions` (groups). Their times
//! have no zone, and none is named: it has to be asked for.

use super::entry::Entry;
use super::reader::Reader;
use super::text::Json;
use super::value::{LOOKED_AT, Object, has_one_of, words};
use crate::model::{Kind, Schedule, Session, fold};
use crate::problem::Problem;
use crate::source::Options;
use crate::source::text::{kind, languages, level, line};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

pub(crate) fn recognises(value: &Value) -> bool {
    let grids: &[&[&str]] = &[
        &["[].timeSlots"],
        &["[].date", "[].rooms.[].sessions"],
        &["[].groupId", "[].sessions"],
        &["[].startsAt", "[].endsAt"],
    ];
    let is_session = |session: &Value| {
        let has = |name: &&str| session.get(name).is_some();
        has(&"startsAt") && ["roomId", "isServiceSession", "categoryItems", "timeSlots"].iter().any(has)
    };
    let sessions = Object::new(value, "").list("sessions");
    sessions.iter().take(LOOKED_AT).any(is_session) || has_one_of(value, grids)
}

pub(crate) fn read(json: &Json, options: &Options) -> Result<(Schedule, Vec<Problem>), Problem> {
    let value = &json.value;
    let root = Object::new(value, "en");
    let mut reader = Reader::new(options);
    reader.event(&root);
    reader.people.add(root.list("speakers"));
    let mut rooms: Vec<&Value> = root.list("rooms").iter().collect();
    rooms.sort_by_key(|room| room.get("sort").and_then(Value::as_i64));
    rooms.into_iter().for_each(|room| reader.rooms.add(std::slice::from_ref(room), "en"));
    let mut gathering = Gathering { entries: Vec::new(), met: HashSet::new() };
    gathering.list(&mut reader, root.list("sessions"), "sessions", Cow::Borrowed(""));
    for (number, part) in value.as_array().into_iter().flatten().enumerate() {
        gathering.part(&mut reader, part, &format!("[{number}]"));
    }
    let entries = gathering.entries;
    let categories = categories(root.list("categories"));
    reader.survey(&entries);
    for entry in &entries {
        let Some(mut session) = reader.session(entry) else { continue };
        let fields = entry.fields();
        for item in fields.list("categoryItems") {
            if let Some((category, name)) = categories.get(words(item, "en").as_ref()) {
                file_under(&mut reader, &mut session, category, name);
            }
        }
        for category in fields.list("categories") {
            let category = Object::new(category, "en");
            for item in category.list("categoryItems") {
                file_under(&mut reader, &mut session, &category.first(&["name", "title"]), &words(item, "en"));
            }
        }
        reader.builder.schedule.sessions.push(session);
    }
    Ok(reader.done(json.broken.as_ref()))
}

/// The sessions found so far. A grid has them twice: under its rooms and under its time slots.
struct Gathering<'v> {
    entries: Vec<Entry<'v>>,
    met: HashSet<(Cow<'v, str>, Cow<'v, str>)>,
}

impl<'v> Gathering<'v> {
    fn list(&mut self, reader: &mut Reader<'v>, sessions: &'v [Value], path: &str, room: Cow<'v, str>) {
        for (number, session) in sessions.iter().enumerate() {
            self.add(reader, session, format!("{path}[{number}]"), room.clone());
        }
    }

    /// A day of a grid, a group of sessions, or a session itself.
    fn part(&mut self, reader: &mut Reader<'v>, part: &'v Value, path: &str) {
        let fields = Object::new(part, "en");
        if fields.get("startsAt").is_some() {
            return self.add(reader, part, path.to_owned(), Cow::Borrowed(""));
        }
        self.list(reader, fields.list("sessions"), &format!("{path}.sessions"), Cow::Borrowed(""));
        for (number, room) in fields.list("rooms").iter().enumerate() {
            let room = Object::new(room, "en");
            let name = room.text("name");
            reader.rooms.order.push(name.clone());
            self.list(reader, room.list("sessions"), &format!("{path}.rooms[{number}].sessions"), name);
        }
        for (number, slot) in fields.list("timeSlots").iter().enumerate() {
            for (place, room) in Object::new(slot, "en").list("rooms").iter().enumerate() {
                let room = Object::new(room, "en");
                let Some(session) = room.get("session") else { continue };
                let name = room.text("name");
                reader.rooms.order.push(name.clone());
                self.add(reader, session, format!("{path}.timeSlots[{number}].rooms[{place}].session"), name);
            }
        }
    }

    fn add(&mut self, reader: &mut Reader<'v>, session: &'v Value, path: String, room: Cow<'v, str>) {
        let fields = Object::new(session, "en");
        let (id, start) = (fields.text("id"), fields.text("startsAt"));
        if !id.is_empty() && !self.met.insert((id, start)) {
            return;
        }
        let mut entry = Entry::new(session, path);
        let said = ["room", "roomId"].iter().find_map(|key| fields.get(key));
        let said = said.map(|room| reader.rooms.resolve(room, "en")).unwrap_or_default();
        entry.room = if said.is_empty() { room } else { said };
        entry.type_text = Cow::Borrowed(match () {
            () if fields.says_yes("isServiceSession") => "break",
            () if fields.says_yes("isPlenumSession") => "plenary",
            () => "",
        });
        self.entries.push(entry);
    }
}

/// The title of the category and the name of each item, by the item's id.
fn categories(list: &[Value]) -> HashMap<String, (String, String)> {
    let mut items = HashMap::new();
    for category in list {
        let category = Object::new(category, "en");
        for item in category.list("items") {
            let item = Object::new(item, "en");
            let names = (category.first(&["title", "name"]).into_owned(), item.text("name").into_owned());
            items.insert(item.text("id").into_owned(), names);
        }
    }
    items
}

/// Files a session under an item of a category. Every conference makes its own categories, so their titles decide what
/// they mean; what is not understood is a tag.
fn file_under(reader: &mut Reader<'_>, session: &mut Session, category: &str, name: &str) {
    let title = fold(category);
    let says = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let name = line(name);
    match () {
        () if says(&["track", "topic", "stream", "thema"]) && session.track.is_none() => {
            session.track = reader.builder.track(&name);
        }
        () if says(&["level", "difficulty", "niveau"]) && level(&name).is_some() => session.level = level(&name),
        () if says(&["language", "sprache", "langue", "idioma"]) => session.languages = languages(&name),
        () if says(&["format", "type"]) => {
            if matches!(session.kind, Kind::Talk | Kind::Other) {
                session.kind = kind(&name, &session.title);
            }
        }
        () if name.is_empty() || session.tags.contains(&name) => {}
        () => session.tags.push(name),
    }
}
