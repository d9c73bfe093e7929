//! Everything loaded, with its indexes.

use super::admission::Admission;
use super::merge::in_order;
use super::packed::Packed;
use super::part::{Given, Part, admit_track};
use super::people::People;
use super::shelf::Shelf;
use super::{
    Brief, Credit, Event, EventIx, Room, RoomIx, Schedule, Session, SessionIx, Speaker, SpeakerIx, Track, TrackIx,
};
use chrono::{DateTime, Datelike, FixedOffset};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Everything loaded. Positions handed out by one programme are valid in that programme only.
///
/// Sessions and speakers are read when they are first asked for; what lists, filters and plans need of all of them is in
/// [`brief`](Self::brief), [`title_key`](Self::title_key) and [`speakers_of`](Self::speakers_of), which cost nothing.
#[derive(Debug, Clone, Default)]
pub struct Programme {
    parts: Vec<Part>,
    events: Vec<Event>,
    tracks: Vec<Track>,
    rooms: Vec<Room>,
    people: People,
    event_of: Vec<EventIx>,
    sessions: Shelf<Box<Session>>,
    speakers: Shelf<Box<Speaker>>,
    order: Vec<SessionIx>,
    rank: Vec<u32>,
    by_event: Vec<SessionIx>,
    /// Of each session track and speakers, for who goes through many.
    given: OnceLock<Given>,
}

impl Programme {
    /// The union of several schedules, none of which may be [`Broken`](super::Broken). See [`of`](Self::of).
    pub fn new(schedules: Vec<Schedule>) -> Self {
        Self::of(schedules.iter().filter_map(|schedule| Packed::of(schedule).ok()).map(Arc::new))
    }

    /// The union of several schedules. Tracks of the same name become one, and so do speakers whose name and
    /// circumstances agree (see the module `admission`). Of two schedules with the same event id the later one counts.
    pub fn of(schedules: impl IntoIterator<Item = Arc<Packed>>) -> Self {
        let (mut programme, mut tracks, schedules) = (Self::default(), HashMap::new(), Vec::from_iter(schedules));
        let last: HashMap<&str, usize> =
            schedules.iter().enumerate().map(|(at, schedule)| (schedule.event().id.as_str(), at)).collect();
        let counts = |(at, schedule): &(usize, &Arc<Packed>)| last.get(schedule.event().id.as_str()) == Some(at);
        let counting: Vec<_> = schedules.iter().enumerate().filter(counts).map(|(_, schedule)| schedule).collect();
        let mut people = Admission::among(&counting);
        counting.into_iter().for_each(|schedule| programme.add(schedule, &mut people, &mut tracks));
        super::short_name::shorten(&mut programme.events);
        programme.people = people.into_people();
        programme.speakers = Shelf::new(programme.people.len());
        programme.index();
        programme
    }

    fn add(&mut self, schedule: &Arc<Packed>, people: &mut Admission, known: &mut HashMap<String, TrackIx>) {
        let event = EventIx::new(self.events.len());
        let tracks =
            schedule.tracks().iter().map(|track| admit_track(&mut self.tracks, known, track.clone())).collect();
        self.parts.push(Part {
            packed: Arc::clone(schedule),
            sessions: self.event_of.len(),
            rooms: self.rooms.len(),
            tracks,
            speakers: people.admit(schedule),
        });
        self.rooms.extend(schedule.rooms().iter().map(|room| Room { event, ..room.clone() }));
        self.events.push(schedule.event().clone());
        self.event_of.resize(self.event_of.len() + schedule.len(), event);
    }

    fn index(&mut self) {
        self.sessions = Shelf::new(self.event_of.len());
        for part in &self.parts {
            self.by_event.extend(part.packed.order().iter().map(|at| SessionIx::new(part.sessions + at as usize)));
        }
        let before = |one: SessionIx, other: SessionIx| self.moment(one) < self.moment(other);
        let events = (0..self.events.len()).map(|event| self.sessions_at(EventIx::new(event)).to_vec());
        let order = in_order(events.collect(), before);
        self.rank = vec![0; order.len()];
        for (rank, ix) in (0..).zip(&order) {
            self.rank[ix.index()] = rank;
        }
        self.order = order;
    }

    fn moment(&self, ix: SessionIx) -> i64 {
        let (part, at) = self.part(ix);
        part.packed.moment(at)
    }

    fn part(&self, ix: SessionIx) -> (&Part, usize) {
        let part = &self.parts[self.event_of[ix.index()].index()];
        (part, ix.index() - part.sessions)
    }

