//! What a catalogue lists.

use crate::model::{RoomSpot, Zone};
use chrono::NaiveDate;

/// A conference with the address of its schedule, or of a page from which that is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conference {
    /// Its name, with the year where it is one of a series.
    pub name: String,
    /// What else it is called.
    pub also: Vec<String>,
    /// Where its schedule is.
    pub address: String,
    /// When it begins and ends; of a series the first and the last day of the month.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Whether the days are exact.
    pub exact: bool,
    /// City and country, where they are known.
    pub place: Option<String>,
    /// The zone of its clocks, where it is known.
    pub zone: Option<Zone>,
    /// Where its rooms are, where that is known.
    pub rooms: Vec<RoomSpot>,
    /// Who says so, to be credited.
    pub from: String,
}

impl Conference {
    /// When it is, as people write it; empty where that is not known.
    pub fn when(&self) -> String {
        match self.days {
            Some((first, last)) if self.exact => crate::words::days(first, last),
            Some((first, _)) => first.format("about %b %Y").to_string(),
            None => String::new(),
        }
    }

    /// Where it is, as far as that is known: its place, else its zone.
    pub fn whereabouts(&self) -> String {
        self.place.clone().or_else(|| self.zone.map(|zone| zone.to_string())).unwrap_or_default()
    }
}
