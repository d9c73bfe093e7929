//! What the program starts with and how it ends.

use crate::config::Config;
use crate::favourites::Favourites;
use crate::friends::Friends;
use crate::io::network;
use crate::keymap::Keymap;
use crate::model::{Event, Programme, Schedule};
use crate::problem::Problem;
use crate::store::{EventStore, FavouritesStore, StoredEvent};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// What the program starts with.
pub struct Start {
    /// The events that are loaded.
    pub programme: Arc<Programme>,
    /// The user's settings.
    pub config: Config,
    /// The keys in force.
    pub keymap: Keymap,
    /// What the user has marked.
    pub favourites: Favourites,
    /// Whom the user goes with.
    pub friends: Friends,
    /// Where marks are kept; absent where there is no home directory: they then last as long as the program.
    pub store: Option<FavouritesStore>,
    /// Schedules that were opened for once, which are then all that the programme holds.
    pub opened: Vec<Schedule>,
    /// The events that ship, whether they take part or not.
    pub shipped: Vec<Event>,
    /// Where imported events are kept; absent where there is no home directory.
    pub event_store: Option<EventStore>,
    /// The imported events, whether they take part or not.
    pub kept: Vec<StoredEvent>,
    /// The ids of the events that ship and do not take part.
    pub left_out: Vec<String>,
    /// What a transfer may cost, and whom it may trust.
    pub network: network::NetworkRules,
    /// What is wrong so far.
    pub problems: Vec<Problem>,
    /// The simulated time, where one was asked for.
    pub at: Option<DateTime<Utc>>,
}

/// How the program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The exit code.
    pub code: u8,
    /// What the user must be told once the terminal is theirs again.
    pub farewell: Option<String>,
}
