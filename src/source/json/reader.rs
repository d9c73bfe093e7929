//! From entries to sessions: what all JSON formats share.

use super::entry::{Clocks, Entry};
use super::people::People;
use super::tables::Names;
use super::value::{Object, is_nothing, words};
use crate::model::{Link, LinkKind, Schedule, Session, Zone, fold};
use crate::problem::{Problem, Severity};
use crate::source::Options;
use crate::source::builder::Builder;
use crate::source::days;
use crate::source::frab::schema::{self, ZONE, name_event};
use crate::source::limits::PEOPLE;
use crate::source::tally::shown;
use crate::source::text::{LONGEST_LINK, add_links, blocks, is_no_address, kind, languages, line_of, link, resolve};
use crate::source::time;
use serde_json::Value;
use std::collections::HashSet;

const NOT_ACCEPTED: [&str; 7] = ["submitted", "rejected", "withdrawn", "draft", "deleted", "declined", "waitlisted"];

#[derive(Default)]
pub(crate) struct Reader<'v> {
    pub(crate) builder: Builder,
    pub(crate) rooms: Names<'v>,
    pub(crate) tracks: Names<'v>,
    pub(crate) types: Names<'v>,
    pub(crate) tags: Names<'v>,
    pub(crate) people: People<'v>,
    /// What relative addresses are relative to.
    pub(crate) base: Option<String>,
    pub(crate) zone_name: String,
    clocks: Clocks,
    entries: usize,
}

impl<'v> Reader<'v> {
    pub(crate) fn new(options: &Options) -> Self {
        let mut builder = Builder::new(options);
        builder.schedule.event.day_change = days::USUAL_CHANGE;
        let base = options.base().map(str::to_owned);
        Self { builder, base, ..Self::default() }
    }

    pub(crate) fn event(&mut self, conference: &Object<'_>) {
        let event = &mut self.builder.schedule.event;
        name_event(event, conference);
        let place =
            [conference.first(&["venue", "location-name"]), conference.text("city"), conference.text("country")];
        let place: Vec<String> = place.iter().filter_map(|part| line_of(Some(part))).collect();
        event.place = Some(place.join(", ")).filter(|place| !place.is_empty());
        event.url = link(&conference.text("url"), self.base.as_deref(), "", "").map(|link| link.url);
        self.zone_name = conference.first(ZONE).into_owned();
    }

