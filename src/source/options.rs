//! What is known of a source beside its bytes.

use crate::model::{RoomSpot, Source, Zone};
use std::collections::BTreeMap;

/// What the user, or whoever fetched the bytes, says about them.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The zone of the event's clocks; it overrides what the source says.
    pub zone: Option<Zone>,
    /// The event's id, in place of one made of the source's acronym or name.
    pub id: Option<String>,
    /// The event's name, in place of the source's.
    pub name: Option<String>,
    /// The event's name for narrow columns, in place of the source's.
    pub short: Option<String>,
    /// What the fields of a list of sessions are called: a field of ours, and the list's name for it.
    pub fields: BTreeMap<String, String>,
    /// Where its rooms are.
    pub rooms: Vec<RoomSpot>,
    /// What to call the event where the source has no name for it.
    pub title: Option<String>,
    /// Where the bytes came from.
    pub source: Source,
    /// What the source is called in problems.
    pub file: String,
}

impl Options {
    /// The address that relative links of the source are taken relative to, where it has none itself.
    pub fn base(&self) -> Option<&str> {
        match &self.source {
            Source::Address(address) => Some(address),
            Source::Shipped | Source::File(_) | Source::Input => None,
        }
    }
}
