//! One event with its sessions.

use super::shared::{Shared, links};
use super::table::{Page, Table};
use crate::model::{
    Aliases, Credit, Event, EventIx, Kind, Level, Room, RoomIx, Schedule, Session, Slot, Source, Speaker, SpeakerIx,
    Track, TrackIx, Tz, Zone, fold, slug,
};
use crate::problem::Problem;
use crate::source::builder::sort_rooms;
use crate::source::ids::Ids;
use crate::source::limits::PEOPLE;
use crate::source::text::{languages, resolve};
use std::collections::{HashMap, HashSet};
use toml::de::DeValue;

const EVENT_KEYS: &str = "id name short place zone first_day last_day day_change url about rooms";
const SESSION_KEYS: &str = "id title subtitle kind level track tags date minutes start end room language languages \
                            guid code speakers organisations abstract takeaways links cancelled recorded";

/// Reads one event. Its tracks and speakers are among those that are `known`, or stand in the same text, or are given by
/// name alone.
pub fn event(text: &str, file: &str, mut known: Shared) -> (Schedule, Vec<Problem>) {
    let (mut page, top) = Page::open(file, text);
    let top = Table { entries: top.get_ref(), at: 0 };
    page.only(top, "event session speaker track organisation tag");
    known.take(&mut page, top);
    let Shared { speakers: listed, tracks, organisations, tags } = known;
    // Of several the first counts, and so they are entered from the last.
    let places = listed.iter().enumerate().rev();
    let mut reading = Reading {
        page,
        schedule: Schedule { event: Event { source: Source::Shipped, ..Event::default() }, ..Schedule::default() },
        ids: places.clone().map(|(at, speaker)| (speaker.id.clone(), at)).collect(),
        names: places.map(|(at, speaker)| (fold(&speaker.name), at)).collect(),
        listed,
        speakers: HashMap::new(),
        tracks: HashMap::new(),
        rooms: HashMap::new(),
        speaker_ids: Ids::default(),
        track_ids: Ids::default(),
        lines: HashMap::new(),
    };
    reading.event(top);
    let ordered = !reading.rooms.is_empty();
    // The order of the list is the order on the screen, whichever session comes first.
    for track in tracks {
        reading.add_track(track);
    }
    for table in reading.page.tables(top, "session") {
        reading.session(table);
    }
    reading.aliases(organisations, tags);
    if !ordered {
        sort_rooms(&mut reading.schedule);
    }
    (reading.schedule, reading.page.problems)
}

struct Reading<'t> {
    page: Page<'t>,
    schedule: Schedule,
    /// Everybody who may be referred to, and where they stand there by their ids and names.
    listed: Vec<Speaker>,
    ids: HashMap<String, usize>,
    names: HashMap<String, usize>,
    /// Whoever was referred to, by their ids.
    speakers: HashMap<String, SpeakerIx>,
    /// By their ids and names.
    tracks: HashMap<String, TrackIx>,
    rooms: HashMap<String, RoomIx>,
    speaker_ids: Ids,
    track_ids: Ids,
    /// Where each session id was used first.
    lines: HashMap<String, usize>,
}

