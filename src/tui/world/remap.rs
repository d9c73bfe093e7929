//! Positions of one programme in another. An event was fetched again, came, or went: positions of sessions, people and
//! tracks mean nothing any more, so everything that holds one goes on with what it is about.

use crate::identity::remap;
use crate::model::{EventIx, Programme, RoomIx, SessionIx, SpeakerIx, TrackIx, fold};

/// Where things of an earlier programme are in the one of today.
pub struct Remap<'a> {
    pub before: &'a Programme,
    pub today: &'a Programme,
}

impl Remap<'_> {
    pub fn session(&self, ix: SessionIx) -> Option<SessionIx> {
        remap(self.before, ix, self.today)
    }

    pub fn event(&self, ix: EventIx) -> Option<EventIx> {
        self.today.event_by_id(&self.before.event(ix).id)
    }

    /// The same person: of the same id and name, or at least of the same name.
    pub fn speaker(&self, ix: SpeakerIx) -> Option<SpeakerIx> {
        let before = self.before.speaker(ix);
        let key = self.before.name_key(ix);
        let namesakes =
            || (0..self.today.speakers().len()).map(SpeakerIx::new).filter(|ix| self.today.name_key(*ix) == key);
        let people = || namesakes().filter(|ix| self.today.speaker(*ix).name == before.name);
        people().find(|ix| self.today.speaker(*ix).id == before.id).or_else(|| people().next())
    }

    pub fn track(&self, ix: TrackIx) -> Option<TrackIx> {
        let name = fold(&self.before.track(ix).name);
        self.today.tracks().iter().position(|other| fold(&other.name) == name).map(TrackIx::new)
    }

    /// The room of the same name at the same event.
    pub fn room(&self, ix: RoomIx) -> Option<RoomIx> {
        let before = self.before.room(ix);
        let event = self.today.event_by_id(&self.before.event(before.event).id)?;
        let mut rooms = self.today.rooms().iter();
        rooms.position(|other| other.event == event && other.name == before.name).map(RoomIx::new)
    }
}
