//! Everything loaded, in memory, with its indexes.

use super::people::People;
use super::{
    Credit, Event, EventIx, Room, RoomIx, Schedule, Session, SessionIx, Speaker, SpeakerIx, Track, TrackIx, fold,
};
use chrono::{DateTime, FixedOffset};
use std::collections::HashMap;

/// Everything loaded. Positions handed out by one programme are valid in that programme only.
#[derive(Debug, Clone, Default)]
pub struct Programme {
    events: Vec<Event>,
    sessions: Vec<Session>,
    speakers: Vec<Speaker>,
    tracks: Vec<Track>,
    rooms: Vec<Room>,
    order: Vec<SessionIx>,
    rank: Vec<u32>,
    by_speaker: Vec<Vec<SessionIx>>,
    by_event: Vec<Vec<SessionIx>>,
    ids: HashMap<(EventIx, String), SessionIx>,
}

impl Programme {
    /// The union of several schedules. Tracks of the same name become one, and so do speakers whose name and
    /// circumstances agree (see the module `people`). Of two schedules with the same event id the later one counts; a
    /// schedule that is [`Broken`](super::Broken) must not be handed in.
    pub fn new(schedules: Vec<Schedule>) -> Self {
        let mut programme = Self::default();
        let mut people = People::default();
        let mut tracks = HashMap::new();
        let last: HashMap<String, usize> =
            schedules.iter().enumerate().map(|(at, schedule)| (schedule.event.id.clone(), at)).collect();
        for (at, schedule) in schedules.into_iter().enumerate() {
            if last.get(&schedule.event.id) == Some(&at) {
                programme.add(schedule, &mut people, &mut tracks);
            }
        }
        programme.speakers = people.into_speakers();
        programme.index();
        programme
    }

    fn add(&mut self, schedule: Schedule, people: &mut People, known: &mut HashMap<String, TrackIx>) {
        let event = EventIx::new(self.events.len());
        let room_base = self.rooms.len();
        let speakers = people.admit(&schedule);
        let tracks: Vec<TrackIx> =
            schedule.tracks.into_iter().map(|track| admit_track(&mut self.tracks, known, track)).collect();
        self.rooms.extend(schedule.rooms.into_iter().map(|room| Room { event, ..room }));
        self.events.push(schedule.event);
        for mut session in schedule.sessions {
            session.event = event;
            session.track = session.track.and_then(|track| tracks.get(track.index()).copied());
            session.room = session.room.map(|room| RoomIx::new(room_base + room.index()));
            session.credits.retain_mut(|credit| match speakers.get(credit.speaker.index()) {
                Some(speaker) => {
                    credit.speaker = *speaker;
                    true
                }
                None => false,
            });
            self.sessions.push(session);
        }
    }

    fn index(&mut self) {
        self.order = (0..self.sessions.len()).map(SessionIx::new).collect();
        let events = &self.events;
        let keys: Vec<_> =
            self.sessions.iter().map(|session| sort_key(session, &events[session.event.index()])).collect();
        self.order.sort_by(|a, b| keys[a.index()].cmp(&keys[b.index()]));
        self.rank = vec![0; self.sessions.len()];
        self.by_speaker = vec![Vec::new(); self.speakers.len()];
        self.by_event = vec![Vec::new(); self.events.len()];
        for (rank, ix) in self.order.iter().enumerate() {
            self.rank[ix.index()] = u32::try_from(rank).unwrap_or(u32::MAX);
            let session = &self.sessions[ix.index()];
            self.by_event[session.event.index()].push(*ix);
            self.ids.insert((session.event, session.id.clone()), *ix);
            for credit in &session.credits {
                let of_speaker = &mut self.by_speaker[credit.speaker.index()];
                if of_speaker.last() != Some(ix) {
                    of_speaker.push(*ix);
                }
            }
        }
    }

    /// Every event, in the order in which they were handed in.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Every session, by position.
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// Every speaker, by position.
    pub fn speakers(&self) -> &[Speaker] {
        &self.speakers
    }

    /// Every track, by position.
    pub fn tracks(&self) -> &[Track] {
        &self.tracks
    }

    /// Every room, by position.
    pub fn rooms(&self) -> &[Room] {
        &self.rooms
    }

    /// Every session in time, then by title; those without a time stand at their day or, failing that, at the first
    /// day of their event, before the sessions with a time; those without any date come last.
    pub fn order(&self) -> &[SessionIx] {
        &self.order
    }

    /// The place of a session in [`order`](Self::order).
    pub fn rank(&self, ix: SessionIx) -> u32 {
        self.rank[ix.index()]
    }

    /// One event.
    pub fn event(&self, ix: EventIx) -> &Event {
        &self.events[ix.index()]
    }

    /// One session.
    pub fn session(&self, ix: SessionIx) -> &Session {
        &self.sessions[ix.index()]
    }

    /// One speaker.
    pub fn speaker(&self, ix: SpeakerIx) -> &Speaker {
        &self.speakers[ix.index()]
    }

    /// One track.
    pub fn track(&self, ix: TrackIx) -> &Track {
        &self.tracks[ix.index()]
    }

    /// One room.
    pub fn room(&self, ix: RoomIx) -> &Room {
        &self.rooms[ix.index()]
    }

    /// The event of a session.
    pub fn event_of(&self, ix: SessionIx) -> &Event {
        self.event(self.session(ix).event)
    }

