//! One event with its sessions.

use super::shared::{Shared, links, word};
use super::table::{Page, Table};
use crate::model::{
    Credit, Event, EventIx, Kind, Level, Room, RoomIx, Schedule, Session, Slot, Source, Speaker, SpeakerIx, Track,
    TrackIx, Tz, Zone, fold, slug,
};
use crate::problem::Problem;
use crate::source::text::{languages, resolve};
use chrono::NaiveDate;
use std::collections::HashMap;
use toml::de::DeValue;

const EVENT_KEYS: &str = "id name short place zone first_day last_day day_change url";
const SESSION_KEYS: &str = "id title subtitle kind level track tags date minutes start end room language languages \
                            guid code speakers abstract takeaways links cancelled recorded";

/// The most speakers of one session; each is compared with those before.
const MOST_CREDITS: usize = 1_000;

/// Where in the lists of what is known something stands, by its id and by its name.
struct Index<'k> {
    track_ids: HashMap<&'k str, usize>,
    track_names: HashMap<String, usize>,
    speaker_ids: HashMap<&'k str, usize>,
    speaker_names: HashMap<String, usize>,
}

impl<'k> Index<'k> {
    fn of(known: &'k Shared) -> Self {
        // The first of several counts, and so they are entered from the last.
        let tracks = || known.tracks.iter().enumerate().rev();
        let speakers = || known.speakers.iter().enumerate().rev();
        Self {
            track_ids: tracks().map(|(at, track)| (track.id.as_str(), at)).collect(),
            track_names: tracks().map(|(at, track)| (fold(&track.name), at)).collect(),
            speaker_ids: speakers().map(|(at, speaker)| (speaker.id.as_str(), at)).collect(),
            speaker_names: speakers().map(|(at, speaker)| (fold(&speaker.name), at)).collect(),
        }
    }
}

/// Reads one event. Its tracks and speakers are among those that are `known`, or stand in the same text, or are given by
/// name alone.
pub fn event(text: &str, file: &str, mut known: Shared) -> (Schedule, Vec<Problem>) {
    let (mut page, top) = Page::open(file, text);
    let top = Table { entries: top.get_ref(), at: 0 };
    page.only(top, "event session speaker track");
    known.take(&mut page, top);
    let mut reading = Reading {
        page,
        known: &known,
        index: Index::of(&known),
        schedule: Schedule { event: Event { source: Source::Shipped, ..Event::default() }, ..Schedule::default() },
        tracks: HashMap::new(),
        speakers: HashMap::new(),
        rooms: HashMap::new(),
        lines: HashMap::new(),
    };
    reading.event(top);
    // The order of the list is the order on the screen, whichever session comes first.
    for track in &known.tracks {
        reading.add_track(track.clone());
    }
    for table in reading.page.tables(top, "session") {
        reading.session(table);
    }
    (reading.schedule, reading.page.problems)
}

struct Reading<'s, 't> {
    page: Page<'t>,
    known: &'s Shared,
    index: Index<'s>,
    schedule: Schedule,
    tracks: HashMap<String, usize>,
    speakers: HashMap<String, usize>,
    rooms: HashMap<String, usize>,
    /// Where each session id was used first.
    lines: HashMap<String, usize>,
}