impl Reading<'_> {
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
            *place = page.needed(table, key, "the event").map(|(text, _)| text).unwrap_or_default();
        }
        event.short = page.string(table, "short").unwrap_or_else(|| event.name.clone());
        event.place = page.string(table, "place");
        event.url = page.string(table, "url").and_then(|url| resolve(&url, None));
        event.about = page.paragraphs(table, "about");
        if let Some((name, at)) = page.text(table, "zone") {
            match Zone::parse(&name) {
                Some(zone) => event.zone = zone,
                None => page.unknown(at, "time zone", &name, Tz::names()),
            }
        }
        event.day_change = page.number(table, "day_change").map_or(0, |minutes| minutes.min(24 * 60 - 1) as u16);
        event.first_day = page.date(table, "first_day").map(|(day, _)| day);
        let rooms = page.texts(table, "rooms");
        if let Some((last, at)) = page.date(table, "last_day") {
            if event.first_day.is_some_and(|first| last < first) {
                page.error(at, "the last day is before the first");
            }
            event.last_day = Some(last);
        }
        // The order of the list is the order on the screen, as with tracks.
        for (name, _) in rooms {
            self.add_room(name);
        }
    }

    /// Keeps the other names of what the sessions refer to.
    fn aliases(&mut self, organisations: Vec<Aliases>, tags: Vec<Aliases>) {
        let Schedule { sessions, organisations: firms, tags: labels, .. } = &mut self.schedule;
        let used: HashSet<&String> = sessions
            .iter()
            .flat_map(|session| {
                let employers = session.credits.iter().filter_map(|credit| credit.organisation.as_ref());
                employers.chain(&session.organisations).chain(&session.tags)
            })
            .collect();
        let is_used = |one: &Aliases| one.0.iter().any(|name| used.contains(name));
        firms.extend(organisations.into_iter().filter(is_used));
        labels.extend(tags.into_iter().filter(is_used));
    }

    fn session(&mut self, table: Table<'_>) {
        self.page.only(table, SESSION_KEYS);
        let Some((title, title_at)) = self.page.needed(table, "title", "this session") else { return };
        let (id, id_at) = self.page.text(table, "id").unwrap_or_else(|| (slug(&title), title_at));
        if let Some(first) = self.lines.get(&id) {
            let (line, _) = self.page.place(*first).unwrap_or_default();
            return self.page.error(id_at, format!("the session id '{id}' is used already, on line {line}"));
        }
        self.lines.insert(id.clone(), id_at);
        let mut session = Session::new(id, title);
        let page = &mut self.page;
        session.subtitle = page.string(table, "subtitle");
        let kind = page.word(table, "kind", Kind::from_word, Kind::ALL.iter().map(|kind| kind.name()));
        session.kind = kind.unwrap_or(Kind::Talk);
        session.level = page.word(table, "level", Level::from_word, Level::ALL.iter().map(|level| level.name()));
        session.guid = page.string(table, "guid");
        session.code = page.string(table, "code");
        for key in ["language", "languages"] {
            session.languages.extend(page.texts(table, key).iter().flat_map(|(language, _)| languages(language)));
        }
        session.abstract_text = page.paragraphs(table, "abstract");
        session.takeaways = page.texts(table, "takeaways").into_iter().map(|(takeaway, _)| takeaway).collect();
        session.links = links(page, table);
        session.organisations = page.texts(table, "organisations").into_iter().map(|(name, _)| name).collect();
        session.cancelled = page.flag(table, "cancelled").unwrap_or(false);
        session.recorded = page.flag(table, "recorded");
        self.time(table, &mut session);
        self.tags(table, &mut session);
        session.track = self.track(table);
        session.room = self.room(table);
        self.credits(table, &mut session);
        self.schedule.sessions.push(session);
    }

    /// The slot, the day and the length.
    fn time(&mut self, table: Table<'_>, session: &mut Session) {
        let date = self.page.date(table, "date");
        session.day = date.map(|(day, _)| day);
        session.minutes = self.page.number(table, "minutes");
        let zone = self.schedule.event.zone;
        let start = self.page.moment(table, "start", session.day);
        let end = self.page.moment(table, "end", session.day);
        let Some((start, start_at)) = start else {
            if let Some((_, at)) = end {
                self.page.error(at, "there is an 'end' without a 'start'");
            }
            return;
        };
        let mut slot = Slot::new(start.instant(zone), session.minutes.unwrap_or(0));
        if let Some((end, at)) = end {
            if end.instant(zone) < slot.start {
                return self.page.error(at, "the session ends before it starts");
            }
            slot.end = end.instant(zone);
            let given = slot.minutes();
            if session.minutes.is_some_and(|minutes| minutes != given) {
                self.page.error(at, format!("from 'start' to 'end' it is {given} minutes, 'minutes' says otherwise"));
            }
        }
        let day = self.schedule.event.day_of(&slot);
        if let Some((given, at)) = date.filter(|(given, _)| *given != day) {
            self.page.error(at, format!("'date' is {given}, but the session starts on {day}"));
        }
        let event = &self.schedule.event;
        if event.first_day.is_some_and(|first| day < first) || event.last_day.is_some_and(|last| day > last) {
            self.page.error(start_at, format!("{day} is not a day of the event"));
        }
        session.day = Some(day);
        session.minutes = Some(slot.minutes());
        session.slot = Some(slot);
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
        let id = slug(&name);
        let known = [&name, &fold(&name), &id].into_iter().find_map(|key| self.tracks.get(key)).copied();
        Some(known.unwrap_or_else(|| self.add_track(Track { id, name, ..Track::default() })))
    }

    fn add_track(&mut self, track: Track) -> TrackIx {
        let ix = TrackIx::new(self.schedule.tracks.len());
        self.tracks.insert(track.id.clone(), ix);
        self.tracks.entry(fold(&track.name)).or_insert(ix);
        self.schedule.tracks.push(Track { id: self.track_ids.unique(track.id, "track"), ..track });
        ix
    }

    fn room(&mut self, table: Table<'_>) -> Option<RoomIx> {
        let name = self.page.string(table, "room")?;
        Some(self.add_room(name))
    }

    fn add_room(&mut self, name: String) -> RoomIx {
        let rooms = &mut self.schedule.rooms;
        *self.rooms.entry(name.clone()).or_insert_with(|| {
            rooms.push(Room { event: EventIx(0), name, spot: None });
            RoomIx::new(rooms.len() - 1)
        })
    }

    fn credits(&mut self, table: Table<'_>, session: &mut Session) {
        for table in self.page.tables(table, "speakers") {
            self.page.only(table, "id name organisation title");
            let Some(speaker) = self.speaker(table) else { continue };
            if session.credits.len() >= PEOPLE {
                self.page.error(table.at, format!("a session has at most {PEOPLE} speakers"));
                break;
            }
            if session.credits.iter().any(|credit| credit.speaker == speaker) {
                let name = self.schedule.speakers.get(speaker.index()).map_or("", |speaker| &speaker.name);
                self.page.error(table.at, format!("the speaker '{name}' is given twice"));
                continue;
            }
            let [organisation, title] = ["organisation", "title"].map(|key| self.page.string(table, key));
            session.credits.push(Credit { speaker, organisation, title });
        }
    }

    fn speaker(&mut self, table: Table<'_>) -> Option<SpeakerIx> {
        let (id, name) = (self.page.text(table, "id"), self.page.text(table, "name"));
        let at = match (&id, &name) {
            (Some((id, _)), _) => self.ids.get(id),
            (None, Some((name, _))) => self.names.get(&fold(name)),
            (None, None) => None,
        };
        let listed = at.and_then(|at| self.listed.get(*at)).cloned();
        let speaker = match (listed, id, name) {
            (Some(speaker), _, name) => {
                if let Some((name, at)) = name.filter(|(name, _)| *name != speaker.name) {
                    let Speaker { id, name: known, .. } = &speaker;
                    self.page.error(at, format!("the speaker '{id}' is called '{known}', not '{name}'"));
                }
                speaker
            }
            (None, id, Some((name, _))) => {
                let id = id.map_or_else(|| slug(&name), |(id, _)| id);
                Speaker { id, name, ..Speaker::default() }
            }
            (None, Some((id, at)), None) => {
                self.page.unknown(at, "speaker", &id, self.listed.iter().map(|speaker| speaker.id.as_str()));
                return None;
            }
            (None, None, None) => {
                self.page.error(table.at, "this speaker has neither 'id' nor 'name'");
                return None;
            }
        };
        Some(*self.speakers.entry(speaker.id.clone()).or_insert_with(|| {
            let id = self.speaker_ids.unique(speaker.id.clone(), "speaker");
            self.schedule.speakers.push(Speaker { id, ..speaker });
            SpeakerIx::new(self.schedule.speakers.len() - 1)
        }))
    }
}