    /// The name of the room of a session.
    pub fn room_name(&self, session: &Session) -> Option<&str> {
        session.room.map(|room| self.room(room).name.as_str())
    }

    /// The sessions of a speaker, in order.
    pub fn sessions_by(&self, speaker: SpeakerIx) -> &[SessionIx] {
        &self.by_speaker[speaker.index()]
    }

    /// The sessions of an event, in order.
    pub fn sessions_at(&self, event: EventIx) -> &[SessionIx] {
        &self.by_event[event.index()]
    }

    /// The names of those who give a session.
    pub fn people(&self, ix: SessionIx) -> String {
        let names = self.session(ix).credits.iter().map(|credit| self.speaker(credit.speaker).name.as_str());
        names.collect::<Vec<_>>().join(", ")
    }

    /// A person's name with the organisation they had for this session.
    pub fn credit_line(&self, credit: &Credit) -> String {
        let name = &self.speaker(credit.speaker).name;
        match &credit.organisation {
            Some(organisation) => format!("{name}, {organisation}"),
            None => name.clone(),
        }
    }

    /// The event with this id.
    pub fn event_by_id(&self, id: &str) -> Option<EventIx> {
        self.events.iter().position(|event| event.id == id).map(EventIx::new)
    }

    /// The session with this id in this event.
    pub fn session_by_id(&self, event: &str, id: &str) -> Option<SessionIx> {
        self.ids.get(&(self.event_by_id(event)?, id.to_owned())).copied()
    }

    /// The whole id of a session: `event/session`.
    pub fn full_id(&self, ix: SessionIx) -> String {
        format!("{}/{}", self.event_of(ix).id, self.session(ix).id)
    }

    /// Start and end of a session on the wall clocks of its event.
    pub fn times(&self, ix: SessionIx) -> Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)> {
        let slot = self.session(ix).slot?;
        let zone = self.event_of(ix).zone;
        Some((zone.local(slot.start), zone.local(slot.end)))
    }
}

fn admit_track(tracks: &mut Vec<Track>, known: &mut HashMap<String, TrackIx>, mut track: Track) -> TrackIx {
    if let Some(ix) = known.get(&fold(&track.name)) {
        return *ix;
    }
    if tracks.iter().any(|other| other.id == track.id) {
        track.id = (2..)
            .map(|n| format!("{}-{n}", track.id))
            .find(|id| tracks.iter().all(|t| t.id != *id))
            .unwrap_or_default();
    }
    let ix = TrackIx::new(tracks.len());
    known.insert(fold(&track.name), ix);
    tracks.push(track);
    ix
}

fn sort_key(session: &Session, event: &Event) -> (i64, i64, String, EventIx, String) {
    let day = session.day.or(event.first_day);
    let start = session.slot.map(|slot| (!slot.all_day, slot.start.timestamp()));
    let (day, start) = match (day, start) {
        (_, Some((true, start))) => (start, start),
        (Some(day), _) => (day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp(), i64::MIN),
        (None, Some((_, start))) => (start, i64::MIN),
        (None, None) => (i64::MAX, i64::MAX),
    };
    (day, start, fold(&session.title), session.event, session.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Slot};
    use chrono::{NaiveDate, TimeZone, Utc};

    fn schedule(id: &str, titles: &[&str]) -> Schedule {
        let mut schedule = Schedule::default();
        schedule.event.id = id.to_owned();
        schedule.sessions = titles.iter().map(|title| Session::new(crate::model::slug(title), *title)).collect();
        schedule
    }

    #[test]
    fn sessions_stand_in_time_then_by_title_and_the_undated_last() {
        let mut dated = schedule("dated", &["Late", "Early", "Also early", "Unplaced"]);
        dated.event.first_day = NaiveDate::from_ymd_opt(2019, 11, 18);
        for (session, hour) in dated.sessions.iter_mut().zip([15, 9, 9]) {
            session.slot = Some(Slot::new(Utc.with_ymd_and_hms(2019, 11, 18, hour, 0, 0).unwrap(), 30));
        }
        let programme = Programme::new(vec![schedule("undated", &["Nowhen"]), dated]);
        let titles: Vec<_> = programme.order().iter().map(|ix| programme.session(*ix).title.as_str()).collect();
        assert_eq!(titles, ["Unplaced", "Also early", "Early", "Late", "Nowhen"]);
        assert_eq!(programme.rank(programme.session_by_id("dated", "late").unwrap()), 3);
    }

    #[test]
    fn tracks_of_the_same_name_are_one_and_rooms_stay_apart() {
        let mut first = schedule("one", &["A"]);
        first.sessions[0].track = Some(first.track("sec", "Security"));
        first.sessions[0].room = Some(first.room("Aula"));
        let mut second = schedule("two", &["B"]);
        second.sessions[0].track = Some(second.track("track-7", "SECURITY"));
        second.sessions[0].room = Some(second.room("Aula"));
        let programme = Programme::new(vec![first, second]);
        assert_eq!((programme.tracks().len(), programme.rooms().len()), (1, 2));
        assert!(programme.sessions().iter().all(|session| session.track == Some(TrackIx(0))));
    }

    #[test]
    fn a_schedule_handed_in_again_replaces_the_earlier_one() {
        let mut again = schedule("one", &["B"]);
        again.sessions[0].kind = Kind::Panel;
        let programme = Programme::new(vec![schedule("one", &["A"]), again]);
        assert_eq!(programme.events().len(), 1);
        assert_eq!(programme.session(SessionIx(0)).title, "B");
    }
}
