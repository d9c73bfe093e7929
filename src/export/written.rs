//! What a calendar that this program wrote says of its sessions.

use super::known::Known;
use super::told::Place;
use crate::model::Zone;
use crate::source::own_names::{SPEAKER, WITHDRAWN};
use crate::source::{Property, properties};
use chrono::{DateTime, NaiveDateTime, Utc};

/// An event of a calendar.
#[derive(Debug, Default)]
pub(super) struct WrittenEvent {
    pub(super) uid: String,
    pub(super) sequence: u32,
    pub(super) session: Known,
    pub(super) place: Place,
    pub(super) modified: Option<DateTime<Utc>>,
    /// Since when it is taken back, if it is.
    pub(super) withdrawn: Option<DateTime<Utc>>,
}

/// The events that this program has named.
pub(super) fn events(calendar: &str) -> Vec<WrittenEvent> {
    let mut events = Vec::new();
    let mut event: Option<WrittenEvent> = None;
    for property in properties(calendar).0 {
        let value = property.value();
        match (property.name(), &mut event) {
            ("BEGIN", None) if value == "VEVENT" => event = Some(WrittenEvent::new()),
            ("END", _) if value == "VEVENT" => {
                events.extend(event.take().filter(|event| !event.session.event.is_empty()));
            }
            (name, Some(event)) => event.take(name, &property),
            _ => {}
        }
    }
    events
}

impl WrittenEvent {
    fn new() -> Self {
        // What is not written there is not there.
        Self { place: Place { page: Some(String::new()), ..Place::default() }, ..Self::default() }
    }

    fn take(&mut self, name: &str, property: &Property<'_>) {
        match name {
            "UID" => {
                self.uid = property.text();
                let id = self.uid.strip_suffix("@kubetalks").and_then(|id| id.split_once('/'));
                if let Some((event, session)) = id {
                    (self.session.event, self.session.session) = (event.to_owned(), session.to_owned());
                }
            }
            "SEQUENCE" => self.sequence = property.value().parse().unwrap_or_default(),
            "SUMMARY" => self.session.title = property.text(),
            SPEAKER => {
                self.session.speakers.get_or_insert_default().push(property.text());
            }
            "LOCATION" => self.place.room = Some(property.text()),
            "URL" => self.place.page = Some(property.value().to_owned()),
            "STATUS" => self.place.cancelled = property.value() == "CANCELLED",
            "DTSTART" => {
                let (time, zone) = instant(property);
                (self.place.start, self.session.start, self.place.zone) = (time, time, Some(zone.to_string()));
                self.place.end = self.place.end.or(time);
            }
            "DTEND" => self.place.end = instant(property).0,
            "LAST-MODIFIED" => self.modified = instant(property).0,
            WITHDRAWN => self.withdrawn = instant(property).0,
            _ => {}
        }
    }
}

/// The instant of a time, and the zone that it is written in. Whole days are no instant here.
fn instant(property: &Property<'_>) -> (Option<DateTime<Utc>>, Zone) {
    let value = property.value();
    let named = property.parameter("TZID").and_then(|zone| Zone::parse(&zone));
    let zone = named.unwrap_or_else(|| if value.ends_with('Z') { Zone::utc() } else { Zone::Unknown });
    let wall = NaiveDateTime::parse_from_str(value.trim_end_matches('Z'), "%Y%m%dT%H%M%S");
    (wall.ok().filter(|_| value.len() <= 16).map(|wall| zone.instant(wall)), zone)
}