impl<'t> Reading<'_, 't> {
    fn event(&mut self, top: Table<'_>) {
        let Some(value) = top.entries.get("event") else {
            return self.page.error(0, "there is no [event]");
        };
        let DeValue::Table(entries) = value.get_ref() else {
            return self.page.error(value.span().start, "'event' must be a table");
        };
        let table = Table { entries, at: value.span().start };
        let page = &mut self.page;
        page.only(table, EVENT_KEYS);
        let event = &mut self.schedule.event;
        for (key, place) in [("id", &mut event.id), ("name", &mut event.name)] {
            match page.string(table, key) {
                Some(text) => *place = text,
                None => page.error(table.at, format!("the event has no '{key}'")),
            }
        }
        event.short = page.string(table, "short").unwrap_or_else(|| event.name.clone());
        event.place = page.string(table, "place");
        event.url = page.string(table, "url").and_then(|url| resolve(&url, None));
        if let Some((name, at)) = page.text(table, "zone") {
            match Zone::parse(&name) {
                Some(zone) => event.zone = zone,
                None => page.unknown(at, "time zone", &name, Tz::names()),
            }
        }
        event.day_change = page.number(table, "day_change").map_or(0, |minutes| minutes.min(24 * 60 - 1) as u16);
        event.first_day = page.date(table, "first_day").map(|(day, _)| day);
        if let Some((last, at)) = page.date(table, "last_day") {
            if event.first_day.is_some_and(|first| last < first) {
                page.error(at, "the last day is before the first");
            }
            event.last_day = Some(last);
        }
    }

    fn session(&mut self, table: Table<'_>) {
        self.page.only(table, SESSION_KEYS);
        let Some((title, title_at)) = self.page.text(table, "title") else {
            return self.page.error(table.at, "this session has no 'title'");
        };
        let (id, id_at) = match self.page.text(table, "id") {
            Some(found) => found,
            None => (slug(&title), title_at),
        };
        if let Some(first) = self.lines.get(&id) {
            let (line, _) = self.page.place(*first).unwrap_or_default();
            return self.page.error(id_at, format!("the session id '{id}' is used already, on line {line}"));
        }
        self.lines.insert(id.clone(), id_at);
        let mut session = Session::new(id, title);
        let page = &mut self.page;
        session.subtitle = page.string(table, "subtitle");
        session.kind = word(page, table, "kind", Kind::from_word, || Kind::ALL.iter().map(|kind| kind.name()))
            .unwrap_or(Kind::Talk);
        session.level = word(page, table, "level", Level::from_word, || Level::ALL.iter().map(|level| level.name()));
        session.guid = page.string(table, "guid");
        session.code = page.string(table, "code");
        for key in ["language", "languages"] {
            session.languages.extend(page.texts(table, key).iter().flat_map(|(language, _)| languages(language)));
        }
        session.abstract_text = page.paragraphs(table, "abstract");
        session.takeaways = page.texts(table, "takeaways").into_iter().map(|(takeaway, _)| takeaway).collect();
        session.links = links(page, table);
        session.cancelled = page.flag(table, "cancelled").unwrap_or(false);
        session.recorded = page.flag(table, "recorded");
        self.time(table, &mut session);
        self.tags(table, &mut session);
        session.track = self.track(table);
        session.room = self.room(table);
        self.credits(table, &mut session);
        self.schedule.sessions.push(session);
    }

    /// The slot, the day and the length. A session without a slot may have any day: recordings are often published
    /// after the conference.
    fn time(&mut self, table: Table<'_>, session: &mut Session) {
        let date = self.page.date(table, "date");
        session.day = date.map(|(day, _)| day);
        session.minutes = self.page.number(table, "minutes");
        let zone = self.schedule.event.zone;
        let instant = |(wall, offset, _): (chrono::NaiveDateTime, Option<i32>, usize)| match offset {
            Some(seconds) => Zone::Offset(seconds).instant(wall),
            None => zone.instant(wall),
        };
        let start = self.page.moment(table, "start", session.day);
        let end = self.page.moment(table, "end", session.day);
        let Some(start) = start else {
            if let Some((_, _, at)) = end {
                self.page.error(at, "there is an 'end' without a 'start'");
            }
            return;
        };
        let mut slot = Slot::new(instant(start), session.minutes.unwrap_or(0));
        if let Some(end) = end {
            if instant(end) < slot.start {
                return self.page.error(end.2, "the session ends before it starts");
            }
            slot.end = instant(end);
            if session.minutes.is_some_and(|minutes| minutes != slot.minutes()) {
                let given = slot.minutes();
                self.page
                    .error(end.2, format!("from 'start' to 'end' it is {given} minutes, 'minutes' says otherwise"));
            }
        }
        let day = self.schedule.event.day_of(&slot);
        if let Some((given, at)) = date.filter(|(given, _)| *given != day) {
            self.page.error(at, format!("'date' is {given}, but the session starts on {day}"));
        }
        self.inside(day, start.2);
        session.day = Some(day);
        session.minutes = Some(slot.minutes());
        session.slot = Some(slot);
    }

    fn inside(&mut self, day: NaiveDate, at: usize) {
        let event = &self.schedule.event;
        if event.first_day.is_some_and(|first| day < first) || event.last_day.is_some_and(|last| day > last) {
            self.page.error(at, format!("{day} is not a day of the event"));
        }
    }

    fn tags(&mut self, table: Table<'_>, session: &mut Session) {
        for (tag, at) in self.page.texts(table, "tags") {
            if session.tags.contains(&tag) {
                self.page.error(at, format!("the tag '{tag}' is given twice"));
            } else {
                session.tags.push(tag);
            }
        }
    }

    fn track(&mut self, table: Table<'_>) -> Option<TrackIx> {
        let name = self.page.string(table, "track")?;
        let index = &self.index;
        let listed = index.track_ids.get(name.as_str()).or_else(|| index.track_names.get(&fold(&name)));
        let listed = listed.and_then(|at| self.known.tracks.get(*at)).cloned();
        Some(self.add_track(listed.unwrap_or_else(|| Track { id: slug(&name), name, about: String::new() })))
    }

    fn add_track(&mut self, track: Track) -> TrackIx {
        TrackIx::new(enter(&mut self.schedule.tracks, &mut self.tracks, track.id.clone(), track))
    }

    fn room(&mut self, table: Table<'_>) -> Option<RoomIx> {
        let name = self.page.string(table, "room")?;
        let room = Room { event: EventIx(0), name: name.clone() };
        Some(RoomIx::new(enter(&mut self.schedule.rooms, &mut self.rooms, name, room)))
    }

    fn credits(&mut self, table: Table<'_>, session: &mut Session) {
        for table in self.page.tables(table, "speakers") {
            self.page.only(table, "id name organisation title");
            let id = self.page.text(table, "id");
            let name = self.page.text(table, "name");
            let Some(speaker) = self.speaker(table, id, name) else { continue };
            if session.credits.len() >= MOST_CREDITS {
                self.page.error(table.at, format!("a session has at most {MOST_CREDITS} speakers"));
                break;
            }
            if session.credits.iter().any(|credit| credit.speaker == speaker) {
                let name = self.schedule.speakers.get(speaker.index()).map_or("", |speaker| &speaker.name).to_owned();
                self.page.error(table.at, format!("the speaker '{name}' is given twice"));
                continue;
            }
            let [organisation, title] = ["organisation", "title"].map(|key| self.page.string(table, key));
            session.credits.push(Credit { speaker, organisation, title });
        }
    }

    fn speaker(
        &mut self,
        table: Table<'_>,
        id: Option<(String, usize)>,
        name: Option<(String, usize)>,
    ) -> Option<SpeakerIx> {
        let listed = match (&id, &name) {
            (Some((id, _)), _) => self.index.speaker_ids.get(id.as_str()),
            (None, Some((name, _))) => self.index.speaker_names.get(&fold(name)),
            (None, None) => None,
        };
        if let Some(speaker) = listed.and_then(|at| self.known.speakers.get(*at)).cloned() {
            if let Some((name, at)) = name.filter(|(name, _)| *name != speaker.name) {
                self.page.error(at, format!("the speaker '{}' is called '{}', not '{name}'", speaker.id, speaker.name));
            }
            return Some(self.add_speaker(speaker));
        }
        match (id, name) {
            (id, Some((name, _))) => {
                let id = id.map_or_else(|| slug(&name), |(id, _)| id);
                return Some(self.add_speaker(Speaker { id, name, ..Speaker::default() }));
            }
            (Some((id, at)), None) => {
                self.page.unknown(at, "speaker", &id, self.known.speakers.iter().map(|speaker| speaker.id.as_str()));
            }
            (None, None) => self.page.error(table.at, "this speaker has neither 'id' nor 'name'"),
        }
        None
    }

    fn add_speaker(&mut self, speaker: Speaker) -> SpeakerIx {
        SpeakerIx::new(enter(&mut self.schedule.speakers, &mut self.speakers, speaker.id.clone(), speaker))
    }
}

/// The position in a table of what has this key, which is put there where it is not yet.
fn enter<T>(table: &mut Vec<T>, known: &mut HashMap<String, usize>, key: String, row: T) -> usize {
    *known.entry(key).or_insert_with(|| {
        table.push(row);
        table.len() - 1
    })
}
