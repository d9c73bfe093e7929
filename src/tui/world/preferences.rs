//! What the user says about a day, in their settings and while the program runs.

use crate::agenda::{LEAST_GAP, Lunch, TransferRules, WatchOrder};
use crate::changes::ReadChanges;
use crate::model::SessionIx;
use std::collections::BTreeMap;

/// What the user says about a day in their settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// How long changes of rooms take.
    pub rules: TransferRules,
    /// Free time shorter than this many minutes is a break, not a gap.
    pub least_gap: u32,
    /// The meal that a plan keeps free, if any.
    pub lunch: Option<Lunch>,
    /// From so many minutes before a session that they go to they are told when to leave; never where that is 0.
    pub leave: u32,
    /// How many minutes lie between two fetches of an event that runs; none where that is 0.
    pub refresh: u32,
    /// How many minutes before a session that they go to they are reminded, if at all.
    pub remind: Option<u32>,
    /// Whether times are shown in the zone of the machine from the start.
    pub in_own_zone: bool,
    /// The settings in force, for help.
    pub settings: Vec<PresentSetting>,
    /// Words that mean the same.
    pub same: Vec<(String, String)>,
    /// Names for queries, with these.
    pub named_queries: Vec<(String, String)>,
}

/// What is remembered from one start to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    /// Whether how to begin need not be told again.
    pub welcomed: bool,
    /// The screen, by the name of the action that leads there.
    pub screen: Option<String>,
    /// The id of the one event that the list was about.
    pub event: Option<String>,
    /// Whether the user asked for that event, whatever else is on.
    pub only: bool,
    /// Whether the list was in the order of time.
    pub by_time: bool,
    /// The queries that can be called up again, the last one last.
    pub queries: Vec<String>,
    /// The tracks that are hidden.
    pub hidden_tracks: Vec<String>,
    /// The rooms that are hidden, by the id of their event.
    pub hidden_rooms: BTreeMap<String, Vec<String>>,
    /// How wide the user made what a screen shows, by the name of the action that leads there.
    pub widths: BTreeMap<String, u16>,
    /// The session that was chosen last, by the id of its event.
    pub places: BTreeMap<String, String>,
    /// The event of the last of them.
    pub about: Option<String>,
    /// The sessions that were put off in triage, by the id of their event.
    pub later: BTreeMap<String, Vec<String>>,
    /// Whether triage was in the order of likeness.
    pub by_likeness: bool,
    /// How far was read what changed, by the id of the event.
    pub read: BTreeMap<String, ReadChanges>,
}

/// A setting as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresentSetting {
    /// Its name in `config.toml`.
    pub name: &'static str,
    /// Its value, as it is written there, or that it has none.
    pub value: String,
    /// The line there that says it.
    pub line: String,
    /// What it is for.
    pub help: &'static str,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            rules: TransferRules::default(),
            least_gap: LEAST_GAP,
            lunch: None,
            leave: 0,
            refresh: 0,
            remind: None,
            in_own_zone: false,
            settings: Vec::new(),
            same: Vec::new(),
            named_queries: Vec::new(),
        }
    }
}

/// Which unmarked sessions a plan may fill free time with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Suggest {
    /// None.
    #[default]
    Nothing,
    /// Those that are like what one marked.
    Similar,
    /// Those in the list of the Sessions screen, which a query or a filter narrows.
    Listed,
}

/// What the user wishes of plans and of what is left to watch, as long as the program runs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Planning {
    /// A meal to keep free.
    pub lunch: Option<Lunch>,
    /// What free time may be filled with.
    pub suggest: Suggest,
    /// What stays in the plan, whatever it clashes with.
    pub fixed: Vec<SessionIx>,
    /// How what is left to watch is listed.
    pub watch: WatchWish,
}

/// What stands first of what is left to watch, and how many minutes one has; 0 for as many as it takes.
pub type WatchWish = (WatchOrder, u32);
