//! A schedule in the form in which it lies on disk, is looked at and is searched: nothing of it is made anew.
//!
//! What orders and counts all sessions and speakers is read at once, in columns; what rows of a list need, ids and what
//! searching needs when they are first asked for; a session or a speaker as a whole, with its texts, when it is looked
//! at. See [`Packed`].

mod briefs;
mod bytes;
mod column;
mod firms;
mod ids;
mod layout;
mod postings;
mod rows;
mod searchable;
mod vocabulary;
mod write;

pub use bytes::{Held, Storage};
pub use column::{Links, Numbers, Texts};
pub use layout::{FORM, Unusable, sum};
pub use postings::Occurrence;
pub use searchable::{Names, Searchable};
pub use vocabulary::{EMPHASIS, Vocabulary, singular, tells, words};
pub use write::{body, pack, pack_in_pieces};

use super::{Aliases, Brief, Event, Room, Schedule, Session, Speaker, Track};
use briefs::Briefs;
use chrono::{DateTime, Datelike, Utc};
use column::Reader;
use ids::Ids;
use layout::Layout;
use rows::{Records, Rows};
use serde::de::DeserializeOwned;
use std::fmt;
use std::sync::OnceLock;
use write::{BIOGRAPHY, PAGES};

// The parts, in their order.
const HEAD: usize = 0;
const FRONT: usize = 1;
const ROWS: usize = 2;
const IDS: usize = 3;
const SEARCH: usize = 4;
const RECORDS: usize = 5;

/// One event's schedule, as far as it was asked for.
pub struct Packed {
    layout: Layout,
    event: Event,
    tracks: Vec<Track>,
    rooms: Vec<Room>,
    organisations: Vec<Aliases>,
    tags: Vec<Aliases>,
    span: Span,
    briefs: Briefs,
    order: Numbers<u32>,
    given: Numbers<u32>,
    names: Texts,
    names_sorted: Numbers<u32>,
    speaker_ids: Texts,
    speaker_keys: Texts,
    employers: Texts,
    employed: Links,
    tells: Numbers<u32>,
    bynames: Texts,
    bearers: Numbers<u32>,
    rows: OnceLock<Rows>,
    ids: OnceLock<Ids>,
    searchable: OnceLock<Searchable>,
    damage: OnceLock<String>,
}

/// When the first of the sessions that have times begins and the last ends, in microseconds.
type Span = Option<(i64, i64)>;

/// The event, its tracks, its rooms, the organisations and tags that go by several names.
type Head = (Event, Vec<Track>, Vec<Room>, Vec<Aliases>, Vec<Aliases>, Span);

impl Packed {
    /// A schedule that was just read. It must not be [`Broken`](super::Broken).
    ///
    /// # Errors
    /// Those of [`pack`] and [`open`](Self::open), which there are none of.
    pub fn of(schedule: &Schedule) -> Result<Self, Unusable> {
        let bytes = pack(schedule).map_err(|_| Unusable::Damaged("it cannot be packed"))?;
        Self::open(Held::Memory(bytes.into()))
    }

    /// Reads what orders and counts. The rest is read when it is asked for; [`check`](Self::check) does so at once.
    ///
    /// # Errors
    /// [`Unusable`].
    pub fn open(held: Held) -> Result<Self, Unusable> {
        let layout = Layout::read(held)?;
        let (head, _) = layout.part(HEAD)?;
        let head = postcard::from_bytes(head.get()).map_err(|_| Unusable::Damaged("its head makes no sense"))?;
        let (numbers, text) = layout.part(FRONT)?;
        let damaged = Unusable::Damaged("its columns make no sense");
        Self::front(layout, head, Reader::new(numbers, text)).ok_or(damaged)
    }

    fn front(layout: Layout, head: Head, mut reader: Reader) -> Option<Self> {
        let (event, tracks, rooms, organisations, tags, span) = head;
        let packed = Self {
            layout,
            event,
            tracks,
            rooms,
            organisations,
            tags,
            span,
            briefs: Briefs::read(&mut reader)?,
            order: reader.column()?,
            given: reader.column()?,
            names: reader.texts()?,
            names_sorted: reader.column()?,
            speaker_ids: reader.texts()?,
            speaker_keys: reader.texts()?,
            employers: reader.texts()?,
            employed: reader.links()?,
            tells: reader.column()?,
            bynames: reader.texts()?,
            bearers: reader.column()?,
            rows: OnceLock::new(),
            ids: OnceLock::new(),
            searchable: OnceLock::new(),
            damage: OnceLock::new(),
        };
        packed.fits().then_some(packed)
    }

