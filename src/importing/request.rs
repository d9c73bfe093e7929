//! What is to be brought in.

use crate::catalogue::Conference;
use crate::model::{RoomSpot, Source, Zone};
use crate::store::StoredEvent;
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What somebody wants to have.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// Where it is.
    pub origin: Origin,
    /// What is to hold in place of what the source says.
    pub overrides: Overrides,
    /// What is known of it where it is silent.
    pub hearsay: Hearsay,
    /// Whether it is refused where only a person can say in which zone its times are.
    pub refuse_unsure: bool,
}

impl ImportRequest {
    /// What is in a place, as it is there.
    pub fn of(origin: Origin) -> Self {
        Self { origin, overrides: Overrides::default(), hearsay: Hearsay::default(), refuse_unsure: false }
    }
}

/// What the page or the catalogue that led to a schedule says of it, for where the schedule itself is silent. It is
/// remembered, for the next fetch does not come that way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hearsay {
    /// What it calls the event.
    pub name: Option<String>,
    /// The zone of the event's clocks.
    pub zone: Option<Zone>,
    /// Where its rooms are.
    pub rooms: Vec<RoomSpot>,
}

impl Hearsay {
    /// What is remembered of a kept event.
    pub(super) fn of(kept: &StoredEvent) -> Self {
        let zone = kept.zone_hearsay.as_deref().and_then(Zone::parse);
        Self { name: kept.name_hearsay.clone(), zone, rooms: kept.rooms.clone() }
    }

    /// These, and where they are silent the others.
    pub(super) fn or(self, others: Self) -> Self {
        let rooms = if self.rooms.is_empty() { others.rooms } else { self.rooms };
        Self { name: self.name.or(others.name), zone: self.zone.or(others.zone), rooms }
    }

    /// What a catalogue says of a conference.
    pub fn by(conference: Conference) -> Self {
        let Conference { name, zone, rooms, .. } = conference;
        Self { name: Some(name), zone, rooms }
    }
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
    /// The event's name for narrow columns.
    pub short: Option<String>,
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
            short: kept.short_override.clone(),
            fields: kept.fields.clone(),
        }
    }

    /// These, and where they are silent the others.
    pub(super) fn or(self, others: Self) -> Self {
        let fields = if self.fields.is_empty() { others.fields } else { self.fields };
        Self {
            zone: self.zone.or(others.zone),
            id: self.id.or(others.id),
            name: self.name.or(others.name),
            short: self.short.or(others.short),
            fields,
        }
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
    /// The file or address that somebody typed. What has no scheme is an address where it begins like a server and no file
    /// is there; of Sched the calendar, and of an address of Giggity what it is about.
    pub fn named(text: &str) -> Self {
        let text = text.trim();
        if let Some((_, about)) = text.split_once("://ggt.gaa.st/#url=") {
            let about = about.split('&').next().unwrap_or(about);
            return Self::Address(percent_decode_str(about).decode_utf8_lossy().into_owned());
        }
        match text.contains("://") {
            true => Self::Address(text.to_owned()),
            false if is_server(text) && text.ends_with(".sched.com") => {
                Self::Address(format!("https://{text}/all.ics"))
            }
            false if is_server(text) => Self::Address(format!("https://{text}")),
            false => Self::File(PathBuf::from(text)),
        }
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

/// How files end that are no servers: `schedule.xml` is none.
const SUFFIXES: [&str; 14] =
    ["xml", "json", "ics", "ical", "toml", "csv", "tsv", "gz", "html", "htm", "txt", "xcal", "zip", "pdf"];

/// Whether a text begins with the name of a server, such as `pretalx.com/democon`, and is no file.
fn is_server(text: &str) -> bool {
    let server = text.split(['/', '?', '#']).next().unwrap_or(text);
    let name = server.split(':').next().unwrap_or(server);
    let labels: Vec<&str> = name.split('.').collect();
    let good = |label: &&str| {
        let plain = |letter: char| letter.is_alphanumeric() || letter == '-';
        !label.is_empty() && !label.starts_with('-') && label.chars().all(plain)
    };
    let last = labels.last().copied().unwrap_or_default();
    let is_name = labels.len() > 1 && labels.iter().all(good) && last.chars().count() > 1;
    let is_word =
        last.chars().all(char::is_alphabetic) && (server != text || !SUFFIXES.contains(&last.to_lowercase().as_str()));
    is_name && is_word && !std::path::Path::new(text).exists() && !std::path::Path::new(server).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_server_is_an_address() {
        for (text, expected) in [
            ("kccnceu2026.sched.com", "https://kccnceu2026.sched.com/all.ics"),
            ("demo.example", "https://demo.example"),
            ("pretalx.com/democon", "https://pretalx.com/democon"),
            ("fosdem.org/2025/schedule/xml", "https://fosdem.org/2025/schedule/xml"),
            ("e.org:8080/a.ics", "https://e.org:8080/a.ics"),
            ("http://e.org", "http://e.org"),
            ("https://ggt.gaa.st/#url=https%3A%2F%2Fe.org%2Fa.xml&see=x", "https://e.org/a.xml"),
        ] {
            assert!(matches!(Origin::named(text), Origin::Address(address) if address == expected), "{text}");
        }
        for text in [
            "schedule.xml",
            "./e.org",
            "/e.org/x",
            "~/e.org",
            "a.b/x.ics",
            "schedule",
            "my file.com x",
            "src/lib.rs",
            "127.0.0.1/x",
        ] {
            assert!(matches!(Origin::named(text), Origin::File(_)), "{text}");
        }
    }
}
