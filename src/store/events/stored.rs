//! What is known of a kept event beside its schedule, as text that people can read and correct.

use super::error::{KeepError, read_toml, write};
use crate::io::durable::Durability;
use crate::model::{RoomSpot, Source};
use crate::problem::Problem;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The file's name.
pub(super) const EVENT: &str = "event.toml";

/// What stands at its top.
pub(super) const HEADING: &str =
    "# An event kept by kubetalks. 'kubetalks refresh' fetches it again, 'kubetalks forget' removes it.\n";

/// What is known of a kept event beside its schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredEvent {
    /// The event's id.
    pub id: String,
    /// The event's name.
    pub name: String,
    /// The address it came from, if it did.
    pub address: Option<String>,
    /// The file it came from, if it did.
    pub file: Option<String>,
    /// The zone that the user wants in place of the source's.
    pub zone_override: Option<String>,
    /// The id that the user wants in place of the source's.
    pub id_override: Option<String>,
    /// The name that the user wants in place of the source's.
    pub name_override: Option<String>,
    /// The short name that the user wants in place of the source's.
    pub short_override: Option<String>,
    /// The zone by the page or the catalogue that led here, for where the source is silent.
    pub zone_hearsay: Option<String>,
    /// The name by the page or the catalogue that led here, for where the source is silent.
    pub name_hearsay: Option<String>,
    /// The server's mark of the version that is kept.
    pub etag: Option<String>,
    /// When that version was last changed, in the server's words.
    pub last_modified: Option<String>,
    /// When the source was last asked.
    pub fetched: DateTime<Utc>,
    /// Whether its sessions are part of the programme.
    #[serde(default = "yes")]
    pub taking_part: bool,
    /// What the user says that the fields of its list of sessions are called.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// Where its rooms are, by the catalogue that led here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rooms: Vec<RoomSpot>,
}

fn yes() -> bool {
    true
}

impl StoredEvent {
    /// An event that was just read, with nothing overridden, and that takes part.
    pub fn new(id: impl Into<String>, name: impl Into<String>, source: &Source, fetched: DateTime<Utc>) -> Self {
        let (address, file) = match source {
            Source::Address(address) => (Some(address.clone()), None),
            Source::File(file) => (None, Some(file.clone())),
            Source::Shipped | Source::Input => (None, None),
        };
        Self {
            id: id.into(),
            name: name.into(),
            address,
            file,
            zone_override: None,
            id_override: None,
            name_override: None,
            short_override: None,
            zone_hearsay: None,
            name_hearsay: None,
            etag: None,
            last_modified: None,
            fetched,
            taking_part: true,
            fields: BTreeMap::new(),
            rooms: Vec::new(),
        }
    }

    /// Whether the two differ in nothing but the version that they are of.
    pub(super) fn says_the_same_as(&self, other: &Self) -> bool {
        let Self { etag, last_modified, fetched, .. } = self.clone();
        *self == Self { etag, last_modified, fetched, ..other.clone() }
    }

    /// Where it came from; without address and file that was standard input, and there is no getting it again.
    pub fn source(&self) -> Source {
        match (&self.address, &self.file) {
            (Some(address), _) => Source::Address(address.clone()),
            (None, Some(file)) => Source::File(file.clone()),
            (None, None) => Source::Input,
        }
    }
}

/// What is known of the event in a folder; nothing where nothing is.
pub(super) fn read_event(folder: &Path) -> Result<Option<StoredEvent>, Problem> {
    read_toml(&folder.join(EVENT), "correct it, or remove its folder and import the event again")
}

pub(super) fn write_event(folder: &Path, kept: &StoredEvent) -> Result<Durability, KeepError> {
    let text = toml::to_string(kept).map_err(|error| KeepError::Form(error.to_string()))?;
    write(&folder.join(EVENT), format!("{HEADING}{text}").as_bytes())
}