    /// Whether every row refers to rows that there are: with a right sum only a program with a fault writes others.
    fn fits(&self) -> bool {
        let (sessions, speakers) = (self.len(), self.names.len());
        let within = |column: &Numbers<u32>, count| {
            column.len() == count && column.iter().max().is_none_or(|most| (most as usize) < count)
        };
        within(&self.order, sessions) && within(&self.names_sorted, speakers)
    }

    fn rows(&self) -> &Rows {
        self.rows.get_or_init(|| self.section(ROWS, |reader| Rows::read(reader, self.len())).unwrap_or_default())
    }

    /// The event.
    pub fn event(&self) -> &Event {
        &self.event
    }

    /// Its tracks.
    pub fn tracks(&self) -> &[Track] {
        &self.tracks
    }

    /// Its rooms.
    pub fn rooms(&self) -> &[Room] {
        &self.rooms
    }

    /// How many sessions it has.
    pub fn len(&self) -> usize {
        self.briefs.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many speakers it has.
    pub fn speaker_count(&self) -> usize {
        self.names.len()
    }

    /// What is known of a session beside its texts, with positions as this event has them.
    pub fn brief(&self, session: usize) -> Brief {
        self.briefs.get(&self.rows().briefs, session)
    }

    /// Where a session stands in the order of time, before it are those with a smaller number.
    pub fn moment(&self, session: usize) -> i64 {
        self.briefs.moment(session, self.event.first_day.map(|day| day.num_days_from_ce()))
    }

    /// When the first of the sessions that have times begins and the last ends.
    pub fn span(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let (first, last) = self.span?;
        Some((DateTime::from_timestamp_micros(first)?, DateTime::from_timestamp_micros(last)?))
    }

    /// The track of a session, as a row of this event's tracks.
    pub fn track(&self, session: usize) -> Option<usize> {
        self.briefs.track(session)
    }

    /// The tracks of all sessions that have one, as rows of this event's tracks.
    pub fn tracks_used(&self) -> impl Iterator<Item = usize> + '_ {
        self.briefs.tracks()
    }

    /// The room of a session, as a row of this event's rooms.
    pub fn room(&self, session: usize) -> Option<usize> {
        self.rows().briefs.room(session)
    }

    /// The sessions in time, then by title, then by id.
    pub fn order(&self) -> &Numbers<u32> {
        &self.order
    }

    /// The folded titles, by session.
    pub fn titles(&self) -> &Texts {
        &self.rows().titles
    }

    /// The speakers of each session.
    pub fn people(&self) -> &Links {
        &self.rows().people
    }

    /// The sessions of each speaker, in order.
    pub fn given_by(&self) -> &Links {
        &self.rows().given_by
    }

    /// How many sessions a speaker gives.
    pub fn given_count(&self, speaker: usize) -> usize {
        self.given.get(speaker) as usize
    }

    /// The folded names of the speakers.
    pub fn names(&self) -> &Texts {
        &self.names
    }

    /// The speakers by folded name.
    pub fn by_name(&self) -> &Numbers<u32> {
        &self.names_sorted
    }

    /// The ids of the speakers.
    pub fn speaker_ids(&self) -> &Texts {
        &self.speaker_ids
    }

    /// What the source tells speakers apart by; empty where it says nothing.
    pub fn speaker_keys(&self) -> &Texts {
        &self.speaker_keys
    }

    /// A session with its texts, its positions as this event has them. Where it is damaged, what is known of it else.
    pub fn session(&self, at: usize) -> Session {
        self.record(&self.rows().sessions, at).unwrap_or_else(|| self.stand_in(at))
    }

    /// A speaker with everything that is known of them. Where it is damaged, what is known of them else.
    pub fn person(&self, at: usize) -> Speaker {
        self.record(&self.rows().speakers, at).unwrap_or_else(|| {
            let (id, name) = (self.speaker_ids.get(at).to_owned(), self.names.get(at).to_owned());
            Speaker { id, name, ..Speaker::default() }
        })
    }

