//! Tracks and rooms that the list can leave out.

use crate::model::{Programme, RoomIx, Session, TrackIx};
use std::collections::BTreeSet;

/// What can be hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    Track(TrackIx),
    Room(RoomIx),
}

/// A track by its name, or a room by the id of its event and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FacetName {
    Track(String),
    Room(String, String),
}

impl FacetName {
    pub fn of(programme: &Programme, facet: Facet) -> Self {
        match facet {
            Facet::Track(track) => Self::Track(programme.track(track).name.clone()),
            Facet::Room(room) => {
                let room = programme.room(room);
                Self::Room(programme.event(room.event).id.clone(), room.name.clone())
            }
        }
    }

    /// The track or room in a programme that has it.
    pub fn find(&self, programme: &Programme) -> Option<Facet> {
        match self {
            Self::Track(name) => {
                let at = programme.tracks().iter().position(|track| track.name == *name)?;
                Some(Facet::Track(TrackIx::new(at)))
            }
            Self::Room(event, name) => {
                let event = programme.event_by_id(event)?;
                let at = programme.rooms().iter().position(|room| room.event == event && room.name == *name)?;
                Some(Facet::Room(RoomIx::new(at)))
            }
        }
    }
}

/// The tracks and rooms that are hidden.
pub type Hidden = BTreeSet<Facet>;

/// Whether a session is left out, for its track or its room.
pub fn is_hidden(hidden: &Hidden, session: &Session) -> bool {
    session.room.is_some_and(|room| hidden.contains(&Facet::Room(room)))
        || session.track.is_some_and(|track| hidden.contains(&Facet::Track(track)))
}

pub fn facet_name(programme: &Programme, facet: Facet) -> &str {
    match facet {
        Facet::Track(track) => &programme.track(track).name,
        Facet::Room(room) => &programme.room(room).name,
    }
}
