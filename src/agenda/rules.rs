//! What the user says about changing rooms.

use crate::model::{Room, RoomSpot, Spot};
use std::collections::HashMap;

/// What the user says about changing rooms, for all programmes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferRules {
    /// Minutes that a change of rooms takes where nothing else is said.
    pub default_buffer: u32,
    /// The same for single events, by event id.
    pub per_event: HashMap<String, u32>,
    /// Distances between rooms; of those that match, the first counts.
    pub distances: Vec<Distance>,
    /// Where rooms are, in place of what the programme says.
    pub rooms: Vec<RoomRule>,
}

impl Default for TransferRules {
    fn default() -> Self {
        Self { default_buffer: 5, per_event: HashMap::new(), distances: Vec::new(), rooms: Vec::new() }
    }
}

/// How long it takes from some rooms to others, and back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distance {
    /// A pattern for the whole name of a room, in any case and without accents: `*` stands for any letters, `?` for one.
    pub from: String,
    /// A pattern for the rooms at the other end.
    pub to: String,
    /// The way in minutes, in either direction.
    pub minutes: u32,
}

/// Where some rooms are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomRule {
    /// The id of the event that has them; any, where there is none.
    pub event: Option<String>,
    /// Which they are, and where.
    pub room: RoomSpot,
}

impl TransferRules {
    /// Where a room of the event with this id is: as the user says, else as the programme does.
    pub(super) fn spot(&self, event: &str, room: &Room) -> Option<Spot> {
        let is_it =
            |rule: &&RoomRule| rule.event.as_deref().is_none_or(|id| id == event) && rule.room.covers(&room.name);
        self.rooms.iter().find(is_it).map(|rule| rule.room.spot).or(room.spot)
    }
}