    /// Every event, in the order in which they were handed in.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Every session, by position. Each is read, which takes a microsecond or two.
    pub fn sessions(&self) -> impl ExactSizeIterator<Item = &Session> + '_ {
        (0..self.event_of.len()).map(|at| self.session(SessionIx::new(at)))
    }

    /// The positions of all sessions.
    pub fn positions(&self) -> impl ExactSizeIterator<Item = SessionIx> + Clone + use<> {
        (0..self.event_of.len()).map(SessionIx::new)
    }

    /// Every speaker, by position. Each is read, which takes a microsecond or two.
    pub fn speakers(&self) -> impl ExactSizeIterator<Item = &Speaker> + '_ {
        (0..self.speakers.len()).map(|at| self.speaker(SpeakerIx::new(at)))
    }

    /// Every track, by position.
    pub fn tracks(&self) -> &[Track] {
        &self.tracks
    }

    /// Every room, by position.
    pub fn rooms(&self) -> &[Room] {
        &self.rooms
    }

    /// Every session in time, then by event and title; those without a time stand at their day or, failing that, at the first
    /// day of their event, before the sessions with a time; those without any date come last.
    pub fn order(&self) -> &[SessionIx] {
        &self.order
    }

    /// The place of a session in [`order`](Self::order).
    pub fn rank(&self, ix: SessionIx) -> u32 {
        self.rank[ix.index()]
    }

    /// Puts sessions into the order of their starts, those of no time at the beginning of their day and those of no day
    /// last.
    pub fn sort_by_time(&self, sessions: &mut [SessionIx]) {
        sessions.sort_by_cached_key(|ix| {
            let session = self.brief(*ix);
            let start = session.slot.map(|slot| slot.start.naive_utc());
            let start = start.or_else(|| session.day.and_then(|day| day.and_hms_opt(0, 0, 0)));
            (start.is_none(), start, session.event, self.rank(*ix))
        });
    }

    /// One event.
    pub fn event(&self, ix: EventIx) -> &Event {
        &self.events[ix.index()]
    }

    /// The packed schedule of an event.
    pub fn packed(&self, ix: EventIx) -> &Arc<Packed> {
        &self.parts[ix.index()].packed
    }

    /// The position of an event's first session: the others follow, in the order of its schedule.
    pub fn first_of(&self, ix: EventIx) -> usize {
        self.parts[ix.index()].sessions
    }

    /// The position of a speaker of an event's schedule.
    pub fn speaker_of(&self, ix: EventIx, row: usize) -> Option<SpeakerIx> {
        self.parts[ix.index()].speakers.get(row).copied()
    }

    /// One session.
    pub fn session(&self, ix: SessionIx) -> &Session {
        self.sessions.get(ix.index(), || {
            let (part, at) = self.part(ix);
            let mut session = part.packed.session(at);
            session.event = self.event_of[ix.index()];
            session.track = session.track.and_then(|track| part.tracks.get(track.index()).copied());
            session.room = session.room.and_then(|room| part.room(room.index()));
            session.credits.retain_mut(|credit| match part.speakers.get(credit.speaker.index()) {
                Some(speaker) => {
                    credit.speaker = *speaker;
                    true
                }
                None => false,
            });
            Box::new(session)
        })
    }

    /// What is known of a session beside its texts and people.
    pub fn brief(&self, ix: SessionIx) -> Brief {
        let (part, at) = self.part(ix);
        let brief = part.packed.brief(at);
        Brief {
            event: self.event_of[ix.index()],
            track: brief.track.and_then(|track| part.tracks.get(track.index()).copied()),
            room: brief.room.and_then(|room| part.room(room.index())),
            ..brief
        }
    }

    /// The year in which a session takes place or, failing that, its event.
    pub fn event_year(&self, ix: SessionIx) -> Option<i32> {
        let event = self.event_of(ix);
        self.brief(ix).date(event).or(event.first_day).map(|day| day.year())
    }

    /// The track of a session.
    #[inline]
    pub fn track_of(&self, ix: SessionIx) -> Option<TrackIx> {
        self.given().tracks[ix.index()]
    }

    fn given(&self) -> &Given {
        self.given.get_or_init(|| Given::of(&self.parts))
    }

    /// Prepares what a first search would have to wait for.
    pub fn warm(&self) {
        self.given();
        self.parts.iter().for_each(|part| {
            part.packed.searchable();
        });
    }

    /// Every speaker, by name.
    pub fn by_name(&self) -> Vec<SpeakerIx> {
        // Whom several schedules know stands where the first one has them.
        let of = |(number, part): (usize, &Part)| -> Vec<SpeakerIx> {
            let speakers = part.packed.by_name().iter().filter_map(|row| part.speakers.get(row as usize).copied());
            speakers.filter(|speaker| self.people.is_first_in(*speaker, number)).collect()
        };
        let lists: Vec<Vec<SpeakerIx>> = self.parts.iter().enumerate().map(of).collect();
        in_order(lists, |one, other| self.name_key(one) < self.name_key(other))
    }

    /// The folded title of a session.
    pub fn title_key(&self, ix: SessionIx) -> &str {
        let (part, at) = self.part(ix);
        part.packed.titles().get(at)
    }

    /// The id of a session.
    pub fn id(&self, ix: SessionIx) -> &str {
        let (part, at) = self.part(ix);
        part.packed.id(at)
    }

    /// Who gives a session, in the source's order.
    pub fn speakers_of(&self, ix: SessionIx) -> impl Iterator<Item = SpeakerIx> + '_ {
        self.given().speakers(ix).iter().copied()
    }

    /// One speaker.
    pub fn speaker(&self, ix: SpeakerIx) -> &Speaker {
        self.speakers.get(ix.index(), || Box::new(self.people.speaker(ix)))
    }

    /// Other names of an event's speakers, folded, each with the row of who is called so there or elsewhere.
    pub fn bynames(&self, event: EventIx) -> &[(usize, String)] {
        self.people.bynames(event.index())
    }

    /// The folded name of a speaker.
    pub fn name_key(&self, ix: SpeakerIx) -> &str {
        self.people.name(ix)
    }

    /// One track.
    pub fn track(&self, ix: TrackIx) -> &Track {
        &self.tracks[ix.index()]
    }

    /// One room.
    pub fn room(&self, ix: RoomIx) -> &Room {
        &self.rooms[ix.index()]
    }

    /// The position of the event of a session.
    pub fn event_ix(&self, ix: SessionIx) -> EventIx {
        self.event_of[ix.index()]
    }

    /// The event of a session.
    pub fn event_of(&self, ix: SessionIx) -> &Event {
        self.event(self.event_of[ix.index()])
    }

    /// The name of the room of a session.
    pub fn room_name(&self, session: &Session) -> Option<&str> {
        session.room.map(|room| self.room(room).name.as_str())
    }

    /// The sessions of a speaker, in order.
    pub fn sessions_by(&self, speaker: SpeakerIx) -> Vec<SessionIx> {
        let of = |(part, row): (usize, usize)| {
            let part = &self.parts[part];
            part.packed.given_by().of(row).map(|at| SessionIx::new(part.sessions + at as usize)).collect()
        };
        in_order(self.people.rows(speaker).map(of).collect(), |one, other| self.rank(one) < self.rank(other))
    }

    /// How many sessions a speaker gives.
    pub fn session_count(&self, speaker: SpeakerIx) -> usize {
        self.people.rows(speaker).map(|(part, row)| self.parts[part].packed.given_count(row)).sum()
    }

    /// How many sessions each track has.
    pub fn track_sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.tracks.len()];
        for part in &self.parts {
            let tracks = part.packed.tracks_used().filter_map(|track| part.tracks.get(track));
            tracks.for_each(|track| sizes[track.index()] += 1);
        }
        sizes
    }

    /// The sessions of an event, in order.
    pub fn sessions_at(&self, event: EventIx) -> &[SessionIx] {
        let part = &self.parts[event.index()];
        &self.by_event[part.sessions..part.sessions + part.packed.len()]
    }

    /// The names of those who give a session.
    pub fn people(&self, ix: SessionIx) -> String {
        let names = self.session(ix).credits.iter().map(|credit| self.speaker(credit.speaker).name.as_str());
        names.collect::<Vec<_>>().join(", ")
    }

    /// A person's name with the organisation they had for this session.
    pub fn credit_line(&self, credit: &Credit) -> String {
        let name = &self.speaker(credit.speaker).name;
        credit.organisation.as_ref().map_or_else(|| name.clone(), |organisation| format!("{name}, {organisation}"))
    }

    /// Start and end of a session on the wall clocks of its event.
    pub fn times(&self, ix: SessionIx) -> Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)> {
        let slot = self.brief(ix).slot?;
        let zone = self.event_of(ix).zone;
        Some((zone.local(slot.start), zone.local(slot.end)))
    }
}

#[cfg(test)]
mod tests;
