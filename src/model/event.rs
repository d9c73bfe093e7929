//! One edition of a conference.

use super::{Slot, Zone};
use crate::sanitise::shown_address;
use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use std::fmt;

/// One edition of a conference.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Event {
    /// Unique in a programme: `kubecon-na-2017`.
    pub id: String,
    /// The full name.
    pub name: String,
    /// A name for narrow columns; the full name where there is no shorter one.
    pub short: String,
    /// City and country, as the source has it.
    pub place: Option<String>,
    /// The zone its clocks run in.
    pub zone: Zone,
    /// The first conference day.
    pub first_day: Option<NaiveDate>,
    /// The last conference day.
    pub last_day: Option<NaiveDate>,
    /// Minutes after midnight at which a conference day begins: sessions before that belong to the day before.
    pub day_change: u16,
    /// The conference's own page.
    pub url: Option<String>,
    /// Paragraphs on what the programme is: how complete, and where it is from; empty where nothing is known.
    pub about: String,
    /// Where the schedule came from.
    pub source: Source,
}

impl Event {
    /// The conference day a slot belongs to: the date on the wall, or the day before while the night still lasts.
    pub fn day_of(&self, slot: &Slot) -> NaiveDate {
        let wall = self.zone.local(slot.start).naive_local();
        if slot.all_day { wall.date() } else { (wall - TimeDelta::minutes(i64::from(self.day_change))).date() }
    }

    /// The last conference day of a slot: another than its first only where it takes days.
    pub fn last_day_of(&self, slot: &Slot) -> NaiveDate {
        let first = self.day_of(slot);
        let last = Slot { start: slot.end - TimeDelta::seconds(1), ..*slot };
        if slot.takes_days() { self.day_of(&last).max(first) } else { first }
    }
}

/// The file or address an event came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Source {
    /// Part of the program.
    #[default]
    Shipped,
    /// A file of the user's, by its path.
    File(String),
    /// An http or https address.
    Address(String),
    /// Standard input.
    Input,
}

impl Source {
    /// The same without the secrets of an address: those are for whoever fetches from there.
    #[must_use]
    pub fn shown(&self) -> Self {
        match self {
            Self::Address(address) => Self::Address(shown_address(address)),
            other => other.clone(),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shipped => out.write_str("shipped"),
            Self::File(place) => out.write_str(place),
            Self::Address(address) => out.write_str(&shown_address(address)),
            Self::Input => out.write_str("standard input"),
        }
    }
}
