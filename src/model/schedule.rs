//! One event as one source told it, complete in itself: what every reader of a format produces.

use super::{Aliases, Event, EventIx, Room, RoomIx, Session, Speaker, SpeakerIx, Track, TrackIx};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// One event with the tables that its sessions refer to by position. Every [`EventIx`] in it is 0.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Schedule {
    /// The event itself.
    pub event: Event,
    /// Its topics, in the source's order.
    pub tracks: Vec<Track>,
    /// Its people, in the source's order.
    pub speakers: Vec<Speaker>,
    /// Its rooms, in the source's order.
    pub rooms: Vec<Room>,
    /// Its sessions, in the source's order.
    pub sessions: Vec<Session>,
    /// Organisations that go by several names.
    pub organisations: Vec<Aliases>,
    /// Tags that go by several names.
    pub tags: Vec<Aliases>,
}

/// Why a schedule cannot be used: it refers to what it does not hold, or uses an id twice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A session refers to a track, room or speaker that is not in the tables.
    #[error("session '{0}' refers to something that the schedule does not hold")]
    Reference(String),
    /// Two sessions have the same id.
    #[error("session '{0}' occurs twice")]
    Twice(String),
}

impl Schedule {
    /// Whether every reference leads somewhere and every session id is unique. Readers in `source` always produce such
    /// schedules; one that comes from a cache on disk has to be asked.
    ///
    /// # Errors
    /// The first session that breaks the rule.
    pub fn check(&self) -> Result<(), Broken> {
        let mut ids = HashSet::with_capacity(self.sessions.len());
        for session in &self.sessions {
            let track = session.track.is_none_or(|track| track.index() < self.tracks.len());
            let room = session.room.is_none_or(|room| room.index() < self.rooms.len());
            let people = session.credits.iter().all(|credit| credit.speaker.index() < self.speakers.len());
            if !(track && room && people) {
                return Err(Broken::Reference(session.id.clone()));
            }
            if !ids.insert(session.id.as_str()) {
                return Err(Broken::Twice(session.id.clone()));
            }
        }
        Ok(())
    }

    /// The position of the track with this id, added at the end with this name if it is new.
    pub fn track(&mut self, id: &str, name: &str) -> TrackIx {
        let found = self.tracks.iter().position(|track| track.id == id);
        TrackIx::new(found.unwrap_or_else(|| {
            self.tracks.push(Track { id: id.to_owned(), name: name.to_owned(), ..Track::default() });
            self.tracks.len() - 1
        }))
    }

    /// The position of the room with this name, added at the end if it is new.
    pub fn room(&mut self, name: &str) -> RoomIx {
        let found = self.rooms.iter().position(|room| room.name == name);
        RoomIx::new(found.unwrap_or_else(|| {
            self.rooms.push(Room { event: EventIx(0), name: name.to_owned(), spot: None });
            self.rooms.len() - 1
        }))
    }

    /// The position of the speaker with this id, added at the end with this name if new.
    pub fn speaker(&mut self, id: &str, name: &str) -> SpeakerIx {
        let found = self.speakers.iter().position(|speaker| speaker.id == id);
        SpeakerIx::new(found.unwrap_or_else(|| {
            self.speakers.push(Speaker { id: id.to_owned(), name: name.to_owned(), ..Speaker::default() });
            self.speakers.len() - 1
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_with_a_dangling_reference_or_a_doubled_id_is_broken() {
        let sessions = vec![Session::new("a", "A"), Session::new("b", "B")];
        let mut schedule = Schedule { sessions, ..Schedule::default() };
        assert_eq!(schedule.check(), Ok(()));
        schedule.sessions[1].track = Some(TrackIx(0));
        assert_eq!(schedule.check(), Err(Broken::Reference("b".into())));
        schedule.sessions[1] = Session::new("a", "A again");
        assert_eq!(schedule.check(), Err(Broken::Twice("a".into())));
    }

    #[test]
    fn tables_grow_only_for_what_is_new() {
        let mut schedule = Schedule::default();
        assert_eq!(schedule.room("Aula"), RoomIx(0));
        assert_eq!(schedule.room("Foyer"), RoomIx(1));
        assert_eq!(schedule.room("Aula"), RoomIx(0));
    }
}
