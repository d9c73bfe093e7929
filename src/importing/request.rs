//! What is to be brought in.

use crate::model::{Source, Zone};
use crate::store::StoredEvent;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What somebody wants to have.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// Where it is.
    pub origin: Origin,
    /// What is to hold in place of what the source says.
    pub overrides: Overrides,
}

/// What the user wants in place of what the source says. It is remembered and holds when the event is fetched again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overrides {
    /// The zone of the event's clocks.
    pub zone: Option<Zone>,
    /// The event's id.
    pub id: Option<String>,
    /// The event's name.
    pub name: Option<String>,
    /// What the fields of a list of sessions are called.
    pub fields: BTreeMap<String, String>,
}

impl Overrides {
    /// What is remembered of a kept event. A zone that nobody knows, as a person may write one into the file, is none.
    pub fn of(kept: &StoredEvent) -> Self {
        Self {
            zone: kept.zone_override.as_deref().and_then(Zone::parse),
            id: kept.id_override.clone(),
            name: kept.name_override.clone(),
            fields: kept.fields.clone(),
        }
    }

    /// These, and where they are silent the others.
    pub(super) fn or(self, others: Self) -> Self {
        let fields = if self.fields.is_empty() { others.fields } else { self.fields };
        Self { zone: self.zone.or(others.zone), id: self.id.or(others.id), name: self.name.or(others.name), fields }
    }
}

/// Where an event is.
#[derive(Debug, Clone)]
pub enum Origin {
    /// In a file.
    File(PathBuf),
    /// At an address.
    Address(String),
    /// Here: what standard input had.
    Input(Vec<u8>),
}

impl Origin {
    /// The file or address that somebody typed: an address has a scheme.
    pub fn named(text: &str) -> Self {
        let text = text.trim();
        if text.contains("://") { Self::Address(text.to_owned()) } else { Self::File(PathBuf::from(text)) }
    }

    /// Where to get an event again; nothing where there is no way back.
    pub fn of(source: &Source) -> Option<Self> {
        match source {
            Source::File(path) => Some(Self::File(PathBuf::from(path))),
            Source::Address(address) => Some(Self::Address(address.clone())),
            Source::Shipped | Source::Input => None,
        }
    }
}