    pub(crate) fn sessions(&mut self, entries: &[Entry<'v>]) {
        self.survey(entries);
        for entry in entries {
            if let Some(session) = self.session(entry) {
                self.builder.schedule.sessions.push(session);
            }
        }
    }

    /// Chooses the event's zone from its name and from the offsets of all entries, enters the rooms that are used in
    /// the file's own order, and looks whether people's ids can be trusted. Call it before the first session is made.
    pub(crate) fn survey(&mut self, entries: &[Entry<'v>]) {
        let offsets = entries.iter().filter_map(|entry| entry.start(0)?.offset);
        let name = Some(self.zone_name.as_str()).filter(|name| !name.trim().is_empty());
        let zone = self.builder.choose_zone(name, offsets);
        let is_named = self.builder.options.zone.is_some() || matches!(zone, Zone::Named(_)) && zone != Zone::utc();
        let is_proven = is_named || Clocks::are_proven(zone, entries);
        self.clocks = Clocks { zone, is_proven, day_change: self.builder.schedule.event.day_change };
        self.entries = entries.len();
        let used: HashSet<&str> = entries.iter().map(|entry| entry.room.as_ref()).collect();
        for name in self.rooms.order.iter().filter(|name| used.contains(name.as_ref())) {
            self.builder.room(name);
        }
        let named = entries.iter().flat_map(|entry| people_of(&Object::new(entry.value, "")).0);
        if let Some(id) = self.people.distrust_ids(named) {
            let message = format!("the id {} stands for several people, who are told apart by their names", shown(&id));
            self.builder.note(message);
        }
    }

    /// The event's days, where the file says them: the first and the last, as dates or times.
    /// These are taken in the event's zone, which must have been chosen.
    pub(crate) fn days(&mut self, first: &str, last: &str) {
        let zone = self.clocks.zone;
        let day = |text: &str| match time::stamp(text) {
            Some(stamp) if stamp.offset.is_some() => Some(zone.local(stamp.instant(zone)).date_naive()),
            _ => time::date(text),
        };
        let (first, last) = (day(first), day(last));
        let event = &mut self.builder.schedule.event;
        if let (Some(first), Some(last)) = (first, last)
            && first <= last
        {
            (event.first_day, event.last_day) = (Some(first), Some(last));
        }
    }

    /// Makes a session of an entry; none where the entry holds nothing, or a proposal that was not accepted.
    pub(crate) fn session(&mut self, entry: &Entry<'v>) -> Option<Session> {
        let fields = entry.fields();
        if fields.is_empty() {
            self.builder.tally.warn("this is no session and was left out", &entry.path);
            return None;
        }
        let (slot, minutes) = self.clocks.slot(entry, &mut self.builder.tally);
        let mut session = schema::session(&fields);
        let state = fold(fields.first(schema::STATE).trim());
        if slot.is_none() && NOT_ACCEPTED.contains(&state.as_str()) {
            self.builder.tally.note("this was not accepted and has no time; it was left out", &entry.path);
            return None;
        }
        if matches!(state.as_str(), "delayed" | "postponed") {
            self.builder.tally.note("the source says that this is delayed", format_args!("{}.state", entry.path));
        }
        session.slot = slot;
        session.minutes = minutes;
        session.day = self.clocks.day(entry, slot, &mut self.builder.tally);
        session.kind = kind(&self.type_of(entry, &fields), &session.title);
        session.track = fields.get("track").and_then(|track| self.builder.track(&self.tracks.resolve(track, "en")));
        session.tags = tags(&fields, &self.tags);
        session.languages = spoken(&fields);
        session.room = self.builder.room(&entry.room);
        let (people, beyond) = people_of(&fields);
        self.builder.left_out(beyond.len());
        for person in people {
            let language = entry.language();
            self.people.credit(&mut self.builder, &mut session, person, language, self.base.as_deref());
        }
        let (text, found) = texts(&fields, entry.language());
        session.abstract_text = text;
        self.links(entry, &fields, &mut session.links);
        add_links(&mut session.links, found);
        Some(session)
    }

    /// The schedule, and what was found wrong with it; `broken` is what was wrong with the text itself.
    pub(crate) fn done(mut self, broken: Option<&Problem>) -> (Schedule, Vec<Problem>) {
        for (track, colour) in &self.tracks.colours {
            self.builder.colour(track, colour);
        }
        let Schedule { event, sessions, .. } = &mut self.builder.schedule;
        let days = || sessions.iter().filter_map(|session| session.day);
        let (first, last) = (days().min(), days().max());
        // A conference that is said to begin after its first session begins with that.
        event.first_day = event.first_day.map(|day| first.map_or(day, |first| day.min(first)));
        event.last_day = event.last_day.map(|day| last.map_or(day, |last| day.max(last)));
        event.day_change = days::agreeable_change(sessions.iter(), event.zone, event.day_change);
        let read = sessions.len();
        let file = self.builder.options.file.clone();
        let broken = broken.map(|broken| Problem { file: file.clone(), ..broken.clone() });
        self.builder.problems.splice(0..0, broken);
        let (schedule, mut problems) = self.builder.done("");
        let any_lost = problems.iter().any(|problem| problem.severity >= Severity::Warning) && read < self.entries;
        if any_lost {
            problems.push(Problem::note(&file, format!("{read} of {} sessions were read", self.entries)));
        }
        (schedule, problems)
    }

    /// The word for the type: in English where there is a choice, for it is compared and not shown.
    fn type_of(&self, entry: &Entry<'v>, fields: &Object<'v>) -> String {
        let value =
            ["type", "submission_type", "kind", "session_type", "slot_type"].iter().find_map(|key| fields.get(key));
        let word = value.map(|value| self.types.resolve(value, "en")).filter(|word| !word.is_empty());
        word.map_or_else(|| entry.type_text.clone().into_owned(), |word| word.into_owned()).replace(['-', '_'], " ")
    }

    fn links(&mut self, entry: &Entry<'v>, fields: &Object<'v>, links: &mut Vec<Link>) {
        // Of several servers each has its attachments beside its pages.
        let own = resolve(&fields.text("url"), self.base.as_deref());
        let base = own.as_deref().or(self.base.as_deref());
        let tally = &mut self.builder.tally;
        let mut find = |url: &str, title: &str, hint: &str| {
            let found = link(url, base, title, hint);
            if found.is_none() && !is_no_address(url) {
                let why = match url.len() > LONGEST_LINK {
                    true => "this is longer than 2,000 letters and was left out",
                    false => "this leads nowhere on the web and was left out",
                };
                tally.warn(why, format_args!("{} {}", entry.path, shown(url)));
            }
            found
        };
        let mut add = |url: &str, title: &str, hint: &str| add_links(links, find(url, title, hint));
        add(own.as_deref().unwrap_or(&fields.first(&["url", "conf_url"])), "", "");
        for key in ["links", "resources"] {
            for item in fields.list(key) {
                let (url, title, hint) = reference(item);
                add(&url, &title, &hint);
            }
        }
        for key in ["recording_url", "recordingUrl", "video_download_url", "video_url"] {
            add(&fields.text(key), "", "recording");
        }
        let recording = fields.object("recording");
        add(&recording.first(&["url", "link"]), "", "recording");
        for key in ["liveUrl", "live_url", "stream_url"] {
            add(&fields.text(key), "", "livestream");
        }
        add(&fields.text("feedback_url"), "", "feedback");
        add(&fields.text("origin_url"), "", "");
        for item in fields.list("attachments") {
            let (url, title, hint) = reference(item);
            let link = find(&url, &title, &hint).map(|link| match link.kind {
                LinkKind::Page => Link { kind: LinkKind::File, ..link },
                _ => link,
            });
            add_links(links, link);
        }
    }
}

/// As many people of a session as are kept, and those beyond.
fn people_of<'v>(fields: &Object<'v>) -> (&'v [Value], &'v [Value]) {
    let lists = ["persons", "participants", "speakers", "presenters", "authors"].map(|key| fields.list(key));
    let people = lists.into_iter().find(|list| !list.is_empty()).unwrap_or(&[]);
    people.split_at(people.len().min(PEOPLE))
}

fn texts(fields: &Object<'_>, language: &str) -> (String, Vec<Link>) {
    let of = |name: &str| {
        let other = [format!("{name}_{language}"), format!("{name}_en"), format!("{name}_de")];
        fields.first(&[name, &other[0], &other[1], &other[2]])
    };
    blocks(&of("abstract"), &of("description"))
}

fn spoken(fields: &Object<'_>) -> Vec<String> {
    let mut spoken: Vec<String> = Vec::new();
    for value in ["language", "content_locale", "languages"].iter().filter_map(|key| fields.get(key)) {
        let list = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for language in list.iter().flat_map(|value| languages(&words(value, "en"))) {
            if !spoken.contains(&language) {
                spoken.push(language);
            }
        }
    }
    spoken
}

fn tags<'v>(fields: &Object<'v>, names: &Names<'v>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let Some(value) = ["tags", "keywords"].iter().find_map(|key| fields.get(key).filter(|value| !is_nothing(value)))
    else {
        return tags;
    };
    let words: Vec<String> = match value {
        Value::Array(list) => list.iter().map(|tag| names.resolve(tag, "en").into_owned()).collect(),
        Value::String(text) => text.split(',').map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let mut known = HashSet::new();
    tags.extend(words.iter().filter_map(|tag| line_of(Some(tag))).filter(|tag| known.insert(tag.clone())));
    tags
}

/// Address, words and type of a link, which may be an object or a bare address.
fn reference(item: &Value) -> (String, String, String) {
    let fields = Object::new(item, "en");
    let url = fields.first(&["url", "href", "link", "resource"]);
    if url.is_empty() {
        return (words(item, "").into_owned(), String::new(), String::new());
    }
    let title = fields.first(&["title", "name", "description"]);
    (url.into_owned(), title.into_owned(), fields.first(&["type", "service"]).into_owned())
}