    /// Whether there is a biography of a speaker, and whether there are pages.
    pub fn tells(&self, speaker: usize) -> (bool, bool) {
        let tells = self.tells.get(speaker);
        (tells & BIOGRAPHY != 0, tells & PAGES != 0)
    }

    /// The other names of speakers, folded, and whose each of them is.
    pub fn bynames(&self) -> impl Iterator<Item = (usize, &str)> {
        self.bearers.iter().enumerate().map(|(at, bearer)| (bearer as usize, self.bynames.get(at)))
    }

    fn record<T: DeserializeOwned>(&self, records: &Records, at: usize) -> Option<T> {
        let range = records.ends.get(at) as usize..records.ends.get(at + 1) as usize;
        let read = self.layout.within(RECORDS, range).and_then(|bytes| {
            let value = postcard::from_bytes(bytes.get()).ok().filter(|_| sum(bytes.get()) == records.sums.get(at));
            value.ok_or(Unusable::Damaged("a text has another sum than it had"))
        });
        read.map_err(|error| self.note(&error)).ok()
    }

    fn stand_in(&self, at: usize) -> Session {
        let brief = self.brief(at);
        let mut session = Session::new(self.id(at), self.titles().get(at));
        (session.track, session.room, session.kind, session.level) = (brief.track, brief.room, brief.kind, brief.level);
        (session.slot, session.day, session.minutes) = (brief.slot, brief.day, brief.minutes);
        (session.cancelled, session.recorded) = (brief.cancelled, brief.recorded);
        session
    }

    fn note(&self, error: &Unusable) {
        // The first is told; one is enough to make all anew.
        let _ = self.damage.set(error.to_string());
    }

    /// What turned out to be wrong with the bytes after they were opened.
    pub fn damage(&self) -> Option<&str> {
        self.damage.get().map(String::as_str)
    }

    fn ids(&self) -> &Ids {
        self.ids.get_or_init(|| self.section(IDS, |reader| Ids::read(reader, self.len())).unwrap_or_default())
    }

    /// The id of a session.
    pub fn id(&self, session: usize) -> &str {
        self.ids().get(session)
    }

    /// The session with an id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.ids_from(id).next().filter(|at| self.id(*at) == id)
    }

    /// The sessions by their ids, from the first that is not before this one.
    pub fn ids_from<'a>(&'a self, id: &str) -> impl Iterator<Item = usize> + use<'a> {
        self.ids().from(id)
    }

    /// How many bytes an id has in common with the nearest other ones, that before it and that after it.
    pub fn shared_start(&self, id: &str) -> usize {
        self.ids().shared_start(id)
    }

    /// What is searched.
    pub fn searchable(&self) -> &Searchable {
        self.searchable.get_or_init(|| {
            let read = |reader| Searchable::read(reader, self.titles(), &self.names);
            self.section(SEARCH, read).unwrap_or_else(|| Searchable::nothing(self.titles(), &self.names))
        })
    }

    fn section<T>(&self, part: usize, read: impl FnOnce(Reader) -> Option<T>) -> Option<T> {
        let found = self.layout.part(part).and_then(|(numbers, text)| {
            read(Reader::new(numbers, text)).ok_or(Unusable::Damaged("its columns make no sense"))
        });
        found.map_err(|error| self.note(&error)).ok()
    }

    /// How many bytes it has.
    pub fn length(&self) -> u64 {
        self.layout.length()
    }

    /// Looks at every byte, not only at those that were asked for.
    ///
    /// # Errors
    /// [`Unusable`].
    pub fn check(&self) -> Result<(), Unusable> {
        self.layout.check()
    }

    /// The schedule as it was packed.
    pub fn schedule(&self) -> Schedule {
        Schedule {
            event: self.event.clone(),
            tracks: self.tracks.clone(),
            rooms: self.rooms.clone(),
            speakers: (0..self.speaker_count()).map(|at| self.person(at)).collect(),
            sessions: (0..self.len()).map(|at| self.session(at)).collect(),
            organisations: self.organisations.clone(),
            tags: self.tags.clone(),
        }
    }
}

impl fmt::Debug for Packed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Packed").field("event", &self.event.id).field("sessions", &self.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
